"""A row for the sheet that a university hands in: the example's, under another
number, which has lost its check digit or is whole.

fill.py EXAMPLES TEMPLATE TO lost|whole"""
import sys
import openpyxl

examples, template, to, how = sys.argv[1:]
number = "201910999999"
check = sum(int(c) * (2 + i % 8) for i, c in enumerate(number)) % 11
assert 0 < check < 10, check
rows = openpyxl.load_workbook(examples).worksheets[0].values
example = dict(zip(next(rows), next(rows)))
book = openpyxl.load_workbook(template)
sheet, guide = book.worksheets[:2]
shown = {row[0]: row[2] for row in guide.values}
for body in {"正文", "body"} & set(shown):
    assert shown[body] == example[body], shown[body]
# What the empty sheet has too few columns for is added, as the guide says.
have = [cell.value for cell in sheet[1]]
for name, value in example.items():
    if value and name not in have:
        sheet.cell(1, sheet.max_column + 1, name)
for cell in list(sheet[1]):
    value = example.get(cell.value)
    if cell.value in ("编号", "id"):
        value = None
    if str(value).startswith("ZL"):
        value = number if how == "lost" else f"ZL{number}.{check}"
    sheet.cell(2, cell.column, value)
book.save(to)
