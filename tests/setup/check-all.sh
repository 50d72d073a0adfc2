#!/bin/bash
# check-all.sh - the long tests: everything, then the tests in C again under
# the sanitizers and with small buffers, and many more random histories.
#
# CRASH_COMPRESS      the builds of the crash tests compress
# GONGSHI_HISTORIES   random histories a law test runs, 5000 when unset
set -u
cd "$(dirname "$0")/../.." || exit 3
export GONGSHI_HISTORIES=${GONGSHI_HISTORIES:-5000}
status=0
step() {
	echo "== $*"
	env "$@" || status=1
}
# 200 MB that `make test` does without.
command -v soffice >/dev/null ||
	step apt-get install -y -qq --no-install-recommends \
		libreoffice-calc-nogui
/usr/bin/python3 -c 'import rdflib, feedparser, icalendar' 2>/dev/null ||
	step apt-get install -y -qq --no-install-recommends \
		python3-rdflib python3-feedparser python3-icalendar
step CRASH_EVERY=1 FULL=1 make test
step PUSH_ROUNDS=50 PUSH_KILLS=1000 PUSH_CUTS=200 \
	make test T=t0612-parallel
step bash tests/setup/validators.sh
if command -v firefox-esr firefox >/dev/null; then
	step BROWSER=firefox make test \
		T="story.test pages.test register.test search.test"
else
	echo "skipped: no Firefox"
fi
step CRASH_COMPRESS=1 make test T=crash
step SAN=1 make test T="unit spec crash"
step SAN=1 GONGSHI_HISTORIES=200 make test T=law
step TSAN=1 GONGSHI_HISTORIES=50 make test T=law
step TORTURE=1 make test T="unit spec"
step T=60 make fuzz
exit $status
