/*
 * lib-oracle.mjs - which records a query is true of, by brute force.
 *
 * Written apart from the engines, on strings and regular expressions over
 * the whole text; it knows nothing of terms, shards or units.  Every text is
 * spelled as characters in which
 *   - a word (Latin, Greek, Cyrillic, digits) is preceded by U+0001 if it
 *     stands behind a soft separator, U+0002 behind a hard one, U+0003 where
 *     it begins a text or follows a character of a script without spaces;
 *   - all else is the folded characters in a row.
 */
const WORD = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}0-9]/u;
const PLAIN = /[\p{L}\p{N}]/u;

const simple = (c, opencc) => {
  for (let i = 0; i < 8 && opencc.has(c); i++) c = opencc.get(c);
  return c;
};

/* Characters after compatibility folding, marks and controls dropped. */
const folded = (text) => {
  let s = '';
  for (const c of text) {
    if (/[\uac00-\ud7a3]/.test(c)) s += c;
    else s += c.normalize('NFKD').toLowerCase();
  }
  return s.replace(/[\u0300-\u036f\u3099\u309a\u200b-\u200f\u202a-\u202e\u2060-\u206f\u00ad\ufeff]/g, '')
    .replace(/[\ufe00-\ufe0f]/g, '');
};

/* opencc: traditional to simplified, or null for exact spelling. */
const spell = (text, opencc) => {
  let out = '', gap = '';
  let before = '';
  for (const c of folded(text)) {
    if (!PLAIN.test(c) || /[\ud800-\udfff]/.test(c) && c.length < 2) {
      gap += c;
      continue;
    }
    if (WORD.test(c)) {
      if (!before || !WORD.test(before)) out += '\u0003';
      else if (gap) {
        const soft = /^[-./_]$/.test(gap) || /[0-9]/.test(c) ||
          /[0-9]/.test(before);
        out += soft ? '\u0001' : '\u0002';
      }
      out += c;
    } else out += opencc ? simple(c, opencc) : c;
    before = c;
    gap = '';
  }
  return out;
};

const quote = (s) => s.replace(/[\\^$.*+?()[\]{}|\/]/g, '\\$&');

/* The regular expression of one item, for texts as spell gives them. */
const pattern = (text, exact, opencc) => {
  const plain = spell(text, opencc);
  const own = exact ? spell(text, null) : plain;
  const bare = own.replace(/[\u0001-\u0003]/g, '');
  if (!bare) return null;
  const runs = plain.replace(/[\u0001-\u0003]/g, '')
    .match(new RegExp(WORD.source + '+', 'gu')) || [];
  if (!exact && runs.some((x) => [...x].length >= 6 && /[0-9]/.test(x))) {
    const cs = [...bare];
    return new RegExp(cs.map((c, i) => {
      if (!i || !WORD.test(c)) return quote(c);
      return (WORD.test(cs[i - 1]) ? '\u0001?' : '\u0003') + quote(c);
    }).join(''), 'u');
  }
  const lone = new RegExp('^[\u0001-\u0003]' + WORD.source + '{1,2}$', 'u');
  const whole = exact || lone.test(plain);
  const end = whole && WORD.test([...own].pop())
    ? '(?!' + WORD.source + ')' : '';
  return new RegExp(quote(own).replace(/[\u0001\u0002]/g, '[\u0001\u0002]')
    .replace(/^\u0003/, '[\u0001-\u0003]') + end, 'u');
};

const items = (query, opencc) => {
  const list = [];
  let left = 128;
  const cut = /["\u201c\u201d\uff02]([^"\u201c\u201d\uff02]*)["\u201c\u201d\uff02]?|[\s\ufeff]+|[^\s\ufeff]+/gu;
  for (const [all, quoted] of query.matchAll(cut)) {
    if (/^[\s\ufeff]/.test(all) || !left || list.length === 12) continue;
    const text = quoted === undefined ? all : quoted;
    const n = [...spell(text, opencc).replace(/[\u0001-\u0003]/g, '')].length;
    if (!n) continue;
    if (n > left) return null;
    left -= n;
    list.push([text, quoted !== undefined]);
  }
  return list;
};

export const makeOracle = (records, opencc) => {
  const spelled = records.map((x) => ({doc: x.doc, kind: x.kind,
    plain: x.text.map((t) => spell(t, opencc)),
    exact: x.text.map((t) => spell(t, null))}));
  return (query, kind) => {
    const list = items(query, opencc);
    if (!list) return new Set();
    const tests = list.map(([text, exact]) =>
      [exact ? 'exact' : 'plain', pattern(text, exact, opencc)]);
    if (!tests.length) return new Set();
    return new Set(spelled.filter((x) => (!kind || x.kind === kind) &&
      tests.every(([how, re]) => x[how].some((t) => re.test(t))))
      .map((x) => x.doc));
  };
};
