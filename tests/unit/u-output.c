/*
 * Outputs: keys read back, addresses are what the header says and never
 * meet, and keys sort in the order in which files are published.
 */
#include "unit.h"

#include "model/schema.h"
#include "render/output.h"

struct example {
	struct output output;
	const char *key;
	const char *path; /* in a site whose root is Chinese */
};

#define ZH LANG_ZH
#define EN LANG_EN
#define NAMED(type, text, number, lang) \
	{type, {text, sizeof(text) - 1}, number, 0, 0, 0, lang}

static const struct example examples[] = {
    {NAMED(OUTPUT_ASSET, "fonts/a|b.woff2", 0, ZH), "1a|fonts/a|b.woff2",
     "assets/fonts/a|b.woff2"},
    {NAMED(OUTPUT_ATTACHMENT, "2021/x y.pdf", 0, ZH), "1x|2021/x y.pdf",
     "files/2021/x y.pdf"},
    {{OUTPUT_PIECE, {0}, 0x1234, 's', 1, 0, ZH}, "2p|s|1|00001234|00000000",
     "search/1/12/1234-99-"},
    {{OUTPUT_PIECE, {0}, 0x1234, 'b', 1, 0x10002, ZH},
     "2p|b|1|00001234|00010002", "search/1/12/1234-99-"},
    {{OUTPUT_CHARACTERS, {0}, TABLE_SOUNDS, 0, 0, 0, ZH}, "2t|00000001",
     "search/1/12/1234-99-"},
    {NAMED(OUTPUT_RECORD, "a/x-1", 0, ZH), "3h|a/x-1|zh", "a/x-1.html"},
    {NAMED(OUTPUT_RECORD, "a/x-1", 0, EN), "3h|a/x-1|en", "en/a/x-1.html"},
    {NAMED(OUTPUT_DATA, "a/x-1", 0, ZH), "3h|a/x-1|json", "a/x-1.json"},
    {NAMED(OUTPUT_SOURCE, "a/x-1", 0, ZH), "3h|a/x-1|md", "a/x-1.md"},
    {NAMED(OUTPUT_DEADLINE, "a/x-1", 0, EN), "3i|a/x-1|en",
     "en/a/x-1.ics"},
    {NAMED(OUTPUT_LETTER, "a/x-1", 0, EN), "3n|a/x-1|en",
     "en/a/x-1.txt"},
    {NAMED(OUTPUT_VERSIONS, "a/x-1", 0, ZH), "3v|a/x-1|00000000|zh",
     "a/x-1.history.html"},
    {NAMED(OUTPUT_STOOD, "a/x-1", 12, ZH), "3w|a/x-1|0000000c",
     "a/x-1.v12.md"},
    {NAMED(OUTPUT_VERSIONS, "a/x-1", 12, EN), "3v|a/x-1|0000000c|en",
     "en/a/x-1.v12.html"},
    {NAMED(OUTPUT_CODE, "D201", 0, EN), "6c|D201|en",
     "en/errors/D201.html"},
    {NAMED(OUTPUT_KIND, "alliance", 0, ZH), "6k|alliance|zh",
     "data/schema/alliance.html"},
    {NAMED(OUTPUT_KIND_SCHEMA, "alliance", 0, ZH), "6j|alliance",
     "data/schema/alliance.json"},
    {NAMED(OUTPUT_FORM, "annual_report", 0, EN), "6f|annual_report|en",
     "en/tools/new/annual_report.html"},
    {NAMED(OUTPUT_FORM, "*", 0, ZH), "6f|*|zh", "tools/new.html"},
    {NAMED(OUTPUT_CHART, "alliances|year", 0, ZH), "5b|alliances|year",
     "data/charts/alliances|year.csv"},
    {NAMED(OUTPUT_DIRECTORY, "", 0, ZH), "6x|zh", "map.html"},
    {NAMED(OUTPUT_ACCESS, "", 0, EN), "6y|en", "en/accessibility.html"},
    {NAMED(OUTPUT_LIST, "a", 0, ZH), "4l|a|00000000|zh", "a/index.html"},
    {NAMED(OUTPUT_LIST, "a", 12, EN), "4l|a|0000000c|en",
     "en/a/page-12.html"},
    {NAMED(OUTPUT_LIST, "a", 0xffffffff, ZH), "4l|a|ffffffff|zh",
     "a/page-oldest.html"},
    {NAMED(OUTPUT_LIST_CSV, "a|city|x", 0, ZH), "4s|a|city|x|00000000",
     "a/by/city/x.csv"},
    {NAMED(OUTPUT_LIST_CSV, "a|city|x", 0xffffffff, ZH),
     "4s|a|city|x|ffffffff", "a/by/city/x.oldest.csv"},
    {NAMED(OUTPUT_FACET, "a|city|x", 0, ZH), "4f|a|city|x|00000000|zh",
     "a/by/city/x.html"},
    {NAMED(OUTPUT_FACET, "a|city|x", 0xffffffff, EN),
     "4f|a|city|x|ffffffff|en", "en/a/by/city/x.oldest.html"},
    {NAMED(OUTPUT_FACET, "a|city|x", 0xfffffffe, ZH),
     "4f|a|city|x|fffffffe|zh", "a/by/city/x.4294967294.html"},
    {NAMED(OUTPUT_RANKED, "a", 0, EN), "4r|a|en", "en/a/by-price.html"},
    {NAMED(OUTPUT_TITLES, "s", 0, ZH), "4t|s|00000000|zh",
     "titles/s.html"},
    {NAMED(OUTPUT_TITLES, "0", 12, EN), "4t|0|0000000c|en",
     "en/titles/0.12.html"},
    {NAMED(OUTPUT_RANKED, "a|city|x", 0, ZH), "4r|a|city|x|zh",
     "a/by/city/x.by-price.html"},
    {NAMED(OUTPUT_ATOM, "a", 0, EN), "5f|a|en", "en/a/feed.atom"},
    {NAMED(OUTPUT_ATOM, "*", 0, ZH), "5f|*|zh", "feed.atom"},
    {NAMED(OUTPUT_ATOM, "a|city|x", 0, EN), "5f|a|city|x|en",
     "en/a/by/city/x.atom"},
    {NAMED(OUTPUT_JSON_FEED, "a", 0, ZH), "5g|a|zh", "a/feed.json"},
    {NAMED(OUTPUT_JSON_FEED, "*", 0, EN), "5g|*|en", "en/feed.json"},
    {NAMED(OUTPUT_JSON_FEED, "a|city|x", 0, ZH), "5g|a|city|x|zh",
     "a/by/city/x.json"},
    {NAMED(OUTPUT_CALENDAR, "a", 0, ZH), "5c|a|zh", "a/calendar.ics"},
    {NAMED(OUTPUT_CALENDAR, "*", 0, EN), "5c|*|en", "en/calendar.ics"},
    {NAMED(OUTPUT_ROWS, "a", 0, ZH), "5t|a|00000000", "data/a-1.csv"},
    {NAMED(OUTPUT_LINES, "a", 9, ZH), "5u|a|00000009", "data/a-10.jsonl"},
    {NAMED(OUTPUT_CHANGES, "", 0, ZH), "5z|00000000",
     "data/changes/1.jsonl"},
    {NAMED(OUTPUT_PIECES, "a", 0, ZH), "6p|a", "data/a.txt"},
    {NAMED(OUTPUT_PIECES, "*", 0, ZH), "6p|*", "data/changes/index.txt"},
    {NAMED(OUTPUT_COLUMNS, "a", 0, ZH), "6w|a", "data/a.csv-metadata.json"},
    {NAMED(OUTPUT_OPEN_DATA, "", 0, EN), "7z|en", "en/data.html"},
    {NAMED(OUTPUT_OPENSEARCH, "", 0, ZH), "6o|zh", "opensearch.xml"},
    {NAMED(OUTPUT_CATALOG, "", 0, ZH), "7y", "data/catalog.jsonld"},
    {NAMED(OUTPUT_MAP, "a", 0, ZH), "5m|a|00000000", "sitemap-a-1.xml"},
    {NAMED(OUTPUT_MAP, "*", 0, ZH), "5m|*|00000000", "sitemap-site.xml"},
    {NAMED(OUTPUT_HOME, "", 0, ZH), "6h|zh", "index.html"},
    {NAMED(OUTPUT_HOME, "", 0, EN), "6h|en", "en/index.html"},
    {NAMED(OUTPUT_STATS, "", 0, ZH), "6s|zh", "stats.html"},
    {NAMED(OUTPUT_ABOUT, "", 0, EN), "6b|en", "en/about.html"},
    {NAMED(OUTPUT_MISSING, "", 0, ZH), "6n|zh", "404.html"},
    {NAMED(OUTPUT_SEARCH, "", 0, ZH), "6q|zh", "search.html"},
    {NAMED(OUTPUT_MAP_INDEX, "", 0, ZH), "7m", "sitemap.xml"},
    {NAMED(OUTPUT_ROBOTS, "", 0, ZH), "7r", "robots.txt"},
    {NAMED(OUTPUT_ENTRY, "", 0, ZH), "7e", "search/entry.json"},
    {NAMED(OUTPUT_MANIFEST, "0123456789abcdef", 0, ZH),
     "8m|0123456789abcdef", "manifest/0123456789abcdef.txt"},
    {NAMED(OUTPUT_MANIFEST_INDEX, "", 0, ZH), "9i", "manifest/index.txt"},
    {NAMED(OUTPUT_BUILD, "", 0, ZH), "9b", "build.json"},
};

#define EXAMPLES (sizeof examples / sizeof *examples)

/* A finished piece; what it states is its address, whatever the key says. */
static struct str
a_piece(struct buf *b)
{
	static const struct piece shard = {PIECE_SHARD, 3 << 8 | 1, 0x1234,
	                                   0x99, 0};
	size_t start = piece_begin(b, &shard);

	buf_add(b, STR("body"));
	piece_end(b, start);
	return buf_str(b);
}

static void
test_examples(void **state)
{
	struct buf key = {0};
	struct buf path = {0};
	struct buf bytes = {0};
	struct str piece = a_piece(&bytes);
	bool seen[OUTPUT_TYPES] = {false};

	(void)state;
	for (size_t i = 0; i < EXAMPLES; i++) {
		const struct example *e = &examples[i];
		struct output back;

		seen[e->output.type] = true;
		assert_str(output_key(&e->output, &key), e->key);
		output_path(&e->output, ZH, piece, &path);
		if (output_is_hashed(e->output.type))
			assert_true(str_starts(buf_str(&path),
			                       str_from(e->path)));
		else
			assert_str(buf_str(&path), e->path);
		assert_true(output_parse(str_from(e->key), &back));
		assert_int_equal(back.type, e->output.type);
		assert_true(str_eq(back.name, e->output.name));
		assert_int_equal(back.number, e->output.number);
		assert_int_equal(back.what, e->output.what);
		assert_int_equal(back.level, e->output.level);
		assert_int_equal(back.part, e->output.part);
		assert_int_equal(back.lang, e->output.lang);
	}
	for (int i = 0; i < OUTPUT_TYPES; i++)
		assert_true(seen[i]);
	buf_release(&key);
	buf_release(&path);
	buf_release(&bytes);
}

/* The other language lies at the root of an English site. */
static void
test_root(void **state)
{
	struct output page = NAMED(OUTPUT_RECORD, "a/x", 0, ZH);
	struct buf path = {0};

	(void)state;
	assert_str(output_path(&page, EN, STR(""), &path), "zh/a/x.html");
	page.lang = EN;
	assert_str(output_path(&page, EN, STR(""), &path), "a/x.html");
	page.type = OUTPUT_DATA;
	assert_str(output_path(&page, EN, STR(""), &path), "a/x.json");
	buf_release(&path);
}

/* What others link to is published before them. */
static void
test_order(void **state)
{
	static const int rank[OUTPUT_TYPES] = {
	    [OUTPUT_ASSET] = 1,    [OUTPUT_ATTACHMENT] = 1,
	    [OUTPUT_PIECE] = 2,    [OUTPUT_CHARACTERS] = 2,
	    [OUTPUT_RECORD] = 3,   [OUTPUT_DATA] = 3,
	    [OUTPUT_SOURCE] = 3,   [OUTPUT_DEADLINE] = 3,
	    [OUTPUT_LETTER] = 3,
	    [OUTPUT_LIST_CSV] = 4, [OUTPUT_LIST] = 4,     [OUTPUT_FACET] = 4,
	    [OUTPUT_RANKED] = 4,   [OUTPUT_TITLES] = 4,
	    [OUTPUT_VERSIONS] = 3, [OUTPUT_STOOD] = 3,
	    [OUTPUT_CHART] = 5,
	    [OUTPUT_ATOM] = 5,     [OUTPUT_MAP] = 5,
	    [OUTPUT_JSON_FEED] = 5, [OUTPUT_CALENDAR] = 5,
	    [OUTPUT_ROWS] = 5,     [OUTPUT_LINES] = 5,
	    [OUTPUT_CHANGES] = 5,  [OUTPUT_PIECES] = 6,
	    [OUTPUT_COLUMNS] = 6,  [OUTPUT_OPEN_DATA] = 7,
	    [OUTPUT_OPENSEARCH] = 6, [OUTPUT_CATALOG] = 7,
	    [OUTPUT_CODE] = 6,     [OUTPUT_KIND] = 6,
	    [OUTPUT_KIND_SCHEMA] = 6, [OUTPUT_DIRECTORY] = 6,
	    [OUTPUT_ACCESS] = 6,   [OUTPUT_FORM] = 6,
	    [OUTPUT_HOME] = 6,     [OUTPUT_STATS] = 6,
	    [OUTPUT_ABOUT] = 6,    [OUTPUT_MISSING] = 6,
	    [OUTPUT_SEARCH] = 6,   [OUTPUT_MAP_INDEX] = 7,
	    [OUTPUT_ROBOTS] = 7,   [OUTPUT_ENTRY] = 7,
	    [OUTPUT_MANIFEST] = 8, [OUTPUT_MANIFEST_INDEX] = 9,
	    [OUTPUT_BUILD] = 9};
	struct str low = STR("3h|a/x|en");
	struct str high = STR("3h|a/x|zh");

	(void)state;
	for (int i = 0; i < OUTPUT_TYPES; i++)
		assert_true(rank[i] > 0);
	for (size_t i = 0; i < EXAMPLES; i++) {
		const struct example *a = &examples[i];

		assert_int_equal(output_is_late(str_from(a->key)),
		                 rank[a->output.type] >= 8);
		assert_int_equal(output_tells(str_from(a->key)),
		                 a->output.type == OUTPUT_OPEN_DATA ||
		                     a->output.type == OUTPUT_CATALOG);
		for (size_t j = 0; j < EXAMPLES; j++) {
			const struct example *b = &examples[j];

			if (output_tells(str_from(b->key)) &&
			    !output_tells(str_from(a->key)) &&
			    rank[a->output.type] < 8)
				assert_true(strcmp(a->key, b->key) < 0);
			if (rank[a->output.type] < rank[b->output.type])
				assert_true(strcmp(a->key, b->key) < 0);
		}
	}
	/* A record's data lies between its pages. */
	assert_true(str_cmp(low, STR("3h|a/x|json")) < 0);
	assert_true(str_cmp(STR("3h|a/x|json"), high) < 0);
	assert_true(str_cmp(STR("3h|a/x|md"), high) < 0);
	/* Pages in the order of their numbers. */
	assert_true(strcmp("4l|a|00000009|zh", "4l|a|0000000a|zh") < 0);
}

static void
test_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < EXAMPLES; i++) {
		enum output_type type = examples[i].output.type;

		assert_int_equal(output_is_told(str_from(examples[i].key)),
		                 type == OUTPUT_ROWS ||
		                     type == OUTPUT_LINES ||
		                     type == OUTPUT_CHANGES ||
		                     type == OUTPUT_CHART);
	}
}

static void
test_refused(void **state)
{
	static const char *const bad[] = {
	    "",          "1",          "9",           "xx",
	    "0a|x",      "1a",         "1a|",         "1ax",
	    "4l|a|zh",   "4l|a|0|zh",  "4l|a|000000000|zh",
	    "4l|a|0000000g|zh",        "4l|a|0000000G|zh",
	    "4l|a|00000000|fr",        "4l|a|00000000",
	    "3h|a/x",    "3h|a/x|fr",  "3h|md",  "6h",          "6h|",
	    "6h|xx",     "2p|s|00000001",
	    "2p|s|1|00000001",         "2t",          "5m|a",
	    "8m",        "5f|*"};
	struct output output;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (output_parse(str_from(bad[i]), &output))
			fail_msg("%s was taken for an output", bad[i]);
	/* No shorter part of a key is another key of its type. */
	for (size_t i = 0; i < EXAMPLES; i++) {
		struct str key = str_from(examples[i].key);

		for (size_t n = 0; n < key.n; n++)
			output_parse(str_sub(key, 0, n), &output);
	}
}

/* Folders of the site that are no kind's are names that none can have. */
static void
test_folders(void **state)
{
	(void)state;
	for (size_t i = 0; i < EXAMPLES; i++) {
		struct str rest = str_from(examples[i].path);
		struct str top = str_cut(&rest, '/');

		if (rest.n && !str_eq(top, STR("a")) &&
		    !schema_folder_is_taken(top))
			fail_msg("a kind may take %.*s/", STR_ARG(top));
	}
	assert_false(schema_folder_is_taken(STR("a")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_examples),
	    cmocka_unit_test(test_root),
	    cmocka_unit_test(test_order),
	    cmocka_unit_test(test_told),
	    cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_folders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
