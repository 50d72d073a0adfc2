#include "store/key.h"

#include "base/codec.h"

#include <assert.h>

struct str
key_member(struct buf *k, struct str list, char order, uint64_t place)
{
	buf_reset(k);
	buf_add(k, list);
	buf_byte(k, order);
	put_be64(k, place);
	return buf_str(k);
}

struct str
key_links(struct buf *k, struct str target)
{
	buf_reset(k);
	buf_add(k, target);
	buf_byte(k, '\0');
	return buf_str(k);
}

struct str
key_link(struct buf *k, struct str target, struct str source, uint16_t number)
{
	key_links(k, target);
	buf_add(k, source);
	buf_byte(k, '\0');
	put_be16(k, number);
	return buf_str(k);
}

struct str
key_version(struct buf *k, uint32_t accession, uint32_t number)
{
	buf_reset(k);
	put_be32(k, accession);
	put_be32(k, number);
	return buf_str(k);
}

struct str
key_number(struct buf *k, uint32_t number)
{
	buf_reset(k);
	put_be32(k, number);
	return buf_str(k);
}

struct str
key_unique(struct buf *k, uint64_t digest, struct str path)
{
	buf_reset(k);
	put_be64(k, digest);
	buf_add(k, path);
	return buf_str(k);
}

struct str
key_in_group(struct buf *k, uint64_t group)
{
	buf_reset(k);
	put_be64(k, group);
	return buf_str(k);
}

struct str
key_group(struct buf *k, uint64_t group, uint64_t value, struct str record)
{
	buf_reset(k);
	put_be64(k, group);
	put_be64(k, value);
	buf_add(k, record);
	return buf_str(k);
}

struct str
key_day(struct buf *k, int32_t day, struct str record)
{
	buf_reset(k);
	put_be32(k, (uint32_t)day ^ 0x80000000u);
	buf_add(k, record);
	return buf_str(k);
}

struct str
key_dep(struct buf *k, uint64_t question, struct str output)
{
	buf_reset(k);
	put_be64(k, question);
	buf_add(k, output);
	return buf_str(k);
}

struct str
key_piece(struct buf *k, char what, unsigned level, uint32_t number,
          uint32_t part)
{
	buf_reset(k);
	buf_byte(k, what);
	buf_byte(k, (char)level);
	put_be32(k, number);
	put_be32(k, part);
	return buf_str(k);
}

struct str
key_of_facet(struct buf *k, struct str folder, struct str facet,
             struct str code)
{
	buf_reset(k);
	buf_add(k, folder);
	buf_byte(k, '|');
	buf_add(k, facet);
	buf_byte(k, '|');
	buf_add(k, code);
	return buf_str(k);
}

int32_t
key_day_of(struct str key, struct str *record)
{
	struct reader r = reader_over(key);
	int32_t day = (int32_t)(get_be32(&r) ^ 0x80000000u);

	*record = r.rest;
	return day;
}

uint64_t
key_place_of(struct str key)
{
	struct reader r;

	assert(key.n >= 8);
	r = reader_over(str_sub(key, key.n - 8, key.n));
	return get_be64(&r);
}

bool
key_in_list(struct str key, struct str list, char order)
{
	return key.n == list.n + 9 && str_starts(key, list) &&
	       key.p[list.n] == order;
}
