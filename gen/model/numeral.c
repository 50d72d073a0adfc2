#include "model/numeral.h"

#include "base/utf8.h"

#define WAN ((int64_t)10000)
#define MILLION ((int64_t)1000000)
#define DIGITS 12 /* of a number that is read digit by digit */

static const char *const digit_words[] = {
    "零〇", "一壹", "二贰貳两", "三叁叄", "四肆",
    "五伍", "六陆陸", "七柒", "八捌", "九玖"};

static const struct {
	const char *words;
	int64_t value;
} powers[] = {{"十拾", 10},
              {"百佰", 100},
              {"千仟", 1000},
              {"万萬", WAN},
              {"亿億", WAN * WAN}};

/* One character of a numeral: a digit, or a power of ten. */
struct sign {
	int digit;     /* -1: none */
	int64_t power; /* 0: none */
};

static bool
sign_of(struct str one, struct sign *sign)
{
	*sign = (struct sign){-1, 0};
	if (one.n != 3) /* as all of them are; no half of one */
		return false;
	for (int i = 0; i < 10; i++)
		if (str_find(str_from(digit_words[i]), one) <
		    str_from(digit_words[i]).n)
			sign->digit = i;
	for (size_t i = 0; i < sizeof powers / sizeof *powers; i++)
		if (str_find(str_from(powers[i].words), one) <
		    str_from(powers[i].words).n)
			sign->power = powers[i].value;
	return sign->digit >= 0 || sign->power;
}

/* The first character is cut off. */
static struct str
cut_one(struct str *s)
{
	struct str before = *s;

	utf8_next(s);
	return str_sub(before, 0, before.n - s->n);
}

size_t
numeral_length(struct str s)
{
	struct str rest = s;
	struct sign sign;

	while (rest.n) {
		struct str after = rest;
		struct str one = cut_one(&after);

		if (!sign_of(one, &sign) && !str_eq(one, STR("点")))
			break;
		rest = after;
	}
	return s.n - rest.n;
}

/* What has been read of a number, and the part below 万 that is open. */
struct reading {
	int64_t total, part;
	int64_t big, small; /* powers before, which must become less */
	int digit;          /* that waits for its power, or -1 */
	bool zero;          /* 零 stood before it */
	bool begun;
};

/* A digit alone is plain as such, behind 十, or behind 零. */
static bool
close_part(struct reading *r)
{
	bool plain = (!r->part && !r->total) || r->small == 10 || r->zero;

	if (r->digit >= 0 && !plain)
		return false;
	r->part += r->digit >= 0 ? r->digit : 0;
	r->digit = -1;
	r->zero = false;
	return true;
}

static bool
take(struct reading *r, struct sign sign)
{
	bool first = !r->begun;

	r->begun = true;
	if (sign.digit >= 0) {
		if (r->digit >= 0)
			return false;
		r->zero |= sign.digit == 0;
		r->digit = sign.digit ? sign.digit : -1;
		return true;
	}
	if (sign.power < WAN) {
		if (sign.power >= r->small ||
		    (r->digit < 0 && !(first && sign.power == 10)))
			return false;
		r->part += (first ? 1 : r->digit) * sign.power;
		r->small = sign.power;
		r->digit = -1;
		r->zero = false;
		return true;
	}
	if (sign.power >= r->big || !close_part(r) || !r->part)
		return false;
	r->total += r->part * sign.power;
	r->big = sign.power;
	r->small = WAN;
	r->part = 0;
	return true;
}

static bool
whole(struct str s, int64_t *value)
{
	struct reading r = {.big = INT64_MAX, .small = WAN, .digit = -1};
	struct sign sign;

	while (s.n)
		if (!sign_of(cut_one(&s), &sign) || !take(&r, sign))
			return false;
	if (!r.begun || !close_part(&r))
		return false;
	*value = r.total + r.part;
	return true;
}

/* 二〇二四: digit by digit; *count says how many. */
static bool
in_row(struct str s, int64_t *value, int *count)
{
	struct sign sign;

	*value = 0;
	for (*count = 0; s.n; (*count)++) {
		if (!sign_of(cut_one(&s), &sign) || sign.power ||
		    *count == DIGITS)
			return false;
		*value = *value * 10 + sign.digit;
	}
	return *count > 0;
}

/* 五, 〇五 behind 点, in millionths. */
static bool
fraction(struct str s, int64_t *value)
{
	int n;

	if (!in_row(s, value, &n) || n > 6)
		return false;
	for (; n < 6; n++)
		*value *= 10;
	return true;
}

/* 三点五万: a power behind a fraction counts for all of it. */
static int64_t
cut_power(struct str *s)
{
	struct sign sign = {-1, 0};

	if (s->n >= 3 && sign_of(str_sub(*s, s->n - 3, s->n), &sign) &&
	    sign.power >= WAN)
		*s = str_sub(*s, 0, s->n - 3);
	return sign.power >= WAN ? sign.power : 1;
}

bool
numeral_parse(struct str s, int64_t *millionths)
{
	struct str point = STR("点");
	size_t at = str_find(s, point);
	struct str head = str_sub(s, 0, at < s.n ? at : s.n);
	struct str tail = at < s.n ? str_sub(s, at + point.n, s.n) : head;
	int64_t power = at < s.n ? cut_power(&tail) : 1;
	int64_t value, part = 0;
	int n;

	if (!in_row(head, &value, &n) && !whole(head, &value))
		return false;
	if (at < s.n && !fraction(tail, &part))
		return false;
	if (value > INT64_MAX / MILLION / power - 1)
		return false;
	*millionths = (value * MILLION + part) * power;
	return true;
}
