// measure.mjs - engines asked in Chromium, counted at the server.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { KNOWN, SPANS, STRATA, random } from './queries.mjs';
import { classOf, rounds, tally } from './server.mjs';

const LIMIT = 10;
const PAGE = 100;
const WAIT = 60000; // for one answer, in milliseconds
const DELAY = 30; // of every response where rounds are counted

export async function launch(root, pin) {
	const { chromium } = createRequire(`${root}/tests/browser/x`)(
		'playwright-core');
	const executablePath = execFileSync('sh',
		['-c', 'command -v chromium || command -v chromium-browser'],
		{ encoding: 'utf8' }).trim();
	const browser = await chromium.launch({ executablePath,
		args: ['--headless', '--no-sandbox', '--disable-gpu',
			'--disable-quic', '--no-first-run',
			'--disable-background-networking', '--disable-sync',
			'--disable-component-update', '--disable-dev-shm-usage',
			...pin
				? [`--ignore-certificate-errors-spki-list=${pin}`]
				: []] });
	return browser;
}

// One engine on one site.
export class Bench {
	constructor(engine, browser, server, records, settings) {
		Object.assign(this, { engine, browser, server, records },
			settings);
		this.classify = engine.classify ?? classOf;
		this.at = new Map(records.map((x, i) => [x.key, i]));
	}

	async open(prepare) {
		const context = await this.browser.newContext();
		const page = await context.newPage();
		if (prepare) await page.addInitScript(prepare);
		await page.goto(this.server.base + this.engine.page);
		await page.waitForFunction(this.engine.ready);
		return { page, close: () => context.close() };
	}

	// An answer, with the results as record numbers (-1: no record of ours).
	async ask(page, q, offset = 0, limit = LIMIT) {
		const late = new Promise((_, no) => {
			const t = setTimeout(() => no(new Error('no answer')), WAIT);
			t.unref();
		});
		try {
			const got = await Promise.race([late,
				page.evaluate(this.engine.ask, { q, offset, limit })]);
			const key = this.engine.key ?? ((k) => k);
			got.docs = got.keys.map((k) => this.at.get(key(k)) ?? -1);
			return got;
		} catch (error) {
			return { error: String(error.message ?? error).slice(0, 200),
				docs: [], total: 0, exact: false, ms: WAIT };
		}
	}

	// The first query of a reader and the next, each with what it fetched.
	async pair(first, next) {
		await this.server.quiet();
		this.server.take();
		const { page, close } = await this.open();
		const out = [];
		for (const c of [first, next]) {
			if (!c) continue;
			const got = await this.ask(page, c.q);
			const now = performance.now();
			await this.server.quiet();
			const log = this.server.take();
			out.push({ stratum: c.stratum, q: c.q, error: got.error,
				ms: got.ms, hits: Math.min(LIMIT, got.docs.length),
				...tally(log, this.classify), ...this.depth(log, now) });
		}
		await close();
		return out;
	}

	// Serial rounds up to an answer, without and with the records' texts.
	depth(log, now) {
		const until = log.filter((e) => e.start <= now);
		const part = (...names) => rounds(until.filter((e) =>
			names.includes(this.classify(e.path))));
		return { rounds: part('script', 'index'),
			roundsText: part('script', 'index', 'text') };
	}

	// Queries for bytes, time and rounds: known items and spans in turn.
	sample(queries, n) {
		const strata = [...KNOWN, ...SPANS, 'code'];
		const lists = strata.map((s) =>
			queries.filter((c) => c.stratum === s));
		const out = [];
		for (let i = 0; out.length < n && i < 1000; i++)
			for (const list of lists)
				if (list[i] && out.length < n) out.push(list[i]);
		return out;
	}

	async costs(queries, n) {
		const list = this.sample(queries, n + 1);
		const first = [], next = [];
		for (let i = 0; i + 1 < list.length; i++) {
			// the next one is of another sort, and another question
			const other = list[(i + 1 + list.length / 2 | 0) % list.length];
			const [a, b] = await this.pair(list[i], other);
			first.push(a);
			next.push(b);
		}
		return { first, next };
	}

	async serial(queries, n) {
		const list = this.sample(queries, n);
		this.server.setDelay(DELAY);
		const out = [];
		for (const c of list) out.push((await this.pair(c))[0]);
		this.server.setDelay(0);
		return out;
	}

	// Record texts fetched until ten true hits of a phrase are shown; every
	// query finds a page just loaded and nothing kept.
	async texts(queries, n, stratum) {
		const out = [];
		const { page, close } = await this.open();
		const devtools = await page.context().newCDPSession(page);
		for (const c of queries.filter((x) => x.stratum === stratum)
			.slice(0, n)) {
			await devtools.send('Network.clearBrowserCache');
			await page.goto(this.server.base + this.engine.page);
			await page.waitForFunction(this.engine.ready);
			await this.server.quiet(10);
			this.server.take();
			const got = await this.ask(page, c.q);
			await this.server.quiet(10);
			const sum = tally(this.server.take(), this.classify);
			const truth = new Set(c.truth);
			out.push({ q: c.q, texts: sum.text.requests,
				bytes: sum.text.bytes,
				good: got.docs.filter((d) => truth.has(d)).length,
				want: Math.min(LIMIT, c.truth.length) });
		}
		await close();
		return out;
	}

	/*
	 * all - the result list of one query, compared with the truth.
	 * Up to `full` results are all read.  Of a longer list three pages are,
	 * the last one too while `long` milliseconds last; the rest follows
	 * from an exact count, and without one recall is not known (NaN).
	 */
	async all(page, c) {
		const got = await this.ask(page, c.q);
		const seen = new Set(this.engine.whole ? got.docs : []);
		const sampled = !this.engine.whole && got.total > this.full;
		let { error, total, exact } = got, twice = 0;
		for (const offset of this.offsets(got, sampled)) {
			const start = performance.now();
			const more = offset === null ? got
				: await this.ask(page, c.q, offset, PAGE);
			if (offset > 500) this.long -= performance.now() - start;
			error ??= more.error;
			({ total, exact } = more);
			for (const d of more.docs) {
				twice += seen.has(d);
				seen.add(d);
			}
			if (!sampled && offset !== null && !more.docs.length) break;
		}
		const truth = new Set(c.truth);
		const good = [...seen].filter((d) => truth.has(d)).length;
		const share = seen.size ? good / seen.size : 1;
		const rank = got.docs.slice(0, LIMIT).indexOf(c.from) + 1;
		return { stratum: c.stratum, q: c.q, want: c.truth.length,
			total, exact, got: sampled ? total : seen.size, good, twice,
			sampled, error, rank, recall: !truth.size ? 1
				: !sampled ? good / truth.size
					: exact ? Math.min(1, total * share / truth.size)
						: NaN,
			precision: share, facets: this.facetError(c, got.facets) };
	}

	offsets(got, sampled) {
		if (this.engine.whole) return [];
		if (got.total <= got.docs.length) return [null];
		const pages = Math.ceil(got.total / PAGE);
		const all = Array.from({ length: pages }, (_, i) => i * PAGE);
		return sampled ? [0, Math.min(400, all[pages - 1]),
			...this.long > 0 ? [all[pages - 1]] : []] : all;
	}

	// Sum of wrong counts over the sum of right ones, of the facets whose
	// values our records carry; null where there are none.
	facetError(c, facets) {
		let wrong = 0, sum = 0;
		for (const [name, list] of Object.entries(facets ?? {})) {
			const claimed = counts(list);
			const right = new Map();
			for (const d of c.truth)
				for (const v of values(this.records[d], name))
					right.set(v, (right.get(v) ?? 0) + 1);
			if (!claimed.size || !right.size) continue;
			for (const v of new Set([...claimed.keys(), ...right.keys()]))
				wrong += Math.abs((claimed.get(v) ?? 0) -
					(right.get(v) ?? 0));
			for (const n of right.values()) sum += n;
		}
		return sum ? wrong / sum : null;
	}

	async recall(queries) {
		const out = [];
		let open = await this.open(keepFiles);
		for (const c of queries) {
			const i = out.length;
			if (c.stratum === 'common') continue;
			if (i % 300 === 299) {
				await open.close();
				open = await this.open(keepFiles);
			}
			const start = performance.now();
			out.push(await this.all(open.page, c));
			out[i].took = Math.round(performance.now() - start);
		}
		await open.close();
		this.server.take();
		return out;
	}
}

// Run in the page before its scripts, where nothing is counted: what was
// fetched once is kept, so that whole result lists can be read.
function keepFiles() {
	const kept = new Map();
	const real = globalThis.fetch;
	globalThis.fetch = async (what, ...rest) => {
		if (!/\.json$/.test(String(what))) return real(what, ...rest);
		let body = kept.get(what);
		if (!body) {
			const reply = await real(what, ...rest);
			if (!reply.ok) return reply;
			body = await reply.arrayBuffer();
			if (kept.size > 20000) kept.clear();
			kept.set(what, body);
		}
		return new Response(body);
	};
}

// Counts of a facet, however they are written: {value: n}, [[value, n]] or
// [{code, count}].
function counts(list) {
	const pairs = Array.isArray(list)
		? list.map((x) => Array.isArray(x) ? x
			: [x.code ?? x.value ?? x.name, x.count ?? x.n])
		: Object.entries(list ?? {});
	return new Map(pairs.filter(([v, n]) => v !== undefined && n > 0)
		.map(([v, n]) => [String(v), n]));
}

// What a record has under the name of a facet.
function values(record, name) {
	if (name === 'kind') return [record.kind];
	if (name === 'status') return record.status ? [record.status] : [];
	if (name === 'year')
		return record.date ? [record.date.slice(0, 4)] : [];
	let list = [record.fields];
	for (const part of name.split('.'))
		list = list.flatMap((x) => x?.[part] ?? []);
	return [...new Set(list.filter((x) => typeof x !== 'object')
		.map(String))];
}

export { KNOWN, SPANS, STRATA, random };
