#!/bin/bash
# check, search, stats, schema, due, verify.
. "$(dirname "$0")/lib.sh"
new_repo
build 0

step "check is quiet when all is well"
run 0 check --repo r
hasnt said 'error['

step "check looks at some paths, at the index, at a revision"
printf -- '---\nname: x\n---\n' | write content/firms/bad.md
run 1 check --repo r content/firms/bad.md
cat said err >all
has all content/firms/bad.md
run 0 check --repo r content/firms/wind.md
git -C r add -A
run 1 check --repo r --staged
cat said err >all
has all content/firms/bad.md
commit "bad"
run 1 check --repo r --rev HEAD
run 0 check --repo r --rev HEAD~1
git -C r reset -q --hard HEAD~1
run 0 check --repo r

step "search finds two characters from the middle of a name"
build 0
IN=$WORK run 0 search 石铸 --repo r -o out
has said stone
run 0 search 石铸 --repo r -o out --json
node -e 'const a = JSON.parse(require("fs").readFileSync(0, "utf8"));
	if (a.total !== 1 || a.hits[0].id !== "stone" || !a.hits[0].excerpt)
		process.exit(1);' <said || fail "the answer is not as promised"
run 0 search 公告 --kind closing --repo r -o out --json
node -e 'const a = JSON.parse(require("fs").readFileSync(0, "utf8"));
	if (a.total !== 2 || a.hits.some((h) => h.kind !== "closing"))
		process.exit(1);' <said || fail "the kind is not kept"
run 0 search 龘龘 --repo r -o out

step "stats counts"
run 0 stats --repo r -o out
matches said "^ +4 +Firms$"

step "schema prints a kind, or all of them"
run 0 schema --repo r
has said firm closing withdrawal
run 0 schema firm --repo r
has said name city founded
run 2 schema nosuch --repo r

step "due says when the next date comes"
run 0 due --days 10 -o out
has said 2026-06-20
hasnt said 2026-07-01
run 0 due --days 30 -o out
has said 2026-06-20 2026-07-01

step "what is asked of a site that is behind its repository says so"
closing c3 wind 2026-06-22
save behind
for ask in "due --days 10" stats list "search wind" "history bright"; do
	# shellcheck disable=SC2086 # words
	run 0 $ask --repo r -o out
	has err "run gongshi build first"
done
hasnt said closings/c3
GONGSHI_LANG=zh run 0 due --repo r -o out --json
has err 先运行 "$(git -C r rev-parse --short=7 HEAD)"
build 0
run 0 due --days 10 --repo r -o out
has said closings/c3
[ ! -s err ] || fail "it is the site of HEAD"
git -C r reset -q --hard HEAD~1
build 0

step "list names what wants a hand"
run 0 list --repo r -o out
has said "not on the site 1" "2026-07-01  firms/young" "no English title" \
	"soon to turn" "2026-06-20  closings/c2" "no summary"
run 0 list incomplete --repo r -o out --json
node -e 'const a = JSON.parse(require("fs").readFileSync(0, "utf8"));
	const of = (r) => a.filter((i) => i.record === r).length;
	if (of("firms/bright") !== 1 || of("firms/stone") !== 0 ||
		a.some((i) => i.why !== "incomplete")) process.exit(1);' \
	<said || fail "not as promised"
run 0 list draft --repo r -o out
hasnt said "English"
GONGSHI_LANG=zh run 0 list expiring --days 1 --repo r -o out
has err "没有要处理的记录"
run 2 list nosuch --repo r -o out
run 2 list draft draft --repo r -o out

step "an English title is wanted only where there are English pages"
run 0 list untranslated --repo r -o out
has said "firms/" "closings/"
cat >>r/content/site.yaml <<'END'
kinds:
  firm: {languages: [zh]}
END
save firms in Chinese alone
build 0
run 0 list untranslated --repo r -o out
has said "closings/"
hasnt said "firms/"
git -C r reset -q --hard HEAD~1
build 0

step "verify knows a site that was tampered with"
run 0 verify out
cp out/firms/bright.html kept
sed -i 's/明亮/昏暗/' out/firms/bright.html
run 1 verify out
cat said err >/dev/null 2>&1
cp kept out/firms/bright.html
run 0 verify out
rm out/firms/river.html
run 1 verify out
