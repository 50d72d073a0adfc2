// What a reader with a phone wants to know: when a licence begins, how far a
// matter has come, what can be objected to and until when, why a filing was
// revoked, and where to write.
import { check, equal, fail, finish, json, launch, none, read, records,
	serve, watch } from './lib.mjs';

const server = await serve();
const browser = await launch();
const context = await browser.newContext({
	viewport: { width: 360, height: 780 } });
const alliances = records('alliances');

// A page at noon of a day, by the clock of the site.
async function on(day, url) {
	const { page, wrong } = await watch(context, server.base);
	await page.clock.setFixedTime(new Date(`${day}T12:00:00+08:00`));
	await page.goto(server.base + url);
	return { page, wrong };
}

const dayAfter = (day, n) =>
	new Date(Date.parse(day) + n * 864e5).toISOString().slice(0, 10);

// source: 专利法 Article 51
await check('a licence begins with notice and payment', () => {
	for (const [tree, text] of [['', /书面通知并支付以后，即获得实施许可/],
		['en/', /with the written notice and the payment you have/]]) {
		const how = records('licenses').map((r) => read(tree + r.url))
			.filter((html) => html.includes('id="how"'));
		if (!how.length) fail('no licence is open');
		none(how.filter((html) => !text.test(html)).map((html) =>
			/<title>[^<]*/.exec(html)[0]), 'say otherwise');
	}
});

await check('no step of a licence has the days of another', () => {
	const told = records('licenses')
		.filter((r) => read(r.url).includes('class="steps"'));
	if (told.length < 20) fail(`only ${told.length} have steps`);
	none(told.filter((r) => {
		const spans = [...read(r.url).matchAll(
			/class="step-date">(.*?)<\/li>/g)].map((m) =>
			[...m[1].matchAll(/datetime="([^"]+)"/g)].map((d) => d[1]));
		return spans.some(([from, to], i) =>
			to && (to < from || (i && from <= spans[i - 1][1])));
	}).map((r) => r.url), 'overlap');
});

// One whose life goes on after the day of the build.
const going = alliances.map((r) => {
	const html = read(r.url);
	const turns = /data-turns="([^"]*)"/.exec(html)?.[1].trim()
		.split(' ').filter(Boolean) ?? [];
	return { url: r.url, html, turns: turns.map((t) => t.split(':')) };
}).filter((r) => r.turns.length && /event-future/.test(r.html));

await check('a step ahead is told from one that came', async () => {
	if (!going.length) fail('nothing lies ahead of any alliance');
	const { page, wrong } = await on('2026-11-21', going[0].url);
	equal(await page.locator('.step[aria-current] .step-phase')
		.textContent(), '当前', 'the current step');
	equal(await page.locator('.step-future .step-phase').first()
		.textContent(), '未开始', 'a step ahead');
	equal(await page.locator('.event-future').first().innerText()
		.then((t) => t.startsWith('将来')), true, 'the label');
	const mark = (of) => page.locator(of).first().evaluate((e) =>
		getComputedStyle(e, '::before').backgroundColor);
	if (await mark('.event-future') ===
		await mark('.event:not(.event-future)'))
		fail('the marks look alike');
	none(wrong, 'things went wrong');
	await page.close();
});

await check('a page read later moves on to the step of that day', async () => {
	const { url, turns } = going[0];
	const [day, step] = turns[0];
	const before = await on(dayAfter(day, -1), url);
	const label = await before.page.locator('.meta .tag').textContent();
	equal(await before.page.locator('.step[aria-current] .step-label')
		.textContent(), label, 'on the day before');
	equal(await before.page.locator('.meta-since').isVisible(), true,
		'the first day of the status');
	await before.page.close();
	const { page, wrong } = await on(day, url);
	const current = page.locator('.step[aria-current]');
	equal(await current.count(), 1, 'current steps');
	equal(await current.locator('.step-phase').textContent(), '当前',
		'its phase');
	equal(await current.evaluate((e) =>
		[...e.parentNode.children].indexOf(e)), +step, 'its place');
	const now = await current.locator('.step-label').textContent();
	if (now === label) fail(`still ${label}`);
	equal(await page.locator('.meta .tag').textContent(), now, 'the tag');
	equal(await page.locator('.meta-since').isVisible(), false,
		'the first day of the former status');
	none(wrong, 'things went wrong');
	await page.close();
});

// source: 辽科发〔2021〕19号 Articles 11 and 14: a revocation has its ground
const revoked = alliances.map((r) => [r.url, read(r.url)])
	.filter(([, html]) => /class="banner banner-end/.test(html));

await check('who is revoked reads on what ground', () => {
	if (!revoked.length) fail('none is revoked');
	none(revoked.filter(([, html]) =>
		!/<section class="banner[^]*?事由：[^<]+[^]*?<\/section>/.test(html) ||
		!/step-end"[^]*?step-why">事由：/.test(html)).map(([url]) => url),
		'do not say why');
	none(revoked.filter(([url]) =>
		!/Ground: /.test(read(`en/${url}`))).map(([url]) => url),
		'do not say why in English');
});

const open = records('notices').map((r) => ({ url: r.url, to: r.fields?.to,
	names: (r.fields?.items ?? []).map((i) => i.alliance).filter(Boolean),
	html: read(r.url) }))
	.filter((r) => /class="meta">\s*<li><span class="tag tag-wait/.test(r.html));

await check('home begins with the notices that can be objected to', async () => {
	if (open.length < 5) fail(`only ${open.length} are open`);
	const { page, wrong } = await on('2026-11-21', 'index.html');
	const rows = await page.$$eval('.calls .line', (all) => all.map((e) =>
		[e.querySelector('a').getAttribute('href'),
			e.querySelector('time').getAttribute('datetime')]));
	equal(rows.length, open.length, 'notices');
	none(open.filter((n) => !rows.some(([url, to]) =>
		url === n.url && to === n.to)).map((n) => n.url),
		'are missing, or end on another day');
	equal(rows.map(([, to]) => to).join(),
		rows.map(([, to]) => to).sort().join(), 'order');
	equal(await page.locator('.running a[href^="notices/"]').count(), 0,
		'notices that stand twice');
	await page.click('.calls .after a');
	equal(page.url().slice(server.base.length),
		'notices/by/status/open.html', 'the link to all');
	const last = await page.$$eval('.register tbody tr', (all) =>
		all.map((tr) => tr.querySelector('[data-label="截止日"] time')
			?.getAttribute('datetime')));
	none(last.filter((day) => !open.some((n) => n.to === day)),
		'rows without a last day');
	none(wrong, 'things went wrong');
	await page.close();
});

await check('home drops what is over, and the banner with it', async () => {
	const ends = open.map((n) => n.to).sort();
	const { page } = await on(dayAfter(ends[0], 1), 'index.html');
	equal(await page.locator('.calls .line:visible').count(),
		ends.filter((day) => day > ends[0]).length, 'notices');
	const first = open.find((n) => n.to === ends[0]);
	await page.goto(server.base + first.url);
	equal(await page.locator('.banner:visible').count(), 0, 'banners');
	await page.close();
});

await check('whom a notice names reads of it until its last day', async () => {
	const told = open.flatMap((n) => n.names.map((id) => ({ ...n,
		at: `alliances/${id}.html` })));
	if (told.length < 3) fail(`only ${told.length} are named`);
	for (const tree of ['', 'en/'])
		none(told.filter((t) => !(read(tree + t.at)
			.match(/<section class="banner[^]*?<\/section>/g) ?? [])
			.some((b) => b.includes(`data-over="${t.to}"`) &&
				b.includes(`${t.url}#g-objection"`)))
			.map((t) => `${tree}${t.at} ${t.url}`), 'do not say so');
	for (const [days, seen] of [[0, 1], [1, 0]]) {
		const { page } = await on(dayAfter(told[0].to, days), told[0].at);
		equal(await page.locator('.banner:visible').count(), seen,
			`banners, ${days} days after the last`);
		await page.close();
	}
});

await check('what can be objected to says how, and until when', async () => {
	const { page, wrong } = await on('2026-11-21', open[0].url);
	for (const r of alliances.filter((a) =>
		/class="banner banner-wait/.test(read(a.url))).slice(0, 2)
		.concat(open.slice(0, 2))) {
		await page.goto(server.base + r.url);
		const call = page.locator('.banner-call a');
		const day = await page.locator('.banner-call time')
			.getAttribute('datetime');
		await call.click();
		const at = new URL(page.url());
		equal(at.hash, '#g-objection', 'where the banner leads');
		equal(await page.locator('#g-objection').isVisible(), true,
			'how to object');
		equal(json(at.pathname.split('/').slice(-2).join('/')
			.replace('.html', '.json')).fields.to, day, 'the last day');
	}
	none(wrong, 'things went wrong');
	await page.close();
});

await check('a history says what came, and names whom it speaks of', () => {
	const told = records('licenses')
		.filter((r) => /href="[^"]*\.history\.html/.test(read(r.url)))
		.map((r) => r.url.replace('.html', '.history.html'))
		.map((url) => [url, read(url)]);
	none(told.filter(([, html]) => /“jg-\d+”/.test(html))
		.map(([url]) => url), 'print an id alone');
	if (!told.some(([, html]) => /高校院所“[^”]+ jg-\d+”/.test(html)))
		fail('no history tells of an institution');
	if (!told.some(([, html]) =>
		/增加许可使用费的分阶段标准“一次总付”（[^）]*金额 \d/.test(html)))
		fail('no history tells what a stage costs');
});

await check('revocations are found from the notices and from home', async () => {
	const { page } = await on('2026-11-21', 'notices/index.html');
	await page.click('.kin a[href$="revocations/index.html"]');
	equal(await page.locator('h1').textContent(), '撤销备案公告', 'register');
	await page.goto(server.base);
	equal(await page.locator('.latest a[href^="revocations/cx-"]').count() > 0,
		true, 'on home');
	await page.close();
});

await check('there is a mailbox and a postal address to write to', () => {
	for (const tree of ['', 'en/'])
		for (const [name, part] of [['about.html', 'correct'],
			['accessibility.html', 'tell']]) {
			const html = read(tree + name)
				.split(`id="${part}"`)[1].split('</section>')[0];
			if (!/href="mailto:[^"@]+@[^"@]+\.example"/.test(html))
				fail(`${tree}${name}: no mailbox`);
			if (!/示例市|Example City/.test(html))
				fail(`${tree}${name}: no postal address`);
		}
	const taken = records('licenses').filter((r) =>
		read(r.url).includes('id="how"'));
	none(taken.filter((r) => {
		const how = read(r.url).split('id="how"')[1].split('</section>')[0];
		return !how.includes(r.fields.contact?.address) ||
			!how.includes(r.fields.contact?.email);
	}).map((r) => r.url), 'do not say where the notice goes');
});

await browser.close();
server.close();
finish();
