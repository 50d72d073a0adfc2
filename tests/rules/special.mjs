// special.mjs - examples that no plain file can show: links, paths that some
// systems hold to be one, bytes that editors mend, and sizes.
//
// For each code what its bad and its good tree add to the base: entries of
// `path` (inside content/, or of themes/) and `bytes`, or a `mode` of git with its `sha`.
import fs from "node:fs";

const name = "name: 甲\n";
const record = (front, body = "") =>
	Buffer.from(`---\n${front}---\n${body}`);
const notice = (bytes) => [{ path: "notices/x.md", bytes }];
const raw = (...parts) =>
	Buffer.concat(parts.map((p) => Buffer.from(p, "latin1")));

const english = "themes/default/i18n/en.yaml";
const shipped = fs.readFileSync(
	new URL(`../../${english}`, import.meta.url), "utf8");
const theme = (from, to) =>
	[{ path: english, bytes: Buffer.from(shipped.replace(from, to)) }];
const top = "themes/default/templates/strip.mustache";
const strip = (from, to) => [{ path: top, bytes: Buffer.from(fs.readFileSync(
	new URL(`../../${top}`, import.meta.url), "utf8").replace(from, to)) }];

const png = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

export const special = {
	C110: { bad: theme(/^large_type:.*\n/m, ""), good: theme("", "") },
	C111: {
		bad: theme('"{n} suggestions', '"{m} suggestions'),
		good: theme("", ""),
	},
	C112: {
		bad: strip("i18n.large_type", "i18n.large_typo"),
		good: strip("", ""),
	},
	G101: {
		bad: [{
			path: "notices/x.md", mode: "120000",
			bytes: Buffer.from("../../../etc/passwd"),
		}],
		good: notice(record(name)),
	},
	G102: {
		bad: [{ path: "notices/x", mode: "160000", sha: "1".repeat(40) }],
		good: notice(record(name)),
	},
	G103: {
		bad: [{ path: "files/A.png", bytes: png }],
		good: [{ path: "files/b.png", bytes: png }],
	},
	G108: {
		bad: [{ path: "files/a.txt", bytes: Buffer.alloc(53 << 20, "a\n") }],
		good: [{ path: "files/a.txt", bytes: Buffer.alloc(40 << 20, "a\n") }],
	},
	G109: {
		bad: notice(Buffer.alloc((64 << 20) + 1, "a\n")),
		good: notice(record(name)),
	},
	S109: {
		bad: notice(record(`name: ${"a".repeat(65536)}\n`)),
		good: notice(record(name)),
	},
	S110: {
		bad: notice(record(name, "字\n\n".repeat(60000))),
		good: notice(record(name, "字\n")),
	},
	S111: {
		bad: notice(raw("---\nname: \xb1\xe0\n---\n")),
		good: notice(record(name)),
	},
	S112: {
		bad: notice(raw("---\nname: a\0b\n---\n")),
		good: notice(record(name)),
	},
	S120: {
		bad: notice(record("name: 甲\ufeff乙\n")),
		good: notice(record(name)),
	},
	S124: {
		bad: notice(record(name, `${"x".repeat(70000)}\n`)),
		good: notice(record(name, "短行。\n")),
	},
};

// Codes without an example here, by their beginnings, and why.
export const exempt = {
	I: "told by import about a spreadsheet: tests/scenario/",
	G2: "told by the hooks about a push, not by check about a tree",
};

// Codes that go with another one, and why.
export const also = {
	R208: ["R207"], // the years that the revocation names wrongly
};
