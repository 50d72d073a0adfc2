// Every type of page in Chromium: nothing goes wrong, nothing leaves the
// site, nothing scrolls sideways, and axe finds nothing.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';
import { accessible, check, equal, fail, files, finish, isFirefox, launch, none,
	pageType, read, records, samples, serve, site, watch } from './lib.mjs';

const server = await serve();
const browser = await launch();

const revoked = records('alliances').find((r) =>
	fs.readFileSync(path.join(site, r.url), 'utf8').includes('banner-'));
// Pages that differ in what they show.  Registers and records of most kinds
// come from the same templates: FULL=1 looks at each of them, and at each in
// both colours at both widths.
const full = process.env.FULL === '1';
const own = /^(alliances|notices|licenses|demands|policies|typicals|orgs|agreements)\/(index|record)$/;
const every = samples(revoked ? [revoked.url] : []);
// Dark at both widths, whatever the language.
const dark = [/^index\.html$/, /^search\.html$/, /^stats\.html$/, /^data\.html$/,
	/^alliances\/index/, /^alliances\/[a-z]+-\d/, /^licenses\/by-price/,
	/^licenses\/ol-/, /^notices\/gs-/, /^policies\/zc-/,
	/^en\/alliances\/[a-z]+-\d/, /^en\/revocations\//]
	.map((r) => every.find((f) => r.test(f)));
const list = every.filter((n) => full || dark.includes(n) ||
	!/\/(index|record)$/.test(pageType(n)) || (own.test(pageType(n)) &&
	!/^en\/(orgs|agreements|typicals)/.test(n)));

// A page in one language is seen as a desk has it in light and as a phone has
// it in dark colours, in the other language the other way round.
const looks = (name) => [[1280, 900, 'light'], [320, 640, 'dark'],
	[1280, 900, 'dark'], [320, 640, 'light']].filter((look, i) => full ||
	(name.startsWith('en/') ? i > 1 : i < 2) ||
	(look[2] === 'dark' && dark.includes(name)));

function sideways() {
	// A table must not lie over the panel beside it either; the space that
	// Chromium puts between Han and figures may hang over a line's end.
	const e = [document.documentElement,
		...document.querySelectorAll('main, .col-main')]
		.find((n, i) => n.scrollWidth > n.clientWidth + (i && 3));
	if (!e) return null;
	const edge = e.getBoundingClientRect().left + e.clientWidth;
	const out = [...e.querySelectorAll('*')].filter((n) =>
		n.getBoundingClientRect().right > edge + 1);
	return `${e.scrollWidth} > ${e.clientWidth}: ` + out.slice(0, 3)
		.map((n) => `${n.tagName}.${n.className}`).join(' ');
}

// One page of the site in a tab that others were shown in; it is loaded as the
// first of its looks.
async function one({ page, wrong }, base, name) {
	const seen = looks(name);
	const asked = [];
	const count = (r) => asked.push(r.url());
	wrong.length = 0;
	page.on('request', count);
	await page.setViewportSize({ width: 1280, height: 900 });
	await page.emulateMedia({ colorScheme: seen[0][2] });
	await check(`loads in peace: ${name}`, async () => {
		await page.goto(base + name, { waitUntil: 'networkidle' });
		none(wrong, 'things went wrong');
		// The search page reads its index ahead.
		if (asked.length > 5 && !/search\.html$/.test(name))
			fail(`${asked.length} requests`);
		const weight = asked.map((u) => /assets\/[\w-]+\.js/.exec(u)?.[0])
			.filter((s) => s && !/\/(search|form)/.test(s))
			.reduce((n, s) => n + zlib.gzipSync(read(s),
				{ level: 9 }).length, 0);
		if (weight > 6144) fail(`scripts of ${weight} bytes`);
		const lang = await page.evaluate(() =>
			document.documentElement.lang);
		equal(lang, name.startsWith('en/') ? 'en' : 'zh-CN', 'language');
	});
	page.off('request', count);
	for (const [width, height, colorScheme] of seen) {
		await page.setViewportSize({ width, height });
		await page.emulateMedia({ colorScheme });
		await check(`${width} px, ${colorScheme}: ${name}`, async () => {
			const wide = await page.evaluate(sideways);
			if (wide) fail(`scrolls sideways: ${wide}`);
			await accessible(page);
		});
	}
	await check(`between phone and desk: ${name}`, async () => {
		for (const width of [360, 640, 900]) {
			await page.setViewportSize({ width, height: 900 });
			const wide = await page.evaluate(sideways);
			if (wide) fail(`at ${width}: ${wide}`);
		}
	});
}

{
	const context = await browser.newContext();
	const work = async (base, names) => {
		const tab = await watch(context, base);
		for (let name; (name = names.shift());)
			await one(tab, base, name);
		await tab.page.close();
	};
	// The page that is shown at any depth is looked at where it would be.
	const lost = list.filter((n) => n.endsWith('404.html'));
	const rest = list.filter((n) => !lost.includes(n));
	await Promise.all([work(server.base, rest), work(server.base, rest),
		work(server.base, rest)]);
	await work(server.origin, lost);
	await context.close();
}

// Without scripts a reader goes from the front page to a record.
{
	const context = await browser.newContext({ javaScriptEnabled: false });
	const { page, wrong } = await watch(context, server.base);
	for (const start of isFirefox ? [] : ['index.html', 'en/index.html'])
		await check(`without scripts from ${start}`, async () => {
			await page.goto(server.base + start);
			await page.click('a[href$="alliances/index.html"]');
			await page.click('main table tbody th a');
			const at = page.url().slice(server.base.length);
			if (!/^(en\/)?alliances\/[a-z0-9-]+\.html$/.test(at))
				fail(`arrived at ${at}`);
			equal(await page.locator('h1').count(), 1, 'headings');
			none(wrong, 'things went wrong');
		});
	const long = records('alliances').find((r) =>
		r.fields?.members?.length > 8);
	if (!isFirefox) await check('a phone folds a long table, a desk does not',
		async () => {
			const rows = page.locator('#t-members tbody tr:visible');
			const more = page.locator('#t-members summary');
			await page.goto(server.base + long.url);
			equal(await rows.count(), long.fields.members.length, 'rows');
			equal(await more.isVisible(), false, 'more, at a desk');
			await page.setViewportSize({ width: 360, height: 740 });
			equal(await rows.count(), 6, 'rows on a phone');
			equal(await more.textContent(), `其余${
				long.fields.members.length - 6}项`, 'more');
			await more.click();
			equal(await rows.count(), long.fields.members.length, 'all');
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
		await page.click('main table tbody th a');
		if (!/\/alliances\/[a-z0-9-]+\.html$/.test(page.url()))
			fail(`arrived at ${page.url()}`);
	});
	await check('from a disk it is said what needs a server', async () => {
		const at = (name) => pathToFileURL(path.join(site, name)).href;
		const tab = await watch(context, 'file:');
		await tab.page.goto(at('search.html'), { waitUntil: 'load' });
		await tab.page.waitForFunction(() => document.querySelector(
			'#search-status').textContent.includes('gongshi pack'));
		for (const [start, text] of [['', '从本机磁盘打开页面时'],
			['en/', 'A page opened from disk']]) {
			const need = files().find((f) =>
				f.startsWith(start + 'demands/xq-') && pageType(f) ===
				'demands/record');
			await tab.page.goto(at(need));
			const said = tab.page.locator('#likely .served-only');
			equal((await said.innerText()).startsWith(text), true, need);
			await tab.page.goto(server.base + need);
			equal(await said.isVisible(), false, 'on a server');
		}
		none(tab.wrong.filter((w) => /^console/.test(w)), 'refused');
		await tab.page.close();
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
	await check(`${xml.length} files are well-formed`, async () => {
		for (let at = 0; at < xml.length; at += 100) {
			const texts = xml.slice(at, at + 100).map((name) =>
				[name, fs.readFileSync(path.join(site, name), 'utf8')]);
			none(await page.evaluate((all) => all.flatMap(([n, t]) => {
				const error = new DOMParser().parseFromString(t,
					'text/xml').querySelector('parsererror');
				return error ? [`${n}: ${error.textContent}`] : [];
			}), texts), 'that are not');
			none(texts.filter(([n, t]) => n.endsWith('.atom') &&
				!/<updated>\d{4}-\d\d-\d\dT/.test(t))
				.map(([n]) => n), 'without a time');
		}
	});
	await context.close();
}

// A status that has ended since the page was made gives way to the next one,
// by the clock of the site; one that has not is left alone: on its page and in
// a list.
{
	const context = await browser.newContext();
	const running = files().filter((f) => /^notices\/[^/.]+\.html$/.test(f))
		.map((f) => [f, /class="tag[^>]*data-until="([0-9-]+)"[^>]*>([^<]*)/
			.exec(fs.readFileSync(path.join(site, f), 'utf8'))])
		.filter(([, m]) => m);
	await check('what ended since the build is told', async () => {
		if (!running.length) fail('no notice is in its period');
		const [name, [, until, label]] = running[0];
		for (const [hour, want] of [['12:00', label], ['24:00', '已结束']]) {
			const page = await context.newPage();
			await page.clock.setFixedTime(new Date(hour === '24:00' ?
				Date.parse(`${until}T23:59:59+08:00`) + 2000 :
				Date.parse(`${until}T12:00:00+08:00`)));
			await page.goto(server.base + name);
			equal(await page.locator('[data-until]').first()
				.textContent(), want, `at ${hour}`);
			await page.goto(`${server.base}notices/index.html`);
			equal(await page.locator('.register tr', { has: page.locator(
				`[href$="${name}"]`) }).locator('.tag')
				.textContent(), want, `in the list, at ${hour}`);
			await page.close();
		}
	});
	await context.close();
}

// What a reader switches on stays on, on the next page too.
{
	const context = await browser.newContext({ colorScheme: 'light' });
	const { page, wrong } = await watch(context, server.base);
	await check('dark colours and large letters stay', async () => {
		const looks = () => page.evaluate(() => [getComputedStyle(
			document.body).backgroundColor, parseFloat(
			getComputedStyle(document.body).fontSize)]);
		await page.goto(server.base + 'index.html');
		const [paper, size] = await looks();
		await page.click('.js-dark');
		await page.click('.js-large');
		const [dark, large] = await looks();
		if (dark === paper) fail('the ground stays as light');
		if (large < 22) fail(`letters of ${large} px, before ${size}`);
		await page.goto(server.base + 'en/about.html');
		equal(String(await looks()), String([dark, large]), 'elsewhere');
		equal(await page.getAttribute('.js-dark', 'aria-pressed'), 'true',
			'the switch');
		none(wrong, 'things went wrong');
	});
	await context.close();
}

// Large letters on a phone: nothing hangs over the edge.
{
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.goto(server.base + 'index.html');
	await page.click('.js-large');
	for (const width of [320, 360])
		await check(`large letters at ${width} px`, async () => {
			const wide = [];
			await page.setViewportSize({ width, height: 640 });
			for (const name of every.filter((n) => full || dark.includes(n) ||
				/^[a-z-]+\/[a-z]+-|^en\/(notices|policies)/.test(n))) {
				await page.goto(server.base + name);
				const told = await page.evaluate(sideways);
				if (told) wide.push(`${name}: ${told}`);
			}
			none(wide, 'pages scroll sideways');
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
