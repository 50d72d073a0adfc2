#include "text/markdown_anchor.h"

#include "base/utf8.h"

#define ANCHOR_MAX 60 /* bytes of words taken from a text */

static const char *const digits[10] = {"零", "一", "二", "三", "四",
                                       "五", "六", "七", "八", "九"};

/* The value of one digit in front of s, which is advanced; -1: none. */
static int
take_digit(struct str *s)
{
	struct str rest = *s;
	uint32_t c = rest.n ? utf8_next(&rest) : 0;
	struct str one = str_sub(*s, 0, s->n - rest.n);
	int value = -1;

	if (c >= '0' && c <= '9')
		value = (int)(c - '0');
	else if (c >= 0xff10 && c <= 0xff19)
		value = (int)(c - 0xff10);
	else if (c == 0x3007) /* 〇 */
		value = 0;
	else if (c == 0x4e24) /* 两 */
		value = 2;
	for (int i = 0; i < 10 && value < 0 && one.n; i++)
		if (str_eq(one, str_from(digits[i])))
			value = i;
	if (value >= 0)
		*s = rest;
	return value;
}

/* The value of a unit in front of s, which is advanced; 0: none. */
static unsigned
take_unit(struct str *s)
{
	static const struct {
		const char *han;
		unsigned value;
	} units[] = {{"十", 10}, {"百", 100}, {"千", 1000}};

	for (size_t i = 0; i < 3; i++) {
		struct str han = str_from(units[i].han);

		if (str_starts(*s, han)) {
			*s = str_sub(*s, han.n, s->n);
			return units[i].value;
		}
	}
	return 0;
}

/*
 * A number below 10,000 in front of s, in digits or in Chinese; s is
 * advanced.  0: none.
 */
static unsigned
take_number(struct str *s)
{
	unsigned total = 0, run = 0;
	bool any = false;

	for (;;) {
		int digit = take_digit(s);
		unsigned unit;

		if (digit >= 0) {
			run = run * 10 + (unsigned)digit;
			any = true;
			if (run > 9999)
				return 0;
			continue;
		}
		unit = take_unit(s);
		if (!unit)
			break;
		/* 十二 is 12: a unit alone counts once. */
		total += (any ? run : 1) * unit;
		run = 0;
		any = false;
		if (total > 9999)
			return 0;
	}
	return total + run;
}

static bool
take(struct str *s, struct str prefix)
{
	if (!str_starts(*s, prefix))
		return false;
	*s = str_sub(*s, prefix.n, s->n);
	return true;
}

/* 第九条, 第九条之一, 第二章, 第二节 in front of text, which is advanced. */
static struct str
take_ordinal(struct markdown_anchors *anchors, struct str *text)
{
	unsigned n, more;

	if (!take(text, STR("第")))
		return (struct str){0};
	n = take_number(text);
	if (!n)
		return (struct str){0};
	if (take(text, STR("章")))
		return arena_fmt(anchors->arena, "ch-%u", n);
	if (take(text, STR("节")))
		return arena_fmt(anchors->arena, "div-%u", n);
	/* 第八至十条 is found by where it begins. */
	if (take(text, STR("至")) && !take_number(text))
		return (struct str){0};
	if (!take(text, STR("条")))
		return (struct str){0};
	more = take(text, STR("之")) ? take_number(text) : 0;
	if (more)
		return arena_fmt(anchors->arena, "art-%u-%u", n, more);
	return arena_fmt(anchors->arena, "art-%u", n);
}

/* 撤销（第十一条、第十四条）. */
static struct str
mention_anchor(struct markdown_anchors *anchors, struct str text)
{
	size_t at = str_find(text, STR("（第"));
	struct str rest;

	if (at >= text.n || !str_ends(text, STR("）")))
		return (struct str){0};
	rest = str_sub(text, at, text.n);
	take(&rest, STR("（"));
	return take_ordinal(anchors, &rest);
}

/* 一、 and （一）. */
static struct str
section_anchor(struct markdown_anchors *anchors, struct str text)
{
	bool item = take(&text, STR("（")) || take(&text, STR("("));
	unsigned n = take_number(&text);

	if (!n)
		return (struct str){0};
	if (item) {
		if (!take(&text, STR("）")) && !take(&text, STR(")")))
			return (struct str){0};
		if (anchors->section.n)
			return arena_fmt(anchors->arena, "%.*s-%u",
			                 STR_ARG(anchors->section), n);
		return arena_fmt(anchors->arena, "item-%u", n);
	}
	if (!take(&text, STR("、")))
		return (struct str){0};
	anchors->section = arena_fmt(anchors->arena, "sec-%u", n);
	return anchors->section;
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

/* u-two-words; empty when the text is not ASCII or has no word. */
static struct str
word_anchor(struct markdown_anchors *anchors, struct str text)
{
	char name[ANCHOR_MAX + 2] = "u";
	size_t n = 1;
	bool gap = true;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if ((unsigned char)c >= 0x80)
			return (struct str){0};
		if (n >= ANCHOR_MAX)
			continue;
		if (!is_word(c)) {
			gap = true;
			continue;
		}
		if (gap)
			name[n++] = '-';
		gap = false;
		name[n++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
	}
	if (n == 1)
		return (struct str){0};
	return arena_str(anchors->arena, (struct str){name, n});
}

/* The first of base-FROM, base-FROM+1, ... that is free. */
static struct str
numbered(struct markdown_anchors *anchors, struct str base, unsigned from)
{
	unsigned *last = map_get(&anchors->last, base);
	struct str name;

	if (!last) {
		last = arena_alloc(anchors->arena, sizeof *last);
		*last = from - 1;
		map_put(&anchors->last, base, last);
	}
	do {
		name = arena_fmt(anchors->arena, "%.*s-%u", STR_ARG(base),
		                 ++*last);
	} while (map_get(&anchors->taken, name));
	return name;
}

struct str
anchor_next(struct markdown_anchors *anchors, struct str text)
{
	struct str rest = text = str_trim(text);
	struct str name;

	name = take_ordinal(anchors, &rest);
	if (!name.n)
		name = section_anchor(anchors, text);
	if (!name.n)
		name = mention_anchor(anchors, text);
	if (!name.n)
		name = word_anchor(anchors, text);
	if (!name.n)
		return numbered(anchors, STR("h"), 1);
	if (map_get(&anchors->taken, name))
		name = numbered(anchors, name, 2);
	return name;
}

struct str
anchor_article(struct markdown_anchors *anchors, struct str text)
{
	struct str name;

	text = str_trim(text);
	name = take_ordinal(anchors, &text);
	if (!str_starts(name, STR("art-")) || map_get(&anchors->taken, name))
		return (struct str){0};
	return take(&text, STR(" ")) || take(&text, STR("\u3000"))
	           ? name
	           : (struct str){0};
}
