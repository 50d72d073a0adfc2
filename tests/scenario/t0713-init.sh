#!/bin/bash
# The way in: a portal from nothing, wherever it is begun, and each thing
# that comes with it.
. "$(dirname "$0")/lib.sh"
export GONGSHI_DATA=$HERE GONGSHI_LANG=zh
PATH=$(dirname "$GONGSHI"):$PATH
nobody() {
	unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME
	unset GIT_COMMITTER_EMAIL
}

step "it checks and builds at once, below a path of any letters"
at="有 空格/门户 '一'"
(nobody; run 0 init "$at") || exit 1
has said "$at"
IN=$WORK/$at run 0 check --strict
has err "3 条记录，没有问题"
IN=$WORK/$at run 0 build --as-of 2026-08-01
there "$at/public/index.html" "$at/public/news/dt-2026-0001.html" \
	"$at/guide-staff.md" "$at/pictures/form.zh.png"
[ -z "$(git -C "$at" status --porcelain)" ] || fail "not clean"
mv "$at" portal
IN=$WORK/portal run 0 check --strict

step "the first record of a kind is named as all that follow"
for kind in 公示=gs revocation=cx annual_report=nb; do
	IN=$WORK/portal run 0 new "${kind%=*}"
	matches said "/20[0-9]+/${kind#*=}-20[0-9]+-0001.md$"
	rm "portal/$(cat said)"
done
[ -z "$(git -C portal status --porcelain)" ] || fail "not clean"

step "the editor finds the schema of each kind"
node -e '
	const fs = require("fs");
	const set = JSON.parse(fs.readFileSync("portal/.vscode/settings.json"));
	const of = Object.keys(set["yaml.schemas"]);
	if (of.length !== fs.readdirSync("portal/content/schema").length)
		throw of.length;
	for (const f of of) JSON.parse(fs.readFileSync(`portal/${f}`));
' || fail "a schema is missing"

step "the editor's task shows each finding at its line"
printf -- '---\ntitle: {zh: 短}\n---\n' >portal/content/news/bad.md
for l in zh en; do
	GONGSHI_LANG=$l IN=$WORK/portal run 1 check --format concise
	cp said said.$l
done
node -e '
	const fs = require("fs");
	const at = "portal/.vscode/tasks.json";
	const [task] = JSON.parse(fs.readFileSync(at)).tasks;
	if (task.args.join(" ") !== "check --format concise") throw task.args;
	const re = new RegExp(task.problemMatcher[0].pattern.regexp);
	for (const l of ["zh", "en"]) {
		const told = fs.readFileSync(`said.${l}`, "utf8").split("\n")
			.map((line) => re.exec(line)).filter((m) => m);
		if (!told.some((m) => m[1] === "content/news/bad.md" &&
				m[2] === "2" && m[4] === "F110"))
			throw l;
	}
' || fail "the task finds no place"
rm portal/content/news/bad.md

step "the hook refuses a mistake"
printf -- '---\ntitle: x\n---\n' >portal/content/news/bad.md
git -C portal add -A
git -C portal commit -q -m bad >/dev/null 2>hooked &&
	fail "the hook let a mistake through"
has hooked "错误"
git -C portal rm -q -f content/news/bad.md

step "no file of the portal is a hook: what is pulled never runs"
gone portal/.githooks
there portal/.git/hooks/pre-commit
git -C portal config core.hooksPath && fail "hooks among the files"
git clone -q portal old
git -C old config core.hooksPath .githooks
mkdir old/.githooks
printf '#!/bin/sh\ntouch "%s/ran"\n' "$WORK" >old/.githooks/post-checkout
chmod +x old/.githooks/post-checkout
git -C old checkout -q -b before
there ran
rm ran
IN=$WORK/old run 0 init --upgrade
has err "已去掉 core.hooksPath=.githooks"
git -C old checkout -q main
gone ran
there old/.git/hooks/pre-commit
IN=$WORK/old run 0 init --upgrade
hasnt err hooksPath
git -C old config core.hooksPath .githooks/
rm old/.git/hooks/pre-commit
git -C old worktree add -q ../beside
IN=$WORK/beside run 0 hook install
has said /old/.git/hooks/pre-commit
has err "已去掉 core.hooksPath=.githooks"
rm -f ran
printf -- '---\ntitle: x\n---\n' >beside/content/news/bad.md
git -C beside add -A
git -C beside commit -q -m bad >/dev/null 2>hooked &&
	fail "the hook let a mistake through"
has hooked "错误"
gone ran
rm -rf old beside

step "a clone is told of the hook once, and again does no harm"
git clone -q portal clone
printf -- '---\ntitle: x\n---\n' >clone/content/news/bad.md
git -C clone add -A
IN=$WORK/clone run 0 hook install
has said /clone/.git/hooks/pre-commit
IN=$WORK/clone run 0 hook install
git -C clone commit -q -m bad >/dev/null 2>hooked &&
	fail "the hook let a mistake through"
has hooked "错误"
git -C clone config core.hooksPath elsewhere
IN=$WORK/clone run 2 hook install
has err elsewhere
rm -rf clone

step "a colleague's commits come below one's own, without a merge"
git init -q --bare -b main meet.git
git -C portal push -q ../meet.git main
git clone -q meet.git colleague
git -C colleague commit -q --allow-empty -m theirs
git -C colleague push -q
git -C portal commit -q --allow-empty -m ours
git -C portal pull -q ../meet.git main 2>err || fail "$(cat err)"
[ -z "$(git -C portal rev-list --merges HEAD)" ] || fail "it merged"
git -C portal reset -q --hard HEAD~2

step "the sample of the CI job runs as it is written"
git clone -q portal job
sed -n 's/^ *- \(gongshi .*\)/\1/p' job/.gitlab-ci.yml >lines
[ "$(wc -l <lines)" = 2 ] || fail "$(cat lines)"
(cd job && sh -e ../lines >/dev/null 2>../err) || fail "$(cat err)"
there job/public/index.html

step "the sample of owners becomes the rule when it is renamed"
git -C portal mv content/owners.example.yaml content/owners.yaml
git -C portal commit -q -m owners
git init -q --bare -b main hub.git
run 0 hook install --repo hub.git -o site
GONGSHI_USER=office git -C portal push -q ../hub.git main 2>err ||
	fail "$(cat err)"
echo >>portal/README.md
git -C portal commit -q -a -m readme
GONGSHI_USER=other git -C portal push -q ../hub.git main 2>err &&
	fail "another may change it"
has err other
GONGSHI_USER=office git -C portal push -q ../hub.git main 2>err ||
	fail "$(cat err)"

step "a newer program brings its theme to a portal of an older one"
run 0 init older
theme=older/themes/default
sed -i 's/titles/&_as_they_were/' $theme/i18n/*.yaml
sed -i 's/i18n\.titles/&_as_they_were/' $theme/templates/*.mustache
echo '<p>old</p>' >$theme/templates/gone-since.mustache
git -C older rm -q -f themes/default/templates/titles.mustache
git -C older add -A
git -C older commit -q --no-verify --amend -m "gongshi init"
IN=$WORK/older run 2 build
has err titles.mustache "gongshi init --upgrade"
printf -- '---\ntitle: x\n---\n' >older/content/news/mine.md
git -C older add content/news/mine.md
IN=$WORK/older run 0 init --upgrade
has err 已提交 "git push"
diff -r "$HERE/themes/default" $theme || fail "not the theme of the program"
[ "$(git -C older status --porcelain)" = "A  content/news/mine.md" ] ||
	fail "more than the theme was committed"
git -C older rm -q -f content/news/mine.md
IN=$WORK/older run 0 build
run 0 init --upgrade older
has err 已是这一版的
[ "$(git -C older rev-list --count HEAD)" = 2 ] || fail "another commit"

step "a word that an older theme has not is told, never printed as its key"
sed -i '/^code_family_i:/d' $theme/i18n/en.yaml
git -C older commit -q --no-verify -am "one language lacks a word"
IN=$WORK/older run 2 check
has err "i18n/zh.yaml:" "i18n/en.yaml 里没有文字 code_family_i"
sed -i '/^code_family_i:/d' $theme/i18n/zh.yaml
git -C older commit -q -a --amend -m "an older theme"
GONGSHI_LANG=en IN=$WORK/older run 2 build
has err "error: themes/default/i18n/" "no text code_family_i" \
	"gongshi init --upgrade"
IN=$WORK/older run 2 build
has err "错误: themes/default/i18n/" "缺少文字 code_family_i"
git -C older reset -q --hard HEAD~1
IN=$WORK/older run 0 build

step "a theme that the office edited is not taken away unasked"
echo '/* ours */' >>$theme/assets/site.css
run 2 init --upgrade older
has err 没提交
git -C older commit -q -am "our colours"
run 2 init --upgrade older
has err 自己改过 --force
has $theme/assets/site.css ours
run 0 init --upgrade older --force
hasnt $theme/assets/site.css ours
git -C older show HEAD~1:themes/default/assets/site.css >kept
has kept ours
run 3 init --upgrade lines
mkdir nothing
run 3 init --upgrade nothing
has err "not a git repository"
IN=$WORK/older/content run 2 init --upgrade
has err 最上层
gone older/content/themes

step "a folder with files is left alone, with one line"
ls -lR portal >before
run 2 init portal
has err "portal 里已有文件" "换一个文件夹名"
one_line err
ls -lR portal >after
cmp -s before after || fail "something was changed"
run 2 init lines
has err "lines 是文件"
one_line err
run 2 init
run 2 init one two

step "a clone of nothing is as good as an empty folder"
git init -q --bare -b main empty.git
git clone -q empty.git cloned 2>/dev/null
IN=$WORK/cloned run 0 init .
git -C cloned push -q origin HEAD:main || fail "no push"
IN=$WORK/cloned run 0 check

step "without git nothing is begun"
mkdir bin
ln -s "$(command -v sed)" bin/
(PATH=$WORK/bin; run 3 init nogit) || exit 1
has err "没有找到 git"
one_line err
gone nogit
