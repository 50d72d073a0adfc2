/*
 * index - the pieces of an index by what they hold.
 *
 * The twin of gen/search/load.h, and the reading side of entry.h, root.h,
 * node.h and level.h.  What was read is kept, up to a bound.  An index is
 * {text: of its entry, and the entry's members, row: of CLASSES, top: level,
 * live, tail, sums, nodes, columns, stamps, commons, body}.
 */
import {ok, reader, text8, utf8} from './bits.js';
import {readCards, readColumn} from './card.js';
import {needsTable, simplify, unfold} from './fold.js';
import {KEPT} from './limits.js';
import {bodyOf, sumOf} from './piece.js';

// Of each class: n is below, nodes; every and shards of each level.
const CLASSES = [
  [512, 0, 1, 2, 16, 64],
  [2048, 4, 1, 2, 16, 64, 128, 512],
  [8192, 16, 1, 2, 16, 64, 256, 2048],
  [32768, 64, 1, 2, 16, 64, 128, 1024, 1536, 8192],
  [262144, 128, 1, 2, 16, 128, 256, 2048, 4096, 32768],
  [2 ** 28, 256, 1, 2, 16, 64, 256, 2048, 4096, 32768, 32768, 262144]];

/* load(path, fresh) -> Promise of an ArrayBuffer; null until connected. */
let load = null;
/* The index that was opened last, or null. */
export let index = null;
// Promises of what was read of it, by path.
const kept = new Map();

/*
 * connect - take the files of the index from elsewhere.
 */
export const connect = (from) => {
  load = from;
  index = null;
  kept.clear();
};

// A number in so many hexadecimal digits, or as few as need be.
const hex = (n, digits) => n.toString(16).padStart(digits, 0);
// The folder of a number, and it.
const dir = (n) => `/${hex(n >> 8)}/${hex(n)}-`;

// A file, decoded; once more from the network if that fails.
const keep = (path, decode) => {
  if (!kept.has(path)) {
    const read = async (fresh) =>
      decode(new Uint8Array(await load(path, fresh)));
    const job = read(false).catch(() => read(true));
    job.catch(() => kept.delete(path));
    kept.set(path, job);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  }
  return kept.get(path);
};

// A piece, whose name ends in its hash, which begins with its sum.
const piece = (start, hash, decode, what, ...head) =>
  keep(`search/${start + hash}.bin`, (bytes) =>
    decode(bodyOf(bytes, parseInt(hash.slice(0, 8), 16), what, ...head)));

// One of those that the entry names.
const named = (name, decode, what, detail = 0, upto = 0) => piece(
  name.slice(0, 2) + '/', name, decode, what, detail, 0, upto);

const readRoot = (r, n, [, nodes, , , , shards]) => {
  const sum = () => r.take(32), hash = () => r.take(24) * 2 ** 24 + r.take(24);
  let at = -1;
  return {live: r.varint(), tail: sum(),
    sums: r.many(shards, sum), nodes: r.many(nodes, hash),
    columns: r.many((n >> 10) + 1, hash),
    stamps: r.many((n >> 4) + 1 - (n + 1 >> 7) * 7, sum),
    commons: new Map(r.many(r.varint(), () => {
      const x = r.varint();
      return [at += (x >> 2) + 1, (x & 3) + 1];
    })), body: r.rest()};
};

/*
 * openIndex - the index as the entry pins it.
 * in:  fresh, read the entry past all caches
 */
export const openIndex = async (fresh) => {
  const text = text8.decode(await load('search/entry.json', fresh));
  const end = text.indexOf(',"sum"');
  const sum = sumOf(utf8.encode('\0'.repeat(20) + text.slice(0, end)));
  ok(text.slice(end) === `,"sum":"${hex(sum, 8)}"}\n`);
  if (index && index.text === text) return;
  const e = JSON.parse(text), n = e.highest;
  const klass = CLASSES.findIndex(([limit]) => n < limit);
  const row = CLASSES[klass];
  kept.clear();
  index = {text, ...e, row, klass, top: row.length / 2 - 2,
    ...await named(e.root, (r) => readRoot(r, n, row), 'r', klass, n)};
};

const rest = (r) => r.rest();
/*
 * tableOf - a table of the entry, SOUNDS or READINGS.
 * in:  read, what to make of it; what, its letter
 */
export const tableOf = (name, read, what) => named(index[name], read, what);

const readTable = (r) => {
  const table = new Map();
  for (let a = 0, b = 0; r.left();) {
    a += r.varint();
    table.set(a, b += r.zigzag());
  }
  return table;
};

/*
 * segmentOf - a text, folded; the table of characters is read if need be.
 * out: Promise of a segment (match.js)
 */
export const segmentOf = async (s) => {
  const exact = unfold(s);
  return {s, exact, plain: !needsTable(exact) ? exact
    : simplify(exact, await named(index.table, readTable, 't'))};
};

/*
 * uptoOf - the last number that a shard covers by itself.
 */
export const uptoOf = (level, shard) => {
  const {highest, row} = index, every = row[level * 2 + 2];
  const turn = Math.floor(shard * every / row[level * 2 + 3]);
  return Math.max(0, highest - (highest + turn) % every);
};

/*
 * shardAt - a shard.
 * out: Promise of its place (shard.js), its body empty if it is absent
 */
export const shardAt = async (level, number) => {
  const {row, top, klass} = index, upto = uptoOf(level, number);
  const place = {level, number, upto, shards: row[level * 2 + 3],
    from: level === top ? 0 : Math.max(0, upto - row[level * 2 + 4]),
    body: index.body};
  if (!level && !number) return place;
  let sum = level ? index.sums[number] : index.tail;
  if (level > 1) {
    const part = (k) => row[k * 2 + 3] / row[1];
    const node = Math.floor(number / part(level)), hash = index.nodes[node];
    let slot = number % part(level);
    for (let k = 2; k < level; k++) slot += part(k);
    const r = hash && reader(await piece(`n/${hex(node)}-`, hex(hash, 12),
      rest, 'n', klass, node, 0));
    sum = hash && r.bytes(slot * 4) && r.take(32);
  }
  place.body = sum ? await piece(level + dir(number) + hex(upto) + '-',
    hex(sum, 8), rest, 's', klass << 8 | level, number, upto) : [];
  return place;
};

/*
 * blockAt - the postings of a block of a long list.
 * in:  run, a term from find (shard.js) and its place; i, which block
 */
export const blockAt = ({place, ordinal, sums, w, next}, i) => {
  const {level, number, from, upto} = place, detail = level << 16 | ordinal;
  return !sums[i] ? [] : piece('b' + dir(number) +
    `${hex(detail)}.${hex(i)}-`, hex(sums[i], 8), (r) => {
    const low = from + i * 2 ** w;
    return r.list(r.gamma(), low, Math.min(upto, low + 2 ** w), next);
  }, 'b', detail, number, i);
};

/*
 * cardOf - the card of a document: {kind, id, date, title, en, status: as in
 * its data}.
 */
export const cardOf = async (doc) => {
  const {highest, stamps} = index, pack = doc >> 4;
  const stamp = stamps[Math.max(doc >> 7, pack - (highest + 1 >> 7) * 7)];
  const card = (await piece('c' + dir(pack) + hex(stamp, 8), '', readCards,
    'c', 0, pack, stamp))[doc & 15];
  ok(card);
  const segs = await textOf(card.id), [{s: title}, {s: en}] = segs;
  return {...card, title, en, status: segs.status};
};

/*
 * columnOf - the rows of a page of the columns.
 */
export const columnOf = (page) => {
  const hash = index.columns[page];
  return hash ? piece(`k/${hex(page)}-`, hex(hash, 12), readColumn, 'k',
    0, page, 0) : [];
};

/*
 * textOf - what was searched in a document.
 * out: Promise of its segments (match.js), with the status beside them
 */
export const textOf = (id) => keep(id + '.json', async (bytes) => {
  const {text, status} = JSON.parse(text8.decode(bytes));
  return Object.assign(await Promise.all(text.map(segmentOf)), {status});
});
