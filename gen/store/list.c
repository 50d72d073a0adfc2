#include "store/list.h"

#include "base/codec.h"
#include "base/hash.h"
#include "base/vec.h"

#include <string.h>

static void
change_count(struct txn *txn, struct str list, int by)
{
	uint32_t count = (uint32_t)((int64_t)list_count(txn, list) + by);
	struct buf value = {0};

	put_be32(&value, count);
	if (count)
		txn_put(txn, TABLE_COUNT, list, buf_str(&value));
	else
		txn_del(txn, TABLE_COUNT, list);
	buf_release(&value);
}

void
list_insert(struct txn *txn, struct str list, uint32_t serial,
            struct str record)
{
	struct buf key = {0};

	txn_put(txn, TABLE_MEMBER, key_member(&key, list, serial), record);
	buf_release(&key);
	change_count(txn, list, 1);
}

void
list_remove(struct txn *txn, struct str list, uint32_t serial)
{
	struct buf key = {0};

	txn_del(txn, TABLE_MEMBER, key_member(&key, list, serial));
	buf_release(&key);
	change_count(txn, list, -1);
}

uint32_t
list_count(struct txn *txn, struct str list)
{
	struct str value;
	struct reader r;

	if (!txn_get(txn, TABLE_COUNT, list, &value))
		return 0;
	r = reader_over(value);
	return get_be32(&r);
}

struct member *
list_newest(struct txn *txn, struct arena *a, struct str list, size_t most,
            size_t *n)
{
	struct member *v = arena_array(a, most, sizeof *v);
	struct cursor *c = cursor_open(txn, TABLE_MEMBER);
	struct buf limit = {0};
	struct str key;
	struct str value;
	bool more;

	*n = 0;
	key_member(&limit, list, UINT32_MAX);
	more = cursor_before(c, buf_str(&limit), &key, &value);
	while (more && *n < most && key_in_list(key, list)) {
		v[(*n)++] = (struct member){key_serial_of(key),
		                            arena_str(a, value)};
		more = cursor_prev(c, &key, &value);
	}
	buf_release(&limit);
	cursor_close(c);
	return v;
}

struct member *
list_range(struct txn *txn, struct arena *a, struct str list, uint32_t from,
           uint32_t to, size_t *n)
{
	struct VEC(struct member) found = {0};
	struct cursor *c = cursor_open(txn, TABLE_MEMBER);
	struct buf start = {0};
	struct member *v;
	struct str key;
	struct str value;
	bool more;

	key_member(&start, list, from);
	more = cursor_seek(c, buf_str(&start), &key, &value);
	while (more && key_in_list(key, list) && key_serial_of(key) <= to) {
		struct member m = {key_serial_of(key), arena_str(a, value)};

		vec_push(&found, m);
		more = cursor_next(c, &key, &value);
	}
	v = arena_array(a, found.n, sizeof *v);
	for (size_t i = 0; i < found.n; i++)
		v[i] = found.v[found.n - 1 - i];
	*n = found.n;
	vec_release(&found);
	buf_release(&start);
	cursor_close(c);
	return v;
}

size_t
list_newer(struct txn *txn, struct str list, uint32_t serial, size_t most)
{
	struct cursor *c = cursor_open(txn, TABLE_MEMBER);
	struct buf limit = {0};
	struct str key;
	struct str value;
	size_t n = 0;
	bool more;

	key_member(&limit, list, UINT32_MAX);
	more = cursor_before(c, buf_str(&limit), &key, &value);
	while (more && n < most && key_in_list(key, list) &&
	       key_serial_of(key) > serial) {
		n++;
		more = cursor_prev(c, &key, &value);
	}
	buf_release(&limit);
	cursor_close(c);
	return n;
}

uint32_t
list_next(struct txn *txn, struct str list, uint32_t serial)
{
	struct cursor *c = cursor_open(txn, TABLE_MEMBER);
	struct buf from = {0};
	struct str key;
	struct str value;
	uint32_t next = 0;

	key_member(&from, list, serial + 1);
	if (cursor_seek(c, buf_str(&from), &key, &value) &&
	    key_in_list(key, list))
		next = key_serial_of(key);
	buf_release(&from);
	cursor_close(c);
	return next;
}

uint32_t
list_prev(struct txn *txn, struct str list, uint32_t serial)
{
	struct cursor *c = cursor_open(txn, TABLE_MEMBER);
	struct buf limit = {0};
	struct str key;
	struct str value;
	uint32_t prev = 0;

	key_member(&limit, list, serial);
	if (cursor_before(c, buf_str(&limit), &key, &value) &&
	    key_in_list(key, list))
		prev = key_serial_of(key);
	buf_release(&limit);
	cursor_close(c);
	return prev;
}

uint32_t
list_last(struct txn *txn, struct str list)
{
	return list_prev(txn, list, UINT32_MAX);
}

uint32_t
list_page(uint32_t serial, uint32_t size)
{
	return (serial - 1) / size + 1;
}

static bool
is_cut(struct str record, uint32_t size)
{
	return hash64(record) % size == 0;
}

uint32_t
list_cut(struct txn *txn, struct str list, uint32_t serial, uint32_t size)
{
	struct cursor *c = cursor_open(txn, TABLE_MEMBER);
	struct buf limit = {0};
	struct str key;
	struct str value;
	uint32_t start = 0;
	bool more;

	key_member(&limit, list, serial + 1);
	more = cursor_before(c, buf_str(&limit), &key, &value);
	while (more && key_in_list(key, list)) {
		start = key_serial_of(key);
		if (is_cut(value, size))
			break;
		more = cursor_prev(c, &key, &value);
	}
	buf_release(&limit);
	cursor_close(c);
	return start;
}

uint32_t
list_cut_end(struct txn *txn, struct str list, uint32_t start, uint32_t size)
{
	struct cursor *c = cursor_open(txn, TABLE_MEMBER);
	struct buf from = {0};
	struct str key;
	struct str value;
	uint32_t end = start;
	bool more;

	key_member(&from, list, start + 1);
	more = cursor_seek(c, buf_str(&from), &key, &value);
	while (more && key_in_list(key, list) && !is_cut(value, size)) {
		end = key_serial_of(key);
		more = cursor_next(c, &key, &value);
	}
	buf_release(&from);
	cursor_close(c);
	return end;
}
