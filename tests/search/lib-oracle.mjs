/*
 * lib-oracle.mjs - which records a query is true of, by brute force.
 *
 * Written apart from the engines, on strings and regular expressions over
 * the whole texts of all records; it knows nothing of units, terms, shards
 * or levels.  A text is spelled as its folded letters in a row, with marks
 * for the ends of words (Latin, Greek, Cyrillic, digits): each word ends in
 * U+0004 and begins with U+0001 if a soft separator stands before it, with
 * U+0002 if a hard one does, and with U+0003 if it begins the text or follows
 * a letter of a script without spaces.
 */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

const WORD = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}0-9]/u;
const LETTER = /[\p{L}\p{N}]/u;
const NOTHING =
  /[\p{Mn}\p{Me}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;
const NUL = '\u0000';
const SOFT = '\u0001', HARD = '\u0002', FRESH = '\u0003', END = '\u0004';
const MARKS = /[\u0001-\u0004]/g;

/* The tables of shared/data/unicode; null when they are not there. */
export const readTables = () => {
  const folder = join(process.env.GONGSHI_SHARED || '../shared',
    'data/unicode');
  const read = (name) => readFileSync(join(folder, name), 'utf8').split('\n')
    .filter(Boolean).map((line) => line.split('\t'));
  if (!existsSync(join(folder, 'ts.tsv'))) return null;
  return {opencc: new Map(read('ts.tsv')),
    readings: new Map(read('pinyin.tsv').map(([c, s]) => [c, s.split(',')]))};
};

const kinds = new Map();
const kindOf = (c) => {
  let kind = kinds.get(c);
  if (kind === undefined) {
    kind = !LETTER.test(c) ? 0 : WORD.test(c) ? 1 : 2;
    kinds.set(c, kind);
  }
  return kind;
};

const plainOf = new Map();
const folded = (text) => {
  let s = '';
  for (const c of text) {
    let to = plainOf.get(c);
    if (to === undefined) {
      to = /[\uac00-\ud7a3]/.test(c) ? c
        : c.normalize('NFKD').toLowerCase().normalize('NFKD');
      plainOf.set(c, to = to.replace(NOTHING, ''));
    }
    s += to;
  }
  return s;
};

/* opencc: traditional to simplified, or null for exact spelling; at most
   `most` letters. */
const spell = (text, opencc, most = Infinity) => {
  let out = '', gap = '', before = '', was = 2, n = 0;
  for (let c of folded(text)) {
    const kind = kindOf(c);
    if (!kind) {
      gap += c;
      continue;
    }
    if (n++ === most) break;
    if (kind === 2) {
      if (was === 1) out += END;
      if (opencc) for (let i = 0; i < 8 && opencc.has(c); i++)
        c = opencc.get(c);
    } else if (was === 2) {
      out += FRESH;
    } else if (gap) {
      out += END + (/^[-./_]$/.test(gap) || /[0-9]/.test(c + before)
        ? SOFT : HARD);
    }
    out += c;
    was = kind;
    before = c;
    gap = '';
  }
  return was === 1 ? out + END : out;
};

const letters = (spelled) => [...spelled.replace(MARKS, '')];
const quote = (s) => s.replace(/[\\^$.*+?()[\]{}|\/]/g, '\\$&');

/* Letters in a row, wherever words are parted softly. */
const within = (spelled) => {
  let s = '', was = 0;
  for (const c of letters(spelled)) {
    const kind = kindOf(c);
    if (was) s += kind === 1 && was === 1 ? `(?:${END}${SOFT})?`
      : kind === 1 ? FRESH : was === 1 ? END : '';
    s += quote(c);
    was = kind;
  }
  return s;
};

/* As it is spelled; its last word may go on unless `whole`. */
const asSpelled = (own, whole) => {
  const s = whole || !own.endsWith(END) ? own : own.slice(0, -1);
  const first = s[0] === FRESH ? `[${SOFT}-${FRESH}]` : '';
  return first + quote(first ? s.slice(1) : s)
    .replace(/[\u0001\u0002]/g, `[${SOFT}${HARD}]`);
};

/* One item: what to look for, and whether the terms alone decide. */
const itemOf = (text, exact, opencc, left) => {
  const plain = spell(text, opencc, left);
  const own = exact ? spell(text, null, left) : plain;
  const all = letters(plain), n = all.length;
  const runs = plain.replace(/[\u0001\u0002]|\u0004(?=[\u0001\u0002])/g, '')
    .match(/\u0003[^\u0004]*/g) || [];
  const ident = !exact && runs.some((x) =>
    [...x].length > 6 && /[0-9]/.test(x));
  const oneWord = /^\u0003[^\u0001-\u0004]*\u0004$/.test(plain);
  const brief = !exact && oneWord && /^[0-9a-z]{4,5}$/.test(all.join('')) &&
    /[0-9]/.test(plain);
  const whole = exact || oneWord && n <= 2;
  return {n, exact, letters: all.join(''),
    decided: !exact && !ident && (oneWord ? n <= (brief ? 4 : 24)
      : n <= 2 && kindOf(all[0] || ' ') === 2),
    re: n ? ident ? within(plain) : asSpelled(own, whole) : '',
    inside: brief ? within(plain) : ''};
};

/* Numbers as certificates print them, white space as one space. */
const NUMBERS = [/^(zl|cn) ?([0-9]+ ){0,2}[0-9]{5,}( ?[a-z.0-9_][0-9x]?)?$/i,
  /^[0-9]+ [0-9] [0-9]{5,}\.[0-9x]$/i,
  /^(1[1-3]|[59][0-9])( ?[0-9]){6}( ?[a-z0-9_]){10}$/i,
  /^((zl|cn) ?)?([0-9]{4} ){2}(?!20)[0-9]{4}(\.[0-9x])?$/i];

/* The parts of a query: [text, in quotes]. */
const partsOf = (query) => {
  const cut = /["\u201c\u201d\uff02]([^"\u201c\u201d\uff02]*)["\u201c\u201d\uff02]?|[\s\ufeff]+|[^\s\ufeff]+/gu;
  const list = [], all = [...query.matchAll(cut)].map(([s, quoted]) =>
    ({s, quoted, gap: /^[\s\ufeff]/.test(s)}));
  for (let i = 0; i < all.length; i++) {
    const {s, quoted, gap} = all[i];
    if (quoted !== undefined) list.push([quoted, true]);
    if (gap || quoted !== undefined) continue;
    let last = i;
    for (let j = i + 2; j < all.length && all[j].quoted === undefined &&
      all[j - 1].gap && j < i + 40; j += 2) {
      const text = all.slice(i, j + 1).map((x) => x.gap ? ' ' : x.s).join('');
      if (NUMBERS.some((re) => re.test(text))) last = j;
    }
    list.push([all.slice(i, last + 1).map((x) => x.s).join(''), false]);
    i = last;
  }
  return list;
};

const itemsOf = (query, opencc) => {
  const list = [];
  let left = 128;
  for (const [text, exact] of
    partsOf(query.replace(/\p{Surrogate}/gu, NUL))) {
    if (!left || list.length === 12) continue;
    const item = itemOf(text, exact, opencc, left);
    left -= item.n;
    if (item.n) list.push(item);
  }
  return list;
};

/* A query without its punctuation, and with phrases apart. */
const PUNCTUATION = new Set('!(),:;<>?{|}·—…、。〈〉《》「」『』【】' +
  '！（），：；＜＞？｛｜｝｡｢｣､');
const loosen = (query) => {
  let out = '', quoted = false;
  for (const c of query) {
    const quote = '"\u201c\u201d\uff02'.includes(c);
    if (quote) {
      out += quoted ? c + ' ' : ' ' + c;
      quoted = !quoted;
    } else {
      out += !quoted && PUNCTUATION.has(c) ? ' ' : c;
    }
  }
  return out;
};

/* All texts in one string, and where each record begins. */
const join_ = (records, opencc) => {
  const start = [], parts = [];
  let at = 0;
  for (const x of records) {
    start.push(at);
    for (const t of x.text) {
      const s = spell(t, opencc) + NUL;
      parts.push(s);
      at += s.length;
    }
  }
  start.push(at);
  return {text: parts.join(''), start};
};

const recordAt = (start, at) => {
  let low = 0, high = start.length - 1;
  while (high - low > 1) {
    const mid = low + high >> 1;
    if (start[mid] <= at) low = mid;
    else high = mid;
  }
  return low;
};

/* Is the match at [from, to) inside a run of six letters or more? */
const insideIdentifier = (text, from, to) => {
  let low = from, high = to;
  while (!/[\u0002\u0003]/.test(text[low])) low--;
  while (text[high] !== END || text[high + 1] === SOFT) high++;
  return letters(text.slice(low, high)).length >= 6;
};

/* The places of the records in which a pattern stands. */
const scan = (all, re, accept, found) => {
  const one = new RegExp(re, 'g');
  for (let m; (m = one.exec(all.text));) {
    if (!accept(all.text, m.index, m.index + m[0].length)) {
      one.lastIndex = m.index + 1;
      continue;
    }
    const i = recordAt(all.start, m.index);
    found.add(i);
    one.lastIndex = all.start[i + 1];
  }
};

const always = () => true;

const recordsOf = (all, item) => {
  const found = new Set();
  scan(all, item.re, always, found);
  if (item.inside) scan(all, item.inside, insideIdentifier, found);
  return found;
};

/* ---- sound ---- */

const FEW = 10; // literal finds from which sound is not asked
const LONG = [2048, 2500]; // records of a term that may be common
const INTERJECTIONS = ['hm', 'hng', 'm', 'ng'];

const makeSyllables = (readings) => {
  const all = new Set([...readings.values()].flat());
  for (const s of INTERJECTIONS) all.delete(s);
  return all;
};

/* What a part of a word may be: ü is written v, typed u or yu. */
const namesOf = (part, syllables) =>
  [part, part.replace(/^([ln])(yu|u)/, '$1v')].filter((s, i, both) =>
    syllables.has(s) && both.indexOf(s) === i);

/* The first `most` ways to cut a word into k syllables, long ones first. */
const cutsInto = (word, k, syllables, most, dead) => {
  if (!k) return word ? [] : [[]];
  const key = word.length * 64 + k, list = [];
  if (dead.has(key)) return [];
  for (let n = Math.min(6, word.length); n && list.length < most; n--)
    for (const name of namesOf(word.slice(0, n), syllables))
      for (const rest of cutsInto(word.slice(n), k - 1, syllables, most, dead))
        list.push([name, ...rest]);
  if (!list.length) dead.add(key);
  return list.slice(0, most);
};

/* The syllables that begin with a part and go on. */
const goingOn = (part, syllables) => [...syllables].filter((s) =>
  s.startsWith(part) && s !== part).sort();

/* The first way to cut a word into k syllables and a beginning. */
const openCut = (word, k, syllables, dead) => {
  const key = word.length * 64 + k;
  if (dead.has(key)) return null;
  if (!k) {
    const n = word && word.length < 7 ? goingOn(word, syllables).length : 0;
    return n > 0 && n <= 10 ? [word] : null;
  }
  for (let n = Math.min(6, word.length - 1); n > 0; n--)
    for (const name of namesOf(word.slice(0, n), syllables)) {
      const rest = openCut(word.slice(n), k - 1, syllables, dead);
      if (rest) return [name, ...rest];
    }
  dead.add(key);
  return null;
};

const unique = (list) => [...new Set(list)];

const pairsOf = (cut) => unique(cut.slice(1).map((s, i) => cut[i] + ' ' + s));

/* What letters may mean: lists of terms, "shen yang" or "syd"; and those of
   the syllables that the last may become. */
export const meanings = (word, syllables) => {
  if (!/^[a-z]{2,64}$/.test(word)) return {pairs: [], initials: [], ends: []};
  const cuts = [], dead = new Set();
  for (let k = 2; k <= word.length && cuts.length < 8; k++)
    cuts.push(...cutsInto(word, k, syllables, 8, dead));
  const pairs = cuts.slice(0, 8).map(pairsOf);
  const initials = /[iuv]/.test(word) || word.length > 12 ? []
    : word.length < 3 ? [[word]]
    : [unique(Array.from({length: word.length - 2},
      (_, i) => word.slice(i, i + 3)))];
  const without = new Set();
  let open = null;
  for (let k = 1; k < word.length && !open; k++)
    open = openCut(word, k, syllables, without);
  const ends = open ? goingOn(open.pop(), syllables).map((s) =>
    pairsOf([...open, s])) : [];
  return {pairs, initials, ends};
};

/* At most three of a list, spread evenly: no more terms are asked for. */
const spread = (list) => list.length < 4 ? list
  : [list[0], list[list.length - 1 >> 1], list[list.length - 1]];

/* The terms of sound of a text. */
const soundsOf = (text, tables) => {
  const terms = [];
  let one = [], two = [];
  for (const c of letters(spell(text, tables.opencc))) {
    const now = c >= '\u4e00' && c <= '\u9fff' && tables.readings.get(c) || [];
    for (const x of now) for (const y of one) {
      terms.push(y + ' ' + x, ...two.length ? [] : [y[0] + x[0]]);
      for (const z of two) terms.push(z[0] + y[0] + x[0]);
    }
    two = one;
    one = now;
  }
  return terms;
};

const makeSounds = (records, tables) => {
  const map = new Map();
  records.forEach((x, i) => {
    const terms = [x.title, x.text[4] || ''].flatMap((text) =>
      soundsOf(text, tables));
    for (const t of unique(terms)) {
      if (!map.has(t)) map.set(t, new Set());
      map.get(t).add(i);
    }
  });
  return map;
};

const nowhere = new Set();
const haveAll = (sets) => new Set([...sets[0]].filter((i) =>
  sets.every((s) => s.has(i))));

/* ---- the oracle ---- */

const valuesOf = (x) => {
  const map = new Map([['kind', [x.kind]]]);
  for (const [code, values] of x.facets)
    map.set(code, values.map(([value]) => value));
  if (x.date) map.set('year', [x.date.slice(0, 4)]);
  return map;
};

const passes = (values, filters, besides) =>
  filters.every(([code]) => code === besides ||
    (values.get(code) || []).some((v) =>
      filters.some(([c, w]) => c === code && w === v)));

export const makeOracle = (records, tables) => {
  const plain = join_(records, tables.opencc), exact = join_(records, null);
  const values = records.map(valuesOf);
  const syllables = makeSyllables(tables.readings);
  const kept = new Map();
  let sounds;

  /* Records by the sound of letters: all that have it, and all that the
     terms that are asked for are of. */
  const bySound = (word) => {
    const {pairs, initials, ends} = meanings(word, syllables);
    if (!sounds) sounds = makeSounds(records, tables);
    const with_ = (terms) => haveAll(terms.map((t) =>
      sounds.get(t) || nowhere));
    const sure = new Set(), asked = new Set();
    const ask = (choices) => {
      for (const terms of choices) {
        for (const i of with_(terms)) sure.add(i);
        // Terms with long lists in the base are left out beside others; how
        // far behind the base is, is not known here.
        for (const long of LONG) {
          const few = terms.filter((t) => !(sounds.get(t)?.size >= long));
          for (const i of with_(spread(few.length ? few : terms)))
            asked.add(i);
        }
      }
    };
    ask([...pairs.slice(0, 2), ...initials]);
    if (asked.size < FEW) ask(ends);
    return {sure, asked};
  };
  /* ... of a query: by all letters in a row, or item by item. */
  const soundsOfItems = (items, find) => {
    const sounding = (x) => !x.exact && /^[a-z]+$/.test(x.letters);
    const all = {sure: new Set(), asked: new Set()};
    const add = (set, more) => { for (const i of more) set.add(i); };
    if (items.every(sounding)) {
      const {sure, asked} = bySound(items.map((x) => x.letters).join(''));
      add(all.sure, sure);
      add(all.asked, asked);
    }
    if (items.length < 2) return all;
    const each = items.map((x) => sounding(x) && x.letters.length > 2
      ? bySound(x.letters) : {sure: nowhere, asked: nowhere});
    const heard = each.filter((x) => x.asked.size);
    if (!heard.length) return all;
    const written = items.filter((_, i) => !each[i].asked.size).map(find);
    add(all.sure, haveAll([...heard.map((x) => x.sure), ...written]));
    add(all.asked, haveAll([...heard.map((x) => x.asked), ...written]));
    return all;
  };
  const find = (item) => {
    const key = item.exact + item.re + NUL + item.inside;
    if (!kept.has(key)) {
      if (kept.size > 500) kept.clear();
      kept.set(key, recordsOf(item.exact ? exact : plain, item));
    }
    return kept.get(key);
  };
  const truth = (items) => {
    const literal = items.length ? haveAll(items.map(find)) : nowhere;
    const decided = items.every((x) => x.decided);
    const found = new Set(literal), maybe = new Set();
    if (literal.size < FEW && items.length)
      for (const [how, list] of Object.entries(soundsOfItems(items, find)))
        for (const i of list)
          (decided && how === 'sure' ? found : maybe).add(i);
    for (const i of found) maybe.delete(i);
    return {literal, found, maybe, decided};
  };
  /*
   * The answer to a query, filters being pairs of a facet and a value:
   * docs, numbers of its records, and literal, of those that hold its words,
   * whatever the filters; maybe, others that have the three sounds asked for;
   * decided, whether terms alone must tell; counts of a facet's values.
   */
  const answer = (items, filters) => {
    const all = truth(items);
    const numbers = (set) => new Set([...set].map((i) => records[i].doc));
    const sift = (set) => [...set].filter((i) => passes(values[i], filters));
    const counts = (code) => {
      const n = new Map();
      for (const i of all.found) if (passes(values[i], filters, code))
        for (const v of values[i].get(code) || [])
          n.set(v, (n.get(v) || 0) + 1);
      return n;
    };
    return {decided: all.decided, counts, literal: numbers(all.literal),
      docs: numbers(sift(all.found)), maybe: numbers(sift(all.maybe))};
  };
  return (query, filters = []) => {
    const items = itemsOf(query, tables.opencc);
    const loose = itemsOf(loosen(query), tables.opencc);
    const strict = answer(items, filters);
    if (strict.docs.size || loose.length <= items.length) return strict;
    const other = answer(loose, filters);
    if (!strict.maybe.size) return other;
    // It is not known which of them is the answer.
    return {...other, decided: false, docs: new Set(), maybe: new Set(
      [...strict.maybe, ...other.docs, ...other.maybe])};
  };
};
