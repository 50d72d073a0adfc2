/*
 * Look-alikes: letters of another script in a Latin word, radicals and
 * katakana among Chinese characters; and texts that are as they should be.
 */
#include "model/confusable.h"

#include "constraint_world.h"

#define NO_RULE "{rule: sequence, field: items.seq}"

static const struct {
	const char *line;
	size_t at, length;
	uint32_t right; /* 0: nothing is found */
} lines[] = {
    {"减速器 C919 RV-40E", 0, 0, 0},
    {"\xd0\xa1NC 机床", 0, 2, 'C'},     /* Cyrillic С in CNC */
    {"CN\xd0\xa1 机床", 2, 2, 'C'},
    {"\xd0\xa1""919 配套", 0, 2, 'C'},  /* alone, no other Cyrillic */
    {"Россия 和 СНГ", 0, 0, 0},         /* Russian */
    /* Russian words stay, a mixed one among them does not */
    {"Да ОК CN\xd0\xa1 ОК", 12, 2, 'C'},
    {"CNC ОК Да", 0, 0, 0},
    {"Wi\xd0\xa4i", 0, 0, 0},           /* Ф looks like nothing Latin */
    {"粒径 5 μm，α-Al2O3，ΔT", 0, 0, 0}, /* formulas */
    {"\xce\x9f""A 系统", 0, 2, 'O'},    /* Greek Ο in OA */
    {"Χ射线", 0, 0, 0},
    {"沈阳市\xe2\xbc\x88才", 9, 3, 0x4eba}, /* radical ⼈ */
    {"\xef\xa4\x81", 0, 3, 0x66f4},      /* compatibility 更 */
    {"\xef\xa8\x8e", 0, 0, 0},           /* U+FA0E is a plain one */
    {"出\xe3\x83\xad商品", 3, 3, 0x53e3}, /* katakana ロ */
    {"\xe3\x82\xa8业机器人", 0, 3, 0x5de5}, /* katakana エ */
    {"ロボット工学", 0, 0, 0},
    {"第\xe3\x83\xbc章", 3, 3, 0x4e00},  /* long mark for 一 */
    {"ソニー公司", 0, 0, 0},
};

static void
test_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		size_t at = 0, length = 0;
		uint32_t right = 0;
		bool found = confusable_find(str_from(lines[i].line), 0, &at,
		                             &length, &right);

		if (found != (lines[i].right != 0))
			fail_msg("%s: %d", lines[i].line, found);
		if (!found)
			continue;
		assert_int_equal(at, lines[i].at);
		assert_int_equal(length, lines[i].length);
		assert_int_equal(right, lines[i].right);
	}
}

static const struct example cases[] = {
    {NO_RULE, "text: \xd0\xa1NC 与 CN\xd0\xa1", "T104 2:7+1 T104 2:15+1"},
    {NO_RULE, "text: \xd0\xa1N\xd0\xa1", "T104 2:7+1"},
    {NO_RULE, "secret: \xd0\xa1NC", ""},
    {NO_RULE, "text: 甲 # \xd0\xa1NC", "S125 2:9+5"},
    {NO_RULE, "text: 甲\n---\n正文\xe2\xbc\x88才", "T104 4:3+2"},
};

static void
test_records(void **state)
{
	struct world w;

	(void)state;
	constraint_run_all(cases, DATE_NONE);
	constraint_try(&w, NO_RULE, "text: 数控\xd0\xa1NC机床", DATE_NONE);
	assert_str(w.findings.v[0].arg[0], "\xd0\xa1NC");
	assert_str(w.findings.v[0].arg[1], "\xd0\xa1 (U+0421)");
	assert_str(w.findings.v[0].arg[2], "C");
	assert_int_equal(w.findings.errors, 0);
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lines),
	    cmocka_unit_test(test_records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
