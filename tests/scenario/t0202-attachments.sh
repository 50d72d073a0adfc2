#!/bin/bash
# Attachments that a browser would run are refused: by name, by contents, and
# when the two do not agree.  What is left is published byte for byte.
. "$(dirname "$0")/lib.sh"

put() {
	mkdir -p r/content/files
	printf "$2" >"r/content/files/$1"
}
# refused NAME BYTES: the build says so, and of that file alone.
refused() {
	put "$1" "$2"
	save "attachment"
	build 1
	has err "[G106]" "content/files/$1"
	rm "r/content/files/$1"
	save "away"
	build 0
	gone "out/files/$1"
}

new_repo
step "by their names"
for ext in svg SVG svgz html htm xhtml xml mht mhtml js hta; do
	refused "a.$ext" 'plain words\n'
done

step "by what they hold"
refused a.txt '<!DOCTYPE html><p>x'
refused a.txt '\n\n  <ScRiPt>alert(1)</script>'
refused a.csv '\357\273\277<svg xmlns="http://www.w3.org/2000/svg"/>'
refused a.txt '<?xml version="1.0"?><a/>'
refused a.txt 'MIME-Version: 1.0\nContent-Type: multipart/related\n'
refused a.txt '\377\376<\0s\0c\0r\0i\0p\0t\0>\0'
refused noext '<html><script>1</script>'

step "two at a time"
refused a.pdf '<script>1</script>%%PDF-1.4\n'
refused a.png 'GIF89a/*<svg onload=alert(1)>*/'
refused a.jpg '%%PDF-1.4\n'
refused a.docx 'MZ words'
refused a.gif '<html>GIF89a'

step "what is harmless is published as it is"
put a.txt 'plain <b>words</b>, 1 < 2\n'
put b.pdf '%%PDF-1.4\n%%%%EOF\n'
put c.png '\211PNG\r\n\032\n'
put d.csv 'a,b\n1,2\n'
put e.zip 'PK\005\006'
save "good ones"
build 0
for f in a.txt b.pdf c.png d.csv e.zip; do
	cmp "r/content/files/$f" "out/files/$f" || fail "$f"
done

step "a file whose name changes its case goes under the new one"
put scanA.txt 'plain\n'
save "a scan"
build 0
mv r/content/files/scanA.txt r/content/files/ScanA.txt
save "its new name"
build 0
there out/files/ScanA.txt
gone out/files/scanA.txt
put scana.txt 'plain\n'
save "its twin"
build 1
has err "[G103]"
rm r/content/files/scana.txt
save "without its twin"
build 0

step "a file that turns bad changes nothing"
cp -r out before
put a.txt '<script>1</script>'
save "turned"
build 1
same before out
