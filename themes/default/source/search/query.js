/*
 * query - search an index: plan, rank, verify, count, show.
 *
 * The twin of gen/search/query.h and verdict.h: same hits, same order, same
 * totals.
 */
import {dayOf} from './card.js';
import {count, sieve} from './facets.js';
import {findHits, hitsByChoice, narrow} from './hits.js';
import {cardOf, index, openIndex, segmentOf, tableOf, textOf}
  from './index.js';
import {parse, spell} from './items.js';
import {BEST, FEW} from './limits.js';
import {add, runsOf} from './lookup.js';
import {cutOut, excerptOf, isWhole, places, standsIn} from './match.js';

// The second script (more.js); MORE is its address, put in by bundle.sh.  If
// it is lost, what is found without it still stands.
let extra;
const second = (how) => import(MORE).then(() =>
  extra ||= globalThis.gongshi.more({
    add, cardOf, find, findHits, hitsByChoice, parse, runsOf, segmentOf,
    standsIn, tableOf, textOf
  })).catch(() => {
  how.lost = true;
  return {addSounds() {}, instead: (query, found) => found};
});

const byDay = (a, b) => b.day - a.day || b.doc - a.doc;
const byRank = (a, b) => b.rank - a.rank || b.score - a.score || byDay(a, b);

const read = async (hit) => {
  hit.card = await cardOf(hit.doc);
  if (hit.rank) hit.segs = await textOf(hit.card.id);
};

// The hits that their texts bear out, block by block until enough are.
const verify = async (items, {used, more}, cases, options) => {
  const {want, texts, byDate, trial} = options, good = [];
  // From `sure` on they are to be narrowed first.
  let next = 0, cut = false, sure = Infinity;
  for (let size = 12; next < cases.length && good.length < want &&
    !(trial && next); size = Math.min(64, size > 12 ? size * 2 : 16)) {
    cut = texts && next >= texts;
    if (cut) break;
    // Behind the best of a long list the order is not known.
    if (more && (next >= sure || next + size > BEST)) return null;
    while (next >= sure && cases[next]) {
      const rest = cases.splice(next);
      const left = await narrow(items, used, [...rest].sort(byDay), next > 63);
      cases = cases.concat(rest.filter((hit) => !hit.dropped)
        .sort((a, b) => left.has(b) - left.has(a)));
      sure = next + left.size;
    }
    const block = cases.slice(next, next = Math.min(next + size, sure));
    await Promise.all(block.map((hit) => hit.rank && read(hit)));
    const kept = block.filter((hit) => {
      const {segs, card, rank} = hit;
      if (!rank) return true;
      if (standsIn(items, segs.slice(0, 2))) hit.rank = 3;
      if (segs.some((seg) => isWhole(items, seg))) hit.rank = 4;
      if (!byDate) hit.day = dayOf(card.date);
      return !(hit.dropped = !standsIn(items, segs));
    });
    good.push(...byDate ? kept : kept.sort(byRank));
    if (kept.length * 2 < block.length) sure = next;
  }
  const rest = cases.slice(next);
  return {cases: good, total: good.length + (trial ? 0 : rest.length + more),
    exact: !more && !rest.some((hit) => hit.rank), cut};
};

// What a query finds: {items, total, exact, cut, cases: hits in order, hits:
// all}.  At first the best of a long list may do, unless all are asked for.
const find = async (items, options, whole) => {
  const {want, filters, facets, byDate} = options;
  const decided = items.every((item) => item.decided);
  const columns = facets || byDate || filters.length;
  const found = await findHits(items, decided,
    !whole && !columns && want <= BEST);
  const {hits, more} = found;
  if (hits.length + more < FEW &&
    items.some(({plain}) => !/[^a-z]/.test(spell(plain))))
    await (await second(options)).addSounds(items, hits);
  if (columns) await sieve(hits, filters);
  const cases = hits.filter((h) => {
    if (byDate) h.day = h.row.day;
    return !columns || !h.miss.length;
  }).sort(byDate ? byDay : byRank);
  const given = decided
    ? {cases, total: cases.length + more, exact: true, cut: false}
    : await verify(items, found, cases, options);
  return given ? {items, hits, ...given} : find(items, options, true);
};

const show = async (items, hit, lang) => {
  if (!hit.segs) await read(hit);
  const {doc, rank, score, segs = [], card} = hit;
  const english = lang === 'en' && card.en, title = english || card.title;
  const seg = segs[english ? 1 : 0];
  const marks = seg ? items.flatMap((item) => places(item, seg, 8)) : [];
  return {...card, title, doc, score: rank * 2 ** 24 + score,
    url: (lang === 'en' ? 'en/' : '') + card.id + '.html',
    heading: cutOut(title, marks, title.length, title.length),
    excerpt: excerptOf(items, segs)};
};

const answer = async (query, {kind, lang, facets, sort, ...options}) => {
  const offset = options.offset >>> 0;
  const want = offset + Math.min(options.limit >>> 0 || 10, 100);
  const filters = Object.entries({...options.filters, ...kind && {kind}})
    .map(([code, values]) => [code, [].concat(values)])
    .filter(([, values]) => values.length);
  const how = {want, filters, facets, texts: options.texts,
    byDate: sort === 'date'};
  let found = await find(await parse(query), how);
  if (!found.total && found.items[0])
    found = await (await second(how)).instead(query, found, how);
  const {items, total, exact, cut, cases, hits, nearest = []} = found;
  return {total, exact, cut, lost: how.lost, nearest,
    facets: facets ? count(hits) : {},
    hits: await Promise.all(cases.slice(offset, want)
      .map((hit) => show(items, hit, lang)))};
};

/*
 * search - the hits of a query.
 * in:  options, {kind, filters: {FACET: values}, sort: 'date' or nothing,
 *      facets: whether counts are wanted, offset, limit, lang, texts: how many
 *      to read at most, whole blocks}, or nothing
 * out: Promise of {total, exact, cut: whether that was too few, lost: true if
 *      sounds and nearest answers could not be looked for, hits: [{kind, id,
 *      url, title, en, heading: parts of the title, date, status: as in the
 *      record's data, excerpt: parts, score, doc}], facets: {FACET: [[VALUE,
 *      COUNT]]}, nearest: queries}; exact: the total is no upper bound
 *
 * A piece that is missing may belong to an index that was replaced: the
 * entry is read again, and the question asked once more if it changed.
 */
export const search = async (query, options) => {
  if (!index) await openIndex(false).catch(() => openIndex(true));
  const was = index;
  const given = await answer(String(query), options || {})
    .catch(async (error) => {
      await openIndex(true);
      if (index === was) throw error;
    });
  // Another search may have opened another index meanwhile.
  return index === was ? given : search(query, options);
};
