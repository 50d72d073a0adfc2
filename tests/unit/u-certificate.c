/*
 * Push certificates are taken apart as git writes them, and name what moves.
 */
#include "unit.h"

#include "build/certificate.h"

#define A "1111111111111111111111111111111111111111"
#define B "2222222222222222222222222222222222222222"
#define C "3333333333333333333333333333333333333333"
#define HEAD "certificate version 0.1\npusher k 1 +0000\nnonce 1-2\n"
#define MOVES A " " B " refs/heads/main\n" B " " C " refs/heads/a b\n"
#define SIGNATURE                                                         \
	"-----BEGIN SSH SIGNATURE-----\nx\n-----END SSH SIGNATURE-----\n"

static bool
covers(const struct certificate *c, const char *from, const char *to,
       const char *ref)
{
	struct oid old, now;

	assert_true(oid_parse(str_from(from), &old));
	assert_true(oid_parse(str_from(to), &now));
	return certificate_covers(c, &old, &now, str_from(ref));
}

static void
test_whole(void **state)
{
	struct certificate c =
	    certificate_of(STR(HEAD "\n" MOVES SIGNATURE));

	(void)state;
	assert_true(str_eq(c.said, STR(HEAD "\n" MOVES)));
	assert_true(str_eq(c.signature, STR(SIGNATURE)));
	assert_true(covers(&c, A, B, "refs/heads/main"));
	assert_true(covers(&c, B, C, "refs/heads/a b"));
	/* Another branch, another end, another start, the way back. */
	assert_false(covers(&c, A, B, "refs/heads/a b"));
	assert_false(covers(&c, A, C, "refs/heads/main"));
	assert_false(covers(&c, C, B, "refs/heads/main"));
	assert_false(covers(&c, B, A, "refs/heads/main"));
	assert_false(covers(&c, A, B, "refs/heads/mai"));
	assert_false(covers(&c, A, B, "refs/heads/main2"));
}

static void
test_odd(void **state)
{
	static const char *const odd[] = {
	    "", "\n", "\n\n", SIGNATURE, "\n" SIGNATURE, HEAD, MOVES,
	    HEAD MOVES SIGNATURE, HEAD "\n" A " " B "\n",
	    HEAD "\n" A " refs/heads/main\n",
	    HEAD "\n" SIGNATURE "\n" MOVES};

	(void)state;
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		struct certificate c = certificate_of(str_from(odd[i]));

		assert_false(covers(&c, A, B, "refs/heads/main"));
	}
	/* What stands behind the signature nobody has signed. */
	assert_true(covers(
	    &(struct certificate){.moves = STR(MOVES)}, A, B,
	    "refs/heads/main"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_whole),
	                                   cmocka_unit_test(test_odd)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
