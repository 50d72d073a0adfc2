#include "search/shard.h"

#include "base/vec.h"
#include "search/shard_walk.h"
#include "search/shard_write.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The deltas of one term. */
struct group {
	const struct shard_delta *d;
	size_t n;
};

/* Deltas by term: those of pairs as they come, those of texts bytewise. */
struct groups {
	const struct shard_delta *d; /* of pairs, not yet taken */
	size_t n;
	struct VEC(struct group) texts;
	size_t taken; /* of texts */
};

struct apply {
	struct shard_walk old;
	struct groups deltas;
	struct posting_vec was; /* of a term with deltas */
	const struct shard_blocks *blocks;
	struct shard_writer is;
};

static bool
same_term(const struct key *a, const struct key *b)
{
	return a->v == b->v && str_eq(a->text, b->text);
}

/* How many of the first deltas are of one term. */
static size_t
run(const struct shard_delta *d, size_t n)
{
	size_t same = 1;

	while (same < n && same_term(&d[same].key, &d[0].key)) {
		assert(d[same - 1].doc < d[same].doc);
		same++;
	}
	return same;
}

static int
text_order(const void *a, const void *b)
{
	const struct group *x = a;
	const struct group *y = b;

	return str_cmp(x->d->key.text, y->d->key.text);
}

static void
groups_begin(struct groups *g, const struct shard_delta *d, size_t n)
{
	g->d = d;
	g->n = n;
	while (g->n && d[g->n - 1].key.v & KEY_TEXT)
		g->n--;
	for (size_t i = g->n; i < n;) {
		size_t same = run(d + i, n - i);

		vec_push(&g->texts, ((struct group){d + i, same}));
		i += same;
	}
	if (g->texts.n)
		qsort(g->texts.v, g->texts.n, sizeof *g->texts.v,
		      text_order);
}

/* The next term's deltas, n is 0 when there are no more. */
static struct group
groups_next(struct groups *g)
{
	struct group next = {g->d, 0};

	if (g->n) {
		next.n = run(g->d, g->n);
		g->d += next.n;
		g->n -= next.n;
		assert(!g->n || next.d->key.v < g->d->key.v);
	} else if (g->taken < g->texts.n) {
		next = g->texts.v[g->taken++];
	}
	return next;
}

/* All pairs, by their keys, then texts bytewise. */
static int
term_order(const struct key *a, const struct key *b)
{
	if (a->v & b->v & KEY_TEXT)
		return str_cmp(a->text, b->text);
	return a->v < b->v ? -1 : a->v > b->v;
}

/* The deltas go into the postings that were. */
static void
merge(const struct posting_vec *was, struct group g, struct posting_vec *to)
{
	struct posting *v = shard_walk_room(to, was->n + g.n);
	size_t i = 0;

	for (const struct shard_delta *d = g.d; d < g.d + g.n; d++) {
		while (i < was->n && was->v[i].doc < d->doc)
			*v++ = was->v[i++];
		if (i < was->n && was->v[i].doc == d->doc)
			i++;
		if (!d->gone)
			*v++ = (struct posting){d->doc, d->impact, d->next};
	}
	while (i < was->n)
		*v++ = was->v[i++];
	to->n = (size_t)(v - to->v);
}

/* Above which document the place holds the postings of a term. */
static uint32_t
low(const struct shard_place *place, uint64_t key)
{
	const struct level_shape *shape = place->shape;

	if (place->level == shape->levels)
		return 0;
	return level_low(shape, place->level,
	                 key_shard(key, shape->shards[shape->levels]),
	                 place->upto);
}

/* Drop from the end of the list what is of no document of the place. */
static void
trim(struct posting_vec *list, size_t start, uint32_t lo, uint32_t upto)
{
	size_t first = start;

	while (list->n > start && list->v[list->n - 1].doc > upto)
		list->n--;
	while (first < list->n && list->v[first].doc <= lo)
		first++;
	if (first == start)
		return;
	list->n -= first - start;
	memmove(list->v + start, list->v + first,
	        (list->n - start) * sizeof *list->v);
}

/* One term: of the old shard if `order` <= 0, of the deltas if >= 0. */
static int
apply_term(struct apply *a, int order, struct group g, struct err *err)
{
	const struct shard_place *place = a->is.place;
	struct posting_vec *list = &a->is.list;
	struct key key = order < 0 ? a->old.term.key : g.d->key;
	size_t start = list->n;
	int rc = 0;

	if (order < 0) {
		rc = shard_walk_load(&a->old, a->blocks, list, err);
	} else {
		a->was.n = 0;
		if (order == 0)
			rc = shard_walk_load(&a->old, a->blocks, &a->was,
			                     err);
		merge(&a->was, g, list);
	}
	if (rc < 0)
		return rc;
	trim(list, start, low(place, key.v), place->upto);
	shard_write_term(&a->is, key, start);
	return 0;
}

static int
apply_terms(struct apply *a, struct err *err)
{
	struct group g = groups_next(&a->deltas);
	int more = shard_walk_next(&a->old, err);

	while (more > 0 || (more == 0 && g.n)) {
		int order = more == 0 ? 1
		            : g.n == 0
		                ? -1
		                : term_order(&a->old.term.key, &g.d->key);
		int rc = apply_term(a, order, g, err);

		if (rc < 0)
			return rc;
		if (order >= 0)
			g = groups_next(&a->deltas);
		if (order <= 0)
			more = shard_walk_next(&a->old, err);
	}
	return more;
}

/* Begin a walk over a whole piece, or over nothing. */
static int
open_walk(struct shard_walk *w, struct str bytes,
          const struct shard_place *place, struct err *err)
{
	struct piece piece = shard_form_piece(place);
	struct str body = {0};
	int rc = 0;

	if (bytes.n)
		rc = piece_open(bytes, &piece, &body, err);
	return rc < 0 ? rc : shard_walk_begin(w, body, place, err);
}

int
shard_apply(struct str old, const struct shard_place *was,
            const struct shard_delta *deltas, size_t n,
            const struct shard_place *place,
            const struct shard_blocks *blocks, struct buf *out,
            struct err *err)
{
	struct apply a = {.blocks = blocks, .is.place = place};
	struct piece piece = shard_form_piece(place);
	size_t start = out->n;
	int rc = open_walk(&a.old, old, was, err);

	if (rc == 0) {
		groups_begin(&a.deltas, deltas, n);
		rc = apply_terms(&a, err);
	}
	if (rc == 0 && a.is.terms.n) {
		piece_begin(out, &piece);
		shard_write_body(&a.is, blocks, out);
		piece_end(out, start);
	}
	vec_release(&a.deltas.texts);
	vec_release(&a.was);
	shard_write_release(&a.is);
	return rc;
}

struct delta_vec VEC(struct shard_delta);

static int
delta_order(const void *a, const void *b)
{
	const struct shard_delta *x = a;
	const struct shard_delta *y = b;
	int order;

	if (x->key.v != y->key.v)
		return x->key.v < y->key.v ? -1 : 1;
	order = str_cmp(x->key.text, y->key.text);
	return order ? order : x->doc < y->doc ? -1 : x->doc > y->doc;
}

static int
read_all(struct arena *a, struct shard_walk *w,
         const struct shard_blocks *blocks, struct delta_vec *all,
         struct err *err)
{
	struct posting_vec list = {0};
	int more;

	while ((more = shard_walk_next(w, err)) > 0) {
		struct key key = w->term.key;
		int rc;

		list.n = 0;
		rc = shard_walk_load(w, blocks, &list, err);
		if (rc < 0) {
			more = rc;
			break;
		}
		if (key.text.n)
			key.text = arena_str(a, key.text);
		for (size_t i = 0; i < list.n; i++)
			vec_push(all, ((struct shard_delta){
			                  .key = key,
			                  .doc = list.v[i].doc,
			                  .impact = list.v[i].impact,
			                  .next = list.v[i].next}));
	}
	vec_release(&list);
	return more;
}

int
shard_read(struct arena *a, struct str bytes,
           const struct shard_place *place,
           const struct shard_blocks *blocks, struct shard_delta **deltas,
           size_t *n, struct err *err)
{
	struct delta_vec all = {0};
	struct shard_walk w;
	size_t pairs = 0;
	int rc = open_walk(&w, bytes, place, err);

	*deltas = NULL;
	*n = 0;
	if (rc == 0)
		rc = read_all(a, &w, blocks, &all, err);
	if (rc == 0 && all.n) {
		while (pairs < all.n && !(all.v[pairs].key.v & KEY_TEXT))
			pairs++;
		qsort(all.v + pairs, all.n - pairs, sizeof *all.v,
		      delta_order);
		*deltas = arena_copy(a, all.v, all.n, sizeof *all.v);
		*n = all.n;
	}
	vec_release(&all);
	return rc;
}
