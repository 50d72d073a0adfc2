#include "search/hits.h"

#include "search/tokenize.h"

#include <stdlib.h>
#include <string.h>

#define SOUND_TERMS 3
#define SOUND_CUTS 2
#define ALL_CLASSES (ROOT_CLASSES + 1)

/* Wants that were chosen, in order, with what was found of the first read. */
struct plan {
	const struct want *want[HITS_MOST];
	struct lookup lookup[HITS_MOST];
	size_t n;
	size_t looked;
};

/* Fixed point: 16 times the logarithm to base 2, with linear steps. */
static uint32_t
logarithm(uint32_t x)
{
	uint32_t e = 31u - (uint32_t)__builtin_clz(x);

	return e * 16 + ((e >= 4 ? x >> (e - 4) : x << (4 - e)) & 15);
}

static uint32_t
idf(uint32_t df, uint32_t live)
{
	uint32_t all = logarithm(live + 1);
	uint32_t some = logarithm(df ? df : 1);

	return (all > some ? all - some : 0) + 8;
}

static bool
same_key(const struct key *x, const struct key *y)
{
	return x->v == y->v && str_eq(x->text, y->text);
}

static bool
same_want(const struct want *x, const struct want *y)
{
	return x->prefix == y->prefix && x->next == y->next &&
	       same_key(&x->key, &y->key) && same_key(&x->other, &y->other);
}

static bool
has_want(const struct want *const *v, size_t n, const struct want *want)
{
	for (size_t i = 0; i < n; i++)
		if (same_want(v[i], want))
			return true;
	return false;
}

/* 0: not common; else the greater, the more frequent. */
static unsigned
commonness(const struct load *l, const struct want *want)
{
	if (want->key.v & (KEY_SINGLE | KEY_TEXT) || want->other.v)
		return 0;
	return root_commonness(&l->root, want->key.v);
}

/* The wants of an item that are as common as that, in its order. */
static size_t
pool_of(const struct load *l, const struct item *item, unsigned common,
        const struct want **pool)
{
	size_t n = 0;

	for (size_t i = 0; i < item->n; i++)
		if (commonness(l, &item->wants[i]) == common)
			pool[n++] = &item->wants[i];
	return n;
}

/* Choose up to f of n wants, spread evenly. */
static void
spread(const struct want *const *pool, size_t n, size_t f, struct plan *plan)
{
	for (size_t j = 0; j < f && plan->n < HITS_MOST; j++) {
		size_t at = f > 1 ? j * (n - 1) / (f - 1) : 0;

		if (!has_want(plan->want, plan->n, pool[at]))
			plan->want[plan->n++] = pool[at];
	}
}

/* Common ones, of a class below `classes`, only if there are no others. */
static void
choose(const struct load *l, const struct item *item, size_t most,
       unsigned classes, struct plan *plan)
{
	const struct want **pool =
	    arena_array(l->a, item->n, sizeof(struct want *));
	size_t n = pool_of(l, item, 0, pool);

	spread(pool, n, n < most ? n : most, plan);
	if (n)
		return;
	for (unsigned class = 1; most && class < classes; class++) {
		size_t f;

		n = pool_of(l, item, class, pool);
		f = n < most ? n : most;
		spread(pool, n, f, plan);
		most -= f;
	}
}

static int
look_up(struct load *l, struct plan *plan, struct err *err)
{
	int rc = 0;

	for (; rc == 0 && plan->looked < plan->n; plan->looked++)
		rc = lookup_find(l, plan->want[plan->looked],
		                 &plan->lookup[plan->looked], err);
	return rc;
}

static void
insert(const struct lookup **v, size_t n, const struct lookup *lookup)
{
	for (; n && v[n - 1]->df > lookup->df; n--)
		v[n] = v[n - 1];
	v[n] = lookup;
}

/* The lookups that are used, from the least df upwards. */
static size_t
pick_used(const struct plan *plan, bool all,
          const struct lookup *used[HITS_MOST])
{
	size_t n = 0;

	for (size_t i = 0; i < plan->n; i++)
		if (all || !plan->lookup[i].is_long)
			insert(used, n++, &plan->lookup[i]);
	return n;
}

/* All are long: those of the least df that are short enough together. */
static size_t
pick_short(const struct lookup *const *used, size_t n)
{
	uint64_t all = 0;
	size_t i = 0;

	while (i < n && all + used[i]->df <= HITS_POSTINGS)
		all += used[i++]->df;
	return i;
}

/* None is: the one of the least df, without its demand of a class. */
static int
drop_class(struct load *l, const struct lookup **used, struct err *err)
{
	struct want *want = arena_alloc(l->a, sizeof *want);
	struct lookup *lookup = arena_alloc(l->a, sizeof *lookup);

	*want = *(*used)->want;
	want->next = 0;
	*used = lookup;
	return lookup_find(l, want, lookup, err);
}

static void
give(struct hit_row *row, const struct posting *p, uint32_t weight)
{
	row->score += (p->impact + 1u) * weight;
	if (p->impact < TOKENIZE_TITLE)
		row->rank = 1;
}

static void
begin_with(struct load *l, const struct postings *p, struct hits *hits)
{
	hits->v = arena_array(l->a, p->n, sizeof *hits->v);
	for (hits->n = 0; hits->n < p->n; hits->n++)
		hits->v[hits->n] =
		    (struct hit_row){.doc = p->v[hits->n].doc, .rank = 2};
}

static void
intersect(struct hits *hits, const struct postings *p, uint32_t weight)
{
	size_t n = 0;

	for (size_t i = 0, j = 0; i < hits->n && j < p->n;) {
		if (hits->v[i].doc < p->v[j].doc) {
			i++;
		} else if (hits->v[i].doc > p->v[j].doc) {
			j++;
		} else {
			give(&hits->v[i], &p->v[j++], weight);
			hits->v[n++] = hits->v[i++];
		}
	}
	hits->n = n;
}

static uint32_t *
docs_of(struct arena *a, const struct hits *hits)
{
	uint32_t *docs = arena_array(a, hits->n, sizeof *docs);

	for (size_t i = 0; i < hits->n; i++)
		docs[i] = hits->v[i].doc;
	return docs;
}

/* The records that all of these have. */
static int
intersect_all(struct load *l, const struct lookup *const *used, size_t n,
              bool best, struct hits *hits, struct err *err)
{
	*hits = (struct hits){.used_n = n};
	for (size_t i = 0; i < n; i++) {
		struct postings p;
		int rc = i ? lookup_among(l, used[i], docs_of(l->a, hits),
		                          hits->n, &p, err)
		           : lookup_all(l, used[i], best, &p, err);

		if (rc < 0)
			return rc;
		if (i == 0)
			begin_with(l, &p, hits);
		intersect(hits, &p, idf(used[i]->df, l->root.live));
		hits->used[i] = used[i]->want;
	}
	return 0;
}

static int
carry_out(struct load *l, struct plan *plan, bool decided, bool best,
          struct hits *hits, struct err *err)
{
	const struct lookup *used[HITS_MOST];
	bool plain = false;
	int rc = look_up(l, plan, err);
	size_t n;

	if (rc < 0)
		return rc;
	n = pick_used(plan, decided, used);
	if (n == 0 && plan->n) {
		n = pick_short(used, pick_used(plan, true, used));
		if (n == 0) {
			n = 1;
			plain = true;
			rc = drop_class(l, &used[0], err);
		}
		if (rc < 0)
			return rc;
	}
	best = best && n == 1 && used[0]->is_long && used[0]->base == 1 &&
	       !used[0]->want->other.v && !used[0]->want->next;
	rc = intersect_all(l, used, n, best, hits, err);
	if (rc == 0 && best && used[0]->df > hits->n)
		hits->more = used[0]->df - (uint32_t)hits->n;
	hits->plain = plain;
	return rc;
}

int
hits_find(struct load *l, const struct items *items, bool best,
          struct hits *hits, struct err *err)
{
	size_t few = items->n == 1 ? 3 : items->n == 2 ? 2 : 1;
	bool decided = items_decided(items);
	struct plan plan = {.n = 0};
	size_t n;
	int rc;

	for (size_t i = 0; i < items->n; i++)
		choose(l, &items->v[i], few, ALL_CLASSES, &plan);
	rc = carry_out(l, &plan, decided, best, hits, err);
	if (rc < 0 || decided || hits->n <= HITS_ENOUGH)
		return rc;
	n = plan.n;
	for (size_t i = 0; i < items->n; i++)
		choose(l, &items->v[i], HITS_MANY, 0, &plan);
	return n == plan.n
	           ? 0
	           : carry_out(l, &plan, false, false, hits, err);
}

/* Further wants, unlike one another. */
static void
choose_further(const struct load *l, const struct items *items,
               const struct hits *hits, bool late, struct plan *plan)
{
	struct item all = {.n = 0};
	const struct want **had;

	for (size_t i = 0; i < items->n; i++)
		all.n += items->v[i].n;
	all.wants = arena_array(l->a, all.n, sizeof *all.wants);
	had = arena_array(l->a, all.n, sizeof(struct want *));
	all.n = 0;
	for (size_t i = 0; i < items->n; i++) {
		for (size_t j = 0; j < items->v[i].n; j++) {
			const struct want *want = &items->v[i].wants[j];

			if (has_want(had, all.n, want) ||
			    (!hits->plain &&
			     has_want(hits->used, hits->used_n, want)))
				continue;
			had[all.n] = want;
			all.wants[all.n++] = *want;
		}
	}
	choose(l, &all, HITS_FURTHER, late ? ALL_CLASSES : ROOT_CLASSES,
	       plan);
}

static int
by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a;
	uint32_t y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Rows that are left, by their places, those to be asked about first. */
struct narrow {
	const struct hit_row *rows;
	size_t *at;
	size_t n;
	uint32_t *docs; /* room */
};

/* The documents of the first n, ascending. */
static const uint32_t *
first_docs(const struct narrow *w, size_t n)
{
	for (size_t i = 0; i < n; i++)
		w->docs[i] = w->rows[w->at[i]].doc;
	qsort(w->docs, n, sizeof *w->docs, by_value);
	return w->docs;
}

static bool
has_posting(const struct postings *p, uint32_t doc)
{
	size_t low = 0;
	size_t high = p->n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (p->v[mid].doc < doc)
			low = mid + 1;
		else
			high = mid;
	}
	return low < p->n && p->v[low].doc == doc;
}

/* Ask about as many of the first as a few blocks tell. */
static int
narrow_by(struct load *l, const struct lookup *lookup, struct narrow *w,
          enum hits_fate *fate, struct err *err)
{
	size_t some = w->n;
	struct postings p;
	int rc;

	while (some > 1 && lookup_cost(lookup, first_docs(w, some), some) >
	                       HITS_BLOCKS)
		some /= 2;
	rc = lookup_among(l, lookup, first_docs(w, some), some, &p, err);
	if (rc < 0)
		return rc;
	w->n = 0;
	for (size_t i = 0; i < some; i++) {
		const struct hit_row *row = &w->rows[w->at[i]];

		if (row->rank == 0 || has_posting(&p, row->doc))
			w->at[w->n++] = w->at[i];
		else
			fate[w->at[i]] = HITS_GONE;
	}
	return 0;
}

int
hits_narrow(struct load *l, const struct items *items,
            const struct hits *hits, bool late,
            const struct hit_row *rows, size_t n, enum hits_fate *fate,
            struct err *err)
{
	struct plan plan = {.n = 0};
	struct narrow w = {rows, arena_array(l->a, n, sizeof *w.at), n,
	                   arena_array(l->a, n, sizeof *w.docs)};
	const struct lookup *used[HITS_MOST];
	size_t used_n;
	int rc = 0;

	for (size_t i = 0; i < n; i++) {
		w.at[i] = i;
		fate[i] = HITS_OPEN;
	}
	if (n > HITS_ENOUGH)
		choose_further(l, items, hits, late, &plan);
	rc = look_up(l, &plan, err);
	used_n = rc == 0 ? pick_used(&plan, true, used) : 0;
	for (size_t i = 0; rc == 0 && i < used_n && w.n > HITS_ENOUGH; i++)
		rc = narrow_by(l, used[i], &w, fate, err);
	for (size_t i = 0; i < w.n; i++)
		fate[w.at[i]] = HITS_HAD;
	return rc;
}

int
hits_by_choice(struct load *l, const struct pinyin_choice *choice,
               struct hits *hits, struct err *err)
{
	struct item item = {
	    .wants = arena_array(l->a, choice->n, sizeof *item.wants),
	    .n = choice->n};
	const struct lookup *used[HITS_MOST];
	struct plan plan = {.n = 0};
	int rc;

	for (size_t i = 0; i < choice->n; i++)
		item.wants[i].key.v =
		    tokenize_sound(choice->what, choice->v[i]);
	choose(l, &item, SOUND_TERMS, ALL_CLASSES, &plan);
	rc = look_up(l, &plan, err);
	*hits = (struct hits){0};
	if (rc == 0)
		rc = intersect_all(l, used, pick_used(&plan, true, used),
		                   false, hits, err);
	for (size_t i = 0; i < hits->n; i++)
		hits->v[i].rank = 0;
	return rc;
}

int
hits_by_doc(const void *a, const void *b)
{
	const struct hit_row *x = a;
	const struct hit_row *y = b;

	return (x->doc > y->doc) - (x->doc < y->doc);
}

int
hits_by_score(const void *a, const void *b)
{
	const struct hit_row *x = a;
	const struct hit_row *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->doc > y->doc ? -1 : x->doc < y->doc;
}

void
hits_unite(struct arena *a, struct hits *hits, const struct hits *others)
{
	struct hits all = {
	    .v = arena_array(a, hits->n + others->n, sizeof *all.v)};
	size_t i = 0;
	size_t j = 0;

	while (i < hits->n || j < others->n) {
		const struct hit_row *x = i < hits->n ? &hits->v[i] : NULL;
		const struct hit_row *y =
		    j < others->n ? &others->v[j] : NULL;
		bool left = x && (!y || x->doc <= y->doc);
		bool right = y && (!x || y->doc <= x->doc);

		i += left;
		j += right;
		all.v[all.n++] =
		    left && (!right || x->score >= y->score) ? *x : *y;
	}
	*hits = all;
}

int
hits_by_sound(struct load *l, struct str letters, struct hits *hits,
              struct err *err)
{
	size_t n;
	size_t cuts = 0;
	const struct pinyin_choice *choice = pinyin_query(l->a, letters, &n);

	*hits = (struct hits){0};
	for (size_t i = 0; i < n; i++) {
		struct hits some;
		int rc;

		if (choice[i].what == PINYIN_PAIR && cuts++ >= SOUND_CUTS)
			continue;
		rc = hits_by_choice(l, &choice[i], &some, err);
		if (rc < 0)
			return rc;
		hits_unite(l->a, hits, &some);
	}
	return 0;
}
