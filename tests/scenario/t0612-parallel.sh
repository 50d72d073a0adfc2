#!/bin/bash
# Many push at once, hooks are killed, clients die: what was accepted is the
# site in the end, and no reader ever follows a broken link.
#
# PUSH_ROUNDS  pushes of each of the eight (2)
# PUSH_KILLS   builds that are killed after a push (40)
# PUSH_CUTS    packs that are cut off, clients that are killed (20)
. "$(dirname "$0")/lib.sh"
new_hub
git -C r push -q -u origin main 2>err || fail "the first push"
server=
reader=
cleanup() {
	touch "$WORK/stop"
	[ -z "$reader" ] || kill "$reader" 2>/dev/null
	[ -z "$server" ] || kill "$server"
}
tip() { git -C hub.git rev-parse main; }
# The site is what a build of the tip from nothing gives.
is_clean() {
	local day
	[ "$(sed -n 's/.*"commit": *"\([0-9a-f]*\)".*/\1/p' \
		out/build.json)" = "$(tip)" ] || fail "not the tip's site"
	day=$(sed -n 's/.*"as_of": *"\([0-9-]*\)".*/\1/p' out/build.json)
	rm -rf clean .clean*
	run 0 build --repo hub.git --rev main -o clean --as-of "$day"
	same out clean
}
# What the timer of a server does; a hook may still be at work.
catch_up() {
	until (cd "$WORK" && "$GONGSHI" build --repo hub.git --rev main \
		-o out >said 2>err); do
		grep -q "another build" err || fail "$(cat err)"
		sleep 0.05
	done
}
is_sound() {
	git -C hub.git fsck --strict >fsck 2>&1 || fail "$(head -n 3 fsck)"
}
node "$HERE/tests/scenario/hub.mjs" "$WORK" port out &
server=$!
while [ ! -s port ]; do sleep 0.05; done
node "$HERE/tests/scenario/reader.mjs" \
	"http://127.0.0.1:$(cat port)/site/" "$WORK/stop" >reads 2>broken &
reader=$!

step "eight push at once; who comes too late fetches and pushes again"
pusher() {
	local who=$1 round
	git clone -q hub.git "c$who" 2>/dev/null || return 1
	for round in $(seq "${PUSH_ROUNDS:-2}"); do
		printf -- '---\nname: 第%s厂%s号\n%s\n%s\n---\n\n介绍。\n' \
			"$who" "$round" "city: dalian" "founded: 2020-01-01" \
			>"c$who/content/firms/p$who-$round.md"
		git -C "c$who" add -A
		git -C "c$who" commit -q -m "$who $round"
		until git -C "c$who" push -q 2>>"told$who"; do
			echo again >>retries
			git -C "c$who" pull -q --rebase 2>/dev/null || return 1
		done
	done
}
pushers=()
for who in 1 2 3 4 5 6 7 8; do
	pusher $who &
	pushers+=($!)
done
for one in "${pushers[@]}"; do
	wait "$one" || fail "a pusher gave up: $(tail -n 3 told?)"
done
there retries
for who in 1 2 3 4 5 6 7 8; do
	for round in $(seq "${PUSH_ROUNDS:-2}"); do
		there "out/firms/p$who-$round.html"
	done
done
is_clean
is_sound
git -C r pull -q

# slow SECONDS: the build after a push is killed when they are over.
hook=hub.git/hooks/post-receive
cp $hook kept
slow() {
	printf '#!/bin/sh\nexec timeout -s KILL %s "%s" hook post-receive\n' \
		"$1" "$GONGSHI" >$hook
}
random() { awk -v n="$RANDOM" -v most="$1" 'BEGIN {
	printf "%.4f", n / 32767 * most }'; }

step "a build that is killed at any moment is made up for"
died=0
for n in $(seq "${PUSH_KILLS:-40}"); do
	firm "k$((n % 7))" "断电设备第${n}厂" "staff: $n"
	save "kill $n"
	slow "$(random 0.09)"
	before=$(sed -n 's/.*"commit": *"\([0-9a-f]*\)".*/\1/p' out/build.json)
	git -C r push -q 2>err || fail "not accepted: $(cat err)"
	[ "$(sed -n 's/.*"commit": *"\([0-9a-f]*\)".*/\1/p' \
		out/build.json)" != "$before" ] || died=$((died + 1))
	[ $((n % 3)) -ne 0 ] || catch_up
	if [ $((n % 10)) -eq 0 ]; then
		cp kept $hook
		firm "k$((n % 7))" "断电设备第${n}厂" "staff: 1"
		save "whole $n"
		git -C r push -q 2>err || fail "$(cat err)"
		is_clean
	fi
done
echo "of ${PUSH_KILLS:-40} builds $died had not published"
[ "$died" -gt 0 ] || fail "none was killed in time"
cp kept $hook
catch_up
is_clean
is_sound

step "a client that dies, and a pack that breaks off, leave nothing"
for n in $(seq "${PUSH_CUTS:-20}"); do
	firm "cut$n" "中断设备第${n}厂"
	save "cut $n"
done
head=$(git -C r rev-parse HEAD)
ssh-keygen -q -t ed25519 -N '' -f key
was=$(tip)
files() { find hub.git/objects -type f | sort; }
files >before
for n in $(seq "${PUSH_CUTS:-20}"); do
	node "$HERE/tests/scenario/certificate.mjs" hub.git r refs/heads/main \
		"$head" key cut="$n/$((${PUSH_CUTS:-20} + 1))" \
		>said 2>err && fail "half a pack was accepted"
	[ "$(tip)" = "$was" ] || fail "the branch moved"
	files | cmp -s before - || fail "half a pack left something"
done
for n in $(seq "${PUSH_CUTS:-20}"); do
	{ timeout -s KILL "$(random 0.05)" git -C r push -q; } 2>/dev/null
	[ "$(tip)" = "$was" ] || echo "the push was through at try $n"
	[ "$(tip)" = "$was" ] || break
done
is_sound
until git -C r push -q 2>err; do
	[ "$(tip)" = "$head" ] || fail "$(cat err)"
	git -C r fetch -q
done
[ "$(tip)" = "$head" ] || fail "the push did not come through"
catch_up
is_clean

step "nobody followed a broken link meanwhile"
touch stop
wait $reader || fail "$(head -n 3 broken)"
reader=
[ -s reads ] || fail "nobody read"
