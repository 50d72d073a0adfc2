/*
 * Sorting: the same order as qsort, in memory and through runs, with
 * records that make sorting hard; runs are gone at the end.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"
#include "fs_fault.h"
#include "fs_mem.h"
#include "os/extsort.h"

#include <errno.h>

struct records VEC(struct str);

/* Random numbers from a fixed start, the same everywhere. */
static uint32_t
next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

/* Kinds of records: what each makes hard. */
enum kind {
	RANDOM,   /* any bytes, lengths 0 to 40 */
	SHORT,    /* bytes 0 and 1, lengths 0 to 20: prefixes, zero bytes */
	EQUAL,    /* few different ones */
	DEEP,     /* a long common prefix */
	RISING,   /* sorted already */
	FALLING,  /* sorted backwards */
	LONG,     /* up to 5,000 bytes */
	KINDS
};

static struct str
record_of(enum kind kind, size_t i, size_t n, uint64_t *seed, char *text)
{
	size_t len = next_random(seed) % 41;
	uint32_t any = next_random(seed);

	if (kind == SHORT)
		len = any % 21;
	else if (kind == LONG)
		len = any % 5001;
	for (size_t k = 0; k < len; k++)
		text[k] = (char)(kind == SHORT ? next_random(seed) % 2
		                               : next_random(seed));
	if (kind == EQUAL)
		len = (size_t)sprintf(text, "record number %u", any % 7);
	else if (kind == DEEP)
		len = (size_t)sprintf(text, "%0100u", any % 5000);
	else if (kind == RISING)
		len = (size_t)sprintf(text, "%08zu", i);
	else if (kind == FALLING)
		len = (size_t)sprintf(text, "%08zu", n - i);
	return (struct str){text, len};
}

static int
fill(struct extsort *s, struct records *all, enum kind kind, size_t n,
     struct err *err)
{
	uint64_t seed = 7 + kind;
	int code = 0;

	for (size_t i = 0; !code && i < n; i++) {
		static char text[5001];
		struct str record = record_of(kind, i, n, &seed, text);
		char *p = mem_alloc(record.n);

		if (record.n)
			memcpy(p, record.p, record.n);
		vec_push(all, ((struct str){p, record.n}));
		code = extsort_add(s, record, err);
	}
	return code;
}

static void
free_all(struct records *all)
{
	for (size_t i = 0; i < all->n; i++)
		mem_free((char *)(uintptr_t)all->v[i].p);
	vec_release(all);
}

static void
assert_sorted(enum kind kind, size_t n, size_t memory, bool runs)
{
	struct fs_mem *m = fs_mem_new();
	struct fs fs = fs_mem_fs(m);
	struct extsort *s = extsort_new(&fs, "tmp/sort", memory);
	struct records all = {0};
	struct str record;
	struct err err = {0};
	size_t ops, i = 0;
	int more;

	assert_int_equal(fill(s, &all, kind, n, &err), 0);
	assert_int_equal(extsort_sort(s, &err), 0);
	if (all.n)
		qsort(all.v, all.n, sizeof *all.v, str_order);
	fs_mem_log(m, &ops);
	assert_int_equal(ops > 0, runs);
	while ((more = extsort_next(s, &record, &err)) > 0) {
		assert_in_range(i, 0, all.n - 1);
		if (!str_eq(record, all.v[i]))
			fail_msg("kind %d, record %zu", kind, i);
		i++;
	}
	assert_int_equal(more, 0);
	assert_int_equal(i, n);
	extsort_free(s);
	assert_int_equal(fs_kind_of(&fs, "tmp/sort"), FS_ABSENT);
	free_all(&all);
	fs_mem_free(m);
}

static void
test_in_memory(void **state)
{
	static const size_t sizes[] = {0, 1, 2, 16, 17, 18, 63, 64, 65, 3000};

	(void)state;
	for (int kind = 0; kind < KINDS; kind++)
		for (size_t i = 0; i < 10; i++)
			assert_sorted((enum kind)kind, sizes[i],
			              (size_t)64 << 20, false);
}

/* The least memory: some runs, and more runs than merge at a time. */
static void
test_runs(void **state)
{
	(void)state;
	for (int kind = 0; kind < LONG; kind++)
		assert_sorted((enum kind)kind, 20000, 0, true);
	assert_sorted(LONG, 300, 0, true);
	assert_sorted(LONG, 2500, 0, true);
}

/* A record as long as is allowed, larger than all the memory. */
static void
test_longest(void **state)
{
	struct fs_mem *m = fs_mem_new();
	struct fs fs = fs_mem_fs(m);
	struct extsort *s = extsort_new(&fs, "sort", 0);
	char *text = mem_zalloc(1, EXTSORT_MAX);
	struct str record;

	(void)state;
	for (int i = 0; i < 3; i++) {
		text[EXTSORT_MAX - 1] = (char)('c' - i);
		assert_int_equal(
		    extsort_add(s, (struct str){text, EXTSORT_MAX}, NULL),
		    0);
	}
	assert_int_equal(extsort_sort(s, NULL), 0);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(extsort_next(s, &record, NULL), 1);
		assert_int_equal(record.n, EXTSORT_MAX);
		assert_int_equal(record.p[EXTSORT_MAX - 1], 'a' + i);
	}
	assert_int_equal(extsort_next(s, &record, NULL), 0);
	extsort_free(s);
	mem_free(text);
	fs_mem_free(m);
}

static int
drain(struct extsort *s, struct err *err)
{
	struct str record;
	int more = extsort_sort(s, err);

	if (more)
		return more;
	while ((more = extsort_next(s, &record, err)) > 0)
		continue;
	return more;
}

/* Any operation may fail: an error, no crash, and no file is left. */
static void
test_faults(void **state)
{
	bool failed = true;

	(void)state;
	for (unsigned long at = 0; failed; at += 1 + at / 16) {
		struct fs_mem *m = fs_mem_new();
		struct fs real = fs_mem_fs(m);
		struct fs_fault f = {real, FAULT_ONCE, at, ENOSPC, 0};
		struct fs fs = fs_fault_fs(&f);
		struct extsort *s = extsort_new(&fs, "sort", 0);
		struct records all = {0};
		struct err err = {0};
		int code = fill(s, &all, LONG, 2500, &err);

		if (!code)
			code = drain(s, &err);
		failed = f.count > at;
		if (code) {
			assert_int_equal(code, ERR_FULL);
			assert_non_null(strstr(err.line, " sort"));
		}
		extsort_free(s);
		if (code)
			assert_int_equal(fs_kind_of(&real, "sort"),
			                 FS_ABSENT);
		free_all(&all);
		fs_mem_free(m);
	}
}

/* A run that was cut off or holds a wild length is told, not believed. */
static void
test_damaged_run(void **state)
{
	(void)state;
	for (int how = 0; how < 2; how++) {
		struct fs_mem *m = fs_mem_new();
		struct fs fs = fs_mem_fs(m);
		struct extsort *s = extsort_new(&fs, "sort", 0);
		struct records all = {0};
		struct buf b = {0};
		struct err err = {0};
		int code;

		assert_int_equal(fill(s, &all, DEEP, 3000, NULL), 0);
		assert_int_equal(
		    fs_read(&fs, "sort/run-000000", &b, NULL), 0);
		if (how == 0)
			b.n -= 50;
		else
			memset(b.p + 101 * 60, 0xff, 20);
		assert_int_equal(fs_replace(&fs, "sort/run-000000",
		                            buf_str(&b), NULL),
		                 0);
		code = drain(s, &err);
		assert_int_equal(code, ERR_CORRUPT);
		assert_non_null(strstr(err.line, "sort/run-000000"));
		extsort_free(s);
		assert_int_equal(fs_kind_of(&fs, "sort"), FS_ABSENT);
		buf_release(&b);
		free_all(&all);
		fs_mem_free(m);
	}
}

/* Runs that a crash left behind are in nobody's way. */
static void
test_garbage(void **state)
{
	struct fs_mem *m = fs_mem_new();
	struct fs fs = fs_mem_fs(m);
	struct extsort *s = extsort_new(&fs, "sort", 0);
	struct records all = {0};
	struct str record;
	size_t n = 0;

	(void)state;
	fs_mkdir(&fs, "sort", NULL);
	fs_replace(&fs, "sort/run-000000", STR("\3old"), NULL);
	assert_int_equal(fill(s, &all, DEEP, 3000, NULL), 0);
	assert_int_equal(extsort_sort(s, NULL), 0);
	while (extsort_next(s, &record, NULL) == 1) {
		assert_int_equal(record.n, 100);
		n++;
	}
	assert_int_equal(n, 3000);
	extsort_free(s);
	free_all(&all);
	fs_mem_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_in_memory),
	    cmocka_unit_test(test_runs),
	    cmocka_unit_test(test_longest),
	    cmocka_unit_test(test_faults),
	    cmocka_unit_test(test_damaged_run),
	    cmocka_unit_test(test_garbage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
