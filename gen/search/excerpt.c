#include "search/excerpt.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define TITLES 2 /* texts at the front that are titles */
#define MARKS 8    /* of an item in a text */
#define BEFORE 20  /* code points before the first mark */
#define LENGTH 100 /* code points of an excerpt */
#define ELLIPSIS "\xe2\x80\xa6"

struct marks {
	struct place v[MATCH_ITEMS * MARKS];
	size_t n;
	size_t items; /* how many of them stand in the text */
};

struct segment *
excerpt_segments(struct arena *a, const struct str *texts, size_t n)
{
	struct segment *v = arena_array(a, n, sizeof *v);

	for (size_t i = 0; i < n; i++)
		v[i] = (struct segment){
		    texts[i], fold_text(a, texts[i], FOLD_PLACES),
		    fold_text(a, texts[i], FOLD_PLACES | FOLD_EXACT)};
	return v;
}

const struct units *
excerpt_units(const struct item *item, const struct segment *segment)
{
	return item->exact ? &segment->exact : &segment->plain;
}

static int
place_order(const void *a, const void *b)
{
	const struct place *x = a;
	const struct place *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

static void
find_marks(const struct items *items, const struct segment *segment,
           struct marks *marks)
{
	marks->n = 0;
	marks->items = 0;
	for (size_t i = 0; i < items->n; i++) {
		const struct item *item = &items->v[i];
		size_t n = match_find(item, excerpt_units(item, segment),
		                      marks->v + marks->n, MARKS);

		marks->n += n;
		marks->items += n > 0;
	}
}

/* Where the text `count` code points before `at` begins. */
static size_t
step_back(struct str text, size_t at, size_t count)
{
	while (at && count) {
		at--;
		if (((unsigned char)text.p[at] & 0xc0) != 0x80)
			count--;
	}
	return at;
}

struct cutter {
	struct arena *a;
	struct buf text; /* of the part being filled */
	bool marked;
	struct excerpt out;
};

static void
end_part(struct cutter *c)
{
	if (c->text.n)
		c->out.v[c->out.n++] = (struct excerpt_part){
		    arena_str(c->a, buf_str(&c->text)), c->marked};
	buf_reset(&c->text);
}

static void
put(struct cutter *c, struct str text, bool marked)
{
	if (marked != c->marked)
		end_part(c);
	c->marked = marked;
	buf_add(&c->text, text);
}

static struct excerpt
cut_out(struct arena *a, struct str text, struct marks *marks)
{
	struct cutter c = {.a = a};
	struct str rest;
	size_t m = 0;
	size_t until = 0;
	size_t start;

	qsort(marks->v, marks->n, sizeof *marks->v, place_order);
	start = step_back(text, marks->v[0].from, BEFORE);
	rest = str_sub(text, start, text.n);
	c.out.v = arena_array(a, LENGTH + 2, sizeof *c.out.v);
	if (start)
		put(&c, STR(ELLIPSIS), false);
	for (size_t i = 0; i < LENGTH && rest.n; i++) {
		size_t at = text.n - rest.n;
		struct str one = rest;

		for (; m < marks->n && marks->v[m].from <= at; m++)
			if (until < marks->v[m].to)
				until = marks->v[m].to;
		utf8_next(&rest);
		one.n -= rest.n;
		put(&c, (unsigned char)one.p[0] < ' ' ? STR(" ") : one,
		    at < until);
	}
	if (rest.n)
		put(&c, STR(ELLIPSIS), false);
	end_part(&c);
	buf_release(&c.text);
	return c.out;
}

struct excerpt
excerpt_of(struct arena *a, const struct items *items,
           const struct segment *segments, size_t n)
{
	struct marks best = {.n = 0};
	struct str text = {0};
	size_t most = 0;

	for (size_t i = 0; i < n; i++) {
		size_t at = i + TITLES < n ? i + TITLES : n - 1 - i;
		struct marks marks;
		size_t worth;

		find_marks(items, &segments[at], &marks);
		worth = 2 * marks.items;
		if (worth && at >= TITLES &&
		    segments[at].plain.n >= EXCERPT_LONG)
			worth++;
		if (worth > most) {
			most = worth;
			best = marks;
			text = segments[at].text;
		}
	}
	return best.items ? cut_out(a, text, &best) : (struct excerpt){0};
}
