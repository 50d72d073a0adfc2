/*
 * query - search an index: plan, rank, verify, show.
 *
 * The twin of gen/search/query.h: same hits, same order, same totals.  A hit
 * is {doc, score, rank, day, card, segs}, the last three once looked up.
 */
import {cardOf, columnOf, dayOf, textOf} from './card.js';
import {excerptOf} from './excerpt.js';
import {parse} from './items.js';
import {isTitle, standsIn} from './match.js';
import {connect, index, openIndex} from './piece.js';
import {find, shardOf} from './shard.js';

const TITLE = 12, ENOUGH = 32, PAGES = 24;
let verify = 200;

const lg = (x) => {
  const e = 31 - Math.clz32(x);
  return e * 16 + ((e >= 4 ? x >>> (e - 4) : x << (4 - e)) & 15);
};
const idf = (df, live) => Math.max(0, lg(live + 1) - lg(df)) + 8;

// `most` terms spread evenly over the item.
const spread = (terms, most) => {
  if (terms.length <= most) return terms;
  const out = [];
  for (let i = 0; i < most; i++)
    out.push(terms[Math.floor(i * (terms.length - 1) / (most - 1))]);
  return out;
};

// The documents that have all terms of all items; `most` terms an item.
const consult = async (ix, items, most) => {
  const terms = [];
  for (const item of items)
    for (const t of spread(item.terms, most))
      if (!terms.some((o) => o.text === t.text && o.prefix === t.prefix))
        terms.push(t);
  const lists = await Promise.all(terms.map(async (t) =>
    find(await ix.at('s', shardOf(t.text, ix.bits)), t.text, t.prefix)));
  lists.sort((a, b) => a.docs.length - b.docs.length);
  let hits = null;
  for (const l of lists) {
    const weight = idf(l.docs.length || 1, ix.live);
    const give = (h, i) => ({doc: h.doc,
      score: h.score + (l.impacts[i] + 1) * weight,
      rank: h.rank && l.impacts[i] >= TITLE ? 1 : 0});
    if (!hits) {
      hits = l.docs.map((doc, i) => give({doc, score: 0, rank: 1}, i));
      continue;
    }
    const next = [];
    for (let i = 0, j = 0; i < hits.length && j < l.docs.length;) {
      if (hits[i].doc === l.docs[j]) next.push(give(hits[i++], j++));
      else if (hits[i].doc < l.docs[j]) i++;
      else j++;
    }
    hits = next;
  }
  return hits || [];
};

const byRank = (a, b) => b.rank - a.rank || b.score - a.score ||
  (b.day || 0) - (a.day || 0) || b.doc - a.doc;

const onlyKind = async (ix, hits, kind) => {
  const pages = new Map();
  for (const h of hits) pages.set(h.doc >>> 10, null);
  await Promise.all(Array.from(pages.keys(), async (p) =>
    pages.set(p, await columnOf(ix, p))));
  return hits.filter((h) => {
    const row = pages.get(h.doc >>> 10).get(h.doc);
    return row && row.kind === kind;
  });
};

// Put hits of equal score into the order of their dates, where it matters.
const orderByDate = async (ix, hits, from, to) => {
  for (let i = 0, j; i < hits.length && i < to; i = j) {
    j = i + 1;
    while (j < hits.length && hits[j].rank === hits[i].rank &&
           hits[j].score === hits[i].score) j++;
    if (j <= from || j === i + 1) continue;
    const group = hits.slice(i, j);
    const newest = Array.from(new Set(group.map((h) => h.doc >>> 10)))
      .sort((a, b) => b - a).slice(0, PAGES);
    const pages = new Map(await Promise.all(
      newest.map(async (p) => [p, await columnOf(ix, p)])));
    for (const h of group) {
      const page = pages.get(h.doc >>> 10), row = page && page.get(h.doc);
      h.day = row ? row.day : 0;
    }
    group.sort(byRank);
    hits.splice(i, j - i, ...group);
  }
};

// Does the text of a hit bear it out?
const judge = async (ix, items, hit) => {
  hit.card = await cardOf(ix, hit.doc);
  hit.segs = await textOf(ix, hit.card);
  if (!standsIn(items, hit.segs)) return false;
  const titles = hit.segs.slice(0, 2);
  if (titles.some((seg) => isTitle(items, seg))) hit.rank = 3;
  else if (standsIn(items, titles)) hit.rank = 2;
  hit.day = dayOf(hit.card.date);
  return true;
};

// The hits that are borne out, block by block until enough are.
const verified = async (ix, items, hits, want) => {
  let good = [], next = 0;
  do {
    const block = hits.slice(next, next + verify);
    const keep = await Promise.all(block.map((h) => judge(ix, items, h)));
    good = good.concat(block.filter((_, i) => keep[i]).sort(byRank));
    next += block.length;
  } while (next < hits.length && good.length < want);
  return {good, total: good.length + hits.length - next,
    exact: next === hits.length};
};

const shown = async (ix, items, hit, lang) => {
  const card = hit.card || await cardOf(ix, hit.doc);
  const segs = hit.segs || await textOf(ix, card);
  return {kind: card.kind, id: card.id,
    url: (lang === 'en' ? 'en/' : '') + card.id + '.html',
    title: lang === 'en' && card.en ? card.en : card.title,
    date: card.date, excerpt: excerptOf(items, segs),
    score: hit.rank * 0x1000000 + hit.score};
};

const answer = async (ix, query, options) => {
  const offset = options.offset >>> 0;
  const limit = Math.min(options.limit >>> 0 || 10, 100);
  const items = parse(query, ix.simple);
  if (!items.length) return {total: 0, exact: true, hits: [], facets: {}};
  let hits = await consult(ix, items, 3);
  if (hits.length > ENOUGH && items.some((i) => i.terms.length > 3))
    hits = await consult(ix, items, 12);
  if (options.kind) hits = await onlyKind(ix, hits, options.kind);
  hits.sort(byRank);
  let total = hits.length, exact = true;
  if (items.every((i) => i.decided))
    await orderByDate(ix, hits, offset, offset + limit);
  else ({good: hits, total, exact} =
    await verified(ix, items, hits, offset + limit));
  return {total, exact, facets: {}, hits: await Promise.all(
    hits.slice(offset, offset + limit)
      .map((h) => shown(ix, items, h, options.lang)))};
};

/*
 * search - the hits of a query.
 * in:  options, {kind, offset, limit, lang} or nothing
 * out: Promise of {total, exact, hits: [{kind, id, url, title, date,
 *      excerpt, score}], facets}; exact: the total is no upper bound
 *
 * A piece that is missing may belong to an index that was replaced: the
 * entry is read again, and the question asked once more if it changed.
 */
export const search = async (query, options) => {
  const was = index || await openIndex(false);
  try {
    return await answer(was, String(query), options || {});
  } catch (error) {
    const now = await openIndex(true);
    if (now === was) throw error;
    return answer(now, String(query), options || {});
  }
};

/*
 * configure - for use outside of a page.
 * in:  {load, verify}: load(path, fresh) -> Promise of an ArrayBuffer;
 *      verify, texts in a block; what is absent stays
 */
export const configure = (settings) => {
  if (settings.load) connect(settings.load);
  if (settings.verify) verify = settings.verify;
};
