/*
 * pinyin - Mandarin readings (拼音): the twin of gen/search/pinyin.c, whose
 * header has the rules and the bytes of the tables.
 */
const FIRST = 0x4e00, COUNT = 0x5200, CUTS = 8, PAIR = 1, INITIALS = 2;
const TRIPLES = 26 ** 3, ENDS = 10;

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

// Ways to cut letters into two parts or more, the best first; idsOf(part, is
// it the last) gives what a part may be.
const cutsOf = (letters, idsOf) => {
  // cuts[i]: the best ways to cut the letters from i on, best first.
  const size = letters.length, cuts = [];
  if (!/^[a-z]{2,64}$/.test(letters)) return [];
  cuts[size] = [[]];
  for (let i = size; i--;) {
    const all = [];
    for (let end = Math.min(i + 6, size); end > i; end--)
      for (const id of idsOf(letters.slice(i, end), end === size))
        all.push(...cuts[end].map((cut) => [id, ...cut]));
    cuts[i] = all.sort((a, b) => a.length - b.length).slice(0, CUTS);
  }
  return cuts[0].filter((cut) => cut[1]);
};

const isOne = (name) => /[aeiouv]/.test(name);

const choice = (what, v) => ({what, v: [...new Set(v)]});

// The syllables that letters may be: ü is typed in many ways.
const wholes = (syllables, part) => [...new Set([part,
  part.replace(/^([ln])y?u/, '$1v')])].filter((name) =>
  syllables.includes(name) && isOne(name));

const pairs = (syllables, cut) => choice(PAIR, cut.slice(1).map((name, i) =>
  syllables.indexOf(cut[i]) * 512 + syllables.indexOf(name)));

/*
 * pinyinQuery - what a query of letters a to z may mean.
 * out: [{what, v}], each asking for all values v; only the names of the table
 *      are used
 */
export const pinyinQuery = ({syllables}, letters) => {
  const choices = cutsOf(letters, (part) => wholes(syllables, part))
    .map((cut) => pairs(syllables, cut));
  if (/^[a-hj-tw-z]{2,12}$/.test(letters)) {
    const codes = Array.from(letters, (c) => c.charCodeAt() - 97);
    choices.push(choice(INITIALS, codes[2] >= 0 ? codes.slice(2)
      .map((c, i) => codes[i] * 676 + codes[i + 1] * 26 + c)
      : [TRIPLES + codes[0] * 26 + codes[1]]));
  }
  return choices;
};

/*
 * pinyinEnds - what it may mean if its last syllable is not whole.
 * out: as above
 */
export const pinyinEnds = ({syllables}, letters) => {
  const endsOf = (part) => syllables.filter((name) =>
    name > part && name.startsWith(part) && isOne(name));
  const [cut] = cutsOf(letters, (part, last) => {
    const n = last && endsOf(part).length;
    return !last ? wholes(syllables, part) : n && n <= ENDS ? [part] : [];
  });
  return cut ? endsOf(cut.pop()).map((name) =>
    pairs(syllables, [...cut, name])) : [];
};
