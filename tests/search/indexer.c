#include "indexer.h"

#include "base/mem.h"
#include "base/vec.h"
#include "search/column.h"
#include "search/fold.h"
#include "search/shard.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct indexer_corpus
indexer_corpus(struct arena *a, struct str text)
{
	struct indexer_corpus c = {0};
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == '\x1e';
	c.v = arena_array(a, n, sizeof *c.v);
	while (text.n) {
		struct str line = str_cut(&text, '\x1e');
		struct indexer_record *r = &c.v[c.n++];
		uint64_t doc = 0;

		str_u64(str_cut(&line, '\x1f'), &doc);
		r->doc = (uint32_t)doc;
		r->card.kind = str_cut(&line, '\x1f');
		r->card.id = str_cut(&line, '\x1f');
		r->card.title = str_cut(&line, '\x1f');
		r->card.title_en = str_cut(&line, '\x1f');
		r->card.date = str_cut(&line, '\x1f');
		r->card.status = str_cut(&line, '\x1f');
		r->text[r->texts++] = r->card.title;
		r->text[r->texts++] = r->card.title_en;
		while (line.n && r->texts < INDEXER_TEXTS)
			r->text[r->texts++] = str_cut(&line, '\x1f');
		c.highest = r->doc > c.highest ? r->doc : c.highest;
	}
	return c;
}

void
indexer_begin(struct indexer *ix, uint32_t highest)
{
	*ix = (struct indexer){.highest = highest};
	for (size_t i = 0; i < ROUTE_ROWS; i++)
		ix->row[i] = mem_zalloc(route_pieces(route_rows[i], highest),
		                        sizeof **ix->row);
}

struct sharded {
	struct shard_delta delta;
	uint32_t shard;
};

struct sharded_vec VEC(struct sharded);

static int
sharded_order(const void *a, const void *b)
{
	const struct sharded *x = a;
	const struct sharded *y = b;
	int order;

	if (x->shard != y->shard)
		return x->shard < y->shard ? -1 : 1;
	order = str_cmp(x->delta.term, y->delta.term);
	if (order)
		return order;
	return x->delta.doc < y->delta.doc ? -1
	                                   : x->delta.doc > y->delta.doc;
}

static struct terms
terms_of(struct arena *a, const struct indexer_record *r)
{
	static const unsigned weight[] = {6, 6, 8, 2};
	struct tokenize_field field[INDEXER_TEXTS];

	if (!r)
		return (struct terms){0};
	for (size_t i = 0; i < r->texts; i++)
		field[i] = (struct tokenize_field){r->text[i],
		                                   i < 4 ? weight[i] : 1};
	return tokenize_terms(a, field, r->texts);
}

static void
collect(struct arena *a, const struct indexer *ix,
        const struct indexer_record *was, const struct indexer_record *is,
        struct sharded_vec *all)
{
	unsigned bits = shard_bits(ix->highest);
	size_t n;
	struct term_change *c =
	    tokenize_diff(a, terms_of(a, was), terms_of(a, is), &n);

	for (size_t i = 0; i < n; i++) {
		struct sharded s = {
		    {c[i].text, is ? is->doc : was->doc, c[i].impact,
		     c[i].gone},
		    shard_of(c[i].text, bits)};

		vec_push(all, s);
	}
}

static void
replace(struct buf *piece, struct buf *by, int rc)
{
	assert(rc == 0);
	(void)rc;
	buf_release(piece);
	*piece = *by;
	*by = (struct buf){0};
}

static void
apply_shards(struct indexer *ix, const struct sharded_vec *all)
{
	unsigned bits = shard_bits(ix->highest);
	struct shard_delta *d = mem_zalloc(all->n, sizeof *d);
	struct buf out = {0};
	size_t j;

	for (size_t i = 0; i < all->n; i = j) {
		uint32_t shard = all->v[i].shard;
		struct buf *piece = &ix->row[0][shard];

		for (j = i; j < all->n && all->v[j].shard == shard; j++)
			d[j - i] = all->v[j].delta;
		replace(piece, &out,
		        shard_apply(buf_str(piece), d, j - i, shard, bits,
		                    &out, NULL));
	}
	mem_free(d);
}

static void
apply_cards(struct indexer *ix, const struct card_change *c, size_t n)
{
	struct buf out = {0};
	size_t j;

	for (size_t i = 0; i < n; i = j) {
		uint32_t pack = c[i].doc / CARD_PACK;
		struct buf *piece = &ix->row[1][pack];

		for (j = i; j < n && c[j].doc / CARD_PACK == pack; j++)
			;
		replace(piece, &out,
		        card_apply(buf_str(piece), c + i, j - i, pack, &out,
		                   NULL));
	}
	for (size_t i = 0; i < n; i = j) {
		uint32_t page = c[i].doc / COLUMN_PAGE;
		struct buf *piece = &ix->row[2][page];

		for (j = i; j < n && c[j].doc / COLUMN_PAGE == page; j++)
			;
		replace(piece, &out,
		        column_apply(buf_str(piece), c + i, j - i, page,
		                     &out, NULL));
	}
}

void
indexer_apply(struct indexer *ix, const struct indexer_record **was,
              const struct indexer_record **is, size_t n)
{
	struct arena a;
	struct sharded_vec all = {0};
	struct card_change *c = mem_zalloc(n, sizeof *c);

	arena_init(&a);
	for (size_t i = 0; i < n; i++) {
		collect(&a, ix, was[i], is[i], &all);
		c[i].doc = is[i] ? is[i]->doc : was[i]->doc;
		c[i].gone = !is[i];
		if (is[i])
			c[i].card = is[i]->card;
		ix->live += is[i] != NULL;
		ix->live -= was[i] != NULL;
	}
	if (all.n)
		qsort(all.v, all.n, sizeof *all.v, sharded_order);
	apply_shards(ix, &all);
	apply_cards(ix, c, n);
	vec_release(&all);
	mem_free(c);
	arena_release(&a);
}

struct put {
	void (*put)(void *ctx, struct piece_name name, struct str bytes);
	void *ctx;
};

static struct piece_name
give(const struct put *put, struct str bytes)
{
	struct piece_name name = piece_name_of(bytes);

	if (bytes.n)
		put->put(put->ctx, name, bytes);
	return name;
}

/* The names that the entry lists for a row. */
static struct piece_name *
finish_row(const struct indexer *ix, struct arena *a, size_t row,
           const struct put *put, size_t *n)
{
	enum piece_what what = route_rows[row];
	unsigned levels = route_levels(what, ix->highest);
	struct piece_name *names;
	struct buf node = {0};

	*n = route_pieces(what, ix->highest);
	names = arena_array(a, *n, sizeof *names);
	for (size_t i = 0; i < *n; i++)
		names[i] = give(put, buf_str(&ix->row[row][i]));
	for (unsigned level = 1; level <= levels; level++) {
		size_t above = route_count(what, ix->highest, level);

		for (size_t i = 0; i < above; i++) {
			size_t from = i * ROUTE_FAN;
			size_t some = *n - from < ROUTE_FAN ? *n - from
			                                    : ROUTE_FAN;

			buf_reset(&node);
			route_node(what, level, (uint32_t)i, names + from,
			           some, &node);
			names[i] = give(put, buf_str(&node));
		}
		*n = above;
	}
	buf_release(&node);
	return names;
}

void
indexer_finish(const struct indexer *ix, struct buf *entry,
               void (*put)(void *ctx, struct piece_name name,
                           struct str bytes),
               void *ctx)
{
	struct put to = {put, ctx};
	struct entry e = {.highest = ix->highest, .live = ix->live};
	struct buf table = {0};
	struct arena a;

	arena_init(&a);
	fold_table(&table);
	e.table = give(&to, buf_str(&table));
	for (size_t i = 0; i < ROUTE_ROWS; i++)
		e.top[i].v = finish_row(ix, &a, i, &to, &e.top[i].n);
	entry_encode(&e, entry);
	buf_release(&table);
	arena_release(&a);
}

void
indexer_end(struct indexer *ix)
{
	for (size_t i = 0; i < ROUTE_ROWS; i++) {
		for (size_t j = 0; j < route_pieces(route_rows[i],
		                                    ix->highest); j++)
			buf_release(&ix->row[i][j]);
		mem_free(ix->row[i]);
	}
}
