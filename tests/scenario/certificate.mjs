// certificate.mjs HUB SOURCE REF COMMIT KEY [NAME=VALUE ...] - push one commit
// to a repository by hand, signed as a whole, and lie about it as asked:
//
//   save=FILE         keep the certificate
//   certificate=FILE  send this one, which was good for another push
//   sign=REF          sign for this branch, then write the other one in
//   nonce=TEXT        another number than the server gave; `-` none at all
//   namespace=NAME    as ssh-keygen is told, "git" when unset
//   cut=N/M           end after that share of the pack
//
// It speaks with git receive-pack as gitprotocol-pack(5) says.  Exits 0 when
// the branch has moved.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const [hub, source, ref, commit, key, ...rest] = process.argv.slice(2);
const lie = Object.fromEntries(rest.map((r) => r.split(/=(.*)/)));
const ZERO = '0'.repeat(40);
const END = '0000';

const line = (text) => {
	const bytes = Buffer.from(text);
	return Buffer.concat([
		Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
};

// All pkt-lines that stand before the first flush.
function read(bytes) {
	const lines = [];
	for (let at = 0; at + 4 <= bytes.length;) {
		const n = parseInt(bytes.subarray(at, at + 4), 16);
		if (n === 0) return lines;
		if (at + n > bytes.length) return null;
		lines.push(bytes.subarray(at + 4, at + n).toString().trimEnd());
		at += n;
	}
	return null;
}

function sign(payload) {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gongshi-sign.'));
	const file = path.join(dir, 'payload');
	fs.writeFileSync(file, payload);
	execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n',
		lie.namespace ?? 'git', '-f', key, file], { stdio: 'ignore' });
	const signature = fs.readFileSync(`${file}.sig`, 'utf8');
	fs.rmSync(dir, { recursive: true });
	return signature;
}

function certificate(old, nonce) {
	if (lie.certificate) return fs.readFileSync(lie.certificate, 'utf8');
	const head = ['certificate version 0.1', 'pusher somebody 1700000000 +0000'];
	if (nonce !== '-') head.push(`nonce ${nonce}`);
	const text = (name) => `${head.join('\n')}\n\n${old} ${commit} ${name}\n`;
	const bytes = text(ref) + sign(text(lie.sign ?? ref));
	if (lie.save) fs.writeFileSync(lie.save, bytes);
	return bytes;
}

const child = spawn('git', ['receive-pack', hub],
	{ stdio: ['pipe', 'pipe', 'inherit'] });
child.stdin.on('error', () => {});
let got = Buffer.alloc(0);
let told = false;
child.stdout.on('data', (d) => {
	got = Buffer.concat([got, d]);
	const lines = told ? null : read(got);
	if (!lines) return;
	told = true;
	got = Buffer.alloc(0);
	const able = lines[0].split('\0')[1];
	const nonce = lie.nonce ?? /push-cert=(\S+)/.exec(able)?.[1] ?? '-';
	const old = lines.map((l) => l.split('\0')[0].split(' '))
		.find(([, name]) => name === ref)?.[0] ?? ZERO;
	const pack = execFileSync('git', ['-C', source, 'pack-objects',
		'--revs', '--stdout', '-q'], { input: old === ZERO ? `${commit}\n`
		: `${commit}\n^${old}\n` });
	child.stdin.write(line('push-cert\0report-status\n'));
	for (const l of certificate(old, nonce).trimEnd().split('\n'))
		child.stdin.write(line(`${l}\n`));
	child.stdin.write(line('push-cert-end\n'));
	child.stdin.write(END);
	const [n, m] = (lie.cut ?? '1/1').split('/').map(Number);
	child.stdin.end(pack.subarray(0, Math.floor(pack.length * n / m)));
});
child.on('close', () => {
	const lines = read(got) ?? [];
	process.exitCode = lines.includes(`ok ${ref}`) ? 0 : 1;
	for (const l of lines) console.log(l);
});
