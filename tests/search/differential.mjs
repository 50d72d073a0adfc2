/*
 * differential.mjs - the C engine, search.js and the truth.
 *
 *     node tests/search/differential.mjs [QUERIES] [SEED] [RECORDS]
 *
 * mkindex and query_tool are taken from $B/tests/search.  Generated queries of all
 * kinds go through query.c and search.js: they must give the same hits in
 * the same order with the same scores, excerpts and totals.  The truth comes
 * from lib-oracle.mjs, which shares no code with either: where a total is exact,
 * the whole result list must be the oracle's set.  The index is built by a
 * crooked road and must be the one that a clean build gives.
 */
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync}
  from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import '../../themes/default/assets/search.js';
import {makeCorpus, random, writeCorpus} from './lib-corpus.mjs';
import {makeOracle} from './lib-oracle.mjs';

const tsFile = join(process.env.GONGSHI_SHARED || '../shared',
  'data/unicode/ts.tsv');
const tools = join(process.env.B || 'build', 'tests/search');
const [count = '5000', seedText = '1', size = '400'] =
  process.argv.slice(2);
if (!existsSync(tsFile)) {
  console.log(tsFile + ' is missing');
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit(0);
}
const seed = Number(seedText), total = Number(count);
const r = random(seed + 77);
const records = makeCorpus(Number(size), seed);
const folder = mkdtempSync(join(tmpdir(), 'gongshi-search-'));
const corpusFile = join(folder, 'corpus');
writeFileSync(corpusFile, writeCorpus(records));
execFileSync(join(tools, 'mkindex'), [corpusFile, folder, '97']);
const clean = join(folder, 'clean');
execFileSync(join(tools, 'mkindex'), [corpusFile, clean]);
const roadShows = readFileSync(join(folder, 'search/entry.json'), 'utf8') !==
  readFileSync(join(clean, 'search/entry.json'), 'utf8');

const OPENCC = new Map(readFileSync(tsFile, 'utf8').split('\n').filter(Boolean)
  .map((line) => line.split('\t')));
const byId = new Map(records.map((x) => [x.id, x]));
const kept = new Map();
const load = async (path) => {
  if (path.endsWith('.json') && !path.startsWith('search/'))
    return new TextEncoder().encode(
      JSON.stringify({text: byId.get(path.slice(0, -5)).text}));
  if (!kept.has(path)) kept.set(path, readFileSync(join(folder, path)));
  return kept.get(path);
};

const HOSTILE = ['__proto__', 'constructor', 'toString', '\u202e盟联', '\0',
  '\ud800', '盟\udc00', '"', '""', '“', '　', 'x'.repeat(10000),
  '的'.repeat(10000), '1'.repeat(200), 'a '.repeat(3000), '"的 的', '#2021',
  '的是 __proto__', '\u200b', '<b>的</b>', '%00', '\\', '的\r\n一', '🙂',
  '\ufeff的', '\uffff', '𠮷', '①②', '㎡', 'İ', 'ß', '한국', 'ﾊﾞ', 'Ǆ'];
const OLD = new Map([...'学联国际论坛发台湾电脑软体龙铁锦辽阳'].map((c, i) =>
  [c, [...'學聯國際論壇發臺灣電腦軟體龍鐵錦遼陽'][i]]));

const some = () => r.pick(r.pick(records).text.filter(Boolean));
const span = (low, high) => {
  const cps = [...some()], n = low + r.below(high - low + 1);
  return cps.slice(r.below(Math.max(1, cps.length - n))).slice(0, n).join('');
};
const latin = () => (some().match(/[A-Za-z0-9]+/g) || ['AI']);
const word = () => r.pick(latin());
const identifier = () => r.pick(records).text[2];
const MAKERS = [
  [30, () => span(2, 10)],
  [6, () => span(1, 1)],
  [6, () => span(2, 2)],
  [6, () => word()],
  [6, () => word().slice(0, 3 + r.below(3))],
  [3, () => identifier()],
  [5, () => identifier().replace(/[^A-Za-z0-9]/g, '')],
  [3, () => identifier().replace(/\D/g, '').slice(-6 - r.below(3))],
  [3, () => identifier().slice(0, 6 + r.below(6))],
  [10, () => span(1, 4) + ' ' + span(1, 4)],
  [3, () => span(2, 3) + ' ' + word() + '　' + span(1, 2)],
  [8, () => '"' + span(1, 8) + '"'],
  [3, () => '“' + span(2, 6) + '”' + span(1, 2)],
  [3, () => span(2, 4) + '龘靐' + span(1, 2)],
  [3, () => r.pick(records).title],
  [2, () => r.pick(records).title + ' ' + span(2, 3)],
  [4, () => [...span(2, 6)].map((c) => OLD.get(c) || c).join('')],
  [3, () => word().toUpperCase().replace(/[!-~]/g,
    (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
  [3, () => String(2016 + r.below(10)) + r.pick(['年', '年1', '-', ''])],
  [3, () => r.pick(HOSTILE)],
  [1, () => r.pick(HOSTILE) + span(1, 3)],
];
const WHEEL = MAKERS.flatMap(([n, make]) => new Array(n).fill(make));

const questions = Array.from({length: total}, (_, i) => ({
  query: i < HOSTILE.length ? HOSTILE[i] : r.pick(WHEEL)(),
  kind: r.chance(12) ? r.pick(['alliance', 'notice', 'absent']) : '',
  offset: r.chance(10) ? r.below(30) : 0,
  limit: r.pick([10, 10, 10, 3, 100]),
  verify: r.pick([200, 200, 200, 7]),
}));
const asked = questions.map((q) => [q.offset, q.limit, q.verify,
  q.kind || '-', Buffer.from(q.query, 'utf8').toString('hex')].join(' '));
const answers = execFileSync(join(tools, 'query_tool'), [corpusFile, folder],
  {input: asked.join('\n') + '\n', maxBuffer: 1 << 30})
  .toString().split('\n').filter(Boolean).map((line) => JSON.parse(line));

const oracle = makeOracle(records, OPENCC);
let failures = 0, exactOnes = 0, found = 0;
if (roadShows) {
  failures++;
  console.log('an index built by a crooked road is not the clean one');
}
const fail = (what, q, ...more) => {
  if (failures++ < 10)
    console.log(what, JSON.stringify({...q, query: q.query.slice(0, 60)}),
      ...more.map((x) => JSON.stringify(x)));
};

globalThis.gongshi.configure({load});
const ask = async (q) => {
  globalThis.gongshi.configure({verify: q.verify});
  const a = await globalThis.gongshi.search(q.query, q);
  return {total: a.total, exact: a.exact, hits: a.hits.map((h) =>
    [byId.get(h.id).doc, h.score, h.id, h.excerpt])};
};

if (answers.length !== total) throw new Error('query_tool gave ' +
  answers.length + ' answers of ' + total);
for (let i = 0; i < total; i++) {
  const q = questions[i], mine = await ask(q);
  if (JSON.stringify(mine) !== JSON.stringify(answers[i]))
    fail('the engines differ:', q, {...mine, hits: mine.hits.slice(0, 3)},
      {...answers[i], hits: answers[i].hits && answers[i].hits.slice(0, 3)});
  const truth = oracle(q.query, q.kind);
  const docs = mine.hits.map((h) => h[0]);
  found += truth.size > 0;
  if (docs.some((d) => !truth.has(d)))
    fail('false hits:', q, docs.filter((d) => !truth.has(d)).slice(0, 5));
  if (mine.exact) exactOnes++;
  if (mine.exact ? mine.total !== truth.size : mine.total < truth.size)
    fail('total:', q, mine.total, truth.size);
  const room = Math.min(q.limit, Math.max(0, truth.size - q.offset));
  if (docs.length !== room) fail('hits missing:', q, docs.length, room);
}
rmSync(folder, {recursive: true});
console.log(`search: ${total} queries (seed ${seed}, ${records.length} ` +
  `records), ${found} with hits, ${exactOnes} exact totals, ` +
  `${failures} failures`);
if (found < total / 2 || exactOnes < total / 2) failures++;
console.log(`${Math.max(0, total + 1 - failures)} passed, ` +
  `${failures} failed`);
process.exitCode = failures ? 1 : 0;
