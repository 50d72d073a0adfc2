#!/bin/bash
# docs.sh - headers are the manual.
#
# A header opens, after its guard, with a comment that says what it is.  Each
# prototype, or group of prototypes on consecutive lines, stands right under
# a docstring "NAME - what it does." whose slots are in, out, unit, err and
# source.  The name is the first prototype's; in a group, others may follow
# behind slashes or commas, or "prefix_*" stands for them all.
set -u
cd "$(dirname "$0")/../.." || exit 3
mapfile -t files < <(find gen tests/lib -name '*.h' 2>/dev/null | sort)
out=$(awk '
function wrong(line, why) { print file ":" line ": " why }
function finish_file() {
	if (file != "" && !opening) wrong(1, "no opening comment")
}
# s is a whole top-level statement that began at line `at`.
function statement(s, at,   name, head, glob) {
	if (s !~ /\(/ || s ~ /^(typedef|_Static_assert|static_assert)/ ||
	    s ~ /^struct [a-z0-9_]+ VEC\(/) {
		group = 0; return
	}
	if (s ~ /^extern [^(]*\[/) { group = 0; return }
	if (s ~ /^(struct|union|enum)[ a-z0-9_]*[ ]*\{/) { group = 0; return }
	# The name is the word before the first parenthesis, leaving out
	# pointers to functions, which are no prototypes.
	name = s; sub(/\(.*/, "", name)
	if (s ~ /\([ ]*\*/ && name ~ /[ *]$/) { group = 0; return }
	sub(/[ ]*$/, "", name); sub(/.*[ *]/, "", name)
	if (group && at == last + 1) { last = FNR; return }
	group = 0
	if (comment_end != at - 1) {
		wrong(at, name " has no docstring")
		return
	}
	head = comment
	sub(/^\/\*[ \n*]*/, "", head)
	if (head !~ /^[a-z0-9_]+[a-z0-9_\/, *]* - /) {
		wrong(comment_start, "docstring of " name \
			" does not open with \"" name " - \"")
	} else {
		glob = head ~ /^[a-z0-9_]+_\*/
		sub(/[^a-z0-9_].*/, "", head)
		if (head != name && !(glob && index(name, head) == 1))
			wrong(comment_start, "docstring of " name \
				" names " head)
	}
	slots()
	group = 1; last = FNR
}
function slots(   i, n, part) {
	n = split(comment, part, "\n")
	for (i = 2; i <= n; i++)
		if (part[i] ~ /^ \* [a-z]+: / &&
		    part[i] !~ /^ \* (in|out|unit|err|source): /)
			wrong(comment_start + i - 1, "unknown slot: " part[i])
}
FNR == 1 {
	finish_file(); file = FILENAME
	opening = depth = in_comment = group = 0
	comment_end = -9; text = ""; last = -9
}
in_comment {
	comment = comment "\n" $0
	if (/\*\//) { in_comment = 0; comment_end = FNR }
	next
}
/^[ \t]*\/\*/ && depth == 0 && text == "" {
	comment = $0; comment_start = FNR; comment_end = -9
	if (!opening && FNR < 12) opening = 1
	group = 0
	if (/\*\//) comment_end = FNR; else in_comment = 1
	next
}
/^[ \t]*#/ || continued {
	continued = /\\$/
	next
}
{
	line = $0
	gsub(/\/\*[^*]*\*\//, "", line)
	if (line ~ /\/\*/) {	# a comment that runs on, inside a struct
		sub(/\/\*.*/, "", line); hidden = 1
	} else if (hidden) {
		if (line ~ /\*\//) { hidden = 0; sub(/.*\*\//, "", line) }
		else line = ""
	}
	if (line ~ /^[ \t]*$/) { next }
	if (text == "") begin = FNR
	text = text (text == "" ? "" : " ") line
	opens = gsub(/\{/, "{", line); closes = gsub(/\}/, "}", line)
	depth += opens - closes
	if (depth > 0) next
	if (line ~ /;[ \t]*$/ || (closes && text ~ /\)[ \t]*\{/)) {
		statement(text, begin); text = ""
	}
}
END { finish_file() }' "${files[@]}")
[ -z "$out" ] || { echo "$out"; exit 1; }
