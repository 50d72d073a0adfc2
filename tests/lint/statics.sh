#!/bin/bash
# statics.sh - no file-scope state that changes: an object has nothing in a
# writable section.  (Constant tables of pointers are in .data.rel.ro, which
# is read-only once the program runs.)
set -u
cd "$(dirname "$0")/../.." || exit 3
[ -f build/libgongshi.a ] || { echo "build the program first"; exit 1; }
# Sanitizers add data of their own, so the plain objects are judged.
out=$(find build -name '*.o' -not -path 'build/tests/*' \
	-not -path 'build/san/*' -not -path 'build/tsan/*' \
	-not -path 'build/torture/*' | sort | while read -r o; do
	source=gen/${o#build/}
	source=${source%.o}.c
	[ -f "$source" ] || continue
	objdump -t "$o" | awk -v source="$source" '
	$0 ~ /^[0-9a-f]+ / {
		section = $(NF - 2); name = $NF
		if (name == section) next
		if (section == "*COM*" || section ~ /^\.t?(data|bss)/ &&
		    section !~ /^\.data\.rel\.ro/)
			print source ":1: " name " changes while the program" \
				" runs (" section ")"
	}'
done)
[ -z "$out" ] || { echo "$out"; exit 1; }
