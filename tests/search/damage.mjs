/*
 * damage.mjs - search.js reports a damaged or lost file, never a wrong hit.
 *
 *     node tests/search/damage.mjs
 *
 * Every file that a query reads is cut, altered, swapped for another or lost,
 * for good or the first time only; and the whole index is replaced between
 * two queries.  mkindex is taken from $B/tests/search.
 */
import assert from 'node:assert';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import '../../themes/default/assets/search.js';
import {makeCorpus, writeCorpus} from './lib-corpus.mjs';

const {gongshi} = globalThis;
const tools = join(process.env.B || 'build', 'tests/search');
const folder = mkdtempSync(join(tmpdir(), 'gongshi-damage-'));

const makeIndex = (name, records) => {
  const to = join(folder, name);
  writeFileSync(to + '.corpus', writeCorpus(records));
  execFileSync(join(tools, 'mkindex'), [to + '.corpus', to]);
  const byId = new Map(records.map((x) => [x.id, x]));
  return (path) => path.startsWith('search/')
    ? new Uint8Array(readFileSync(join(to, path)))
    : new TextEncoder().encode(
      JSON.stringify({text: byId.get(path.slice(0, -5)).text}));
};

const records = makeCorpus(1300, 3);
const old = makeIndex('old', records);
const renewed = makeIndex('renewed', records.slice(0, 1290));
const query = [...records[40].text[4]].slice(100, 103).join('');
const options = {kind: records[40].kind};

/* Ask a fresh engine; spoil(bytes, times) stands between it and `path`. */
const ask = async (path, spoil) => {
  const asked = new Map();
  gongshi.configure({load: async (p) => {
    const times = (asked.get(p) || 0) + 1;
    asked.set(p, times);
    return p === path ? spoil(old(p), times) : old(p);
  }});
  const answer = await gongshi.search(query, options);
  return {answer, asked};
};

let passed = 0, failed = 0;
const test = async (name, f) => {
  try {
    await f();
    passed++;
  } catch (error) {
    failed++;
    console.log('FAILED ' + name + ': ' + error.message);
  }
};

const whole = await ask('', null);
const paths = [...whole.asked.keys()];
const pieces = paths.filter((p) => p.endsWith('.bin'));
const kinds = new Set(pieces.map((p) => String.fromCharCode(old(p)[3])));
await test('the query reads all kinds of pieces', () =>
  assert.deepEqual([...kinds].sort(), ['c', 'k', 'n', 's', 't']));
await test('and finds the record', () =>
  assert(whole.answer.hits.some((h) => h.id === records[40].id)));

const flip = (bytes, i) => {
  bytes[i] ^= 1 << i % 8;
  return bytes;
};
const SPOIL = {
  cut: (b) => b.subarray(0, b.length - 1),
  headless: (b) => b.subarray(1),
  empty: () => new Uint8Array(0),
  'altered at the start': (b) => flip(b, 0),
  'altered in the middle': (b) => flip(b, b.length >> 1),
  'altered at the end': (b) => flip(b, b.length - 3),
  lost: () => {
    throw new Error('404');
  },
};
for (const path of paths) {
  for (const [how, spoil] of Object.entries(SPOIL)) {
    // A text has no sum: altered, it is another text.
    if (!path.startsWith('search/') && how.startsWith('altered')) continue;
    await test(how + ' ' + path, () => assert.rejects(ask(path, spoil)));
    if (path.endsWith('.bin'))
      await test(how + ' once ' + path, async () => assert.deepEqual(
        (await ask(path, (b, n) => n < 2 ? spoil(b) : b)).answer,
        whole.answer));
  }
}
for (const path of pieces) {
  const other = pieces.find((p) => p !== path && old(p)[3] === old(path)[3]) ||
    pieces.find((p) => p !== path);
  await test('swapped ' + path, () =>
    assert.rejects(ask(path, () => old(other))));
}
await test('an index that was replaced', async () => {
  let site = old;
  gongshi.configure({load: async (p) => site(p)});
  await gongshi.search(query, options);
  site = renewed;
  const moved = [...records[700].text[4]].slice(50, 53).join('');
  const answer = await gongshi.search(moved, {});
  gongshi.configure({load: async (p) => renewed(p)});
  assert.deepEqual(answer, await gongshi.search(moved, {}));
  assert(answer.hits.some((h) => h.id === records[700].id));
});
await test('a lost connection that comes back', async () => {
  let online = false;
  gongshi.configure({load: async (p) => {
    if (!online) throw new Error('offline');
    return old(p);
  }});
  await assert.rejects(gongshi.search(query, options));
  online = true;
  assert.deepEqual(await gongshi.search(query, options), whole.answer);
});

rmSync(folder, {recursive: true});
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
