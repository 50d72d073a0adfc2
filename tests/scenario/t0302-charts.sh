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
