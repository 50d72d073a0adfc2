/*
 * road.mjs - an index does not show the road that led to it.
 *
 *     node tests/search/road.mjs [SEED]
 *
 * Histories of registers, whose records are added, edited and removed one by
 * one, cross the borders of classes (level.h) and the steps at which shards
 * move: no file name may mean two contents, but for the entry's, neither over
 * a history nor over two that part at their beginning, as when history is
 * rewritten.  And an index that is brought up to date in batches, with records
 * that were others before or were gone for a while, has at every state the
 * files of one that is built at once.  mkindex is taken from $B/tests/search.
 */
import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {makeCorpus, makeEdits, random, writeCorpus} from './lib-corpus.mjs';
import {scratch, tool} from './lib-index.mjs';

const run = promisify(execFile);
const seed = Number(process.argv[2] || 1);
const LENGTH = 8;

/* From a highest number to another, one by one. */
const HISTORIES = [[1, 60], [508, 520], [2044, 2052], [8190, 8194]];

/* Records, and how many at a time: mkindex -s compares every state, on the
   way to that many, with a clean build. */
const ROADS = [[90, 1], [530, 37], [513, 171], [2060, 411], [8210, 2737]];

let passed = 0, failed = 0;
const judge = (what, ok) => {
  if (ok) passed++;
  else if (failed++ < 20) console.log('FAILED ' + what);
};

const filesOf = (folder) => {
  const files = new Map();
  for (const x of readdirSync(folder, {recursive: true, withFileTypes: true}))
    if (x.isFile()) {
      const path = join(x.parentPath || x.path, x.name);
      files.set(path.slice(folder.length + 1),
        createHash('sha1').update(readFileSync(path)).digest('hex'));
    }
  return files;
};

const build = async (records, ...batch) => {
  const folder = scratch();
  const corpus = join(folder, 'corpus');
  writeFileSync(corpus, writeCorpus(records));
  await run(tool('mkindex'), [corpus, folder + '/site', ...batch]);
  const files = filesOf(folder + '/site');
  rmSync(folder, {recursive: true});
  return files;
};

const unlike = (a, b) => [...new Set([...a.keys(), ...b.keys()])]
  .filter((name) => a.get(name) !== b.get(name));

/* The states of a history, lists of records, as one of its branches has them. */
const states = function* ([from, to], branch) {
  const r = random(seed * 131 + from + branch * 977);
  const all = makeCorpus(to, seed, LENGTH).filter((x) => x.doc <= to);
  const edits = makeEdits(all, seed, LENGTH);
  const now = new Map();
  const edit = (i) => {
    const x = now.get(all[i].doc);
    if (x) now.set(x.doc, x === all[i] ? {...edits[i], date: x.date} : all[i]);
  };
  const remove = (i, last) => {
    if (all[i].doc !== last) now.delete(all[i].doc);
  };
  for (const [i, x] of all.entries()) {
    now.set(x.doc, x);
    const old = r.below(i + 1);
    if (r.chance(40)) edit(r.chance(50) ? old : Math.max(0, i - r.below(40)));
    if (r.chance(20)) remove(r.chance(50) ? old : Math.max(0, i - r.below(40)),
      x.doc);
    if (x.doc >= from) {
      yield [...now.values()].sort((a, b) => a.doc - b.doc);
      // ... and once more at the same highest number.
      edit(r.below(i + 1));
      yield [...now.values()].sort((a, b) => a.doc - b.doc);
    }
  }
};

const follow = async (history) => {
  const meant = new Map();
  let n = 0, changed = 0, before = new Map(), twice = 0;
  for (const branch of [0, 1]) for (const records of states(history, branch)) {
    const name = `${records.length} records of ${records.at(-1).doc}`;
    const files = await build(records);
    for (const [path, hash] of files) {
      if (path === 'search/entry.json') continue;
      if (meant.has(path) && meant.get(path) !== hash && twice++ < 3)
        console.log(name + ': two contents of ' + path);
      meant.set(path, hash);
    }
    changed += unlike(files, before).length > 0;
    before = files;
    n++;
  }
  judge(`${history}: ${twice} names with two contents`, !twice);
  judge(`${history}: only ${changed} of ${n} states differ`, changed > n * 0.8);
  return [n, meant.size];
};

/* A crooked road, state by state, and its end. */
const go = async ([size, batch]) => {
  const folder = scratch(), corpus = join(folder, 'corpus');
  const records = makeCorpus(size, seed + size, LENGTH);
  writeFileSync(corpus, writeCorpus(records));
  const {stdout, error} = await run(tool('mkindex'),
    ['-s', corpus, folder + '/site', String(batch)], {maxBuffer: 1 << 30})
    .catch((e) => ({stdout: e.stdout || '', error: e.stderr || e.message}));
  judge(`${size} records by ${batch}: ${error}`, !error);
  const n = (stdout.match(/^state /gm) || []).length;
  judge(`${size} records by ${batch}: ${n} states`, n >= size / batch);
  const other = unlike(filesOf(folder + '/site'), await build(records));
  judge(`${size} records by ${batch}, at the end: ${other.slice(0, 4)}`,
    !other.length);
  rmSync(folder, {recursive: true});
  return [n, 0];
};

const left = [...HISTORIES.map((h) => () => follow(h)),
  ...ROADS.map((x) => () => go(x))].reverse();
let all = 0, names = 0;
await Promise.all(cpus().map(async () => {
  for (let job; (job = left.shift());) {
    const [n, m] = await job();
    all += n;
    names += m;
  }
}));
console.log(`search: ${all} states of ${HISTORIES.length} histories and ` +
  `${ROADS.length} roads, ${names} names of files`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
