// A register narrowed and sorted in the page: all of it, as the records say,
// with the keyboard, in both languages; complete without scripts.
import { accessible, check, equal, fail, finish, isFirefox, launch, none, read,
	records, serve, site, watch } from './lib.mjs';
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
	await page.waitForSelector('.narrow-apply');
}

// The box of a value, and what is said of it.
const box = (page, facet, value) => page.locator(`.narrow ul[aria-label=${
	facet}] input[value="${value}"]`);
const counted = async (page, facet, value) => Number(await box(page, facet,
	value).locator('xpath=..').locator('.count').textContent());
const apply = (page) => page.click('.narrow-apply');
const chips = (page) => page.locator('.chips .chip').allTextContents();

await story('several values are ticked and applied once, chips take them back',
	'alliances/index.html', async (page) => {
		await open(page);
		equal(await found(page), `找到 ${alliances.length} 条`, 'all');
		const whole = await cells(page, 1);
		const states = await cells(page, 5);
		const size = (...tests) => whole.filter((c, i) =>
			tests.every((t) => t(c, states[i]))).length;
		const inCity = (...names) => (c) => names.some((n) => c.includes(n));
		const filed = (c, s) => s === '已备案' || s === '备案公示中';
		const both = inCity('沈阳市', '大连市');
		equal(await counted(page, '所在市', '大连市'),
			size(inCity('大连市')), 'of one city');
		await box(page, '所在市', '沈阳市').check();
		await box(page, '所在市', '大连市').focus();
		await page.keyboard.press('Space');
		await box(page, '状态', '已备案').check();
		await box(page, '状态', '备案公示中').check();
		equal(await count(page), alliances.length, 'before it is applied');
		equal(await counted(page, '所在市', '大连市'),
			size(inCity('大连市'), filed), 'by the other facet');
		const want = size(both, filed);
		if (want >= size(both) || want >= size(filed) ||
			want <= size(inCity('沈阳市'), filed))
			fail(`${want} prove nothing`);
		equal(await page.textContent('.narrow-apply'), `应用（${want} 条）`,
			'the button');
		await apply(page);
		equal(await count(page), want, 'in the cities and in the states');
		equal(await found(page), `找到 ${want} 条`, 'the sentence');
		equal(await page.evaluate(() => document.activeElement.className),
			'narrow-found', 'the focus is where it is told');
		equal((await chips(page)).length, 4, 'chips');
		const of = new URL(page.url()).searchParams;
		equal(of.getAll('所在市').sort().join(), '大连市,沈阳市', 'address');
		// What was ticked and not applied goes with the next choice.
		await box(page, '状态', '备案公示中').uncheck();
		await page.locator('.chips .chip', { hasText: '沈阳市' }).focus();
		await page.keyboard.press('Enter');
		equal(await count(page), size(inCity('大连市'), filed), 'without one');
		equal((await chips(page)).length, 3, 'chips left');
		equal(await box(page, '状态', '备案公示中').isChecked(), true, 'as applied');
		await page.goBack();
		equal(await count(page), want, 'Back');
		equal((await chips(page)).length, 4, 'chips, Back');
		equal(await box(page, '所在市', '沈阳市').isChecked(), true, 'tick');
		await page.click('.chips .linkish');
		equal(await count(page), alliances.length, 'all again');
		equal(new URL(page.url()).search, '', 'nothing asked');
	});

await story('licences narrow by price, maturity and institution, too',
	'licenses/index.html', async (page) => {
		await open(page);
		const of = records('licenses');
		const ripe = page.locator('.narrow ul[aria-label=技术成熟度] li');
		const sum = (await ripe.locator('.count').allTextContents())
			.reduce((n, v) => n + Number(v), 0);
		equal(sum, of.filter((r) => r.fields?.maturity).length, 'graded');
		if (!await page.locator('.narrow ul[aria-label=高校院所] li').count())
			fail('no institution');
		const free = box(page, '三年费用', '免费');
		const want = await counted(page, '三年费用', '免费');
		equal(want, of.filter((r) => read(r.url).includes('data-free'))
			.length, 'free');
		await free.check();
		await apply(page);
		equal(await count(page), want, 'rows');
		equal(new URL(page.url()).searchParams.get('三年费用'), '免费',
			'address');
	});

await story('what would be nothing cannot be ticked', 'alliances/index.html',
	async (page) => {
		await open(page);
		await page.locator('.narrow ul[aria-label=状态] input').last().check();
		const empty = page.locator('.narrow input[type=checkbox]:disabled');
		if (!await empty.count()) fail('nothing is empty');
		for (const e of await empty.all())
			equal(await e.locator('xpath=..').locator('.count')
				.textContent(), '0', 'records');
		none(await page.$$eval('.narrow input:not(:disabled)', (all) => all
			.filter((b) => !b.checked && b.parentNode.lastChild.textContent
				=== '0').map((b) => b.value)), 'that find nothing');
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
		await box(page, '状态', '开放中').check();
		await apply(page);
		await page.locator('thead th.num button').click();
		await page.waitForSelector('th.num[aria-sort=ascending]');
		const names = await cells(page, 0);
		const address = page.url();
		if (names.length < 5) fail(`${names.length} rows`);
		await page.locator('.register tbody tr:visible a').nth(2).click();
		await page.waitForSelector('#price');
		// Playwright does not see Firefox come back to another page.
		if (!isFirefox) await page.goBack();
		for (const way of isFirefox ? ['sent'] : ['Back', 'sent']) {
			if (way === 'sent') await page.goto('about:blank');
			if (way === 'sent') await page.goto(address);
			await page.waitForSelector('th.num[aria-sort=ascending]');
			equal((await cells(page, 0)).join(), names.join(), way);
			equal((await chips(page)).join(), '去掉 状态 开放中', way);
			equal(await box(page, '状态', '开放中').isChecked(), true, way);
			equal(page.url(), address, `address, ${way}`);
		}
		await page.click('.chips .linkish');
		equal((await chips(page)).length, 0, 'chips');
		equal(page.url().includes('%E7%8A%B6'), false, 'no longer asked');
		await page.goto(`${address.split('?')[0]}?状态=胡说&sort=无`);
		await page.waitForSelector('.narrow-apply', { state: 'attached' });
		equal((await chips(page)).length, 0, 'nonsense');
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

// The lines of what is compared: {label: [what each says]}, and those marked.
const compared = (page) => page.$$eval('.compared tbody tr', (rows) => ({
	lines: Object.fromEntries(rows.map((r) => [r.cells[0].firstChild.data,
		[...r.cells].slice(1).map((td) => td.textContent)])),
	marked: rows.filter((r) => r.matches('.differs'))
		.map((r) => r.cells[0].firstChild.data),
}));

for (const tree of ['', 'en/'])
	await story(`up to three licences side by side: ${tree || 'zh'}`,
		`${tree}licenses/index.html`, async (page) => {
			equal(await page.locator('script[src*=compare]').count(), 0,
				'scripts before it is asked for');
			await page.click('.compare-start');
			const boxes = page.locator('.pick input');
			await boxes.nth(0).check();
			equal(await page.isDisabled('.compare-bar .ask-do'), true,
				'one alone');
			await boxes.nth(4).focus();
			await page.keyboard.press('Space');
			await boxes.nth(6).check();
			equal(await boxes.nth(1).isDisabled(), true, 'a fourth');
			const ids = await page.$$eval('.pick input:checked', (all) =>
				all.map((b) => b.value));
			await page.click('.compare-bar .ask-do');
			await page.waitForSelector('.compared');
			await accessible(page);
			equal(new URL(page.url()).searchParams.getAll('compare').join(),
				ids.join(), 'address');
			const { lines, marked } = await compared(page);
			const these = ids.map((id) => records('licenses')
				.find((r) => r.id === id));
			const label = tree ? ['Patent number', 'Status', 'Publisher']
				: ['专利号', '状态', '发布机构'];
			equal(lines[label[0]].join(), these.map((r) =>
				r.fields.patent_no).join(), 'numbers');
			const foreign = await page.$$eval('.compared td > a',
				(all) => all.filter((a) => document.documentElement.lang ===
					'en' && /[\u4e00-\u9fff]/.test(a.textContent) &&
					a.lang !== 'zh-CN').map((a) => a.textContent));
			none(foreign, 'Chinese that are not said to be');
			equal(lines[label[1]].join(), these.map((r) =>
				r.status[tree ? 'label_en' : 'label']).join(), 'states');
			none(Object.entries(lines).slice(1).filter(([name, said]) =>
				(new Set(said).size > 1) !== marked.includes(name)),
			'wrongly marked');
			if (marked.length + 3 > Object.keys(lines).length)
				fail(`marked: ${marked}`);
			// Older rows can be ticked as well, and what is chosen stays.
			await page.click('thead th.num button');
			await page.waitForSelector('th.num[aria-sort=ascending]');
			equal(await boxes.count(), Number(await page.textContent(
				'.meta .figure')), 'boxes');
			equal(await page.locator('.pick input:checked').count(), 3,
				'still chosen');
			const address = page.url();
			await page.click('.compare-bar .linkish >> nth=1');
			equal(await page.locator('.compared, .pick').count(), 0, 'ended');
			await page.goBack();
			await page.waitForSelector('.compared');
			equal(page.url(), address, 'Back');
			await page.goto('about:blank');
			await page.goto(`${address}&compare=index&compare=..%2Fx`);
			await page.waitForSelector('.compared');
			equal(JSON.stringify((await compared(page)).lines),
				JSON.stringify(lines), 'as sent');
			await page.emulateMedia({ media: 'print' });
			// Nor does it show Firefox's paper.
			if (!isFirefox) equal(await page.locator('.register:visible')
				.count(), 0, 'the register on paper');
			const pair = new URL(address);
			pair.search = `compare=${ids[0]}&compare=index`;
			await page.goto(pair.href);
			await page.waitForFunction((t) => document.querySelector(
				'.compare-bar p')?.textContent === t, tree
				? 'These records could not be read, please try again'
				: '没有读到这些记录，请再试一次');
		});

const isFree = (r) => read(r.url).includes('data-free');
const costly = records('licenses').filter((r) =>
	read(r.url).includes('id="cost"') && !isFree(r))[0];
const free = records('licenses').find((r) => isFree(r) &&
	r.status.label === costly.status.label);
for (const tree of ['', 'en/'])
	await story(`what is free costs 0, behind the price: ${tree || 'zh'}`,
		`${tree}licenses/index.html?compare=${free.id}&compare=${costly.id}`,
		async (page) => {
			await page.waitForSelector('.compared');
			const price = /id="price".*\n<h2>(.*)<\/h2>/.exec(
				read(tree + free.url))[1];
			const { lines } = await compared(page);
			const names = Object.keys(lines);
			const costs = names.slice(names.indexOf(price) + 1);
			const want = tree ? (n) => `: year ${n}` : (n) => `：${n} 年`;
			[1, 2, 3, 5].forEach((n, i) => {
				if (!costs[i].endsWith(want(n))) fail(costs[i]);
				equal(lines[costs[i]][0], '0', costs[i]);
				if (!/^\d/.test(lines[costs[i]][1])) fail(lines[costs[i]][1]);
			});
		});

await check('from a disk it is what the table says that is compared', async () => {
	const page = await browser.newPage();
	const wrong = [];
	page.on('pageerror', (e) => wrong.push(e.message));
	page.on('console', (m) => m.type() === 'error' && wrong.push(m.text()));
	await page.goto(pathToFileURL(path.join(site, 'licenses/index.html')).href);
	await page.focus('#site-q');
	await page.click('.compare-start');
	for (const i of [0, 2]) await page.locator('.pick input').nth(i).check();
	await page.click('.compare-bar .ask-do');
	await page.waitForSelector('.compared');
	const { lines } = await compared(page);
	equal(lines['状态'].length, 2, 'states');
	equal(Object.keys(lines).length, 7, 'lines');
	none(wrong, 'errors');
	await page.close();
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
		const sort = page.locator('.narrow-sort select');
		const options = await sort.locator('option').allTextContents();
		await sort.selectOption({ index: options.length - 1 });
		await page.waitForSelector('th[aria-sort=descending]',
			{ state: 'attached' });
		// The panel opens on what there is to tick, and gives way.
		await page.locator('.narrow .facet summary').first().click();
		await page.locator('.narrow .check input').first().check();
		await apply(page);
		equal(await page.locator('.narrow-apply:visible').count(), 0, 'panel');
		equal(await page.locator('.narrow-found').evaluate((e) => {
			const {top, bottom} = e.getBoundingClientRect();
			return top >= 0 && bottom <= innerHeight;
		}), true, 'what was found is in sight');
	}, { viewport: { width: 320, height: 640 } });

// What has the focus is in sight, and so is where the reader is.
for (const at of ['alliances/index.html', 'en/licenses/index.html'])
	await story(`a phone shows each stop of the Tab key: ${at}`, at,
		async (page) => {
			await open(page);
			let hidden = [];
			let stops = 0;
			for (let seen; seen !== 'body'; stops++) {
				await page.keyboard.press('Tab');
				seen = await page.evaluate(() => {
					const e = document.activeElement;
					if (e === document.body) return 'body';
					const { left, top, width, height } =
						e.getClientRects()[0];
					const there = document.elementFromPoint(
						left + Math.min(width, innerWidth) / 2,
						top + Math.min(height, innerHeight) / 2);
					return e.contains(there) ? '' :
						`${e.tagName}.${e.className} ${e.textContent.trim()}`;
				});
				if (seen && seen !== 'body') hidden.push(seen);
				if (stops > 400) fail('no end');
			}
			if (stops < 40) fail(`${stops} stops prove nothing`);
			none(hidden, 'stops that are not seen');
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
		if (!/从磁盘打开，只在本页/.test(await found(page)))
			fail(await found(page));
		none(wrong, 'errors');
		await page.close();
	});

await check('older pages that do not come are not taken for none', async () => {
	const page = await browser.newPage();
	await page.route(/alliances\/page-/, (route) => route.fulfill(
		{ status: 503, contentType: 'text/html', body: '<p>later</p>' }));
	await page.goto(server.base + 'alliances/index.html');
	await open(page);
	equal(await count(page), 20, 'rows');
	if (!/较新的一部分/.test(await found(page)))
		fail(await found(page));
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
