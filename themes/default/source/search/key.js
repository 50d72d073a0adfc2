/*
 * key - terms, and where a term lies.
 *
 * The twin of gen/search/key.h.  A term is a number, the key of a pair, plus
 * SINGLE for a single; or a text, with a character for each byte.
 */
import {raw, utf8} from './bits.js';
import {GOLDEN, SINGLE} from './limits.js';

/*
 * pair - the term of two numbers of 16 bits.
 */
export const pair = (a, b) => {
  for (const k of [GOLDEN, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f])
    [a, b] = [b, a ^ Math.imul(b + 1, k) >>> 16];
  return (a << 16 | b) >>> 0;
};

/*
 * wide - the term of two numbers of which the first may be large.
 */
export const wide = (base, v) => pair(base + (v >> 16), v & 65535);

/*
 * textTerm - the term of a text.
 */
export const textTerm = (s) => raw(utf8.encode(s));

/*
 * unitsTerm - the term of one unit, or of two.
 * in:  code points; b is 0 for a single
 */
export const unitsTerm = (a, b) => a > 65535 || b > 65535
  ? textTerm(String.fromCodePoint(a, ...b ? [b] : []))
  : pair(a, b) + (b ? 0 : SINGLE);

/*
 * gramTerm - the term of four units of an identifier.
 */
export const gramTerm = (s) => /^[0-9a-z]*$/.test(s)
  ? wide(0xe000, parseInt(s, 36)) : textTerm('#' + s);

// Where a text lies.
const hashOf = (t) => {
  let h = 0x811c9dc5;
  for (const ch of /^[#@~]/.test(t) ? t
    : /^([^][\x80-\xbf]*){0,3}/.exec(t)[0])
    h = Math.imul(h ^ ch.charCodeAt(), 0x01000193);
  h = Math.imul(h ^ h >>> 16, 0x85ebca6b);
  h = Math.imul(h ^ h >>> 13, 0xc2b2ae35);
  return (h ^ h >>> 16) >>> 0;
};

/*
 * shardOf - the shard of a term at a level with so many shards.
 */
export const shardOf = (term, shards) => {
  const q = shards / 8, single = !term.length && term >= SINGLE;
  const key = term.length ? hashOf(term) : term % SINGLE;
  const at = (n) => Math.floor(key * n / SINGLE), v = at(7 * q);
  return shards < 8 ? +single : single ? at(q) * 8 + 7
    : v + Math.floor(v / 7);
};

/*
 * nextOf - the class of a unit that follows a term.
 */
export const nextOf = (c) => 1 + (Math.imul(c, GOLDEN) >>> 16) % 14;
