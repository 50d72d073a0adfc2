#include "store/stake.h"

#include "base/codec.h"
#include "base/vec.h"
#include "store/key.h"

#include <string.h>

static void
put_stake(struct buf *b, const struct stake *stake)
{
	put_varint(b, stake->rule);
	put_be32(b, (uint32_t)stake->from);
	put_be32(b, (uint32_t)stake->until);
	put_slice(b, stake->text);
}

static struct stake
get_stake(struct reader *r)
{
	struct stake stake = {.rule = (uint32_t)get_varint(r)};

	stake.from = (int32_t)get_be32(r);
	stake.until = (int32_t)get_be32(r);
	stake.text = get_slice(r);
	return stake;
}

struct stake *
stakes_of(struct txn *txn, struct arena *a, struct str record, size_t *n)
{
	struct VEC(struct stake) found = {0};
	struct reader r;
	struct stake *v;
	struct str value;

	txn_get(txn, TABLE_STAKE, record, &value);
	r = reader_over(arena_str(a, value));
	while (r.rest.n && !r.bad) {
		uint64_t group = get_be64(&r);
		uint64_t order = get_be64(&r);
		struct stake stake = get_stake(&r);

		stake.group = group;
		stake.value = order;
		if (!r.bad)
			vec_push(&found, stake);
	}
	v = arena_copy(a, found.v, found.n, sizeof *v);
	*n = found.n;
	vec_release(&found);
	return v;
}

static void
leave_groups(struct txn *txn, struct str record)
{
	struct buf key = {0};
	struct arena a;
	struct stake *v;
	size_t n;

	arena_init(&a);
	v = stakes_of(txn, &a, record, &n);
	for (size_t i = 0; i < n; i++)
		if (v[i].group)
			txn_del(txn, TABLE_GROUP,
			        key_group(&key, v[i].group, v[i].value,
			                  record));
	if (n)
		txn_del(txn, TABLE_STAKE, record);
	buf_release(&key);
	arena_release(&a);
}

void
stakes_write(struct txn *txn, struct str record, const struct stake *stake,
             size_t n)
{
	struct buf all = {0};
	struct buf one = {0};
	struct buf key = {0};

	leave_groups(txn, record);
	for (size_t i = 0; i < n; i++) {
		buf_reset(&one);
		put_stake(&one, &stake[i]);
		put_be64(&all, stake[i].group);
		put_be64(&all, stake[i].value);
		buf_add(&all, buf_str(&one));
		if (stake[i].group)
			txn_put(txn, TABLE_GROUP,
			        key_group(&key, stake[i].group,
			                  stake[i].value, record),
			        buf_str(&one));
	}
	if (n)
		txn_put(txn, TABLE_STAKE, record, buf_str(&all));
	buf_release(&all);
	buf_release(&one);
	buf_release(&key);
}

static bool
get_member(struct arena *a, struct str key, struct str value,
           struct stake_member *m)
{
	struct reader k = reader_over(arena_str(a, key));
	struct reader r = reader_over(arena_str(a, value));
	uint64_t group = get_be64(&k);
	uint64_t order = get_be64(&k);

	m->record = k.rest;
	m->stake = get_stake(&r);
	m->stake.group = group;
	m->stake.value = order;
	return !k.bad && !r.bad;
}

struct stake_member *
stakes_in(struct txn *txn, struct arena *a, uint64_t group, size_t most,
          size_t *n)
{
	struct VEC(struct stake_member) found = {0};
	struct cursor *c = cursor_open(txn, TABLE_GROUP);
	struct buf prefix = {0};
	struct stake_member *v;
	struct stake_member m;
	struct str key;
	struct str value;
	bool more;

	key_in_group(&prefix, group);
	more = cursor_seek(c, buf_str(&prefix), &key, &value);
	while (more && found.n < most && str_starts(key, buf_str(&prefix))) {
		if (get_member(a, key, value, &m))
			vec_push(&found, m);
		more = cursor_next(c, &key, &value);
	}
	v = arena_copy(a, found.v, found.n, sizeof *v);
	*n = found.n;
	vec_release(&found);
	buf_release(&prefix);
	cursor_close(c);
	return v;
}

bool
stakes_other(struct txn *txn, struct arena *a, uint64_t group,
             uint64_t value, struct stake_member *other)
{
	struct cursor *c = cursor_open(txn, TABLE_GROUP);
	struct buf prefix = {0};
	struct buf from = {0};
	struct str key;
	struct str bytes;
	bool hit;

	key_in_group(&prefix, group);
	hit = cursor_seek(c, buf_str(&prefix), &key, &bytes) &&
	      str_starts(key, buf_str(&prefix)) &&
	      get_member(a, key, bytes, other);
	/* The first value is this one: on to the first record behind it. */
	if (hit && other->stake.value == value)
		hit = value != UINT64_MAX &&
		      cursor_seek(c,
		                  key_group(&from, group, value + 1, STR("")),
		                  &key, &bytes) &&
		      str_starts(key, buf_str(&prefix)) &&
		      get_member(a, key, bytes, other);
	buf_release(&prefix);
	buf_release(&from);
	cursor_close(c);
	return hit;
}
