#!/bin/bash
# bundle.sh - the theme's bundled scripts: what their modules give, small, and
# without what the policy of the pages or a reader's privacy forbids.
#
# The committed files are compared where esbuild and terser are there to make
# them again.
set -u
cd "$(dirname "$0")/../.." || exit 3
sources=themes/default/source
assets=themes/default/assets
new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT
bad=0 skipped=0 passed=0
wrong() {
	echo "$*"
	bad=1
}

# script NAME MOST: strict, as modules are, and of at most so many bytes as
# sent.
script() {
	local size
	size=$(gzip -9nc "$assets/$1" | wc -c)
	[ "$size" -le "$2" ] ||
		wrong "$assets/$1:1: $size bytes compressed, $2 at most"
	grep -qx '"use strict";' "$assets/$1" ||
		wrong "$assets/$1:1: not strict"
}

# Markup from text, and code from text.
never='(inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\b'
never+='|\bFunction\b|\bindexedDB\b|document\.cookie'

# source_of FOLDER NEVER SCRIPT...: the scripts are what the folder's modules
# give, and have none of what may never be.
source_of() {
	local folder=$1 not=$2 name out
	shift 2
	"$sources/$folder/bundle.sh" "$new"
	case $? in
	0)
		for name in "$@"; do
			cmp -s "$new/$name" "$assets/$name" || wrong \
				"$assets/$name:1: not what $sources/$folder" \
				"gives; make theme"
		done
		passed=$((passed + 1)) ;;
	4)
		echo "$folder: no esbuild 0.17, terser 5.16 to compare"
		skipped=$((skipped + 1)) ;;
	*) wrong "$sources/$folder/main.js:1: cannot be bundled" ;;
	esac
	out=$(cd "$assets" && grep -noHE "$not" "$@") &&
		wrong "$out: has no place in a page"
	out=$(grep -noHE "$not" "$sources/$folder"/*.js) &&
		wrong "$out: has no place in a page"
	passed=$((passed + 1))
}

# A search leaves no traces in the browser; a form keeps a draft on demand.
source_of search "$never|[a-z]+Storage\b" search.js search-more.js
source_of form "$never|\bfetch\b|XMLHttp|sessionStorage" form.js
script search.js 10240
script search-more.js 10240
script form.js 11264
# The one thing that is loaded later is the second script of the search.
out=$(grep -oE "\\bimport\\([^)]*\\)" $assets/search*.js $assets/form*.js |
	grep -v 'search.js:import("./search-more.js?v=[0-9a-f]*")') &&
	wrong "$out: has no place in a page"
[ $bad = 0 ] || exit 1
echo "$passed passed, 0 failed, $skipped skipped"
