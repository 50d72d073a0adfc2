/*
 * lib-index.mjs - indexes of mkindex, and asking search.js about them.
 *
 * The programs are taken from $B/tests/search; files lie in memory if there
 * is a place for that, since there are many.
 */
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import '../../themes/default/assets/search.js';
import {writeCorpus} from './lib-corpus.mjs';

const {gongshi} = globalThis;
const TABLES = 'tyz'; // pieces that the generator has compiled in
const SHM = '/dev/shm';

export const tool = (name) =>
  join(process.env.B || 'build', 'tests/search', name);

export const scratch = () => mkdtempSync(join(process.env.TMPDIR ||
  (existsSync(SHM) ? SHM : tmpdir()), 'gongshi-search-'));

/* Write folder/corpus and the index folder/site/search of records. */
export const makeIndex = (folder, records, ...options) => {
  writeFileSync(join(folder, 'corpus'), writeCorpus(records));
  execFileSync(tool('mkindex'), [join(folder, 'corpus'), join(folder, 'site'),
    ...options]);
};

/* A source of files: search/... of an index, FOLDER/ID.json of records. */
export const openSource = (folder, records) => {
  const byId = new Map(records.map((x) => [x.id, x])), kept = new Map();
  return (path) => {
    if (!kept.has(path)) {
      const record = byId.get(path.replace(/\.json$/, ''));
      if (!path.startsWith('search/') && !record) throw new Error('404');
      kept.set(path, record
        ? new TextEncoder().encode(JSON.stringify({text: record.text}))
        : new Uint8Array(readFileSync(join(folder, 'site', path))));
    }
    return kept.get(path);
  };
};

const filtersOf = (pairs) => {
  const filters = Object.create(null);
  for (const [code, value] of pairs)
    (filters[code] = filters[code] || []).push(value);
  return filters;
};

/*
 * Ask with an engine that has read nothing yet; q as query_tool takes it, the
 * answer as it gives it.
 */
export const askPage = async (q, load) => {
  const asked = new Set();
  gongshi.configure({load: async (path) => {
    asked.add(path);
    return load(path);
  }});
  const answer = await gongshi.search(q.query, {
    filters: filtersOf(q.filters || []), sort: q.sort || '',
    facets: !!q.facets, offset: q.offset || 0, limit: q.limit || 0,
    texts: q.texts || 0});
  const read = [...asked].sort();
  return {total: answer.total, exact: answer.exact, cut: !!answer.cut,
    hits: answer.hits.map((h) => [h.doc, h.score, h.id, h.excerpt]),
    facets: Object.entries(answer.facets || {}),
    nearest: answer.nearest || [],
    pieces: read.filter((p) => p.endsWith('.bin') && !TABLES.includes(
      String.fromCharCode(load(p)[3]))),
    texts: read.filter((p) => !p.startsWith('search/'))
      .map((p) => p.replace(/\.json$/, ''))};
};

/* Ask the generator's engine all questions at once. */
export const askTool = (questions, folder) => {
  const input = questions.map((q) => JSON.stringify({
    hex: Buffer.from(q.query).toString('hex'), filters: q.filters || [],
    ...(q.sort && {sort: q.sort}), ...(q.facets && {facets: true}),
    offset: q.offset || 0, limit: q.limit || 0,
    ...(q.texts && {texts: q.texts})}));
  return execFileSync(tool('query_tool'),
    ['-f', join(folder, 'corpus'), join(folder, 'site')],
    {input: input.join('\n') + '\n', maxBuffer: 1 << 30})
    .toString().split('\n').filter(Boolean).map((line) => JSON.parse(line));
};
