/*
 * piece - the files of an index, checked.
 *
 * The reading side of gen/search/piece.h.  A piece that is cut, damaged or
 * another than the one asked for is refused.
 */
import {ok, reader} from './bits.js';

/*
 * sumOf - piece_sum of gen/search/piece.h.
 */
export const sumOf = (b) => {
  let h = b.length ^ 0x811c9dc5;
  for (let i = 0; i < b.length; i += 4) {
    if (i === 16) continue;
    h ^= b[i] | b[i + 1] << 8 | b[i + 2] << 16 | b[i + 3] << 24;
    h = Math.imul(h, 0x01000193);
    h = h << 13 | h >>> 19;
  }
  return h >>> 0 || 1;
};

/*
 * bodyOf - what stands behind the header of a piece.
 * in:  b, the whole piece; sum, falsy if it is not known; what, a letter
 * out: a reader
 */
export const bodyOf = (b, sum, what, detail, number, upto) => {
  const r = reader(b);
  for (const x of [0x67730300 + what.charCodeAt(), detail, number, upto,
    sumOf(b)]) ok(r.take(32) === x);
  ok(!sum || sum === sumOf(b));
  return r;
};
