#!/bin/bash
# bundle.sh DIR - write search.js and search-more.js, made from the modules
# here, into a folder.
set -eu
to=$(realpath "$1")
cd "$(dirname "$0")"
. ../tools.sh

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

# make MODULE MORE: bundled and shortened.
make() {
	bundled "$1" --mangle-props="^($own)\$" \
		--mangle-cache="$work/names" --outfile="$work/out.js"
	echo '/* source/search */'
	echo '"use strict";'
	shortened "$work/out.js" -d "MORE='$2'"
}

# The first names the second by its content, so that no browser mixes two.
make main.js '' >/dev/null
make more.js '' >"$to/search-more.js"
sum=$(sha256sum <"$to/search-more.js" | cut -c1-12)
make main.js "./search-more.js?v=$sum" >"$to/search.js"
