/*
 * search.js - search in the page, without a server.
 *
 * The twin of gen/search/query.c: same hits, same order, same totals.  File
 * formats and rules are in the headers of gen/search/.
 *
 *     gongshi.search(query, {kind, offset, limit, lang}) -> Promise of
 *         {total, exact, hits: [{kind, id, url, title, date, excerpt,
 *          score}], facets}
 *     gongshi.configure({load, verify}): load(path, fresh) -> Promise of an
 *         ArrayBuffer, for use outside of a page; verify: texts in a block
 */
(() => {
  'use strict';

  /* ---- folding: text to units (fold.h) ---- */

  const SEP = 0, LINK = 2, CODE = 0x1fffff;
  const JOINED = 1 << 24, EDGE = 1 << 25, SOFT = 1 << 26;

  // First code point of each range and what it holds: s parts words, l does
  // but links identifiers, d is dropped, w: of words, j: joined scripts.
  const RANGES = ('0s,2dl,30w,3as,41w,5bs,5fl,60s,61w,7bs,add,aes,c0w,d7s,' +
    'd8w,f7s,f8w,2b0s,300d,370w,482s,483d,48aw,590j,1ab0d,1b00j,1d00w,' +
    '1dc0d,1e00w,2000s,200bd,2010s,202ad,202fs,2060d,2070s,20d0d,2100s,' +
    '2c00w,2d80j,2de0d,2e00s,2e80j,2fe0s,3005j,3008s,3021j,302ad,3030s,' +
    '3031j,3036s,3038j,303ds,3041j,3099d,309bs,309dj,30a0s,30a1j,30fbs,' +
    '30fcj,3190s,31a0j,31c0s,31f0j,3200s,3400j,4dc0s,4e00j,a700s,a720w,' +
    'a800j,d800s,f900j,fb00s,fb1dj,fe00d,fe10s,fe20d,fe30s,fe70j,feffd,' +
    'ff00s,10000j,1d000s,1e000j,1f000s,20000j,40000s,e0000d,e0200s')
    .split(',').map((r) => [parseInt(r.slice(0, -1), 16), r.slice(-1)]);
  // Blocks of 256 code points that decompose or have two cases.
  const FOLDED = new Set(('0,1,2,3,4,1e,20,21,24,2f,30,32,33,f9,fa,fb,fe,' +
    'ff,1d4,1d5,1d6,1d7,1f1,2f8,2f9,2fa').split(',')
    .map((x) => parseInt(x, 16)));
  const known = new Map();

  const classOf = (c) => {
    let low = 0, high = RANGES.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if (RANGES[mid][0] <= c) low = mid; else high = mid - 1;
    }
    return RANGES[low][1];
  };

  // What a code point folds to: letters, SEP or LINK.
  const foldOf = (c) => {
    let out = known.get(c);
    if (out) return out;
    out = [];
    const one = String.fromCodePoint(c);
    for (const ch of FOLDED.has(c >> 8)
      ? one.normalize('NFKD').toLowerCase() : one) {
      const d = ch.codePointAt(0), k = classOf(d);
      if (k === 's' || k === 'l') out.push(k === 's' ? SEP : LINK);
      else if (k !== 'd') out.push(k === 'w' ? d : d | JOINED);
    }
    known.set(c, out);
    return out;
  };

  const isDigit = (u) => (u & CODE) >= 48 && (u & CODE) <= 57;

  // Units of a text, and their places in it; table: to simplified, or null.
  const fold = (text, table) => {
    const v = [], from = [], to = [];
    let gap = 0;
    for (let i = 0, end; i < text.length; i = end) {
      const c = text.codePointAt(i);
      end = i + (c > 0xffff ? 2 : 1);
      for (const d of foldOf(c)) {
        if (d === SEP || d === LINK) {
          gap = gap || d === SEP ? 2 : 1;
          continue;
        }
        const last = v.length ? v[v.length - 1] : JOINED;
        let u = d;
        if (d & JOINED) {
          if (table) u = JOINED | (table.get(d & CODE) || d & CODE);
        } else if (gap || last & JOINED) {
          u |= EDGE;
          if (!(last & JOINED) && (gap === 1 || isDigit(d) || isDigit(last)))
            u |= SOFT;
        }
        v.push(u);
        from.push(i);
        to.push(end);
        gap = 0;
      }
    }
    return {v, from, to};
  };

  /* ---- items: what a query means (match.h) ---- */

  const MAX_UNITS = 128, MAX_ITEMS = 12, WORD = 24, IDENT = 6;

  const isSpace = (ch) => /[\s\uFEFF]/.test(ch);
  const isQuote = (ch) => '"\u201c\u201d\uff02'.includes(ch);

  // Ends of the runs of word units that are or may be identifiers.
  const identRuns = (v, soft) => {
    const runs = [];
    for (let i = 0, j; i < v.length; i = j) {
      let digit = false;
      j = i;
      do digit = digit || isDigit(v[j]);
      while (++j < v.length && !((v[j - 1] | v[j]) & JOINED) &&
             !(soft && v[j] & EDGE && !(v[j] & SOFT)));
      if (!(v[i] & JOINED) && digit && j - i >= IDENT) runs.push([i, j]);
    }
    return runs;
  };

  const wordEnd = (v, i) => {
    while (++i < v.length && !(v[i] & (EDGE | JOINED)));
    return i;
  };

  const spell = (v, i, j) =>
    String.fromCodePoint(...v.slice(i, j).map((u) => u & CODE));

  // A word as it is kept: cut (tokenize.h).
  const cutWord = (v, i, j) => {
    const digit = v.slice(i, j).findIndex(isDigit);
    let n = j - i;
    if (n >= IDENT && digit >= 0) n = Math.min(n, Math.max(5, digit + 1));
    return spell(v, i, i + Math.min(n, WORD));
  };

  const isWord = (v) => !(v[0] & JOINED) && wordEnd(v, 0) === v.length;

  const wordTerm = (item, v, i, j, add) => {
    if (item.exact || j < v.length) add(cutWord(v, i, j), false);
    else if (j - i >= 3) add(spell(v, i, Math.min(j, i + WORD)), true);
    else if (isWord(v)) add(spell(v, i, j), false);
  };

  // The terms that a record must have to match the item, in their order.
  const termsOf = (item, v) => {
    const terms = [];
    const add = (text, prefix) => {
      if (!terms.some((t) => t.text === text && t.prefix === prefix))
        terms.push({text, prefix});
    };
    if (v.length === 1 && v[0] & JOINED) add(spell(v, 0, 1), false);
    for (let i = 0; i < v.length; i++) {
      if (!item.ident && v[i] & EDGE)
        wordTerm(item, v, i, wordEnd(v, i), add);
      if (i + 1 < v.length && (v[i] | v[i + 1]) & JOINED)
        add(spell(v, i, i + 2), false);
    }
    if (item.ident)
      for (const [i, j] of identRuns(v, false))
        for (let k = i; k + 4 <= j; k++) add('#' + spell(v, k, k + 4), false);
    return terms;
  };

  const makeItem = (text, exact, table, left) => {
    const plain = fold(text, table).v.slice(0, left);
    const n = plain.length;
    if (!n) return null;
    const item = {exact};
    item.plain = plain;
    item.v = exact ? fold(text, null).v.slice(0, left) : plain;
    item.ident = !exact && identRuns(plain, false).length > 0;
    item.whole = exact || (n <= 2 && isWord(plain));
    item.decided = !exact && !item.ident && (plain[0] & JOINED ? n <= 2
      : isWord(plain) && n <= WORD);
    item.terms = termsOf(item, plain);
    return item;
  };

  const parse = (text, table) => {
    const items = [];
    let left = MAX_UNITS;
    for (let i = 0; i < text.length && left && items.length < MAX_ITEMS;) {
      if (isSpace(text[i])) {
        i++;
        continue;
      }
      const exact = isQuote(text[i]);
      let j = i += exact ? 1 : 0;
      while (j < text.length && !(exact ? isQuote : isSpace)(text[j])) j++;
      const item = makeItem(text.slice(i, j), exact, table, left);
      if (item) {
        items.push(item);
        left -= item.v.length;
      }
      i = j + (exact ? 1 : 0);
    }
    return items;
  };

  const matchAt = (item, u, i) => {
    const q = item.v, n = q.length;
    const mask = CODE | JOINED | (item.ident ? 0 : EDGE);
    if (i + n > u.length) return false;
    for (let j = 0; j < n; j++) {
      const b = u[i + j];
      if ((q[j] ^ b) & mask) return false;
      if (item.ident && j && b & EDGE && !(b & SOFT) &&
          !(u[i + j - 1] & JOINED)) return false;
    }
    return !item.whole || q[n - 1] & JOINED || i + n === u.length ||
      (u[i + n] & (JOINED | EDGE)) !== 0;
  };

  // Places where an item stands in a text, the first few.
  const places = (item, units, most) => {
    const u = units.v, found = [];
    for (let i = 0; i < u.length && found.length < most; i++)
      if (matchAt(item, u, i))
        found.push([units.from[i], units.to[i + item.v.length - 1]]);
    return found;
  };

  /* ---- pieces (piece.h, route.h, entry.h) ---- */

  const ROWS = {s: [0, 64], c: [4, 10], k: [10, 4]}; // log2 per piece; tops
  const sumOf = (bytes) => {
    let h = (bytes.length ^ 0x811c9dc5) | 0;
    for (let i = 0; i < bytes.length; i += 4) {
      if (i === 12) continue;
      const w = bytes[i] | bytes[i + 1] << 8 | bytes[i + 2] << 16 |
        bytes[i + 3] << 24;
      h = Math.imul(h ^ w, 0x01000193);
      h = h << 13 | h >>> 19;
    }
    return h >>> 0;
  };
  const be32 = (b, i) =>
    (b[i] << 24 | b[i + 1] << 16 | b[i + 2] << 8 | b[i + 3]) >>> 0;
  const bad = (what) => Object.assign(
    new Error('search index: ' + what), {code: 'corrupt'});
  const utf8 = new TextEncoder();
  const text8 = new TextDecoder();

  const bodyOf = (b, what, detail, number) => {
    if (b.length < 16 || b[0] !== 103 || b[1] !== 115 || b[2] !== 1 ||
        b[3] !== what.charCodeAt(0) || be32(b, 4) !== detail ||
        be32(b, 8) !== number || be32(b, 12) !== sumOf(b))
      throw bad('piece ' + what + ' ' + number);
    return b.subarray(16);
  };

  // Reads the numbers and slices of a body; never past its end.
  const reader = (b) => {
    const r = {at: 0, more: () => r.at < b.length};
    r.byte = () => {
      if (r.at >= b.length) throw bad('cut');
      return b[r.at++];
    };
    r.varint = () => {
      let n = 0;
      for (let unit = 1, i = 0; i < 5; i++, unit *= 128) {
        const x = r.byte();
        n += (x & 127) * unit;
        if (x < 128 && n <= 0xffffffff) return n;
      }
      throw bad('number');
    };
    r.zigzag = () => {
      const n = r.varint();
      return n % 2 ? -(n + 1) / 2 : n / 2;
    };
    r.bytes = (n) => {
      if (n > b.length - r.at) throw bad('cut');
      r.at += n;
      return b.subarray(r.at - n, r.at);
    };
    r.text = () => text8.decode(r.bytes(r.varint()));
    return r;
  };

  const hex = (b) =>
    Array.from(b, (x) => (x + 256).toString(16).slice(1)).join('');

  const unpack = (b64) => {
    const names = hex(Uint8Array.from(atob(b64), (c) => c.charCodeAt(0)));
    return names.match(/.{16}/g) || [];
  };

  const shardBits = (highest) => {
    let bits = 4;
    while (bits < 16 && highest > (bits < 12 ? 8 : 32) << bits) bits++;
    return bits;
  };

  const readEntry = (bytes) => {
    const text = text8.decode(bytes), end = text.lastIndexOf(',"sum"');
    const padded = new Uint8Array(16 + Math.max(end, 0));
    padded.set(bytes.subarray(0, padded.length - 16), 16);
    const sum = ('0000000' + sumOf(padded).toString(16)).slice(-8);
    if (text.slice(end) !== ',"sum":"' + sum + '"}\n') throw bad('entry');
    const e = JSON.parse(text), bits = shardBits(e.highest);
    if (e.gongshi !== 1 || e.shards !== 1 << bits) throw bad('entry');
    return {text, highest: e.highest, live: e.live, bits, table: e.table,
      s: unpack(e.s), c: unpack(e.c), k: unpack(e.k)};
  };

  let load = null;
  let verify = 200;
  let index = null;

  // An index as one entry file pins it.
  const openIndex = async (fresh) => {
    const ix = readEntry(
      new Uint8Array(await load('search/entry.json', fresh)));
    if (index && index.text === ix.text) return index;
    ix.cache = new Map();
    ix.piece = (name, what, detail, number) => {
      if (!/[^0]/.test(name)) return Promise.resolve(new Uint8Array(0));
      let job = ix.cache.get(name);
      if (!job) {
        const path = 'search/' + name.slice(0, 2) + '/' + name + '.bin';
        const get = async (again) => bodyOf(
          new Uint8Array(await load(path, again)), what, detail, number);
        job = get(false).catch(() => get(true));
        job.catch(() => ix.cache.delete(name));
        ix.cache.set(name, job);
        if (ix.cache.size > 512)
          ix.cache.delete(ix.cache.keys().next().value);
      }
      return job;
    };
      ix.at = async (what, number) => {
      let level = 0;
      let count = what === 's' ? 1 << ix.bits
        : (ix.highest >>> ROWS[what][0]) + 1;
      for (; count > ROWS[what][1]; level++) count = Math.ceil(count / 64);
      let name = ix[what][Math.floor(number / 64 ** level)];
      for (; level && name; level--) {
        const node = await ix.piece(name, 'n',
          what.charCodeAt(0) << 8 | level, Math.floor(number / 64 ** level));
        const i = Math.floor(number / 64 ** (level - 1)) % 64 * 8;
        name = hex(node.subarray(i, i + 8));
      }
      return ix.piece(name || '', what, what === 's' ? ix.bits : 0, number);
    };
    const r = reader(await ix.piece(ix.table, 't', 0, 0));
    ix.simple = new Map();
    for (let a = 0, b = 0; r.more();) {
      a += r.varint();
      b += r.zigzag();
      ix.simple.set(a, b);
    }
    return index = ix;
  };

  /* ---- shards, cards, columns (shard.h, card.h, column.h) ---- */

  const shardOf = (term, bits) => {
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

  const find = (body, text, prefix) => {
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

  const cardOf = async (ix, doc) => {
    const r = reader(await ix.at('c', doc >>> 4));
    while (r.more()) {
      const low = r.byte();
      const card = {kind: r.text(), id: r.text(), title: r.text(),
        en: r.text(), date: r.text(), status: r.text()};
      if (low === doc % 16) return card;
    }
    throw bad('card ' + doc);
  };

  const dayOf = (date) => {
    const m = /^(\d{4})(?:-((?!00)\d\d)(?:-((?!00)\d\d))?)?$/.exec(date);
    return m ? (m[1] * 12 + (m[2] || 1) - 1) * 31 + +(m[3] || 1) - 1 : 0;
  };

  const columnOf = async (ix, page) => {
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

  /* ---- the query (query.h) ---- */

  const TITLE = 12, ENOUGH = 32, PAGES = 24;

  const lg = (x) => {
    const e = 31 - Math.clz32(x);
    return e * 16 + ((e >= 4 ? x >>> (e - 4) : x << (4 - e)) & 15);
  };
  const idf = (df, live) => Math.max(0, lg(live + 1) - lg(df)) + 8;

  // `most` terms spread evenly over the item.
  const spread = (terms, most) => {
    if (terms.length <= most) return terms;
    const out = [];
    for (let i = 0; i < most; i++)
      out.push(terms[Math.floor(i * (terms.length - 1) / (most - 1))]);
    return out;
  };

  const consult = async (ix, items, most) => {
    const terms = [];
    for (const item of items)
      for (const t of spread(item.terms, most))
        if (!terms.some((o) => o.text === t.text && o.prefix === t.prefix))
          terms.push(t);
    const lists = await Promise.all(terms.map(async (t) =>
      find(await ix.at('s', shardOf(t.text, ix.bits)), t.text, t.prefix)));
    lists.sort((a, b) => a.docs.length - b.docs.length);
    let hits = null;
    for (const l of lists) {
      const weight = idf(l.docs.length || 1, ix.live);
      const give = (h, i) => ({doc: h.doc,
        score: h.score + (l.impacts[i] + 1) * weight,
        rank: h.rank && l.impacts[i] >= TITLE ? 1 : 0});
      if (!hits) {
        hits = l.docs.map((doc, i) => give({doc, score: 0, rank: 1}, i));
        continue;
      }
      const next = [];
      for (let i = 0, j = 0; i < hits.length && j < l.docs.length;) {
        if (hits[i].doc === l.docs[j]) next.push(give(hits[i++], j++));
        else if (hits[i].doc < l.docs[j]) i++;
        else j++;
      }
      hits = next;
    }
    return hits || [];
  };

  const byRank = (a, b) => b.rank - a.rank || b.score - a.score ||
    (b.day || 0) - (a.day || 0) || b.doc - a.doc;

  const onlyKind = async (ix, hits, kind) => {
    const pages = new Map();
    for (const h of hits) pages.set(h.doc >>> 10, null);
    await Promise.all(Array.from(pages.keys(), async (p) =>
      pages.set(p, await columnOf(ix, p))));
    return hits.filter((h) => {
      const row = pages.get(h.doc >>> 10).get(h.doc);
      return row && row.kind === kind;
    });
  };

  // Put hits of equal score into the order of their dates, where it matters.
  const orderByDate = async (ix, hits, from, to) => {
    for (let i = 0, j; i < hits.length && i < to; i = j) {
      j = i + 1;
      while (j < hits.length && hits[j].rank === hits[i].rank &&
             hits[j].score === hits[i].score) j++;
      if (j <= from || j === i + 1) continue;
      const group = hits.slice(i, j);
      const newest = Array.from(new Set(group.map((h) => h.doc >>> 10)))
        .sort((a, b) => b - a).slice(0, PAGES);
      const pages = new Map(await Promise.all(
        newest.map(async (p) => [p, await columnOf(ix, p)])));
      for (const h of group) {
        const page = pages.get(h.doc >>> 10), row = page && page.get(h.doc);
        h.day = row ? row.day : 0;
      }
      group.sort(byRank);
      hits.splice(i, j - i, ...group);
    }
  };

  const textOf = async (ix, card) => {
    const raw = new Uint8Array(await load(card.id + '.json', false));
    const text = JSON.parse(text8.decode(raw)).text;
    if (!Array.isArray(text)) throw bad('text of ' + card.id);
    return text.map((s) => ({s, plain: fold(s, ix.simple)}));
  };

  const unitsFor = (item, seg) => !item.exact ? seg.plain
    : seg.exact || (seg.exact = fold(seg.s, null));
  const standsIn = (items, segs) => items.every((item) =>
    segs.some((seg) => places(item, unitsFor(item, seg), 1).length));

  const letters = (v) => v.map((u) => u & CODE).join();
  const isTitle = (items, seg) => letters(seg.plain.v) ===
    letters([].concat(...items.map((item) => item.plain)));

  const judge = async (ix, items, hit) => {
    hit.card = await cardOf(ix, hit.doc);
    hit.segs = await textOf(ix, hit.card);
    if (!standsIn(items, hit.segs)) return false;
    const titles = hit.segs.slice(0, 2);
    if (titles.some((seg) => isTitle(items, seg))) hit.rank = 3;
    else if (standsIn(items, titles)) hit.rank = 2;
    hit.day = dayOf(hit.card.date);
    return true;
  };

  const excerptOf = (items, segs) => {
    const order = segs.map((_, i) => i).slice(2).concat(1, 0);
    let best = null, most = 0;
    for (const i of order) {
      if (!segs[i]) continue;
      const marks = [];
      let n = 0;
      for (const item of items) {
        const found = places(item, unitsFor(item, segs[i]), 8);
        n += found.length > 0;
        marks.push(...found);
      }
      if (n > most) {
        most = n;
        best = {s: segs[i].s, marks};
      }
    }
    return best ? cutOut(best.s, best.marks, 20, 100) : [];
  };

  const cutOut = (s, marks, before, length) => {
    marks.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const cps = Array.from(s), parts = [];
    let first = 0;
    for (let at = 0; at < marks[0][0]; first++) at += cps[first].length;
    const start = Math.max(0, first - before);
    const end = Math.min(cps.length, start + length);
    const put = (text, marked) => {
      const last = parts[parts.length - 1];
      if (last && last[1] === marked) last[0] += text;
      else parts.push([text, marked]);
    };
    let at = cps.slice(0, start).join('').length;
    if (start) put('\u2026', false);
    for (let i = start, m = 0, until = 0; i < end; i++) {
      for (; m < marks.length && marks[m][0] <= at; m++)
        until = Math.max(until, marks[m][1]);
      put(cps[i] < ' ' ? ' ' : cps[i], at < until);
      at += cps[i].length;
    }
    if (end < cps.length) put('\u2026', false);
    return parts;
  };

  const verified = async (ix, items, hits, want) => {
    let good = [], next = 0;
    do {
      const block = hits.slice(next, next + verify);
      const keep = await Promise.all(block.map((h) => judge(ix, items, h)));
      good = good.concat(block.filter((_, i) => keep[i]).sort(byRank));
      next += block.length;
    } while (next < hits.length && good.length < want);
    return {good, total: good.length + hits.length - next,
      exact: next === hits.length};
  };

  const shown = async (ix, items, hit, lang) => {
    const card = hit.card || await cardOf(ix, hit.doc);
    const segs = hit.segs || await textOf(ix, card);
    return {kind: card.kind, id: card.id,
      url: (lang === 'en' ? 'en/' : '') + card.id + '.html',
      title: lang === 'en' && card.en ? card.en : card.title,
      date: card.date, excerpt: excerptOf(items, segs),
      score: hit.rank * 0x1000000 + hit.score};
  };

  const answer = async (ix, query, options) => {
    const offset = options.offset >>> 0;
    const limit = Math.min(options.limit >>> 0 || 10, 100);
    const items = parse(query, ix.simple);
    if (!items.length) return {total: 0, exact: true, hits: [], facets: {}};
    let hits = await consult(ix, items, 3);
    if (hits.length > ENOUGH && items.some((i) => i.terms.length > 3))
      hits = await consult(ix, items, 12);
    if (options.kind) hits = await onlyKind(ix, hits, options.kind);
    hits.sort(byRank);
    let total = hits.length, exact = true;
    if (items.every((i) => i.decided))
      await orderByDate(ix, hits, offset, offset + limit);
    else ({good: hits, total, exact} =
      await verified(ix, items, hits, offset + limit));
    return {total, exact, facets: {}, hits: await Promise.all(
      hits.slice(offset, offset + limit)
        .map((h) => shown(ix, items, h, options.lang)))};
  };

  // A piece that is missing may belong to an index that was replaced: read
  // the entry again, and ask once more if it changed.
  const search = async (query, options) => {
    const was = index || await openIndex(false);
    try {
      return await answer(was, String(query), options || {});
    } catch (error) {
      const now = await openIndex(true);
      if (now === was) throw error;
      return answer(now, String(query), options || {});
    }
  };

  const configure = (settings) => {
    if (settings.load) {
      load = settings.load;
      index = null;
    }
    if (settings.verify) verify = settings.verify;
  };

  globalThis.gongshi = Object.assign(globalThis.gongshi || {},
    {search, configure, fold, foldOf, parse});
  if (!globalThis.document) return;

  /* ---- the search page ---- */

  const root = (document.querySelector('[data-top]') || document.body).dataset;

  load = async (path, fresh) => {
    const cache = fresh ? 'reload' : path.endsWith('.bin') ? 'default'
      : 'no-cache';
    const reply = await fetch((root.top || '') + path, {cache});
    if (!reply.ok) throw new Error(path + ': ' + reply.status);
    return reply.arrayBuffer();
  };

  const make = (tag, name, ...children) => {
    const e = document.createElement(tag);
    if (name) e.className = name;
    e.append(...children);
    return e;
  };

  const marked = (parts) =>
    parts.map(([text, on]) => on ? make('mark', '', text) : text);

  const titleParts = (title, query) => {
    const units = fold(title, index.simple);
    const marks = [].concat(...parse(query, index.simple).map((item) =>
      places(item, item.exact ? fold(title, null) : units, 8)));
    return marks.length ? cutOut(title, marks, title.length, title.length)
      : [[title, false]];
  };

  const searchPage = (form) => {
    const [input, kind, status, list, more] =
      ['q', 'kind', 'search-status', 'search-results', 'search-more']
        .map((id) => document.getElementById(id));
    const {tFound, tOne, tNone, tLoading, tError, tRetry, tOffline, lang} =
      form.dataset;
    const file = location.protocol === 'file:';
    let turn = 0, timer = 0, settled = true;

    const say = (text, retry) => {
      status.textContent = text;
      if (!retry) return;
      const button = make('button', 'retry', tRetry);
      button.type = 'button';
      button.addEventListener('click', retry);
      status.append(' ', button);
    };

    const row = (hit, query) => {
      const link = make('a', '', ...marked(titleParts(hit.title, query)));
      link.href = (root.top || '') + hit.url;
      const option = Array.from(kind.options)
        .find((o) => o.value === hit.kind);
      const meta = [option ? option.text : hit.kind, hit.date];
      return make('li', 'hit', make('h3', 'hit-title', link),
        make('p', 'hit-meta', meta.filter(Boolean).join(' \u00b7 ')),
        make('p', 'hit-excerpt', ...marked(hit.excerpt)));
    };

    const show = (answer, query, offset) => {
      const {hits, total, exact} = answer;
      const rows = hits.map((hit) => row(hit, query));
      if (!offset) list.textContent = '';
      list.append(...rows);
      more.hidden = !hits.length || offset + hits.length >= total;
      if (offset && rows.length) rows[0].querySelector('a').focus();
      say(!total ? tNone : total === 1 ? tOne || tFound.replace('{n}', 1)
        : tFound.replace('{n}', (exact ? '' : '\u2248 ') + total));
    };

    const run = async (offset) => {
      const mine = ++turn, query = input.value.trim();
      clearTimeout(timer);
      if (!query || file) {
        list.textContent = '';
        more.hidden = true;
        return say(query ? tOffline : '');
      }
      const wait = setTimeout(() => mine === turn && say(tLoading), 300);
      try {
        const answer = await search(query,
          {kind: kind.value, offset, limit: 20, lang});
        if (mine === turn) show(answer, query, offset);
      } catch (error) {
        if (mine === turn) say(tError, () => run(offset));
      } finally {
        clearTimeout(wait);
      }
    };

    // What is typed in one go is one step of the history.
    const keep = (done) => {
      const p = new URLSearchParams();
      if (input.value.trim()) p.set('q', input.value.trim());
      if (kind.value) p.set('kind', kind.value);
      const url = location.pathname + (String(p) && '?' + p);
      if (!file && url !== location.pathname + location.search) {
        history[settled ? 'pushState' : 'replaceState'](null, '', url);
        settled = false;
      }
      settled = settled || done;
    };

    const go = (done) => {
      keep(done);
      run(0);
    };
    const later = () => {
      clearTimeout(timer);
      turn++;
      timer = setTimeout(go, 120, false);
    };

    const read = () => {
      const p = new URLSearchParams(location.search);
      input.value = p.get('q') || '';
      kind.value = p.get('kind') || '';
      if (kind.selectedIndex < 0) kind.value = '';
      settled = true;
      run(0);
    };

    input.addEventListener('input', (e) => e.isComposing || later());
    input.addEventListener('compositionend', later);
    input.addEventListener('keydown', (e) => {
      if (e.isComposing || e.keyCode === 229) return;
      const first = list.querySelector('a');
      if (e.key === 'Escape') {
        e.preventDefault();
        input.value = '';
        go(true);
      } else if (e.key === 'ArrowDown' && first) {
        e.preventDefault();
        first.focus();
      }
    });
    list.addEventListener('keydown', (e) => {
      const step = {ArrowDown: 1, ArrowUp: -1}[e.key];
      if (!step) return;
      const links = [input, ...list.querySelectorAll('a')];
      const next = links[links.indexOf(document.activeElement) + step];
      e.preventDefault();
      if (next) next.focus();
    });
    form.addEventListener('submit', (e) => {
      e.preventDefault();
      go(true);
    });
    kind.addEventListener('change', () => {
      settled = true;
      go(true);
    });
    more.addEventListener('click', () => run(list.children.length));
    addEventListener('popstate', read);
    read();
  };

  const form = document.getElementById('search-form');
  if (form) searchPage(form);
})();
