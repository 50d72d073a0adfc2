#!/bin/bash
# pictures.sh - what the manuals link to is there, and each picture of the
# guides is shown by one and is small; `make pictures` makes them anew.
set -u
cd "$(dirname "$0")/../.." || exit 3
MOST=61440
bad=0
tell() { echo "$1"; bad=1; }

while IFS=: read -r file line link; do
	link=${link##*(}
	case $link in *:* | \#*) continue ;; esac
	[ -e "$(dirname "$file")/${link%%#*}" ] ||
		tell "$file:$line: there is no $link"
done < <(find . -name '*.md' -not -path '*/node_modules/*' \
	-not -path './build/*' -not -path './public/*' \
	-not -path './content/*/*' -not -path './gen/init/content/*' \
	-not -path './tests/rules/*' -print0 |
	xargs -0 grep -noE '\]\([^) ]+')

for file in gen/init/pictures/*; do
	size=$(stat -c %s "$file")
	[ "$size" -le $MOST ] || tell "$file: $size bytes, $MOST at most"
	head -c 8 "$file" | od -An -tx1 | grep -q '89 50 4e 47' ||
		tell "$file: no PNG"
	grep -qF "](pictures/${file##*/})" gen/init/*.md ||
		tell "$file: no guide shows it"
done
exit $bad
