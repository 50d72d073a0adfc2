#ifndef LAW_RANDOM_H
#define LAW_RANDOM_H

/*
 * random - numbers that look like chance and repeat with their seed.
 */
#include <stdbool.h>
#include <stdint.h>

struct random {
	uint64_t state;
};

/*
 * random_next - 64 bits.
 * source: splitmix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom
 *         Number Generators, 2014)
 */
uint64_t random_next(struct random *r);

/*
 * random_below - a number from 0 to n - 1.
 * in:  n, at least 1
 */
unsigned random_below(struct random *r, unsigned n);

/*
 * random_one_in - true once in n times.
 */
bool random_one_in(struct random *r, unsigned n);

#endif
