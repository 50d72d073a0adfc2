#include "build/pieces.h"

#include "base/codec.h"
#include "store/key.h"

struct str
pieces_get(struct pieces *p, char what, unsigned level, uint32_t number,
           uint32_t part)
{
	struct str value;

	txn_get(p->txn, TABLE_PIECE,
	        key_piece(&p->key, what, level, number, part), &value);
	return value;
}

bool
pieces_set(struct pieces *p, char what, unsigned level, uint32_t number,
           uint32_t part, struct str bytes)
{
	struct str key = key_piece(&p->key, what, level, number, part);
	struct buf hash = {0};
	struct str was;

	txn_get(p->txn, TABLE_PIECE, key, &was);
	if (str_eq(was, bytes))
		return false;
	if (bytes.n) {
		put_be64(&hash, piece_hash((enum piece_what)what, bytes));
		txn_put(p->txn, TABLE_PIECE, key, bytes);
		txn_put(p->txn, TABLE_PIECE_NAME, key, buf_str(&hash));
		buf_release(&hash);
	} else {
		txn_del(p->txn, TABLE_PIECE, key);
		txn_del(p->txn, TABLE_PIECE_NAME, key);
	}
	p->changed(p->ctx, what, level, number, part);
	return true;
}

uint64_t
pieces_hash(struct pieces *p, char what, unsigned level, uint32_t number)
{
	struct str bytes = pieces_get(p, what, level, number, 0);
	struct str value = pieces_note(p, what, level, number);
	struct reader r = reader_over(value);

	if ((bytes.n > 0) != (value.n > 0))
		p->lost = true;
	return get_be64(&r);
}

struct str
pieces_note(struct pieces *p, char what, unsigned level, uint32_t number)
{
	struct str value;

	txn_get(p->txn, TABLE_PIECE_NAME,
	        key_piece(&p->key, what, level, number, 0), &value);
	return value;
}

void
pieces_set_note(struct pieces *p, char what, unsigned level, uint32_t number,
                struct str value)
{
	struct str key = key_piece(&p->key, what, level, number, 0);

	if (value.n)
		txn_put(p->txn, TABLE_PIECE_NAME, key, value);
	else
		txn_del(p->txn, TABLE_PIECE_NAME, key);
}

void
pieces_release(struct pieces *p)
{
	buf_release(&p->key);
}
