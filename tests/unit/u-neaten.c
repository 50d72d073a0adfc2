/*
 * What an input method put into a value is taken out; what is offered as a
 * fix is what the value will then be read as.
 */
#include "model_world.h"

#include "model/neaten.h"

static void
is(enum field_type type, const char *from, const char *to)
{
	struct arena a;
	struct str s;

	arena_init(&a);
	s = neaten(&a, type, str_from(from));
	assert_int_equal(s.n, strlen(to));
	assert_memory_equal(s.p, to, s.n);
	arena_release(&a);
}

static void
test_characters(void **state)
{
	(void)state;
	is(FIELD_DATE, "２０２１－０６－２８", "2021-06-28");
	is(FIELD_DATE, " 2021 年 6 月 28 日 ", "2021年6月28日");
	is(FIELD_USCC, "９１２１ ０１００　ｍａ０ＤＥＭＡ１７Ｊ",
	   "91210100ma0DEMA17J");
	is(FIELD_PHONE, "（０２４）　　２３９８ １２３４", "(024) 2398 1234");
	is(FIELD_ENUM, " 已  备案 ", "已 备案");
	is(FIELD_URL, "https：//www.example.cn／", "https://www.example.cn/");
	is(FIELD_DOCNO, "辽科发〔２０２１〕１９号", "辽科发〔2021〕19号");
	/* The last of the row and those beside it. */
	is(FIELD_EMAIL, "！～", "!~");
	is(FIELD_EMAIL, "\uff00\uff5f", "\uff00\uff5f");
	is(FIELD_DATE, "", "");
	is(FIELD_DATE, "　", "");
}

/* A finding whose file says `line` and whose scalar is `was`. */
static const struct finding *
offer(struct finding_list *list, const char *line, unsigned column,
      const char *was, const char *fix)
{
	struct finding_place at = {STR("x.md"), str_from(line), 1, column, 0};

	finding_add(list, "D101", &at, NULL);
	finding_offer(list, at.source, str_from(was), str_from(fix));
	return &list->v[list->n - 1];
}

static bool
offered(struct finding_list *list, const char *line, const char *was,
        const char *fix)
{
	return offer(list, line, 5, was, fix)->fix.n > 0;
}

static void
test_offers(void **state)
{
	struct arena a;
	struct finding_list list, copy;
	const struct finding *f;

	(void)state;
	arena_init(&a);
	finding_list_init(&list, &a);
	f = offer(&list, "期: １", 4, "１", "1");
	assert_int_equal(f->at, 5);
	assert_int_equal(f->fix.n, 1);
	f = offer(&list, "on: \"１\"", 5, "１", "1");
	assert_int_equal(f->at, 5);
	assert_int_equal(f->fix.n, 1);
	/* The file says something else: an escape, a folded text. */
	assert_false(offered(&list, "on: \"\\uff11\"", "１", "1"));
	assert_false(offered(&list, "on: １", "１２", "12"));
	assert_false(offered(&list, "on: １", "１", "１"));
	assert_false(offered(&list, "on: １", "１", ""));
	/* What would be read as something else. */
	assert_false(offered(&list, "on: ａ", "ａ", "[a"));
	assert_false(offered(&list, "on: ａ", "ａ", "a: b"));
	assert_false(offered(&list, "on: ａ", "ａ", "a #b"));
	assert_false(offered(&list, "on: ａ", "ａ", "- a"));
	assert_false(offered(&list, "on: 'ａ'", "ａ", "a'b"));
	assert_true(offered(&list, "on: 'ａ'", "ａ", "a: b"));
	assert_true(offered(&list, "on: ａ", "ａ", "a:b"));
	finding_list_init(&copy, &a);
	finding_list_append(&copy, &list);
	assert_int_equal(finding_fixes(&copy), 4);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_characters),
	    cmocka_unit_test(test_offers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
