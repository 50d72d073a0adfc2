// The site as `gongshi pack` makes it: one file, and from a disk it is browsed
// and searched as on a server.
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import zlib from 'node:zlib';
import { build, check, equal, fail, files, finish, launch, none, records,
	root, site } from './lib.mjs';

const gongshi = path.resolve(root, build, 'gongshi');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'gongshi-pack.'));
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));

function pack() {
	const file = path.join(work, 'site.zip');
	execFileSync(gongshi, ['pack', site, '-o', file],
		{ stdio: ['ignore', 'ignore', 'pipe'] });
	return fs.readFileSync(file);
}

// The members of a zip, by what its directory says.
function* members(zip) {
	let at = zip.readUInt32LE(zip.length - 6);
	const n = zip.readUInt16LE(zip.length - 12);
	for (let i = 0; i < n; i++) {
		const [method, time, day] = [10, 12, 14].map((o) =>
			zip.readUInt16LE(at + o));
		const [crc, packed, size] = [16, 20, 24].map((o) =>
			zip.readUInt32LE(at + o));
		const [nameN, extraN, noteN] = [28, 30, 32].map((o) =>
			zip.readUInt16LE(at + o));
		const head = zip.readUInt32LE(at + 42);
		const name = zip.toString('utf8', at + 46, at + 46 + nameN);
		const from = head + 30 + zip.readUInt16LE(head + 26) +
			zip.readUInt16LE(head + 28);
		const bytes = zip.subarray(from, from + packed);
		yield { name, crc, size, time, day,
			bytes: method ? zlib.inflateRawSync(bytes) : bytes };
		at += 46 + nameN + extraN + noteN;
	}
}

const zip = pack();
const all = [...members(zip)];
const folder = path.join(work, all[0].name.split('/')[0]);
for (const { name, bytes } of all) {
	fs.mkdirSync(path.dirname(path.join(work, name)), { recursive: true });
	fs.writeFileSync(path.join(work, name), bytes);
}
const in_ = (name) => fs.readFileSync(path.join(folder, name));

await check('members have no time, and nothing is left over', () => {
	none(all.filter((m) => m.time !== 0 || m.day !== 33)
		.map((m) => m.name), 'members with a time');
	const names = fs.readdirSync(work);
	none(names.filter((n) => /\.(part|dir)$/.test(n)), 'left over');
});

await check('all lies in one folder, whole', () => {
	none(all.filter((m) => m.name.split('/')[0] !== path.basename(folder))
		.map((m) => m.name), 'outside');
	none(all.filter((m) => m.bytes.length !== m.size)
		.map((m) => m.name), 'of another length');
	const listed = new Map();
	for (const name of fs.readdirSync(path.join(folder, 'sha256')))
		for (const line of in_(`sha256/${name}`).toString().trim()
			.split('\n'))
			listed.set(line.slice(66), line.slice(0, 64));
	none(all.filter((m) => {
		const name = m.name.slice(path.basename(folder).length + 1);
		return !name.startsWith('sha256/') && listed.get(name) !==
			crypto.createHash('sha256').update(m.bytes)
				.digest('hex');
	}).map((m) => m.name), 'not what their checksum says');
});

await check('every file of the site is in it', () => {
	const here = new Set(all.map((m) =>
		m.name.slice(path.basename(folder).length + 1)));
	none(files().filter((f) => !/\.(gz|br)$/.test(f) &&
		!f.startsWith('manifest/') && !here.has(
		f.startsWith('search/') ? `${f}.js` : f)), 'missing');
	none([...here].filter((f) => /\.(gz|br)$/.test(f)), 'compressed');
	const same = files().filter((f) => f.startsWith('alliances/') &&
		f.endsWith('.json'));
	none(same.filter((f) => !in_(f).equals(
		fs.readFileSync(path.join(site, f)))), 'altered');
});

// ------------------------------------------------------------- browser

const browser = await launch();
const context = await browser.newContext();
const page = await context.newPage();
const wrong = [];
page.on('console', (m) => ['error', 'warning'].includes(m.type()) &&
	wrong.push(`${m.type()}: ${m.text()}`));
page.on('pageerror', (e) => wrong.push(`error: ${e.message}`));
page.on('request', (r) => {
	if (!r.url().startsWith(pathToFileURL(folder).href))
		wrong.push(`request outside: ${r.url()}`);
});
const at = (name) => new URL(name, pathToFileURL(`${folder}/`)).href;

async function hits() {
	await page.waitForFunction(() => document.querySelectorAll(
		'#search-results li').length > 0, null, { timeout: 20000 });
	return page.$$eval('#search-results a', (links) =>
		links.map((a) => a.href));
}

await check('browsed from the front page to a record', async () => {
	await page.goto(at('index.html'));
	await page.click('a[href$="alliances/index.html"]');
	await page.click('main tbody th a, main ol li h3 a');
	if (!/\/alliances\/[a-z0-9-]+\.html$/.test(page.url()))
		fail(`arrived at ${page.url()}`);
	none(wrong, 'things went wrong');
});

const one = records('alliances')[7];
const titleOf = (r) => {
	const t = r.title ?? r.fields?.name ?? r.name;
	return typeof t === 'string' ? t : t.zh;
};
const query = titleOf(one).slice(3, 7);

for (const tree of ['', 'en/'])
	await check(`the box of a page finds: ${tree || 'zh'}`, async () => {
		await page.goto(at(`${tree}about.html`));
		await page.fill('#site-q', query);
		await page.keyboard.press('Enter');
		const found = await hits();
		if (!found.includes(at(tree + one.url)))
			fail(`not among ${found.join(' ')}`);
		await page.click(`#search-results a[href="${
			new URL(at(tree + one.url)).href}"], ` +
			`#search-results a[href$="${one.url}"]`);
		equal(page.url(), at(tree + one.url), 'arrived at');
		none(wrong, 'things went wrong');
	});

await check('what is typed finds, and facets narrow it', async () => {
	await page.goto(at('search.html'));
	await page.click('#q');
	await page.keyboard.type('联盟');
	await page.keyboard.press('Enter');
	await hits();
	const total = async () => Number((await page.textContent(
		'#search-status')).replace(/[,，]/g, '').match(/\d+/)?.[0]);
	const before = await total();
	const facet = '.facet[data-facet="kind"]';
	await page.evaluate((f) => {
		for (const name of ['#search-filter', f])
			document.querySelector(name).open = true;
	}, facet);
	await page.waitForSelector(`${facet} .count`, { state: 'attached' });
	await page.locator(`${facet} input`).nth(1).click();
	await page.waitForSelector('#search-chips li');
	await hits();
	const after = await total();
	if (!(after > 0 && after < before))
		fail(`${before} became ${after}`);
	none(wrong, 'things went wrong');
});

await check('what is typed is answered below the box of a page', async () => {
	await page.goto(at('about.html'));
	await page.click('#site-q');
	await page.keyboard.type(query);
	await page.waitForSelector('#suggest:visible .suggest-item');
	const hrefs = await page.$$eval('.suggest-item', (v) =>
		v.map((a) => a.href));
	if (!hrefs.includes(at(one.url))) fail(`not among ${hrefs.join(' ')}`);
	equal(await page.getAttribute('#site-q', 'role'), 'combobox', 'role');
	none(wrong, 'things went wrong');
});

await check('a demand finds the licences that may help', async () => {
	const links = [];
	for (const { url } of records('demands').slice(0, 8)) {
		await page.goto(at(url));
		await page.locator('#likely').scrollIntoViewIfNeeded();
		await page.waitForSelector(
			'#likely > .hint:visible, #likely > .none:visible');
		links.push(...await page.$$eval('#likely .line a', (v) =>
			v.map((a) => a.href)));
	}
	if (!links.length) fail('none');
	none(links.filter((u) => !fs.existsSync(fileURLToPath(u))), 'lost');
	none(wrong, 'things went wrong');
});

await check('a query by sound or with a slip is answered', async () => {
	await page.goto(at('search.html?q=' + encodeURIComponent('zhineng')));
	await page.waitForFunction(() => document.querySelector(
		'#search-status').textContent.match(/\d|没有|未/));
	none(wrong, 'things went wrong');
});

await browser.close();
finish();
