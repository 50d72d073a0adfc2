#!/bin/bash
# One zip of the site: the same bytes from the same site, whole or not at all.
. "$(dirname "$0")/lib.sh"

step "nothing built, nothing packed"
new_repo
run 3 pack out -o x.zip
one_line err
gone x.zip

step "the same site gives the same bytes"
build 0
run 0 pack out -o one.zip
run 0 build --repo r -o other --as-of "$AS_OF" --compress
run 0 pack other -o two.zip
cmp one.zip two.zip || fail "they differ"
gone one.zip.part one.zip.dir
has said "$WORK/two.zip"

step "it is named by its date when it has no name"
IN=$WORK/r run 0 pack "$WORK/out"
there "r/gongshi-$AS_OF.zip"
cmp one.zip "r/gongshi-$AS_OF.zip" || fail "it differs"

step "a file that was altered is not packed"
cp one.zip keep.zip
printf ' ' >>out/about.html
run 3 pack out -o one.zip
has err about.html
cmp one.zip keep.zip || fail "the old file is gone"
gone one.zip.part one.zip.dir
run 3 pack out -o none/x.zip

step "usage"
run 2 pack --no
run 2 pack a b
