#include "search/verdict.h"

#include <stdlib.h>
#include <string.h>

#define LATE 64 /* texts read, before more is asked of the others */

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

/* A case on its way through narrowing. */
struct asked {
	struct hit_row row;
	size_t i; /* in the order of reading */
};

static int
newest_first(const void *a, const void *b)
{
	return by_number(&((const struct asked *)a)->row,
	                 &((const struct asked *)b)->row);
}

/* What becomes of v[next..v->n), in the order of reading. */
static int
ask_about(struct verdict *v, size_t next, enum hits_fate *fate,
          struct err *err)
{
	struct arena *a = v->load->a;
	size_t n = v->n - next;
	struct asked *asked = arena_array(a, n, sizeof *asked);
	struct hit_row *rows = arena_array(a, n, sizeof *rows);
	enum hits_fate *told = arena_array(a, n, sizeof *told);
	int rc;

	for (size_t i = 0; i < n; i++)
		asked[i] = (struct asked){v->v[next + i].row, i};
	qsort(asked, n, sizeof *asked, newest_first);
	for (size_t i = 0; i < n; i++)
		rows[i] = asked[i].row;
	rc = hits_narrow(v->load, v->items, v->hits, next >= LATE, rows, n,
	                 told, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		fate[asked[i].i] = told[i];
	return rc;
}

/* Narrow v[next..v->n): those up to *sure have what was asked for. */
static int
narrow(struct verdict *v, size_t next, size_t *sure, struct err *err)
{
	struct arena *a = v->load->a;
	size_t n = v->n - next;
	struct verdict_case *rest = arena_array(a, n, sizeof *rest);
	enum hits_fate *fate = arena_array(a, n, sizeof *fate);
	int rc = ask_about(v, next, fate, err);

	if (rc < 0)
		return rc;
	memcpy(rest, v->v + next, n * sizeof *rest);
	v->n = next;
	for (size_t i = 0; i < n; i++) {
		v->dropped[rest[i].at] = fate[i] == HITS_GONE;
		if (fate[i] == HITS_HAD)
			v->v[v->n++] = rest[i];
	}
	*sure = v->n;
	for (size_t i = 0; i < n; i++)
		if (fate[i] == HITS_OPEN)
			v->v[v->n++] = rest[i];
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
	size_t sure = SIZE_MAX; /* from here on narrow first */
	bool all;

	v->cut = false;
	for (size_t b = 0; next < v->n && n < want && !(trial && b); b++) {
		size_t some = blocks[b < BLOCKS ? b : BLOCKS - 1];
		size_t had = n;
		size_t end;
		int rc = 0;

		v->cut = v->texts && next >= v->texts;
		if (v->cut)
			break;
		if (v->more && (next >= sure || next + some > SHARD_BEST))
			return VERDICT_MORE;
		while (rc == 0 && next >= sure && next < v->n)
			rc = narrow(v, next, &sure, err);
		end = v->n < sure ? v->n : sure;
		end = end - next < some ? end : next + some;
		if (rc == 0)
			rc = judge_block(v, next, end, &n, err);
		if (rc < 0)
			return rc;
		if (2 * (n - had) < end - next)
			sure = end;
		next = end;
	}
	all = is_all_read(v, next) && !v->more;
	v->left = v->n - next;
	v->n = n;
	return all ? VERDICT_ALL : VERDICT_ENOUGH;
}
