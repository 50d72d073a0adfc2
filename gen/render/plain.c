#include "render/plain.h"

#include "search/entry.h"
#include "search/fold.h"
#include "search/piece.h"
#include "search/pinyin.h"

static int
copy_blob(struct snapshot *s, const uint8_t blob[ROW_BLOB], struct buf *out,
          bool *exists, struct err *err)
{
	struct str bytes;
	int rc = snapshot_blob(s, blob, &bytes, err);

	*exists = rc == 0;
	if (rc == 0)
		buf_add(out, bytes);
	return rc;
}

int
plain_asset(struct context *c, struct buf *out, bool *exists,
            struct err *err)
{
	size_t n;
	const struct theme_asset *v = theme_assets(c->renderer->theme, &n);

	for (size_t i = 0; i < n; i++)
		if (str_eq(v[i].name, c->output->name))
			return copy_blob(c->snapshot, v[i].blob, out, exists,
			                 err);
	*exists = false;
	return 0;
}

int
plain_attachment(struct context *c, struct buf *out, bool *exists,
                 struct err *err)
{
	struct str path =
	    arena_fmt(c->arena, "files/%.*s", STR_ARG(c->output->name));
	uint8_t blob[ROW_BLOB];

	*exists = snapshot_file(c->snapshot, path, blob);
	if (!*exists)
		return 0;
	return copy_blob(c->snapshot, blob, out, exists, err);
}

void
plain_piece(struct context *c, struct buf *out, bool *exists)
{
	const struct output *o = c->output;

	buf_add(out, snapshot_piece(c->snapshot, o->what, o->level,
	                            o->number, o->part));
	*exists = out->n > 0;
}

/* A table of characters; which one is the output's number. */
static void
table(uint32_t number, struct buf *out)
{
	struct piece piece = {.what = number == TABLE_SOUNDS
	                                  ? PIECE_SOUNDS
	                                  : PIECE_READING};
	size_t start;

	if (number == TABLE_SIMPLIFIED) {
		fold_table(out);
		return;
	}
	start = piece_begin(out, &piece);
	if (number == TABLE_SOUNDS)
		pinyin_names(out);
	else
		pinyin_table(out);
	piece_end(out, start);
}

void
plain_characters(struct context *c, struct buf *out)
{
	table(c->output->number, out);
}

void
plain_entry(struct context *c, struct buf *out)
{
	struct snapshot *s = c->snapshot;
	struct entry e = {.highest = snapshot_highest(s)};
	uint64_t hash[TABLES];
	struct buf bytes = {0};

	for (uint32_t i = 0; i < TABLES; i++) {
		buf_reset(&bytes);
		table(i, &bytes);
		hash[i] = piece_of(buf_str(&bytes)).hash;
	}
	buf_release(&bytes);
	e.table = hash[TABLE_SIMPLIFIED];
	e.sounds = hash[TABLE_SOUNDS];
	e.readings = hash[TABLE_READINGS];
	e.root = piece_of(snapshot_piece(s, PIECE_ROOT, 0, 0, 0)).hash;
	entry_encode(&e, out);
}
