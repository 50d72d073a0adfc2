#include "model/decimal.h"

#include <inttypes.h>

#define WHOLE_MAX 12
#define PLACES 6
#define MILLION 1000000

/* Compare the digits of two numbers without sign. */
static int
order_digits(struct str a, struct str b)
{
	struct str whole_a = str_cut(&a, '.'), whole_b = str_cut(&b, '.');
	size_t n;

	while (whole_a.n && whole_a.p[0] == '0')
		whole_a = str_sub(whole_a, 1, whole_a.n);
	while (whole_b.n && whole_b.p[0] == '0')
		whole_b = str_sub(whole_b, 1, whole_b.n);
	if (whole_a.n != whole_b.n)
		return whole_a.n < whole_b.n ? -1 : 1;
	if (!str_eq(whole_a, whole_b))
		return str_cmp(whole_a, whole_b);
	n = a.n > b.n ? a.n : b.n;
	for (size_t i = 0; i < n; i++) {
		char x = i < a.n ? a.p[i] : '0', y = i < b.n ? b.p[i] : '0';

		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

int
decimal_order(struct str a, struct str b)
{
	bool minus_a = str_starts(a, STR("-")), minus_b =
	    str_starts(b, STR("-"));

	if (minus_a)
		a = str_sub(a, 1, a.n);
	if (minus_b)
		b = str_sub(b, 1, b.n);
	if (order_digits(a, STR("0")) == 0 && order_digits(b, STR("0")) == 0)
		return 0;
	if (minus_a != minus_b)
		return minus_a ? -1 : 1;
	return minus_a ? order_digits(b, a) : order_digits(a, b);
}

bool
decimal_parse(struct str s, int64_t *millionths)
{
	bool minus = str_starts(s, STR("-"));
	struct str whole, part;
	int64_t n = 0;

	part = minus ? str_sub(s, 1, s.n) : s;
	whole = str_cut(&part, '.');
	if (!whole.n || whole.n > WHOLE_MAX || part.n > PLACES)
		return false;
	for (size_t i = 0; i < whole.n + PLACES; i++) {
		size_t k = i - whole.n;
		char c = i < whole.n ? whole.p[i]
		         : k < part.n ? part.p[k]
		                      : '0';

		if (c < '0' || c > '9')
			return false;
		n = n * 10 + (c - '0');
	}
	*millionths = minus ? -n : n;
	return true;
}

struct str
decimal_text(struct arena *a, int64_t millionths)
{
	int64_t n = millionths < 0 ? -millionths : millionths;
	const char *sign = millionths < 0 ? "-" : "";
	struct str s;

	if (n % MILLION == 0)
		return arena_fmt(a, "%s%" PRId64, sign, n / MILLION);
	s = arena_fmt(a, "%s%" PRId64 ".%06" PRId64, sign, n / MILLION,
	              n % MILLION);
	while (s.p[s.n - 1] == '0')
		s.n--;
	return s;
}

struct str
decimal_grouped(struct arena *a, struct str text)
{
	size_t minus = str_starts(text, STR("-"));
	size_t point = str_chr(text, '.');
	size_t whole = point < text.n ? point : text.n;
	char *p;
	size_t n = 0;

	for (size_t i = minus; i < whole; i++)
		if (text.p[i] < '0' || text.p[i] > '9')
			return text;
	p = arena_alloc(a, text.n + whole / 3 + 1);
	for (size_t i = 0; i < text.n; i++) {
		if (i > minus && i < whole && (whole - i) % 3 == 0)
			p[n++] = ',';
		p[n++] = text.p[i];
	}
	return (struct str){p, n};
}
