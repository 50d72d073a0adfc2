#!/bin/bash
# A record has a last day on the site: from the next one on it is off lists,
# search, data and feeds; of a permanent kind a tombstone stays that shows
# no name.
. "$(dirname "$0")/lib.sh"
new_repo

person() {
	printf 'name: %s\nfirm: bright\nlisted: %s\nuntil: %s\n' "$2" "$3" \
		"$4" | write "content/$1.yaml"
}

kind() {
	write "content/schema/$1.yaml" <<-END
	kind: $1
	folder: ${1}s
	label: {zh: $2, en: $1}
	permanent: $3
	nav: 30
	title: name
	date: listed
	scheduled: listed
	leaves: until
	facets: [year]
	fields:
	  name: {type: text, label: {zh: 姓名, en: Name}, weight: 6}
	  firm: {type: ref, kind: firm, label: {zh: 单位, en: Firm}}
	  listed: {type: date, label: {zh: 起, en: From}}
	  until: {type: date, label: {zh: 公开至, en: Public until}}
	END
}

kind expert 专家 true
kind guest 访客 false
person experts/e1 张某某 2026-01-01 2026-06-15
person experts/e2 李某某 2026-06-16 2026-06-20
person guests/g1 王某某 2026-01-01 2026-06-15
printf 'name: 赵某某\nfirm: bright\n' | write content/experts/e3.yaml
firm hill 山岳机床厂
printf '\n见[他](record:experts/e1)。\n' >>r/content/firms/hill.md
save "people"

at() {
	local day=$1
	shift
	run 0 build --repo r -o out --as-of "$day" "$@"
	rm -rf clean .clean.gongshi
	run 0 build --repo r -o clean --as-of "$day"
	same clean out
}

step "the last day still counts"
at 2026-06-15
has out/experts/e1.html 张某某
there out/experts/e1.json out/guests/g1.html out/guests/g1.json
has out/experts/index.html 张某某
has out/firms/bright.html 张某某 王某某
gone out/experts/e2.html
run 0 due -o out --repo r --days 10
has said '2026-06-16  experts/e1' '2026-06-16  experts/e2' \
	'2026-06-21  experts/e2' '2026-06-16  guests/g1'

step "from the next day on there is a tombstone without a name"
at 2026-06-16
there out/experts/e1.html out/en/experts/e1.html
has out/experts/e1.html 公开期限已过 e1 'content="noindex"' 2026-06-16
gone out/experts/e1.json out/guests/g1.html out/guests/g1.json
# The name stands nowhere in the output.
! grep -rlF 张某某 out >found || fail "the name stands in $(cat found)"
! grep -rlF 王某某 out >found || fail "the name stands in $(cat found)"
has out/experts/index.html 李某某 赵某某
has out/firms/bright.html 李某某
run 0 search -o out 张某某
hasnt said experts/e1
run 0 check --repo r --rev HEAD

step "a day before comes back to what was"
at 2026-06-15
has out/experts/e1.html 张某某

step "over the whole of a time, from before it to after it"
gone out/experts/e2.html
at 2026-06-30
has out/experts/e2.html 公开期限已过
! grep -rlF 李某某 out >found || fail "the name stands in $(cat found)"
at 2025-12-31
gone out/experts/e1.html out/experts/e2.html
at 2026-06-30

step "a longer consent brings it back"
person experts/e1 张某某 2026-01-01 2027-01-01
save "consent"
at 2026-06-30
has out/experts/e1.html 张某某

step "a removed one keeps its tombstone by a withdrawal, without a name"
git -C r rm -q content/experts/e2.yaml
write content/withdrawals/w.md <<'END'
---
title: 撤下说明
record: experts/e2
explanation: 本人撤回同意
published: 2026-06-25
---
END
save "withdrawn"
at 2026-06-30
has out/experts/e2.html 本人撤回同意
! grep -rlF 李某某 out >found || fail "the name stands in $(cat found)"

step "what a state gives way to is told by what is public, not by what will be"
write content/schema/promise.yaml <<'END'
kind: promise
folder: promises
label: {zh: 承诺, en: Promises}
nav: 31
title: name
date: from
facets: [status]
fields:
  name: {type: text, label: {zh: 名称, en: Name}}
  from: {type: date, label: {zh: 起, en: From}}
  to: {type: date, label: {zh: 止, en: To}}
life:
  states:
    open: {rank: 10, tone: wait, label: {zh: 进行中, en: Open}}
    over: {rank: 20, tone: plain, label: {zh: 已期满, en: Over}}
    broken: {rank: 90, tone: end, label: {zh: 已作废, en: Broken}}
  own:
    - {set: open, from: from, until: to}
    - {set: over, from: to, after: true}
END
write content/schema/breach.yaml <<'END'
kind: breach
folder: breaches
label: {zh: 作废, en: Breaches}
nav: 32
title: name
date: on
scheduled: on
fields:
  name: {type: text, label: {zh: 名称, en: Name}}
  promise: {type: ref, kind: promise, label: {zh: 承诺, en: Promise}}
  on: {type: date, label: {zh: 发布, en: Published}}
about:
  - {kind: promise, ref: promise, set: broken, from: on}
END
printf 'name: 示例承诺\nfrom: 2026-06-01\nto: 2026-07-05\n' |
	write content/promises/p.yaml
printf 'name: 示例作废\npromise: p\non: 2026-07-04\n' |
	write content/breaches/b.yaml
save "a promise that will be broken"
at 2026-07-01
has out/promises/index.html 'data-next="已期满"'
! grep -rlF 已作废 out/promises >found || fail "told early: $(cat found)"
at 2026-07-04
has out/promises/index.html 已作废
