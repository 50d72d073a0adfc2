// lib-search.mjs - what the tests of the search page share: answers made up,
// a strict policy, pages and what they show.
import fs from 'node:fs';
import path from 'node:path';
import { check, launch, none, read, root, serve, watch } from './lib.mjs';

export { accessible } from './lib.mjs';

const source = ['asked', 'view', 'page'].map((name) => fs.readFileSync(
	path.join(root, `themes/default/source/search/${name}.js`), 'utf8'))
	.join('').replace(/^import [^;]*;$/gm, '').replace(/^export /gm, '');
// Codes of cities, in the order of the page.
export const cities = Array.from(read('search.html').split('data-facet="city"')[1]
	.split('</ul>')[0].matchAll(/data-code="(\w+)"/g), (m) => m[1]);
export const server = await serve();
const browser = await launch();

// Stands for the other modules: `hold` keeps answers back until `free` is
// called, `fail` makes them fail, `lost` says that the second script was,
// `asked` lists the questions.
function engine() {
	const fake = globalThis.fake =
		{ asked: [], hold: null, fail: null, lost: false };
	const codes = Array.from(document.querySelectorAll(
		'[data-facet=city] [data-code]'), (li) => li.dataset.code);
	const hit = (q, i, lang) => ({
		kind: 'alliance', id: `alliances/no-${i}`, lang,
		url: (lang === 'en' ? 'en/' : '') + `alliances/no-${i}.html`,
		title: `${i} ${q}`, date: ['2021-06-28', '2021-06', '2021', ''][i % 4],
		heading: [[`${i} `, false], [q, true]],
		excerpt: i % 4 ? [['…前', false], [q, true], ['后', false]] : [],
	});
	const answer = (q, o) => {
		const total = /^none/.test(q) || q === 'few' && o.filters.city.length
			? 0 : q === 'one' ? 1
			: q === 'many' ? 12345 : o.filters.year.length ? 4 : 25;
		const from = o.offset, to = Math.min(total, from + o.limit);
		const hits = [];
		for (let i = from; i < to; i++) hits.push(hit(q, i, o.lang));
		return {
			total, exact: q !== 'many', hits, lost: fake.lost,
			nearest: total ? [] : q === 'none' ? ['one', 'two'] : [],
			facets: !o.facets || !total ? {} : {
				kind: [['alliance', 20], ['license', 5]],
				city: codes.slice(0, 12).map((c, i) => [c, 30 - i]),
				year: [['2022', 21], ['2021', 4]],
			},
		};
	};
	fake.search = async (q, o) => {
		const { hold } = fake;
		fake.asked.push({ q, ...o });
		if (hold) await new Promise((done) => hold.push(done));
		if (fake.fail) throw fake.fail;
		return answer(q, o);
	};
	fake.free = () => {
		for (const done of fake.hold) done();
		fake.hold = null;
	};
}

const faked = `(() => { "use strict"; (${engine})();
const connect = () => {}, search = fake.search;
globalThis.gongshi = {search, parse: async (q) =>
	[{ v: Array.from(q, (c) => c.codePointAt(0)) }]};
${source}
openPage(); })();`;

const sharp = "default-src 'none'; script-src 'self'; connect-src 'self'; " +
	"style-src 'self'; img-src 'self'; require-trusted-types-for 'script'";

// A policy as a careful server sends it, over the one in the page.
async function policed(route) {
	const response = await route.fetch();
	await route.fulfill({ response, headers: {
		...response.headers(), 'content-security-policy': sharp } });
}

export async function open(options, address, fake = true) {
	const context = await browser.newContext(options);
	const { page, wrong } = await watch(context, server.base);
	if (fake)
		await page.route(/\/assets\/search\.js/, (route) => route.fulfill({
			contentType: 'text/javascript; charset=utf-8', body: faked }));
	await page.route(/search\.html/, policed);
	await page.goto(server.base + address, { waitUntil: 'load' });
	return { context, page, wrong };
}

export const small = { viewport: { width: 390, height: 844 } };
export const large = { viewport: { width: 1280, height: 900 } };

export const said = (page, text) => page.waitForFunction((t) =>
	document.querySelector('#search-status').textContent === t, text);
export const hits = (page) => page.$$eval('#search-results a', (links) =>
	links.map((a) => a.textContent));
export const focused = (page) => page.evaluate(() => document.activeElement.id ||
	document.activeElement.textContent);
export const asked = (page) => page.evaluate(() => globalThis.fake.asked);
export const chips = (page) => page.$$eval('#search-chips .chip', (list) =>
	list.map((b) => b.textContent));
export const query = (page) => decodeURIComponent(new URL(page.url()).search);

export async function sideways(page) {
	const wide = await page.evaluate(() => {
		const e = document.documentElement;
		return [...document.querySelectorAll('body *')].filter((n) =>
			e.scrollWidth > e.clientWidth &&
			n.getBoundingClientRect().right > e.clientWidth + 1)
			.map((n) => `${n.tagName}.${n.className}`);
	});
	none(wide, 'elements stand out at the side');
}

// One test, in a page of its own in which nothing goes wrong.
export async function story(name, options, address, body, fake = true) {
	await check(name, async () => {
		const { context, page, wrong } = await open(options, address, fake);
		page.setDefaultTimeout(10000);
		try {
			await body(page, context, wrong);
			none(wrong, 'things went wrong');
		} finally {
			await context.close();
		}
	});
}

export async function close() {
	await browser.close();
	server.close();
}
