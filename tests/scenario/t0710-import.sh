#!/bin/bash
# Sheets: of other writers, in other encodings, damaged, hostile; what is
# exported imports without a change.
. "$(dirname "$0")/lib.sh"
PYTHON=/usr/bin/python3
"$PYTHON" -c 'import openpyxl' 2>/dev/null || {
	echo "python3-openpyxl is missing"
	exit 1
}
new_repo
write content/schema/right.yaml <"$HERE/tests/scenario/right.yaml"
save "a kind for sheets"
"$PYTHON" "$HERE/tests/scenario/sheets.py" ||
	fail "the sheets could not be made"
import() {
	local want=$1 file=$2
	shift 2
	rm -f import.map.*.yaml
	IN=$WORK/r run "$want" import "../$file" --kind right "$@"
}

step "a workbook becomes a record, and each change is told"
import 0 good.xlsx
has err "1 rows: 1 new"
has said I210 2024-05-06 "表1!D3"
f=$(find r/content/rights -name '*.md')
has "$f" "patent_no: ZL202310412345.7" "way: lump" "price: 2" "share: 3" \
	"filed: 2024-05-06" "since: 2024-05" "open: true" \
	"tags: [低温, 传感器]" "{name: 示例大学, code: 91210100MA0DEMA17J}" \
	"{name: 另一所大学}"
has import.map.right.yaml "kind: right" "专利（申请）号: patent_no" \
	"权利人1名称: holders.1.name"
IN=$WORK/r run 0 check

step "a second run changes nothing"
cp "$f" before
import 0 good.xlsx
has err "0 new, 0 updated, 1 unchanged"
cmp -s before "$f" || fail "it was written"
rm r/content/rights -r

step "cells with types: dates, percentages, numbers, truth"
import 0 typed.xlsx
f=$(find r/content/rights -name '*.md')
has "$f" "filed: 2024-05-06" "since: 2024-05" "share: 3.5" "price: 2.5" \
	"open: true"
rm r/content/rights -r

step "a heading of two rows with merged groups, a name of aka"
import 0 heads.xlsx
f=$(find r/content/rights -name '*.md')
has "$f" "patent_no: ZL202310412347" "name: 示例大学" "code: 9121"
rm r/content/rights -r

step "a list as people keep it: a sum, a note, several in a cell"
import 0 list.xlsx
hasnt said I109 序号
has said "表1!H3" "示例大学 + 某厂" "written as “一次总付”" "I227"
has err "1 rows: 1 new"
f=$(find r/content/rights -name '*.md')
has "$f" "way: lump" "tags: [低温, 传感器]" \
	"{name: 示例大学, code: 91210100MA0DEMA17J}" \
	"{name: 某厂, code: 91210200MA0DEMB21U}"
IN=$WORK/r run 0 export right -o ../e.csv
IN=$WORK/r run 0 import ../e.csv --kind right
has err "1 unchanged"
rm -r r/content/rights

step "sums, seals and signatures below the rows, merged or not: no error"
import 0 tail.xlsx --dry-run
has err "1 rows: 1 new" " 0 wrong"
[ "$(grep -c 'warning\[I227\]' said)" = 15 ] || fail "not each row is told"
has said "表1!row 3: warning[I227]" "合计：1件" "示例大学科技处 2026年11月"
import 1 odd.xlsx --dry-run
hasnt said I227
has err "2 wrong"

step "what every row says stands in the map once"
printf 'kind: right\nvalues:\n  开放: 是\n  since: 2024年5月\n' >fixed.yaml
import 0 list.xlsx --map ../fixed.yaml
f=$(find r/content/rights -name '*.md')
has "$f" "open: true" "since: 2024-05"
rm -r r/content/rights
printf 'kind: right\nvalues: {名称: 甲, nosuch: 1}\n' >fixed.yaml
import 1 list.xlsx --map ../fixed.yaml
has said I112 nosuch
printf 'kind: right\nvalues: {名称: 甲}\n' >fixed.yaml
import 1 list.xlsx --map ../fixed.yaml
has said I110 名称

step "GB18030, UTF-8 with a mark, tabs, UTF-16"
for sheet in gb.csv bom.csv tab.tsv wide.csv; do
	import 0 "$sheet" --dry-run
	has err "1 rows: 1 new" "dry run"
done
import 0 gb.csv --dry-run
has err GB18030
[ ! -d r/content/rights ] || fail "a dry run wrote"

step "a university's own headings and words, of a licence"
mkdir -p u/themes && git -C u init -q -b main
cp -r "$HERE/themes/default" u/themes/
mkdir u/content && cp -r "$HERE/content/schema" "$HERE/content/tables" \
	"$HERE"/content/*.yaml u/content/
git -C u add -A && git -C u commit -q -m "the kinds of the site"
IN=$WORK/u run 0 import ../own.csv --kind license
hasnt said I109 I111
has err "1 rows: 1 new"
f=$(find u/content/licenses -name '*.md')
has "$f" "city: \"230100\"" "name: 示例大学" "maturity: trl6" \
	"benefit: 标定时间缩短到十分钟。" "industry: 仪器制造" \
	"mode: royalty_sales" "rate: 2" "floor: 1.5" "cap: 30" \
	"email: zhuanhua@gongshi.example" "address: 哈尔滨市示例路1号"

step "mistakes: each at its cell, nothing written, the sheet comes back"
import 1 bad.xlsx
has said "表1!A2: error[I201]" "表1!A3: error[I203]" ".7" \
	"表1!A4: error[P103]" "表1!F5: error[I206]" 2024-05-01 \
	"表1!D6: error[I207]" "表1!G7: error[I208]" "表1!C8: error[F104]" \
	"表1!J9: error[F102]" "表1!B10: error[I205]"
has err "no record was written"
[ ! -d r/content/rights ] || fail "a bad sheet wrote"
there bad.report.xlsx
"$PYTHON" - <<'END' || fail "the report is not the sheet"
import openpyxl
ws = openpyxl.load_workbook("bad.report.xlsx").active
rows = list(ws.values)
assert rows[0][-2:] == ("problems", "suggestions"), rows[0]
assert rows[1][0] == "1.1E+11" and "A2" in rows[1][-2], rows[1]
assert "text" in rows[1][-1], rows[1]
END

step "the good rows of a bad sheet, when asked for"
import 1 mixed.xlsx
[ ! -d r/content/rights ] || fail "all or nothing, it was promised"
import 1 mixed.xlsx --partial
[ "$(find r/content/rights -name '*.md' | wc -l)" = 1 ] ||
	fail "not the one good row"
IN=$WORK/r run 0 check
rm -r r/content/rights

step "hostile and foreign files: one clear line"
for pair in bomb.xlsx=I103 old.xls=I101 old.xlsx=I101 name.csv=I102 \
	text.xlsx=I102 cut.xlsx=I104 nobook.xlsx=I102 many.xlsx=I103 \
	laughs.xlsx=I104 noise.csv=I114 formula.xlsx=I105 merged.xlsx=I106 \
	none.xlsx=I108 page.xls=I116 page.xlsx=I116 page.csv=I116 \
	xml.xls=I116 table.et=I101 list.ods=I101 bare=I101 \
	nothing.csv=I108 nothing.xlsx=I102 locked.xlsx=I115 \
	outside.xlsx=I104 nul.csv=I114 long.csv=I117 quote.csv=I117 \
	broad.csv=I117 long.xlsx=I117 broad.xlsx=I117; do
	import 1 "${pair%=*}"
	grep -c 'error\[' said >n || true
	[ "$(cat n)" = 1 ] || fail "${pair%=*}: $(cat n) errors"
	has said "error[${pair#*=}]"
	GONGSHI_LANG=zh import 1 "${pair%=*}"
	has said "错误[${pair#*=}]"
	! grep -E 'row [0-9]|byte [0-9]|XML sound|it is' said ||
		fail "English in Chinese"
	[ ! -d r/content/rights ] || fail "${pair%=*} wrote"
done
import 0 ends.csv
has err "3 rows: 3 new"
rm -r r/content/rights
import 0 commas.csv
rm -r r/content/rights
import 0 empty.xlsx
has said "I107" 1000000
rm -r r/content/rights
import 0 tall.xlsx
has said "I107" 1048567
rm -r r/content/rights
import 1 below.xlsx
has said "表1!B1048576"
there below.report.xlsx
[ ! -d r/content/rights ] || fail "below.xlsx wrote"

step "an unknown column is named, and a map settles it"
import 0 unknown.xlsx --dry-run
has said "I109" 备注
[ ! -d r/content/rights ] || fail "a dry run wrote"
has import.map.right.yaml '备注: "?"'
IN=$WORK/r run 0 import ../unknown.xlsx --kind right
rm -r r/content/rights
sed -i 's/备注: .*/备注: "-"/' import.map.right.yaml
IN=$WORK/r run 0 import ../unknown.xlsx --kind right --dry-run
hasnt said I109
cp import.map.right.yaml kept.yaml
sed -i 's/^columns:/&\n  备 注: "-"/' import.map.right.yaml
IN=$WORK/r run 0 import ../unknown.xlsx --kind right --dry-run
hasnt said I118
has err "1 columns of the map beside it are not in this sheet"
IN=$WORK/r run 0 import ../unknown.xlsx --kind right --dry-run \
	--map ../import.map.right.yaml
has said I118 "备 注"
hasnt err "columns of the map"
echo 'colums: {备注: "-"}' >>import.map.right.yaml
IN=$WORK/r run 1 import ../unknown.xlsx --kind right --dry-run
has said colums
mv kept.yaml import.map.right.yaml
sed -i 's/备注: .*/备注: nosuch/' import.map.right.yaml
IN=$WORK/r run 1 import ../unknown.xlsx --kind right --dry-run
has said I112
IN=$WORK/r run 1 import ../unknown.xlsx --kind firm
has said I108
GONGSHI_LANG=zh IN=$WORK/r run 2 import ../unknown.xlsx --kind firm \
	--map nosuch --kind 无
has err 没有记录种类
one_line err

step "a sheet behind a cover is named"
"$PYTHON" - <<'END'
import openpyxl
wb = openpyxl.load_workbook("good.xlsx")
cover = wb.create_sheet("封面", 0)
cover["A1"] = "某大学专利名单"
wb.save("covered.xlsx")
END
GONGSHI_LANG=zh import 1 covered.xlsx
has said I108 "第 2 张表“表1”有表头，加 --sheet 2"
import 0 covered.xlsx --sheet 2
rm -r r/content/rights

step "each kind has a map of its own"
import 0 good.xlsx
IN=$WORK/r run 0 export 企业 --format csv -o ../firms.csv
IN=$WORK/r run 0 import ../firms.csv --kind 企业
has import.map.right.yaml "kind: right"
has import.map.firm.yaml "kind: firm"
GONGSHI_LANG=zh IN=$WORK/r run 2 import ../firms.csv --kind firm \
	--map ../import.map.right.yaml
has err 另一种记录
one_line err
rm -r r/content/rights

step "a record that differs: refused, left, or updated"
import 0 good.xlsx
f=$(find r/content/rights -name '*.md')
sed -i 's/price: 2$/price: 9/' "$f"
import 1 good.xlsx
has said I220 Amount
import 0 good.xlsx --update skip
has "$f" "price: 9"
import 0 good.xlsx --update merge
has "$f" "price: 2"
has err "1 updated"
rm -r r/content/rights

step "what is exported imports without a change"
import 0 good.xlsx
printf '\n第九条　自愿申请。\n' >>"$(find r/content/rights -name '*.md')"
save "a right"
for kind in right firm closing; do
	for form in csv xlsx; do
		rm -f import.map.*.yaml
		IN=$WORK/r run 0 export $kind --format $form -o "../e.$form"
		IN=$WORK/r run 0 import "../e.$form" --kind $kind
		has err " 0 new, 0 updated" " 0 wrong"
	done
done
[ -z "$(git -C r status --porcelain)" ] || fail "something changed"
head -c 3 e.csv | od -An -tx1 | grep -q "ef bb bf" || fail "no mark"
grep -q $'\r$' e.csv || fail "no CR LF"
IN=$WORK/r run 0 export right --format json
node -e 'const a = JSON.parse(require("fs").readFileSync(0, "utf8"));
	if (a.length !== 1 || a[0].fields.price !== 2) process.exit(1);' \
	<said || fail "not as promised"
IN=$WORK/r run 2 export nosuch

step "a sheet is what its name ends in, and nothing else"
for form in csv json xlsx; do
	GONGSHI_LANG=zh IN=$WORK/r run 0 export right -o "../named.$form"
	has err "写好 1 条：../named.$form"
done
head -c 2 named.xlsx | grep -q PK || fail "no workbook"
head -c 1 named.json | grep -qF '[' || fail "no JSON"
IN=$WORK/r run 2 export right --format csv -o ../other.xlsx
one_line err
IN=$WORK/r run 2 export right -o ../other.xls
has err ".csv, .xlsx or .json"
gone other.xlsx other.xls
IN=$WORK/r run 0 export right -o ../named
grep -q "Patent number" named || fail "no CSV"

step "an empty template, with lists to choose from, as another reads it"
IN=$WORK/r run 0 export right --template --format xlsx -o ../t.xlsx
"$PYTHON" - <<'END' || fail "the template is not as promised"
import openpyxl
wb = openpyxl.load_workbook("t.xlsx")
ws = wb.worksheets[0]
heads = [c.value for c in ws[1]]
assert ws.max_row == 1 and "Patent number" in heads, heads
lists = [v for v in ws.data_validations.dataValidation if v.type == "list"]
assert len(lists) == 2, lists
assert wb.sheetnames[1:] == ["guide", "choices"], wb.sheetnames
assert [c.value for c in wb["choices"]["A"]][:2] == ["Free", "Lump sum"]
assert ws.freeze_panes == "A2" and ws["B1"].font.b
guide = {r[0]: r[1:] for r in wb["guide"].values}
assert set(guide) == set(heads) | {"column"}, guide
assert guide["Patent number"][1] == "ZL202310412345.7", guide
assert "Required" in guide["Patent number"][0], guide
assert guide["id"][1] is None, guide
END

step "completion and manual name every command and option"
run 0 completion bash
bash -n said || fail "no sound script"
run 0 completion man
for name in build check import export init publish; do
	has said "gongshi $name"
done
has said 'dry\-run'
