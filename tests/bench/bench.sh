#!/bin/bash
# bench.sh - tables of time, memory and outputs; run by `make bench`.
#
# N       sizes, in records; "1000 10000 100000" when unset
# PEERS   sizes at which hugo and pagefind run beside the like ones; "1000
#         10000" when unset
# FORMS   of which sites: like (pages and feeds in Chinese, as a plain generator
#         makes them), full (every output, two languages); both when unset
# DIR     where everything happens, a memory file system; /dev/shm/...
#
# Each row is one build.  "needed" are the outputs after it that were not
# there before with these bytes; at the end the site that came about step by
# step is compared with a clean build.  "floor" is the bare replay: reading
# the same blobs and writing the same files, with nothing done to them.
# "cpu ms" counts all processors together, so it says more than "ms" on a
# machine that is busy with other things.
# Nothing here passes or fails: the table is for reading.
set -u
cd "$(dirname "$0")/../.." || exit 3
HERE=$PWD
B=${B:-build}
N=${N:-1000 10000 100000}
PEERS=${PEERS-1000 10000}
FORMS=${FORMS:-like full}
DIR=${DIR:-/dev/shm/gongshi-bench.$$}
trap 'rm -rf "$DIR"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$DIR"
# Copies, so that a compiler at work does not change what is measured.
cp "$B/gongshi" "$B/tests/bench/corpus" "$B/tests/bench/tool" "$DIR" || exit 3
cd "$DIR" || exit 3
GONGSHI=$DIR/gongshi
CORPUS=$DIR/corpus
TOOL=$DIR/tool

machine() {
	echo "machine: $(uname -n), $(nproc) cores," \
		"$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo |
			head -n 1)," \
		"$(awk '/MemTotal/ { printf "%.0f GB", $2 / 1e6 }' \
			/proc/meminfo), $(uname -sr)"
	echo "program: $("$GONGSHI" --version 2>/dev/null | head -n 1)" \
		"built with $(gcc -dumpfullversion), folder $DIR"
}

# The files beside the records; $1 is like or full.  A kind that site.yaml does
# not name has every output, in every language of the site.
stage() {
	rm -rf stage
	mkdir -p stage/content
	cp -r "$HERE/themes" stage/
	cp -r "$HERE/content/schema" "$HERE/content/tables" stage/content/
	sed '/^kinds:/,$d; /^languages:/d' "$HERE/content/site.yaml" \
		>stage/content/site.yaml
	local kind
	if [ "$1" = like ]; then
		echo "languages: [zh]"
		echo "kinds:"
		for kind in alliance notice revocation typical license; do
			echo "  $kind: {languages: [zh]," \
				"outputs: [html, feed]}"
		done
	else
		echo "languages: [zh, en]"
		cp "$HERE/content/charts.yaml" stage/content/
	fi >>stage/content/site.yaml
}

import() {
	rm -rf r
	git init -q --bare -b main r
	(cd stage && find . -type f | sed 's|^\./||' | sort |
		xargs "$CORPUS" "$1") | git -C r fast-import --quiet
}

change() { "$CORPUS" -c "$1" "$n" | git -C r fast-import --quiet; }

template_edit() {
	local path=themes/default/templates/footer.mustache
	{ cat "stage/$path"; echo '<p>一处改动</p>'; } >edited
	{
		printf 'commit refs/heads/main\n'
		printf 'committer Office <o@example.org> 1782300000 +0800\n'
		printf 'data 5\ntheme\nfrom refs/heads/main^0\n'
		printf 'M 100644 inline %s\ndata %s\n' "$path" \
			"$(stat -c %s edited)"
		cat edited
	} | git -C r fast-import --quiet
}

number() {
	grep -oE "\"$1\": *[0-9.]+" json | head -n 1 | grep -oE '[0-9.]+$'
}

# floor: milliseconds to write the files that $1 lists, out of folder out.
floor() {
	rm -rf pick copy
	mkdir pick
	(cd out && xargs -r -d '\n' cp --parents -t ../pick) <"$1" 2>/dev/null
	"$TOOL" write pick copy | cut -d' ' -f1
	rm -rf pick copy
}

mb() { awk -v k="$1" 'BEGIN { printf "%.1f", k / 1024 }'; }

head_line() {
	printf '%-14s %10s %9s %8s %9s %8s %8s %6s %9s %7s\n' \
		"$1" ms "cpu ms" "peak MB" rendered written needed r/n \
		"floor ms" "x floor"
}

# row NAME ARGUMENTS: one build, measured.
row() {
	local name=$1 ms kb cpu rendered written needed base ratio=- times
	shift
	"$TOOL" run used "$GONGSHI" build --repo r -o out --json "$@" \
		>json 2>err || {
		echo "$name: the build failed: $(head -n 3 err)"
		return 1
	}
	read -r ms kb cpu <used
	rendered=$(($(number rendered) + $(number late)))
	written=$(number written)
	"$TOOL" list out >after
	diff <(sort before) <(sort after) | sed -n 's/^> [0-9a-f]* //p' \
		>changed
	needed=$(wc -l <changed)
	mv after before
	if [ "$name" = clean ]; then
		base=$(awk '{ print $2 }' before >all; floor all)
		base=$(awk -v a="$base" -v b="$("$TOOL" read r |
			cut -d' ' -f1)" 'BEGIN { print a + b }')
	else
		base=$(floor changed)
	fi
	[ "$needed" -eq 0 ] || ratio=$(awk -v r="$rendered" -v n="$needed" \
		'BEGIN { printf "%.2f", r / n }')
	times=$(awk -v t="$ms" -v b="$base" \
		'BEGIN { if (b > 0) printf "%.1f", t / b; else print "-" }')
	printf '%-14s %10.1f %9.1f %8.1f %9s %8s %8s %6s %9.2f %7s\n' \
		"$name" "$ms" "$cpu" "$(mb "$kb")" \
		"$rendered" "$written" "$needed" "$ratio" "$base" "$times"
}

# stage_one: a work tree without files, its index with one record edited.
stage_one() {
	rm -rf w
	git clone -q -s -n r w
	git -C w read-tree HEAD
	local path blob
	path=$(git -C w ls-files content/alliances | head -n 1)
	blob=$(git -C w show "HEAD:$path" | sed '$a 一处改动。' |
		git -C w hash-object -w --stdin)
	git -C w update-index --cacheinfo "100644,$blob,$path"
	# git commit writes the trees of the index before it runs the hook.
	git -C w write-tree >/dev/null
}

# checks: of everything, and of what one commit would change; $1 is the
# clean build's ms.
checks() {
	local whole kb cpu one
	"$TOOL" run used "$GONGSHI" check --repo r --rev HEAD -o none \
		--as-of 2026-06-29 >err 2>&1 || {
		echo "check: $(head -n 3 err)"
		return
	}
	read -r whole kb cpu <used
	printf '%-14s %10.1f %9.1f %8.1f   (%s of the clean build)\n' check \
		"$whole" "$cpu" "$(mb "$kb")" \
		"$(awk -v a="$whole" -v b="$1" \
			'BEGIN { printf "%.2f", a / b }')"
	stage_one
	"$TOOL" run used "$GONGSHI" check --repo w --staged -o out \
		--as-of 2026-06-29 >err 2>&1 || echo "staged: $(head -n 3 err)"
	read -r one kb cpu <used
	printf '%-14s %10.1f %9.1f %8.1f\n' "check --staged" "$one" "$cpu" \
		"$(mb "$kb")"
	rm -rf w
}

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# push: twenty records of one commit, checked and made public by the hooks, as
# `git push` would run them.
push() {
	local old new a b c
	"$GONGSHI" hook install --repo r -o out >/dev/null || return
	stage_one
	git -C w ls-files content/alliances content/licenses |
		awk -v n="$n" 'NR % int(n / 70) == 1' | head -n 20 >paths
	while read -r path; do
		blob=$({ git -C w show "HEAD:$path"; echo "又一处改动。"; } |
			git -C w hash-object -w --stdin)
		git -C w update-index --cacheinfo "100644,$blob,$path"
	done <paths
	old=$(git -C r rev-parse main)
	new=$(git -C w -c user.name=Office -c user.email=o@example.org \
		commit-tree -p HEAD -m twenty "$(git -C w write-tree)")
	git -C w push -q "$DIR/r" "$new:refs/heads/draft" 2>/dev/null
	a=$(milliseconds)
	(cd r && echo "$old $new refs/heads/main" |
		GIT_DIR=. "$GONGSHI" hook pre-receive >../err 2>&1) ||
		echo "push: $(head -n 3 err)"
	b=$(milliseconds)
	git -C r update-ref refs/heads/main "$new"
	c=$(milliseconds)
	(cd r && echo "$old $new refs/heads/main" |
		GIT_DIR=. "$GONGSHI" hook post-receive >../err 2>&1) ||
		echo "push: $(head -n 3 err)"
	echo "  push of 20 records: checked in $((b - a)) ms, public in" \
		"$(($(milliseconds) - c)) ms"
	rm -rf w
}

# preview: an edit in the work tree until the page shows it.
preview() {
	rm -rf w address
	git clone -q r w
	"$GONGSHI" serve --repo w -p 0 --as-of 2026-06-30 >address 2>err &
	local server=$!
	while [ ! -s address ] && kill -0 $server 2>/dev/null; do
		sleep 0.1
	done
	node "$HERE/tests/bench/edit.mjs" "$(cat address)" w
	kill $server
	wait $server
	rm -rf w
}

table() {
	n=$1
	local clean
	stage "$2"
	import "$n"
	rm -rf out .out* before
	: >before
	echo
	head_line "$n, $2"
	row clean --as-of 2026-06-29 || return
	clean=$(cut -d' ' -f1 used)
	du -s --apparent-size -B1 out | awk -v n="$n" \
		'{ printf "  output: %.1f MB, ", $1 / 1e6 }'
	echo "$(find out -type f | wc -l) files; state:" \
		"$(du -cs --apparent-size -B1000000 .[!.]* 2>/dev/null |
			tail -n 1 | cut -f1) MB"
	echo "  phases: $(sed 's/.*"phases_ms":{\([^}]*\)}.*/\1/; s/"//g' \
		json)"
	checks "$clean"
	row no-op --as-of 2026-06-29
	change edit
	row "body edit" --as-of 2026-06-29
	change new
	row "new record" --as-of 2026-06-29
	change date
	row "re-dated" --as-of 2026-06-29
	change revoke
	row revocation --as-of 2026-06-29
	row "day passing" --as-of 2026-06-30
	template_edit
	row "template edit" --as-of 2026-06-30
	rm -rf clean .clean*
	"$GONGSHI" build --repo r -o clean --as-of 2026-06-30 \
		>/dev/null 2>&1
	"$TOOL" list clean >a
	"$TOOL" list out >b
	cmp -s a b && echo "  step by step equals clean: yes" ||
		echo "  step by step equals clean: NO ($(diff a b | wc -l))"
	rm -rf clean .clean*
	# A day's first push moves the date as well; this one does not.
	"$GONGSHI" build --repo r -o out >/dev/null 2>&1
	push
	[ "$n" -gt 10000 ] || ! command -v node >/dev/null || preview
	rm -rf out .out* r
}

peer() {
	n=$1
	command -v hugo >/dev/null || { echo "no hugo here: left out"; return; }
	local pagefind
	pagefind=$(command -v pagefind ||
		echo "$HERE/build/bench/node_modules/.bin/pagefind")
	rm -rf h r
	mkdir h
	git init -q --bare -b main r
	"$CORPUS" -h "$n" | git -C r fast-import --quiet
	git -C r archive main | tar -x -C h
	cp -r "$HERE"/tests/bench/hugo/* h/
	for s in alliances licenses notices typicals revocations; do
		printf -- '---\ntitle: %s\n---\n' $s >"h/content/$s/_index.md"
	done
	local ms kb cpu total=0 total_cpu=0
	"$TOOL" run used hugo --quiet -s h -d public >err 2>&1 || {
		echo "hugo: $(head -n 3 err)"
		return
	}
	read -r ms kb cpu <used
	printf '%-14s %10.1f %9.1f %8.1f   (%s files)\n' hugo "$ms" "$cpu" \
		"$(mb "$kb")" \
		"$(find h/public -type f | wc -l)"
	total=$ms total_cpu=$cpu
	[ -x "$pagefind" ] || { echo "no pagefind here: left out"; return; }
	"$TOOL" run used "$pagefind" --site h/public --quiet >err 2>&1 || {
		echo "pagefind: $(head -n 3 err)"
		return
	}
	read -r ms kb cpu <used
	printf '%-14s %10.1f %9.1f %8.1f   (%s files)\n' pagefind "$ms" "$cpu" \
		"$(mb "$kb")" \
		"$(find h/public/pagefind -type f | wc -l)"
	awk -v a="$total" -v b="$ms" -v c="$total_cpu" -v d="$cpu" 'BEGIN {
		printf "%-14s %10.1f %9.1f\n", "together", a + b, c + d }'
	rm -rf h r
}

machine
for form in $FORMS; do
	for size in $N; do
		table "$size" "$form"
		[ "$form" = like ] || continue
		case " $PEERS " in
		*" $size "*) peer "$size" ;;
		esac
	done
done
