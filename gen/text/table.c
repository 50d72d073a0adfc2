#include "text/table.h"

size_t
table_cells(struct str line, struct str cell[TABLE_COLUMNS + 1])
{
	size_t n = 0, from = 0;

	line = str_trim(line);
	if (line.n && line.p[0] == '|')
		from = 1;
	for (size_t i = from; i <= line.n && n <= TABLE_COLUMNS; i++) {
		if (i < line.n && line.p[i] == '\\' && i + 1 < line.n) {
			i++;
			continue;
		}
		if (i < line.n && line.p[i] != '|')
			continue;
		if (i == line.n && from == i && n)
			break; /* the bar at the end closes the last cell */
		cell[n++] = str_trim(str_sub(line, from, i));
		from = i + 1;
	}
	return n;
}

/* Is it `---` with a colon at either end, or none? */
static bool
align_of(struct str cell, enum table_align *align)
{
	bool left = str_starts(cell, STR(":"));
	bool right = cell.n > 1 && str_ends(cell, STR(":"));

	cell = str_sub(cell, left, cell.n - right);
	if (!cell.n)
		return false;
	for (size_t i = 0; i < cell.n; i++)
		if (cell.p[i] != '-')
			return false;
	if (left && right)
		*align = TABLE_CENTER;
	else if (left)
		*align = TABLE_LEFT;
	else
		*align = right ? TABLE_RIGHT : TABLE_NONE;
	return true;
}

size_t
table_delimiter(struct str line, enum table_align align[TABLE_COLUMNS])
{
	struct str cell[TABLE_COLUMNS + 1];
	size_t n;

	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] != '-' && line.p[i] != '|' &&
		    line.p[i] != ':' && line.p[i] != ' ' &&
		    line.p[i] != '\t' && line.p[i] != '\r')
			return 0;
	n = table_cells(line, cell);
	for (size_t i = 0; i < n && i < TABLE_COLUMNS; i++)
		if (!align_of(cell[i], &align[i]))
			return 0;
	return n;
}

void
table_unescape(struct buf *b, struct str cell)
{
	size_t from = 0;

	for (size_t i = 0; i + 1 < cell.n; i++) {
		if (cell.p[i] != '\\')
			continue;
		if (cell.p[i + 1] == '|') {
			buf_add(b, str_sub(cell, from, i));
			from = i + 1;
		}
		i++;
	}
	buf_add(b, str_sub(cell, from, cell.n));
}
