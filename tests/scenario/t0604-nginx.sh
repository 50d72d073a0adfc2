#!/bin/bash
# The sample configuration under nginx itself: what each kind of file is sent
# as, and that the compressed files are the ones that are sent.
. "$(dirname "$0")/lib.sh"

nginx=$(command -v nginx || echo /usr/sbin/nginx)
if [ ! -x "$nginx" ]; then
	echo "0 passed, 0 failed, 1 skipped"
	echo "nginx is not installed"
	trap - EXIT
	rm -rf "$WORK"
	exit 0
fi
cleanup() { [ -s "$WORK/nginx.pid" ] && kill "$(cat "$WORK/nginx.pid")"; }

step "nginx takes the sample"
new_repo
mkdir -p r/content/files
printf 'a <b>word</b> alert(1)\n' >r/content/files/a.txt
printf '%%PDF-1.4\n%%%%EOF\n' >r/content/files/b.pdf
save "attachments"
build 0 --compress
run 0 verify out
port=$((20000 + $$ % 20000))
brotli=$(find /usr/lib/nginx/modules -name '*brotli_static*.so' 2>/dev/null)
{
	[ -z "$brotli" ] || echo "load_module $brotli;"
	echo "pid $WORK/nginx.pid; error_log $WORK/nginx.err;"
	[ "$(id -u)" != 0 ] || echo "user root;"
	echo "events {} http { access_log off;"
	for f in client_body proxy fastcgi uwsgi scgi; do
		echo "${f}_temp_path $WORK/nginx-$f;"
	done
	echo "include $WORK/site.conf; }"
} >nginx.conf
sed -e "s|listen 8080;|listen 127.0.0.1:$port;|" \
	-e "s|/srv/gongshi/public|$WORK/out|" \
	"$HERE/gen/samples/nginx.conf" >site.conf
[ -z "$brotli" ] || sed -i 's/# brotli_static on/brotli_static on/' site.conf
"$nginx" -t -q -p "$WORK" -c "$WORK/nginx.conf" 2>said || fail "nginx -t"
"$nginx" -q -p "$WORK" -c "$WORK/nginx.conf" 2>said || fail "nginx"

step "every kind of file is sent with its headers"
cat >ask.mjs <<'END'
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';
const [port, brotli] = process.argv.slice(2);
const ask = (name, headers = {}, method = 'GET') =>
	new Promise((done, fail) => http.request({ port, method,
		host: '127.0.0.1', path: '/' + name, headers },
	(r) => {
		const parts = [];
		r.on('data', (d) => parts.push(d));
		r.on('end', () => done({ status: r.statusCode, h: r.headers,
			body: Buffer.concat(parts) }));
	}).on('error', fail).end());
let wrong = 0;
const is = (what, got, want) => {
	if (want instanceof RegExp ? want.test(got ?? '') : got === want)
		return;
	wrong++;
	console.log(`${what}: ${got}, not ${want}`);
};
const disk = (name) => fs.readFileSync(path.join('out', name));
const walk = (dir) => fs.readdirSync(path.join('out', dir),
	{ withFileTypes: true }).flatMap((e) => e.isDirectory()
	? walk(path.join(dir, e.name)) : [path.join(dir, e.name)]);
const all = walk('').filter((f) => !/(^|\/)\./.test(f));
const plain = all.filter((f) => !/\.(gz|br)$/.test(f));
const type = { html: 'text/html; charset=utf-8',
	css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8',
	txt: 'text/plain; charset=utf-8', csv: 'text/csv; charset=utf-8',
	json: 'application/json; charset=utf-8',
	jsonl: 'application/jsonl; charset=utf-8',
	jsonld: 'application/ld+json; charset=utf-8',
	ics: 'text/calendar; charset=utf-8',
	md: 'text/markdown; charset=utf-8',
	xml: 'application/xml; charset=utf-8',
	atom: 'application/atom+xml; charset=utf-8',
	svg: 'image/svg+xml', bin: 'application/octet-stream',
	pdf: 'application/pdf' };
let packed = 0;
for (const name of plain) {
	if (name === '404.html') continue;
	const at = name;
	const r = await ask(at);
	is(`${name} status`, r.status, 200);
	is(`${name} body`, r.body.equals(disk(name)), true);
	is(`${name} type`, r.h['content-type'],
		type[path.extname(name).slice(1)]);
	is(`${name} nosniff`, r.h['x-content-type-options'], 'nosniff');
	is(`${name} referrer`, r.h['referrer-policy'], 'no-referrer');
	is(`${name} policy`, r.h['content-security-policy'],
		name.startsWith('files/') ? /^sandbox; default-src 'none'/
			: /^default-src 'none'; script-src 'self';/);
	is(`${name} cache`, r.h['cache-control'],
		/^search\/.+\.bin$/.test(name)
			? 'public, max-age=31536000, immutable'
			: /^(search\/entry|build)\.json$|^manifest\//.test(name)
				? 'no-cache' : /^public, max-age=(300|3600)/);
	is(`${name} disposition`, r.h['content-disposition'],
		name.startsWith('files/') ? 'attachment' : undefined);
	is(`${name} cookie`, r.h['set-cookie'], undefined);
	for (const [code, ext] of [['gzip', 'gz'], ['br', 'br']]) {
		if (code === 'br' && !brotli) continue;
		const side = await ask(at, { 'accept-encoding': code });
		const has = all.includes(`${name}.${ext}`);
		is(`${name} ${code}`, side.h['content-encoding'],
			has ? code : undefined);
		if (!has) continue;
		packed++;
		is(`${name} ${code} bytes`,
			side.body.equals(disk(`${name}.${ext}`)), true);
		is(`${name} ${code} unpacked`, (code === 'br'
			? zlib.brotliDecompressSync : zlib.gunzipSync)(
			side.body).equals(disk(name)), true);
		is(`${name} ${code} vary`, side.h.vary, /Accept-Encoding/i);
		is(`${name} ${code} type`, side.h['content-type'],
			type[path.extname(name).slice(1)]);
		is(`${name} ${code} nosniff`,
			side.h['x-content-type-options'], 'nosniff');
	}
}
is('some are packed', packed > 50, true);
const css = await ask('assets/site.css?v=0123456789');
is('asset by digest', css.h['cache-control'],
	'public, max-age=31536000, immutable');
is('json is shared', (await ask('firms/stone.json'))
	.h['access-control-allow-origin'], '*');
is('pages are not', (await ask('index.html'))
	.h['access-control-allow-origin'], undefined);
const home = await ask('');
is('home', home.body.equals(disk('index.html')), true);
is('folder', (await ask('firms/')).body.equals(disk('firms/index.html')),
	true);
for (const [name, page] of [['none.html', '404.html'],
	['firms/none/at/all', '404.html'], ['en/none.html', 'en/404.html'],
	['.git/config', '404.html'], ['index.html.gz', '404.html'],
	['files/none.pdf', '404.html'], ['..%2f..%2fetc/passwd', null]]) {
	const r = await ask(name);
	is(`${name} status`, r.status, page ? 404 : /^4/.exec(r.status) ?
		r.status : 404);
	if (page)
		is(`${name} page`, r.body.equals(disk(page)), true);
	if (page)
		is(`${name} policy`, r.h['content-security-policy'],
			/default-src 'none'/);
}
const again = await ask('index.html', { 'if-none-match': home.h.etag });
is('asked again', again.status, 304);
is('POST', (await ask('index.html', {}, 'POST')).status, 405);
console.log(`${plain.length} files, ${packed} packed answers`);
process.exit(wrong ? 1 : 0);
END
node ask.mjs "$port" "$brotli" >said 2>&1 || fail "headers"
cat said

step "no error was logged"
! grep -E '\[(emerg|alert|crit)\]' nginx.err >said || fail "nginx.err"
