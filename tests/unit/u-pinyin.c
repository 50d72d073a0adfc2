#include "search/pinyin.h"

#include "base/codec.h"
#include "base/utf8.h"

#include "unit.h"

#define LOW 0x4e00u
#define HIGH 0xa000u

/* The place of a syllable; fails if there is none. */
static uint16_t
id_of(struct str name)
{
	for (unsigned i = 0; i < pinyin_count(); i++)
		if (str_eq(pinyin_syllable(i), name))
			return (uint16_t)i;
	print_error("no syllable \"%.*s\"\n", STR_ARG(name));
	fail();
	return 0;
}

static void
put_pair(struct buf *b, uint32_t value)
{
	buf_add(b, pinyin_syllable(value / 512));
	buf_byte(b, '-');
	buf_add(b, pinyin_syllable(value % 512));
}

static void
put_value(struct buf *b, uint8_t what, uint32_t value)
{
	if (what == PINYIN_PAIR) {
		put_pair(b, value);
		return;
	}
	assert_int_equal(PINYIN_INITIALS, what);
	assert_in_range(value, 0, 26 * 26 * 26 + 26 * 26 - 1);
	if (value < 26 * 26 * 26)
		buf_byte(b, (char)('a' + value / 676));
	else
		value -= 26 * 26 * 26;
	buf_byte(b, (char)('a' + value / 26 % 26));
	buf_byte(b, (char)('a' + value % 26));
}

static void
assert_terms(const char *text, const char *want)
{
	struct arena a;
	struct buf b = {0};
	struct units u;
	struct pinyin_term *v;
	size_t n;

	arena_init(&a);
	u = fold_text(&a, str_from(text), FOLD_PLAIN);
	v = pinyin_terms(&a, &u, &n);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_byte(&b, ' ');
		put_value(&b, v[i].what, v[i].value);
	}
	assert_str(buf_str(&b), want);
	buf_release(&b);
	arena_release(&a);
}

typedef struct pinyin_choice *understand(struct arena *, struct str,
                                         size_t *);

/* Choices are parted by '|'. */
static void
assert_choices(understand *of, const char *letters, const char *want)
{
	struct arena a;
	struct buf b = {0};
	struct pinyin_choice *v;
	size_t n;

	arena_init(&a);
	v = of(&a, str_from(letters), &n);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_adds(&b, " | ");
		for (size_t j = 0; j < v[i].n; j++) {
			if (j)
				buf_byte(&b, ' ');
			put_value(&b, v[i].what, v[i].v[j]);
		}
	}
	assert_str(buf_str(&b), want);
	buf_release(&b);
	arena_release(&a);
}

static void
assert_query(const char *letters, const char *want)
{
	assert_choices(pinyin_query, letters, want);
}

static void
assert_ends(const char *letters, const char *want)
{
	assert_choices(pinyin_ends, letters, want);
}

static void
syllables_are_sorted(void **state)
{
	(void)state;
	assert_in_range(pinyin_count(), 400, 511);
	for (unsigned i = 0; i < pinyin_count(); i++) {
		struct str s = pinyin_syllable(i);

		assert_in_range(s.n, 1, 6);
		for (size_t j = 0; j < s.n; j++)
			assert_in_range(s.p[j], 'a', 'z');
		assert_int_equal(1, str_chr(STR("iuv"), s.p[0]) == 3);
		if (i)
			assert_true(str_cmp(pinyin_syllable(i - 1), s) < 0);
	}
}

static void
characters_have_up_to_two_readings(void **state)
{
	uint16_t ids[2] = {9, 9};

	(void)state;
	assert_int_equal(1, pinyin_of(0x9633, ids)); /* 阳 */
	assert_int_equal(id_of(STR("yang")), ids[0]);
	assert_int_equal(2, pinyin_of(0x91cd, ids)); /* 重 */
	assert_int_equal(id_of(STR("zhong")), ids[0]);
	assert_int_equal(id_of(STR("chong")), ids[1]);
	assert_int_equal(2, pinyin_of(0x4e07, ids)); /* 万, the first of two */
	assert_int_equal(id_of(STR("mo")), ids[1]);
	assert_int_equal(0, pinyin_of('a', ids));
	assert_int_equal(0, pinyin_of(0, ids));
	assert_int_equal(0, pinyin_of(LOW - 1, ids));
	assert_int_equal(0, pinyin_of(HIGH, ids));
	assert_int_equal(0, pinyin_of(0x5159, ids)); /* 兙 */
	assert_int_equal(0, pinyin_of(0x20d7e, ids));
	assert_int_equal(0, pinyin_of(UINT32_MAX, ids));
}

static void
homophones_share_a_reading(void **state)
{
	(void)state;
	assert_true(pinyin_same(0x9633, 0x626c));  /* 阳 扬 */
	assert_true(pinyin_same(0x91cd, 0x866b));  /* 重 虫, chong */
	assert_true(pinyin_same(0x4e2d, 0x91cd));  /* 中 重, zhong */
	assert_true(pinyin_same(0x91cd, 0x91cd));
	assert_false(pinyin_same(0x4e2d, 0x866b)); /* 中 虫 */
	assert_false(pinyin_same('a', 'a'));
	assert_false(pinyin_same(0x9633, 'a'));
}

static void
places_give_pairs(void **state)
{
	(void)state;
	assert_terms("大连", "da-lian dai-lian dl");
	assert_terms("沈阳", "chen-yang shen-yang cy sy");
	assert_terms("長春", "chang-chun zhang-chun cc zc");
	assert_terms("重庆", "chong-qing zhong-qing cq zq");
	assert_terms("西安", "xi-an xa");
	assert_terms("厦门", "sha-men xia-men sm xm");
	assert_terms("东北大学", "bei-da bei-dai da-xue dai-xue dong-bei "
	             "bdx dbd db");
}

static void
combinations_of_readings(void **state)
{
	(void)state;
	assert_terms("重行", "chong-hang chong-xing zhong-hang zhong-xing "
	                     "ch cx zh zx");
	assert_terms("乐重行",
	             "chong-hang chong-xing le-chong le-zhong "
	             "yue-chong yue-zhong zhong-hang zhong-xing "
	             "lch lcx lzh lzx ych ycx yzh yzx lc lz yc yz");
	/* Two readings of one initial give one term. */
	assert_terms("大厦门", "da-sha da-xia dai-sha dai-xia "
	             "sha-men xia-men dsm dxm ds dx");
	assert_terms("长长", "chang-chang chang-zhang zhang-chang "
	                     "zhang-zhang cc cz zc zz");
}

static void
runs_are_broken_by_what_has_no_reading(void **state)
{
	(void)state;
	assert_terms("西A安", "");
	assert_terms("西安A东北2021科学院", "dong-bei ke-xue xi-an "
	             "xue-yuan kxy db kx xa");
	assert_terms("西ハ安", "");
	assert_terms("西〇安", "");
	assert_terms("西 安", "xi-an xa");
	assert_terms("西-安、东", "an-dong xi-an xad xa");
	assert_terms("西", "");
	assert_terms("", "");
	assert_terms("xi an", "");
	assert_terms("安安安安", "an-an aaa aa");
}

static void
terms_are_sorted(void **state)
{
	struct arena a;
	struct units u;
	struct pinyin_term *v;
	size_t n;

	(void)state;
	arena_init(&a);
	u = fold_text(&a, STR("三个方向共用寒地水稻数字农场重行曾厦"), 0);
	v = pinyin_terms(&a, &u, &n);
	assert_in_range(n, 30, 90);
	for (size_t i = 1; i < n; i++)
		assert_true(v[i - 1].what < v[i].what ||
		            (v[i - 1].what == v[i].what &&
		             v[i - 1].value < v[i].value));
	arena_release(&a);
}

static void
queries_are_cut_into_syllables(void **state)
{
	(void)state;
	assert_query("xian", "xi-an");
	assert_query("shenyang", "shen-yang | she hen eny nya yan ang");
	assert_query("dalian", "da-lian | da-li li-an");
	assert_query("chongqing", "chong-qing");
	assert_query("jinan", "jin-an | ji-nan");
	assert_query("dongbeidaxue", "dong-bei bei-da da-xue | "
	                             "dong-bei bei-da da-xu xu-e");
	assert_query("lvshun", "lv-shun");
	/* No part of a syllable counts, nor one alone. */
	assert_query("shenyan", "shen-yan | she hen eny nya yan");
	assert_query("dalianx", "");
	assert_query("ming", "");
	/* Fewest syllables go first, longer ones before. */
	assert_query("xianxian", "xian-xian | xian-xi xi-an | "
	                         "xi-an an-xian | xi-an an-xi");
	assert_query("meimeimei", "mei-mei");
	/* Interjections are no parts. */
	assert_query("damen", "da-men | dam ame men");
	assert_query("hng", "hng");
}

static void
queries_are_initials(void **state)
{
	(void)state;
	assert_query("sydx", "syd ydx");
	assert_query("lngg", "lng ngg");
	assert_query("sss", "sss");
	assert_query("bdx", "bdx");
	assert_query("dlgdx", "dlg lgd gdx");
	assert_query("bcdfghjklmnp",
	             "bcd cdf dfg fgh ghj hjk jkl klm lmn mnp");
	assert_query("bcdfghjklmnpq", "");
	assert_query("bic", "");
	assert_query("buc", "");
	assert_query("bvc", "");
}

static void
two_letters_are_initials(void **state)
{
	(void)state;
	assert_query("sy", "sy");
	assert_query("ln", "ln");
	assert_query("ee", "e-e | ee");
	assert_query("li", "");
}

static void
u_may_be_typed_in_many_ways(void **state)
{
	(void)state;
	assert_query("lueduo", "lve-duo | lve-du du-o | "
	                       "lu-e e-duo | lv-e e-duo | "
	                       "lu-e e-du du-o | lv-e e-du du-o");
	assert_query("shunue", "shu-nve | shu-nu nu-e | shu-nv nv-e");
	assert_query("lyuse", "lv-se");
	assert_query("nyushi", "nv-shi");
	assert_query("zhanlyue", "zhan-lve | zhan-lv lv-e");
	assert_query("lushun", "lu-shun | lv-shun");
	assert_query("yuyan", "yu-yan"); /* behind l and n alone */
}

static void
the_last_syllable_may_be_begun(void **state)
{
	(void)state;
	assert_ends("shenya", "shen-yan | shen-yang | shen-yao");
	assert_ends("shenyan", "shen-yang");
	assert_ends("shenyang", "");
	assert_ends("sheny", ""); /* too many */
	assert_ends("zhouche", "zhou-chen | zhou-cheng");
	assert_ends("dalia", "da-lian | da-liang | da-liao");
	assert_ends("shenyangyan", "shen-yang yang-yang");
	assert_ends("lvyo", "lv-yong | lv-you");
	assert_ends("lueyo", "lve-yong | lve-you");
	assert_ends("ya", "");
	assert_ends("Shenya", "");
}

static void
other_queries_mean_nothing(void **state)
{
	char many[PINYIN_LETTERS_MAX + 2];

	(void)state;
	assert_query("", "");
	assert_query("Dalian", "");
	assert_query("da lian", "");
	assert_query("大连", "");
	memset(many, 'e', sizeof many - 1);
	many[sizeof many - 1] = 0;
	assert_query(many, "");
	many[sizeof many - 2] = 0;
	assert_query(many, "e-e");
}

/* Whether s is a syllable that a query is cut at. */
static bool
cuts_at(struct str s)
{
	for (unsigned i = 0; i < pinyin_count(); i++)
		if (str_eq(pinyin_syllable(i), s))
			return str_chr(s, 'a') < s.n || str_chr(s, 'e') < s.n ||
			       str_chr(s, 'i') < s.n || str_chr(s, 'o') < s.n ||
			       str_chr(s, 'u') < s.n || str_chr(s, 'v') < s.n;
	return false;
}

/* The number of ways to cut a string into syllables, one after another. */
static unsigned
count_cuts(struct str s)
{
	unsigned n = s.n == 0;

	for (size_t k = 1; k <= 6 && k <= s.n; k++)
		if (cuts_at(str_sub(s, 0, k)))
			n += count_cuts(str_sub(s, k, s.n));
	return n;
}

/* Letters that may stand for ü. */
static bool
is_doubtful(struct str s)
{
	return str_find(s, STR("lu")) < s.n || str_find(s, STR("nu")) < s.n ||
	       str_find(s, STR("lyu")) < s.n || str_find(s, STR("nyu")) < s.n;
}

/* A choice of pairs opens with the first letters and chains. */
static void
assert_pairs(const struct pinyin_choice *c, struct str letters)
{
	assert_in_range(c->n, 1, letters.n - 1);
	assert_true(str_starts(letters, pinyin_syllable(c->v[0] / 512)));
	for (size_t i = 0; i < c->n; i++) {
		struct buf b = {0};

		assert_in_range(c->v[i] / 512, 0, pinyin_count() - 1);
		assert_in_range(c->v[i] % 512, 0, pinyin_count() - 1);
		buf_add(&b, pinyin_syllable(c->v[i] / 512));
		buf_add(&b, pinyin_syllable(c->v[i] % 512));
		assert_true(str_find(letters, buf_str(&b)) <= letters.n);
		for (size_t j = 0; j < i; j++)
			assert_int_not_equal(c->v[i], c->v[j]);
		buf_release(&b);
	}
}

static uint32_t
next_random(uint32_t *state, uint32_t below)
{
	*state = *state * 1103515245u + 12345u;
	return (*state >> 8) % below;
}

static struct str
random_letters(struct arena *a, uint32_t *state)
{
	struct buf b = {0};
	struct str s;
	uint32_t n = next_random(state, next_random(state, 4) ? 5 : 30);

	for (uint32_t i = 0; i <= n; i++) {
		unsigned id = next_random(state, pinyin_count());

		if (next_random(state, 4))
			buf_add(&b, pinyin_syllable(id));
		else
			buf_byte(&b, (char)('a' + next_random(state, 26)));
	}
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

static void
assert_within_limits(struct arena *a, struct str s)
{
	bool known = s.n >= 2 && s.n <= 64;
	bool doubtful = is_doubtful(s);
	size_t n;
	size_t cuts;
	struct pinyin_choice *v = pinyin_query(a, s, &n);

	assert_in_range(n, 0, known ? PINYIN_CHOICES : 0);
	cuts = n - (n && v[n - 1].what == PINYIN_INITIALS);
	assert_in_range(cuts, 0, PINYIN_CUTS);
	for (size_t i = 0; i < cuts; i++) {
		assert_int_equal(PINYIN_PAIR, v[i].what);
		if (!doubtful)
			assert_pairs(&v[i], s);
	}
	if (n > cuts)
		assert_in_range(v[cuts].n, 1, PINYIN_INITIALS_MAX - 2);
	if (known && !doubtful && s.n <= 16) {
		unsigned all = count_cuts(s) - (cuts_at(s) ? 1 : 0);

		assert_int_equal(all < 8 ? all : 8, cuts);
	}
}

static void
random_queries_keep_the_limits(void **state)
{
	struct arena a;
	uint32_t random = 7;

	(void)state;
	arena_init(&a);
	for (int i = 0; i < 10000; i++) {
		assert_within_limits(&a, random_letters(&a, &random));
		arena_reset(&a);
	}
	arena_release(&a);
}

/* The first readings of a table whose reader stands behind the names. */
static void
assert_planes(struct reader *r, uint16_t (*ids)[2])
{
	struct str low = get_bytes(r, HIGH - LOW);
	struct str high = get_bytes(r, (HIGH - LOW) / 8);

	assert_false(r->bad);
	for (uint32_t i = 0; i < HIGH - LOW; i++)
		ids[i][0] = (uint16_t)((uint8_t)low.p[i] |
		                       ((uint8_t)high.p[i / 8] >> i % 8 & 1)
		                           << 8);
}

static void
assert_names(struct reader *r)
{
	char name[16];

	assert_int_equal(pinyin_count(), get_varint(r));
	for (unsigned i = 0; i < pinyin_count(); i++) {
		uint8_t b = get_byte(r);
		struct str rest = get_bytes(r, b & 15);

		assert_in_range((b >> 4) + rest.n, 1, 6);
		memcpy(name + (b >> 4), rest.p, rest.n);
		name[(b >> 4) + rest.n] = 0;
		assert_str(pinyin_syllable(i), name);
	}
}

static void
the_table_holds_all_readings(void **state)
{
	static uint16_t ids[HIGH - LOW][2];
	struct buf b = {0};
	struct reader r;
	uint32_t c = 0;

	(void)state;
	pinyin_table(&b);
	assert_in_range(b.n, 20000, 26000);
	r = reader_over(buf_str(&b));
	assert_names(&r);
	assert_planes(&r, ids);
	while (r.rest.n) {
		c += (uint32_t)get_varint(&r);
		assert_in_range(c, 0, HIGH - LOW - 1);
		ids[c][1] = (uint16_t)(get_varint(&r) + 1);
	}
	assert_false(r.bad);
	for (c = 0; c < HIGH - LOW; c++) {
		uint16_t want[2];
		unsigned n = pinyin_of(LOW + c, want);

		assert_int_equal(n > 0 ? want[0] + 1 : 0, ids[c][0]);
		assert_int_equal(n > 1 ? want[1] + 1 : 0, ids[c][1]);
	}
	buf_release(&b);
}

static void
the_names_open_the_table(void **state)
{
	struct buf names = {0};
	struct buf table = {0};

	(void)state;
	pinyin_names(&names);
	pinyin_table(&table);
	assert_in_range(names.n, 800, 1200);
	assert_true(str_starts(buf_str(&table), buf_str(&names)));
	buf_release(&names);
	buf_release(&table);
}

/* A line: a character, a tab, one or two readings parted by a comma. */
static void
assert_line(struct str line)
{
	uint32_t c = utf8_next(&line);
	uint16_t ids[2];
	unsigned n = pinyin_of(c, ids);

	assert_int_equal('\t', *line.p);
	line = str_sub(line, 1, line.n);
	for (unsigned i = 0; i < n; i++)
		assert_true(str_eq(str_cut(&line, ','),
		                   pinyin_syllable(ids[i])));
	assert_in_range(n, 1, 2);
	assert_int_equal(0, line.n);
}

static void
every_line_of_the_source(void **state)
{
	const char *shared = getenv("GONGSHI_SHARED");
	char path[4096];
	char line[256];
	FILE *f;
	size_t n = 0;

	(void)state;
	snprintf(path, sizeof path, "%s/data/unicode/pinyin.tsv",
	         shared ? shared : "../shared");
	f = fopen(path, "r");
	if (!f) {
		print_message("%s is missing\n", path);
		skip();
	}
	for (; fgets(line, sizeof line, f); n++) {
		struct str s = str_from(line);

		assert_line(str_cut(&s, '\n'));
	}
	fclose(f);
	for (uint32_t c = 0; c < 0x110000; c++) {
		uint16_t ids[2];

		n -= pinyin_of(c, ids) > 0;
	}
	assert_int_equal(0, n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(syllables_are_sorted),
	    cmocka_unit_test(characters_have_up_to_two_readings),
	    cmocka_unit_test(homophones_share_a_reading),
	    cmocka_unit_test(places_give_pairs),
	    cmocka_unit_test(combinations_of_readings),
	    cmocka_unit_test(runs_are_broken_by_what_has_no_reading),
	    cmocka_unit_test(terms_are_sorted),
	    cmocka_unit_test(queries_are_cut_into_syllables),
	    cmocka_unit_test(queries_are_initials),
	    cmocka_unit_test(two_letters_are_initials),
	    cmocka_unit_test(u_may_be_typed_in_many_ways),
	    cmocka_unit_test(the_last_syllable_may_be_begun),
	    cmocka_unit_test(other_queries_mean_nothing),
	    cmocka_unit_test(random_queries_keep_the_limits),
	    cmocka_unit_test(the_table_holds_all_readings),
	    cmocka_unit_test(the_names_open_the_table),
	    cmocka_unit_test(every_line_of_the_source),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
