#!/bin/bash
# check --fix: what can mean only one thing is put right in the files of the
# work tree; all else stays as it is.
. "$(dirname "$0")/lib.sh"
new_repo
cat >>r/content/schema/closing.yaml <<'END'
  docno:
    type: docno
    label: {zh: 文号, en: Number}
  patent:
    type: patent
    label: {zh: 专利号, en: Patent}
  phone:
    type: phone
    label: {zh: 电话, en: Telephone}
END
# The fields of closing come before `about`.
awk '/^about:/ { about = 1 } about && !/^  [a-z]|^    / { print > "tail"; next }
	/^  - \{kind: firm/ { print > "tail"; next } { print }' \
	r/content/schema/closing.yaml >fields
cat fields tail >r/content/schema/closing.yaml
save schema

step "the findings say what can be mended, in every form"
write content/closings/c3.md <<'END'
---
title: 关于磐石的停业公告
firm: ｓｔｏｎｅ
on: ２０２６-０６-０２
docno: 辽科发[2021]19号 # 方括号
patent: "ZL 2021101234567"
phone: ０２４－２３９８１２３４
---

正文里的［２０２１］不动，电话０２４也不动。
END
cp r/content/closings/c3.md before
run 1 check --repo r --lang zh
has err "3 个错误，2 个提醒，5 个可用 --fix 修复"
has said "自动: gongshi check --fix → 2026-06-02"
run 1 check --repo r --format json
has said '"text":"辽科发〔2021〕19号"' '"was":"２０２６-０６-０２"'
run 1 check --repo r --format sarif
node -e '
const [file, sarif] = process.argv.slice(1).map((f) =>
	require("fs").readFileSync(f));
const fixes = JSON.parse(sarif).runs[0].results.flatMap((r) => r.fixes ?? []);
const edits = fixes.flatMap((f) => f.artifactChanges[0].replacements)
	.sort((a, b) =>
		b.deletedRegion.byteOffset - a.deletedRegion.byteOffset);
let out = file;
for (const { deletedRegion: d, insertedContent: i } of edits)
	out = Buffer.concat([out.subarray(0, d.byteOffset), Buffer.from(i.text),
		out.subarray(d.byteOffset + d.byteLength)]);
require("fs").writeFileSync("by-sarif", out);
' before said
cmp -s before r/content/closings/c3.md || fail "a check alone writes"

step "what they say is put in, and checked again"
run 0 check --repo r --fix
has err "5 fixed, in 1 files" "no problems"
cat >want <<'END'
---
title: 关于磐石的停业公告
firm: stone
on: 2026-06-02
docno: 辽科发〔2021〕19号 # 方括号
patent: "ZL202110123456.7"
phone: 024-23981234
---

正文里的［２０２１］不动，电话０２４也不动。
END
diff want r/content/closings/c3.md || fail "another text than wanted"
cmp -s want by-sarif || fail "SARIF says other edits"
[ -z "$(find r -name '*.fixed')" ] || fail "a file was left behind"
run 0 check --repo r --fix
hasnt err fixed

step "what is doubtful is left to people"
write content/closings/c4.md <<'END'
---
title: 关于磐石的停业公告
firm: stone
on: 2026-02-30
docno: 第19号
patent: ZL202110123456.1
phone: 请致电
---
END
cp r/content/closings/c4.md before
run 1 check --repo r --fix
cmp -s before r/content/closings/c4.md || fail "a doubtful value was changed"
hasnt err fixed
rm r/content/closings/c4.md

step "only what was asked about, line ends and marks at the start stay"
dos() {
	printf '\xef\xbb\xbf'
	printf '%s\r\n' --- 'title: 关于长风的公告' 'firm: wind' "on: $1" \
		"docno: $2" ---
}
dos ２０２６-０６-０２ '辽科发(2021)19号' | write content/closings/c5.md
run 0 check --repo r --fix --select N202
has err "1 fixed"
run 1 check --repo r --select D101
run 0 check --repo r --fix content/closings/c5.md
dos 2026-06-02 辽科发〔2021〕19号 | cmp - r/content/closings/c5.md ||
	fail "other bytes were changed"

step "dates in Chinese are as good"
sed 's/2026-06-02/2026年6月2日/' want | write content/closings/c3.md
cp r/content/closings/c3.md before
run 0 check --repo r --fix
cmp -s before r/content/closings/c3.md || fail "a good date was changed"

step "a commit and what is staged are not ours to write"
run 2 check --repo r --fix --rev HEAD
has err "--fix --rev"
run 2 check --repo r --fix --staged
git -C r add -A
run 2 check --repo r --staged --fix

step "a file that cannot be written stays as it was"
write content/closings/c6.md <<'END'
---
title: 关于磐石的停业公告
firm: stone
on: ２０２６-０６-０２
---
END
cp r/content/closings/c6.md before
mkdir r/content/closings/c6.md.new
run 3 check --repo r --fix
one_line err || true
cmp -s before r/content/closings/c6.md || fail "half a fix"
