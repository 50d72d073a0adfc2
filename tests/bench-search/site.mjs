// site.mjs - repositories of records, sites built from them, and what one
// change of the records changes in the index.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const BIG = { maxBuffer: 1 << 30 };

// tools: {gongshi, corpus, tool}; root: the project; dir: a scratch folder.
export class Site {
	constructor(tools, root, dir, n) {
		Object.assign(this, { tools, root, dir, n });
		this.repo = path.join(dir, 'r');
		this.out = path.join(dir, 'out');
		this.asOf = n ? '2026-06-29' : '2026-11-21';
		this.made = n ? 1782300000 : 1795000000;
	}

	sh(script, env = {}) {
		return execFileSync('bash', ['-c', `set -o pipefail\n${script}`],
			{ ...BIG, cwd: this.dir, encoding: 'utf8',
				env: { ...process.env, ...this.tools, N: this.n,
					ROOT: this.root, ...env } });
	}

	// Theme, schemas and settings; every kind in Chinese, with its JSON.
	import() {
		fs.mkdirSync(path.join(this.dir, 'stage/content'),
			{ recursive: true });
		this.sh('cp -r "$ROOT/themes" stage');
		if (!this.n) this.importOwn();
		else this.importCorpus();
	}

	importOwn() {
		this.sh(`cp -r "$ROOT/content" stage
git clone -q --bare "$ROOT" r
git -C r symbolic-ref HEAD refs/heads/bench
git -C r update-ref refs/heads/bench "$(git -C "$ROOT" rev-parse HEAD)"
git --git-dir=r --work-tree=stage add -A
GIT_AUTHOR_NAME=o GIT_AUTHOR_EMAIL=o@example.org \\
GIT_COMMITTER_NAME=o GIT_COMMITTER_EMAIL=o@example.org \\
GIT_COMMITTER_DATE='1790000000 +0800' GIT_AUTHOR_DATE='1790000000 +0800' \\
git --git-dir=r --work-tree=stage commit -q --allow-empty -m records`);
	}

	importCorpus() {
		this.sh(`git init -q --bare -b main r
cp -r "$ROOT/content/schema" "$ROOT/content/tables" \\
	stage/content
{
	sed '/^kinds:/,$d; /^languages:/d' "$ROOT/content/site.yaml"
	echo 'languages: [zh]'
	echo 'kinds:'
	for kind in alliance notice revocation typical license withdrawal; do
		echo "  $kind: {languages: [zh], outputs: [html, json]}"
	done
} >stage/content/site.yaml
(cd stage && find . -type f | sed 's|^\\./||' | sort | xargs "$corpus" "$N") |
	git -C r fast-import --quiet`);
	}

	// One build: {ms, peakKB, json}.
	build(out = this.out) {
		try {
			this.sh('"$tool" run used "$gongshi" build --repo r -o "$OUT"' +
				' --json --as-of "$ASOF" >json 2>err',
			{ OUT: out, ASOF: this.asOf });
		} catch {
			const err = fs.readFileSync(path.join(this.dir, 'err'), 'utf8');
			const json = fs.readFileSync(path.join(this.dir, 'json'),
				'utf8');
			throw new Error(`the build failed: ${(err || json)
				.slice(0, 500)}`);
		}
		const [ms, kb] = fs.readFileSync(path.join(this.dir, 'used'),
			'utf8').split(' ').map(Number);
		return { ms, peakKB: kb, json: JSON.parse(fs.readFileSync(
			path.join(this.dir, 'json'), 'utf8')) };
	}

	// What the site publishes of its records.
	records() {
		const list = [];
		for (const folder of fs.readdirSync(this.out)) {
			const dir = path.join(this.out, folder);
			if (/^(assets|search|en)$/.test(folder) ||
				folder.startsWith('.') || !fs.statSync(dir).isDirectory())
				continue;
			for (const name of fs.readdirSync(dir).sort()) {
				if (!name.endsWith('.json')) continue;
				const x = JSON.parse(fs.readFileSync(
					path.join(dir, name), 'utf8'));
				if (!Array.isArray(x.text)) continue;
				list.push({ key: `${folder}/${name.slice(0, -5)}`,
					kind: x.kind, title: x.text[0], date: x.date ?? '',
					status: x.status?.code ?? '', texts:
					x.text.filter(Boolean), fields: x.fields ?? {} });
			}
		}
		return list;
	}

	// Digests of all files of the index.
	index() {
		const text = this.sh('"$tool" list "$OUT/search"',
			{ OUT: this.out });
		return new Map(text.split('\n').filter(Boolean).map((line) => {
			const at = line.indexOf(' ');
			return [line.slice(at + 1), line.slice(0, at)];
		}));
	}

	// Records that the corpus writer would put behind the last one.
	fresh(many) {
		const stream = execFileSync('bash', ['-c',
			`"${this.tools.corpus}" ${this.n + 100} | tail -c 1500000`],
		{ ...BIG });
		const found = [];
		const mark = Buffer.from('\nM 100644 inline ');
		for (let at = stream.indexOf(mark); at >= 0;
			at = stream.indexOf(mark, at + 1)) {
			const eol = stream.indexOf(10, at + 1);
			const eod = stream.indexOf(10, eol + 1);
			const name = stream.toString('utf8', at + mark.length, eol);
			const n = Number(stream.toString('utf8', eol + 6, eod));
			found.push([name, stream.toString('utf8', eod + 1,
				eod + 1 + n)]);
		}
		const own = found.slice(-100).filter(([name]) =>
			/alliances|licenses/.test(name));
		// both kinds in turn, as an office would
		own.sort((a, b) => a[0].slice(-5) < b[0].slice(-5) ? -1 : 1);
		return own.slice(0, many);
	}

	show(name) {
		return this.sh('git -C r show "HEAD:$NAME"', { NAME: name });
	}

	// One commit: files is [[path, text or null to remove]].
	commit(files) {
		this.made += 60;
		const body = files.map(([name, text]) => text === null
			? `D ${name}\n`
			: `M 100644 inline ${name}\ndata ${Buffer.byteLength(text)}\n` +
				`${text}\n`).join('');
		const from = path.join(this.dir, 'commit');
		fs.writeFileSync(from, 'commit refs/heads/main\n' +
			`committer Office <o@example.org> ${this.made} +0800\n` +
			`data 6\nchange\nfrom refs/heads/main^0\n${body}`);
		this.sh('git -C r fast-import --quiet <commit');
	}

	// Commit, build, and say what became of the index.
	step(files, before) {
		this.commit(files);
		const built = this.build();
		const after = this.index();
		let changed = 0, bytes = 0, gone = 0;
		for (const [name, digest] of after)
			if (before.get(name) !== digest) {
				changed++;
				bytes += fs.statSync(path.join(this.out, 'search', name))
					.size;
			}
		for (const name of before.keys()) if (!after.has(name)) gone++;
		return { after, changed, bytes, gone, ms: built.ms };
	}

	/*
	 * updates - what single changes rewrite in the index.
	 * out: {add, edit, withdraw}: lists of {changed, bytes, gone, ms}
	 */
	updates({ adds, edits, withdraws }) {
		let before = this.index();
		const result = { add: [], edit: [], withdraw: [] };
		const step = (what, files) => {
			const { after, ...rest } = this.step(files, before);
			before = after;
			result[what].push(rest);
		};
		for (const file of this.fresh(adds)) step('add', [file]);
		const all = this.sh('git -C r ls-tree -r --name-only HEAD content')
			.split('\n').filter((f) => /\/ol-[0-9]+\.md$/.test(f));
		const at = (i, n) => all[Math.floor((i + 0.5) / n * all.length)];
		for (let i = 0; i < edits; i++)
			step('edit', [[at(i, edits), `${this.show(at(i, edits))}\n` +
				'补充说明文字一共十二个字。\n']]);
		for (let i = 0; i < withdraws; i++) {
			const name = at(i, withdraws + 0.3);
			const id = `licenses/${path.basename(name, '.md')}`;
			step('withdraw', [[name, null],
				[`content/withdrawals/ch-2026-1${i}.md`, `---
title: 关于撤回一件专利开放许可的说明
record: ${id}
reason: error
explanation: 发布时登记错误，现予以撤回，原地址保留本说明，不再显示许可条件。
published: 2026-06-28
publisher: 示例省科学技术厅
reviewed_by: 办公室保密审查
---
`]]);
		}
		return result;
	}
}
