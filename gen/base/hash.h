#ifndef BASE_HASH_H
#define BASE_HASH_H

/*
 * hash - digests: XXH3 for our own keys and contents, SHA-256 for the
 * public manifest.
 *
 * SHA-256 is libcrypto's, which uses the processor's own instructions (the
 * libraries that read git load it anyway); libsodium's portable one took 14%
 * of a clean build.  Seeds are fixed at zero and bytes are stored in canonical
 * (big-endian) order, so that a digest means the same on every machine.
 * source: xxHash 0.8 specification; FIPS 180-4
 */
#include "base/str.h"

#define DIGEST_SIZE 16
#define SHA256_SIZE 32

struct digest {
	uint8_t b[DIGEST_SIZE];
};

struct sha256 {
	uint8_t b[SHA256_SIZE];
};

struct hasher; /* running XXH3-128 over many pieces */

/*
 * hash64 - XXH3-64 of some bytes.
 */
uint64_t hash64(struct str s);

/*
 * hash128 - XXH3-128 of some bytes.
 */
struct digest hash128(struct str s);

/*
 * digest_eq - are two digests equal?
 */
bool digest_eq(struct digest a, struct digest b);

/*
 * digest_hex - lower-case hexadecimal.
 * out: text, 2 * DIGEST_SIZE digits and a NUL
 */
void digest_hex(struct digest d, char text[2 * DIGEST_SIZE + 1]);

/*
 * hasher_new - start a running digest.
 * out: hasher; caller frees with hasher_free
 */
struct hasher *hasher_new(void);

/*
 * hasher_add - add one piece; its length is hashed with it, so that
 * ("ab","c") and ("a","bc") differ.
 */
void hasher_add(struct hasher *h, struct str s);

/*
 * hasher_digest - digest of all pieces so far.
 */
struct digest hasher_digest(const struct hasher *h);

/*
 * hasher_free - free the hasher.
 * in:  h, or NULL
 */
void hasher_free(struct hasher *h);

/*
 * sha256_of - SHA-256 of some bytes.
 */
struct sha256 sha256_of(struct str s);

/*
 * sha256_hex - lower-case hexadecimal.
 * out: text, 2 * SHA256_SIZE digits and a NUL
 */
void sha256_hex(struct sha256 d, char text[2 * SHA256_SIZE + 1]);

#endif
