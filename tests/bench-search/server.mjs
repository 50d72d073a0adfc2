// server.mjs - a plain static host that counts what leaves it.
//
// One request is one entry of the log: path below the base, status, bytes of
// the body as sent, and when it came and was answered.  Text is gzipped for
// who accepts it, .bin and everything unknown is sent as it is.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import crypto from 'node:crypto';
import path from 'node:path';
import zlib from 'node:zlib';

const TYPES = {
	html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8',
	js: 'text/javascript; charset=utf-8', json: 'application/json',
	svg: 'image/svg+xml', wasm: 'application/wasm',
};
const PACKED = new Set(['html', 'css', 'js', 'json', 'svg', 'xml']);
const KEEP = 256 << 20; // bytes of files kept in memory

// A certificate of an hour; null where there is no openssl.
function certificate(dir) {
	const key = path.join(dir, 'key.pem');
	const cert = path.join(dir, 'cert.pem');
	try {
		execFileSync('openssl', ['req', '-x509', '-newkey', 'ec',
			'-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
			'-days', '2', '-subj', '/CN=localhost',
			'-keyout', key, '-out', cert], { stdio: 'ignore' });
	} catch {
		return null;
	}
	const pem = fs.readFileSync(cert);
	const spki = new crypto.X509Certificate(pem).publicKey
		.export({ type: 'spki', format: 'der' });
	return {
		key: fs.readFileSync(key), cert: pem,
		pin: crypto.createHash('sha256').update(spki).digest('base64'),
	};
}

// Files as they are sent, the newest kept in memory.
function store(compress) {
	const kept = new Map();
	let size = 0;
	return (full, packed) => {
		const id = (packed && compress ? 'z' : '-') + full;
		const stat = fs.statSync(full, { throwIfNoEntry: false });
		if (!stat?.isFile()) return null;
		const tag = `"${stat.ino}-${stat.size}-${stat.mtimeMs}"`;
		const had = kept.get(id);
		if (had?.tag === tag) return had;
		const raw = fs.readFileSync(full);
		const body = id[0] === 'z'
			? zlib.gzipSync(raw, { level: 6 }) : raw;
		const file = { tag, body, packed: id[0] === 'z', date: stat.mtime };
		if (size + body.length < KEEP) {
			kept.set(id, file);
			size += body.length;
		}
		return file;
	};
}

/*
 * serve - serve folder `dir` to a browser on this machine.
 * HTTP/2 where it can be: over HTTP/1.1 a browser asks for six files at a
 * time, and what waits for its turn looks like what depends on the turn.
 */
export async function serve(dir, scratch, { compress = true } = {}) {
	const cert = process.env.H2 === '0' ? null : certificate(scratch);
	const get = store(compress);
	const state = { delay: 0, open: 0, last: 0, log: [] };

	const answer = (request, response) => {
		const entry = { start: performance.now(), bytes: 0, status: 200 };
		const name = decodeURIComponent(
			new URL(request.url, 'http://x').pathname).slice(1);
		entry.path = name;
		state.open++;
		const done = () => {
			if (entry.end) return;
			entry.end = state.last = performance.now();
			state.open--;
			state.log.push(entry);
		};
		response.on('finish', done).on('close', done);
		const send = () => {
			const ext = path.extname(name).slice(1);
			const zipped = PACKED.has(ext) && /\bgzip\b/.test(
				request.headers['accept-encoding'] ?? '');
			const file = name.split('/').includes('..') ? null
				: get(path.join(dir, name || 'index.html'), zipped);
			if (!file) {
				entry.status = 404;
				response.writeHead(404);
				response.end();
				return;
			}
			const head = {
				'content-type': TYPES[ext] ?? 'application/octet-stream',
				etag: file.tag,
				'last-modified': file.date.toUTCString(),
			};
			if (file.packed) head['content-encoding'] = 'gzip';
			if (request.headers['if-none-match'] === file.tag) {
				entry.status = 304;
				response.writeHead(304, head);
				response.end();
				return;
			}
			entry.bytes = file.body.length;
			response.writeHead(200, head);
			response.end(file.body);
		};
		if (state.delay) setTimeout(send, state.delay);
		else send();
	};

	const server = cert
		? http2.createSecureServer({ ...cert, allowHTTP1: true,
			settings: { maxConcurrentStreams: 1000,
				initialWindowSize: 16 << 20 } }, answer)
		: http.createServer(answer);
	await new Promise((r) => server.listen(0, '127.0.0.1', r));
	return {
		base: `http${cert ? 's' : ''}://127.0.0.1:` +
			`${server.address().port}/`,
		pin: cert?.pin,
		protocol: cert ? 'HTTP/2' : 'HTTP/1.1',
		setDelay: (ms) => { state.delay = ms; },
		// What was asked for since the last time.
		take: () => state.log.splice(0),
		// Nothing asked for in the last few milliseconds?
		quiet: async (ms = 25) => {
			for (let i = 0; i < 2000; i++) {
				if (!state.open && performance.now() - state.last > ms)
					return;
				await new Promise((r) => setTimeout(r, 5));
			}
		},
		close: () => new Promise((r) => {
			server.closeAllConnections?.();
			server.close(r);
			setTimeout(r, 300);
		}),
	};
}

// What a file is to a search, by its path alone.
export function classOf(name) {
	if (/^assets\/.*\.js$/.test(name)) return 'script';
	if (/^search\//.test(name)) return 'index';
	if (/^[^/]+\/[^/]+\.json$/.test(name)) return 'text';
	return 'else';
}

// Bytes and requests of a log by class.
export function tally(log, classify = classOf) {
	const sum = {};
	for (const name of ['script', 'index', 'text', 'else'])
		sum[name] = { bytes: 0, requests: 0 };
	for (const e of log) {
		const part = sum[classify(e.path)];
		part.bytes += e.bytes;
		part.requests++;
	}
	return sum;
}

// The longest chain of requests of which each began after the other ended.
export function rounds(log) {
	const list = log.slice().sort((a, b) => a.start - b.start);
	let longest = 0;
	for (const e of list) {
		e.depth = 1;
		for (const f of list)
			if (f.end <= e.start && f.depth >= e.depth)
				e.depth = f.depth + 1;
		longest = Math.max(longest, e.depth);
	}
	return longest;
}
