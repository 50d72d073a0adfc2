#include "build/enroll.h"

#include "build/history.h"

static void
remove_links(struct enroll *e, const struct row *row, struct str name)
{
	struct txn *txn = e->u->txn;

	for (size_t i = 0; i < row->refs; i++) {
		struct buf prefix = {0};

		key_links(&prefix, row->ref[i]);
		buf_add(&prefix, name);
		buf_byte(&prefix, '\0');
		for (;;) {
			struct cursor *c = cursor_open(txn, TABLE_LINK);
			struct str key;
			struct str value;
			bool hit = cursor_seek(c, buf_str(&prefix), &key,
			                       &value) &&
			           str_starts(key, buf_str(&prefix));

			buf_reset(&e->key);
			buf_add(&e->key, key);
			cursor_close(c);
			if (!hit)
				break;
			txn_del(txn, TABLE_LINK, buf_str(&e->key));
		}
		buf_release(&prefix);
	}
}

/* Take away what the record's old row put into other tables. */
static void
remove_old(struct enroll *e, struct str name)
{
	struct update *u = e->u;
	struct str value;
	struct row row;

	arena_reset(&e->scratch);
	if (!txn_get(u->txn, TABLE_RECORD, name, &value) ||
	    !row_decode(&e->scratch, value, &row))
		return;
	remove_links(e, &row, name);
	for (size_t i = 0; i < row.abouts; i++)
		update_touch(u, row.about[i]);
}

static void
write_links(struct enroll *e, const struct rows *rows, struct str name,
            uint32_t accession)
{
	uint16_t number = 0;

	for (size_t i = 0; i < rows->links; i++) {
		struct link link = rows->link[i].link;

		if (i && !str_eq(rows->link[i].target,
		                 rows->link[i - 1].target))
			number = 0;
		link.accession = accession;
		link_encode(&link, &e->value);
		txn_put(e->u->txn, TABLE_LINK,
		        key_link(&e->key, rows->link[i].target, name,
		                 number++),
		        buf_str(&e->value));
	}
}

void
enroll_put(struct enroll *e, struct str name, struct rows *rows)
{
	struct update *u = e->u;
	struct row *row = &rows->row;
	struct history_entry entry = {0};

	update_touch(u, name);
	remove_old(e, name);
	history_get(u->txn, name, &entry);
	row->accession = entry.accession;
	row->serial = entry.serial;
	row_encode(row, &e->value);
	txn_put(u->txn, TABLE_RECORD, name, buf_str(&e->value));
	write_links(e, rows, name, row->accession);
	stakes_write(u->txn, name, rows->stake, rows->stakes);
	for (size_t i = 0; i < row->abouts; i++)
		update_touch(u, row->about[i]);
}

struct str
enroll_path(struct enroll *e, struct str name)
{
	struct str value;
	struct row row;

	arena_reset(&e->scratch);
	if (!txn_get(e->u->txn, TABLE_RECORD, name, &value) ||
	    !row_decode(&e->scratch, value, &row))
		return (struct str){0};
	return row.path;
}

void
enroll_drop(struct enroll *e, struct str name, struct str path)
{
	if (!str_eq(enroll_path(e, name), path))
		return;
	update_touch(e->u, name);
	remove_old(e, name);
	stakes_write(e->u->txn, name, NULL, 0);
	txn_del(e->u->txn, TABLE_RECORD, name);
}

void
enroll_release(struct enroll *e)
{
	arena_release(&e->scratch);
	buf_release(&e->key);
	buf_release(&e->value);
}
