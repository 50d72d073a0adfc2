/*
 * card - what a result list shows of a document, and what it is sorted by.
 *
 * The reading side of gen/search/card.h and column.h, and of the texts in
 * the records' JSON files.
 */
import {fold} from './fold.js';
import {bad, load, reader, text8} from './piece.js';

/*
 * cardOf - the card of a document.
 * out: Promise of {kind, id, title, en, date, status}, texts
 */
export const cardOf = async (ix, doc) => {
  const r = reader(await ix.at('c', doc >>> 4));
  while (r.more()) {
    const low = r.byte();
    const card = {kind: r.text(), id: r.text(), title: r.text(),
      en: r.text(), date: r.text(), status: r.text()};
    if (low === doc % 16) return card;
  }
  throw bad('card ' + doc);
};

/*
 * dayOf - a date, month or year as a number that orders it; else 0.
 */
export const dayOf = (date) => {
  const m = /^(\d{4})(?:-((?!00)\d\d)(?:-((?!00)\d\d))?)?$/.exec(date);
  return m ? (m[1] * 12 + (m[2] || 1) - 1) * 31 + +(m[3] || 1) - 1 : 0;
};

/*
 * columnOf - kinds and days of the documents of one page of the columns.
 * out: Promise of a Map of document to {kind, day}
 */
export const columnOf = async (ix, page) => {
  const r = reader(await ix.at('k', page)), kinds = [], rows = new Map();
  if (!r.more()) return rows;
  for (let n = r.byte(); n; n--) kinds.push(r.text());
  for (let doc = page * 1024 - 1, day = 0; r.more();) {
    const x = r.varint();
    doc += Math.floor(x / kinds.length) + 1;
    day += r.zigzag();
    rows.set(doc, {kind: kinds[x % kinds.length], day});
  }
  return rows;
};

/*
 * textOf - what was searched in a document.
 * out: Promise of its segments (match.js)
 */
export const textOf = async (ix, card) => {
  const raw = new Uint8Array(await load(card.id + '.json', false));
  const text = JSON.parse(text8.decode(raw)).text;
  if (!Array.isArray(text)) throw bad('text of ' + card.id);
  return text.map((s) => ({s, plain: fold(s, ix.simple)}));
};
