/*
 * The journal: what was written is read, and a journal that lacks a byte or
 * has one changed is torn.
 */
#include "unit.h"

#include "base/buf.h"
#include "base/codec.h"
#include "base/err.h"
#include "fs_fault.h"
#include "fs_mem.h"
#include "publish/journal.h"

#include <errno.h>

struct world {
	struct fs_mem *mem;
	struct fs fs;
};

static int
start(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	assert_non_null(w);
	w->mem = fs_mem_new();
	w->fs = fs_mem_fs(w->mem);
	assert_int_equal(fs_mkdir(&w->fs, "st", NULL), 0);
	*state = w;
	return 0;
}

static int
stop(void **state)
{
	struct world *w = *state;

	fs_mem_free(w->mem);
	free(w);
	return 0;
}

/* The i-th of n entries; the last third are deletions. */
static struct journal_entry
entry_of(unsigned i, unsigned n, char text[64])
{
	struct journal_entry e = {.op = JOURNAL_PUT};
	int len = snprintf(text, 64, "%u/page-%u.html", i % 7, i);

	e.path = (struct str){text, (size_t)len};
	e.key = str_sub(e.path, 0, i % 5);
	if (i >= n - n / 3) {
		e.op = JOURNAL_DELETE;
		e.rank = JOURNAL_DELETES;
		return e;
	}
	e.rank = (enum journal_rank)(1 + i * 4 / n);
	e.seq = (uint64_t)i * 1000003;
	e.size = i;
	e.digest = hash128(e.path);
	e.sha256 = sha256_of(e.path);
	return e;
}

static int
write_journal(const struct fs *fs, unsigned n, enum durability durability,
              struct err *err)
{
	struct journal *j;
	char text[64];
	int code = journal_begin(&j, fs, "st", STR("target\0 7"), err);

	for (unsigned i = 0; !code && i < n; i++) {
		struct journal_entry e = entry_of(i, n, text);

		code = journal_append(j, &e, err);
	}
	if (!code)
		assert_int_equal(journal_entries(j), n);
	if (!code)
		code = journal_seal(j, durability, err);
	journal_free(j);
	return code;
}

static void
assert_entry(const struct journal_entry *got, const struct journal_entry *e)
{
	assert_int_equal(got->op, e->op);
	assert_int_equal(got->rank, e->rank);
	assert_true(str_eq(got->key, e->key));
	assert_true(str_eq(got->path, e->path));
	assert_int_equal(got->seq, e->seq);
	assert_int_equal(got->size, e->size);
	assert_memory_equal(&got->digest, &e->digest, sizeof e->digest);
	assert_memory_equal(&got->sha256, &e->sha256, sizeof e->sha256);
}

static void
assert_whole(const struct fs *fs, unsigned n)
{
	struct journal_reader *r;
	struct journal_entry got;
	char text[64];

	assert_int_equal(journal_open(&r, fs, "st", NULL), 0);
	assert_true(str_eq(journal_target(r), STR("target\0 7")));
	for (int round = 0; round < 2; round++) {
		for (unsigned i = 0; i < n; i++) {
			struct journal_entry e = entry_of(i, n, text);

			assert_int_equal(journal_next(r, &got, NULL), 1);
			assert_entry(&got, &e);
		}
		assert_int_equal(journal_next(r, &got, NULL), 0);
		assert_int_equal(journal_next(r, &got, NULL), 0);
		journal_rewind(r);
	}
	journal_close(r);
}

static void
test_round_trip(void **state)
{
	static const unsigned counts[] = {0, 1, 3, 700, 5000};
	struct world *w = *state;

	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(write_journal(&w->fs, counts[i],
		                               DURABILITY_BATCH, NULL),
		                 0);
		assert_whole(&w->fs, counts[i]);
	}
	assert_int_equal(journal_discard(&w->fs, "st", NULL), 0);
	assert_int_equal(journal_discard(&w->fs, "st", NULL), 0);
}

/* A body that ends exactly with a block, and one byte around it. */
static void
test_block_edge(void **state)
{
	struct world *w = *state;
	static char key[16000];

	memset(key, 'k', sizeof key);
	for (size_t extra = 1300; extra < 1600; extra++) {
		struct journal_entry e = {.op = JOURNAL_DELETE,
		                          .rank = JOURNAL_DELETES,
		                          .path = STR("p")};
		struct journal_entry got;
		struct journal *j;
		struct journal_reader *r;
		unsigned n = 0;

		journal_begin(&j, &w->fs, "st", STR(""), NULL);
		for (int i = 0; i < 5; i++) {
			e.key = (struct str){key, i < 4 ? 16000 : extra};
			assert_int_equal(journal_append(j, &e, NULL), 0);
		}
		assert_int_equal(journal_seal(j, DURABILITY_NONE, NULL), 0);
		journal_free(j);
		assert_int_equal(journal_open(&r, &w->fs, "st", NULL), 0);
		while (journal_next(r, &got, NULL) == 1)
			n++;
		assert_int_equal(n, 5);
		assert_int_equal(got.op, JOURNAL_DELETE);
		journal_close(r);
	}
}

static int
open_code(const struct fs *fs, struct str bytes, struct err *err)
{
	struct journal_reader *r;
	int code;

	assert_int_equal(fs_replace(fs, "st/journal", bytes, NULL), 0);
	code = journal_open(&r, fs, "st", err);
	assert_true(code ? r == NULL : r != NULL);
	journal_close(r);
	return code;
}

static void
test_torn_at_every_length(void **state)
{
	struct world *w = *state;
	struct buf b = {0};
	struct err err;

	write_journal(&w->fs, 40, DURABILITY_NONE, NULL);
	fs_read(&w->fs, "st/journal", &b, NULL);
	for (size_t n = 0; n < b.n; n++) {
		err = (struct err){0};
		assert_int_equal(
		    open_code(&w->fs, str_sub(buf_str(&b), 0, n), &err),
		    ERR_CORRUPT);
		assert_non_null(strstr(err.line, "st/journal"));
	}
	assert_int_equal(open_code(&w->fs, buf_str(&b), NULL), 0);
	buf_byte(&b, 0);
	assert_int_equal(open_code(&w->fs, buf_str(&b), NULL), ERR_CORRUPT);
	buf_release(&b);
}

static void
test_every_byte_changed(void **state)
{
	struct world *w = *state;
	struct buf b = {0};

	write_journal(&w->fs, 20, DURABILITY_NONE, NULL);
	fs_read(&w->fs, "st/journal", &b, NULL);
	for (size_t i = 0; i < b.n; i++) {
		for (int bit = 1; bit < 256; bit *= 4) {
			b.p[i] = (char)(b.p[i] ^ bit);
			assert_int_equal(open_code(&w->fs, buf_str(&b), NULL),
			                 ERR_CORRUPT);
			b.p[i] = (char)(b.p[i] ^ bit);
		}
	}
	memset(b.p, 0, b.n);
	assert_int_equal(open_code(&w->fs, buf_str(&b), NULL), ERR_CORRUPT);
	buf_release(&b);
}

/* Whole, but written by another program: not to be dropped in silence. */
static void
test_other_version(void **state)
{
	struct world *w = *state;
	struct buf b = {0};
	struct hasher *h = hasher_new();
	struct err err = {0};

	buf_adds(&b, "GSJOURN\n");
	put_be32(&b, JOURNAL_VERSION + 1);
	buf_adds(&b, "whatever");
	hasher_add(h, buf_str(&b));
	buf_byte(&b, 'E');
	put_be64(&b, 0);
	put_be64(&b, b.n - 9);
	hasher_add(h, str_sub(buf_str(&b), b.n - 17, b.n));
	put_digest(&b, hasher_digest(h));
	assert_int_equal(open_code(&w->fs, buf_str(&b), &err), ERR_STORE);
	assert_non_null(strstr(err.line, "version 2"));
	hasher_free(h);
	buf_release(&b);
}

static void
test_absent(void **state)
{
	struct world *w = *state;
	struct journal_reader *r;
	struct err err = {0};

	assert_int_equal(journal_open(&r, &w->fs, "st", &err), ERR_ABSENT);
	assert_null(r);
	assert_int_equal(journal_open(&r, &w->fs, "no", &err), ERR_ABSENT);
}

/* Any failing operation, once and for good: no journal that looks sealed. */
static void
test_faults(void **state)
{
	static const enum fault_mode modes[] = {FAULT_ONCE, FAULT_KILL_HALF,
	                                        FAULT_KILL_BEFORE};
	struct world *w = *state;

	for (size_t m = 0; m < 3; m++) {
		struct fs_fault f = {w->fs, modes[m], 0, ENOSPC, 0};
		struct fs fs = fs_fault_fs(&f);
		for (bool failed = true; failed; f.at++) {
			struct err err = {0};
			struct journal_reader *r;
			int code;

			f.count = 0;
			failed = write_journal(&fs, 1500, DURABILITY_BATCH,
			                       &err) != 0;
			code = journal_open(&r, &w->fs, "st", NULL);
			journal_close(r);
			/*
			 * A kill between the trailer and the end of the
			 * sync leaves a whole journal, which is as good.
			 */
			if (failed && m == 0)
				assert_int_not_equal(code, 0);
			if (failed)
				assert_non_null(strstr(err.line, "st"));
			else
				assert_int_equal(code, 0);
			journal_discard(&w->fs, "st", NULL);
		}
		assert_in_range(f.at, 6, 10);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_round_trip, start, stop),
	    cmocka_unit_test_setup_teardown(test_block_edge, start, stop),
	    cmocka_unit_test_setup_teardown(test_torn_at_every_length, start,
	                                    stop),
	    cmocka_unit_test_setup_teardown(test_every_byte_changed, start,
	                                    stop),
	    cmocka_unit_test_setup_teardown(test_other_version, start, stop),
	    cmocka_unit_test_setup_teardown(test_absent, start, stop),
	    cmocka_unit_test_setup_teardown(test_faults, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
