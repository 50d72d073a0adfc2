#!/bin/bash
# Sheets that LibreOffice saved, and the sheets that we hand out as it opens
# them.
. "$(dirname "$0")/lib.sh"
PYTHON=/usr/bin/python3
command -v soffice >/dev/null || {
	echo "0 passed, 0 failed, 1 skipped"
	echo "LibreOffice is not installed: apt-get install" \
		"libreoffice-calc-nogui"
	trap - EXIT
	rm -rf "$WORK"
	exit 0
}
new_repo
write content/schema/right.yaml <"$HERE/tests/scenario/right.yaml"
save "a kind for sheets"
# office TO [FILE ...]: another process of its own, whatever else is open.
office() {
	local to=$1
	shift
	soffice "-env:UserInstallation=file://$WORK/office" --headless \
		--convert-to "$to" "$@" >office.log 2>&1 ||
		fail "LibreOffice: $(tail -n 1 office.log)"
}
csv='csv:Text - txt - csv (StarCalc):44,34'
"$PYTHON" "$HERE/tests/scenario/office.py" >office.fods
"$PYTHON" "$HERE/tests/scenario/office.py" lost >lost.fods
office xlsx office.fods lost.fods
office "$csv,85,1" office.fods
mv office.csv gb.csv
office "$csv,76,1" office.fods
import() {
	local want=$1 file=$2
	shift 2
	rm -f import.map.*.yaml
	IN=$WORK/r run "$want" import "../$file" --kind right "$@"
}

step "a title, merged heads, dates, percentages, amounts: one record"
import 0 office.xlsx
has err "2 rows: 2 new"
f=$(grep -l 202310412345 -r r/content/rights)
has "$f" "patent_no: ZL202310412345.7" "filed: 2024-05-06" \
	"since: 2024-05" "share: 3.5" "price: 2.5" "way: lump" "open: true" \
	"{name: 示例大学, code: 91210100MA0DEMA17J}"
has "$(grep -l 202310412347 -r r/content/rights)" "price: 1200" \
	"filed: 2023-12-31"
IN=$WORK/r run 0 check

step "the same as lines, in GB18030 and in UTF-8, changes nothing"
for sheet in gb office; do
	import 0 $sheet.csv
	has err "0 new, 0 updated, 2 unchanged"
done
has err UTF-8
import 0 gb.csv
has err GB18030

step "numbers that were kept as quantities are told at their cells"
import 1 lost.xlsx
has said "清单!A6: warning[I202]" "清单!F6: error[I206]" \
	"清单!J6: error[I201]"
has err "1 wrong" "no record was written"

step "the report opens: rows keep their numbers, problems stand beside them"
office "$csv,76,1" lost.report.xlsx
sed -n 3p lost.report.csv | grep -q 'problems.*suggestions' ||
	fail "no heading"
sed -n 6p lost.report.csv | grep -q 'A6 ' || fail "not in row 6"
sed -n '4,5p' lost.report.csv | grep -q lacks && fail "a good row"

step "the empty sheet opens: lists, columns of text, required ones in red"
IN=$WORK/r run 0 export right --template --format xlsx -o ../t.xlsx
mkdir -p saved
office xlsx --outdir saved t.xlsx
"$PYTHON" - <<'END' || fail "LibreOffice does not see what we meant"
import openpyxl
wb = openpyxl.load_workbook("saved/t.xlsx")
ws = wb.worksheets[0]
assert wb.sheetnames[1:] == ["guide", "choices"], wb.sheetnames
lists = [v for v in ws.data_validations.dataValidation if v.type == "list"]
assert len(lists) == 2, lists
assert all("choices" in v.formula1 for v in lists), lists
heads = {c.value: c for c in ws[1]}
cell = heads["Patent number"]
below = [d for d in ws.column_dimensions.values()
         if d.min <= cell.column <= d.max]
assert below[0].number_format == "@", below[0].number_format
assert cell.font.color.rgb == "FFB3261E", cell.font.color
assert heads["Amount"].font.color is None or \
    heads["Amount"].font.color.rgb != "FFB3261E"
END

step "the old format and what locks a workbook are named, with a way out"
office xls office.fods
import 1 office.xls
has said "I101"
mv office.xls old.xlsx
import 1 old.xlsx
has said "I101"
