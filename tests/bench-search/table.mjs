// table.mjs - measurements to marks.

export function quantile(list, p) {
	if (!list.length) return NaN;
	const s = [...list].sort((a, b) => a - b);
	return s[Math.min(s.length - 1, Math.ceil(p * s.length) - 1)] ?? s[0];
}

export const mean = (list) =>
	list.reduce((a, b) => a + b, 0) / (list.length || NaN);

const kb = (n) => (n / 1000).toFixed(1);
const pair = (list, how) =>
	`${how(quantile(list, 0.5))} / ${how(quantile(list, 0.95))}`;
const ms = (n) => n.toFixed(1);
// Never rounded up to perfection.
const share = (x) => Number.isNaN(x) ? '-'
	: (Math.floor(x * 1e4 + 1e-9) / 1e4).toFixed(4);

/*
 * MARKS - per size: 10,000 and 100,000 records.  Sizes between take the
 * nearer one.
 */
const MARKS = {
	10000: { recall: 1, mrr: 0.97, first: [45e3, 60e3], next: [20e3, 30e3],
		rounds: 4, ms: [30, 80], build: 0.5, files: [25, 40],
		texts: [12, 40], memory: 300 },
	100000: { recall: 1, mrr: 0.95, first: [50e3, 80e3], next: [25e3, 50e3],
		rounds: 4, ms: [40, 120], build: 0.5, files: [35, 64],
		texts: [12, 60], memory: 400 },
};

const MB = (bytes) => (bytes / 1e6).toFixed(1);
const bytesOf = (x, peer) => x.script.bytes + x.index.bytes +
	(peer ? x.text.bytes : 0);
const requestsOf = (x, peer) => x.script.requests + x.index.requests +
	(peer ? x.text.requests : 0);

function under([a, b], list) {
	return quantile(list, 0.5) <= a && quantile(list, 0.95) <= b;
}

const SUBSTRING = new Set(['span2', 'span3', 'span4', 'span6', 'span10',
	'phrase', 'title']);
const KNOWN = ['title', 'phrase', 'split'];
const rr = (x) => x.rank ? 1 / x.rank : 0;

// Rows of one engine: {name: [text, met]}; met is undefined without a mark.
export function rows(m, n, peer) {
	const mark = MARKS[n > 30000 ? 100000 : 10000];
	const out = new Map();
	const put = (name, text, met) => out.set(name, [text, met]);
	if (m.recall) recallRows(m, mark, put);
	if (m.costs) costRows(m, mark, put, peer);
	if (m.texts?.length) {
		const n10 = m.texts.map((x) => x.texts);
		put('texts for ten true hits, median / p95',
			pair(n10, String), under(mark.texts, n10));
		const short = m.texts.filter((x) => x.good < x.want).length;
		put('... phrases with fewer true hits shown than there are',
			`${short} of ${m.texts.length}`);
	}
	if (m.unique?.length)
		put('texts for the one hit of a unique phrase',
			pair(m.unique.map((x) => x.texts), String));
	if (m.build) buildRows(m, mark, put, peer);
	if (m.updates) updateRows(m, mark, put);
	return out;
}

function recallRows(m, mark, put) {
	const sub = m.recall.filter((x) => SUBSTRING.has(x.stratum));
	const sure = sub.map((x) => x.recall).filter((x) => !Number.isNaN(x));
	const open = sub.length - sure.length;
	const r = mean(sure);
	put('substring recall, 2 to 10 characters', share(r) +
		(open ? ` (${open} unknown)` : ''), r >= mark.recall && !open);
	put('... queries with a hit missing',
		`${sub.filter((x) => x.recall < 1).length} of ${sub.length}`);
	const known = m.recall.filter((x) => KNOWN.includes(x.stratum));
	const mrr = mean(known.map(rr));
	put('known item: MRR@10', share(mrr), mrr >= mark.mrr);
	for (const s of KNOWN)
		put(`... ${s}`, share(mean(known.filter((x) => x.stratum === s)
			.map(rr))));
	for (const s of new Set(m.recall.map((x) => x.stratum))) {
		const list = m.recall.filter((x) => x.stratum === s);
		if (s === 'absent')
			put('absent: queries with a false hit',
				`${list.filter((x) => x.got).length} of ${list.length}`);
		else
			put(`recall, ${s}`, `${share(mean(list.map((x) => x.recall)
				.filter((x) => !Number.isNaN(x))))} (${list.length})`);
	}
	const found = m.recall.filter((x) => !['absent', 'pinyin', 'initials']
		.includes(x.stratum));
	put('hits that are true', share(mean(found.map((x) => x.precision))));
	put('totals said to be exact that are wrong', `${found.filter((x) =>
		x.exact && x.total !== x.want).length} of ${found.filter((x) =>
		x.exact).length}`);
	const facets = found.map((x) => x.facets).filter((x) => x !== null);
	put('facet counts wrong', facets.length ? share(mean(facets)) : '-');
	put('queries that failed', `${m.recall.filter((x) => x.error).length} ` +
		`of ${m.recall.length}`);
	put('long lists: read in part, of which recall unknown',
		`${m.recall.filter((x) => x.sampled).length}, ${
			m.recall.filter((x) => Number.isNaN(x.recall)).length}`);
}

function costRows(m, mark, put, peer) {
	for (const [what, name] of [['first', 'first query'],
		['next', 'next query']]) {
		const list = m.costs[what].filter((x) => !x.error);
		const bytes = list.map((x) => bytesOf(x, peer));
		put(`${name}, KB, median / p95`, pair(bytes, kb),
			under(mark[what], bytes));
		put(`... ${name}, with texts, KB`, pair(list.map((x) =>
			bytesOf(x, true)), kb));
		put(`... ${name}, requests (with texts)`,
			`${pair(list.map((x) => requestsOf(x, peer)), String)} (${
				pair(list.map((x) => requestsOf(x, true)), String)})`);
		const time = list.filter((x) => x.hits >= 1).map((x) => x.ms);
		put(`time to ten cards, ${name}, ms`, pair(time, ms),
			under(mark.ms, time));
	}
	put('... first query: script, index, KB, median',
		`${kb(quantile(m.costs.first.map((x) => x.script.bytes), 0.5))}, ${
			kb(quantile(m.costs.first.map((x) => x.index.bytes), 0.5))}`);
	if (!m.serial?.length) return;
	const r = m.serial.map((x) => peer ? x.roundsText : x.rounds);
	put('serial rounds, cold, median / max',
		`${quantile(r, 0.5)} / ${Math.max(...r)}`,
		Math.max(...r) <= mark.rounds);
	put('... rounds with texts', `${quantile(m.serial.map((x) => x.roundsText),
		0.5)} / ${Math.max(...m.serial.map((x) => x.roundsText))}`);
}

function buildRows(m, mark, put, peer) {
	const b = m.build;
	put('index files, MB', `${b.files}, ${MB(b.bytes)}`);
	if (peer) {
		put('index alone, seconds', (b.ms / 1000).toFixed(1));
	} else {
		put('index share of a clean build', share(b.share),
			b.share <= mark.build);
		put('clean build, seconds', (b.ms / 1000).toFixed(1));
	}
	put('peak memory, MB', (b.peakKB / 1024).toFixed(0),
		b.peakKB / 1024 <= mark.memory);
}

function updateRows(m, mark, put) {
	for (const [what, name] of [['add', 'one record added'],
		['edit', 'one edited'], ['withdraw', 'one withdrawn']]) {
		const list = m.updates[what];
		if (!list?.length) continue;
		const files = list.map((x) => x.changed);
		const met = what === 'add' ? mean(files) <= mark.files[0] &&
			Math.max(...files) <= mark.files[1] : undefined;
		put(`files rewritten, ${name}, mean / p99 / max`,
			`${mean(files).toFixed(1)} / ${quantile(files, 0.99)} / ${
				Math.max(...files)}`, met);
		put(`... KB, ${name}, mean / max`, `${kb(mean(list.map((x) =>
			x.bytes)))} / ${kb(Math.max(...list.map((x) => x.bytes)))}`);
	}
	if (m.updates.same !== undefined)
		put('step by step equals clean', m.updates.same ? 'yes' : 'NO');
}

const WANTED = (n) => {
	const k = MARKS[n > 30000 ? 100000 : 10000];
	const two = ([a, b], f = String) => `<= ${f(a)} / ${f(b)}`;
	const k0 = (x) => String(x / 1000);
	return {
		'substring recall, 2 to 10 characters': '1.0000',
		'known item: MRR@10': `>= ${k.mrr}`,
		'first query, KB, median / p95': two(k.first, k0),
		'next query, KB, median / p95': two(k.next, k0),
		'time to ten cards, first query, ms': two(k.ms),
		'time to ten cards, next query, ms': two(k.ms),
		'serial rounds, cold, median / max': `<= ${k.rounds}`,
		'index share of a clean build': `<= ${k.build}`,
		'files rewritten, one record added, mean / p99 / max':
			two(k.files),
		'texts for ten true hits, median / p95': two(k.texts),
		'peak memory, MB': `<= ${k.memory}`,
	};
};

// Columns by their widest cell; Chinese counts double, none is expected.
function columns(lines) {
	const width = lines[0].map((_, i) =>
		Math.max(...lines.map((l) => l[i].length)));
	return lines.map((l) => l.map((cell, i) => cell.padEnd(width[i]))
		.join('  ').trimEnd()).join('\n');
}

/*
 * table - engines side by side, ours with pass or miss.
 * in: engines, {name: measurements}, ours first; n, records
 */
export function table(engines, n, name) {
	const all = Object.entries(engines).map(([engine, m], i) =>
		[engine, rows(m, n, i > 0)]);
	const wanted = n >= 1000 ? WANTED(n) : {};
	const lines = [[name, 'wanted', ...all.flatMap(([engine], i) =>
		i ? [engine] : [engine, ''])]];
	const texts = new Map();
	const order = [...new Set(all.flatMap(([, r]) => [...r.keys()]))];
	for (const row of order) {
		const cells = all.flatMap(([, r], i) => {
			const [text, met] = r.get(row) ?? ['-'];
			return i ? [text] : [text, met === undefined ||
				!wanted[row] ? '' : met ? 'pass' : 'MISS'];
		});
		texts.set(row, cells);
		lines.push([row, wanted[row] ?? '', ...cells]);
	}
	return columns(lines);
}
