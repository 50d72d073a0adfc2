#!/usr/bin/env node
// rules.mjs - every code of the catalogue, by an example that earns it and
// one that does not.
//
// CODE/bad and CODE/good hold what is laid over base/, the content of a small
// register; a file `gone` lists what is taken away.  CODE/place says where the
// finding must point: path inside content/, and line:column where it has one.
// CODE/said holds what is said there, in both languages, where the words are
// made from the record and the schema.
// What no plain file can show stands in special.mjs.  All trees are commits of
// one repository, and each is checked by itself: the bad one must have nothing
// but the code, the good one nothing at all.  The lines that
// `gongshi explain CODE` shows must stand in the two.
//
//     node tests/rules/rules.mjs [CODE...]      a few of them, with what is said
import { execFile, execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { also, exempt, special } from "./special.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const top = path.resolve(here, "../..");
const gongshi = path.resolve(top, process.env.B ?? "build", "gongshi");
const work = fs.mkdtempSync(path.join(os.tmpdir(), "gongshi-rules."));
const repo = path.join(work, "r.git");
const env = {
	...process.env, HOME: work, GIT_CONFIG_GLOBAL: "/dev/null",
	GIT_CONFIG_NOSYSTEM: "1", LC_ALL: "C.UTF-8", TZ: "UTC",
};
const sides = ["bad", "good"];
const wanted = process.argv.slice(2);
const failures = [];
process.on("exit", () => fs.rmSync(work, { recursive: true, force: true }));

// All files below a folder: entries of path and bytes.
function files(folder) {
	if (!fs.existsSync(folder))
		return [];
	return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((e) => e.isFile())
		.map((e) => {
			const full = path.join(e.parentPath ?? e.path, e.name);

			return {
				path: path.relative(folder, full),
				bytes: fs.readFileSync(full),
			};
		});
}

// What one example adds and takes away.
function overlay(code, side) {
	const all = files(path.join(here, code, side));
	const gone = all.find((f) => f.path === "gone");

	return {
		add: [
			...all.filter((f) => f !== gone),
			...special[code]?.[side] ?? [],
		],
		gone: gone ? gone.bytes.toString().trim().split("\n") : [],
	};
}

// The catalogue: code, severity and example lines, in one language.
function explain(lang, ...code) {
	return execFileSync(gongshi, ["explain", ...code], {
		env: { ...env, GONGSHI_LANG: lang }, encoding: "utf8",
	});
}

function entry(code) {
	const zh = explain("zh", code);
	const en = explain("en", code);
	const line = (text, word) =>
		text.match(new RegExp(`^   = ${word}: (.*)$`, "m"))?.[1];

	return {
		code,
		why: [line(zh, "原因"), line(en, "why")],
		remedy: [line(zh, "改法"), line(en, "help")],
		bad: line(zh, "错例"),
		good: line(zh, "正例"),
	};
}

// Where a file of an example lies: in content/, unless it is the theme's.
const where = (p) => p.startsWith("themes/") ? p : `content/${p}`;

// One stream for git: the base, then a commit for each example.
function* stream(codes) {
	const quoted = (p) => JSON.stringify(p).replace(/[\u0080-\uffff]+/g,
		(s) => s);
	const head = (ref, from) =>
		`commit refs/heads/${ref}\ncommitter Office <office@example.org> ` +
		`1700000000 +0800\ndata 0\n${from ? `from ${from}\n` : ""}`;
	function* put(prefix, f) {
		const name = quoted(prefix + f.path);

		if (f.sha) {
			yield `M ${f.mode} ${f.sha} ${name}\n`;
			return;
		}
		yield `M ${f.mode ?? "100644"} inline ${name}\n`;
		yield `data ${f.bytes.length}\n`;
		yield f.bytes;
		yield "\n";
	}

	yield head("base");
	for (const f of files(path.join(here, "base")))
		yield* put("content/", f);
	for (const f of files(path.join(top, "themes/default")))
		if (!f.path.startsWith("source/"))
			yield* put("themes/default/", f);
	for (const code of codes) {
		for (const side of sides) {
			const { add, gone } = overlay(code, side);

			yield head(`${code}-${side}`, "refs/heads/base");
			for (const p of gone)
				yield `D ${quoted(`content/${p}`)}\n`;
			for (const f of add)
				yield* put("", { ...f, path: where(f.path) });
		}
	}
}

function store(codes) {
	return new Promise((resolve, reject) => {
		execFileSync("git", ["init", "-q", "--bare", repo], { env });
		const git = spawn("git", ["-C", repo, "fast-import", "--quiet"], {
			env, stdio: ["pipe", "inherit", "inherit"],
		});

		git.on("close", (rc) => rc ? reject(new Error("fast-import"))
			: resolve());
		for (const piece of stream(codes))
			git.stdin.write(piece);
		git.stdin.end();
	});
}

function check(rev) {
	const args = ["check", "--repo", repo, "--rev", rev, "--as-of",
		"2026-11-21", "--format", "json"];

	return new Promise((resolve) => {
		execFile(gongshi, args, { env, maxBuffer: 1 << 26 },
			(error, out, said) => {
				let list = null;

				try {
					list = JSON.parse(out);
				} catch {}
				resolve({ rc: error?.code ?? 0, list, said });
			});
	});
}

const at = (f) => f.path.replace(/^content\//, "") +
	(f.line ? `:${f.line}:${f.column}` : "");
const tell = (f) => `${f.code} ${at(f)} ${f.message.en}`;

// Both languages, without a slot that nothing filled.
function texts(fail, finding) {
	for (const part of ["message", "why", "remedy"])
		for (const lang of ["zh", "en"]) {
			const text = finding[part]?.[lang];

			if (!text?.trim())
				fail(`no ${part} in ${lang}`);
			else if (/\{\d|\?\}/.test(text))
				fail(`a slot in: ${text}`);
		}
	if (!/\p{Script=Han}/u.test(finding.message.zh) ||
	    /\p{Script=Han}/u.test(finding.remedy.en.replace(
		    /[“"'‘(（].*|[\p{Script=Han}〔〕]+\S*/gu, "")))
		fail("the languages are mixed up");
}

// All that is said of one finding.
function wording(finding) {
	const lines = ["zh", "en"].flatMap((lang) =>
		["message", "label", "why", "remedy"]
			.map((part) => finding[part][lang])
			.filter(Boolean).map((text) => `    ${text}`));

	return [at(finding), ...lines].join("\n");
}

// What was found, against a file of this name.
function golden(fail, file, got) {
	const name = path.basename(file);

	if (process.env.PLACES) {
		fs.mkdirSync(path.dirname(file), { recursive: true });
		fs.writeFileSync(file, `${got}\n`);
	}
	if (!fs.existsSync(file))
		return fail(`no file ${name}; it would hold ${got}`);
	const want = fs.readFileSync(file, "utf8").trim();

	if (want !== got.trim())
		fail(`not as in ${name}:\n${got}\nwant:\n${want}`);
}

// An example line stands in a file of the tree, or in the path of one.
function shows(code, side, line) {
	return overlay(code, side).add.some((f) =>
		f.bytes?.toString().includes(line) ||
		`content/${f.path}`.includes(line));
}

async function judge(code) {
	const fail = (why) => failures.push(`${code}: ${why}`);
	const known = entry(code);
	const [bad, good] = await Promise.all(
		sides.map((side) => check(`${code}-${side}`)));
	const [place, words] = ["place", "said"].map((name) =>
		path.join(here, code, name));

	if (!bad.list || !good.list)
		return fail(`no findings but: ${bad.said}${good.said}`);
	for (const side of sides)
		if (known[side] && !shows(code, side, known[side]))
			fail(`no tree ${side} says: ${known[side]}`);
	for (const f of bad.list.filter((f) => f.code !== code))
		if (!also[code]?.includes(f.code))
			fail(`the bad tree has ${tell(f)}`);
	for (const f of good.list)
		if (!also[code]?.includes(f.code))
			fail(`the good tree has ${tell(f)}`);
	const mine = bad.list.filter((f) => f.code === code);

	if (!mine.length)
		return fail("the bad tree does not earn it");
	texts(fail, mine[0]);
	const error = mine.some((f) => f.severity === "error");

	if (bad.rc !== (error ? code[0] === "C" ? 2 : 1 : 0))
		fail(`exits ${bad.rc}`);
	golden(fail, place, mine.map(at).join(" "));
	if (fs.existsSync(words))
		golden(fail, words, mine.map(wording).join("\n"));
	if (wanted.length)
		console.log(mine.map(tell).join("\n"));
}

const all = [...explain("en").matchAll(/^([A-Z]\d{3}) /gm)].map((m) => m[1]);
const skipped = (code) =>
	Object.keys(exempt).some((start) => code.startsWith(start));
const shown = all.filter((code) => !skipped(code) &&
	(!wanted.length || wanted.includes(code)));
const has = (code) => special[code] || sides.every((side) =>
	fs.existsSync(path.join(here, code, side)));

for (const code of shown.filter((code) => !has(code)))
	failures.push(`${code}: no example`);
for (const e of fs.readdirSync(here, { withFileTypes: true }))
	if (e.isDirectory() && e.name !== "base" && !all.includes(e.name))
		failures.push(`${e.name}: no such code`);
for (const code of Object.keys({ ...exempt, ...special, ...also }))
	if (!all.some((c) => c.startsWith(code)))
		failures.push(`${code}: no such code`);

const judged = shown.filter(has);
await store(judged);
const queue = [...judged];
await Promise.all([1, 2].map(async () => {
	for (let code; (code = queue.shift());)
		await judge(code);
}));
failures.sort().forEach((f) => console.log(f));
const failed = new Set(failures.map((f) => f.slice(0, 4))).size;
console.log(`${judged.length - failed} passed, ` +
	`${failed} failed`);
process.exitCode = failed ? 1 : 0;
