#!/bin/bash
# What is made again after a change is exactly what may have changed: for
# each case the whole list of outputs that were written; pieces of the index
# count as one.
. "$(dirname "$0")/lib.sh"
new_repo
build 0

# written: paths that the last `--explain` run says were written.
written() {
	sed -n 's/^written *\([^ :]*\).*/\1/p' said |
		sed 's,^search/.*\.bin$,search/pieces,' | sort -u
}

# exactly PATH...: these in the two languages where there are two, tables
# beside the pages of facets, and what every commit touches: the page about
# the build.
exactly() {
	local f
	for f in "$@"; do
		case $f in
		*/by/*.html)
			printf '%s\nen/%s\n%s\n' "$f" "$f" "${f%.html}.csv" ;;
		*.html | *.atom | *feed.json | */by/*.json)
			printf '%s\nen/%s\n' "$f" "$f" ;;
		*) echo "$f" ;;
		esac
	done | sort >want
	written >got
	diff want got >told || fail "not the expected set: $(cat told)"
	run 0 build --repo r -o clean --as-of "$AS_OF" --clean
	same clean out
}

# What every new version of a firm touches: its history, feeds, tables and
# what tells how long these are.  The forms follow from the kinds alone and
# are not even rendered.
version() {
	local n=$(($2 - 1))
	grep -q 'tools/new' said && fail "a form for an edit"
	exactly "firms/$1.html" "firms/$1.json" "firms/$1.md" \
		"firms/$1.history.html" "firms/$1.v$n.html" \
		"firms/$1.v$n.md" feed.atom \
		feed.json firms/feed.atom \
		firms/feed.json firms/by/city/shenyang.atom \
		firms/by/city/shenyang.json \
		data/firms-1.csv data/firms-1.jsonl data/changes/1.jsonl \
		data/catalog.jsonld data.html \
		sitemap-firms-1.xml about.html "${@:3}"
}

# And where searched text changed: the index, and the page that names it.
searched() { version "$@" search/entry.json search/pieces search.html; }

step "a field that no list shows"
firm bright 明亮机床厂 'staff: 12'
save "staff"
build 0 --explain
version bright 2

step "a body, which is also searched"
printf '\n又及：搬到了新址。\n' >>r/content/firms/wind.md
save "wind has moved"
build 0 --explain
searched wind 2

step "a file that is no record, and one that is not content"
echo "for the office" >r/NOTES
save "notes"
build 0 --explain
exactly about.html

step "a new title reaches what shows it"
firm stone 盘石铸造厂 'about: 生产耐磨铸件和齿轮箱体'
save "stone is spelt so"
build 0 --explain
searched stone 2 firms/page-2.html firms/by/status/closed.html \
	firms/by/city/shenyang.2.html firms/by/year/2020.2.html \
	closings/c1.html firms/by/city/shenyang.html \
	firms/by/year/2020.html firms/index.html index.html titles/p.html

step "an older date: the lists are put in order"
sed -i 's/^founded: .*/founded: 2019-03-01/' r/content/firms/stone.md
save "stone is older"
build 0 --explain
searched stone 3 firms/index.html firms/page-2.html firms/page-oldest.html \
	firms/by/city/shenyang.html firms/by/city/shenyang.2.html \
	firms/by/city/shenyang.oldest.html firms/by/status/closed.html \
	firms/by/year/2019.html firms/by/year/2020.html index.html stats.html
gone out/firms/by/year/2020.2.html

step "a day on which nothing happens"
AS_OF=2026-06-16
build 0 --explain
exactly about.html index.html stats.html

step "a template that only one kind of page uses"
sed -i 's/<h1>/<h1 class="big">/' r/themes/default/templates/404.mustache
save "a louder page"
build 0 --explain
exactly 404.html about.html
