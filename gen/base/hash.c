#include "base/hash.h"

#include "base/codec.h"
#include "base/mem.h"

#include <openssl/sha.h>
#include <string.h>
#include <xxhash.h>

struct hasher {
	XXH3_state_t *state;
};

uint64_t
hash64(struct str s)
{
	return XXH3_64bits(s.n ? s.p : "", s.n);
}

static struct digest
canonical(XXH128_hash_t hash)
{
	XXH128_canonical_t bytes;
	struct digest d;

	XXH128_canonicalFromHash(&bytes, hash);
	memcpy(d.b, bytes.digest, DIGEST_SIZE);
	return d;
}

struct digest
hash128(struct str s)
{
	return canonical(XXH3_128bits(s.n ? s.p : "", s.n));
}

bool
digest_eq(struct digest a, struct digest b)
{
	return memcmp(a.b, b.b, DIGEST_SIZE) == 0;
}

void
digest_hex(struct digest d, char text[2 * DIGEST_SIZE + 1])
{
	hex_put(d.b, DIGEST_SIZE, text);
}

struct hasher *
hasher_new(void)
{
	struct hasher *h = mem_alloc(sizeof *h);

	h->state = XXH3_createState();
	if (!h->state)
		h->state = mem_grow(NULL, SIZE_MAX, 2);
	XXH3_128bits_reset(h->state);
	return h;
}

void
hasher_add(struct hasher *h, struct str s)
{
	uint8_t size[8];

	for (int i = 0; i < 8; i++)
		size[i] = (uint8_t)((uint64_t)s.n >> (56 - 8 * i));
	XXH3_128bits_update(h->state, size, sizeof size);
	if (s.n)
		XXH3_128bits_update(h->state, s.p, s.n);
}

struct digest
hasher_digest(const struct hasher *h)
{
	return canonical(XXH3_128bits_digest(h->state));
}

void
hasher_free(struct hasher *h)
{
	if (!h)
		return;
	XXH3_freeState(h->state);
	mem_free(h);
}

struct sha256
sha256_of(struct str s)
{
	struct sha256 d;

	SHA256((const unsigned char *)(s.n ? s.p : ""), s.n, d.b);
	return d;
}

void
sha256_hex(struct sha256 d, char text[2 * SHA256_SIZE + 1])
{
	hex_put(d.b, SHA256_SIZE, text);
}
