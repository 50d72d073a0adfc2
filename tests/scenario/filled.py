"""The template of a kind, filled in as an officer does, for t0715: openpyxl
opens what we hand out, writes rows under its heading, and saves it.

    filled.py TEMPLATE OUT [HEADING:ROW=VALUE ...]

Two rows of licences; what follows is written over cells: a number after
"number:", nothing at all for "-".  Row 1 is the heading itself."""
import sys
import openpyxl

ROW = {
    "发明创造名称": "一种低温传感器的封装方法",
    "专利类型": "发明",
    "技术领域": "新材料",
    "专利权人所在市": "沈阳市",
    "申请日": "2019-01-02",
    "授权公告日": "2022-02-03",
    "专利权人1 · 名称": "示例大学",
    "专利权人1 · 统一社会信用代码": "12210200412361291M",
    "技术简介": "采用陶瓷转子整体磨削与配对研磨工艺，端面间隙控制在八微米内。",
    "许可使用费 · 支付方式": "一次总付",
    "许可使用费 · 金额": "3",
    "许可使用费 · 计算依据和方式": "合同生效后三十日内一次付清。",
    "许可期限 · 起": "2025-02-19",
    "许可期限 · 止": "2030-02-18",
    "承诺事项 · 独占或排他许可仍在有效期": "否",
    "承诺事项 · 权属纠纷或保全中止": "否",
    "承诺事项 · 未按规定缴纳年费": "否",
    "承诺事项 · 质押且未经质权人同意": "否",
    "承诺事项 · 其他妨碍实施的情形": "否",
    "联系方式 · 部门": "成果转化办公室",
    "联系方式 · 办公电话": "0429-0000 0000",
    "发布日期": "2025-02-19",
    "发布机构": "示例大学",
    "公开前审查单位": "知识产权处（示例）",
}


def main(template, out, *over):
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    place = {c.value: c.column for c in sheet[1]}
    numbers = ["ZL201910000001.9", "ZL201910000002.3"]
    for row, number in enumerate(numbers, 2):
        for name, value in {**ROW, "专利号": number}.items():
            sheet.cell(row, place[name], value)
        sheet.cell(row, place["发明创造名称"]).value += "之" + "一二"[row - 2]
    for one in over:
        name, value = one.split("=", 1)
        name, row = name.split(":")
        if value.startswith("number:"):
            value = float(value[7:])
        cell = sheet.cell(int(row), place[name])
        cell.value = None if value == "-" else value
    book.save(out)


main(*sys.argv[1:])
