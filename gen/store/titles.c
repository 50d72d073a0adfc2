#include "store/titles.h"

struct str
titles_letter(unsigned i)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0";
	unsigned last = TITLES_LETTERS - 1;

	return (struct str){&letters[i < last ? i : last], 1};
}

struct str
titles_name(struct buf *k, enum lang lang, struct str letter)
{
	buf_reset(k);
	buf_fmt(k, "*|%.*s|%.*s", STR_ARG(lang_code(lang)),
	        STR_ARG(letter));
	return buf_str(k);
}

bool
titles_parse(struct str list, enum lang *lang, struct str *letter)
{
	*letter = list;
	return str_eq(str_cut(letter, '|'), STR("*")) &&
	       lang_parse(str_cut(letter, '|'), lang);
}

struct str
titles_list(struct buf *k, const struct row *row, enum lang lang)
{
	return titles_name(k, lang,
	                   titles_letter(row->sound[lang] >> TITLES_BITS));
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
	enum lang lang;
	struct str letter;

	if (!titles_parse(list, &lang, &letter))
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
