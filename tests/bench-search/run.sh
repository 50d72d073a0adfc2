#!/bin/bash
# run.sh - the tables of `make bench-search`; knobs are at the top of run.mjs.
#
# The other engines come from npm, as package-lock.json pins them, into
# $B/bench-search; without them only ours is measured.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
dir=$B/bench-search
lock=tests/bench-search/package-lock.json
mkdir -p "$dir"
if ! cmp -s "$lock" "$dir/.installed"; then
	cp tests/bench-search/package.json tests/bench-search/.npmrc \
		"$lock" "$dir"
	# not `npm ci`: a registry may lack the builds for other machines
	if (cd "$dir" && npm install --no-save --ignore-scripts) \
		>"$dir/npm.log" 2>&1; then
		cp "$lock" "$dir/.installed"
	else
		echo "npm could not install the other engines: left out"
		PEERS=
		export PEERS
	fi
fi
exec node tests/bench-search/run.mjs
