// pictures.mjs - the pictures of the guides, from the real program: the
// preview with findings, a notice on a phone, the form, a sheet that came
// back.  `make pictures` runs it; wants LibreOffice, poppler-utils, pngquant.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, launch, root } from '../browser/lib.mjs';

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'gongshi-pictures.'));
const program = path.resolve(root, build, 'gongshi');
const to = path.join(root, 'gen/init/pictures');
const env = { ...process.env, HOME: work, GONGSHI_DATA: root,
	PATH: `${path.dirname(program)}:${process.env.PATH}`,
	GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_NAME: '示例',
	GIT_AUTHOR_EMAIL: 'a@example.org', GIT_COMMITTER_NAME: '示例',
	GIT_COMMITTER_EMAIL: 'a@example.org',
	GIT_AUTHOR_DATE: '2026-11-22T09:00:00+08:00',
	GIT_COMMITTER_DATE: '2026-11-22T09:00:00+08:00' };
const asOf = ['--as-of', '2026-11-24'];
const browser = await launch();

const run = (dir, command, ...words) => execFileSync(command, words,
	{ cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });

// A status of 1 is what is wanted here: findings.
function fails(...words) {
	try {
		run(...words);
	} catch (error) {
		if (error.status === 1) return;
		throw error;
	}
	throw new Error(`${words.join(' ')} finds nothing`);
}

// Few colours are enough for text; --strip leaves no date in the file.
function keep(name, png) {
	const file = path.join(work, name);
	fs.writeFileSync(file, png);
	execFileSync('pngquant', ['--force', '--strip', '--speed', '1', '--output',
		path.join(to, name), '64', file]);
}

async function shoot(name, url, { width, height, scale = 1, mobile = false },
	act = async () => {}) {
	const context = await browser.newContext({ viewport: { width, height },
		deviceScaleFactor: scale, isMobile: mobile, hasTouch: mobile });
	const page = await context.newPage();
	await page.goto(url);
	await act(page);
	keep(name, await page.screenshot());
	await context.close();
}

// What matters stands at the upper edge.
const top = (page, what) => page.locator(what)
	.evaluate((e) => {
		scrollTo({ top: e.getBoundingClientRect().top + scrollY - 24,
			behavior: 'instant' });
	});

// The notice that the guide for staff writes.
function notice(dir, end) {
	const guide = fs.readFileSync(path.join(dir, `guide-staff${end}`), 'utf8');
	const file = path.join(dir, 'content/notices/gs-2026-0001.md');
	const text = guide.match(/```yaml\n([^]*?)```/)[1];
	fs.mkdirSync(path.dirname(file));
	fs.writeFileSync(file, text);
	run(dir, 'git', 'add', '-A');
	run(dir, 'git', 'commit', '-q', '-m', 'notice');
	return { file, text };
}

async function findings(dir, lang, prefix, { file, text }) {
	const child = spawn(program, ['serve', '-p', '0', ...asOf],
		{ cwd: dir, env });
	const address = await new Promise((resolve, reject) => {
		child.stdout.once('data', (d) => resolve(String(d).trim()));
		child.once('exit', () => reject(new Error('the preview ended')));
	});
	await shoot(`findings.${lang}.png`,
		`${address}${prefix}notices/gs-2026-0001.html`,
		{ width: 820, height: 600 }, async (page) => {
			fs.writeFileSync(file, text.replace(/^to: .*$/m, 'to: 2026-11-20')
				.replace('ln-2026-0001', 'ln-2026-0011'));
			await page.locator('#gongshi-preview').waitFor();
		});
	fs.writeFileSync(file, text);
	child.kill('SIGINT');
}

async function report(dir, lang) {
	const tools = path.join(root, 'tests');
	const python = (...words) => run(dir, '/usr/bin/python3', ...words);
	const sheet = lang === 'zh' ? '名单' : 'list';
	const exported = (...words) => run(dir, program, 'export', 'license',
		'--format', 'xlsx', ...words);
	exported('-o', 'examples.xlsx');
	exported('--template', '-o', 'empty.xlsx');
	python(path.join(tools, 'scenario/fill.py'), 'examples.xlsx', 'empty.xlsx',
		`${sheet}.xlsx`, 'lost');
	fails(dir, program, 'import', `${sheet}.xlsx`, '--kind', 'license',
		'--dry-run');
	python(path.join(tools, 'tools/narrow.py'), `${sheet}.report.xlsx`,
		'report.xlsx');
	run(dir, 'soffice', `-env:UserInstallation=file://${work}/office`,
		'--headless', '--convert-to', 'pdf', 'report.xlsx');
	// The rows at the top of the page, without its margins.
	run(dir, 'pdftoppm', '-png', '-r', '110', '-x', '70', '-y', '100',
		'-W', '1140', '-H', '120', '-singlefile', 'report.pdf', 'report');
	keep(`report.${lang}.png`, fs.readFileSync(path.join(dir, 'report.png')));
}

async function pictures(lang) {
	const dir = path.join(work, lang);
	const end = lang === 'zh' ? '.md' : '.en.md';
	const prefix = lang === 'zh' ? '' : 'en/';
	env.GONGSHI_LANG = lang;
	run(work, program, 'init', dir);
	const written = notice(dir, end);
	run(dir, program, 'build', ...asOf);
	const page = (name) => pathToFileURL(path.join(dir, 'public', prefix,
		name)).href;
	await shoot(`notice.${lang}.png`, page('notices/gs-2026-0001.html'),
		{ width: 360, height: 640, scale: 1.5, mobile: true },
		(p) => top(p, 'main'));
	await shoot(`form.${lang}.png`, page('tools/new/license.html'),
		{ width: 820, height: 760 }, async (p) => {
			await p.setInputFiles('#form-open', path.join(dir,
				'public/licenses/ol-2026-0001.json'));
			const number = p.getByLabel(lang === 'zh' ? '专利号'
				: 'Patent number', { exact: true });
			await number.fill('ZL201919275452.1');
			await number.press('Enter');
			await p.locator('#form-errors li').first().waitFor();
			await top(p, 'main h1');
		});
	await findings(dir, lang, prefix, written);
	await report(dir, lang);
}

fs.mkdirSync(to, { recursive: true });
try {
	for (const lang of ['zh', 'en']) await pictures(lang);
} finally {
	await browser.close();
	fs.rmSync(work, { recursive: true, force: true });
}
