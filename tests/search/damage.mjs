/*
 * damage.mjs - a damaged or lost file is reported, never a wrong hit.
 *
 *     node tests/search/damage.mjs
 *
 * Every file that some queries read, which are of all kinds, is cut, altered,
 * swapped for another of its kind or for an older version of itself, or lost,
 * for good or the first time only, under search.js and under the generator's
 * engine.  And the whole index is replaced between two queries.  mkindex and
 * query_tool are taken from $B/tests/search.
 */
import assert from 'node:assert';
import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {makeCorpus, makeEdits} from './lib-corpus.mjs';
import {askPage, askTool, makeIndex, openSource, scratch}
  from './lib-index.mjs';

const {gongshi} = globalThis;
const SIZE = 5000; // enough for lists in blocks
const folders = {now: scratch(), before: scratch()};
const records = makeCorpus(SIZE, 3, 16);
/* Before: some records were others, and the last were not there. */
const edits = makeEdits(records, 3, 16);
const older = records.slice(0, SIZE - 40)
  .map((x, i) => i % 5 ? x : {...edits[i]});
makeIndex(folders.now, records);
makeIndex(folders.before, older);
const load = openSource(folders.now, records);
const stale = openSource(folders.before, older);

/* Queries that read all kinds of files: levels, blocks, readings ... */
const QUERIES = [
  {query: '联盟 大学', facets: true, sort: 'date'},
  {query: records[40].title, limit: 3},
  {query: 'dxlm'},
  {query: [...records[41].text[4] + '沈阳市'].slice(0, 2).join('') + '龘'},
  {query: '产学研', filters: [['year', '2023']]},
  {query: '学', facets: true, limit: 1},
];

let passed = 0, failed = 0;
const test = async (name, f) => {
  try {
    await f();
    passed++;
  } catch (error) {
    if (failed++ < 20) console.log('FAILED ' + name + ': ' + error.message);
  }
};

/* Ask a fresh engine; spoil(bytes, times) stands between it and `path`. */
const ask = async (q, path, spoil) => {
  const times = new Map();
  return askPage(q, (p) => {
    times.set(p, (times.get(p) || 0) + 1);
    return p === path ? spoil(load(p), times.get(p)) : load(p);
  });
};

const shown = (answer) => JSON.stringify([answer.total, answer.exact,
  answer.hits, answer.facets, answer.nearest]);
const flip = (bytes, at) => {
  const copy = new Uint8Array(bytes);
  copy[at] ^= 1 << at % 8;
  return copy;
};
const kindOf = (path) => path.endsWith('.bin')
  ? String.fromCharCode(load(path)[3]) : path.startsWith('search/') ? 'e' : 'j';

const filesIn = (folder) =>
  readdirSync(join(folder, 'site'), {recursive: true})
    .filter((name) => /\.(bin|json)$/.test(name));
const inside = filesIn(folders.now), past = filesIn(folders.before);
/* Another file of its kind, of the same number if there is one. */
const number = (p) => p.replace(/-.*/, '');
const other = (path, list, from) => {
  const some = list.filter((p) => p !== path && p.endsWith('.bin') &&
    number(p).split('/').slice(0, -1).join() ===
      number(path).split('/').slice(0, -1).join());
  const near = some.find((p) => number(p) === number(path)) || some[0];
  return near && from(near);
};

const SPOIL = {
  cut: (b) => b.subarray(0, b.length - 1),
  headless: (b) => b.subarray(1),
  empty: () => new Uint8Array(0),
  longer: (b) => new Uint8Array([...b, 0]),
  'altered at the start': (b) => flip(b, 0),
  'altered in the header': (b) => flip(b, 13),
  'altered in the middle': (b) => flip(b, b.length >> 1),
  'altered at the end': (b) => flip(b, b.length - 3),
  'of text': () => new TextEncoder().encode('<!doctype html>404'),
  lost: () => {
    throw new Error('404');
  },
};

const seen = new Map(); // kind: how many files of it were spoilt
const spoilAll = async (q) => {
  const read = new Set();
  const whole = await askPage(q, (p) => {
    read.add(p);
    return load(p);
  });
  for (const path of read) {
    const kind = kindOf(path);
    seen.set(kind, (seen.get(kind) || 0) + 1);
    if (seen.get(kind) > 6) continue;
    for (const [how, spoil] of Object.entries(SPOIL)) {
      // A record's text has no sum: altered, it is another text.
      if (kind === 'j' && how.startsWith('altered')) continue;
      if (kind === 'j' && how === 'longer') continue;
      await test(how + ' ' + path, () => assert.rejects(ask(q, path, spoil)));
      await test(how + ' once ' + path, async () => assert.equal(
        shown(await ask(q, path, (b, n) => n < 2 ? spoil(b) : b)),
        shown(whole)));
    }
    for (const [how, by] of [['swapped', other(path, inside, load)],
      ['of old', other(path, past, stale)]])
      if (by && kind !== 'j' && kind !== 'e' &&
          Buffer.compare(by, load(path)))
        await test(how + ' ' + path, () => assert.rejects(
          ask(q, path, () => by)));
  }
  return [...read].filter((p) => p.startsWith('search/'));
};

/* The same on disk, for the generator's engine. */
const spoilTool = async (q, paths) => {
  const [whole] = askTool([q], folders.now);
  for (const path of paths) {
    const kind = kindOf(path), full = join(folders.now, 'site', path);
    if (!whole.pieces.includes(path) && kind !== 'e') continue;
    const good = readFileSync(full);
    const bad = [...Object.values(SPOIL).slice(0, -1).map((f) => f(good)),
      other(path, inside, load), other(path, past, stale)];
    for (const [i, bytes] of bad.entries()) {
      if (!bytes || (kind === 'e' && i >= bad.length - 2)) continue;
      if (!Buffer.compare(bytes, good)) continue;
      writeFileSync(full, bytes);
      await test(`query_tool: spoilt ${i} ${path}`, () =>
        assert(askTool([q], folders.now)[0].error));
    }
    rmSync(full);
    await test('query_tool: lost ' + path, () =>
      assert(askTool([q], folders.now)[0].error));
    writeFileSync(full, good);
  }
  await test('query_tool: all is well again', () =>
    assert.equal(shown(askTool([q], folders.now)[0]), shown(whole)));
};

for (const [i, q] of QUERIES.entries()) {
  const read = await spoilAll(q);
  if (i < 2) await spoilTool(q, read.slice(0, 12));
}
await test('the queries read all kinds of files: ' + [...seen.keys()].sort()
  .join(''), () => assert.deepEqual([...seen.keys()].sort(),
  [...'bcejknrstyz']));

/* An entry that is older than the pieces: some are gone. */
await test('an index that was replaced', async () => {
  let site = stale;
  gongshi.configure({load: async (p) => site(p)});
  await gongshi.search('联盟', {});
  const gone = new Set(filesIn(folders.now));
  site = (p) => {
    if (p.startsWith('search/') && !gone.has(p)) throw new Error('404');
    return load(p);
  };
  const title = records.at(-1).title, answer = await gongshi.search(title, {});
  gongshi.configure({load: async (p) => load(p)});
  assert.deepEqual(answer, await gongshi.search(title, {}));
  assert(answer.hits.some((h) => h.id === records.at(-1).id));
});
await test('a lost connection that comes back', async () => {
  let online = false;
  const q = QUERIES[0];
  gongshi.configure({load: async (p) => {
    if (!online) throw new Error('offline');
    return load(p);
  }});
  await assert.rejects(gongshi.search(q.query, {}));
  online = true;
  const answer = await gongshi.search(q.query, {});
  gongshi.configure({load: async (p) => load(p)});
  assert.deepEqual(answer, await gongshi.search(q.query, {}));
});

for (const folder of Object.values(folders)) rmSync(folder, {recursive: true});
console.log('search: files spoilt, by kind: ' + [...seen].sort()
  .map(([k, n]) => k + ' ' + Math.min(n, 6)).join(', '));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
