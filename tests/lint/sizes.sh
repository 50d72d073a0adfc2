#!/bin/bash
# sizes.sh - files of at most 600 lines, functions of at most 60, lines of
# at most 80 columns (a tab goes to the next multiple of 8, a Han character
# takes two; the JavaScript of the tests is not held to the columns).  What a
# theme bundles for machines is not looked at; its modules under source/ are
# held to the same as everything.
#
# A flat switch that only dispatches may be longer when it is named here, as
# FILE:FUNCTION.
set -u
cd "$(dirname "$0")/../.." || exit 3
# Tables of data (*_table.c) may be as long as the data are.
long=""
mapfile -t files < <(find gen tests themes \
	\( -path tests/browser/node_modules -o \
	   -path 'themes/*/assets/search*.js' -o \
	   -path 'themes/*/assets/form*.js' \) -prune -o \
	\( -name '*.[ch]' -o -name '*.sh' -o -name '*.mjs' -o -name '*.js' \) \
	-print | sort)
out=$(LC_ALL=C awk -v long=" $long " '
BEGIN {
	for (i = 1; i < 256; i++) {
		c = sprintf("%c", i)
		wide[c] = i < 128 ? 1 : i < 192 ? 0 : i < 224 ? 1 : \
			i < 227 ? 1 : 2
	}
}
function columns(s,   i, n, w) {
	if (s !~ /[\t\200-\377]/) return length(s)
	n = length(s); w = 0
	for (i = 1; i <= n; i++) {
		if (substr(s, i, 1) == "\t") w += 8 - w % 8
		else w += wide[substr(s, i, 1)]
	}
	return w
}
function close_file() {
	if (lines > 600 && file !~ /_table\.c$/)
		print file ":601: " lines " lines, 600 at most"
}
FNR == 1 { close_file(); file = FILENAME; open = 0; c = file ~ /\.[ch]$/ }
{ lines = FNR }
file !~ /\.mjs$/ && length($0) > 40 && columns($0) > 80 {
	print FILENAME ":" FNR ": " columns($0) " columns, 80 at most"
}
c && /^[a-z_][a-z0-9_]*\(/ { name = $0; sub(/\(.*/, "", name) }
c && /^\{/ { open = FNR }
c && /^\}/ && open {
	n = FNR - open - 1
	if (n > 60 && !index(long, " " FILENAME ":" name " "))
		print FILENAME ":" open ": " name " has " n \
			" lines, 60 at most"
	open = 0
}
END { close_file() }' "${files[@]}")
[ -z "$out" ] || { echo "$out"; exit 1; }
