// Eight things that people come for, done with the keyboard alone: each key
// that is pressed to move or to follow is a step, a word that is typed is one.
// The most that a task may take is stated beside it.
import { check, equal, fail, finish, launch, none, read, records, serve,
	watch } from './lib.mjs';

const server = await serve();
const browser = await launch();
const alliances = records('alliances');
const titleOf = (r) => {
	const t = r.title ?? r.fields?.name ?? r.name;
	return typeof t === 'string' ? t : t?.zh;
};

let page;
let steps;

async function press(key) {
	steps++;
	await page.keyboard.press(key);
}

// Tab until the focus is on what is wanted; it must be seen there.
async function tabTo(selector, most = 120) {
	for (let i = 0; i < most; i++) {
		await press('Tab');
		const at = await page.evaluate((s) => {
			const e = document.activeElement;
			if (!e || !e.matches(s)) return null;
			const r = e.getBoundingClientRect();
			return r.width > 0 && r.height > 0 && r.bottom > 0 &&
				r.top < innerHeight ? 'seen' : 'hidden';
		}, selector);
		if (at === 'seen') return;
		if (at) fail(`${selector} has the focus out of sight`);
	}
	fail(`the focus never comes to ${selector}`);
}

async function follow(selector) {
	await tabTo(selector);
	const before = page.url();
	await press('Enter');
	await page.waitForURL((u) => u.href !== before);
	await page.waitForLoadState();
}

async function type(text) {
	steps++;
	await page.keyboard.type(text);
}

// Past the head of the page, as the first link of every page offers.
async function skipToMain() {
	await press('Tab');
	await press('Enter');
}

// Past the head of a register, as the first link of its main part offers.
async function skipToRows() {
	await skipToMain();
	await tabTo('a[href="#rows"]');
	await press('Enter');
}

const here = () => decodeURIComponent(
	page.url().slice(server.base.length)).replace(/[?#].*/, '');

async function task(name, most, body, options = {}) {
	await check(`${name} (at most ${most} steps)`, async () => {
		const context = await browser.newContext(options);
		const seen = await watch(context, server.base);
		page = seen.page;
		steps = 0;
		try {
			await body();
		} finally {
			if (!page.isClosed()) none(seen.wrong, 'went wrong');
			await context.close();
		}
		console.log(`     ${steps} steps: ${name}`);
		if (steps > most) fail(`${steps} steps`);
	});
}

await task('an alliance by a part of its name', 40, async () => {
	const r = alliances[3];
	await page.goto(server.base + 'index.html');
	await tabTo('input[type=search]');
	await type(titleOf(r).slice(3, 8));
	await press('Enter');
	await page.waitForSelector('#search-results li');
	await skipToMain();
	await tabTo('#q');
	await press('ArrowDown');
	await press('Enter');
	await page.waitForURL(/alliances\/[a-z0-9-]+\.html/);
	equal(here(), r.url, 'arrived at');
});

await task('the cheapest licence', 26, async () => {
	await page.goto(server.base + 'index.html');
	await follow('a[href$="licenses/index.html"]');
	await skipToMain();
	await follow('a[href$="by-price.html"]');
	await skipToRows();
	const first = await page.locator('main tbody a, main ol li h3 a').first()
		.getAttribute('href');
	await follow(`main a[href="${first}"]`);
	if (!/^licenses\/ol-/.test(here())) fail(`arrived at ${here()}`);
});

// Without a script: by price, then the field; the prices stand in order and
// every row is of that field.
await task('the cheapest licence in a field', 45, async () => {
	await page.goto(server.base + 'index.html');
	await follow('a[href$="licenses/index.html"]');
	await skipToMain();
	await follow('a[href$="by-price.html"]');
	await skipToMain();
	await tabTo('a[href="#facets"]');
	await press('Enter');
	await follow('a[href$="by/tech_field/agriculture.by-price.html"]');
	await skipToRows();
	const rows = await page.locator('main tbody tr').evaluateAll((v) =>
		v.map((r) => ({
			url: r.querySelector('th a').getAttribute('href'),
			price: r.querySelector('td.num').textContent,
			text: r.textContent,
		})));
	const costs = rows.map((r) => +r.price.replace(/[^0-9.]/g, ''));
	if (rows.length < 2 || costs.some((c, i) => i && c < costs[i - 1]))
		fail(`not in order: ${costs}`);
	none(rows.filter((r) => !r.text.includes('农业')).map((r) => r.url),
		'of another field');
	await follow(`main a[href="${rows[0].url}"]`);
	if (!/^licenses\/ol-/.test(here())) fail(`arrived at ${here()}`);
}, { javaScriptEnabled: false });

await task('why this alliance was revoked', 12, async () => {
	const r = alliances.find((a) => read(a.url)
		.includes('class="banner banner-end'));
	await page.goto(server.base + r.url);
	await skipToMain();
	await follow('.banner a');
	if (!here().startsWith('revocations/')) fail(`arrived at ${here()}`);
});

await task('who joined, and when', 26, async () => {
	await page.goto(server.base + 'index.html');
	await skipToMain();
	await follow('main a[href$="alliances/index.html"]');
	await skipToRows();
	await follow('main a[href$="alliances/ln-2025-0001.html"]');
	const row = page.locator('#t-members tr',
		{ hasText: '示例沈西化工大学' });
	equal(await row.locator('td[data-label="加入日期"]').textContent(),
		'2026-11-18', 'the day in the table');
	equal(await page.locator('#timeline li',
		{ hasText: '示例沈西化工大学' }).textContent(),
		'2026年11月18日成员加入 示例沈西化工大学', 'the timeline');
});

await check('a demand names the licences that may help, or none', async () => {
	page = await browser.newPage();
	let entries, asked, most = 60;
	page.on('request', (r) => {
		asked++;
		entries += /entry\.json/.test(r.url());
	});
	const open = async (url, shown, text) => {
		entries = 0;
		await page.goto(`${server.base + url}.html`);
		asked = 0;
		await page.locator('#likely').scrollIntoViewIfNeeded();
		await page.locator(`#likely ${shown}`).waitFor();
		equal(await page.locator('#likely ul').innerText(), text, url);
		equal(entries, 1, `${url}: how often the index was opened`);
		if (asked > most) fail(`${url}: ${asked} requests`);
	};
	await open('demands/xq-2026-0008', '.hint',
		'全焊接换热板片定位夹具\n焊缝超声相控阵在线检测方法');
	// by the end of the problem, where the title has nothing in common
	await open('demands/xq-2025-0006', '.hint', '乳铁蛋白低温膜分离方法');
	await open('en/demands/xq-2025-0006', '.hint',
		'Membrane separation of lactoferrin');
	// what is made for the same trade does not help by that
	await open('demands/xq-2024-0001', '.none', '');
	// the one that would help was withdrawn
	await open('demands/xq-2026-0012', '.none', '');
	// rice in both, but trays and fertilising: the field is left to look in
	await open('demands/xq-2026-0005', '.none', '');
	await page.locator('#likely .none a').click();
	await page.waitForURL('**/licenses/by/tech_field/agriculture.html');
	// in a register of more pages than are read all words are asked for
	most = 100;
	await page.route('**/licenses/page-oldest.html', (route) =>
		route.fulfill({ contentType: 'text/html',
			body: '<a class="pager-older" href="page-oldest.html">' }));
	await open('demands/xq-2025-0006', '.hint', '乳铁蛋白低温膜分离方法');
	if (asked < 45) fail(`few words were asked for: ${asked} requests`);
	await open('demands/xq-2024-0001', '.none', '');
	await page.close();
});

await task('the table of all alliances as CSV', 24, async () => {
	await page.goto(server.base + 'index.html');
	await follow('a[href$="data.html"]');
	await skipToMain();
	await tabTo('a[href="#set-alliances"]');
	await press('Enter');
	await tabTo('a[href$="data/alliances-1.csv"]');
	const coming = page.waitForEvent('download');
	await press('Enter');
	equal((await coming).suggestedFilename(), 'alliances-1.csv', 'file');
}, { acceptDownloads: true });

await task('a notice on paper', 20, async () => {
	await page.goto(server.base + 'index.html');
	await follow('a[href$="notices/index.html"]');
	await skipToRows();
	const first = await page.locator(
		'main tbody th a, main ol li h3 a').first().getAttribute('href');
	await follow(`main a[href="${first}"]`);
	await page.emulateMedia({ media: 'print' });
	for (const s of ['nav', 'form', '.skip'])
		equal(await page.locator(`body ${s}:visible`).count(), 0, s);
	const pdf = await page.pdf({ format: 'A4' });
	equal(pdf.subarray(0, 5).toString(), '%PDF-', 'printed');
});

await check('statistics print compactly, and name their files', async () => {
	page = await browser.newPage();
	await page.goto(server.base + 'stats.html');
	const pdf = await page.pdf({ format: 'A4' });
	const sheets = pdf.toString('latin1').match(/\/Type \/Page\b/g).length;
	if (sheets > 10) fail(`${sheets} sheets`);
	// Nor does a short notice end with a sheet for its last line.
	await page.goto(server.base + 'notices/gs-2026-0014.html');
	equal((await page.pdf({ format: 'A4' })).toString('latin1')
		.match(/\/Type \/Page\b/g).length, 2, 'sheets of a notice');
	await page.goto(server.base + 'stats.html');
	await page.emulateMedia({ media: 'print' });
	const named = await page.locator('.plot-links a[type="text/csv"]')
		.evaluateAll((v) => v.map((a) =>
			getComputedStyle(a, '::after').content));
	none(named.filter((c) => !/\(href\)|\.csv/.test(c)), 'not named');
	console.log(`     ${sheets} sheets, ${named.length} charts`);
	await page.close();
});

await task('the same page in English', 10, async () => {
	const r = alliances[5];
	await page.goto(server.base + r.url);
	await follow('a[hreflang="en"]');
	equal(here(), `en/${r.url}`, 'arrived at');
	equal(await page.getAttribute('html', 'lang'), 'en', 'language');
});

await task('read at 400%, on a phone', 12, async () => {
	const r = alliances[5];
	await page.goto(server.base + r.url);
	const wide = await page.evaluate(() =>
		document.documentElement.scrollWidth - innerWidth);
	if (wide > 0) fail(`${wide} px wider than the screen`);
	await skipToMain();
	for (let i = 0; i < 5; i++) await press('PageDown');
	await press('End');
	await page.waitForFunction(() => scrollY + innerHeight >=
		document.documentElement.scrollHeight - 2);
}, { viewport: { width: 320, height: 256 } });

await browser.close();
server.close();
finish();
