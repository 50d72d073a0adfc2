#!/bin/bash
# gongshi search: filters, numbers, limits, JSON.
. "$(dirname "$0")/lib.sh"
new_repo
build 0
IN=$WORK

step "the number found says about when it is not exact, and no blank before"
run 0 search 停业公告 --repo r -o out
matches err '^2 found$'
GONGSHI_LANG=zh run 0 search 停业公告 --repo r -o out
matches err '^2 条$'

step "each hit has its status"
run 0 search 磐石铸造厂 --repo r -o out
matches said '^firms/stone.html  2020-03-04  磐石铸造厂  Closed$'
run 0 search 停业公告 --repo r -o out
matches said '^closings/c1.html  2026-06-01  [^ ]*$'
GONGSHI_LANG=zh run 0 search 磐石铸造厂 --repo r -o out
matches said '^firms/stone.html .* 磐石铸造厂  已停业$'
run 0 search 磐石铸造厂 --repo r -o out --json
has said '"title":"磐石铸造厂","date":"2020-03-04","status":"closed"'
run 0 search 停业公告 --repo r -o out --json
has said '"date":"2026-06-01","status":null'

step "a query that names a value says how that is asked for"
for value in shenyang 沈阳市 Shenyang; do
	run 0 search " $value" --repo r -o out
	matches err '^only City Shenyang: --filter city=shenyang$'
done
GONGSHI_LANG=zh run 0 search 沈阳市 --repo r -o out
matches err '^只看.*为沈阳市：--filter city=shenyang$'
run 0 search 磐石铸造厂 --repo r -o out
hasnt err --filter
run 0 search 沈阳市 --filter city=shenyang --repo r -o out
hasnt err --filter
run 0 search 沈阳市 --repo r -o out --json
hasnt err --filter

step "filters take codes and labels of both languages"
run 0 search 厂 --filter city=shenyang --repo r -o out
matches err '^4 found$'
for value in shenyang 沈阳市 Shenyang; do
	run 0 search 厂 --filter "city=$value" --repo r -o out --json
	counts total=4
done
run 0 search 停业 --kind closing --filter year=2026 --repo r -o out --json
counts total=2

step "an unknown value is named, with the nearest one and all others"
run 2 search 厂 --filter city=shenyan --repo r -o out
has err 'city has no value shenyan' 'nearest: shenyang  Shenyang' \
	'  dalian  Dalian'
[ ! -s said ] || fail "hits are printed"
run 2 search 厂 --filter year=2027 --repo r -o out
has err 'year has no value 2027' '  2026'
run 2 search 厂 --kind closings --repo r -o out
has err 'nearest: closing  Closings' '  firm  Firms'
run 2 search 厂 --filter status=开 --repo r -o out
has err '  open  Open' '  closed  Closed'
hasnt err nearest
GONGSHI_LANG=zh run 2 search 厂 --filter city=沈阳 --repo r -o out
has err 'city 没有这个值：沈阳' '最接近的：shenyang  沈阳市' '  dalian  大连市'

step "so is an unknown filter"
run 2 search 厂 --filter citi=dalian --repo r -o out
has err 'no filter is called citi' 'nearest: city' '  kind  Kind' \
	'  status  Status' '  year  Year'

step "a copy without its records is searched, filters as they are"
mkdir alone
cp -r out alone/site
cd alone || exit 1
IN=$PWD run 0 search 厂 --filter city=nowhere -o site
cd ..
has err 'not checked' '0 found'

step "numbers have names beside the codes"
run 0 search 厂 --facets --repo r -o out
has said 'city  City' '       4  shenyang  Shenyang' 'kind  Kind' \
	'       4  firm  Firms' 'year  Year'
matches said '^ +4  2020$'
GONGSHI_LANG=zh run 0 search 厂 --facets --repo r -o out
has said 'city  城市' '       4  shenyang  沈阳市'

step "a limit that is not kept is refused"
for n in 0 101 4000000000 -1 x; do
	run 2 search 厂 --limit "$n" --repo r -o out
	has err '--limit is 1 to 100' "not $n"
done
run 0 search 厂 --limit 1 --repo r -o out --json
[ "$(grep -o '"url"' said | wc -l)" -eq 1 ] || fail "not one hit"
run 0 search 厂 --limit 100 --offset 3 --repo r -o out --json
[ "$(grep -o '"url"' said | wc -l)" -eq 1 ] || fail "not one hit"

step "the usage names every option"
run 2 search
has err --kind --filter --sort --facets --limit --offset -o --repo \
	--content --json
run 2 search 厂 --sort size
has err usage
run 0 search 厂 --sort rank --repo r -o out
run 0 search 厂 --sort date --repo r -o out

step "JSON is as documented"
run 0 search 石铸 --facets --filter kind=firm --repo r -o out --json
node -e '
const a = JSON.parse(require("fs").readFileSync(0, "utf8"));
const same = (x, y) => {
	if (JSON.stringify(x) !== JSON.stringify(y))
		throw new Error(JSON.stringify(x) + " is not " +
			JSON.stringify(y));
};
same(Object.keys(a), ["total", "exact", "hits", "facets", "nearest"]);
const {score, excerpt, ...hit} = a.hits[0];
same(hit, {kind: "firm", id: "stone", url: "firms/stone.html",
	title: "磐石铸造厂", date: "2020-03-04",
	status: "closed"});
same([a.total, a.exact, Number.isInteger(score)], [1, true, true]);
same(excerpt.filter((part) => part[1]), [["石铸", true]]);
same(a.facets.city, [["shenyang", 1]]);
same(a.nearest, []);
' <said || fail "the answer is not as documented"

step "a value that kinds call otherwise has all its names in the search page"
sed -i 's/^facets: .*/facets: [status, year]/' r/content/schema/closing.yaml
cat >>r/content/schema/closing.yaml <<'END'
life:
  states:
    open: {rank: 1, tone: ok, label: {zh: 已公告, en: Announced}}
    closed: {rank: 2, tone: end, label: {zh: 已停业, en: Closed}}
  own:
    - {set: open, from: on}
END
for kind in closing:所在市 withdrawal:企业所在市; do
	sed -i -e 's/^facets: .*year/&, city/' -e "/^fields:/a\\
  city: {type: enum, label: {zh: ${kind#*:}}, values: {dalian: {zh: 大连市}}}" \
		"r/content/schema/${kind%:*}.yaml"
done
save "closings have a status"
build 0
# A facet of several kinds is called as most of them call it.
has out/search.html '<summary>所在市</summary>'
hasnt out/search.html '<summary>城市</summary>'
# Three firms are open; a closing is, by its second name.
open='data-code="open" data-in="0.0.3 1.1.1 "'
has out/search.html "<li $open>营业 / 已公告</li>" \
	'<li data-code="closed" data-in="0.0.1 ">已停业</li>' \
	'<li data-code="firm" data-url="firms/index.html" data-count="4">'
has out/en/search.html "<li $open>Open / Announced</li>"

step "a record is found by its own id, first of all that hold it"
firm gs-2026-0014 白河造纸坊
firm gs-2026-0015 '抄自 gs-2026-0014'
save "numbered firms"
build 0
run 0 search STONE --repo r -o out
sed -n 1p said >first
matches first '^firms/stone.html '
for id in gs-2026-0014 GS-2026-0014 gs20260014 GS2026-0014; do
	run 0 search "$id" --repo r -o out
	sed -n 1p said >first
	matches first '^firms/gs-2026-0014.html '
done
run 0 search 2026-0014 --repo r -o out --json
has said '["gs-",false],["2026-0014",true]'
