/*
 * card - what leads from a document to its texts, and its columns.
 *
 * The reading side of gen/search/card.h and column.h.
 */
import {raw} from './bits.js';

/*
 * readCards - the cards of a pack, from its body.
 * out: by number modulo 16: {kind, id, date}, ASCII
 */
export const readCards = (r) => {
  const all = [], cards = [];
  while (r.left()) {
    const at = r.take(8), back = r.take(8);
    const was = back ? all[all.length - back]
      : {kind: raw(r.slice()), id: '', date: ''};
    const text = (old) => old.slice(0, r.take(8)) + raw(r.slice());
    all.push(cards[at] =
      {kind: was.kind, id: text(was.id), date: text(was.date)});
  }
  return cards;
};

/*
 * dayOf - a date, month or year as a number that orders it; else 0.
 */
export const dayOf = (date) => {
  const m = /^(\d{4})(?:-((?!00)\d\d)(?:-((?!00)\d\d))?)?$/.exec(date);
  return m ? (m[1] * 12 + +(m[2] || 1) - 1) * 31 + +(m[3] || 1) - 1 : 0;
};

/*
 * readColumn - the rows of a page of the columns, from its body.
 * out: by number modulo 1024: {day, facets: [{code, values, n: 0}]}, the year
 *      among them; equal facets are one object
 */
export const readColumn = (r) => {
  const rows = [], years = [], lists = r.many(r.varint(), () => {
    const code = r.text();
    return r.many(r.varint(), () =>
      ({code, values: r.text().split('\x1f'), n: 0}));
  });
  const least = r.varint(), width = r.take(8), n = r.varint();
  const [kinds = []] = lists.filter(([{code}]) => code === 'kind');
  // Of each kind, 0: none, which lists it has.
  const has = r.many(kinds.length + 1, () => lists.map(() => r.take(1)));
  const placeIn = (list) => r.take(32 - Math.clz32(list.length));
  let at = -1;
  r.many(n, () => {
    at += r.gamma();
    const place = r.take(width), day = place && least + place - 1;
    const year = Math.floor(day / 372), kind = placeIn(kinds);
    const facets = lists.flatMap((list, i) => list[(list === kinds ? kind
      : has[kind][i] && placeIn(list)) - 1] || []);
    if (day) facets.push(years[year] ||=
      {code: 'year', values: [String(year).padStart(4, 0)], n: 0});
    rows[at] = {day, facets};
  });
  return rows;
};
