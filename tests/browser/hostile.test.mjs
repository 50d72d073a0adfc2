// What attackers write, in titles, texts, links, queries and attachments,
// under nginx with the sample configuration: nothing runs and nothing is
// asked of others, with the policies and without them.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { build, check, equal, fail, finish, launch, none, root }
	from './lib.mjs';

const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx'].find(fs.existsSync);
if (!nginx) {
	console.log('0 passed, 0 failed, 1 skipped: nginx is not installed');
	process.exit(0);
}
const own = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>',
	"'><svg onload=alert(1)>", '</title><script>alert(1)</script>',
	'<a href="javascript:alert(1)">a</a>', '[a](javascript:alert(1))',
	'![a](http://evil.example/a.png)', '[a](data:text/html,<script>alert(1)</script>)',
	'{{{i18n.search}}}</h1><iframe src="javascript:alert(1)">',
	'</script><script>alert(1)</script>', '<!--<script>', ']]><script>alert(1)',
	'<a\nhref="//evil.example">a</a>', '<https://evil.example/"onmouseover="alert(1)>',
	'<math><mtext></p><style><img src=x onerror=alert(1)>'];
// Every so many of the public lists, of what a record may hold at all.
function listed(most) {
	const file = path.join(process.env.GONGSHI_SHARED ||
		path.join(root, '../shared'), 'data/xss/payloads.jsonl');
	if (!fs.existsSync(file)) {
		console.log(`skipped: the lists of ${file}`);
		return [];
	}
	const all = [...new Set(fs.readFileSync(file, 'utf8').trim().split('\n')
		.map((l) => JSON.parse(l).payload))].filter((p) =>
		/^[\x20-\x7e]{8,300}$/.test(p));
	const step = Math.ceil(all.length / most);
	return all.filter((_, i) => i % step === 0);
}
const payloads = [...own, ...listed(process.env.FULL === '1' ? 600 : 24)];

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'gongshi-hostile.'));
const repo = path.join(work, 'r');
const out = path.join(work, 'out');
execFileSync('bash', ['-c', '. "$0" && new_repo && cp -r r "$1"',
	path.join(root, 'tests/scenario/lib.sh'), work],
{ cwd: root, stdio: 'ignore' });
const put = (name, text) => {
	const to = path.join(repo, 'content', name);
	fs.mkdirSync(path.dirname(to), { recursive: true });
	fs.writeFileSync(to, text);
};
put('schema/post.yaml', `kind: post
folder: posts
label: {zh: 帖子, en: Posts}
nav: 5
title: name
summary: about
date: on
facets: [topic]
fields:
  name: {type: text, label: {zh: 名称, en: Name}, required: true}
  on: {type: date, label: {zh: 日期, en: Date}, required: true}
  topic: {type: enum, label: {zh: 主题, en: Topic}, required: true, values: {
    a: {zh: 甲, en: A}, b: {zh: 乙, en: B}}}
  about: {type: text, label: {zh: 简介, en: About}}
  more: {type: markdown, label: {zh: 详情, en: More}}
  tags: {type: list, label: {zh: 标签, en: Tags}, of: {type: text}}
  rows:
    type: list
    label: {zh: 行, en: Rows}
    of: {type: map, fields: {cell: {type: text, label: {zh: 格, en: Cell}}}}
`);
const q = JSON.stringify;
const post = (p, i, version) => put(`posts/p-${i}.md`, `---
name: ${q(`${version} ${i} ${p}`)}
on: 2026-01-${String(i % 28 + 1).padStart(2, '0')}
topic: ${'ab'[i % 2]}
about: ${q(p)}
more: ${q(p)}
tags: [${q(p)}]
rows: [{cell: ${q(p)}}]
---

${p}

[${p.replace(/[[\]]/g, '')}](<https://a.example/?${p.replace(/[<>]/g, '')}>)
and <https://a.example/${p.replace(/[ <>]/g, '')}>

| ${p.replace(/\|/g, '')} | b |
|---|---|
| ${p.replace(/\|/g, '')} | c |
`);
const run = (...argv) => execFileSync(argv[0], argv.slice(1), { cwd: repo,
	encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
	env: { ...process.env, GONGSHI_LANG: 'en', HOME: work } });
const save = (why) => {
	run('git', 'add', '-A');
	run('git', '-c', 'user.name=Office', '-c', 'user.email=o@example.org',
		'commit', '-qm', why);
};
payloads.forEach((p, i) => post(p, i, 'first'));
// What `check` refuses never gets as far as a page.
const program = path.resolve(root, build, 'gongshi');
const refused = new Set();
try {
	run(program, 'check', '--max', '100000', '--format',
		'concise');
} catch (e) {
	for (const m of (e.stdout + e.stderr).matchAll(
		/posts\/p-(\d+)\.md:\d+:\d+: error/g))
		refused.add(Number(m[1]));
}
for (const i of refused) fs.rmSync(path.join(repo, `content/posts/p-${i}.md`));
const taken = [...payloads.entries()].filter(([i]) => !refused.has(i));
save(own[0]);
// Another version, so that differences are drawn.
for (const [i, p] of taken) post(p, i, 'second');
save(own[1]);
const made = (() => {
	try {
		run(program, 'build', '-o', out, '--as-of', '2026-06-15');
		return '';
	} catch (e) {
		return e.stderr;
	}
})();

// What got past every gate: put beside the site by hand.
const active = {
	'evil.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
	'evil.html': '<!doctype html><script>alert(1)</script>',
	'evil.pdf': '%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
	'evil.txt': '<script>alert(1)</script>',
	'evil.xml': '<x xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></x>',
};
fs.mkdirSync(path.join(out, 'files'), { recursive: true });
for (const [name, text] of Object.entries(active))
	fs.writeFileSync(path.join(out, 'files', name), text);

const port = await new Promise((done) => {
	const s = net.createServer().listen(0, '127.0.0.1', () => {
		const { port: free } = s.address();
		s.close(() => done(free));
	});
});
fs.writeFileSync(path.join(work, 'site.conf'), fs.readFileSync(
	path.join(root, 'gen/samples/nginx.conf'), 'utf8')
	.replace('listen 8080;', `listen 127.0.0.1:${port};`)
	.replace('/srv/gongshi/public', out));
fs.writeFileSync(path.join(work, 'nginx.conf'), `daemon off;
pid ${work}/nginx.pid; error_log ${work}/nginx.err;
${process.getuid() ? '' : 'user root;'}
events {} http { access_log off; ${['client_body', 'proxy', 'fastcgi', 'uwsgi',
	'scgi'].map((f) => `${f}_temp_path ${work}/${f};`).join(' ')}
include ${work}/site.conf; }`);
const server = spawn(nginx, ['-p', work, '-c', path.join(work, 'nginx.conf')],
	{ stdio: 'ignore' });
const base = `http://127.0.0.1:${port}/`;
for (let i = 0; i < 100; i++) {
	const up = await new Promise((done) => http.get(base, (r) => {
		r.resume();
		done(true);
	}).on('error', () => done(false)));
	if (up) break;
	await new Promise((done) => setTimeout(done, 50));
}

const browser = await launch();
// A tab that notes what ran and what was asked of others; with `strict`, also
// what the policies had to stop.
async function tab(strict, bypassCSP = false) {
	const context = await browser.newContext({ bypassCSP });
	const page = await context.newPage();
	const wrong = [];
	page.on('dialog', (d) => {
		wrong.push(`${page.url()}: a dialog`);
		d.dismiss();
	});
	page.on('pageerror', (e) => wrong.push(`${page.url()}: ${e.message}`));
	page.on('request', (r) => /^(data|blob|chrome(-extension)?):/.test(r.url()) ||
		r.url().startsWith(base) ||
		wrong.push(`${page.url()}: asks ${r.url()}`));
	if (strict)
		page.on('console', (m) => /policy|trusted/i.test(m.text()) &&
			wrong.push(`${page.url()}: ${m.text()}`));
	return { context, page, wrong };
}
const walk = (dir) => fs.readdirSync(path.join(out, dir),
	{ withFileTypes: true }).flatMap((e) => e.isDirectory()
	? walk(path.join(dir, e.name)) : [path.join(dir, e.name)]);
const pages = made ? [] : walk('').filter((f) => /\.html$/.test(f) &&
	!/^(en\/)?(errors|tools)\/|^files\/|firms/.test(f));
// Two tongues and two versions of a page say the same of a payload.
const some = process.env.FULL === '1' ? pages : pages.filter((f) =>
	!f.startsWith('en/') && !/\.v\d+\.html$/.test(f));

// Handlers, frames, and links of a scheme that no record may have.
const traces = () => [...document.querySelectorAll('*')].flatMap((e) => [
	/^(IFRAME|OBJECT|EMBED|BASE|MATH|FRAME|MARQUEE|VIDEO|AUDIO)$/i
		.test(e.tagName) && e.tagName,
	...[...e.attributes].map((a) => /^on|^style$|^srcdoc$/i.test(a.name) &&
		`${e.tagName} ${a.name}`),
	e.href && !/^(https?|mailto|tel):/.test(e.protocol ?? 'http:') &&
		e.getAttribute('href')]).filter(Boolean);

await check('the register is built', () => {
	if (made) fail(made.split('\n').slice(0, 12).join('\n'));
	if (taken.length < payloads.length * 0.8)
		fail(`${taken.length} of ${payloads.length} are taken`);
	if (some.length < taken.length * 2) fail(`${some.length} pages`);
});
for (const [name, strict, bypass] of [['with the policies', true, false],
	['without them', false, true]])
	await check(`${some.length} pages show what they were given, ${name}`,
		async () => {
			const { context, page, wrong } = await tab(strict, bypass);
			for (const at of some) {
				await page.goto(base + at, { waitUntil: 'load' });
				for (const t of await page.evaluate(traces))
					wrong.push(`${at}: ${t}`);
			}
			none(wrong, 'things went wrong');
			await context.close();
		});
await check('a title is the text that was written', async () => {
	const { context, page } = await tab(true);
	for (const [i, p] of taken.slice(0, 20)) {
		await page.goto(`${base}posts/p-${i}.html`);
		const squeeze = (s) => s.replace(/\s+/g, ' ').trim();
		equal(squeeze(await page.textContent('h1')),
			squeeze(`second ${i} ${p}`), 'title');
	}
	await context.close();
});
for (const [name, strict, bypass] of [['with the policies', true, false],
	['without them', false, true]])
	await check(`queries are text, ${name}`, async () => {
		const { context, page, wrong } = await tab(strict, bypass);
		for (const p of payloads.slice(0, 30)) {
			await page.goto(`${base}search.html?q=${
				encodeURIComponent(p)}`);
			await page.waitForFunction(() => document
				.getElementById('search-status').textContent);
			for (const t of await page.evaluate(traces))
				wrong.push(`${p}: ${t}`);
		}
		// Titles are proposed as they are written.
		await page.goto(`${base}index.html`);
		for (const [i, p] of taken.slice(0, 6)) {
			await page.fill('#site-q', '');
			await page.fill('#site-q', `second ${i} ${p}`.slice(0, 30));
			await page.waitForSelector('[role=option]');
			for (const t of await page.evaluate(traces))
				wrong.push(`suggestions for ${p}: ${t}`);
		}
		none(wrong, 'things went wrong');
		await context.close();
	});

// Opens an attachment as a reader does, after `change` did something to the
// headers that it came with; what ran is told.
async function open(name, change) {
	const { context, page, wrong } = await tab(false);
	let saved = false;
	page.on('download', () => { saved = true; });
	if (change)
		await page.route('**/files/*', async (route) => {
			const r = await route.fetch();
			const headers = r.headers();
			change(headers);
			await route.fulfill({ response: r, headers });
		});
	// A download ends the way to a page.
	await page.goto(`${base}files/${name}`, { waitUntil: 'load' })
		.catch((e) => /download|ERR_ABORTED/i.test(e.message) ||
			wrong.push(e.message));
	await page.waitForLoadState('networkidle').catch(() => {});
	await context.close();
	return { wrong, saved };
}
for (const name of Object.keys(active))
	await check(`an attachment is saved and runs nothing: ${name}`,
		async () => {
			const { wrong, saved } = await open(name);
			none(wrong, 'things went wrong');
			equal(saved, true, 'saved');
			const shown = await open(name, (h) => {
				delete h['content-disposition'];
			});
			none(shown.wrong, 'things ran where it is shown');
		});
await check('the same page without its headers does run', async () => {
	const { wrong } = await open('evil.html', (h) => {
		delete h['content-disposition'];
		delete h['content-security-policy'];
	});
	equal(wrong.length, 1, 'dialogs');
});

await browser.close();
server.kill();
await new Promise((done) => server.once('exit', done));
fs.rmSync(work, { recursive: true });
finish();
