/*
 * excerpt - a few words around the places that match.
 *
 * The twin of gen/search/excerpt.h.  Parts are [[text, marked]], in order.
 */
import {places, unitsFor} from './match.js';

/*
 * cutOut - a text from `before` characters before its first mark.
 * in:  marks, [[from, to]], one or more; length, in characters
 */
export const cutOut = (s, marks, before, length) => {
  marks.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const cps = Array.from(s), parts = [];
  let first = 0;
  for (let at = 0; at < marks[0][0]; first++) at += cps[first].length;
  const start = Math.max(0, first - before);
  const end = Math.min(cps.length, start + length);
  const put = (text, marked) => {
    const last = parts[parts.length - 1];
    if (last && last[1] === marked) last[0] += text;
    else parts.push([text, marked]);
  };
  let at = cps.slice(0, start).join('').length;
  if (start) put('\u2026', false);
  for (let i = start, m = 0, until = 0; i < end; i++) {
    for (; m < marks.length && marks[m][0] <= at; m++)
      until = Math.max(until, marks[m][1]);
    put(cps[i] < ' ' ? ' ' : cps[i], at < until);
    at += cps[i].length;
  }
  if (end < cps.length) put('\u2026', false);
  return parts;
};

/*
 * excerptOf - parts of the segment where most items stand.
 * in:  segs, of a document; the titles count last
 */
export const excerptOf = (items, segs) => {
  const order = segs.map((_, i) => i).slice(2).concat(1, 0);
  let best = null, most = 0;
  for (const i of order) {
    if (!segs[i]) continue;
    const marks = [];
    let n = 0;
    for (const item of items) {
      const found = places(item, unitsFor(item, segs[i]), 8);
      n += found.length > 0;
      marks.push(...found);
    }
    if (n > most) {
      most = n;
      best = {s: segs[i].s, marks};
    }
  }
  return best ? cutOut(best.s, best.marks, 20, 100) : [];
};
