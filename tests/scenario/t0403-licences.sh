#!/bin/bash
# What somebody meets who wants a licence: the register opens with what can
# be taken now; the notice that takes it is there exactly as long, plain text,
# and made again when what it says changes.
. "$(dirname "$0")/lib.sh"
new_repo
cat >r/content/schema/license.yaml <<'END'
kind: license
folder: offers
label: {zh: 许可, en: Offers}
nav: 20
title: name
date: [open_on, published]
facets: [status]
fields:
  name: {type: text, label: {zh: 名称, en: Name}, required: true}
  patent_no: {type: text, label: {zh: 专利号, en: Patent}, required: true}
  published: {type: date, label: {zh: 发布, en: Published}, required: true}
  open_on: {type: date, label: {zh: 公告日, en: Announced}}
  withdrawn_on: {type: date, label: {zh: 撤回, en: Withdrawn}}
  to: {type: date, label: {zh: 止, en: To}, required: true}
  contact:
    type: map
    label: {zh: 联系, en: Contact}
    fields:
      office: {type: text, label: {zh: 部门, en: Office}}
      email: {type: email, label: {zh: 邮箱, en: E-mail}}
  fee:
    type: map
    label: {zh: 费用, en: Fee}
    required: true
    fields:
      mode:
        type: enum
        label: {zh: 方式, en: Way}
        required: true
        values:
          lump: {zh: 一次总付, en: Lump sum}
          staged: {zh: 分阶段, en: Staged}
      amount:
        type: money
        label: {zh: 金额, en: Amount}
        unit: {zh: 万元, en: CNY 10k}
      stages:
        type: list
        label: {zh: 阶段, en: Stages}
        of:
          type: map
          fields:
            from: {type: integer, label: {zh: 自, en: From}, required: true}
            to: {type: integer, label: {zh: 至, en: To}}
            mode:
              type: enum
              label: {zh: 方式, en: Way}
              required: true
              values:
                lump: {zh: 一次总付, en: Lump sum}
                royalty_sales: {zh: 净销售额提成, en: Royalty on net sales}
            amount:
              type: money
              label: {zh: 金额, en: Amount}
              unit: {zh: 万元, en: CNY 10k}
            rate: {type: decimal, label: {zh: 比例, en: Rate}}
            floor: {type: money, label: {zh: 保底, en: Least}}
            cap: {type: money, label: {zh: 封顶, en: Most}}
life:
  states:
    waiting: {rank: 10, tone: wait, label: {zh: 拟开放, en: Pending}}
    open: {rank: 20, tone: ok, label: {zh: 开放中, en: Open}}
    over: {rank: 30, tone: end, label: {zh: 已撤回, en: Withdrawn}}
  own:
    - {set: waiting, from: published, until: to}
    - {set: open, from: open_on, until: to}
    - {set: over, from: withdrawn_on}
rules:
  - rule: stages
    list: fee.stages
    from: fee.stages.from
    to: fee.stages.to
    mode: fee.stages.mode
    amount: fee.stages.amount
    rate: fee.stages.rate
    floor: fee.stages.floor
    cap: fee.stages.cap
END
mkdir -p r/content/offers
# offer ID NAME LINE...: one offer.
offer() {
	{
		printf '%s\n' --- "name: $2" "patent_no: ZL-$1" \
			'published: 2026-01-05' 'to: 2026-12-31' \
			'contact: {office: 转化处, email: office@example.org}' \
			'fee: {mode: lump, amount: 12.5}' "${@:3}" ---
	} >"r/content/offers/$1.md"
}
offer pump '泵 <A&B> "甲"' 'open_on: 2026-02-01'
offer soon '待公告的阀' 'open_on: 2026-08-01'
save offers

step "an offer that can be taken has a letter, filled in, in both languages"
build 0
there out/offers/pump.txt out/en/offers/pump.txt
has out/offers/pump.txt '专利号：ZL-pump' '泵 <A&B> "甲"' \
	'许可期内：一次总付 12.5 万元' '送达：转化处' \
	'邮箱：office@example.org' \
	'offers/pump.html' '统一社会信用代码：____'
has out/en/offers/pump.txt 'Patent number: ZL-pump' \
	'Lump sum 12.5 CNY 10k' 'E-mail: office@example.org'
[ "$(head -c 3 out/offers/pump.txt | od -An -tx1)" = " ef bb bf" ] ||
	fail "no byte order mark"
has out/offers/pump.html 'href="../offers/pump.txt"' \
	'datetime="2026-02-01">2026年2月1日</time>起施行' \
	'pump.history.html">价格和条款的历次变更'

step "what cannot be taken yet has none, and its page leads to none"
gone out/offers/soon.txt out/en/offers/soon.txt
hasnt out/offers/soon.html 'soon.txt'

# opens NAME...: what the register and the home page begin with.
opens() {
	local want got page
	want=$(printf '%s\n' "$@")
	for page in out/offers/index.html out/index.html; do
		got=$(sed -n -e '/id="open"/,/<\/section>/p' \
			-e '/<h2>许可/,/<\/section>/p' "$page" |
			grep -oE 'offers/(pump|soon)\.html' |
			grep -oE 'pump|soon')
		[ "$got" = "$want" ] || fail "$page opens with $got"
	done
}

step "the register and the home page open with what can be taken"
opens pump
has out/offers/index.html '现在可以取得的许可<span class="h2-count">1<' \
	'12.5' 'offers/by/status/open.html'

step "it comes with the day and goes with the withdrawal"
AS_OF=2026-08-01
build 0
there out/offers/soon.txt
has out/offers/soon.html 'href="../offers/soon.txt"'
opens soon pump
offer pump '泵 <A&B> "甲"' 'open_on: 2026-02-01' 'withdrawn_on: 2026-08-01'
save withdrawn
build 0
gone out/offers/pump.txt out/en/offers/pump.txt
hasnt out/offers/pump.html 'pump.txt'
opens soon

step "another price makes it again, and all is as from nothing"
sed -i 's/12.5/13.5/' r/content/offers/soon.md
save price
build 0
has out/offers/soon.txt '13.5 万元'
run 0 build --repo r -o clean --as-of "$AS_OF"
same out clean

step "another text of the theme reaches the letters alone"
sed -i 's/书面通知$/&（新）/' r/themes/default/templates/letter.txt.mustache
save theme
build 0 --json
has out/offers/soon.txt '书面通知（新）'
run 0 build --repo r -o clean2 --as-of "$AS_OF"
same out clean2

step "a list of which nothing can be had at a price has no page by price"
there out/offers/by-price.html out/en/offers/by-price.html
has out/offers/index.html 'by-price.html'
# What is too much to be counted is no price.
sed -i 's/13\.5/999999999999/' r/content/offers/soon.md
save "no price"
build 0
gone out/offers/by-price.html out/en/offers/by-price.html
hasnt out/offers/index.html 'by-price.html'
run 0 build --repo r -o clean3 --as-of "$AS_OF"
same out clean3
sed -i 's/^withdrawn_on:.*//' r/content/offers/pump.md
save "the other again"
build 0
there out/offers/by-price.html
has out/offers/index.html 'by-price.html'
rm -r clean3
run 0 build --repo r -o clean3 --as-of "$AS_OF"
same out clean3

step "tables have prices as numbers, those of stages too, as the lists compare"
offer steps 分阶段的泵 'open_on: 2026-02-01'
sed -i '/^fee:/d; s/^open_on/fee:\
  mode: staged\
  stages:\
    - {from: 0, to: 12, mode: lump, amount: 3}\
    - {from: 12, mode: royalty_sales, rate: 5, floor: 1, cap: 4}\
&/' r/content/offers/steps.md
save "an offer in stages"
build 0
python3 - <<'END' || fail "the reader says so"
import csv, json
def table(path):
    return {r["id"]: r for r in csv.DictReader(open(path,
        encoding="utf-8-sig", newline=""))}
rows = table("out/data/offers-1.csv")
listed = table("out/offers/by/status/open.csv")
prices = ["price_3_years", "price_fixed", "price_royalty.mode",
    "price_royalty.mode.label", "price_royalty.rate", "price_royalty.floor",
    "price_royalty.cap"]
assert list(rows["pump"])[-7:] == prices, list(rows["pump"])
assert [rows["pump"][p] for p in prices] == ["12.5", "12.5"] + 5 * [""]
# A year at a lump sum, then two at 5 % of 100 a year, 4 at most.
assert [rows["steps"][p] for p in prices] == ["11", "3", "royalty_sales",
    "净销售额提成", "5", "1", "4"], rows["steps"]
# What is too much to be counted is no price.
assert [rows["soon"][p] for p in prices] == 7 * [""], rows["soon"]
assert len(listed) == 3
for one in listed:
    assert listed[one]["price_3_years"] == rows[one]["price_3_years"], one
told = {c["name"]: c for c in json.load(
    open("out/data/offers.csv-metadata.json"))["tableSchema"]["columns"]}
for name in ("price_3_years", "price_fixed", "price_royalty.cap"):
    assert told[name]["datatype"] == "decimal", name
    assert told[name]["schema:unitText"][0]["@value"] == "万元", name
assert told["price_royalty.rate"]["schema:unitText"][0]["@value"] == "%"
assert told["price_royalty.mode"]["datatype"] == "string"
assert told["price_3_years"]["titles"]["zh"] == "三年费用（估算）"
END
has out/data.html price_royalty.rate
run 0 build --repo r -o clean4 --as-of "$AS_OF"
same out clean4
