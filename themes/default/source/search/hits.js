/*
 * hits - the records that have the terms of a query, before any text is read.
 *
 * The twin of gen/search/hits.h.  A hit is {doc, score, rank, day}.
 */
import {index} from './index.js';
import {pair, wide} from './key.js';
import {BLOCKS, ENOUGH, MANY, MOST, SINGLE, TITLE} from './limits.js';
import {costOf, lookUp, postings} from './lookup.js';

const lg = (x) => {
  const e = 31 - Math.clz32(x);
  return e * 16 + (x * 2 ** (4 - e) & 15);
};

// At most f of some wants, spread evenly.
const spread = (all, f) => all.slice(0, f).map((_, j, {length}) =>
  all[Math.floor(j * (all.length - 1) / (length - 1 || 1))]);

// Choose up to f of some wants, those that are not common if there are any.
const choose = (wants, f, plan, common) => {
  const pools = [[], [], [], [], []];
  for (const want of wants) {
    const {term, other} = want;
    pools[term.length || other || term >= SINGLE ? 0
      : index.commons.get(term >>> 16) || 0].push(want);
  }
  for (const pool of pools[0][0] || !common ? [pools[0]] : pools) {
    for (const want of spread(pool, f)) if (plan.size < MOST) plan.add(want);
    f -= Math.min(f, pool.length);
  }
};

const lookUpAll = (plan) => Promise.all(Array.from(plan, (want) =>
  want.found ||= lookUp(want)));

const byDf = (a, b) => a.df - b.df;

// Those of the hits that have a posting, with what it gives.
const intersect = (hits, map, weight) => hits.filter((h) => {
  const give = map.get(h.doc);
  if (weight) {
    h.score += give * weight;
    if (give <= TITLE) h.rank = 1;
  }
  return give;
});

// The records that all of these lookups have.
const intersectAll = async (used, best) => {
  let hits;
  for (const l of used) {
    const map = await postings(l, hits && hits.map((h) => h.doc), best);
    hits = intersect(hits || Array.from(map.keys(), (doc) =>
      ({doc, score: 0, rank: 2, day: 0})), map,
    Math.max(0, lg(index.live + 1) - lg(l.df || 1)) + 8);
  }
  return hits || [];
};

const carryOut = async (plan, decided, best) => {
  const found = (await lookUpAll(plan)).sort(byDf);
  let used = found.filter((l) => decided || !l.long);
  if (!used[0] && found[0])
    used = [await lookUp({...found[0].want, must: 0})];
  const [l] = used;
  best = best && used.length === 1 && l.long && l.base === 1 &&
    !l.want.other;
  const hits = await intersectAll(used, best);
  return {hits, more: best ? Math.max(0, l.df - hits.length) : 0,
    used: used.map(({want}) => want)};
};

/*
 * findHits - the candidates of a query.
 * in:  items; decided, whether each is; best, whether the best of a long
 *      list will do
 * out: Promise of {hits, more: hits that are not there,
 *      used: wants}
 */
export const findHits = async (items, decided, best) => {
  const plan = new Set();
  for (const {wants} of items)
    choose(wants, Math.max(1, 4 - items.length), plan, true);
  const first = await carryOut(plan, decided, best), n = plan.size;
  if (decided || first.hits.length <= ENOUGH) return first;
  for (const {wants} of items) choose(wants, MANY, plan);
  return plan.size === n ? first : carryOut(plan);
};

/*
 * narrow - ask for the further wants of the items.
 * in:  used and some of the hits of findHits
 * out: Promise of the hits that have them
 */
export const narrow = async (items, used, hits) => {
  const plan = new Set(items.flatMap(({wants}) => wants)
    .filter((want) => !used.some((u) => u.term === want.term &&
      u.p === want.p && u.must === want.must && u.other === want.other)));
  let budget = BLOCKS;
  for (const l of await lookUpAll(Array.from(plan).slice(0, MOST))) {
    const docs = hits.map((h) => h.doc), cost = costOf(l, docs);
    if (cost > budget) continue;
    budget -= cost;
    hits = intersect(hits, await postings(l, docs), 0);
  }
  return hits;
};

/*
 * hitsByChoice - the records that have the terms of one meaning.
 * in:  {what, v}, from pinyinQuery
 * out: Promise of hits of rank 0
 */
export const hitsByChoice = async ({what, v}) => {
  const plan = new Set(), all = {};
  choose(v.map((x) => all[x] ||=
    {term: what > 1 ? pair(0xf010, x) : wide(0xf000, x)}), 3, plan, true);
  const hits = await intersectAll((await lookUpAll(plan)).sort(byDf));
  for (const h of hits) h.rank = 0;
  return hits;
};
