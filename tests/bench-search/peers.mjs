// peers.mjs - the same records in other engines, each as its manual advises.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const escape = (s) => s.replace(/[&<>"]/g, (c) =>
	({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

const page = (scripts) => '<!DOCTYPE html>\n<html lang="zh">\n<head>' +
	`<meta charset="utf-8"><title>search</title>\n${scripts}</head>\n` +
	'<body></body>\n</html>\n';

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

function run(tool, used, command, args, limit) {
	execFileSync('bash', ['-c', `ulimit -v ${limit}; exec "$0" "$@"`,
		tool, 'run', used, command, ...args],
	{ stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 1 << 26 });
	const [ms, kb] = fs.readFileSync(used, 'utf8').split(' ').map(Number);
	return { ms, peakKB: kb };
}

/*
 * pagefind - Pagefind, language zh (its extended build cuts words).
 * The pages hold what our index holds of a record, title and texts, and
 * nothing of menus; PAGEFIND=site takes the site's own pages instead.
 */
function pagefind(records, dir, { modules, tool, site, limitKB }) {
	const pages = path.join(dir, 'pages');
	for (const x of records) {
		const to = path.join(pages, `${x.key}.html`);
		fs.mkdirSync(path.dirname(to), { recursive: true });
		if (process.env.PAGEFIND === 'site') {
			fs.copyFileSync(path.join(site, `${x.key}.html`), to);
			continue;
		}
		fs.writeFileSync(to, '<!DOCTYPE html><html lang="zh"><head>' +
			`<title>${escape(x.title)}</title></head><body>` +
			`<main><h1>${escape(x.title)}</h1>` +
			x.texts.slice(1).map((t) => `<p>${escape(t)}</p>`).join('') +
			'</main></body></html>');
	}
	const built = run(tool, path.join(dir, 'used'),
		path.join(modules, '.bin/pagefind'), ['--site', pages,
			'--output-path', path.join(dir, 'www/pagefind'),
			'--root-selector', 'main', '--force-language', 'zh',
			'--silent'], limitKB);
	fs.writeFileSync(path.join(dir, 'www/index.html'), page(
		'<script type="module">globalThis.engine = ' +
		'await import("./pagefind/pagefind.js");</script>\n'));
	fs.rmSync(pages, { recursive: true });
	return { ...built, ...du(path.join(dir, 'www/pagefind')) };
}

// Which page each of Pagefind's results is of, by the name of its fragment.
async function fragments(dir) {
	const zlib = await import('node:zlib');
	const of = new Map();
	const at = path.join(dir, 'www/pagefind/fragment');
	for (const name of fs.readdirSync(at)) {
		const raw = zlib.gunzipSync(fs.readFileSync(path.join(at, name)))
			.toString('utf8');
		const url = JSON.parse(raw.slice(raw.indexOf('{'))).url;
		of.set(name.replace(/\.pf_fragment$/, ''),
			url.replace(/^\//, '').replace(/\.html$/, ''));
	}
	return of;
}

// MiniSearch with two characters a term; the whole index is one file.
// Punctuation between Han vanishes, as it does for us; texts stay apart.
const BIGRAMS = `const HAN = /\\p{Script=Han}+/u;
const BETWEEN =
	/(?<=\\p{Script=Han})[^\\p{L}\\p{N}\\0 ]+(?=\\p{Script=Han})/gu;
export const options = {
	idField: 'key', fields: ['title', 'body'], storeFields: ['title', 'date'],
	tokenize(text) {
		const out = [];
		const cut = /\\p{Script=Han}+|[\\p{L}\\p{N}]+/gu;
		const joined = text.normalize('NFKC').replace(BETWEEN, '');
		for (const [run] of joined.matchAll(cut))
			for (const part of run.match(/\\p{Script=Han}+|[^\\p{Script=Han}]+/gu))
				if (!HAN.test(part) || part.length === 1) out.push(part);
				else for (let i = 0; i + 1 < part.length; i++)
					out.push(part.slice(i, i + 2));
		return out;
	},
	processTerm: (term) => term.toLowerCase(),
	searchOptions: {
		combineWith: 'AND', boost: { title: 6 },
		prefix: (term) => !HAN.test(term) || term.length === 1,
	},
};
`;

function minisearch(records, dir, { modules, tool, limitKB }) {
	const www = path.join(dir, 'www');
	fs.mkdirSync(path.join(www, 'assets'), { recursive: true });
	fs.mkdirSync(path.join(www, 'search'));
	fs.writeFileSync(path.join(www, 'assets/options.js'), BIGRAMS);
	fs.copyFileSync(path.join(modules, 'minisearch/dist/es/index.js'),
		path.join(www, 'assets/minisearch.js'));
	fs.writeFileSync(path.join(www, 'package.json'), '{"type":"module"}');
	fs.writeFileSync(path.join(dir, 'records.json'),
		JSON.stringify(records.map((x) => ({ key: x.key, title: x.title,
			date: x.date, body: x.texts.slice(1).join('\0') }))));
	fs.writeFileSync(path.join(dir, 'make.mjs'), `
import fs from 'node:fs';
import MiniSearch from './www/assets/minisearch.js';
import { options } from './www/assets/options.js';
const engine = new MiniSearch(options);
engine.addAll(JSON.parse(fs.readFileSync(process.argv[2], 'utf8')));
fs.writeFileSync(process.argv[3], JSON.stringify(engine));
`);
	const built = run(tool, path.join(dir, 'used'), process.execPath,
		['--max-old-space-size=8000', path.join(dir, 'make.mjs'),
			path.join(dir, 'records.json'),
			path.join(www, 'search/index.json')], 'unlimited');
	fs.writeFileSync(path.join(www, 'index.html'), page(
		`<script type="module">
import MiniSearch from './assets/minisearch.js';
import { options } from './assets/options.js';
let ready = null;
globalThis.engine = { search: async (q) => {
	ready ??= fetch('search/index.json').then((reply) => reply.text())
		.then((text) => MiniSearch.loadJSONAsync(text, options));
	return (await ready).search(q);
} };
</script>
`));
	return { ...built, ...du(path.join(www, 'search')) };
}

/*
 * What is asked of an engine: page, the address; ready, an expression that
 * is true when it can be asked; ask, run in the page, {q, offset, limit} to
 * {ms, total, exact, keys}; whole, whether keys are all results.
 */
export const OURS = {
	name: 'gongshi', page: 'search.html', whole: false,
	ready: 'typeof globalThis.gongshi?.search === "function"',
	ask: async ({ q, offset, limit }) => {
		const start = performance.now();
		const r = await globalThis.gongshi.search(q, { offset, limit });
		return { ms: performance.now() - start, total: r.total,
			exact: r.exact, facets: r.facets,
			keys: r.hits.map((h) => h.url) };
	},
	key: (url) => url.replace(/^\/?(en\/)?/, '').replace(/\.html$/, ''),
};

export const PEERS = {
	pagefind: {
		name: 'pagefind', page: 'index.html', whole: true, cold: 40,
		ready: 'typeof globalThis.engine?.search === "function"',
		ask: async ({ q, limit }) => {
			const start = performance.now();
			const r = await globalThis.engine.search(q);
			await Promise.all(r.results.slice(0, limit)
				.map((x) => x.data()));
			return { ms: performance.now() - start,
				total: r.results.length, exact: true,
				keys: r.results.map((x) => x.id) };
		},
		make: pagefind,
		keys: fragments,
		classify: (name) => /\.pf_fragment$/.test(name) ? 'text'
			: /\.js$|wasm/.test(name) ? 'script'
				: /^pagefind\//.test(name) ? 'index' : 'else',
	},
	minisearch: {
		name: 'minisearch', page: 'index.html', whole: true, cold: 3,
		ready: 'typeof globalThis.engine?.search === "function"',
		ask: async ({ q }) => {
			const start = performance.now();
			const r = await globalThis.engine.search(q);
			return { ms: performance.now() - start, total: r.length,
				exact: true, keys: r.map((x) => x.id) };
		},
		make: minisearch,
	},
};
