/*
 * Where titles stand in the index by sound: the letter, and the order within
 * it.
 */
#include "unit.h"

#include "build/title_sound.h"
#include "store/titles.h"

static uint32_t
sound(const char *title)
{
	struct arena a;
	uint32_t got;

	arena_init(&a);
	got = title_sound(&a, str_from(title));
	arena_release(&a);
	return got;
}

static void
test_letter(void **state)
{
	static const struct {
		const char *title;
		char letter;
	} cases[] = {
	    {"沈阳市某联盟", 's'},   {"瀋陽市某聯盟", 's'},
	    {"《关于备案》", 'g'},   {"重庆", 'z'},
	    {"ＡＢＣ系统", 'a'},     {"Équipe", 'e'},
	    {"“zebra”", 'z'},        {"2024年统计", '0'},
	    {"αβ", '0'},             {"", '0'},
	    {"——", '0'},             {"女性科研", 'n'},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct row row = {.sound = {sound(cases[i].title), 0}};
		struct buf list = {0};
		char want[8] = "*|zh|?";

		want[5] = cases[i].letter;
		assert_str(titles_list(&list, &row, LANG_ZH), want);
		buf_release(&list);
	}
}

/* A name taken apart is what it was made of. */
static void
test_names(void **state)
{
	static const char *const others[] = {"*", "firms", "firms|city|a",
	                                     "*|fr|a", ""};
	struct buf list = {0};
	enum lang lang;
	struct str letter;

	(void)state;
	for (unsigned i = 0; i < 2 * TITLES_LETTERS; i++) {
		enum lang in = i < TITLES_LETTERS ? LANG_ZH : LANG_EN;
		struct str of = titles_letter(i % TITLES_LETTERS);
		struct str name = titles_name(&list, in, of);

		assert_true(titles_is(name));
		assert_true(titles_parse(name, &lang, &letter));
		assert_int_equal(lang, in);
		assert_true(str_eq(letter, of));
	}
	assert_str(titles_letter(0), "a");
	assert_str(titles_letter(TITLES_LETTERS - 1), "0");
	assert_str(titles_letter(TITLES_LETTERS), "0");
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(titles_parse(str_from(others[i]), &lang,
		                          &letter));
	buf_release(&list);
}

/* Rising, each above the one before. */
static void
test_order(void **state)
{
	static const char *const rising[] = {
	    "安全生产", "八角产业", "八一农场", "板材", "大连市",
	    "丹东市",   "鞑靼",     NULL};
	static const char *const latin[] = {
	    "Adhesive", "Advanced metal", "Bearing", "Bearings",
	    "Beast",    "Beast of prey",  "Zinc",    NULL};

	(void)state;
	for (size_t i = 1; latin[i]; i++)
		if (sound(latin[i - 1]) > sound(latin[i]))
			fail_msg("%s, %s", latin[i - 1], latin[i]);
	for (size_t i = 1; rising[i + 1]; i++)
		if (sound(rising[i - 1]) >= sound(rising[i]))
			fail_msg("%s, %s", rising[i - 1], rising[i]);
	/* Spoken alike, they stand together. */
	assert_int_equal(sound("事业"), sound("视野"));
	/* The first comes first: its day is the latest. */
	assert_true(titles_day(STR("*|zh|s"),
	                       &(struct row){.sound = {sound("沙河"), 0}}) >
	            titles_day(STR("*|zh|s"),
	                       &(struct row){.sound = {sound("沈阳"), 0}}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_letter),
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
