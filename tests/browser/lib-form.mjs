// lib-form.mjs - records for the form: those of the repository, and changed
// ones, good and bad, made by a seed from what the form pages say of fields.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build, root } from './lib.mjs';

// Numbers as they are written.
const parse = (text) => JSON.parse(text, (k, v, context) =>
	typeof v === 'number' ? context?.source ?? String(v) : v);

// What the generator makes of files: [{path, file}] to [{codes, fields, body,
// again}], see form_tool.c.
export function tool(files, content = 'content') {
	const program = path.join(root, build, 'tests/browser/form_tool');
	if (!fs.existsSync(program))
		throw new Error(`no ${program}: make test T=browser builds it`);
	return execFileSync(program, [`${content}/schema`, `${content}/tables`], {
		cwd: root, encoding: 'utf8', maxBuffer: 1 << 30,
		input: files.map((f) => `${JSON.stringify(f)}\n`).join(''),
	}).trim().split('\n').map(parse);
}

// What a form page says of its kind.
export const dataIn = (html) => JSON.parse(
	/id="form-data">([^]*?)<\/script>/.exec(html)[1]);

// All records of the repository by folder.
export function records() {
	const all = execFileSync('git', ['ls-files', 'content/*/**/*.md',
		'content/*/*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n')
		.map((name) => ({ path: name,
			file: fs.readFileSync(path.join(root, name), 'utf8') }));
	const made = tool(all);
	const out = {};
	all.forEach((one, i) => {
		(out[one.path.split('/')[1]] ??= []).push({ ...one, ...made[i],
			id: path.basename(one.path, '.md') });
	});
	return out;
}

// mulberry32: the same seed, the same numbers.
export function random(seed) {
	let a = seed >>> 0;
	const next = () => {
		a = a + 0x6d2b79f5 | 0;
		let t = Math.imul(a ^ a >>> 15, a | 1);
		t = t + Math.imul(t ^ t >>> 7, t | 61) ^ t;
		return ((t ^ t >>> 14) >>> 0) / 4294967296;
	};
	const below = (n) => Math.floor(next() * n);
	return { below, one: (list) => list[below(list.length)],
		chance: (p) => next() < p };
}

// Paths that a kind's rules name, and what must be unique: the good records
// leave them alone.
export function ruled(kind) {
	const text = fs.readFileSync(path.join(root,
		`content/schema/${kind}.yaml`), 'utf8');
	const fields = text.split(/^(?=  [a-z_]+:$)/m);
	return new Set([
		...text.slice(text.search(/^(life|rules):/m))
			.match(/[a-z_]+(\.[a-z_]+)*/g),
		...fields.filter((f) => /^ +unique: true$/m.test(f))
			.map((f) => f.trim().split(':')[0])]);
}

const words = ['示例', '传感器: 甲', '# 号', '- 项', 'a "b" \\c', "'单'", '0012',
	'2026', 'true', '～', 'null', '{甲}', '[乙], 丙', '甲 #乙', '@x', '100%',
	'x: y', '以“甲”为主', 'ends:', '，。', '𠮷', 'é', '甲乙丙丁戊己庚辛壬癸'];
export const bads = {
	date: ['2026-02-30', '2026.3.1', '明天', '26-1-1'],
	month: ['2026-13', '2026', '三月'],
	integer: ['1.5', '012', '一', '1,000', '1e3'],
	decimal: ['.5', '1.', '1,5', 'x', '1e2'], money: ['1万', '00', '-'],
	url: ['www.example.cn', 'https://', 'http://a b'],
	email: ['a@b', '@example.cn', 'a@@b.cn', 'x y@b.cn'],
	phone: ['1234', '电话', '0241234567890123456789'],
	uscc: ['123', '91210100MA0000000X', '91210100MA00000000',
		'9121010OMA00000000'],
	patent: ['ZL202110123456.6', 'ZL2021', 'CN112345678A',
		'ZL 2021 1 0123456.1', '2021101234567', 'ZL85100001'],
	docno: ['示科发2026年1号', '示科发[2026]1号', '示科发〔2026〕01号'],
	ref: ['LM-1', '-a', '某联盟'], file: ['x.pdf', 'files/../x', 'files/'],
};

const isNumber = (f) => /^(integer|decimal|money)$/.test(f.type);

// A text of the length that a field wants, with what YAML trips over.
function textFor(f, r) {
	const most = Math.min(+(f.max ?? 200), 200);
	let text = r.one(words);
	while ([...text.replace(/\s/g, '')].length < +(f.min ?? 1))
		text += r.one(words);
	if (r.chance(0.3)) text += r.one(words) + r.one(words);
	if (f.type === 'markdown' && r.chance(0.5)) text += `\n\n第二段 ${text}`;
	const cut = [...text].slice(0, most).join('').trim();
	return [...cut.replace(/\s/g, '')].length < +(f.min ?? 1) ? text : cut;
}

export const isPlain = (f) => f.type === 'text' || f.type === 'markdown';

function goodValue(f, r, was) {
	if (isPlain(f)) {
		const zh = textFor(f, r);
		return f.localized && r.chance(0.5) && !f.min
			? { zh, en: 'A: "text", #1' } : zh;
	}
	if (f.type === 'phone') return `024-8${r.below(9e6) + 1e6}`;
	if (f.type === 'email') return `office${r.below(99)}@example.cn`;
	if (f.type === 'url') return `https://www.example.cn/a?b=${r.below(99)}#c`;
	if (isNumber(f) && !f.min && !f.max)
		return String(r.below(500)) + (f.type === 'integer' || r.chance(0.5)
			? '' : '.50');
	return was;
}

export function badValue(f, r, was) {
	const bad = bads[f.type];
	if (bad) {
		const more = [];
		if (isNumber(f)) more.push('-1', '99999999999', '0');
		if (f.type === 'date') more.push('1949-10-01', '2099-12-31');
		if (f.type === 'month') more.push('1949-10');
		return r.one([...bad, ...more]);
	}
	if (isPlain(f))
		return r.one(['', '短', '长'.repeat(+(f.max ?? 5000) + 1),
			'国家级首创，暂行，面议']);
	if (f.type === 'bool') return r.one([true, false]);
	return was;
}

// Go over all answers of a record: fn(field, value, path) gives the new one;
// undefined takes it away.
export function edit(fields, map, fn, path0 = '') {
	const out = {};
	for (const f of fields) {
		const at = path0 + f.name;
		const v = one(f, map[f.name], fn, at);
		if (v !== undefined) out[f.name] = v;
	}
	return out;
}

function one(f, v, fn, at) {
	if (v === undefined) return fn(f, v, at);
	if (f.type === 'map') return edit(f.fields, v, fn, `${at}.`);
	if (Array.isArray(v))
		return v.map((item) => one(f.of, item, fn, at))
			.filter((item) => item !== '');
	return fn(f, v, at);
}

// A record that differs from another where nothing but types is asked.
export const good = (data, record, r, named) =>
	edit(data.fields, record.fields, (f, v, at) => {
		const free = !named.has(at) && !f.hidden && f.name !== undefined;
		if (v === undefined)
			return free && !f.when && isPlain(f) && r.chance(0.1)
				? goodValue(f, r) : undefined;
		return free && r.chance(0.7) ? goodValue(f, r, v) : v;
	});

// The same record with some answers bad or gone.
export const bad = (data, record, r) => {
	const { fields } = record;
	let left = 1 + r.below(4);
	return edit(data.fields, fields, (f, v) => {
		if (v === undefined || !left || !r.chance(0.15)) return v;
		left--;
		return r.chance(0.2) && f.name ? undefined : badValue(f, r, v);
	});
};
