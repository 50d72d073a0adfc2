#!/bin/bash
# site.sh - build the site that the browser tests look at, as of a fixed day.
#
# The committed records are built; in a repository whose content has never
# been committed, the work tree.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
from=
git rev-parse -q --verify HEAD:content >/dev/null 2>&1 || from=--worktree
mkdir -p "$B/tests"
# shellcheck disable=SC2086  # an option or nothing
exec "$B/gongshi" build $from --as-of 2026-11-21 -o "$B/tests/site"
