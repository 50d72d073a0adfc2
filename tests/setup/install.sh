#!/bin/bash
# install.sh site|test|pictures - put onto this machine what make needs for it.
#
# Debian packages through apt-get, as root or through sudo; for the tests
# also the npm packages that tests/browser/package-lock.json names.  Says
# what it installs.  When nothing is missing it uses no network.
set -eu
cd "$(dirname "$0")/../.."

SITE="gcc libc6-dev make git pkg-config libcmark-dev libgit2-dev
      libxxhash-dev libyaml-dev liblmdb-dev libutf8proc-dev libssl-dev
      libzip-dev libexpat1-dev zlib1g-dev libbrotli-dev
      libmicrohttpd-dev"
TEST="libcmocka-dev nodejs npm chromium fonts-noto-cjk binutils diffutils
      openssh-client python3-openpyxl
      esbuild terser"
PICTURES="libreoffice-calc-nogui poppler-utils pngquant"
# Tests that want these say so and are skipped without them.
GLAD="nginx-light libnginx-mod-http-brotli-static openssh-server"

die() { echo "install.sh: $*" >&2; exit 3; }

# Is the Debian package, or what it is wanted for, there already?
present() {
	case $1 in
	nodejs) command -v node ;;
	libreoffice-calc-nogui) command -v soffice ;;
	npm | chromium | git | make | gcc | pkg-config) command -v "$1" ;;
	*) [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = \
	     installed ] ;;
	esac >/dev/null 2>&1
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo -- "$@"
	fi
}

# What may be missing: one that cannot be had is named, no more.
glad() {
	for p in "$@"; do
		present "$p" && continue
		(debian "$p") || echo "without $p some tests are skipped"
	done
}

debian() {
	missing=
	for p in "$@"; do
		present "$p" || missing="$missing $p"
	done
	[ -z "$missing" ] && return
	command -v apt-get >/dev/null ||
		die "this is no Debian machine; please install:$missing"
	[ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
		die "neither root nor sudo here; please have an" \
			"administrator run: apt-get install$missing"
	echo "Installing Debian packages:$missing"
	as_root apt-get -q update >build/apt.log 2>&1 ||
		echo "apt-get update failed; trying with the old lists" >&2
	# shellcheck disable=SC2086  # a list of words
	as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get -q -y --no-install-recommends install $missing \
		>>build/apt.log 2>&1 || {
		tail -n 20 build/apt.log >&2
		die "apt-get could not install:$missing"
	}
}

npm_packages() {
	local dir=tests/browser lock stamp
	lock=$dir/package-lock.json
	stamp=$dir/node_modules/.installed
	[ -f "$lock" ] || return 0
	cmp -s "$lock" "$stamp" && return
	echo "Installing npm packages: $(node -p 'Object.entries(
		require("./tests/browser/package.json").devDependencies)
		.map((e) => e.join("@")).join(" ")')"
	(cd $dir && npm ci --no-audit --no-fund --ignore-scripts) \
		>build/npm.log 2>&1 || {
		tail -n 20 build/npm.log >&2
		die "npm could not install the packages of $lock"
	}
	cp "$lock" "$stamp"
}

mkdir -p build
case ${1-} in
site) debian $SITE ;;
test) debian $SITE $TEST && glad $GLAD && npm_packages ;;
pictures) debian $SITE $TEST $PICTURES && npm_packages ;;
*) die "usage: install.sh site|test|pictures" ;;
esac
