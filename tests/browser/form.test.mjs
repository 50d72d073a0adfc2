// The form pages in Chromium: what they give is what the generator writes,
// and what they find is what it finds.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { emit } from '../../themes/default/source/form/emit.js';
import { read as read1 } from '../../themes/default/source/form/types.js';
import { build, check, equal, fail, files, finish, launch, none, read, root,
	serve, site, watch } from './lib.mjs';
import { bad, bads, dataIn, good, random, records, ruled, tool } from
	'./lib-form.mjs';

const GOOD = process.env.FULL ? 200 : 80;
const BAD = 400;

const kinds = files().filter((f) => f.startsWith('tools/new/'))
	.map((page) => ({ page, data: dataIn(read(page)) }));
const all = records();
const server = await serve();
const browser = await launch();
const context = await browser.newContext();

async function open(page, name) {
	await page.goto(server.base + name, { waitUntil: 'load' });
	await page.locator('#form-ask').waitFor();
}

// Hand in records as their JSON, check each, and tell what the page says.  All
// are done in the page: a word to the browser and back for each step of each
// record would take most of the time.
function fillIn(page, list) {
	const asked = list.map(({ data, id, fields, body }) => ({ id,
		file: JSON.stringify({ kind: data.kind, id, fields, body }) }));
	return page.evaluate(async (records) => {
		const part = (name) => document.getElementById(`form-${name}`);
		const heard = (node, sent) => new Promise((resolve) => {
			const watcher = new MutationObserver(() => {
				watcher.disconnect();
				resolve();
			});
			watcher.observe(node, { childList: true });
			sent();
		});
		const open = ({ id, file }) => heard(part('opened'), () => {
			const one = new DataTransfer();
			one.items.add(new File([file], `${id}.json`));
			part('open').files = one.files;
			part('open').dispatchEvent(new Event('change'));
		});
		const said = [];
		for (const record of records) {
			await open(record);
			if (!part('opened').textContent.includes(record.id))
				throw new Error(`not opened: ${record.id}`);
			part('ask').querySelector('button[type=submit]').click();
			said.push({
				done: !part('done').hidden,
				file: part('file').value,
				path: part('path').textContent,
				codes: [...document.querySelectorAll('[data-code]')]
					.map((e) => e.dataset.code).sort(),
				errors: part('errors').children.length,
			});
		}
		return said;
	}, asked);
}

// Records of all kinds in turn, with a page of the kind open.
async function each(n, seed, make, look) {
	const r = random(seed);
	const { page, wrong } = await watch(context, server.base);
	for (let i = 0; i < kinds.length; i++) {
		const { page: name, data } = kinds[i];
		const list = [];
		for (let k = i; k < n; k += kinds.length) {
			const record = r.one(all[data.folder]);
			list.push({ data, record, id: `x-2026-${k}`,
				body: record.body, fields: make(data, record, r) });
		}
		const heard = tool(list.map((one) => ({
			path: `content/${data.folder}/2026/${one.id}.md`,
			file: emit(data.fields, one.fields, one.body) })));
		await open(page, name);
		(await fillIn(page, list)).forEach((said, k) =>
			look(list[k], heard[k], said));
	}
	await page.close();
	none(wrong, 'things went wrong');
}

const unique = (codes) => [...new Set(codes)].sort().join(' ');

/* ---------------------------------------------------------------- good */

const written = [];
await check(`${GOOD} records: the file is the one that emit writes`,
	async () => {
		const named = Object.fromEntries(kinds.map(({ data }) =>
			[data.kind, ruled(data.kind)]));
		const wrong = [];
		await each(GOOD, 1, (data, record, r) =>
			good(data, record, r, named[data.kind]),
		(one, heard, said) => {
			const about = `${one.data.kind} like ${one.record.id}`;
			if (!said.done)
				wrong.push(`${about}: ${said.codes} (${heard.codes})`);
			else if (said.file !== heard.again)
				wrong.push(`${about}:\n${said.file}\n${heard.again}`);
			else
				written.push({ ...one, file: said.file });
		});
		none(wrong, 'records differ');
	});

// In the place of the record that it was made from, so that what it refers
// to, and what refers to it, is there.
await check('the files pass gongshi check', () => {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gongshi-form-'));
	const run = (...args) => execFileSync(args[0], args.slice(1),
		{ cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
	try {
		for (const folder of ['content', 'themes'])
			fs.cpSync(path.join(root, folder), path.join(dir, folder),
				{ recursive: true });
		// They are about records of the past, which the copy has none of.
		fs.rmSync(path.join(dir, 'content/withdrawals'),
			{ recursive: true });
		const seen = new Set(written.map(({ record, file }) => {
			fs.writeFileSync(path.join(dir, record.path), file);
			return record.path;
		}));
		if (seen.size < GOOD / 2) fail(`only ${seen.size} files`);
		run('git', 'init', '-q');
		run('git', 'add', '.');
		run('git', '-c', 'user.name=x', '-c', 'user.email=x@example.cn',
			'commit', '-qm', 'records');
		const program = path.join(root, build, 'gongshi');
		run(program, 'check', '--format', 'concise', '--as-of',
			'2026-11-21');
	} catch (error) {
		fail(String(error.stdout).split('\n').filter((l) =>
			/错误/.test(l)).slice(0, 8).join('\n') || error.stderr);
	} finally {
		fs.rmSync(dir, { recursive: true });
	}
});

/* ----------------------------------------------------------------- bad */

const found = new Set();
await check(`${BAD} bad records: the codes are those of check`, async () => {
	const wrong = [];
	await each(BAD, 2, bad, (one, heard, said) => {
		const known = new Set(Object.keys(one.data.codes));
		const want = unique(heard.codes.filter((c) => known.has(c)));
		const got = unique(said.codes);
		said.codes.forEach((c) => found.add(c));
		if (want !== got)
			wrong.push(`${one.data.kind} like ${one.record.id}: ` +
				`form [${got}], check [${want}]`);
		if (said.done === said.errors > 0)
			wrong.push(`${one.record.id}: file and errors`);
	});
	none(wrong, 'records are judged differently');
});

/* ------------------------------------------------------ each by itself */

// The last character that a credit code should have.
const code = (s) => s.slice(0, 17) +
	(read1({ type: 'uscc' }, s).fault?.[2] ?? s[17]);
const isMode = (mode) => (f) => f.fee?.mode === mode;
const cases = [
	['D203', 'annual-reports', (f) => f.due, (f) => {
		f.submitted = f.due;
		f.due = '2016-01-01';
	}],
	['F117', 'news', () => true, (f) => {
		f.attachments = [{ title: '附件', file: 'x.pdf' }];
	}],
	['F121', 'alliances', (f) => f.count, (f) => {
		f.count.enterprises = '99999';
	}],
	['F122', 'alliances', () => true, (f) => {
		f.leader.rd_last_year = '900.5';
		f.leader.sales_last_year = '900';
	}],
	['F125', 'alliances', (f) => f.members?.length > 1, (f) => {
		f.members[1].uscc = f.members[0].uscc;
	}],
	['F126', 'alliances', (f) => f.members, (f) => {
		f.leader.uscc = code('91210100MA00000071');
	}],
	['F129', 'licenses', isMode('lump'), (f) => {
		f.fee.amount = '2000.01';
	}],
	['N103', 'licenses', () => true, (f) => {
		f.patentees[0].uscc = code('91210100MA00000001');
	}],
	['N104', 'licenses', () => true, (f) => {
		f.patentees[0].uscc = code('002101000000000001');
	}],
	['N105', 'licenses', () => true, (f) => {
		const { uscc } = f.patentees[0];
		f.patentees[0].uscc = uscc.slice(0, 17) +
			(uscc[17] === '1' ? '2' : '1');
		f.patentees[0].uscc_exception = '证书如此';
	}],
	['N110', 'alliances', (f) => f.type === 'substantive', (f) => {
		f.leader.uscc = f.members[0].uscc = code('12210100MA00000001');
	}],
	['P102', 'licenses', () => true, (f) => {
		f.patent_no = 'CN112345678A';
	}],
	['P104', 'licenses', () => true, (f) => {
		f.patent_no = f.patent_no.replace('.', '');
	}],
	['P201', 'licenses', (f) => f.patent_type === 'invention', (f) => {
		f.patent_type = 'design';
	}],
	['P203', 'licenses', () => true, (f) => {
		f.term.to = '2060-01-01';
	}],
	['P301', 'licenses', isMode('staged'), (f) => {
		f.fee.stages[0].from_month = '1';
	}],
	['P302', 'licenses', isMode('staged'), (f) => {
		f.fee.stages[1].from_month = String(+f.fee.stages[0].to_month + 1);
	}],
	['P303', 'licenses', isMode('staged'), (f) => {
		f.fee.stages[1].from_month = String(f.fee.stages[0].to_month - 1);
	}],
	['P303', 'licenses', isMode('staged'), (f) => {
		delete f.fee.stages[0].to_month;
	}],
	['P304', 'licenses', (f) => f.fee?.stages?.at(-1).to_month, (f) => {
		const last = f.fee.stages.at(-1);
		last.to_month = String(+last.from_month + 1);
	}],
	['P305', 'licenses', isMode('staged'), (f) => {
		Object.assign(f.fee.stages[0], { mode: 'lump', amount: '3' });
		Object.assign(f.fee.stages[1], { mode: 'lump', amount: '2.9' });
		f.fee.stages[1].rate = undefined;
	}],
	['P306', 'licenses', isMode('staged'), (f) => {
		f.fee.stages[1].text = '价格面议';
	}],
	['P307', 'licenses', isMode('staged'), (f) => {
		Object.assign(f.fee.stages[1],
			{ mode: 'royalty_sales', rate: '20.5' });
	}],
	['P307', 'licenses', isMode('staged'), (f) => {
		f.fee.stages.forEach((s) => Object.assign(s,
			{ mode: 'lump', amount: '1000.5' }));
	}],
	['P308', 'licenses', isMode('staged'), (f) => {
		Object.assign(f.fee.stages[1], { mode: 'lump', amount: undefined });
	}],
	['P308', 'licenses', isMode('staged'), (f) => {
		Object.assign(f.fee.stages[0], { mode: 'free', amount: '3' });
	}],
	['T110', 'licenses', () => true, (f) => {
		f.intro = `国际领先的方法，${f.intro}`;
	}],
	['F102', 'notices', (f) => f.items?.length, (f) => {
		f.items = [{ seq: '1' }];
	}],
	...['13800138000', '电话138-0013-8000，', '+86-13800138000',
		'http://a.cn/tel/13800138000/', '１３８００１３８０００',
		'8613800138000'].map((s) => ['V102', 'licenses', () => true, (f) => {
		f.intro = `${f.intro} ${s}`;
	}]),
	...['11010519491231002X', '110105 19491231 002X'].map((s) =>
		['V101', 'licenses', () => true, (f) => {
			f.intro = `${f.intro} ${s}`;
		}]),
	...['123456@qq.com', 'wang.ming@example.cn'].map((s) =>
		['V103', 'licenses', () => true, (f) => {
			f.intro = `${f.intro} ${s}`;
		}]),
	['T201', 'alliances', (f) => f.leader_short && f.industry, (f) => {
		f.name = `${f.name.zh ?? f.name}会`;
	}],
];
{
const { page, wrong } = await watch(context, server.base);
for (const [want, folder, fits, change] of cases)
	await check(`${want} as check says it`, async () => {
		const { page: name, data } = kinds.find((k) =>
			k.data.folder === folder);
		const record = all[folder].find((one) => fits(one.fields));
		const fields = JSON.parse(JSON.stringify(record.fields));
		change(fields);
		const file = emit(data.fields, JSON.parse(JSON.stringify(fields)),
			record.body);
		const [heard] = tool([{ path: `content/${folder}/x-1.md`, file }]);
		await open(page, name);
		const [said] = await fillIn(page, [{ data, id: 'x-1', fields,
			body: record.body }]);
		said.codes.forEach((c) => found.add(c));
		equal(unique(said.codes), unique(heard.codes.filter((c) =>
			data.codes[c])), 'codes');
		if (!said.codes.includes(want)) fail(`only ${said.codes}`);
		none(wrong, 'things went wrong');
	});
// All that the generator takes for a person's address, and who is none.
await check('mail of persons as check knows it, in the text too', async () => {
	const source = fs.readFileSync(path.join(root, 'gen/model/personal.c'),
		'utf8');
	const words = (name) => source.split(`${name}[] = {`)[1].split('}')[0]
		.match(/[a-z\d.]+(?=")/g);
	const { page: name, data } = kinds.find((k) => k.data.kind === 'license');
	const [record] = all.licenses;
	const texts = [...words('domains').map((s) => `x1@${s}`),
		...words('names').map((s) => `ming.${s}@example.cn`),
		'office@example.cn', 'post.office@example.cn', 'x1@notqq.com',
		'订单 213800138000，专利 ZL202110123456.7，编号 a-13800138000'];
	const list = texts.map((s) => ({ data, id: 'x-1', fields: record.fields,
		body: `${record.body}\n\n${s}\n` }));
	const heard = tool(list.map(({ fields, body }) => ({
		path: 'content/licenses/x-1.md',
		file: emit(data.fields, fields, body) })));
	await open(page, name);
	const different = (await fillIn(page, list)).map((said, i) => {
		const want = unique(heard[i].codes.filter((c) => data.codes[c]));
		return unique(said.codes) === want
			? '' : `${texts[i]}: [${said.codes}], check [${want}]`;
	}).filter(Boolean);
	none(different, 'texts are judged differently');
	equal(heard.filter((one) => one.codes.includes('V103')).length,
		texts.length - 4, 'addresses');
});
await page.close();
}

/* ------------------------------------------------------- types, a disk */

// A kind with a field of each type, in a repository of its own; its page is
// opened from a disk.
const types = ['integer', 'decimal', 'money', 'date', 'month', 'url', 'email',
	'phone', 'uscc', 'patent', 'docno', 'ref', 'file', 'text'];
const thing = `kind: thing
folder: things
label: {zh: 事项, en: Things}
title: name
fields:
  name: {type: text, label: {zh: 名称, en: Name}, required: true}
${types.map((t) => `  a_${t}: {type: ${t}, label: {zh: ${t}}${
		t === 'ref' ? ', kind: thing' : t === 'text' ? ', min: 2, max: 4' : ''
}}`).join('\n')}
  tags: {type: list, label: {zh: 标签}, min: 2, max: 3, of: {type: text}}
`;
const seeds = { ...bads, text: ['甲', '甲 乙 丙 丁 戊', '甲乙'],
	uscc: [...bads.uscc, '91210100000000003T', '12345678MB1234567X'],
	integer: [...bads.integer, '0', '-7', '-0', '123456789012345678901234',
		'1234567890123456789012345'],
	decimal: [...bads.decimal, '0.50', '-1.25'],
	money: [...bads.money, '10', '0.5'],
	date: [...bads.date, '2024-02-29', '2023-02-29', '2026年3月1日',
		'2026/3/1', '2026-3-1', '2026年13月1日', '0000-01-01'],
	month: [...bads.month, '2026-03', '2026年3月', '2026年03月', '2026-00'],
	url: [...bads.url, 'https://例子.cn/a?b#c', 'http:///a', 'https://a"b'],
	email: [...bads.email, 'office@example.cn', 'a.b+c@x-y.cn', 'a@.b.cn',
		'a@b.cn.', 'a@b..cn', '甲@b.cn', 'a_b@c_d.cn'],
	phone: [...bads.phone, '024-8888 0000转12', '(024)88880000', '+86 24',
		'12345', '１２３４５'],
	patent: [...bads.patent, 'ZL202110123456.7', 'zl 2021 1 0123456.7',
		'ZL85100001', 'ZL89100001.2', 'CN202110123456.7', '202110123456X',
		'ZL202140123456.7', 'ZL2021 10123456 .7', 'CN1234567U'],
	docno: [...bads.docno, '示科发〔2026〕1号', '示科发（2026）12345号',
		'示〔2026〕1号', '示科发〔1826〕1号', '示科发〔2026〕123456号'],
	ref: [...bads.ref, 'lm-1', 'a'.repeat(80), 'a'.repeat(81), '1'],
	file: [...bads.file, 'files/2021/x.pdf', 'files/.x', 'files//x',
		'files/附件.pdf', 'files/x/'] };

// Each seed, and the same with a character more, less, another or doubled.
function variants(type, r) {
	const pool = [...'0123456789XZ.-〔〕号 aA@/:年'];
	return seeds[type].flatMap((s) => [s, ...Array.from({ length: 12 }, () => {
		const at = r.below(s.length + 1);
		return s.slice(0, at) + (r.chance(0.7) ? r.one(pool) : '') +
			s.slice(at + r.below(2));
	})]).map((s) => s.trim()).filter(Boolean);
}

await check('from a disk: every type as check reads it', async () => {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gongshi-types-'));
	const git = (...args) => execFileSync('git', ['-c', 'user.name=x', '-c',
		'user.email=x@example.cn', ...args], { cwd: dir });
	try {
		fs.cpSync(path.join(root, 'themes'), path.join(dir, 'themes'),
			{ recursive: true });
		fs.mkdirSync(path.join(dir, 'content/schema'), { recursive: true });
		fs.mkdirSync(path.join(dir, 'content/tables'));
		fs.writeFileSync(path.join(dir, 'content/schema/thing.yaml'), thing);
		fs.copyFileSync(path.join(root, 'content/tables/maturity.yaml'),
			path.join(dir, 'content/tables/maturity.yaml'));
		fs.writeFileSync(path.join(dir, 'content/site.yaml'),
			'title: {zh: 站}\nbase_url: https://example.org/\n' +
			'language: zh\nlanguages: [zh]\ntimezone: Asia/Shanghai\n' +
			'publisher: {zh: 某单位}\ntheme: default\n');
		git('init', '-q');
		git('add', '.');
		git('commit', '-qm', 'one kind');
		execFileSync(path.join(root, build, 'gongshi'), ['build', '-o',
			'out', '--as-of', '2026-11-21'], { cwd: dir });
		const name = path.join(dir, 'out/tools/new/thing.html');
		const data = dataIn(fs.readFileSync(name, 'utf8'));
		const { page, wrong } = await watch(context, 'file://');
		await page.goto(pathToFileURL(name).href);
		await page.locator('#form-ask').waitFor();
		const r = random(3);
		const list = [
			...types.flatMap((t) => variants(t, r).map((v) => ({
				name: '名', [`a_${t}`]: v }))),
			...[1, 2, 3, 4].map((n) => ({ name: '名',
				tags: Array.from({ length: n }, (x, i) => `标${i}`) }))];
		const heard = tool(list.map((fields) => ({
			path: 'content/things/x-1.md', file: emit(data.fields, fields, '')
		})), path.join(dir, 'content'));
		const different = [];
		const answers = await fillIn(page, list.map((fields, i) =>
			({ data, id: `x-${i}`, fields, body: '' })));
		for (const [i, said] of answers.entries()) {
			const want = unique(heard[i].codes.filter((c) => data.codes[c]));
			said.codes.forEach((c) => found.add(c));
			if (unique(said.codes) !== want)
				different.push(`${JSON.stringify(list[i])}: form ` +
					`[${said.codes}], check [${want}]`);
			else if (said.done && said.file !== heard[i].again)
				different.push(`${said.file}\n${heard[i].again}`);
		}
		if (list.length < 800) fail(`only ${list.length} values`);
		none(different, 'values are read differently');
		none(wrong, 'things went wrong');
		await page.close();
	} finally {
		fs.rmSync(dir, { recursive: true });
	}
});

await check('every code that the form has was seen', () => none(
	Object.keys(kinds[0].data.codes).filter((c) => !found.has(c)),
	'codes were never found'));

await context.close();
await browser.close();
server.close();
finish();
