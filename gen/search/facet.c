#include "search/facet.h"

#include "base/map.h"

#include <stdio.h>
#include <stdlib.h>

#define YEAR_DAYS (12 * 31) /* of column_day */
#define YEAR_TEXT 12

static bool
is_year(struct str code)
{
	return str_eq(code, STR("year"));
}

static struct str
year_of(const struct column_row *row, char text[YEAR_TEXT])
{
	int n = snprintf(text, YEAR_TEXT, "%04u", row->day / YEAR_DAYS);

	return row->day ? (struct str){text, (size_t)n} : (struct str){0};
}

/* The values of a facet, joined. */
static struct str
values_of(const struct column_row *row, struct str code,
          char text[YEAR_TEXT])
{
	if (is_year(code))
		return year_of(row, text);
	for (size_t i = 0; i < row->facets; i++)
		if (str_eq(row->facet[i].code, code))
			return row->facet[i].value;
	return (struct str){0};
}

/* Has the row one of the values that the filters of this facet give? */
static bool
meets(const struct query *query, struct str code,
      const struct column_row *row)
{
	char text[YEAR_TEXT];
	struct str values = values_of(row, code, text);

	while (values.n) {
		struct str value = str_cut(&values, COLUMN_JOIN);

		for (size_t i = 0; i < query->filters; i++)
			if (str_eq(query->filter[i].facet, code) &&
			    str_eq(query->filter[i].value, value))
				return true;
	}
	return false;
}

static bool
is_first(const struct query *query, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (str_eq(query->filter[i].facet, query->filter[at].facet))
			return false;
	return true;
}

static uint8_t
missed(const struct query *query, const struct column_row *row)
{
	uint8_t miss = FACET_PASSES;

	for (size_t i = 0; i < query->filters; i++)
		if (is_first(query, i) &&
		    !meets(query, query->filter[i].facet, row))
			miss = miss == FACET_PASSES ? (uint8_t)(i + 1)
			                            : FACET_FAILS;
	return miss;
}

/* The row of a document; rows is the page that was read last. */
static int
row_of(struct load *l, uint32_t doc, struct column_row **rows,
       uint32_t *page, struct err *err)
{
	int rc = 0;

	if (!*rows || *page != doc / COLUMN_PAGE) {
		*page = doc / COLUMN_PAGE;
		rc = load_column(l, *page, rows, err);
	}
	return rc;
}

int
facet_sieve(struct load *l, const struct query *query, struct hits *hits,
            uint8_t *miss, struct err *err)
{
	struct column_row *rows = NULL;
	uint32_t page = 0;

	for (size_t i = 0; i < hits->n; i++) {
		uint32_t doc = hits->v[i].doc;
		int rc = row_of(l, doc, &rows, &page, err);

		if (rc < 0)
			return rc;
		hits->v[i].day = rows[doc % COLUMN_PAGE].day;
		miss[i] = missed(query, &rows[doc % COLUMN_PAGE]);
	}
	return 0;
}

/* Numbers of the values of one facet. */
struct tally {
	struct map values; /* to uint32_t */
};

struct count {
	struct arena *a;
	struct map codes; /* to struct tally */
};

static void
count_value(struct count *c, struct str code, struct str value)
{
	struct tally *tally = map_get(&c->codes, code);
	uint32_t *n;

	if (!tally) {
		tally = arena_alloc(c->a, sizeof *tally);
		map_put(&c->codes, arena_str(c->a, code), tally);
	}
	n = map_get(&tally->values, value);
	if (!n) {
		n = arena_alloc(c->a, sizeof *n);
		map_put(&tally->values, arena_str(c->a, value), n);
	}
	++*n;
}

static void
count_values(struct count *c, struct str code, struct str values,
             const struct str *only)
{
	if (only && !str_eq(*only, code))
		return;
	while (values.n)
		count_value(c, code, str_cut(&values, COLUMN_JOIN));
}

/* only: the one facet that the row counts for; NULL: for all. */
static void
count_row(struct count *c, const struct column_row *row,
          const struct str *only)
{
	char text[YEAR_TEXT];

	for (size_t i = 0; i < row->facets; i++)
		if (!is_year(row->facet[i].code))
			count_values(c, row->facet[i].code,
			             row->facet[i].value, only);
	count_values(c, STR("year"), year_of(row, text), only);
}

static int
count_rows(struct load *l, const struct query *query,
           const struct hits *hits, const uint8_t *miss,
           const bool *dropped, struct count *c, struct err *err)
{
	struct column_row *rows = NULL;
	uint32_t page = 0;

	for (size_t i = 0; i < hits->n; i++) {
		uint32_t doc = hits->v[i].doc;
		int rc;

		if (dropped[i] || miss[i] == FACET_FAILS)
			continue;
		rc = row_of(l, doc, &rows, &page, err);
		if (rc < 0)
			return rc;
		count_row(c, &rows[doc % COLUMN_PAGE],
		          miss[i] ? &query->filter[miss[i] - 1].facet
		                  : NULL);
	}
	return 0;
}

static int
by_number(const void *a, const void *b)
{
	const struct query_value *x = a;
	const struct query_value *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return str_cmp(x->value, y->value);
}

static int
by_code(const void *a, const void *b)
{
	const struct query_facet *x = a;
	const struct query_facet *y = b;

	return str_cmp(x->code, y->code);
}

static struct query_facet
give_facet(struct arena *a, struct str code, const struct tally *tally)
{
	struct query_facet facet = {.code = code, .n = tally->values.n};

	facet.v = arena_array(a, facet.n, sizeof *facet.v);
	for (size_t i = 0; i < facet.n; i++) {
		const struct map_entry *e = &tally->values.entry[i];

		facet.v[i] = (struct query_value){
		    e->key, *(const uint32_t *)e->value};
	}
	qsort(facet.v, facet.n, sizeof *facet.v, by_number);
	return facet;
}

static void
give(const struct count *c, struct result *result)
{
	size_t n = c->codes.n;

	result->facet = arena_array(c->a, n, sizeof *result->facet);
	for (size_t i = 0; i < n; i++)
		result->facet[i] =
		    give_facet(c->a, c->codes.entry[i].key,
		               c->codes.entry[i].value);
	result->facets = n;
	if (n)
		qsort(result->facet, n, sizeof *result->facet, by_code);
}

int
facet_count(struct load *l, const struct query *query,
            const struct hits *hits, const uint8_t *miss,
            const bool *dropped, struct result *result, struct err *err)
{
	struct count c = {.a = l->a};
	int rc = count_rows(l, query, hits, miss, dropped, &c, err);

	if (rc == 0)
		give(&c, result);
	for (size_t i = 0; i < c.codes.n; i++) {
		struct tally *tally = c.codes.entry[i].value;

		map_release(&tally->values);
	}
	map_release(&c.codes);
	return rc;
}
