#include "store/rank.h"

/* A change of one record's places. */
struct places {
	struct txn *txn;
	struct str record;
	const struct row *row;   /* whose places are given or taken */
	const struct row *other; /* NULL: given; the row that keeps its own */
	rank_list_fn *turned;
	void *ctx;
};

struct str
rank_start(struct buf *k, struct str list)
{
	buf_reset(k);
	buf_add(k, list);
	buf_byte(k, '\0');
	return buf_str(k);
}

struct str
rank_record(struct str key, struct str start)
{
	struct str rest = str_sub(key, start.n, key.n);

	str_cut(&rest, '|');
	return rest;
}

static bool
has_place(const struct row *row)
{
	return row && row->visible && row->offered && row_price(row).n > 0;
}

void
rank_each(struct str record, const struct row *row, rank_list_fn *told,
          void *ctx)
{
	struct str folder = str_sub(record, 0, str_chr(record, '/'));
	struct buf list = {0};

	if (!has_place(row))
		return;
	told(ctx, folder);
	for (size_t i = 0; i < row->facets; i++)
		told(ctx, key_of_facet(&list, folder, row->facet[i].key,
		                       row->facet[i].code));
	buf_release(&list);
}

bool
rank_any(struct txn *txn, struct str list)
{
	struct cursor *c = cursor_open(txn, TABLE_RANK);
	struct buf start = {0};
	struct str from = rank_start(&start, list);
	struct str key;
	struct str value;
	bool any = cursor_seek(c, from, &key, &value) && str_starts(key, from);

	buf_release(&start);
	cursor_close(c);
	return any;
}

/* The key of the record's place in a list, borrowed from k. */
static struct str
place_key(const struct places *p, struct str list, struct buf *k)
{
	rank_start(k, list);
	buf_add(k, row_price(p->row));
	buf_byte(k, '|');
	buf_add(k, p->record);
	return buf_str(k);
}

static void
set_place(const struct places *p, struct str list, struct str key, bool there)
{
	bool was = p->turned && rank_any(p->txn, list);

	if (there)
		txn_put(p->txn, TABLE_RANK, key, (struct str){0});
	else
		txn_del(p->txn, TABLE_RANK, key);
	if (p->turned && was != rank_any(p->txn, list))
		p->turned(p->ctx, list);
}

static void
give_place(void *ctx, struct str list)
{
	const struct places *p = ctx;
	struct buf key = {0};

	set_place(p, list, place_key(p, list, &key), true);
	buf_release(&key);
}

static bool
stands_in(const struct row *row, struct str list)
{
	struct str code = list;
	struct str folder = str_cut(&code, '|');
	struct str key = str_cut(&code, '|');

	for (size_t i = 0; i < row->facets; i++)
		if (str_eq(row->facet[i].key, key) &&
		    str_eq(row->facet[i].code, code))
			return true;
	return folder.n == list.n;
}

static void
take_place(void *ctx, struct str list)
{
	const struct places *p = ctx;
	struct buf key = {0};

	if (has_place(p->other) && stands_in(p->other, list) &&
	    str_eq(row_price(p->other), row_price(p->row)))
		return;
	set_place(p, list, place_key(p, list, &key), false);
	buf_release(&key);
}

void
rank_apply(struct txn *txn, struct str record, const struct row *old,
           const struct row *now, rank_list_fn *turned, void *ctx)
{
	struct places given = {txn, record, now, NULL, turned, ctx};
	struct places taken = {txn, record, old, now, turned, ctx};

	/* In this order no list is empty in between. */
	rank_each(record, now, give_place, &given);
	rank_each(record, old, take_place, &taken);
}
