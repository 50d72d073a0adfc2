#!/bin/bash
# Compressed forms: they are those of their files, come and go with them,
# and change nothing else.
. "$(dirname "$0")/lib.sh"

# Every .gz and .br unpacks to its file; every text worth it has both.
cat >sides.mjs <<'END'
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
const walk = (dir) => fs.readdirSync(dir, { withFileTypes: true })
	.flatMap((e) => e.isDirectory() ? walk(path.join(dir, e.name))
		: [path.join(dir, e.name)]);
const all = new Set(walk('out'));
let wrong = 0;
let sides = 0;
const no = (f, why) => { wrong++; console.log(`${f}: ${why}`); };
for (const f of all) {
	const side = /\.(gz|br)$/.exec(f)?.[1];
	if (side) {
		const file = f.slice(0, -3);
		const open = side === 'gz' ? zlib.gunzipSync
			: zlib.brotliDecompressSync;
		sides++;
		if (!all.has(file)) no(f, 'has no file');
		else if (!open(fs.readFileSync(f)).equals(
			fs.readFileSync(file))) no(f, 'is of another file');
		if (fs.statSync(f).size > fs.statSync(file).size * 0.9 + 1)
			no(f, 'is not worth it');
		if (side === 'gz' && fs.readFileSync(f)
			.readUInt32LE(4) !== 0) no(f, 'holds a time');
	} else if (/\.(html|css|js|json|xml|atom)$/.test(f) &&
		fs.statSync(f).size > 1000 && !f.includes('/files/')) {
		for (const s of ['gz', 'br'])
			if (!all.has(`${f}.${s}`)) no(f, `has no .${s}`);
	}
}
if (sides < 100) no('out', `only ${sides} sides`);
process.exit(wrong ? 1 : 0);
END
true_sides() { node sides.mjs >said || fail "sides"; }
list() { (cd out && find . -type f ! -path './.*' | sort); }

step "the files are the same, and have sides"
new_repo
build 0
cp -r out plain
! list | grep -qE '\.(gz|br)$' || fail "sides that nobody asked for"
build 0 --compress
true_sides
run 0 verify out
mkdir bare && cp -r out/. bare/
find bare -regex '.*\.\(gz\|br\)' -delete
same plain bare

step "nothing to do writes nothing"
list | sed 's|^|out/|' | xargs stat -c '%n %i %Y' >before
build 0 --compress
list | sed 's|^|out/|' | xargs stat -c '%n %i %Y' >after
cmp -s before after || fail "files were written"

step "an edit touches the sides of what it touches"
(cd out && find . -type f -exec sha256sum {} + | sort -k2) >before
firm river 大河轴承厂 'partner: bright' 'about: 改过的简介，讲轴承和齿轮'
save "edit"
build 0 --compress
true_sides
(cd out && find . -type f -exec sha256sum {} + | sort -k2) >after
diff before after | sed -n 's/^> [0-9a-f]*  //p' | sort >changed
grep -qx './firms/river.html.gz' changed || fail "no new side"
while read -r f; do
	case $f in
	*.gz | *.br) grep -qxF "${f%.*}" changed || fail "$f changed alone" ;;
	esac
done <changed
[ "$(wc -l <changed)" -lt 300 ] || fail "$(wc -l <changed) files"
run 0 build --repo r -o clean --as-of "$AS_OF" --compress
same out clean

step "a file that goes takes its sides with it"
withdraw() {
	{
		printf -- '---\ntitle: 撤回\nrecord: %s\n' "$2"
		printf 'explanation: 误发\npublished: 2026-06-10\n---\n'
	} | write "content/withdrawals/$1.md"
}
withdraw w1 firms/young
git -C r rm -q content/closings/c2.md
withdraw w2 closings/c2
git -C r rm -q content/firms/young.md
save "withdraw"
build 0 --compress
true_sides
run 0 verify out
rm -rf clean .clean.gongshi
run 0 build --repo r -o clean --as-of "$AS_OF" --compress
same out clean

step "verify finds a side of another version"
cp out/firms/stone.html.gz keep
cp out/firms/river.html.gz out/firms/stone.html.gz
cp out/firms/river.html.br out/firms/none.html.br
run 1 verify out
has said "altered: firms/stone.html.gz" \
	"not of this site: firms/none.html.br"
head -c 100 keep >out/firms/stone.html.gz
run 1 verify out
has said "altered: firms/stone.html.gz"
printf 'x' | cat keep - >out/firms/stone.html.gz
run 1 verify out
cp keep out/firms/stone.html.gz
rm out/firms/none.html.br
run 0 verify out

step "check looks at the state of a compressed site"
run 0 check --repo r -o out --since HEAD --as-of "$AS_OF"

step "without the option they go"
build 0
! list | grep -E '\.(gz|br)$' >said || fail "sides are left"
run 0 verify out
rm -rf clean .clean.gongshi
run 0 build --repo r -o clean --as-of "$AS_OF"
same out clean
