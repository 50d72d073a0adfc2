#!/bin/bash
# What happens without a push: days that come, the timer that a server is told
# to run, and the form of the files, on which hook and timer agree.
. "$(dirname "$0")/lib.sh"
unset GONGSHI_USER REMOTE_USER
new_repo
git init -q --bare -b main "it's a hub.git"
git -C r remote add origin "$WORK/it's a hub.git"
push() {
	git -C r push -q origin main >said 2>err </dev/null ||
		fail "git push: $(cat err)"
}
# The command of the line for cron that `hook install` printed.
timer() {
	sed -n 's/^ *crontab: 5 \* \* \* \* //p' installed >command
	[ -s command ] || fail "no line for cron"
	(cd / && sh "$WORK/command") >said 2>err || fail "cron: $(cat err)"
}
files() { (cd out && find . -type f -exec stat -c '%n %i %Y' {} + | sort); }

step "installing says what to run every hour, and that runs"
run 0 hook install --repo "it's a hub.git" -o out
cp err installed
has installed gongshi-build.timer
# What is named is there; where the program has no samples none are named.
there "$(sed -n 's/.*gongshi-build.timer in //p' installed)/gongshi-build.timer"
mkdir -p own/bin own/share/gongshi/gen
cp "$GONGSHI" own/bin
git init -q --bare own.git
own/bin/gongshi hook install --repo own.git -o own.out >own.said 2>&1
has own.said "crontab:"
hasnt own.said systemd
cp -r "$HERE/gen/samples" own/share/gongshi/gen
own/bin/gongshi hook install --repo own.git -o own.out >own.said 2>&1
has own.said "in $WORK/own/share/gongshi/gen/samples"
GONGSHI_LANG=zh run 0 hook install --repo "it's a hub.git" -o out
has err "定日公开、到期都要定时生成" crontab:
push
files >before
timer
files | cmp -s before - || fail "the timer builds another site"
# It makes up for a build that died, from the same state.
firm missed 错过设备厂
save
mv "it's a hub.git/hooks/post-receive" kept
push
mv kept "it's a hub.git/hooks/post-receive"
gone out/firms/missed.html
timer
there out/firms/missed.html

step "a record of a day to come is told with its day, not as public"
firm later 未来设备厂 'listed: 2099-12-01'
save
push
has err "public from 2099-12-01  https://register.example/firms/later.html"
hasnt err "published"
gone out/firms/later.html
unset GONGSHI_LANG
echo "补充。" >>r/content/firms/later.md
firm soon 眼下设备厂
save
push
has err "自 2099-12-01 起公开  https://register.example/firms/later.html"
has err "已公开 https://register.example/" \
	"remote:   https://register.example/firms/soon.html"
export GONGSHI_LANG=en
there out/firms/soon.html

step "compressed files stay through pushes, and follow their files"
[ -z "$(find out -name '*.gz')" ] || fail "files that nobody asked for"
run 0 hook install --repo "it's a hub.git" -o out --compress
timer
there out/firms/bright.html.gz out/firms/bright.html.br
(cd out && stat -c '%n %i' firms/bright.html.gz firms/bright.html.br) >before
echo "改动。" >>r/content/firms/river.md
zcat out/firms/river.html.gz | cmp -s - out/firms/river.html || fail gz
was=$(sha256sum out/firms/river.html.gz)
save
push
(cd out && stat -c '%n %i' firms/bright.html.gz firms/bright.html.br) |
	cmp -s before - || fail "compressed files were made again"
[ "$(sha256sum out/firms/river.html.gz)" != "$was" ] || fail "an old .gz"
zcat out/firms/river.html.gz | cmp -s - out/firms/river.html || fail gz
files >before
timer
files | cmp -s before - || fail "the timer gives another form"
run 0 hook install --repo "it's a hub.git" -o out
firm last 最后设备厂
save
push
there out/firms/last.html.gz
git -C "it's a hub.git" config gongshi.compress false
timer
[ -z "$(find out -name '*.gz')" ] || fail "what nobody wants any more"
