// The form page as people use it: keyboard, errors, lists, drafts, an old
// record, no scripts, axe; nothing is ever sent.
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { accessible, check, equal, fail, files, finish, launch, none, read,
	records, root, serve, watch } from './lib.mjs';

const server = await serve();
const browser = await launch();

async function open(context, name) {
	const { page, wrong } = await watch(context, server.base);
	await page.goto(server.base + name, { waitUntil: 'networkidle' });
	return { page, wrong };
}

// A page in a context of its own, so that no draft is left to the next.
async function inPage(name, body, options = {}) {
	const context = await browser.newContext(options);
	const { page, wrong } = await open(context, name);
	await body(page, context);
	none(wrong, 'things went wrong');
	await context.close();
}

const focused = (page) => page.evaluate(() => {
	const e = document.activeElement;
	return e.id || e.textContent.trim();
});
const submit = (page) => page.press('#form-id', 'Enter');
const open1 = (page, record) => page.setInputFiles('#form-open', {
	name: 'x.json', mimeType: 'application/json',
	buffer: Buffer.from(JSON.stringify(record)) });
const news = 'tools/new/news.html';

await check('the index leads to a form for each kind but one', async () =>
	inPage('tools/new.html', async (page) => {
		const links = await page.locator('#kinds a').evaluateAll((all) =>
			all.map((a) => a.getAttribute('href')
				.replace(/^.*tools\//, '')));
		const kinds = fs.readdirSync(path.join(root, 'content/schema'))
			.map((f) => `new/${path.basename(f, '.yaml')}.html`)
			.filter((f) => f !== 'new/withdrawal.html');
		equal([...links].sort().join(), kinds.sort().join(), 'kinds');
		await page.click('#kinds a[href$="new/news.html"]');
		await page.locator('#form-ask').waitFor();
	}));

// What a clerk does, without a mouse: the labels say where to write.
await check('a record by keyboard alone', async () =>
	inPage(news, async (page) => {
		const answers = { 标题: '示例：某市举办对接活动', 内容概述: '示例单位在某市举办产学研对接活动，二十家企业参加。',
			发布日期: '2026-03-01', 发布机构: '示例省科学技术厅' };
		await page.focus('#form-all');
		for (let i = 0; i < 60; i++) {
			await page.keyboard.press('Tab');
			const at = await page.evaluate(() => {
				const e = document.activeElement;
				const label = e.labels?.[0]?.textContent ?? '';
				return { tag: e.tagName, type: e.type, label };
			});
			if (at.type === 'submit') break;
			const text = answers[at.label];
			if (text) await page.keyboard.type(text);
			else if (at.tag === 'SELECT')
				await page.keyboard.press('ArrowDown');
			else if (/^INPUT|TEXTAREA/.test(at.tag) && at.type === 'text' &&
				at.label && !/编号|选填/.test(at.label))
				await page.keyboard.type('示例文字');
		}
		await page.keyboard.press('Enter');
		const errors = await page.locator('#form-errors li').allTextContents();
		equal(errors.join(), '', 'errors');
		equal(await focused(page), 'form-done', 'focus');
		const file = await page.inputValue('#form-file');
		if (!file.startsWith('---\ntitle: 示例：某市举办对接活动\n'))
			fail(file);
		// A number of its own, which no published record has.
		const path = await page.textContent('#form-path');
		if (!/^content\/news\/(\d{4})\/dt-\1-\d{4}-[a-z][a-z2-9]{3}\.md$/
			.test(path))
			fail(path);
	}, { locale: 'zh-CN' }));

await check('many errors on a phone: their number is in sight', async () =>
	inPage('tools/new/license.html', async (page) => {
		await submit(page);
		equal(await focused(page), 'form-summary', 'focus');
		const box = await page.locator('#form-errors-title').boundingBox();
		if (box.y < 0 || box.y > 100) fail(`the title is at ${box.y}`);
	}, { locale: 'zh-CN', viewport: { width: 360, height: 640 } }));

await check('errors: a summary on top, in the order of the page', async () =>
	inPage(news, async (page) => {
		await page.fill('#form-id', '示例');
		await submit(page);
		equal(await focused(page), 'form-summary', 'focus');
		const links = page.locator('#form-errors a');
		const n = await links.count();
		equal(await page.textContent('#form-errors-title'),
			`有 ${n} 处需要修改`, 'title of the summary');
		if (!(await page.title()).startsWith('错误：'))
			fail(await page.title());
		equal(await page.locator('[aria-invalid]').count(), n, 'marked');
		const wanted = await links.first().getAttribute('href');
		await links.first().press('Enter');
		equal(`#${await focused(page)}`, wanted, 'focus by the link');
		const note = await page.evaluate(() => {
			const e = document.activeElement;
			return e.getAttribute('aria-describedby').split(' ').map((i) =>
				document.getElementById(i).textContent).join(' ');
		});
		if (!note.includes('缺少必填项')) fail(note);
		equal(await page.inputValue('#form-id'), '示例', 'what was typed');
		equal(await page.isVisible('#form-done'), false, 'a file');
	}));

await check('lists: added, moved and removed, with the focus', async () =>
	inPage('tools/new/license.html', async (page) => {
		const list = page.locator('#form-fields .ask-group').filter({
			has: page.locator('legend', { hasText: /^专利权人$/ }) }).first();
		const rows = list.locator('.ask-rows > li');
		const add = list.getByRole('button', { name: /添加一项/ });
		const names = () => rows.locator('input').evaluateAll((all) =>
			all.filter((e) => e.labels[0].textContent === '名称')
				.map((e) => e.value).join());
		equal(await rows.count(), 1, 'items at first');
		await page.keyboard.insertText('');
		await rows.first().getByLabel('名称', { exact: true }).fill('甲');
		for (const name of ['乙', '丙']) {
			await add.press('Enter');
			await page.keyboard.type(name);
		}
		equal(await names(), '甲,乙,丙', 'added');
		await list.getByRole('button', { name: '专利权人 3：上移' })
			.press('Enter');
		equal(await names(), '甲,丙,乙', 'moved');
		equal(await focused(page), '上移', 'focus after moving');
		await page.keyboard.press('Enter');
		equal(await names(), '丙,甲,乙', 'moved again');
		equal(await focused(page), '下移', 'focus at the end of the list');
		await list.getByRole('button', { name: '专利权人 2：删除' })
			.press('Enter');
		equal(await names(), '丙,乙', 'removed');
		equal(await page.evaluate(() => document.activeElement.value), '乙',
			'focus after removing');
		equal(await page.textContent('#form-status'), '已删除一项', 'told');
	}));

await check('fields are asked for when answers need them', async () =>
	inPage('tools/new/license.html', async (page) => {
		const mode = page.getByLabel('支付方式', { exact: true }).first();
		const seen = (label) => page.getByLabel(label).first().isVisible();
		equal(await seen('金额（万元）'), false, 'amount at first');
		await mode.selectOption('lump');
		equal(await seen('金额（万元）'), true, 'amount of a lump sum');
		await mode.selectOption('royalty_sales');
		equal(await seen('金额（万元）'), false, 'amount of a royalty');
		equal(await seen('提成比例（%）'), true, 'rate of a royalty');
		equal(await seen('主分类号'), false, 'an optional field');
		await page.check('#form-all');
		equal(await seen('主分类号'), true, 'an optional field on demand');
	}));

await check('a draft is kept where asked for, and only there', async () =>
	inPage(news, async (page, context) => {
		const title = page.getByLabel('标题', { exact: true });
		const kept = () => page.evaluate(() => Object.keys(localStorage)
			.filter((k) => k.startsWith('gongshi-form')).join());
		await title.fill('示例甲');
		equal(await kept(), '', 'kept without asking');
		await page.check('#form-keep');
		await title.fill('示例乙');
		await page.reload();
		equal(await title.inputValue(), '示例乙', 'after coming back');
		await page.uncheck('#form-keep');
		equal(await kept(), '', 'kept after the box is cleared');
	}));

await check('an old record: opened, changed, the file downloaded', async () =>
	inPage('tools/new/license.html', async (page) => {
		const [record] = records('licenses').filter((r) =>
			r.fields?.fee.mode === 'staged');
		await open1(page, record);
		await page.waitForFunction((id) =>
			document.getElementById('form-id').value === id, record.id);
		equal(await page.locator('.ask-rows > li').count(),
			record.fields.fee.stages.length + record.fields.patentees.length +
			(record.fields.licences?.length ?? 0), 'items');
		await submit(page);
		equal(await page.locator('#form-errors li').count(), 1,
			'what is not public is asked for');
		await page.getByLabel('公开前审查单位').fill('示例处');
		await submit(page);
		const [download] = await Promise.all([
			page.waitForEvent('download'), page.click('#form-save')]);
		equal(download.suggestedFilename(), `${record.id}.md`, 'name');
		equal(fs.readFileSync(await download.path(), 'utf8'),
			await page.inputValue('#form-file'), 'bytes');
		await open1(page, { kind: 'news', id: 'x' });
		await page.waitForFunction(() => document.getElementById(
			'form-opened').textContent.includes('读不出'));
		equal(await page.inputValue('#form-id'), record.id, 'kept');
	}));

await check('the text is copied, alone or as a mail', async () =>
	inPage('tools/new/license.html', async (page) => {
		const record = records('licenses').find((r) => r.fields);
		await open1(page, record);
		await page.waitForFunction(() => document.getElementById(
			'form-opened').textContent);
		await page.getByLabel('公开前审查单位').fill('示例处');
		await submit(page);
		const file = await page.inputValue('#form-file');
		const pasted = () => page.evaluate(() =>
			navigator.clipboard.readText());
		await page.click('#form-copy');
		equal(await pasted(), file, 'copy');
		await page.click('#form-mail');
		const mail = await pasted();
		if (!mail.endsWith(file) || !mail.includes(`${record.id}.md`))
			fail(mail.slice(0, 200));
	}, { permissions: ['clipboard-read', 'clipboard-write'] }));

await check('without scripts: the blank record, no form', async () =>
	inPage('tools/new/license.html', async (page) => {
		equal(await page.isVisible('#form-ask'), false, 'form');
		equal(await page.isVisible('.no-js'), true, 'what to do');
		await page.click('#blank summary');
		const text = await page.textContent('#blank pre');
		if (!/^---\npatent_title: {2}# 发明创造名称，必填\n/.test(text) ||
			!text.includes('\n# index_no:'))
			fail(text.slice(0, 300));
	}, { javaScriptEnabled: false }));

await check('nothing is asked of any server', async () => {
	const context = await browser.newContext();
	const { page, wrong } = await open(context, news);
	const asked = [];
	page.on('request', (r) => r.url().startsWith('blob:') ||
		asked.push(r.url()));
	await page.fill('#form-body', '示例');
	await page.check('#form-keep');
	await submit(page);
	none(asked, 'requests');
	none(wrong, 'things went wrong');
	await context.close();
});

/* ------------------------------------------------------------------ axe */

// As it opens; then all fields, all errors and the finished file at once.
const deep = ['tools/new/license.html', 'en/tools/new/license.html',
	'tools/new/alliance.html', 'en/tools/new/news.html'];
for (const name of deep)
	for (const [width, colorScheme] of [[320, 'light'], [320, 'dark'],
		[1280, 'light'], [1280, 'dark']])
		await check(`axe, ${width} px, ${colorScheme}: ${name}`, async () =>
			inPage(name, async (page) => {
				if (width === 320 && colorScheme === 'light')
					await accessible(page);
				await page.check('#form-all');
				await page.evaluate(() => document.querySelectorAll(
					'main details').forEach((d) => {
					d.open = true;
				}));
				await page.getByRole('button',
					{ name: /添加一项|Add one/ }).first().click();
				await submit(page);
				const wide = await page.evaluate(() => [document
					.documentElement.scrollWidth, innerWidth]);
				if (wide[0] > wide[1]) fail(`${wide[0]} px wide`);
				await page.evaluate(() => {
					document.getElementById('form-done').hidden = false;
				});
				await accessible(page);
			}, { viewport: { width, height: 800 }, colorScheme }));

await check('every form is light', () => none(files().filter((f) =>
	/tools\/new/.test(f) && gzipSync(read(f), { level: 9 }).length > 30720),
'pages above 30 KB'));

await browser.close();
server.close();
finish();
