#include "model/workday.h"

static const struct code *
row_of(const struct codes *table, int32_t day)
{
	char iso[DATE_ISO_SIZE];

	date_iso(day, iso);
	return codes_find(table, (struct str){iso, DATE_ISO_SIZE - 1});
}

/* The first row not before a text, or the number of rows. */
static size_t
first_from(const struct codes *table, struct str text)
{
	size_t low = 0, high = table->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(table->by_code[middle]->code, text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
workday_known(const struct codes *table, int year)
{
	char iso[DATE_ISO_SIZE];
	struct str prefix = {iso, 5}; /* with its hyphen */
	int32_t day;
	size_t at;

	if (!table || !date_of((struct date_parts){year, 1, 1}, &day))
		return false;
	date_iso(day, iso);
	at = first_from(table, prefix);
	return at < table->n && str_starts(table->by_code[at]->code, prefix);
}

/* 1970-01-01 was a Thursday. */
static bool
weekend(int32_t day)
{
	return ((day + 3) % 7 + 7) % 7 >= 5;
}

bool
workday_is(const struct codes *table, int32_t day)
{
	const struct code *row = row_of(table, day);

	if (!row)
		return !weekend(day);
	return str_eq(text2_in(row->label, LANG_EN), STR("work"));
}

uint32_t
workday_count(const struct codes *table, int32_t from, int32_t to,
              uint32_t enough)
{
	uint32_t n = 0;

	for (int32_t day = from; day <= to && n < enough; day++)
		n += workday_is(table, day);
	return n;
}

int32_t
workday_after(const struct codes *table, int32_t day, uint32_t n)
{
	int32_t last = date_add(0, DATE_NEVER);

	while (n && day < last) {
		day = date_add(day, 1);
		n -= workday_is(table, day);
	}
	return day;
}
