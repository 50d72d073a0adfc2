#include "model/privacy.h"

#include "base/buf.h"
#include "model/date.h"
#include "model/identifier.h"
#include "model/record_spot.h"

#define IDENTITY_LENGTH 18
#define GROUPS_MAX 5
#define DIGITS_MAX 24
#define REPORTS_MAX 50 /* in one record */

/* A record being read. */
struct reading {
	const struct record *record;
	struct finding_list *findings;
	struct str raw; /* the file */
	struct str s;   /* the file, wide characters folded */
	struct str mail; /* reported last, not to report it twice a line */
	unsigned mail_line;
	struct str found[REPORTS_MAX]; /* reported, to be covered */
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

static int
two(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

static bool
province(int n)
{
	static const unsigned char codes[] = {
	    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42,
	    43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
	    83};

	for (size_t i = 0; i < sizeof codes; i++)
		if (codes[i] == n)
			return true;
	return false;
}

static bool
identity_check(const char *p)
{
	static const int weight[] = {7, 9, 10, 5, 8, 4, 2, 1, 6,
	                             3, 7, 9, 10, 5, 8, 4, 2};
	char last = p[17] == 'x' ? 'X' : p[17];
	int sum = 0;

	for (size_t i = 0; i < sizeof weight / sizeof *weight; i++)
		sum += (p[i] - '0') * weight[i];
	return "10X98765432"[sum % 11] == last;
}

bool
privacy_identity(struct str s)
{
	struct date_parts birth;
	struct uscc code;
	int32_t day;

	if (s.n != IDENTITY_LENGTH)
		return false;
	for (size_t i = 0; i + 1 < s.n; i++)
		if (!digit(s.p[i]))
			return false;
	birth.year = two(s.p + 6) * 100 + two(s.p + 8);
	birth.month = two(s.p + 10);
	birth.day = two(s.p + 12);
	if (birth.year < 1880 || birth.year > 2099 || !date_of(birth, &day) ||
	    !province(two(s.p)) || !identity_check(s.p))
		return false;
	code = uscc_parse(s);
	return code.fault != USCC_OK || code.odd_inner || code.odd_organ;
}

/* A day of birth, year and month and day of two digits each. */
static bool
birthday(int year, const char *p)
{
	struct date_parts birth = {year, two(p), two(p + 2)};
	int32_t day;

	return year >= 1900 && year <= 2030 && date_of(birth, &day);
}

bool
privacy_like_identity(struct str s)
{
	if (s.n < 15 || !province(two(s.p)))
		return false;
	if (s.n == 15)
		return birthday(1900 + two(s.p + 6), s.p + 8);
	return s.n == IDENTITY_LENGTH &&
	       birthday(two(s.p + 6) * 100 + two(s.p + 8), s.p + 10) &&
	       !identity_check(s.p) && uscc_parse(s).fault != USCC_OK;
}

/* The check of Luhn: from the right, every second digit counts double. */
static bool
luhn(struct str s)
{
	int sum = 0;

	for (size_t i = 0; i < s.n; i++) {
		int d = s.p[s.n - 1 - i] - '0';

		if (i % 2)
			d = d * 2 > 9 ? d * 2 - 9 : d * 2;
		sum += d;
	}
	return sum % 10 == 0;
}

bool
privacy_card(struct str s)
{
	bool brand;
	int first;

	if (s.n < 16 || s.n > 19)
		return false;
	first = two(s.p);
	brand = first == 62 || (s.n == 19 && str_starts(s, STR("9558"))) ||
	        (s.n == 16 && (s.p[0] == '4' || first == 35 ||
	                       (first >= 51 && first <= 55)));
	return brand && luhn(s) && uscc_parse(s).fault != USCC_OK;
}

bool
privacy_mobile(struct str s)
{
	if (s.n == 13 && str_starts(s, STR("86")))
		s = str_sub(s, 2, s.n);
	return s.n == 11 && s.p[0] == '1' && s.p[1] >= '3' && s.p[1] <= '9';
}

static bool
ends_in_domain(struct str domain, struct str end)
{
	size_t at = domain.n - end.n;

	if (domain.n < end.n)
		return false;
	for (size_t i = 0; i < end.n; i++) {
		char c = domain.p[at + i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != end.p[i])
			return false;
	}
	return !at || domain.p[at - 1] == '.';
}

bool
privacy_free_mail(struct str local, struct str domain)
{
	static const char *const domains[] = {
	    "qq.com",      "163.com",    "126.com",     "yeah.net",
	    "188.com",     "foxmail.com", "sina.com",   "sina.cn",
	    "sina.com.cn", "sohu.com",   "tom.com",     "21cn.com",
	    "139.com",     "189.cn",     "wo.cn",       "aliyun.com",
	    "gmail.com",   "hotmail.com", "outlook.com", "live.com",
	    "live.cn",     "msn.com",    "icloud.com",  "me.com",
	    "yahoo.com",   "yahoo.cn",   "yahoo.com.cn", "proton.me",
	    "protonmail.com"};

	for (size_t i = 0; i < sizeof domains / sizeof *domains; i++)
		if (ends_in_domain(domain, str_from(domains[i])))
			return true;
	for (size_t i = 0; i < local.n; i++)
		if (!digit(local.p[i]))
			return false;
	return privacy_mobile(local);
}

/* Surnames that are no English word. */
static bool
surname(struct str s)
{
	static const char *const names[] = {
	    "cao",   "chen", "cheng", "cui",   "deng", "ding", "dong", "duan",
	    "feng",  "gao",  "guo",   "hou",   "huang", "jia", "jiang", "kong",
	    "liang", "liao", "lin",   "liu",   "meng", "peng", "qian", "qin",
	    "shao",  "shen", "shi",   "tang",  "tian", "wang", "wei",  "wu",
	    "xia",   "xiao", "xie",   "xiong", "xu",   "xue",  "yan",  "yang",
	    "yuan",  "zeng", "zhang", "zhao",  "zheng", "zhong", "zhou", "zhu",
	    "zou",   "li",   "ma",    "sun",   "hu",   "luo",  "lv",   "song"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(s, str_from(names[i])))
			return true;
	return false;
}

static bool
given_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 'a' || s.p[i] > 'z')
			return false;
	return s.n >= 1 && s.n <= 10;
}

bool
privacy_named_mail(struct str local)
{
	for (size_t i = 1; i + 1 < local.n; i++) {
		struct str a = str_sub(local, 0, i);
		struct str b = str_sub(local, i + 1, local.n);

		if (local.p[i] != '.' && local.p[i] != '_' &&
		    local.p[i] != '-')
			continue;
		return (surname(a) && given_name(b)) ||
		       (given_name(a) && surname(b));
	}
	return false;
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
	       type == FIELD_PHONE || type == FIELD_EMAIL;
}

static bool
find_spot(const struct reading *r, struct str found,
          struct record_spot *spot)
{
	return record_spot(r->record, (size_t)(found.p - r->raw.p), found.n,
	                   spot) &&
	       (!spot->leaf || free_text(spot->leaf->field->type));
}

static void
report(struct reading *r, const char *code, struct record_span at,
       struct str found, struct str shown)
{
	struct finding_place place = record_at(r->record, at);

	finding_add(r->findings, code, &place,
	            (struct str[FINDING_ARGS]){shown});
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

/* A number written in one piece. */
static void
look_at_run(struct reading *r, size_t from, size_t end)
{
	struct str run = str_sub(r->s, from, end);
	bool x = run.n == 17 && end < r->s.n &&
	         (r->s.p[end] == 'X' || r->s.p[end] == 'x');

	if (x)
		run = str_sub(r->s, from, ++end);
	if (!begins(r->s, from) || !ends(r->s, end))
		return;
	if (privacy_identity(run))
		report_number(r, "V101", from, end, run);
	else if (!x && privacy_mobile(run))
		report_number(r, "V102", from, end, run);
	else if (!x && privacy_card(run))
		report_number(r, "V104", from, end, run);
	else if (privacy_like_identity(run))
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
	if (privacy_identity(digits))
		return "V101";
	if (privacy_like_identity(digits))
		return "V105";
	if (digits.n == IDENTITY_LENGTH && digits.p[17] == 'X')
		return NULL;
	if (privacy_mobile(digits))
		return "V102";
	return privacy_card(digits) ? "V104" : NULL;
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

		if (!end || !begins(r->s, from) || !ends(r->s, end))
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
	certain = privacy_free_mail(local, domain);
	if (certain || privacy_named_mail(local))
		report_mail(r, from, end, local, domain, certain);
}

void
privacy_check(const struct record *record, struct finding_list *findings)
{
	struct reading r = {.record = record,
	                    .findings = findings,
	                    .raw = record->source.bytes,
	                    .s = record->source.bytes};
	struct buf folded = {0};
	size_t i = 0;

	if (is_wide(r.raw)) {
		fold_wide(r.raw, &folded);
		r.s = buf_str(&folded);
	}
	while (i < r.s.n && r.reports < REPORTS_MAX) {
		char c = r.s.p[i];

		if (digit(c)) {
			i = look_at_digits(&r, i);
			continue;
		}
		if (c == '@')
			look_at_mail(&r, i);
		i++;
	}
	for (i = 0; i < r.reports; i++)
		finding_cover(findings, record->source.path, r.found[i]);
	buf_release(&folded);
}
