#!/bin/bash
# bundle.sh - print assets/search.js, made from the modules here.
#
# Other versions of esbuild shorten names in other ways; the committed file
# comes from that of Debian 12.  Exits 4 where it is not there.
set -eu
cd "$(dirname "$0")"

version=$(esbuild --version 2>/dev/null || echo none)
case $version in
0.17.*) ;;
*)
	echo "bundle.sh: esbuild 0.17 is wanted, here is $version" >&2
	exit 4 ;;
esac

# Modules are strict and the bundle is a classic script, so it says so.
made='/* search.js - search in the page, without a server.
 * Made by "make theme" from themes/default/source/search/: change it there. */
"use strict";'
exec esbuild main.js --bundle --minify --format=iife --target=chrome86 \
	--charset=utf8 --legal-comments=none --log-level=warning \
	--banner:js="$made"
