#include "model/codes.h"

#include "base/utf8.h"
#include "model/suggest.h"

#include <stdlib.h>

static int
order_code(const void *a, const void *b)
{
	const struct code *const *x = a, *const *y = b;

	return str_cmp((*x)->code, (*y)->code);
}

static int
order_label(const void *a, const void *b)
{
	const struct code *const *x = a, *const *y = b;
	int order = str_cmp((*x)->label.zh, (*y)->label.zh);

	return order ? order : order_code(a, b);
}

void
codes_index(struct codes *codes, struct arena *a)
{
	size_t n = codes->n;

	codes->by_code = arena_array(a, n, sizeof *codes->by_code);
	codes->by_label = arena_array(a, n, sizeof *codes->by_label);
	for (size_t i = 0; i < n; i++)
		codes->by_code[i] = codes->by_label[i] = &codes->v[i];
	if (!n)
		return;
	qsort(codes->by_code, n, sizeof *codes->by_code, order_code);
	qsort(codes->by_label, n, sizeof *codes->by_label, order_label);
}

static struct str
key_of(const struct code *code, bool label)
{
	return label ? code->label.zh : code->code;
}

/* The first entry whose key is the word; keys are sorted. */
static const struct code *
lookup(const struct code **sorted, size_t n, struct str word, bool label)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(key_of(sorted[middle], label), word) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < n && str_eq(key_of(sorted[low], label), word))
		return sorted[low];
	return NULL;
}

const struct code *
codes_find(const struct codes *codes, struct str code)
{
	return codes ? lookup(codes->by_code, codes->n, code, false) : NULL;
}

size_t
codes_place(const struct codes *codes, struct str code)
{
	const struct code *found = codes_find(codes, code);

	return found ? (size_t)(found - codes->v) : SIZE_MAX;
}

const struct code *
codes_find_label(const struct codes *codes, struct str zh)
{
	return codes ? lookup(codes->by_label, codes->n, zh, true) : NULL;
}

#define DOT STR("·") /* joins the parts of a label */
#define SHORT 6      /* bytes of two wide characters */

/* The same but for spaces and the case of ASCII letters? */
static bool
same_letters(struct str code, struct str word)
{
	size_t n = 0;

	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		if (c == ' ')
			continue;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (n == code.n || code.p[n++] != c)
			return false;
	}
	return n == code.n;
}

static bool
has_part(struct str label, struct str word)
{
	size_t dot = str_find(label, DOT);

	while (dot < label.n) {
		if (str_eq(str_sub(label, 0, dot), word))
			return true;
		label = str_sub(label, dot + DOT.n, label.n);
		dot = str_find(label, DOT);
	}
	return str_eq(label, word);
}

const struct code *
codes_find_loose(const struct codes *codes, struct str word)
{
	const struct code *found = NULL;

	for (size_t i = 0; codes && word.n && i < codes->n; i++) {
		const struct code *one = &codes->v[i];

		if (!same_letters(one->code, word) &&
		    !has_part(one->label.zh, word))
			continue;
		if (found)
			return NULL;
		found = one;
	}
	return found;
}

const struct code *
codes_find_short(const struct codes *codes, struct str word)
{
	const struct code *found = NULL;

	for (size_t i = 0; codes && i < codes->n; i++) {
		struct str label = codes->v[i].label.zh;

		if (word.n < SHORT || label.n < SHORT ||
		    (!str_starts(label, word) && !str_starts(word, label)))
			continue;
		if (found)
			return NULL;
		found = &codes->v[i];
	}
	return found;
}

/* Does a text hold all characters of a word, in their order? */
static bool
holds(struct str text, struct str word)
{
	while (word.n) {
		uint32_t c = utf8_next(&word);

		while (text.n && utf8_next(&text) != c)
			if (!text.n)
				return false;
		if (!text.n && word.n)
			return false;
	}
	return true;
}

/* The shortest Chinese label of which a word is short for. */
static const struct code *
longer_label(const struct codes *codes, struct str word)
{
	const struct code *best = NULL;

	if (word.n < 6 || !((unsigned char)word.p[0] & 0x80))
		return NULL;
	for (size_t i = 0; i < codes->n; i++) {
		struct str label = codes->v[i].label.zh;

		if (label.n > word.n && holds(label, word) &&
		    (!best || label.n < best->label.zh.n))
			best = &codes->v[i];
	}
	return best;
}

const struct code *
codes_nearest(const struct codes *codes, struct str word)
{
	const struct code *best = NULL;
	unsigned least = SUGGEST_MAX;

	for (size_t i = 0; i < codes->n; i++) {
		struct str key[2] = {codes->v[i].code, codes->v[i].label.zh};
		struct str near = suggest_nearest(word, key, 2);
		unsigned distance;

		if (!near.n)
			continue;
		distance = suggest_distance(word, near);
		if (distance < least) {
			least = distance;
			best = &codes->v[i];
		}
	}
	return best ? best : longer_label(codes, word);
}

bool
codes_shape(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		          (c >= '0' && c <= '9') || c == '_' || c == '-';

		if (!ok)
			return false;
	}
	return s.n > 0;
}
