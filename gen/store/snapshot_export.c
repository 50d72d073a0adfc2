#include "base/codec.h"
#include "store/snapshot_part.h"

#include <stdlib.h>

/* ----------------------------------------------------------- feeds */

static int
order_changed(const void *a, const void *b)
{
	const struct row *x = &((const struct listed *)a)->row;
	const struct row *y = &((const struct listed *)b)->row;

	if (x->changed != y->changed)
		return x->changed < y->changed ? 1 : -1;
	if (x->day != y->day)
		return x->day < y->day ? 1 : -1;
	return x->accession < y->accession ? 1 : -1;
}

static size_t
at_most(size_t n, size_t most)
{
	return n < most ? n : most;
}

struct listed *
snapshot_site_feed(struct snapshot *s, const struct str *folder,
                   size_t folders, size_t *n)
{
	size_t size = s->limits.feed_size;
	size_t share = (size + 3) / 4;
	struct listed *all =
	    arena_array(s->arena, folders * share + 1, sizeof *all);

	snapshot_note(s, "feed|*");
	*n = 0;
	for (size_t i = 0; i < folders; i++) {
		size_t found;
		struct member *m =
		    list_newest(s->txn, s->arena, list_by_number(folder[i]),
		                size, &found);
		struct listed *v = snapshot_cards(s, m, found);

		qsort(v, found, sizeof *v, order_changed);
		found = at_most(found, share);
		for (size_t k = 0; k < found; k++)
			all[(*n)++] = v[k];
	}
	qsort(all, *n, sizeof *all, order_changed);
	*n = at_most(*n, size);
	return all;
}

/* ---------------------------------------------------------- tables */

int
snapshot_read(struct snapshot *s, const uint8_t blob[ROW_BLOB],
              struct buf *out, struct err *err)
{
	buf_reset(out);
	return s->blob(s->blob_ctx, blob, out, err);
}

int
snapshot_record(struct snapshot *s, const struct row *row, struct buf *out,
                struct err *err)
{
	buf_reset(out);
	return s->known(s->blob_ctx, row->blob, out, err);
}

struct listed *
snapshot_export(struct snapshot *s, struct str folder, uint32_t block,
                size_t *n)
{
	uint32_t first = block * EXPORT_BLOCK + 1;
	struct member *m;

	snapshot_note(s, "export|%.*s|%u", STR_ARG(folder), block);
	m = list_range(s->txn, s->arena, list_by_number(folder), first,
	               first + EXPORT_BLOCK - 1, n);
	snapshot_turn(m, *n);
	return snapshot_cards(s, m, *n);
}

uint32_t *
snapshot_exports(struct snapshot *s, struct str folder, size_t *n)
{
	snapshot_note(s, "exports|%.*s", STR_ARG(folder));
	return snapshot_blocks_of(s, folder, EXPORT_BLOCK, n);
}

bool
snapshot_published(struct snapshot *s, struct str key, struct published *file)
{
	return s->output && s->output(s->output_ctx, key, file);
}

/* --------------------------------------------------------- changes */

/* What stands behind a row of CHANGE. */
static bool
find_changed(struct snapshot *s, struct str value, struct changed *one)
{
	struct reader r = reader_over(value);
	struct buf key = {0};
	struct str record;
	bool found;

	*one = (struct changed){.accession = get_be32(&r)};
	one->number = get_be32(&r);
	found = txn_get(s->txn, TABLE_ACCESSION,
	                key_number(&key, one->accession), &record);
	buf_release(&key);
	one->record = arena_str(s->arena, record);
	return found &&
	       snapshot_numbered(s, one->accession, one->number, &one->is) &&
	       (one->number == 1 || snapshot_numbered(s, one->accession,
	                                         one->number - 1, &one->was));
}

struct changed *
snapshot_changes(struct snapshot *s, uint32_t block, size_t *n)
{
	struct changed *v =
	    arena_array(s->arena, CHANGES_BLOCK, sizeof *v);
	uint32_t first = block * CHANGES_BLOCK + 1;
	struct buf key = {0};
	struct str value;

	snapshot_note(s, "changes|%u", block);
	*n = 0;
	for (uint32_t i = 0; i < CHANGES_BLOCK; i++)
		if (txn_get(s->txn, TABLE_CHANGE, key_number(&key, first + i),
		            &value) &&
		    find_changed(s, value, &v[*n]))
			(*n)++;
	buf_release(&key);
	return v;
}

uint32_t
snapshot_change_blocks(struct snapshot *s)
{
	struct str value;
	struct reader r;

	snapshot_note(s, "changes");
	if (!txn_get(s->txn, TABLE_META, STR("change"), &value))
		return 0;
	r = reader_over(value);
	return (get_be32(&r) + CHANGES_BLOCK - 1) / CHANGES_BLOCK;
}

/* -------------------------------------------------------- calendar */

/* To the next day with an entry that begins with `prefix`: entries of a day
 * are sorted by name, so that a day costs two steps at most. */
static bool
seek_due(struct cursor *c, struct buf *key, int32_t *day, struct str prefix,
         int32_t to, struct str *record)
{
	struct str found;
	struct str value;

	while (*day <= to &&
	       cursor_seek(c, key_day(key, *day, prefix), &found, &value)) {
		int32_t at = key_day_of(found, record);

		if (at > to)
			return false;
		if (at == *day && str_starts(*record, prefix))
			return true;
		*day = at == *day ? at + 1 : at;
	}
	return false;
}

struct due *
snapshot_due(struct snapshot *s, struct str list, int32_t from, int32_t to,
             size_t most, size_t *n)
{
	struct due *v = arena_array(s->arena, most, sizeof *v);
	struct cursor *c = cursor_open(s->txn, TABLE_DUE);
	struct str prefix = arena_fmt(s->arena, "%.*s/", STR_ARG(list));
	struct buf key = {0};
	struct str record;
	struct str value;
	struct str found;

	snapshot_note(s, "due|%.*s", STR_ARG(list));
	*n = 0;
	if (str_eq(list, STR("*")))
		prefix = STR("");
	while (*n < most && seek_due(c, &key, &from, prefix, to, &record)) {
		bool more = true;

		while (more && *n < most && str_starts(record, prefix)) {
			struct listed *one = &v[*n].listed;

			v[*n].day = from;
			one->record = arena_str(s->arena, record);
			/* Only claims are told; without them the question
			 * is not asked either (view.c, ask_days). */
			if (snapshot_row(s, one->record, &one->row) &&
			    one->row.visible && one->row.claims)
				(*n)++;
			more = cursor_next(c, &found, &value) &&
			       key_day_of(found, &record) == from;
		}
		from++;
	}
	buf_release(&key);
	cursor_close(c);
	return v;
}
