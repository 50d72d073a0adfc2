#include "model/normal.h"

#include "base/utf8.h"
#include "model/date.h"
#include "model/decimal.h"
#include "model/identifier.h"
#include "model/numeral.h"
#include "model/rewritten.h"

#include <string.h>

static const struct str none = {0};

struct job {
	struct arena *a;
	const struct schema_field *field;
	struct str path;
	struct finding_list *findings;
	bool told; /* a finding says what was changed */
};

void
normal_fault(struct finding_list *findings, const char *code,
             struct str path, struct str a0, struct str a1, struct str a2)
{
	struct finding_place place = {.path = path};

	finding_add(findings, code, &place,
	            (struct str[FINDING_ARGS]){a0, a1, a2});
}

static bool
refuse(struct job *j, const char *code, struct str a0, struct str a1,
       struct str a2)
{
	normal_fault(j->findings, code, j->path, a0, a1, a2);
	return false;
}

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!digit(s.p[i]))
			return false;
	return s.n > 0;
}

/* ------------------------------------------------------ characters */

static bool
is_blank(uint32_t c)
{
	return utf8_is_space(c) || c == 0xfeff || c == 0x200b || c == 0xa0;
}

/* Without white space of any script at both ends. */
static struct str
trim(struct str s)
{
	struct str rest = s;
	size_t end = 0, begin = s.n;

	while (rest.n) {
		size_t at = s.n - rest.n;

		if (is_blank(utf8_next(&rest)))
			continue;
		if (begin > at)
			begin = at;
		end = s.n - rest.n;
	}
	return begin < end ? str_sub(s, begin, end) : none;
}

/* Half width throughout, for what is no prose; spaces become plain ones. */
static struct str
narrow(struct arena *a, struct str s)
{
	struct buf b = {0};
	struct str out;

	utf8_nfkc(&b, s);
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return trim(out);
}

/* Prose keeps its punctuation; letters and digits become half width, line
 * ends plain; Markdown keeps its wide spaces, which set articles apart. */
static struct str
prose(struct arena *a, struct str s, bool markdown)
{
	struct buf b = {0};
	struct str out;

	while (s.n) {
		uint32_t c = utf8_next(&s);

		if ((c >= 0xff10 && c <= 0xff19) ||
		    (c >= 0xff21 && c <= 0xff3a) ||
		    (c >= 0xff41 && c <= 0xff5a))
			c -= 0xfee0;
		if (c == '\r' || c == 0xfeff || c == 0x200b)
			continue;
		utf8_put(&b,
		         !markdown && (c == 0xa0 || c == 0x3000) ? ' ' : c);
	}
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return trim(out);
}

static struct str
without(struct arena *a, struct str s, const char *set)
{
	char *p = arena_alloc(a, s.n);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (!strchr(set, s.p[i]) || !s.p[i])
			p[n++] = s.p[i];
	return (struct str){p, n};
}

/* 1.1E+11: a number of which only the first digits are left. */
static bool
is_scientific(struct str s)
{
	size_t e = str_chr(s, 'E') < s.n ? str_chr(s, 'E') : str_chr(s, 'e');
	struct str head = str_sub(s, 0, e);
	struct str tail = e < s.n ? str_sub(s, e + 1, s.n) : none;

	if (tail.n && tail.p[0] == '+')
		tail = str_sub(tail, 1, tail.n);
	for (size_t i = 0; i < head.n; i++)
		if (!digit(head.p[i]) && head.p[i] != '.')
			return false;
	return head.n && digit(head.p[0]) && all_digits(tail) && tail.n <= 3;
}

static bool
is_unfilled(struct str s)
{
	static const char *const word[] = {"-", "--", "—", "——", "/", "无",
	                                   "N/A", "n/a", "none"};

	for (size_t i = 0; i < sizeof word / sizeof *word; i++)
		if (str_eq(s, str_from(word[i])))
			return true;
	return false;
}

/* --------------------------------------------------------- numbers */

/* The length of a number with commas at thousands, or of one without. */
static size_t
number_length(struct str s)
{
	size_t i = s.n && (s.p[0] == '-' || s.p[0] == '+');

	while (i < s.n && (digit(s.p[i]) || s.p[i] == '.' ||
	                   (s.p[i] == ',' && i + 3 < s.n &&
	                    all_digits(str_sub(s, i + 1, i + 4)))))
		i++;
	return i;
}

/* Does what stands behind a number say its unit? */
static bool
is_unit(struct job *j, struct str s)
{
	struct str zh = narrow(j->a, j->field->unit.zh);
	struct str en = narrow(j->a, j->field->unit.en);
	struct str rest;

	if (zh.n == 0)
		return false;
	if (en.n && str_eq(s, en))
		return true;
	if (str_eq(zh, STR("万元")) && (str_eq(s, STR("万")) ||
	                                str_eq(s, STR("万元人民币"))))
		return true;
	if (!str_starts(s, zh))
		return false;
	rest = str_sub(s, zh.n, s.n);
	return rest.n == 0 || rest.p[0] == '/' ||
	       str_starts(rest, STR("每"));
}

/* In 万元, 叁万元 is 3: the power goes to the unit. */
static bool
ends_in_power(struct str s)
{
	return str_ends(s, STR("万")) || str_ends(s, STR("萬")) ||
	       str_ends(s, STR("亿")) || str_ends(s, STR("億"));
}

/*
 * A number in Chinese, with what may stand around it, in digits: 叁万元整,
 * 百分之三.
 * out: false, it is one and cannot be read; *text stays as it was when it is
 *      none
 */
static bool
with_digits(struct job *j, struct str *text)
{
	struct str s = *text, percent = STR("百分之"), unit, number;
	bool wan = str_starts(j->field->unit.zh, STR("万"));
	int64_t value, scale = 1;

	if (str_starts(s, STR("人民币")))
		s = str_sub(s, STR("人民币").n, s.n);
	if (str_ends(s, STR("元整")) || str_ends(s, STR("圆整")))
		s = str_sub(s, 0, s.n - STR("整").n);
	if (str_starts(s, percent))
		s = arena_fmt(j->a, "%.*s%%",
		              STR_ARG(str_sub(s, percent.n, s.n)));
	number = str_sub(s, 0, numeral_length(s));
	unit = str_sub(s, number.n, s.n);
	if (str_eq(unit, STR("圆")))
		unit = STR("元");
	if (wan && ends_in_power(number)) {
		scale = 10000;
		unit = arena_fmt(j->a, "万%.*s", STR_ARG(unit));
	}
	if (!number.n ||
	    (unit.n && !is_unit(j, unit) && !str_eq(unit, STR("元"))))
		return true;
	if (!numeral_parse(number, &value))
		return false;
	*text = arena_fmt(j->a, "%.*s%.*s",
	                  STR_ARG(decimal_text(j->a, value / scale)),
	                  STR_ARG(unit));
	return true;
}

static bool
normal_number(struct job *j, struct str s, struct str *text)
{
	struct str packed = without(j->a, narrow(j->a, s), " ");
	size_t n;
	struct str unit;

	if (is_scientific(packed))
		return refuse(j, "I201", s, none, none);
	if (!with_digits(j, &packed))
		return refuse(j, "I209", s, none, none);
	n = number_length(packed);
	unit = str_sub(packed, n, packed.n);
	*text = packed;
	if (n == 0)
		return true;
	if (unit.n && !is_unit(j, unit)) {
		if (j->field->unit.zh.n && unit.p[0] != ',')
			return refuse(j, "I207", s, j->field->unit.zh,
			              text2_in(j->field->unit, LANG_EN));
		return true;
	}
	*text = without(j->a, str_sub(packed, 0, n), ",+");
	return true;
}

/* ----------------------------------------------------------- dates */

/* A day that a spreadsheet keeps as a number. */
static struct str
serial_day(struct arena *a, struct str s)
{
	uint64_t n;

	if (s.n != 5 || !str_u64(s, &n) || n < 20000 || n > 73050)
		return none;
	return date_iso_str(a, (int32_t)n - 25569);
}

/* Without a time of day. */
static struct str
day_alone(struct str s)
{
	size_t end = str_chr(s, ' ');

	if (end == s.n)
		end = str_chr(s, 'T');
	return end < s.n && end >= 8 && end + 1 < s.n && digit(s.p[end + 1])
	           ? str_sub(s, 0, end)
	           : s;
}

/* 2024.5.6, 2024-5-6 and 20240506 with slashes. */
static struct str
with_slashes(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[i] == '.' || s.p[i] == '-' ? '/' : s.p[i];
	if (s.n == 8 && all_digits(s))
		return arena_fmt(a, "%.4s/%.2s/%.2s", s.p, s.p + 4, s.p + 6);
	return (struct str){p, s.n};
}

static bool
normal_date(struct job *j, struct str s, struct str *text)
{
	struct str packed = day_alone(narrow(j->a, s));
	struct str serial = serial_day(j->a, packed);
	int32_t day;

	if (serial.n)
		return refuse(j, "I206", s, serial, none);
	packed = without(j->a, packed, " ");
	*text = packed;
	if (date_parse(packed, &day) ||
	    date_parse(with_slashes(j->a, packed), &day))
		*text = date_iso_str(j->a, day);
	return true;
}

static bool
normal_month(struct job *j, struct str s, struct str *text)
{
	struct str packed = without(j->a, day_alone(narrow(j->a, s)), " ");
	struct str serial = serial_day(j->a, packed);
	struct str year = str_sub(packed, 0, packed.n < 4 ? packed.n : 4);
	struct str month;
	uint64_t n;
	int32_t day;

	if (serial.n)
		return refuse(j, "I206", s, str_sub(serial, 0, 7), none);
	*text = packed;
	if (date_parse_month(packed, &day)) {
		*text = str_sub(date_iso_str(j->a, day), 0, 7);
		return true;
	}
	if (date_parse(with_slashes(j->a, packed), &day)) {
		*text = str_sub(date_iso_str(j->a, day), 0, 7);
		return true;
	}
	if (packed.n < 6 || packed.n > 7 || !all_digits(year) ||
	    !strchr("./-", packed.p[4]))
		return true;
	month = str_sub(packed, 5, packed.n);
	if (packed.p[4] == '.' && str_eq(month, STR("1")))
		return refuse(j, "I208", s,
		              arena_fmt(j->a, "%.4s-01", packed.p),
		              arena_fmt(j->a, "%.4s-10", packed.p));
	if (str_u64(month, &n) && n >= 1 && n <= 12)
		*text = arena_fmt(j->a, "%.4s-%02u", packed.p, (unsigned)n);
	return true;
}

/* ----------------------------------------------------- identifiers */

static struct str
without_prefix(struct str s)
{
	bool has = str_starts(s, STR("ZL")) || str_starts(s, STR("CN"));

	return has ? str_sub(s, 2, s.n) : s;
}

/* 201910000000: what is left of 2.0191E+11, once it was a number of a cell.
 * One true number in 100,000 ends so, and need only be given its point. */
static bool
lost_digits(struct str s)
{
	s = without_prefix(s);
	return all_digits(s) && str_ends(s, STR("00000"));
}

/* The digits of an application without their check digit. */
static bool
lacks_check(struct str s)
{
	s = without_prefix(s);
	return all_digits(s) &&
	       (s.n == 12 ||
	        (s.n == 8 && str_cmp(str_sub(s, 0, 2), STR("89")) >= 0 &&
	         s.p[0] >= '8') ||
	        (s.n == 8 && s.p[0] == '0'));
}

static bool
normal_patent(struct job *j, struct str s, struct str *text)
{
	struct str packed = without(j->a, narrow(j->a, s), " ");
	struct patent p;
	struct str with;
	char *upper;

	if (is_scientific(packed))
		return refuse(j, "I201", s, none, none);
	upper = arena_alloc(j->a, packed.n);
	for (size_t i = 0; i < packed.n; i++)
		upper[i] = packed.p[i] >= 'a' && packed.p[i] <= 'z'
		               ? (char)(packed.p[i] - 32)
		               : packed.p[i];
	packed = *text = (struct str){upper, packed.n};
	if (lost_digits(packed))
		return refuse(j, "I201", s, none, none);
	if (lacks_check(packed)) {
		with = arena_fmt(j->a, "%.*s.0", STR_ARG(packed));
		p = patent_parse(with);
		if (p.fault == PATENT_CHECK) {
			p.text[strlen(p.text) - 1] = p.expect;
			return refuse(j, "I203", s,
			              arena_fmt(j->a, "%c", p.expect),
			              arena_str(j->a, str_from(p.text)));
		}
		if (p.fault == PATENT_OK) {
			*text = arena_str(j->a, str_from(p.text));
			normal_fault(j->findings, "I202", j->path, s, *text,
			             none);
			j->told = true;
		}
		return true;
	}
	p = patent_parse(packed);
	if (p.fault == PATENT_OK)
		*text = arena_str(j->a, str_from(p.text));
	return true;
}

static bool
normal_uscc(struct job *j, struct str s, struct str *text)
{
	struct str packed = without(j->a, narrow(j->a, s), " -");
	struct uscc u;

	if (is_scientific(packed))
		return refuse(j, "I201", s, none, none);
	u = uscc_parse(packed);
	if (u.fault != USCC_OK && all_digits(packed) &&
	    str_ends(packed, STR("000")))
		return refuse(j, "I204", s, none, none);
	*text = u.fault == USCC_FORM ? packed
	                             : arena_str(j->a, str_from(u.text));
	return true;
}

/* ----------------------------------------------------------- words */

static bool
normal_bool(struct job *j, struct str s, struct str *text)
{
	static const char *const yes[] = {"true", "是", "√", "✓", "✔", "y",
	                                  "yes", "1", "有"};
	static const char *const no[] = {"false", "否", "×", "x", "✗", "n",
	                                 "no", "0", "无"};
	struct buf b = {0};
	struct str word;

	utf8_fold(&b, s);
	word = arena_str(j->a, buf_str(&b));
	buf_release(&b);
	*text = word;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		if (str_eq(word, str_from(yes[i])))
			*text = STR("true");
		if (str_eq(word, str_from(no[i])))
			*text = STR("false");
	}
	/* The plain words are no change worth a word. */
	j->told = str_eq(s, STR("是")) || str_eq(s, STR("否")) ||
	          str_eq(s, STR("TRUE")) || str_eq(s, STR("FALSE"));
	return true;
}

static bool
normal_code(struct job *j, struct str s, struct str *text)
{
	const struct codes *codes = j->field->codes;
	struct str word = narrow(j->a, s);
	const struct code *code = codes_find(codes, word);

	if (!code)
		code = codes_find_label(codes, s);
	if (!code)
		code = codes_find_label(codes, word);
	for (size_t i = 0; codes && !code && i < codes->n; i++)
		if (str_eq(codes->v[i].label.en, word))
			code = &codes->v[i];
	if (!code)
		code = codes_find_loose(codes, word);
	j->told = code != NULL;
	if (!code)
		code = codes_find_short(codes, word);
	*text = code ? code->code : word;
	if (code && !j->told) {
		rewritten_tell(j->findings, j->path, s, code->label.zh);
		j->told = true;
	}
	return true;
}

static bool
normal_text(struct job *j, struct str s, struct str *text)
{
	*text = prose(j->a, s, j->field->type == FIELD_MARKDOWN);
	if (is_scientific(*text) && text->n >= 5)
		return refuse(j, "I201", s, none, none);
	return true;
}

static bool
normal_short(struct job *j, struct str s, struct str *text)
{
	*text = narrow(j->a, s);
	if (is_scientific(*text))
		return refuse(j, "I201", s, none, none);
	return true;
}

static bool
rewrite(struct job *j, struct str s, struct str *text)
{
	switch (j->field->type) {
	case FIELD_INTEGER:
	case FIELD_DECIMAL:
	case FIELD_MONEY:
		return normal_number(j, s, text);
	case FIELD_BOOL:
		return normal_bool(j, s, text);
	case FIELD_DATE:
		return normal_date(j, s, text);
	case FIELD_MONTH:
		return normal_month(j, s, text);
	case FIELD_ENUM:
	case FIELD_ADCODE:
		return normal_code(j, s, text);
	case FIELD_USCC:
		return normal_uscc(j, s, text);
	case FIELD_PATENT:
		return normal_patent(j, s, text);
	case FIELD_URL:
	case FIELD_EMAIL:
	case FIELD_PHONE:
	case FIELD_DOCNO:
	case FIELD_REF:
	case FIELD_FILE:
		return normal_short(j, s, text);
	case FIELD_TEXT:
	case FIELD_MARKDOWN:
	case FIELD_LIST:
	case FIELD_MAP:
	case FIELD_TYPES:
		break;
	}
	return normal_text(j, s, text);
}

bool
normal_cell(struct arena *a, const struct schema_field *field,
            struct str path, const struct grid_cell *cell,
            struct finding_list *findings, struct str *text)
{
	struct job j = {a, field, path, findings, cell->kind == GRID_DATE};
	struct str s = trim(cell->text);

	*text = none;
	if (cell->kind == GRID_EMPTY || s.n == 0)
		return false;
	if (cell->kind == GRID_ERROR)
		return refuse(&j, "I205", s, none, none);
	if (field->type != FIELD_TEXT && field->type != FIELD_MARKDOWN &&
	    field->type != FIELD_BOOL && is_unfilled(s) &&
	    !codes_find_label(field->codes, s)) {
		refuse(&j, "I210", s, none, none);
		return false;
	}
	if (!rewrite(&j, s, text)) {
		*text = none;
		return false;
	}
	*text = arena_str(a, *text);
	if (!j.told && !str_eq(*text, cell->text))
		rewritten_tell(findings, path, cell->text, *text);
	return text->n > 0;
}
