/*
 * differential.mjs - the C engine, search.js and the truth.
 *
 *     node tests/search/differential.mjs [QUERIES] [SEED] [SIZE ...]
 *
 * mkindex and query_tool are taken from $B/tests/search.  Generated queries
 * of all kinds, unless said otherwise 6,000 in all and with FULL=1 20,000, go
 * through query.c and search.js over registers of several sizes: they must
 * give the same hits in the same order with the same scores, excerpts, totals,
 * counts and nearest answers, and must read the same files.  The truth comes
 * from lib-oracle.mjs: the whole result list, by paging, must be its set.
 * Queries that miss by a letter, a sound or a word must mostly be helped.
 */
import {rmSync} from 'node:fs';
import {cpus} from 'node:os';
import {fileURLToPath} from 'node:url';
import {isMainThread, parentPort, Worker, workerData} from
  'node:worker_threads';
import {makeCorpus, misspell, random} from './lib-corpus.mjs';
import {askPage, askTool, makeIndex, openSource, scratch} from
  './lib-index.mjs';
import {makeOracle, readTables} from './lib-oracle.mjs';

const PAGE = 100;     // hits asked for at once when paging
const PAGES = 4;      // pages read of most lists that are longer

/* Records, mean length of a text, share of the queries in 1000, parts. */
const WORLDS = [
  {size: 40000, length: 8, share: 8, parts: 1},
  {size: 9000, length: 40, share: 30, parts: 1},
  {size: 3000, length: 40, share: 90, parts: 2},
  {size: 1200, length: 40, share: 150, parts: 2},
  {size: 300, length: 80, share: 570, parts: 2},
  {size: 3, length: 200, share: 90, parts: 1},
  {size: 1, length: 200, share: 60, parts: 1},
];

/* What share of the queries that miss must be helped, in percent. */
const FLOORS = {letter: 80, head: 80, sound: 85, word: 90};

const HOSTILE = ['__proto__', 'constructor', 'toString', '\u202e盟联', '\0',
  '\ud800', '盟\udc00', '"', '""', '“', '　', 'x'.repeat(10000),
  '的'.repeat(10000), '1'.repeat(200), 'a '.repeat(3000), '"的 的', '#2021',
  '的是 __proto__', '\u200b', '<b>的</b>', '%00', '\\', '的\r\n一', '🙂',
  '\ufeff的', '\uffff', '𠮷', '①②', '㎡', 'İ', 'ß', '한국', 'ﾊﾞ', 'Ǆ', '',
  '@@@@', '~的', '\x1e\x1f', '"\'', 'hasOwnProperty', 'e\u0301\u0301\u0301',
  'xian'.repeat(16), 'zhuangxian'.repeat(7), '的 '.repeat(13), '"的"是"一',
  '\u1fff\u2c2d', 'a-b-c', 'a\'b\'c', '２０２３', '年'.repeat(129), '-', '0'];
const OLD = new Map(Array.from('产学联国际论坛发台湾电脑软体龙铁锦辽阳导制机术质证',
  (c, i) => [c, '產學聯國際論壇發臺灣電腦軟體龍鐵錦遼陽導製機術質證'[i]]));
const KINDS = ['alliance', 'license', 'notice', 'revocation', 'typical',
  'absent', '__proto__'];
const CITIES = ['210100', '210200', '210300', '211400', '999999'];
const FIELDS = ['energy', 'equipment', 'food', 'materials', 'software'];

/* ---- queries ---- */

const makers = (r, records, tables) => {
  const some = () => {
    for (let i = 0; i < 20; i++) {
      const t = r.pick(r.pick(records).text);
      if (t) return t;
    }
    return '无';
  };
  const span = (low, high) => {
    const cps = [...some()], n = low + r.below(high - low + 1);
    const at = r.below(Math.max(1, cps.length - n + 1));
    return cps.slice(at, at + n).join('');
  };
  const word = () => r.pick(some().match(/[A-Za-z0-9]+/g) || ['AI', '2023']);
  const latin = () => {
    for (let i = 0; i < 30; i++) {
      const w = some().match(/[A-Za-z]{5,}/g);
      if (w) return r.pick(w);
    }
    return 'network';
  };
  const identifier = () => {
    for (let i = 0; i < 20; i++) {
      const s = r.pick(records).text[2];
      if (s) return s;
    }
    return 'ZL202310000001.5';
  };
  const bare = () => identifier().replace(/[^A-Za-z0-9]/g, '');
  const title = () => r.pick(records).title;
  const hanOf = (text) => {
    const runs = text.match(/[\u4e00-\u9fff]{2,}/g) || ['联盟'];
    const run = r.pick(runs), n = Math.min(run.length, 2 + r.below(4));
    const at = r.below(run.length - n + 1);
    return run.slice(at, at + n);
  };
  const apart = (s) => [...s].map((c, i) =>
    c + (i && r.chance(25) ? r.pick([' ', ' ', '　', '  ']) : '')).join('');
  const printed = () => identifier().replace(
    /^([A-Z]{2})?(\d{4})(\d)(\d{7}\.)/, (_, a, b, c, d) =>
      (a && r.chance(70) ? a + ' ' : '') + b + ' ' + c + ' ' + d);
  const fours = () => identifier().replace(
    /^([A-Z]{2})?(\d{4})(\d{4})(\d{4})(\..)?/, (_, a, b, c, d, e) =>
      (r.chance(50) ? r.pick(['ZL', 'zl ', 'CN']) : '') + b + ' ' + c +
      r.pick([' ', '　', '  ']) + d + (r.chance(50) ? e || '' : ''));
  const mark = () => r.pick([...'，。、；：！？（）《》“”,;()【】…']);
  const sound = (cs) => [...cs].map((c) =>
    r.pick(tables.readings.get(c) || ['a'])).join('');
  const shift = (s) => s.replace(/[!-~]/g,
    (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  return {some, span, word, latin, hanOf, title, wheel: [
    [16, () => span(2, 10)],
    [5, () => span(1, 1)],
    [8, () => span(2, 2)],
    [6, () => span(3, 4)],
    [4, () => span(11, 40)],
    [4, () => word()],
    [4, () => word().slice(0, 3 + r.below(4))],
    [3, () => word().slice(0, 1 + r.below(2))],
    [3, () => identifier()],
    [3, () => bare()],
    [2, () => bare().slice(0, 6 + r.below(6))],
    [3, () => bare().slice(-6 - r.below(3))],
    [3, () => bare().slice(-4 - r.below(2))],
    [2, () => {
      const s = bare(), at = r.below(s.length);
      return s.slice(at, at + 4 + r.below(5));
    }],
    [2, () => identifier().slice(0, 4 + r.below(8))],
    [5, () => span(1, 4) + ' ' + span(1, 4)],
    [3, () => span(2, 3) + ' ' + word() + '　' + span(1, 2)],
    [2, () => Array.from({length: 3 + r.below(4)}, () => span(1, 2)).join(' ')],
    [5, () => '"' + span(1, 8) + '"'],
    [2, () => '“' + span(2, 6) + '”' + span(1, 2)],
    [2, () => '"' + word() + '" ' + span(1, 3)],
    [2, () => title()],
    [1, () => title() + ' ' + span(2, 3)],
    [3, () => [...span(2, 6)].map((c) => OLD.get(c) || c).join('')],
    [2, () => shift(word().toUpperCase())],
    [2, () => shift(span(2, 6))],
    [3, () => 2016 + r.below(10) + r.pick(['年', '年1', '-', '', '年度', '年0'])],
    [4, () => sound(hanOf(title()))],
    [2, () => sound(hanOf(title())).replace(/(.{3})/, '$1\'')],
    [4, () => [...hanOf(title())].map((c) =>
      (tables.readings.get(c) || ['a'])[0][0]).join('')],
    [2, () => r.pick(['lue', 'nue', 'lyu', 'nyu', 'lu', 'nu']) +
      sound(hanOf(title()))],
    [2, () => sound(hanOf(title())).replace(/v/g, r.pick(['u', 'yu']))],
    [3, () => sound(hanOf(title())).slice(0, -1 - r.below(2))],
    [2, () => [...hanOf(title())].slice(0, 2).map((c) =>
      (tables.readings.get(c) || ['a'])[0][0]).join('')],
    [3, () => {
      const t = title(), parts = [hanOf(t), sound(hanOf(t))];
      if (r.chance(30)) parts.push(r.pick([word(), sound(hanOf(t)),
        '"' + hanOf(t) + '"', span(1, 3)]));
      return (r.chance(50) ? parts : parts.reverse()).join(' ');
    }],
    [1, () => hanOf(title()).slice(0, 2) + ' ' + sound(hanOf(title()))],
    [3, () => printed()],
    [2, () => apart(printed())],
    [2, () => printed() + r.pick([' ', '　', ' 2021 ', ' A ', '']) + span(1, 3)],
    [1, () => word() + ' ' + printed() + ' ' + word()],
    [2, () => fours()],
    [1, () => fours() + ' ' + span(1, 3)],
    [1, () => r.pick(['AI 2021 2022', '2021 2 号', '2021 2022 2023'])],
    [3, () => {
      const t = title();
      return hanOf(t) + mark() + hanOf(t) + (r.chance(30) ? mark() : '');
    }],
    [2, () => mark() + span(2, 5) + mark() + hanOf(title())],
    [1, () => hanOf(title()) + '“' + hanOf(title()) + '”' + span(0, 2)],
    [2, () => span(2, 4) + '龘靐' + span(1, 2)],
    [1, () => r.pick(HOSTILE)],
    [1, () => r.pick(HOSTILE) + span(1, 3)],
  ].flatMap(([n, make]) => new Array(n).fill(make))};
};

/* Characters by their first reading. */
const bySound = (records, tables) => {
  const map = new Map();
  for (const [c, [first]] of tables.readings) {
    if (!map.has(first)) map.set(first, []);
    if (map.get(first).length < 40) map.get(first).push(c);
  }
  return map;
};

/* A query that misses, and how, of a record that it ought to find. */
const missing = (r, m, records, tables, homophones) => {
  const pick = (has) => {
    for (let i = 0; i < 50; i++) {
      const x = r.pick(records);
      if (has(x)) return x;
    }
    return null;
  };
  const latin = pick((x) => /[A-Za-z]{5}/.test(x.text.join(' ')));
  const han = pick((x) => /[\u4e00-\u9fff]{2}/.test(x.title));
  const letter = () => ({miss: 'letter', doc: latin.doc, query: misspell(r,
    r.pick(latin.text.join(' ').match(/[A-Za-z]{5,}/g)).toLowerCase())});
  const head = () => {
    const word = r.pick(latin.text.join(' ').match(/[A-Za-z]{5,}/g));
    return {miss: 'head', doc: latin.doc,
      query: misspell(r, word.slice(0, 3).toLowerCase()) +
        word.slice(3).toLowerCase()};
  };
  const sound = () => {
    const cs = [...m.hanOf(han.title)], i = r.below(cs.length);
    const like = homophones.get((tables.readings.get(cs[i]) || ['a'])[0]);
    cs[i] = r.pick(like || cs);
    return {miss: 'sound', doc: han.doc, query: cs.join('')};
  };
  const word = () => {
    const parts = [m.hanOf(han.title), m.hanOf(han.title)];
    parts.splice(r.below(3), 0, r.pick(['齉龘', 'qqxzj', '靐龗', '不存在者']));
    return {miss: 'word', doc: han.doc, query: parts.join(' ')};
  };
  return r.pick([...latin ? [letter, head] : [], ...han ? [sound, word] : [],
    () => ({query: '龘'})])();
};

const filtersOf = (r) => {
  const one = () => r.pick([
    () => ['kind', r.pick(KINDS)], () => ['city', r.pick(CITIES)],
    () => ['field', r.pick(FIELDS)], () => ['status', 'filed'],
    () => ['year', String(2015 + r.below(12))],
    () => ['__proto__', 'x'],
  ])();
  if (!r.chance(25)) return [];
  const first = one();
  return r.pick([() => [first], () => [first, one()],
    () => [first, one(), one()],
    () => [['city', r.pick(CITIES)], ['city', r.pick(CITIES)]],
    () => [['kind', r.pick(KINDS)], ['kind', r.pick(KINDS)],
      ['year', '2021']]])();
};

const questionsOf = (r, records, tables, count) => {
  const m = makers(r, records, tables);
  const homophones = bySound(records, tables);
  return Array.from({length: count}, (_, i) => {
    const base = i < HOSTILE.length ? {query: HOSTILE[i]}
      : r.chance(8) ? missing(r, m, records, tables, homophones)
      : {query: r.pick(m.wheel)()};
    const plain = base.miss !== undefined;
    return {...base, query: base.query.replace(/\p{Surrogate}/gu, '\ufffd'),
      filters: plain ? [] : filtersOf(r),
      sort: !plain && r.chance(10) ? 'date' : '',
      facets: r.chance(20),
      offset: !plain && r.chance(8) ? r.below(40) : 0,
      limit: r.chance(10) ? r.pick([100, 101])
        : r.pick([10, 10, 10, 0, 3, 25]),
      texts: r.chance(6) ? r.pick([1, 12, 30, 200]) : 0};
  });
};

/* ---- one part of a world ---- */

const folded = (s) => s.normalize('NFKD').toLowerCase()
  .replace(/[^\p{L}\p{N}]/gu, '');

class Part {
  constructor(world) {
    Object.assign(this, world);
    this.folder = scratch();
    this.tables = readTables();
    this.records = makeCorpus(this.size, this.seed, this.length);
    this.byDoc = new Map(this.records.map((x) => [x.doc, x]));
    this.r = random(this.seed * 31 + this.part + 77);
    this.failures = 0;
    this.said = [];
    this.kinds = Object.create(null); // of failures
    this.n = {queries: 0, found: 0, exact: 0, paged: 0, whole: 0,
      titles: 0, first: 0, reads: 0};
    this.helped = Object.fromEntries(Object.keys(FLOORS)
      .map((k) => [k, [0, 0]]));
  }

  fail(what, q, ...more) {
    this.failures++;
    this.kinds[what] = (this.kinds[what] || 0) + 1;
    if (this.kinds[what] <= 2)
      this.said.push([what, this.size + ' records',
        JSON.stringify({...q, query: q.query.slice(0, 60)}),
        ...more.map((x) => String(JSON.stringify(x)).slice(0, 600))].join('  '));
  }

  same(q, mine, theirs) {
    const split = (a) => ({...a, cut: !!a.cut,
      hits: (a.hits || []).map((h) => h.slice(0, 3)),
      excerpts: (a.hits || []).map((h) => h[3])});
    const a = split(mine), b = split(theirs);
    for (const k of ['error', 'total', 'exact', 'cut', 'hits', 'excerpts',
      'facets', 'nearest'])
      if (JSON.stringify(a[k]) !== JSON.stringify(b[k]))
        return this.fail('the engines differ in ' + k + ':', q, a[k], b[k]);
    for (const k of ['pieces', 'texts'])
      if (JSON.stringify(mine[k]) !== JSON.stringify(theirs[k]))
        return this.fail('the engines read other ' + k + ':', q,
          mine[k].filter((x) => !theirs[k].includes(x)),
          theirs[k].filter((x) => !mine[k].includes(x)));
    this.n.reads += mine.pieces.length;
  }

  /* Hits, total and counts of one answer. */
  true(q, answer, truth) {
    const docs = answer.hits.map((h) => h[0]);
    const may = (d) => truth.docs.has(d) || truth.maybe.has(d);
    const false_ = docs.filter((d) => !may(d));
    if (false_.length) this.fail('false hits:', q, false_.slice(0, 5));
    if (new Set(docs).size !== docs.length) this.fail('a hit twice:', q);
    const most = truth.docs.size + truth.maybe.size;
    if (answer.total < truth.docs.size ||
        (answer.exact && answer.total > most))
      this.fail('total:', q, answer.total, truth.docs.size);
    if (truth.decided && !answer.exact) this.fail('not exact:', q);
    const limit = Math.min(q.limit || 10, 100);
    const room = (n) => Math.min(limit, Math.max(0, n - q.offset));
    if ((docs.length < room(truth.docs.size) && !answer.cut) ||
        docs.length > room(most))
      this.fail('hits missing:', q, docs.length, truth.docs.size);
    this.ordered(q, answer, truth);
    if (q.facets && answer.exact && !truth.maybe.size)
      this.counted(q, answer, truth);
  }

  ordered(q, answer, truth) {
    const day = (d) => this.byDoc.get(d).date.padEnd(7, '-01')
      .padEnd(10, '-01').replace(/^-.*/, '');
    if (q.sort)
      answer.hits.reduce((a, b) => {
        const x = day(a[0]), y = day(b[0]);
        if (x < y || (x === y && a[0] < b[0]))
          this.fail('not by date:', q, [a[0], x, b[0], y]);
        return b;
      }, answer.hits[0]);
    else
      answer.hits.reduce((a, b) => {
        if (!truth.literal.has(a[0]) && truth.literal.has(b[0]) &&
            !truth.maybe.size) this.fail('a sound before a word:', q);
        return b;
      }, answer.hits[0]);
  }

  counted(q, answer, truth) {
    const given = new Map(answer.facets.map(([code, v]) => [code, new Map(v)]));
    for (const code of ['kind', 'city', 'field', 'status', 'year']) {
      const is = given.get(code) || new Map(), want = truth.counts(code);
      const own = q.filters.filter((f) => f[0] === code).map((f) => f[1]);
      // Of what a filter keeps out no text was read.
      const loose = own.length && !truth.decided;
      for (const v of new Set([...is.keys(), ...want.keys()])) {
        const a = is.get(v) || 0, b = want.get(v) || 0;
        if (loose && !own.includes(v) ? a < b : a !== b && !loose)
          this.fail('count of ' + code + '=' + v + ':', q, a, b);
      }
    }
  }

  /* The whole list, page by page. */
  async page(q, answer, truth) {
    const whole = truth.docs.size <= PAGE * PAGES || this.r.chance(4);
    const seen = new Set();
    let now = answer;
    for (let at = 0; at <= truth.docs.size; at += PAGE) {
      if (!whole && at === PAGE * PAGES) return;
      now = await this.ask({...q, offset: at, limit: PAGE, facets: false,
        texts: 0});
      const page = {...q, offset: at, limit: PAGE};
      if (now.hits.some((h) => seen.has(h[0])))
        this.fail('on two pages:', page);
      for (const h of now.hits) seen.add(h[0]);
      if (now.hits.length < PAGE) break;
    }
    this.n.whole++;
    for (const d of truth.docs)
      if (!seen.has(d)) return this.fail('never found:', q, d);
    for (const d of seen) if (!truth.docs.has(d) && !truth.maybe.has(d))
      return this.fail('found by paging:', q, d);
    if (!now.exact || now.total !== seen.size)
      this.fail('total on the last page:', q, now.total, seen.size);
  }

  nearest(q, answer) {
    const near = answer.nearest || [];
    if (answer.total && near.length) this.fail('nearest of what is found:', q);
    for (const s of near)
      if (!['docs', 'maybe'].some((k) => this.oracle(s, q.filters)[k].size))
        this.fail('nearest finds nothing:', q, s);
    if (!q.miss || answer.total) return;
    const tally = this.helped[q.miss];
    tally[1]++;
    if (near.some((s) => this.oracle(s).docs.has(q.doc))) tally[0]++;
  }

  /* A title of several terms, asked for as a whole. */
  titled(q, answer, truth) {
    if (q.sort || q.offset || q.filters.length || truth.decided ||
        !/\p{Script=Han}/u.test(q.query)) return;
    const want = folded(q.query);
    const same = (d) => this.byDoc.get(d).text.some((t) => folded(t) === want);
    if ([...want].length < 5 || !this.titles.has(want)) return;
    this.n.titles++;
    if (answer.hits.length && same(answer.hits[0][0])) this.n.first++;
  }

  async ask(q) {
    try {
      return await askPage(q, this.load);
    } catch (e) {
      return {error: e.stack, hits: [], pieces: [], texts: []};
    }
  }

  async run() {
    makeIndex(this.folder, this.records);
    this.oracle = makeOracle(this.records, this.tables);
    this.titles = new Set(this.records.map((x) => folded(x.title)));
    this.load = openSource(this.folder, this.records);
    const questions = questionsOf(this.r, this.records, this.tables,
      this.count);
    const answers = askTool(questions, this.folder);
    if (answers.length !== questions.length)
      throw new Error('query_tool gave ' + answers.length + ' answers');
    for (const [i, q] of questions.entries()) {
      const mine = await this.ask(q), truth = this.oracle(q.query, q.filters);
      this.n.queries++;
      this.same(q, mine, answers[i]);
      if (mine.error) {
        this.fail('an error:', q, mine.error);
        continue;
      }
      this.true(q, mine, truth);
      this.nearest(q, mine);
      this.titled(q, mine, truth);
      if (truth.docs.size) this.n.found++;
      if (mine.exact) this.n.exact++;
      else this.n.paged++, await this.page(q, mine, truth);
    }
    rmSync(this.folder, {recursive: true, force: true});
    const {size, n, helped, failures, said} = this;
    return {size, n, helped, failures, said};
  }
}

/* ---- all parts, on all processors ---- */

const workload = (count, seed, sizes) => {
  const worlds = WORLDS.filter((w) => !sizes.length || sizes.includes(w.size));
  const shares = worlds.reduce((sum, w) => sum + w.share, 0);
  return worlds.flatMap((w) => Array.from({length: w.parts}, (_, part) =>
    ({...w, part, seed: seed + w.size,
      count: Math.ceil(count * w.share / shares / w.parts)})));
};

const runAll = (jobs) => new Promise((resolve) => {
  const results = [], left = [...jobs];
  const start = () => {
    const job = left.shift();
    if (!job) return;
    const worker = new Worker(fileURLToPath(import.meta.url),
      {workerData: job});
    const done = (result) => {
      results.push(result);
      if (results.length === jobs.length) resolve(results);
    };
    let result;
    worker.on('message', (m) => { result = m; });
    worker.on('error', (e) => { result = {size: job.size, failures: 1,
      said: [job.size + ' records: ' + e.stack]}; });
    worker.on('exit', () => {
      done(result || {size: job.size, failures: 1, said: ['no result']});
      start();
    });
  };
  for (let i = cpus().length; i--;) start();
});

const report = (results) => {
  const sum = {}, helped = {};
  let failures = 0;
  for (const x of results) {
    failures += x.failures;
    for (const line of x.said) console.log(line);
    for (const [k, v] of Object.entries(x.n || {})) sum[k] = (sum[k] || 0) + v;
    for (const [k, [a, b]] of Object.entries(x.helped || {})) {
      helped[k] = helped[k] || [0, 0];
      helped[k][0] += a;
      helped[k][1] += b;
    }
  }
  const percent = (a, b) => b ? (100 * a / b).toFixed(1) + '%' : '-';
  console.log(`search: ${sum.queries} queries, ${sum.found} with hits, ` +
    `${sum.exact} exact totals, ${sum.paged} lists paged, ${sum.whole} of ` +
    `them to their end, ${(sum.reads / sum.queries).toFixed(1)} pieces each`);
  console.log(`search: of ${sum.titles} titles ` +
    `${percent(sum.first, sum.titles)} came first`);
  for (const [k, [a, b]] of Object.entries(helped))
    console.log(`search: wrong by a ${k}: ${b} found nothing, ` +
      `${percent(a, b)} were helped`);
  return {sum, helped, failures};
};

const main = async () => {
  const [count = process.env.FULL ? 20000 : 6000, seed = 1, ...sizes] =
    process.argv.slice(2).map(Number);
  if (!readTables()) {
    console.log('the tables of Chinese are missing');
    console.log('0 passed, 0 failed, 1 skipped');
    return 0;
  }
  const jobs = workload(count, seed, sizes);
  let {sum, helped, failures} = report(await runAll(jobs));
  const judge = (what, ok) => {
    if (!ok) failures++, console.log('too few: ' + what);
  };
  const full = !sizes.length && count >= 5000;
  if (full) {
    judge('queries with hits', sum.found > sum.queries / 2);
    judge('exact totals', sum.exact > sum.queries / 2);
    judge('lists paged', sum.whole > sum.queries / 40);
    judge('titles first', sum.first >= 0.98 * sum.titles);
    for (const [k, floor] of Object.entries(FLOORS))
      judge('helped when wrong by a ' + k, helped[k][1] > 50 &&
        100 * helped[k][0] >= floor * helped[k][1]);
  }
  console.log(`${Math.max(0, (sum.queries || 0) - failures)} passed, ` +
    `${failures} failed`);
  return failures ? 1 : 0;
};

if (isMainThread) process.exitCode = await main();
else parentPort.postMessage(await new Part(workerData).run());
