#include "search/lookup.h"

#include "index_world.h"
#include "search/tokenize.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/*
 * A register of n records: each has 联盟, which soon is a long list, a word
 * that begins with "abc", and characters and numbers of its own.
 */
static void
make(struct index_world *w, uint32_t n, uint32_t highest)
{
	struct buf b = {0};

	for (uint32_t i = 1; i <= n; i++) {
		if (i % 11 == 0)
			continue;
		buf_fmt(&b,
		        "%u|k|k/%u|联盟%s|||city=%u|1|%u|%s盟|||abc%c\n", i, i,
		        i % 2 ? "会" : "", i % 7, 100000 + i,
		        i % 5 ? "联" : "结", 'a' + (int)(i % 3));
	}
	index_world_open(w, buf_str(&b), highest);
	buf_release(&b);
}

struct occurrence {
	struct term term;
	uint32_t doc;
};

static int
by_term(const void *a, const void *b)
{
	const struct occurrence *x = a;
	const struct occurrence *y = b;
	int order = str_cmp(x->term.key.text, y->term.key.text);

	if (x->term.key.v != y->term.key.v)
		return x->term.key.v < y->term.key.v ? -1 : 1;
	if (order)
		return order;
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

static struct terms
terms_of(struct arena *a, const struct indexer_record *r)
{
	struct tokenize_field f[] = {
	    {r->text[0], 6, true}, {r->text[1], 6, false},
	    {r->text[2], 8, false}, {r->text[3], 2, false},
	    {r->text[4], 1, true}, {r->text[5], 1, false},
	    {r->text[6], 1, false}};

	return tokenize_terms(a, f, r->texts);
}

/* All postings there are, from the records themselves. */
static struct occurrence *
occurrences(struct index_world *w, size_t *n)
{
	struct occurrence *v;

	*n = 0;
	for (size_t i = 0; i < w->corpus.n; i++)
		*n += terms_of(&w->a, &w->corpus.v[i]).n;
	v = arena_array(&w->a, *n, sizeof *v);
	*n = 0;
	for (size_t i = 0; i < w->corpus.n; i++) {
		struct terms t = terms_of(&w->a, &w->corpus.v[i]);

		for (size_t j = 0; j < t.n; j++)
			v[(*n)++] = (struct occurrence){
			    t.v[j], w->corpus.v[i].doc};
	}
	qsort(v, *n, sizeof *v, by_term);
	return v;
}

static void
assert_term(struct load *l, const struct occurrence *v, size_t n)
{
	struct want want = {.key = v->term.key};
	struct lookup lookup;
	struct postings p;

	assert_int_equal(0, lookup_find(l, &want, &lookup, NULL));
	assert_int_equal(0, lookup_all(l, &lookup, false, &p, NULL));
	assert_int_equal(n, p.n);
	assert_int_equal(n, lookup.df);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(v[i].doc, p.v[i].doc);
		assert_int_equal(v[i].term.impact, p.v[i].impact);
	}
}

/* Every term has the postings that its records give it. */
static void
assert_all_terms(uint32_t n, uint32_t highest)
{
	struct index_world w;
	struct load l;
	struct occurrence *v;
	size_t all;
	size_t j;

	make(&w, n, highest);
	l = index_world_load(&w);
	v = occurrences(&w, &all);
	for (size_t i = 0; i < all; i = j) {
		for (j = i + 1; j < all; j++)
			if (v[j].term.key.v != v[i].term.key.v ||
			    !str_eq(v[j].term.key.text, v[i].term.key.text))
				break;
		assert_term(&l, v + i, j - i);
	}
	index_world_close(&w);
}

static void
levels_make_up_the_whole(void **state)
{
	(void)state;
	assert_all_terms(1, 0);
	assert_all_terms(40, 511);
	assert_all_terms(500, 0);
	assert_all_terms(700, 0);
	assert_all_terms(700, 701);
	assert_all_terms(2600, 0);
	assert_all_terms(2600, 2700);
	assert_all_terms(300, 40000);
}

/* A level that answers for no document is not read. */
static void
levels_are_read_only_if_they_answer(void **state)
{
	struct index_world w;
	size_t without = 0;
	size_t n;

	(void)state;
	make(&w, 703, 0);
	for (size_t i = 0; i < w.files.n; i++)
		if (str_starts(w.files.entry[i].key, STR("search/0/")))
			w.lost = w.files.entry[i].key;
	assert_true(w.lost.n > 0); /* the tail of singles */
	for (const struct occurrence *v = occurrences(&w, &n); n--; v++) {
		struct load l = index_world_load(&w);
		struct want want = {.key = v->term.key};
		uint32_t base = key_shard(want.key.v, 512);
		struct lookup lookup;
		uint32_t hi[LEVEL_MAX + 2];

		if (!(want.key.v & KEY_SINGLE))
			continue;
		level_ranges(&l.root.shape, base, 703, hi);
		assert_int_equal(hi[0] > hi[1] ? ERR_ABSENT : 0,
		                 lookup_find(&l, &want, &lookup, NULL));
		without += hi[0] == hi[1];
	}
	assert_true(without > 0);
	index_world_close(&w);
}

static struct want
want_pair(uint32_t a, uint32_t b)
{
	struct want want = {.next = 0};

	assert_true(key_units(a, b, &want.key.v));
	return want;
}

static struct want
want_text(struct str text, bool prefix)
{
	struct want want = {.prefix = prefix};

	want.key = (struct key){key_text(text), text};
	return want;
}

static void
a_class_may_be_demanded(void **state)
{
	struct index_world w;
	struct load l;
	struct want want = want_pair(0x8054, 0x76df); /* 联盟 */
	struct lookup lookup;

	(void)state;
	make(&w, 100, 0);
	l = index_world_load(&w);
	want.next = (uint8_t)key_next(0x4f1a); /* 会 */
	assert_int_equal(0, lookup_find(&l, &want, &lookup, NULL));
	assert_int_equal(91, lookup.df);
	assert_true(lookup.list.n > 0 && lookup.list.n < 91);
	for (size_t i = 0; i < lookup.list.n; i++)
		assert_int_equal(1, lookup.list.v[i].doc % 2);
	index_world_close(&w);
}

static void
an_alternative_adds_its_postings(void **state)
{
	struct index_world w;
	struct load l;
	struct want want = want_pair(0x7ed3, 0x76df); /* 结盟 */
	struct lookup lookup;
	size_t n = 0;

	(void)state;
	make(&w, 100, 0);
	l = index_world_load(&w);
	want.other = want_text(STR("abca"), false).key;
	assert_int_equal(0, lookup_find(&l, &want, &lookup, NULL));
	for (uint32_t i = 1; i <= 100; i++)
		n += i % 11 && (i % 5 == 0 || i % 3 == 0);
	assert_int_equal(n, lookup.df);
	assert_int_equal(n, lookup.list.n);
	assert_int_equal(2, lookup.base);
	index_world_close(&w);
}

static void
a_prefix_unites_texts(void **state)
{
	struct index_world w;
	struct load l;
	struct want want = want_text(STR("abc"), true);
	struct lookup_text *text;
	struct lookup lookup;
	size_t n;

	(void)state;
	make(&w, 100, 0);
	l = index_world_load(&w);
	assert_int_equal(0, lookup_find(&l, &want, &lookup, NULL));
	assert_int_equal(91, lookup.list.n);
	want.prefix = false;
	assert_int_equal(0, lookup_find(&l, &want, &lookup, NULL));
	assert_int_equal(0, lookup.list.n);
	assert_int_equal(0, lookup_texts(&l, STR("abc"), &text, &n, NULL));
	assert_int_equal(3, n);
	assert_true(str_eq(text[0].text, STR("abca")));
	assert_int_equal(91, text[0].df + text[1].df + text[2].df);
	assert_int_equal(0, lookup_texts(&l, STR("abd"), &text, &n, NULL));
	assert_int_equal(0, n);
	index_world_close(&w);
}

/* 联盟 of 12,000 records is in two blocks. */
static void
blocks_are_read_as_needed(void **state)
{
	struct index_world w;
	struct load l;
	struct want want = want_pair(0x8054, 0x76df);
	struct lookup lookup;
	struct postings p;
	uint32_t docs[] = {3, 4, 5};
	size_t before;

	(void)state;
	make(&w, 12000, 0);
	l = index_world_load(&w);
	assert_int_equal(0, lookup_find(&l, &want, &lookup, NULL));
	assert_true(lookup.is_long);
	assert_int_equal(1, lookup.base);
	assert_int_equal(12000 - 1090, lookup.df);
	before = w.pieces;
	assert_int_equal(0, lookup_all(&l, &lookup, true, &p, NULL));
	assert_int_equal(before, w.pieces);
	assert_in_range(p.n, SHARD_BEST, lookup.df - 1);
	assert_int_equal(0, lookup_among(&l, &lookup, docs, 0, &p, NULL));
	assert_int_equal(0, lookup_cost(&lookup, docs, 0));
	assert_int_equal(before, w.pieces);
	assert_int_equal(1, lookup_cost(&lookup, docs, 3));
	assert_int_equal(0, lookup_among(&l, &lookup, docs, 3, &p, NULL));
	assert_int_equal(before + 1, w.pieces);
	assert_int_equal(3, p.v[2].doc);
	docs[2] = 9000;
	assert_int_equal(2, lookup_cost(&lookup, docs, 3));
	assert_int_equal(0, lookup_among(&l, &lookup, docs, 3, &p, NULL));
	assert_int_equal(before + 2, w.pieces); /* one was there already */
	docs[2] = 11999; /* above the base */
	assert_int_equal(1, lookup_cost(&lookup, docs, 3));
	assert_int_equal(0, lookup_cost(&lookup, docs + 2, 1));
	assert_int_equal(0, lookup_all(&l, &lookup, false, &p, NULL));
	assert_true(w.pieces > before + 1);
	assert_int_equal(lookup.df, p.n);
	index_world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(levels_make_up_the_whole),
	    cmocka_unit_test(levels_are_read_only_if_they_answer),
	    cmocka_unit_test(a_class_may_be_demanded),
	    cmocka_unit_test(an_alternative_adds_its_postings),
	    cmocka_unit_test(a_prefix_unites_texts),
	    cmocka_unit_test(blocks_are_read_as_needed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
