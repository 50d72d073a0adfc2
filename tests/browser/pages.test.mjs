// Every type of page in Chromium: nothing goes wrong, nothing leaves the
// site, nothing scrolls sideways, and axe finds nothing.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { check, equal, fail, files, finish, launch, none, records, root,
	samples, serve, site, watch } from './lib.mjs';

const axe = fs.readFileSync(path.join(root,
	'tests/browser/node_modules/axe-core/axe.min.js'), 'utf8');
const server = await serve();
const browser = await launch();

const revoked = records('alliances').find((r) =>
	fs.readFileSync(path.join(site, r.url), 'utf8').includes('banner-'));
const list = samples(revoked ? [revoked.url, `en/${revoked.url}`] : []);

const widths = [[1280, 900], [320, 640]];

function sideways() {
	const e = document.documentElement;
	if (e.scrollWidth <= e.clientWidth) return null;
	const out = [...document.querySelectorAll('body *')].filter((n) =>
		n.getBoundingClientRect().right > e.clientWidth + 1);
	return `${e.scrollWidth} > ${e.clientWidth}: ` + out.slice(0, 3)
		.map((n) => `${n.tagName}.${n.className}`).join(' ');
}

async function violations() {
	const r = await globalThis.axe.run(document,
		{ resultTypes: ['violations'] });
	return r.violations.flatMap((v) => v.nodes.map((n) =>
		`${v.id} (${v.impact}): ${n.target.join(' ')}: ` +
		n.failureSummary.split('\n')[1]));
}

async function one(context, name) {
	const base = name.endsWith('404.html') ? server.origin : server.base;
	const { page, wrong } = await watch(context, base);
	await page.setViewportSize({ width: 1280, height: 900 });
	await check(`loads in peace: ${name}`, async () => {
		await page.goto(base + name, { waitUntil: 'networkidle' });
		none(wrong, 'things went wrong');
		const lang = await page.evaluate(() =>
			document.documentElement.lang);
		equal(lang, name.startsWith('en/') ? 'en' : 'zh-CN', 'language');
	});
	await page.evaluate(axe);
	for (const [width, height] of widths) {
		await page.setViewportSize({ width, height });
		await check(`at ${width} px: ${name}`, async () => {
			const wide = await page.evaluate(sideways);
			if (wide) fail(`scrolls sideways: ${wide}`);
			none(await page.evaluate(violations), 'violations');
		});
	}
	await page.close();
}

{
	const context = await browser.newContext();
	const rest = [...list];
	const worker = async () => {
		while (rest.length) await one(context, rest.shift());
	};
	await Promise.all([worker(), worker(), worker()]);
	await context.close();
}

// Without scripts a reader goes from the front page to a record.
{
	const context = await browser.newContext({ javaScriptEnabled: false });
	const { page, wrong } = await watch(context, server.base);
	for (const start of ['index.html', 'en/index.html'])
		await check(`without scripts from ${start}`, async () => {
			await page.goto(server.base + start);
			await page.click('a[href$="alliances/index.html"]');
			await page.click('main ol li h3 a');
			const at = page.url().slice(server.base.length);
			if (!/^(en\/)?alliances\/[a-z0-9-]+\.html$/.test(at))
				fail(`arrived at ${at}`);
			equal(await page.locator('h1').count(), 1, 'headings');
			none(wrong, 'things went wrong');
		});
	await context.close();
}

// From a disk the pages have their style and lead to each other.
{
	const context = await browser.newContext();
	const page = await context.newPage();
	await check('from a disk', async () => {
		await page.goto(pathToFileURL(path.join(site, 'index.html')).href);
		const styled = await page.evaluate(() =>
			[...document.styleSheets].length > 0 &&
			getComputedStyle(document.body).fontFamily);
		if (!styled) fail('no style sheet was loaded');
		await page.click('a[href$="alliances/index.html"]');
		await page.click('main ol li h3 a');
		if (!/\/alliances\/[a-z0-9-]+\.html$/.test(page.url()))
			fail(`arrived at ${page.url()}`);
	});
	await context.close();
}

// Feeds and sitemaps are well-formed, and what they name is there.
{
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.goto('about:blank');
	const xml = files().filter((f) => /\.(xml|atom)$/.test(f));
	await check('feeds and sitemaps are there', () => {
		if (!xml.some((f) => f.endsWith('.atom')) ||
			!xml.some((f) => f.startsWith('sitemap')))
			fail(`only ${xml.join(' ')}`);
	});
	for (const name of xml)
		await check(`well-formed: ${name}`, async () => {
			const text = fs.readFileSync(path.join(site, name), 'utf8');
			const error = await page.evaluate((t) =>
				new DOMParser().parseFromString(t, 'text/xml')
					.querySelector('parsererror')?.textContent, text);
			if (error) fail(error);
			if (name.endsWith('.atom') &&
				!/<updated>\d{4}-\d\d-\d\dT/.test(text))
				fail('no updated element with a time');
		});
	await context.close();
}

// On paper: no navigation, black on white.
{
	const context = await browser.newContext();
	const page = await context.newPage();
	await check('on paper', async () => {
		await page.emulateMedia({ media: 'print' });
		await page.goto(server.base + records('alliances')[0].url);
		const shown = await page.evaluate(() =>
			[...document.querySelectorAll('form, .pager, .toc')]
				.filter((e) => e.getClientRects().length)
				.map((e) => e.className || e.tagName));
		none(shown, 'parts that are of no use on paper');
	});
	await context.close();
}

await browser.close();
server.close();
finish();
