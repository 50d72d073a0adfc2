#!/bin/bash
# Every command and every option is explained in the help of both languages
# and in the manual page, and is in the completions; nothing there is not an
# option.
. "$(dirname "$0")/lib.sh"

run 0 help
sed -n 's/^  \([a-z]*\)  *.*/\1/p' said >commands
[ "$(wc -l <commands)" -ge 18 ] || fail "too few commands"
for form in bash zsh man; do
	GONGSHI_LANG=en run 0 completion $form
	tr -d '\\' <said >$form
done
run 0 --lang zh completion man
has said ".SH 退出码"
run 0 --lang en help
has said "usage: gongshi"
run 0 --lang zh help exit-codes
has said "退出码: 0 成功，1 记录有问题"

# sources NAME: the files that take the options of a command.
sources() {
	ls "$HERE/gen/cmd/$1.c" "$HERE/gen/cmd/$1"_*.c 2>/dev/null
}
# taken NAME: its options as --long, or as -x where that is the usual form.
taken() {
	sources "$1" | xargs grep -hoE \
		'\{"[a-z-]+", (no|required)_argument, NULL, [^}]+\}' |
		sed -E "s/.*\"([a-z-]+)\".*'([a-z])'\}/--\1 -\2/
			s/.*\"([a-z-]+)\".*/--\1 --\1/"
}

for name in $(cat commands); do
	step "$name"
	for lang in zh en; do
		GONGSHI_LANG=$lang run 0 help "$name"
		has said "gongshi $name: "
		sed -n 2p said >usage.$lang
		cp said help.$lang
		GONGSHI_LANG=$lang run 0 "$name" --help
		cmp -s said help.$lang || fail "$lang: --help differs"
	done
	LC_ALL=C grep -q '[^ -~]' help.zh || fail "no Chinese"
	# What is typed may be Chinese in both.
	grep -v '^  gongshi ' help.en | LC_ALL=C grep -q '[^ -~]' &&
		fail "no English"
	grep -oE -- '[[ |(]--?[a-z][a-z-]*' usage.en | tr -d '[ |(' |
		sort -u >told
	taken "$name" >taken
	while read -r option; do
		for lang in zh en; do
			grep -qE -- "^  $option .*  +[^ ]" help.$lang ||
				fail "$option is not explained in $lang"
		done
	done <told
	while read -r long usual; do
		grep -qxF -e "$long" -e "$usual" told ||
			fail "$long is not in the help"
	done <taken
	while read -r option; do
		tr ' ' '\n' <taken | grep -qxF -e "$option" ||
			fail "$option is in the help and not taken"
		for form in bash zsh; do
			grep "$name) words=" $form |
				grep -qE -- "[' ]$option[' ]" ||
				fail "$option is not in the $form completion"
		done
		grep "gongshi $name\"" man | grep -qF -e "$option" ||
			fail "$option is not in the manual page"
	done <told
	grep -q "^\.BR \"gongshi $name\"" man || fail "not in the manual page"
done
