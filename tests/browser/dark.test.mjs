// Dark, and with scripts: axe finds nothing on a page of each type, at 320 and
// 1280 px.  A dozen of the types; ALL=1 looks at every one, as check-all does.
import fs from 'node:fs';
import path from 'node:path';
import { check, finish, launch, none, root, samples, serve, watch }
	from './lib.mjs';

const axe = fs.readFileSync(path.join(root,
	'tests/browser/node_modules/axe-core/axe.min.js'), 'utf8');
const server = await serve();
const browser = await launch();
const every = samples();
const few = [/^index\.html$/, /^search\.html$/, /^stats\.html$/, /^data\.html$/,
	/^alliances\/index/, /^alliances\/[a-z]+-\d/, /^licenses\/by-price/,
	/^licenses\/ol-/, /^notices\/gs-/, /^policies\/zc-/,
	/^en\/alliances\/[a-z]+-\d/, /^en\/revocations\//]
	.map((r) => every.find((f) => r.test(f))).filter(Boolean);
const list = process.env.ALL ? every : [...new Set(few)];

const context = await browser.newContext({ colorScheme: 'dark' });
for (const name of list)
	await check(`dark: ${name}`, async () => {
		const base = name.endsWith('404.html') ? server.origin
			: server.base;
		const { page, wrong } = await watch(context, base);
		try {
			await page.goto(base + name, { waitUntil: 'load' });
			none(wrong, 'things went wrong');
			await page.evaluate(axe);
			for (const width of [320, 1280]) {
				await page.setViewportSize({ width, height: 800 });
				none(await page.evaluate(async () => {
					const r = await globalThis.axe.run(document,
						{ resultTypes: ['violations'] });
					return r.violations.flatMap((v) =>
						v.nodes.map((n) => `${v.id}: ` +
							n.target.join(' ')));
				}), `violations at ${width} px`);
			}
		} finally {
			await page.close();
		}
	});

await browser.close();
server.close();
finish();
