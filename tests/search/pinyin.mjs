/*
 * pinyin.mjs - the page's pinyin.js and pinyin.c agree.
 *
 *     node tests/search/pinyin.mjs
 *
 * pinyin_tool is taken from $B/tests/search.  Compared: the readings of every
 * code point, the choices of random strings of letters, and the table in
 * gen/search with what the readings give.
 */
import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

import {reader} from '../../themes/default/source/search/bits.js';
import {pinyinEnds, pinyinQuery, readPinyin}
  from '../../themes/default/source/search/pinyin.js';

const program = join(process.env.B || 'build', 'tests/search/pinyin_tool');
const tool = (what, input) =>
  execFileSync(program, [what], {input, maxBuffer: 1 << 28});
const lines = (what, input) => tool(what, input).toString().split('\n');
const tableOf = (what) => readPinyin(reader(new Uint8Array(tool(what))));
const table = tableOf('table');
const names = tableOf('names');

let passed = 0, failed = 0, skipped = 0;
const judge = (what, ok) => {
  if (ok) passed++;
  else failed++, console.log('wrong: ' + what);
};

/* Parts of a string: single letters, syllables, halves of syllables. */
let state = 1;
const random = (n) => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % n;
};
const part = () => {
  const name = table.syllables[random(table.syllables.length)];
  switch (random(9)) {
  case 0: return String.fromCharCode(97 + random(26));
  case 1: return name.slice(random(name.length));
  case 2: return ['an', 'e', 'xi', 'xian', 'lian', 'gan', 'lu', 'lue', 'lyu',
    'nu', 'nyue'][random(11)];
  case 3: return name.slice(0, 1 + random(name.length));
  default: return name;
  }
};
const words = ['', 'a', 'ab', 'sy', 'ln', 'lue', 'shenya', 'sheny', 'abc', 'xian', 'shenyang', 'sydx', 'Abc', 'a b',
  'liaoning1', 'zhuang', 'ngm', 'e'.repeat(64), 'e'.repeat(65),
  'xian'.repeat(16), 'xian'.repeat(16) + 'a', 'a'.repeat(12), 'a'.repeat(13)];
while (words.length < 6000) {
  let word = '';
  for (let n = 1 + random(random(4) ? 5 : 24); n--;) word += part();
  words.push(word.slice(0, 70));
}

const readings = lines('readings');
let unlike = 0, several = 0, begun = 0;
for (let c = 0; c < 0x10000; c++)
  unlike += table.readings(c).join() !== readings[c];
judge(unlike + ' code points are read differently', !unlike);
judge('names alone: other syllables',
  names.syllables.join() === table.syllables.join());
judge('names alone: readings', !names.readings(0x4e00).length);

const text = (choices) =>
  choices.map((c) => c.what + ':' + c.v.join()).join(' ');
const answers = lines('query', words.join('\n') + '\n');
unlike = 0;
words.forEach((word, i) => {
  const query = text(pinyinQuery(names, word));
  const ends = text(pinyinEnds(names, word));
  const mine = query + ' | ' + ends;
  several += query.split(' ').length > 2;
  begun += !!ends;
  if (mine !== answers[i] && unlike++ < 10)
    console.log(`${word}\n  page      ${mine}\n  generator ${answers[i]}`);
});
judge(unlike + ' strings are understood differently', !unlike);
judge('too few strings with several meanings', several > 500);
judge('too few strings with a last syllable begun', begun > 500);
console.log(`search: ${words.length} strings, ${several} of many meanings, ` +
  `${begun} with a last syllable begun`);

const source = join(process.env.GONGSHI_SHARED || '../shared',
  'data/unicode/pinyin.tsv');
if (existsSync(source)) {
  judge('the table', spawnSync('node', ['tests/tools/pinyin.mjs', source,
    '--check', 'gen/search'], {stdio: 'inherit'}).status === 0);
} else {
  console.log(source + ' is missing');
  skipped++;
}
console.log(`${passed} passed, ${failed} failed` +
  (skipped ? `, ${skipped} skipped` : ''));
process.exitCode = failed ? 1 : 0;
