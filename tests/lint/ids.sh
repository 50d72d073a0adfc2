#!/bin/bash
# ids.sh - every kind says how its ids begin, no two alike, as some of its
# records do: an id is an address for ever, the first one, too.
set -u
bad=0
say() {
	echo "$1: $2"
	bad=1
}
for f in content/schema/*.yaml; do
	prefix=$(sed -n 's/^id_prefix: *//p' "$f")
	folder=$(sed -n 's/^folder: *//p' "$f")
	[ -n "$prefix" ] || { say "$f:1" "no id_prefix"; continue; }
	[ "$(grep -lx "id_prefix: *$prefix" content/schema/*.yaml |
		wc -l)" = 1 ] || say "$f:1" "another kind has id_prefix $prefix"
	find "content/$folder" -name "$prefix-*" | grep -q . ||
		say "$f:1" "no record of content/$folder begins with $prefix-"
done
exit $bad
