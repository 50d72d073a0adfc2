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
