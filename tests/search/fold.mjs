/*
 * fold.mjs - fold.js and fold.c fold every code point alike.
 *
 *     node tests/search/fold.mjs
 *
 * fold_tool is taken from $B/tests/search.  Also: folding a letter that was
 * folded changes nothing, and the tables in gen/search are what the rules
 * give.
 */
import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fold} from '../../themes/default/source/search/fold.js';

const shared = process.env.GONGSHI_SHARED || '../shared';
const tsFile = join(shared, 'data/unicode/ts.tsv');
if (!existsSync(tsFile)) {
  console.log(tsFile + ' is missing');
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit(0);
}
const table = new Map(readFileSync(tsFile, 'utf8').split('\n').filter(Boolean)
  .map((line) => line.split('\t').map((c) => c.codePointAt(0))));
for (const [a] of table)
  for (let b = table.get(a), i = 0; table.has(b) && i < 8; i++)
    table.set(a, b = table.get(b));

const tools = join(process.env.B || 'build', 'tests/search');
const lines = execFileSync(join(tools, 'fold_tool'), {maxBuffer: 1 << 28})
  .toString().split('\n');
const hex = (u) => u.v.map((x) => x.toString(16)).join(' ');
let wrong = 0, checked = 0;
for (let c = 0; c < 0x110000; c++) {
  if (c >= 0xd800 && c < 0xe000) continue;
  const s = String.fromCodePoint(c), plain = fold(s, table);
  const mine = hex(plain) + ';' + hex(fold(s, null));
  const again = fold(String.fromCodePoint(...plain.v.map((x) => x & 0x1fffff)),
    table);
  if (mine !== lines[checked++] ||
      (plain.v.length === 1 && hex(again) !== hex(plain)))
    if (wrong++ < 10) console.log(c.toString(16), mine, lines[checked - 1]);
}
console.log(`search: ${checked} code points folded, ${wrong} unlike`);
const tables = spawnSync('node', ['tests/tools/tables.mjs', tsFile, '--check',
  'gen/search'], {stdio: 'inherit'});
const failed = (wrong > 0) + (tables.status !== 0);
console.log(`${2 - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
