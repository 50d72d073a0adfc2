/*
 * Unicode: validity at every kind of fault, folding, width.
 * source: RFC 3629; The Unicode Standard, table 3-7, UAX 11, UAX 15
 */
#include "unit.h"

#include "base/utf8.h"

static void
assert_bad(struct str s, size_t at)
{
	size_t bad = 999;

	if (utf8_check(s, &bad) || bad != at)
		fail_msg("offset %zu, wanted %zu", bad, at);
}

static void
test_valid(void **state)
{
	size_t bad;

	(void)state;
	assert_true(utf8_check((struct str){0}, &bad));
	assert_true(utf8_check(STR("plain\t\r\n\x7f"), &bad));
	assert_true(utf8_check(STR("产学研 é \U00020000 \U0010fffd"), &bad));
	assert_true(utf8_check(STR("\xef\xbb\xbf"), &bad)); /* U+FEFF */
}

static void
test_invalid(void **state)
{
	(void)state;
	assert_bad(STR("ab\0c"), 2);             /* NUL */
	assert_bad(STR("\x80"), 0);              /* stray continuation */
	assert_bad(STR("a\xc3"), 1);             /* cut short */
	assert_bad(STR("联\xe8\x81"), 3);        /* cut short */
	assert_bad(STR("a\xc0\xaf"), 1);         /* overlong */
	assert_bad(STR("a\xe0\x80\xaf"), 1);     /* overlong */
	assert_bad(STR("a\xf0\x80\x80\xaf"), 1); /* overlong */
	assert_bad(STR("a\xed\xa0\x80"), 1);     /* surrogate */
	assert_bad(STR("a\xf4\x90\x80\x80"), 1); /* above U+10FFFF */
	assert_bad(STR("a\xff"), 1);
	assert_bad(STR("a\xef\xbf\xbe"), 1); /* U+FFFE */
	assert_bad(STR("a\xef\xbf\xbf"), 1); /* U+FFFF */
	assert_bad(STR("\xc4\xfa\xba\xc3"), 0); /* GBK text */
}

static void
test_walk(void **state)
{
	struct str s = STR("a盟\U00020000");

	(void)state;
	assert_int_equal(utf8_count(s), 3);
	assert_int_equal(utf8_next(&s), 'a');
	assert_int_equal(utf8_next(&s), 0x76df);
	assert_int_equal(utf8_next(&s), 0x20000);
	assert_int_equal(s.n, 0);
	s = STR("\xff\xfe");
	assert_int_equal(utf8_next(&s), 0xfffd);
	assert_int_equal(s.n, 1);
}

static void
test_put(void **state)
{
	static const uint32_t code[] = {0x41,   0x7f,   0x80,    0x7ff,
	                                0x800,  0xfffd, 0x10000, 0x10ffff,
	                                0x76df};
	struct buf b = {0};
	struct str s;

	(void)state;
	for (size_t i = 0; i < 9; i++)
		utf8_put(&b, code[i]);
	s = buf_str(&b);
	for (size_t i = 0; i < 9; i++)
		assert_int_equal(utf8_next(&s), code[i]);
	assert_int_equal(s.n, 0);
	buf_release(&b);
}

static void
test_width(void **state)
{
	(void)state;
	assert_int_equal(utf8_width(STR("abc")), 3);
	assert_int_equal(utf8_width(STR("公示：")), 6);
	assert_int_equal(utf8_width(STR("a公")), 3);
	assert_int_equal(utf8_width(STR("e\xcc\x81")), 1); /* combining */
	assert_int_equal(utf8_width((struct str){0}), 0);
}

static void
test_han(void **state)
{
	(void)state;
	assert_true(utf8_is_han(0x4e00));
	assert_true(utf8_is_han(0x9fff));
	assert_true(utf8_is_han(0x3400));
	assert_true(utf8_is_han(0x20000));
	assert_true(utf8_is_han(0x3007)); /* 〇, in 二〇二一 */
	assert_false(utf8_is_han('a'));
	assert_false(utf8_is_han(0x3001)); /* 、 */
	assert_false(utf8_is_han(0xff21)); /* full-width A */
	assert_false(utf8_is_han(0x3042)); /* hiragana */
	assert_false(utf8_is_han(0xac00)); /* hangul */
}

static void
test_space(void **state)
{
	(void)state;
	assert_true(utf8_is_space(' '));
	assert_true(utf8_is_space('\n'));
	assert_true(utf8_is_space(0xa0));
	assert_true(utf8_is_space(0x3000));
	assert_true(utf8_is_space(0x2028));
	assert_false(utf8_is_space(0));
	assert_false(utf8_is_space('a'));
	assert_false(utf8_is_space(0x200b)); /* zero width, no space */
	assert_false(utf8_is_space(0x76df));
}

static void
assert_form(void (*form)(struct buf *, struct str), const char *in,
            const char *want)
{
	struct buf b = {0};

	buf_adds(&b, "<");
	form(&b, str_from(in));
	assert_str(str_sub(buf_str(&b), 1, b.n), want);
	buf_release(&b);
}

static void
test_forms(void **state)
{
	(void)state;
	assert_form(utf8_nfc, "", "");
	assert_form(utf8_nfc, "e\xcc\x81", "\xc3\xa9");
	assert_form(utf8_nfc, "ＡＢＣ１", "ＡＢＣ１");
	assert_form(utf8_nfkc, "ＡＢＣ１", "ABC1");
	assert_form(utf8_nfkc, "①㎡", "1m2");
	assert_form(utf8_nfkc, "Ab", "Ab");
	assert_form(utf8_fold, "ＡｂＣ", "abc");
	assert_form(utf8_fold, "Straße", "strasse");
	assert_form(utf8_fold, "联盟", "联盟");
	assert_form(utf8_fold, "", "");
	/* a compatibility ideograph becomes the unified one */
	assert_form(utf8_nfkc, "\xef\xa4\x8d", "\xe6\x87\xb6");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid), cmocka_unit_test(test_invalid),
		cmocka_unit_test(test_walk),  cmocka_unit_test(test_put),
		cmocka_unit_test(test_width), cmocka_unit_test(test_han),
		cmocka_unit_test(test_space), cmocka_unit_test(test_forms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
