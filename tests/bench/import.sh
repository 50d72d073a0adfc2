#!/bin/bash
# import.sh [ROWS ...] - time and memory of importing sheets of new records:
# GB18030 lines and a workbook of another writer, tried, written, and
# repeated over the records that were written and not yet committed.
set -u
cd "$(dirname "$0")/../.." || exit 3
HERE=$PWD
B=${B:-build}
case $B in /*) ;; *) B=$HERE/$B ;; esac
DIR=$(mktemp -d /dev/shm/gongshi-import.XXXXXX) || exit 3
trap 'rm -rf "$DIR"' EXIT
export GONGSHI_DATA=$HERE GONGSHI_LANG=en
"$B/gongshi" init "$DIR/r" >"$DIR/log" 2>&1 || { cat "$DIR/log"; exit 1; }

row() {
	local name=$1 sheet=$2
	shift 2
	rm -f "$DIR"/import.map.*.yaml
	(cd "$DIR/r" && "$B/tests/bench/tool" run ../used "$B/gongshi" \
		import "../$sheet" --kind license "$@") >"$DIR/log" 2>&1 || {
		echo "$name: failed"
		tail -n 3 "$DIR/log"
		return 1
	}
	read -r ms kb cpu <"$DIR/used"
	printf '%-28s %9s %9s %9s\n' "$name" "$ms" "$cpu" \
		"$(awk -v k="$kb" 'BEGIN { printf "%.1f", k / 1024 }')"
}

/usr/bin/python3 -c 'import openpyxl' 2>/dev/null || {
	echo "import: python3-openpyxl is missing, so there is no table"
	exit 0
}
printf '\n%-28s %9s %9s %9s\n' "import" ms "cpu ms" "peak MB"
for n in ${*:-1000 10000}; do
	/usr/bin/python3 tests/bench/sheets.py "$n" "$DIR" || exit 1
	rm -rf "$DIR/r/content/licenses/2025"
	row "$n rows, csv, dry run" big.csv --dry-run
	row "$n rows, xlsx, dry run" big.xlsx --dry-run
	row "$n rows, xlsx, written" big.xlsx
	row "$n rows, csv, repeated" big.csv
done
