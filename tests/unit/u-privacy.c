/*
 * Privacy: numbers that name a person are found where they stand in public
 * texts, whole numbers of another kind are not, and nothing of it is shown.
 */
#include "model/privacy.h"

#include "constraint_world.h"

#define NO_RULE "{rule: sequence, field: items.seq}"
#define ID "11010519491231002X" /* the example of GB 11643 */
#define CARD "6200000000000005"

static const struct example cases[] = {
    {NO_RULE, "text: 身份证" ID "。", "V101 2:10+18"},
    {NO_RULE, "text: 身份证 110105 19491231 002X", "V101 2:11+20"},
    {NO_RULE, "text: " ID, "V101 2:7+18"},
    {NO_RULE, "text: a" ID, ""},
    {NO_RULE, "text: 电话13800138000转1", "V102 2:9+11"},
    {NO_RULE, "text: 138 0013 8000", "V102 2:7+13"},
    {NO_RULE, "text: 138-0013-8000", "V102 2:7+13"},
    {NO_RULE, "text: +8613800138000", "V102 2:8+13"},
    {NO_RULE, "text: +86-138-0013-8000", "V102 2:11+13"},
    {NO_RULE, "phone: '13800138000'", "V102 2:9+11"},
    {NO_RULE, "phone: 024-23981234", ""},
    {NO_RULE, "text: 13800138000.5", ""},
    {NO_RULE, "sales: 13800138000", ""},
    {NO_RULE, "text: 见 https://example.cn/art/13800138000.html", ""},
    {NO_RULE, "text: 2021-06-28 至 2021-07-02", ""},
    {NO_RULE, "mail: a@qq.com", "V103 2:7+8"},
    {NO_RULE, "text: 邮箱：office@163.com。", "V103 2:10+14"},
    {NO_RULE, "mail: zhang.san@example.cn", "V103 2:7+20"},
    {NO_RULE, "mail: office@example.cn", ""},
    {NO_RULE, "text: 账号 " CARD, "V104 2:10+16"},
    {NO_RULE, "text: 6200 0000 0000 0005", "V104 2:7+19"},
    /* written wide, with dots, with a slip, as of old */
    {NO_RULE, "text: 手机１３８１２３４５６７８。", "V102 2:9+22"},
    {NO_RULE, "text: 138.1234.5678", "V102 2:7+13"},
    {NO_RULE, "text: １３８－１２３４－５６７８", "V102 2:7+26"},
    {NO_RULE, "text: １１０１０５１９４９１２３１００２Ｘ", "V101 2:7+36"},
    {NO_RULE, "text: 一　zhangsan＠qq.com，二", "V103 2:9+16"},
    {NO_RULE, "text: 证 110105194912310021", "V105 2:9+18"},
    {NO_RULE, "text: 证 110105491231002", "V105 2:9+15"},
    {NO_RULE, "text: 证 110105491331002", ""},
    {NO_RULE, "text: 第２０２１号　专利ZL202110123456.7，甲", ""},
    {NO_RULE, "text: 电话 ０２４－２３９８１２３４", ""},
    {NO_RULE, "text: 代码 123502001549897397 和 210100001234567", ""},
    /* numbers that have another meaning */
    {NO_RULE, "code: '113417030032499282'", ""},
    {NO_RULE, "text: 代码113417030032499282", ""},
    {NO_RULE, "number: ZL202110123456.7", ""},
    {NO_RULE, "text: 专利号 ZL202110123456.7 和 2021101234567", ""},
    /* what is not public */
    {NO_RULE, "secret: 13800138000", ""},
    {NO_RULE, "text: 甲 # 13800138000", "S125 2:9+13"},
    {NO_RULE, "# 13800138000\ntext: 甲", ""},
    /* not written as it is read */
    {NO_RULE, "text: \"电话\\u00313800138000\"", "V102 2:7+17"},
    {NO_RULE, "text: \"\\x31\\x33800138000 转 13900139000\"",
     "V102 2:7+28 V102 2:28+11"},
    {NO_RULE, "text: 138\n  0013 8000", "V102 2:7+3"},
    {NO_RULE, "mail: \"a\\x40qq.com\"", "V103 2:7+10"},
    {NO_RULE, "name: {zh: 甲, en: \"call \\x313800138000\"}",
     "V102 2:7+35"},
    {NO_RULE, "secret: \"\\u00313800138000\"", ""},
    {NO_RULE, "note: 138**0013**8000", "V102 2:7+15"},
    {NO_RULE, "note: 见 [图](https://example.cn/13800138000.html)", ""},
    {NO_RULE, "text: 甲\n---\n一\n\n电话 &#49;3800138000、13900139000",
     "V102 6:1+33 V102 6:20+11"},
    {NO_RULE, "text: 甲\n---\n13800138000 和 138\\00138000", "V102 4:1+11"},
    /* in addresses */
    {NO_RULE, "text: 甲\n---\n[电话](tel:13800138000)", "V102 4:10+11"},
    {NO_RULE, "text: 甲\n---\n[电](TEL:+86-138-0013-8000)", "V102 4:13+13"},
    {NO_RULE, "text: 甲\n---\n[a](https://wa.me/8613800138000)",
     "V102 4:19+13"},
    {NO_RULE, "text: 甲\n---\n<https://a.cn/?x=1&Phone=13800138000&y=2>",
     "V102 4:26+11"},
    {NO_RULE, "text: 甲\n---\n[a](weixin://dl/chat?u=13800138000)",
     "S121 4:5+30 V102 4:24+11"},
    {NO_RULE, "text: 甲\n---\n[a]: https://a.cn/mobile/13800138000/ 't'",
     "V102 4:26+11"},
    {NO_RULE, "text: 甲\n---\n[a](https://a.cn/?id=" ID "&b=2)",
     "V101 4:22+18"},
    {NO_RULE, "text: 甲\n---\n[a](https://a.cn/?p=13800138000)", ""},
    {NO_RULE, "text: 甲\n---\n一\n[a](tel:%31%33800138000)",
     "V102 5:1+24"},
    {NO_RULE, "text: 甲\n---\n[a](tel:&#x31;3800138000)", "V102 4:1+25"},
    {NO_RULE, "text: 甲\n---\n[a](tel:138\\-0013\\-8000)", "V102 4:1+24"},
    {NO_RULE, "text: 甲\n---\n`\\u00313800138000`", "V102 4:1+18"},
    {NO_RULE, "text: 甲\n---\n[a](https://a.cn/%E4%BD%A013800138000.html)",
     ""},
    {NO_RULE, "note: '[a](tel:%2B8613800138000)'", "V102 2:7+27"},
    /* long texts, lists, two languages */
    {NO_RULE, "note: |\n  第一行\n  电话：13800138000", "V102 4:6+11"},
    {NO_RULE, "others: [甲, 13800138000]", "V102 2:13+11"},
    {NO_RULE, "name: {zh: 甲, en: call 13800138000}", "V102 2:24+11"},
    {NO_RULE, "text: 甲\n---\n正文13800138000\n\n" ID "\n[a](mailto:a@qq.com)",
     "V102 4:3+11 V101 6:1+18 V103 7:12+8"},
};

static void
test_what_is_found(void **state)
{
	(void)state;
	constraint_run_all(cases, DATE_NONE);
}

static void
test_levels(void **state)
{
	struct world w;

	(void)state;
	constraint_try(&w, NO_RULE, "mail: zhang.san@example.cn", DATE_NONE);
	assert_int_equal(w.findings.errors, 0);
	world_close(&w);
	constraint_try(&w, NO_RULE, "mail: a@qq.com", DATE_NONE);
	assert_int_equal(w.findings.errors, 1);
	world_close(&w);
}

/* A log must not spread what the site must not show. */
static void
test_nothing_is_shown(void **state)
{
	struct world w;
	struct buf b = {0};

	(void)state;
	constraint_try(&w, NO_RULE, "text: \xd0\xa1NC a@qq.com 13800138000",
	               DATE_NONE);
	assert_int_equal(w.findings.n, 3);
	for (size_t i = 0; i < w.findings.n; i++)
		assert_str(w.findings.v[i].source_line,
		           "text: \xd0\xa1NC a@****om 13*******00");
	world_close(&w);
	constraint_try(&w, NO_RULE, "text: １３８００１３８０００", DATE_NONE);
	assert_int_equal(w.findings.n, 1);
	assert_str(w.findings.v[0].source_line, "text: １３*******００");
	world_close(&w);
	constraint_try(&w, NO_RULE, "text: \"\\u00313800138000\"", DATE_NONE);
	assert_int_equal(w.findings.n, 1);
	assert_str(w.findings.v[0].source_line, "text: \"\\**************0\"");
	world_close(&w);
	constraint_try(&w, NO_RULE, "text: 电话13800138000转1", DATE_NONE);
	finding_format(&w.findings.v[0], LANG_EN, FINDING_FULL, &b);
	buf_byte(&b, '\0');
	assert_null(strstr(b.p, "13800138000"));
	assert_non_null(strstr(b.p, "138******00"));
	assert_non_null(strstr(b.p, " 2 | text: 电话13*******00转1\n"));
	buf_release(&b);
	world_close(&w);
}

/* Many in one record: a handful of messages is enough. */
static void
test_many(void **state)
{
	struct world w;
	struct buf b = {0};

	(void)state;
	buf_adds(&b, "text: 甲\n---\n");
	for (int i = 0; i < 1000; i++)
		buf_adds(&b, "13800138000\n");
	buf_byte(&b, '\0');
	constraint_try(&w, NO_RULE, b.p, DATE_NONE);
	assert_int_equal(w.findings.n, 50);
	buf_release(&b);
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_is_found),
	    cmocka_unit_test(test_levels),
	    cmocka_unit_test(test_nothing_is_shown),
	    cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
