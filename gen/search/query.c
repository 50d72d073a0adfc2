#include "search/query.h"

#include "search/shard.h"
#include "search/tokenize.h"

#include <stdlib.h>
#include <string.h>

#define FEW 3        /* terms of an item that are looked up at first */
#define MANY 12      /* and at most */
#define RANK_SHIFT 24

struct found {
	uint32_t doc;
	uint32_t score;
	uint32_t rank;
	uint32_t day;
	bool read; /* card and segments are there */
	struct card card;
	struct segment *segments;
	size_t n;
};

struct founds {
	struct found *v;
	size_t n;
};

struct search {
	struct load load;
	struct items items;
	struct founds founds;
};

/* Fixed point: 16 times the logarithm to base 2, with linear steps. */
static uint32_t
logarithm(uint32_t x)
{
	uint32_t e = 31u - (uint32_t)__builtin_clz(x);

	return e * 16 + ((e >= 4 ? x >> (e - 4) : x << (4 - e)) & 15);
}

static uint32_t
idf(size_t df, uint32_t live)
{
	uint32_t all = logarithm(live + 1);
	uint32_t some = logarithm(df ? (uint32_t)df : 1);

	return (all > some ? all - some : 0) + 8;
}

static bool
same_want(const struct want *x, const struct want *y)
{
	return x->prefix == y->prefix && str_eq(x->text, y->text);
}

/* The terms to look up: at most `most` of each item, spread evenly. */
static size_t
choose(const struct items *items, size_t most,
       const struct want *wants[MATCH_ITEMS * MANY])
{
	size_t n = 0;

	for (size_t i = 0; i < items->n; i++) {
		const struct item *item = &items->v[i];
		size_t some = item->n < most ? item->n : most;

		for (size_t j = 0; j < some; j++) {
			size_t at = item->n <= most
			                ? j
			                : j * (item->n - 1) / (most - 1);
			size_t k = 0;

			while (k < n && !same_want(wants[k], &item->wants[at]))
				k++;
			if (k == n)
				wants[n++] = &item->wants[at];
		}
	}
	return n;
}

static int
look_up(const struct search *s, const struct want *want,
        struct postings *postings, struct err *err)
{
	unsigned bits = shard_bits(s->load.entry->highest);
	struct str body;
	int rc = load_piece(&s->load, 0, shard_of(want->text, bits), &body,
	                    err);

	if (rc < 0)
		return rc;
	return shard_find(s->load.a, body, want->text, want->prefix,
	                  postings, err);
}

static void
give(struct found *f, const struct posting *p, uint32_t weight)
{
	f->score += (p->impact + 1u) * weight;
	if (p->impact < TOKENIZE_TITLE)
		f->rank = 0;
}

static void
begin_with(struct search *s, const struct postings *p)
{
	struct founds *f = &s->founds;

	f->v = arena_array(s->load.a, p->n, sizeof *f->v);
	for (f->n = 0; f->n < p->n; f->n++)
		f->v[f->n] = (struct found){.doc = p->v[f->n].doc,
		                            .rank = 1};
}

static void
intersect(struct founds *f, const struct postings *p, uint32_t weight)
{
	size_t n = 0;

	for (size_t i = 0, j = 0; i < f->n && j < p->n;) {
		if (f->v[i].doc < p->v[j].doc) {
			i++;
		} else if (f->v[i].doc > p->v[j].doc) {
			j++;
		} else {
			give(&f->v[i], &p->v[j++], weight);
			f->v[n++] = f->v[i++];
		}
	}
	f->n = n;
}

static int
consult(struct search *s, size_t most, struct err *err)
{
	const struct want *wants[MATCH_ITEMS * MANY];
	struct postings list[MATCH_ITEMS * MANY] = {0};
	size_t n = choose(&s->items, most, wants);

	for (size_t i = 0; i < n; i++) {
		struct postings p;
		int rc = look_up(s, wants[i], &p, err);
		size_t at = i;

		if (rc < 0)
			return rc;
		for (; at && list[at - 1].n > p.n; at--)
			list[at] = list[at - 1];
		list[at] = p;
	}
	begin_with(s, &list[0]);
	for (size_t i = 0; i < n; i++)
		intersect(&s->founds, &list[i],
		          idf(list[i].n, s->load.entry->live));
	return 0;
}

static int
by_rank(const void *a, const void *b)
{
	const struct found *x = a;
	const struct found *y = b;

	if (x->rank != y->rank)
		return x->rank > y->rank ? -1 : 1;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->day != y->day)
		return x->day > y->day ? -1 : 1;
	return x->doc > y->doc ? -1 : x->doc < y->doc;
}

static void
sort(struct found *v, size_t n)
{
	if (n)
		qsort(v, n, sizeof *v, by_rank);
}

/* Keep the records of one kind; they stand in the order of numbers. */
static int
only_kind(struct search *s, struct str kind, struct err *err)
{
	struct column_row *rows = NULL;
	uint32_t page = 0;
	size_t n = 0;

	for (size_t i = 0; i < s->founds.n; i++) {
		uint32_t doc = s->founds.v[i].doc;

		if (!rows || doc / COLUMN_PAGE != page) {
			int rc;

			page = doc / COLUMN_PAGE;
			rc = load_column(&s->load, page, &rows, err);
			if (rc < 0)
				return rc;
		}
		if (str_eq(rows[doc % COLUMN_PAGE].kind, kind))
			s->founds.v[n++] = s->founds.v[i];
	}
	s->founds.n = n;
	return 0;
}

/* Dates for a group of hits in descending order of numbers. */
static int
date_group(struct search *s, struct found *v, size_t n, struct err *err)
{
	struct column_row *rows = NULL;
	uint32_t page = 0;
	unsigned pages = 0;

	for (size_t i = 0; i < n; i++) {
		if (!rows || v[i].doc / COLUMN_PAGE != page) {
			int rc;

			if (pages++ == QUERY_PAGES)
				break;
			page = v[i].doc / COLUMN_PAGE;
			rc = load_column(&s->load, page, &rows, err);
			if (rc < 0)
				return rc;
		}
		v[i].day = rows[v[i].doc % COLUMN_PAGE].day;
	}
	sort(v, n);
	return 0;
}

/* Order hits of equal score by date, where it matters to [from, to). */
static int
order_by_date(struct search *s, size_t from, size_t to, struct err *err)
{
	struct founds *f = &s->founds;
	size_t j;

	for (size_t i = 0; i < f->n && i < to; i = j) {
		int rc;

		j = i + 1;
		while (j < f->n && f->v[j].rank == f->v[i].rank &&
		       f->v[j].score == f->v[i].score)
			j++;
		if (j <= from || j == i + 1)
			continue;
		rc = date_group(s, f->v + i, j - i, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int
read_texts(struct search *s, struct found *f, struct err *err)
{
	const struct query_source *source = s->load.source;
	struct str *texts;
	int rc;

	if (f->read)
		return 0;
	rc = load_card(&s->load, f->doc, &f->card, err);
	if (rc == 0)
		rc = source->text(source->ctx, s->load.a, f->card.id, &texts,
		                  &f->n, err);
	if (rc < 0)
		return rc;
	f->segments = excerpt_segments(s->load.a, texts, f->n);
	f->read = true;
	return 0;
}

static bool
stands_in(const struct items *items, const struct segment *v, size_t n)
{
	for (size_t i = 0; i < items->n; i++) {
		const struct item *item = &items->v[i];
		struct place place;
		size_t j = 0;

		while (j < n && !match_find(item, excerpt_units(item, &v[j]),
		                            &place, 1))
			j++;
		if (j == n)
			return false;
	}
	return true;
}

/* 1: it is a hit, with its rank and day; 0: it is none. */
static int
judge(struct search *s, struct found *f, struct err *err)
{
	int rc = read_texts(s, f, err);
	size_t titles = f->n < 2 ? f->n : 2;

	if (rc < 0)
		return rc;
	if (!stands_in(&s->items, f->segments, f->n))
		return 0;
	if (stands_in(&s->items, f->segments, titles))
		f->rank = 2;
	for (size_t i = 0; i < titles; i++)
		if (match_same(&s->items, &f->segments[i].plain))
			f->rank = 3;
	f->day = column_day(f->card.date);
	return 1;
}

/* Keep the hits of the block that begins at `next`, behind the first n. */
static int
judge_block(struct search *s, size_t next, size_t end, size_t *n,
            struct err *err)
{
	struct found *v = s->founds.v;
	size_t first = *n;

	for (; next < end; next++) {
		int rc = judge(s, &v[next], err);

		if (rc < 0)
			return rc;
		if (rc)
			v[(*n)++] = v[next];
	}
	sort(v + first, *n - first);
	return 0;
}

static int
verify(struct search *s, size_t block, size_t want, struct result *result,
       struct err *err)
{
	size_t all = s->founds.n;
	size_t next = 0;
	size_t n = 0;

	do {
		size_t end = all - next < block ? all : next + block;
		int rc = judge_block(s, next, end, &n, err);

		if (rc < 0)
			return rc;
		next = end;
	} while (next < all && n < want);
	s->founds.n = n;
	result->total = (uint32_t)(n + all - next);
	result->exact = next == all;
	return 0;
}

static int
show(struct search *s, size_t from, size_t to, struct result *result,
     struct err *err)
{
	to = to < s->founds.n ? to : s->founds.n;
	if (from >= to)
		return 0;
	result->hits = arena_array(s->load.a, to - from,
	                           sizeof *result->hits);
	for (size_t i = from; i < to; i++) {
		struct found *f = &s->founds.v[i];
		struct hit *hit = &result->hits[result->n];
		int rc = read_texts(s, f, err);

		if (rc < 0)
			return rc;
		hit->doc = f->doc;
		hit->score = (f->rank << RANK_SHIFT) + f->score;
		hit->card = f->card;
		hit->excerpt = excerpt_of(s->load.a, &s->items,
		                          f->segments, f->n);
		result->n++;
	}
	return 0;
}

static bool
decided(const struct items *items)
{
	for (size_t i = 0; i < items->n; i++)
		if (!items->v[i].decided)
			return false;
	return true;
}

static bool
has_more(const struct items *items)
{
	for (size_t i = 0; i < items->n; i++)
		if (items->v[i].n > FEW)
			return true;
	return false;
}

static int
answer(struct search *s, const struct query *query, struct result *result,
       struct err *err)
{
	uint32_t limit = query->limit ? query->limit : 10;
	size_t from = query->offset;
	size_t to = from + (limit < QUERY_LIMIT ? limit : QUERY_LIMIT);
	int rc = consult(s, FEW, err);

	if (rc == 0 && s->founds.n > QUERY_ENOUGH && has_more(&s->items))
		rc = consult(s, MANY, err);
	if (rc == 0 && query->kind.n)
		rc = only_kind(s, query->kind, err);
	if (rc < 0)
		return rc;
	sort(s->founds.v, s->founds.n);
	result->total = (uint32_t)s->founds.n;
	rc = decided(&s->items)
	         ? order_by_date(s, from, to, err)
	         : verify(s, query->verify ? query->verify : QUERY_VERIFY,
	                  to, result, err);
	return rc < 0 ? rc : show(s, from, to, result, err);
}

int
query_run(struct arena *a, const struct entry *entry,
          const struct query *query, const struct query_source *source,
          struct result *result, struct err *err)
{
	struct search s = {.load = {a, entry, source}};
	int rc = 0;

	*result = (struct result){.exact = true};
	match_parse(a, query->text, &s.items);
	if (s.items.n)
		rc = answer(&s, query, result, err);
	if (rc < 0)
		*result = (struct result){.exact = true};
	return rc;
}
