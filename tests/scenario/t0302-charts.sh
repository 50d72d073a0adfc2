#!/bin/bash
# Charts: an edit makes the files of those again whose numbers it alters, and
# of no other; a title states what the numbers say; a table and a file hold
# the same numbers beside each.
. "$(dirname "$0")/lib.sh"
new_repo
write content/charts.yaml <<'END'
charts:
  - id: by-city
    title: {zh: 各市企业, en: Firms by city}
    kind: firm
    form: bar
    by: city
    finding: {zh: "{top}最多，{n} 家", en: "Most are in {top}: {n}"}
  - id: by-status
    title: {zh: 企业状态, en: Firms by status}
    kind: firm
    form: bar
    by: status
END
save "charts"
build 0

# touched: files of charts, and the page, that the last build looked at.
touched() {
	sed -n 's/^[a-z]* *\([^ :]*\) .*/\1/p' said |
		grep -E '^(en/)?stats\.html$|^data/charts/' | sort | tr '\n' ' '
}

step "the title says what the table and the file say"
has out/stats.html '沈阳市最多，4 家'
has out/en/stats.html 'Most are in Shenyang: 4'
has out/data/charts/by-city.csv 'shenyang,沈阳市,Shenyang,4'
python3 - <<'END' || fail "the reader says so"
import csv, re
page = open("out/stats.html").read()
for chart in ("by-city", "by-status"):
    assert 'data/charts/%s.csv"' % chart in page, chart
    rows = list(csv.DictReader(open("out/data/charts/%s.csv" % chart,
        encoding="utf-8-sig", newline="")))
    part = page.split('<figure class="plot" id="%s">' % chart)[1]
    part = part.split("</figure>")[0]
    assert "<svg" in part, chart
    cells = re.sub("<[^>]*>", " ", part.split("<table")[1]).split()
    for row in rows:
        assert row["label_zh"] in cells and row["count"] in cells, row
    assert rows, chart
END

# told ID...: the catalogue has the charts' files as they are, no others, and
# the data page names them.
told() {
	python3 - "$@" <<'END' || fail "the catalogue tells of other charts"
import hashlib, json, os, sys
seen = []
base = "https://register.example/"
for one in json.load(open("out/data/catalog.jsonld"))["dcat:dataset"]:
    if not one["dct:identifier"].startswith("chart-"):
        continue
    file, = one["dcat:distribution"]
    name = file["dcat:downloadURL"]["@id"][len(base):]
    data = open("out/" + name, "rb").read()
    assert file["dcat:byteSize"]["@value"] == str(len(data)), name
    assert file["spdx:checksum"]["spdx:checksumValue"]["@value"] == \
        hashlib.sha256(data).hexdigest(), name
    assert '%s">CSV</a> %d B' % (name, len(data)) in \
        open("out/data.html").read(), name
    seen.append(one["dct:identifier"][6:])
assert seen == sys.argv[1:], seen
END
}

step "the catalogue tells of their files"
told by-city by-status

step "an edit of what no chart counts touches none"
firm bright 明亮机床厂 'staff: 12'
save "staff"
build 0 --explain
[ -z "$(touched)" ] || fail "touched: $(touched)"

step "an edit touches the chart that counts it, and no other"
firm bright 明亮机床厂
sed -i 's/^city: .*/city: dalian/' r/content/firms/bright.md
save "bright moves"
build 0 --explain
[ "$(touched)" = "data/charts/by-city.csv en/stats.html stats.html " ] ||
	fail "touched: $(touched)"
has out/stats.html '沈阳市最多，3 家'
closing c3 river 2026-06-10
save "river closes"
build 0 --explain
[ "$(touched)" = "data/charts/by-status.csv en/stats.html stats.html " ] ||
	fail "touched: $(touched)"
run 0 build --repo r -o clean --as-of "$AS_OF" --clean
same clean out
told by-city by-status

step "a chart that goes leaves the catalogue, as do those of no free data"
sed -i '/id: by-status/,$d' r/content/charts.yaml
save "one chart"
build 0
told by-city
run 0 build --repo r -o clean --as-of "$AS_OF" --clean
same clean out
printf 'kinds:\n  firm: {outputs: [html]}\n' >>r/content/site.yaml
save "firms as pages alone"
build 0
there out/data/charts/by-city.csv
told
run 0 build --repo r -o clean --as-of "$AS_OF" --clean
same clean out
