#include "search/column.h"
#include "hostile.h"
#include "unit.h"

#define PAGE 3
#define FIRST (PAGE * COLUMN_PAGE)

static const struct piece place = {.what = PIECE_COLUMN, .number = PAGE};

static void
days_are_in_order(void **state)
{
	(void)state;
	assert_int_equal(0, column_day(STR("")));
	assert_int_equal(0, column_day(STR("soon")));
	assert_int_equal(0, column_day(STR("2021-00-01")));
	assert_int_equal(0, column_day(STR("2021-01-01x")));
	assert_int_equal(0, column_day(STR("2021-1-1")));
	assert_int_equal((2021 * 12 + 5) * 31 + 27,
	                 column_day(STR("2021-06-28")));
	assert_true(column_day(STR("2021-12-31")) <
	            column_day(STR("2022-01-01")));
	assert_true(column_day(STR("2021-01-31")) <
	            column_day(STR("2021-02-01")));
	assert_int_equal(column_day(STR("2021")),
	                 column_day(STR("2021-01-01")));
	assert_int_equal(column_day(STR("2021-05")),
	                 column_day(STR("2021-05-01")));
}

static void
pages_are_counted(void **state)
{
	(void)state;
	assert_int_equal(1, column_pages(0));
	assert_int_equal(1, column_pages(1023));
	assert_int_equal(2, column_pages(1024));
}

static struct str
body_of(const struct buf *page)
{
	struct str body;
	struct err err;

	assert_int_equal(0, piece_open(buf_str(page), &place, &body, &err));
	return body;
}

static void
apply(struct buf *page, const struct column_change *c, size_t n)
{
	struct buf out = {0};
	struct err err;

	assert_int_equal(0, column_apply(buf_str(page), c, n, PAGE, &out,
	                                 &err));
	buf_release(page);
	*page = out;
}

static void
assert_row(const struct column_row *want, const struct column_row *got)
{
	assert_int_equal(want->live, got->live);
	if (!want->live) {
		assert_int_equal(0, got->day);
		assert_int_equal(0, got->facets);
		return;
	}
	assert_int_equal(want->day, got->day);
	assert_int_equal(want->facets, got->facets);
	for (size_t i = 0; i < want->facets; i++) {
		assert_true(str_eq(want->facet[i].code, got->facet[i].code));
		assert_true(str_eq(want->facet[i].value,
		                   got->facet[i].value));
	}
}

/* A page holds these rows and no others. */
static void
assert_page(const struct buf *page, const struct column_row *want)
{
	static const struct column_row hole;
	struct column_row rows[COLUMN_PAGE];
	struct arena a;
	struct err err;

	arena_init(&a);
	if (page->n)
		assert_int_equal(0, column_read(&a, body_of(page), PAGE,
		                                rows, &err));
	for (size_t i = 0; i < COLUMN_PAGE; i++)
		assert_row(&want[i], page->n ? &rows[i] : &hole);
	arena_release(&a);
}

/* Make a page of these rows at once. */
static void
make(struct buf *page, const struct column_row *rows)
{
	struct column_change c[COLUMN_PAGE];
	size_t n = 0;

	for (uint32_t i = 0; i < COLUMN_PAGE; i++)
		if (rows[i].live)
			c[n++] = (struct column_change){FIRST + i, rows[i]};
	buf_reset(page);
	apply(page, c, n);
}

static void
written_as_written_down(void **state)
{
	struct column_facet one[] = {{STR("city"), STR("d\x1f" "e")},
	                             {STR("kind"), STR("a")}};
	struct column_facet two[] = {{STR("kind"), STR("b")}};
	struct column_change c[] = {
	    {FIRST, {true, 300, one, 2}},
	    {FIRST + 3, {true, 0, two, 1}},
	    {FIRST + 1023, {true, 305, two, 1}}};
	struct buf page = {0};

	(void)state;
	apply(&page, c, 3);
	/* a and b, but no record of kind 0, have a kind, a has a city; w is
	   3, city has 1 bit and kind 2; 1020 in gamma code has 19:
	   00 11 01|1 001 01 1|011 000 10|0000000001111111100 110 10 */
	assert_true(str_eq(body_of(&page),
	                   STR("\2\4city\1\3d\x1f" "e"
	                       "\4kind\2\1a\1b"
	                       "\xac\2\3\3"
	                       "\x36\x5b\x10\x03\xfc\xd0")));
	buf_release(&page);
}

static void
rows_come_back(void **state)
{
	static struct column_row rows[COLUMN_PAGE];
	struct column_facet f[] = {
	    {STR("city"), STR("210200")},
	    {STR("kind"), STR("alliance")},
	    {STR("tech_field"), STR("bio\x1f" "energy\x1fmaterials")},
	    {STR("领域"), STR("装备")}};
	struct column_facet g[] = {
	    {STR("city"), STR("210100\x1f" "210200")},
	    {STR("kind"), STR("notice")}};
	struct buf page = {0};

	(void)state;
	rows[0] = (struct column_row){true, 5, f, 4};
	rows[1] = (struct column_row){true, 0, g, 2};
	rows[2] = (struct column_row){true, 7, NULL, 0};
	rows[77] = (struct column_row){true, UINT32_MAX, g + 1, 1};
	rows[1023] = (struct column_row){true, 1, f + 1, 3};
	make(&page, rows);
	assert_page(&page, rows);
	buf_release(&page);
}

static void
a_page_without_days_or_facets(void **state)
{
	static struct column_row rows[COLUMN_PAGE];
	struct buf page = {0};

	(void)state;
	rows[1023].live = true;
	make(&page, rows);
	/* 1024 in gamma code */
	assert_true(str_eq(body_of(&page), STR("\0\0\0\1\0\x20\0")));
	assert_page(&page, rows);
	buf_release(&page);
}

static void
all_days_fit(void **state)
{
	static const uint32_t days[][2] = {
	    {1, 1},          {1, 2},          {1, 3},
	    {1, UINT32_MAX}, {7, UINT32_MAX}, {UINT32_MAX, UINT32_MAX},
	    {5, 5 + 254},    {5, 5 + 255},    {UINT32_MAX - 1, UINT32_MAX}};

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		static struct column_row rows[COLUMN_PAGE];
		struct buf page = {0};

		rows[3] = (struct column_row){true, days[i][0], NULL, 0};
		rows[4] = (struct column_row){true, 0, NULL, 0};
		rows[5] = (struct column_row){true, days[i][1], NULL, 0};
		make(&page, rows);
		assert_page(&page, rows);
		buf_release(&page);
	}
}

/* As many values as fill a number of bits, one less and one more. */
static void
all_widths_of_values(void **state)
{
	static const uint32_t counts[] = {1,   2,   3,   4,   7,    8,
	                                  255, 256, 257, 1023, 1024};
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		struct column_row *rows =
		    arena_array(&a, COLUMN_PAGE, sizeof *rows);
		struct buf page = {0};

		for (uint32_t j = 0; j < COLUMN_PAGE; j++) {
			struct column_facet *f = arena_alloc(&a, sizeof *f);

			f->code = STR("facet");
			f->value = arena_fmt(&a, "%x", j * 7 % counts[i]);
			rows[j] = (struct column_row){true, j, f, j != 9};
		}
		make(&page, rows);
		assert_page(&page, rows);
		buf_release(&page);
		arena_reset(&a);
	}
	arena_release(&a);
}

/* Each kind has facets of its own, and all records one more. */
static void
fill_kinds(struct arena *a, struct column_row *rows, unsigned kinds,
           unsigned facets)
{
	for (unsigned i = 0; i < COLUMN_PAGE; i++) {
		unsigned kind = i % kinds;
		struct column_facet *f =
		    arena_array(a, facets + 2, sizeof *f);

		for (unsigned j = 0; j < facets; j++)
			f[j] = (struct column_facet){
			    arena_fmt(a, "f%03u-%03u", kind, j),
			    arena_fmt(a, "v%u", i / kinds % (j + 2))};
		f[facets] = (struct column_facet){
		    STR("kind"), arena_fmt(a, "k%03u", kind)};
		f[facets + 1] = (struct column_facet){STR("status"),
		                                      STR("open")};
		rows[i] = (struct column_row){true, 1, f, facets + 2};
	}
}

static void
hundreds_of_facets(void **state)
{
	static struct column_row rows[COLUMN_PAGE];
	static const unsigned sizes[][2] = {{24, 6}, {1, 600}, {128, 4}};
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct buf page = {0};

		fill_kinds(&a, rows, sizes[i][0], sizes[i][1]);
		make(&page, rows);
		assert_page(&page, rows);
		buf_release(&page);
	}
	arena_release(&a);
}

/* What other kinds have costs a record nothing. */
static void
a_kind_pays_for_its_own(void **state)
{
	static struct column_row rows[COLUMN_PAGE];
	struct arena a;
	size_t bytes[2];

	(void)state;
	arena_init(&a);
	for (unsigned i = 0; i < 2; i++) {
		struct buf page = {0};

		fill_kinds(&a, rows, 4, i ? 6 : 0);
		for (size_t j = 0; i && j < COLUMN_PAGE; j++)
			if (j % 4) /* only the first kind has any */
				rows[j] = (struct column_row){
				    true, 1, rows[j].facet + 6, 2};
		make(&page, rows);
		bytes[i] = page.n;
		buf_release(&page);
	}
	/* 256 records with places of 2, 2, 3, 3, 3 and 3 bits. */
	assert_in_range(bytes[1] - bytes[0], 256 * 16 / 8,
	                256 * 16 / 8 + 250);
	arena_release(&a);
}

static struct column_row
random_row(struct arena *a, uint64_t *random)
{
	struct column_row row = {
	    .live = random_below(random, 5) != 0,
	    .day = random_below(random, 3)
	               ? 700000 + random_below(random, 5000)
	               : 0};

	row.facet = arena_array(a, 12, sizeof *row.facet);
	for (unsigned i = 0; i < 12; i++) {
		struct str value = arena_fmt(
		    a, "v%u", random_below(random, 1 + i * i * 2));

		if (random_below(random, 4) == 0)
			value = arena_fmt(a, "%.*s\x1f%u", STR_ARG(value),
			                  random_below(random, 5));
		if (random_below(random, 3))
			row.facet[row.facets++] = (struct column_facet){
			    arena_fmt(a, "facet-%c", 'a' + i), value};
	}
	return row;
}

static void
random_roads_end_alike(void **state)
{
	static struct column_row now[COLUMN_PAGE];
	struct buf page = {0};
	uint64_t random = 23;
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < 60; i++) {
		struct column_change c[40];
		struct buf clean = {0};
		uint32_t at = random_below(&random, 20);
		size_t n = 0;

		for (; at < COLUMN_PAGE && n < 40;
		     at += 1 + random_below(&random, 1u << i % 10)) {
			now[at] = random_row(&a, &random);
			c[n++] = (struct column_change){FIRST + at, now[at]};
		}
		apply(&page, c, n);
		assert_page(&page, now);
		make(&clean, now);
		assert_true(str_eq(buf_str(&clean), buf_str(&page)));
		buf_release(&clean);
	}
	apply(&page, NULL, 0);
	assert_page(&page, now);
	buf_release(&page);
	arena_release(&a);
}

static void
holes_only_are_no_piece(void **state)
{
	struct column_change c[] = {{FIRST + 1, {true, 5, NULL, 0}},
	                            {FIRST + 9, {true, 6, NULL, 0}}};
	struct buf page = {0};

	(void)state;
	apply(&page, c, 2);
	assert_true(page.n > 0);
	c[0].row.live = c[1].row.live = false;
	apply(&page, c, 1);
	assert_true(page.n > 0);
	apply(&page, c, 2);
	assert_int_equal(0, page.n);
}

static void
an_old_page_that_is_none_changes_nothing(void **state)
{
	struct column_change c[] = {{FIRST, {true, 5, NULL, 0}}};
	struct column_change other[] = {
	    {FIRST + COLUMN_PAGE, {true, 5, NULL, 0}}};
	struct buf page = {0};
	struct buf out = {0};
	struct err err;

	(void)state;
	apply(&page, c, 1);
	buf_adds(&out, "before");
	assert_int_equal(ERR_CORRUPT,
	                 column_apply(buf_str(&page), other, 1, PAGE + 1,
	                              &out, &err));
	page.p[page.n - 1] ^= 1;
	assert_int_equal(ERR_CORRUPT, column_apply(buf_str(&page), c, 1,
	                                           PAGE, &out, &err));
	piece_end(&page, 0);
	assert_int_equal(ERR_CORRUPT, column_apply(buf_str(&page), c, 1,
	                                           PAGE, &out, &err));
	assert_str(buf_str(&out), "before");
	buf_release(&out);
	buf_release(&page);
}

static int
read_body(struct str body)
{
	struct column_row rows[COLUMN_PAGE];
	struct arena a;
	struct err err;
	int rc;

	arena_init(&a);
	rc = column_read(&a, body, PAGE, rows, &err);
	if (rc < 0)
		for (size_t i = 0; i < COLUMN_PAGE; i++)
			assert_false(rows[i].live);
	arena_release(&a);
	return rc;
}

static void
disorder_is_reported(void **state)
{
	static const struct str wrong[] = {
	    STR(""),
	    STR("\2\1c\1\1v\1c\1\1v\0\0\1\x20"), /* a facet twice */
	    STR("\2\1d\1\1v\1c\1\1v\0\0\1\x20"), /* the wrong way round */
	    STR("\1\0\1\1v\0\0\1\x40"),          /* no code */
	    STR("\1\1c\0\0\0\1\x40"),            /* no value */
	    STR("\1\1c\2\1v\1v\0\0\1\x40"),      /* a value twice */
	    STR("\1\1c\2\1v\1u\0\0\1\x40"),      /* the wrong way round */
	    STR("\1\1c\2\0\1u\0\0\1\x40"),       /* an empty one */
	    STR("\1\1c\2\1u\1v\0\0\1\xf0"),      /* the third of two */
	    STR("\1\4kind\1\1a\0\0\1"),         /* no bits of kinds */
	    STR("\1\4kind\2\1a\1b\0\0\1\xfc"),   /* a third kind */
	    STR("\0\0\0\0"),                     /* no record */
	    STR("\0\0\0\0\0"),                   /* nor a bit of use */
	    STR("\0\0\0\1"),                     /* no bits */
	    STR("\0\0\0\1\x81"),                 /* filled with a one */
	    STR("\0\0\0\1\x80\0"),               /* a byte too many */
	    STR("\0\0\0\2\x80"),                 /* a record too few */
	    STR("\0\0\1\1\x80"),                 /* a width but no day */
	    STR("\0\1\0\1\x80"),                 /* a day but no width */
	    STR("\0\1\x21\1\x80\0\0\0\0\0"),     /* 33 bits */
	    STR("\0\x80\x80\x80\x80\x10\1\1\x80"), /* 2^32 */
	    STR("\0\xff\xff\xff\xff\x0f\2\1\xc0"), /* the day after */
	    STR("\0\0\0\1\0\x20\x20"),           /* a gap of 1025 */
	    STR("\0\0\0\2\0\x20\0\x80"),         /* 1024 and then 1 */
	    STR("\2\1c\1\1v\0\0\1\x20"),         /* facets for no bytes */
	    STR("\x80\x80\4\0\0\1\x80"),
	    STR("\1\1c\xff\xff\xff\xff\x0f\1v"),
	    STR("\1\1c\xff\xff\xff\xff\xff\xff\xff\xff\xff\1\1v"),
	    STR("\0\0\0\x81\x08\xff"),           /* 1025 records */
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(ERR_CORRUPT, read_body(wrong[i]));
	assert_int_equal(0, read_body(STR("\2\1c\1\1v\1d\1\1v\0\0\1\x20")));
	assert_int_equal(0, read_body(STR("\1\1c\2\1u\1v\0\0\1\xe0")));
	assert_int_equal(0, read_body(STR("\1\4kind\1\1a\0\0\1\x70")));
	assert_int_equal(0, read_body(STR("\1\4kind\2\1a\1b\0\0\1\xf0")));
	assert_int_equal(0, read_body(STR("\0\0\0\1\x80")));
	assert_int_equal(0, read_body(STR("\0\xff\xff\xff\xff\x0f\1\1\xc0")));
	assert_int_equal(0, read_body(STR("\0\1\x20\1\x80\0\0\0\0")));
	assert_int_equal(0, read_body(STR("\0\0\0\1\0\x20\0")));
}

static void
try_page(void *ctx, struct str body)
{
	struct column_row rows[COLUMN_PAGE];
	struct arena a;
	size_t seen = 0;
	struct err err;
	int rc;

	(void)ctx;
	arena_init(&a);
	rc = column_read(&a, body, PAGE, rows, &err);
	assert_true(rc == 0 || rc == ERR_CORRUPT);
	for (size_t i = 0; i < COLUMN_PAGE; i++)
		for (size_t j = 0; j < rows[i].facets; j++) {
			struct str value = rows[i].facet[j].value;

			assert_true(rc == 0 && value.n > 0);
			seen += value.p[0] == 'v' && value.p[value.n - 1];
		}
	assert_true(seen <= COLUMN_PAGE * body.n);
	/* A facet is at least a bit. */
	assert_true(a.used <= 8 * body.n * sizeof(struct column_facet) + 4096);
	arena_release(&a);
}

static void
hostile_bytes_do_no_harm(void **state)
{
	static struct column_row rows[COLUMN_PAGE];
	struct buf page = {0};
	uint64_t random = 29;
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < COLUMN_PAGE; i += 97)
		rows[i] = random_row(&a, &random);
	make(&page, rows);
	hostile_each(body_of(&page), 0, try_page, NULL);
	buf_release(&page);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(days_are_in_order),
	    cmocka_unit_test(pages_are_counted),
	    cmocka_unit_test(written_as_written_down),
	    cmocka_unit_test(rows_come_back),
	    cmocka_unit_test(a_page_without_days_or_facets),
	    cmocka_unit_test(all_days_fit),
	    cmocka_unit_test(all_widths_of_values),
	    cmocka_unit_test(hundreds_of_facets),
	    cmocka_unit_test(a_kind_pays_for_its_own),
	    cmocka_unit_test(random_roads_end_alike),
	    cmocka_unit_test(holes_only_are_no_piece),
	    cmocka_unit_test(an_old_page_that_is_none_changes_nothing),
	    cmocka_unit_test(disorder_is_reported),
	    cmocka_unit_test(hostile_bytes_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
