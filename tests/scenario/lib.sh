# lib.sh - what the shell scenarios share; sourced, never run.
#
#     . tests/scenario/lib.sh
#     step "an empty register builds"
#     new_repo r
#     run 0 build --repo r -o out
#     there out/index.html
#
# Everything happens in a folder of its own that is removed at the end; the
# clock of git stands still; no configuration of the user is read.
# shellcheck shell=bash
set -u

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
B=${B:-build}
case $B in /*) ;; *) B=$HERE/$B ;; esac
GONGSHI=$B/gongshi
WORK=$(mktemp -d "${TMPDIR:-/tmp}/gongshi-test.XXXXXX")
export HOME=$WORK GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=Office GIT_AUTHOR_EMAIL=office@example.org
export GIT_COMMITTER_NAME=Office GIT_COMMITTER_EMAIL=office@example.org
export LC_ALL=C.UTF-8 TZ=UTC GONGSHI_LANG=en
AS_OF=2026-06-15
CLOCK=1700000000
STEP=
PASSED=0

finish() {
	local status=$?
	local failed=0
	if [ $status -ne 0 ]; then
		failed=1
		echo "FAILED: ${STEP:-before the first step}"
		for f in said err; do
			[ -s "$WORK/$f" ] || continue
			echo "--- standard $f of: gongshi ${LAST-}"
			head -n 40 "$WORK/$f"
		done
	elif [ -n "$STEP" ]; then
		PASSED=$((PASSED + 1))
	fi
	cleanup
	cd /
	rm -rf "$WORK"
	echo "$PASSED passed, $failed failed"
	exit $status
}
# A scenario that mounts or locks something says here how to undo it.
cleanup() { :; }
trap finish EXIT
trap 'exit 1' INT TERM
cd "$WORK" || exit 1

step() {
	[ -n "$STEP" ] && PASSED=$((PASSED + 1))
	STEP=$1
	echo "== $1"
}

fail() {
	echo "line ${BASH_LINENO[1]}: $*"
	exit 1
}

# run STATUS ARGUMENTS: the program must exit so; its output is in the files
# said and err.
run() {
	local want=$1 got
	shift
	LAST=$*
	(cd "${IN:-$WORK}" && exec "$GONGSHI" "$@") >"$WORK/said" \
		2>"$WORK/err" </dev/null
	got=$?
	[ $got -eq "$want" ] || fail "gongshi $* exits $got, not $want"
}

# push STATUS ARGUMENTS: git push, from r, must end so; what it printed is in
# the files said and err.
push() {
	local want=$1 got
	shift
	LAST="(git push $*)"
	git -C r push -q "$@" >"$WORK/said" 2>"$WORK/err" </dev/null
	got=$?
	[ $got -eq "$want" ] || fail "git push $* exits $got, not $want"
}

# build STATUS ARGUMENTS: build repository r into out, as of a fixed day.
build() {
	local want=$1
	shift
	run "$want" build --repo r -o out --as-of "$AS_OF" "$@"
}

there() {
	local f
	for f in "$@"; do
		[ -f "$f" ] || fail "no file $f"
	done
}

gone() {
	local f
	for f in "$@"; do
		[ ! -e "$f" ] || fail "$f is there"
	done
}

# has FILE TEXT...: each text stands in the file, byte for byte.
has() {
	local f=$1 t
	shift
	for t in "$@"; do
		grep -qF -- "$t" "$f" || fail "no \"$t\" in $f"
	done
}

hasnt() {
	local f=$1 t
	shift
	for t in "$@"; do
		! grep -qF -- "$t" "$f" || fail "\"$t\" stands in $f"
	done
}

matches() {
	grep -qE -- "$2" "$1" || fail "nothing like \"$2\" in $1"
}

# One line, and not a long one: what errors of the environment look like.
one_line() {
	[ "$(wc -l <"$1")" -eq 1 ] || fail "$1 has $(wc -l <"$1") lines, not 1"
}

# Two outputs have the same files with the same bytes.
same() {
	diff -r --exclude='.*' "$1" "$2" >"$WORK/diff" && return
	diff -rq --exclude='.*' "$1" "$2" | head -n 8
	fail "$1 and $2 differ: $(grep -v '^diff' "$WORK/diff" | cut -c1-300 |
		head -n 12)"
}

# value KEY: the number that the last `--json` run printed for a key.
value() {
	grep -oE "\"$1\": *-?[0-9.]+" "$WORK/said" | head -n 1 |
		sed 's/.*: *//'
}

counts() {
	local pair
	for pair in "$@"; do
		[ "$(value "${pair%=*}")" = "${pair#*=}" ] ||
			fail "${pair%=*} is $(value "${pair%=*}")," \
				"not ${pair#*=}"
	done
}

# write PATH: a file of repository r from standard input.
write() {
	mkdir -p "$(dirname "r/$1")"
	cat >"r/$1"
}

commit() {
	CLOCK=$((CLOCK + 86400))
	GIT_AUTHOR_DATE="$CLOCK +0800" GIT_COMMITTER_DATE="$CLOCK +0800" \
		git -C r commit -q --allow-empty -m "${1:-change}"
}

save() {
	git -C r add -A
	commit "$@"
}

# A firm; more lines of front matter may follow the name.
firm() {
	local id=$1 name=$2
	shift 2
	{
		printf -- '---\nname: %s\ncity: shenyang\n' "$name"
		printf 'founded: 2020-03-04\n'
		[ $# -eq 0 ] || printf '%s\n' "$@"
		printf -- '---\n\n%s的介绍。\n' "$name"
	} | write "content/firms/$id.md"
}

closing() {
	printf -- '---\ntitle: %s\nfirm: %s\non: %s\n---\n' "关于$2的停业公告" \
		"$2" "$3" | write "content/closings/$1.md"
}

# A register of two kinds, firms and closings, where a closing sets the
# status of a firm; with the theme of this project.
new_repo() {
	git init -q -b main r
	mkdir -p r/themes
	cp -r "$HERE/themes/default" r/themes/
	write content/site.yaml <<-'END'
	title: {zh: 测试名录, en: Test register}
	subtitle: {zh: 测试, en: Test}
	base_url: https://register.example/
	language: zh
	languages: [zh, en]
	timezone: Asia/Shanghai
	publisher: {zh: 测试局, en: Test office}
	contact: {zh: 电话, en: Telephone}
	notice: {zh: 示例, en: Example}
	theme: default
	page_size: 3
	feed_size: 5
	latest: 2
	END
	write content/schema/firm.yaml <<-'END'
	kind: firm
	folder: firms
	label: {zh: 企业, en: Firms}
	permanent: true
	nav: 10
	title: name
	summary: about
	date: founded
	scheduled: listed
	facets: [status, city, year]
	fields:
	  name:
	    type: text
	    label: {zh: 名称, en: Name}
	    required: true
	    min: 4
	    max: 20
	    unique: true
	    weight: 6
	  city:
	    type: enum
	    label: {zh: 城市, en: City}
	    required: true
	    values:
	      shenyang: {zh: 沈阳市, en: Shenyang}
	      dalian: {zh: 大连市, en: Dalian}
	  founded:
	    type: date
	    label: {zh: 成立日期, en: Founded}
	    required: true
	  listed:
	    type: date
	    label: {zh: 列入日期, en: Listed}
	  code:
	    type: uscc
	    label: {zh: 信用代码, en: Credit code}
	    weight: 8
	  staff:
	    type: integer
	    label: {zh: 人数, en: Staff}
	    min: 1
	  partner:
	    type: ref
	    kind: firm
	    label: {zh: 伙伴, en: Partner}
	  about:
	    type: text
	    label: {zh: 简介, en: About}
	    max: 40
	    weight: 2
	life:
	  states:
	    open: {rank: 10, tone: ok, label: {zh: 营业, en: Open}}
	    closed:
	      rank: 90
	      tone: end
	      banner: true
	      label: {zh: 已停业, en: Closed}
	  own:
	    - {set: open, from: founded}
	END
	write content/schema/closing.yaml <<-'END'
	kind: closing
	folder: closings
	label: {zh: 停业公告, en: Closings}
	permanent: true
	nav: 20
	title: title
	date: on
	facets: [year]
	fields:
	  title:
	    type: text
	    label: {zh: 标题, en: Title}
	    required: true
	    max: 60
	    weight: 6
	  firm:
	    type: ref
	    kind: firm
	    label: {zh: 企业, en: Firm}
	    required: true
	  on:
	    type: date
	    label: {zh: 停业日期, en: Closed on}
	    required: true
	about:
	  - {kind: firm, ref: firm, set: closed, from: on}
	END
	write content/schema/withdrawal.yaml <<-'END'
	kind: withdrawal
	folder: withdrawals
	label: {zh: 撤回说明, en: Withdrawals}
	permanent: true
	title: title
	summary: explanation
	date: published
	withdraws: record
	facets: [year]
	fields:
	  title:
	    type: text
	    label: {zh: 标题, en: Title}
	    required: true
	  record:
	    type: text
	    label: {zh: 撤回的记录, en: Record}
	    required: true
	    unique: true
	  explanation:
	    type: text
	    label: {zh: 说明, en: Explanation}
	    required: true
	  published:
	    type: date
	    label: {zh: 撤回日期, en: Withdrawn on}
	    required: true
	END
	firm bright 明亮机床厂
	firm river 大河轴承厂 'partner: bright'
	firm stone 磐石铸造厂 'about: 生产耐磨铸件和齿轮箱体'
	firm wind 长风泵阀厂
	firm young 新芽软件厂 'listed: 2026-07-01'
	closing c1 stone 2026-06-01
	closing c2 wind 2026-06-20
	save "first records"
}

# The same, with a bare repository beside it that checks what is pushed and
# publishes it to out; nobody has an account yet.
new_hub() {
	unset GONGSHI_USER REMOTE_USER
	new_repo
	git init -q --bare -b main hub.git
	git -C r remote add origin "$WORK/hub.git"
	run 0 hook install --repo hub.git -o out
}
