"""A sheet as an office keeps it, for LibreOffice to save: a title over all
columns, a heading of two rows with merged groups, words for our fields,
dates, a month, a percentage and amounts as quantities with formats."""
import sys


def text(s, more=""):
    return f'<table:table-cell office:value-type="string" {more}>' \
        f"<text:p>{s}</text:p></table:table-cell>"


def cell(sort, value, style):
    key = "date-value" if sort == "date" else "value"
    return f'<table:table-cell table:style-name="{style}" ' \
        f'office:value-type="{sort}" office:{key}="{value}"/>'


def span(s, columns, rows):
    return text(s, f'table:number-columns-spanned="{columns}" '
                f'table:number-rows-spanned="{rows}"') \
        + "<table:covered-table-cell/>" * (columns - 1)


def row(*cells):
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def covered(n):
    return "<table:covered-table-cell/>" * n


heads = ["申请号", "名称", "方式", "金额", "比例", "申请日", "起始月", "开放"]
rows = [row(span("2026年度专利清单", 10, 1)),
        row(*[span(h, 1, 2) for h in heads], span("权利人", 2, 1)),
        row(covered(len(heads)), text("名称"), text("信用代码"))]
for number, day, amount in (("ZL202310412345.7", "2024-05-06", 2.5),
                            ("ZL202310412347.6", "2023-12-31", 1200)):
    rows.append(row(
        text(number), text("一种低温传感器的封装方法"), text("一次总付"),
        cell("float", amount, "money"), cell("percentage", 0.035, "share"),
        cell("date", day, "day"), cell("date", "2024-05-01", "month"),
        text("是"), text("示例大学"), text("91210100MA0DEMA17J")))
if "lost" in sys.argv:
    # What Excel makes of long numbers that are typed into plain cells.
    rows.append(row(cell("float", 202310412348, "plain"),
                    text("一种存成数字的装置"), text("免费"), text(""),
                    text(""), cell("float", 45413, "plain"),
                    text("2024年5月"), text("否"), text("示例大学"),
                    cell("float", 912101001234567890, "plain")))

names = "office text table number style fo"
urn = {"fo": "xsl-fo-compatible", "number": "datastyle"}
spaces = " ".join(
    f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{urn.get(n, n)}:1.0"'
    for n in names.split())
print(f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {spaces} office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<number:date-style style:name="D"><number:year number:style="long"/>
<number:text>年</number:text><number:month/><number:text>月</number:text>
<number:day/><number:text>日</number:text></number:date-style>
<number:date-style style:name="M"><number:year number:style="long"/>
<number:text>年</number:text><number:month/><number:text>月</number:text>
</number:date-style>
<number:percentage-style style:name="P"><number:number
 number:decimal-places="1"/><number:text>%</number:text>
</number:percentage-style>
<number:number-style style:name="N"><number:number
 number:decimal-places="2" number:grouping="true"/></number:number-style>
<style:style style:name="plain" style:family="table-cell"/>
<style:style style:name="day" style:family="table-cell"
 style:data-style-name="D"/>
<style:style style:name="month" style:family="table-cell"
 style:data-style-name="M"/>
<style:style style:name="share" style:family="table-cell"
 style:data-style-name="P"/>
<style:style style:name="money" style:family="table-cell"
 style:data-style-name="N"/>
</office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="清单">
{"".join(rows)}
</table:table></office:spreadsheet></office:body></office:document>""")
