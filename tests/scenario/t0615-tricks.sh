#!/bin/bash
# What somebody could try by a push, or leave on the server for a push to run
# into: refused, or harmless.  Which test shows what:
#
#   another's folder, by each kind of change      t0611, steps 1, 6 to 12
#   the same by octopus, replaced folder, .git    here, "another's folder"
#   the rules changed by the push they judge      t0611 "the rules are those"
#   keys: none, foreign, expired, for other use   t0611, t0614
#   certificates: replayed, of another branch     t0614
#   settings that run programs                    t0610 "settings", here
#   hooks looked for elsewhere                    here, "hooks"
#   the environment                               here, "environment"
#   a repository of somebody else                 here, "somebody else's"
#   links, submodules, filters, odd modes         here, "what is not a file"
#   the same, taken back by the same push         here, "what a commit"
#   names: case, newlines, bidi, terminal codes   here, "names"
#   bombs: folders, sizes, long names             here, "bombs"
#   other refs that a build could take for main   here, "other refs"
#   other refs: which never, which from whom      t0616
#   a flood of commits, a disk that is filled     t0616
#   the status of another's record                t0618
#   owners that lock everybody out                t0611 "owners that", "under"
. "$(dirname "$0")/lib.sh"
new_hub
cat >owners.yaml <<'END'
people:
  office: {accounts: [office]}
  jilin: {accounts: [jilin]}
  dalian: {accounts: [dalian]}
folders:
  "*": [office]
  firms: [jilin]
  closings: [dalian]
END
write content/owners.yaml <owners.yaml
save owners
export GONGSHI_USER=office
git -C r push -q -u origin main 2>err || fail "the first push"
canary=$WORK/canary

tip() { git -C hub.git rev-parse main; }
undo() { git -C r reset -q --hard "$(tip)" && git -C r clean -q -fdx; }
public() {
	(git -C hub.git show-ref --heads
	 find out -type f -exec sha256sum {} + | sort) | sha256sum
}
# bring STATUS COMMIT: to the published branch.
bring() { push "$1" origin "$2:refs/heads/main"; }
# refused COMMIT TEXT...: nothing public has changed.
refused() {
	local before commit=$1
	shift
	before=$(public)
	bring 1 "$commit"
	has err "$@"
	[ "$(wc -l <err)" -le 40 ] || fail "more than a screen"
	[ "$(public)" = "$before" ] || fail "something public has changed"
	gone "$canary"
}
# entry MODE OBJECT PATH...: a commit that has these entries, too.
entry() {
	local index=$WORK/r/.git/entries
	rm -f "$index"
	export GIT_INDEX_FILE=$index
	git -C r read-tree HEAD
	while [ $# -ge 3 ]; do
		printf '%s %s\t%s\0' "$1" "$2" "$3" |
			git -C r update-index -z --add --replace --index-info
		shift 3
	done
	git -C r commit-tree -p HEAD -m entry "$(git -C r write-tree)"
	unset GIT_INDEX_FILE
}
blob() { git -C r hash-object -w --stdin; }
tree() { git -C r mktree -z; }
wrap() { git -C r commit-tree -p HEAD -m wrap "$1"; }

H=$(git -C r rev-parse HEAD)
FIRM=$(git -C r rev-parse HEAD:content/firms/bright.md)
LINK=$(printf /etc/passwd | blob)

step "another's folder: by octopus, replaced, swallowed, under another name"
GONGSHI_USER=jilin
git -C r checkout -q -b one
firm octopus 章鱼农机厂
save
git -C r checkout -q -b two main
firm squid 鱿鱼农机厂
save
git -C r checkout -q main
git -C r merge -q --no-ff --no-commit one two >/dev/null 2>&1
echo "第九次" >>r/content/closings/c1.md
git -C r add -A
git -C r commit -q -m octopus
[ "$(git -C r rev-list --parents -n1 HEAD | wc -w)" = 4 ] || fail "no octopus"
refused HEAD closings/c1.md G204 "jilin may not change"
undo
# The folder becomes a file, a link, a submodule; it or all of it goes.
for mode in "100644 $FIRM" "120000 $LINK" "160000 $H"; do
	for path in content/closings content themes; do
		# shellcheck disable=SC2086 # two words
		refused "$(entry $mode $path)" G204
	done
done
refused "$(wrap "$(git -C r mktree </dev/null)")" G204 owners.yaml
# A folder that has the name of another's file, or differs by case alone.
refused "$(entry 100644 "$FIRM" content/closings/c1.md/x.md)" G204
refused "$(entry 100644 "$FIRM" content/Closings/x.md)" G204
refused "$(entry 100644 "$FIRM" content/firms.md)" G204
# What lies below one's own folder is a firm, whatever it is called.
refused "$(entry 100644 "$FIRM" content/firms/closings/c1.md)" firms/c1
GONGSHI_USER=dalian refused "$(entry 100644 "$FIRM" content/firms/x.md)" G204

step "what is not a file: links, submodules, modes; filters are never run"
refused "$(entry 120000 "$LINK" content/firms/x.md)" G101 firms/x.md
refused "$(entry 160000 "$H" content/firms/sub)" G102 firms/sub
refused "$(entry 120000 "$LINK" content/firms)" G101
GONGSHI_USER=office
for mode in "120000 $LINK" "160000 $H"; do
	for path in content/site.yaml content/owners.yaml \
		content/schema/firm.yaml content/files/x.pdf content/tables \
		themes/default/templates/record.mustache themes/default; do
		# shellcheck disable=SC2086 # two words
		refused "$(entry $mode $path)" "not accepted"
	done
done
# Beside the content, too: whoever pulls would have them.
refused "$(entry 120000 "$LINK" link 160000 "$H" sub \
	120000 "$(printf ../../out/index.html | blob)" docs/up)" \
	G101 G102 link sub docs/up
git -C hub.git config filter.x.smudge "touch $canary"
git -C hub.git config filter.x.clean "touch $canary"
git -C hub.git config diff.x.textconv "touch $canary"
bring 0 "$(entry 100644 "$(blob <<<'* filter=x diff=x merge=x ident -text')" \
	.gitattributes)"
[ -z "$(find out -type l)" ] || fail "a link in the site"
undo
refused "$(entry 100644 "$(printf '[submodule "x"]\n\tpath = x\n\turl = %s\n' \
	"--upload-pack=touch $canary" | blob)" .gitmodules)" gitmodules
gone "$canary"

step "what a commit brings and a later one of the push takes back"
# then_back COMMIT [PARENT]: a commit on it that has the files of before again.
then_back() {
	git -C r commit-tree -p "$1" ${2:+-p "$2"} -m back "HEAD^{tree}"
}
HOOK=$(printf '#!/bin/sh\ntouch %s\n' "$canary" | blob)
heavy=$(head -c 52428801 /dev/zero | blob)
for what in "120000 $LINK link" "160000 $H sub" \
	"100644 $heavy content/files/x.txt" "120000 $LINK content/files/x"; do
	# shellcheck disable=SC2086 # three words
	one=$(entry $what)
	refused "$(then_back "$one")" G222 "${one:0:10}" "${what##* }"
	# On a side line, and by another name.
	refused "$(then_back HEAD "$(then_back "$one")")" G222 "${one:0:10}"
	push 1 origin "$(then_back "$one"):refs/heads/draft"
	has err G222
done
# As large as a file may be; and by whom hooks may come.
bring 0 "$(then_back "$(entry 100644 \
	"$(head -c 52428800 /dev/zero | blob)" content/files/x.txt)")"
undo
bring 0 "$(then_back "$(entry 100755 "$HOOK" .githooks/post-checkout)")"
undo
GONGSHI_USER=jilin push 1 origin \
	"$(then_back "$(entry 100755 "$HOOK" .githooks/x)"):refs/heads/draft"
has err G222 .githooks/x
gone "$canary"

step "names: case, newlines, directions, terminal codes, other systems'"
GONGSHI_USER=jilin
refused "$(entry 100644 "$FIRM" content/firms/Bright.md)" G103 F109
for name in $'a\nb' $'a\e[2Jb' $'a\e]0;x\ab' $'a\rb' $'a\xe2\x80\xaegnp' \
	$'a\xff' 'a b' '..\x' 'x ' 'x.' "$(printf 'a%.0s' {1..250})" \
	'ß' $'e\xcc\x81' 'a:b' '-rf' '$(x)' "'x'"; do
	refused "$(entry 100644 "$FIRM" "content/firms/$name.md")" F109
	grep -q $'[\e\a\r]' err && fail "a code for the terminal is told"
	grep -q $'\xe2\x80\xae' err && fail "a direction is told"
done
# What git itself takes for its own folder never becomes a tree there.
for name in .git .GIT .giT git~1 $'.g\xe2\x80\x8cit' ..; do
	R=$({ git -C r ls-tree -z HEAD
		printf '100644 blob %s\t%s\0' "$FIRM" "$name"; } | tree)
	GONGSHI_USER=office refused "$(wrap "$R")" unpack
done

step "bombs: a folder of ten folders of ten ..., depth, sizes"
# in TREE PATH: a commit with a folder more.
in_folder() {
	local R C
	case $2 in
	content/*) C=$({ git -C r ls-tree -z HEAD:content | grep -zv owners
			printf '040000 tree %s\t%s\0' "$1" "${2#*/}"
			git -C r ls-tree -z HEAD:content | grep -z owners; } |
			tree)
		R=$({ git -C r ls-tree -z HEAD | grep -zv content
			printf '040000 tree %s\tcontent\0' "$C"; } | tree) ;;
	*) R=$({ git -C r ls-tree -z HEAD
		printf '040000 tree %s\t%s\0' "$1" "$2"; } | tree) ;;
	esac
	wrap "$R"
}
GONGSHI_USER=office
bomb=$(printf '100644 blob %s\ta.md\0' "$FIRM" | tree)
for _ in 1 2 3 4 5 6 7 8 9 10; do
	bomb=$(for j in 0 1 2 3 4 5 6 7 8 9; do
		printf '040000 tree %s\t%s\0' "$bomb" $j
	done | tree)
done
deep=$(printf '100644 blob %s\ta.md\0' "$FIRM" | tree)
for _ in {1..100}; do
	deep=$(printf '040000 tree %s\ta\0' "$deep" | tree)
done
for path in beside content/files content/nothing content/more; do
	(
		ulimit -t 20
		refused "$(in_folder "$bomb" $path)" "more than 2000000 files"
		refused "$(in_folder "$deep" $path)" "nested deeper"
	) || exit 1
done
large=$(head -c 70000000 /dev/zero | blob)
(
	refused "$(entry 100644 "$large" content/files/x.txt)" G108 "66 MB"
	refused "$(entry 100644 "$large" content/site.yaml)" "site.yaml: "
	refused "$(entry 100644 "$large" content/owners.yaml)" "owners.yaml: "
	GONGSHI_USER=jilin
	refused "$(entry 100644 "$large" content/firms/x.md)" "x.md: "
) || exit 1

step "other refs that a build could take for the published one"
GONGSHI_USER=jilin
firm other 别处农机厂
save
C=$(git -C r rev-parse HEAD)
for ref in refs/tags/main refs/tags/HEAD refs/tags/heads/main refs/heads/HEAD \
	refs/heads/heads/main refs/main refs/heads/refs/heads/main \
	refs/replace/"$(tip)" refs/notes/commits refs/gongshi/x; do
	git -C r push -q --force origin "$C:$ref" >said 2>err ||
		has err rejected
done
for ref in HEAD main ../main refs/../main; do
	git -C r push -q origin "$C:$ref/x" >said 2>err </dev/null &&
		fail "git took $ref/x"
done
before=$(public)
run 0 build --repo hub.git -o out
[ "$(public)" = "$before" ] || fail "another ref was published"
run 0 build --repo hub.git -o clean --as-of "$(sed -n \
	's/.*"as_of": *"\([0-9-]*\)".*/\1/p' out/build.json)"
same out clean
git -C hub.git for-each-ref --format='delete %(refname)' |
	grep -v ' refs/heads/main$' | git -C hub.git update-ref --stdin
undo
# Neither a tag nor a file nor a history that is cut off.
git -C r tag -a -m x v1
for object in "$FIRM" "$(git -C r rev-parse v1)"; do
	git -C r push -q --force origin "$object:refs/heads/main" 2>err &&
		fail "something else became the branch"
done
commit one
commit two
git clone -q --depth 1 "file://$WORK/r" shallow
undo
git -C shallow push -q ../hub.git HEAD:refs/heads/cut 2>err &&
	fail "a history that is cut off was accepted"
has err shallow
gone hub.git/shallow

step "hooks are not looked for elsewhere, whatever the machine says"
mkdir -p elsewhere
printf '#!/bin/sh\ntouch "%s"\n' "$canary" >elsewhere/pre-receive
cp elsewhere/pre-receive elsewhere/post-receive
cp elsewhere/pre-receive elsewhere/update
chmod +x elsewhere/*
printf '[core]\n\thooksPath = %s\n\tfsmonitor = touch %s\n' \
	"$WORK/elsewhere" "$canary" >config
printf '[receive]\n\tfsckObjects = false\n\tdenyDeletes = false\n' >>config
printf '[receive]\n\tshallowUpdate = true\n' >>config
GONGSHI_USER=jilin
echo "又一次" >>r/content/closings/c1.md
save
for where in GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM; do
	(
		unset GIT_CONFIG_NOSYSTEM
		export "$where=$WORK/config"
		refused HEAD G204
		git -C shallow push -q ../hub.git HEAD:refs/heads/cut 2>err
		gone "$WORK/hub.git/shallow"
	) || exit 1
done
run 0 hook install --repo hub.git -o out # as after an update
gone "$canary"

step "the environment of a push and of a build"
hostile() {
	local name
	for name in GIT_EXTERNAL_DIFF GIT_PAGER PAGER GIT_EDITOR EDITOR \
		GIT_SSH_COMMAND GIT_SSH GIT_ASKPASS GIT_PROXY_COMMAND \
		GIT_SEQUENCE_EDITOR BASH_ENV; do
		export "$name=$WORK/elsewhere/update"
	done
	export GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=core.hooksPath
	export GIT_CONFIG_VALUE_0=$WORK/elsewhere
	export GIT_CONFIG_KEY_1=core.fsmonitor
	export GIT_CONFIG_VALUE_1=$WORK/elsewhere/update
	export GIT_TRACE2_EVENT=0 LANGUAGE=xx TZ=:/etc/passwd
}
(
	hostile
	refused HEAD G204
) || exit 1
undo
git init -q --bare other.git
git -C r push -q "$WORK/other.git" "$C:refs/heads/main" 2>err
(
	hostile
	export GIT_DIR=$WORK/other.git GIT_WORK_TREE=$WORK GIT_NAMESPACE=x
	export GIT_OBJECT_DIRECTORY=$WORK/other.git/objects
	export GIT_ALTERNATE_OBJECT_DIRECTORIES=$WORK/other.git/objects
	export GIT_INDEX_FILE=$WORK/nothing GIT_COMMON_DIR=$WORK/other.git
	export GIT_REPLACE_REF_BASE=refs/tags/ GIT_QUARANTINE_PATH=$WORK
	run 0 build --repo hub.git -o clean --as-of "$(sed -n \
		's/.*"as_of": *"\([0-9-]*\)".*/\1/p' out/build.json)"
) || exit 1
same out clean
gone "$canary"

step "a repository of somebody else is not read"
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	chmod 755 "$WORK"
	mkdir -m 777 theirs
	as_other() { setpriv --reuid 65534 --clear-groups "$@"; }
	cp "$GONGSHI" program
	git -C hub.git config safe.directory '*'
	as_other ./program build --repo hub.git -o theirs/out >said 2>err &&
		fail "it was read"
	has err "belongs to another user" safe.directory
	one_line err
	gone theirs/out/index.html
	# Only who runs it can trust it.
	printf '[safe]\n\tdirectory = %s\n' "$WORK/hub.git" >.gitconfig
	as_other ./program build --repo hub.git -o theirs/out >said 2>err ||
		fail "it is trusted"
	there theirs/out/index.html
else
	echo "not the superuser here: left out"
fi
