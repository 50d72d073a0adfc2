// The search page as it is published, over the index of the site.
import { check, equal, fail, finish, isFirefox, none, read, records }
	from './lib.mjs';
import { accessible, close, hits, large, open, said, server, sideways, small,
	story } from './lib-search.mjs';

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
		await page.click('[data-facet=city] summary');
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

await story('a record is found by its own id, however it is written', small,
	'search.html', async (page) => {
		const { id, url } = records('notices')[0];
		for (const q of [id, id.toUpperCase(), id.replaceAll('-', '')]) {
			await page.fill('#q', q);
			await page.waitForSelector(
				`#search-results li:first-child a[href$="${url}"]`);
		}
	}, false);

await story('a hit tells its status, in the words of its kind', small,
	'search.html', async (page) => {
		const { title, url } = alliances.find((r) =>
			r.status?.code === 'revoked');
		await page.fill('#q', title);
		await found(page);
		const hit = page.locator('.hit', { has: page.locator(
			`a[href$="${url}"]`) });
		equal(await hit.locator('.tag').textContent(), '已撤销', 'status');
		equal(await hit.locator('.tag').getAttribute('class'), 'tag tag-end',
			'its colour');
		await page.goto(page.url().replace('search.html', 'en/search.html'));
		await page.waitForSelector('.hit .tag');
		equal(await hit.locator('.tag').textContent(), 'Revoked', 'in English');
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

await story('without the second script literal hits stay', small,
	'search.html', async (page, context, wrong) => {
		const second = /search-more\.js/;
		const near = '拼音和相近的写法没有读到，只搜了字面';
		await page.route(second, (route) => route.abort());
		await page.fill('#q', 'laser');
		await page.waitForFunction((text) => document.querySelector(
			'#search-status').textContent.endsWith(` 条 · ${text}`), near);
		equal((await hits(page)).length > 0, true, 'hits');
		await page.fill('#q', '龘靐齉');
		await said(page, `没有找到符合的记录 · ${near}`);
		await page.unroute(second);
		await page.click('#search-retry');
		await said(page, '没有找到符合的记录');
		wrong.length = 0;
	}, false);

for (const composed of isFirefox ? [false] : [false, true]) await story(
	'the box fetches the search when it is entered, and keeps what is ' +
	(composed ? 'composed' : 'typed'), large, 'about.html',
	async (page, context) => {
	const scripts = () => server.asked.filter((p) =>
		/\/(search|suggest)\.js$/.test(p)).length;
	server.asked.length = 0;
	await page.reload();
	equal(scripts(), 0, 'scripts before');
	let free;
	const held = new Promise((done) => { free = done; });
	await page.route(/\/assets\/search\.js/, async (route) => {
		await held;
		await route.continue();
	});
	await page.focus('#site-q');
	await page.keyboard.type('产学');
	if (composed) {
		const keys = await context.newCDPSession(page);
		await keys.send('Input.imeSetComposition', { text: 'yan',
			selectionStart: 3, selectionEnd: 3 });
		free();
		await page.waitForSelector('#suggest', { state: 'attached' });
		equal(await page.inputValue('#site-q'), '产学yan',
			'what is being composed');
		await keys.send('Input.insertText', { text: '研联盟' });
	} else {
		await page.keyboard.type('研联盟');
		free();
	}
	await page.waitForSelector('[role=option]');
	equal(await page.inputValue('#site-q'), '产学研联盟', 'the box');
	if (!/产学研/.test(await page.textContent('[role=option]')))
		fail(await page.textContent('[role=option]'));
	equal(scripts(), 2, 'scripts');
}, false);

await story('a search that was lost on its way is fetched the next time', large,
	'about.html', async (page, context, wrong) => {
		let lost = 0;
		await page.route(/\/assets\/search\.js/, (route) =>
			lost++ ? route.continue() : route.abort());
		await page.focus('#site-q');
		await page.waitForSelector('#suggest', { state: 'attached' });
		await page.focus('.brand');
		await page.focus('#site-q');
		await page.waitForFunction(() => globalThis.gongshi);
		await page.keyboard.type('联盟');
		await page.waitForSelector('[role=option]');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await page.waitForURL((u) => !/about/.test(u.href));
		equal(wrong.splice(0).length, 2, 'the loss and no more');
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
		await page.click('#search-nearest button');
		await found(page);
		equal((await hits(page))[0], name, 'first hit');
	}, false);

const ways = (page) => page.$$eval('.ways a', (links) => links.map((a) =>
	[a.textContent, a.getAttribute('href')].join(' ')));

await story('what is chosen without a word leads to its register', small,
	'search.html?f.tech_field=marine', async (page) => {
		const line = '#search-words [role=status]:not(.sr)';
		await page.waitForSelector(line);
		equal(await page.textContent(line), '再输入一个词，或看这一类的名录',
			'what is said');
		const links = await page.$$eval('.ways a', (all) =>
			all.map((a) => a.getAttribute('href')));
		equal(links.includes('licenses/by/tech_field/marine.html'), true,
			'the list of licences');
		for (const link of links) read(link);
		await sideways(page);
		await page.fill('#q', '专利');
		await found(page);
		await page.waitForSelector(line, { state: 'detached' });
		await page.fill('#q', '');
		await page.waitForSelector(line);
		await page.click('#search-chips .chip');
		await page.waitForSelector(line, { state: 'detached' });
		await page.goto(page.url().replace(/[?].*|$/, '?f.year=2026'));
		await page.waitForSelector(line);
		equal(await page.textContent(line), '再输入一个词', 'of a year');
		equal((await ways(page)).length, 0, 'links');
	}, false);

const answers = (page) => page.$$eval(
	'#search-asked:not([hidden]) li:not([hidden]) a',
	(links) => links.map((a) => a.textContent));
const ended = () => alliances.filter((r) =>
	r.status?.code === 'revoked').length;

await story('a word of the register leads to what it names', small,
	'search.html?q=' + encodeURIComponent('已撤销'),
	async (page, context) => {
		await found(page);
		const before = await hits(page);
		if (!before.length) fail('no hits beside the link');
		const url = 'alliances/by/status/revoked.html';
		equal((await ways(page))[0],
			`只看状态为已撤销的产学研联盟（${ended()}） ${url}`, 'zh');
		equal(await page.textContent('#search-words [role=status]'),
			'名录里有 1 处与此对应，链接在结果前面', 'what is read out');
		await accessible(page);
		await sideways(page);
		for (const [word, way] of [
			['　已撤销 ', `只看状态为已撤销的产学研联盟（${ended()}） ${url}`],
			['REVOKED', `只看状态为已撤销的产学研联盟（${ended()}） ${url}`],
			['联盟', `只看产学研联盟（${alliances.length}） ` +
				'alliances/index.html'],
			// as it is written elsewhere
			['已撤銷', `只看状态为已撤销的产学研联盟（${ended()}） ${url}`],
			['聯盟', `只看产学研联盟（${alliances.length}） ` +
				'alliances/index.html'],
			['开放许可', '只看专利开放许可（' + records('licenses').filter((r) =>
				!r.withdrawn).length + '） licenses/index.html'],
			['瀋陽', '只看所在市为沈阳市的产学研联盟（' + alliances.filter((r) =>
				r.fields.city === '210100').length +
				'） alliances/by/city/210100.html']]) {
			await page.fill('#q', word);
			await page.waitForFunction((text) => document.querySelector(
				'.ways a')?.textContent === text, way.split(' ')[0]);
			equal((await ways(page))[0], way, word);
		}
		const all = await ways(page);
		if (all.length > 4) fail(all.join());
		for (const way of all) read(way.split(' ')[1]);
		await page.fill('#q', '停业清算的厂');
		await page.waitForSelector('.ways', { state: 'hidden' });
		await page.goto(page.url().replace(/search.*/,
			'en/search.html?q=Revoked'));
		await page.waitForSelector('.ways a');
		equal((await ways(page))[0], 'Only Alliances, Status: Revoked (' +
			`${ended()}) ../en/${url}`, 'in English');
		for (const [word, way] of [['alliance', 'Only Alliances ('],
			['shenyang', 'Only Alliances, City: Shenyang ('],
			['revoked', 'Only Alliances, Status: Revoked (']]) {
			await page.fill('#q', word);
			await page.waitForFunction((text) => document.querySelector(
				'.ways a')?.textContent.startsWith(text), way);
		}
		await page.focus('#search-sort input:checked');
		while (!await page.evaluate(() =>
			document.activeElement.closest('.ways')))
			await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.waitForURL(/en\/alliances\/by\/status\/revoked/);
	}, false);

await story('a question leads to its answer', small, 'search.html',
	async (page) => {
		const none = '没有找到符合的记录';
		for (const [asked, answer] of [['怎么提异议', '怎样提异议'],
			['如何提出异议？', '怎样提异议'], ['联盟怎么备案', '联盟怎样备案'],
			['许可怎么接受', '怎样取得许可']]) {
			await page.fill('#q', asked);
			await page.waitForFunction((text) => document.querySelector(
				'#search-words [role=status]').textContent === '您是不是要问' &&
				document.querySelector('#search-asked li:not([hidden])')
					.textContent === text, answer);
			await said(page, none);
			equal((await answers(page)).join(), answer, asked);
		}
		await accessible(page);
		await page.fill('#q', '异议');
		await found(page);
		equal((await answers(page)).join(), '怎样提异议', 'the word alone');
		await page.fill('#q', '龘靐齉');
		await said(page, none);
		equal((await answers(page)).length, 0, 'answers to no question');
		await page.fill('#q', '怎么龘靐齉');
		await page.waitForSelector('#search-asked li:last-child a');
		equal((await answers(page)).length, 8, 'answers to another question');
		await page.fill('#q', '产学研联盟备案');
		await found(page);
		equal((await answers(page)).length, 0, 'answers beside hits');
	}, false);

await check('answers to questions are where their links lead', () => {
	for (const folder of ['', 'en/']) {
		const links = Array.from(read(folder + 'search.html').matchAll(
			/<li data-words="[^"]+"><a href="([^"#]*)#?([^"]*)">/g));
		equal(links.length, 8, 'answers');
		for (const [, page, anchor] of links) {
			const text = read(`${folder}search/../${page}`);
			if (anchor && !text.includes(` id="${anchor}"`))
				fail(`${page} has no #${anchor}`);
		}
	}
});

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
