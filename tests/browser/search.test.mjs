// The search page: typing, filters, history, keyboard, lost requests.  The
// page is tried twice: over answers made up, which come when the test lets
// them, and as it is published, over the index of the site.
import { check, equal, fail, finish, none, read, records }
	from './lib.mjs';
import { accessible, asked, chips, close, focused, hits, large, open, query,
	said, server, sideways, small, story } from './lib-search.mjs';

await story('nothing is asked while letters are being composed', small,
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
		await page.waitForTimeout(50);
		equal((await hits(page)).length, 0, 'hits');
		equal(await page.inputValue('#q'), '', 'the box');
		equal(query(page), '', 'address');
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
		equal((await hits(page)).length, 0, 'hits after Escape');
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

await story('filters, sort and query stand in the address', large,
	'search.html?q=two', async (page) => {
		await said(page, '找到 25 条');
		await page.waitForSelector('#search-filter.counted');
		await page.check('[id="f.city=c-b"]');
		await page.check('[id="f.city=c-a"]');
		await page.check('[id="kind=license"]');
		await page.check('[name=sort][value=date]');
		equal(query(page), '?q=two&kind=license&f.city=c-b&f.city=c-a' +
			'&sort=date', 'address');
		const a = (await asked(page)).pop();
		equal(JSON.stringify([a.filters.kind, a.filters.city, a.sort]),
			'[["license"],["c-b","c-a"],"date"]', 'question');
		await page.goBack();
		equal(query(page), '?q=two&kind=license&f.city=c-b&f.city=c-a',
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
		equal(await page.isChecked('[id="f.year=2021"]'), true, 'the year');
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
		await said(page, '25 records found');
		const all = await page.$$eval('.hit', (list) => list.slice(0, 4)
			.map((h) => h.querySelector('.hit-meta').textContent));
		equal(all.join('|'), 'Alliances28 June 2021|AlliancesJune 2021|' +
			'Alliances2021|Alliances', 'facts');
		equal(await page.$$eval('.hit-excerpt mark', (m) => m.length), 7,
			'marks');
		equal(await page.getAttribute('.hit-excerpt', 'lang'), 'zh-CN',
			'language of an excerpt');
		equal(await page.getAttribute('.hit a', 'href'),
			'../en/alliances/no-0.html', 'address');
	});

await story('a number that is not exact says so', small, 'search.html?q=many',
	(page) => said(page, '约 12,345 条'));

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

await story('eight values, then the others', large,
	'search.html?q=two&f.city=c-l&f.city=gone', async (page) => {
		await page.waitForSelector('#search-filter.counted');
		const values = () => page.$$eval('[data-facet=city] li', (list) =>
			list.filter((l) => l.getClientRects().length)
				.map((l) => l.textContent));
		equal((await values()).join(),
			'c-a30,c-b29,c-c28,c-d27,c-e26,c-f25,c-g24,c-h23,c-l19,gone0,' +
			'其余 3 项', 'values');
		await page.click('[data-facet=city] .linkish');
		equal((await values()).length, 13, 'all values');
		equal(await focused(page), 'f.city=c-i', 'focus');
		await page.keyboard.press('Space');
		await page.waitForFunction(() =>
			globalThis.fake.asked.slice(-1)[0].facets);
		equal(await focused(page), 'f.city=c-i', 'focus after choosing');
		equal((await values()).length, 13, 'all values stay');
	});

await story('chips take filters away', small,
	'search.html?q=two&f.city=c-a&f.year=2021&f.year=2022', async (page) => {
		await said(page, '找到 4 条');
		for (const box of await page.$$eval('.chip', (list) =>
			list.map((b) => b.getBoundingClientRect().height)))
			if (box < 44) fail(`a chip is ${box} px high`);
		await page.click('.chip:has-text("2021")');
		equal(query(page), '?q=two&f.city=c-a&f.year=2022', 'address');
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
		const near = await page.$$eval('#search-nearest a', (list) =>
			list.map((a) => [a.textContent, new URL(a.href).search].join()));
		equal(near.join('|'), 'one,?q=one|two,?q=two', 'nearest');
		equal(await page.isHidden('#search-sort'), true, 'no sort');
		await accessible(page);
		await page.click('#search-nearest a');
		await said(page, '找到 1 条');
		equal(await page.inputValue('#q'), 'one', 'the box');
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
	'<img src=x onerror=alert(1)>') + '&f.city=' + encodeURIComponent(
	'<b>"\u202e'), async (page) => {
	await said(page, '找到 25 条');
	await page.waitForSelector('#search-filter.counted');
	equal(await page.locator('.searched img, .searched b').count(), 0,
		'elements from words');
});

for (const options of [small, large])
	for (const dark of ['light', 'dark'])
		await story(`accessible, ${options.viewport.width} px, ${dark}`,
			{ ...options, colorScheme: dark },
			'search.html?q=two&f.city=c-a&f.year=2021', async (page) => {
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
		`${tree}search.html?q=${encodeURIComponent(long)}&f.city=` +
		encodeURIComponent(long), async (page) => {
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

await story('without scripts the page leads to the registers',
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

// As it is published, over the index of the site.
const alliances = records('alliances');
const count = (page) => page.$eval('#search-status', (s) =>
	Number(s.textContent.replace(/\D/g, '')));
const found = (page) => page.waitForFunction(() => /^(找到|约) /.test(
	document.querySelector('#search-status').textContent));

await check('entry, root and script are asked for once, at once',
	async () => {
		server.asked.length = 0;
		const { context, page, wrong } = await open(small, 'search.html',
			false);
		await page.waitForTimeout(300);
		const before = server.asked.map((p) =>
			p.replace('/portal/gongshi/', ''));
		// The root is the one piece that has a folder of two digits here.
		const root = before.filter((p) => /^search\/..\/\w+\.bin$/.test(p));
		equal(root.length, 1, 'the root');
		none(before.filter((p) => /^search\/|\.json$/.test(p) &&
			p !== 'search/entry.json' && p !== root[0]),
		'requests before typing');
		equal(before.filter((p) => /entry\.json|search\.js/.test(p)).sort()
			.join(), 'assets/search.js,search/entry.json', 'requests');
		await page.fill('#q', '产学研');
		await found(page);
		equal(server.asked.filter((p) => p.endsWith('entry.json')).length,
			1, 'the preload serves the first question');
		equal(server.asked.filter((p) => p.endsWith(root[0])).length, 1,
			'and so does that of the root');
		none(wrong, 'things went wrong');
		await context.close();
	});

await story('a name is found, marked, filtered and counted', large,
	'search.html', async (page) => {
		await page.fill('#q', '产学研联盟');
		await found(page);
		await page.waitForSelector('#search-filter.counted');
		equal(await page.$$eval('.hit-title mark', (m) => m.length > 0),
			true, 'marks in titles');
		const box = page.locator('[data-facet=city] input').nth(1);
		const n = Number((await page.locator('[data-facet=city] .count')
			.nth(1).textContent()).replace(/\D/g, ''));
		const value = (await box.getAttribute('id')).split('=')[1];
		await box.check();
		await page.waitForFunction((total) => Number(document.querySelector(
			'#search-status').textContent.replace(/\D/g, '')) === total, n);
		if (!read('search.html').includes(`data-code="${value}"`))
			fail(`${value} has no label`);
		equal(new URL(page.url()).searchParams.get('f.city'), value,
			'address');
		const dates = () => page.$$eval('.hit time', (list) =>
			list.map((t) => t.dateTime));
		await page.check('[name=sort][value=date]');
		await page.waitForFunction(() => {
			const all = [...document.querySelectorAll('.hit time')]
				.map((t) => t.dateTime);
			return all.join() === [...all].sort().reverse().join();
		});
		if ((await dates()).length < 2) fail('too few dates to compare');
		equal(await count(page), n, 'total');
	}, false);

await story('a lost request is said, and tried again', small, 'search.html',
	async (page, context, wrong) => {
		const lost = /\/search\/.*\.bin$/;
		await page.route(lost, (route) => route.abort());
		await page.fill('#q', '产学研');
		await said(page, '没有连上服务器，这次没有搜完');
		await page.unroute(lost);
		await page.click('#search-retry');
		await found(page);
		equal((await hits(page)).length, 10, 'hits');
		wrong.length = 0;
	}, false);

await story('an altered index is said, and no result shown', small,
	'search.html', async (page) => {
		const all = /\/search\/.*\.bin$/;
		await page.route(all, async (route) => {
			const response = await route.fetch();
			const body = await response.body();
			body[body.length - 1] ^= 1;
			await route.fulfill({ response, body });
		});
		await page.fill('#q', '产学研');
		await said(page, '索引文件没有通过校验，因此不显示结果');
		equal((await hits(page)).length, 0, 'hits');
	}, false);

await story('a name with a word too many leads to the name', small,
	'search.html', async (page) => {
		const name = alliances[0].title?.zh ?? alliances[0].title ??
			alliances[0].fields.name.zh ?? alliances[0].fields.name;
		await page.fill('#q', `${name} 龘靐齉`);
		await said(page, '没有找到符合的记录');
		await page.click('#search-nearest a');
		await found(page);
		equal((await hits(page))[0], name, 'first hit');
	}, false);

for (const options of [small, large])
	await story(`accessible as published, ${options.viewport.width} px`,
		options, 'search.html?q=' + encodeURIComponent('装备'),
		async (page) => {
			await found(page);
			await accessible(page);
			await sideways(page);
		}, false);

await close();
finish();
