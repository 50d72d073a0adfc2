#include "model/life.h"

#include <assert.h>

static int
order_source(const struct assertion *a, const struct assertion *b)
{
	int order = str_cmp(a->kind, b->kind);

	return order ? order : str_cmp(a->id, b->id);
}

/* Does a win over b on a day on which both hold? */
static bool
stronger(const struct life *life, const struct assertion *a,
         const struct assertion *b)
{
	int rank_a = life->state[a->state].rank;
	int rank_b = life->state[b->state].rank;

	if (rank_a != rank_b)
		return rank_a > rank_b;
	if (a->from != b->from)
		return a->from > b->from;
	if (a->accession != b->accession)
		return a->accession > b->accession;
	if (a->until != b->until)
		return a->until > b->until;
	return order_source(a, b) < 0;
}

/* Does the state r, which resets, end what a asserts? */
static bool
ends(const struct life *life, const struct assertion *r,
     const struct assertion *a)
{
	int rank_r = life->state[r->state].rank;
	int rank_a = life->state[a->state].rank;

	if (r == a || a->from > r->from || rank_a > rank_r)
		return false;
	/* Two that reset alike do not end one another. */
	return a->from < r->from || rank_a < rank_r ||
	       !life->state[a->state].resets;
}

static bool
ended(const struct life *life, const struct assertion *assertion, size_t n,
      const struct assertion *a, int32_t day)
{
	for (size_t i = 0; i < n; i++) {
		const struct assertion *r = &assertion[i];

		if (life->state[r->state].resets && r->from <= day &&
		    ends(life, r, a))
			return true;
	}
	return false;
}

static const struct assertion *
strongest(const struct life *life, const struct assertion *assertion,
          size_t n, int32_t day)
{
	const struct assertion *best = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct assertion *a = &assertion[i];

		assert(a->state < life->n);
		if (a->from > day || a->until < day)
			continue;
		if ((!best || stronger(life, a, best)) &&
		    !ended(life, assertion, n, a, day))
			best = a;
	}
	return best;
}

/* The first day after `day` on which an assertion begins or is over. */
static int32_t
next_event(const struct assertion *assertion, size_t n, int32_t day)
{
	int32_t next = DATE_NEVER;

	for (size_t i = 0; i < n; i++) {
		const struct assertion *a = &assertion[i];

		if (a->from > day && a->from < next)
			next = a->from;
		if (a->until >= day && a->until < next - 1)
			next = a->until + 1;
	}
	return next;
}

struct life_status
life_fold(const struct life *life, const struct assertion *assertion,
          size_t n, int32_t day)
{
	const struct assertion *by = strongest(life, assertion, n, day);
	struct life_status status = {.by = by,
	                             .state = by ? by->state : LIFE_NO_STATE,
	                             .since = by ? by->from : DATE_NONE};
	int32_t next = next_event(assertion, n, day);

	while (next != DATE_NEVER &&
	       strongest(life, assertion, n, next) == by)
		next = next_event(assertion, n, next);
	status.next = next;
	return status;
}

static bool
earlier(const struct life *life, const struct assertion *a,
        const struct assertion *b)
{
	int rank_a = life->state[a->state].rank;
	int rank_b = life->state[b->state].rank;

	if (a->from != b->from)
		return a->from < b->from;
	if (a->until != b->until)
		return a->until < b->until;
	if (rank_a != rank_b)
		return rank_a < rank_b;
	if (a->accession != b->accession)
		return a->accession < b->accession;
	return order_source(a, b) < 0;
}

/* Insertion: a record has a handful of assertions, and equal ones stay. */
void
life_sort(const struct life *life, struct assertion *assertion, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct assertion a = assertion[i];
		size_t at = i;

		while (at && earlier(life, &a, &assertion[at - 1])) {
			assertion[at] = assertion[at - 1];
			at--;
		}
		assertion[at] = a;
	}
}

uint32_t
life_find(const struct life *life, struct str code)
{
	for (uint32_t i = 0; i < life->n; i++)
		if (str_eq(life->state[i].code, code))
			return i;
	return LIFE_NO_STATE;
}

bool
life_is_good(const struct life *life, struct str code)
{
	uint32_t i = life_find(life, code);

	return i != LIFE_NO_STATE && life->state[i].tone == TONE_OK;
}

const struct life_state *
life_call(const struct life *life)
{
	for (uint32_t i = 0; i < life->n; i++)
		if (life->state[i].call.n)
			return &life->state[i];
	return NULL;
}

struct str
life_tone_name(enum life_tone tone)
{
	switch (tone) {
	case TONE_OK:
		return STR("ok");
	case TONE_WAIT:
		return STR("wait");
	case TONE_END:
		return STR("end");
	case TONE_PLAIN:
		break;
	}
	return STR("plain");
}
