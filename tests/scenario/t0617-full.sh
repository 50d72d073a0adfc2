#!/bin/bash
# A disk that is full when a push is built, a lock and scratch files that
# killed hooks left behind: one clear line, nothing public is damaged, and the
# next push catches up.
. "$(dirname "$0")/lib.sh"
unset GONGSHI_USER REMOTE_USER
mounted=
cleanup() { [ -z "$mounted" ] || umount "$mounted"; }
new_repo
git init -q --bare -b main hub.git
git -C r remote add origin "$WORK/hub.git"
mkdir disk
if ! { [ "$(id -u)" = 0 ] &&
	mount -t tmpfs -o size=64m none disk 2>/dev/null; }; then
	echo "not root, or no mounts here: left out"
	exit 0
fi
mounted=$WORK/disk
run 0 hook install --repo hub.git -o disk/out
git -C r push -q -u origin main 2>err || fail "the first push"
tip() { git -C hub.git rev-parse main; }
# push: what git says is in err; it is accepted.
push() {
	git -C r push -q 2>err || fail "not accepted: $(cat err)"
	[ "$(tip)" = "$(git -C r rev-parse HEAD)" ] || fail "the tip"
}
is_clean() {
	local day
	day=$(sed -n 's/.*"as_of": *"\([0-9-]*\)".*/\1/p' disk/out/build.json)
	rm -rf clean .clean*
	run 0 build --repo hub.git --rev main -o clean --as-of "$day"
	same disk/out clean
}
# fill KILOBYTES: so many are free on the disk.
fill() {
	local free
	rm -f disk/filler
	free=$(df -k --output=avail disk | tail -n 1)
	head -c $(((free - $1) * 1024)) /dev/zero >disk/filler
}
all_of() { (cd disk/out && find . -type f -exec sha256sum {} + | sort); }

step "a disk that is full at every stage of a build"
for room in 0 8 40 120 240 400 800 1600; do
	firm "full$room" "满盘设备第${room}厂"
	save
	all_of >before
	fill $room
	push
	grep -q "published" err && continue
	matches err "No space left|the disk is full"
	[ "$(grep -c 'remote: gongshi: error' err)" = 1 ] ||
		fail "not one line"
	all_of | cmp -s before - || fail "what is public has changed"
	echo "$room" >>full
done
[ "$(wc -l <full)" -ge 3 ] || fail "the disk was hardly ever full"
rm disk/filler
firm after 腾空设备厂
save
push
has err "https://register.example/firms/after.html"
there disk/out/firms/full0.html disk/out/firms/full400.html
is_clean

step "no room for the check: refused, nothing is left behind"
mkdir small
mount -t tmpfs -o size=64k none small || fail mount
umount_small() { umount "$WORK/small"; }
cleanup() { umount_small; umount "$mounted"; }
head -c 70000 /dev/zero >small/filler 2>/dev/null
ssh-keygen -q -t ed25519 -N '' -C office -f key
printf 'people:\n  office:\n    keys: [%s]\nfolders:\n  "*": [office]\n' \
	"$(cat key.pub)" | write content/owners.yaml
git -C r config gpg.format ssh
git -C r config user.signingkey "$WORK/key"
git -C r config commit.gpgsign true
save owners
push
firm small 无处写设备厂
save
before=$(tip)
TMPDIR=$WORK/small git -C r push -q 2>err && fail "it was accepted"
has err "No space left" "not accepted"
[ "$(tip)" = "$before" ] || fail "the branch moved"
[ "$(find small -type f | wc -l)" -eq 1 ] || fail "something is left"
push

step "scratch files and a lock of a check that was killed are no hindrance"
for n in 1 2 3 4 5 6 7 8 9 10; do
	firm killed "中断设备第${n}厂"
	save
	old=$(tip)
	# The check of a push, killed; git itself would give up then.
	git -C r push -q origin HEAD:refs/heads/draft 2>err
	(cd hub.git && echo "$old $(git -C ../r rev-parse HEAD)" \
		"refs/heads/main" | GIT_DIR=. timeout -s KILL "0.00$n" \
		"$GONGSHI" hook pre-receive) >said 2>err
	push
	has err firms/killed.html
done
is_clean
