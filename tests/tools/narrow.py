"""A report narrow enough for a picture: few of its columns, one page wide.

narrow.py REPORT TO"""
import sys
import openpyxl
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

book = openpyxl.load_workbook(sys.argv[1])
for other in book.sheetnames[1:]:
    del book[other]
sheet = book.worksheets[0]
last = sheet.max_column
shown = {2: 26, 4: 18, 5: 9, last - 1: 40, last: 40}
for column in range(1, last + 1):
    box = sheet.column_dimensions[get_column_letter(column)]
    box.hidden = column not in shown
    box.width = shown.get(column, 8)
    for row in (1, 2):
        sheet.cell(row, column).alignment = Alignment(wrap_text=True,
                                                      vertical="top")
for row in (1, 2):
    sheet.row_dimensions[row].height = 32
sheet.print_options.gridLines = sheet.print_options.headings = True
sheet.page_setup.orientation = "landscape"
sheet.page_setup.fitToHeight = 1
sheet.sheet_properties.pageSetUpPr = \
    openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
sheet.oddHeader.center.text = sheet.oddFooter.center.text = ""
book.save(sys.argv[2])
