// run.mjs - the tables of `make bench-search`; see tests/README.md.
//
// N        sizes in records, own for the project's own content
// PEERS    sizes at which the other engines run too; ENGINES picks them
// MOST     of each sort of query for the other engines
// SET      test (the table) or tune (to work with)
// QUICK    1: a quarter of the queries, ten updates
// PARTS    of: recall costs serial texts updates
// OUT      a folder for the table, the numbers behind it and the queries
// GZIP     0: a host that does not compress
// FULL     result lists up to this long are read to the end
// LONG     seconds for the last pages of longer ones
// SIM      1: also the index alone at 1,000,000 records
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Bench, launch } from './measure.mjs';
import { OURS, PEERS } from './peers.mjs';
import { STRATA, drawQueries, readTables } from './queries.mjs';
import { serve } from './server.mjs';
import { Site } from './site.mjs';
import { table } from './table.mjs';
import { readSimple } from './truth.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const env = process.env;
const build = path.resolve(root, env.B || 'build');
const words = (s) => s.split(/\s+/).filter(Boolean);
const sizes = words(env.N || 'own 10000').map((s) =>
	s === 'own' ? 0 : Number(s));
const withPeers = words(env.PEERS ?? 'own 10000');
const set = env.SET || 'test';
const quick = env.QUICK === '1';
const share = quick ? 0.25 : 1;
const parts = new Set(words(env.PARTS || 'recall costs serial texts updates'));
const shared = env.GONGSHI_SHARED || path.join(root, '../shared');
const home = env.DIR || `/dev/shm/gongshi-bench-search.${process.pid}`;
const modules = path.join(build, 'bench-search/node_modules');

const count = (n) => Math.max(2, Math.ceil(n * share));
const started = Date.now();
const say = (text) => console.error(`[${((Date.now() - started) / 1000)
	.toFixed(0)} s] ${text}`);

function tools() {
	const copies = {};
	for (const [name, from] of [['gongshi', 'gongshi'],
		['corpus', 'tests/bench/corpus'], ['tool', 'tests/bench/tool']]) {
		copies[name] = path.join(home, name);
		fs.copyFileSync(path.join(build, from), copies[name]);
	}
	return copies;
}

function du(dir) {
	let files = 0, bytes = 0;
	for (const e of fs.readdirSync(dir,
		{ recursive: true, withFileTypes: true }))
		if (e.isFile()) {
			files++;
			bytes += fs.statSync(path.join(e.path, e.name)).size;
		}
	return { files, bytes };
}

// Clean build, and what part of its time went into the index.
function buildOf(site) {
	const b = site.build();
	const phases = Object.entries(b.json.phases_ms);
	const sum = (list) => list.reduce((a, [, v]) => a + v, 0);
	return { ms: b.ms, peakKB: b.peakKB, phases: b.json.phases_ms,
		share: sum(phases.filter(([k]) => /index|search|shelf/.test(k))) /
			sum(phases), ...du(path.join(site.out, 'search')) };
}

async function measure(engine, dir, records, queries, m) {
	const server = await serve(dir, home, { compress: env.GZIP !== '0' });
	const browser = await launch(root, server.pin);
	const bench = new Bench(engine, browser, server, records,
		{ full: Number(env.FULL || 300),
			long: Number(env.LONG || 20) * 1000 });
	const step = async (part, name, work) => {
		if (!parts.has(part)) return;
		say(`${engine.name}: ${name ?? part}`);
		m[name ?? part] = await work();
	};
	const cold = Math.min(engine.cold ?? 100, count(100));
	const ours = engine === OURS;
	try {
		await step('costs', null, () => bench.costs(queries, cold));
		await step('serial', null, () =>
			bench.serial(queries, Math.min(cold, count(30))));
		await step('recall', null, () => bench.recall(queries));
		if (ours) {
			await step('texts', null, () =>
				bench.texts(queries, count(100), 'common'));
			await step('texts', 'unique', () =>
				bench.texts(queries, count(40), 'phrase'));
		}
	} finally {
		await browser.close();
		await server.close();
	}
}

function updates(site) {
	say('updates');
	const list = site.updates(quick ? { adds: 10, edits: 4, withdraws: 2 }
		: { adds: 60, edits: 20, withdraws: 5 });
	const clean = path.join(site.dir, 'clean');
	site.build(clean);
	const digests = (out) => site.sh('"$tool" list "$OUT/search"',
		{ OUT: out });
	list.same = digests(site.out) === digests(clean);
	return list;
}

async function peersOf(site, records, queries, result) {
	const wanted = words(env.ENGINES ?? Object.keys(PEERS).join(' '));
	for (const engine of wanted.map((w) => PEERS[w])) {
		const dir = path.join(site.dir, engine.name);
		fs.mkdirSync(dir);
		const m = {};
		try {
			say(`${engine.name}: index`);
			m.build = engine.make(records, dir, { modules,
				tool: site.tools.tool, site: site.out,
				limitKB: Number(env.LIMIT_GB || 16) << 20 });
			const keys = engine.keys && await engine.keys(dir);
			await measure({ ...engine, key: keys && ((k) =>
				keys.get(k)) }, path.join(dir, 'www'), records,
			queries, m);
		} catch (error) {
			m.failed = String(error.stderr || error.message).slice(0, 400);
			say(`${engine.name} failed: ${m.failed}`);
		}
		result[engine.name] = m;
		fs.rmSync(dir, { recursive: true, force: true });
	}
}

function versions() {
	const names = ['pagefind', 'minisearch'].map((name) => {
		const file = path.join(modules, name, 'package.json');
		return fs.existsSync(file)
			? `${name} ${JSON.parse(fs.readFileSync(file)).version}` : '';
	});
	const chromium = execFileSync('sh', ['-c',
		'chromium --version 2>/dev/null || chromium-browser --version'],
	{ encoding: 'utf8' }).trim();
	return [chromium, ...names].filter(Boolean).join(', ');
}

// At most so many of each stratum.
function some(queries, most) {
	const seen = {};
	return queries.filter((c) => {
		seen[c.stratum] = (seen[c.stratum] ?? 0) + 1;
		return seen[c.stratum] <= most;
	});
}

function show(n, name, result, records, missing) {
	const text = table(result, n, name) +
		(missing.length ? `\nno queries: ${missing.join(', ')}` : '') +
		Object.entries(result).filter(([, m]) => m.failed).map(([k, m]) =>
			`\n${k} failed: ${m.failed}`).join('');
	if (env.OUT) {
		write(n, 'table.txt', `${text}\n`);
		write(n, 'result.json', { records: records.length, set, result });
	}
	return text;
}

async function size(n, used) {
	const name = n ? `${n} records` : 'own content';
	const dir = path.join(home, String(n || 'own'));
	fs.mkdirSync(dir);
	const site = new Site(used, root, dir, n);
	say(`${name}: build`);
	site.import();
	const result = { gongshi: { build: buildOf(site) } };
	const records = site.records();
	say(`${name}: queries`);
	const sets = drawQueries(records, readSimple(
		path.join(shared, 'data/unicode/ts.tsv')), readTables(shared),
	share);
	const queries = sets[set];
	const missing = Object.keys(STRATA).filter((s) =>
		!queries.some((c) => c.stratum === s));
	if (env.OUT) write(n, 'queries.json', queries.map((c) => ({ ...c,
		from: records[c.from].key, truth: c.truth.length })));
	await measure(OURS, site.out, records, queries, result.gongshi);
	show(n, name, result, records, missing);
	if (withPeers.includes(n ? String(n) : 'own'))
		await peersOf(site, records, some(queries,
			Number(env.MOST || (quick ? 10 : 40))), result);
	if (n && parts.has('updates')) result.gongshi.updates = updates(site);
	fs.rmSync(dir, { recursive: true, force: true });
	console.log(`\n${show(n, name, result, records, missing)}`);
}

function write(n, name, what) {
	fs.mkdirSync(env.OUT, { recursive: true });
	fs.writeFileSync(path.join(env.OUT, `${n || 'own'}-${set}-${name}`),
		typeof what === 'string' ? what : JSON.stringify(what, null, 1));
}

/*
 * The index alone at a million records: tests/bench/sim N prints a table of
 * files, bytes, rewritten files and bytes of a first query.
 */
function simulate() {
	const tool = path.join(build, 'tests/bench/sim');
	if (!fs.existsSync(tool)) {
		console.log('\n1000000 records: skipped, there is no ' +
			path.relative(root, tool));
		return;
	}
	console.log('\n1000000 records, the index alone');
	spawnSync(tool, [env.SIM_N || '1000000'],
		{ stdio: 'inherit', cwd: home });
}

const clean = () => fs.rmSync(home, { recursive: true, force: true });
for (const signal of ['SIGINT', 'SIGTERM'])
	process.on(signal, () => {
		clean();
		process.exit(130);
	});
process.on('exit', clean);
fs.mkdirSync(home, { recursive: true });
const used = tools();
console.log(`queries: ${set}${quick ? ', a quarter' : ''}; ${versions()}`);
for (const n of sizes) await size(n, used);
if (env.SIM === '1') simulate();
