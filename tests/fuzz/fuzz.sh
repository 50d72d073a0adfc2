#!/bin/bash
# fuzz.sh - run the decoders of the search index on bytes that libFuzzer makes.
#
#     tests/fuzz/fuzz.sh [SECONDS] [NAME ...]
#
# Each target, search-NAME.c, runs for SECONDS (60) under the address and
# undefined sanitizers, as many side by side as there are processors.  It
# starts from the pieces of real indexes (seeds.mjs) and keeps what it found
# in $B/fuzz/corpus; an input that breaks a target is left in $B/fuzz/found.
# B is the build folder, whose mkindex must be there.
set -u
cd "$(dirname "$0")/../.." || exit 3
export B=${B:-build}
seconds=${1:-60}
shift
command -v clang >/dev/null || {
	echo "clang is missing"
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
}
names=$*
[ -n "$names" ] ||
	names=$(basename -s .c tests/fuzz/search-*.c | sed 's/^search-//')
out=$B/fuzz
mkdir -p "$out/found" "$out/o"

flags="-std=c17 -O1 -g -D_GNU_SOURCE -Igen -Itests/fuzz -pthread
	-fsanitize=address,undefined,fuzzer-no-link
	-fno-sanitize-recover=undefined"
libs="libxxhash libutf8proc libcrypto"

# What the decoders need of gen/, made anew when something changed.
compile() {
	local f o
	for f in gen/base/*.c gen/search/*.c tests/fuzz/*.c; do
		o=$out/o/$(echo "$f" | tr / _).o
		[ "$o" -nt "$f" ] && [ -z "$(find gen/base gen/search \
			tests/fuzz -name '*.h' -newer "$o" -print -quit)" ] &&
			continue
		# shellcheck disable=SC2086,SC2046  # lists of options
		clang $flags $(pkg-config --cflags $libs) \
			-c -o "$o" "$f" || return
	done
}

link_one() {
	# shellcheck disable=SC2086,SC2046
	clang $flags -fsanitize=fuzzer -o "$out/search-$1" \
		"$out/o/tests_fuzz_search-$1.c.o" "$out"/o/gen_*.o \
		"$out/o/tests_fuzz_fuzz.c.o" $(pkg-config --libs $libs)
}

run_one() {
	mkdir -p "$out/corpus/$1" "$out/seeds/$1"
	"$out/search-$1" -max_total_time="$seconds" -timeout=10 \
		-rss_limit_mb=1024 -malloc_limit_mb=512 -max_len=16384 \
		-print_final_stats=1 -artifact_prefix="$out/found/$1-" \
		"$out/corpus/$1" "$out/seeds/$1" >"$out/$1.log" 2>&1
	echo $? >"$out/$1.rc"
}

compile && node tests/fuzz/seeds.mjs "$out/seeds" || exit 3
for name in $names; do
	link_one "$name" || exit 3
done
for name in $names; do
	while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do
		wait -n
	done
	run_one "$name" &
done
wait
passed=0 failed=0
for name in $names; do
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' \
		"$out/$name.log")
	cover=$(grep -o 'cov: [0-9]*' "$out/$name.log" | tail -n 1)
	if [ "$(cat "$out/$name.rc")" = 0 ]; then
		passed=$((passed + 1))
		echo "ok   $name (${runs:-0} inputs, $cover)"
	else
		failed=$((failed + 1))
		echo "FAIL $name"
		grep -aE 'ERROR|runtime error|SUMMARY|Test unit' \
			"$out/$name.log" | sed 's/^/    /'
		grep -a -A 8 'ERROR: ' "$out/$name.log" | sed 's/^/    /'
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
