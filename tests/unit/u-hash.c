/*
 * Digests against published values, because they are stored and shown: XXH3
 * from the library's own specification of the empty input, SHA-256 from FIPS
 * 180-4.
 */
#include "unit.h"

#include "base/hash.h"

static void
assert_sha(struct str s, const char *want)
{
	char text[2 * SHA256_SIZE + 1];

	sha256_hex(sha256_of(s), text);
	assert_string_equal(text, want);
}

static void
test_sha256(void **state)
{
	(void)state;
	assert_sha((struct str){0}, "e3b0c44298fc1c149afbf4c8996fb924"
	                            "27ae41e4649b934ca495991b7852b855");
	assert_sha(STR("abc"), "ba7816bf8f01cfea414140de5dae2223"
	                       "b00361a396177a9cb410ff61f20015ad");
	assert_sha(STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomno"
	               "pnopq"),
	           "248d6a61d20638b8e5c026930c3e6039"
	           "a33ce45964ff2167f6ecedd419db06c1");
}

static void
test_xxh3(void **state)
{
	char text[2 * DIGEST_SIZE + 1];

	(void)state;
	assert_true(hash64((struct str){0}) == 0x2d06800538d394c2u);
	digest_hex(hash128((struct str){0}), text);
	assert_string_equal(text, "99aa06d3014798d86001c324468d497f");
	assert_true(hash64(STR("a")) != hash64(STR("b")));
}

static void
test_eq(void **state)
{
	(void)state;
	assert_true(digest_eq(hash128(STR("x")), hash128(STR("x"))));
	assert_false(digest_eq(hash128(STR("x")), hash128(STR("y"))));
	assert_false(digest_eq(hash128(STR("x")), hash128(STR("x\0"))));
}

static struct digest
of_pieces(const struct str *piece, size_t n)
{
	struct hasher *h = hasher_new();
	struct digest d;

	for (size_t i = 0; i < n; i++)
		hasher_add(h, piece[i]);
	d = hasher_digest(h);
	hasher_free(h);
	return d;
}

static void
test_pieces(void **state)
{
	struct str a[] = {STR("ab"), STR("c")};
	struct str b[] = {STR("a"), STR("bc")};
	struct str c[] = {STR("ab"), STR("c"), STR("")};

	(void)state;
	assert_true(digest_eq(of_pieces(a, 2), of_pieces(a, 2)));
	assert_false(digest_eq(of_pieces(a, 2), of_pieces(b, 2)));
	assert_false(digest_eq(of_pieces(a, 2), of_pieces(c, 3)));
	assert_false(digest_eq(of_pieces(a, 0), of_pieces(c + 2, 1)));
	hasher_free(NULL);
}

/* The digest may be asked for in between, and changes with each piece. */
static void
test_running(void **state)
{
	struct hasher *h = hasher_new();
	struct str both[] = {STR("one"), STR("two")};
	struct digest first;

	(void)state;
	hasher_add(h, both[0]);
	first = hasher_digest(h);
	assert_true(digest_eq(first, of_pieces(both, 1)));
	hasher_add(h, both[1]);
	assert_false(digest_eq(first, hasher_digest(h)));
	assert_true(digest_eq(hasher_digest(h), of_pieces(both, 2)));
	hasher_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sha256), cmocka_unit_test(test_xxh3),
		cmocka_unit_test(test_eq),     cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_running),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
