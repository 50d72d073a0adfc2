"""Sheets for t0710-import.sh, made by a writer that is not ours."""
import datetime, random, zipfile
import openpyxl
def book(path, rows, after=None):
    wb = openpyxl.Workbook()
    ws = wb.active
    ws.title = "表1"
    for row in rows:
        ws.append(row)
    if after:
        after(ws)
    wb.save(path)
def num(base):
    t = sum(int(c) * (2 + i % 8) for i, c in enumerate(base)) % 11
    return "ZL" + base + "." + ("X" if t == 10 else str(t))
head = ["专利（申请）号", "名称", "方式", "金额（万元）", "比例", "申请日",
        "起始月", "开放", "关键词", "权利人1名称", "权利人1信用代码", "权利人2 · 名称"]
good = ["ZL202310412345.7", "一种低温传感器的封装方法", "一次总付", "２ 万元/年", "3％",
        "2024.5.6", "2024年5月", "√", "低温；传感器", "示例大学", "91210100MA0DEMA17J", "另一所大学"]
book("good.xlsx", [["专利清单"], head, good], lambda ws: ws.merge_cells("A1:L1"))
def dates(ws):
    ws["F2"] = datetime.date(2024, 5, 6)
    ws["G2"] = datetime.datetime(2024, 5, 1)
    ws["E2"] = 0.035
    ws["E2"].number_format = "0.0%"
    ws["D2"] = 2.5
    ws["H2"] = True
book("typed.xlsx", [head, [num("202310412346")] + good[1:]], dates)
two = ["证书号", "名称", "申请日", "权利人", ""]
book("heads.xlsx", [two, ["", "", "", "名称", "信用代码"],
     [num("202310412347"), "一种两行表头的装置", "2024-01-02", "示例大学", "91210100MA0DEMA17J"]],
     lambda ws: (ws.merge_cells("D1:E1"), ws.merge_cells("A1:A2")))
book("list.xlsx", [["2024年专利清单"],
     ["序号", "证书号", "名称", "方式", "金额（万元）", "申请日", "关键词", "权利人", "权利人信用代码"],
     [1, num("202310412360"), "一种三段式换热器", "一次总付费", 2, "2024.5.6", "低温、传感器", "示例大学、某厂",
      "91210100MA0DEMA17J；91210200MA0DEMB21U"],
     ["合 计", "", "", "", 2], ["注：金额含税"]], lambda ws: ws.merge_cells("A1:I1"))
tail = [["合计：1件", "", "", "", 2], ["合计:"], ["总计 1 件"], ["共计1件"], ["以上共 1 件"], ["", "", "合计：1件"],
        ["——以下空白——"], ["审核意见："], ["示例大学科技处 2026年11月"], ["", "单位盖章："], ["", "（盖章）"],
        ["", "经办人：某某", "联系电话：0429-00000000"], ["", "", "", "", "", "以下空白"], ["", "负责人："], ["2"]]
book("tail.xlsx", [["序号", "证书号", "名称", "方式", "金额（万元）", "申请日"],
     [1, num("202310412361"), "合计装置", "一次总付", 2, "2024-05-06"]] + tail,
     lambda ws: [ws.merge_cells(r) for r in ("A3:C3", "A11:F11", "B20:F21")])
book("odd.xlsx", [["序号", "证书号", "名称", "方式", "金额（万元）", "申请日"],
     [1, num("202310412361"), "合计装置", "一次总付", 2, "2024-05-06"],
     [2, "", "注水装置", "一次总付", 2, "2024-05-06"], [3, "", "", "", "", "2024-05-06"]])
rows = [head]
def bad(**over):
    row = list(good)
    for k, v in over.items():
        row[ord(k) - 65] = v
    rows.append(row)
bad(A="1.1E+11")
bad(A="202310412345")
bad(A="ZL202310412345.6")
bad(A=num("202310412348"), F="45413")
bad(A=num("202310412349"), D="3元")
bad(A=num("202310412350"), G="2024.1")
bad(A=num("202310412351"), C="免废")
bad(A=num("202310412352"), J=None)
bad(A=num("202310412353"), B="#REF!")
bad(A=num("202310412353"))
book("bad.xlsx", rows)
book("mixed.xlsx", [head, good, rows[1]])
book("formula.xlsx", [head, good[:3] + ["=1+1"] + good[4:]])
book("merged.xlsx", [head, good, good], lambda ws: ws.merge_cells("J2:J3"))
book("unknown.xlsx", [head + ["备注"], good + ["x"]])
book("none.xlsx", [["甲", "乙"], ["1", "2"]])
src = zipfile.ZipFile("good.xlsx")
def variant(path, member, data):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for i in src.infolist():
            z.writestr(i.filename, data if i.filename == member else src.read(i.filename))
variant("bomb.xlsx", "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * (300 << 20))
variant("laughs.xlsx", "xl/worksheets/sheet1.xml",
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>')
sheet = src.read("xl/worksheets/sheet1.xml")
blank = b"".join(b'<row r="%d"></row>' % i for i in range(10, 1000010))
variant("empty.xlsx", "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", blank + b"</sheetData>"))
variant("nobook.xlsx", "x", b"")
with zipfile.ZipFile("nobook.xlsx", "w") as z:
    z.writestr("word/document.xml", "<x/>")
open("many.xlsx", "wb")
with zipfile.ZipFile("many.xlsx", "w") as z:
    for i in range(5000):
        z.writestr("m%d" % i, "")
open("old.xls", "wb").write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
open("old.xlsx", "wb").write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
open("name.csv", "wb").write(open("good.xlsx", "rb").read())
open("text.xlsx", "wb").write("专利号,名称\n".encode())
open("cut.xlsx", "wb").write(open("good.xlsx", "rb").read()[:2000])
open("noise.csv", "wb").write(bytes(range(128, 256)) * 4)
text = ",".join(head) + "\r\n" + ",".join(good).replace("ZL202310412345.7", num("202310412354")) + "\r\n"
open("gb.csv", "wb").write(text.encode("gb18030"))
open("bom.csv", "wb").write(b"\xef\xbb\xbf" + text.encode())
open("tab.tsv", "wb").write(text.replace(",", "\t").encode("gb18030"))
open("wide.csv", "wb").write(text.encode("utf-16"))
own = {
    "发明名称": "一种在线检测仪器的标定方法", "专利号": "ZL202119990001.2", "专利类别": "发明",
    "所属领域": "高端装备制造", "地区": "哈尔滨市", "申请日期": "2021.1.5", "授权日期": "2023年3月3日",
    "权利人": "示例大学", "信用代码": "91210100MA0DEMA17J",
    "技术简介": "用两点标定代替逐点标定，标定时间由一小时缩短到十分钟。", "技术成熟度等级": "TRL 6",
    "技术优势": "标定时间缩短到十分钟。", "应用领域": "仪器制造", "收费方式": "净销售额提成", "费率（%）": "2",
    "保底（万元）": "1.5", "封顶": "30万元", "计算依据": "以不含税净销售额为基数，按年结算。",
    "许可起始日": "2024-04-02", "许可截止日": "2029-04-01", "联系部门": "示例大学技术转移中心",
    "联系电话": "0451-0000 0000", "电子邮箱": "zhuanhua@gongshi.example", "通讯地址": "哈尔滨市示例路1号",
    "独占或排他许可仍在有效期": "否", "权属纠纷或保全中止": "否", "未按规定缴纳年费": "否",
    "质押且未经质权人同意": "否", "其他妨碍实施的情形": "否",
    "发布日期": "2024-03-25", "发布机构": "示例省知识产权局", "公开前审查单位": "政策法规处（示例）",
}
open("own.csv", "w").write(",".join(own) + "\r\n" + ",".join(own.values()) + "\r\n")
page = "<html><head><meta charset=gbk></head><body><table><tr><td>专利号</td></tr></table></body></html>"
open("page.xls", "w").write(page)
open("page.xlsx", "w").write("\ufeff\n" + page)
open("page.csv", "wb").write(page.encode("gb18030"))
open("xml.xls", "w").write('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>')
open("table.et", "wb").write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
open("list.ods", "wb").write(open("good.xlsx", "rb").read())
open("bare", "w").write("x")
open("nothing.csv", "w").write("")
open("nothing.xlsx", "w").write("")
open("locked.xlsx", "wb").write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
variant("outside.xlsx", "xl/worksheets/sheet1.xml",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>')
rest = ",".join(good[1:]) + "\r\n"
lines = ",".join(head) + "\r\n" + num("202310412355") + "," + rest
open("ends.csv", "wb").write(lines.replace("低温；传感器", '"低温\r\n；传感器"').encode()
    + (num("202310412356") + "," + rest).replace("\r\n", "\r").encode()
    + (num("202310412357") + "," + rest).replace("\r\n", "\n").encode())
open("nul.csv", "wb").write(lines.replace("一种", "一\0种").encode())
open("long.csv", "w").write(lines.replace("一种", "长" * 3500000))
open("quote.csv", "w").write(lines.replace("一种", '"一种') + lines * 50)
open("broad.csv", "w").write(lines + "," * 20000 + "x\r\n")
open("commas.csv", "w").write(lines + ",,\r\n" * 1048576)
text1 = b'<row r="9"><c r="A9" t="inlineStr"><is><t>%s</t></is></c></row></sheetData>'
variant("long.xlsx", "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", text1 % random.Random(1).randbytes(5000000).hex().encode()))
variant("broad.xlsx", "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", text1.replace(b"A9", b"ZZZ9") % b"x"))
tall = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (i, i) for i in range(10, 1048577))
variant("tall.xlsx", "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", tall + b"</sheetData>"))
variant("below.xlsx", "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", b'<row r="1048576"><c r="B1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'))
