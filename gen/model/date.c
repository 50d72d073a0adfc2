#include "model/date.h"

#include "base/utf8.h"

#include <assert.h>


#define YEAR_MIN 1
#define YEAR_MAX 9999

static bool
leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
month_days(int year, int month)
{
	static const int days[12] = {31, 28, 31, 30, 31, 30,
	                             31, 31, 30, 31, 30, 31};

	return month == 2 && leap(year) ? 29 : days[month - 1];
}

/* Days before 1 January of a year, counted from 1 January of year 1. */
static int
year_start(int year)
{
	int y = year - 1;

	return y * 365 + y / 4 - y / 100 + y / 400;
}

#define EPOCH 719162 /* year_start(1970) */

bool
date_of(struct date_parts parts, int32_t *day)
{
	int n;

	if (parts.year < YEAR_MIN || parts.year > YEAR_MAX ||
	    parts.month < 1 || parts.month > 12 || parts.day < 1 ||
	    parts.day > month_days(parts.year, parts.month))
		return false;
	n = year_start(parts.year) + parts.day - 1;
	for (int m = 1; m < parts.month; m++)
		n += month_days(parts.year, m);
	*day = n - EPOCH;
	return true;
}

struct date_parts
date_split(int32_t day)
{
	struct date_parts p = {.month = 1};
	int n = day + EPOCH;

	assert(n >= 0 && n < year_start(YEAR_MAX + 1));
	p.year = n / 366 + 1;
	while (p.year < YEAR_MAX && year_start(p.year + 1) <= n)
		p.year++;
	n -= year_start(p.year);
	while (n >= month_days(p.year, p.month))
		n -= month_days(p.year, p.month++);
	p.day = n + 1;
	return p;
}

/* Take digits off the front: at least `least`, at most `most` of them. */
static bool
take_digits(struct str *s, size_t least, size_t most, int *value)
{
	size_t n = 0;

	*value = 0;
	while (n < s->n && n < most && s->p[n] >= '0' && s->p[n] <= '9')
		*value = *value * 10 + (s->p[n++] - '0');
	if (n < least)
		return false;
	*s = str_sub(*s, n, s->n);
	return true;
}

static bool
take(struct str *s, struct str word)
{
	if (!str_starts(*s, word))
		return false;
	*s = str_sub(*s, word.n, s->n);
	return true;
}

bool
date_parse_iso(struct str s, int32_t *day)
{
	struct date_parts p;

	return take_digits(&s, 4, 4, &p.year) && take(&s, STR("-")) &&
	       take_digits(&s, 2, 2, &p.month) && take(&s, STR("-")) &&
	       take_digits(&s, 2, 2, &p.day) && !s.n && date_of(p, day);
}

/* Numbers with something behind the year, the month and the day. */
static bool
split_marks(struct str s, const char *const mark[3], struct date_parts *p)
{
	return take_digits(&s, 4, 4, &p->year) &&
	       take(&s, str_from(mark[0])) &&
	       take_digits(&s, 1, 2, &p->month) &&
	       take(&s, str_from(mark[1])) &&
	       take_digits(&s, 1, 2, &p->day) &&
	       take(&s, str_from(mark[2])) && !s.n;
}

/* Value of a Chinese digit, or -1.  Zero is written in three ways. */
static int
numeral(uint32_t c)
{
	static const uint32_t digit[] = {0x3007, 0x4e00, 0x4e8c, 0x4e09,
	                                 0x56db, 0x4e94, 0x516d, 0x4e03,
	                                 0x516b, 0x4e5d};

	if (c == 0x25cb || c == 0x96f6)
		return 0;
	for (int i = 0; i < 10; i++)
		if (digit[i] == c)
			return i;
	return -1;
}

static bool
take_numeral(struct str *s, int *value)
{
	struct str rest = *s;

	*value = rest.n ? numeral(utf8_next(&rest)) : -1;
	if (*value < 0)
		return false;
	*s = rest;
	return true;
}

/* 一 to 九十九, as months and days are written: 十二, 二十, 三十一. */
static bool
take_count(struct str *s, int *value)
{
	int tens = 1, ones = 0;

	if (!take_numeral(s, &ones)) {
		if (!take(s, STR("十")))
			return false;
	} else if (!take(s, STR("十"))) {
		*value = ones;
		return ones > 0;
	} else {
		tens = ones;
		if (tens < 2)
			return false;
	}
	if (!take_numeral(s, &ones))
		ones = 0;
	else if (ones == 0)
		return false;
	*value = tens * 10 + ones;
	return true;
}

static bool
split_numerals(struct str s, struct date_parts *p)
{
	p->year = 0;
	for (int i = 0; i < 4; i++) {
		int digit;

		if (!take_numeral(&s, &digit))
			return false;
		p->year = p->year * 10 + digit;
	}
	return take(&s, STR("年")) && take_count(&s, &p->month) &&
	       take(&s, STR("月")) && take_count(&s, &p->day) &&
	       take(&s, STR("日")) && !s.n;
}

static const char *const chinese[] = {"年", "月", "日"};
static const char *const slashes[] = {"/", "/", ""};
static const char *const hyphens[] = {"-", "-", ""};
static const char *const dots[] = {".", ".", ""};

bool
date_written(struct str s, struct date_parts *parts)
{
	return split_marks(s, chinese, parts) ||
	       split_marks(s, slashes, parts) ||
	       split_marks(s, hyphens, parts) ||
	       split_marks(s, dots, parts) || split_numerals(s, parts);
}

int
date_month_days(int year, int month)
{
	return month_days(year, month);
}

bool
date_parse(struct str s, int32_t *day)
{
	struct date_parts p;

	return date_parse_iso(s, day) ||
	       ((split_marks(s, chinese, &p) || split_marks(s, slashes, &p) ||
	         split_numerals(s, &p)) &&
	        date_of(p, day));
}

bool
date_parse_month(struct str s, int32_t *day)
{
	struct date_parts p = {.day = 1};

	if (!take_digits(&s, 4, 4, &p.year))
		return false;
	if (take(&s, STR("-")))
		return take_digits(&s, 2, 2, &p.month) && !s.n &&
		       date_of(p, day);
	return take(&s, STR("年")) && take_digits(&s, 1, 2, &p.month) &&
	       take(&s, STR("月")) && !s.n && date_of(p, day);
}

void
date_iso(int32_t day, char text[DATE_ISO_SIZE])
{
	struct date_parts p = date_split(day);
	const int number[3] = {p.year, p.month, p.day};
	static const int from[3] = {0, 5, 8}, digits[3] = {4, 2, 2};

	text[4] = text[7] = '-';
	text[10] = '\0';
	for (int i = 0; i < 3; i++) {
		int n = number[i];

		for (int at = from[i] + digits[i] - 1; at >= from[i]; at--) {
			text[at] = (char)('0' + n % 10);
			n /= 10;
		}
	}
}

struct str
date_iso_str(struct arena *a, int32_t day)
{
	char text[DATE_ISO_SIZE];

	date_iso(day, text);
	return arena_str(a, str_from(text));
}

static const char *
month_name(int month)
{
	static const char *const name[12] = {
	    "January",   "February", "March",    "April",
	    "May",       "June",     "July",     "August",
	    "September", "October",  "November", "December"};

	return name[month - 1];
}

struct str
date_text(struct arena *a, int32_t day, enum lang lang)
{
	struct date_parts p = date_split(day);

	if (lang == LANG_EN)
		return arena_fmt(a, "%d %s %d", p.day, month_name(p.month),
		                 p.year);
	return arena_fmt(a, "%d年%d月%d日", p.year, p.month, p.day);
}

struct str
date_month_text(struct arena *a, int32_t day, enum lang lang)
{
	struct date_parts p = date_split(day);

	if (lang == LANG_EN)
		return arena_fmt(a, "%s %d", month_name(p.month), p.year);
	return arena_fmt(a, "%d年%d月", p.year, p.month);
}

int32_t
date_add(int32_t day, int32_t n)
{
	int64_t sum = (int64_t)day + n;
	int64_t first = -EPOCH;
	int64_t last = (int64_t)year_start(YEAR_MAX + 1) - 1 - EPOCH;

	if (day == DATE_NONE || day == DATE_NEVER)
		return day;
	return (int32_t)(sum < first ? first : sum > last ? last : sum);
}
