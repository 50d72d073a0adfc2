#!/bin/bash
# bundle.sh DIR - write search.js and search-more.js, made from the modules
# here, into a folder.
#
# esbuild bundles and terser shortens; other versions shorten in other ways, so
# that the committed files come from those of Debian 12.  Exits 4 where they
# are not there.
set -eu
to=$(realpath "$1")
cd "$(dirname "$0")"

version=$(esbuild --version 2>/dev/null || echo none)
terser=$(terser --version 2>/dev/null ||
	NODE_PATH=/usr/share/nodejs terser --version 2>/dev/null || echo none)
case "$version $terser" in
"0.17."*" terser 5.16."*) ;;
*)
	echo "bundle.sh: esbuild 0.17 and terser 5.16 are wanted," \
		"here are $version and $terser" >&2
	exit 4 ;;
esac

# Names of members that may be shortened: of objects of the modules alone,
# none that the browser, the files or another script know.  Both scripts must
# shorten them in the same way.
own='base|brief|byDate|bytes|card|cases|columns|commons|decided|df|dropped'
own=$own'|gamma|hi|ident|klass|left|level|live|lo|long|many'
own=$own'|miss|must|nodes|number|ordinal|other|place|plain|rank|rest'
own=$own'|rice|row|runs|segs|shards|stamps|sums|syllables|tail|take|term'
own=$own'|trial|upto|used|varint|want|wants|what|whole|zigzag'
own=$own'|body|box|classes|found|items|knows|label|top'
own=$own'|addSounds|cardOf|findHits|hitsByChoice|instead|list|runsOf'
own=$own'|segmentOf|standsIn|tableOf|textOf'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo '{}' >"$work/names"

# make MODULE MORE: bundled and shortened.  Modules are strict and the bundle
# is a classic script, so it says so.
make() {
	esbuild "$1" --bundle --format=iife --target=chrome86 \
		--charset=utf8 --legal-comments=none --log-level=warning \
		--minify-syntax --minify-whitespace --mangle-props="^($own)\$" \
		--mangle-cache="$work/names" --outfile="$work/out.js"
	echo '/* Made by "make theme" from themes/default/source/search/. */'
	echo '"use strict";'
	NODE_PATH=/usr/share/nodejs terser "$work/out.js" --ecma 2020 \
		-d "MORE='$2'" -c passes=3 -m
}

# The first names the second by its content, so that no browser mixes two.
make main.js '' >/dev/null
make more.js '' >"$to/search-more.js"
sum=$(sha256sum <"$to/search-more.js" | cut -c1-12)
make main.js "./search-more.js?v=$sum" >"$to/search.js"
