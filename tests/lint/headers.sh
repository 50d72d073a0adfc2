#!/bin/bash
# headers.sh - each header has a guard, compiles alone, and may be included
# twice.
set -u
cd "$(dirname "$0")/../.." || exit 3
CC=${CC:-gcc}
flags=$(pkg-config --cflags libcmark libgit2 libxxhash yaml-0.1 lmdb \
	libutf8proc libcrypto 2>/dev/null)
alone() {
	local text
	# shellcheck disable=SC2086  # flags are words
	text=$(printf '#include "%s"\n#include "%s"\ntypedef int unit;\n' \
		"${1#gen/}" "${1#gen/}" |
		$CC -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror \
			-Wstrict-prototypes -Igen $2 -fsyntax-only -x c - 2>&1)
	[ -z "$text" ] || printf '%s:1: does not compile alone\n%s\n' \
		"$1" "$text"
	grep -q '^#ifndef [A-Z0-9_]*_H$' "$1" ||
		echo "$1:1: no guard of the form FOLDER_NAME_H"
}
export -f alone
export CC
out=$(find gen -name '*.h' | sort |
	xargs -P "$(nproc)" -I{} bash -c 'alone "$1" "$2"' _ {} "$flags")
[ -z "$out" ] || { echo "$out"; exit 1; }
