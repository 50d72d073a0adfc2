#include "model/record_spot.h"

#include "base/utf8.h"
#include "text/value.h"

static struct record_span
span_at(struct str bytes, size_t from, size_t n)
{
	struct str before = str_sub(bytes, 0, from);
	size_t start = str_rchr(before, '\n');
	struct record_span at = {.line = 1};

	for (size_t i = 0; i < from; i++)
		at.line += bytes.p[i] == '\n';
	before = str_sub(before, start < from ? start + 1 : 0, from);
	if (at.line == 1 && str_starts(before, STR("\xef\xbb\xbf")))
		before = str_sub(before, 3, before.n);
	at.column = (unsigned)utf8_count(before) + 1;
	at.length = (unsigned)utf8_count(str_sub(bytes, from, from + n));
	return at;
}

static bool
not_after(struct record_span a, struct record_span b)
{
	return a.line < b.line || (a.line == b.line && a.column <= b.column);
}

/* The last scalar that begins at the place or before it. */
static const struct record_leaf *
leaf_before(const struct record *r, struct record_span at)
{
	const struct record_leaf *best = NULL;

	for (size_t i = 0; i < r->leaves; i++) {
		const struct record_leaf *leaf = &r->leaf[i];

		if (not_after(leaf->at, at) &&
		    (!best || not_after(best->at, leaf->at)))
			best = leaf;
	}
	return best;
}

static bool
holds(const struct record_leaf *leaf, struct str part)
{
	struct str zh = record_leaf_text(leaf);
	struct str en = value_str(value_get(leaf->value, STR("en")));

	return str_find(zh, part) <= zh.n || str_find(en, part) <= en.n;
}

bool
record_spot(const struct record *record, size_t from, size_t n,
            struct record_spot *spot)
{
	struct str bytes = record->source.bytes;
	struct str part = str_sub(bytes, from, from + n);

	spot->at = span_at(bytes, from, n);
	spot->leaf = NULL;
	if (record->body.n && part.p >= record->body.p)
		return true;
	spot->leaf = leaf_before(record, spot->at);
	return spot->leaf && !spot->leaf->field->hidden &&
	       holds(spot->leaf, part);
}
