/*
 * sound - the records that a query finds by the sound of Chinese: the twin
 * of gen/search/sound.h.  Of assets/search-more.js.
 */
import {CODE, FEW} from './limits.js';
import {pinyinEnds, pinyinQuery, readPinyin} from './pinyin.js';

const READ = 12;

// What letters find: a Map of documents to scores.
const byLetters = async ({tableOf, hitsByChoice}, letters) => {
  const table = await tableOf('sounds', readPinyin, 'y'), best = new Map();
  const ask = async (choices) => {
    for (const {doc, score} of
      (await Promise.all(choices.map(hitsByChoice))).flat())
      best.set(doc, Math.max(best.get(doc) || 0, score));
  };
  let cuts = 0;
  await ask(pinyinQuery(table, letters)
    .filter(({what}) => what > 1 || cuts++ < 2));
  if (best.size < FEW) await ask(pinyinEnds(table, letters));
  return best;
};

// What each item finds, by sound or as it is written: [[document, score]].
const byItems = async (kit, items, words) => {
  const written = [], sounds = (await Promise.all(words.map(async (word, i) => {
    const found = word[2] ? await byLetters(kit, word) : new Map();
    if (!found.size) written.push(i);
    return found;
  }))).filter((found) => found.size);
  if (!sounds[0]) return [];
  const rest = written.sort((a, b) => a - b).map((i) => items[i]);
  const decided = rest.every((item) => item.decided);
  if (rest[0]) sounds.push(new Map((await kit.findHits(rest, decided)).hits
    .map(({doc, score}) => [doc, score])));
  const all = Array.from(sounds[0].keys())
    .filter((doc) => sounds.every((found) => found.has(doc)))
    .map((doc) => [doc, sounds.reduce((n, found) => n + found.get(doc), 0)])
    .sort(([a, m], [b, n]) => n - m || b - a);
  const kept = await Promise.all(decided ? [] : all.slice(0, READ)
    .map(async ([doc]) =>
      kit.standsIn(rest, await kit.textOf((await kit.cardOf(doc)).id))));
  return decided ? all : all.filter((_, i) => kept[i]);
};

/*
 * spell - units as a text.
 */
export const spell = (v) => String.fromCodePoint(...v.map((u) => u & CODE));

/*
 * addSounds - add what is found by sound.
 * in:  kit (more.js), items, hits of them
 */
export const addSounds = async (kit, items, hits) => {
  const words = items.map(({exact, plain}) => exact ? ''
    : /^[a-z]*$/.exec(spell(plain))?.[0] || '');
  const found = words.every(Boolean)
    ? await byLetters(kit, words.join('')) : new Map();
  for (const [doc, score] of words[1] === undefined ? []
    : await byItems(kit, items, words))
    found.set(doc, Math.max(found.get(doc) || 0, score));
  for (const {doc} of hits) found.delete(doc);
  for (const [doc, score] of found) hits.push({doc, score, rank: 0, day: 0});
};
