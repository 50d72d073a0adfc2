/* Restricted YAML: trees with places, each refusal with its place, growth. */
#include "unit.h"

#include "base/buf.h"
#include "text/yaml.h"

struct fixture {
	struct arena a;
	struct yaml_node *root;
	struct yaml_error e;
};

static int
parse_at(struct fixture *f, struct str text, unsigned first_line)
{
	arena_init(&f->a);
	return yaml_parse(&f->a, text, first_line, YAML_FRONT_MAX, &f->root,
	                  &f->e);
}

static int
parse(struct fixture *f, const char *text)
{
	return parse_at(f, str_from(text), 1);
}

static void
expect_refusal(struct str text, enum yaml_code code, unsigned line,
               unsigned column)
{
	struct fixture f;
	int status = parse_at(&f, text, 10);

	if (status != -1 || f.e.code != code || f.e.line != line + 9 ||
	    f.e.column != column)
		print_error("%.*s: %d at %u:%u %.*s\n", STR_ARG(text),
		            f.e.code, f.e.line - 9, f.e.column,
		            STR_ARG(f.e.detail));
	assert_int_equal(status, -1);
	assert_null(f.root);
	assert_int_equal(f.e.code, code);
	assert_int_equal(f.e.line, line + 9);
	assert_int_equal(f.e.column, column);
	assert_true(f.e.detail.n > 0);
	arena_release(&f.a);
}

static void
test_tree(void **state)
{
	struct fixture f;
	const struct yaml_node *list, *map;

	(void)state;
	assert_int_equal(parse(&f, "名称: 甲 # c\n"
	                           "list:\n"
	                           "- a\n"
	                           "- {x: 'y', z: }\n"),
	                 0);
	assert_int_equal(f.root->type, YAML_MAP);
	assert_int_equal(f.root->n, 2);
	assert_str(f.root->member[0].key, "名称");
	assert_str(f.root->member[0].node->text, "甲");
	assert_int_equal(f.root->member[0].node->column, 5);
	list = yaml_get(f.root, STR("list"));
	assert_int_equal(list->type, YAML_LIST);
	assert_int_equal(list->n, 2);
	assert_int_equal(list->line, 3);
	assert_str(list->member[0].node->text, "a");
	map = list->member[1].node;
	assert_str(yaml_get(map, STR("x"))->text, "y");
	assert_false(yaml_get(map, STR("x"))->plain);
	assert_int_equal(map->member[1].line, 4);
	assert_int_equal(map->member[1].column, 12);
	assert_true(yaml_is_null(map->member[1].node));
	assert_null(yaml_get(map, STR("absent")));
	assert_null(yaml_get(list, STR("x")));
	arena_release(&f.a);
}

/* What YAML readers are known to turn into something else. */
static void
test_scalars_stay_texts(void **state)
{
	static const char *const texts[] = {"no",   "012",  "1e3", "1:20",
	                                    "0x1f", "true", "<<",  "1_000",
	                                    "=",    "2021-06-28",
	                                    "123456789012345678"};
	char line[64];

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct fixture f;

		snprintf(line, sizeof line, "a: %s\n", texts[i]);
		assert_int_equal(parse(&f, line), 0);
		assert_str(f.root->member[0].node->text, texts[i]);
		assert_true(f.root->member[0].node->plain);
		assert_false(yaml_is_null(f.root->member[0].node));
		arena_release(&f.a);
	}
}

static void
test_null(void **state)
{
	struct fixture f;

	(void)state;
	assert_int_equal(parse(&f, "a: ~\nb:\nc: null\nd: ''\ne: 'null'\n"),
	                 0);
	assert_true(yaml_is_null(NULL));
	assert_true(yaml_is_null(yaml_get(f.root, STR("a"))));
	assert_true(yaml_is_null(yaml_get(f.root, STR("b"))));
	assert_true(yaml_is_null(yaml_get(f.root, STR("c"))));
	assert_false(yaml_is_null(yaml_get(f.root, STR("d"))));
	assert_false(yaml_is_null(yaml_get(f.root, STR("e"))));
	assert_false(yaml_is_null(f.root));
	arena_release(&f.a);
}

static void
test_empty(void **state)
{
	static const char *const texts[] = {"", " ", "\n\n", "# only\n",
	                                    "---\n", "\r\n"};

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		struct fixture f;

		assert_int_equal(parse(&f, texts[i]), 0);
		if (i == 4)
			assert_true(yaml_is_null(f.root));
		else
			assert_null(f.root);
		arena_release(&f.a);
	}
}

static void
test_crlf_and_mark(void **state)
{
	struct fixture f;

	(void)state;
	assert_int_equal(parse(&f, "\xef\xbb\xbf" "a: 1\r\nb: |\r\n  x\r\n"
	                           "  y\r\nc: 2\r\n"),
	                 0);
	assert_str(yaml_get(f.root, STR("a"))->text, "1");
	assert_str(yaml_get(f.root, STR("b"))->text, "x\ny\n");
	assert_int_equal(yaml_get(f.root, STR("c"))->line, 5);
	assert_int_equal(yaml_get(f.root, STR("a"))->column, 4);
	arena_release(&f.a);
	expect_refusal(STR("\xef\xbb\xbf" "a: 1\n"), YAML_BOM, 1, 1);
	expect_refusal(STR("a: 1\nb: \xef\xbb\xbf" "1\n"), YAML_BOM, 2, 4);
}

static void
test_refusals(void **state)
{
	(void)state;
	expect_refusal(STR("%YAML 1.1\n---\na: 1\n"), YAML_DIRECTIVE, 1, 1);
	expect_refusal(STR("a: 1\n%TAG"), YAML_DIRECTIVE, 2, 1);
	expect_refusal(STR("a: &x 1\n"), YAML_ANCHOR, 1, 4);
	expect_refusal(STR("a: &x [1]\n"), YAML_ANCHOR, 1, 4);
	expect_refusal(STR("a: &x {b: 1}\n"), YAML_ANCHOR, 1, 4);
	expect_refusal(STR("甲: *x\n"), YAML_ALIAS, 1, 4);
	expect_refusal(STR("<<: *x\n"), YAML_ALIAS, 1, 5);
	expect_refusal(STR("a: !!python/object:x 1\n"), YAML_TAG, 1, 4);
	expect_refusal(STR("a: ! 1\n"), YAML_TAG, 1, 4);
	expect_refusal(STR("a: !x [1]\n"), YAML_TAG, 1, 4);
	expect_refusal(STR("a: 1\n---\nb: 1\n"), YAML_SEVERAL, 2, 1);
	expect_refusal(STR("a: 1\nb: 2\na: 3\n"), YAML_DUPLICATE, 3, 1);
	expect_refusal(STR("x: {a: 1, \"a\": 2}\n"), YAML_DUPLICATE, 1, 11);
	expect_refusal(STR("[a]: 1\n"), YAML_KEY, 1, 1);
	expect_refusal(STR("a: {? {b: c} : 1}\n"), YAML_KEY, 1, 7);
	expect_refusal(STR("'': 1\n"), YAML_KEY, 1, 1);
	expect_refusal(STR("a: 1\0\n"), YAML_NUL, 1, 5);
	expect_refusal(STR("a: 1\n中: \xff\n"), YAML_NOT_UTF8, 2, 4);
	expect_refusal(STR("a: \xed\xa0\x80\n"), YAML_NOT_UTF8, 1, 4);
	expect_refusal(STR("a: \xef\xbf\xbe\n"), YAML_NOT_UTF8, 1, 4);
	expect_refusal(STR("a: 1\rb: 2\n"), YAML_SEPARATOR, 1, 5);
	expect_refusal(STR("a: 中\xe2\x80\xa8\n"), YAML_SEPARATOR, 1, 5);
	expect_refusal(STR("a: \xc2\x85\n"), YAML_SEPARATOR, 1, 4);
}

static void
test_malformed(void **state)
{
	(void)state;
	expect_refusal(STR("a: 1\n b: 2\n"), YAML_MALFORMED, 2, 3);
	expect_refusal(STR("a: \"x\nb: 1\n"), YAML_MALFORMED, 1, 4);
	expect_refusal(STR("a: @x\n"), YAML_MALFORMED, 1, 4);
	expect_refusal(STR("a: {b: [\n"), YAML_MALFORMED, 2, 1);
	expect_refusal(STR("a: b: c\n"), YAML_MALFORMED, 1, 5);
	expect_refusal(STR("a: \"\\q\"\n"), YAML_MALFORMED, 1, 5);
	/* What libyaml alone would read. */
	expect_refusal(STR("a: \"x\"#c\n"), YAML_MALFORMED, 1, 7);
	expect_refusal(STR("a: >#c\n  x\n"), YAML_MALFORMED, 1, 5);
	expect_refusal(STR("a: [1,\n2]\n"), YAML_MALFORMED, 2, 1);
	expect_refusal(STR("a: \"x\ny\"\n"), YAML_MALFORMED, 1, 4);
	expect_refusal(STR("a: {?b: 1}\n"), YAML_MALFORMED, 1, 5);
	expect_refusal(STR("a: [-]\n"), YAML_MALFORMED, 1, 5);
	expect_refusal(STR("a: |\n    \n  x\n"), YAML_MALFORMED, 3, 3);
}

static void
test_written_as_json(void **state)
{
	struct fixture f;

	(void)state;
	assert_int_equal(parse(&f, "a: [\n  1, # one\n# two\n  2\n]\n"
	                           "b: {\n \"x\": \"# y\"\n}\n"),
	                 0);
	assert_int_equal(yaml_get(f.root, STR("a"))->n, 2);
	arena_release(&f.a);
}

static void
test_hints(void **state)
{
	(void)state;
	expect_refusal(STR("a: 1\n\tb: 2\n"), YAML_TAB, 2, 1);
	expect_refusal(STR("a:\n  b: 1\n \tc: 2\n"), YAML_TAB, 3, 2);
	expect_refusal(STR("title：foo\n"), YAML_FULLWIDTH_COLON, 1, 6);
	expect_refusal(STR("标题：甲\nkind: x\n"), YAML_FULLWIDTH_COLON, 1, 3);
	expect_refusal(STR("a: 1\n标题：甲\nb: 2\n"), YAML_FULLWIDTH_COLON, 2,
	               3);
	expect_refusal(STR("a: 1\n标题：甲\n"), YAML_FULLWIDTH_COLON, 2, 3);
}

/* The line as it is shown mended; empty: what was meant cannot be told. */
static void
test_mended(void **state)
{
	static const struct {
		const char *text, *mended;
	} slips[] = {
	    {"a: 关于: 公示\n", "a: \"关于: 公示\""},
	    {"a: 关于:\n", "a: \"关于:\""},
	    {"a: x: \"y\"  # z\n", "a: 'x: \"y\"'  # z"},
	    {"a: it's: \"y\"\n", "a: 'it''s: \"y\"'"},
	    {"a: \"关于\nb: 1\n", "a: \"关于\""},
	    {"a: \"关于\nb: 1\nc: 2\nd: \"e\"\n", "a: \"关于\""},
	    {"a: 'x''y\n", "a: 'x''y'"},
	    {"a: \"x\" y\r\nb: 1\r\n", "a: '\"x\" y'"},
	    {"a: *\n", "a: \"*\""},
	    {"a: &关\n", "a: \"&关\""},
	    {"a: %x\n", "a: \"%x\""},
	    {"a: @x\n", "a: \"@x\""},
	    {"a: `x`\n", "a: \"`x`\""},
	    {"a: >x\n", "a: \">x\""},
	    {"a:\n  - @x\n", "  - \"@x\""},
	    {"a: [x] y\n", "a: \"[x] y\""},
	    {"a: [x, [y\nb: 1\n", "a: [x, [y]]"},
	    {"a: [\"]\", y\nb: 1\n", "a: [\"]\", y]"},
	    {"a: {x\nb: 1\n", "a: \"{x\""},
	    {"a: {x: [y\nb: 1\n", "a: {x: [y]}"},
	    {"a:x\nb: 1\n", "a: x"},
	    {"a:@x\n\n# c\nb: 1\n", "a: \"@x\""},
	    {"a：@x\nb: 1\n", "a: \"@x\""},
	    {"a：x\nb: 1\n", "a: x"},
	    {"a:\n\tb: 1\n", "  b: 1"},
	    {"a: [\n  b: 1,\n  c: d: e\n", ""},
	    {"a: 1\n b: 2\n", ""}};
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
		int rc = parse(&f, slips[i].text);

		if (rc == 0 || !str_eq(f.e.mended,
		                       str_from(slips[i].mended)))
			fail_msg("%s: %.*s", slips[i].text,
			         STR_ARG(f.e.mended));
		arena_release(&f.a);
	}
}

/* A full-width colon in a value is text. */
static void
test_wide_colon_in_text(void **state)
{
	struct fixture f;

	(void)state;
	assert_int_equal(parse(&f, "a: 注：甲\nb:\n- 注：乙\n"), 0);
	assert_str(yaml_get(f.root, STR("a"))->text, "注：甲");
	arena_release(&f.a);
	expect_refusal(STR("a: \"注：甲\nb: 1\n"), YAML_MALFORMED, 1, 4);
}

/* Append a text n times. */
static void
repeat(struct buf *b, const char *text, size_t n)
{
	while (n--)
		buf_adds(b, text);
}

static void
test_depth(void **state)
{
	static const char *const open[] = {"[", "{a: ", "- ", "? "};
	struct buf b = {0};
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		buf_reset(&b);
		repeat(&b, open[i], YAML_DEPTH + 1);
		buf_adds(&b, "x");
		expect_refusal(
		    buf_str(&b), YAML_DEEP, 1,
		    (unsigned)(YAML_DEPTH * strlen(open[i]) + 1));
	}
	buf_reset(&b);
	repeat(&b, "- ", YAML_DEPTH);
	buf_adds(&b, "x");
	assert_int_equal(parse_at(&f, buf_str(&b), 1), 0);
	arena_release(&f.a);
	buf_release(&b);
}

/* Memory used for n copies between a head and a tail. */
static size_t
used_for(const char *head, const char *unit, size_t n, enum yaml_code code)
{
	struct buf b = {0};
	struct fixture f;
	size_t used;

	buf_adds(&b, head);
	repeat(&b, unit, n);
	parse_at(&f, buf_str(&b), 1);
	assert_int_equal(f.e.code, code);
	used = f.a.used;
	arena_release(&f.a);
	buf_release(&b);
	return used;
}

/* Work is counted in memory: refused early it is the same at any length,
 * read to the end it doubles with the length. */
static void
test_growth(void **state)
{
	static const struct {
		const char *unit;
		enum yaml_code code;
	} hostile[] = {{"[", YAML_DEEP},      {"{", YAML_DEEP},
	               {"- ", YAML_DEEP},     {"? ", YAML_DEEP},
	               {"&a ", YAML_ANCHOR}, {"%TAG\n", YAML_DIRECTIVE},
	               {"- !x\n", YAML_TAG},  {"- *x\n", YAML_ALIAS}};
	static const char *const fair[] = {"- abc\n", "- [a, b]\n",
	                                   "- {a: b}\n"};

	(void)state;
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
		assert_int_equal(
		    used_for("", hostile[i].unit, 2000, hostile[i].code),
		    used_for("", hostile[i].unit, 8000, hostile[i].code));
	for (size_t i = 0; i < sizeof fair / sizeof *fair; i++)
		assert_true(used_for("", fair[i], 4000, YAML_FINE) <
		            3 * used_for("", fair[i], 2000, YAML_FINE));
}

/* Many keys, with and without one twice. */
static void
test_many_keys(void **state)
{
	struct buf b = {0};
	struct fixture f;

	(void)state;
	for (unsigned i = 0; i < 5000; i++)
		buf_fmt(&b, "k%u: %u\n", i, i);
	assert_int_equal(parse_at(&f, buf_str(&b), 1), 0);
	assert_int_equal(f.root->n, 5000);
	assert_str(yaml_get(f.root, STR("k4999"))->text, "4999");
	arena_release(&f.a);
	buf_adds(&b, "k77: 1\n");
	expect_refusal(buf_str(&b), YAML_DUPLICATE, 5001, 1);
	buf_release(&b);
}

static void
test_limit(void **state)
{
	struct buf b = {0};
	struct fixture f;

	(void)state;
	buf_adds(&b, "a: ");
	repeat(&b, "x", YAML_FRONT_MAX - 3);
	assert_int_equal(parse_at(&f, buf_str(&b), 1), 0);
	arena_release(&f.a);
	buf_byte(&b, 'x');
	expect_refusal(buf_str(&b), YAML_LONG, 1, 1);
	buf_release(&b);
}

/* Nothing of the tree points into the text. */
static void
test_owns_its_texts(void **state)
{
	char text[] = "key: value\n";
	struct fixture f;

	(void)state;
	assert_int_equal(parse_at(&f, str_from(text), 1), 0);
	memset(text, 'x', sizeof text - 1);
	assert_str(f.root->member[0].key, "key");
	assert_str(f.root->member[0].node->text, "value");
	arena_release(&f.a);
}

/* Every prefix of a text and every byte replaced: no crash, error or tree. */
static void
test_mutations(void **state)
{
	static const char text[] =
	    "a: 1\n名: \"x\\u4e2d\"\nl:\n  - {b: [c, 'd']}\n  - |\n    e\n"
	    "? f\n: >-\n  g\n  h\n# end\n";
	static const char with[] = "\t\n :-#[]{}'\"|>?*&!%\\\xff\0";
	char copy[sizeof text];

	(void)state;
	for (size_t i = 0; i < sizeof text; i++)
		for (size_t k = 0; k < sizeof with; k++) {
			struct fixture f;

			memcpy(copy, text, sizeof text);
			copy[i] = with[k];
			if (parse_at(&f,
			             (struct str){copy, k ? sizeof text - 1
			                                  : i},
			             1))
				assert_true(f.e.line >= 1 &&
				            f.e.line <= 14 &&
				            f.e.column >= 1);
			else
				assert_int_equal(f.e.code, YAML_FINE);
			arena_release(&f.a);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_scalars_stay_texts),
		cmocka_unit_test(test_null),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_crlf_and_mark),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_written_as_json),
		cmocka_unit_test(test_hints),
		cmocka_unit_test(test_mended),
		cmocka_unit_test(test_wide_colon_in_text),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_growth),
		cmocka_unit_test(test_many_keys),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_owns_its_texts),
		cmocka_unit_test(test_mutations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
