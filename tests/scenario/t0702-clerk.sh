#!/bin/bash
# What a clerk does: begin a record, revoke one, see what will change,
# publish, and look back.
. "$(dirname "$0")/lib.sh"
new_repo
git init -q --bare -b main hub.git
git -C r remote add origin ../hub.git
git -C r push -q -u origin main
build 0

step "a new record says what is wanted and continues the numbers"
firm aa-2024-00011 早年机床厂
save old
firm qy-2025-0009 东方精密机床厂
save numbered
IN=$WORK/r run 0 new firm --set name=北方精密机床厂 --set city=dalian
name=$(cat said)
# As the newest are numbered, not the first.
case $name in content/firms/qy-2???-0001.md) ;; *) fail "path $name" ;; esac
has "r/$name" "name: 北方精密机床厂" "founded:" "required"
IN=$WORK/r run 1 check
IN=$WORK/r run 0 new firm
case $(cat said) in *-0002.md) ;; *) fail "path $(cat said)" ;; esac
rm "r/$(cat said)"
# A prefix that the schema names goes before what others were called.
sed -i 's/^folder: firms/&\nid_prefix: fm/' r/content/schema/firm.yaml
IN=$WORK/r run 0 new firm
case $(cat said) in */fm-*) ;; *) fail "path $(cat said)" ;; esac
rm "r/$(cat said)"
sed -i 's/^id_prefix: fm/id_prefix: F M/' r/content/schema/firm.yaml
IN=$WORK/r run 2 new firm
has err C103 id_prefix
git -C r checkout -q content/schema
IN=$WORK/r run 2 new frim
has err firm
has err "closing (Closings)"
GONGSHI_LANG=zh IN=$WORK/r run 2 new 企
has err 没有记录种类 "closing（停业公告）"
one_line err
IN=$WORK/r run 0 new 停业公告 --id c9
[ "$(cat said)" = content/closings/c9.md ] || fail "path $(cat said)"
rm r/content/closings/c9.md
IN=$WORK/r run 0 schema 企业
has said founded
IN=$WORK/r run 0 export 企业
has said bright
IN=$WORK/r run 2 schema nosuch
has err "firm (Firms)"
IN=$WORK/r run 2 export nosuch
has err "firm (Firms)"
IN=$WORK/r run 2 new firm --set nosuch=1
IN=$WORK/r run 2 new
IN=$WORK/r run 3 new firm --id qy-2025-0009
sed -i 's/^founded:.*/founded: 2020-01-01/; /^#/d' "r/$name"
IN=$WORK/r run 0 check

step "diff says what the public will see"
IN=$WORK/r run 0 diff
has said "+ Firms firms/" 北方精密机床厂 "City Dalian +1"
sed -i 's/^city:.*/city: shenyang/' r/content/firms/qy-2025-0009.md
printf '更多介绍。\n' >>r/content/firms/qy-2025-0009.md
IN=$WORK/r run 0 diff HEAD
has said "~ Firms firms/qy-2025-0009"
IN=$WORK/r run 0 diff HEAD~1..HEAD --json
node -e 'const a = JSON.parse(require("fs").readFileSync(0, "utf8"));
	if (a.records.length !== 1 || a.records[0].sort !== "added")
		process.exit(1);' <said || fail "not as promised"
IN=$WORK/r run 3 diff nosuch..HEAD

step "diff counts what is on the site on the day, and no more"
firm soon 将来机床厂 'listed: 2026-08-01'
git -C r add -A
IN=$WORK/r run 0 diff --staged --as-of 2026-07-31
has said "not public yet, 2" "* Firms firms/soon" "public from 1 August 2026" \
	"will see 1 records"
hasnt said "Firms +" "City Shenyang +2"
IN=$WORK/r run 0 diff --staged --as-of 2026-08-01
has said "+ Firms firms/soon" "Firms +1" "will see 2 records"
save soon
firm soon 将来机床厂 'listed: 2026-09-01'
IN=$WORK/r run 0 diff --as-of 2026-08-02
has said "- Firms firms/soon" "public from 1 September 2026" "Firms -1"
IN=$WORK/r run 0 diff --as-of 2026-07-31
has said "not public yet, 1" "nothing changes for the public"
IN=$WORK/r run 0 diff --as-of 2026-09-01 --json
has said '"sort":"changed"' '"scheduled":"2026-09-01"'
printf 'no front matter' | write content/firms/soon.md
IN=$WORK/r run 0 diff --as-of 2026-09-01
has said "1 files cannot be read" "? Firms firms/soon"
hasnt said "Firms -1"
git -C r reset -q --hard HEAD~1
git -C r push -q
printf '更多说明。\n' >>r/content/firms/bright.md
firm soon 将来机床厂 'listed: 2099-08-01'
IN=$WORK/r run 0 publish --yes
has said "not public yet, 1"
[ "$(git -C r log -1 --format=%s)" = \
	"publish: 1 changed, 1 for later" ] || fail "$(git -C r log -1)"
git -C r rm -q content/firms/soon.md
git -C r commit -q -m none
git -C r push -q
printf '更多介绍。\n' >>r/content/firms/qy-2025-0009.md
sed -i 's/^city:.*/city: shenyang/' r/content/firms/qy-2025-0009.md

step "diff ends a state where a stronger one begins, as the page does"
paused="{rank: 50, tone: wait, label: {zh: 停产, en: Paused}}"
sed -i "s/^    closed:/    paused: $paused\n&/" r/content/schema/firm.yaml
cat >>r/content/schema/closing.yaml <<-'END'
  - {kind: firm, ref: firm, set: paused, from: paused, until: on}
END
paused="{type: date, label: {zh: 停产日期, en: Paused}}"
sed -i "s/^  on:/  paused: $paused\n&/" r/content/schema/closing.yaml
closing c7 bright 2026-11-16
sed -i 's/^on:/paused: 2026-11-01\n&/' r/content/closings/c7.md
IN=$WORK/r run 0 diff
has said "bright → Paused  from 1 November 2026 until 15 November 2026" \
	"bright → Closed  from 16 November 2026"
rm r/content/closings/c7.md
git -C r checkout -q content/schema

step "publish refuses a mistake, and a clerk who does not say yes"
printf -- '---\nname: x\n---\n' | write content/firms/bad.md
IN=$WORK/r run 1 publish --yes
has err "mend it and run gongshi publish again"
rm r/content/firms/bad.md
before=$(git -C r rev-parse HEAD)
IN=$WORK/r run 1 publish
[ "$(git -C r rev-parse HEAD)" = "$before" ] || fail "it was committed"

step "publish commits the content alone and pushes"
echo note >r/notes.txt
IN=$WORK/r run 0 publish --yes -m "两家机床厂"
[ "$(git -C hub.git log -1 --format=%s)" = 两家机床厂 ] || fail "not pushed"
[ -z "$(git -C r ls-files notes.txt)" ] || fail "a file of the clerk's went"
printf -- '---\nname: {zh: 甲}\n---\n' >r/qy-2026-0001.md
IN=$WORK/r run 0 publish --yes
has said "nothing changes"
has err "G110" "qy-2026-0001.md is not published from here"
rm r/qy-2026-0001.md
rm r/notes.txt

# ask TEXT ARGUMENTS: start publishing and wait for the question; `answer
# STATUS y` goes on, with whatever happened meanwhile.
ask() {
	rm -f asked err
	mkfifo asked
	(cd r && exec "$GONGSHI" publish "$@") >said 2>err <asked &
	clerk=$!
	exec 9>asked
	while ! grep -q "y/N" err; do
		kill -0 $clerk 2>/dev/null || fail "it did not ask"
		sleep 0.02
	done
}
answer() {
	local got
	echo "$2" >&9
	exec 9>&-
	wait $clerk
	got=$?
	LAST="publish, answered $2"
	[ $got -eq "$1" ] || fail "publish exits $got, not $1"
}

step "what was shown is committed, whatever is edited meanwhile"
firm shown 展示机床厂
echo staged >r/staged.txt
git -C r add staged.txt
ask -m "一家"
printf '之后的改动。\n' >>r/content/firms/shown.md
firm later 后加机床厂
git -C r add content/firms/later.md
answer 0 y
has err "later edits are not"
[ "$(git -C hub.git show --name-only --format= HEAD)" = \
	content/firms/shown.md ] || fail "other files went along"
git -C hub.git show HEAD:content/firms/shown.md >went
hasnt went 之后的改动
[ "$(git -C r diff --name-only)" = content/firms/shown.md ] ||
	fail "the later edit is lost"
[ "$(git -C r diff --cached --name-only)" = staged.txt ] ||
	fail "what was staged is not"
has r/content/firms/shown.md 之后的改动
has r/content/firms/later.md 后加
git -C r rm -q --cached staged.txt
rm r/staged.txt r/content/firms/later.md

step "publish stops when somebody committed, in a merge, or by a hook"
ask
git -C r commit -q --allow-empty -m other
answer 3 y
has err "somebody committed meanwhile"
[ "$(git -C r log -1 --format=%s)" = other ] || fail "it was committed"
git -C r rev-parse HEAD >r/.git/MERGE_HEAD
IN=$WORK/r run 2 publish --yes
has err "has not ended"
rm r/.git/MERGE_HEAD
printf '#!/bin/sh\necho x >content/x.txt; git add content/x.txt\n' \
	>r/.git/hooks/pre-commit
chmod +x r/.git/hooks/pre-commit
tip=$(git -C hub.git rev-parse HEAD)
IN=$WORK/r run 3 publish --yes
has err "a hook changed"
[ "$(git -C hub.git rev-parse HEAD)" = "$tip" ] || fail "it was pushed"
rm r/.git/hooks/pre-commit
git -C r reset -q --soft HEAD~2
git -C r reset -q
rm r/content/x.txt
IN=$WORK/r run 0 publish --yes

step "what a push left behind is shown, and goes along with the next"
firm left 留下机床厂
git -C r remote set-url origin ../nowhere.git
IN=$WORK/r run 3 publish --yes
has err "committed, and not pushed"
git -C r remote set-url origin ../hub.git
IN=$WORK/r run 1 publish
has said "+ Firms firms/left"
has err "were not pushed"
IN=$WORK/r run 0 publish --yes
[ "$(git -C hub.git rev-parse HEAD)" = "$(git -C r rev-parse HEAD)" ] ||
	fail "it is not pushed"
IN=$WORK/r run 0 publish
hasnt err "pushed"

step "a branch that was never pushed finds its way"
git -C r branch --unset-upstream
firm way 新路机床厂
IN=$WORK/r run 0 publish --yes
tip=$(git -C hub.git rev-parse HEAD)
[ "$(git -C r rev-parse '@{upstream}')" = "$tip" ] || fail "no upstream"

step "no server: committed and said"
git clone -q r lone
git -C lone remote remove origin
printf '独处。\n' >>lone/content/firms/way.md
GONGSHI_LANG=zh IN=$WORK/lone run 0 publish --yes
has err "还没有设置服务器" "git remote add origin"

step "what a server has not seen is all new to the public"
git init -q --bare -b main new.git
git -C lone remote add origin ../new.git
IN=$WORK/lone run 1 publish
has said "+ Firms firms/bright" "+ Firms firms/way" "whole site"
IN=$WORK/lone run 0 publish --yes
has err pushed
IN=$WORK/lone run 0 publish
has said "nothing changes"

step "without a name nothing is asked"
printf '再写。\n' >>lone/content/firms/way.md
(
	unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL
	export GIT_COMMITTER_NAME='' GIT_COMMITTER_EMAIL=''
	GONGSHI_LANG=zh IN=$WORK/lone run 2 publish
) || exit 1
has err "git config --global user.name"
one_line err
rm -rf lone

step "what was committed and not pushed is shown, and published with the rest"
printf '#!/bin/sh\necho no; exit 1\n' >hub.git/hooks/pre-receive
chmod +x hub.git/hooks/pre-receive
firm late 晚来机床厂
IN=$WORK/r run 3 publish --yes
has err "committed, and not pushed" "gongshi publish again"
firm later 更晚机床厂
IN=$WORK/r run 0 publish --yes --no-push
has said "firms/late" "firms/later" "will see 2 records"
[ "$(git -C r log -1 --format=%s)" = "publish: 1 added" ] ||
	fail "$(git -C r log -1)"
IN=$WORK/r run 1 publish
has said "firms/late" "firms/later"
rm hub.git/hooks/pre-receive
IN=$WORK/r run 0 publish --yes
has err "pushed"
[ "$(git -C hub.git rev-parse HEAD)" = "$(git -C r rev-parse HEAD)" ] ||
	fail "not pushed"
IN=$WORK/r run 0 publish --yes
has said "nothing changes"

step "a colleague was first: what to do is said, and does it"
git clone -q hub.git other
firm second 第二机床厂
mv r/content/firms/second.md other/content/firms/
git -C other add -A
git -C other commit -q -m second
git -C other push -q
firm third 第三机床厂
IN=$WORK/r run 3 publish --yes
has err "git pull --rebase" "git rebase --abort"
hasnt err "hint:"
git -C r pull -q --rebase
IN=$WORK/r run 0 publish --yes
has said "firms/third" "will see 1 records"
hasnt said "firms/second"
[ "$(git -C hub.git rev-parse HEAD)" = "$(git -C r rev-parse HEAD)" ] ||
	fail "not pushed"

step "a draft and a look leave no object behind"
objects() { git -C r count-objects | cut -d' ' -f1; }
before=$(objects)
printf '一处改动。\n' >>r/content/firms/shown.md
IN=$WORK/r run 0 new firm
rm "r/$(cat said)"
IN=$WORK/r run 0 diff
has said "~ Firms firms/shown"
[ "$(objects)" -eq "$before" ] || fail "objects were written"
git -C r checkout -q -- content/firms/shown.md

step "revoke writes the record that ends another"
IN=$WORK/r run 0 revoke qy-2025-0009 --date 2026-06-01
name=$(cat said)
has "r/$name" "firm: qy-2025-0009" "on: 2026-06-01"
IN=$WORK/r run 2 revoke qy-2025-0009 --date 2026-06-02
has err "ended by $name" "--id"
one_line err
IN=$WORK/r run 0 revoke qy-2025-0009 --date 2026-06-02 --id again
rm "r/$(cat said)"
IN=$WORK/r run 2 revoke nosuch
mv "r/$name" kept.md
mkdir -p r/content/closings
cp kept.md r/content/closings/of-a-closing.md
GONGSHI_LANG=zh IN=$WORK/r run 2 revoke of-a-closing
has err "没有哪种记录会终止停业公告"
rm r/content/closings/of-a-closing.md
mv kept.md "r/$name"
rm "r/$name"

step "a revocation of a coming day comes out on that day"
cp r/content/schema/closing.yaml kept
sed -i -e 's/^date: on/&\nscheduled: out/' \
	-e '/^about:/i\  out:\n    type: date' \
	-e '/^about:/i\    label: {zh: 发布日期, en: Out}' \
	r/content/schema/closing.yaml
IN=$WORK/r run 0 revoke qy-2025-0009 --date 2099-12-01
has "r/$(cat said)" "on: 2099-12-01" "out: 2099-12-01"
rm "r/$(cat said)"
IN=$WORK/r run 0 revoke qy-2025-0009 --date 2026-06-01
has "r/$(cat said)" "on: 2026-06-01" "out: 20"
hasnt "r/$(cat said)" "out: 2026-06-01"
rm "r/$(cat said)"
cp kept r/content/schema/closing.yaml

step "a reason is one of those there are"
cp r/content/schema/closing.yaml kept
sed -i -e '/^about:/i\  why:\n    type: enum' \
	-e '/^about:/i\    label: {zh: 原因, en: Reason}\n    values:' \
	-e '/^about:/i\      debt: {zh: 资不抵债, en: Debt}' \
	-e '/^about:/i\      moved: {zh: 迁出, en: Moved}' \
	r/content/schema/closing.yaml
IN=$WORK/r run 2 revoke qy-2025-0009 --reason debts
has err debts "debt (Debt)" "moved (Moved)"
one_line err
GONGSHI_LANG=zh IN=$WORK/r run 2 revoke qy-2025-0009 --reason debts
has err "没有原因代码 debts" "debt（资不抵债）"
IN=$WORK/r run 0 revoke qy-2025-0009 --reason debt
has "r/$(cat said)" "why: debt"
rm "r/$(cat said)"
cp kept r/content/schema/closing.yaml

step "history tells the versions in sentences"
build 0
run 0 history qy-2025-0009 --repo r -o out
has said "1  " "2  " 两家机床厂 "Text"
run 0 history firms/qy-2025-0009 --repo r -o out --json
node -e 'const a = JSON.parse(require("fs").readFileSync(0, "utf8"));
	if (a.length !== 2 || a[1].reason !== "两家机床厂" ||
	    !a[1].changes.some((c) => c.field === "body")) process.exit(1);' \
	<said || fail "not as promised"
run 2 history nosuch --repo r -o out

step "the site shows every version, and the page as it stood"
there out/firms/qy-2025-0009.history.html out/firms/qy-2025-0009.v1.html
gone out/firms/qy-2025-0009.v2.html
has out/firms/qy-2025-0009.history.html 两家机床厂 '<ins>' v1.html
hasnt out/firms/qy-2025-0009.v1.html 更多介绍
has out/firms/qy-2025-0009.html qy-2025-0009.history.html

step "old and new are cited alike, and git prints what is cited"
for page in v1.html:1 html:2; do
	file=out/firms/qy-2025-0009.${page%:*}
	grep '<p id="cite">' "$file" >cite || fail "$file is not cited"
	full=$(grep -oE '\b[0-9a-f]{40}\b' cite)
	has cite "第${page#*:}版" "/qy-2025-0009.${page%:*}</a>"
	grep -q "print-foot.*$full" "$file" || fail "$file on paper"
	show=$(sed -n 's/.*<code id="cite-show">\([^<]*\)<.*/\1/p' "$file")
	(cd r && $show) >shown || fail "$show does not run"
	git -C r show "$full" --stat | grep -q qy-2025-0009 ||
		fail "$full is not its commit"
	case ${page#*:} in
	1) hasnt shown 更多介绍 ;;
	2) has shown 更多介绍 ;;
	esac
done
has out/firms/qy-2025-0009.html /qy-2025-0009.v2.html"</code>"

step "the command of the page about the site checks each file"
sed -n 's/.*<pre id="manifest-all"><code>\([^<]*\)<.*/\1/p' \
	out/about.html >manifest.sh
has manifest.sh sha256sum
cp -r out copy
(cd copy && sh ../manifest.sh) >said 2>&1 || fail "the files do not agree"
[ ! -s said ] || fail "it says something about what is right"
echo >>copy/firms/qy-2025-0009.html
(cd copy && sh ../manifest.sh) >said 2>&1 && fail "a change is not seen"
has said firms/qy-2025-0009.html
has out/build.json "$(sha256sum <out/manifest/index.txt | cut -c-64)"

step "every command says how it is used"
for name in build check search stats schema due verify new import serve \
	history explain diff revoke publish export init completion pack hook; do
	run 0 "$name" --help
	has said "usage: gongshi $name "
	[ ! -s err ] || fail "$name --help complains"
	mv said with
	run 0 help "$name"
	cmp -s with said || fail "help $name is not $name --help"
done
run 0 new firm --help
run 0 help
run 2 help nosuch

step "explain takes codes as they are written, one or more"
run 0 explain p103 F102
has said P103 F102
run 2 explain p103 Z999
one_line err

step "nothing built: said in the language of the user"
GONGSHI_LANG=zh run 3 stats --repo r -o nowhere
has err 还没有生成站点
run 3 due --repo r -o nowhere
has err "nothing has been built"

step "codes and kinds are explained on the site"
there out/errors/index.html out/errors/P103.html out/en/errors/P103.html
run 0 explain P103
has out/en/errors/P103.html "$(sed -n 's/^   = why: //p' said | cut -c1-30)"
there out/data/schema/firm.html out/data/schema/firm.json
node -e 'const s = JSON.parse(require("fs").readFileSync(0, "utf8"));
	if (!s.properties.name || !s.required.includes("name"))
		process.exit(1);' <out/data/schema/firm.json || fail "no schema"
has out/data/schema/firm.html '<svg class="statechart"'
