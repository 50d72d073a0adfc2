// hub.mjs FOLDER PORTFILE [SITE] - a web server for the scenarios: git over
// HTTP by git-http-backend, as a department's server would run it (/hub/...,
// a name in basic authentication becomes REMOTE_USER), and a published site
// beside it (/site/...).
import { spawn } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const [folder, portFile, site] = process.argv.slice(2);
const backend = path.join(execFileSync('git', ['--exec-path'],
	{ encoding: 'utf8' }).trim(), 'git-http-backend');

function user(request) {
	const [, text] = (request.headers.authorization ?? '').split(' ');
	return text ? Buffer.from(text, 'base64').toString().split(':')[0] : '';
}

function answer(response, bytes) {
	const end = bytes.indexOf('\r\n\r\n');
	const headers = {};
	let status = 200;
	for (const line of bytes.subarray(0, end).toString().split('\r\n')) {
		const [name, value] = line.split(/: (.*)/);
		if (name === 'Status') status = parseInt(value, 10);
		else headers[name] = value;
	}
	response.writeHead(status, headers);
	response.end(bytes.subarray(end + 4));
}

function git(request, response, url) {
	if (!user(request)) {
		response.writeHead(401, { 'www-authenticate': 'Basic' }).end();
		return;
	}
	const child = spawn(backend, [], { env: {
		...process.env,
		GIT_PROJECT_ROOT: folder, GIT_HTTP_EXPORT_ALL: '1',
		PATH_INFO: url.pathname.slice('/hub'.length),
		QUERY_STRING: url.search.slice(1),
		REQUEST_METHOD: request.method,
		CONTENT_TYPE: request.headers['content-type'] ?? '',
		HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
		...(request.headers['content-length']
			? { CONTENT_LENGTH: request.headers['content-length'] }
			: {}),
		REMOTE_USER: user(request), REMOTE_ADDR: '127.0.0.1',
		GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null',
	} });
	const out = [];
	child.stdout.on('data', (d) => out.push(d));
	child.stdin.on('error', () => {});
	request.pipe(child.stdin);
	child.on('close', () => answer(response, Buffer.concat(out)));
}

const server = http.createServer((request, response) => {
	const url = new URL(request.url, 'http://localhost');
	if (url.pathname.startsWith('/hub/')) return git(request, response, url);
	const file = path.join(site, url.pathname.replace(/^\/site/, ''));
	fs.readFile(file, (error, bytes) => {
		response.writeHead(error ? 404 : 200);
		response.end(bytes);
	});
});
server.listen(0, '127.0.0.1', () =>
	fs.writeFileSync(portFile, String(server.address().port)));
