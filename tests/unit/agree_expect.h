#ifndef TESTS_AGREE_EXPECT_H
#define TESTS_AGREE_EXPECT_H

/*
 * agree_expect - what must be found in an agree_world, by a plain walk over
 * all pairs that knows nothing of groups.
 */
#include "agree_world.h"

static inline void
expect_one(struct said *s, const char *code, int k, int i)
{
	char line[64];

	snprintf(line, sizeof line, "%s %s/%d.yaml:", code, world_folder[k],
	         i);
	said_add(s, line);
}

static inline int
end_of(const struct fact *f)
{
	if (f->ended != NO_VALUE)
		return f->ended;
	return f->until != NO_VALUE ? f->until : INT32_MAX;
}

static inline bool
conflict(const char *code, const struct fact *a, const struct fact *b)
{
	if (!strcmp(code, "E F107"))
		return a->seal == b->seal;
	if (!strcmp(code, "E R201"))
		return a->firm == b->firm && a->year == b->year;
	if (!strcmp(code, "W R203"))
		return a->boss == b->boss;
	return a->no == b->no && a->from <= end_of(b) && b->from <= end_of(a);
}

static inline void
expect_pairs(const struct world *w, struct said *s, const char *code, int k)
{
	for (int i = 0; i < EACH; i++) {
		bool hit = false;

		for (int j = 0; j < EACH; j++)
			hit |= i != j && w->fact[k][i].alive &&
			       w->fact[k][j].alive &&
			       conflict(code, &w->fact[k][i],
			                &w->fact[k][j]);
		if (hit)
			expect_one(s, code, k, i);
	}
}

static inline bool
is_revoked(const struct world *w, int firm, int day, int except)
{
	for (int i = 0; i < EACH; i++) {
		const struct fact *b = &w->fact[BAN][i];

		if (b->alive && i != except && b->firm == firm &&
		    b->published <= day &&
		    b->from <= day &&
		    (b->until == NO_VALUE || day <= b->until))
			return true;
	}
	return false;
}

/* Does a name stand somewhere with another code? */
static inline bool
has_other(const struct world *w, int name, int code)
{
	for (int i = 0; i < EACH; i++) {
		const struct fact *f = &w->fact[FIRM][i];
		const struct fact *h = &w->fact[HONOUR][i];

		if (f->alive && f->name == name && f->code != code)
			return true;
		for (int j = 0; h->alive && j < ITEMS; j++)
			if (h->item_name[j] == name &&
			    h->item_code[j] != code)
				return true;
	}
	return false;
}

static inline void
expect_honours(const struct world *w, struct said *s)
{
	for (int i = 0; i < EACH; i++) {
		const struct fact *h = &w->fact[HONOUR][i];

		for (int j = 0; h->alive && j < ITEMS; j++) {
			if (h->item[j] != NO_VALUE &&
			    (j == 0 || h->item[0] != h->item[j]) &&
			    is_revoked(w, h->item[j], h->decided, -1))
				expect_one(s, "E R205", HONOUR, i);
			if ((j == 0 || h->item_name[0] != h->item_name[j] ||
			     h->item_code[0] != h->item_code[j]) &&
			    has_other(w, h->item_name[j], h->item_code[j]))
				expect_one(s, "W R204", HONOUR, i);
		}
	}
}

/* The years missing before a day, as bits from 2020. */
static inline unsigned
missing(const struct world *w, int firm, int day)
{
	int filed = w->fact[FIRM][firm].filed;
	unsigned bits = 0;

	for (int y = 0; y < 12 && filed != NO_VALUE; y++) {
		struct date_parts parts = {2020 + y, 11, 30};
		int32_t due;
		bool there = false;

		assert_true(date_of(parts, &due));
		for (int i = 0; i < EACH; i++)
			there |= w->fact[REPORT][i].alive &&
			         w->fact[REPORT][i].firm == firm &&
			         w->fact[REPORT][i].year == 2020 + y;
		if (due >= filed && due < day && !there &&
		    !is_revoked(w, firm, due, -1))
			bits |= 1u << y;
	}
	return bits;
}

static inline void
expect_firms(const struct world *w, struct said *s)
{
	for (int i = 0; i < EACH; i++) {
		const struct fact *f = &w->fact[FIRM][i];
		const struct fact *b = &w->fact[BAN][i];
		unsigned years = missing(w, i, w->as_of);
		bool single = false;

		if (b->alive && b->years &&
		    w->fact[FIRM][b->firm].filed != NO_VALUE &&
		    missing(w, b->firm, b->from) != (unsigned)b->years)
			expect_one(s, "W R208", BAN, i);
		if (b->alive && is_revoked(w, b->firm, b->from, i))
			expect_one(s, "E R205", BAN, i);
		if (!f->alive)
			continue;
		if (has_other(w, f->name, f->code))
			expect_one(s, "W R204", FIRM, i);
		for (int y = 0; years >> y; y++) {
			bool before = y && years >> (y - 1) & 1;
			bool after = years >> (y + 1) & 1;

			if (!(years >> y & 1))
				continue;
			single |= !before && !after;
			if (!before && after)
				expect_one(s, "W R207", FIRM, i);
		}
		if (single)
			expect_one(s, "W R206", FIRM, i);
	}
}

static inline void
expect(const struct world *w, struct said *s)
{
	expect_pairs(w, s, "E F107", FIRM);
	expect_pairs(w, s, "E R201", REPORT);
	expect_pairs(w, s, "E R202", LICENCE);
	expect_pairs(w, s, "W R203", FIRM);
	expect_honours(w, s);
	expect_firms(w, s);
}

#endif
