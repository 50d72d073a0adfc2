#!/bin/bash
# Troubles that are not the records': exit 3, one clear line, and the output
# is as it was.
. "$(dirname "$0")/lib.sh"
new_repo
mounted=
preview=
cleanup() {
	[ -z "$mounted" ] || umount "$mounted"
	[ -z "$preview" ] || kill "$preview"
}

step "no repository"
mkdir plain
run 3 build --repo plain -o out
one_line err
IN=$WORK/plain run 3 build
one_line err
run 3 build --repo nowhere -o out
one_line err

step "an empty repository"
git init -q -b main empty
run 3 build --repo empty -o out
one_line err

step "a revision that is not there"
run 3 build --repo r -o out --rev nosuch
one_line err
has err nosuch

step "a shallow clone, with the reason"
git clone -q --depth 1 "file://$WORK/r" shallow 2>/dev/null
firm bright 明亮机床厂 'staff: 2'
save
git clone -q --depth 1 "file://$WORK/r" shallow2 2>/dev/null
run 3 build --repo shallow2 -o out
one_line err
has err shallow
gone out/index.html

step "an output that cannot be written"
if [ "$(id -u)" = 0 ]; then
	# For root only a file in the way, or a read-only mount, is a wall.
	echo in the way >file
	run 3 build --repo r -o file/out --as-of "$AS_OF"
	one_line err
	run 3 build --repo r -o file --as-of "$AS_OF"
	one_line err
	has file "in the way"
else
	mkdir -m 555 wall
	run 3 build --repo r -o wall/out --as-of "$AS_OF"
	one_line err
fi

step "another builder is at work"
build 0
cp -r out before
lock=$(find . -maxdepth 2 -name '*lock*' -path './.*out*' | head -n 1)
[ -n "$lock" ] || lock=$(find . -maxdepth 3 -path './.*' -name '*lock*' \
	-not -path './r/*' | grep -v data.mdb | grep -v lock.mdb | head -n 1)
[ -n "$lock" ] || fail "no lock file beside the output"
exec 9<>"$lock"
if flock -n 9; then
	build 3
	one_line err
	matches err 'lock|another|running'
	exec 9>&-
else
	fail "the lock is held by nobody, yet cannot be taken"
fi
same before out
build 0

step "a full disk"
if [ "$(id -u)" = 0 ] && mkdir tiny &&
   mount -t tmpfs -o size=400k none tiny 2>/dev/null; then
	mounted=$WORK/tiny
	run 3 build --repo r -o tiny/out --as-of "$AS_OF"
	one_line err
	gone tiny/out/index.html
	mount -o remount,size=64m "$mounted"
	run 0 build --repo r -o tiny/out --as-of "$AS_OF"
	same out tiny/out
	umount "$mounted"
	mounted=
else
	echo "not root, or no mounts here: left out"
fi

step "state that is lost or torn costs a clean build, nothing else"
state=$(find . -maxdepth 1 -name '.*' -type d -name '*out*' | head -n 1)
[ -n "$state" ] || fail "no state folder beside the output"
rm -rf "$state"
build 0
same before out
find "$state" -type f -name 'data.mdb' -exec truncate -s 5000 {} +
firm bright 明亮机床厂 'staff: 3'
save
run 0 build --repo r -o clean --as-of "$AS_OF"
"$GONGSHI" build --repo r -o out --as-of "$AS_OF" >/dev/null 2>told || {
	# It may also say that the state is torn, and how to go on.
	[ "$(wc -l <told)" -eq 1 ] || fail "$(cat told)"
	rm -rf "$state"
	build 0
}
same clean out

step "a port has one preview, lest two mix their pages"
port=$(python3 -c 'import socket; s = socket.socket()
s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$GONGSHI" serve --repo r -p "$port" >/dev/null 2>previewing &
preview=$!
for _ in $(seq 300); do
	(exec 8<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
	sleep 0.1
done
LAST="serve, beside another"
timeout 60 "$GONGSHI" serve --repo r -p "$port" >said 2>err </dev/null
[ $? -eq 3 ] || fail "the second preview did not end with 3"
has err "port $port" "-p"
kill "$preview"
wait "$preview"
preview=

step "what is wrong here is said in Chinese too"
export GONGSHI_LANG=zh
run 3 build --repo nowhere
has err "gongshi: 错误: nowhere 不是 git 仓库"
git init -q --bare h.git
run 2 hook install --repo h.git
has err "请写明网站放在哪里"
run 2 serve --repo h.git
has err "裸仓库没有工作区，不能预览"
run 3 diff --repo h.git
has err "仓库里还没有提交"
run 3 verify nowhere
has err "打不开" "没有这个文件或文件夹"
hasnt err "No such file"
