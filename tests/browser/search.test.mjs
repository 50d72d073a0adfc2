// The search page: typing, filters, history, keyboard, lost requests; over
// answers made up, which come when the test lets them.
import { equal, fail, finish, isFirefox } from './lib.mjs';
import { accessible, asked, chips, cities, close, focused, hits, large, query,
	said, server, sideways, small, story } from './lib-search.mjs';

if (!isFirefox) await story('nothing is asked while letters are being composed', small,
	'search.html', async (page, context) => {
		const keyboard = await context.newCDPSession(page);
		const compose = async (text) => {
			await keyboard.send('Input.dispatchKeyEvent', {
				type: 'rawKeyDown', key: 'Process',
				windowsVirtualKeyCode: 229 });
			await keyboard.send('Input.imeSetComposition', { text,
				selectionStart: text.length,
				selectionEnd: text.length });
		};
		await page.evaluate(() => {
			globalThis.seen = [];
			const q = document.querySelector('#q');
			for (const type of ['compositionstart', 'compositionupdate',
				'compositionend', 'keydown', 'input'])
				q.addEventListener(type, (e) => globalThis.seen.push(
					type + (e.isComposing ? '*' : '') +
					(e.keyCode === 229 ? '229' : '')));
		});
		await page.click('#q');
		for (const text of ['z', 'zh', 'zhuang', '装', '装b', '装备'])
			await compose(text);
		await page.waitForTimeout(300);
		equal((await asked(page)).length, 0, 'questions while composing');
		equal(query(page), '', 'address while composing');
		await keyboard.send('Input.insertText', { text: '装备' });
		await said(page, '找到 25 条');
		equal((await asked(page))[0].q, '装备', 'question');
		const seen = await page.evaluate(() => globalThis.seen);
		for (const type of ['compositionstart', 'input*', 'compositionend'])
			if (!seen.includes(type)) fail(`no ${type}: ${seen}`);
		if (!seen.some((s) => /^keydown.*229$/.test(s)))
			fail(`no key code 229: ${seen}`);
	});

await story('keys of an input method do nothing', small, 'search.html?q=two',
	async (page) => {
		await said(page, '找到 25 条');
		for (const init of [{ key: 'Escape', keyCode: 229 },
			{ key: 'Escape', isComposing: true },
			{ key: 'ArrowDown', keyCode: 229 }]) {
			await page.focus('#q');
			await page.evaluate((i) => document.querySelector('#q')
				.dispatchEvent(new KeyboardEvent('keydown',
					{ bubbles: true, cancelable: true, ...i })), init);
			equal(await page.inputValue('#q'), 'two', 'the box');
			equal(await focused(page), 'q', 'focus');
		}
	});

await story('letters typed in one go are one question', small, 'search.html',
	async (page) => {
		await page.$eval('#q', (q) => {
			for (const letter of 'three') {
				q.value += letter;
				q.dispatchEvent(new InputEvent('input'));
			}
		});
		await said(page, '找到 25 条');
		equal((await asked(page)).map((a) => a.q).join(), 'three',
			'questions');
		equal(query(page), '?q=three', 'address');
		equal(await page.title().then((t) => t.split(' - ')[0]), 'three',
			'title');
	});

await story('an answer that comes late is dropped', small, 'search.html',
	async (page) => {
		await page.evaluate(() => { globalThis.fake.hold = []; });
		await page.fill('#q', 'slow');
		await page.waitForFunction(() => globalThis.fake.hold.length);
		await said(page, '正在搜索');
		await page.evaluate(() => {
			globalThis.late = globalThis.fake.hold;
			globalThis.fake.hold = null;
		});
		await page.fill('#q', 'one');
		await said(page, '找到 1 条');
		await page.evaluate(() => globalThis.late.forEach((f) => f()));
		await page.waitForTimeout(50);
		equal((await hits(page)).join(), '0 one', 'hits');
		equal(await page.textContent('#search-status'), '找到 1 条', 'status');
	});

await story('a late answer does not fill an emptied box', small,
	'search.html', async (page) => {
		await page.evaluate(() => { globalThis.fake.hold = []; });
		await page.fill('#q', 'slow');
		await page.waitForFunction(() => globalThis.fake.hold.length);
		await page.press('#q', 'Escape');
		await page.evaluate(() => globalThis.fake.free());
		await page.waitForFunction(() => !location.search);
		equal((await hits(page)).length, 0, 'hits');
		equal(await page.inputValue('#q'), '', 'the box');
	});

await story('keys lead through the results', large, 'search.html?q=two',
	async (page) => {
		await said(page, '找到 25 条');
		await page.keyboard.press('Control+k');
		equal(await focused(page), 'q', 'after Ctrl+K');
		await page.keyboard.press('ArrowDown');
		equal(await focused(page), '0 two', 'after down');
		await page.keyboard.press('ArrowDown');
		equal(await focused(page), '1 two', 'after down twice');
		await page.keyboard.press('ArrowUp');
		await page.keyboard.press('ArrowUp');
		equal(await focused(page), 'q', 'after up twice');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Escape');
		equal(await focused(page), 'q', 'after Escape in the list');
		equal(await page.inputValue('#q'), 'two', 'the box');
		await page.keyboard.press('End');
		await page.keyboard.type('/');
		equal(await page.inputValue('#q'), 'two/', 'a slash in the box');
		await page.focus('#search-filter > summary');
		await page.keyboard.press('/');
		equal(await focused(page), 'q', 'after a slash elsewhere');
		equal(await page.inputValue('#q'), 'two/', 'the box');
		await page.keyboard.press('Escape');
		equal(await page.inputValue('#q'), '', 'after Escape');
		await page.waitForSelector('.hit', { state: 'detached' });
	});

await story('Enter asks at once and opens a result', small, 'search.html',
	async (page) => {
		await page.fill('#q', 'two');
		await page.press('#q', 'Enter');
		await said(page, '找到 25 条');
		await page.press('#q', 'ArrowDown');
		await page.route(/no-0/, (r) => r.fulfill({ body: 'here' }));
		await page.keyboard.press('Enter');
		await page.waitForURL(/alliances\/no-0\.html$/);
	});

await story('a slash and Ctrl+K on other pages', large, 'about.html',
	async (page) => {
		for (const key of ['/', 'Control+k']) {
			await page.focus('.brand');
			await page.keyboard.press(key);
			equal(await focused(page), 'site-q', `after ${key}`);
			equal(await page.inputValue('#site-q'), '', 'the box');
		}
	});

const [a, b] = cities;
await story('filters, sort and query stand in the address', large,
	'search.html?q=two', async (page) => {
		await said(page, '找到 25 条');
		await page.waitForSelector('#search-filter.counted');
		await page.click('[data-facet=city] summary');
		await page.check(`[id="city=${b}"]`);
		await page.check(`[id="city=${a}"]`);
		await page.check('[id="kind=license"]');
		await page.check('[name=sort][value=date]');
		equal(query(page), `?q=two&kind=license&f.city=${b}&f.city=${a}` +
			'&sort=date', 'address');
		const last = (await asked(page)).pop();
		equal(JSON.stringify([last.filters.kind, last.filters.city,
			last.sort]), `[["license"],["${b}","${a}"],"date"]`, 'question');
		await page.goBack();
		equal(query(page), `?q=two&kind=license&f.city=${b}&f.city=${a}`,
			'address');
		await page.waitForFunction(() =>
			document.querySelector('[name=sort][value=rank]').checked);
		await page.goBack();
		await page.waitForFunction(() =>
			!document.querySelector('[id="kind=license"]').checked);
		const left = (n) => page.waitForFunction((wanted) => document
			.querySelectorAll('.chip').length === wanted, n);
		await left(2);
		await page.goBack();
		await left(1);
		await page.goBack();
		await left(0);
		await page.goForward();
		await left(1);
	});

await story('an address brings all of it back', large,
	'search.html?q=two&kind=alliance&f.year=2021&f.year=2021&f.no=1&sort=date' +
	'&f.__proto__=x', async (page) => {
		await said(page, '找到 4 条');
		await page.waitForSelector('#search-filter.counted');
		equal((await chips(page)).join('|'),
			'去掉 类别 产学研联盟|去掉 年份 2021', 'chips');
		equal(await page.isChecked('[id="year=2021"]'), true, 'the year');
		equal(await page.isChecked('[name=sort][value=date]'), true, 'sort');
	});

await story('the back button goes by words, not by letters', small,
	'search.html', async (page) => {
		for (const word of ['first', 'second']) {
			await page.fill('#q', '');
			await page.type('#q', word, { delay: 150 });
			await page.press('#q', 'Enter');
			await said(page, '找到 25 条');
		}
		equal(query(page), '?q=second', 'address');
		equal((await hits(page)).length, 10, 'the hits of one question');
		await page.goBack();
		await page.waitForFunction(() =>
			document.querySelector('#q').value === 'first');
		await page.waitForFunction(() => /first/.test(
			document.querySelector('#search-results').textContent));
		equal(query(page), '?q=first', 'address');
	});

await story('more results, and back to as many', small, 'search.html?q=two',
	async (page) => {
		await said(page, '找到 25 条');
		equal((await hits(page)).length, 10, 'hits');
		await page.click('#search-more');
		await page.waitForFunction(() =>
			document.querySelectorAll('.hit').length === 25);
		equal(await focused(page), '10 two', 'focus');
		equal(await page.isHidden('#search-more'), true, 'no more');
		await page.reload();
		await page.waitForFunction(() =>
			document.querySelectorAll('.hit').length === 25);
	});

await story('a hit says its kind, its date and why', small,
	'en/search.html?q=two', async (page) => {
		await said(page, 'Records found: 25');
		const all = await page.$$eval('.hit', (list) => list.slice(0, 4)
			.map((h) => h.querySelector('.hit-meta').textContent));
		equal(all.join('|'), 'Alliances28 June 2021|AlliancesJune 2021|' +
			'Alliances2021|Alliances', 'facts');
		equal(await page.$$eval('.hit-excerpt mark', (m) => m.length), 7,
			'marks');
		equal(await page.getAttribute('.hit-excerpt', 'lang'), 'zh-CN',
			'language of an excerpt');
		equal(await page.getAttribute('.hit a', 'href'),
			server.base + 'en/alliances/no-0.html', 'address');
	});

await story('a number that is not exact says so', small, 'search.html?q=many',
	(page) => said(page, '约 12,345 条'));

await story('and in English', small, 'en/search.html?q=many',
	(page) => said(page, 'Records found: about 12,345'));

await story('figures are asked for when they are seen', small,
	'search.html?q=two', async (page) => {
		await said(page, '找到 25 条');
		await page.waitForTimeout(100);
		equal((await asked(page)).length, 1, 'questions before');
		await page.click('#search-filter > summary');
		await page.waitForSelector('#search-filter.counted');
		const all = await asked(page);
		equal(all.length, 2, 'questions after');
		equal(all[1].facets, true, 'figures wanted');
		equal(all[1].limit, all[0].limit, 'limit');
	});

await story('figures come after the hits', large, 'search.html',
	async (page) => {
		await page.fill('#q', 'two');
		await said(page, '找到 25 条');
		await page.waitForSelector('#search-filter.counted');
		const all = await asked(page);
		equal(all.map((a) => Boolean(a.facets)).join(), 'false,true',
			'questions');
		const shown = await page.$$eval('.facet', (list) => list
			.filter((f) => !f.hidden).map((f) => f.dataset.facet));
		equal(shown.sort().join(), 'city,kind,year', 'facets with values');
	});

await story('chosen values stand first, all are there', large,
	`search.html?q=two&f.city=${cities[11]}&f.city=${cities[20]}`,
	async (page) => {
		await page.waitForSelector('#search-filter.counted');
		const values = () => page.$$eval('[data-facet=city] input', (list) =>
			list.map((i) => i.id.slice(5) + (i.checked ? '*' : '') + ' ' +
				i.parentNode.lastChild.textContent).join());
		equal(await values(), `${cities[11]}* 19,${cities[20]}* 0,` +
			cities.slice(0, 11).map((c, i) => `${c} ${30 - i}`), 'values');
		const box = page.locator('[data-facet=city] ul');
		if (await box.evaluate((ul) => ul.scrollHeight <= ul.clientHeight))
			fail('the long list is not kept short');
		await page.focus(`[id="city=${cities[10]}"]`);
		await page.keyboard.press('Space');
		await page.waitForFunction(() =>
			globalThis.fake.asked.slice(-1)[0].facets);
		equal(await focused(page), `city=${cities[10]}`,
			'focus after choosing');
	});

await story('chips take filters away', small,
	`search.html?q=two&f.city=${a}&f.year=2021&f.year=2022`, async (page) => {
		await said(page, '找到 4 条');
		for (const box of await page.$$eval('.chip', (list) =>
			list.map((b) => b.getBoundingClientRect().height)))
			if (box < 44) fail(`a chip is ${box} px high`);
		await page.click('.chip:has-text("2021")');
		equal(query(page), `?q=two&f.city=${a}&f.year=2022`, 'address');
		equal(await focused(page), 'search-status', 'focus');
		await page.click('#search-chips .linkish');
		equal(query(page), '?q=two', 'address');
		equal((await chips(page)).length, 0, 'chips');
		await said(page, '找到 25 条');
		equal((await asked(page)).pop().filters.city.length, 0, 'filters');
	});

await story('nothing found leads on', small, 'search.html?q=none',
	async (page) => {
		await said(page, '没有找到符合的记录');
		const near = await page.$$eval('#search-nearest button', (list) =>
			list.map((e) => e.textContent).join());
		equal(near, 'one,two', 'nearest');
		equal(await page.isHidden('#search-free'), true, 'no filters');
		equal(await page.isHidden('#search-sort'), true, 'no sort');
		await accessible(page);
		await page.click('#search-nearest button');
		await said(page, '找到 1 条');
		equal(await page.inputValue('#q'), 'one', 'the box');
		equal(await focused(page), 'search-status', 'focus');
		equal(query(page), '?q=one', 'address');
		equal(await page.isHidden('#search-help'), true, 'no help');
		await page.goBack();
		await said(page, '没有找到符合的记录');
		await page.fill('#q', 'none at all');
		await page.waitForFunction(() =>
			globalThis.fake.asked.slice(-1)[0].q === 'none at all');
		await said(page, '没有找到符合的记录');
		equal(await page.isHidden('#search-nearest'), true, 'no nearest');
	});

for (const [tree, none, free] of [
	['', '已选条件下没有找到符合的记录', '不加条件再搜一次'],
	['en/', 'No record matches with the chosen filters',
		'Search without filters']])
	await story(`nothing found with filters: ${tree || 'zh'}`, small,
		`${tree}search.html?q=few&f.city=${a}&sort=date`, async (page) => {
			await said(page, none);
			equal((await chips(page)).length, 1, 'chips');
			equal(await page.isVisible('#search-filter'), true, 'panel');
			equal(await page.textContent('#search-free'), free, 'button');
			await accessible(page);
			await page.click('#search-free');
			await page.waitForSelector('.hit');
			equal(query(page), '?q=few&sort=date', 'address');
			equal((await chips(page)).length, 0, 'chips after');
			equal(await focused(page), 'search-status', 'focus');
			equal((await asked(page)).pop().filters.city.length, 0,
				'filters asked');
			await page.goBack();
			await said(page, none);
			await page.fill('#q', 'none');
			await page.click('.chip');
			await page.waitForFunction((one) => document.querySelector(
				'#search-status').textContent !== one, none);
			equal(await page.isVisible('#search-free'), false,
				'no button without filters');
		});

await story('the other language is asked the same', small,
	`search.html?q=two&f.city=${a}&f.year=2021&sort=date`, async (page) => {
		await said(page, '找到 4 条');
		const link = '.strip-tools a[hreflang]';
		const there = () => page.$eval(link, (e) => decodeURIComponent(
			e.pathname.slice(-14) + e.search));
		equal(await there(), '/en/search.html'.slice(1) +
			`?q=two&f.city=${a}&f.year=2021&sort=date`, 'address');
		await page.fill('#q', 'three 四');
		await page.press('#q', 'Enter');
		await page.waitForURL(/three/);
		equal(await there(), `en/search.html?q=three+四&f.city=${a}` +
			'&f.year=2021&sort=date', 'address after typing');
		await page.click(link);
		await said(page, 'Records found: 4');
		equal(await page.inputValue('#q'), 'three 四', 'the box');
		equal((await chips(page)).map((c) => c.split(' ')[0]).join(),
			'Remove,Remove', 'chips');
		equal(await page.isChecked('[name=sort][value=date]'), true, 'sort');
		await page.click(link);
		await said(page, '找到 4 条');
	});

await story('what is no value is passed over', large,
	`search.html?q=two&f.city=gone&f.city=${b}&kind=nosuch&f.status=x` +
	'&f.year=soon&f.year=20211&f.nosuch=1&sort=zzz', async (page) => {
		await said(page, '找到 25 条');
		equal((await chips(page)).length, 1, 'chips');
		const { filters } = (await asked(page))[0];
		equal(JSON.stringify([filters.city, filters.kind, filters.status,
			filters.year]), `[["${b}"],[],[],[]]`, 'question');
		equal(await page.isChecked('[name=sort][value=rank]'), true, 'sort');
		await page.press('#q', 'Enter');
		await page.waitForFunction((one) =>
			decodeURIComponent(location.search) === one,
		`?q=two&f.city=${b}`);
	});

for (const [tree, found, none, near] of [
	['', '找到 25 条', '没有找到符合的记录',
		'拼音和相近的写法没有读到，只搜了字面'],
	['en/', 'Records found: 25', 'No record matches', 'Only literal matches ' +
		'were looked for: the part for pinyin and near spellings could ' +
		'not be read']])
	await story(`without the second script: ${tree || 'zh'}`, small,
		`${tree}search.html`, async (page) => {
			await page.evaluate(() => { globalThis.fake.lost = true; });
			await page.fill('#q', 'two');
			await said(page, `${found} · ${near}`);
			equal((await hits(page)).length, 10, 'hits stay');
			await accessible(page);
			await page.fill('#q', 'none');
			await said(page, `${none} · ${near}`);
			await page.evaluate(() => { globalThis.fake.lost = false; });
			await page.click('#search-retry');
			await said(page, none);
			equal(await page.isVisible('#search-retry'), false, 'no button');
		});

await story('a hit without an excerpt has no empty line', small,
	'search.html?q=two', async (page) => {
		await said(page, '找到 25 条');
		equal(await page.$$eval('.hit-excerpt', (all) => all.filter((p) =>
			!p.textContent).length), 0, 'empty excerpts');
		equal(await page.$$eval('.hit', (all) => all[0].children.length), 2,
			'parts of a hit by sound');
	});

await story('what fails is said, and tried again', small, 'search.html',
	async (page) => {
		await page.evaluate(() => {
			globalThis.fake.fail = new TypeError('Failed to fetch');
		});
		await page.fill('#q', 'two');
		await said(page, '没有连上服务器，这次没有搜完');
		await accessible(page);
		await page.click('#search-retry');
		await said(page, '没有连上服务器，这次没有搜完');
		await page.evaluate(() => {
			globalThis.fake.fail = Object.assign(new Error('x'),
				{ code: 'corrupt' });
		});
		await page.click('#search-retry');
		await said(page, '索引文件没有通过校验，因此不显示结果');
		equal((await hits(page)).length, 0, 'hits');
		await page.evaluate(() => { globalThis.fake.fail = null; });
		await page.click('#search-retry');
		await said(page, '找到 25 条');
		equal(await page.isHidden('#search-retry'), true, 'no button');
		await page.evaluate(() => { globalThis.fake.fail = new Error('x'); });
		await page.click('#search-filter > summary');
		await said(page, '找到 25 条 · 筛选数字没有读到');
		equal((await hits(page)).length, 10, 'hits stay');
		await page.evaluate(() => { globalThis.fake.fail = null; });
		await page.click('#search-retry');
		await page.waitForSelector('#search-filter.counted');
		await said(page, '找到 25 条');
		await page.evaluate(() => { globalThis.fake.fail = new Error('x'); });
		await page.click('#search-more');
		await said(page, '没有连上服务器，这次没有搜完');
		equal((await hits(page)).length, 10, 'hits stay');
		await page.evaluate(() => { globalThis.fake.fail = null; });
		await page.click('#search-retry');
		await said(page, '找到 25 条');
		equal((await hits(page)).length, 25, 'hits');
		await page.evaluate(() => { globalThis.fake.fail = new Error('x'); });
		await page.fill('#q', 'other');
		await said(page, '没有连上服务器，这次没有搜完');
		equal((await hits(page)).length, 0, 'hits of another question');
	});

await story('words stay words', large, 'search.html?q=' + encodeURIComponent(
	'<img src=x onerror=alert(1)>'), async (page) => {
	await said(page, '找到 25 条');
	await page.waitForSelector('#search-filter.counted');
	equal(await page.locator('.searched img').count(), 0,
		'elements from words');
});

for (const options of [small, large])
	for (const dark of ['light', 'dark'])
		await story(`accessible, ${options.viewport.width} px, ${dark}`,
			{ ...options, colorScheme: dark },
			`search.html?q=two&f.city=${a}&f.year=2021`, async (page) => {
				await said(page, '找到 4 条');
				if (options === small)
					await page.click('#search-filter > summary');
				await page.waitForSelector('#search-filter.counted');
				await accessible(page);
			});

const long = '一二三四五六七八九十'.repeat(9) + 'x'.repeat(90);

for (const tree of ['', 'en/'])
	await story(`320 px: ${tree || 'zh'}`,
		{ viewport: { width: 320, height: 640 } },
		`${tree}search.html?q=${encodeURIComponent(long)}&f.city=${a}`,
		async (page) => {
			await page.waitForSelector('.hit');
			await sideways(page);
			await page.click('#search-filter > summary');
			await page.waitForSelector('#search-filter.counted');
			await sideways(page);
			await page.evaluate(() => document.documentElement
				.setAttribute('data-size', 'large'));
			await sideways(page);
			await accessible(page);
		});

if (!isFirefox) await story('without scripts the page leads to the registers',
	{ ...small, javaScriptEnabled: false }, 'search.html?q=two',
	async (page) => {
		equal(await page.isVisible('.no-js'), true, 'the note');
		for (const id of ['retry', 'sort', 'filter', 'more', 'help'])
			equal(await page.isVisible(`#search-${id}`), false, id);
		await page.click('.registers a[href$="alliances/index.html"]');
		await page.fill('#site-q', 'two');
		await page.press('#site-q', 'Enter');
		await page.waitForURL(/search\.html\?q=two$/);
	});

await close();
finish();
