/*
 * fold - text as a row of units that compare as equal what readers take for
 * the same.
 *
 * The twin of gen/search/fold.h, whose tables are made from the rules here:
 * every code point is folded by itself, without its neighbours and without
 * a locale.  A unit is a code point with flags above it.
 */
import {CODE, EDGE, JOINED} from './limits.js';

export {CODE, EDGE, JOINED};
export const SOFT = 1 << 26; // ... which an identifier runs across

// What code points hold, from 0 on, and to base 36 how many do: S parts
// words, L does but links identifiers, D is dropped, W: of words, J: joined.
const RANGES = Array.from(('S19L3WaS7WqS4L1S1WqS1eD1SiWnS1WvS1Wc8S28D34W7mS1D' +
  '7W7aJ468D28Je8W5cD1sWe8SbD5SqD5S1dDgS2oD1cS268WaoJ2oDwS3kJ9sS11J3SpJ9D6S' +
  '1J5S2J5S4J2gD2S2J3S1J2iS1J44SgJwS1cJgSe8J534S1sJhkwSwW68J9hcS6ioJe8StJkj' +
  'DgSgDgS1sJ3zD1S74J1534S35sJ35sS35sJ2t4wSe1ogDe8S')
  .matchAll(/([A-Z])([0-9a-z]*)/g), ([, k, n]) => [k, parseInt(n, 36)]);
// Blocks of 256 code points that decompose or have two cases.
const FOLDED = /^([0-4]|1e|2[014f]|3[023]|f[9abef]|1d[4-7]|1f1|2f[89a])$/;
const known = [];

/*
 * foldOf - what a code point folds to.
 * out: letters, JOINED or not; 0, or 2 for what links identifiers
 */
export const foldOf = (c) => known[c] ||= Array.from(
  FOLDED.test((c >> 8).toString(16))
    ? String.fromCodePoint(c).normalize('NFKD').toLowerCase()
    : String.fromCodePoint(c)).flatMap((ch) => {
  const d = ch.codePointAt();
  let at = d;
  const [k] = RANGES.find(([, n]) => !((at -= n) >= 0));
  return {S: 0, L: 2, D: [], W: d, J: d | JOINED}[k];
});

/*
 * isDigit - is the unit one of 0 to 9?
 */
export const isDigit = (u) => (u & CODE ^ 48) < 10;

/*
 * unfold - a text with traditional and simplified apart.
 * out: {v, from, to}: units, and where each begins and ends in the text
 */
export const unfold = (text) => {
  const v = [], from = [], to = [];
  let gap = 0, last = JOINED, i = 0;
  for (const ch of text) {
    const end = i + ch.length;
    for (let u of foldOf(ch.codePointAt())) {
      if (u < 3) {
        gap = gap || !u ? 2 : 1;
        continue;
      }
      if (!(u & JOINED)) {
        if (last & JOINED) u |= EDGE;
        else if (gap)
          u |= gap < 2 || isDigit(u) || isDigit(last) ? EDGE | SOFT : EDGE;
      }
      v.push(last = u);
      from.push(i);
      to.push(end);
      gap = 0;
    }
    i = end;
  }
  return {v, from, to};
};

/*
 * simplify - units with traditional characters made simplified.
 * in:  table, Map of traditional to simplified; null keeps them apart
 */
export const simplify = (u, table) => !table ? u : {...u,
  v: u.v.map((x) => x & JOINED ? JOINED | (table.get(x & CODE) || x) : x)};

/*
 * fold - fold a text.
 * in:  table, as above
 */
export const fold = (text, table) => simplify(unfold(text), table);

// Characters of GB 2312 that are in the table nonetheless: all code points
// that GB 2312 has as Han and data/unicode/ts.tsv has as a source.
const BOTH = '乾菸薹拚捱摺吒後徵夥榘於袷麴醣麽';
let common;

/*
 * needsTable - may units be in the table of traditional characters?
 *
 * All Han characters may, but for those of GB 2312, which simplified Chinese
 * is written with.
 */
export const needsTable = ({v}) => v.some((u) => {
  const c = u & CODE, ch = String.fromCodePoint(c), rows = [];
  if (c < 0x3400 || (c > 0x9fff && c < 0x20000)) return false;
  if (!common) {
    for (let i = 0xb0a1; i < 0xf7ff; i++)
      if (i % 256 > 160) rows.push(i >> 8, i);
    common = new Set(new TextDecoder('gbk').decode(Uint8Array.from(rows)));
  }
  return BOTH.includes(ch) || !common.has(ch);
});
