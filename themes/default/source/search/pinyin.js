/*
 * pinyin - Mandarin readings (拼音): the twin of gen/search/pinyin.c, whose
 * header has the rules and the bytes of the tables.
 */
import {LETTERS} from './limits.js';

const FIRST = 0x4e00, COUNT = 0x5200, CUTS = 8, PAIR = 1, INITIALS = 2;


/*
 * readPinyin - the table, or its names alone, which then has no readings.
 * in:  r, a reader (bits.js)
 * out: {syllables: their names, readings(c): the places in it of what code
 *      point c sounds like, none to two}
 */
export const readPinyin = (r) => {
  const syllables = [], seconds = {};
  for (let n = r.varint(), name = ''; n--; syllables.push(name)) {
    const b = r.take(8);
    name = name.slice(0, b >> 4) + String.fromCharCode(...r.bytes(b & 15));
  }
  const low = r.left() && r.bytes(COUNT);
  const high = low && r.bytes(COUNT / 8);
  for (let c = FIRST; r.left();) seconds[c += r.varint()] = [r.varint()];
  return {syllables, readings: (c) => {
    const i = c - FIRST, id = low[i] + (high[i >> 3] >> (i & 7) & 1) * 256;
    return id ? [id - 1].concat(seconds[c] || []) : [];
  }};
};

/*
 * pinyinQuery - what a query of letters a to z may mean.
 * out: [{what, v}], each asking for all values v; only the names of the table
 *      are used
 */
export const pinyinQuery = ({syllables}, letters) => {
  if (!LETTERS.test(letters)) return [];
  // cuts[i]: the best ways to cut the letters from i on, best first.
  const size = letters.length, cuts = [];
  cuts[size] = [[]];
  for (let i = size; i--;) {
    const all = [];
    for (let end = Math.min(i + 6, size); end > i; end--) {
      const name = letters.slice(i, end), id = syllables.indexOf(name);
      if (id >= 0 && /[aeiouv]/.test(name))
        all.push(...cuts[end].map((cut) => [id, ...cut]));
    }
    cuts[i] = all.sort((a, b) => a.length - b.length).slice(0, CUTS);
  }
  const unique = (what, v) => ({what, v: [...new Set(v)]});
  const choices = cuts[0].filter((cut) => cut[1] >= 0).map((cut) =>
    unique(PAIR, cut.slice(1).map((id, i) => cut[i] * 512 + id)));
  if (/^[^iuv]{3,12}$/.test(letters)) {
    const codes = Array.from(letters, (c) => c.charCodeAt() - 97);
    choices.push(unique(INITIALS, codes.slice(2)
      .map((c, i) => codes[i] * 676 + codes[i + 1] * 26 + c)));
  }
  return choices;
};

/*
 * hitsBySound - the records that a query of Latin letters finds by sound.
 * in:  kit (more.js)
 * out: Promise of hits of rank 0, each document once
 */
export const hitsBySound = async ({tableOf, hitsByChoice}, letters) => {
  let cuts = 0;
  const table = await tableOf('sounds', readPinyin, 'y');
  const choices = pinyinQuery(table, letters)
    .filter(({what}) => what > 1 || cuts++ < 2), best = new Map();
  for (const h of (await Promise.all(choices.map(hitsByChoice))).flat())
    if (!best.has(h.doc) || best.get(h.doc).score < h.score)
      best.set(h.doc, h);
  return Array.from(best.values());
};
