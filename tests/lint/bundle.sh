#!/bin/bash
# bundle.sh - the scripts of the search: what their modules give, small, and
# without what the policy of the pages or a reader's privacy forbids.
#
# The committed files are compared where esbuild and terser are there to make
# them again.
set -u
cd "$(dirname "$0")/../.." || exit 3
source=themes/default/source/search
assets=themes/default/assets
scripts="search.js search-more.js"
most=10240 # bytes as sent, the budget of search.js
new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT
bad=0 skipped=0
wrong() {
	echo "$*"
	bad=1
}

$source/bundle.sh "$new"
case $? in
0)
	for name in $scripts; do
		cmp -s "$new/$name" $assets/$name || wrong \
			"$assets/$name:1: not what $source gives; make theme"
	done ;;
4)
	echo "not compared with their modules: no esbuild 0.17, terser 5.16"
	skipped=1 ;;
*) wrong "$source/main.js:1: cannot be bundled" ;;
esac

size=$(gzip -9nc $assets/search.js | wc -c)
[ "$size" -le $most ] ||
	wrong "$assets/search.js:1: $size bytes compressed, $most at most"
for name in $scripts; do
	# Strict, as modules are.
	grep -qx '"use strict";' $assets/$name ||
		wrong "$assets/$name:1: not strict"
done

# Markup from text, code from text, and traces left in the browser.
never='(inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\b'
never+='|\bFunction\b|[a-z]+Storage\b|\bindexedDB\b'
never+='|document\.cookie'
out=$(grep -noHE "$never" $source/*.js $assets/search*.js) &&
	wrong "$out: has no place in a page"
# The one thing that is loaded later is the second script.
out=$(grep -oE "\\bimport\\([^)]*\\)" $assets/search*.js | grep -v \
	'search.js:import("./search-more.js?v=[0-9a-f]*")') &&
	wrong "$out: has no place in a page"
[ $bad = 0 ] || exit 1
echo "$((2 - skipped)) passed, 0 failed, $skipped skipped"
