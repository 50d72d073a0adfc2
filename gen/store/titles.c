#include "store/titles.h"

struct str
titles_name(struct buf *k, enum lang lang, unsigned i)
{
	buf_reset(k);
	buf_fmt(k, "*|%.*s|%c", STR_ARG(lang_code(lang)),
	        i < TITLES_LETTERS - 1 ? (char)('a' + i) : '0');
	return buf_str(k);
}

struct str
titles_list(struct buf *k, const struct row *row, enum lang lang)
{
	return titles_name(k, lang, row->sound[lang] >> TITLES_BITS);
}

bool
titles_is(struct str list)
{
	return str_starts(list, STR("*|"));
}

/* The lowest sound has the latest day, because the latest comes first. */
int32_t
titles_day(struct str list, const struct row *row)
{
	uint32_t most = (1u << TITLES_BITS) - 1;
	int lang = str_starts(list, STR("*|en|"));

	if (!titles_is(list))
		return row->day;
	return (int32_t)(most - (row->sound[lang] & most));
}

uint32_t
titles_number(struct str list, const struct row *row)
{
	return titles_is(list) ? row->accession : row->serial;
}

uint32_t
titles_page_size(struct view_limits limits, struct str list)
{
	return titles_is(list) ? limits.page_size * TITLES_TIMES
	                       : limits.page_size;
}
