#ifndef TESTS_HOSTILE_H
#define TESTS_HOSTILE_H

/*
 * hostile - bytes that are not what was written, for tests of decoders, and
 * numbers that look random and are the same in every run.
 */
#include "base/buf.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

/* A decoder under test; it may refuse or accept, but not fall over. */
typedef void hostile_fn(void *ctx, struct str bytes);

/* The next number of the row that `state` is at, below `below`. */
static inline uint32_t
random_below(uint64_t *state, uint32_t below)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return (uint32_t)((z ^ z >> 31) >> 32) % below;
}

/*
 * hostile_each - give a decoder every cut of some bytes, every change of one
 * byte, and many changes of several; in memory of just that size, so that a
 * sanitizer sees what is read past the end.
 * in:  from, bytes in front of it are left alone
 */
static inline void
hostile_each(struct str bytes, size_t from, hostile_fn *fn, void *ctx)
{
	uint64_t random = 1;

	for (size_t n = from; n < bytes.n; n++) {
		char *copy = malloc(n ? n : 1);

		memcpy(copy, bytes.p, n);
		fn(ctx, (struct str){copy, n});
		free(copy);
	}
	for (size_t i = from; i < bytes.n; i++) {
		char *copy = malloc(bytes.n);

		memcpy(copy, bytes.p, bytes.n);
		for (unsigned x = 1; x < 256; x++) {
			copy[i] = (char)((uint8_t)bytes.p[i] ^ x);
			fn(ctx, (struct str){copy, bytes.n});
		}
		free(copy);
	}
	for (size_t i = 0; i < 2000; i++) {
		uint32_t body = (uint32_t)(bytes.n - from);
		size_t n = from + random_below(&random, body + 1);
		char *copy = malloc(n ? n : 1);

		memcpy(copy, bytes.p, n);
		for (size_t j = 0; n > from && j < 4; j++)
			copy[from + random_below(&random,
			                         (uint32_t)(n - from))] =
			    (char)random_below(&random, 256);
		fn(ctx, (struct str){copy, n});
		free(copy);
	}
}

#endif
