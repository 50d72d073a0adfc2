#include "model/pasted.h"

#include "base/buf.h"

#include <string.h>

static bool
is_fence(struct str line)
{
	return str_starts(line, STR("```")) || str_starts(line, STR("~~~"));
}

/* The mark of a list's item, which word processors put before a tab. */
static bool
is_item(struct str cell)
{
	size_t n = 0;

	while (n < cell.n && cell.p[n] >= '0' && cell.p[n] <= '9')
		n++;
	return cell.n == n + 1 && memchr(n ? ".)" : "-*+", cell.p[n],
	                                 n ? 2 : 3);
}

/* Text, and a tab within it. */
static bool
is_row(struct str line)
{
	struct str rest = str_trim(line);

	return line.n && line.p[0] != '\t' &&
	       !str_starts(line, STR("    ")) &&
	       str_chr(rest, '\t') < rest.n && !is_item(str_cut(&rest, '\t'));
}

static struct str
written(struct arena *a, struct str line, bool rule)
{
	struct buf b = {0};
	struct str row;

	line = str_trim(line);
	buf_byte(&b, '|');
	while (line.n) {
		struct str cell = str_trim(str_cut(&line, '\t'));

		buf_fmt(&b, " %.*s |", STR_ARG(rule ? STR("---") : cell));
	}
	row = arena_str(a, buf_str(&b));
	buf_release(&b);
	return row;
}

bool
pasted_find(struct arena *a, struct str text, struct pasted *pasted)
{
	struct str before = {0};
	bool code = false;

	for (unsigned n = 1; text.n; n++) {
		struct str line = str_cut(&text, '\n');

		code ^= is_fence(line);
		if (!code && is_row(line) && is_row(before)) {
			*pasted = (struct pasted){n - 1,
			                          written(a, before, false),
			                          written(a, before, true)};
			return true;
		}
		before = code ? (struct str){0} : line;
	}
	return false;
}
