// What a newcomer does: finds an alliance by two characters from the middle
// of its name, sees why another one was revoked, and goes back from there.
import fs from 'node:fs';
import path from 'node:path';
import { check, equal, fail, finish, launch, none, read, records, serve,
	site, watch } from './lib.mjs';

const server = await serve();
const browser = await launch();
const alliances = records('alliances');

const nameOf = (r) => {
	const t = r.title ?? r.fields?.name ?? r.name;
	return typeof t === 'string' ? t : t?.zh;
};

async function results(page) {
	await page.waitForFunction(() =>
		document.querySelectorAll('#search-results li').length > 0);
	return page.$$eval('#search-results a', (links) =>
		links.map((a) => ({ url: a.href, text: a.textContent })));
}

await check('there are alliances with names', () => {
	if (alliances.length < 50) fail(`only ${alliances.length}`);
	none(alliances.filter((r) => !nameOf(r)).map((r) => r.url),
		'without a name');
});

const context = await browser.newContext();
const { page, wrong } = await watch(context, server.base);

for (const at of [0, 0.4, 0.9]) {
	const r = alliances[Math.floor(alliances.length * at)];
	const name = nameOf(r);
	const middle = Math.floor(name.length / 2);
	// Two characters that not too many names share, near the middle.
	let query = '';
	for (const i of [0, 1, -1, 2, -2, 3, -3]) {
		const two = name.slice(middle + i, middle + i + 2);
		const same = alliances.filter((a) => nameOf(a).includes(two));
		if (/^\p{Script=Han}{2}$/u.test(two) && same.length <= 5) {
			query = two;
			break;
		}
	}
	if (!query) query = name.slice(middle - 1, middle + 3);
	await check(`typing ${query} finds ${name}`, async () => {
		await page.goto(server.base + 'search.html');
		await page.click('#q');
		await page.keyboard.type(query);
		await page.keyboard.press('Enter');
		const hits = await results(page);
		if (!hits.some((h) => new URL(h.url).pathname.endsWith(r.url)))
			fail(`not among ${hits.map((h) => h.text).join(' | ')}`);
		none(wrong, 'things went wrong');
	});
}

await check('the box on every page leads to the same answer', async () => {
	const r = alliances[0];
	const query = nameOf(r).slice(2, 6);
	await page.goto(server.base + 'about.html');
	await page.fill('#site-q', query);
	await page.keyboard.press('Enter');
	await page.waitForURL(/search\.html\?/);
	const hits = await results(page);
	if (!hits.some((h) => new URL(h.url).pathname.endsWith(r.url)))
		fail('not found');
});

await check('the English search leads to English pages', async () => {
	const r = alliances[0];
	await page.goto(server.base + 'en/search.html?q=' +
		encodeURIComponent(nameOf(r).slice(2, 6)));
	const hits = await results(page);
	if (!hits.some((h) =>
		new URL(h.url).pathname.endsWith(`/en/${r.url}`)))
		fail(hits.map((h) => h.url).join(' '));
});

await check('a question without an answer says so', async () => {
	await page.goto(server.base + 'search.html?q=' +
		encodeURIComponent('龘靐齉'));
	await page.waitForFunction(() =>
		document.querySelector('#search-status').textContent.trim());
	equal(await page.locator('#search-results li').count(), 0, 'hits');
	none(wrong, 'things went wrong');
});

await check('markup in a question stays text', async () => {
	await page.goto(server.base + 'search.html?q=' +
		encodeURIComponent('<img src=x onerror=alert(1)>'));
	await page.waitForFunction(() =>
		document.querySelector('#search-status').textContent.trim());
	equal(await page.locator('#search-results img, #search-status img')
		.count(), 0, 'images');
	none(wrong, 'things went wrong');
});

const revoked = alliances.filter((r) => /class="banner banner-end/
	.test(fs.readFileSync(path.join(site, r.url), 'utf8')));

await check('some alliances are revoked, most are not', () => {
	if (!revoked.length) fail('none is revoked');
	if (revoked.length > alliances.length / 2) fail('most are revoked');
});

for (const tree of ['', 'en/'])
	await check(`revoked, and why: ${tree || 'zh'}`, async () => {
		const r = revoked[0];
		await page.goto(server.base + tree + r.url);
		const banner = page.locator('.banner');
		equal(await banner.count(), 1, 'banners');
		await page.click('.banner a');
		const at = page.url().slice(server.base.length);
		if (!at.startsWith(`${tree}revocations/`))
			fail(`the banner leads to ${at}`);
		await page.click(`main a[href$="${r.url}"]`);
		equal(page.url().slice(server.base.length), tree + r.url,
			'address after going back');
		none(wrong, 'things went wrong');
	});

await check('a notice and its alliances link to each other', () => {
	for (const n of records('notices')) {
		const html = read(n.url);
		for (const m of html.matchAll(
			/href="\.\.\/(alliances\/[a-z0-9-]+\.html)"/g))
			if (m[1] !== 'alliances/index.html' &&
			    !read(m[1]).includes(`href="../${n.url}"`))
				fail(`${m[1]} does not link to ${n.url}`);
	}
});

// Five years: free, 5 once from the second on, 1.5 percent in the fourth and
// fifth; and 2.2 percent, each year at least 3 and at most 20.
const reckoned = {
	'ol-2023-0002': [['100', '5 3 8'], ['1234.5', '5 37.04 42.04'],
		['0', '5 0 5'], ['1000000', '5 30,000 30,005'],
		['100000000', '5 3,000,000 3,000,005']],
	'ol-2025-0010': [['100', '0 15 15'], ['500', '0 55 55'], ['0', '0 15 15'],
		['5000', '0 100 100']],
};
await check('a licence is reckoned at the turnover that is given', async () => {
	for (const [id, examples] of Object.entries(reckoned)) {
		await page.goto(`${server.base}licenses/${id}.html`);
		const told = async () => [await page.textContent('#cost .js-sales'),
			...await page.$$eval('#cost tbody tr:last-child td', (cells) =>
				cells.map((c) => c.textContent))].join(' ');
		const limit = page.locator('#calc-limit span');
		equal(await told(), examples[0].join(' '), `${id} as it comes`);
		for (const [sales, want] of examples) {
			await page.fill('#cost [name=sales]', sales);
			equal(await told(), `${sales} ${want}`, `${id} at ${sales}`);
			equal(await limit.isVisible(), false, 'limit');
		}
		// What cannot be reckoned changes nothing, and is said.
		const last = await told();
		for (const bad of ['', '-9', '100000000.01', '1e89']) {
			await page.fill('#cost [name=sales]', bad);
			equal(await told(), last, `${id} at "${bad}"`);
			equal(await limit.isVisible(), true, `limit at "${bad}"`);
		}
		await page.fill('#cost [name=sales]', '');
		await page.type('#cost [name=sales]', 'abc1e2-');
		equal(await page.inputValue('#cost [name=sales]'), '12', 'typed');
		equal(await limit.isVisible(), false, 'limit at 12');
	}
	none(wrong, 'things went wrong');
});

await browser.close();
server.close();
finish();
