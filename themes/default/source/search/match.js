/*
 * match - where an item stands in a text.
 *
 * The twin of gen/search/match.h.  A segment is {s: its text, plain: units,
 * exact: units with traditional and simplified apart, once asked for}; of a
 * record the first two are the titles.
 */
import {CODE, EDGE, JOINED, SOFT, fold} from './fold.js';

const matchAt = (item, u, i) => {
  const q = item.v, n = q.length;
  const mask = CODE | JOINED | (item.ident ? 0 : EDGE);
  if (i + n > u.length) return false;
  for (let j = 0; j < n; j++) {
    const b = u[i + j];
    if ((q[j] ^ b) & mask) return false;
    if (item.ident && j && b & EDGE && !(b & SOFT) &&
        !(u[i + j - 1] & JOINED)) return false;
  }
  return !item.whole || q[n - 1] & JOINED || i + n === u.length ||
    (u[i + n] & (JOINED | EDGE)) !== 0;
};

/*
 * places - places where an item stands in a text.
 * in:  units, of fold; most, how many are wanted
 * out: [[from, to]], offsets in the text
 */
export const places = (item, units, most) => {
  const u = units.v, found = [];
  for (let i = 0; i < u.length && found.length < most; i++)
    if (matchAt(item, u, i))
      found.push([units.from[i], units.to[i + item.v.length - 1]]);
  return found;
};

/*
 * unitsFor - the units of a segment that an item is compared with.
 */
export const unitsFor = (item, seg) => !item.exact ? seg.plain
  : seg.exact || (seg.exact = fold(seg.s, null));

/*
 * standsIn - does each item stand somewhere in the segments?
 */
export const standsIn = (items, segs) => items.every((item) =>
  segs.some((seg) => places(item, unitsFor(item, seg), 1).length));

const letters = (v) => v.map((u) => u & CODE).join();

/*
 * isTitle - are the items in their order the whole segment?
 */
export const isTitle = (items, seg) => letters(seg.plain.v) ===
  letters([].concat(...items.map((item) => item.plain)));
