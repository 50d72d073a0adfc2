#include "store/rank.h"

struct str
rank_start(struct buf *k, struct str folder)
{
	buf_reset(k);
	buf_add(k, folder);
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

static struct str
key_of(struct buf *k, struct str record, const struct row *row)
{
	rank_start(k, str_sub(record, 0, str_chr(record, '/')));
	buf_add(k, row_price(row));
	buf_byte(k, '|');
	buf_add(k, record);
	return buf_str(k);
}

static bool
has_place(const struct row *row)
{
	return row && row->visible && row_price(row).n > 0;
}

bool
rank_apply(struct txn *txn, struct str record, const struct row *old,
           const struct row *now)
{
	struct buf key = {0};

	if (has_place(old))
		txn_del(txn, TABLE_RANK, key_of(&key, record, old));
	if (has_place(now))
		txn_put(txn, TABLE_RANK, key_of(&key, record, now),
		        (struct str){0});
	buf_release(&key);
	return has_place(old) || has_place(now);
}
