/*
 * match - where an item stands in a text, and what to show of it.
 *
 * The twin of gen/search/match.h and excerpt.h.  A segment is {s: its text,
 * plain: folded, exact: folded with traditional and simplified apart}; of a
 * record the first two are the titles.
 */
import {CODE, EDGE, JOINED, SOFT} from './fold.js';
import {inIdent} from './items.js';

const standsAt = ({v: q, ident, brief, whole}, u, i) => {
  const n = q.length, end = u[i + n];
  let good = i + n <= u.length &&
    (!whole || q[n - 1] & JOINED || !end || end & (JOINED | EDGE));
  for (let j = 0; j < n; j++) {
    const b = u[i + j], unlike = q[j] ^ b;
    if (unlike & (CODE | JOINED)) return false;
    if (ident ? j && b & EDGE && !(b & SOFT) && !(u[i + j - 1] & JOINED)
      : unlike & EDGE) good = false;
  }
  return good || brief && inIdent(u, i, i + n);
};

/*
 * places - places where an item stands in a segment.
 * in:  most, how many are wanted
 * out: [[from, to]], offsets in the text
 */
export const places = (item, seg, most) => {
  const {v, from, to} = item.exact ? seg.exact : seg.plain, found = [];
  for (let i = 0; i < v.length && found.length < most; i++)
    if (standsAt(item, v, i))
      found.push([from[i], to[i + item.v.length - 1]]);
  return found;
};

/*
 * standsIn - does each item stand somewhere in the segments?
 */
export const standsIn = (items, segs) => items.every((item) =>
  segs.some((seg) => places(item, seg, 1).length));

const letters = (v) => v.map((u) => u & CODE).join();

/*
 * isWhole - are the items in their order the whole segment?
 */
export const isWhole = (items, seg) => letters(seg.plain.v) ===
  letters(items.flatMap((item) => item.plain));

/*
 * cutOut - a text from `before` characters before its first mark.
 * in:  marks, [[from, to]], one or more; length, in characters
 * out: [[text, marked]]
 */
export const cutOut = (s, marks, before, length) => {
  const parts = [];
  let at = 0, last = [];
  const all = Array.from(s, (ch) => {
    const on = marks.some(([from, to]) => from <= at && at < to);
    at += ch.length;
    return [ch < ' ' ? ' ' : ch, on];
  });
  const start = Math.max(0, all.findIndex(([, on]) => on) - before);
  const some = all.slice(start, start + length), dots = ['\u2026', false];
  for (const [ch, on] of [...start ? [dots] : [], ...some,
    ...start + length < all.length ? [dots] : []])
    if (last[1] === on) last[0] += ch;
    else parts.push(last = [ch, on]);
  return parts;
};

/*
 * excerptOf - parts of the segment where most items stand.
 * in:  segs, of a document; the titles count last, long ones before short
 */
export const excerptOf = (items, segs) => {
  let best = [], most = 0;
  for (const seg of [...segs.slice(2), ...segs.slice(0, 2).reverse()]) {
    const found = items.map((item) => places(item, seg, 8))
      .filter((marks) => marks.length);
    const long = segs.indexOf(seg) > 1 && seg.plain.v.length >= 20;
    const worth = found.length && found.length * 2 + long;
    if (worth > most) best = cutOut(seg.s, found.flat(), 20, 100);
    most = Math.max(most, worth);
  }
  return best;
};
