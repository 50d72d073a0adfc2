#ifndef BASE_STR_H
#define BASE_STR_H

/*
 * str - a slice of bytes: pointer and length, never the owner.
 *
 * The bytes need not end in NUL and may hold any value; whoever made the
 * slice says how long they live.  An empty slice may have p == NULL.
 * Passed by value.
 */
#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

/* A slice over a string literal. */
#define STR(lit) ((struct str){"" lit, sizeof(lit) - 1})
/* Arguments for printf's "%.*s". */
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""

/*
 * str_from - slice over a C string.
 * in:  z, ends in NUL, or NULL for the empty slice; borrowed
 * out: slice without the NUL
 */
struct str str_from(const char *z);

/*
 * str_sub - part of a slice.
 * in:  from <= to <= s.n
 * out: the bytes [from, to)
 */
static inline struct str
str_sub(struct str s, size_t from, size_t to)
{
	assert(from <= to && to <= s.n);
	return (struct str){s.p ? s.p + from : s.p, to - from};
}

/*
 * str_eq - are the bytes equal?
 */
static inline bool
str_eq(struct str a, struct str b)
{
	/* Most differ in the first byte: that costs no call. */
	return a.n == b.n &&
	       (a.n == 0 ||
	        (a.p[0] == b.p[0] && memcmp(a.p, b.p, a.n) == 0));
}

/*
 * str_cmp - bytewise order; a prefix sorts first.
 * out: < 0, 0, > 0
 */
int str_cmp(struct str a, struct str b);

/*
 * str_starts - does s begin with the prefix?
 */
bool str_starts(struct str s, struct str prefix);

/*
 * str_ends - does s end with the suffix?
 */
bool str_ends(struct str s, struct str suffix);

/*
 * str_chr - place of the first byte c.
 * out: index, or s.n when absent
 */
size_t str_chr(struct str s, char c);

/*
 * str_rchr - place of the last byte c.
 * out: index, or s.n when absent
 */
size_t str_rchr(struct str s, char c);

/*
 * str_find - place of the first occurrence of a needle.
 * in:  needle, may be empty (found at 0)
 * out: index, or s.n + 1 when absent
 */
size_t str_find(struct str s, struct str needle);

/*
 * str_cut - take the part before the first byte c off the front.
 * in:  s, advanced past the c, or to the empty slice when there is none
 * out: the part before c, or all of it
 */
struct str str_cut(struct str *s, char c);

/*
 * str_trim - without ASCII white space at both ends.
 */
struct str str_trim(struct str s);

/*
 * str_u64 - parse decimal digits.
 * in:  s, 1 to 19 ASCII digits and nothing else
 * out: true and *value, or false with *value unchanged
 */
bool str_u64(struct str s, uint64_t *value);

/*
 * str_order - str_cmp for qsort and bsearch over arrays of struct str.
 * in:  a and b, pointers to struct str
 * out: < 0, 0, > 0
 */
int str_order(const void *a, const void *b);

#endif
