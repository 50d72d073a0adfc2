#include "model/listcell.h"

#include "text/value.h"

#define NAME 60 /* characters; longer texts are prose */

/* The wide form of each mark, and its narrow one. */
static const char *const marks[][2] = {
    {"\n", "\n"}, {"；", ";"}, {"、", "、"}};

static bool
holds(struct str s, const char *const mark[2])
{
	return str_find(s, str_from(mark[0])) < s.n ||
	       str_find(s, str_from(mark[1])) < s.n;
}

static bool
is_prose(const struct schema_field *f)
{
	uint64_t most;

	return f->type == FIELD_MARKDOWN ||
	       (f->type == FIELD_TEXT &&
	        (!str_u64(f->max, &most) || most > NAME));
}

struct listcell
listcell_open(const struct schema_field *field, struct str text)
{
	size_t i = 0;
	size_t n = sizeof marks / sizeof *marks - is_prose(field);

	while (i + 1 < n && !holds(text, marks[i]))
		i++;
	return (struct listcell){text, {marks[i][0], marks[i][1]}};
}

bool
listcell_next(struct listcell *cell, struct str *one)
{
	*one = (struct str){0};
	while (cell->rest.n && !one->n) {
		struct str s = cell->rest;
		struct str wide = str_from(cell->mark[0]);
		struct str narrow = str_from(cell->mark[1]);
		size_t at = str_find(s, wide), other = str_find(s, narrow);
		size_t length = at <= other ? wide.n : narrow.n;

		at = at <= other ? at : other;
		*one = str_trim(str_sub(s, 0, at > s.n ? s.n : at));
		cell->rest = at >= s.n ? (struct str){0}
		                       : str_sub(s, at + length, s.n);
	}
	return one->n > 0;
}

bool
listcell_must_part(struct str one)
{
	return holds(one, marks[1]) || holds(one, marks[2]);
}
