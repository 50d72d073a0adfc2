#include "search/shard.h"

#include "search/shard_walk.h"

#include <assert.h>
#include <string.h>

/* Terms in an arena. */
struct found {
	struct arena *a;
	struct shard_term *v;
	size_t n;
	size_t cap;
};

static void
found_add(struct found *f, const struct shard_term *term)
{
	f->v = arena_room(f->a, f->v, f->n, sizeof *f->v, &f->cap, 1);
	f->v[f->n++] = *term;
}

/* Keep the term that the walk stands at. */
static int
keep(struct found *f, struct shard_walk *w, struct err *err)
{
	struct shard_term *term;
	struct posting *v =
	    arena_array(f->a, w->term.list.n, sizeof *v);
	uint32_t *sum = NULL;
	int rc = shard_walk_list(w, v, err);

	if (rc < 0)
		return rc;
	if (w->is_long) {
		sum = arena_array(f->a, w->term.blocks, sizeof *sum);
		shard_walk_sums(w, sum);
	}
	found_add(f, &w->term);
	term = &f->v[f->n - 1];
	if (term->key.text.n)
		term->key.text = arena_str(f->a, term->key.text);
	term->list.v = v;
	term->sum = sum;
	return 0;
}

static int
skip(struct shard_walk *w, struct err *err)
{
	int rc = shard_walk_list(w, NULL, err);

	if (rc == 0 && w->is_long)
		shard_walk_sums(w, NULL);
	return rc;
}

int
shard_long(struct arena *a, struct str bytes,
           const struct shard_place *place, struct shard_term **terms,
           size_t *n, struct err *err)
{
	struct piece piece = shard_form_piece(place);
	struct found f = {.a = a};
	struct shard_walk w;
	struct str body = {0};
	int more = 0;

	*terms = NULL;
	*n = 0;
	if (bytes.n)
		more = piece_open(bytes, &piece, &body, err);
	if (more == 0)
		more = shard_walk_begin(&w, body, place, err);
	if (more < 0)
		return more;
	while ((more = shard_walk_next(&w, err)) > 0) {
		int rc = w.is_long ? keep(&f, &w, err) : skip(&w, err);

		if (rc < 0)
			return rc;
	}
	if (more == 0) {
		*terms = f.v;
		*n = f.n;
	}
	return more;
}

/* < 0: what is sought may still come; 0: it is here; > 0: it is past.  The
 * text of a pair is empty, and before all texts. */
static int
order(const struct key *here, const struct key *key, bool prefix)
{
	if (!(key->v & KEY_TEXT))
		return here->v < key->v ? -1 : here->v > key->v;
	if (prefix && str_starts(here->text, key->text))
		return 0;
	return str_cmp(here->text, key->text);
}

int
shard_find(struct arena *a, struct str body, const struct shard_place *place,
           struct key key, bool prefix, struct shard_term **terms,
           size_t *n, struct err *err)
{
	struct found f = {.a = a};
	struct shard_walk w;
	int at = -1;
	int rc = shard_walk_begin(&w, body, place, err);

	*terms = NULL;
	*n = 0;
	while (rc == 0 && (at < 0 || prefix)) {
		int more = shard_walk_next(&w, err);

		if (more <= 0) {
			rc = more;
			break;
		}
		at = order(&w.term.key, &key, prefix);
		if (at > 0)
			break;
		rc = at == 0 ? keep(&f, &w, err) : skip(&w, err);
	}
	if (rc == 0) {
		*terms = f.v;
		*n = f.n;
	}
	return rc;
}

int
shard_block(struct arena *a, struct str bytes,
            const struct shard_place *place, const struct shard_term *term,
            uint32_t index, struct postings *postings, struct err *err)
{
	struct bit_reader r;
	struct posting *v;
	uint32_t n;
	int rc;

	assert(index < term->blocks && term->sum && term->sum[index]);
	*postings = (struct postings){0};
	rc = shard_walk_block(bytes, place, term, index, term->sum[index],
	                      &r, &n, err);
	if (rc < 0)
		return rc;
	v = arena_array(a, n, sizeof *v);
	rc = shard_walk_block_list(&r, place, term, index, v, n, err);
	if (rc == 0)
		*postings = (struct postings){v, n};
	return rc;
}
