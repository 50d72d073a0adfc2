#include "model/identifier.h"

#include "base/utf8.h"

#include <string.h>

#define USCC_LENGTH 18

static const char uscc_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

static int
uscc_value(char c)
{
	const char *at = c ? strchr(uscc_alphabet, c) : NULL;

	return at ? (int)(at - uscc_alphabet) : -1;
}

static char
uscc_last(const char text[USCC_LENGTH])
{
	int sum = 0, weight = 1;

	for (int i = 0; i < USCC_LENGTH - 1; i++) {
		sum += uscc_value(text[i]) * weight;
		weight = weight * 3 % 31;
	}
	return uscc_alphabet[(31 - sum % 31) % 31];
}

/* Do characters 9 to 17 pass the check of the older code inside? */
static bool
inner_fits(const char *inner)
{
	static const int weight[8] = {3, 7, 9, 10, 5, 8, 4, 2};
	int sum = 0, check;

	for (int i = 0; i < 8; i++) {
		char c = inner[i];

		sum += (digit(c) ? c - '0' : c - 'A' + 10) * weight[i];
	}
	check = 11 - sum % 11;
	return inner[8] == "0123456789X"[check % 11];
}

static bool
organ_known(const char *text)
{
	static const char known[][3] = {"11", "12", "13", "19", "51", "52",
	                                "53", "59", "91", "92", "93", "Y1"};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (memcmp(text, known[i], 2) == 0)
			return true;
	return false;
}

struct uscc
uscc_parse(struct str s)
{
	struct uscc code = {.fault = USCC_FORM};
	char text[USCC_SIZE] = "";

	if (s.n != USCC_LENGTH)
		return code;
	for (size_t i = 0; i < s.n; i++) {
		text[i] = upper(s.p[i]);
		if (uscc_value(text[i]) < 0)
			return code;
	}
	/* Characters 3 to 8 are an area code: digits. */
	for (int i = 2; i < 8; i++)
		if (!digit(text[i]))
			return code;
	memcpy(code.text, text, sizeof text);
	code.expect = uscc_last(text);
	code.fault = code.expect == text[17] ? USCC_OK : USCC_CHECK;
	code.odd_organ = !organ_known(text);
	code.odd_inner = !inner_fits(text + 8);
	return code;
}

/* A number of 1989 and later carries a check digit: 2 3 .. 9 2 3 .. */
static char
patent_last(const char *digits, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (digits[i] - '0') * (int)(2 + i % 8);
	return "0123456789X"[sum % 11];
}

/*
 * Upper case without ZL or CN in front and without the spaces that the
 * standard allows; false when longer than a number can be.
 */
static bool
patent_strip(struct str s, char out[PATENT_SIZE])
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ' ')
			continue;
		if (n + 1 == PATENT_SIZE)
			return false;
		out[n++] = upper(s.p[i]);
	}
	out[n] = '\0';
	if (n >= 2 && !memcmp(out, "ZL", 2))
		memmove(out, out + 2, n - 1);
	return true;
}

static bool
spaces_beside_dot(struct str s)
{
	return str_find(s, STR(" .")) < s.n || str_find(s, STR(". ")) < s.n;
}

/* CN, 7 to 9 digits, a letter of the kind of document, perhaps a digit. */
static bool
publication(const char *text)
{
	size_t n = 0;
	char kind;

	if (text[0] != 'C' || text[1] != 'N')
		return false;
	while (digit(text[2 + n]))
		n++;
	kind = text[2 + n];
	return n >= 7 && n <= 9 && kind >= 'A' && kind <= 'Z' &&
	       (!text[3 + n] || (digit(text[3 + n]) && !text[4 + n]));
}

static bool
type_fits(char type, bool old)
{
	return (type >= '1' && type <= '3') || type == '8' ||
	       (type == '9' && !old);
}

static int
two(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

/* Year and type of the digits before the check digit. */
static bool
patent_year(struct patent *p, const char *text, size_t n)
{
	bool old = n == 8;

	if (old) {
		p->year = 1900 + two(text) + (two(text) < 85 ? 100 : 0);
		p->type = text[2];
		return p->year <= 2003 && type_fits(p->type, old);
	}
	p->year = two(text) * 100 + two(text + 2);
	p->type = text[4];
	return n == 12 && p->year >= 2003 && type_fits(p->type, old);
}

/* The part after the digits: ".C", or C with the dot left out. */
static bool
patent_tail(struct patent *p, const char *tail, char *check)
{
	*check = '\0';
	if (!*tail)
		return p->year < 1989;
	p->dot_added = *tail != '.';
	if (*tail == '.')
		tail++;
	*check = *tail;
	return p->year >= 1989 && (digit(*tail) || *tail == 'X') && !tail[1];
}

static void
patent_write(struct patent *p, const char *digits, size_t n, char check)
{
	memcpy(p->text, "ZL", 2);
	memcpy(p->text + 2, digits, n);
	if (check) {
		p->text[2 + n] = '.';
		p->text[3 + n] = check;
		p->expect = patent_last(digits, n);
	}
	p->fault = check == p->expect ? PATENT_OK : PATENT_CHECK;
}

/* How many of the leading digits come before the check digit? */
static size_t
patent_digits(const char *text)
{
	size_t n = strspn(text, "0123456789");

	if (n == 13 || n == 9)
		return n - 1; /* the dot is missing */
	return n;
}

struct patent
patent_parse(struct str s)
{
	struct patent p = {.fault = PATENT_FORM};
	char text[PATENT_SIZE];
	char *number = text;
	char check;
	size_t n;

	if (!patent_strip(s, text) || spaces_beside_dot(s))
		return p;
	if (publication(text)) {
		p.fault = PATENT_PUBLICATION;
		return p;
	}
	if (text[0] == 'C' && text[1] == 'N')
		number += 2;
	n = patent_digits(number);
	if ((n != 8 && n != 12) || !patent_year(&p, number, n) ||
	    !patent_tail(&p, number + n, &check))
		return (struct patent){.fault = PATENT_FORM};
	patent_write(&p, number, n, check);
	return p;
}

/* Take one of the brackets that stand for 〔 or 〕. */
static bool
take_bracket(struct str *s, bool open, bool *mended)
{
	static const uint32_t opening[] = {0x3014, '[', 0xff3b, '(', 0xff08,
	                                   0x3010};
	static const uint32_t closing[] = {0x3015, ']', 0xff3d, ')', 0xff09,
	                                   0x3011};
	const uint32_t *bracket = open ? opening : closing;
	struct str rest = *s;
	uint32_t c = rest.n ? utf8_next(&rest) : 0;

	for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
		if (c == bracket[i]) {
			*mended = *mended || i > 0;
			*s = rest;
			return true;
		}
	}
	return false;
}

/* 2 to 15 Han characters: who issued it. */
static struct str
take_issuer(struct str *s)
{
	struct str all = *s, rest = *s;
	size_t n = 0;

	while (rest.n) {
		struct str next = rest;

		if (!utf8_is_han(utf8_next(&next)))
			break;
		rest = next;
		n++;
	}
	*s = rest;
	return n >= 2 && n <= 15 ? str_sub(all, 0, all.n - rest.n)
	                         : (struct str){0};
}

static struct str
take_number(struct str *s)
{
	struct str all = *s;
	size_t n = 0;

	while (n < all.n && digit(all.p[n]))
		n++;
	*s = str_sub(all, n, all.n);
	return str_sub(all, 0, n);
}

static size_t
put(char *out, size_t at, struct str s)
{
	memcpy(out + at, s.p, s.n);
	return at + s.n;
}

struct docno
docno_parse(struct str s)
{
	struct docno d = {.fault = DOCNO_FORM};
	struct str issuer = take_issuer(&s), year, serial;
	bool mended = false;
	size_t n = 0;

	if (!issuer.n || !take_bracket(&s, true, &mended))
		return d;
	year = take_number(&s);
	if (year.n != 4 || (two(year.p) != 19 && two(year.p) != 20) ||
	    !take_bracket(&s, false, &mended))
		return d;
	serial = take_number(&s);
	if (!serial.n || serial.n > 5 || serial.p[0] == '0' ||
	    !str_eq(s, STR("号")))
		return d;
	d.year = two(year.p) * 100 + two(year.p + 2);
	n = put(d.text, n, issuer);
	n = put(d.text, n, STR("〔"));
	n = put(d.text, n, year);
	n = put(d.text, n, STR("〕"));
	n = put(d.text, n, serial);
	put(d.text, n, STR("号"));
	d.fault = mended ? DOCNO_BRACKETS : DOCNO_OK;
	return d;
}

bool
adcode_shape(struct str s)
{
	size_t n = 0;

	while (n < s.n && digit(s.p[n]))
		n++;
	if (n != 6 || n == s.n)
		return n == 6;
	if (s.p[n++] != '-' || n == s.n)
		return false;
	for (; n < s.n; n++)
		if (s.p[n] < 'A' || s.p[n] > 'Z')
			return false;
	return true;
}
