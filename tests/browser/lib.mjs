// lib.mjs - what the browser tests share: checks that count, the generated
// site, a static server under a path of its own, and Chromium.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, '../..');
export const build = process.env.B || 'build';
export const site =
	process.env.GONGSHI_SITE || path.join(root, build, 'tests/site');

let passed = 0;
let failed = 0;

// Run one check; a check fails by throwing.
export async function check(name, body) {
	try {
		await body();
		passed++;
		console.log(`ok   ${name}`);
	} catch (error) {
		failed++;
		const lines = String(error.stack ?? error).split('\n')
			.filter((l) => !/^ +at .*(lib\.mjs|node:internal)/.test(l));
		console.log(`FAIL ${name}\n     ${lines.slice(0, 12)
			.join('\n     ')}`);
	}
}

export function finish() {
	console.log(`${passed} passed, ${failed} failed`);
	process.exit(failed || !passed ? 1 : 0);
}

export function fail(why) {
	throw new Error(why);
}

export function equal(got, want, what = 'value') {
	if (got !== want)
		fail(`${what}: got ${JSON.stringify(got)}, ` +
			`want ${JSON.stringify(want)}`);
}

// Lists long enough to matter are cut; the first few say what is wrong.
export function none(list, what) {
	if (list.length)
		fail(`${list.length} ${what}\n${list.slice(0, 8).join('\n')}`);
}

// Every file of the site, as paths relative to its root, sorted.
export function files() {
	const out = [];
	const walk = (dir) => {
		for (const e of fs.readdirSync(path.join(site, dir),
			{ withFileTypes: true })) {
			const name = dir ? `${dir}/${e.name}` : e.name;
			if (e.isDirectory()) walk(name);
			else if (!e.name.startsWith('.')) out.push(name);
		}
	};
	walk('');
	return out.sort();
}

export function read(name) {
	return fs.readFileSync(path.join(site, name), 'utf8');
}

export function json(name) {
	return JSON.parse(read(name));
}

// Which kind of page a path is; record pages are told apart by folder, lists
// and pages of history by what they are.
export function pageType(name) {
	const at = name.replace(/^en\//, '');
	if (!at.includes('/')) return at;
	const [folder, second, third] = at.split('/');
	if (folder === 'data') return 'kind';
	if (folder === 'tools') return third ? 'form' : at;
	if (folder === 'titles')
		return /\.(\d+|oldest)\.html$/.test(at) ? 'titles N' : 'titles';
	if (folder === 'errors') return second === 'index.html' ? at : 'code';
	if (/\.by-price\.html$/.test(at)) return 'by by-price';
	if (second === 'by') return third === 'year' ? 'by year' : 'by';
	if (second === 'index.html') return `${folder}/index`;
	if (second === 'by-price.html') return second;
	if (/^page-\d+\.html$/.test(second)) return 'page';
	if (/\.history\.html$/.test(second)) return 'history';
	if (/\.v\d+\.html$/.test(second)) return 'version';
	return `${folder}/record`;
}

// One page of each type in each language, and all that `more` adds.
export function samples(more = []) {
	const seen = new Map();
	for (const name of files()) {
		if (!name.endsWith('.html')) continue;
		const key = (name.startsWith('en/') ? 'en ' : 'zh ') +
			pageType(name);
		if (!seen.has(key)) seen.set(key, name);
	}
	return [...new Set([...seen.values(), ...more])].sort();
}

// Alliances with their JSON, for tests that look for one with a property.
export function records(folder) {
	return files()
		.filter((f) => f.startsWith(`${folder}/`) &&
			f.split('/').length === 2 && f.endsWith('.json') &&
			!f.endsWith('/feed.json'))
		.map((f) => ({ url: f.replace(/\.json$/, '.html'), ...json(f) }));
}

const types = {
	html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8',
	js: 'text/javascript; charset=utf-8', json: 'application/json',
	svg: 'image/svg+xml', xml: 'application/xml',
	atom: 'application/atom+xml', txt: 'text/plain; charset=utf-8',
	png: 'image/png', woff2: 'font/woff2',
};

// The server puts the site under a path, as a department's server would, and
// at its root as well, for the page that is shown at any depth (404).
export const prefix = '/portal/gongshi/';

export function serve() {
	const asked = [];
	const server = http.createServer((request, response) => {
		const url = new URL(request.url, 'http://localhost');
		asked.push(url.pathname);
		const send = (status, name) => {
			const ext = path.extname(name).slice(1);
			response.writeHead(status, {
				'content-type': types[ext] ??
					'application/octet-stream',
				'x-content-type-options': 'nosniff',
			});
			response.end(fs.readFileSync(path.join(site, name)));
		};
		let name = decodeURIComponent(url.pathname);
		if (name.includes('..')) {
			response.writeHead(404).end();
			return;
		}
		name = name.slice(name.startsWith(prefix) ? prefix.length : 1);
		if (name === '' || name.endsWith('/')) name += 'index.html';
		const full = path.join(site, name);
		if (fs.existsSync(full) && fs.statSync(full).isFile())
			send(200, name);
		else if (fs.existsSync(path.join(site, '404.html')))
			send(404, '404.html');
		else
			response.writeHead(404).end();
	});
	return new Promise((resolve) => {
		server.listen(0, '127.0.0.1', () => resolve({
			asked,
			origin: `http://127.0.0.1:${server.address().port}/`,
			base: `http://127.0.0.1:${server.address().port}${prefix}`,
			close: () => server.close(),
		}));
	});
}

// Chromium, or with BROWSER=firefox Debian's Firefox, which the same library
// drives by WebDriver BiDi: that knows no page without scripts and no keys of
// an input method.
export const isFirefox = process.env.BROWSER === 'firefox';

export async function launch() {
	const { chromium, firefox } = await import('playwright-core');
	const where = (names) => execFileSync('sh', ['-c', names.map((n) =>
		`command -v ${n}`).join(' || ')], { encoding: 'utf8' }).trim();
	if (isFirefox)
		return firefox.launch({ channel: 'moz-firefox',
			executablePath: where(['firefox-esr', 'firefox']) });
	return chromium.launch({
		executablePath: where(['chromium', 'chromium-browser']),
		args: ['--headless', '--no-sandbox', '--disable-gpu',
			'--disable-quic', '--no-first-run',
			'--disable-background-networking',
			'--disable-component-update', '--disable-sync',
			'--disable-dev-shm-usage'],
	});
}

// A page that remembers all that goes wrong in it.
export async function watch(context, base) {
	const page = await context.newPage();
	const wrong = [];
	// What was fetched ahead is told of as unused after some seconds, which
	// says how busy the machine is.
	page.on('console', (m) => {
		if (/preloaded using link preload but not used/.test(m.text()))
			return;
		if (m.type() === 'error' || m.type() === 'warning')
			wrong.push(`console ${m.type()}: ${m.text()}`);
	});
	page.on('pageerror', (e) => wrong.push(`error: ${e.message}`));
	// What a reader leaves before it has come is no fault.
	page.on('requestfailed', (r) => r.failure()?.errorText ===
		'net::ERR_ABORTED' || wrong.push(
		`failed: ${r.url()} ${r.failure()?.errorText}`));
	page.on('request', (r) => {
		const u = r.url();
		if (!u.startsWith(base) && !u.startsWith('data:') &&
			!u.startsWith('blob:'))
			wrong.push(`request outside the site: ${u}`);
	});
	page.on('response', (r) => {
		if (r.status() >= 400) wrong.push(`${r.status()}: ${r.url()}`);
	});
	return { page, wrong };
}

let axe;

// axe finds nothing in the page as it stands.
export async function accessible(page) {
	axe ??= fs.readFileSync(path.join(root,
		'tests/browser/node_modules/axe-core/axe.min.js'), 'utf8');
	if (!await page.evaluate(() => 'axe' in globalThis))
		await page.evaluate(axe);
	none(await page.evaluate(async () => (await globalThis.axe.run(document,
		{ resultTypes: ['violations'] })).violations.flatMap((v) =>
		v.nodes.map((n) => `${v.id} (${v.impact}): ${n.target.join(' ')}: ` +
			n.failureSummary.split('\n')[1]))), 'violations');
}
