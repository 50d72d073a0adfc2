/*
 * lookup - the postings of a want, over all levels of an index.
 *
 * The twin of gen/search/lookup.h.  A run is a term of a level (find in
 * shard.js) with its place, the documents (lo, hi] that the level answers for
 * and the class that is demanded.
 */
import {blockAt, index, shardAt, uptoOf} from './index.js';
import {shardOf} from './key.js';
import {find} from './shard.js';

// What the levels hold of a want, the base first.
export const runsOf = async (want) => {
  const jobs = [];
  for (let level = index.top, low = 0; level >= 0; level--) {
    const number = shardOf(want.term, index.row[level * 2 + 3]), lo = low;
    const hi = low = Math.max(lo, uptoOf(level, number));
    if (hi > lo) jobs.push(shardAt(level, number).then((place) =>
      find(place, want).map((run) => ({...run, place, lo, hi,
        must: want.must, base: level === index.top}))));
  }
  return (await Promise.all(jobs)).flat();
};

// Add postings of a run: documents to what they give, their impact + 1, or
// to 0 if they have not the class that is demanded.
export const add = (map, {lo, hi, must}, list) => {
  for (const [doc, impact, next] of list)
    if (doc > lo && doc <= hi)
      map.set(doc, Math.max(map.get(doc) || 0,
        !must || next === must || next > 14 ? impact + 1 : 0));
  return map;
};

/*
 * lookUp - read the shards of a want.
 * out: Promise of {want, map: of lists that are not in blocks, as above,
 *      runs: those that are, df, base: how many the base has, long}
 */
export const lookUp = async (want) => {
  const map = new Map(), all = (await Promise.all([runsOf(want),
    want.other ? runsOf({term: want.other}) : []])).flat();
  const base = all.filter((run) => run.base);
  const runs = all.filter((run) => run.sums || !add(map, run, run.list));
  return {want, map, runs, df: runs.reduce((n, run) => n + run.df, map.size),
    base: base.length, long: base.some((run) => run.sums)};
};

// The blocks of a run into whose range one of some documents falls.
const blocksOf = ({place, lo, hi, w, sums}, docs) => sums.flatMap((_, i) => {
  const at = place.from + i * 2 ** w;
  const low = Math.max(lo, at), high = Math.min(hi, at + 2 ** w);
  return low < high && (!docs || docs.some((d) => d > low && d <= high))
    ? i : [];
});

/*
 * costOf - how many blocks `postings` would read.
 */
export const costOf = ({runs}, docs) =>
  runs.flatMap((run) => blocksOf(run, docs)).length;

/*
 * postings - those of a lookup.
 * in:  docs, among which to look, or null: all; best, whether of lists in
 *      blocks of the base their best ones will do
 * out: Promise of a Map, as above
 */
export const postings = async ({map, runs}, docs, best) => {
  const all = new Map(map);
  await Promise.all(runs.flatMap((run) => best && run.base
    ? add(all, run, run.list) && []
    : blocksOf(run, docs).map(async (i) =>
      add(all, run, await blockAt(run, i)))));
  return all;
};
