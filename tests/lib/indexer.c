#include "indexer_parts.h"

#include <stdlib.h>
#include <string.h>

/* A posting, or its end, and where it belongs. */
struct dealt {
	unsigned level;
	uint32_t number;
	struct shard_delta delta;
};

struct deal VEC(struct dealt);

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
		r->facets = str_cut(&line, '\x1f');
		str_cut(&line, '\x1f'); /* versions */
		r->text[r->texts++] = r->card.title;
		r->text[r->texts++] = r->card.title_en;
		while (line.n && r->texts < INDEXER_TEXTS)
			r->text[r->texts++] = str_cut(&line, '\x1f');
		c.highest = r->doc > c.highest ? r->doc : c.highest;
	}
	return c;
}

void
indexer_begin(struct indexer *ix)
{
	*ix = (struct indexer){.shape = level_shape(0)};
}

/* Room for an array of n elements, of which `had` are there; zeros. */
static void *
widen(void *v, size_t had, size_t n, size_t size)
{
	char *wide = mem_grow(v, n, size);

	memset(wide + had * size, 0, (n - had) * size);
	return wide;
}

static void
drop_blocks(struct blocks *blocks)
{
	for (size_t i = 0; i < blocks->n; i++)
		buf_release(&blocks->v[i].bytes);
	vec_release(blocks);
}

static void
drop_files(struct indexer *ix)
{
	for (unsigned k = 0; k <= ix->shape.levels; k++) {
		for (uint32_t i = 0; ix->file[k] && i < ix->shape.shards[k];
		     i++) {
			buf_release(&ix->file[k][i].piece);
			drop_blocks(&ix->file[k][i].blocks);
		}
		mem_free(ix->file[k]);
		ix->file[k] = NULL;
	}
}

static void
drop_terms(struct indexer_doc *doc)
{
	mem_free(doc->memory);
	doc->memory = NULL;
	doc->terms = (struct terms){0};
}

void
indexer_end(struct indexer *ix)
{
	drop_files(ix);
	for (uint32_t i = 0; ix->doc && i <= ix->highest; i++)
		drop_terms(&ix->doc[i]);
	for (size_t i = 0; ix->doc && i < card_packs(ix->highest); i++)
		buf_release(&ix->pack[i]);
	for (size_t i = 0; ix->doc && i < column_pages(ix->highest); i++)
		buf_release(&ix->page[i]);
	mem_free(ix->doc);
	mem_free(ix->pack);
	mem_free(ix->page);
}

static struct terms
terms_of(struct arena *a, const struct indexer_record *r)
{
	static const unsigned weight[] = {6, 6, 8, 2};
	struct tokenize_field field[INDEXER_TEXTS];

	if (!r)
		return (struct terms){0};
	for (size_t i = 0; i < r->texts; i++)
		field[i] = (struct tokenize_field){
		    r->text[i], i < 4 ? weight[i] : 1, i == 0 || i == 4};
	return tokenize_terms(a, field, r->texts);
}

/* Keep the terms of a document in memory of their own. */
static void
keep_terms(struct indexer_doc *doc, struct terms terms)
{
	size_t bytes = terms.n * sizeof *terms.v;
	char *text;

	for (size_t i = 0; i < terms.n; i++)
		bytes += terms.v[i].key.text.n;
	drop_terms(doc);
	doc->memory = mem_alloc(bytes + 1);
	doc->terms = (struct terms){doc->memory, terms.n};
	text = (char *)(doc->terms.v + terms.n);
	for (size_t i = 0; i < terms.n; i++) {
		struct term *term = &doc->terms.v[i];

		*term = terms.v[i];
		if (term->key.text.n == 0)
			continue;
		memcpy(text, term->key.text.p, term->key.text.n);
		term->key.text.p = text;
		text += term->key.text.n;
	}
}

static int
deal_order(const void *a, const void *b)
{
	const struct dealt *x = a;
	const struct dealt *y = b;
	int order;

	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	if (x->delta.key.v != y->delta.key.v)
		return x->delta.key.v < y->delta.key.v ? -1 : 1;
	order = str_cmp(x->delta.key.text, y->delta.key.text);
	if (order)
		return order;
	return (x->delta.doc > y->delta.doc) - (x->delta.doc < y->delta.doc);
}

/*
 * Deal a posting to the files that cover it: those that had its document
 * before, or (fresh) those that have it now only, or both.
 */
static void
deal_one(const struct indexer *ix, const struct shard_delta *delta, bool old,
         bool fresh, struct deal *deal)
{
	unsigned top = ix->shape.levels;
	uint32_t base = key_shard(delta->key.v, ix->shape.shards[top]);

	for (unsigned k = 0; k <= top; k++) {
		uint32_t number =
		    k == top ? base : level_coarser(&ix->shape, top, base, k);
		uint32_t was = ix->file[k][number].upto;
		uint32_t upto =
		    level_upto(&ix->shape, k, number, ix->highest);
		struct dealt one = {k, number, *delta};

		if (delta->doc > upto || (delta->doc <= was ? !old : !fresh))
			continue;
		if (delta->doc > level_low(&ix->shape, k, base, upto))
			vec_push(deal, one);
	}
}

/* What a document has that files do not know which did not cover it. */
static void
deal_fresh(const struct indexer *ix, uint32_t doc, struct deal *deal)
{
	const struct terms *terms = &ix->doc[doc].terms;

	for (size_t i = 0; i < terms->n; i++) {
		const struct term *t = &terms->v[i];

		deal_one(ix,
		         &(struct shard_delta){t->key, doc, t->impact,
		                               t->next, false},
		         false, true, deal);
	}
}

/* A document's change, for the files that covered it before. */
static void
deal_change(const struct indexer *ix, struct arena *a, uint32_t doc,
            struct terms was, struct terms is, struct deal *deal)
{
	size_t n;
	struct term_change *c = tokenize_diff(a, was, is, &n);

	for (size_t i = 0; i < n; i++) {
		c[i].key.text = arena_str(a, c[i].key.text);
		deal_one(ix,
		         &(struct shard_delta){c[i].key, doc, c[i].impact,
		                               c[i].next, c[i].gone},
		         true, false, deal);
	}
}

/* Blocks of the old shard and of the new one. */
struct exchange {
	const struct indexer_file *file;
	struct blocks blocks;
};

static int
get_old(void *ctx, unsigned ordinal, uint32_t index, uint32_t sum,
        struct str *bytes, struct err *err)
{
	const struct blocks *blocks = &((struct exchange *)ctx)->file->blocks;

	for (size_t i = 0; i < blocks->n; i++) {
		if (blocks->v[i].ordinal != ordinal ||
		    blocks->v[i].index != index)
			continue;
		*bytes = buf_str(&blocks->v[i].bytes);
		if (piece_sum(*bytes) == sum)
			return 0;
	}
	return err_set(err, ERR_ABSENT, "no block %u of list %u", index,
	               ordinal);
}

static void
put_new(void *ctx, unsigned ordinal, uint32_t index, struct str bytes)
{
	struct exchange *x = ctx;
	struct block block = {ordinal, index, {0}};

	buf_add(&block.bytes, bytes);
	vec_push(&x->blocks, block);
}

static void
apply_file(struct indexer *ix, unsigned level, uint32_t number,
           const struct shard_delta *deltas, size_t n)
{
	struct indexer_file *file = &ix->file[level][number];
	struct shard_place was = {&ix->shape, level, number, file->upto};
	struct shard_place place = was;
	struct exchange x = {.file = file};
	struct shard_blocks blocks = {&x, get_old, put_new};
	struct buf out = {0};
	struct err err;

	place.upto = level_upto(&ix->shape, level, number, ix->highest);
	if (n == 0 && place.upto == was.upto)
		return;
	indexer_must(shard_apply(buf_str(&file->piece), &was, deltas, n,
	                         &place, &blocks, &out, &err),
	             &err);
	buf_release(&file->piece);
	drop_blocks(&file->blocks);
	*file = (struct indexer_file){out, x.blocks, place.upto};
}

static void
apply_files(struct indexer *ix, struct deal *deal)
{
	struct shard_delta *d = mem_zalloc(deal->n + 1, sizeof *d);
	size_t i = 0;

	if (deal->n)
		qsort(deal->v, deal->n, sizeof *deal->v, deal_order);
	for (unsigned k = 0; k <= ix->shape.levels; k++) {
		for (uint32_t s = 0; s < ix->shape.shards[k]; s++) {
			size_t n = 0;

			for (; i < deal->n && deal->v[i].level == k &&
			       deal->v[i].number == s;
			     i++)
				d[n++] = deal->v[i].delta;
			apply_file(ix, k, s, d, n);
		}
	}
	mem_free(d);
}

/* The least number that some file has come to cover. */
static uint32_t
least_fresh(const struct indexer *ix)
{
	uint32_t least = ix->highest;

	for (unsigned k = 0; k <= ix->shape.levels; k++)
		for (uint32_t s = 0; s < ix->shape.shards[k]; s++)
			if (ix->file[k][s].upto < least &&
			    ix->file[k][s].upto <
			        level_upto(&ix->shape, k, s, ix->highest))
				least = ix->file[k][s].upto;
	return least + 1;
}

static void
raise_highest(struct indexer *ix, uint32_t highest)
{
	struct level_shape shape = level_shape(highest);
	size_t had = ix->doc ? ix->highest + (size_t)1 : 0;

	if (shape.class != ix->shape.class)
		drop_files(ix);
	ix->shape = shape;
	for (unsigned k = 0; k <= shape.levels; k++)
		if (!ix->file[k])
			ix->file[k] =
			    mem_zalloc(shape.shards[k], sizeof *ix->file[k]);
	ix->pack = widen(ix->pack, had ? card_packs(ix->highest) : 0,
	                 card_packs(highest), sizeof *ix->pack);
	ix->page = widen(ix->page, had ? column_pages(ix->highest) : 0,
	                 column_pages(highest), sizeof *ix->page);
	ix->doc = widen(ix->doc, had, highest + (size_t)1, sizeof *ix->doc);
	ix->highest = highest;
}

/* The body of a pack anew, from all of its records. */
static void
make_pack(struct indexer *ix, uint32_t pack)
{
	struct card_change c[CARD_PACK];
	size_t n = 0;
	struct err err;

	for (uint32_t i = pack * CARD_PACK;
	     i < (pack + 1) * CARD_PACK && i <= ix->highest; i++)
		if (ix->doc[i].record)
			c[n++] = (struct card_change){
			    .doc = i, .card = ix->doc[i].record->card};
	buf_reset(&ix->pack[pack]);
	indexer_must(card_apply((struct str){0}, c, n, pack,
	                        &ix->pack[pack], &err),
	             &err);
}

/* Join the values of equal codes. */
static void
add_facet(struct arena *a, struct column_row *row, struct str code,
          struct str value)
{
	size_t i = 0;

	while (i < row->facets && !str_eq(row->facet[i].code, code))
		i++;
	if (i < row->facets) {
		struct str had = row->facet[i].value;
		bool first = str_cmp(value, had) < 0; /* two values at most */

		row->facet[i].value =
		    arena_fmt(a, "%.*s%c%.*s", STR_ARG(first ? value : had),
		              COLUMN_JOIN, STR_ARG(first ? had : value));
	} else {
		row->facet[row->facets++] =
		    (struct column_facet){code, value};
	}
}

static int
facet_order(const void *a, const void *b)
{
	const struct column_facet *x = a;
	const struct column_facet *y = b;

	return str_cmp(x->code, y->code);
}

static struct column_row
row_of(struct arena *a, const struct indexer_record *r)
{
	struct column_row row = {.live = true,
	                         .day = column_day(r->card.date)};
	struct str rest = r->facets;

	row.facet = arena_array(a, r->facets.n + 2, sizeof *row.facet);
	add_facet(a, &row, STR("kind"), r->card.kind);
	while (rest.n) {
		struct str value = str_cut(&rest, ';');
		struct str code = str_cut(&value, '=');

		add_facet(a, &row, code, value);
	}
	qsort(row.facet, row.facets, sizeof *row.facet, facet_order);
	return row;
}

static void
apply_columns(struct indexer *ix, struct arena *a, const uint32_t *docs,
              size_t n)
{
	struct column_change *c = arena_array(a, n, sizeof *c);
	struct err err;
	size_t j;

	for (size_t i = 0; i < n; i++) {
		const struct indexer_record *r = ix->doc[docs[i]].record;

		c[i].doc = docs[i];
		if (r)
			c[i].row = row_of(a, r);
	}
	for (size_t i = 0; i < n; i = j) {
		uint32_t page = docs[i] / COLUMN_PAGE;
		struct buf out = {0};

		for (j = i; j < n && docs[j] / COLUMN_PAGE == page; j++)
			;
		indexer_must(column_apply(buf_str(&ix->page[page]), c + i,
		                          j - i, page, &out, &err),
		             &err);
		buf_release(&ix->page[page]);
		ix->page[page] = out;
	}
}

static void
apply_packs(struct indexer *ix, const uint32_t *docs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (i == 0 || docs[i] / CARD_PACK != docs[i - 1] / CARD_PACK)
			make_pack(ix, docs[i] / CARD_PACK);
}

void
indexer_apply(struct indexer *ix, uint32_t highest, const uint32_t *docs,
              const struct indexer_record *const *records, size_t n)
{
	struct deal deal = {0};
	struct arena a;
	struct arena one; /* for one record */

	arena_init(&a);
	arena_init(&one);
	raise_highest(ix, highest);
	for (size_t i = 0; i < n; i++) {
		struct indexer_doc *doc = &ix->doc[docs[i]];
		struct terms is = terms_of(&one, records[i]);

		deal_change(ix, &a, docs[i], doc->terms, is, &deal);
		ix->live += records[i] != NULL;
		ix->live -= doc->record != NULL;
		doc->record = records[i];
		keep_terms(doc, is);
		arena_reset(&one);
	}
	arena_release(&one);
	for (uint32_t i = least_fresh(ix); i <= highest; i++)
		deal_fresh(ix, i, &deal);
	apply_files(ix, &deal);
	vec_release(&deal);
	apply_columns(ix, &a, docs, n);
	apply_packs(ix, docs, n);
	arena_release(&a);
}

void
indexer_build(struct indexer *ix, const struct indexer_corpus *corpus,
              size_t batch)
{
	const struct indexer_record **record =
	    mem_zalloc(batch, sizeof *record);
	uint32_t *doc = mem_zalloc(batch, sizeof *doc);

	for (size_t i = 0; i < corpus->n; i += batch) {
		size_t n = corpus->n - i < batch ? corpus->n - i : batch;

		for (size_t j = 0; j < n; j++) {
			record[j] = &corpus->v[i + j];
			doc[j] = record[j]->doc;
		}
		indexer_apply(ix, corpus->highest, doc, record, n);
		for (size_t j = 0; j < n; j++)
			drop_terms(&ix->doc[doc[j]]);
	}
	mem_free(record);
	mem_free(doc);
}
