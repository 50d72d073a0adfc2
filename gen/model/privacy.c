#include "model/privacy.h"

#include "base/buf.h"
#include "model/escape.h"
#include "model/personal.h"
#include "model/record_spot.h"
#include "text/value.h"

#define IDENTITY_LENGTH 18
#define GROUPS_MAX 5
#define DIGITS_MAX 24
#define DIGITS_LEAST 11 /* of any number that is looked for */
#define REPORTS_MAX 50 /* in one record */
#define ADDRESS_MAX 200 /* bytes of an address before a number */

/* A record being read: its file, or a text of it. */
struct reading {
	const struct record *record;
	struct finding_list *findings;
	const struct record_span *at; /* of the text; NULL: the file */
	struct str raw; /* the file or the text */
	struct str s;   /* the same, wide characters folded */
	struct str mail; /* reported last, not to report it twice a line */
	unsigned mail_line;
	struct str found[REPORTS_MAX];   /* reported */
	struct str written[REPORTS_MAX]; /* as the file has it, to be covered */
	size_t reports;
};

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The ASCII character that a wide one stands for, or NUL. */
static char
narrow(struct str s)
{
	unsigned char b, c;

	if (s.n < 3)
		return '\0';
	b = (unsigned char)s.p[1];
	c = (unsigned char)s.p[2];
	if (str_starts(s, STR("\xe3\x80\x80")))
		return ' ';
	if (s.p[0] != '\xef' || (b != 0xbc && b != 0xbd))
		return '\0';
	c = (unsigned char)(c - 0x80 + (b == 0xbc ? 0x20 : 0x60));
	if (digit((char)c) || letter((char)c) ||
	    (b == 0xbc && (c == '@' || c == '.' || c == '-')))
		return (char)c;
	return '\0';
}

/* Is there a wide character that may hide a number or an address? */
static bool
is_wide(struct str s)
{
	for (size_t i = 0; i + 2 < s.n; i++) {
		char c = s.p[i] == '\xef' || s.p[i] == '\xe3'
		             ? narrow(str_sub(s, i, s.n))
		             : '\0';

		if (digit(c) || c == '@' ||
		    (c && i && digit(s.p[i - 1])))
			return true;
	}
	return false;
}

static void
fold_wide(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.n;) {
		char c = narrow(str_sub(s, i, s.n));

		buf_byte(out, c ? c : s.p[i]);
		i += c ? 3 : 1;
	}
}

/* The bytes of the file that part of the folded text stands for. */
static struct str
unfolded(const struct reading *r, size_t from, size_t end)
{
	size_t i = 0, first = 0;

	if (r->s.p == r->raw.p)
		return str_sub(r->raw, from, end);
	for (size_t k = 0; k < end; k++) {
		if (k == from)
			first = i;
		i += narrow(str_sub(r->raw, i, r->raw.n)) ? 3 : 1;
	}
	return str_sub(r->raw, first, i);
}

/* Types of fields whose text people write freely. */
static bool
free_text(enum field_type type)
{
	return type == FIELD_TEXT || type == FIELD_MARKDOWN ||
	       type == FIELD_PHONE || type == FIELD_EMAIL ||
	       type == FIELD_URL;
}

static bool
is_reported(const struct reading *r, struct str found)
{
	for (size_t i = 0; i < r->reports; i++)
		if (str_eq(r->found[i], found))
			return true;
	return false;
}

static bool
find_spot(const struct reading *r, struct str found,
          struct record_spot *spot)
{
	if (r->at) {
		spot->at = *r->at;
		return !is_reported(r, found);
	}
	return record_spot(r->record, (size_t)(found.p - r->raw.p), found.n,
	                   spot) &&
	       (!spot->leaf || free_text(spot->leaf->field->type));
}

static void
report(struct reading *r, const char *code, struct record_span at,
       struct str found, struct str shown)
{
	struct finding_place place = record_at(r->record, at);
	struct str file = r->record->source.bytes;
	const struct finding *f =
	    finding_add(r->findings, code, &place,
	                (struct str[FINDING_ARGS]){shown});
	struct str line = str_sub(file, f->at, file.n);

	/* What is written otherwise is covered to the end of its line. */
	r->written[r->reports] = r->at ? str_cut(&line, '\n') : found;
	r->found[r->reports++] = found;
}

/* The first three and the last two characters, stars between. */
static struct str
masked(const struct reading *r, struct str s)
{
	char text[DIGITS_MAX];
	size_t n = s.n < sizeof text ? s.n : sizeof text;

	for (size_t i = 0; i < n; i++)
		text[i] = i < 3 || i + 2 >= n ? s.p[i] : '*';
	return arena_str(r->findings->arena, (struct str){text, n});
}

static void
report_number(struct reading *r, const char *code, size_t from,
              size_t end, struct str digits)
{
	struct str found = unfolded(r, from, end);
	struct record_spot spot;

	if (find_spot(r, found, &spot))
		report(r, code, spot.at, found, masked(r, digits));
}

/* Can a number of its own begin here, not a part of a name or address? */
static bool
begins(struct str s, size_t at)
{
	char c = at ? s.p[at - 1] : ' ';
	char b = at > 1 ? s.p[at - 2] : ' ';

	if (c == '-')
		return !digit(b) && !letter(b) && b != '_' ? true : b == '6';
	return !digit(c) && !letter(c) && (!c || !strchr("_./=%&#@~", c));
}

static bool
ends(struct str s, size_t at)
{
	char c = at < s.n ? s.p[at] : ' ';
	char d = at + 1 < s.n ? s.p[at + 1] : ' ';

	if (c == '.' || c == '-')
		return !digit(d) && !letter(d);
	return !digit(c) && !letter(c) && (!c || !strchr("_@/=", c));
}

/* Where the address begins in which a byte stands. */
static size_t
address_of(struct str s, size_t at)
{
	size_t from = at;

	while (from && at - from < ADDRESS_MAX && s.p[from - 1] > ' ' &&
	       s.p[from - 1] < 0x7f && !strchr("()<>[]\"'|`", s.p[from - 1]))
		from--;
	return from;
}

/* Does an address call or write to the number that stands in it? */
static bool
is_contact(struct str s, size_t at)
{
	static const struct str word[] = {
	    {"tel:", 4},    {"tel=", 4},   {"tel/", 4},     {"sms", 3},
	    {"callto", 6},  {"phone", 5},  {"mobile", 6},   {"shouji", 6},
	    {"weixin", 6},  {"wechat", 6}, {"whatsapp", 8}, {"wa.me", 5},
	    {"wxid=", 5}};
	char text[ADDRESS_MAX];
	struct str address = {text, 0};

	for (size_t i = address_of(s, at); i < at; i++) {
		char c = s.p[i];

		text[address.n++] =
		    c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
	}
	for (size_t i = 0; i < sizeof word / sizeof *word; i++)
		if (str_find(address, word[i]) < address.n)
			return true;
	return false;
}

/* Is a number a part of its own in an address? */
static bool
is_part(struct str s, size_t from, size_t end)
{
	return (begins(s, from) || (from && strchr("/=", s.p[from - 1]))) &&
	       (ends(s, end) || s.p[end] == '/');
}

/* Is it a number of its own, or one that an address gives as such? */
static bool
is_whole(struct str s, size_t from, size_t end)
{
	return (begins(s, from) && ends(s, end)) ||
	       (is_part(s, from, end) && is_contact(s, from));
}

/* A number written in one piece. */
static void
look_at_run(struct reading *r, size_t from, size_t end)
{
	struct str run = str_sub(r->s, from, end);
	bool x = run.n == 17 && end < r->s.n &&
	         (r->s.p[end] == 'X' || r->s.p[end] == 'x');

	if (x)
		run = str_sub(r->s, from, ++end);
	if (personal_identity(run) && is_part(r->s, from, end))
		report_number(r, "V101", from, end, run);
	else if (!is_whole(r->s, from, end))
		return;
	else if (!x && personal_mobile(run))
		report_number(r, "V102", from, end, run);
	else if (!x && personal_card(run))
		report_number(r, "V104", from, end, run);
	else if (personal_like_identity(run))
		report_number(r, "V105", from, end, run);
}

static bool
separator(char c)
{
	return c == ' ' || c == '-' || c == '.';
}

/* Take groups of digits with a space, hyphen or dot between them. */
static size_t
take_groups(struct str s, size_t at, const unsigned char *group,
            struct str *digits, char out[DIGITS_MAX])
{
	size_t n = 0;

	for (size_t g = 0; group[g]; g++) {
		if (g && (at >= s.n || !separator(s.p[at])))
			return 0;
		at += g > 0;
		for (size_t i = 0; i < group[g]; i++, at++) {
			bool x = n == 17 && at < s.n && s.p[at] == 'X';

			if (at >= s.n || (!digit(s.p[at]) && !x))
				return 0;
			out[n++] = s.p[at];
		}
	}
	*digits = (struct str){out, n};
	return at;
}

static const char *
grouped_code(struct str digits)
{
	if (personal_identity(digits))
		return "V101";
	if (personal_like_identity(digits))
		return "V105";
	if (digits.n == IDENTITY_LENGTH && digits.p[17] == 'X')
		return NULL;
	if (personal_mobile(digits))
		return "V102";
	return personal_card(digits) ? "V104" : NULL;
}

/* A number written in groups, as people read it aloud. */
static void
look_at_groups(struct reading *r, size_t from)
{
	static const unsigned char forms[][GROUPS_MAX + 1] = {
	    {3, 4, 4}, {6, 8, 4}, {4, 4, 4, 4}, {4, 4, 4, 4, 3}, {6, 13}};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		char out[DIGITS_MAX];
		struct str digits;
		size_t end = take_groups(r->s, from, forms[i], &digits, out);
		const char *code;

		if (!end || !is_whole(r->s, from, end))
			continue;
		code = grouped_code(digits);
		if (code) {
			report_number(r, code, from, end, digits);
			return;
		}
	}
}

static size_t
look_at_digits(struct reading *r, size_t from)
{
	struct str s = r->s;
	size_t end = from;

	while (end < s.n && digit(s.p[end]))
		end++;
	if (end - from >= 11)
		look_at_run(r, from, end);
	else if ((end - from == 3 || end - from == 4 || end - from == 6) &&
	         end + 1 < s.n && separator(s.p[end]) &&
	         digit(s.p[end + 1]))
		look_at_groups(r, from);
	return end;
}

static bool
mail_character(char c)
{
	return letter(c) || digit(c) || c == '.' || c == '_' || c == '%' ||
	       c == '+' || c == '-';
}

/* First letter, stars, domain. */
static struct str
masked_mail(const struct reading *r, struct str local, struct str domain)
{
	return arena_fmt(r->findings->arena, "%c***@%.*s", local.p[0],
	                 STR_ARG(domain));
}

static void
report_mail(struct reading *r, size_t from, size_t end, struct str local,
            struct str domain, bool certain)
{
	struct str mail = unfolded(r, from, end);
	struct record_spot spot;

	if (!find_spot(r, mail, &spot) ||
	    (str_eq(mail, r->mail) && spot.at.line == r->mail_line))
		return;
	r->mail = mail;
	r->mail_line = spot.at.line;
	report(r, "V103", spot.at, mail, masked_mail(r, local, domain));
	if (!certain)
		finding_set_level(r->findings, FINDING_WARNING);
}

static void
look_at_mail(struct reading *r, size_t at)
{
	struct str s = r->s, local, domain;
	size_t from = at, end = at + 1;
	bool certain;

	while (from && mail_character(s.p[from - 1]))
		from--;
	while (end < s.n && mail_character(s.p[end]))
		end++;
	while (end > at + 1 && !letter(s.p[end - 1]))
		end--;
	local = str_sub(s, from, at);
	domain = str_sub(s, at + 1, end);
	if (!local.n || str_chr(domain, '.') == domain.n)
		return;
	certain = personal_free_mail(local, domain);
	if (certain || personal_named_mail(local))
		report_mail(r, from, end, local, domain, certain);
}

static void
scan(struct reading *r, struct str text, const struct record_span *at)
{
	struct buf folded = {0};
	size_t i = 0;

	r->raw = r->s = text;
	r->at = at;
	if (is_wide(text)) {
		fold_wide(text, &folded);
		r->s = buf_str(&folded);
	}
	while (i < r->s.n && r->reports < REPORTS_MAX) {
		char c = r->s.p[i];

		if (digit(c)) {
			i = look_at_digits(r, i);
			continue;
		}
		if (c == '@')
			look_at_mail(r, i);
		i++;
	}
	buf_release(&folded);
}

/* Has a text an address or as many digits as a number? */
static bool
may_hold(struct str text)
{
	size_t digits = 0;

	for (size_t i = 0; i < text.n; i++) {
		digits += digit(text.p[i]);
		if (text.p[i] == '@' || digits == DIGITS_LEAST)
			return true;
	}
	return is_wide(text);
}

/* A text as it is read, unless the file says just that: an escape may end
 * in the very digit that it stands for. */
static void
scan_text(struct reading *r, struct str text, struct record_span at)
{
	struct str file = r->record->source.bytes;

	if (may_hold(text) && (str_chr(file, '\\') < file.n ||
	                       str_find(file, text) > file.n))
		scan(r, text, &at);
}

/* A text with all escapes undone, also where readers do not see them, as in
 * the addresses of links. */
static void
scan_undone(struct reading *r, struct str text, struct record_span at)
{
	struct buf b = {0};

	if (escape_undo(text, &b) && may_hold(buf_str(&b)))
		scan(r, arena_str(r->findings->arena, buf_str(&b)), &at);
	buf_release(&b);
}

static void
scan_leaf(struct reading *r, const struct record_leaf *leaf)
{
	struct str en = value_str(value_get(leaf->value, STR("en")));

	if (leaf->field->hidden || !free_text(leaf->field->type))
		return;
	scan_text(r, leaf->plain.n ? leaf->plain : record_leaf_text(leaf),
	          leaf->at);
	scan_text(r, en, leaf->at);
	scan_undone(r, record_leaf_text(leaf), leaf->at);
	scan_undone(r, en, leaf->at);
}

/* The first line of the body that has a reference, an escape or a mark in
 * it, or the first of all: where to look for what is not written plainly. */
static bool
marked(char c)
{
	return c == '&' || c == '%' || c == '\\' || c == '*' || c == '_' ||
	       c == '`' || c == '~';
}

static struct record_span
body_place(const struct record *record)
{
	struct record_span at = {record->body_line, 1, 0};
	struct str rest = record->body;

	for (unsigned line = at.line; rest.n; line++) {
		struct str text = str_cut(&rest, '\n');

		for (size_t i = 0; i < text.n; i++)
			if (marked(text.p[i])) {
				at.line = line;
				return at;
			}
	}
	return at;
}

void
privacy_check(const struct record *record, struct finding_list *findings)
{
	struct reading r = {.record = record, .findings = findings};
	struct record_span body = body_place(record);

	scan(&r, record->source.bytes, NULL);
	for (size_t i = 0; i < record->leaves; i++)
		scan_leaf(&r, &record->leaf[i]);
	scan_text(&r, record->body_text, body);
	scan_undone(&r, record->body, body);
	for (size_t i = 0; i < r.reports; i++)
		finding_cover(findings, record->source.path, r.written[i]);
}
