#include "search/query.h"

#include "search/facet.h"
#include "search/nearest.h"
#include "search/part.h"
#include "search/sound.h"
#include "search/verdict.h"

#include <stdlib.h>

#define LIMIT 10
#define RANK_SHIFT 24

struct search {
	struct load *load;
	const struct query *query;
	struct items items;
	struct hits hits;
	uint8_t *miss;
	bool *dropped;
	struct verdict verdict;
	bool trial; /* whether there is a hit is all that is asked */
};

static size_t
wanted(const struct query *query)
{
	uint32_t limit = query->limit ? query->limit : LIMIT;

	return (size_t)query->offset +
	       (limit < QUERY_LIMIT ? limit : QUERY_LIMIT);
}

/* Add what is found by sound and not there yet. */
static int
add_sounds(struct search *s, struct err *err)
{
	struct hits *hits = &s->hits;
	size_t n = hits->n;
	struct hits more;
	struct hit_row *v;
	int rc;

	if (n + hits->more >= QUERY_FEW)
		return 0;
	rc = sound_find(s->load, &s->items, &more, err);
	if (rc < 0)
		return rc;
	v = arena_array(s->load->a, n + more.n, sizeof *v);
	for (size_t i = 0; i < n; i++)
		v[i] = hits->v[i];
	hits->v = v;
	for (size_t i = 0; i < more.n; i++)
		if (n == 0 || !bsearch(&more.v[i], v, n, sizeof *v,
		                       hits_by_doc))
			v[hits->n++] = more.v[i];
	if (hits->n)
		qsort(v, hits->n, sizeof *v, hits_by_doc);
	return 0;
}

static int
find(struct search *s, bool whole, struct err *err)
{
	const struct query *q = s->query;
	bool columns = q->filters || q->facets || q->by_date;
	bool best = !whole && !columns && wanted(q) <= SHARD_BEST;
	int rc = hits_find(s->load, &s->items, best, &s->hits, err);

	if (rc == 0)
		rc = add_sounds(s, err);
	if (rc < 0)
		return rc;
	s->miss = arena_alloc(s->load->a, s->hits.n);
	s->dropped = arena_array(s->load->a, s->hits.n, sizeof(bool));
	return columns ? facet_sieve(s->load, q, &s->hits, s->miss, err) : 0;
}

/* The candidates that pass the filters, in order. */
static void
arrange(struct search *s)
{
	struct verdict *v = &s->verdict;

	*v = (struct verdict){.load = s->load,
	                      .items = &s->items,
	                      .hits = &s->hits,
	                      .by_date = s->query->by_date,
	                      .more = s->hits.more,
	                      .texts = s->query->texts,
	                      .dropped = s->dropped};
	v->v = arena_array(s->load->a, s->hits.n, sizeof *v->v);
	for (size_t i = 0; i < s->hits.n; i++) {
		struct verdict_case *one = &v->v[v->n];

		if (s->miss[i] != FACET_PASSES)
			continue;
		one->row = s->hits.v[i];
		if (!v->by_date)
			one->row.day = 0;
		one->at = i;
		v->n++;
	}
	verdict_order(v);
}

static int
decide(struct search *s, struct result *result, struct err *err)
{
	struct verdict *v = &s->verdict;
	int rc;

	arrange(s);
	result->total = (uint32_t)v->n + s->hits.more;
	if (items_decided(&s->items))
		return 0;
	rc = verdict_reach(v, wanted(s->query), s->trial, err);
	if (rc < 0 || rc == VERDICT_MORE)
		return rc;
	result->total =
	    (uint32_t)(v->n + (s->trial ? 0 : v->left + v->more));
	result->exact = rc == VERDICT_ALL;
	result->cut = v->cut;
	return 0;
}

static int
show_one(struct search *s, struct verdict_case *one, struct hit *hit,
         struct err *err)
{
	int rc = one->row.rank ? verdict_read(&s->verdict, one, err)
	                       : verdict_card(&s->verdict, one, err);

	if (rc < 0)
		return rc;
	hit->doc = one->row.doc;
	hit->score = (one->row.rank << RANK_SHIFT) + one->row.score;
	hit->card = one->card;
	if (one->row.rank)
		hit->excerpt = excerpt_of(s->load->a, &s->items,
		                          one->segments, one->n);
	return 0;
}

static int
show(struct search *s, struct result *result, struct err *err)
{
	struct verdict *v = &s->verdict;
	size_t from = s->query->offset;
	size_t to = wanted(s->query);

	to = to < v->n ? to : v->n;
	if (from >= to)
		return 0;
	result->hits = arena_array(s->load->a, to - from,
	                           sizeof *result->hits);
	for (size_t i = from; i < to; i++) {
		int rc = show_one(s, &v->v[i], &result->hits[result->n],
		                  err);

		if (rc < 0)
			return rc;
		result->n++;
	}
	return 0;
}

static int
look(struct search *s, bool whole, struct result *result, struct err *err)
{
	int rc = find(s, whole, err);

	return rc < 0 ? rc : decide(s, result, err);
}

static int
answer(struct search *s, struct result *result, struct err *err)
{
	int rc = look(s, false, result, err);

	/* The best of a long list were not enough. */
	if (rc == VERDICT_MORE)
		rc = look(s, true, result, err);
	if (rc < 0 || s->trial)
		return rc;
	rc = show(s, result, err);
	if (rc == 0 && s->query->facets)
		rc = facet_count(s->load, s->query, &s->hits, s->miss,
		                 s->dropped, result, err);
	return rc;
}

/* Ask again, without the punctuation, if that makes more items. */
static int
loosen(struct search *s, struct result *result, struct err *err)
{
	struct arena *a = s->load->a;
	struct items *items = arena_alloc(a, sizeof *items);

	match_parse(a, part_loose(a, s->query->text), items);
	if (items->n <= s->items.n)
		return 0;
	s->items = *items;
	*result = (struct result){.exact = true};
	return answer(s, result, err);
}

/* 1: the proposal finds something; 0: it does not. */
static int
try(struct load *l, const struct query *query, struct str text,
    struct err *err)
{
	struct query q = {.text = text, .filters = query->filters, .limit = 1};
	struct search s = {.load = l, .query = &q, .trial = true};
	struct result result = {.total = 0};
	int rc;

	memcpy(q.filter, query->filter, sizeof q.filter);
	match_parse(l->a, text, &s.items);
	rc = answer(&s, &result, err);
	return rc < 0 ? rc : result.total > 0;
}

static int
come_near(struct search *s, struct result *result, struct err *err)
{
	struct nearest nearest;
	int rc = nearest_proposals(s->load, &s->items, &nearest, err);

	for (size_t i = 0; rc >= 0 && i < nearest.n &&
	                   result->nearests < QUERY_NEAREST; i++) {
		rc = try(s->load, s->query, nearest.v[i], err);
		if (rc > 0)
			result->nearest[result->nearests++] = nearest.v[i];
	}
	return rc < 0 ? rc : 0;
}

int
query_run(struct arena *a, const struct query *query,
          const struct query_source *source, struct result *result,
          struct err *err)
{
	struct load load;
	struct search s = {.load = &load, .query = query};
	int rc = load_begin(&load, a, source, err);

	assert(query->filters <= QUERY_FILTERS);
	*result = (struct result){.exact = true};
	if (rc == 0)
		match_parse(a, query->text, &s.items);
	if (rc == 0 && s.items.n)
		rc = answer(&s, result, err);
	if (rc == 0 && s.items.n && result->total == 0)
		rc = loosen(&s, result, err);
	if (rc == 0 && s.items.n && result->total == 0)
		rc = come_near(&s, result, err);
	if (rc < 0)
		*result = (struct result){.exact = true};
	return rc;
}
