/*
 * The reason of a commit: a line of its body in the reader's language, else
 * the subject, which needs Han characters on Chinese pages.
 */
#include "unit.h"

#include "model/reason.h"

struct example {
	const char *message, *zh, *en;
};

static const struct example examples[] = {
    {"", "", ""},
    {"content: fix a typo\n", "", "content: fix a typo"},
    {"更正成员名称", "更正成员名称", "更正成员名称"},
    {"content: 更正成员名称\n\n", "content: 更正成员名称",
     "content: 更正成员名称"},
    {"content: fix\n\n理由：某校更名\nReason: renamed\n", "某校更名",
     "renamed"},
    {"content: fix\n\nLong story.\n  理由: 某校更名 \r\n", "某校更名",
     "content: fix"},
    {"content: fix\n\nReason: renamed", "", "renamed"},
    {"更正\n\nReason:\n", "更正", "更正"},
    /* The subject itself is no such line, and the mark begins the line. */
    {"Reason: none\n\nThe reason: none", "", "Reason: none"},
    {"fix\n\nxx理由：无", "", "fix"},
    {"\xff\n\n理由：某校更名", "", ""},
};

static void
test_examples(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		struct str message = str_from(examples[i].message);

		assert_str(reason_of(message, LANG_ZH), examples[i].zh);
		assert_str(reason_of(message, LANG_EN), examples[i].en);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_examples),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
