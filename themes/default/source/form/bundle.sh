#!/bin/bash
# bundle.sh DIR - write form.js and form-check.js, made from the modules
# here, into a folder.
set -eu
to=$(realpath "$1")
cd "$(dirname "$0")"
. ../tools.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# make MODULE NAME [OPTION...]
make() {
	local module=$1 name=$2
	shift 2
	bundled "$module" "$@" --outfile="$work/out.js"
	{
		echo '/* Made by "make theme" from' \
			'themes/default/source/form/. */'
		echo '"use strict";'
		shortened "$work/out.js"
	} >"$to/$name"
}
make judging.js form-check.js --global-name=formCheck
make main.js form.js
