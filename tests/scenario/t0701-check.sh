#!/bin/bash
# check: of what changed, with and without the state of a build; formats;
# codes chosen and left out.
. "$(dirname "$0")/lib.sh"
new_repo
build 0

# The same findings whether the last build's state may be used or not.
both() {
	local want=$1
	shift
	run "$want" check --repo r -o out "$@" --format json
	mv said with
	run "$want" check --repo r -o nowhere "$@" --format json
	cmp with said || fail "the state changes what is found"
}

step "nothing staged, nothing found"
run 0 check --repo r -o out --staged
has err "0 files changed"

step "what is staged is checked, what lies about is not"
printf -- '---\nname: x\n---\n' | write content/firms/bad.md
run 0 check --repo r -o out --staged
git -C r add -A
both 1 --staged
has said content/firms/bad.md F110
run 0 check --repo r -o out --rev HEAD

step "a removed record is missed by those that name it"
git -C r reset -q --hard
git -C r rm -q content/firms/wind.md
both 1 --staged
has said R104 "bring the file back"
hasnt said "looks renamed"
git -C r reset -q --hard

step "a renamed record is told its old name, whatever state there is"
mkdir -p r/content/firms/2020
git -C r mv content/firms/wind.md content/firms/2020/breeze.md
both 1 --staged
has said R104 content/firms/wind.md \
	"looks renamed to content/firms/2020/breeze.md"
echo more >>r/content/firms/2020/breeze.md
git -C r add -A
both 1 --staged
has said R104
hasnt said "looks renamed"
git -C r reset -q --hard
rm -rf r/content/firms/2020

step "since a commit: all that came after it"
firm north 北方机床厂 "staff: 12"
save north
firm south 南方机床厂 "partner: nosuch"
save south
both 1 --since HEAD~2 --rev HEAD
has said R101 south.md
both 1 --since HEAD~1 --rev HEAD
run 0 check --repo r -o out --since HEAD --rev HEAD~1
run 3 check --repo r --since nosuch
one_line err
git -C r reset -q --hard HEAD~1

step "warnings do not stop, unless they are made to; codes can be chosen"
firm west 西方机床厂 "code: Z1210000242669479J"
sed -i 's/Z1210000242669479J/21210000MA0DE53X80/' r/content/firms/west.md
run 1 check --repo r --format concise
has said 'N1'
run 0 check --repo r --ignore N,T
run 0 check --repo r --select S
run 1 check --repo r --select N102,S
run 0 check --repo r --ignore n,t
run 1 check --repo r --select n102

step "a selector that begins no code is refused, so that none is missed"
for list in Z999 E S,Z9; do
	run 2 check --repo r --select "$list"
	one_line err
	run 2 check --repo r --ignore "$list"
	one_line err
done
GONGSHI_LANG=zh run 2 check --repo r --select Z999
has err 没有以

step "a path is found from here and from the root, or it is refused"
for path in content/firms/west.md ./content/firms/west.md content/./firms \
	"$WORK/r/content/firms/west.md" r/content/firms/west.md r .; do
	run 1 check "$path" --repo r --format concise
	has said N102
done
IN=$WORK/r/content/firms run 1 check west.md
IN=$WORK/r/content/firms run 1 check ../firms
IN=$WORK/r/content/firms run 1 check .
IN=$WORK/r/content/firms run 1 check content/firms/west.md
IN=$WORK/r/content/firms run 0 check bright.md
IN=$WORK/r/content/firms run 0 check ../closings
for path in nofile.md content/firm "$WORK/r/nofile.md" "$WORK" /etc/passwd \
	../r/content/nosuch ''; do
	run 2 check "$path" --repo r
	one_line err
	[ ! -s said ] || fail "$path: something was said"
done
run 2 check content/firms/west.md nofile.md --repo r
has err nofile.md
GONGSHI_LANG=zh run 2 check nofile.md --repo r
has err 没有文件
run 2 check content/firms/west.md --repo r --rev HEAD
run 2 check content/firms/west.md --repo r --staged
git -C r add -A
run 1 check content/firms/west.md --repo r --staged
run 0 check content/firms/wind.md --repo r --rev HEAD
git -C r reset -q --hard
git -C r clean -qfd

step "many findings are counted and cut"
for i in $(seq 60); do
	printf -- '---\nname: x\n---\n' | write "content/firms/bad-$i.md"
done
run 1 check --repo r --max 10
has err "230 of them not shown"
run 1 check --repo r --max 0
hasnt err "not shown"

step "SARIF for review pages"
run 1 check --repo r --format sarif
node -e 'const a = JSON.parse(require("fs").readFileSync(0, "utf8"));
	const run = a.runs[0];
	const rules = run.tool.driver.rules.map((r) => r.id);
	if (a.version !== "2.1.0" || run.columnKind !== "unicodeCodePoints" ||
	    run.results.length !== 240) process.exit(1);
	for (const r of run.results) {
		const at = r.locations[0].physicalLocation;
		const file = at.artifactLocation.uri;
		const told = /.\nwhy: .+\nhelp: ./.test(r.message.text);
		if (rules[r.ruleIndex] !== r.ruleId || !told ||
		    !/^content\/firms\/bad-\d+\.md$/.test(file) ||
		    !(at.region.endColumn > at.region.startColumn))
			process.exit(1);
	}' <said || fail "the log is not as promised"
git -C r clean -qfd

step "the last key that may change owners.yaml ends soon"
cat >r/content/owners.yaml <<'END'
people: {office: {keys: [{key: ssh-rsa AAAA, until: 2026-12-20}]}}
folders: {"*": [office]}
END
run 0 check --repo r -o out --as-of 2026-10-20 content/owners.yaml
hasnt said G220
run 0 check --repo r -o out --as-of 2026-10-21 content/owners.yaml
has said G220 2026-12-20
rm r/content/owners.yaml

step "a record above all folders, and an unknown file, are told"
printf -- '---\nname: {zh: 甲}\n---\n' >r/qy-2026-0001.md
printf 'title: {zh: 乙}\n' >r/qy-2026-0002.yaml
printf 'image: gcc\n' >r/ci.yaml
printf '# words\n' | tee r/notes.md r/content/README.en.md >r/content/.keep
echo x >r/content/list.xlsx
run 0 check --repo r -o out
for path in qy-2026-0001.md qy-2026-0002.yaml content/list.xlsx; do
	has said "$path: warning[G110]" "move a record to its kind's folder"
done
[ "$(grep -c 'G110\]' said)" = 3 ] || fail "others are told of, too"
GONGSHI_LANG=zh run 0 check --repo r -o out --since HEAD
has said "content/list.xlsx 放在这里不会公开"
git -C r clean -qfd

step "a crash leaves a state that no check relies on"
mkdir -p .out.gongshi
printf torn >.out.gongshi/journal
firm east 东方机床厂
git -C r add -A
run 0 check --repo r -o out --staged
[ "$(cat .out.gongshi/journal)" = torn ] || fail "check touched the journal"
rm .out.gongshi/journal

step "a build goes on where it was"
commit east
build 0
has out/firms/east.html 东方机床厂
