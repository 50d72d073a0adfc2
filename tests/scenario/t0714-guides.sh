#!/bin/bash
# The guides that `init` lays down, walked by somebody who has nothing: each
# command as it is written, in an empty folder, with no name known to git.
# Only addresses are changed: /srv, and ssh://... before it, is a folder here.
. "$(dirname "$0")/lib.sh"
PYTHON=/usr/bin/python3
export GONGSHI_DATA=$HERE
PATH=$(dirname "$GONGSHI"):$PATH
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
unset GIT_CONFIG_GLOBAL GONGSHI_USER REMOTE_USER

# typed COMMAND: what happens to it, with yes to every question.
typed() {
	local got
	LAST=$1
	case $1 in
	*serve) preview "$1" ;;
	"git clone"*) (cd "$WORK" && eval "$1") ;;
	*) eval "$1" ;;
	esac >"$WORK/said" 2>"$WORK/err" < <(echo y)
	got=$?
	cat "$WORK/said" "$WORK/err" >"$WORK/all"
	return $got
}

# The preview is looked at and ended by Ctrl+C.
preview() {
	local got
	eval "exec $1" &
	while ! [ -s "$WORK/said" ]; do
		kill -0 $! || return 1
		sleep 0.05
	done
	kill -INT $!
	wait $!
}

# A sheet with a mistake comes back; the mended one is what the guide tries.
hand_in() {
	local sheet=$1 empty=$2 command=$3
	rm -f examples.xlsx
	gongshi export license --format xlsx -o examples.xlsx
	"$PYTHON" "$HERE/tests/scenario/fill.py" examples.xlsx "$empty" \
		"$sheet" lost || fail "no sheet"
	typed "$command" && fail "a lost digit is not seen"
	has "$WORK/all" "D2" "I203"
	"$PYTHON" - "${sheet%.xlsx}.report.xlsx" <<-'END' || fail "no report"
	import sys, openpyxl
	head, row = openpyxl.load_workbook(sys.argv[1]).worksheets[0].values
	assert head[-2] in ("问题", "problems"), head
	assert row[-2].startswith("D2 ") and row[-1], row
	END
	"$PYTHON" "$HERE/tests/scenario/fill.py" examples.xlsx "$empty" \
		"$sheet" whole || fail "no sheet"
}

explained() {
	local code word
	code=$(head -n 1 "$1")
	gongshi explain "$code" | head -n 1 >"$WORK/line"
	tail -n +2 "$1" | while read -r word; do
		grep -qF -- "$word" "$WORK/line" || exit 1
	done || fail "the guide's words are not $(cat "$WORK/line")"
}

# A map of columns does what the guide says: all that is in it is known.
mapped() {
	sed -n '/^columns:/,/^values:/s/^  \(.*\): .*/\1/p' "$1" |
		paste -sd, >trial.csv
	printf '专利名称,专利号\n' | paste -d, trial.csv - >head.csv
	printf '甲,乙,丙,丁\n' | cat head.csv - >trial.csv
	gongshi import trial.csv --kind license --map "$1" --dry-run \
		>"$WORK/all" 2>&1
	has "$WORK/all" I111
	hasnt "$WORK/all" I109 I112 I118 C101
	rm trial.csv head.csv
}

# walk GUIDE: leaves the reader where the guide leaves him.
walk() {
	local steps=$WORK/steps.$1 s command text empty=
	"$PYTHON" "$HERE/tests/scenario/guide.py" "$HERE/gen/init/$1.md" \
		"$steps" || fail "the guide cannot be read"
	for s in "$steps"/*; do
		case $s in
		*.code) explained "$s"; continue ;;
		*.map) mapped "$s"; continue ;;
		*.file) cp "$s" "$(cat "$WORK/said")"; continue ;;
		esac
		command=$(head -n 1 "$s" |
			sed "s,ssh://[^/]*/srv,/srv,; s,/srv,$WORK/srv,g")
		case $command in
		*--template*) empty=${command##* } ;;
		*--dry-run*)
			hand_in "$(echo "$command" | cut -d' ' -f3)" \
				"$empty" "$command" ;;
		esac
		typed "$command" || fail "$command"
		tail -n +2 "$s" >"$WORK/wanted"
		while read -r text; do
			has "$WORK/all" "$text"
		done <"$WORK/wanted"
	done
}

# begin: nothing is there, and nobody is known.
begin() {
	rm -rf "$WORK"/*
	rm -f "$WORK"/.gitconfig
	mkdir "$WORK/srv" "$WORK/desk"
	cd "$WORK/desk" || exit 1
}

for guide in "zh .md" "en .en.md"; do
	read -r GONGSHI_LANG end <<<"$guide"
	export GONGSHI_LANG

	step "$GONGSHI_LANG: staff, from an empty folder to a public notice"
	begin
	walk "guide-staff${end%.md}"
	site=$(echo "$WORK"/srv/*/index.html)
	site=${site%/index.html}
	has "$site/notices/gs-2026-0001.html" 2026年度第一批典型产学研联盟
	git -C "$WORK"/srv/*.git log --format=%an -1 >"$WORK/who"
	grep -qF "$(git config user.name)" "$WORK/who" || fail "another name"
	there "$WORK"/*/content/site.yaml # the colleague's
	typed "gongshi new notic" && fail "there is no such kind"
	has "$WORK/err" notice "gongshi schema"
	[ "$(grep -oE "[（(]" "$WORK/err" | wc -l)" -le 5 ] ||
		fail "more than five"

	step "$GONGSHI_LANG: a university, from the empty sheet to the site"
	git clean -qfd content
	walk "guide-university${end%.md}"
	[ "$(find "$site/licenses" -name 'ol-*.history.html' -prune -o \
		-name 'ol-*.html' -print | wc -l)" = 2 ] ||
		fail "the site has not both"
	[ -z "$(git status --porcelain content)" ] || fail "left behind"
done
