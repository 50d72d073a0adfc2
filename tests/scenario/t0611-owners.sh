#!/bin/bash
# Who may change what: accounts and signatures against owners.yaml, over
# local paths, over HTTP, and over ssh where there is an ssh server.
. "$(dirname "$0")/lib.sh"
new_hub
server=
cleanup() { [ -z "$server" ] || kill "$server"; }

# Five people with a key each, and the part of the register they own.
people=(office liaoning jilin heilongjiang dalian)
places=(site.yaml closings firms firms/2026 themes)
for p in "${people[@]}" stranger; do
	ssh-keygen -q -t ed25519 -N '' -C "$p" -f "key-$p" || fail ssh-keygen
done
owners() {
	echo "people:"
	for p in "${people[@]}"; do
		printf '  %s:\n    accounts: [%s-account]\n' "$p" "$p"
		printf '    keys:\n'
		printf '      - %s\n' "$(cat "key-$p.pub")"
	done
	echo "folders:"
	echo '  "*": [office]'
	for i in 1 2 3 4; do
		echo "  ${places[i]}: [${people[i]}]"
	done
}
owners | write content/owners.yaml
firm d1 早有机械厂
mkdir -p r/content/firms/2026
mv r/content/firms/d1.md r/content/firms/2026/
save owners
GONGSHI_USER=office-account git -C r push -q -u origin main 2>err ||
	fail "the first push"

# as NAME: commits are signed by this person from now on; `nobody` signs not.
as() {
	git -C r config gpg.format ssh
	git -C r config user.signingkey "$WORK/key-$1"
	git -C r config commit.gpgsign "$([ "$1" = nobody ] && echo false ||
		echo true)"
}
undo() {
	git -C r checkout -q -f main
	git -C r reset -q --hard origin/main
	git -C r clean -q -fd
}
turn=0
# touch PLACE: an edit that is right in itself.
touch_place() {
	turn=$((turn + 1))
	case $1 in
	site.yaml) sed -i "s/^publisher.*/publisher: {zh: 局$turn, en: O}/" \
		r/content/site.yaml ;;
	closings) echo "第$turn次" >>r/content/closings/c1.md ;;
	firms) echo "第$turn次" >>r/content/firms/bright.md ;;
	firms/2026) echo "第$turn次" >>r/content/firms/2026/d1.md ;;
	themes) echo "{{! $turn }}" \
		>>r/themes/default/templates/footer.mustache ;;
	esac
}

step "five signers, five places: each changes his own and no other's"
for i in 0 1 2 3 4; do
	as "${people[i]}"
	for j in 0 1 2 3 4; do
		touch_place "${places[j]}"
		save
		if [ "$i" -eq "$j" ]; then
			push 0
		else
			push 1
			has err G204 "${people[i]} may not change" \
				"belongs to ${people[j]}"
			undo
		fi
	done
done

step "five accounts, five places, without a signature"
as nobody
for i in 0 1 2 3 4; do
	for j in 0 1 2 3 4; do
		touch_place "${places[j]}"
		save
		if [ "$i" -eq "$j" ]; then
			GONGSHI_USER=${people[i]}-account push 0
		else
			GONGSHI_USER=${people[i]}-account push 1
			has err G204
			undo
		fi
	done
done

step "nobody, strangers and other accounts are refused"
touch_place firms
save
push 1
has err G205
as stranger
git -C r commit -q --amend --no-edit
push 1
has err G205
GONGSHI_USER=nosuch push 1
has err G206 nosuch
# What a push calls itself is not asked.
GIT_COMMITTER_NAME=jilin GIT_AUTHOR_NAME=jilin git -C r commit -q --amend \
	--no-edit --no-gpg-sign
push 1
undo

step "a signature over other bytes, and a key for another purpose"
as jilin
touch_place firms
save
git -C r cat-file commit HEAD | sed 's/^change$/chance/' >changed
forged=$(git -C r hash-object -t commit -w --stdin <changed)
push 1 origin "$forged:main"
has err G205
git -C r cat-file commit HEAD | sed '/^gpgsig/,/END SSH/d' >bare
ssh-keygen -q -Y sign -n file -f key-jilin bare 2>/dev/null
awk 'NR == FNR { sig = sig (NR > 1 ? "\n " : "gpgsig ") $0; next }
	/^$/ && !done { print sig; done = 1 } { print }' bare.sig bare >other
forged=$(git -C r hash-object -t commit -w --stdin <other)
push 1 origin "$forged:main"
has err G205
push 0

step "adding, deleting, renaming across a border"
as jilin
firm added 新添农机厂
save
push 0
git -C r mv content/firms/added.md content/firms/2026/added.md
save
push 1
has err "content/firms/2026/added.md" G204
undo
git -C r rm -q content/closings/c1.md
save
push 1
has err "content/closings/c1.md" G204
undo

step "one commit of several is enough to refuse; a revert hides nothing"
touch_place firms
save
touch_place closings
save
git -C r revert --no-edit HEAD >/dev/null
touch_place firms
save
push 1
has err closings/c1.md
undo

step "a merge brings what its own signers may, and no more"
git -C r checkout -q -b side
as liaoning
touch_place closings
save
git -C r checkout -q main
as jilin
touch_place firms
save
git -C r merge -q --no-ff -m merge side
push 0
git -C r checkout -q -B side
as jilin
touch_place closings
save
git -C r checkout -q main
as liaoning
git -C r merge -q --no-ff -m merge side
push 1
has err "jilin may not change"
undo

step "an evil merge: its own change, and an old state taken over"
base=$(git -C r rev-parse HEAD)
as liaoning
touch_place closings
save
push 0
git -C r checkout -q -B side "$base"
as jilin
touch_place firms
save
git -C r checkout -q main
git -C r merge -q --no-ff --no-commit side >/dev/null
touch_place closings
git -C r add -A
git -C r commit -q -m evil
push 1
has err "jilin may not change" closings/c1.md
undo
git -C r merge -q --no-ff --no-commit side >/dev/null
git -C r checkout -q side -- content/closings
git -C r commit -q -m "taken back"
push 1
has err closings/c1.md
undo
git -C r merge -q -s ours --no-ff -m "ours" side
push 0

step "an octopus"
base=$(git -C r rev-parse HEAD)
as liaoning
git -C r checkout -q -B one "$base"
touch_place closings
save
as dalian
git -C r checkout -q -B two "$base"
touch_place themes
save
git -C r checkout -q main
as jilin
git -C r merge -q --no-ff -m octopus one two >/dev/null
push 0
[ "$(git -C r rev-list --parents -n1 HEAD | wc -w)" = 4 ] || fail "no octopus"

step "the rules are those of the base, never of the push"
as jilin
sed -i 's/^  closings:.*/  closings: [jilin]/' r/content/owners.yaml
touch_place closings
save
push 1
has err content/owners.yaml closings/c1.md
undo
as office
sed -i 's/^  closings:.*/  closings: [jilin]/' r/content/owners.yaml
save
as jilin
touch_place closings
save
push 1
undo
as office
sed -i 's/^  closings:.*/  closings: [jilin]/' r/content/owners.yaml
save
push 0
as jilin
touch_place closings
save
push 0

step "wrong owners are refused, and locking all out"
as office
for line in 's/^  closings:.*/  closings: [nosuch]/' \
	's/^  closings:.*/  closings: jilin/' 's/^  "\*".*/  x: [office]/' \
	's/ssh-ed25519 AAAA/ssh-ed25519 BB!B/' 's/^folders:/nothing:/' \
	'/- .* office$/p'; do
	sed -i "$line" r/content/owners.yaml
	IN=$WORK/r run 1 check
	save
	push 1
	has err G207
	undo
done

step "owners that nobody could change again"
printf 'people:\n  office: {}\nfolders:\n  "*": [office]\n' |
	write content/owners.yaml
IN=$WORK/r run 1 check
has said G207 "has an account or a key"
GONGSHI_LANG=zh IN=$WORK/r run 1 check
has said "管 owners.yaml 的人没有账号也没有钥匙"
printf 'signed: push\npeople:\n  office: {accounts: [office]}\n%s\n' \
	'folders: {"*": [office]}' | write content/owners.yaml
IN=$WORK/r run 1 check
has said G207 "signed: push"
undo

step "owners under whom their own pusher is locked out"
as office
# What the example in a new portal says: an account, and no front names one.
cp "$HERE/gen/init/content/owners.example.yaml" r/content/owners.yaml
save
IN=$WORK/r run 0 check
push 1
has err G217 G205 content/owners.yaml
GONGSHI_USER=office-account push 1
has err G217 G206
# Out of their own hand, too.
undo
sed -i 's/^  "\*".*/  "*": [jilin]/' r/content/owners.yaml
save
push 1
has err G217 G204
undo
# A first commit that is mended by the next one is judged as it comes.
git init -q --bare -b main new.git
run 0 hook install --repo new.git -o new
as nobody
git -C r checkout -q --orphan fresh
cp "$HERE/gen/init/content/owners.example.yaml" r/content/owners.yaml
save
push 1 "$WORK/new.git" HEAD:main
has err G217
GONGSHI_USER=office push 0 "$WORK/new.git" HEAD:main
git -C r checkout -q -f main
undo

step "a key past its last day"
as office
key=$(cut -d' ' -f1-2 key-dalian.pub)
sed -i "s|^      - .*dalian\$|      - {key: $key, until: 2020-01-01}|" \
	r/content/owners.yaml
save
push 0
as dalian
touch_place themes
save
push 1
has err G205
undo

step "over HTTP the server's account decides; readers see whole pages"
node "$HERE/tests/scenario/hub.mjs" "$WORK" port out &
server=$!
while [ ! -s port ]; do sleep 0.05; done
hub() { echo "http://$1:x@127.0.0.1:$(cat port)/hub/hub.git"; }
as nobody
touch_place firms
save
push 1 "$(hub liaoning-account)" main
has err "liaoning may not change"
push 1 "$(hub stranger)" main
has err G206
node "$HERE/tests/scenario/reader.mjs" \
	"http://127.0.0.1:$(cat port)/site/" stop >reads 2>broken &
reader=$!
push 0 "$(hub jilin-account)" main
for n in 1 2 3 4 5; do
	firm "http$n" "网络设备第$n厂"
	save
	push 0 "$(hub jilin-account)" main
done
touch stop
wait $reader || fail "$(grep -m1 http broken)"
[ -s reads ] || fail "nobody read"
there out/firms/http5.html

step "over ssh the key decides whose account it is"
if [ -x /usr/sbin/sshd ] && [ "$(id -u)" = 0 ]; then
	mkdir -p /run/sshd
	port=$((20000 + $$ % 20000))
	ssh-keygen -q -t ed25519 -N '' -f hostkey
	for p in "${people[@]}"; do
		echo "environment=\"GONGSHI_USER=$p-account\",restrict" \
			"$(cat "key-$p.pub")"
	done >authorized
	chmod 600 authorized
	cat >sshd.conf <<-END
	Port $port
	ListenAddress 127.0.0.1
	HostKey $WORK/hostkey
	AuthorizedKeysFile $WORK/authorized
	PermitUserEnvironment yes
	PermitRootLogin yes
	StrictModes no
	PidFile $WORK/sshd.pid
	END
	/usr/sbin/sshd -f sshd.conf -E sshd.log
	for n in 1 2 3 4 5 6 7 8 9; do [ -s sshd.pid ] || sleep 0.1; done
	cleanup() { kill "$server" "$(cat sshd.pid)"; }
	shell() {
		echo "ssh -p $port -i $WORK/key-$1 -o IdentitiesOnly=yes" \
			"-o StrictHostKeyChecking=no" \
			"-o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
	}
	to=$(id -un)@127.0.0.1:$WORK/hub.git
	touch_place firms
	save
	GIT_SSH_COMMAND=$(shell liaoning) push 1 "$to" main
	has err G204 "liaoning 不能改动"
	GIT_SSH_COMMAND=$(shell stranger) push 128 "$to" main
	GIT_SSH_COMMAND=$(shell jilin) push 0 "$to" main
else
	echo "no ssh server to be run here: left out"
fi
