#!/bin/bash
# Command lines that are wrong: exit 2, one clear message, nothing done.
. "$(dirname "$0")/lib.sh"
new_repo

step "no command, an unknown command"
run 2
run 2 frobnicate
has err frobnicate

step "unknown options and missing values"
run 2 build --repo r --frobnicate
has err frobnicate
run 2 build --repo r -j many
run 2 build --repo r --as-of
run 2 build --repo r --as-of 2026-02-30
has err 2026-02-30
run 2 build --repo r --as-of tomorrow
run 2 check --format poem
gone r/public public

step "a command without what it needs says so"
for c in new import history revoke export hook; do
	run 2 $c
	has err "$c"
	[ ! -s "$WORK/said" ] || fail "$c prints to standard output"
done

step "-C goes to a folder first, and to another from there"
mkdir -p deep/er
run 3 -C nowhere check
has err nowhere
one_line err
run 3 -C deep -C er check
run 0 -C deep -C ../r check
run 2 -C

step "help goes to standard output"
run 0 --help
has said build check search stats schema due verify
run 0 help
run 0 --version
matches said '^gongshi '

step "a wrong configuration is exit 2, with its place"
sed -i 's/^theme: default/theme: nosuch/' r/content/site.yaml
save "no such theme"
build 2
has err nosuch
gone out/index.html
git -C r revert --no-edit HEAD >/dev/null
sed -i 's/type: integer/type: integre/' r/content/schema/firm.yaml
save "no such type"
build 2
has err content/schema/firm.yaml integre
matches err 'firm\.yaml:[0-9]+'
gone out/index.html
git -C r revert --no-edit HEAD >/dev/null

step "an error in a template has file, line and column"
printf '{{#list}}\n<p>\n' >>r/themes/default/templates/list.mustache
save "a section that is never closed"
build 2
matches err 'list\.mustache:[0-9]+:[0-9]+'
gone out/index.html
git -C r revert --no-edit HEAD >/dev/null
build 0
