#!/bin/bash
# The program's own template, filled in as a university does: imported once
# and again, with the mistakes that people make in it.
. "$(dirname "$0")/lib.sh"
PYTHON=/usr/bin/python3
"$PYTHON" -c 'import openpyxl' 2>/dev/null || {
	echo "python3-openpyxl is missing"
	exit 1
}
export GONGSHI_LANG=zh
git init -q -b main r
mkdir -p r/themes r/content
cp -r "$HERE/themes/default" r/themes/
cp -r "$HERE/content/"{schema,tables,site.yaml} r/content/
save "the kinds of the portal, without a record"
IN=$WORK/r run 0 export license --template --format xlsx -o ../t.xlsx

fill() {
	"$PYTHON" "$HERE/tests/scenario/filled.py" t.xlsx "$@" ||
		fail "the template could not be filled in"
}

# import STATUS FILE ...
import() {
	local want=$1 file=$2
	shift 2
	rm -f import.map.*.yaml ./*.report.xlsx
	IN=$WORK/r run "$want" import "../$file" --kind license "$@"
}

step "a second run finds by the patent number what the first one wrote"
fill a.xlsx
import 0 a.xlsx
has err "新增 2"
IN=$WORK/r run 0 check
git -C r status --porcelain -uall >before
import 0 a.xlsx
has err "新增 0，更新 0，未变 2"
git -C r status --porcelain -uall >after
cmp before after || fail "the second run wrote"

step "an index number given later tells the same record"
fill b.xlsx 索引号:2=SL-2025-1
import 1 b.xlsx
has said I220 索引号
import 0 b.xlsx --update merge
has err "新增 0，更新 1，未变 1"
import 0 b.xlsx
has err "未变 2"

step "one number in two rows is told at the second one"
fill c.xlsx 专利号:3=ZL201910000001.9
import 1 c.xlsx
has said "I221" "D3" "D2"
rm -r r/content/licenses
import 1 c.xlsx
has said "I221"
fill d.xlsx 编号:2=sl-2025-0001 专利号:3=ZL201910000001.9
import 1 d.xlsx
has said "I221"

step "a number that lost its digits gets no plausible one instead"
rm -rf r/content/licenses
for n in 201910000000 1.1e11; do
	fill n.xlsx 专利号:3=number:$n
	import 1 n.xlsx
	has said "D3: 错误[I201]" 尾数已丢失
	hasnt said I203 P101
done

step "all that is wrong with a row is told at once, each at its cell"
fill w.xlsx "许可使用费 · 金额:2=-" "许可使用费 · 计算依据和方式:2=-" \
	"承诺事项 · 独占或排他许可仍在有效期:2=-" \
	"承诺事项 · 权属纠纷或保全中止:2=-" \
	"承诺事项 · 未按规定缴纳年费:2=-" \
	"承诺事项 · 质押且未经质权人同意:2=-" \
	"承诺事项 · 其他妨碍实施的情形:2=-" \
	申请日:2=昨天 专利号:3=ZL201910000001.9 发布机构:3=-
import 1 w.xlsx
has said fee.amount fee.basis commitments.suspended publisher
grep -oE '![A-Z]+[23]: 错误\[F102\]' said | sort -u >cells
[ "$(wc -l <cells)" = 8 ] || fail "not eight cells"
has said "I2: 错误[D101]" "D3: 错误[I221]"

step "what has no column is told once, what the row lacks at the row"
fill l.xlsx "联系方式 · 部门:1=某处" "承诺事项 · 未按规定缴纳年费:1=某事" \
	"许可使用费 · 金额:1=某费" 申请日:2=昨天
import 1 l.xlsx
has said "第 1 行: 错误[I111]: 没有必填的列“联系方式 · 部门”" \
	"没有必填的列“承诺事项 · 未按规定缴纳年费”" \
	"第 3 行: 错误[I226]: 缺少必填项“许可使用费 · 金额”" \
	"表里的“某费”“某事”“某处”没有对应" "I2: 错误[D101]"
[ "$(grep -c 'I111\]' said)" = 2 ] || fail "a column is told more than once"
hasnt said F102
has err "有错 2"
"$PYTHON" - <<'PY' || fail "the report does not say it in each row"
import openpyxl
rows = list(openpyxl.load_workbook("l.report.xlsx").active.values)
for row in rows[1:]:
    assert "没有必填的列“联系方式 · 部门”" in row[-2], row
assert "第 3 行 缺少必填项" in rows[2][-2], rows[2]
PY

step "each kind knows the headings of its own template"
for f in r/content/schema/*.yaml; do
	kind=$(basename "$f" .yaml)
	IN=$WORK/r run 0 export "$kind" --template --format csv -o ../k.csv
	rm -f import.map.*.yaml
	IN=$WORK/r run 0 import ../k.csv --kind "$kind"
	hasnt said I109 I110
	grep -vE '^kind|^columns' import.map.*.yaml |
		sed -E 's/^ *"?([^":]*)"?: (.*)$/\1=\2/' >pairs
	[ "$(sort -u -t= -k2 pairs | wc -l)" = "$(wc -l <pairs)" ] ||
		fail "$kind: two headings are one"
done

step "the words that universities use are known"
fill u.xlsx "专利权人1 · 名称:1=专利权人" \
	"专利权人1 · 统一社会信用代码:1=专利权人信用代码" \
	"许可使用费 · 金额:1=许可费（万元）" \
	"许可使用费 · 计算依据和方式:1=许可费计算依据" \
	"联系方式 · 部门:1=联系部门" "联系方式 · 办公电话:1=联系电话" \
	发明创造名称:1=专利名称 申请日:1=申请日期 发布机构:1=发布单位
import 0 u.xlsx
hasnt said I109
has err "新增 2"
rm -r r/content/licenses
fill v.xlsx "许可使用费 · 金额:1=许可使用费"
import 0 v.xlsx
has err "新增 2"
rm -r r/content/licenses

step "rewritten cells are a line a column; a dry run writes no record"
fill x.xlsx 申请日:2=2019.1.2 申请日:3=2019年1月2日 \
	"许可使用费 · 金额:2=３万元"
import 0 x.xlsx --dry-run
[ "$(grep -c I210 said)" = 2 ] || fail "not a line a column"
has said "“2019.1.2”改写为“2019-01-02”，这一列共改写 2 处" "“３万元”改写为“3”"
hasnt said 共改写\ 1
hasnt err 未显示 只写出
gone x.report.xlsx r/content/licenses
there import.map.license.yaml
fill y.xlsx 申请日:2=昨天 申请日:3=昨天
import 1 y.xlsx --dry-run
has err "没有写入记录，只写出逐行结果"
there y.report.xlsx
gone r/content/licenses
[ "$(grep -c 'D101\]' said)" = 2 ] || fail "not both"
[ "$(grep -c '原因' said)" = 1 ] || fail "the reason stands twice"

step "amounts in Chinese are read, what has two readings is not"
fill z.xlsx "许可使用费 · 金额:2=叁万元" "许可使用费 · 金额:3=三万五千元"
import 1 z.xlsx
has said "“叁万元”改写为“3”" "“三万五千元”的单位不是万元"
fill z.xlsx "许可使用费 · 金额:2=叁万元" "许可使用费 · 金额:3=三万五"
import 1 z.xlsx
has said "错误[I209]" "例如 30000"

step "a licence gets another price: what cannot stand with it goes, and is told"
rm -rf r/content/licenses
mkdir -p r/content/licenses/2026
cp "$HERE/content/licenses/2026/ol-2026-0002.md" r/content/licenses/2026/
f=r/content/licenses/2026/ol-2026-0002.md
sed -i -E 's/, org: [a-z0-9-]+//; s/\(record:[^)]*\)//' "$f"
save "a licence in stages"
IN=$WORK/r run 0 export license -o ../e.xlsx
# priced FILE HEADING=VALUE ...: the export without its stages.
priced() {
	"$PYTHON" - "$@" <<'PY' || fail "the export could not be changed"
import sys, openpyxl
book = openpyxl.load_workbook("e.xlsx")
sheet = book.worksheets[0]
over = dict(a.split("=") for a in sys.argv[2:])
for head in sheet[1]:
    cell = sheet.cell(2, head.column)
    if "分阶段标准" in head.value and "分阶段标准" not in over:
        cell.value = None
    elif head.value in over:
        cell.value = over[head.value]
book.save(sys.argv[1])
PY
}
priced p.xlsx "许可使用费 · 支付方式=一次总付" "许可使用费 · 金额=5"
import 1 p.xlsx
[ "$(grep -c '错误\[' said)" = 1 ] || fail "more than that it differs"
has said "I220" "许可使用费"
import 0 p.xlsx --update merge
has err "更新 1"
[ "$(grep -c '\[I228\]' said)" = 1 ] || fail "not told once"
has said "fee.mode（支付方式）是 lump（一次总付）" \
	"去掉了记录里原有的 fee.stages"
has "$f" "mode: lump" "amount: 5"
hasnt "$f" stages from_month
IN=$WORK/r run 0 check
import 0 p.xlsx
has err "未变 1"
priced q.xlsx "许可使用费 · 支付方式=净销售额提成" \
	"许可使用费 · 金额=" "许可使用费 · 提成比例=2"
import 0 q.xlsx --update merge
has said "去掉了记录里原有的 fee.amount"
hasnt "$f" amount
has "$f" "rate: 2"
git -C r checkout -q content
priced p.xlsx "许可使用费 · 支付方式=一次总付" "许可使用费 · 金额=5" \
	分阶段标准=1
IN=$WORK/r run 1 import ../p.xlsx --kind license --update merge
has said "F128" "只去掉它的内容"
hasnt said I228 删去这一行

step "a list that a record should not have is told once, not item by item"
git -C r checkout -q content
sed -i 's/^  mode: staged/  mode: lump\n  amount: 5/' "$f"
printf '专利号,发明创造名称\n%s,另一个名称\n' \
	"$(sed -n 's/^patent_no: //p' "$f")" >s.csv
IN=$WORK/r run 1 import ../s.csv --kind license --update merge \
	--map ../none.yaml
[ "$(grep -c '\[F128\]' said)" = 1 ] || fail "not told once"
