/*
 * seeds.mjs - inputs of the fuzz targets, from the pieces of real indexes.
 *
 *     node tests/fuzz/seeds.mjs FOLDER
 *
 * FOLDER/NAME/ gets the pieces that the target search-NAME is about, as
 * fuzz.h takes them: detail, number, upto, body.  mkindex is taken from
 * $B/tests/search.
 */
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync}
  from 'node:fs';
import {join} from 'node:path';
import {makeCorpus} from '../search/lib-corpus.mjs';
import {makeIndex, scratch} from '../search/lib-index.mjs';

const TARGETS = {s: 'shard', b: 'block', r: 'root', n: 'node', c: 'card',
  k: 'column'};
const MOST = 60, LONGEST = 12000; // of a target, and bytes
const to = process.argv[2], count = {};

const keep = (target, bytes) => {
  count[target] = (count[target] || 0) + 1;
  if (count[target] > MOST || bytes.length > LONGEST) return;
  mkdirSync(join(to, target), {recursive: true});
  writeFileSync(join(to, target, String(count[target])), bytes);
};

for (const [size, length] of [[3, 100], [700, 20], [2600, 6]]) {
  const folder = scratch(), site = join(folder, 'site');
  makeIndex(folder, makeCorpus(size, 1, length));
  for (const name of readdirSync(site, {recursive: true})) {
    if (!/\.(bin|json)$/.test(name)) continue;
    const bytes = readFileSync(join(site, name));
    const bare = Buffer.concat([Buffer.alloc(12), bytes]);
    if (name.endsWith('.json')) {
      keep('entry', bare);
      continue;
    }
    keep('piece', bare);
    const target = TARGETS[String.fromCharCode(bytes[3])];
    if (target)
      keep(target, Buffer.concat([bytes.subarray(4, 16), bytes.subarray(20)]));
  }
  rmSync(folder, {recursive: true});
  for (const target of Object.keys(count)) count[target] %= 20;
}
