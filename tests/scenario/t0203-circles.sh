#!/bin/bash
# R209: records that lead on from one to the next do not come back.
. "$(dirname "$0")/lib.sh"
new_repo
write content/schema/rule.yaml <<'END'
kind: rule
folder: rules
label: {zh: 文件, en: Rules}
title: name
fields:
  name: {type: text, label: {zh: 名称, en: Name}}
  after: {type: ref, kind: rule, label: {zh: 接续, en: After}}
  ends: {type: list, of: {type: ref, kind: rule}, label: {zh: 废止, en: Ends}}
  other: {type: ref, kind: rule, label: {zh: 另见, en: See also}}
rules:
  - {rule: acyclic, fields: [after, ends]}
END
rule() {
	local id=$1
	shift
	printf '%s\n' "name: 文件$id" "$@" | write "content/rules/$id.yaml"
}
# What is found, as PLACE, in order; the same whether the state of the last
# build is used or not, and by a build that goes on from it.
circles() {
	local status=0
	[ -z "$*" ] || status=1
	run $status check --repo r --rev HEAD -o nowhere --format concise
	grep -o '^[^ ]*: error\[R209\]' said | sed 's/: .*//;s/.*rules.//' \
		>whole
	[ "$(tr '\n' ' ' <whole)" = "${*:+$* }" ] ||
		fail "found: $(tr '\n' ' ' <whole)"
	run $status check --repo r --rev HEAD -o out --since "$BUILT" \
		--format concise
	grep -o '^[^ ]*: error\[R209\]' said | sed 's/: .*//;s/.*rules.//' |
		diff whole - || fail "the state changes what is found"
	build $status
	[ $status -ne 0 ] || BUILT=$(git -C r rev-parse HEAD)
}

step "a line, a fork and two ways to one record are none"
rule a
rule b 'after: a'
rule c 'after: a' 'ends: [b]'
rule d 'ends: [b, c]' 'other: e'
rule e 'after: d' 'other: e'
BUILT=HEAD
save rules
BUILT=$(git -C r rev-parse HEAD)
circles

step "a record of itself"
rule a 'after: a'
save self
circles a.yaml:2:8
rule a
save none
circles

step "what closes it stands in one file, the rest in others"
rule a 'ends: [d]'
save closed
circles a.yaml:2:8 b.yaml:2:8 c.yaml:2:8 c.yaml:3:8 d.yaml:2:8 d.yaml:2:11
has err 'rules/d leads back'
# Outside of it nothing is told: e leads in, f is led to.
rule f
rule a 'ends: [d, f]'
save beside
circles a.yaml:2:8 b.yaml:2:8 c.yaml:2:8 c.yaml:3:8 d.yaml:2:8 d.yaml:2:11

step "opened, it is gone; two of them are both told"
rule a
save opened
circles
rule a 'after: b'
rule x 'after: y'
rule y 'after: x'
save two
circles a.yaml:2:8 b.yaml:2:8 x.yaml:2:8 y.yaml:2:8
git -C r rm -q content/rules/x.yaml
rule y
rule a
save none
circles

step "a line of a thousand"
for i in $(seq 1000); do
	printf 'name: 第%s号\nafter: n%s\n' "$i" $((i - 1)) \
		>"r/content/rules/n$i.yaml"
done
rule n0
save long
circles
rule n0 'after: n1000'
save closed
run 1 check --repo r --rev HEAD --format concise --max 0
[ "$(grep -c R209 said)" -eq 1001 ] || fail "not all of the circle"
