#include "search/root.h"
#include "hostile.h"
#include "search/key.h"
#include "unit.h"

static uint64_t
random_hash(uint64_t *random, unsigned bits)
{
	uint64_t h = (uint64_t)random_below(random, ~0u) << 32 |
	             random_below(random, ~0u);

	return random_below(random, 4) ? h >> (64 - bits) : 0;
}

static void
random_commons(struct arena *a, uint64_t *random, struct root *root)
{
	root->common = arena_array(a, 65536, sizeof *root->common);
	for (uint32_t c = 0; c < 65536; c++)
		if (random_below(random, 500) == 0 || c == 65535)
			root->common[root->commons++] = (struct root_common){
			    (uint16_t)c,
			    (uint8_t)random_below(random, ROOT_CLASSES)};
}

static struct root
random_root(struct arena *a, uint64_t *random, uint32_t highest)
{
	struct root root = {.highest = highest,
	                    .live = random_below(random, highest + 1),
	                    .shape = level_shape(highest),
	                    .tail = random_below(random, ~0u)};
	uint32_t pages = column_pages(highest);
	uint32_t packs = card_stamps(highest);

	root.sum = arena_array(a, root.shape.shards[1], sizeof *root.sum);
	for (uint32_t i = 0; i < root.shape.shards[1]; i++)
		root.sum[i] = (uint32_t)random_hash(random, 32);
	root.node = arena_array(a, root.shape.nodes, sizeof *root.node);
	for (uint32_t i = 0; i < root.shape.nodes; i++)
		root.node[i] = random_hash(random, 48);
	root.column = arena_array(a, pages, sizeof *root.column);
	for (uint32_t i = 0; i < pages; i++)
		root.column[i] = random_hash(random, 48);
	root.card = arena_array(a, packs, sizeof *root.card);
	for (uint32_t i = 0; i < packs; i++)
		root.card[i] = (uint32_t)random_hash(random, 32);
	random_commons(a, random, &root);
	root.body = STR("the newest records");
	return root;
}

static void
assert_roots(const struct root *want, const struct root *got)
{
	assert_int_equal(want->highest, got->highest);
	assert_int_equal(want->live, got->live);
	assert_int_equal(want->tail, got->tail);
	assert_int_equal(want->shape.class, got->shape.class);
	assert_memory_equal(want->sum, got->sum,
	                    want->shape.shards[1] * sizeof *want->sum);
	if (want->shape.nodes)
		assert_memory_equal(want->node, got->node,
		                    want->shape.nodes * sizeof *want->node);
	assert_memory_equal(want->column, got->column,
	                    column_pages(want->highest) *
	                        sizeof *want->column);
	assert_memory_equal(want->card, got->card,
	                    card_stamps(want->highest) * sizeof *want->card);
	assert_int_equal(want->commons, got->commons);
	for (size_t i = 0; i < want->commons; i++) {
		assert_int_equal(want->common[i].key, got->common[i].key);
		assert_int_equal(want->common[i].class,
		                 got->common[i].class);
	}
	assert_true(str_eq(want->body, got->body));
}

static void
roots_come_back(void **state)
{
	static const uint32_t sizes[] = {0,     1,     3,      511,    512,
	                                 2048,  10000, 40000,  300000};
	uint64_t random = 5;
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < 3 * sizeof sizes / sizeof *sizes; i++) {
		struct root root = random_root(&a, &random, sizes[i / 3]);
		struct root back;
		struct buf b = {0};
		struct err err;

		root_encode(&root, &b);
		assert_int_equal(0, root_decode(&a, buf_str(&b),
		                                root.highest, &back, &err));
		assert_roots(&root, &back);
		assert_int_equal(ERR_CORRUPT,
		                 root_decode(&a, buf_str(&b),
		                             root.highest + 1, &back, &err));
		assert_null(back.sum);
		assert_int_equal(0, back.commons);
		buf_release(&b);
		arena_reset(&a);
	}
	arena_release(&a);
}

/* The root of an index of no records. */
static struct root
bare(void)
{
	static uint32_t sum[64];
	static uint64_t column[1];
	static uint32_t card[16];

	return (struct root){.sum = sum, .column = column, .card = card};
}

static void
written_as_written_down(void **state)
{
	uint32_t sum[64] = {[63] = 0x01020304};
	uint64_t column[1] = {0xa1a2a3a4a5a6};
	uint32_t card[2] = {0, 0x05060708};
	struct root_common common[] = {{1, 0}, {2, 3}, {65535, 1}};
	struct root root = bare();
	struct buf b = {0};
	struct str rest;

	(void)state;
	root.highest = 16;
	root.live = 14;
	root.tail = 0x21222324;
	root.sum = sum;
	root.column = column;
	root.card = card;
	root.common = common;
	root.commons = 3;
	root.body = STR("tail");
	root_encode(&root, &b);
	assert_memory_equal("gs\3r\0\0\0\0\0\0\0\0\0\0\0\20", b.p, 16);
	rest = str_sub(buf_str(&b), PIECE_HEADER, b.n);
	assert_memory_equal("\16\x21\x22\x23\x24\0\0\0\0", rest.p, 9);
	rest = str_sub(rest, 5 + 63 * 4, rest.n);
	assert_true(str_eq(rest, STR("\1\2\3\4\xa1\xa2\xa3\xa4\xa5\xa6"
	                             "\0\0\0\0\5\6\7\10"
	                             "\3\4\3\xf1\xff\x0ftail")));
	buf_release(&b);
}

static void
commons_are_found(void **state)
{
	uint64_t some = key_pair(0x4e00, 0x4e01);
	uint64_t other = key_pair(0x4e00, 0x4e02);
	struct root_common common[] = {{key_common(some), 2}};
	struct root root = bare();

	(void)state;
	assert_int_equal(0, root_commonness(&root, some));
	root.common = common;
	root.commons = 1;
	assert_int_equal(3, root_commonness(&root, some));
	common[0].class = 0;
	assert_int_equal(1, root_commonness(&root, some));
	assert_int_not_equal(key_common(some), key_common(other));
	assert_int_equal(0, root_commonness(&root, other));
}

static void
classes_are_shares_of_the_numbers(void **state)
{
	static const struct {
		uint32_t df;
		uint32_t highest;
		unsigned class;
	} cases[] = {
	    {1000, 16000, 0},     {1001, 16000, 1},     {2000, 16000, 1},
	    {2001, 16000, 2},     {4000, 16000, 2},     {4001, 16000, 3},
	    {16000, 16000, 3},    {0, 16000, 0},        {0, 0, 0},
	    {1, 0, 3},            {1u << 24, 1u << 28, 0},
	    {1u << 28, 1u << 28, 3}, {(1u << 26) + 1, 1u << 28, 3},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(cases[i].class,
		                 root_class(cases[i].df, cases[i].highest));
	assert_int_equal(ROOT_CLASSES - 1, root_class(~0u, 0));
}

/* A root of at most 15 numbers whose body ends in these bytes. */
static int
decode_end(struct str end)
{
	struct piece piece = {.what = PIECE_ROOT, .upto = 15};
	char zero[1 + 4 + 64 * 4 + 6 + 4] = {0};
	struct buf b = {0};
	struct root root;
	struct arena a;
	struct err err;
	int rc;

	arena_init(&a);
	piece_begin(&b, &piece);
	buf_add(&b, (struct str){zero, sizeof zero});
	buf_add(&b, end);
	piece_end(&b, 0);
	rc = root_decode(&a, buf_str(&b), 15, &root, &err);
	assert_int_equal(rc == 0, root.highest != 0);
	buf_release(&b);
	arena_release(&a);
	return rc;
}

#define HUGE_COUNT "\xff\xff\xff\xff\xff\xff\xff\xff\x7f"
#define FULL_COUNT "\xff\xff\xff\xff\xff\xff\xff\xff\xff\1"

static void
impossible_numbers_are_reported(void **state)
{
	static const struct str wrong[] = {
	    STR(""),                   /* ends too early */
	    STR(HUGE_COUNT),           STR(FULL_COUNT),
	    STR("\2\0"),               /* one of two */
	    STR("\1\x80\x80\x10"),     /* common 65536 */
	    STR("\2\xfc\xff\x0f\0"),   /* 65535, then 65536 */
	    STR("\1" FULL_COUNT),
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(ERR_CORRUPT, decode_end(wrong[i]));
	assert_int_equal(0, decode_end(STR("\0")));
	assert_int_equal(0, decode_end(STR("\2\xfb\xff\x0f\3tail")));
}

struct trial {
	uint32_t highest;
	bool sealed; /* the sum is made right again */
	struct str true_bytes;
};

static void
try_root(void *ctx, struct str bytes)
{
	const struct trial *trial = ctx;
	struct buf b = {0};
	struct arena a;
	struct root root;
	struct err err;
	int rc;

	arena_init(&a);
	buf_add(&b, bytes);
	if (trial->sealed)
		piece_end(&b, 0);
	rc = root_decode(&a, buf_str(&b), trial->highest, &root, &err);
	assert_true(rc == 0 || rc == ERR_CORRUPT);
	assert_true(trial->sealed || rc < 0 ||
	            str_eq(trial->true_bytes, bytes));
	if (rc == 0) {
		struct buf again = {0};

		root_encode(&root, &again);
		assert_true(again.n <= b.n);
		buf_release(&again);
	}
	assert_true(a.used <= 256 + 8 * bytes.n);
	arena_release(&a);
	buf_release(&b);
}

static void
hostile_bytes_do_no_harm(void **state)
{
	struct root_common common[] = {
	    {0, 3}, {1, 0}, {300, 2}, {65535, 1}};
	struct trial trial = {.highest = 500};
	struct root root = bare();
	struct buf b = {0};

	(void)state;
	root.highest = trial.highest;
	root.live = 400;
	root.common = common;
	root.commons = 4;
	root.body = STR("tail");
	root_encode(&root, &b);
	trial.true_bytes = buf_str(&b);
	hostile_each(buf_str(&b), 0, try_root, &trial);
	trial.sealed = true;
	hostile_each(buf_str(&b), PIECE_HEADER, try_root, &trial);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(roots_come_back),
	    cmocka_unit_test(written_as_written_down),
	    cmocka_unit_test(commons_are_found),
	    cmocka_unit_test(classes_are_shares_of_the_numbers),
	    cmocka_unit_test(impossible_numbers_are_reported),
	    cmocka_unit_test(hostile_bytes_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
