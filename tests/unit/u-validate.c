/*
 * Bad input: each mistake that a record can hold alone gives its finding,
 * with path, line, column, code, and texts in both languages; several
 * mistakes give several findings; and rules that hold give none.
 */
#include "model_world.h"

#include "model/suggest.h"

static const char thing_yaml[] =
    "kind: thing\n"
    "folder: things\n"
    "label: {zh: 事项, en: Things}\n"
    "title: name\n"
    "date: on\n"
    "withdraws: lost\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称, en: Name}, required: true,\n"
    "         min: 2, max: 6, localized: true}\n"
    "  city: {type: adcode, table: adcode, label: {zh: 市}}\n"
    "  sort: {type: enum, label: {zh: 类}, values: {free: {zh: 免费},\n"
    "         lump: {zh: 一次总付}}}\n"
    "  fee: {type: money, label: {zh: 费用}, min: 0, max: 2000,\n"
    "        required_if: {sort: lump}}\n"
    "  rate: {type: decimal, label: {zh: 比例}, min: -1.5}\n"
    "  count: {type: integer, label: {zh: 数}, max: 99}\n"
    "  yes: {type: bool, label: {zh: 是否}}\n"
    "  on: {type: date, label: {zh: 日期}, min: 2016-01-01}\n"
    "  to: {type: date, label: {zh: 止}}\n"
    "  month: {type: month, label: {zh: 月}, max: 2030-12}\n"
    "  web: {type: url, label: {zh: 网址}}\n"
    "  mail: {type: email, label: {zh: 邮箱}}\n"
    "  phone: {type: phone, label: {zh: 电话}}\n"
    "  code: {type: uscc, label: {zh: 代码}}\n"
    "  code_exception: {type: text, label: {zh: 例外}}\n"
    "  patent: {type: patent, label: {zh: 专利号}}\n"
    "  docno: {type: docno, label: {zh: 字号}}\n"
    "  other: {type: ref, kind: thing, label: {zh: 其他}}\n"
    "  scan: {type: file, label: {zh: 附件}}\n"
    "  text: {type: markdown, label: {zh: 长文}, max: 20}\n"
    "  lost: {type: text, label: {zh: 撤回}}\n"
    "  tags: {type: list, label: {zh: 标签}, min: 2, max: 3,\n"
    "         of: {type: text, max: 3}}\n"
    "  parts:\n"
    "    type: list\n"
    "    label: {zh: 部分}\n"
    "    of:\n"
    "      type: map\n"
    "      fields:\n"
    "        seq: {type: integer, label: {zh: 序号}, required: true}\n"
    "        mode: {type: text, label: {zh: 方式}}\n"
    "        note: {type: text, label: {zh: 注},\n"
    "               required_if: {parts.mode: other}}\n"
    "  leader:\n"
    "    type: map\n"
    "    label: {zh: 盟主}\n"
    "    fields:\n"
    "      name: {type: text, label: {zh: 名称}, required: true}\n"
    "life:\n"
    "  states: {open: {rank: 1, label: {zh: 公示}}}\n"
    "  own: [{set: open, from: on, until: to}]\n";

static const char *const kinds[] = {"thing", thing_yaml, NULL};

/* One mistake; a NULL path is the usual one. */
struct mistake {
	const char *code;
	unsigned line, column;
	const char *text;
	const char *path;
};

#define PATH "content/things/t-1.md"
#define HEAD "---\nname: 名称\n"
#define END "---\n"
#define RLO "\xe2\x80\xae"

static const struct mistake mistakes[] = {
    /* the file and its front matter */
    {"S113", 1, 1, "name: 名称\n", NULL},
    {"S113", 1, 1, "", NULL},
    {"S118", 1, 1, HEAD, NULL},
    {"S117", 2, 1, "---\n- 甲\n---\n", NULL},
    {"S117", 1, 1, "---\n---\n", NULL},
    {"S101", 2, 7, "---\nname: [名称\n---\n", NULL},
    {"S101", 2, 7, "---\nname: '名\n---\n", NULL},
    {"S102", 3, 1, HEAD "name: 乙\n" END, NULL},
    {"S103", 3, 7, HEAD "city: &a 沈阳市\n" END, NULL},
    {"S104", 3, 7, HEAD "city: *a\n" END, NULL},
    {"S105", 3, 7, HEAD "city: !!str 沈阳市\n" END, NULL},
    {"S106", 2, 1, "name: 名称\n---\nname: 乙乙\n",
     "content/things/t-1.yaml"},
    {"S106", 3, 1, HEAD "---\ncity: 沈阳市\n" END "正文\n", NULL},
    {"S107", 2, 1, "---\n%YAML 1.1\nname: 名称\n---\n", NULL},
    {"S108", 3, 38,
     HEAD "city: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]\n" END, NULL},
    {"S111", 2, 8, "---\nname: 名\xb0\xa1\n---\n", NULL},
    {"S111", 5, 2, HEAD END "正\n文\xff\n", NULL},
    {"S115", 3, 5, HEAD "city：沈阳市\n" END, NULL},
    {"S116", 3, 1, HEAD "\tcity: 沈阳市\n" END, NULL},
    {"S119", 3, 1, HEAD "[a, b]: 1\n" END, NULL},
    {"S120", 3, 10, HEAD "city: 沈阳市\xe2\x80\xa8\n" END, NULL},
    /* the path */
    {"G104", 0, 0, HEAD END, "content/things/t-1.txt"},
    {"G105", 0, 0, HEAD END, "content/thing/t-1.md"},
    {"F109", 0, 0, HEAD END, "content/things/T-1.md"},
    {"F109", 0, 0, HEAD END, "content/things/甲.md"},
    {"F108", 3, 5, HEAD "id: t-2\n" END, NULL},
    {"F108", 3, 7, HEAD "kind: note\n" END, NULL},
    /* fields */
    {"F101", 3, 1, HEAD "ciyt: 沈阳市\n" END, NULL},
    {"F101", 4, 3, HEAD "leader:\n  nmae: 甲\n" END, NULL},
    {"F101", 4, 3, HEAD "leader:\n  id: 甲\n  name: 乙\n" END, NULL},
    {"F101", 2, 16, "---\nname: {zh: 名称, de: A}\n---\n", NULL},
    {"F102", 1, 1, "---\ncity: 沈阳市\n---\n", NULL},
    {"F102", 2, 1, "---\nname:\n---\n", NULL},
    {"F102", 2, 1, "---\nname: ' '\n---\n", NULL},
    {"F102", 2, 7, "---\nname: {en: Name}\n---\n", NULL},
    {"F102", 3, 1, HEAD "leader: {}\n" END, NULL},
    {"F102", 4, 5, HEAD "parts:\n  - {mode: a}\n" END, NULL},
    {"F102", 5, 5,
     HEAD "parts:\n  - {seq: 1, mode: a}\n  - {seq: 2, mode: other}\n" END,
     NULL},
    {"F102", 1, 1, HEAD "sort: lump\n" END, NULL},
    {"F103", 2, 7, "---\nname: [甲, 乙]\n---\n", NULL},
    {"F103", 3, 9, HEAD "leader: 甲\n" END, NULL},
    {"F103", 3, 7, HEAD "tags: 甲\n" END, NULL},
    {"F103", 3, 8, HEAD "tags: [~, 乙]\n" END, NULL},
    {"F103", 3, 8, HEAD "count: 012\n" END, NULL},
    {"F103", 3, 8, HEAD "count: 1.0\n" END, NULL},
    {"F103", 3, 8, HEAD "count: 1e1\n" END, NULL},
    {"F103", 3, 6, HEAD "fee: 1,000\n" END, NULL},
    {"F103", 3, 6, HEAD "fee: 12万元\n" END, NULL},
    {"F103", 3, 6, HEAD "yes: no\n" END, NULL},
    {"F104", 3, 7, HEAD "sort: lumb\n" END, NULL},
    {"F104", 3, 7, HEAD "sort: 一次付\n" END, NULL},
    {"F104", 3, 7, HEAD "city: '210300'\n" END, NULL},
    {"F105", 2, 7, "---\nname: 一二三 四五六 七\n---\n", NULL},
    {"F105", 4, 7,
     "---\nname:\n  zh: 名称\n  en: abcdefghijklmnopqrstuvwxy\n---\n", NULL},
    {"F105", 3, 11, HEAD "tags: [甲, 甲乙丙丁]\n" END, NULL},
    {"F105", 3, 7,
     HEAD "text: 一二三四五六七八九十一二三四五六七八九十一\n" END, NULL},
    {"F110", 2, 7, "---\nname: 名\n---\n", NULL},
    {"F111", 3, 7, HEAD "tags: [甲, 乙, 丙, 丁]\n" END, NULL},
    {"F112", 3, 7, HEAD "tags: [甲]\n" END, NULL},
    {"F106", 3, 6, HEAD "fee: 2000.01\n" END, NULL},
    {"F106", 3, 6, HEAD "fee: -0.01\n" END, NULL},
    {"F106", 3, 7, HEAD "rate: -1.51\n" END, NULL},
    {"F106", 3, 8, HEAD "count: 100\n" END, NULL},
    {"F106", 3, 5, HEAD "on: 2015-12-31\n" END, NULL},
    {"F106", 3, 8, HEAD "month: 2031-01\n" END, NULL},
    {"F109", 3, 8, HEAD "other: 甲\n" END, NULL},
    {"F114", 3, 6, HEAD "web: www.example.cn\n" END, NULL},
    {"F114", 3, 6, HEAD "web: javascript:alert(1)\n" END, NULL},
    {"F115", 3, 7, HEAD "mail: office@localhost\n" END, NULL},
    {"F116", 3, 8, HEAD "phone: 请致电\n" END, NULL},
    {"F117", 3, 7, HEAD "scan: ../x.pdf\n" END, NULL},
    {"F117", 3, 7, HEAD "scan: files/../x.pdf\n" END, NULL},
    /* dates and numbers with rules */
    {"D101", 3, 5, HEAD "on: 2021-02-29\n" END, NULL},
    {"D101", 3, 5, HEAD "on: 2021-6-28\n" END, NULL},
    {"D102", 4, 5, HEAD "on: 2021-06-28\nto: 2021-06-27\n" END, NULL},
    {"D103", 3, 8, HEAD "month: 2021-13\n" END, NULL},
    {"N101", 3, 7, HEAD "code: 9121010OMA0DEMA17J\n" END, NULL},
    {"N102", 3, 7, HEAD "code: 91210100MA0DEMA17K\n" END, NULL},
    {"N103", 3, 7, HEAD "code: 91210100MA0DEMA28N\n" END, NULL},
    {"N104", 3, 7, HEAD "code: 21210100MA0DEMA17R\n" END, NULL},
    {"N105", 3, 7,
     HEAD "code: 91350203M0001QAY9B\ncode_exception: 证书如此\n" END, NULL},
    {"N201", 3, 8, HEAD "docno: 辽教发〔2021〕019号\n" END, NULL},
    {"N202", 3, 8, HEAD "docno: 辽教发[2021]19号\n" END, NULL},
    {"F104", 3, 7, HEAD "city: 沈阳\n" END, NULL},
    {"N301", 3, 7, HEAD "city: 2101\n" END, NULL},
    {"P101", 3, 9, HEAD "patent: 专利一号\n" END, NULL},
    {"P102", 3, 9, HEAD "patent: CN102822194B\n" END, NULL},
    {"P103", 3, 9, HEAD "patent: ZL200410081494.6\n" END, NULL},
    {"P104", 3, 9, HEAD "patent: ZL2021101234567\n" END, NULL},
    {"R108", 3, 7, HEAD "lost: t-9\n" END, NULL},
    /* characters */
    {"T101", 2, 7, "---\nname: 名" RLO "称\n---\n", NULL},
    {"T101", 5, 2, HEAD END "正\n文" RLO "\n", NULL},
    {"T101", 4, 3, HEAD END "正文\x08\n", NULL},
    {"T101", 2, 7, "---\nname: 名\xd8\x9c称\n---\n", NULL},
    {"T101", 4, 2, HEAD END "文\xf3\xa0\x81\x81\n", NULL},
    {"T102", 4, 2, HEAD END "文\xf3\xb0\x80\x80\n", NULL},
    {"T102", 2, 7, "---\nname: 名\xee\x80\x81\n---\n", NULL},
    {"T103", 2, 7, "---\nname: 锟斤拷\n---\n", NULL},
    {"T103", 4, 2, HEAD END "文\xef\xbf\xbd\n", NULL},
    /* the body */
    {"S121", 4, 5, HEAD END "[甲](javascript:x)\n", NULL},
    {"S121", 5, 7,
     HEAD "text: |\n  短\n  [甲](javascript:x)\n" END, NULL},
    {"S122", 5, 1, HEAD END "\n<b>粗</b>\n", NULL},
    {"S123", 4, 6, HEAD END "![图](https://example.cn/a.png)\n", NULL},
    {"S125", 2, 13, "---\nname: 名称名称甲 #乙 丙\n" END, NULL},
    {"S126", 3, 1, HEAD "<<<<<<< HEAD\ncity: 1\n=======\n" END, NULL},
    {"S126", 5, 1, HEAD END "正文\n>>>>>>> main\n", NULL},
    {"S127", 5, 1, HEAD END "甲\n乙\t丙\n丁\t1\n", NULL},
    {"S127", 5, 3, HEAD "text: |\n  甲\n  乙\t丙\n  丁\t1\n" END, NULL},
    {"R102", 4, 5, HEAD END "[甲](record:thing/t-2)\n", NULL},
    {"R102", 4, 5, HEAD END "[甲](../other.html)\n", NULL},
    {"F117", 4, 6, HEAD END "![图](t-2.md)\n", NULL},
};

static void
check_languages(const struct world *w, const struct mistake *m,
                const char *path)
{
	const struct finding *f = world_finding(w, m->code);

	for (enum lang lang = LANG_ZH; lang <= LANG_EN; lang++) {
		bool error = f->severity == FINDING_ERROR;
		const char *word = lang == LANG_EN
		                       ? (error ? "error" : "warning")
		                       : (error ? "错误" : "提醒");
		struct buf b = {0};
		char head[200];

		if (m->line)
			snprintf(head, sizeof head, "%s:%u:%u: %s[%s]: ",
			         path, f->line, f->column, word, m->code);
		else
			snprintf(head, sizeof head, "%s: %s[%s]: ", path,
			         word, m->code);
		finding_format(f, lang, FINDING_FULL, &b);
		if (!str_starts(buf_str(&b), str_from(head)))
			fail_msg("%.*s does not begin with %s", (int)b.n,
			         b.p, head);
		buf_release(&b);
	}
}

static void
test_each_mistake_has_its_finding(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		const struct mistake *m = &mistakes[i];
		const char *path = m->path ? m->path : PATH;
		struct world w;

		world_open(&w);
		world_load(&w, kinds);
		world_parse(&w, path, str_from(m->text));
		world_expect(&w, m->code, m->line, m->column);
		check_languages(&w, m, path);
		world_close(&w);
	}
}

/* Codes that a lone record without rules cannot earn: of configuration, the
 * git tree, the set of records, the rules of a kind (u-constraint, u-price)
 * and of public texts (u-privacy, u-confusable); those too large for the
 * table are tested below. */
static bool
elsewhere(const char *code)
{
	static const char *const codes[] = {
	    "C",    "D104", "D105", "D106", "D107", "D108", "D2",
	    "F107", "F12",  "F130", "G2",   "I",    "G101", "G102", "G110",
	    "G103", "G106", "G107", "G108", "G109", "N110", "P2",
	    "P3",   "R101", "R103", "R104", "R105", "R106", "R107",
	    "R2",   "S109", "S110", "S112", "S114", "S124", "T104",
	    "T110", "T201", "V"};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (!strncmp(codes[i], code, strlen(codes[i])))
			return true;
	return false;
}

static void
test_each_code_has_a_mistake(void **state)
{
	const struct finding_code *code;

	(void)state;
	for (size_t i = 0; (code = finding_code_at(i)) != NULL; i++) {
		bool found = elsewhere(code->code);

		for (size_t k = 0; k < sizeof mistakes / sizeof *mistakes;
		     k++)
			found = found ||
			        !strcmp(mistakes[k].code, code->code);
		if (!found)
			fail_msg("no example of %s", code->code);
	}
}

static void
expect_bytes(struct str bytes, const char *code, unsigned line,
             unsigned column)
{
	struct world w;

	world_open(&w);
	world_load(&w, kinds);
	world_parse(&w, PATH, bytes);
	world_expect(&w, code, line, column);
	world_close(&w);
}

static void
test_nul_bytes(void **state)
{
	(void)state;
	expect_bytes(STR("---\nname: 名\0称\n---\n"), "S112", 2, 8);
	expect_bytes(STR(HEAD END "正文\0"), "S112", 4, 3);
	expect_bytes(STR("\0"), "S112", 1, 1);
}

static struct str
repeat(struct buf *b, const char *head, const char *unit, size_t n,
       const char *tail)
{
	b->n = 0;
	buf_adds(b, head);
	while (n--)
		buf_adds(b, unit);
	buf_adds(b, tail);
	return buf_str(b);
}

static void
test_sizes(void **state)
{
	struct buf b = {0};
	struct world w;

	(void)state;
	expect_bytes(repeat(&b, HEAD "text: ", "0123456789abcdef", 4096,
	                    "\n---\n"),
	             "S109", 2, 1);
	expect_bytes(repeat(&b, HEAD END, "0123456789abcde\n", 16385, ""),
	             "S110", 4, 1);
	expect_bytes(repeat(&b, HEAD END, "> ", 40, "x\n"), "S114", 4, 1);
	expect_bytes(repeat(&b, HEAD END, "0123456789abcdef", 1025, "\n"),
	             "S124", 4, 1);
	/* the largest body that is allowed */
	world_open(&w);
	world_load(&w, kinds);
	world_parse(&w, PATH,
	            repeat(&b, HEAD END, "0123456789abcde\n", 16384, ""));
	world_show(&w.findings);
	assert_int_equal(w.findings.n, 0);
	world_close(&w);
	buf_release(&b);
}

/* An item of the wrong type is one mistake, whatever range it has. */
static void
test_one_finding_for_a_wrong_item(void **state)
{
	static const char yaml[] =
	    "kind: thing\n"
	    "folder: things\n"
	    "label: {zh: 事项, en: Things}\n"
	    "title: name\n"
	    "fields:\n"
	    "  name: {type: text, label: {zh: 名称}, required: true}\n"
	    "  years: {type: list, label: {zh: 年},\n"
	    "          of: {type: integer, min: 2016, max: 2100}}\n";
	struct world w;

	(void)state;
	world_open(&w);
	world_load(&w, (const char *const[]){"thing", yaml, NULL});
	world_parse(&w, PATH,
	            STR("---\nname: 名\nyears: [2021, x, 1999]\n---\n"));
	assert_int_equal(w.findings.n, 2);
	world_expect(&w, "F103", 3, 15);
	world_expect(&w, "F106", 3, 18);
	world_close(&w);
}

static void
test_all_findings_in_one_run(void **state)
{
	static const char text[] = "---\n"
	                           "name: 名\n"
	                           "ciyt: 沈阳市\n"
	                           "sort: lump\n"
	                           "on: 2021-13-01\n"
	                           "leader: {}\n"
	                           "patent: ZL200410081494.6\n"
	                           "---\n"
	                           "[甲](javascript:x) <i>\n"
	                           "[乙](record:none/x)\n";
	static const char *const codes[] = {"F102", "F110", "F101", "D101",
	                                    "F102", "P103", "S121", "S122",
	                                    "R102"};
	struct world w;

	(void)state;
	world_open(&w);
	world_load(&w, kinds);
	assert_non_null(world_parse(&w, PATH, str_from(text)));
	assert_int_equal(w.findings.n, sizeof codes / sizeof *codes);
	for (size_t i = 0; i < w.findings.n; i++)
		assert_string_equal(w.findings.v[i].code, codes[i]);
	assert_int_equal(w.findings.errors, w.findings.n - 1);
	world_close(&w);
}

static void
test_what_is_right_gives_no_finding(void **state)
{
	static const char text[] =
	    "---\n"
	    "name: 一二三 四五六\n"
	    "sort: free\n"
	    "fee: 2000.00\n"
	    "rate: -1.50\n"
	    "count: 99\n"
	    "on: 2016-01-01\n"
	    "to: 2016-01-01\n"
	    "month: 2030-12\n"
	    "tags: [甲, 乙]\n"
	    "parts:\n"
	    "  - {seq: 1, mode: other, note: 注}\n"
	    "  - {seq: 2, mode: a}\n"
	    "code: 91210100MA0DEMA17J\n"
	    "---\n"
	    "正文 [甲](record:things/t-2) https://example.cn/\n";
	struct world w;

	(void)state;
	world_open(&w);
	world_load(&w, kinds);
	world_parse(&w, PATH, str_from(text));
	world_show(&w.findings);
	assert_int_equal(w.findings.n, 0);
	world_close(&w);
}

static void
test_what_was_meant(void **state)
{
	static const struct {
		const char *text, *code;
		size_t arg;
		const char *meant;
	} cases[] = {
	    {HEAD "ciyt: 1\n" END, "F101", 1, "city"},
	    {HEAD "leadr: {}\n" END, "F101", 1, "leader"},
	    {HEAD "something_else: 1\n" END, "F101", 1, ""},
	    {HEAD "sort: 一次付\n" END, "F104", 1, "lump"},
	    {HEAD "sort: frei\n" END, "F104", 1, "free"},
	    {HEAD "on: 2021.6.8\n" END, "D101", 1, "2021-06-08"},
	    {HEAD "patent: ZL200410081494.6\n" END, "P103", 2,
	     "ZL200410081494.7"},
	    {HEAD "docno: 辽教发(2021)19号\n" END, "N202", 1,
	     "辽教发〔2021〕19号"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct world w;
		const struct finding *f;

		world_open(&w);
		world_load(&w, kinds);
		world_parse(&w, PATH, str_from(cases[i].text));
		f = world_finding(&w, cases[i].code);
		assert_non_null(f);
		assert_str(f->arg[cases[i].arg], cases[i].meant);
		world_close(&w);
	}
}

static void
test_distances(void **state)
{
	static const struct str known[] = {{"alpha", 5}, {"beta", 4}};

	(void)state;
	assert_int_equal(suggest_distance(STR(""), STR("")), 0);
	assert_int_equal(suggest_distance(STR("abc"), STR("")), 3);
	assert_int_equal(suggest_distance(STR(""), STR("abc")), 3);
	assert_int_equal(suggest_distance(STR("name"), STR("nmae")), 1);
	assert_int_equal(suggest_distance(STR("name"), STR("nam")), 1);
	assert_int_equal(suggest_distance(STR("联盟"), STR("联萌")), 1);
	assert_int_equal(suggest_distance(STR("kitten"), STR("sitting")), 3);
	assert_str(suggest_nearest(STR("bta"), known, 2), "beta");
	assert_str(suggest_nearest(STR("bet"), known, 2), "beta");
	assert_str(suggest_nearest(STR("b"), (struct str[]){STR("a")}, 1),
	           "a");
	assert_str(suggest_nearest(STR("gamma"), known, 2), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_each_mistake_has_its_finding),
	    cmocka_unit_test(test_each_code_has_a_mistake),
	    cmocka_unit_test(test_nul_bytes),
	    cmocka_unit_test(test_sizes),
	    cmocka_unit_test(test_one_finding_for_a_wrong_item),
	    cmocka_unit_test(test_all_findings_in_one_run),
	    cmocka_unit_test(test_what_is_right_gives_no_finding),
	    cmocka_unit_test(test_what_was_meant),
	    cmocka_unit_test(test_distances),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
