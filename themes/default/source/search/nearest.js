/*
 * nearest - what a query that finds nothing may have meant.
 *
 * The twin of gen/search/nearest.h, and of part_loose in part.h.  Of
 * assets/search-more.js: what belongs to the other script comes with `kit`
 * (more.js).
 */
import {CODE, EDGE, JOINED, NEAREST} from './limits.js';
import {readPinyin} from './pinyin.js';
import {spell} from './sound.js';

const readingsOf = ({tableOf}) => tableOf('readings', readPinyin, 'z');

// The texts that begin with a prefix: a Map of text to df.
const textsWith = async ({runsOf, add}, term) => {
  const texts = new Map();
  for (const run of await runsOf({term, p: true})) {
    const n = run.sums ? run.df : add(new Map(), run, run.list).size;
    if (n) texts.set(run.t, (texts.get(run.t) || 0) + n);
  }
  return texts;
};

// Two words that are one edit apart: a letter more, less, another, or two
// neighbours swapped.
const EDIT = /^(.*)(.?(.*) \1.?\3|(.)(.)(.*) \1\5\4\6)$/;

const wordsNear = async (kit, v) => {
  const word = spell(v), [z, y, x] = Array.from(word).reverse();
  const heads = new Set('012 102 021 123 023 013 001 011'
    .slice(0, v.length < 7 ? 31 : 3)
    .replace(/\d/g, (i) => word[i]).split(' '));
  const maps = await Promise.all(Array.from([...heads, z.toUpperCase() + y + x],
    (t) => textsWith(kit, t))), all = new Map();
  for (const texts of maps)
    for (const [text, n] of texts) {
      const t = /^[A-Z]/.test(text)
        ? Array.from(text.toLowerCase()).reverse().join('') : text;
      if (t !== word && EDIT.test(word + ' ' + t) && !all.has(t)) all.set(t, n);
    }
  return Array.from(all).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, 3).map(([t]) => t);
};

// What sounds like the units in the titles of records.
const soundsNear = async (kit, v) => {
  const {readings} = await readingsOf(kit), n = v.length;
  const sounds = v.map((u) => readings(u & CODE));
  const hits = await kit.hitsByChoice({what: 1, v: sounds.slice(1)
    .map(([id], i) => sounds[i][0] * 512 + id)});
  hits.sort((a, b) => b.score - a.score || b.doc - a.doc);
  return Promise.all(hits.slice(0, 5).map(async ({doc}) => {
    const {title} = await kit.cardOf(doc);
    const u = (await kit.segmentOf(title)).plain.v;
    const at = u.findIndex((_, i) => sounds.every((ids, j) =>
      readings(u[i + j] & CODE).some((id) => ids.includes(id))));
    return at < 0 ? '' : spell(u.slice(at, at + n));
  }));
};

// What may be asked instead: a Promise of a Set of queries, in order.
const proposals = async (kit, items) => {
  const n = items.length, texts = items.map(({text}) => text);
  const all = new Set(), isJoined = (u) => u & JOINED;
  const propose = (at, by) => all.add(texts.map((text, i) =>
    i === at ? by : text).filter(Boolean).join(' '));
  // Replace the first item of so many units that fits.
  const mend = async (least, most, fits, near) => {
    const at = items.findIndex(({exact, plain}) => !exact &&
      plain.length >= least && plain.length <= most && fits(plain));
    if (at >= 0)
      for (const by of await near(kit, items[at].plain))
        if (by) propose(at, by);
  };
  const closed = items.some(({exact}) => exact) ? '' : texts.join('');
  if (n > 1 && n < 7 && /^(?=.*\d)[!-~]{6,}$/.test(closed)) all.add(closed);
  if (n > 1 && n < 7) for (let i = n; i--;) propose(i, '');
  if (n < 2)
    await mend(4, 24, (v) => v.every(isJoined), (_, v) => {
      const mid = v.length >> 1;
      return [0, 1, -1, 2, -2, 3, -3].map((off) => mid + off)
        .filter((at) => at > 1 && at < v.length - 1).slice(0, 6)
        .map((at) => spell(v.slice(0, at)) + ' ' + spell(v.slice(at)));
    });
  await mend(4, 24, (v) => v.every((u, i) => !(i && u & EDGE)) &&
    /^[a-z]*$/.test(spell(v)), wordsNear);
  if (items.some(({plain}) => plain.some(isJoined))) {
    const {readings} = await readingsOf(kit);
    await mend(2, 8, (v) => v.every((u) => readings(u & CODE)[0] >= 0),
      soundsNear);
  }
  all.delete(texts.join(' '));
  return all;
};

// Phrases, and the punctuation outside.
const MARKS = new RegExp('(["“”＂][^"“”＂]*["“”＂]?)|' +
  '[!(),:;<>?{|}·—…、。〈-】！（），：；＜＞？｛-｝｡-､]', 'g');

/*
 * instead - the answer to a query that finds nothing.
 * in:  kit (more.js); query, found by it, how it was asked (find in query.js)
 * out: Promise of what is found; by the query, read loosely if that makes
 *      more items; if nothing, with `nearest`
 */
export const instead = async (kit, query, found, how) => {
  const {find, parse} = kit;
  const loose = await parse(query.replace(MARKS, ' $1 ')), nearest = [];
  if (loose.length > found.items.length) found = await find(loose, how);
  for (const text of found.total ? [] : await proposals(kit, found.items))
    if (nearest.length < NEAREST && (await find(await parse(text),
      {want: 1, filters: how.filters, trial: true})).total)
      nearest.push(text);
  return {...found, nearest};
};
