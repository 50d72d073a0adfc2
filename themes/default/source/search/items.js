/*
 * items - what a query means: words that white space parts, phrases in
 * quotation marks, and numbers; each must stand in a hit.
 *
 * The twin of the queries of gen/search/match.h, of part.h and span.h.  An
 * item is {text: as written, exact: in quotation marks, plain: units, v:
 * units to compare with, ident: holds an identifier, brief, whole: ends where
 * a word ends, decided: its wants alone prove a match, wants}.  A want is {term
 * (key.js), p: longer texts match too, must: the class that must follow, or
 * 0, and perhaps other: a term that will do instead}.
 */
import {CODE, EDGE, JOINED, SOFT, isDigit} from './fold.js';
import {segmentOf} from './index.js';
import {gramTerm, nextOf, textTerm, unitsTerm} from './key.js';
import {GRAM, IDENT, ITEMS, UNITS, WORD} from './limits.js';

// Does an identifier go on from unit i - 1 to unit i?
const goesOn = (v, i) => i && i < v.length && !((v[i - 1] | v[i]) & JOINED) &&
  (!(v[i] & EDGE) || v[i] & SOFT);

/*
 * inIdent - do units i to j of words lie within an identifier?
 */
export const inIdent = (v, i, j) => {
  for (let at = i; ++at < j;) if (!goesOn(v, at)) return false;
  while (j - i < IDENT && goesOn(v, i)) i--;
  while (j - i < IDENT && goesOn(v, j)) j++;
  return j - i >= IDENT;
};

// Where the units from i on end that have none of some flags.
const endOf = (v, i, flags) => {
  while (++i < v.length && !(v[i] & flags));
  return i;
};

/*
 * spell - units i to j as a text.
 */
export const spell = (v, i, j) =>
  String.fromCodePoint(...v.slice(i, j).map((u) => u & CODE));

// Are the units one word?
const isWord = (v) => !(v[0] & JOINED) &&
  endOf(v, 0, EDGE | JOINED) === v.length;

// The end of the units of words from i on, if they may be an identifier.
const identEnd = (v, i) => {
  const j = v[i] & JOINED ? i : endOf(v, i, JOINED);
  return j - i >= IDENT && v.slice(i, j).some(isDigit) ? j : 0;
};

// The terms that a record must have to match the item, in their order.
const wantsOf = ({plain: v, exact, ident, brief}, all) => {
  const n = v.length, wants = [];
  const add = (term, p, j) => {
    const must = j < n && !term.length ? nextOf(v[j] & CODE) : 0;
    const had = wants.find((want) => want.term === term && want.p === p);
    if (!had) wants.push({term, p, must});
    else if (had.must !== must) had.must = 0;
  };
  const addWord = (i, j) => {
    const digit = v.slice(i, j).findIndex(isDigit);
    const last = !exact && j === n;
    let end = Math.min(j, i + WORD);
    if (!last && j - i >= IDENT && digit >= 0)
      end = Math.min(end, i + Math.max(5, digit + 1));
    if (!last || j - i > 2 || isWord(v))
      add(textTerm(spell(v, i, end)), last && j - i > 2);
  };
  if (n < 2 && v[0] & JOINED) add(unitsTerm(v[0] & CODE, 0), false);
  v.forEach((u, i) => {
    if (!ident && u & EDGE) addWord(i, endOf(v, i, EDGE | JOINED));
    if (i + 1 < n && (u | v[i + 1]) & JOINED)
      add(unitsTerm(u & CODE, v[i + 1] & CODE), false, i + 2);
  });
  if (ident)
    for (let i = 0, end; i < n; i = end || i + 1) {
      end = (!i || v[i - 1] & JOINED) && identEnd(v, i);
      for (let j = i + GRAM; j <= end; j++)
        add(gramTerm(spell(v, j - GRAM, j)), false, j);
    }
  // Equal wants of a query are one object.
  return wants.map((want) => {
    if (brief) want.other = gramTerm(spell(v, n - GRAM));
    return all[JSON.stringify(want)] ||= want;
  });
};

// Phrases, numbers as they are printed with spaces, and the rest (part.h).
const PARTS = '["“”＂]([^"“”＂]*)["“”＂]?|' +
  '((1[1-3]|[59]\\d)(\\s*\\d){6}(\\s*\\w){10}|' +
  '(([Zz][Ll]|[Cc][Nn])\\s*)?(\\d{4}\\s+){2}(?!20)\\d{4}(\\.[\\dXx])?|' +
  '([Zz][Ll]|[Cc][Nn])\\s*(\\d+\\s+){0,2}\\d{5,}' +
  '(\\s*[\\w.][\\dXx]?)?|' +
  '\\d+\\s+\\d\\s+\\d{5,}\\.[\\dXx])(?!\\S)|\\S+';

/*
 * parse - the items of a query, the first 12 and 128 units.
 * out: Promise of items
 */
export const parse = async (text) => {
  const items = [], all = {};
  let left = UNITS;
  for (const [whole, quoted] of text.matchAll(PARTS)) {
    const exact = quoted !== undefined;
    const inner = exact ? quoted : whole;
    const seg = await segmentOf(inner), plain = seg.plain.v.slice(0, left);
    const n = plain.length;
    if (!n || items.length === ITEMS) continue;
    const word = isWord(plain), single = plain[0] & JOINED;
    const brief = !exact && word &&
      /^(?=.*\d)[0-9a-z]{4,5}$/.test(spell(plain));
    const ident = !exact && plain.some((u, i) => identEnd(plain, i));
    const item = {text: whole, exact, plain, ident, brief,
      v: exact ? seg.exact.v.slice(0, left) : plain,
      whole: exact || (n < 3 && word),
      decided: !exact && !ident &&
        (single ? n < 3 : word && n <= (brief ? GRAM : WORD))};
    item.wants = wantsOf(item, all);
    items.push(item);
    left -= n;
  }
  return items;
};
