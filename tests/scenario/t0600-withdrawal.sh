#!/bin/bash
# What has been published stays: a permanent record leaves only with a
# reason, and its address keeps a tombstone.
. "$(dirname "$0")/lib.sh"
new_repo
build 0
cp -r out before

step "a permanent record cannot just go"
git -C r rm -q content/firms/bright.md
firm river 大河轴承厂
save "bright goes"
build 1
cat said err >all
has all content/firms/bright.md
same before out

step "with a withdrawal its address keeps a tombstone"
write content/withdrawals/w1.md <<'END'
---
title: 关于撤回明亮机床厂记录的说明
record: firms/bright
explanation: 重复登记，予以撤回。
published: 2026-06-10
---
END
save "withdrawal"
build 0
there out/firms/bright.html out/withdrawals/w1.html
has out/firms/bright.html 重复登记
hasnt out/firms/index.html 明亮机床厂
run 0 build --repo r -o clean --as-of "$AS_OF"
same clean out

step "a renamed file is a removed address"
git -C r mv content/firms/wind.md content/firms/gale.md
sed -i 's/firm: wind/firm: gale/' r/content/closings/c2.md
save "wind is called gale"
build 1
cat said err >all
has all content/firms/wind.md
git -C r reset -q --hard HEAD~1

step "a file may move to another folder of its kind"
mkdir -p r/content/firms/2020
git -C r mv content/firms/wind.md content/firms/2020/wind.md
save "wind moves"
build 0
there out/firms/wind.html
run 0 build --repo r -o clean2 --as-of "$AS_OF"
same clean2 out

step "a record that never was on the site may go"
git -C r rm -q content/firms/young.md
commit "young goes before its day"
build 0
gone out/firms/young.html
run 0 build --repo r -o clean3 --as-of "$AS_OF"
same clean3 out
