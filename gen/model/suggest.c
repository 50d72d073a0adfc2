#include "model/suggest.h"

#include "base/utf8.h"

static size_t
code_points(struct str s, uint32_t out[SUGGEST_MAX])
{
	size_t n = 0;

	while (s.n && n < SUGGEST_MAX)
		out[n++] = utf8_next(&s);
	return n;
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned
suggest_distance(struct str a, struct str b)
{
	uint32_t x[SUGGEST_MAX], y[SUGGEST_MAX];
	size_t n = code_points(a, x), m = code_points(b, y);
	unsigned row[3][SUGGEST_MAX + 1];

	for (size_t j = 0; j <= m; j++)
		row[0][j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		unsigned *now = row[i % 3], *up = row[(i + 2) % 3];
		const unsigned *upper = row[(i + 1) % 3];

		now[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			unsigned cost = x[i - 1] != y[j - 1];

			now[j] = least(up[j] + 1, now[j - 1] + 1);
			now[j] = least(now[j], up[j - 1] + cost);
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] &&
			    x[i - 2] == y[j - 1])
				now[j] = least(now[j], upper[j - 2] + 1);
		}
	}
	return row[n % 3][m];
}

struct str
suggest_nearest(struct str word, const struct str *known, size_t n)
{
	unsigned allowed = (unsigned)(utf8_count(word) / 3);
	unsigned best = (allowed ? allowed : 1) + 1;
	struct str nearest = {0};

	for (size_t i = 0; i < n; i++) {
		unsigned distance = suggest_distance(word, known[i]);

		if (distance < best) {
			best = distance;
			nearest = known[i];
		}
	}
	return nearest;
}
