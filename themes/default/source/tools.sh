# tools.sh - to be sourced: scripts of the theme are bundled by esbuild and
# shortened by terser; other versions shorten in other ways, so that the
# committed files come from those of Debian 12.  Exits 4 where they are not
# there.

esbuild_version=$(esbuild --version 2>/dev/null || echo none)
terser_version=$(terser --version 2>/dev/null ||
	NODE_PATH=/usr/share/nodejs terser --version 2>/dev/null || echo none)
case "$esbuild_version $terser_version" in
"0.17."*" terser 5.16."*) ;;
*)
	echo "$0: esbuild 0.17 and terser 5.16 are wanted," \
		"here are $esbuild_version and $terser_version" >&2
	exit 4 ;;
esac

# bundled MODULE [OPTION...] - one classic script in the language of Chromium
# 86.  Modules are strict and the bundle is not a module, so that the file
# says so itself.
bundled() {
	esbuild "$@" --bundle --format=iife --target=chrome86 \
		--charset=utf8 --legal-comments=none --log-level=warning \
		--minify-syntax --minify-whitespace
}

# shortened FILE [OPTION...]
shortened() {
	NODE_PATH=/usr/share/nodejs terser "$@" --ecma 2020 \
		-c passes=3,inline=1 -m
}
