// queries.mjs - queries drawn from the records by a seed.
//
// They are drawn before any engine is asked.  Two sets that share no query:
// `tune` to work with, `test` for the table.  A query is {stratum, q, from,
// truth}: from is the record it was drawn from, truth the records it is true
// of, by truth.mjs; of a known item, from is the one right answer.
import fs from 'node:fs';
import { Truth } from './truth.mjs';

// How many of each a whole run takes; QUICK=1 takes a quarter.
export const STRATA = {
	title: 120, phrase: 150, split: 120,
	span2: 100, span3: 100, span4: 100, span6: 100, span10: 100,
	mixed: 100, latin: 60,
	code: 60, 'code prefix': 60, 'code bare': 60, 'code tail': 60,
	one: 60, traditional: 60, wide: 60,
	pinyin: 60, initials: 60, absent: 100, common: 120,
};
export const KNOWN = ['title', 'phrase', 'split'];
export const SPANS = ['span2', 'span3', 'span4', 'span6', 'span10', 'mixed'];

export function random(seed) {
	let h = 2166136261;
	for (const ch of String(seed))
		h = Math.imul(h ^ ch.codePointAt(0), 16777619);
	const next = () => {
		h = h + 0x6d2b79f5 | 0;
		let t = Math.imul(h ^ h >>> 15, h | 1);
		t ^= t + Math.imul(t ^ t >>> 7, t | 61);
		return ((t ^ t >>> 14) >>> 0) / 4294967296;
	};
	const below = (n) => Math.floor(next() * n);
	return { below, from: (a, b) => a + below(b - a + 1),
		pick: (list) => list[below(list.length)] };
}

const HAN = /\p{Script=Han}+/gu;
// Numbers of patents, filings and documents, credit codes.
const CODE =
	/^(?=.*\d.*\d)\p{Script=Han}{0,6}[A-Za-z0-9〔〕（）()./-]{5,30}号?$/u;
const WORDY = /[A-Za-z0-9]/;

// One run of Han of at least n, out of a text; longer ones more often.
function han(r, text, n) {
	const runs = (text.match(HAN) ?? []).filter((s) => s.length >= n);
	let at = r.below(runs.reduce((sum, s) => sum + s.length, 0) || 1);
	return runs.find((s) => (at -= s.length) < 0);
}

function piece(r, text, low, high) {
	const run = han(r, text, low);
	if (!run) return undefined;
	const n = Math.min(run.length, r.from(low, high));
	const at = r.below(run.length - n + 1);
	return run.slice(at, at + n);
}

// A text of the record; long ones more often.
function text(r, record, least = 1) {
	const list = record.texts.filter((t) => t.length >= least);
	let at = r.below(list.reduce((sum, t) => sum + t.length, 0) || 1);
	return list.find((t) => (at -= t.length) < 0) ?? '';
}

function split(r, record) {
	const t = text(r, record, 30);
	const at = r.below(Math.max(1, t.length - 30));
	const one = piece(r, t.slice(at, at + 15), 3, 5);
	const two = piece(r, t.slice(at + 15, at + 30), 3, 5);
	return one && two && one !== two ? `${one} ${two}` : undefined;
}

// Han beside letters or digits, which begin where a word does.
function mixed(r, record) {
	const t = r.pick(record.texts.filter((s) => WORDY.test(s) &&
		/\p{Script=Han}/u.test(s) && !/^\s|\n/.test(s)));
	const runs = t?.match(/[\p{Script=Han}A-Za-z0-9]+/gu)
		?.filter((s) => WORDY.test(s) && /\p{Script=Han}/u.test(s));
	const run = runs?.length ? r.pick(runs) : '';
	const n = r.from(3, 8);
	const at = r.below(Math.max(1, run.length - n + 1));
	const q = run.slice(at, at + n);
	const inside = at && WORDY.test(run[at - 1]) && WORDY.test(q[0]);
	return !inside && WORDY.test(q) && /\p{Script=Han}/u.test(q)
		? q : undefined;
}

function latin(r, record) {
	const words = record.texts.join(' ').match(/\b[A-Za-z]{3,}\b/g);
	const word = words && r.pick(words);
	return word && r.below(2) ? word.slice(0, r.from(3, word.length)) : word;
}

const codes = (record) => record.texts.slice(1)
	.filter((t) => CODE.test(t));
const bare = (code) => code.replace(/[^\p{L}\p{N}]/gu, '');

function code(r, record, form) {
	const list = codes(record);
	const c = list.length ? r.pick(list) : '';
	const b = bare(c);
	if (form === 'whole') return c;
	if (form === 'bare') return b !== c ? b : undefined;
	if (form === 'prefix')
		return b.length >= 8 ? b.slice(0, r.from(6, b.length - 1)) : '';
	return b.length >= 9 ? b.slice(-8) : undefined;
}

// Simplified characters to one of their traditional forms.
function traditional(r, record, forms) {
	const s = piece(r, text(r, record), 4, 6);
	const out = s && [...s].map((ch) =>
		forms.has(ch) ? r.pick(forms.get(ch)) : ch).join('');
	return out === s ? undefined : out;
}

function wide(r, record) {
	const s = r.below(2) ? mixed(r, record) : code(r, record, 'whole');
	return s && s.replace(/[!-~]/g, (ch) =>
		String.fromCodePoint(ch.codePointAt(0) + 0xfee0));
}

function pinyin(r, record, readings, initials) {
	const han2 = initials ? piece(r, record.title, 4, 6)
		: piece(r, record.title, 2, 4);
	const list = han2 && [...han2].map((ch) => readings.get(ch));
	if (!list?.every(Boolean)) return undefined;
	return { han: han2,
		q: list.map((s) => initials ? s[0] : s).join('') };
}

function absent(r, record, records) {
	const letters = (set, n) =>
		Array.from({ length: n }, () => r.pick([...set])).join('');
	const sort = r.below(4);
	// no syllable begins with i, u or v
	if (sort === 0) return 'v' + letters('uvixq', r.from(3, 7));
	if (sort === 1) return letters('123456789', r.from(8, 12));
	const one = piece(r, text(r, record), 2, 4);
	const two = piece(r, text(r, r.pick(records)), 2, 4);
	return one && two && one + two;
}

// Tables that lie outside the repository; what needs a missing one is left
// out of the queries.
export function readTables(shared) {
	const read = (name) => {
		const file = `${shared}/data/unicode/${name}.tsv`;
		return fs.existsSync(file) ? fs.readFileSync(file, 'utf8')
			.split('\n').filter(Boolean).map((l) => l.split('\t')) : [];
	};
	const readings = new Map();
	for (const [ch, list] of read('pinyin'))
		readings.set(ch, list.split(/[ ,]/)[0]);
	const forms = new Map();
	for (const [from, to] of read('ts')) {
		if (from.length > 1 || to.length > 1) continue;
		if (!forms.has(to)) forms.set(to, []);
		forms.get(to).push(from);
	}
	return { readings, forms };
}

function drawers(records, tables) {
	const span = (n) => (r, x) => piece(r, text(r, x, n), n, n);
	return {
		title: (r, x) => piece(r, x.title, 4, 8),
		phrase: (r, x) => piece(r, text(r, x, 30), 6, 10),
		split,
		span2: span(2), span3: span(3), span4: span(4), span6: span(6),
		span10: span(10), mixed, latin,
		code: (r, x) => code(r, x, 'whole'),
		'code prefix': (r, x) => code(r, x, 'prefix'),
		'code bare': (r, x) => code(r, x, 'bare'),
		'code tail': (r, x) => code(r, x, 'tail'),
		one: span(1),
		traditional: (r, x) => traditional(r, x, tables.forms),
		wide,
		pinyin: (r, x) => pinyin(r, x, tables.readings, false),
		initials: (r, x) => pinyin(r, x, tables.readings, true),
		absent: (r, x) => absent(r, x, records),
		common: (r, x) => piece(r, text(r, x, 30), 4, 7),
	};
}

// Which candidates a stratum takes, by what is true of them.
const FIT = {
	title: (c) => c.titles === 1,
	phrase: (c) => c.truth.length === 1,
	split: (c) => c.truth.length === 1,
	absent: (c) => c.truth.length === 0,
	common: (c) => c.truth.length >= 10,
	pinyin: (c) => c.truth.length > 0,
	initials: (c) => c.truth.length > 0,
};

function candidates(records, tables, set, stratum, many) {
	const draw = drawers(records, tables)[stratum];
	const r = random(`${set} ${stratum}`);
	const seen = new Map();
	for (let i = 0; i < many * 40 && seen.size < many; i++) {
		const from = r.below(records.length);
		const got = draw(r, records[from]);
		if (!got) continue;
		const c = got.q ? { ...got } : { q: got };
		if (!seen.has(c.q)) seen.set(c.q, { stratum, from, ...c });
	}
	return [...seen.values()];
}

/*
 * drawQueries - the two sets over these records.
 * in:  records, [{title, texts}]; share, what part of STRATA to take
 * out: {tune, test}, lists of queries
 */
export function drawQueries(records, simple, tables, share) {
	const truth = new Truth(simple);
	truth.load(records.map((x) => x.texts));
	const titles = new Truth(simple);
	titles.load(records.map((x) => [x.title]));
	const drawn = {};
	for (const set of ['tune', 'test'])
		drawn[set] = Object.entries(STRATA).flatMap(([stratum, n]) =>
			candidates(records, tables, set, stratum,
				Math.ceil(n * share) * (FIT[stratum] ? 6 : 2)));
	const all = [...drawn.tune, ...drawn.test];
	const sound = (c) => c.stratum === 'pinyin' || c.stratum === 'initials';
	const inTitle = titles.find(all.map((c) => sound(c) ? c.han : c.q));
	truth.find(all.map((c) => sound(c) ? '' : c.q)).forEach((list, i) => {
		all[i].truth = sound(all[i]) ? inTitle[i] : list;
		all[i].titles = inTitle[i].length;
	});
	const taken = new Set();
	const sets = {};
	for (const set of ['tune', 'test'])
		sets[set] = Object.entries(STRATA).flatMap(([stratum, n]) => {
			const fit = drawn[set].filter((c) => c.stratum === stratum &&
				!taken.has(c.q) && (FIT[stratum]?.(c) ??
				c.truth.length > 0)).slice(0, Math.ceil(n * share));
			fit.forEach((c) => taken.add(c.q));
			return fit;
		});
	return sets;
}
