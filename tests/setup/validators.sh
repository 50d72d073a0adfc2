#!/bin/bash
# validators.sh - what others say of the pages: the Nu checker on a page of
# each type in each language and on every style sheet and picture, Lighthouse,
# which must say 100 four times on eight types of page, and a reader of CSVW
# on all tables and what explains them (csvw.mjs).
#
# B   build folder; tests/site in it is what is looked at, with a compressed
#     form of each file, as a server would send it
# Both are large, so that they are no packages of the other tests: npm puts
# them into $B/validators.  What cannot be had is skipped, and said so.
set -u
cd "$(dirname "$0")/../.." || exit 3
export B=${B:-build}
site=${GONGSHI_SITE:-$B/tests/site}
here=$B/validators
status=0
mkdir -p "$here"
wants() {
	[ -d "$here/node_modules/${1%@*}" ] ||
		npm install --prefix "$here" --no-audit --no-fund \
			--ignore-scripts --no-save vnu-jar@26.9.27 \
			lighthouse@12.8.2 chrome-launcher@1.2.1 \
			rdf-parser-csvw@1.1.0 rdf-validate-datatype@0.2.2 \
			jsonld-streaming-parser@5.0.1 @rdfjs/dataset@2.0.3 \
			@rdfjs/data-model@2.1.2 \
			>"$here/npm.log" 2>&1 ||
		{ echo "skipped: npm cannot install $1"; return 1; }
}
[ -f "$site/index.html.gz" ] || "$B/gongshi" build --as-of 2026-11-21 \
	-o "$site" --compress >"$here/build.log" 2>&1 ||
	{ cat "$here/build.log"; exit 3; }

# The checker reads files, for which 'self' allows nothing: the policy is not
# what it is asked about.
nu() {
	local jar
	command -v java >/dev/null || { echo "skipped: no java"; return; }
	wants vnu-jar@26.9.27 || return
	jar=$(realpath "$here/node_modules/vnu-jar/build/dist/vnu.jar")
	GONGSHI_SITE=$site node --input-type=module -e '
		const { samples } = await import(process.cwd() +
			"/tests/browser/lib.mjs");
		console.log(samples().join("\n"));' >"$here/pages"
	(cd "$site" && ls assets/*.css assets/*.svg) >>"$here/pages"
	(cd "$site" && xargs java -jar "$jar" --errors-only \
		--format text --also-check-css --also-check-svg) \
		<"$here/pages" || status=1
	echo "Nu: $(wc -l <"$here/pages") files, status $status"
}

light() {
	wants lighthouse@12.8.2 || return
	cp tests/setup/lighthouse.mjs "$here/"
	(cd "$site" && ls index.html alliances/index.html \
		alliances/ln-2021-0001.html licenses/by-price.html \
		licenses/ol-2023-0002.html notices/gs-2021-0001.html \
		policies/zc-2012-cxy.html stats.html) >"$here/light"
	xargs node "$here/lighthouse.mjs" "$site" <"$here/light" || status=1
}

tables() {
	wants rdf-parser-csvw@1.1.0 || return
	cp tests/setup/csvw.mjs "$here/"
	node "$here/csvw.mjs" "$site" || status=1
}
nu
light
tables
exit $status
