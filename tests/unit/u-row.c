/*
 * Rows and links: what is encoded comes back; bytes that break off are
 * refused at every length, and no damage is read past the end.
 */
#include "unit.h"

#include "base/arena.h"
#include "store/row.h"

static uint32_t
next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

/* Bytes of any value, of a length that a varint may need two bytes for. */
static struct str
some_text(struct arena *a, uint64_t *seed)
{
	size_t n = next_random(seed) % (next_random(seed) % 8 ? 9 : 200);
	char *p = arena_alloc(a, n);

	for (size_t i = 0; i < n; i++)
		p[i] = (char)next_random(seed);
	return (struct str){p, n};
}

static int32_t
some_day(uint64_t *seed)
{
	static const int32_t days[] = {NO_DAY, -1, 0, 1, 18801, INT32_MAX};
	uint32_t i = next_random(seed) % 12;

	return i < 6 ? days[i] : (int32_t)(next_random(seed) * 2);
}

static struct str *
some_texts(struct arena *a, uint64_t *seed, size_t *n)
{
	struct str *v;

	*n = next_random(seed) % 4;
	v = arena_array(a, *n, sizeof *v);
	for (size_t i = 0; i < *n; i++)
		v[i] = some_text(a, seed);
	return v;
}

static void
random_lists(struct arena *a, uint64_t *seed, struct row *row)
{
	row->facets = next_random(seed) % 4;
	row->facet = arena_array(a, row->facets, sizeof *row->facet);
	for (size_t i = 0; i < row->facets; i++)
		row->facet[i] = (struct row_facet){some_text(a, seed),
		                                   some_text(a, seed)};
	row->claims = next_random(seed) % 3;
	row->claim = arena_array(a, row->claims, sizeof *row->claim);
	for (size_t i = 0; i < row->claims; i++)
		row->claim[i] = (struct row_claim){
		    some_text(a, seed), some_day(seed), some_day(seed)};
	row->ref = some_texts(a, seed, &row->refs);
	row->about = some_texts(a, seed, &row->abouts);
	row->dues = next_random(seed) % 4;
	row->due = arena_array(a, row->dues, sizeof *row->due);
	for (size_t i = 0; i < row->dues; i++)
		row->due[i] = some_day(seed);
}

static struct row
random_row(struct arena *a, uint64_t *seed)
{
	struct row row = {.accession = next_random(seed) * 2,
	                  .serial = next_random(seed) % 300,
	                  .path = some_text(a, seed),
	                  .visible = next_random(seed) % 2,
	                  .left = next_random(seed) % 2,
	                  .offered = next_random(seed) % 2,
	                  .summary = some_text(a, seed),
	                  .day = some_day(seed),
	                  .scheduled = some_day(seed),
	                  .leaves = some_day(seed),
	                  .versions = next_random(seed) % 200};

	row.changed = (int64_t)next_random(seed) * (1 << 20) *
	              (next_random(seed) % 2 ? 1 : -1);
	row.links = (uint64_t)next_random(seed) << 32 | next_random(seed);
	row.title[0] = some_text(a, seed);
	row.title[1] = some_text(a, seed);
	row.sound[0] = next_random(seed);
	row.sound[1] = next_random(seed) >> 20;
	row.status = (struct row_status){some_text(a, seed), some_day(seed),
	                                 some_day(seed), some_text(a, seed),
	                                 some_text(a, seed),
	                                 next_random(seed)};
	for (int i = 0; i < ROW_BLOB; i++)
		row.blob[i] = (uint8_t)next_random(seed);
	random_lists(a, seed, &row);
	return row;
}

static void
same_texts(const struct str *a, size_t n, const struct str *b, size_t m)
{
	assert_int_equal(n, m);
	for (size_t i = 0; i < n; i++)
		assert_true(str_eq(a[i], b[i]));
}

static void
same_lists(const struct row *a, const struct row *b)
{
	assert_int_equal(a->facets, b->facets);
	for (size_t i = 0; i < a->facets; i++) {
		assert_true(str_eq(a->facet[i].key, b->facet[i].key));
		assert_true(str_eq(a->facet[i].code, b->facet[i].code));
	}
	assert_int_equal(a->claims, b->claims);
	for (size_t i = 0; i < a->claims; i++) {
		assert_true(str_eq(a->claim[i].state, b->claim[i].state));
		assert_int_equal(a->claim[i].from, b->claim[i].from);
		assert_int_equal(a->claim[i].until, b->claim[i].until);
	}
	same_texts(a->ref, a->refs, b->ref, b->refs);
	same_texts(a->about, a->abouts, b->about, b->abouts);
	assert_int_equal(a->dues, b->dues);
	for (size_t i = 0; i < a->dues; i++)
		assert_int_equal(a->due[i], b->due[i]);
}

static void
same_row(const struct row *a, const struct row *b)
{
	assert_int_equal(a->accession, b->accession);
	assert_int_equal(a->serial, b->serial);
	assert_memory_equal(a->blob, b->blob, ROW_BLOB);
	assert_true(str_eq(a->path, b->path));
	assert_int_equal(a->visible, b->visible);
	assert_int_equal(a->left, b->left);
	assert_int_equal(a->offered, b->offered);
	assert_int_equal(a->leaves, b->leaves);
	same_texts(a->title, 2, b->title, 2);
	assert_true(str_eq(a->summary, b->summary));
	assert_int_equal(a->day, b->day);
	assert_int_equal(a->scheduled, b->scheduled);
	assert_true(a->changed == b->changed);
	assert_int_equal(a->versions, b->versions);
	assert_true(str_eq(a->status.code, b->status.code));
	assert_int_equal(a->status.since, b->status.since);
	assert_int_equal(a->status.until, b->status.until);
	assert_true(str_eq(a->status.next, b->status.next));
	assert_true(str_eq(a->status.source, b->status.source));
	assert_int_equal(a->status.passed, b->status.passed);
	assert_true(a->links == b->links);
	same_lists(a, b);
}

/* Bytes in memory of exactly their length, so that a sanitizer sees a read
 * past the end. */
static bool
decode_exactly(struct arena *a, const char *p, size_t n, struct row *row)
{
	char *copy = malloc(n ? n : 1);
	bool ok;

	memcpy(copy, p, n);
	ok = row_decode(a, (struct str){copy, n}, row);
	free(copy);
	return ok;
}

static void
test_row(void **state)
{
	struct arena a;
	struct buf bytes = {0};
	uint64_t seed = 3;

	(void)state;
	arena_init(&a);
	for (int i = 0; i < 300; i++) {
		struct row row = random_row(&a, &seed);
		struct row back;

		row_encode(&row, &bytes);
		assert_true(decode_exactly(&a, bytes.p, bytes.n, &back));
		same_row(&row, &back);
		assert_true(row_has_card_of(&row, &back));
		for (size_t n = 0; n < bytes.n; n++)
			assert_false(
			    decode_exactly(&a, bytes.p, n, &back));
		buf_byte(&bytes, '\0');
		assert_false(decode_exactly(&a, bytes.p, bytes.n, &back));
		arena_reset(&a);
	}
	buf_release(&bytes);
	arena_release(&a);
}

/* Whatever the bytes are, decoding ends and takes no endless memory. */
static void
test_damage(void **state)
{
	struct arena a;
	struct buf bytes = {0};
	uint64_t seed = 4;

	(void)state;
	arena_init(&a);
	for (int i = 0; i < 100; i++) {
		struct row row = random_row(&a, &seed);
		struct row back;

		row_encode(&row, &bytes);
		for (size_t at = 0; at < bytes.n; at++) {
			char was = bytes.p[at];

			arena_reset(&a);
			bytes.p[at] = (char)(next_random(&seed) | 0x80);
			decode_exactly(&a, bytes.p, bytes.n, &back);
			assert_true(a.used < 200 * bytes.n + 10000);
			bytes.p[at] = was;
		}
	}
	buf_release(&bytes);
	arena_release(&a);
}

static void
test_link(void **state)
{
	struct arena a;
	struct buf bytes = {0};
	struct buf key = {0};
	uint64_t seed = 5;

	(void)state;
	arena_init(&a);
	for (int i = 0; i < 300; i++) {
		struct link link = {.kind = (enum link_kind)(i % 5),
		                    .state = some_text(&a, &seed),
		                    .from = some_day(&seed),
		                    .until = some_day(&seed),
		                    .scheduled = some_day(&seed),
		                    .leaves = some_day(&seed),
		                    .accession = next_random(&seed) * 2,
		                    .path = some_text(&a, &seed),
		                    .line = next_random(&seed) % 1000,
		                    .column = next_random(&seed) % 300,
		                    .field = some_text(&a, &seed)};
		struct link back;

		key_link(&key, STR("a/target"), STR("b/source"),
		         (uint16_t)(i * 200));
		link_encode(&link, &bytes);
		assert_true(link_decode(buf_str(&key), buf_str(&bytes),
		                        &back));
		assert_str(back.source, "b/source");
		assert_int_equal(back.kind, link.kind);
		assert_true(str_eq(back.state, link.state));
		assert_int_equal(back.from, link.from);
		assert_int_equal(back.until, link.until);
		assert_int_equal(back.scheduled, link.scheduled);
		assert_int_equal(back.leaves, link.leaves);
		assert_int_equal(back.accession, link.accession);
		assert_true(str_eq(back.path, link.path));
		assert_int_equal(back.line, link.line);
		assert_int_equal(back.column, link.column);
		assert_true(str_eq(back.field, link.field));
		for (size_t n = 0; n < bytes.n; n++)
			assert_false(link_decode(buf_str(&key),
			                         (struct str){bytes.p, n},
			                         &back));
		arena_reset(&a);
	}
	assert_false(link_decode(STR("a/target"), buf_str(&bytes),
	                         &(struct link){0}));
	buf_release(&bytes);
	buf_release(&key);
	arena_release(&a);
}

/* What a list shows makes another card; what it does not show makes none. */
static void
test_card(void **state)
{
	struct row_facet x = {STR("city"), STR("x")};
	struct row_facet y = {STR("city"), STR("y")};
	struct row was = {.visible = true, .facet = &x, .facets = 1};
	struct row is = was;

	(void)state;
	is.versions = 9;
	is.changed = 9;
	is.path = STR("elsewhere");
	is.links = 9;
	assert_true(row_has_card_of(&was, &is));
#define DIFFERS(change)                               \
	do {                                          \
		is = was;                             \
		change;                               \
		assert_false(row_has_card_of(&was, &is)); \
		assert_false(row_has_card_of(&is, &was)); \
	} while (0)
	DIFFERS(is.visible = false);
	DIFFERS(is.title[0] = STR("t"));
	DIFFERS(is.title[1] = STR("t"));
	DIFFERS(is.summary = STR("t"));
	DIFFERS(is.day = 1);
	DIFFERS(is.status.code = STR("t"));
	DIFFERS(is.status.since = 1);
	DIFFERS(is.status.until = 1);
	DIFFERS(is.status.next = STR("t"));
	DIFFERS(is.facets = 0);
	DIFFERS(is.facet = &y);
#undef DIFFERS
}

/* Both days belong to the time on the site; who was never there has not
 * left. */
static void
test_days(void **state)
{
	(void)state;
	assert_true(row_on_site(NO_DAY, NO_DAY, 10));
	assert_true(row_on_site(10, 10, 10));
	assert_false(row_on_site(11, NO_DAY, 10));
	assert_false(row_on_site(NO_DAY, 9, 10));
	assert_true(row_on_site(-5, 0, -1));
	assert_false(row_has_left(NO_DAY, NO_DAY, 10));
	assert_false(row_has_left(NO_DAY, 10, 10));
	assert_true(row_has_left(NO_DAY, 9, 10));
	assert_true(row_has_left(9, 9, 10));
	assert_false(row_has_left(10, 9, 11));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_row),
	    cmocka_unit_test(test_damage),
	    cmocka_unit_test(test_link),
	    cmocka_unit_test(test_card),
	    cmocka_unit_test(test_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
