/*
 * shard - the documents that have a term.
 *
 * The reading side of gen/search/shard.h and rice.h.
 */
import {bad, reader, utf8} from './piece.js';

/*
 * shardOf - the number of the shard that holds a term.
 * in:  bits, of the index
 */
export const shardOf = (term, bits) => {
  const cp = Array.from(term);
  const key = cp[0] !== '#' && cp.length > 3 ? cp.slice(0, 3).join('') : term;
  let h = 0x811c9dc5;
  for (const b of utf8.encode(key)) h = Math.imul(h ^ b, 0x01000193);
  h = Math.imul(h ^ h >>> 16, 0x85ebca6b);
  h = Math.imul(h ^ h >>> 13, 0xc2b2ae35);
  return ((h ^ h >>> 16) & ((1 << bits) - 1)) >>> 0;
};

const readList = (b, df) => {
  const docs = [], impacts = [];
  const k = b[0];
  let at = 8, doc = 0;
  const bits = (n) => {
    let x = 0;
    for (; n; n--, at++) {
      if (at >= b.length * 8) throw bad('list');
      x = x << 1 | b[at >> 3] >> (7 - (at & 7)) & 1;
    }
    return x;
  };
  if (k > 28) throw bad('list');
  while (docs.length < df) {
    let high = 0;
    while (bits(1)) high++;
    doc += high * 2 ** k + bits(k) + 1;
    if (doc > 0xfffffff) throw bad('list');
    docs.push(doc);
    impacts.push(bits(4));
  }
  return {docs, impacts};
};

const unite = (lists) => {
  const best = new Map();
  for (const l of lists)
    l.docs.forEach((d, i) =>
      best.set(d, Math.max(best.get(d) || 0, l.impacts[i])));
  const docs = Array.from(best.keys()).sort((a, b) => a - b);
  return {docs, impacts: docs.map((d) => best.get(d))};
};

/*
 * find - the list of a term, or of all that begin with it.
 * in:  body, of the term's shard
 * out: {docs, impacts}: ascending documents, and 0 to 15 for each
 */
export const find = (body, text, prefix) => {
  const r = reader(body), want = utf8.encode(text), term = [], lists = [];
  while (r.more()) {
    const head = r.byte();
    const n = (head & 15) < 15 ? head & 15 : r.varint();
    if (head >> 4 > term.length) throw bad('term');
    term.length = head >> 4;
    term.push(...r.bytes(n));
    const df = r.varint();
    const one = df === 1 ? r.varint() : 0;
    const list = df === 1 ? null : r.bytes(r.varint());
    if (term.length < want.length || want.some((x, i) => x !== term[i]) ||
        (!prefix && term.length > want.length)) continue;
    lists.push(list ? readList(list, df)
      : {docs: [one >>> 4], impacts: [one & 15]});
    if (!prefix) break;
  }
  return lists.length === 1 ? lists[0] : unite(lists);
};
