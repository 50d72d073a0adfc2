#ifndef TESTS_KEY_NAMES_H
#define TESTS_KEY_NAMES_H

/*
 * key_names - terms by names that tests can read: "产" a single, "产学" and
 * "i芯" pairs, "#2023" a gram, all else a word.  Characters from U+0590 on
 * count as joined.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "search/key.h"

static inline struct key
key_named(struct str name)
{
	uint32_t c[5] = {0};
	struct key key = {0};
	struct str rest = name;
	size_t n = 0;

	for (; n < 5 && rest.n; n++)
		c[n] = utf8_next(&rest);
	if (c[0] == '#' && n == 5 && key_gram(c + 1, &key.v))
		return key;
	if (c[0] != '#' && n <= 2 && (c[0] >= 0x590 || c[1] >= 0x590) &&
	    key_units(c[0], c[1], &key.v))
		return key;
	return (struct key){key_text(name), name};
}

static inline bool
key_same(struct key a, struct key b)
{
	return a.v == b.v && str_eq(a.text, b.text);
}

#endif
