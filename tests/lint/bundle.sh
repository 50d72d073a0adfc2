#!/bin/bash
# bundle.sh - the script of the search page: what its modules give, small,
# and without what the policy of the pages or a reader's privacy forbids.
#
# The committed file is compared where esbuild is there to make it again.
set -u
cd "$(dirname "$0")/../.." || exit 3
source=themes/default/source/search
asset=themes/default/assets/search.js
most=10240 # bytes as sent, the budget of a page's script
new=$(mktemp)
trap 'rm -f "$new"' EXIT
bad=0 skipped=0
wrong() {
	echo "$*"
	bad=1
}

$source/bundle.sh >"$new"
case $? in
0)
	cmp -s "$new" $asset ||
		wrong "$asset:1: is not what $source gives; run make theme" ;;
4)
	echo "not compared with its modules: no esbuild 0.17 here"
	skipped=1 ;;
*) wrong "$source/main.js:1: cannot be bundled" ;;
esac

size=$(gzip -9nc $asset | wc -c)
[ "$size" -le $most ] ||
	wrong "$asset:1: $size bytes when compressed, $most at most"
# Strict, as modules are.
grep -qx '"use strict";' $asset || wrong "$asset:1: not strict"

# Markup from text, code from text, and traces left in the browser.
never='(inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\b'
never+='|\bFunction\b|[a-z]+Storage\b|\bindexedDB\b'
never+='|document\.cookie|\bimport\('
out=$(grep -noHE "$never" $source/*.js $asset) &&
	wrong "$out: has no place in a page"
[ $bad = 0 ] || exit 1
echo "$((2 - skipped)) passed, 0 failed, $skipped skipped"
