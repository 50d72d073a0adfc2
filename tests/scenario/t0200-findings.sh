#!/bin/bash
# Bad input: every mistake gets a finding with path, line, column, code,
# reason and remedy, in both languages, all in one run; nothing is published.
. "$(dirname "$0")/lib.sh"
new_repo
build 0
cp -r out before

# finding PATH:LINE[:COLUMN] - the run printed an error there.
finding() {
	grep -qE "^$1(:[0-9]+)*: error\[[A-Z][0-9]+\]: ." "$WORK/all" ||
		fail "no finding at $1"
}

say() { write "content/firms/$1.md"; }
rest=$'city: dalian\nfounded: 2020-01-01\n---\n'

step "one run names all of them, and nothing is published"
say yaml <<<$'---\nname: [明亮\n'"$rest"
say type <<<$'---\nname: 甲乙丙丁厂\nstaff: many\n'"$rest"
say unknown <<<$'---\nname: 戊己庚辛厂\nstaf: 3\n'"$rest"
say missing <<<$'---\nname: 壬癸子丑厂\ncity: dalian\n---'
say twice <<<$'---\nname: 寅卯辰巳厂\nname: 午未申酉厂\n'"$rest"
say dangling <<<$'---\nname: 东南西北厂\npartner: nosuch\n'"$rest"
say baddate <<<$'---\nname: 春夏秋冬厂\nlisted: 2026-02-30\n'"$rest"
say enum <<<$'---\nname: 江河湖海厂\ncity: atlantis\nfounded: 2020-01-01\n---'
say short <<<$'---\nname: 短\n'"$rest"
say long <<<$'---\nname: 一二三四五六七八九十一二三四五六七八九十一\n'"$rest"
say uscc <<<$'---\nname: 金木水火厂\ncode: 91210000242669479E\n'"$rest"
say same <<<$'---\nname: 明亮机床厂\n'"$rest"
mkdir -p r/content/firms/sub
say sub/wind <<<$'---\nname: 另一个长风厂\n'"$rest"
printf -- '---\nname: 坏\xff\xfe字节厂\n%s' "$rest" | say utf8
printf -- '---\nname: 空\0字节厂\n%s' "$rest" | say nul
say anchor <<<$'---\nname: &n 锚点机床厂\nabout: *n\n'"$rest"
say tag <<<$'---\nname: !!str 标签机床厂\n'"$rest"
write content/firms/many.yaml <<<$'name: 多文档机床厂\n---\nname: x'
{
	printf -- '---\nname: 深层机床厂\nabout: '
	printf '[%.0s' {1..40}
	printf ']%.0s' {1..40}
	printf '\n%s' "$rest"
} | say deep
{
	printf -- '---\nname: 大头机床厂\nabout: "'
	head -c 70000 /dev/zero | tr '\0' x
	printf '"\n%s' "$rest"
} | say bighead
{
	printf -- '---\nname: 大身机床厂\n%s' "$rest"
	head -c 300000 /dev/zero | tr '\0' x
} | say bigbody
{
	printf -- '---\nname: 嵌套机床厂\n%s\n' "$rest"
	printf '> %.0s' {1..500}
	printf 'x\n'
} | say nested
say link <<<$'---\nname: 链接机床厂\n'"$rest"$'\n[x](javascript:alert(1))\n'
say deadlink <<<$'---\nname: 断链机床厂\n'"$rest"$'\n[x](record:firms/no)\n'
ln -s ../../../etc/passwd r/content/firms/symlink.md
say "Bad Name" <<<$'---\nname: 文件名机床厂\n'"$rest"
git -C r add -A
git -C r update-index --add --cacheinfo \
	160000,1234567890123456789012345678901234567890,content/firms/module
commit "all kinds of mistakes"
build 1
cat said err >all
at=content/firms
finding $at/yaml.md:2
finding $at/type.md:3:8
finding $at/unknown.md:3:1
has all 'staff'
finding $at/missing.md
finding $at/twice.md:3:1
finding $at/dangling.md:3:10
finding $at/baddate.md:3:9
finding $at/enum.md:3:7
finding $at/short.md:2:7
finding $at/long.md:2:7
finding $at/uscc.md:3:7
finding "$at/(same|bright).md:2:7"
finding "$at/(sub/)?wind.md"
finding $at/utf8.md:2
finding $at/nul.md:2
finding $at/anchor.md:2:7
finding $at/tag.md:2:7
finding $at/deep.md:3
finding $at/bighead.md
finding $at/bigbody.md
finding $at/nested.md
finding $at/link.md:7
finding $at/deadlink.md:7
finding $at/symlink.md
finding $at/module
finding "$at/Bad Name.md"
finding $at/many.yaml:2
# What cannot be read is not gone: it gets no second finding for that.
hasnt all R104
same before out

step "the store is as it was, too"
git -C r branch bad
git -C r reset -q --hard HEAD~1
git -C r clean -qfd
build 0 --json
counts written=0
same before out
git -C r switch -q bad

step "check says the same, in both languages, and as data"
run 1 check --repo r --rev HEAD --format concise --lang zh
cat said err | grep '^content' >zh
run 1 check --repo r --rev HEAD --format concise --lang en
cat said err | grep '^content' >en
[ "$(wc -l <zh)" -eq "$(wc -l <en)" ] || fail "not the same findings"
[ "$(wc -l <en)" -ge 26 ] || fail "only $(wc -l <en) findings"
diff <(sed 's/: 错误.*//' zh) <(sed 's/: error.*//' en) ||
	fail "not in the same places"
LC_ALL=C grep -vq '[^ -~]' en || fail "no English line"
grep -q 错误 zh || fail "no Chinese line"
run 1 check --repo r --rev HEAD --format json
node -e 'const a = JSON.parse(require("fs").readFileSync(0, "utf8"));
	const list = Array.isArray(a) ? a : a.findings;
	if (list.length < 26) process.exit(1);
	for (const f of list) if (!f.code || !f.path || !f.why || !f.remedy)
		process.exit(2);' <said || fail "the JSON is not as promised"

step "paths that collide by case or by normalisation"
git -C r switch -q main
blob=$(git -C r rev-parse HEAD:content/firms/wind.md)
git -C r update-index --add \
	--cacheinfo "100644,$blob,content/firms/WIND.md"
commit "a path that differs in case"
build 1
cat said err >all
finding "$at/(WIND|wind).md"
same before out
git -C r reset -q --hard HEAD~1
for name in $'caf\xc3\xa9' $'cafe\xcc\x81'; do
	git -C r update-index --add \
		--cacheinfo "100644,$blob,content/files/$name.txt"
done
commit "paths that look the same"
build 1
cat said err >all
grep -q 'error\[' all || fail "no finding"
same before out
git -C r reset -q --hard HEAD~1
