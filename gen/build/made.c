#include "build/made.h"

#include "base/codec.h"
#include "build/sides.h"
#include "render/output.h"

#include <string.h>

bool
made_decode(struct str value, struct made *made)
{
	struct reader r = reader_over(value);
	struct str sha;
	struct str sides;

	*made = (struct made){0};
	made->path = get_slice(&r);
	made->digest = get_digest(&r);
	made->size = get_varint(&r);
	made->day = (int32_t)get_be32(&r);
	sha = get_bytes(&r, SHA256_SIZE);
	if (sha.n)
		memcpy(made->sha256.b, sha.p, SHA256_SIZE);
	sides = get_bytes(&r, 1);
	if (sides.n)
		made->sides = (uint8_t)sides.p[0];
	made->askeds = (size_t)get_varint(&r);
	made->asked = r.rest;
	return !r.bad && made->asked.n == made->askeds * 8;
}

bool
made_published(void *ctx, struct str key, struct published *file)
{
	struct str value;
	struct made made;

	if (!txn_get(ctx, TABLE_OUTPUT, key, &value) ||
	    !made_decode(value, &made))
		return false;
	*file = (struct published){.size = made.size,
	                           .sha256 = made.sha256,
	                           .day = made.day};
	return true;
}

void
made_ask(struct made *made, struct arena *a, const uint64_t *asked, size_t n)
{
	struct buf b = {0};

	for (size_t i = 0; i < n; i++)
		put_be64(&b, asked[i]);
	made->askeds = n;
	made->asked = arena_str(a, buf_str(&b));
	buf_release(&b);
}

void
made_encode(const struct made *made, struct buf *out)
{
	buf_reset(out);
	put_slice(out, made->path);
	put_digest(out, made->digest);
	put_varint(out, made->size);
	put_be32(out, (uint32_t)made->day);
	buf_add(out,
	        (struct str){(const char *)made->sha256.b, SHA256_SIZE});
	buf_byte(out, (char)made->sides);
	put_varint(out, made->askeds);
	buf_add(out, made->asked);
}

/* A side stands behind its file and under the same key. */
static bool
recover_side(struct txn *txn, const struct journal_entry *entry)
{
	struct buf value = {0};
	struct str path;
	struct str old;
	struct made made;
	enum side side;
	bool is = entry->op == JOURNAL_PUT &&
	          compress_side_of(entry->path, &path, &side) &&
	          txn_get(txn, TABLE_OUTPUT, entry->key, &old) &&
	          made_decode(old, &made) && str_eq(made.path, path);

	if (is) {
		made.sides = (uint8_t)(made.sides | 1u << side);
		made_encode(&made, &value);
		txn_put(txn, TABLE_OUTPUT, entry->key, buf_str(&value));
	}
	buf_release(&value);
	return is;
}

void
made_recover(struct txn *txn, const struct journal_entry *entry)
{
	struct buf value = {0};
	struct made made = {.path = entry->path,
	                    .digest = entry->digest,
	                    .size = entry->size,
	                    .sha256 = entry->sha256};
	struct made was;
	struct str old;

	if (sides_is_gone(entry) || recover_side(txn, entry))
		return;
	if (entry->op == JOURNAL_PUT) {
		made_encode(&made, &value);
		txn_put(txn, TABLE_OUTPUT, entry->key, buf_str(&value));
		if (!output_is_late(entry->key))
			txn_put(txn, TABLE_PATH, entry->path, entry->key);
	} else {
		if (txn_get(txn, TABLE_OUTPUT, entry->key, &old) &&
		    made_decode(old, &was) && str_eq(was.path, entry->path))
			txn_del(txn, TABLE_OUTPUT, entry->key);
		txn_del(txn, TABLE_PATH, entry->path);
	}
	buf_release(&value);
}
