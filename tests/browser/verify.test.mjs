// verify.test.mjs - what a reader saved is checked and cited in the page: a
// file against the manifest, the copied citation against the one shown.
import fs from 'node:fs';
import path from 'node:path';
import { check, equal, fail, finish, launch, serve, site, watch }
	from './lib.mjs';

const server = await serve();
const browser = await launch();
const context = await browser.newContext({
	permissions: ['clipboard-read', 'clipboard-write'],
});
const { page, wrong } = await watch(context, server.base);
const record = 'alliances/ln-2021-0001.html';

// What the page says of a file of these bytes.
async function said(bytes) {
	await page.setInputFiles('#saved', {
		name: 'saved.html', mimeType: 'text/html', buffer: bytes,
	});
	await page.waitForFunction(() => /[0-9a-f]{64}$/.test(
		document.querySelector('#check-file [role=status]').textContent));
	return page.textContent('#check-file [role=status]');
}

for (const [lang, same, none] of [['', '一致', '没有内容相同'],
	['en/', 'Agrees', 'no file of this content']])
	await check(`${lang || 'zh/'}: a saved page is known, a change seen`,
		async () => {
			await page.goto(`${server.base}${lang}about.html`);
			const bytes = fs.readFileSync(path.join(site, record));
			const right = await said(bytes);
			if (!right.includes(same) || !right.includes(record))
				fail(right);
			const altered = await said(Buffer.concat([bytes,
				Buffer.from(' ')]));
			if (!altered.includes(none) || altered.includes(record))
				fail(altered);
		});

for (const name of [record, 'alliances/ln-2021-0001.v1.html'])
	await check(`${name}: what is copied is what is shown`, async () => {
		await page.goto(server.base + name);
		await page.click('[data-copy=cite]');
		await page.waitForFunction(() => [...document
			.querySelectorAll('.said')].some((e) => e.textContent));
		const copied = await page.evaluate(() =>
			navigator.clipboard.readText());
		equal(copied, (await page.textContent('#cite')).trim());
		if (!/[0-9a-f]{40}/.test(copied) || !copied.includes(name))
			fail(copied);
	});

await check('nothing went wrong, nothing was asked elsewhere',
	() => equal(wrong.join('\n'), ''));
await browser.close();
server.close();
finish();
