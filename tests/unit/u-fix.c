/*
 * Fixes go into files where these still say what was checked; a file has all
 * its fixes or none, whatever fails.
 */
#include "model_world.h"

#include "build/fix.h"
#include "lib/fs_fault.h"
#include "lib/fs_mem.h"

struct fixing {
	struct arena a;
	struct fs_mem *mem;
	struct fs fs;
	struct finding_list list;
};

static void
begin(struct fixing *x)
{
	arena_init(&x->a);
	finding_list_init(&x->list, &x->a);
	x->mem = fs_mem_new();
	x->fs = fs_mem_fs(x->mem);
	assert_int_equal(fs_mkdir(&x->fs, "r/content", NULL), 0);
}

static void
end(struct fixing *x)
{
	fs_mem_free(x->mem);
	arena_release(&x->a);
}

static void
file(struct fixing *x, const char *path, const char *bytes)
{
	assert_int_equal(fs_replace(&x->fs, path, str_from(bytes), NULL), 0);
}

static void
fix(struct fixing *x, const char *path, size_t at, const char *was,
    const char *text)
{
	struct finding_place place = {.path = str_from(path)};
	struct finding *f = finding_add(&x->list, "D101", &place, NULL);

	f->line = 1;
	f->column = (unsigned)at + 1;
	f->at = at;
	f->was = str_from(was);
	f->fix = str_from(text);
}

static void
holds(struct fixing *x, const char *want)
{
	struct buf b = {0};

	fs_mem_dump(x->mem, "r/content", &b);
	buf_byte(&b, '\0');
	assert_string_equal(b.p, want);
	buf_release(&b);
}

static size_t
apply(struct fixing *x, size_t *files)
{
	struct fix_result result;

	assert_int_equal(fix_apply(&x->fs, "r", &x->list, &result, NULL), 0);
	*files = result.files;
	return result.fixed;
}

static void
test_files(void **state)
{
	struct fixing x;
	size_t files;

	(void)state;
	begin(&x);
	file(&x, "r/content/a.md", "on: [1], two, three");
	file(&x, "r/content/b.md", "four");
	/* Longer and shorter, in no order, at both ends. */
	fix(&x, "content/b.md", 0, "four", "4");
	fix(&x, "content/a.md", 14, "three", "3");
	fix(&x, "content/a.md", 4, "[1]", "one and a half");
	assert_int_equal(apply(&x, &files), 3);
	assert_int_equal(files, 2);
	holds(&x, "r/content/a.md: on: one and a half, two, 3\n"
	          "r/content/b.md: 4\n");
	end(&x);
}

static void
test_doubt(void **state)
{
	struct fixing x;
	size_t files;

	(void)state;
	begin(&x);
	file(&x, "r/content/a.md", "abcdef");
	fix(&x, "content/a.md", 0, "abd", "x"); /* says something else */
	fix(&x, "content/a.md", 5, "fg", "x");  /* ends before */
	fix(&x, "content/a.md", 9, "f", "x");   /* lies behind */
	fix(&x, "content/gone.md", 0, "a", "x");
	fix(&x, "content", 0, "a", "x");
	assert_int_equal(apply(&x, &files), 0);
	assert_int_equal(files, 0);
	holds(&x, "r/content/a.md: abcdef\n");
	/* Of two for the same bytes one goes in. */
	fix(&x, "content/a.md", 1, "bcd", "1");
	fix(&x, "content/a.md", 2, "c", "2");
	fix(&x, "content/a.md", 4, "e", "3");
	assert_int_equal(apply(&x, &files), 2);
	holds(&x, "r/content/a.md: a13f\n");
	end(&x);
}

/* Whichever operation fails, a file is the old one or the new one. */
static void
test_failures(void **state)
{
	(void)state;
	for (unsigned long at = 0;; at++) {
		struct fixing x;
		struct fs_fault fault;
		struct fix_result result;
		struct buf b = {0};
		struct str said;
		int rc;

		begin(&x);
		file(&x, "r/content/a.md", "ab");
		fix(&x, "content/a.md", 0, "a", "1");
		fix(&x, "content/a.md", 1, "b", "2");
		fault = (struct fs_fault){x.fs, FAULT_ONCE, at, 5, 0};
		x.fs = fs_fault_fs(&fault);
		rc = fix_apply(&x.fs, "r", &x.list, &result, NULL);
		fs_mem_dump(x.mem, "r/content", &b);
		said = buf_str(&b);
		assert_int_equal(result.fixed, rc == 0 ? result.files * 2 : 0);
		assert_true(str_eq(said,
		                   result.fixed
		                       ? STR("r/content/a.md: 12\n")
		                       : STR("r/content/a.md: ab\n")));
		buf_release(&b);
		end(&x);
		if (fault.count <= at) {
			assert_true(at >= 5);
			assert_int_equal(result.fixed, 2);
			return;
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_files),
	    cmocka_unit_test(test_doubt),
	    cmocka_unit_test(test_failures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
