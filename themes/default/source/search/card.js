/*
 * card - what a result list shows of a document, and its columns.
 *
 * The reading side of gen/search/card.h and column.h.
 */
import {raw} from './bits.js';

/*
 * readCards - the cards of a pack, from its body.
 * out: by number modulo 4: {kind, id, date, title, en}, texts; the first
 *      three are ASCII
 */
export const readCards = (r) => {
  const was = ['', '', ''], cards = [];
  while (r.left()) {
    const at = r.take(8), [kind, id, date] = was.map((text, i) =>
      was[i] = text.slice(0, r.take(8)) + raw(r.slice()));
    cards[at] = {kind, id, date, title: r.text(), en: r.text()};
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
  const least = r.varint(), width = r.take(8);
  let at = -1;
  r.many(r.varint(), () => {
    at += r.gamma();
    const place = r.take(width), day = place && least + place - 1;
    const year = Math.floor(day / 372), facets = lists.flatMap((list) => {
      const j = r.take(32 - Math.clz32(list.length));
      return j && list[0].code !== 'year' ? list[j - 1] : [];
    });
    if (day) facets.push(years[year] ||=
      {code: 'year', values: [String(year).padStart(4, 0)], n: 0});
    rows[at] = {day, facets};
  });
  return rows;
};
