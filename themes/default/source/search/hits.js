/*
 * hits - the records that have the terms of a query, before any text is read.
 *
 * The twin of gen/search/hits.h.  A hit is {doc, score, rank, day}.
 */
import {index} from './index.js';
import {pair, wide} from './key.js';
import {BLOCK, BLOCKS, ENOUGH, FURTHER, MANY, MOST, SINGLE, TITLE}
  from './limits.js';
import {costOf, lookUp, postings} from './lookup.js';

const lg = (x) => {
  const e = 31 - Math.clz32(x);
  return e * 16 + (x * 2 ** (4 - e) & 15);
};

// At most f of some wants, spread evenly.
const spread = (all, f) => all.slice(0, f).map((_, j, {length}) =>
  all[Math.floor(j * (all.length - 1) / (length - 1 || 1))]);

// Choose up to f of some wants: of those that are not common, or if there are
// none, of as many classes as that, the less common first.
const choose = (wants, f, plan, classes) => {
  const pools = [[], [], [], [], []];
  for (const want of wants) {
    const {term, other} = want;
    pools[term.length || other || term >= SINGLE ? 0
      : index.commons.get(term >>> 16) || 0].push(want);
  }
  for (const pool of pools.slice(0, pools[0][0] ? 1 : classes)) {
    for (const want of spread(pool, f)) if (plan.size < MOST) plan.add(want);
    f -= Math.min(f, pool.length);
  }
};

// From the least df upwards.
const lookUpAll = async (plan) => (await Promise.all(Array.from(plan, (want) =>
  want.found ||= lookUp(want)))).sort((a, b) => a.df - b.df);

const docsOf = (hits) => hits.map((h) => h.doc);

// The records that all of these lookups have, with what their postings give.
const intersectAll = async (used, best) => {
  let hits;
  for (const l of used) {
    const map = await postings(l, hits && docsOf(hits), best);
    const idf = Math.max(0, lg(index.live + 1) - lg(l.df || 1)) + 8;
    hits = (hits || Array.from(map.keys(), (doc) =>
      ({doc, score: 0, rank: 2, day: 0}))).filter((h) => {
      const give = map.get(h.doc);
      h.score += give * idf;
      if (give <= TITLE) h.rank = 1;
      return give;
    });
  }
  return hits || [];
};

const carryOut = async (plan, decided, best) => {
  const found = await lookUpAll(plan);
  let used = found.filter((l) => decided || !l.long), room = 3 * BLOCK;
  if (!used[0]) used = found.filter((l) => (room -= l.df) >= 0);
  if (found[0]) used[0] ||= await lookUp({...found[0].want, must: 0});
  const l = used[0];
  best = best && l && !used[1] && l.long && l.base < 2 && !l.want.other &&
    !l.want.must;
  const hits = await intersectAll(used, best);
  return {hits, used, more: best ? Math.max(0, l.df - hits.length) : 0};
};

/*
 * findHits - the candidates of a query.
 * in:  items; decided, whether each is; best, whether the best of a long
 *      list will do
 * out: Promise of {hits, more: hits that are not there, used: lookups}
 */
export const findHits = async (items, decided, best) => {
  const plan = new Set();
  for (const {wants} of items)
    choose(wants, Math.max(1, 4 - items.length), plan, 5);
  const first = await carryOut(plan, decided, best), n = plan.size;
  if (!decided && first.hits[ENOUGH])
    for (const {wants} of items) choose(wants, MANY, plan, 0);
  return plan.size > n ? carryOut(plan) : first;
};

/*
 * narrow - ask for further wants of the items.
 * in:  used, of findHits; hits, some of its, those to be asked about first in
 *      front; late, whether wants of the most common class will do
 * out: Promise of a Set of hits that have them; h.dropped, of those that have
 *      them not; the others were not asked about
 */
export const narrow = async (items, used, hits, late) => {
  const plan = new Set(), wants = new Set(items.flatMap((item) => item.wants));
  for (const {want} of used) wants.delete(want);
  if (hits[ENOUGH]) choose(wants, FURTHER, plan, 4 + late);
  for (const l of await lookUpAll(plan)) {
    const docs = docsOf(hits);
    if (!docs[ENOUGH]) break;
    while (docs[1] && costOf(l, docs) > BLOCKS) docs.length >>= 1;
    const map = await postings(l, docs);
    hits = hits.slice(0, docs.length)
      .filter((h) => !(h.dropped = h.rank && !map.get(h.doc)));
  }
  return new Set(hits);
};

/*
 * hitsByChoice - the records that have the terms of one meaning.
 * in:  {what, v}, from pinyinQuery
 * out: Promise of hits of rank 0
 */
export const hitsByChoice = async ({what, v}) => {
  const wants = v.map((x) =>
    ({term: what > 1 ? pair(0xf010, x) : wide(0xf000, x)}));
  const {hits} = await findHits([{wants}], true);
  for (const h of hits) h.rank = 0;
  return hits;
};
