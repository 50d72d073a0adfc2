/*
 * table.mjs - search.js asks for the table of traditional characters when a
 * text may need it, and for no text of simplified Chinese.
 *
 *     node tests/search/table.mjs
 *
 * Every code point is folded with and without the table of shared data: where
 * that makes a difference needsTable must say so.  Of the characters of GB
 * 2312 those in the table alone may need it.
 */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fold, needsTable, unfold}
  from '../../themes/default/source/search/fold.js';

const source = join(process.env.GONGSHI_SHARED || '../shared',
  'data/unicode/ts.tsv');
if (!existsSync(source)) {
  console.log(source + ' is missing');
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit(0);
}
const table = new Map(readFileSync(source, 'utf8').split('\n').filter(Boolean)
  .map((line) => line.split('\t').map((c) => c.codePointAt(0))));

let failed = 0, passed = 0;
const judge = (what, wrong) => {
  if (!wrong.length) passed++;
  else failed++, console.log(what + ': ' + wrong.slice(0, 20).join(' '));
};

const missed = [], needless = [];
let needed = 0;
for (let c = 0; c < 0x110000; c++) {
  if (c >= 0xd800 && c < 0xe000) continue;
  const s = String.fromCodePoint(c), may = needsTable(unfold(s));
  const differs = fold(s, table).v.join() !== unfold(s).v.join();
  needed += differs;
  if (differs && !may) missed.push(s);
  // Scripts without Han never do.
  if (may && !/\p{sc=Han}/u.test(s.normalize('NFKD')) &&
      !/\p{Cn}/u.test(s)) needless.push(s);
}
judge('needed, but not asked for', missed);
judge('asked for, but no Han', needless);
judge('too few code points need the table', needed > 3000 ? [] : [needed]);

const simplified = [];
for (let high = 0xb0; high < 0xf8; high++)
  for (let low = 0xa1; low < 0xff; low++) simplified.push(high, low);
const gb = [...new TextDecoder('gbk').decode(Uint8Array.from(simplified))]
  .filter((ch) => /\p{sc=Han}/u.test(ch));
judge('not all of GB 2312', gb.length === 6763 ? [] : [gb.length]);
judge('asked for by a character of GB 2312', gb.filter((ch) =>
  needsTable(unfold(ch)) && !table.has(ch.codePointAt(0))));
console.log(`search: ${needed} code points need the table`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
