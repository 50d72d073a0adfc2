/*
 * JSON writing and strict reading; the reader is held to the parsing suite
 * in $GONGSHI_SHARED/data/json (default ../shared).
 */
#include "unit.h"

#include "base/arena.h"
#include "text/json.h"

static const struct value *
read_ok(struct arena *a, const char *text)
{
	const struct value *v;
	struct err err = {0};

	if (json_read(a, str_from(text), &v, NULL, &err))
		fail_msg("%s: %s", text, err.line);
	return v;
}

static void
assert_round(const char *text, const char *want)
{
	struct arena a;
	struct buf b = {0};

	arena_init(&a);
	json_write(&b, read_ok(&a, text));
	assert_str(buf_str(&b), want);
	buf_release(&b);
	arena_release(&a);
}

static void
test_round(void **state)
{
	(void)state;
	assert_round(" null ", "null");
	assert_round("[ true , false,[],{} ]", "[true,false,[],{}]");
	assert_round("{\"b\":1,\"a\":{\"x\":[1,{\"y\":2}]},\"c\":\"\"}",
	             "{\"b\":1,\"a\":{\"x\":[1,{\"y\":2}]},\"c\":\"\"}");
	assert_round("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}");
	assert_round("[-0,1.50,1E+2,123456789012345678901234567890]",
	             "[-0,1.50,1E+2,123456789012345678901234567890]");
	assert_round("\"\\u8054\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\\\"\\\\\"",
	             "\"联😀/\\u0008\\u000c\\u000a\\u000d\\u0009"
	             "\\\"\\\\\"");
	assert_round("[\"{\",\"[\",\":\",\",\"]", "[\"{\",\"[\",\":\",\",\"]");
}

static void
assert_text(struct str s, const char *want)
{
	struct buf b = {0};

	json_text(&b, s);
	assert_str(buf_str(&b), want);
	buf_release(&b);
}

static void
test_escape(void **state)
{
	(void)state;
	assert_text(STR("</script><!-- <b> <"),
	            "\"\\u003c/script>\\u003c!-- <b> <\"");
	assert_text(STR("\xe2\x80\xa8\xe2\x80\xa9"), "\"\\u2028\\u2029\"");
	assert_text((struct str){"\0\x1f\x7f", 3},
	            "\"\\u0000\\u001f\\u007f\"");
	assert_text(STR("a\xff\xc0\xaf\xed\xa0\x80z"),
	            "\"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
	            "\xef\xbf\xbd\xef\xbf\xbdz\"");
	assert_text(STR("\xef\xbf\xbd"), "\"\xef\xbf\xbd\"");
}

static void
test_primitives(void **state)
{
	struct buf b = {0};

	(void)state;
	json_open(&b, '{');
	json_key(&b, STR("n"));
	json_int(&b, INT64_MIN);
	json_key(&b, STR("l"));
	json_open(&b, '[');
	json_bool(&b, true);
	json_null(&b);
	json_number(&b, STR("1.5"));
	json_open(&b, '{');
	json_close(&b, '}');
	json_text(&b, STR("x"));
	json_close(&b, ']');
	json_key(&b, STR("t"));
	json_text(&b, STR(":"));
	json_close(&b, '}');
	buf_byte(&b, '\n');
	json_int(&b, 1);
	assert_str(buf_str(&b),
	           "{\"n\":-9223372036854775808,\"l\":[true,null,1.5,{},"
	           "\"x\"],\"t\":\":\"}\n1");
	buf_release(&b);
}

static void
test_types(void **state)
{
	struct arena a;
	struct buf b = {0};
	struct value *list;

	(void)state;
	arena_init(&a);
	list = value_list(&a);
	value_add(&a, list, value_html(&a, STR("<p>")));
	value_add(&a, list, value_int(&a, 7));
	value_add(&a, list, value_null(&a));
	json_write(&b, list);
	json_write(&b, NULL);
	assert_str(buf_str(&b), "[\"<p>\",7,null],null");
	buf_release(&b);
	arena_release(&a);
}

static void
test_numbers(void **state)
{
	static const char *const good[] = {"0",    "-0",   "10",  "-1.5",
	                                   "1e5",  "1E-5", "0.0", "0e+1"};
	static const char *const bad[] = {"",    "-",  "01",  "+1",  "1.",
	                                  ".5",  "1e", "1e+", "0x1", "1 ",
	                                  "NaN", "--1"};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(json_is_number(str_from(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(json_is_number(str_from(bad[i])));
}

static void
assert_bad(const char *text, size_t want, const char *line)
{
	struct arena a;
	const struct value *v;
	struct err err = {0};
	size_t bad = 999;

	arena_init(&a);
	assert_int_equal(json_read(&a, str_from(text), &v, &bad, &err),
	                 ERR_CORRUPT);
	assert_null(v);
	assert_int_equal(bad, want);
	assert_string_equal(err.line, line);
	assert_int_equal(json_read(&a, str_from(text), &v, NULL, NULL),
	                 ERR_CORRUPT);
	arena_release(&a);
}

static void
test_errors(void **state)
{
	(void)state;
	assert_bad("", 0, "byte 0: not a value");
	assert_bad("{\"a\":1,}", 7, "byte 7: a member begins with a string");
	assert_bad("[1 2]", 3, "byte 3: a comma or the end is due");
	assert_bad("{\"a\" 1}", 5, "byte 5: a colon follows the key");
	assert_bad("\"a\nb\"", 2, "byte 2: control character in a string");
	assert_bad("\"ab", 3, "byte 3: string is not closed");
	assert_bad("\"\\ud800x\"", 7, "byte 7: lone surrogate");
	assert_bad("\"\\ud800\\u0041\"", 13, "byte 13: lone surrogate");
	assert_bad("\"\\q\"", 2, "byte 2: unknown escape");
	assert_bad("\"a\xff\"", 2, "byte 2: invalid UTF-8");
	assert_bad("1 2", 2, "byte 2: something follows the value");
	assert_bad("[1.]", 3, "byte 3: not a number");
}

static int
read_nested(struct arena *a, int depth)
{
	struct buf b = {0};
	const struct value *v;
	int code;

	for (int i = 0; i < depth; i++)
		buf_adds(&b, i % 2 ? "{\"a\":" : "[");
	buf_byte(&b, '0');
	for (int i = depth; i-- > 0;)
		buf_byte(&b, i % 2 ? '}' : ']');
	code = json_read(a, buf_str(&b), &v, NULL, NULL);
	buf_release(&b);
	return code;
}

static void
test_depth(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_int_equal(read_nested(&a, JSON_DEPTH), 0);
	assert_int_equal(read_nested(&a, JSON_DEPTH + 1), ERR_CORRUPT);
	assert_int_equal(read_nested(&a, 100000), ERR_CORRUPT);
	arena_release(&a);
}

static bool
read_file(struct buf *b, const char *name)
{
	const char *shared = getenv("GONGSHI_SHARED");
	char path[512];
	char piece[4096];
	size_t n;
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", shared ? shared : "../shared",
	         name);
	f = fopen(path, "rb");
	if (!f)
		return false;
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		buf_add(b, (struct str){piece, n});
	fclose(f);
	return true;
}

static void
decode64(struct buf *out, struct str s)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm"
	                             "nopqrstuvwxyz0123456789+/";
	uint32_t bits = 0;
	int have = 0;

	for (size_t i = 0; i < s.n && s.p[i] != '='; i++) {
		const char *digit = strchr(digits, s.p[i]);

		assert_non_null(digit);
		bits = bits << 6 | (uint32_t)(digit - digits);
		have += 6;
		if (have >= 8) {
			have -= 8;
			buf_byte(out, (char)(bits >> have & 0xff));
		}
	}
}

/* One case of the suite; what is read must survive a round trip. */
static void
run_case(struct arena *a, const struct value *test)
{
	struct str expect = value_str(value_get(test, STR("expect")));
	struct str name = value_str(value_get(test, STR("name")));
	struct buf text = {0};
	struct buf once = {0};
	struct buf twice = {0};
	const struct value *v;
	int code;

	decode64(&text, value_str(value_get(test, STR("base64"))));
	code = json_read(a, buf_str(&text), &v, NULL, NULL);
	if ((str_eq(expect, STR("y")) && code) ||
	    (str_eq(expect, STR("n")) && !code))
		fail_msg("%.*s", STR_ARG(name));
	if (!code) {
		json_write(&once, v);
		assert_int_equal(json_read(a, buf_str(&once), &v, NULL, NULL),
		                 0);
		json_write(&twice, v);
		assert_true(str_eq(buf_str(&once), buf_str(&twice)));
	}
	buf_release(&text);
	buf_release(&once);
	buf_release(&twice);
}

static void
test_suite(void **state)
{
	struct buf file = {0};
	struct str rest;
	struct arena a;
	size_t count = 0;

	(void)state;
	if (!read_file(&file, "data/json/cases.jsonl")) {
		print_message("skipped: $GONGSHI_SHARED/data/json is "
		              "missing\n");
		skip();
	}
	arena_init(&a);
	rest = buf_str(&file);
	while (rest.n) {
		const struct value *test;
		struct str line = str_cut(&rest, '\n');

		assert_int_equal(json_read(&a, line, &test, NULL, NULL), 0);
		run_case(&a, test);
		count++;
		arena_reset(&a);
	}
	assert_int_equal(count, 318);
	buf_release(&file);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round),
		cmocka_unit_test(test_escape),
		cmocka_unit_test(test_primitives),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_suite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
