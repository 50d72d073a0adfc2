#!/bin/bash
# The open data as their users meet them: tables read by Python's csv, lines
# equal to the records' data, what an edit writes again, calendars, changes,
# and the examples of the data page, run as they stand there.
. "$(dirname "$0")/lib.sh"
new_repo
cat >>r/content/site.yaml <<'END'
license:
  zh: 任何人均可自由使用
  en: Free for any use
  url: https://register.example/licence
repository: https://register.example/register.git
END
firm hostile '"=cmd,\"甲\"厂家"' 'about: "+1 行一,\" 行二"' 'staff: 12'
save "a name like a formula"

step "a table is what is written here"
build 0
{
	printf '\xEF\xBB\xBFid,kind,url,title,status,status_label,'
	printf 'status_since,date,versions,updated,name,city,city.label,'
	printf 'founded,listed,code,staff,partner,about\r\n'
	printf 'bright,firm,https://register.example/firms/bright.html,'
	printf '明亮机床厂,open,营业,2020-03-04,2020-03-04,1,'
	printf '2023-11-16T06:13:20+08:00,明亮机床厂,shenyang,沈阳市,'
	printf '2020-03-04,,,,,\r\n'
} >golden
head -n 2 out/data/firms-1.csv | cmp - golden || fail "another table"
[ "$(tail -c 2 out/data/firms-1.csv | od -An -tx1)" = " 0d 0a" ] ||
	fail "no CR LF at the end"
# The one that is not on the site yet is in no file.
hasnt out/data/firms-1.csv young
hasnt out/data/firms-1.jsonl young
hasnt out/data/changes/1.jsonl young

step "real readers have the records, formulas disarmed"
python3 - <<'END' || fail "the reader says so"
import csv, json
rows = list(csv.DictReader(open("out/data/firms-1.csv",
    encoding="utf-8-sig", newline="")))
lines = [json.loads(l) for l in open("out/data/firms-1.jsonl")]
assert [r["id"] for r in rows] == [l["id"] for l in lines]
assert len(rows) == 5
for line in lines:
    whole = json.load(open("out/firms/%s.json" % line["id"]))
    del whole["text"]
    assert whole == line
told = [json.loads(l) for l in open("out/data/changes/1.jsonl")]
built = json.load(open("out/build.json"))
assert all(one["schema_version"] == 1 for one in lines + told + [built])
by = {r["id"]: r for r in rows}
assert by["hostile"]["name"] == "'=cmd,\"甲\"厂家"
assert by["hostile"]["about"] == "'+1 行一,\" 行二"
assert by["hostile"]["staff"] == "12"
assert by["river"]["partner"] == "bright"
assert by["stone"]["status_label"] == "已停业"
for row in rows:
    assert not any((v or "")[:1] in tuple("=+-@\t\r") for v in row.values())
columns = json.load(open("out/data/firms.csv-metadata.json"))
names = [c["name"] for c in columns["tableSchema"]["columns"]]
assert names == list(rows[0])
assert columns["tables"] == [{"url": "firms-1.csv"}]
def common(v):
    if isinstance(v, list):
        return v != [] and all(common(one) for one in v)
    return isinstance(v, str) or (set(v) == {"@value", "@language"} and
        all(isinstance(one, str) for one in v.values()))
told = 0
inherited = {"datatype", "separator", "required", "valueUrl", "aboutUrl"}
for thing, known in [(columns, {"@context", "tableSchema", "tables"}),
        (columns["tableSchema"], {"columns", "primaryKey"} | inherited)] + [
        (c, {"name", "titles"} | inherited)
        for c in columns["tableSchema"]["columns"]]:
    for key, value in thing.items():
        if key in known:
            continue
        assert key.split(":")[0] in ("dc", "schema"), key
        assert common(value), (key, value)
        told += 1
assert told >= 2, told
types = {c["name"]: c for c in columns["tableSchema"]["columns"]}
assert types["staff"]["datatype"] == "integer"
assert types["founded"]["datatype"] == "date"
assert types["partner"]["valueUrl"] == "../firms/{partner}.html"
assert types["city"]["titles"] == {"und": "city", "zh": "城市", "en": "City"}
END

step "beside each facet page lies its table: the same records in its order"
{
	printf '\xEF\xBB\xBFid,kind,url,title,title_en,date,status,'
	printf 'status_label,city,city.label,summary\r\n'
	printf 'stone,firm,https://register.example/firms/stone.html,'
	printf '磐石铸造厂,,2020-03-04,closed,已停业,shenyang,沈阳市,'
	printf '生产耐磨铸件和齿轮箱体\r\n'
} >golden
cmp golden out/firms/by/status/closed.csv || fail "another table"
has out/firms/by/status/closed.html 'firms/by/status/closed.csv"'
has out/en/firms/by/status/closed.html '../firms/by/status/closed.csv"'
hasnt out/firms/index.html by/index.csv
hasnt out/data.html price_3_years
python3 - <<'END' || fail "the reader says so"
import csv, glob, os, re
pages = [p for p in glob.glob("out/firms/by/**/*.html", recursive=True)
    if "by-price" not in p]
for page in pages:
    rows = list(csv.DictReader(open(page[:-4] + "csv",
        encoding="utf-8-sig", newline="")))
    body = open(page).read().split("<tbody")[1].split("</tbody>")[0]
    shown = re.findall(r'<th scope="row"><a href="[^"]*/firms/([\w-]+)\.html"',
        body)
    assert shown and [r["id"] for r in rows] == shown, (page, shown)
    for row in rows:
        assert not any((v or "")[:1] in tuple("=+-@\t\r")
            for v in row.values()), row
assert len(pages) == 10, pages
tables = glob.glob("out/firms/by/**/*.csv", recursive=True)
assert len(tables) == len(pages)
END

# sums: the catalogue and the page tell of the files as they are.
sums() {
	python3 - <<'END' || fail "told of other files"
import hashlib, html, json, os, re
base = "https://register.example/"
page = html.unescape(re.sub("<[^>]*>", " ", open("out/data.html").read()))
seen = 0
for one in json.load(open("out/data/catalog.jsonld"))["dcat:dataset"]:
    for file in one["dcat:distribution"]:
        name = file["dcat:downloadURL"]["@id"][len(base):]
        data = open("out/" + name, "rb").read()
        assert file["dcat:byteSize"]["@value"] == str(len(data)), name
        assert file["spdx:checksum"]["spdx:checksumValue"]["@value"] == \
            hashlib.sha256(data).hexdigest(), name
        size = "%d B" % len(data) if len(data) < 1024 else \
            "%.1f KB" % (len(data) / 1024)
        assert re.search(r"(CSV|JSON Lines)\s+" + size, page), (name, size)
        days = re.findall(r"20\d\d-\d\d-\d\d", data.decode())
        day = file["dct:modified"]["@value"]
        assert day in days and day in page, (name, day)
        seen += 1
assert seen == 5, seen
END
}

step "the catalogue names files that exist, and the licence"
python3 - <<'END' || fail "the reader says so"
import json, os
catalog = json.load(open("out/data/catalog.jsonld"))
base = "https://register.example/"
seen = 0
def walk(v):
    global seen
    if isinstance(v, dict):
        for k, one in v.items():
            if k in ("@id", "dcat:downloadURL") and isinstance(one, str) \
               and one.startswith(base) and not one.endswith("licence"):
                assert os.path.isfile(
                    "out/" + one[len(base):].split("#")[0]), one
                seen += 1
            walk(one)
    elif isinstance(v, list):
        for one in v:
            walk(one)
walk(catalog)
assert seen == 26, seen
assert catalog["dct:license"]["@id"] == base + "licence"
assert [d["dct:identifier"] for d in catalog["dcat:dataset"]] == \
    ["firm", "closing", "withdrawal", "changes"]
for path in ("out/feed.json", "out/en/feed.json", "out/firms/feed.json"):
    feed = json.load(open(path))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == base + path[4:]
    for item in feed["items"]:
        assert item["id"] and item["url"].startswith(base)
        assert item["content_text"]
END
python3 -c "import sys, xml.dom.minidom as m
for f in sys.argv[1:]: m.parse(f)" out/opensearch.xml out/en/opensearch.xml \
	out/firms/by/city/shenyang.atom out/en/firms/by/city/shenyang.atom ||
	fail "not well-formed"
has out/firms/by/city/shenyang.atom '<title>沈阳市 – 企业 – 测试名录</title>'
gone out/firms/by/year/2020.atom out/firms/by/status/open.atom

sums

step "one edit writes one piece of each form, and a bounded number of files"
firm bright 明亮机床厂 'staff: 12'
save "staff"
build 0 --explain
sed -n 's/^written *\([^ :]*\).*/\1/p' said | sort >written
for f in data/firms-1.csv data/firms-1.jsonl data/changes/1.jsonl; do
	grep -qx "$f" written || fail "$f was not written"
done
! grep -qE '^data/(closings|firms\.|changes/index)' written ||
	fail "written: $(grep '^data' written | tr '\n' ' ')"
for f in data/catalog.jsonld data.html en/data.html; do
	grep -qx "$f" written || fail "$f tells of other files than there are"
done
sums
echo "outputs that one edit touches: $(wc -l <written), of them data and" \
	"feeds: $(grep -cE '^data/|\.atom|feed\.json|\.ics' written)"
run 0 build --repo r -o clean --as-of "$AS_OF" --clean
same clean out

step "a version that was replaced has its steps, and its text as Markdown"
has out/firms/bright.v1.html 'aria-current="step"' \
	'href="../firms/bright.v1.md"'
has out/en/firms/bright.v1.html 'firms/bright.v1.md"'
has out/firms/bright.v1.md 'name: 明亮机床厂'
hasnt out/firms/bright.v1.md staff
has out/firms/bright.md 'staff: 12'

step "the list of changes"
firm wind 长风泵阀总厂
save "wind has a new name"
git -C r rm -q content/closings/c1.md
write content/withdrawals/w1.md <<'END'
---
title: 关于撤回停业公告的说明
record: closings/c1
explanation: 误发
published: 2026-06-10
---
END
save "withdrawn"
build 0
python3 - <<'END' || fail "the reader says so"
import json
lines = [json.loads(l) for l in open("out/data/changes/1.jsonl")]
told = [(l["record"], l["version"], l["change"]) for l in lines]
assert told == [("closings/c1", 1, "added"), ("firms/bright", 1, "added"),
    ("firms/river", 1, "added"), ("firms/stone", 1, "added"),
    ("firms/wind", 1, "added"), ("firms/hostile", 1, "added"),
    ("firms/bright", 2, "changed"), ("firms/wind", 2, "changed"),
    ("closings/c1", 2, "removed"), ("withdrawals/w1", 1, "added")] or \
    told[1:2] == [("closings/c2", 1, "added")], told
by = {(l["record"], l["version"]): l for l in lines}
assert by["firms/bright", 2]["fields"] == [
    {"path": "staff", "change": "added", "old": None, "new": 12}]
name, body = by["firms/wind", 2]["fields"]
assert name == {"path": "name", "change": "changed", "old": "长风泵阀厂",
    "new": "长风泵阀总厂"}
assert body == {"path": "body", "change": "changed"}
assert "fields" not in by["closings/c1", 2]
assert len(by["firms/wind", 2]["commit"]) == 40
END
[ "$(cat out/data/changes/index.txt)" = 1 ] || fail "another index"
run 0 build --repo r -o clean --as-of "$AS_OF" --clean
same clean out

step "a record comes to the site: its versions are told then"
AS_OF=2026-07-02
build 0
has out/data/changes/1.jsonl '"record":"firms/young"'
has out/data/firms-1.csv young
run 0 build --repo r -o clean --as-of "$AS_OF" --clean
same clean out

step "calendars; fields that were renamed raise the version of the files"
sed -i 's/^kind:/version: 2\n&/' r/content/schema/firm.yaml
cat >>r/content/schema/firm.yaml <<'END'
    - {set: open, from: founded, until: listed}
    - {set: open, from: listed, until: again}
END
sed -i '/^  about:/i\
  again: {type: date, label: {zh: 续期至, en: Again until}}' \
	r/content/schema/firm.yaml
sed -i '/set: open, from: founded}/d' r/content/schema/firm.yaml
firm longer 长期限机械制造厂 'listed: 2026-08-31' 'again: 2026-12-31' \
	"about: '甲;乙,丙\\丁'"
sed -i 's/^scheduled: listed$//' r/content/schema/firm.yaml
save "days that end"
build 0
has out/firms/bright.json '{"schema_version":3,"kind":"firm"'
grep -q '^{"schema_version":3,.*"kind":"firm"' out/data/changes/1.jsonl ||
	fail "the changes have another version"
has out/data/schema/firm.json '"x-schema-version":3'
has out/data.html 'schema_version&nbsp;3<'
python3 - <<'END' || fail "the reader says so"
raw = open("out/firms/calendar.ics", newline="").read()
assert raw.endswith("\r\n") and "\n" not in raw.replace("\r\n", "")
assert all(len(l.encode()) <= 75 for l in raw.split("\r\n"))
lines = raw.replace("\r\n ", "").split("\r\n")
assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 3, lines
event = lines[lines.index("BEGIN:VEVENT"):]
assert "DTSTART;VALUE=DATE:20260831" in event
assert "DTEND;VALUE=DATE:20260901" in event
assert "SUMMARY:长期限机械制造厂（营业：最后一日）" in event
uids = [l[4:] for l in lines if l.startswith("UID:")]
assert sorted(uids) == ["urn:gongshi::firms/longer:open%s:zh" % u
    for u in ("-2:begin", "-2:end", ":end")], uids
assert any(l.startswith("DTSTAMP:2023") for l in event)
END
run 0 build --repo r -o clean --as-of "$AS_OF" --clean
same clean out

# events FILE: what happens, when, and what was called off.
events() {
	python3 - "$1" <<'END'
import sys
raw = open(sys.argv[1], newline="").read().replace("\r\n ", "")
for event in raw.split("BEGIN:VEVENT\r\n")[1:]:
    by = dict(l.split(":", 1) for l in event.split("\r\n") if ":" in l)
    print(by["UID"].split("/")[-1], by["DTSTART;VALUE=DATE"],
        by["DTEND;VALUE=DATE"], by.get("STATUS", "-"), by["SUMMARY"])
END
}

step "a record has a calendar when something said of it ends"
sed -i 's/set: closed, from: on}/set: closed, from: on, until: over}/
/^  on:/i\
  over: {type: date, label: {zh: 恢复, en: Open again}}' \
	r/content/schema/closing.yaml
save "closings may end"
build 0
there out/firms/longer.ics out/en/firms/longer.ics
has out/firms/longer.html 'href="../firms/longer.ics"'
has out/en/firms/longer.html 'en/firms/longer.ics"'
gone out/firms/bright.ics out/firms/stone.ics out/closings/c2.ics
hasnt out/firms/bright.html bright.ics
events out/firms/longer.ics >got
cat >want <<'END'
longer:open:end:zh 20260831 20260901 - 长期限机械制造厂（营业：最后一日）
longer:open-2:end:zh 20261231 20270101 - 长期限机械制造厂（营业：最后一日）
END
diff want got || fail "other events"

step "what others say of it counts, and what overtakes it calls it off"
closing c3 longer 2026-06-30
sed -i 's/^firm: longer/over: 2026-07-20\n&/' r/content/closings/c3.md
save "longer is closed for a while"
build 0
events out/en/firms/longer.ics >got
cat >want <<'END'
longer:open:end:en 20260831 20260901 - 长期限机械制造厂 (Open: last day)
longer:open-2:end:en 20261231 20270101 - 长期限机械制造厂 (Open: last day)
longer:closed:span:en 20260630 20260721 - 长期限机械制造厂 (Closed)
END
diff want got || fail "other events"
closing c3 longer 2026-06-30
save "longer is closed"
build 0
events out/firms/longer.ics | cut -d' ' -f1-4 >got
cat >want <<'END'
longer:open:end:zh 20260831 20260901 CANCELLED
longer:open-2:end:zh 20261231 20270101 CANCELLED
END
diff want got || fail "other events"
hasnt out/firms/longer.html longer.ics
run 0 build --repo r -o clean --as-of "$AS_OF" --clean
same clean out
closing c3 longer 2026-06-30
sed -i 's/^firm: longer/over: 2026-07-20\n&/' r/content/closings/c3.md
save "longer is to open again"
build 0

step "a calendar outlives its days; the page leads there before"
AS_OF=2027-01-01
build 0
there out/firms/longer.ics
hasnt out/firms/longer.html longer.ics
run 0 build --repo r -o clean --as-of "$AS_OF" --clean
same clean out
AS_OF=2026-07-02
build 0

step "a record as Markdown says the same when it is put back"
sed -i '/^  staff:/i\
  clerk: {type: text, hidden: true, label: {zh: 经办, en: Clerk}}' \
	r/content/schema/firm.yaml
firm bright 明亮机床厂 'staff: 12  # 电话里说的' 'clerk: 某科'
save "a field that is not shown"
build 0
cat >want <<'END'
---
name: 明亮机床厂
city: shenyang
founded: 2020-03-04
staff: 12
---

明亮机床厂的介绍。
END
cmp want out/firms/bright.md || fail "another text"
has out/firms/bright.html 'href="../firms/bright.md"'
git clone -q r again
cp out/firms/*.md again/content/firms/
git -C again commit -qam "put back"
run 0 build --repo again -o put-back --as-of "$AS_OF"
python3 - <<'END' || fail "the reader says so"
import glob, json
seen = 0
for file in glob.glob("out/firms/*.json"):
    if file.endswith("/feed.json"):
        continue
    a, b = (json.load(open(d + file[3:])) for d in ("out", "put-back"))
    del a["versions"], b["versions"]
    assert a == b, (a, b)
    seen += 1
assert seen == 7, seen
END

step "each link of a record's page leads to a file"
python3 - <<'END' || fail "the reader says so"
import glob, html, os, re
seen = set()
for page in glob.glob("out/firms/*.html") + glob.glob("out/en/firms/*.html"):
    for url in re.findall(r'(?:href|src)="([^"]*)"', open(page).read()):
        url = html.unescape(url).split("#")[0].split("?")[0]
        if url and not re.match("https?:", url):
            file = os.path.normpath(os.path.join(os.path.dirname(page), url))
            assert os.path.exists(file), (page, url)
            seen.add(os.path.splitext(file)[1])
assert {".html", ".json", ".md", ".ics"} <= seen, seen
END

step "feeds: no register drowns the others; kind and status are told"
python3 - <<'END' || fail "the reader says so"
import json, re
site = open("out/feed.atom").read()
entries = re.findall(r"<entry>.*?</entry>", site, re.S)
kinds = [re.search(r'urn:gongshi:kind" term="(\w+)"', e)[1] for e in entries]
assert sorted(kinds) == ["closing", "closing", "firm", "firm",
    "withdrawal"], kinds
items = json.load(open("out/feed.json"))["items"]
assert [i["id"] for i in items] == [
    re.search("<id>(.*?)</id>", e)[1] for e in entries]
times = [i["date_modified"] for i in items]
assert times == sorted(times, reverse=True), times
stone = next(e for e in re.findall(r"<entry>.*?</entry>",
    open("out/firms/feed.atom").read(), re.S) if "磐石" in e)
assert 'status" term="open" label="营业"' in stone, stone
assert "<summary>状态：营业 · 生产耐磨铸件" in stone, stone
city = json.load(open("out/firms/by/city/shenyang.json"))
assert city["home_page_url"].endswith("/firms/by/city/shenyang.html")
assert {"企业", "营业"} in [set(i["tags"]) for i in city["items"]]
END

step "the examples of the data page run as they stand there"
python3 - >port 2>served <<'END' &
import functools, http.server, sys
class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *a): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0),
    functools.partial(Quiet, directory="out"))
print(server.server_address[1], flush=True)
server.serve_forever()
END
SERVER=$!
cleanup() { kill "$SERVER" 2>/dev/null; }
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
SERVED=http://127.0.0.1:$(cat port)/
mkdir -p examples
for page in out/data.html out/en/data.html; do
	python3 - "$page" "$SERVED" <<'END' || fail "$page"
import html, re, sys
text = open(sys.argv[1]).read()
found = re.findall(r'<pre id="example-(\w+)"><code>(.*?)</code></pre>', text,
    re.S)
assert [f[0] for f in found] == ["csv", "lines", "jq", "python", "changes",
    "clone", "pack"], found
for name, code in found:
    code = html.unescape(code).replace("https://register.example/",
        sys.argv[2])
    open("examples/" + name, "w").write(code + "\n")
END
	(cd examples && rm -f ./*.csv ./*.jsonl &&
		sh -euc '. ./csv; . ./csv' && sh -eu lines && sh -eu changes) ||
		fail "an example in the shell"
	cmp examples/firms.csv out/data/firms-1.csv
	cmp examples/firms.jsonl out/data/firms-1.jsonl
	if command -v jq >/dev/null; then
		(cd examples && sh -eu jq) >got || fail "the example of jq"
		grep -qxP 'stone\t2020-03-04\t营业\t磐石铸造厂' got ||
			fail "jq says something else"
		[ "$(wc -l <got)" -eq 7 ] || fail "jq has other lines"
	fi
	cmp examples/changes.jsonl out/data/changes/1.jsonl
	[ "$(cd examples && python3 python)" = "7 明亮机床厂" ] ||
		fail "the example in Python says something else"
	has examples/clone "git clone ${SERVED}register.git portal"
	(cd examples && rm -rf portal && git clone -q ../r portal &&
		PATH=$B:$PATH sh -eu pack) >packed 2>&1 ||
		fail "the pack: $(cat packed)"
	python3 -m zipfile -l examples/portal/portal.zip >listed
	has listed index.html search.html
done
for f in $(grep -oE 'href="[^"#?]*' out/data.html | sed 's/href="//' |
	grep -vE '^(https?:|$)'); do
	there "out/$f"
done

step "libraries that others wrote read the catalogue, feeds and calendars"
if /usr/bin/python3 -c 'import rdflib, feedparser, icalendar' 2>err; then
	/usr/bin/python3 - <<'END' || fail "the reader says so"
import datetime, glob, warnings
warnings.simplefilter("ignore")
import feedparser, icalendar, rdflib
from rdflib import RDF, Namespace
dcat = Namespace("http://www.w3.org/ns/dcat#")
spdx = Namespace("http://spdx.org/rdf/terms#")
dct = Namespace("http://purl.org/dc/terms/")
foaf = Namespace("http://xmlns.com/foaf/0.1/")
graph = rdflib.Graph()
graph.parse(data=open("out/data/catalog.jsonld").read(), format="json-ld",
    publicID="https://register.example/data/catalog.jsonld")
catalog, = graph.subjects(RDF.type, dcat.Catalog)
sets = set(graph.subjects(RDF.type, dcat.Dataset))
assert len(sets) == 4 and sets == set(graph.objects(catalog, dcat.dataset))
for one in sets:
    for want in (dct.title, dct.publisher, dct.identifier, dct.license,
            foaf.page, dcat.distribution):
        assert list(graph.objects(one, want)), (one, want)
    # Of the changes the data page alone says what a line holds.
    assert bool(list(graph.objects(one, dct.conformsTo))) != (
        str(graph.value(one, dct.identifier)) == "changes"), one
for file in graph.subjects(RDF.type, dcat.Distribution):
    for want in (dcat.accessURL, dcat.downloadURL, dcat.mediaType,
            dcat.byteSize, dct.modified, spdx.checksum):
        assert len(list(graph.objects(file, want))) == 1, (file, want)
    assert isinstance(graph.value(file, dcat.byteSize).value, int)
    assert isinstance(graph.value(file, dct.modified).value, datetime.date)
    value = graph.value(graph.value(file, spdx.checksum), spdx.checksumValue)
    assert len(value.value) == 32
feeds = glob.glob("out/**/*.atom", recursive=True)
for path in feeds:
    feed = feedparser.parse(path)
    assert not feed.bozo and feed.version == "atom10", path
    assert feed.feed.id and feed.feed.title and feed.feed.updated_parsed
    assert feed.feed.author and feed.feed.links
    ids = [e.id for e in feed.entries]
    assert len(set(ids)) == len(ids), path
    for entry in feed.entries:
        assert entry.title and entry.link and entry.updated_parsed, path
calendars = glob.glob("out/**/*.ics", recursive=True)
for path in calendars:
    calendar = icalendar.Calendar.from_ical(open(path, "rb").read())
    assert calendar.subcomponents, path + " holds nothing"
    events = calendar.walk("vevent")
    assert len({str(e["uid"]) for e in events}) == len(events), path
    for event in events:
        assert event["dtstart"].dt < event["dtend"].dt, path
        assert event["dtstamp"] and event["summary"] and event["url"], path
print(len(feeds), "feeds,", len(calendars), "calendars")
END
else
	echo "python3-rdflib, -feedparser and -icalendar are not all here"
fi

step "a site that exports nothing has no such file"
cat >>r/content/site.yaml <<'END'
kinds:
  firm: {outputs: [html]}
  closing: {outputs: [html]}
  withdrawal: {outputs: [html]}
END
save "pages alone"
build 0
gone out/data/firms-1.csv out/data/firms.txt out/data/changes/1.jsonl \
	out/data/changes/index.txt out/firms/feed.json out/firms/calendar.ics \
	out/firms/longer.ics out/firms/bright.md \
	out/firms/by/status/closed.csv \
	out/firms/by/city/shenyang.atom out/firms/by/city/shenyang.json
run 0 build --repo r -o clean --as-of "$AS_OF" --clean
same clean out
