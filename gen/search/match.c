#include "search/match.h"

#include "base/utf8.h"
#include "search/span.h"

static bool
is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 ||
	       c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 ||
	       c == 0xfeff;
}

static bool
is_quote(uint32_t c)
{
	return c == '"' || c == 0x201c || c == 0x201d || c == 0xff02;
}

static void
add_want(struct item *item, struct str text, bool prefix)
{
	for (size_t i = 0; i < item->n; i++)
		if (item->wants[i].prefix == prefix &&
		    str_eq(item->wants[i].text, text))
			return;
	item->wants[item->n++] = (struct want){text, prefix};
}

static struct str
spell(struct arena *a, const struct units *u, size_t i, size_t j)
{
	char text[SPAN_TERM_BYTES];

	return arena_str(a, (struct str){text, span_spell(u, i, j, text)});
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
		add_want(item, spell(a, u, i, i + span_kept(u, i, j)), false);
	else if (j - i >= 3)
		add_want(item,
		         spell(a, u, i,
		               j - i < SPAN_WORD ? j : i + SPAN_WORD),
		         true);
	else if (is_word(u))
		add_want(item, spell(a, u, i, j), false);
}

static void
want_identifiers(struct arena *a, struct item *item)
{
	size_t from;
	size_t at = 0;

	while (span_ident(&item->plain, false, &from, &at)) {
		for (size_t i = from; i + SPAN_GRAM <= at; i++) {
			char text[1 + SPAN_TERM_BYTES] = "#";
			size_t n = span_spell(&item->plain, i, i + SPAN_GRAM,
			                      text + 1);

			add_want(item,
			         arena_str(a, (struct str){text, n + 1}),
			         false);
		}
	}
}

static void
want_terms(struct arena *a, struct item *item)
{
	const struct units *u = &item->plain;

	item->wants = arena_array(a, 3 * u->n, sizeof *item->wants);
	if (u->n == 1 && u->v[0] & FOLD_JOINED)
		add_want(item, spell(a, u, 0, 1), false);
	for (size_t i = 0; i < u->n; i++) {
		if (!item->ident && u->v[i] & FOLD_EDGE)
			want_word(a, item, i);
		if (i + 1 < u->n && (u->v[i] | u->v[i + 1]) & FOLD_JOINED)
			add_want(item, spell(a, u, i, i + 2), false);
	}
	if (item->ident)
		want_identifiers(a, item);
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
	item->decided = !exact && !item->ident &&
	                (u->v[0] & FOLD_JOINED
	                     ? u->n <= 2
	                     : is_word(u) && u->n <= SPAN_WORD);
	want_terms(a, item);
	items->n++;
	return u->n;
}

/* The next item's text, from the front of s to its end. */
static struct str
cut_item(struct str *s, bool exact)
{
	struct str item = {s->p, 0};

	while (s->n) {
		struct str rest = *s;
		uint32_t c = utf8_next(&rest);
		bool end = exact ? is_quote(c) : is_space(c);

		if (end && !exact)
			break;
		*s = rest;
		if (end)
			break;
		item.n = (size_t)(rest.p - item.p);
	}
	return item;
}

void
match_parse(struct arena *a, struct str text, struct items *items)
{
	size_t left = MATCH_UNITS;

	items->n = 0;
	while (text.n && left && items->n < MATCH_ITEMS) {
		struct str rest = text;
		uint32_t c = utf8_next(&rest);
		bool exact = is_quote(c);
		struct str item;

		if (exact || is_space(c))
			text = rest;
		if (is_space(c))
			continue;
		item = cut_item(&text, exact);
		left -= add_item(a, items, item, exact, left);
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

size_t
match_find(const struct item *item, const struct units *units,
           struct place *places, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < units->n && n < most; i++)
		if (stands_at(item, units, i))
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
