/*
 * shard - the postings of the terms that fall into one file.
 *
 * The reading side of gen/search/shard.h.  A place is {level, number, upto,
 * from: its lists lie in (from, upto], shards: of the level, body}.
 */
import {raw, reader} from './bits.js';
import {BEST, LONG, SINGLE} from './limits.js';

/*
 * find - a term, or all texts with a prefix.
 * in:  want, {term, p: whether longer texts match too}
 * out: [{t: text or '', df, list: postings, next: whether they have classes;
 *      of a long list its best ones, and sums: of its blocks, w: log2 of
 *      their width, ordinal}]
 */
export const find = ({body, number, shards, from, upto}, {term: want, p}) => {
  const found = [];
  if (!body.length) return found;
  const r = reader(body), pairs = r.varint(), k = r.take(8);
  const single = (number + 1) % Math.min(8, shards) ? 0 : SINGLE;
  let term = -1, ordinal = 0, was = '';
  const texts = r.many(r.varint(), () => {
    const head = r.take(8), rest = head & 15;
    return was = was.slice(0, head >> 4) +
      raw(r.bytes(rest < 15 ? rest : r.varint()));
  });
  for (let i = 0; i < pairs + texts.length; i++) {
    const t = texts[i - pairs] || '';
    term = t || (i ? term + 1 + r.rice(k) : r.take(32) + single);
    const fits = term === want || p && t.startsWith(want);
    if (!fits && (want.length ? t > want : t || term > want)) break;
    const df = r.gamma(), long = df >= LONG, next = !t && !single;
    const one = {t, df, next,
      list: r.list(long ? BEST : df, from, upto, next && !long)};
    if (long) {
      one.w = r.take(5);
      one.ordinal = ordinal++;
      one.sums = r.many(r.gamma(), () => r.take(32));
    }
    if (fits) found.push(one);
    if (fits && !p) break;
  }
  return found;
};
