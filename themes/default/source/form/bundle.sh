#!/bin/bash
# bundle.sh DIR - write form.js, made from the modules here, into a folder.
set -eu
to=$(realpath "$1")
cd "$(dirname "$0")"
. ../tools.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

bundled main.js --outfile="$work/out.js"
{
	echo '/* Made by "make theme" from themes/default/source/form/. */'
	echo '"use strict";'
	shortened "$work/out.js"
} >"$to/form.js"
