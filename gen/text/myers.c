#include "text/myers.h"

#include <string.h>

/* The furthest point on each diagonal after d edits, for each d. */
struct search {
	struct symbols old, now; /* without common ends */
	int32_t *front;          /* [d * (d + 1) / 2 * ...], rows of d + 1 */
	unsigned limit;
};

/* Row d holds diagonals -d, -d + 2, ..., d. */
static int32_t *
row_of(const struct search *s, unsigned d)
{
	return s->front + (size_t)d * (d + 1) / 2;
}

static int32_t
furthest(const struct search *s, unsigned d, int k)
{
	return row_of(s, d)[(k + (int)d) / 2];
}

/* Where diagonal k is entered with the d-th edit: below (an insertion) or
 * from the left (a deletion). */
static int32_t
entry(const struct search *s, unsigned d, int k, bool *down)
{
	*down = k == -(int)d ||
	        (k != (int)d && furthest(s, d - 1, k - 1) <
	                            furthest(s, d - 1, k + 1));
	return *down ? furthest(s, d - 1, k + 1)
	             : furthest(s, d - 1, k - 1) + 1;
}

static int32_t
slide(const struct search *s, int32_t x, int k)
{
	int32_t y = x - k;

	while (x < (int32_t)s->old.n && y < (int32_t)s->now.n &&
	       s->old.v[x] == s->now.v[y]) {
		x++;
		y++;
	}
	return x;
}

/* How many edits lead to the end; false when more than the limit. */
static bool
advance(const struct search *s, unsigned *edits)
{
	int n = (int)s->old.n;
	int m = (int)s->now.n;

	row_of(s, 0)[0] = slide(s, 0, 0);
	*edits = 0;
	if (n == m && row_of(s, 0)[0] >= n)
		return true;
	for (unsigned d = 1; d <= s->limit; d++) {
		for (int k = -(int)d; k <= (int)d; k += 2) {
			bool down;
			int32_t x = slide(s, entry(s, d, k, &down), k);

			row_of(s, d)[(k + (int)d) / 2] = x;
			if (k == n - m && x >= n) {
				*edits = d;
				return true;
			}
		}
	}
	return false;
}

static void
keep_run(int32_t x, int32_t y, int32_t to, bool *old_keep, bool *now_keep)
{
	for (; x < to; x++, y++)
		old_keep[x] = now_keep[y] = true;
}

/* Walk back from the end and mark what was slid over. */
static void
trace(const struct search *s, unsigned edits, bool *old_keep, bool *now_keep)
{
	int k = (int)s->old.n - (int)s->now.n;
	int32_t x = (int32_t)s->old.n;

	for (unsigned d = edits; d; d--) {
		bool down;
		int32_t from = entry(s, d, k, &down);

		keep_run(from, from - k, x, old_keep, now_keep);
		k += down ? 1 : -1;
		x = furthest(s, d - 1, k);
	}
	keep_run(0, 0, x, old_keep, now_keep);
}

void
myers_keep(struct arena *a, struct symbols old, struct symbols now,
           unsigned limit, bool *old_keep, bool *now_keep)
{
	struct search s = {.limit = limit};
	size_t least = old.n < now.n ? old.n : now.n;
	size_t head = 0;
	size_t tail = 0;
	unsigned edits;

	memset(old_keep, 0, old.n * sizeof *old_keep);
	memset(now_keep, 0, now.n * sizeof *now_keep);
	while (head < least && old.v[head] == now.v[head])
		old_keep[head] = now_keep[head] = true, head++;
	while (tail < least - head &&
	       old.v[old.n - 1 - tail] == now.v[now.n - 1 - tail]) {
		tail++;
		old_keep[old.n - tail] = now_keep[now.n - tail] = true;
	}
	s.old = (struct symbols){old.v + head, old.n - head - tail};
	s.now = (struct symbols){now.v + head, now.n - head - tail};
	if (s.old.n == 0 || s.now.n == 0)
		return;
	if (s.old.n + s.now.n < s.limit)
		s.limit = (unsigned)(s.old.n + s.now.n);
	s.front = arena_array(a, (size_t)(s.limit + 1) * (s.limit + 2) / 2,
	                      sizeof *s.front);
	if (advance(&s, &edits))
		trace(&s, edits, old_keep + head, now_keep + head);
}
