#!/bin/bash
# run.sh - run the tests and close with one line, "N passed, N failed".
#
# B   build folder; its programs are there already
# T   names of tests or of folders of tests; empty means all
# J   tests at a time; the number of processors when unset
#
# A test is a program that exits 0 when all is well.  How much it tested is
# read from what it prints: cmocka's own lines, or a last line of the form
# "N passed, N failed"; a shell scenario or a lint counts as one.  A program
# that ran no test has failed.
set -u
cd "$(dirname "$0")/../.." || exit 3
export B=${B:-build} LC_ALL=C.UTF-8 TZ=UTC
export GONGSHI_SHARED=${GONGSHI_SHARED:-../shared}
# Two runs at a time do not share their logs; the last to end leaves them.
log=$B/tests/log.$$
mkdir -p "$log"
# Tests make and remove files by the thousand: in memory where there is room.
free=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
if [ -z "${TMPDIR-}" ] && [ -w /dev/shm ] && [ "${free:-0}" -gt 2000000 ]
then
	TMPDIR=$(mktemp -d /dev/shm/gongshi.XXXXXX) && chmod 755 "$TMPDIR"
	export TMPDIR
	scratch=$TMPDIR
fi
finish() {
	rm -rf "$B/tests/log"
	mv "$log" "$B/tests/log"
	# What a test that failed left may tell why.
	[ -z "${scratch-}" ] || rmdir "$scratch" 2>/dev/null ||
		[ -n "${failed-}" ] || rm -rf "$scratch"
}
trap finish EXIT

# All tests, in the order in which they are reported.
list() {
	local f
	for f in tests/lint/*.sh tests/unit/*.c tests/spec/*.c \
		 tests/search/*.c tests/search/*.mjs tests/law/*.c \
		 tests/crash/*.c tests/scenario/t*.sh \
		 tests/browser/*.test.mjs; do
		[ -f "$f" ] || continue
		case $f in
		tests/search/u-*.c | tests/search/t-*.c) ;;
		tests/search/*.c) continue ;; # tools of the scripts there
		*.c) grep -qE '(^|[^a-z_])main.(void|int )' "$f" || continue ;;
		*.mjs) [ -z "${f##*lib*}" ] && continue ;;
		esac
		wanted "$f" && echo "$f"
	done
}

wanted() {
	local name=${1##*/} folder=${1%/*} t
	[ -z "${T-}" ] && return 0
	for t in $T; do
		case $t in
		"${name%.*}" | "$name" | "$1" | "${folder##*/}") return 0 ;;
		esac
	done
	return 1
}

command_of() {
	case $1 in
	*.c) echo "$B/${1%.c}" ;;
	*.sh) echo "bash $1" ;;
	*.mjs) echo "node $1" ;;
	esac
}

log_of() { local name=${1#tests/}; echo "$log/${name//\//.}"; }

# Beside a test's log: seconds by the clock, of its own and of the system.
run_one() {
	local out TIMEFORMAT='%R %U %S'
	out=$(log_of "$1")
	# The limit ends a test that hangs; nothing is ever judged by time.
	# shellcheck disable=SC2046  # command and argument
	{
		time timeout 1500 $(command_of "$1") >"$out.out" 2>&1 \
			</dev/null
		echo $? >"$out.rc"
	} 2>"$out.time"
}

# Prints "passed failed skipped" for one log.
count() {
	local file=$1 rc
	[ -f "$2.out" ] || { echo 0 1 0; return; }
	rc=$(cat "$2.rc")
	awk -v rc="$rc" -v script="${file##*.}" '
	/^\[ +OK \]/ { ok++ }
	/^\[ +FAILED +\] [0-9]+ test/ { bad += $4; next }
	/^\[ +SKIPPED +\] [0-9]+ test/ { skip += $4 }
	/^([a-z-]+: )?[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$/ {
		line = $0; sub(/^[a-z-]+: /, "", line); split(line, n, /[ ,]+/)
		ok = n[1]; bad = n[3]; skip = n[5]
	}
	END {
		if (rc != 0 && !bad) bad = 1
		if (rc == 0 && !ok && !bad && !skip) {
			if (script == "sh") ok = 1; else bad = 1
		}
		print ok + 0, bad + 0, skip + 0
	}' "$2.out"
}

mapfile -t tests < <(list)
# The browser tests look at one site, made before any of them runs.
case "${tests[*]}" in
*tests/browser/*)
	tests/setup/site.sh >"$log/site.out" 2>&1 || {
		echo "the site for the browser tests could not be built:"
		tail -n 20 "$log/site.out" | sed 's/^/    /'
	} ;;
esac
jobs=${J:-$(nproc)}
[ "${#tests[@]}" -eq 1 ] && jobs=1
pass=0 fail=0 skip=0 next=0 shown=0 failed=
while [ "$shown" -lt "${#tests[@]}" ]; do
	while [ "$next" -lt "${#tests[@]}" ] &&
	      [ "$(jobs -rp | wc -l)" -lt "$jobs" ]; do
		run_one "${tests[next]}" &
		next=$((next + 1))
	done
	wait -n 2>/dev/null
	# Report in the order of the list, as far as it is finished.
	while [ "$shown" -lt "$next" ]; do
		file=${tests[shown]} out=$(log_of "${tests[shown]}")
		[ -f "$out.rc" ] || break
		read -r p f s < <(count "$file" "$out") || p=0 f=1 s=0
		pass=$((pass + p)) fail=$((fail + f)) skip=$((skip + s))
		shown=$((shown + 1))
		if [ "$f" -gt 0 ]; then
			failed="$failed $file"
			echo "FAIL $file ($f of $((p + f)))"
			grep -vaE '^ok |^\[ (RUN     |      OK) \]' "$out.out" |
				tail -n 60 | sed 's/^/    /'
		else
			note=$p
			[ "$s" -eq 0 ] || note="$p, $s skipped"
			echo "ok   $file ($note)"
			[ "${#tests[@]}" -gt 1 ] || sed 's/^/    /' "$out.out"
		fi
	done
done
if [ "${#tests[@]}" -eq 0 ]; then
	echo "no test is called: ${T-}" >&2
	fail=1
fi
[ -z "$failed" ] || echo "failed:$failed"
# What took long, for who wants to know; the log keeps it.
(cd "$log" && grep -H . ./*.time | sed 's|^\./||; s|\.time:| |' |
	sort -k2 -rn >seconds)
if [ "$skip" -gt 0 ]; then
	echo "$pass passed, $fail failed, $skip skipped"
else
	echo "$pass passed, $fail failed"
fi
[ "$fail" -eq 0 ]
