/*
 * The encoding of a file: what decides, and what is refused.
 */
#include "text/decode.h"
#include "unit.h"

static void
decodes(struct str bytes, const char *want, enum decode_guess guess)
{
	enum decode_guess got;
	struct buf out = {0};
	struct err err;

	assert_int_equal(decode_text(bytes, &out, &got, &err), 0);
	assert_str(buf_str(&out), want);
	assert_int_equal(got, guess);
	buf_release(&out);
}

static void
guesses(void **state)
{
	(void)state;
	decodes(STR("专利"), "专利", DECODE_UTF8);
	decodes(STR("abc"), "abc", DECODE_UTF8);
	decodes(STR(""), "", DECODE_UTF8);
	decodes(STR("\xef\xbb\xbf""a"), "a", DECODE_UTF8_BOM);
	decodes(STR("\xd7\xa8\xc0\xfb"), "专利", DECODE_GB18030);
	/* Four bytes of GB18030: U+3400; and one of GBK alone: 镕. */
	decodes(STR("\x81\x39\xee\x39"), "㐀", DECODE_GB18030);
	decodes(STR("\xe9\x46"), "镕", DECODE_GB18030);
	decodes(STR("\xff\xfe\x13\x4e\x29\x52"), "专利", DECODE_UTF16);
	decodes(STR("\xfe\xff\x4e\x13\x52\x29"), "专利", DECODE_UTF16);
}

static void
refuses(void **state)
{
	static const struct str bad[] = {
	    {"\xff\xff\xff", 3},
	    {"\xc0\xfb\xc0", 3},         /* cut in a character */
	    {"\xef\xbb\xbf\xc0\xfb", 5}, /* a mark that lies */
	    {"a\0b", 3},
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		enum decode_guess got;
		struct buf out = {0};
		struct err err;

		buf_adds(&out, "before");
		assert_int_equal(decode_text(bad[i], &out, &got, &err),
		                 ERR_CORRUPT);
		assert_str(buf_str(&out), "before");
		buf_release(&out);
	}
}

/* More than one block of conversion, cut at odd places. */
static void
long_text(void **state)
{
	struct buf in = {0}, out = {0};
	enum decode_guess got;
	struct err err;

	(void)state;
	buf_byte(&in, 'x');
	for (int i = 0; i < 100000; i++)
		buf_adds(&in, "\xc0\xfb");
	assert_int_equal(decode_text(buf_str(&in), &out, &got, &err), 0);
	assert_int_equal(out.n, 300001);
	assert_true(str_ends(buf_str(&out), STR("利")));
	buf_release(&in);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(guesses),
	    cmocka_unit_test(refuses),
	    cmocka_unit_test(long_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
