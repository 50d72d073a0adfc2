#include "search/verdict.h"

#include <stdlib.h>

static const size_t blocks[] = {12, 16, 32, 64};

#define BLOCKS (sizeof blocks / sizeof *blocks)

static int
by_number(const struct hit_row *x, const struct hit_row *y)
{
	if (x->day != y->day)
		return x->day > y->day ? -1 : 1;
	return x->doc > y->doc ? -1 : x->doc < y->doc;
}

static int
by_day(const void *a, const void *b)
{
	const struct verdict_case *x = a;
	const struct verdict_case *y = b;

	return by_number(&x->row, &y->row);
}

static int
by_rank(const void *a, const void *b)
{
	const struct hit_row *x = &((const struct verdict_case *)a)->row;
	const struct hit_row *y = &((const struct verdict_case *)b)->row;

	if (x->rank != y->rank)
		return x->rank > y->rank ? -1 : 1;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return by_number(x, y);
}

void
verdict_order(struct verdict *v)
{
	if (v->n)
		qsort(v->v, v->n, sizeof *v->v, v->by_date ? by_day : by_rank);
}

int
verdict_card(struct verdict *v, struct verdict_case *one, struct err *err)
{
	int rc = 0;

	if (!one->carded)
		rc = load_card(v->load, one->row.doc, &one->card, err);
	if (rc == 0)
		one->carded = true;
	return rc;
}

int
verdict_read(struct verdict *v, struct verdict_case *one, struct err *err)
{
	struct str *texts;
	int rc;

	if (one->read)
		return 0;
	rc = verdict_card(v, one, err);
	if (rc == 0)
		rc = load_texts(v->load, one->row.doc, one->card.id, &texts,
		                &one->n, err);
	if (rc < 0)
		return rc;
	one->segments = excerpt_segments(v->load->a, texts, one->n);
	one->read = true;
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

static void
rank(const struct verdict *v, struct verdict_case *one)
{
	size_t titles = one->n < 2 ? one->n : 2;

	if (stands_in(v->items, one->segments, titles))
		one->row.rank = VERDICT_RANK_TITLE;
	for (size_t i = 0; i < one->n; i++)
		if (match_same(v->items, &one->segments[i].plain))
			one->row.rank = VERDICT_RANK_SAME;
}

/* 1: it is a hit, with its rank and day; 0: it is none. */
static int
judge(struct verdict *v, struct verdict_case *one, struct err *err)
{
	int rc;

	if (one->row.rank == 0)
		return 1;
	rc = verdict_read(v, one, err);
	if (rc < 0)
		return rc;
	if (!stands_in(v->items, one->segments, one->n)) {
		v->dropped[one->at] = true;
		return 0;
	}
	rank(v, one);
	if (!v->by_date)
		one->row.day = column_day(one->card.date);
	return 1;
}

/* Keep the hits of [next, end), behind the first n. */
static int
judge_block(struct verdict *v, size_t next, size_t end, size_t *n,
            struct err *err)
{
	size_t first = *n;

	for (; next < end; next++) {
		int rc = judge(v, &v->v[next], err);

		if (rc < 0)
			return rc;
		if (rc)
			v->v[(*n)++] = v->v[next];
	}
	if (!v->by_date && *n > first)
		qsort(v->v + first, *n - first, sizeof *v->v, by_rank);
	return 0;
}

static int
by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a;
	uint32_t y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The documents of the cases behind the first n that are to be read. */
static uint32_t *
docs_behind(const struct verdict *v, size_t n, size_t *count)
{
	uint32_t *docs = arena_array(v->load->a, v->n - n, sizeof *docs);

	*count = 0;
	for (size_t i = n; i < v->n; i++)
		if (v->v[i].row.rank)
			docs[(*count)++] = v->v[i].row.doc;
	if (*count)
		qsort(docs, *count, sizeof *docs, by_value);
	return docs;
}

static bool
is_kept(uint32_t doc, const uint32_t *docs, const bool *keep, size_t n)
{
	const uint32_t *at = bsearch(&doc, docs, n, sizeof *docs, by_value);

	return !at || keep[at - docs];
}

/* Narrow the cases behind the first n. */
static int
narrow(struct verdict *v, size_t n, struct err *err)
{
	size_t count;
	uint32_t *docs = docs_behind(v, n, &count);
	bool *keep = arena_array(v->load->a, count, sizeof *keep);
	size_t all = n;
	int rc;

	if (count == 0)
		return 0;
	rc = hits_narrow(v->load, v->items, v->hits, docs, count, keep, err);
	if (rc < 0)
		return rc;
	for (size_t i = n; i < v->n; i++) {
		if (is_kept(v->v[i].row.doc, docs, keep, count))
			v->v[all++] = v->v[i];
		else
			v->dropped[v->v[i].at] = true;
	}
	v->n = all;
	return 0;
}

static int
is_all_read(const struct verdict *v, size_t next)
{
	while (next < v->n && v->v[next].row.rank == 0)
		next++;
	return next == v->n;
}

int
verdict_reach(struct verdict *v, size_t want, bool trial, struct err *err)
{
	size_t next = 0;
	size_t n = 0;
	bool all;

	v->cut = false;
	for (size_t b = 0; next < v->n && n < want && !(trial && b); b++) {
		size_t some = blocks[b < BLOCKS ? b : BLOCKS - 1];
		size_t end = v->n - next < some ? v->n : next + some;
		bool poor;
		int rc;

		v->cut = v->texts && next >= v->texts;
		if (v->cut)
			break;
		if (v->more && next + some > SHARD_BEST)
			return VERDICT_MORE;
		rc = judge_block(v, next, end, &n, err);
		poor = b == 0 && !trial && 2 * n < end && n < want;
		if (rc == 0 && poor && v->more)
			return VERDICT_MORE;
		if (rc == 0 && poor)
			rc = narrow(v, end, err);
		if (rc < 0)
			return rc;
		next = end;
	}
	all = is_all_read(v, next) && !v->more;
	v->left = v->n - next;
	v->n = n;
	return all ? VERDICT_ALL : VERDICT_ENOUGH;
}
