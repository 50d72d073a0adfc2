#include "store/rank.h"

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

bool
rank_has(const struct row *row)
{
	return row && row->visible && row_price(row).n > 0;
}

/* The place of a record in one list: there, or not any more. */
static void
set_place(struct txn *txn, struct str list, struct str record,
          const struct row *row, bool there)
{
	struct buf key = {0};

	rank_start(&key, list);
	buf_add(&key, row_price(row));
	buf_byte(&key, '|');
	buf_add(&key, record);
	if (there)
		txn_put(txn, TABLE_RANK, buf_str(&key), (struct str){0});
	else
		txn_del(txn, TABLE_RANK, buf_str(&key));
	buf_release(&key);
}

static void
set_places(struct txn *txn, struct str record, const struct row *row,
           bool there)
{
	struct str folder = str_sub(record, 0, str_chr(record, '/'));
	struct buf list = {0};

	if (!rank_has(row))
		return;
	set_place(txn, folder, record, row, there);
	for (size_t i = 0; i < row->facets; i++)
		set_place(txn,
		          key_of_facet(&list, folder, row->facet[i].key,
		                       row->facet[i].code),
		          record, row, there);
	buf_release(&list);
}

void
rank_apply(struct txn *txn, struct str record, const struct row *old,
           const struct row *now)
{
	set_places(txn, record, old, false);
	set_places(txn, record, now, true);
}
