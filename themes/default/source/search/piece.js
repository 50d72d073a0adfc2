/*
 * piece - the files of an index: checked, read, and found by their number.
 *
 * The reading side of gen/search/piece.h, route.h and entry.h.  A piece that
 * is cut, damaged or another than the one asked for is refused; the error
 * has the code 'corrupt'.
 */
const ROWS = {s: [0, 64], c: [4, 10], k: [10, 4]}; // log2 per piece; tops

export const utf8 = new TextEncoder();
export const text8 = new TextDecoder();

/*
 * bad - the error of a damaged index; what: the part that is.
 */
export const bad = (what) => Object.assign(
  new Error('search index: ' + what), {code: 'corrupt'});

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

const bodyOf = (b, what, detail, number) => {
  if (b.length < 16 || b[0] !== 103 || b[1] !== 115 || b[2] !== 1 ||
      b[3] !== what.charCodeAt(0) || be32(b, 4) !== detail ||
      be32(b, 8) !== number || be32(b, 12) !== sumOf(b))
    throw bad('piece ' + what + ' ' + number);
  return b.subarray(16);
};

/*
 * reader - reads the numbers and slices of a body, never past its end.
 * in:  b, bytes
 * out: {more, byte, varint, zigzag, bytes, text}, functions; they throw bad
 */
export const reader = (b) => {
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

/* load(path, fresh) -> Promise of an ArrayBuffer; null until connected. */
export let load = null;
/* The index that was opened last, or null. */
export let index = null;

/*
 * connect - take the files of the index from elsewhere.
 */
export const connect = (from) => {
  load = from;
  index = null;
};

/*
 * openIndex - the index as one entry file pins it.
 * in:  fresh, read the entry past all caches
 * out: {highest, live, bits, simple: the table of fold, at(what, number):
 *      Promise of the body of a piece, empty where there is none}
 */
export const openIndex = async (fresh) => {
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
