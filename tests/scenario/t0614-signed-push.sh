#!/bin/bash
# Pushes that are signed as a whole, good and bad, with real keys; what git
# itself does not send is spoken by hand (certificate.mjs).
. "$(dirname "$0")/lib.sh"
new_hub
agent=
server=
cleanup() {
	[ -z "$agent" ] || kill "$agent"
	[ -z "$server" ] || kill "$server"
}

for p in office jilin dalian stranger; do
	ssh-keygen -q -t ed25519 -N '' -C "$p" -f "key-$p" || fail ssh-keygen
done
owners() {
	echo "people:"
	for p in office jilin dalian; do
		printf '  %s:\n    accounts: [%s-account]\n' "$p" "$p"
		printf '    keys:\n'
		printf '      - %s\n' "$(cat "key-$p.pub")"
	done
	printf 'folders:\n  "*": [office]\n'
	printf '  firms: [jilin]\n  closings: [dalian]\n'
	[ -z "${1-}" ] || echo "signed: $1"
}
owners | write content/owners.yaml
save owners
GONGSHI_USER=office-account git -C r push -q -u origin main 2>err ||
	fail "the first push"
git -C r config gpg.format ssh

as() { git -C r config user.signingkey "$WORK/key-$1"; }
# by_hand STATUS REF WHO ...: HEAD to a branch, with the lies of
# certificate.mjs.
by_hand() {
	local want=$1 ref=$2 who=$3 got
	shift 3
	node "$HERE/tests/scenario/certificate.mjs" hub.git r "$ref" \
		"$(git -C r rev-parse HEAD)" "key-$who" "$@" \
		>"$WORK/said" 2>"$WORK/err"
	got=$?
	LAST="(certificate.mjs $ref $who $*)"
	[ $got -eq "$want" ] || fail "it exits $got, not $want"
}
tip() { git -C hub.git rev-parse main; }
undo() { git -C r reset -q --hard "$(tip)"; }
turn=0
edit() {
	turn=$((turn + 1))
	echo "第$turn次" >>"r/content/$1"
	save
}
MAIN=refs/heads/main

step "1. a signed push answers for commits that nobody signed"
as jilin
edit firms/bright.md
edit firms/river.md
push 1
has err G205
push 0 --signed
[ "$(tip)" = "$(git -C r rev-parse HEAD)" ] || fail "not accepted"
hasnt err error
edit firms/bright.md
git -C r config push.gpgSign true
push 0
git -C r config --unset push.gpgSign

step "2. a key that the agent holds"
agent=$(ssh-agent -s | tee agent | sed -n 's/.*AGENT_PID=\([0-9]*\).*/\1/p')
. ./agent >/dev/null
ssh-add -q key-jilin 2>/dev/null
git -C r config user.signingkey "key::$(cat key-jilin.pub)"
mv key-jilin kept
edit firms/bright.md
push 0 --signed
mv kept key-jilin

step "3. whose folder it is decides, whoever signed the commits"
as dalian
edit firms/bright.md
push 1 --signed
has err G204 "dalian may not change"
as jilin
git -C r -c commit.gpgsign=true commit -q --amend --no-edit
as dalian
push 1 --signed
has err G204
undo

step "4. a key that nobody knows"
as stranger
edit firms/bright.md
push 1 --signed
has err G208
undo

step "5. a signature for another purpose"
edit firms/bright.md
by_hand 1 $MAIN jilin namespace=file
has err G208
by_hand 0 $MAIN jilin save=used
edit firms/bright.md

step "6. a signature that was used before"
nonce=$(sed -n 's/^nonce //p' used)
sleep 1.1 # git's numbers are of a second
by_hand 1 $MAIN jilin certificate=used
has err G209
by_hand 1 $MAIN jilin "nonce=$nonce"
has err G209

step "7. one without a number, and one that another server gave"
by_hand 1 $MAIN jilin nonce=-
has err G209
git clone -q --bare hub.git other.git
git -C other.git config receive.certNonceSeed another
by_hand 1 $MAIN jilin "nonce=$(node -e '
	const { execFileSync } = require("child_process");
	const told = execFileSync("git", ["receive-pack", "other.git"],
		{ input: "0000", encoding: "utf8" });
	console.log(/push-cert=(\S+)/.exec(told)[1]);')"
has err G209

step "8. the right key on the wrong branch"
by_hand 1 $MAIN jilin sign=refs/heads/draft
has err G208
by_hand 0 refs/heads/draft jilin
[ "$(tip)" != "$(git -C r rev-parse HEAD)" ] || fail "it is public"
by_hand 0 $MAIN jilin

step "9. a key past its last day, and one that was taken out"
undo
key=$(cut -d' ' -f1-2 key-dalian.pub)
as office
sed -i "s|^      - .*dalian\$|      - {key: $key, until: 2020-01-01}|" \
	r/content/owners.yaml
save
push 0 --signed
as dalian
edit closings/c1.md
push 1 --signed
has err G208
undo
as office
owners | sed '/ dalian$/d' | write content/owners.yaml
sed -i '/^  dalian:/,/keys:/{/keys:/d}' r/content/owners.yaml
save
push 0 --signed
as dalian
edit closings/c1.md
push 1 --signed
has err G208
undo

step "10. owners who ask for it take no other push"
as office
owners push | write content/owners.yaml
save
push 0 --signed
as jilin
edit firms/bright.md
git -C r -c commit.gpgsign=true commit -q --amend --no-edit
push 1
has err G211
GONGSHI_USER=jilin-account push 1
has err G211
# A signed commit of a draft, brought to the public branch by somebody else.
push 1 origin HEAD:refs/heads/trial
has err G211
push 0 --signed origin HEAD:refs/heads/trial
as dalian
push 1 --signed
has err G204
as jilin
push 0 --signed

step "11. account and key are of one person"
edit firms/bright.md
GONGSHI_USER=dalian-account push 1 --signed
has err G212
GONGSHI_USER=nobody push 1 --signed
has err G206
GONGSHI_USER=jilin-account push 0 --signed

step "12. a server that gives no numbers"
seed=$(git -C hub.git config receive.certNonceSeed)
git -C hub.git config --unset receive.certNonceSeed
edit firms/bright.md
push 128 --signed
push 1 --signed=if-asked
has err G211
by_hand 1 $MAIN jilin
run 0 hook install --repo hub.git -o out
[ "$(git -C hub.git config receive.certNonceSeed)" != "$seed" ] || fail seed
push 0 --signed

step "over HTTP too"
node "$HERE/tests/scenario/hub.mjs" "$WORK" port out &
server=$!
while [ ! -s port ]; do sleep 0.05; done
hub=http://jilin-account:x@127.0.0.1:$(cat port)/hub/hub.git
edit firms/bright.md
push 1 "$hub" main
has err G211
push 0 --signed "$hub" main
git -C r fetch -q

step "what is wrong is said in Chinese"
as stranger
edit firms/bright.md
GONGSHI_LANG=zh push 1 --signed
has err "推送的签名不可信" "没有接收"
undo
sed -i 's/^signed:.*/signed: always/' r/content/owners.yaml
IN=$WORK/r run 1 check
has said G207 "push or commits"
undo

step "and the site is what a build from nothing gives"
build 0 -o clean --as-of "$(sed -n 's/.*"as_of": *"\([0-9-]*\)".*/\1/p' \
	out/build.json)"
same out clean
