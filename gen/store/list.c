#include "store/list.h"

#include "base/codec.h"
#include "base/vec.h"

struct list
list_by_day(struct str name)
{
	return (struct list){name, LIST_BY_DAY};
}

struct list
list_by_number(struct str name)
{
	return (struct list){name, LIST_BY_NUMBER};
}

uint64_t
list_place(int32_t day, uint32_t serial)
{
	return (uint64_t)((uint32_t)day ^ 0x80000000u) << 32 | serial;
}

/* ----------------------------------------------------------- walks */

static struct str
key_of(struct buf *key, struct list list, uint64_t place)
{
	return key_member(key, list.name, (char)list.by, place);
}

/* What stands at the cursor, if it is in the list. */
static void
look(struct list_walk *w, bool more, struct str key, struct str value)
{
	w->more = more &&
	          key_in_list(key, w->list.name, (char)w->list.by);
	w->place = w->more ? key_place_of(key) : 0;
	w->record = w->more ? value : STR("");
}

struct list_walk
list_walk_from(struct txn *txn, struct list list, uint64_t place, bool up)
{
	struct list_walk w = {.list = list, .up = up};
	struct buf limit = {0};
	struct str from = key_of(&limit, list, place);
	struct str key;
	struct str value;
	bool more;

	w.cursor = cursor_open(txn, TABLE_MEMBER);
	more = up ? cursor_seek(w.cursor, from, &key, &value)
	          : cursor_before(w.cursor, from, &key, &value);
	look(&w, more, key, value);
	buf_release(&limit);
	return w;
}

void
list_walk_on(struct list_walk *w)
{
	struct str key;
	struct str value;
	bool more = w->up ? cursor_next(w->cursor, &key, &value)
	                  : cursor_prev(w->cursor, &key, &value);

	look(w, more, key, value);
}

uint64_t
list_walk_end(struct list_walk *w)
{
	cursor_close(w->cursor);
	return w->place;
}

/* --------------------------------------------------------- members */

static void
change_count(struct txn *txn, struct str name, int by)
{
	uint32_t count = (uint32_t)((int64_t)list_count(txn, name) + by);
	struct buf value = {0};

	put_be32(&value, count);
	if (count)
		txn_put(txn, TABLE_COUNT, name, buf_str(&value));
	else
		txn_del(txn, TABLE_COUNT, name);
	buf_release(&value);
}

void
list_insert(struct txn *txn, struct list list, uint64_t place,
            struct str record)
{
	struct buf key = {0};

	txn_put(txn, TABLE_MEMBER, key_of(&key, list, place), record);
	buf_release(&key);
	if (list.by == LIST_BY_NUMBER)
		change_count(txn, list.name, 1);
}

void
list_remove(struct txn *txn, struct list list, uint64_t place)
{
	struct buf key = {0};

	txn_del(txn, TABLE_MEMBER, key_of(&key, list, place));
	buf_release(&key);
	if (list.by == LIST_BY_NUMBER)
		change_count(txn, list.name, -1);
}

uint32_t
list_count(struct txn *txn, struct str name)
{
	struct str value;
	struct reader r;

	if (!txn_get(txn, TABLE_COUNT, name, &value))
		return 0;
	r = reader_over(value);
	return get_be32(&r);
}

struct str
list_find(struct txn *txn, struct list list, uint64_t place)
{
	struct buf key = {0};
	struct str record;

	txn_get(txn, TABLE_MEMBER, key_of(&key, list, place), &record);
	buf_release(&key);
	return record;
}

struct member *
list_newest(struct txn *txn, struct arena *a, struct list list, size_t most,
            size_t *n)
{
	struct member *v = arena_array(a, most, sizeof *v);
	struct list_walk w = list_walk_from(txn, list, UINT64_MAX, false);

	for (*n = 0; w.more && *n < most; list_walk_on(&w))
		v[(*n)++] = (struct member){w.place, arena_str(a, w.record)};
	list_walk_end(&w);
	return v;
}

struct member *
list_range(struct txn *txn, struct arena *a, struct list list, uint64_t from,
           uint64_t to, size_t *n)
{
	struct VEC(struct member) found = {0};
	struct list_walk w = list_walk_from(txn, list, from, true);
	struct member *v;

	for (; w.more && w.place <= to; list_walk_on(&w)) {
		struct member m = {w.place, arena_str(a, w.record)};

		vec_push(&found, m);
	}
	list_walk_end(&w);
	v = arena_array(a, found.n, sizeof *v);
	for (size_t i = 0; i < found.n; i++)
		v[i] = found.v[found.n - 1 - i];
	*n = found.n;
	vec_release(&found);
	return v;
}

/* ----------------------------------------------------------- steps */

size_t
list_newer(struct txn *txn, struct list list, uint64_t place, size_t most)
{
	struct list_walk w = list_walk_from(txn, list, UINT64_MAX, false);
	size_t n = 0;

	for (; w.more && n < most && w.place > place; n++)
		list_walk_on(&w);
	list_walk_end(&w);
	return n;
}

uint64_t
list_next(struct txn *txn, struct list list, uint64_t place)
{
	struct list_walk w = list_walk_from(txn, list, place + 1, true);

	return list_walk_end(&w);
}

uint64_t
list_prev(struct txn *txn, struct list list, uint64_t place)
{
	struct list_walk w = list_walk_from(txn, list, place, false);

	return list_walk_end(&w);
}

uint64_t
list_last(struct txn *txn, struct list list)
{
	return list_prev(txn, list, UINT64_MAX);
}

uint64_t
list_steps(struct txn *txn, struct list list, uint64_t place, bool up,
           size_t steps)
{
	struct list_walk w =
	    list_walk_from(txn, list, up ? place + 1 : place, up);
	uint64_t at = 0;

	for (; w.more && steps; steps--) {
		at = w.place;
		list_walk_on(&w);
	}
	list_walk_end(&w);
	return at;
}
