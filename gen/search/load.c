#include "search/load.h"

#include "search/node.h"

#include <assert.h>

struct load_kept {
	struct load_kept *next;
	struct piece piece;
	void *v;
	size_t n;
};

/* Of a piece, or of texts, which have no letter and a record's number. */
static size_t
bucket(const struct piece *piece)
{
	return ((size_t)piece->what + piece->detail + piece->number +
	        piece->upto) %
	       LOAD_KEPT;
}

static const struct load_kept *
find(const struct load *l, const struct piece *piece)
{
	const struct load_kept *kept = l->kept[bucket(piece)];

	while (kept && (kept->piece.what != piece->what ||
	                kept->piece.detail != piece->detail ||
	                kept->piece.number != piece->number ||
	                kept->piece.upto != piece->upto))
		kept = kept->next;
	return kept;
}

static void
keep(struct load *l, const struct piece *piece, void *v, size_t n)
{
	struct load_kept *kept = arena_alloc(l->a, sizeof *kept);
	struct load_kept **at = &l->kept[bucket(piece)];

	*kept = (struct load_kept){*at, *piece, v, n};
	*at = kept;
}

static int
fetch(const struct load *l, const struct piece *piece, struct str *bytes,
      struct err *err)
{
	char path[PIECE_PATH_MAX];

	piece_path(piece, path);
	return l->source->piece(l->source->ctx, l->a, path, bytes, err);
}

int
load_begin(struct load *l, struct arena *a,
           const struct query_source *source, struct err *err)
{
	struct piece root = {.what = PIECE_ROOT};
	struct str bytes;
	struct str body;
	int rc;

	*l = (struct load){.a = a, .source = source};
	rc = source->piece(source->ctx, a, ENTRY_PATH, &bytes, err);
	if (rc == 0)
		rc = entry_decode(bytes, &l->entry, err);
	if (rc < 0)
		return rc;
	root.detail = level_shape(l->entry.highest).class;
	root.upto = l->entry.highest;
	root.hash = l->entry.root;
	rc = fetch(l, &root, &bytes, err);
	if (rc == 0)
		rc = piece_open(bytes, &root, &body, err);
	if (rc < 0)
		return rc;
	return root_decode(a, bytes, l->entry.highest, &l->root, err);
}

static int
node_sums(struct load *l, uint32_t number, uint32_t **sums, struct err *err)
{
	const struct level_shape *shape = &l->root.shape;
	struct piece piece = {.what = PIECE_NODE,
	                      .detail = shape->class,
	                      .number = number,
	                      .hash = l->root.node[number]};
	const struct load_kept *kept = find(l, &piece);
	struct str bytes;
	struct str body;
	int rc;

	*sums = kept ? kept->v : NULL;
	if (kept || piece.hash == 0)
		return 0;
	rc = fetch(l, &piece, &bytes, err);
	if (rc == 0)
		rc = piece_open(bytes, &piece, &body, err);
	if (rc == 0)
		rc = node_decode(l->a, bytes, shape, number, sums, err);
	if (rc == 0)
		keep(l, &piece, *sums, node_size(shape));
	return rc;
}

/* The sum of a shard that is a file of its own; 0: it is absent. */
static int
shard_sum(struct load *l, unsigned level, uint32_t number, uint32_t *sum,
          struct err *err)
{
	const struct level_shape *shape = &l->root.shape;
	uint32_t *sums;
	int rc;

	*sum = level ? 0 : l->root.tail;
	if (level == 1)
		*sum = l->root.sum[number];
	if (level < 2)
		return 0;
	rc = node_sums(l, node_of(shape, level, number), &sums, err);
	if (rc == 0 && sums)
		*sum = sums[node_slot(shape, level, number)];
	return rc;
}

/* A shard with a sum, read or kept. */
static int
shard_body(struct load *l, const struct piece *piece, struct str *body,
           struct err *err)
{
	const struct load_kept *kept = find(l, piece);
	struct str bytes;
	int rc;

	if (kept) {
		*body = (struct str){kept->v, kept->n};
		return 0;
	}
	rc = fetch(l, piece, &bytes, err);
	if (rc == 0)
		rc = piece_open(bytes, piece, body, err);
	if (rc == 0)
		keep(l, piece, (void *)(uintptr_t)body->p, body->n);
	return rc;
}

int
load_shard(struct load *l, unsigned level, uint32_t number,
           struct shard_place *place, struct str *body, struct err *err)
{
	const struct level_shape *shape = &l->root.shape;
	struct piece piece = {.what = PIECE_SHARD,
	                      .detail = shape->class << 8 | level,
	                      .number = number};
	uint32_t sum;
	int rc;

	assert(level <= shape->levels && number < shape->shards[level]);
	*body = (struct str){0};
	piece.upto = level_upto(shape, level, number, l->root.highest);
	*place = (struct shard_place){shape, level, number, piece.upto};
	if (level == 0 && number == 0) {
		*body = l->root.body;
		return 0;
	}
	rc = shard_sum(l, level, number, &sum, err);
	if (rc < 0 || sum == 0)
		return rc;
	piece.hash = sum;
	return shard_body(l, &piece, body, err);
}

int
load_block(struct load *l, const struct shard_place *place,
           const struct shard_term *term, uint32_t index,
           struct postings *postings, struct err *err)
{
	struct piece piece = {.what = PIECE_BLOCK,
	                      .detail = place->level << 16 | term->ordinal,
	                      .number = place->number,
	                      .upto = index};
	const struct load_kept *kept = find(l, &piece);
	struct str bytes;
	int rc;

	assert(index < term->blocks);
	*postings = (struct postings){0};
	if (kept) {
		*postings = (struct postings){kept->v, kept->n};
		return 0;
	}
	piece.hash = term->sum[index];
	if (piece.hash == 0)
		return 0;
	rc = fetch(l, &piece, &bytes, err);
	if (rc == 0)
		rc = shard_block(l->a, bytes, place, term, index, postings,
		                 err);
	if (rc == 0)
		keep(l, &piece, postings->v, postings->n);
	return rc;
}

int
load_texts(struct load *l, uint32_t doc, struct str id, struct str **texts,
           size_t *n, struct err *err)
{
	struct piece place = {.what = 0, .number = doc};
	const struct load_kept *kept = find(l, &place);
	int rc;

	if (kept) {
		*texts = kept->v;
		*n = kept->n;
		return 0;
	}
	rc = l->source->text(l->source->ctx, l->a, id, texts, n, err);
	if (rc == 0)
		keep(l, &place, *texts, *n);
	return rc;
}

static int
pack_cards(struct load *l, uint32_t pack, struct card **cards,
           struct err *err)
{
	struct piece piece = {
	    .what = PIECE_CARDS,
	    .number = pack,
	    .upto = l->root.card[card_slot(l->root.highest, pack)]};
	const struct load_kept *kept = find(l, &piece);
	struct str bytes;
	struct str body;
	int rc;

	*cards = kept ? kept->v : NULL;
	if (kept || piece.upto == 0)
		return 0;
	rc = fetch(l, &piece, &bytes, err);
	if (rc == 0)
		rc = piece_open(bytes, &piece, &body, err);
	if (rc < 0)
		return rc;
	*cards = arena_array(l->a, CARD_PACK, sizeof **cards);
	rc = card_read(l->a, body, *cards, err);
	if (rc == 0)
		keep(l, &piece, *cards, CARD_PACK);
	return rc;
}

int
load_card(struct load *l, uint32_t doc, struct card *card, struct err *err)
{
	struct card *cards;
	struct str *texts;
	size_t n;
	int rc;

	assert(doc <= l->root.highest);
	*card = (struct card){0};
	rc = pack_cards(l, doc / CARD_PACK, &cards, err);
	if (rc < 0)
		return rc;
	if (!cards || cards[doc % CARD_PACK].id.n == 0)
		return err_set(err, ERR_CORRUPT,
		               "search index: record %u has no card", doc);
	rc = load_texts(l, doc, cards[doc % CARD_PACK].id, &texts, &n, err);
	if (rc < 0)
		return rc;
	*card = cards[doc % CARD_PACK];
	card->title = n > 0 ? texts[0] : card->id;
	card->title_en = n > 1 ? texts[1] : (struct str){0};
	return 0;
}

int
load_column(struct load *l, uint32_t page, struct column_row **rows,
            struct err *err)
{
	struct piece piece = {.what = PIECE_COLUMN,
	                      .number = page,
	                      .hash = l->root.column[page]};
	const struct load_kept *kept = find(l, &piece);
	struct str bytes;
	struct str body;
	int rc = 0;

	if (kept) {
		*rows = kept->v;
		return 0;
	}
	*rows = arena_array(l->a, COLUMN_PAGE, sizeof **rows);
	if (piece.hash) {
		rc = fetch(l, &piece, &bytes, err);
		if (rc == 0)
			rc = piece_open(bytes, &piece, &body, err);
		if (rc == 0)
			rc = column_read(l->a, body, page, *rows, err);
	}
	if (rc == 0)
		keep(l, &piece, *rows, COLUMN_PAGE);
	return rc;
}
