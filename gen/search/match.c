#include "search/match.h"

#include "search/part.h"
#include "search/span.h"

static bool
same_key(const struct key *a, const struct key *b)
{
	return a->v == b->v && str_eq(a->text, b->text);
}

/* Ask for a term; next, the class of what follows it in the item. */
static void
add_want(struct arena *a, struct item *item, struct key key, bool prefix,
         uint8_t next)
{
	struct want *want;

	for (size_t i = 0; i < item->n; i++) {
		want = &item->wants[i];
		if (want->prefix != prefix || !same_key(&want->key, &key))
			continue;
		if (want->next != next)
			want->next = 0;
		return;
	}
	if (key.text.n)
		key.text = arena_str(a, key.text);
	item->wants[item->n++] =
	    (struct want){.key = key, .prefix = prefix, .next = next};
}

static void
want_units(struct arena *a, struct item *item, size_t i, size_t j)
{
	char text[SPAN_TEXT_BYTES];
	struct key key = span_units(&item->plain, i, j, text);

	add_want(a, item, key, false, span_next(&item->plain, j, &key));
}

static void
want_text(struct arena *a, struct item *item, size_t i, size_t j,
          bool prefix)
{
	char text[SPAN_TEXT_BYTES];

	add_want(a, item, span_text(&item->plain, i, j, text), prefix, 0);
}

static bool
is_word(const struct units *u)
{
	return !(u->v[0] & FOLD_JOINED) && span_word(u, 0) == u->n;
}

static void
want_word(struct arena *a, struct item *item, size_t i)
{
	const struct units *u = &item->plain;
	size_t j = span_word(u, i);

	if (item->exact || j < u->n)
		want_text(a, item, i, i + span_kept(u, i, j), false);
	else if (j - i >= 3)
		want_text(a, item, i, j - i < SPAN_WORD ? j : i + SPAN_WORD,
		          true);
	else if (is_word(u))
		want_text(a, item, i, j, false);
}

static void
want_identifiers(struct arena *a, struct item *item)
{
	const struct units *u = &item->plain;
	size_t from;
	size_t at = 0;

	while (span_ident(u, false, &from, &at)) {
		for (size_t i = from; i + SPAN_GRAM <= at; i++) {
			char text[SPAN_TEXT_BYTES];
			struct key key = span_gram(u, i, text);

			add_want(a, item, key, false,
			         span_next(u, i + SPAN_GRAM, &key));
		}
	}
}

static void
want_terms(struct arena *a, struct item *item)
{
	const struct units *u = &item->plain;

	item->wants = arena_array(a, 3 * u->n, sizeof *item->wants);
	if (u->n == 1 && u->v[0] & FOLD_JOINED)
		want_units(a, item, 0, 1);
	for (size_t i = 0; i < u->n; i++) {
		if (!item->ident && u->v[i] & FOLD_EDGE)
			want_word(a, item, i);
		if (i + 1 < u->n && (u->v[i] | u->v[i + 1]) & FOLD_JOINED)
			want_units(a, item, i, i + 2);
	}
	if (item->ident)
		want_identifiers(a, item);
	if (item->brief) {
		char text[SPAN_TEXT_BYTES];

		item->wants[0].other = span_gram(u, u->n - SPAN_GRAM, text);
	}
}

static bool
is_brief(const struct units *u)
{
	bool digit = false;

	if (!is_word(u) || u->n < SPAN_GRAM || u->n >= SPAN_IDENT)
		return false;
	for (size_t i = 0; i < u->n; i++) {
		uint32_t c = u->v[i] & FOLD_CODE;

		if (c - '0' >= 10 && c - 'a' >= 26)
			return false;
		digit = digit || c - '0' < 10;
	}
	return digit;
}

static bool
is_decided(const struct item *item)
{
	const struct units *u = &item->plain;

	if (item->exact || item->ident)
		return false;
	if (item->brief)
		return u->n == SPAN_GRAM;
	return u->v[0] & FOLD_JOINED ? u->n <= 2
	                             : is_word(u) && u->n <= SPAN_WORD;
}

static bool
has_identifier(const struct units *u)
{
	size_t from;
	size_t at = 0;

	return span_ident(u, false, &from, &at);
}

static size_t
add_item(struct arena *a, struct items *items, struct str text, bool exact,
         size_t left)
{
	struct item *item = &items->v[items->n];
	struct units *u = &item->plain;

	*item = (struct item){.exact = exact};
	*u = fold_text(a, text, FOLD_PLAIN);
	u->n = u->n < left ? u->n : left;
	if (u->n == 0)
		return 0;
	item->own = *u;
	if (exact) {
		item->own = fold_text(a, text, FOLD_EXACT);
		item->own.n = u->n;
	}
	item->ident = !exact && has_identifier(u);
	item->whole = exact || (u->n <= 2 && is_word(u));
	item->brief = !exact && is_brief(u);
	item->decided = is_decided(item);
	want_terms(a, item);
	items->n++;
	return u->n;
}

void
match_parse(struct arena *a, struct str text, struct items *items)
{
	size_t left = MATCH_UNITS;
	struct part part;

	items->n = 0;
	while (left && items->n < MATCH_ITEMS && part_next(&text, &part)) {
		size_t n = items->n;

		left -= add_item(a, items, part.inner, part.exact, left);
		if (items->n > n)
			items->v[n].text = part.text;
	}
}

static bool
stands_at(const struct item *item, const struct units *u, size_t i)
{
	const struct units *q = &item->own;
	uint32_t mask = FOLD_CODE | FOLD_JOINED |
	                (item->ident ? 0 : FOLD_EDGE);

	if (q->n > u->n - i)
		return false;
	for (size_t j = 0; j < q->n; j++) {
		uint32_t b = u->v[i + j];

		if ((q->v[j] ^ b) & mask)
			return false;
		if (item->ident && j && (b & FOLD_EDGE) &&
		    !(b & FOLD_SOFT) && !(u->v[i + j - 1] & FOLD_JOINED))
			return false;
	}
	return !item->whole || q->v[q->n - 1] & FOLD_JOINED ||
	       i + q->n == u->n ||
	       u->v[i + q->n] & (FOLD_JOINED | FOLD_EDGE);
}

static bool
stands_within(const struct item *item, const struct units *u, size_t i)
{
	const struct units *q = &item->own;

	if (q->n > u->n - i)
		return false;
	for (size_t j = 0; j < q->n; j++)
		if ((q->v[j] ^ u->v[i + j]) & (FOLD_CODE | FOLD_JOINED))
			return false;
	return span_in_ident(u, i, i + q->n);
}

bool
items_decided(const struct items *items)
{
	for (size_t i = 0; i < items->n; i++)
		if (!items->v[i].decided)
			return false;
	return true;
}

size_t
match_find(const struct item *item, const struct units *units,
           struct place *places, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < units->n && n < most; i++)
		if (stands_at(item, units, i) ||
		    (item->brief && stands_within(item, units, i)))
			places[n++] = (struct place){
			    units->from[i],
			    units->to[i + item->own.n - 1]};
	return n;
}

bool
match_same(const struct items *items, const struct units *units)
{
	size_t at = 0;

	for (size_t i = 0; i < items->n; i++) {
		const struct units *q = &items->v[i].plain;

		if (q->n > units->n - at)
			return false;
		for (size_t j = 0; j < q->n; j++)
			if ((q->v[j] ^ units->v[at++]) & FOLD_CODE)
				return false;
	}
	return at == units->n;
}
