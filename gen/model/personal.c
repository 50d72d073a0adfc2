#include "model/personal.h"

#include "model/date.h"
#include "model/identifier.h"

#define IDENTITY_LENGTH 18

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
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
personal_identity(struct str s)
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
personal_like_identity(struct str s)
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
personal_card(struct str s)
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
personal_mobile(struct str s)
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
personal_free_mail(struct str local, struct str domain)
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
	return personal_mobile(local);
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
personal_named_mail(struct str local)
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
