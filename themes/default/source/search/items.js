/*
 * items - what a query means: words that white space parts, and phrases in
 * quotation marks; each must stand in a hit.
 *
 * The twin of the queries of gen/search/match.h.  An item is {exact: in
 * quotation marks, plain: units, v: units to compare with, ident: holds an
 * identifier, whole: ends where a word ends, decided: its terms alone prove
 * a match, terms: [{text, prefix}] that a hit must have}.
 */
import {CODE, EDGE, JOINED, SOFT, fold, isDigit} from './fold.js';

const MAX_UNITS = 128, MAX_ITEMS = 12, WORD = 24, IDENT = 6;

const isSpace = (ch) => /[\s\uFEFF]/.test(ch);
const isQuote = (ch) => '"\u201c\u201d\uff02'.includes(ch);

// Ends of the runs of word units that are or may be identifiers.
const identRuns = (v, soft) => {
  const runs = [];
  for (let i = 0, j; i < v.length; i = j) {
    let digit = false;
    j = i;
    do digit = digit || isDigit(v[j]);
    while (++j < v.length && !((v[j - 1] | v[j]) & JOINED) &&
           !(soft && v[j] & EDGE && !(v[j] & SOFT)));
    if (!(v[i] & JOINED) && digit && j - i >= IDENT) runs.push([i, j]);
  }
  return runs;
};

const wordEnd = (v, i) => {
  while (++i < v.length && !(v[i] & (EDGE | JOINED)));
  return i;
};

const spell = (v, i, j) =>
  String.fromCodePoint(...v.slice(i, j).map((u) => u & CODE));

// A word as it is kept: cut (tokenize.h).
const cutWord = (v, i, j) => {
  const digit = v.slice(i, j).findIndex(isDigit);
  let n = j - i;
  if (n >= IDENT && digit >= 0) n = Math.min(n, Math.max(5, digit + 1));
  return spell(v, i, i + Math.min(n, WORD));
};

const isWord = (v) => !(v[0] & JOINED) && wordEnd(v, 0) === v.length;

const wordTerm = (item, v, i, j, add) => {
  if (item.exact || j < v.length) add(cutWord(v, i, j), false);
  else if (j - i >= 3) add(spell(v, i, Math.min(j, i + WORD)), true);
  else if (isWord(v)) add(spell(v, i, j), false);
};

// The terms that a record must have to match the item, in their order.
const termsOf = (item, v) => {
  const terms = [];
  const add = (text, prefix) => {
    if (!terms.some((t) => t.text === text && t.prefix === prefix))
      terms.push({text, prefix});
  };
  if (v.length === 1 && v[0] & JOINED) add(spell(v, 0, 1), false);
  for (let i = 0; i < v.length; i++) {
    if (!item.ident && v[i] & EDGE)
      wordTerm(item, v, i, wordEnd(v, i), add);
    if (i + 1 < v.length && (v[i] | v[i + 1]) & JOINED)
      add(spell(v, i, i + 2), false);
  }
  if (item.ident)
    for (const [i, j] of identRuns(v, false))
      for (let k = i; k + 4 <= j; k++) add('#' + spell(v, k, k + 4), false);
  return terms;
};

const makeItem = (text, exact, table, left) => {
  const plain = fold(text, table).v.slice(0, left);
  const n = plain.length;
  if (!n) return null;
  const item = {exact};
  item.plain = plain;
  item.v = exact ? fold(text, null).v.slice(0, left) : plain;
  item.ident = !exact && identRuns(plain, false).length > 0;
  item.whole = exact || (n <= 2 && isWord(plain));
  item.decided = !exact && !item.ident && (plain[0] & JOINED ? n <= 2
    : isWord(plain) && n <= WORD);
  item.terms = termsOf(item, plain);
  return item;
};

/*
 * parse - the items of a query, the first 12 and 128 units.
 * in:  table, as of fold
 */
export const parse = (text, table) => {
  const items = [];
  let left = MAX_UNITS;
  for (let i = 0; i < text.length && left && items.length < MAX_ITEMS;) {
    if (isSpace(text[i])) {
      i++;
      continue;
    }
    const exact = isQuote(text[i]);
    let j = i += exact ? 1 : 0;
    while (j < text.length && !(exact ? isQuote : isSpace)(text[j])) j++;
    const item = makeItem(text.slice(i, j), exact, table, left);
    if (item) {
      items.push(item);
      left -= item.v.length;
    }
    i = j + (exact ? 1 : 0);
  }
  return items;
};
