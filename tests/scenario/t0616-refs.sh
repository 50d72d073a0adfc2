#!/bin/bash
# What a server takes besides the published branch, from whom, and how much
# of it: names, sizes, commits, and a repository that begins otherwise.
. "$(dirname "$0")/lib.sh"
unset GONGSHI_USER REMOTE_USER
new_repo

undo() { git -C r reset -q --hard origin/main; }
objects() { find hub.git/objects -type f | sort | sha256sum; }
# unmoved STATUS...: such a push leaves neither a name nor an object; of a
# signed one git keeps the certificate, until it is collected.
unmoved() {
	local refs files
	refs=$(git -C hub.git show-ref)
	files=$(objects)
	push "$@"
	[ "$(git -C hub.git show-ref)" = "$refs" ] || fail "a name moved"
	case $* in *--signed*) return ;; esac
	[ "$(objects)" = "$files" ] || fail "objects stayed"
}

step "a repository that begins with master publishes main"
git init -q --bare -b master hub.git
git -C r remote add origin "$WORK/hub.git"
run 0 hook install --repo hub.git -o out
[ "$(git -C hub.git symbolic-ref HEAD)" = refs/heads/main ] || fail HEAD
[ "$(git -C hub.git config gongshi.branch)" = refs/heads/main ] ||
	fail gongshi.branch
push 0 -u origin main
there out/firms/bright.html
# Once it has begun, its HEAD is somebody's choice.
git init -q --bare -b trunk other.git
git -C r push -q "$WORK/other.git" main:trunk
run 0 hook install --repo other.git -o elsewhere
[ "$(git -C other.git config gongshi.branch)" = refs/heads/trunk ] ||
	fail "another branch than HEAD's"
rm -rf other.git
git init -q --bare -b master other.git
run 0 hook install --repo other.git -o elsewhere --branch open
[ "$(git -C other.git symbolic-ref HEAD)" = refs/heads/open ] || fail HEAD

step "another branch than the published one says so"
push 0 "$WORK/other.git" main:draft
has err "refs/heads/draft was pushed" "refs/heads/open is what is published"
gone elsewhere
unset GONGSHI_LANG
push 0 "$WORK/other.git" main:draft2
has err "推送的是 refs/heads/draft2，公开的是 refs/heads/open"
export GONGSHI_LANG=en
hasnt err "已公开"

step "names that would change what git shows are never taken"
firm other 另一家机床厂
save
tip=$(git -C hub.git rev-parse main)
for name in "refs/replace/$tip" refs/gongshi/x refs/notes/commits refs/x \
	refs/tags/main refs/stash; do
	unmoved 1 origin "HEAD:$name"
	has err G213 "$name"
done
# The published branch does not get through with it.
unmoved 1 origin HEAD:main HEAD:refs/notes/commits
push 0 origin HEAD:refs/heads/draft HEAD:refs/tags/v1
undo

step "a tag stays what it is where nobody is named who may move it"
git -C hub.git config receive.denyDeletes false
unmoved 1 -f origin HEAD:refs/tags/v1
has err G219 refs/tags/v1
unmoved 1 origin :refs/tags/v1
has err G219
git -C hub.git config receive.denyDeletes true

step "more than the server takes at once stays out"
[ "$(git -C hub.git config receive.maxInputSize)" = 64m ] || fail no limit
git -C hub.git config receive.maxInputSize 1m
run 0 hook install --repo hub.git -o out
[ "$(git -C hub.git config receive.maxInputSize)" = 1m ] ||
	fail "what the administrator set is gone"
head -c 3000000 /dev/urandom >r/junk
save
unmoved 1 origin HEAD:junk
has err "maximum allowed size"
undo

step "hooks, links and tree bombs come by no name, without owners"
base=$(git -C r rev-parse HEAD)
# brought ENTRY...: a commit on the base with these lines of a tree beside.
brought() {
	git -C r commit-tree -p "$base" -m brought "$({
		git -C r ls-tree "$base"
		printf '%b\n' "$@"
	} | git -C r mktree)"
}
blob=$(git -C r hash-object -w content/site.yaml)
hooks=$(printf '100755 blob %s\tpost-checkout\n' "$blob" | git -C r mktree)
bomb=$(printf '100644 blob %s\ta\n' "$blob" | git -C r mktree)
for _ in 1 2 3 4 5 6 7 8 9 10; do
	bomb=$(printf "040000 tree $bomb\t%s\n" {10..49} | git -C r mktree)
done
for name in heads/main heads/draft2 tags/v0; do
	for hook in .githooks .GitHooks; do
		unmoved 1 origin \
			"$(brought "040000 tree $hooks\t$hook"):refs/$name"
		has err G221 "$hook/post-checkout" "hook install"
	done
	unmoved 1 origin "$(brought "120000 blob $blob\tlink"):refs/$name"
	has err G101 link
	unmoved 1 origin "$(brought "160000 commit $base\tsub"):refs/$name"
	has err G102 sub
	unmoved 1 origin "$(brought "040000 tree $bomb\tjunk"):refs/$name"
	has err "more than 2000000 files and folders in all"
done
git -C r tag -a -m bomb bomb "$bomb"
unmoved 1 origin bomb
has err "in all"
# A site that begins keeps what it has, and may let it go.
git init -q --bare -b main begun.git
run 0 hook install --repo begun.git -o begun
old=$(brought "040000 tree $hooks\t.githooks" "120000 blob $blob\tlink" \
	"160000 commit $base\tsub")
push 0 "$WORK/begun.git" "$old:refs/heads/main"
moved=$(git -C r commit-tree -p "$old" -m moved "$({
	git -C r ls-tree "$old" | sed "s/$base/$old/"
} | git -C r mktree)")
push 0 "$WORK/begun.git" "$moved:refs/heads/main"
push 0 "$WORK/begun.git" "$(git -C r commit-tree -p "$moved" -m gone \
	"$base^{tree}"):refs/heads/main"
push 1 "$WORK/begun.git" "$moved:refs/heads/draft"
has err G221 G101 G102

step "more commits than a push may bring are refused"
git -C hub.git config gongshi.maxCommits many
unmoved 1 origin HEAD:refs/heads/x
has err "is no number: many"
git -C hub.git config gongshi.maxCommits 3
for n in 1 2 3; do
	echo "第$n次" >>r/content/firms/bright.md
	save
done
push 0
for n in 1 2 3 4; do
	echo "又$n次" >>r/content/firms/bright.md
	save
done
for name in main flood; do
	unmoved 1 origin "HEAD:$name"
	has err G214 "4 commits, 3 at most"
done
git -C hub.git config --unset gongshi.maxCommits
push 0

step "with owners, other names are for people whom they know"
for p in office jilin stranger; do
	ssh-keygen -q -t ed25519 -N '' -C "$p" -f "key-$p" || fail ssh-keygen
done
{
	echo "people:"
	for p in office jilin; do
		printf '  %s:\n    accounts: [%s-account]\n' "$p" "$p"
		printf '    keys:\n      - %s\n' "$(cat "key-$p.pub")"
	done
	printf 'folders:\n  "*": [office]\n  firms: [jilin]\n'
} | write content/owners.yaml
save owners
GONGSHI_USER=office-account push 0
git -C r config gpg.format ssh
as() {
	git -C r config user.signingkey "$WORK/key-$1"
	git -C r config commit.gpgsign "$([ "$1" = nobody ] && echo false ||
		echo true)"
}
as nobody
echo "没有签名" >>r/content/firms/bright.md
save
unmoved 1 origin HEAD:refs/heads/unsigned
has err G205
as stranger
git -C r commit -q --amend --no-edit
unmoved 1 origin HEAD:refs/heads/strange
has err G205
unmoved 1 --signed origin HEAD:refs/heads/strange
has err G208
GONGSHI_USER=nosuch unmoved 1 origin HEAD:refs/heads/strange
has err G206
as jilin
git -C r commit -q --amend --no-edit
push 0 origin HEAD:refs/heads/signed
GONGSHI_USER=jilin-account push 0 origin HEAD:refs/heads/account
# One of several is enough to refuse.
as nobody
echo "再改" >>r/content/firms/bright.md
save
unmoved 1 origin HEAD:refs/heads/signed
undo

step "a branch without commits of its own, and a tag"
as jilin
unmoved 1 origin HEAD:refs/heads/same
has err G215
push 0 --signed origin HEAD:refs/heads/same
unmoved 1 origin HEAD:refs/tags/v2
has err G215
unmoved 1 --signed origin HEAD:refs/tags/v2
has err G216 "jilin may not push tags" "office"
GONGSHI_USER=jilin-account unmoved 1 origin HEAD:refs/tags/v2
has err G216
as office
git -C r tag -s -m v3 v3
push 0 --signed origin v3
unmoved 1 --signed origin HEAD:refs/replace/"$tip"
has err G213
unmoved 1 --signed origin :refs/heads/same

step "hooks come by a draft from who may change the owners alone"
base=$(git -C r rev-parse HEAD)
hooks=$(brought "040000 tree $hooks\t.githooks")
for who in jilin office; do
	as $who
	git -C r checkout -q -B hooks "$hooks"
	git -C r commit -q --amend --no-edit
	[ $who = jilin ] && unmoved 1 origin HEAD:refs/heads/hooks &&
		has err G221
done
push 0 origin HEAD:refs/heads/hooks
git -C r checkout -q main

step "who may change the owners may bring an old repository"
git -C hub.git config gongshi.maxCommits 1
as jilin
for n in 1 2; do
	echo "吉林$n次" >>r/content/firms/bright.md
	save
done
unmoved 1 origin HEAD:main
has err G214
unmoved 1 --signed origin HEAD:main
has err G214
undo
as office
for n in 1 2; do
	firm "old$n" "旧有设备第${n}厂"
	save
done
unmoved 1 origin HEAD:main
GONGSHI_USER=office-account unmoved 1 origin HEAD:main
has err G204
undo
for n in 1 2; do
	echo "办公室$n次" >>r/content/closings/c1.md
	save
done
push 0 --signed origin HEAD:main
