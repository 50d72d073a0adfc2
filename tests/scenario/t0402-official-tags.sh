#!/bin/bash
# The tags by which government sites are read (国办发〔2017〕47号), on a page
# of each type: whose site it is, then either the column or the article.
# Without a site identification code no page pretends to be such a site.
. "$(dirname "$0")/lib.sh"
new_repo
echo 'site_id_code: "2100000000"' >>r/content/site.yaml
git -C r rm -q content/firms/river.md
write content/withdrawals/w1.md <<-'END'
---
title: 撤回大河轴承厂
record: firms/river
explanation: 重复录入
published: 2026-06-01
---
END
firm bright 明亮机床厂 'staff: 12'
for name in 甲 乙 丙 丁 戊 己; do # enough for a list of several pages
	firm "more-$(printf %s "$name" | sha256sum | cut -c1-4)" "$name号机床厂"
done
firm cloud 云帆造船厂
save "the code of the site, one gone, one changed"

# tags FILE...: the tags of each page, without the three of the site.
tags() {
	local f
	for f in "$@"; do
		has "out/$f" '<meta name="SiteName" content="测试名录">' \
			'"SiteDomain" content="https://register.example/">' \
			'<meta name="SiteIDCode" content="2100000000">'
		echo "$f"
		grep -E '^<meta name="(Column|Article|Pub|Content|Key)' \
			"out/$f" | sed -E 's/^[^"]*"//; s/">$//' |
			sed 's/" content="/ /; s/^/  /'
	done
}

step "each type of page has its own"
build 0
tags index.html firms/index.html firms/page-oldest.html \
	firms/by/city/shenyang.html titles/c.html stats.html data.html \
	about.html map.html accessibility.html search.html \
	errors/index.html errors/P101.html data/schema/firm.html \
	firms/wind.html firms/river.html firms/bright.history.html \
	firms/bright.v1.html 404.html >got
# The sentences that describe a page may change; that there is one may not.
sed -E 's/^(  ColumnDescription ).{12,}$/\1.../' got >short
cat >want <<'END'
index.html
  ColumnName 首页
  ColumnDescription 测试
  ColumnKeywords 产学研联盟,备案,公示,专利开放许可,撤销
  ColumnType 首页
firms/index.html
  ColumnName 企业
  ColumnDescription 企业
  ColumnKeywords 企业
  ColumnType 数据发布
firms/page-oldest.html
  ColumnName 企业
  ColumnDescription ...
  ColumnKeywords 企业
  ColumnType 数据发布
firms/by/city/shenyang.html
  ColumnName 企业
  ColumnDescription 企业 沈阳市
  ColumnKeywords 企业,沈阳市
  ColumnType 数据发布
titles/c.html
  ColumnName 全部条目（拼音索引） C
  ColumnDescription ...
  ColumnKeywords 全部条目（拼音索引） C
  ColumnType 概况信息
stats.html
  ColumnName 统计
  ColumnDescription ...
  ColumnKeywords 统计
  ColumnType 数据发布
data.html
  ColumnName 开放数据
  ColumnDescription ...
  ColumnKeywords 开放数据
  ColumnType 数据发布
about.html
  ColumnName 关于本站
  ColumnDescription ...
  ColumnKeywords 关于本站
  ColumnType 概况信息
map.html
  ColumnName 全部栏目
  ColumnDescription ...
  ColumnKeywords 全部栏目
  ColumnType 概况信息
accessibility.html
  ColumnName 无障碍声明
  ColumnDescription ...
  ColumnKeywords 无障碍声明
  ColumnType 概况信息
search.html
  ColumnName 搜索
  ColumnDescription ...
  ColumnKeywords 搜索
  ColumnType 概况信息
errors/index.html
  ColumnName 检查代码说明
  ColumnDescription ...
  ColumnKeywords 检查代码说明
  ColumnType 数据发布
errors/P101.html
  ColumnName P101 … 不是专利号
  ColumnDescription ...
  ColumnKeywords P101 … 不是专利号
  ColumnType 数据发布
data/schema/firm.html
  ColumnName 企业的字段说明
  ColumnDescription ...
  ColumnKeywords 企业的字段说明
  ColumnType 数据发布
firms/wind.html
  ArticleTitle 长风泵阀厂
  PubDate 2023-11-16 06:13
  ContentSource 测试局
  Keywords 企业,沈阳市
firms/river.html
  ColumnName 已撤下的记录
  ColumnDescription ...
  ColumnKeywords 已撤下的记录
  ColumnType 数据发布
firms/bright.history.html
  ColumnName 修改历史：明亮机床厂
  ColumnDescription ...
  ColumnKeywords 修改历史：明亮机床厂
  ColumnType 数据发布
firms/bright.v1.html
  ColumnName 明亮机床厂
  ColumnDescription ...
  ColumnKeywords 明亮机床厂
  ColumnType 数据发布
404.html
END
diff want short >told || fail "other tags: $(cat told)"

step "every page of the site is told of in one of the two ways"
grep -rLE '<meta name="(ColumnType|PubDate)"' out --include='*.html' |
	sort >without
printf 'out/%s404.html\n' '' en/ | diff - without >told ||
	fail "pages without: $(cat told)"
! grep -rlE '<meta name="[A-Za-z]+" content=""' out --include='*.html' ||
	fail "a tag says nothing"

step "no site is one that does not say so"
sed -i '/^site_id_code/d' r/content/site.yaml
save "no code"
build 0
! grep -rlE '<meta name="(Site|Column|Article|PubDate|Content|Keywords)' \
	out --include='*.html' || fail "tags without configuration"
