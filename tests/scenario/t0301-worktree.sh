#!/bin/bash
# A work tree is built from what the last build of it knew, and gives what a
# build from nothing gives.
. "$(dirname "$0")/lib.sh"
new_repo
for i in 1 2 3 4 5 6 7 8; do firm "f$i" "第$i号机床厂"; done
save

# tree: build the work tree as it stands, on the state and from nothing.
tree() {
	run 0 build --repo r -o out --as-of "$AS_OF" --worktree --json \
		--durability none
	cp said json
	rm -rf clean .clean*
	run 0 build --repo r -o clean --as-of "$AS_OF" --worktree \
		--durability none
	same out clean
}
# rendered MOST: so many outputs at most were made.
rendered() {
	cp json said
	[ "$(value rendered)" -le "$1" ] ||
		fail "$(value rendered) outputs were made, not $1 at most"
}

step "nothing is edited"
tree
tree
rendered 2

step "an edit, and the same record again"
echo 一 >>r/content/firms/f1.md
tree
rendered 60
echo 二 >>r/content/firms/f1.md
tree
rendered 40
sed -i 's/^name: .*/name: 改名机床厂/' r/content/firms/f1.md
tree
sed -i 's/^name: /name:  /' r/content/firms/f1.md
tree

step "other records before and after it"
echo 三 >>r/content/firms/f3.md
tree
echo 四 >>r/content/firms/bright.md
tree
closing c3 f5 2026-06-01
tree
closing c4 f6 2026-06-01
tree

step "a new record that comes before another new one"
firm zz 末位机床厂
tree
firm aa 首位机床厂
tree
rm r/content/firms/aa.md
tree

step "edits taken back"
git -C r checkout -q content/firms/f1.md
tree
rm r/content/closings/c4.md
tree

step "committed as they stand, in part, and with more on top"
save "all of it"
tree
echo 五 >>r/content/firms/f1.md
echo 六 >>r/content/firms/f2.md
tree
git -C r add content/firms/f1.md
commit "one of two"
tree
echo 七 >>r/content/firms/f2.md
save more
echo 八 >>r/content/firms/f2.md
tree

step "a mistake stops it and changes nothing"
cp -r out kept
sed -i 's/^name: .*/name: x/' r/content/firms/f2.md
run 1 build --repo r -o out --as-of "$AS_OF" --worktree
same out kept
git -C r checkout -q content/firms/f2.md
tree

step "templates, settings and a day"
echo '<p>x</p>' >>r/themes/default/templates/footer.mustache
tree
sed -i 's/^page_size.*/page_size: 4/' r/content/site.yaml
tree
AS_OF=2026-06-25
echo 九 >>r/content/firms/f4.md
tree

step "a commit does not build on a work tree, nor a check"
git -C r stash -q
build 0
rm -rf clean .clean*
run 0 build --repo r -o clean --as-of "$AS_OF"
same out clean
git -C r stash pop -q
tree
run 0 check --repo r -o out --since HEAD

step "many edits, one after the other"
n=0
for i in 3 1 4 1 5 2 6 5 3 5 8 7; do
	n=$((n + 1))
	case $((n % 4)) in
	0) firm "n$n" "新增第$n号厂" ;;
	1) echo "$n" >>"r/content/firms/f$i.md" ;;
	2) sed -i "s/^city: .*/city: dalian/" "r/content/firms/f$i.md" ;;
	3) save "$n" ;;
	esac
	tree
done
