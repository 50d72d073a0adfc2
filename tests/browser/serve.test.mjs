// The preview: edited and watched in Chromium, and asked for what it must not
// give.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { build, check, equal, fail, finish, launch, root } from './lib.mjs';

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'gongshi-serve.'));
const repo = path.join(work, 'r');
// The register of the scenarios, whose files are few.
execFileSync('bash', ['-c', '. "$0" && new_repo && cp -r r "$1"',
	path.join(root, 'tests/scenario/lib.sh'), work],
{ cwd: root, stdio: 'ignore' });

const program = path.resolve(root, build, 'gongshi');
const child = spawn(program, ['serve', '-p', '0', '--as-of', '2026-06-15'],
	{ cwd: repo, env: { ...process.env, GONGSHI_LANG: 'zh' } });
let told = '';
child.stderr.on('data', (d) => { told += d; });
const address = await new Promise((resolve, reject) => {
	child.stdout.once('data', (d) => resolve(String(d).trim()));
	child.once('exit', () => reject(new Error(`it ended: ${told}`)));
});
const port = Number(new URL(address).port);
const site = path.join(repo, '.git/gongshi/preview');

// A request as it is written here: no client that tidies the path up.
function ask(target, { method = 'GET', host = `127.0.0.1:${port}`,
	to = '127.0.0.1', headers = {} } = {}) {
	return new Promise((resolve, reject) => {
		const request = http.request({ host: to, port, path: target, method,
			headers: { host, ...headers } }, (response) => {
			const parts = [];
			response.on('data', (d) => parts.push(d));
			response.on('end', () => resolve({
				status: response.statusCode, headers: response.headers,
				body: Buffer.concat(parts).toString() }));
		});
		request.on('error', reject);
		request.end();
	});
}

const file = path.join(repo, 'content/firms/bright.md');
const original = fs.readFileSync(file, 'utf8');
const url = `${address}firms/bright.html`;

const browser = await launch();
const context = await browser.newContext();
const page = await context.newPage();
const wrong = [];
page.on('pageerror', (e) => wrong.push(`error: ${e.message}`));
page.on('console', (m) => m.type() === 'error' && wrong.push(m.text()));
page.on('dialog', () => wrong.push('a dialog'));
const text = (t) => page.waitForFunction(
	(want) => document.body && document.body.innerText.includes(want), t,
	{ timeout: 20000 });

await check('a record of a day to come says so, and how to see it', async () => {
	for (const root of ['', 'en/']) {
		await page.goto(`${address}${root}firms/young.html`);
		await text('公众尚不可见：2026-07-01 起公开');
		await text('gongshi serve --as-of 2026-07-01');
	}
	wrong.length = 0; // the browser tells of the 404
	const { status } = await ask('/firms/young.html');
	equal(status, 404, 'status');
	for (const seen of ['/firms/bright.html', '/firms/nosuch.html'])
		if ((await ask(seen)).body.includes('data-say'))
			fail(`${seen} says something`);
});

await check('pages are as they are published, but for one script', async () => {
	const { body, headers, status } = await ask('/index.html');
	equal(status, 200, 'status');
	equal(headers['cache-control'], 'no-store', 'cache-control');
	const policy = headers['content-security-policy'];
	for (const part of ["default-src 'none'", "frame-ancestors 'none'",
		"trusted-types 'none'"])
		if (!policy.includes(part)) fail(`no ${part}`);
	const plain = body.replace(
		/<script src="\/\.gongshi\/preview\.js\?page=\d+"><\/script>/, '');
	equal(plain, fs.readFileSync(path.join(site, 'index.html'), 'utf8'),
		'page');
	if (fs.readFileSync(path.join(site, 'index.html'), 'utf8')
		.includes('preview.js')) fail('the script is in the file');
	equal((await ask('/')).status, 200, 'the root');
	const head = await ask('/index.html', { method: 'HEAD' });
	equal(head.body, '', 'body of HEAD');
	equal((await ask('/nosuch.html')).status, 404, 'nothing there');
});

await check('an edit is seen without a hand', async () => {
	await page.goto(url);
	fs.writeFileSync(file, `${original}\n预览里的新段落。\n`);
	await text('预览里的新段落。');
	// As many editors do: another file takes the place.
	fs.writeFileSync(`${file}.new~`, `${original}\n第二次改动。\n`);
	fs.renameSync(`${file}.new~`, file);
	await text('第二次改动。');
});

await check('a mistake leaves the page and lays the findings over it',
	async () => {
		const evil = '<img src=x onerror=alert(1)>';
		fs.writeFileSync(file, original.replace(/^name:.*$/m,
			`name: "${evil}"\nnosuch: "${evil}"`));
		const box = page.locator('#gongshi-preview');
		await box.waitFor({ timeout: 20000 });
		const said = await box.innerText();
		let printed = '';
		try {
			execFileSync(program, ['check', '--since', 'HEAD', '--as-of',
				'2026-06-15'], { cwd: repo, encoding: 'utf8',
				stdio: ['ignore', 'pipe', 'ignore'],
				env: { ...process.env, GONGSHI_LANG: 'zh' } });
		} catch (error) {
			printed = error.stdout;
		}
		const line = printed.split('\n').find((l) => l.includes('错误['));
		if (!line || !said.includes(line))
			fail(`not as the command line says: ${said}\n${line}`);
		equal(await box.locator('img').count(), 0, 'markup of findings');
		if (!(await page.innerText('body')).includes('第二次改动。'))
			fail('the last good page is gone');
		// A page that is opened now has it as well.
		const other = await context.newPage();
		await other.goto(`${address}index.html`);
		await other.locator('#gongshi-preview').waitFor({ timeout: 20000 });
		await other.close();
		fs.writeFileSync(file, `${original}\n改好了。\n`);
		await text('改好了。');
		equal(await box.count(), 0, 'overlay');
	});

await check('new records, folders that move, themes and settings', async () => {
	const copy = path.join(repo, 'content/firms/new-1.md');
	fs.writeFileSync(copy, original.replace('明亮机床厂', '预览新增机床厂'));
	const until = async (target, status) => {
		for (let i = 0; i < 400; i++) {
			const got = (await ask(target)).status;
			if (got === status) return;
			await new Promise((r) => { setTimeout(r, 25); });
		}
		fail(`${target} never answers ${status}: ${told.slice(-600)}`);
	};
	await until('/firms/new-1.html', 200);
	const away = path.join(repo, 'content/firms/moved');
	fs.mkdirSync(path.join(away, 'deep'), { recursive: true });
	fs.renameSync(copy, path.join(away, 'deep/new-2.md'));
	await until('/firms/new-2.html', 200);
	await until('/firms/new-1.html', 404);
	fs.renameSync(away, path.join(work, 'away'));
	await until('/firms/new-2.html', 404);
	const footer = path.join(repo,
		'themes/default/templates/footer.mustache');
	fs.appendFileSync(footer, '<p>页脚改了</p>');
	await text('页脚改了');
});

await check('a commit, a switch and a reset under the work tree', async () => {
	const git = (...a) => execFileSync('git', a, { cwd: repo,
		stdio: 'ignore', env: { ...process.env, GIT_AUTHOR_NAME: 'o',
			GIT_AUTHOR_EMAIL: 'o@example.org', GIT_COMMITTER_NAME: 'o',
			GIT_COMMITTER_EMAIL: 'o@example.org' } });
	const built = (n) => fs.readFileSync(path.join(site, 'build.json'),
		'utf8').includes(execFileSync('git', ['rev-parse', n],
		{ cwd: repo, encoding: 'utf8' }).trim());
	const follows = async (n) => {
		for (let i = 0; i < 400; i++) {
			// One thread: an answer means that the build has ended.
			if (built(n)) return ask('/index.html');
			await new Promise((r) => { setTimeout(r, 25); });
		}
		return fail(`it never follows ${n}: ${told.slice(-600)}`);
	};
	// The files stay as they are: HEAD alone moves.
	git('commit', '-q', '--allow-empty', '-m', 'empty');
	await follows('HEAD');
	const history = await context.newPage();
	const text = (t) => history.waitForFunction((want) =>
		document.body && document.body.innerText.includes(want), t,
	{ timeout: 20000 });
	await history.goto(`${address}firms/bright.history.html`);
	git('add', '-A');
	git('commit', '-q', '-m', '提交说明一则');
	await follows('HEAD');
	await text('提交说明一则');
	git('checkout', '-q', '-b', 'deep/er/branch');
	git('commit', '-q', '--amend', '-m', '另一个说明');
	await text('另一个说明');
	git('checkout', '-q', 'main');
	await text('提交说明一则');
	git('checkout', '-q', '-f', 'HEAD~1');
	await follows('HEAD');
	git('reset', '-q', '--hard', 'main');
	git('checkout', '-q', 'main');
	await follows('main');
	await history.close();
});

await check('what it shows is what a build from nothing gives', async () => {
	execFileSync(program, ['build', '--worktree', '--as-of', '2026-06-15',
		'-o', path.join(work, 'clean')], { cwd: repo, stdio: 'ignore' });
	execFileSync('diff', ['-r', path.join(work, 'clean'), site]);
});

await check('nothing outside the site is given', async () => {
	fs.writeFileSync(path.join(work, 'secret'), 'secret');
	fs.symlinkSync(path.join(work, 'secret'), path.join(site, 'link.txt'));
	fs.symlinkSync(work, path.join(site, 'linked'));
	fs.writeFileSync(path.join(site, '.hidden'), 'secret');
	for (const target of ['/link.txt', '/linked/secret', '/.hidden',
		'/../.preview.gongshi/lock', '/%2e%2e/.preview.gongshi/lock',
		'/..%2f..%2f..%2fsecret', '/firms/../../../../secret',
		'//etc/passwd', '/firms', '/index.html%00.png', '/%00', '/index.html%00',
		'/.gongshi/../index.html', '/.gongshi/', '/.git/config',
		'/..\\..\\secret', `/${'a/'.repeat(3000)}`]) {
		const got = await ask(target).catch(() => ({ status: 0, body: '' }));
		if (got.body.includes('secret') || got.status === 200)
			fail(`${target} answers ${got.status}`);
	}
	for (const name of ['link.txt', 'linked', '.hidden'])
		fs.rmSync(path.join(site, name));
});

await check('GET and HEAD alone, and only by a name of this machine',
	async () => {
		for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH',
			'TRACE']) {
			const got = await ask('/index.html', { method });
			equal(got.status, 405, method);
			equal(got.headers.allow, 'GET, HEAD', 'Allow');
		}
		for (const host of ['evil.example', `evil.example:${port}`,
			'127.0.0.1.evil.example', 'localhost.evil.example',
			`127.0.0.1:${port + 1}`, '192.168.0.1'])
			equal((await ask('/index.html', { host })).status, 421, host);
		const bare = await new Promise((resolve) => {
			const socket = net.connect(port, '127.0.0.1');
			socket.end('GET /index.html HTTP/1.0\r\n\r\n');
			socket.on('data', (d) => resolve(String(d)));
		});
		if (!bare.includes(' 421 ')) fail(`without a name: ${bare}`);
		for (const host of [`localhost:${port}`, 'localhost', 'LOCALHOST',
			`LocalHost:${port}`, `[::1]:${port}`])
			equal((await ask('/index.html', { host })).status, 200, host);
	});

await check('it listens on loopback alone', async () => {
	const outside = Object.values(os.networkInterfaces()).flat()
		.filter((a) => !a.internal && a.family === 'IPv4');
	for (const { address: host } of outside)
		await new Promise((resolve, reject) => {
			const socket = net.connect(port, host);
			socket.on('connect', () => {
				socket.destroy();
				reject(new Error(`it answers at ${host}`));
			});
			socket.on('error', resolve);
		});
	const listening = fs.readFileSync('/proc/net/tcp', 'utf8').split('\n')
		.map((l) => l.trim().split(/ +/)[1] ?? '')
		.filter((l) => l.endsWith(`:${port.toString(16).toUpperCase()
			.padStart(4, '0')}`)).map((l) => l.split(':')[0]);
	if (listening.some((a) => a !== '0100007F'))
		fail(`it listens on ${listening}`);
});

await check('no errors, and nothing was asked that should not be', async () => {
	const own = wrong.filter((w) => !/404|ERR_/.test(w));
	if (own.length) fail(own.join('\n'));
});

await browser.close();
await check('Ctrl+C ends it, and all is well', async () => {
	const ended = new Promise((resolve) => { child.once('exit', resolve); });
	child.kill('SIGINT');
	equal(await ended, 0, 'exit');
});

await check('as of its day the page is there, and says it is not public yet',
	async () => {
		const day = '2098-01-01';
		fs.writeFileSync(path.join(repo, 'content/firms/later.md'),
			original.replace('明亮机床厂', '后来机床厂')
				.replace('---\n', `---\nlisted: ${day}\n`));
		const then = spawn(program, ['serve', '-p', '0', '--as-of', day],
			{ cwd: repo, env: { ...process.env, GONGSHI_LANG: 'zh' } });
		const ended = new Promise((resolve) => { then.once('exit', resolve); });
		const at = await new Promise((resolve, reject) => {
			then.stdout.once('data', (d) => resolve(String(d).trim()));
			then.once('exit', () => reject(new Error('it ended')));
		});
		const of = async (name) => {
			const got = await fetch(`${at}firms/${name}.html`);
			const body = await got.text();
			return `${got.status} ${/data-say="([^"]*)"/.exec(body)?.[1]}`;
		};
		equal(await of('later'), `200 公众尚不可见：${day} 起公开`, 'later');
		equal(await of('young'), '200 undefined', 'young');
		then.kill('SIGINT');
		equal(await ended, 0, 'exit');
	});
fs.rmSync(work, { recursive: true, force: true });
finish();
