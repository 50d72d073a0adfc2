/* The manifest: lines that sha256sum reads, and cuts that stay put. */
#include "unit.h"

#include "base/err.h"
#include "publish/manifest.h"

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void
test_line(void **state)
{
	struct sha256 sha = sha256_of(STR("abc"));
	struct buf b = {0};
	struct str rest;
	struct manifest_line line;

	(void)state;
	manifest_put(&b, &sha, STR("a b/c.html"));
	manifest_put(&b, &sha, STR("z"));
	assert_str(buf_str(&b), ABC "  a b/c.html\n" ABC "  z\n");
	rest = buf_str(&b);
	assert_int_equal(manifest_next(&rest, &line, NULL), 1);
	assert_str(line.path, "a b/c.html");
	assert_memory_equal(&line.sha256, &sha, sizeof sha);
	assert_int_equal(manifest_next(&rest, &line, NULL), 1);
	assert_str(line.path, "z");
	assert_int_equal(manifest_next(&rest, &line, NULL), 0);
	buf_release(&b);
}

/* Every proper prefix of a line, and every changed byte of its digest. */
static void
test_damage(void **state)
{
	static const char good[] = ABC "  x\n";
	struct manifest_line line;
	struct err err = {0};
	char text[sizeof good];

	(void)state;
	for (size_t n = 1; n < sizeof good - 1; n++) {
		struct str rest = {good, n};

		assert_int_equal(manifest_next(&rest, &line, &err),
		                 ERR_CORRUPT);
		assert_int_equal(rest.n, n);
	}
	for (size_t i = 0; i < 66; i++) {
		struct str rest = {text, sizeof good - 1};

		memcpy(text, good, sizeof good);
		text[i] = 'G';
		assert_int_equal(manifest_next(&rest, &line, &err),
		                 ERR_CORRUPT);
	}
}

struct piece {
	char name[MANIFEST_NAME];
	uint64_t hash; /* of its paths */
};

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Cut paths, without the one at `skip`, and hash each piece. */
static size_t
cut(char **paths, size_t n, size_t skip, struct piece *piece)
{
	size_t pieces = 0;

	for (size_t i = 0; i < n; i++) {
		struct str path = str_from(paths[i]);

		if (i == skip)
			continue;
		if (!pieces || manifest_is_cut(path, 15))
			manifest_piece(path, piece[pieces++].name);
		piece[pieces - 1].hash =
		    piece[pieces - 1].hash * 31 + hash64(path);
	}
	return pieces;
}

static bool
has(const struct piece *piece, size_t n, const struct piece *one)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(piece[i].name, one->name) == 0 &&
		    piece[i].hash == one->hash)
			return true;
	return false;
}

/* Leaving any one path out changes its own piece and at most one more. */
static void
test_cuts_are_local(void **state)
{
	enum { N = 1000 };
	static char text[N][32];
	char *paths[N];
	struct piece *all = calloc(N, sizeof *all);
	size_t n;

	(void)state;
	for (int i = 0; i < N; i++) {
		snprintf(text[i], sizeof text[i], "alliances/ln-%d.html", i);
		paths[i] = text[i];
	}
	qsort(paths, N, sizeof *paths, by_text);
	n = cut(paths, N, N, all);
	assert_in_range(n, N / 32, N / 8);
	for (size_t skip = 0; skip < N; skip++) {
		struct piece *less = calloc(N, sizeof *less);
		size_t m = cut(paths, N, skip, less);
		size_t changed = 0;

		for (size_t i = 0; i < m; i++)
			changed += !has(all, n, &less[i]);
		assert_in_range(changed, 0, 1);
		assert_in_range(m, n - 1, n);
		free(less);
	}
	free(all);
}

static void
test_names(void **state)
{
	char name[MANIFEST_NAME];
	char other[MANIFEST_NAME];

	(void)state;
	manifest_piece(STR("a"), name);
	assert_int_equal(strlen(name), 16);
	assert_int_equal(strspn(name, "0123456789abcdef"), 16);
	manifest_piece(STR("b"), other);
	assert_string_not_equal(name, other);
	assert_true(manifest_is_cut(STR("anything"), 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_line),
	    cmocka_unit_test(test_damage),
	    cmocka_unit_test(test_cuts_are_local),
	    cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
