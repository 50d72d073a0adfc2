#!/bin/bash
# A record that decides the status of another asks for rights on both.
. "$(dirname "$0")/lib.sh"
new_hub
write content/owners.yaml <<'END'
people:
  office: {accounts: [office]}
  jilin: {accounts: [jilin]}
  dalian: {accounts: [dalian]}
folders:
  "*": [office]
  firms: [jilin]
  firms/dalian: [dalian]
  closings: [dalian, jilin]
  withdrawals: [dalian, jilin]
END
mkdir -p r/content/firms/dalian
git -C r mv content/firms/young.md content/firms/dalian/young.md
save owners
GONGSHI_USER=office git -C r push -q -u origin main 2>err || fail "first push"

# by WHO STATUS: what stands in the work tree, by an account.
by() {
	save
	GONGSHI_USER=$1 push "$2"
}
# refused WHO TEXT...: and undone.
refused() {
	local who=$1
	shift
	by "$who" 1
	has err G218 "$@"
	git -C r reset -q --hard origin/main
}

step "who owns the one folder alone does not set the status of the other"
closing c9 bright 2026-06-01
refused dalian "content/closings/c9.md" \
	"dalian may not change the status of firms/bright" "belongs to jilin"
hasnt out/firms/bright.html "Closed"
unset GONGSHI_LANG
closing c9 bright 2026-06-01
refused dalian "dalian 不能改变 firms/bright 的状态" "归 jilin 管"
export GONGSHI_LANG=en

step "who owns both does, and who may change the owners"
closing d1 young 2026-06-01
by dalian 0
closing c9 bright 2026-06-01
by jilin 0
closing c8 river 2026-06-01
by office 1
hasnt err G218
git -C r reset -q --hard origin/main
sed -i 's/^  closings.*/  closings: [dalian, jilin, office]/' \
	r/content/owners.yaml
by office 0
closing c8 river 2026-06-01
by office 0

step "words may change, dates and deletion may not"
echo "补充说明。" >>r/content/closings/c8.md
by dalian 0
sed -i 's/^on: .*/on: 2026-06-03/' r/content/closings/c8.md
refused dalian firms/river
sed -i 's/^firm: .*/firm: young/' r/content/closings/c8.md
refused dalian firms/river
git -C r rm -q content/closings/c8.md
refused dalian firms/river

step "one commit of several is enough, and a merge hides nothing"
closing c7 stone 2026-05-01
save
git -C r rm -q content/closings/c7.md
refused dalian firms/stone
git -C r checkout -q -b side
closing c7 stone 2026-05-01
save
git -C r checkout -q main
echo "又一句。" >>r/content/closings/c8.md
save
git -C r merge -q --no-ff -m merge side
refused dalian firms/stone

step "a record that comes with the push is of who brings it"
firm dalian/new 大连新厂
closing d2 new 2026-06-01
by dalian 0

step "a withdrawal is for who owned what it explains"
withdrawal() {
	write "content/withdrawals/$1.md" <<-END
	---
	title: 撤回说明
	record: $2
	explanation: 误公开
	published: 2026-06-10
	---
	END
}
git -C r rm -q content/closings/d1.md content/firms/dalian/young.md
withdrawal w1 firms/young
withdrawal w2 closings/d1
by dalian 0
firm plain 普通农机厂
by jilin 0
git -C r rm -q content/firms/plain.md
withdrawal w3 firms/plain
refused dalian "content/withdrawals/w3.md: error[G218]" \
	"the status of firms/plain"
git -C r reset -q --hard origin/main

step "a new kind and its first record come in one push by two people"
for p in office dalian; do
	ssh-keygen -q -t ed25519 -N '' -C $p -f "key-$p" || fail ssh-keygen
	sed -i "s|^  $p: {accounts: \[$p\]|&, keys: [$(cat "key-$p.pub")]|" \
		r/content/owners.yaml
done
sed -i 's/^  closings: .*/&\n  endings: [dalian]/' r/content/owners.yaml
by office 0
git -C r config gpg.format ssh
git -C r config commit.gpgsign true
git -C r config user.signingkey "$WORK/key-office"
sed 's/^kind: closing/kind: ending/; s/^folder: .*/folder: endings/' \
	r/content/schema/closing.yaml | write content/schema/ending.yaml
save "a kind"
git -C r config user.signingkey "$WORK/key-dalian"
mkdir r/content/endings
closing e1 bright 2026-06-01
mv r/content/closings/e1.md r/content/endings/e1.md
refused '' "content/endings/e1.md" "dalian may not change" firms/bright
git -C r config commit.gpgsign false

step "a record that is too large is told as that"
{
	sed '/^---$/q' r/content/firms/bright.md
	head -c 70000000 /dev/zero | tr '\0' '\n'
} >big
mkdir -p r/content/firms/dalian
cp big r/content/firms/dalian/big.md
by dalian 1
has err G109 "firms/dalian/big.md"
hasnt err "gongshi: error"
git -C r reset -q --hard origin/main
