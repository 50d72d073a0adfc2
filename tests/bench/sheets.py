"""Sheets of many new licences, in two forms."""
import csv
import sys

import openpyxl

n = int(sys.argv[1])
DIR = sys.argv[2]

def digit(s):
    t=sum(int(c)*(2+i%8) for i,c in enumerate(s))%11
    return 'X' if t==10 else str(t)
heads=['专利号','发明创造名称','专利类型','技术领域','专利权人所在市','申请日','授权公告日','专利权人1名称','专利权人1统一社会信用代码','技术简介','许可使用费支付方式','许可使用费金额','计算依据和方式','许可期限起','许可期限止','独占或排他许可仍在有效期','权属纠纷或保全中止','未按规定缴纳年费','质押且未经质权人同意','其他妨碍实施的情形','部门','办公电话','发布日期','发布机构','公开前审查单位']
rows=[]
for i in range(n):
    b='20211%07d'%(10000+i)
    rows.append(['ZL'+b+'.'+digit(b),'一种%05d号装置的制造方法'%i,'发明','高端装备制造','沈阳市','2021-03-01','2023-05-06','示例大学','12100000412345670F','这是第%d项技术的简介，说明它做什么用，适合哪些企业，已经试验多少次。'%i,'一次总付','%d'%(i%50+1),'按照评估报告确定，一次付清。','2025-01-01','2029-12-31','否','否','否','否','否','成果转化中心','024-88880000','2025-01-01','示例大学','科研院'])
wb=openpyxl.Workbook(write_only=True);ws=wb.create_sheet('表1');ws.append(heads)
for r in rows: ws.append(r)
wb.save(DIR + '/big.xlsx')
with open(DIR + '/big.csv','w',encoding='gb18030',newline='') as f:
    w=csv.writer(f);w.writerow(heads);w.writerows(rows)
