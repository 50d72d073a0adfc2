#include "search/lookup.h"

#include <stdlib.h>

struct lookup_run {
	struct lookup_run *next;
	struct shard_place place;
	struct shard_term term;
	uint32_t lo; /* its level answers for (lo, hi] */
	uint32_t hi;
	uint8_t follows; /* the class that is demanded; 0: none */
};

/* Postings to be united. */
struct chunk {
	struct chunk *next;
	struct postings list;
	uint32_t lo;
	uint32_t hi;
	uint8_t follows;
};

struct chunks {
	struct chunk *first;
	struct chunk **last;
	size_t n; /* postings in all of them */
};

static void
add_chunk(struct arena *a, struct chunks *chunks, struct chunk chunk)
{
	struct chunk *new = arena_alloc(a, sizeof *new);

	*new = chunk;
	new->next = NULL;
	*(chunks->first ? chunks->last : &chunks->first) = new;
	chunks->last = &new->next;
	chunks->n += chunk.list.n;
}

static bool
follows(const struct posting *p, uint8_t demanded)
{
	return !demanded || p->next == demanded || p->next == KEY_NEXT_ANY;
}

static int
by_doc(const void *a, const void *b)
{
	const struct posting *x = a;
	const struct posting *y = b;

	return (x->doc > y->doc) - (x->doc < y->doc);
}

/* All postings in range, with `next` 1 if they count, else 0. */
static struct postings
flatten(struct arena *a, const struct chunks *chunks)
{
	struct postings all = {arena_array(a, chunks->n, sizeof *all.v), 0};
	bool sorted = true;

	for (const struct chunk *c = chunks->first; c; c = c->next) {
		for (size_t i = 0; i < c->list.n; i++) {
			struct posting p = c->list.v[i];

			if (p.doc <= c->lo || p.doc > c->hi)
				continue;
			p.next = follows(&p, c->follows);
			if (all.n && all.v[all.n - 1].doc > p.doc)
				sorted = false;
			all.v[all.n++] = p;
		}
	}
	if (!sorted)
		qsort(all.v, all.n, sizeof *all.v, by_doc);
	return all;
}

/* Each document once; *df counts those too whose postings do not count. */
static struct postings
unite(struct arena *a, const struct chunks *chunks, uint32_t *df)
{
	struct postings all = flatten(a, chunks);
	size_t n = 0;
	size_t j;

	*df = 0;
	for (size_t i = 0; i < all.n; i = j) {
		struct posting one = {all.v[i].doc, 0, 0};

		for (j = i; j < all.n && all.v[j].doc == one.doc; j++) {
			if (!all.v[j].next)
				continue;
			one.next = 1;
			if (one.impact < all.v[j].impact)
				one.impact = all.v[j].impact;
		}
		++*df;
		if (one.next)
			all.v[n++] = one;
	}
	all.n = n;
	return all;
}

/* A key on its way through the levels. */
struct walk {
	struct load *l;
	struct key key;
	bool prefix;
	uint32_t base;
	uint32_t hi[LEVEL_MAX + 2];
};

static void
walk_begin(struct walk *w, struct load *l, struct key key, bool prefix)
{
	const struct level_shape *shape = &l->root.shape;

	*w = (struct walk){.l = l, .key = key, .prefix = prefix};
	w->base = key_shard(key.v, shape->shards[shape->levels]);
	level_ranges(shape, w->base, l->root.highest, w->hi);
}

/* The terms of a level; none if it answers for no document. */
static int
walk_level(const struct walk *w, unsigned level, struct shard_place *place,
           struct shard_term **terms, size_t *n, struct err *err)
{
	const struct level_shape *shape = &w->l->root.shape;
	uint32_t number = w->base;
	struct str body;
	int rc;

	*n = 0;
	if (w->hi[level] <= w->hi[level + 1])
		return 0;
	if (level < shape->levels)
		number = level_coarser(shape, shape->levels, w->base, level);
	rc = load_shard(w->l, level, number, place, &body, err);
	if (rc < 0 || body.n == 0)
		return rc;
	return shard_find(w->l->a, body, place, w->key, w->prefix, terms, n,
	                  err);
}

static void
add_term(const struct walk *w, struct lookup *lookup,
         const struct shard_place *place, const struct shard_term *term,
         uint8_t demanded, struct chunks *chunks)
{
	uint32_t lo = w->hi[place->level + 1];
	uint32_t hi = w->hi[place->level];
	bool base = place->level == place->shape->levels;

	lookup->base += base;
	if (term->sum) {
		struct lookup_run *run = arena_alloc(w->l->a, sizeof *run);

		*run = (struct lookup_run){lookup->run, *place, *term,
		                           lo, hi, demanded};
		lookup->run = run;
		lookup->is_long |= base;
		lookup->df += term->df;
	} else {
		add_chunk(w->l->a, chunks,
		          (struct chunk){.list = term->list,
		                         .lo = lo,
		                         .hi = hi,
		                         .follows = demanded});
	}
}

static int
find_key(struct load *l, struct key key, bool prefix, uint8_t demanded,
         struct lookup *lookup, struct chunks *chunks, struct err *err)
{
	struct walk w;

	walk_begin(&w, l, key, prefix);
	for (unsigned k = l->root.shape.levels + 1; k-- > 0;) {
		struct shard_place place;
		struct shard_term *terms;
		size_t n;
		int rc = walk_level(&w, k, &place, &terms, &n, err);

		if (rc < 0)
			return rc;
		for (size_t i = 0; i < n; i++)
			add_term(&w, lookup, &place, &terms[i], demanded,
			         chunks);
	}
	return 0;
}

int
lookup_find(struct load *l, const struct want *want, struct lookup *lookup,
            struct err *err)
{
	struct chunks chunks = {0};
	uint8_t demanded = want->key.v & KEY_TEXT ? 0 : want->next;
	uint32_t df;
	int rc;

	*lookup = (struct lookup){.want = want};
	rc = find_key(l, want->key, want->prefix, demanded, lookup, &chunks,
	              err);
	if (rc == 0 && want->other.v)
		rc = find_key(l, want->other, false, 0, lookup, &chunks, err);
	if (rc < 0)
		return rc;
	lookup->list = unite(l->a, &chunks, &df);
	lookup->df += df;
	return 0;
}

static int
add_block(struct load *l, const struct lookup_run *run, uint32_t index,
          struct chunks *chunks, struct err *err)
{
	struct chunk chunk = {
	    .lo = run->lo, .hi = run->hi, .follows = run->follows};
	int rc = load_block(l, &run->place, &run->term, index, &chunk.list,
	                    err);

	if (rc == 0)
		add_chunk(l->a, chunks, chunk);
	return rc;
}

/* The block of a list into whose range a document falls. */
static uint32_t
block_of(const struct lookup_run *run, uint32_t doc)
{
	uint32_t from = level_from(run->place.shape, run->place.level,
	                           run->place.upto);

	return (doc - from - 1) >> run->term.width;
}

static int
add_blocks(struct load *l, const struct lookup_run *run,
           struct chunks *chunks, struct err *err)
{
	uint32_t from = level_from(run->place.shape, run->place.level,
	                           run->place.upto);
	uint32_t first = run->lo < from ? from : run->lo;
	int rc = 0;

	for (uint32_t i = block_of(run, first + 1);
	     rc == 0 && i <= block_of(run, run->hi); i++)
		rc = add_block(l, run, i, chunks, err);
	return rc;
}

static int
add_blocks_among(struct load *l, const struct lookup_run *run,
                 const uint32_t *docs, size_t n, struct chunks *chunks,
                 struct err *err)
{
	uint64_t next = 0; /* the least block that was not read */
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++) {
		uint32_t at;

		if (docs[i] <= run->lo || docs[i] > run->hi)
			continue;
		at = block_of(run, docs[i]);
		if (at < next)
			continue;
		next = at + (uint64_t)1;
		rc = add_block(l, run, at, chunks, err);
	}
	return rc;
}

static struct chunk
whole(struct postings list)
{
	return (struct chunk){.list = list, .hi = UINT32_MAX};
}

int
lookup_all(struct load *l, const struct lookup *lookup, bool best,
           struct postings *postings, struct err *err)
{
	struct chunks chunks = {0};
	uint32_t df;

	*postings = lookup->list;
	if (!lookup->run)
		return 0;
	add_chunk(l->a, &chunks, whole(lookup->list));
	for (const struct lookup_run *run = lookup->run; run;
	     run = run->next) {
		int rc = 0;

		if (best && run->place.level == run->place.shape->levels)
			add_chunk(l->a, &chunks, whole(run->term.list));
		else
			rc = add_blocks(l, run, &chunks, err);
		if (rc < 0)
			return rc;
	}
	*postings = unite(l->a, &chunks, &df);
	return 0;
}

int
lookup_among(struct load *l, const struct lookup *lookup,
             const uint32_t *docs, size_t n, struct postings *postings,
             struct err *err)
{
	struct chunks chunks = {0};
	uint32_t df;

	*postings = lookup->list;
	if (!lookup->run)
		return 0;
	add_chunk(l->a, &chunks, whole(lookup->list));
	for (const struct lookup_run *run = lookup->run; run;
	     run = run->next) {
		int rc = add_blocks_among(l, run, docs, n, &chunks, err);

		if (rc < 0)
			return rc;
	}
	*postings = unite(l->a, &chunks, &df);
	return 0;
}

static size_t
cost_of(const struct lookup_run *run, const uint32_t *docs, size_t n)
{
	uint64_t next = 0; /* the least block that was not counted */
	size_t cost = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t at;

		if (docs[i] <= run->lo || docs[i] > run->hi)
			continue;
		at = block_of(run, docs[i]);
		cost += at >= next;
		next = at + (uint64_t)1;
	}
	return cost;
}

size_t
lookup_cost(const struct lookup *lookup, const uint32_t *docs, size_t n)
{
	size_t cost = 0;

	for (const struct lookup_run *run = lookup->run; run; run = run->next)
		cost += cost_of(run, docs, n);
	return cost;
}

static uint32_t
count_term(const struct walk *w, unsigned level,
           const struct shard_term *term)
{
	uint32_t n = 0;

	if (term->sum)
		return term->df;
	for (size_t i = 0; i < term->list.n; i++)
		n += term->list.v[i].doc > w->hi[level + 1] &&
		     term->list.v[i].doc <= w->hi[level];
	return n;
}

static int
by_text(const void *a, const void *b)
{
	const struct lookup_text *x = a;
	const struct lookup_text *y = b;

	return str_cmp(x->text, y->text);
}

/* Each text once, those without a posting left out. */
static size_t
sum_up(struct lookup_text *v, size_t n)
{
	size_t m = 0;

	if (n)
		qsort(v, n, sizeof *v, by_text);
	for (size_t i = 0; i < n; i++) {
		if (m && str_eq(v[m - 1].text, v[i].text))
			v[m - 1].df += v[i].df;
		else if (v[i].df)
			v[m++] = v[i];
	}
	return m;
}

int
lookup_texts(struct load *l, struct str prefix, struct lookup_text **v,
             size_t *n, struct err *err)
{
	struct walk w;
	struct shard_term *terms[LEVEL_MAX + 1];
	size_t count[LEVEL_MAX + 1];
	size_t all = 0;

	*n = 0;
	walk_begin(&w, l, (struct key){key_text(prefix), prefix}, true);
	for (unsigned k = 0; k <= l->root.shape.levels; k++) {
		struct shard_place place;
		int rc = walk_level(&w, k, &place, &terms[k], &count[k], err);

		if (rc < 0)
			return rc;
		all += count[k];
	}
	*v = arena_array(l->a, all, sizeof **v);
	all = 0;
	for (unsigned k = 0; k <= l->root.shape.levels; k++)
		for (size_t i = 0; i < count[k]; i++)
			(*v)[all++] = (struct lookup_text){
			    terms[k][i].key.text,
			    count_term(&w, k, &terms[k][i])};
	*n = sum_up(*v, all);
	return 0;
}
