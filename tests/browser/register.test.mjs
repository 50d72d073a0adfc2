// A register narrowed and sorted in the page: all of it, as the records say,
// with the keyboard, in both languages; complete without scripts.
import { check, equal, fail, finish, isFirefox, launch, none, records, serve,
	site, watch } from './lib.mjs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const server = await serve();
const browser = await launch();
const alliances = records('alliances');
const count = (page) => page.locator('.register tbody tr:visible').count();
const found = (page) => page.textContent('.narrow-found');
const cells = (page, n) => page.$$eval('.register tbody tr',
	(rows, k) => rows.filter((r) => !r.hidden).map((r) =>
		r.cells[k].innerText.trim()), n);

async function story(name, address, body, options = {}) {
	await check(name, async () => {
		const context = await browser.newContext({
			viewport: { width: 1280, height: 900 }, ...options });
		const { page, wrong } = await watch(context, server.base);
		await page.goto(server.base + address);
		try {
			await body(page);
			none(wrong, 'things went wrong');
		} finally {
			await context.close();
		}
	});
}

async function open(page) {
	await page.click('.narrow summary');
	await page.waitForSelector('.narrow-by select');
}

await story('all of it is narrowed, and chips widen it again',
	'alliances/index.html', async (page) => {
		await open(page);
		equal(await found(page), `找到 ${alliances.length} 条`, 'all');
		const city = page.locator('select[aria-label=所在市]');
		const state = page.locator('select[aria-label=状态]');
		const whole = await cells(page, 1);
		const states = await cells(page, 5);
		const want = (i) => whole[i].includes('沈阳市');
		await city.selectOption('沈阳市');
		equal(await count(page), whole.filter((_, i) => want(i)).length,
			'in one city');
		await state.selectOption('已备案');
		const both = whole.filter((_, i) => want(i) &&
			states[i] === '已备案').length;
		if (!both || both === whole.length) fail(`${both} prove nothing`);
		equal(await count(page), both, 'in it and on file');
		equal(await found(page), `找到 ${both} 条`, 'the sentence');
		const chips = page.locator('.chips .chip');
		equal(await chips.count(), 2, 'chips');
		await chips.first().focus();
		await page.keyboard.press('Enter');
		equal(await city.inputValue(), '', 'the city');
		equal(await city.evaluate((e) => e === document.activeElement),
			true, 'the focus is on what was widened');
		equal(await count(page), states.filter((s) => s === '已备案')
			.length, 'on file');
		await page.click('.chips .linkish');
		equal(await count(page), alliances.length, 'all again');
	});

await story('headings sort, and say so', 'alliances/index.html',
	async (page) => {
		const head = page.locator('.register thead th', { hasText: '日期' });
		await head.locator('button').focus();
		await page.keyboard.press('Enter');
		await page.waitForSelector('th[aria-sort=ascending]');
		const days = await cells(page, 4);
		equal(days.length, alliances.length, 'rows');
		equal(days.join(), [...days].sort().join(), 'the oldest first');
		await page.keyboard.press('Enter');
		equal(await head.getAttribute('aria-sort'), 'descending', 'order');
		equal((await cells(page, 4)).join(), days.sort().reverse().join(),
			'the newest first');
		equal(await page.locator('[aria-sort]').count(), 1, 'columns');
	});

await story('a view is in the address: Back finds it, and it can be sent',
	'licenses/index.html', async (page) => {
		await open(page);
		const state = 'select[aria-label=状态]';
		await page.locator(state).selectOption('开放中');
		await page.locator('thead th.num button').click();
		await page.waitForSelector('th.num[aria-sort=ascending]');
		const names = await cells(page, 0);
		const address = page.url();
		if (names.length < 5) fail(`${names.length} rows`);
		await page.locator('.register tbody tr:visible a').nth(2).click();
		await page.waitForSelector('#price');
		await page.goBack();
		for (const way of ['Back', 'sent']) {
			if (way === 'sent') await page.goto('about:blank');
			if (way === 'sent') await page.goto(address);
			await page.waitForSelector('th.num[aria-sort=ascending]');
			equal((await cells(page, 0)).join(), names.join(), way);
			equal(await page.locator(state).inputValue(), '开放中', way);
			equal(page.url(), address, `address, ${way}`);
		}
		await page.click('.chips .linkish');
		equal(await page.locator('.chips .chip').count(), 0, 'chips');
		equal(page.url().includes('%E7%8A%B6'), false, 'no longer asked');
		await page.goto(`${address.split('?')[0]}?状态=胡说&sort=无`);
		await page.waitForSelector('.narrow-by select');
		equal(await page.locator('.chips .chip').count(), 0, 'nonsense');
	});

await story('the cheapest are a page, and say how many there are',
	'licenses/by-price.html', async (page) => {
		const all = Number(await page.textContent('.meta .figure'));
		const shown = await count(page);
		if (shown >= all) fail(`${shown} of ${all} are not cut`);
		equal(shown, 20, 'rows');
		const hint = await page.textContent('.lead .hint');
		if (!hint.startsWith(`这里列出费用最低的${shown}条`)) fail(hint);
		await open(page);
		equal(await found(page),
			`找到 ${shown} 条；只在费用最低的这些里找`, 'a part');
	});

await story('prices sort as numbers', 'licenses/index.html',
	async (page) => {
		const head = page.locator('thead th.num button');
		await head.click();
		await page.waitForSelector('th[aria-sort=ascending]');
		await head.click();
		const costs = (await cells(page, 4)).filter(Boolean)
			.map((s) => Number(s.replace(/,/g, '')));
		if (costs.length < 10 || costs[0] < 10) fail(`${costs}`);
		equal(costs.join(), [...costs].sort((a, b) => b - a).join(),
			'the dearest first');
	});

await story('on a phone and in English', 'en/notices/index.html',
	async (page) => {
		await open(page);
		equal(await found(page),
			`Records found: ${await page.textContent('.meta .figure')}`,
			'all, as the page says');
		const wide = await page.evaluate(() =>
			document.documentElement.scrollWidth - innerWidth);
		if (wide > 0) fail(`${wide} px too wide`);
		const sort = page.locator('.narrow-sort');
		const options = await sort.locator('option').allTextContents();
		await sort.selectOption({ index: options.length - 1 });
		await page.waitForSelector('th[aria-sort=descending]',
			{ state: 'attached' });
	}, { viewport: { width: 320, height: 640 } });

await check('from a disk it is the part on the page, and says so',
	async () => {
		const page = await browser.newPage();
		const wrong = [];
		page.on('pageerror', (e) => wrong.push(e.message));
		await page.goto(pathToFileURL(path.join(site,
			'alliances/index.html')).href);
		await open(page);
		equal(await count(page), 20, 'rows');
		if (!/较新的一部分/.test(await found(page)))
			fail(await found(page));
		none(wrong, 'errors');
		await page.close();
	});

if (!isFirefox) await story('without scripts nothing promises it',
	'alliances/index.html', async (page) => {
		equal(await page.locator('.narrow:visible').count(), 0, 'panel');
		equal(await page.locator('thead button').count(), 0, 'buttons');
	}, { javaScriptEnabled: false });

await browser.close();
server.close();
finish();
