#include "store/cut.h"

#include "base/hash.h"
#include "base/vec.h"

#include <assert.h>

/* A member that was walked over. */
struct seen {
	uint64_t place;
	uint64_t hash;
};

struct seens VEC(struct seen);

static size_t
reach_of(uint32_t size)
{
	return size < 2 ? 1 : size / 2;
}

/* Has the i-th of a walk the least hash around? */
static bool
is_cut(const struct seens *seen, size_t i, size_t reach)
{
	struct seen own = seen->v[i];

	for (size_t j = i - reach; j <= i + reach; j++) {
		struct seen other = seen->v[j];

		if (other.hash < own.hash ||
		    (other.hash == own.hash && other.place < own.place))
			return false;
	}
	return true;
}

/* The nearest cut above a place, or at it or below.  A walk begins with the
 * neighbours of the first candidate on the other side, nearest last. */
static uint64_t
find(struct txn *txn, struct list list, uint64_t at, uint32_t size, bool up)
{
	size_t reach = reach_of(size);
	struct seens seen = {0};
	uint64_t found = up ? CUT_NONE : 0;
	uint64_t lead =
	    list_steps(txn, list, up ? at + 1 : at, !up, reach);
	uint64_t from = lead ? lead + !up : at + 1;
	struct list_walk w;

	for (w = list_walk_from(txn, list, from, up); w.more;
	     list_walk_on(&w)) {
		struct seen one = {w.place, hash64(w.record)};
		size_t i;

		vec_push(&seen, one);
		if (seen.n <= 2 * reach)
			continue;
		i = seen.n - 1 - reach;
		if ((seen.v[i].place > at) == up && is_cut(&seen, i, reach)) {
			found = seen.v[i].place;
			break;
		}
	}
	list_walk_end(&w);
	vec_release(&seen);
	return found;
}

uint64_t
cut_below(struct txn *txn, struct list list, uint64_t at, uint32_t size)
{
	return find(txn, list, at, size, false);
}

uint64_t
cut_above(struct txn *txn, struct list list, uint64_t at, uint32_t size)
{
	return find(txn, list, at, size, true);
}

uint32_t
cut_number(uint64_t start)
{
	if (start == CUT_NONE)
		return 0;
	return start ? (uint32_t)start : CUT_OLDEST;
}

/* From the page that holds the last member below that keeps its neighbours,
 * to the one that holds the first above; of a list that has only just become
 * longer than a page, all. */
void
cut_strip_around(struct txn *txn, struct list list, uint64_t at,
                 uint32_t size, struct cut_strip *strip)
{
	size_t steps = reach_of(size) + 1;
	uint32_t count = list_count(txn, list.name);
	uint64_t start = 0;
	uint64_t before = 0;
	uint64_t high = 0;

	strip->n = 0;
	if (count <= size)
		return;
	if (count > size + 1) {
		start = list_steps(txn, list, at, false, steps);
		start = cut_below(txn, list, start, size);
		high = list_steps(txn, list, at, true, steps);
	}
	strip->start[strip->n++] =
	    start ? cut_below(txn, list, start - 1, size) : CUT_NONE;
	strip->start[strip->n++] = start;
	while (start != CUT_NONE && (!high || before < high)) {
		before = start;
		start = cut_above(txn, list, start, size);
		assert(strip->n < CUT_STRIP);
		strip->start[strip->n++] = start;
	}
}
