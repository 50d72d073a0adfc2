/*
 * facets - filters and counts of a query, by the columns of its candidates.
 *
 * The twin of gen/search/facet.h.
 */
import {columnOf} from './index.js';
import {textTerm} from './key.js';

// Bytewise order of the first members.
const bytewise = ([a], [b]) => textTerm(a) < textTerm(b) ? -1 : 1;

/*
 * sieve - read the columns of hits and filter them.
 * in:  filters, [[code, values]]
 * out: h.row, of each, and h.miss: the codes of the filters that it fails
 */
export const sieve = async (hits, filters) => {
  const pages = [];
  for (const {doc} of hits) pages[doc >> 10] = 1;
  await Promise.all(pages.map(async (_, p) => {
    pages[p] = await columnOf(p);
  }));
  for (const h of hits) {
    h.row = pages[h.doc >> 10][h.doc & 1023] || {day: 0, facets: []};
    h.miss = filters.flatMap(([code, values]) => h.row.facets.some((f) =>
      f.code === code && f.values.some((v) => values.includes(v)))
      ? [] : code);
  }
};

/*
 * count - the values of hits and their numbers, by facet.
 * in:  hits, after sieve
 */
export const count = (hits) => {
  const seen = [], codes = new Map();
  for (const {row, dropped, miss: [code, more]} of hits)
    for (const f of row.facets)
      if (!dropped && !more && (!code || code === f.code) && !f.n++)
        seen.push(f);
  for (const f of seen) {
    const values = codes.get(f.code) || new Map();
    codes.set(f.code, values);
    for (const v of f.values) values.set(v, (values.get(v) || 0) + f.n);
    f.n = 0;
  }
  return Object.fromEntries(Array.from(codes, ([code, values]) => [code,
    Array.from(values).sort((a, b) => b[1] - a[1] || bytewise(a, b))])
    .sort(bytewise));
};
