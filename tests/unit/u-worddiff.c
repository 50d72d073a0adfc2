#include "text/worddiff.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* "same[-out-][+in+]" */
static struct str
shown(struct arena *a, const char *old, const char *now)
{
	struct worddiff d = worddiff_of(a, str_from(old), str_from(now));
	struct str s = STR("");

	for (size_t i = 0; i < d.n; i++) {
		const struct worddiff_run *r = &d.run[i];

		s = r->op == WORDDIFF_SAME
		        ? arena_fmt(a, "%.*s%.*s", STR_ARG(s),
		                    STR_ARG(r->text))
		    : r->op == WORDDIFF_OUT
		        ? arena_fmt(a, "%.*s[-%.*s-]", STR_ARG(s),
		                    STR_ARG(r->text))
		        : arena_fmt(a, "%.*s[+%.*s+]", STR_ARG(s),
		                    STR_ARG(r->text));
	}
	return s;
}

static void
assert_shown(const char *want, const char *old, const char *now)
{
	struct arena a;
	struct str got;

	arena_init(&a);
	got = shown(&a, old, now);
	if (!str_eq(got, str_from(want)))
		fail_msg("want %s\n got %.*s", want, STR_ARG(got));
	arena_release(&a);
}

static void
shows_words(void **state)
{
	(void)state;
	assert_shown("", "", "");
	assert_shown("[+新+]", "", "新");
	assert_shown("净销售额[-3-][+2+] %", "净销售额3 %", "净销售额2 %");
	/* A number with its dots is one word. */
	assert_shown("每年[-1.25-][+1.5+]万元", "每年1.25万元", "每年1.5万元");
	assert_shown("use the [-old-][+new+] licence", "use the old licence",
	             "use the new licence");
	/* The sentence that stays is not touched. */
	assert_shown("第一句。第二[-句-][+条+]改了。第三句。",
	             "第一句。第二句改了。第三句。",
	             "第一句。第二条改了。第三句。");
}

static void
swallows_islands(void **state)
{
	(void)state;
	/* One character that happens to be common is no anchor. */
	assert_shown("面向[-铸造企业的-][+化工园区的安全+]检测",
	             "面向铸造企业的检测", "面向化工园区的安全检测");
}

/* Runs make both texts, whatever they are. */
static void
keeps_every_byte(void **state)
{
	static const char *const part[] = {"联盟", "企业", "。", "A1", "2.5",
	                                   " ",    "\n",   "；", "大学", "x"};
	char old[256];
	char now[256];

	(void)state;
	srand(11);
	for (int round = 0; round < 3000; round++) {
		struct buf a = {0};
		struct buf b = {0};
		struct arena arena;
		struct worddiff d;
		char *text[] = {old, now};

		for (int t = 0; t < 2; t++) {
			text[t][0] = 0;
			for (int i = rand() % 20; i > 0; i--)
				strcat(text[t], part[rand() % 10]);
		}
		arena_init(&arena);
		d = worddiff_of(&arena, str_from(old), str_from(now));
		for (size_t i = 0; i < d.n; i++) {
			if (d.run[i].op != WORDDIFF_IN)
				buf_add(&a, d.run[i].text);
			if (d.run[i].op != WORDDIFF_OUT)
				buf_add(&b, d.run[i].text);
		}
		assert_true(str_eq(buf_str(&a), str_from(old)));
		assert_true(str_eq(buf_str(&b), str_from(now)));
		buf_release(&a);
		buf_release(&b);
		arena_release(&arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shows_words), cmocka_unit_test(swallows_islands),
	    cmocka_unit_test(keeps_every_byte)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
