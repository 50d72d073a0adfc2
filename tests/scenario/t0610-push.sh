#!/bin/bash
# Publishing by git push: checked before anything is accepted, public after.
. "$(dirname "$0")/lib.sh"
unset GONGSHI_USER REMOTE_USER
new_repo
git init -q --bare -b main hub.git
git -C r remote add origin ../hub.git

tip() { git -C hub.git rev-parse main 2>/dev/null; }
# All that the repository and the site hold, in one number.
all_of() {
	(git -C hub.git show-ref; cd hub.git && find objects -type f | sort
	 cd "$WORK" && find out -type f -exec sha256sum {} + | sort) \
		2>/dev/null |
		sha256sum
}
# refused TEXT...: nothing was accepted, nothing public has changed.
refused() {
	local before
	before=$(all_of)
	push 1 origin HEAD:main
	has err "$@"
	[ "$(all_of)" = "$before" ] || fail "a refused push left something"
}
undo() { git -C r reset -q --hard origin/main; }

step "hooks and settings are installed, and a foreign hook stays"
run 2 hook install --repo hub.git
run 0 hook install --repo hub.git -o out
[ -x hub.git/hooks/pre-receive ] || fail "no hook"
[ "$(git -C hub.git config core.fsync)" = all ] || fail "core.fsync"
[ "$(git -C hub.git config receive.unpackLimit)" = 1 ] || fail unpackLimit
[ "$(git -C hub.git config receive.shallowUpdate)" = false ] || fail shallow
for name in fsckObjects denyNonFastForwards denyDeletes; do
	[ "$(git -C hub.git config receive.$name)" = true ] || fail $name
done
run 0 hook install --repo hub.git -o out
echo "#!/bin/sh" >hub.git/hooks/pre-receive
run 2 hook install --repo hub.git -o out
has err "is not ours"
run 0 hook install --repo hub.git -o out --force
has err before-gongshi
there hub.git/hooks/pre-receive.before-gongshi
run 0 hook install --repo r
has said pre-commit
rm r/.git/hooks/pre-commit
git -C hub.git config core.hooksPath elsewhere
run 2 hook install --repo hub.git -o out
git -C hub.git config --unset core.hooksPath

step "the first push into an empty repository is public"
# As a server that has chosen the name of its first branch for all.
git -C hub.git config init.defaultBranch main
push 0 -u origin main
has err "https://register.example/" firms/bright.html
there out/firms/bright.html out/build.json
[ "$(tip)" = "$(git -C r rev-parse HEAD)" ] || fail "not accepted"

step "a mistake refuses its push and only its push"
firm bad x
firm good 向阳机械厂
save
refused "content/firms/bad.md:2:7" F1 "not accepted" "push again"
GONGSHI_LANG=zh push 1 origin HEAD:main
has err "没有接收" 错误 "改好"
undo
firm good 向阳机械厂
save
push 0
has err firms/good.html
there out/firms/good.html

step "who gives a published record a day to come is told that it leaves"
firm good 向阳机械厂 "listed: 2098-01-01"
save
push 0
has err "taken down, public again from 2098-01-01" firms/good.html D108
hasnt err "published https"
[ "$(grep -c D108 err)" = 2 ] || fail "told before and after"
firm good 向阳机械厂
save
push 0
there out/firms/good.html

step "without a language of the environment, the site's"
firm bad x
save
unset GONGSHI_LANG
push 1
has err "没有接收"
export GONGSHI_LANG=en
undo

step "other branches and tags pass and publish nothing"
firm bad x
save
before=$(all_of)
push 0 origin HEAD:refs/heads/draft
git -C r tag v1
push 0 origin v1
gone out/firms/bad.html
undo

step "published history is neither rewritten nor deleted nor turned around"
git -C r commit -q --amend -m other
before=$(all_of)
push 1 --force origin HEAD:main
has err "rewrite published history"
# Also where the settings of git would let it.
git -C hub.git config receive.denyNonFastForwards false
git -C hub.git config receive.denyDeletes false
push 1 --force origin HEAD:main
has err G202
push 1 origin :main
has err G201
[ "$(all_of)" = "$before" ] || fail "something was accepted"
undo
git -C hub.git config receive.denyNonFastForwards true
git -C hub.git config receive.denyDeletes true
git -C r checkout -q -b side HEAD~1
firm side 支线仪表厂
save
git -C r merge -q -m turned main
refused G203
git -C r checkout -q main
git -C r merge -q --no-ff -m straight side
push 0
there out/firms/side.html
build 0 -o clean --as-of "$(sed -n 's/.*"as_of": *"\([0-9-]*\)".*/\1/p' \
	out/build.json)"
same out clean

step "a push that dies half-way leaves nothing"
firm late 晚来电器厂
save
before=$(tip)
cp hub.git/hooks/pre-receive kept
printf '#!/bin/sh\nkill -9 $PPID\nsleep 1\n' >hub.git/hooks/pre-receive
git -C r push -q >/dev/null 2>&1 && fail "it was accepted"
cp kept hub.git/hooks/pre-receive
[ "$(tip)" = "$before" ] || fail "the tip moved"
git -C hub.git fsck --strict >fsck 2>&1 || fail "$(head -n 3 fsck)"
gone out/firms/late.html

step "a build that dies never takes back what was accepted"
cp hub.git/hooks/post-receive kept
printf '#!/bin/sh\nkill -9 $$\n' >hub.git/hooks/post-receive
push 0
[ "$(tip)" = "$(git -C r rev-parse HEAD)" ] || fail "not accepted"
gone out/firms/late.html
cp kept hub.git/hooks/post-receive
firm later 后到电器厂
save
push 0
there out/firms/late.html out/firms/later.html

step "the settings of a repository run nothing"
canary=$WORK/canary
for name in core.fsmonitor core.sshCommand filter.x.clean filter.x.smudge \
	filter.x.process diff.external diff.x.command core.pager core.editor \
	gpg.program gpg.ssh.program credential.helper; do
	git -C hub.git config "$name" "touch $canary"
done
echo '* filter=x diff=x' >hub.git/info/attributes
write .gitattributes <<<'* filter=x diff=x'
write .gitmodules <<-'END'
[submodule "x"]
	path = x
	url = ../x
	update = !touch canary
END
write .lfsconfig <<<'[core]'
firm quiet 安静仪器厂
save
push 1
has err gitmodulesUpdate
rm r/.gitmodules
git -C r add -A
git -C r commit -q --amend -m "without a submodule"
push 0
there out/firms/quiet.html
gone canary
