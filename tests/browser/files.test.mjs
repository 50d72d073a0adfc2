// The files of the site by themselves, without a browser: links lead
// somewhere, names are plain, JSON parses, HTML is valid.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { check, fail, files, finish, json, none, read, root, samples, site }
	from './lib.mjs';

const all = files();
const set = new Set(all);
const pages = all.filter((f) => f.endsWith('.html'));

const unescape = (s) => s.replace(/&#x([0-9a-f]+);/gi,
	(_, n) => String.fromCodePoint(parseInt(n, 16)))
	.replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(+n))
	.replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>')
	.replace(/&amp;/g, '&');

// [attribute, address] of everything that a page points to.
function* addresses(html) {
	const text = html.replace(/<!--.*?-->/gs, '');
	for (const m of text.matchAll(
		/<[a-z][^>]*?\s(href|src|action|srcset|poster|data)="([^"]*)"/g))
		yield [m[1], unescape(m[2]), m[0]];
}

const ids = new Map();
function idsOf(name) {
	if (!ids.has(name))
		ids.set(name, new Set([...read(name).matchAll(
			/\sid="([^"]*)"/g)].map((m) => unescape(m[1]))));
	return ids.get(name);
}

await check('there is a site', () => {
	for (const f of ['index.html', 'search.html', 'stats.html',
		'about.html', '404.html', 'build.json', 'robots.txt',
		'en/index.html'])
		if (!set.has(f)) fail(`no ${f}`);
	if (pages.length < 20) fail(`only ${pages.length} pages`);
});

await check('names are plain ASCII and differ without case', () => {
	none(all.filter((f) => !/^[a-z0-9._/-]+$/i.test(f)), 'odd names');
	const lower = new Map();
	const twice = [];
	for (const f of all) {
		const key = f.toLowerCase();
		if (lower.has(key)) twice.push(`${f} and ${lower.get(key)}`);
		lower.set(key, f);
	}
	none(twice, 'names that collide');
});

await check('every relative link leads to a file and a place in it', () => {
	const broken = [];
	for (const page of pages) {
		for (const [attribute, found] of addresses(read(page))) {
			// The page for what is not there is shown at any
			// depth, so it alone counts from the root.
			const address = page.endsWith('404.html') ?
				found.replace(/^\//,
					page.startsWith('en/') ? '../' : '') :
				found;
			if (/^(https?:|mailto:|tel:)/i.test(address)) continue;
			if (/^[a-z][a-z0-9+.-]*:/i.test(address) ||
				address.startsWith('/')) {
				broken.push(`${page}: ${attribute} ${address}`);
				continue;
			}
			const [file, place] = address.split('#');
			const plain = file.split('?')[0];
			let to = plain === '' ? page : path.posix.join(
				path.posix.dirname(page),
				decodeURIComponent(plain));
			if (to.endsWith('/')) to += 'index.html';
			if (!set.has(to))
				broken.push(`${page}: ${attribute} ${address}`);
			else if (place && to.endsWith('.html') &&
				!idsOf(to).has(decodeURIComponent(place)))
				broken.push(`${page}: no place ${address}`);
		}
	}
	none(broken, 'broken links');
});

await check('nothing is loaded from another host', () => {
	const outside = [];
	for (const page of pages)
		for (const [attribute, address, tag] of addresses(read(page)))
			if (/^([a-z]+:)?\/\//i.test(address) &&
				!(attribute === 'href' && (/^<a\s/.test(tag) ||
				/rel="(canonical|alternate|license)"/.test(tag))))
				outside.push(`${page}: ${attribute} ${address}`);
	for (const f of all.filter((n) => n.endsWith('.css')))
		for (const m of read(f).matchAll(/url\(\s*['"]?([^)'"]*)/g))
			if (/^([a-z]+:)?\/\//i.test(m[1]))
				outside.push(`${f}: ${m[1]}`);
	none(outside, 'addresses of other hosts');
});

await check('no script and no style stands inside a page', () => {
	const inline = pages.filter((p) => /<script(?![^>]*\ssrc=)(?! type="application\/(?:ld\+)?json")[^>]*>|<style|\son[a-z]+="|\sstyle="/
		.test(read(p)));
	none(inline, 'pages with inline script or style');
});

await check('every JSON file parses', () => {
	for (const f of all.filter((n) => n.endsWith('.json'))) {
		try {
			json(f);
		} catch (error) {
			fail(`${f}: ${error.message}`);
		}
	}
});

await check('every page says that its data are examples', () => {
	none(pages.filter((p) => !/示例|[Ee]xample|[Dd]emonstration/
		.test(read(p))), 'pages without the notice');
});

await check('no page but its subject carries the build', () => {
	const commit = json('build.json').commit;
	const about = new Set(['index.html', 'about.html', 'stats.html']);
	if (!/^[0-9a-f]{12,40}$/.test(commit)) fail(`commit ${commit}`);
	// A record that changed in the last commit names it as its own.
	const named = pages.filter((p) => !about.has(p.replace(/^en\//, '')) &&
		read(p).includes(commit));
	none(named, 'pages with the full id of the build');
});

const weight = (name) => zlib.gzipSync(fs.readFileSync(path.join(site, name)),
	{ level: 9 }).length;

await check('nothing is heavier than it may be', () => {
	const most = [
		[/^assets\/site\.css$/, 12], [/^assets\/site\.js$/, 6],
		[/^[a-z-]+\/(index|by-price|page-\d+)\.html$/, 30],
		[/^[a-z-]+\/[a-z0-9-]+\.html$/, 14],
		[/^(index|map|about|404|accessibility)\.html$/, 14],
	];
	const heavy = [];
	for (const f of all) {
		const rule = most.find(([form]) =>
			form.test(f.replace(/^en\//, '')));
		if (rule && weight(f) > rule[1] * 1024)
			heavy.push(`${f}: ${weight(f)} of ${rule[1]} KB`);
	}
	none(heavy, 'files that are too heavy');
});

await check('what machines read in a page is JSON about that page', () => {
	const wrong = [];
	let n = 0;
	for (const page of pages) {
		const m = /<script type="application\/ld\+json">(.*?)<\/script>/s
			.exec(read(page));
		if (!m) continue;
		n++;
		const [thing, crumbs] = JSON.parse(m[1])['@graph'];
		if (!thing.url.endsWith(`/${page}`) || !thing.name ||
			crumbs.itemListElement.length !== 3)
			wrong.push(page);
	}
	none(wrong, 'pages that are told of wrongly');
	if (n < 100) fail(`only ${n} pages have it`);
});

// What schema.org's own examples of a type never lack: a property by its
// path, and the type of what stands there (null: a text).
const whole = {
	Consortium: { name: null, member: 'Organization' },
	Offer: { 'offeredBy': 'Organization', 'itemOffered': 'CreativeWork',
		'itemOffered.name': null, validFrom: null },
	Demand: { name: null, validThrough: null },
	Article: { name: null, datePublished: null,
		publisher: 'GovernmentOrganization' },
	NewsArticle: { name: null, datePublished: null,
		publisher: 'GovernmentOrganization' },
	Legislation: { name: null, publisher: 'GovernmentOrganization' },
	Organization: { name: null },
	Event: { name: null, startDate: null, location: 'Place' },
	CreativeWork: { name: null },
	PriceSpecification: { price: null, priceCurrency: null },
	BreadcrumbList: { itemListElement: 'ListItem' },
	ListItem: { position: null, name: null, item: null },
	Place: { name: null }, GovernmentOrganization: { name: null },
};

await check('what machines read is whole by its type', () => {
	const wrong = [];
	const seen = {};
	const walk = (thing, page) => {
		if (Array.isArray(thing)) thing.forEach((t) => walk(t, page));
		if (!thing || typeof thing !== 'object' ||
			Array.isArray(thing)) return;
		const type = thing['@type'];
		if (type && !whole[type]) wrong.push(`${page}: ${type}?`);
		for (const [path, want] of Object.entries(whole[type] ?? {})) {
			const got = [path.split('.').reduce((v, k) => v?.[k],
				thing)].flat();
			if (got.length === 0 || got.some((v) => want ?
				v?.['@type'] !== want : !v))
				wrong.push(`${page}: ${type} ${path}`);
		}
		for (const [key, v] of Object.entries(thing)) {
			if (typeof v === 'string' &&
				/(date|Date|valid|expires|founding)/.test(key) &&
				!/^\d{4}-\d\d-\d\d/.test(v))
				wrong.push(`${page}: ${key} ${v}`);
			walk(v, page);
		}
		if (type) seen[type] = (seen[type] ?? 0) + 1;
	};
	for (const page of pages) {
		const m = /<script type="application\/ld\+json">(.*?)<\/script>/s
			.exec(read(page));
		if (m) walk(JSON.parse(m[1])['@graph'], page);
	}
	none(wrong, 'things that lack something');
	none(Object.keys(whole).filter((t) => !seen[t]), 'types never met');
});

await check('every page says whose it is', () => {
	const meta = (page, name) => new RegExp(
		`<meta name="${name}" content="([^"]*)">`).exec(read(page))?.[1];
	const lacking = [];
	for (const page of pages.filter((p) => !p.endsWith('404.html'))) {
		for (const name of ['SiteName', 'SiteDomain', 'SiteIDCode'])
			if (!meta(page, name)) lacking.push(`${page}: ${name}`);
		const date = meta(page, 'PubDate');
		if (date === undefined)
			for (const name of ['ColumnName', 'ColumnDescription',
				'ColumnKeywords', 'ColumnType'])
				if (!meta(page, name))
					lacking.push(`${page}: ${name}`);
		if (date !== undefined &&
			(!/^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(date) ||
			!meta(page, 'ArticleTitle') ||
			!meta(page, 'ContentSource')))
			lacking.push(`${page}: PubDate ${date}`);
	}
	none(lacking, 'missing tags');
});

await check('every record tells how it is cited and verified', () => {
	const told = /<p id="cite">[^\n]*(?:第|Version )\d+[^\n]*<time datetime="\d{4}-\d\d-\d\dT[^\n]* [0-9a-f]{40}[^\n]*<a href="([^"]*)">.*?<a href="[^"]*about\.html#verify">/s;
	const records = pages.filter((p) =>
		/<article class="record">\s*<header class="lead">\s*<(h1|section)/
			.test(read(p)));
	if (records.length < 1000) fail(`only ${records.length} records`);
	none(records.filter((p) =>
		told.exec(read(p))?.[1] !== `https://gongshi.example/${p}`),
	'records without');
});

await check('what names an article leads to it', () => {
	const lost = [];
	let n = 0;
	for (const page of pages) {
		const html = read(page);
		for (const [, to, id] of
			html.matchAll(/href="([^"#]*)#(art-[^"]*)"/g)) {
			n++;
			if (!read(path.posix.join(path.posix.dirname(page), to ||
				path.posix.basename(page))).includes(`id="${id}"`))
				lost.push(`${page}: ${to}#${id}`);
		}
		if (!/\.v\d+\.html$/.test(page)) for (const [cited] of html.matchAll(
			/"[^"#]*policies\/[^"#]*"[^>]*>[^<]*<\/a>》?第[^条<]{1,9}条/g))
			lost.push(`${page}: ${cited}`);
	}
	if (n < 20) fail(`only ${n} links to articles`);
	none(lost, 'articles that are not there');
});

await check('typical alliances are told as cases', () => {
	const lists = pages.filter((p) => /^typicals\/dx-[\d-]+\.html$/.test(p));
	const told = lists.flatMap((p) => {
		const { items } = json(p.replace(/html$/, 'json')).fields;
		const cases = read(p).split('<li class="case">').slice(1)
			.map((s) => s.split('</li>')[0]);
		if (cases.length !== items.length)
			fail(`${p}: ${cases.length} cases of ${items.length}`);
		return cases.filter((text, i) => {
			if (!text.includes(`alliances/${items[i].alliance}.html`))
				fail(`${p}: ${text}`);
			return items[i].result && text.includes(items[i].result) &&
				text.includes(items[i].problem) &&
				text.includes(items[i].did);
		});
	});
	if (told.length < 12) fail(`only ${told.length} cases are whole`);
});

await check('both languages have the same words', () => {
	const keys = (lang) => fs.readFileSync(path.join(root,
		`themes/default/i18n/${lang}.yaml`), 'utf8').split('\n')
		.map((l) => /^"?([a-z0-9_]+)"?:/.exec(l)?.[1]).filter(Boolean);
	const [zh, en] = [keys('zh'), keys('en')];
	none(zh.filter((k) => !en.includes(k)), 'keys without English');
	none(en.filter((k) => !zh.includes(k)), 'keys without Chinese');
	none(zh.filter((k, i) => zh.indexOf(k) !== i), 'keys twice');
	const used = fs.readdirSync(path.join(root, 'themes/default/templates'))
		.flatMap((f) => [...fs.readFileSync(path.join(root,
			'themes/default/templates', f), 'utf8')
			.matchAll(/\{\{i18n\.([a-z0-9_]+)\}\}/g)].map((m) => m[1]));
	none(used.filter((k) => !zh.includes(k)), 'keys that no file has');
});

const validate = new HtmlValidate({
	extends: ['html-validate:standard'],
	rules: {
		// Matters of taste, on which the templates have their own.
		'long-title': 'off',
		'void-style': 'off',
		'no-trailing-whitespace': 'off',
		'attribute-boolean-style': 'off',
		'no-implicit-button-type': 'error',
		'valid-id': ['error', { relaxed: true }],
		'tel-non-breaking': 'off',
		// A site that lies on a disk too cannot pin its files.
		'require-sri': 'off',
	},
});

for (const page of samples())
	await check(`valid HTML: ${page}`, async () => {
		const report = await validate.validateString(read(page), page);
		none(report.results.flatMap((r) => r.messages)
			.map((m) => `${m.line}:${m.column} ${m.ruleId}: ` +
				m.message), 'faults');
	});

await check('a life has no step of no day, over which another stands',
	() => {
		const wrong = [];
		for (const page of pages.filter((f) => /licenses\/ol/.test(f))) {
			const steps = [...read(page).matchAll(
				/<li class="step [^]*?<\/li>/g)].map((m) =>
				[...m[0].matchAll(/datetime="([^"]*)"/g)]
					.map((d) => d[1]));
			steps.forEach(([from, until], i) => {
				const next = steps[i + 1];
				if (next && until && next[0] === from &&
					(!next[1] || next[1] >= until))
					wrong.push(`${page}: ${from}`);
			});
		}
		none(wrong, 'steps');
	});

await check('the months of a price are counted from one', () => {
	const prices = pages.map(read).filter((html) =>
		html.includes('grid-price'));
	if (!prices.length) fail('no price in stages');
	none(prices.flatMap((html) =>
		html.match(/第0～\d+个月|Months 0 to/g) ?? []), 'months');
});

await check('no line of a drawn life begins with a closing mark', () => {
	const lines = pages.filter((f) => f.includes('data/schema/'))
		.flatMap((f) => read(f).match(/class="sc-by">[^<]*/g) ?? []);
	if (lines.length < 20) fail(`${lines.length} lines`);
	none(lines.filter((l) => /">[”），。；、：》]/.test(l)), 'lines');
});

finish();
