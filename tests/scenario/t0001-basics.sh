#!/bin/bash
# A repository becomes a site; what did not change is not made again; and the
# road that led there leaves no trace.
. "$(dirname "$0")/lib.sh"
new_repo

step "a first build publishes pages, lists, feeds and data"
build 0 --json
there out/index.html out/search.html out/stats.html out/about.html \
	out/404.html out/build.json out/robots.txt out/firms/index.html \
	out/firms/bright.html out/firms/bright.json out/feed.atom \
	out/firms/feed.atom out/closings/c1.html out/en/index.html \
	out/en/firms/bright.html out/firms/by/city/shenyang.html
has out/firms/bright.html 明亮机床厂 沈阳市 2020年3月4日
has out/en/firms/bright.html Shenyang "4 March 2020"
[ "$(value rendered)" -gt 20 ] || fail "only $(value rendered) rendered"
[ "$(value written)" -eq $(($(value rendered) + $(value late))) ] ||
	fail "not all were written"

step "a status comes from what is about the record, as of the day"
has out/firms/stone.html "tag-end\">已停业" closings/c1.html
hasnt out/firms/wind.html tag-end banner
has out/closings/c1.html firms/stone.html

step "a record dated in the future is not there yet"
gone out/firms/young.html out/firms/young.json
hasnt out/firms/index.html 新芽软件厂

step "a build of the same writes nothing"
cp -a out before
touch stamp
build 0 --json
counts rendered=0 late=0 written=0 deleted=0
[ -z "$(find out -newer stamp -not -name '.*' -type f)" ] ||
	fail "files were written"
same before out

step "one edit touches a handful of files"
cp -r out edited
firm bright 明亮机床厂 'staff: 12'
save "bright: staff"
build 0 --json
[ "$(value written)" -ge 2 ] || fail "the record was not written"
# In two languages: page, history and the version before (which is there as
# Markdown, too), the feeds of the site, of the kind and of its city in two
# forms, tables; the catalogue and the page that tell how long these are.
[ "$(value written)" -le 34 ] || fail "$(value written) were written"
has out/firms/bright.html 12

step "the same site as from nothing, by any road"
run 0 build --repo r -o clean --as-of "$AS_OF" --clean
same out clean
run 0 build --repo r -o one --as-of "$AS_OF" -j 1
run 0 build --repo r -o eight --as-of "$AS_OF" -j 8
same one eight
same out one

step "an earlier commit, and back again"
build 0 --rev HEAD~1
same edited out
build 0
same clean out

step "a day passes"
AS_OF=2026-06-20 build 0 --json
has out/firms/wind.html "tag-end\">已停业" banner
gone out/firms/young.html
# A firm closes and another goes: the pages of both, and of the year, city and
# status that they stood in or come to; each list as page, table and feeds.
[ "$(value written)" -le 57 ] || fail "$(value written) were written"
run 0 build --repo r -o clean20 --as-of 2026-06-20
same clean20 out
AS_OF=2026-07-01 build 0
there out/firms/young.html
run 0 build --repo r -o clean01 --as-of 2026-07-01
same clean01 out
AS_OF=2026-06-15 build 0
gone out/firms/young.html
same clean out

step "a record goes from a kind that is not permanent, and comes back"
sed -i 's/^permanent: true/permanent: false/' r/content/schema/firm.yaml
save "firms come and go"
build 0
git -C r rm -q content/firms/river.md
commit "river goes"
build 0
gone out/firms/river.html out/firms/river.json out/en/firms/river.html
git -C r revert --no-edit HEAD >/dev/null
build 0
there out/firms/river.html

step "a bare repository gives the same site"
git clone -q --bare r bare.git
run 0 build --repo bare.git -o frombare --as-of "$AS_OF"
same out frombare

step "the work tree can be previewed"
firm bright 光明机床厂
run 0 build --repo r -o preview --as-of "$AS_OF" --worktree
has preview/firms/bright.html 光明机床厂
build 0
hasnt out/firms/bright.html 光明机床厂

step "content may lie in another folder, also the root"
mkdir -p flat
cp -r r/content/* flat/
cp -r r/themes flat/
git -C flat init -q -b main
git -C flat add -A
GIT_COMMITTER_DATE="$CLOCK +0800" GIT_AUTHOR_DATE="$CLOCK +0800" \
	git -C flat commit -q -m flat
run 0 build --repo flat --content . -o flatout --as-of "$AS_OF"
there flatout/firms/bright.html

step "explain says why"
git -C r checkout -q -- .
firm wind 长风泵阀厂 'staff: 7'
save "wind: staff"
build 0 --explain
cat "$WORK/said" "$WORK/err" >told
has told firms/wind.html
hasnt told firms/bright.json
