#!/bin/bash
# chinese.sh - every error that a clerk can meet is said in Chinese.
#
# Each English text of gen/base/err_text.c is said somewhere; each text given
# to err_set and the like is English and has its Chinese there.  What readers
# of indexes and templates say is told inside findings, with words of their
# own.
set -u
cd "$(dirname "$0")/../.." || exit 3
out=$(node - <<'END'
const fs = require('fs');
const files = fs.readdirSync('gen', { withFileTypes: true })
	.filter((d) => d.isDirectory())
	.flatMap((d) => fs.readdirSync(`gen/${d.name}`)
		.filter((f) => f.endsWith('.c'))
		.map((f) => `gen/${d.name}/${f}`));
const own = 'gen/base/err_text.c';
const literal = /"((?:[^"\\]|\\.)*)"/g;
// Adjacent literals are one; what stands between them goes.
const join = (text) => text.replace(/(?<!\\)"\s*"/g, '');
const keys = new Map();
const table = join(fs.readFileSync(own, 'utf8'));
for (const m of table.matchAll(/^\s*\{("(?:[^"\\]|\\.)*"),/gm))
	keys.set(m[1].slice(1, -1), 0);
const exempt = new RegExp('^gen/(search|init|base)/|import|model/sheet|' +
	'column_map|template|yaml|json_read');
const put = (f, text, at, what) =>
	console.log(`${f}:${text.slice(0, at).split('\n').length}: ${what}`);
for (const f of files) {
	if (f === own) continue;
	const text = fs.readFileSync(f, 'utf8').replace(/'\\?"'/g, "' '");
	for (const m of join(text).matchAll(literal))
		if (keys.has(m[1])) keys.set(m[1], 1);
	if (exempt.test(f)) continue;
	const call = /\b(err_set|err_io|err_system|err_other|repo_fail)\(/g;
	for (const m of text.matchAll(call)) {
		const end = text.indexOf(';', m.index);
		const said = join(text.slice(m.index, end));
		const first = literal.exec(said);
		literal.lastIndex = 0;
		if (!first) continue;
		if (/[^\x00-\x7f]/.test(said))
			put(f, text, m.index,
				'the Chinese belongs to err_text.c');
		if (!/[a-z]{2}/.test(first[1].replace(/%[.*0-9a-z]+/g, '')))
			continue;
		if (!keys.has(first[1]))
			put(f, text, m.index, `no Chinese for "${first[1]}"`);
	}
}
for (const [key, seen] of keys)
	if (!seen) console.log(`${own}:1: nobody says "${key}"`);
END
)
[ -z "$out" ] || { echo "$out"; exit 1; }
