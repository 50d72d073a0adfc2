/*
 * fold - text as a row of units that compare as equal what readers take for
 * the same.
 *
 * The twin of gen/search/fold.h, whose tables are made from the rules here:
 * every code point is folded by itself, without its neighbours and without
 * a locale.  A unit is a code point with flags above it.
 */

const SEP = 0, LINK = 2;

export const CODE = 0x1fffff; // the code point of a unit
export const JOINED = 1 << 24; // of a script without spaces; else a word's
export const EDGE = 1 << 25; // first unit of a word
export const SOFT = 1 << 26; // ... which an identifier runs across

// First code point of each range and what it holds: s parts words, l does
// but links identifiers, d is dropped, w: of words, j: joined scripts.
const RANGES = ('0s,2dl,30w,3as,41w,5bs,5fl,60s,61w,7bs,add,aes,c0w,d7s,' +
  'd8w,f7s,f8w,2b0s,300d,370w,482s,483d,48aw,590j,1ab0d,1b00j,1d00w,' +
  '1dc0d,1e00w,2000s,200bd,2010s,202ad,202fs,2060d,2070s,20d0d,2100s,' +
  '2c00w,2d80j,2de0d,2e00s,2e80j,2fe0s,3005j,3008s,3021j,302ad,3030s,' +
  '3031j,3036s,3038j,303ds,3041j,3099d,309bs,309dj,30a0s,30a1j,30fbs,' +
  '30fcj,3190s,31a0j,31c0s,31f0j,3200s,3400j,4dc0s,4e00j,a700s,a720w,' +
  'a800j,d800s,f900j,fb00s,fb1dj,fe00d,fe10s,fe20d,fe30s,fe70j,feffd,' +
  'ff00s,10000j,1d000s,1e000j,1f000s,20000j,40000s,e0000d,e0200s')
  .split(',').map((r) => [parseInt(r.slice(0, -1), 16), r.slice(-1)]);
// Blocks of 256 code points that decompose or have two cases.
const FOLDED = new Set(('0,1,2,3,4,1e,20,21,24,2f,30,32,33,f9,fa,fb,fe,' +
  'ff,1d4,1d5,1d6,1d7,1f1,2f8,2f9,2fa').split(',')
  .map((x) => parseInt(x, 16)));
const known = new Map();

const classOf = (c) => {
  let low = 0, high = RANGES.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (RANGES[mid][0] <= c) low = mid; else high = mid - 1;
  }
  return RANGES[low][1];
};

/*
 * foldOf - what a code point folds to.
 * out: letters, JOINED or not; SEP, or LINK, which parts all but identifiers
 */
export const foldOf = (c) => {
  let out = known.get(c);
  if (out) return out;
  out = [];
  const one = String.fromCodePoint(c);
  for (const ch of FOLDED.has(c >> 8)
    ? one.normalize('NFKD').toLowerCase() : one) {
    const d = ch.codePointAt(0), k = classOf(d);
    if (k === 's' || k === 'l') out.push(k === 's' ? SEP : LINK);
    else if (k !== 'd') out.push(k === 'w' ? d : d | JOINED);
  }
  known.set(c, out);
  return out;
};

/*
 * isDigit - is the unit one of 0 to 9?
 */
export const isDigit = (u) => (u & CODE) >= 48 && (u & CODE) <= 57;

/*
 * fold - fold a text.
 * in:  table, Map of traditional to simplified; null keeps them apart
 * out: {v, from, to}: units, and where each begins and ends in the text
 */
export const fold = (text, table) => {
  const v = [], from = [], to = [];
  let gap = 0;
  for (let i = 0, end; i < text.length; i = end) {
    const c = text.codePointAt(i);
    end = i + (c > 0xffff ? 2 : 1);
    for (const d of foldOf(c)) {
      if (d === SEP || d === LINK) {
        gap = gap || d === SEP ? 2 : 1;
        continue;
      }
      const last = v.length ? v[v.length - 1] : JOINED;
      let u = d;
      if (d & JOINED) {
        if (table) u = JOINED | (table.get(d & CODE) || d & CODE);
      } else if (gap || last & JOINED) {
        u |= EDGE;
        if (!(last & JOINED) && (gap === 1 || isDigit(d) || isDigit(last)))
          u |= SOFT;
      }
      v.push(u);
      from.push(i);
      to.push(end);
      gap = 0;
    }
  }
  return {v, from, to};
};
