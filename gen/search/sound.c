#include "search/sound.h"

#include "search/verdict.h"

#include <stdlib.h>

/* The letters of an item; none if it does not sound. */
static struct str
letters_of(struct arena *a, const struct item *item)
{
	char *letter = arena_alloc(a, MATCH_UNITS);
	const struct units *u = &item->plain;

	for (size_t i = 0; i < u->n; i++) {
		uint32_t c = u->v[i] & FOLD_CODE;

		if (item->exact || c - 'a' >= 26)
			return (struct str){0};
		letter[i] = (char)c;
	}
	return (struct str){letter, u->n};
}

/* ... of all in a row. */
static struct str
all_letters(struct arena *a, const struct items *items)
{
	struct str all = {0};

	for (size_t i = 0; i < items->n; i++) {
		struct str s = letters_of(a, &items->v[i]);

		if (!s.n)
			return s;
		all = arena_fmt(a, "%.*s%.*s", STR_ARG(all), STR_ARG(s));
	}
	return all;
}

/* Records of both, with the sum of their scores. */
static void
intersect(struct hits *hits, const struct hits *others)
{
	size_t n = 0;

	for (size_t i = 0, j = 0; i < hits->n && j < others->n;) {
		if (hits->v[i].doc < others->v[j].doc) {
			i++;
		} else if (hits->v[i].doc > others->v[j].doc) {
			j++;
		} else {
			hits->v[n] = hits->v[i++];
			hits->v[n++].score += others->v[j++].score;
		}
	}
	hits->n = n;
}

static int
find_letters(struct load *l, struct str letters, struct hits *hits,
             struct err *err)
{
	int rc = hits_by_sound(l, letters, hits, err);
	struct pinyin_choice *choice;
	size_t n;

	if (rc < 0 || hits->n >= SOUND_FEW)
		return rc;
	choice = pinyin_ends(l->a, letters, &n);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct hits some;

		rc = hits_by_choice(l, &choice[i], &some, err);
		if (rc == 0)
			hits_unite(l->a, hits, &some);
	}
	return rc;
}

/* Leave out what does not hold the written items. */
static int
read_texts(struct load *l, const struct items *written, struct hits *hits,
           struct err *err)
{
	struct verdict_case cases[SOUND_READ] = {0};
	bool dropped[SOUND_READ];
	struct verdict v = {.load = l, .items = written, .hits = hits,
	                    .v = cases, .by_date = true, .dropped = dropped};
	int rc;

	if (hits->n)
		qsort(hits->v, hits->n, sizeof *hits->v, hits_by_score);
	for (; v.n < hits->n && v.n < SOUND_READ; v.n++) {
		cases[v.n].row = hits->v[v.n];
		cases[v.n].row.rank = 1;
		cases[v.n].at = v.n;
	}
	rc = verdict_reach(&v, SOUND_READ, true, err);
	hits->n = rc < 0 ? 0 : v.n;
	for (size_t i = 0; i < hits->n; i++) {
		hits->v[i] = cases[i].row;
		hits->v[i].rank = 0;
	}
	if (hits->n)
		qsort(hits->v, hits->n, sizeof *hits->v, hits_by_doc);
	return rc < 0 ? rc : 0;
}

static int
find_written(struct load *l, const struct items *written, struct hits *hits,
             struct err *err)
{
	struct hits found;
	int rc = hits_find(l, written, false, &found, err);

	if (rc < 0)
		return rc;
	intersect(hits, &found);
	return items_decided(written) ? 0 : read_texts(l, written, hits, err);
}

static int
find_each(struct load *l, const struct items *items, struct hits *hits,
          struct err *err)
{
	struct items *written = arena_alloc(l->a, sizeof *written);
	bool first = true;

	*hits = (struct hits){0};
	for (size_t i = 0; i < items->n; i++) {
		struct str letters = letters_of(l->a, &items->v[i]);
		struct hits some = {0};
		int rc = 0;

		if (letters.n >= SOUND_LEAST)
			rc = find_letters(l, letters, &some, err);
		if (rc < 0)
			return rc;
		if (some.n == 0)
			written->v[written->n++] = items->v[i];
		else if (first)
			*hits = some;
		else
			intersect(hits, &some);
		first = first && some.n == 0;
	}
	if (first || written->n == 0)
		return 0;
	return find_written(l, written, hits, err);
}

int
sound_find(struct load *l, const struct items *items, struct hits *hits,
           struct err *err)
{
	struct str letters = all_letters(l->a, items);
	struct hits each;
	int rc = 0;

	*hits = (struct hits){0};
	if (letters.n)
		rc = find_letters(l, letters, hits, err);
	if (rc < 0 || items->n < 2)
		return rc;
	rc = find_each(l, items, &each, err);
	if (rc == 0)
		hits_unite(l->a, hits, &each);
	return rc;
}
