/*
 * Findings: the catalogue is whole in both languages, and what is printed
 * has the shape of rustc's messages with carets by display width.
 */
#include "model/finding.h"
#include "text/value.h"
#include "unit.h"

static const char source[] = "---\n"
                             "专利号: ZL202310412345.6\n"
                             "name: 某智联盟\n"
                             "tab:\tx\x1b[31m\xe2\x80\xaez\r\n";

struct world {
	struct arena arena;
	struct finding_list list;
};

static void
open_world(struct world *w)
{
	arena_init(&w->arena);
	finding_list_init(&w->list, &w->arena);
}

static struct finding_place
place(unsigned line, unsigned column, unsigned length)
{
	return (struct finding_place){.path = STR("content/a.md"),
	                              .source = str_from(source),
	                              .line = line,
	                              .column = column,
	                              .length = length};
}

static void
check_text(const struct finding *f, enum lang lang, enum finding_form form,
           const char *expected)
{
	struct buf b = {0};

	finding_format(f, lang, form, &b);
	assert_str(buf_str(&b), expected);
	buf_release(&b);
}

static struct finding *
add_check_digit(struct world *w)
{
	struct finding_place at = place(2, 6, 16);
	const struct str args[FINDING_ARGS] = {STR("ZL202310412345.6"),
	                                       STR("7"),
	                                       STR("ZL202310412345.7")};

	return finding_add(&w->list, "P103", &at, args);
}

static void
test_full_form(void **state)
{
	struct world w;

	(void)state;
	open_world(&w);
	check_text(add_check_digit(&w), LANG_ZH, FINDING_FULL,
	           "content/a.md:2:6: 错误[P103]: 专利号校验位不对\n"
	           "   |\n"
	           " 2 | 专利号: ZL202310412345.6\n"
	           "   |         ^^^^^^^^^^^^^^^^ 末位应为 7\n"
	           "   = 原因: 前面各位依次乘 2 至 9、再从 2 起，"
	           "求和后除以 11，"
	           "余数就是校验位（10 记作 X）\n"
	           "   = 改法: 写成 ZL202310412345.7；如果前面的数字抄错，"
	           "请对照专利证书\n"
	           "   = 详情: gongshi explain P103\n");
	check_text(&w.list.v[0], LANG_EN, FINDING_FULL,
	           "content/a.md:2:6: error[P103]: check digit of the patent "
	           "number is wrong\n"
	           "   |\n"
	           " 2 | 专利号: ZL202310412345.6\n"
	           "   |         ^^^^^^^^^^^^^^^^ 7 expected at the end\n"
	           "   = why: the digits times 2 to 9, then 2 again, summed, "
	           "modulo 11; 10 is X\n"
	           "   = help: write ZL202310412345.7, or compare the digits "
	           "before it with the certificate\n"
	           "   = more: gongshi explain P103\n");
	arena_release(&w.arena);
}

static void
test_concise_form_and_whole_file(void **state)
{
	struct world w;
	struct finding_place at = place(0, 0, 0);

	(void)state;
	open_world(&w);
	check_text(add_check_digit(&w), LANG_EN, FINDING_CONCISE,
	           "content/a.md:2:6: error[P103]: check digit of the patent "
	           "number is wrong\n");
	check_text(finding_add(&w.list, "G101", &at, NULL), LANG_ZH,
	           FINDING_CONCISE, "content/a.md: 错误[G101]: 这是符号链接\n");
	arena_release(&w.arena);
}

static void
test_optional_parts_of_a_text(void **state)
{
	struct world w;
	struct finding_place at = place(3, 1, 4);
	const struct str near[FINDING_ARGS] = {STR("nmae"), STR("name")};
	const struct str none[FINDING_ARGS] = {STR("xyz")};
	struct buf b = {0};

	(void)state;
	open_world(&w);
	finding_format(finding_add(&w.list, "F101", &at, near), LANG_EN,
	               FINDING_FULL, &b);
	assert_non_null(strstr(b.p, "^^^^ perhaps name\n"));
	assert_non_null(strstr(b.p, "exists, such as name, or delete"));
	b.n = 0;
	finding_format(finding_add(&w.list, "F101", &at, none), LANG_EN,
	               FINDING_FULL, &b);
	buf_byte(&b, '\0');
	assert_non_null(strstr(b.p, "^^^^\n"));
	assert_non_null(strstr(b.p, "exists, or delete"));
	buf_release(&b);
	arena_release(&w.arena);
}

static void
test_wide_characters_and_the_end_of_the_line(void **state)
{
	struct world w;
	struct finding_place part = place(3, 7, 2), rest = place(3, 7, 0),
	                     beyond = place(3, 99, 5),
	                     missing = place(77, 1, 1);
	struct finding *f;

	(void)state;
	open_world(&w);
	f = finding_add(&w.list, "F105", &part, NULL);
	assert_int_equal(f->indent, 6);
	assert_int_equal(f->width, 4);
	f = finding_add(&w.list, "F105", &rest, NULL);
	assert_int_equal(f->width, 8);
	f = finding_add(&w.list, "F105", &beyond, NULL);
	assert_int_equal(f->indent, 14);
	assert_int_equal(f->width, 1);
	f = finding_add(&w.list, "F105", &missing, NULL);
	assert_str(f->source_line, "");
	arena_release(&w.arena);
}

static void
test_a_record_cannot_drive_the_terminal(void **state)
{
	struct world w;
	struct finding_place at = place(4, 6, 1);
	const struct str args[FINDING_ARGS] = {STR("a\x1b[0m\nb\xff")};
	struct finding *f;

	(void)state;
	open_world(&w);
	f = finding_add(&w.list, "F101", &at, args);
	assert_str(f->source_line, "tab: x\xef\xbf\xbd[31m\xef\xbf\xbdz");
	assert_str(f->arg[0], "a\xef\xbf\xbd[0m b\xef\xbf\xbd");
	assert_int_equal(f->indent, 5);
	arena_release(&w.arena);
}

static void
test_long_lines_are_cut_around_the_span(void **state)
{
	struct world w;
	struct finding_place at = place(1, 901, 5);
	char line[3001];
	struct finding *f;

	(void)state;
	open_world(&w);
	memset(line, 'x', sizeof line);
	memcpy(line + 900, "yyyyy", 5);
	at.source = (struct str){line, sizeof line};
	f = finding_add(&w.list, "F105", &at, NULL);
	assert_true(f->source_line.n < 200);
	assert_true(str_starts(f->source_line, STR("…x")));
	assert_true(str_ends(f->source_line, STR("x…")));
	/* the mark of the cut has three bytes and one column */
	assert_memory_equal(f->source_line.p + f->indent + 2, "yyyyy", 5);
	assert_int_equal(f->width, 5);
	at.length = 0;
	f = finding_add(&w.list, "F105", &at, NULL);
	assert_int_equal(f->indent + f->width, 160);
	arena_release(&w.arena);
}

/* A list remembers where it was: the order of adding must not show. */
static void
test_places_in_any_order(void **state)
{
	static const unsigned at[][2] = {{4, 6}, {2, 6}, {2, 3}, {3, 9},
	                                 {9, 1}, {1, 1}, {4, 2}, {4, 9}};
	const size_t n = sizeof at / sizeof *at;
	char other[] = "一二三\n四五六七\n八九十一二三\n甲乙丙丁\n";
	struct world w;

	(void)state;
	open_world(&w);
	for (size_t i = 0; i < 4 * sizeof at / sizeof *at; i++) {
		struct finding_place p = place(at[i % n][0], at[i % n][1], 1);
		struct world alone;
		struct finding *f, *g;

		if (i / n % 2) {
			p.source = str_from(other);
			p.path = STR("b.md");
		}
		open_world(&alone);
		f = finding_add(&w.list, "F105", &p, NULL);
		g = finding_add(&alone.list, "F105", &p, NULL);
		assert_true(str_eq(f->source_line, g->source_line));
		assert_int_equal(f->indent, g->indent);
		assert_int_equal(f->width, g->width);
		arena_release(&alone.arena);
	}
	arena_release(&w.arena);
}

static void
test_sorting_and_joining(void **state)
{
	static const unsigned at[][2] = {{3, 1}, {2, 6}, {2, 1}};
	struct world w, all;

	(void)state;
	open_world(&w);
	open_world(&all);
	for (size_t i = 0; i < 3; i++) {
		struct finding_place p = place(at[i][0], at[i][1], 1);

		if (i == 2)
			p.path = STR("content/B.md");
		finding_add(&w.list, i ? "S122" : "F105", &p, NULL);
	}
	finding_list_append(&all.list, &w.list);
	arena_release(&w.arena);
	finding_list_sort(&all.list);
	assert_int_equal(all.list.n, 3);
	assert_int_equal(all.list.errors, 1);
	assert_str(all.list.v[0].path, "content/B.md");
	assert_int_equal(all.list.v[1].line, 2);
	assert_int_equal(all.list.v[2].line, 3);
	arena_release(&all.arena);
}

static void
test_json(void **state)
{
	struct world w;
	struct value *json;

	(void)state;
	open_world(&w);
	json = finding_json(&w.arena, add_check_digit(&w));
	assert_str(value_str(value_get(json, STR("code"))), "P103");
	assert_str(value_str(value_get(json, STR("column"))), "6");
	assert_str(value_str(value_path(json, STR("message.zh"))),
	           "专利号校验位不对");
	assert_str(value_str(value_path(json, STR("remedy.en"))),
	           "write ZL202310412345.7, or compare the digits before it "
	           "with the certificate");
	arena_release(&w.arena);
}

/* Does a template name only arguments there are, and close what it opens? */
static void
check_template(const char *code, const char *text)
{
	int open = 0;

	for (const char *p = text; *p; p++) {
		if (*p == '{') {
			if (p[1] < '0' || p[1] >= '0' + FINDING_ARGS ||
			    (p[2] != '}' && p[2] != '?'))
				fail_msg("%s: %s", code, text);
			open += p[2] == '?';
		}
		if (p[0] == '?' && p[1] == '}')
			open--;
	}
	if (open)
		fail_msg("%s: %s", code, text);
}

static void
test_the_catalogue_is_whole(void **state)
{
	const struct finding_code *entry, *before = NULL;

	(void)state;
	for (size_t i = 0; (entry = finding_code_at(i)) != NULL; i++) {
		assert_true(!before || strcmp(before->code, entry->code) < 0);
		before = entry;
		assert_ptr_equal(finding_code_get(str_from(entry->code)),
		                 entry);
		for (int lang = 0; lang < LANGS; lang++) {
			assert_true(entry->message[lang][0]);
			assert_true(entry->why[lang][0]);
			assert_true(entry->remedy[lang][0]);
			check_template(entry->code, entry->message[lang]);
			check_template(entry->code, entry->label[lang]);
			check_template(entry->code, entry->why[lang]);
			check_template(entry->code, entry->remedy[lang]);
		}
		assert_true(!entry->label[0][0] == !entry->label[1][0]);
		assert_true(!entry->bad == !entry->good);
		if (entry->bad) {
			assert_string_not_equal(entry->bad, entry->good);
			assert_null(strchr(entry->bad, '\n'));
			assert_null(strchr(entry->good, '\n'));
		}
	}
	assert_true(before);
	assert_null(finding_code_get(STR("X999")));
}

static void
test_explain(void **state)
{
	struct buf b = {0};

	(void)state;
	finding_explain(finding_code_get(STR("G101")), LANG_EN, &b);
	assert_str(buf_str(&b),
	           "error[G101]: this is a symbolic link\n"
	           "   = why: a link may lead out of the repository, where "
	           "nothing is versioned\n"
	           "   = help: put the file itself there\n");
	b.n = 0;
	finding_explain(finding_code_get(STR("D106")), LANG_EN, &b);
	buf_byte(&b, '\0');
	/* variants are told apart, and there is an example */
	assert_non_null(strstr(b.p, "at least / … has more than"));
	assert_non_null(strstr(b.p, "   = bad: {from: 2021-10-27, to: "
	                            "2021-11-01}\n   = good: "));
	buf_release(&b);
}

static void
test_what_a_rule_rests_on(void **state)
{
	struct world w;
	struct buf b = {0};
	struct finding *f;
	struct value *json;

	(void)state;
	open_world(&w);
	f = add_check_digit(&w);
	f->basis = (struct text2){STR("专利法"), {0}};
	finding_set_level(&w.list, FINDING_WARNING);
	assert_int_equal(w.list.errors, 0);
	finding_format(f, LANG_ZH, FINDING_FULL, &b);
	buf_byte(&b, '\0');
	assert_non_null(strstr(b.p, "提醒[P103]"));
	assert_non_null(strstr(b.p, "（10 记作 X）（专利法）\n"));
	json = finding_json(&w.arena, f);
	assert_str(value_str(value_path(json, STR("basis.zh"))), "专利法");
	assert_str(value_str(value_path(json, STR("severity"))), "warning");
	buf_release(&b);
	arena_release(&w.arena);
}

static void
test_covering(void **state)
{
	struct world w;
	struct finding_place at = place(2, 6, 16), other = place(2, 1, 3);

	(void)state;
	open_world(&w);
	finding_add(&w.list, "V101", &at, NULL);
	finding_add(&w.list, "F101", &other, NULL);
	other.path = STR("content/b.md");
	finding_add(&w.list, "F101", &other, NULL);
	finding_cover(&w.list, at.path, STR("ZL202310412345.6"));
	assert_str(w.list.v[0].source_line, "专利号: ZL************.6");
	assert_str(w.list.v[1].source_line, "专利号: ZL************.6");
	assert_str(w.list.v[2].source_line, "专利号: ZL202310412345.6");
	arena_release(&w.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_full_form),
	    cmocka_unit_test(test_concise_form_and_whole_file),
	    cmocka_unit_test(test_optional_parts_of_a_text),
	    cmocka_unit_test(test_wide_characters_and_the_end_of_the_line),
	    cmocka_unit_test(test_a_record_cannot_drive_the_terminal),
	    cmocka_unit_test(test_long_lines_are_cut_around_the_span),
	    cmocka_unit_test(test_places_in_any_order),
	    cmocka_unit_test(test_sorting_and_joining),
	    cmocka_unit_test(test_json),
	    cmocka_unit_test(test_the_catalogue_is_whole),
	    cmocka_unit_test(test_explain),
	    cmocka_unit_test(test_what_a_rule_rests_on),
	    cmocka_unit_test(test_covering),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
