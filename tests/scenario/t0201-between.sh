#!/bin/bash
# Rules between records: each is told at its place with the other record, an
# incremental build refuses what a clean one refuses, also for a record that
# nobody touched.
. "$(dirname "$0")/lib.sh"
new_repo

rules() { printf 'rules:\n%s\n' "$1" >>"r/content/schema/$2.yaml"; }

# check WANT...: these findings and no others, as CODE PATH:LINE:COLUMN.
check() {
	local status=0
	case " $*" in *" E:"*) status=1 ;; esac
	run $status check --repo r --rev HEAD --format concise --lang en
	grep -oE '^[^ ]+: (error|warning)\[[A-Z0-9]+\]' said |
		sed -E 's/^(.*): (e|w)[a-z]*\[(.*)\]/\U\2\E:\3 \1/' |
		sort >found
	printf '%s' "$*" | sed 's/ *; */\n/g' | sed '/^$/d' | sort >wanted
	diff wanted found >differ || fail "found: $(cat found)"
}

write content/schema/term.yaml <<'END'
kind: term
folder: terms
label: {zh: 许可, en: Terms}
title: no
date: from
fields:
  no: {type: text, label: {zh: 专利号, en: Patent}, required: true}
  from: {type: date, label: {zh: 起, en: From}, required: true}
  to: {type: date, label: {zh: 止, en: To}}
  ended: {type: date, label: {zh: 终止, en: Ended}}
rules:
  - {rule: no_overlap, key: no, from: from, until: [ended, to],
     why: {zh: 专利法实施细则, en: Rules}}
END
write content/schema/report.yaml <<'END'
kind: report
folder: reports
label: {zh: 年报, en: Reports}
title: title
fields:
  title: {type: text, label: {zh: 标题, en: Title}}
  firm: {type: ref, kind: firm, label: {zh: 企业, en: Firm}, required: true}
  year: {type: integer, label: {zh: 年度, en: Year}, required: true}
rules:
  - {rule: together, fields: [firm, year]}
END
write content/schema/prize.yaml <<'END'
kind: prize
folder: prizes
label: {zh: 奖, en: Prizes}
title: title
date: decided
fields:
  title: {type: text, label: {zh: 标题, en: Title}}
  decided: {type: date, label: {zh: 决定, en: Decided}, required: true}
  items:
    type: list
    label: {zh: 名单, en: List}
    of:
      type: map
      fields:
        firm: {type: ref, kind: firm, label: {zh: 企业, en: Firm}}
        holder: {type: text, label: {zh: 单位, en: Holder}}
        code: {type: uscc, label: {zh: 代码, en: Code}}
rules:
  - {rule: target, ref: items.firm, at: decided, is: [open]}
  - {rule: consistent, key: items.holder, value: items.code, group: org}
END
rules '  - {rule: once, field: about}
  - {rule: consistent, key: name, value: code, group: org}
  - {rule: reports, kind: report, ref: firm, year: year, since: listed,
     due: "03-31", run: 2}' firm
sed -i '/  on:/i\
  years:\
    type: list\
    label: {zh: 年, en: Years}\
    of: {type: integer, label: {zh: 年, en: Year}}' \
	r/content/schema/closing.yaml
rules '  - {rule: agrees_missing, list: years, ref: firm}' closing
save "rules"
check ''
build 0

step "R201: two records with the same values"
printf 'firm: river\nyear: 2024\n' | write content/reports/a.yaml
printf 'firm: river\nyear: 2025\n' | write content/reports/b.yaml
save "two reports"
check ''
build 0
printf 'firm: river\nyear: 2024\n' | write content/reports/b.yaml
save "the same year"
check 'E:R201 content/reports/a.yaml:1:7;E:R201 content/reports/b.yaml:1:7'
has said reports/a 'river、2024'
# The record that nobody touched is named by the incremental build too.
build 1
cat said err >all
has all content/reports/a.yaml:1:7 content/reports/b.yaml:1:7
git -C r rm -q content/reports/b.yaml
save "one goes"
build 0

step "R202: two terms at the same time"
printf 'no: p1\nfrom: 2024-01-01\nto: 2024-12-31\n' |
	write content/terms/a.yaml
printf 'no: p1\nfrom: 2025-01-01\n' | write content/terms/b.yaml
printf 'no: p2\nfrom: 2024-03-01\n' | write content/terms/c.yaml
save "terms"
check ''
build 0
printf 'no: p1\nfrom: 2024-12-31\n' | write content/terms/b.yaml
save "a day too early"
check 'E:R202 content/terms/a.yaml:1:5;E:R202 content/terms/b.yaml:1:5'
has said 2024-12-31 terms/b
build 1
printf 'no: p1\nfrom: 2024-01-01\nto: 2024-12-31\nended: 2024-12-30\n' |
	write content/terms/a.yaml
save "the first ended before"
check ''
build 0

step "R203: a value twice is a warning"
firm lake 大湖船舶厂 'about: 生产耐磨铸件和齿轮箱体'
save "the same text"
check 'W:R203 content/firms/lake.md:5:8;W:R203 content/firms/stone.md:5:8'
build 0
firm lake 大湖船舶厂
save "without it"

step "R204: one name with two codes, in records of two kinds"
firm lake 大湖船舶厂 'code: 91210100MA0DEMA17J'
printf 'decided: 2021-01-01\nitems:\n  - {holder: 大湖船舶厂, code: %s}\n' \
	91210100MA0DEMA17J | write content/prizes/p.yaml
save "the same code"
check ''
sed -i 's/91210100MA0DEMA17J/91210200MA0DEMB21U/' r/content/prizes/p.yaml
save "another code"
check 'W:R204 content/firms/lake.md:5:7;W:R204 content/prizes/p.yaml:3:27'
has said 91210200MA0DEMB21U 91210100MA0DEMA17J prizes/p
build 0
git -C r rm -q content/prizes/p.yaml

step "R205: a firm must be open on the day"
printf 'decided: 2026-06-05\nitems:\n  - firm: river\n  - firm: wind\n' |
	write content/prizes/q.yaml
save "a prize"
check ''
build 0
# A closing of that week, told later: the prize stands in another file.
closing c3 river 2026-06-04
save "river was closed the day before"
check 'E:R205 content/prizes/q.yaml:3:11'
has said firms/river 2026-06-05 Closed
build 1
cat said err >all
has all content/prizes/q.yaml:3:11
sed -i 's/2026-06-04/2026-06-06/' r/content/closings/c3.md
save "the day after"
check ''
build 0
sed -i 's/2026-06-05/2019-01-01/' r/content/prizes/q.yaml
save "before there was a firm"
check 'E:R205 content/prizes/q.yaml:3:11;E:R205 content/prizes/q.yaml:4:11'
build 1
git -C r rm -q content/prizes/q.yaml
save "no prize"
build 0

step "R206, R207, R208: reports that are missing"
firm old 老城机械厂 'listed: 2022-02-01'
# Reports were due in March of 2022 to this year.
for y in 2022 2024 2025 2026; do
	printf 'firm: old\nyear: %s\n' $y | write content/reports/o$y.yaml
done
save "one is missing"
run 0 check --repo r --rev HEAD --format concise --lang en
has said 'content/firms/old.md:5:9: warning[R206]' 2023
git -C r rm -q content/reports/o2024.yaml
save "two in a row"
run 0 check --repo r --rev HEAD --format concise --lang en
has said 'content/firms/old.md:5:9: warning[R207]' 2023、2024
hasnt said R206
closing c4 old 2025-06-01
sed -i 's/^on:/years: [2023, 2024]\non:/' r/content/closings/c4.md
save "closed for that"
run 0 check --repo r --rev HEAD --format concise --lang en
hasnt said R208
sed -i 's/2023, 2024/2022, 2024/' r/content/closings/c4.md
save "other years"
run 0 check --repo r --rev HEAD --format concise --lang en
has said 'content/closings/c4.md:4:9: warning[R208]' firms/old 2023、2024

step "after all that the output is a clean one's"
build 0
run 0 build --repo r -o clean --as-of "$AS_OF"
same clean out
