#include "store/row.h"

#include "base/codec.h"

#include <string.h>

bool
row_has_left(int32_t scheduled, int32_t leaves, int32_t day)
{
	return leaves != NO_DAY && leaves < day && scheduled <= leaves;
}

bool
row_on_site(int32_t scheduled, int32_t leaves, int32_t day)
{
	return scheduled <= day && (leaves == NO_DAY || day <= leaves);
}

static void
put_day(struct buf *b, int32_t day)
{
	put_varint(b, (uint32_t)day ^ 0x80000000u);
}

static int32_t
get_day(struct reader *r)
{
	return (int32_t)((uint32_t)get_varint(r) ^ 0x80000000u);
}

static void
put_strs(struct buf *b, const struct str *v, size_t n)
{
	put_varint(b, n);
	for (size_t i = 0; i < n; i++)
		put_slice(b, v[i]);
}

/* A count that cannot exceed the bytes that are left. */
static size_t
get_count(struct reader *r)
{
	uint64_t n = get_varint(r);

	if (n > r->rest.n) {
		r->bad = true;
		return 0;
	}
	return (size_t)n;
}

static struct str *
get_strs(struct arena *a, struct reader *r, size_t *n)
{
	struct str *v;

	*n = get_count(r);
	v = arena_array(a, *n, sizeof *v);
	for (size_t i = 0; i < *n; i++)
		v[i] = get_slice(r);
	return v;
}

static void
put_status(struct buf *b, const struct row_status *s)
{
	put_slice(b, s->code);
	put_day(b, s->since);
	put_day(b, s->until);
	put_slice(b, s->next);
	put_slice(b, s->source);
	put_varint(b, s->passed);
}

static void
put_lists(struct buf *b, const struct row *row)
{
	put_varint(b, row->facets);
	for (size_t i = 0; i < row->facets; i++) {
		put_slice(b, row->facet[i].key);
		put_slice(b, row->facet[i].code);
	}
	put_varint(b, row->claims);
	for (size_t i = 0; i < row->claims; i++) {
		put_slice(b, row->claim[i].state);
		put_day(b, row->claim[i].from);
		put_day(b, row->claim[i].until);
	}
	put_strs(b, row->ref, row->refs);
	put_strs(b, row->about, row->abouts);
	put_varint(b, row->dues);
	for (size_t i = 0; i < row->dues; i++)
		put_day(b, row->due[i]);
	put_varint(b, row->measures);
	for (size_t i = 0; i < row->measures; i++) {
		put_slice(b, row->measure[i].key);
		put_slice(b, row->measure[i].code);
	}
	put_be64(b, row->links);
}

void
row_encode(const struct row *row, struct buf *out)
{
	buf_reset(out);
	put_varint(out, row->accession);
	put_varint(out, row->serial);
	buf_add(out, (struct str){(const char *)row->blob, ROW_BLOB});
	put_slice(out, row->path);
	buf_byte(out, (char)(row->visible | row->left << 1 |
	                     row->offered << 2));
	put_slice(out, row->title[0]);
	put_slice(out, row->title[1]);
	put_varint(out, row->sound[0]);
	put_varint(out, row->sound[1]);
	put_slice(out, row->summary);
	put_day(out, row->day);
	put_day(out, row->scheduled);
	put_day(out, row->leaves);
	put_be64(out, (uint64_t)row->changed);
	put_varint(out, row->versions);
	put_status(out, &row->status);
	put_lists(out, row);
}

static void
get_lists(struct arena *a, struct reader *r, struct row *row)
{
	row->facets = get_count(r);
	row->facet = arena_array(a, row->facets, sizeof *row->facet);
	for (size_t i = 0; i < row->facets; i++) {
		row->facet[i].key = get_slice(r);
		row->facet[i].code = get_slice(r);
	}
	row->claims = get_count(r);
	row->claim = arena_array(a, row->claims, sizeof *row->claim);
	for (size_t i = 0; i < row->claims; i++) {
		row->claim[i].state = get_slice(r);
		row->claim[i].from = get_day(r);
		row->claim[i].until = get_day(r);
	}
	row->ref = get_strs(a, r, &row->refs);
	row->about = get_strs(a, r, &row->abouts);
	row->dues = get_count(r);
	row->due = arena_array(a, row->dues, sizeof *row->due);
	for (size_t i = 0; i < row->dues; i++)
		row->due[i] = get_day(r);
	row->measures = get_count(r);
	row->measure = arena_array(a, row->measures, sizeof *row->measure);
	for (size_t i = 0; i < row->measures; i++) {
		row->measure[i].key = get_slice(r);
		row->measure[i].code = get_slice(r);
	}
	row->links = get_be64(r);
}

bool
row_decode(struct arena *a, struct str bytes, struct row *row)
{
	struct reader r = reader_over(arena_str(a, bytes));
	struct str blob;
	uint8_t flags;

	*row = (struct row){0};
	row->accession = (uint32_t)get_varint(&r);
	row->serial = (uint32_t)get_varint(&r);
	blob = get_bytes(&r, ROW_BLOB);
	if (blob.n)
		memcpy(row->blob, blob.p, ROW_BLOB);
	row->path = get_slice(&r);
	flags = get_byte(&r);
	row->visible = flags & 1;
	row->left = flags & 2;
	row->offered = flags & 4;
	row->title[0] = get_slice(&r);
	row->title[1] = get_slice(&r);
	row->sound[0] = (uint32_t)get_varint(&r);
	row->sound[1] = (uint32_t)get_varint(&r);
	row->summary = get_slice(&r);
	row->day = get_day(&r);
	row->scheduled = get_day(&r);
	row->leaves = get_day(&r);
	row->changed = (int64_t)get_be64(&r);
	row->versions = (uint32_t)get_varint(&r);
	row->status.code = get_slice(&r);
	row->status.since = get_day(&r);
	row->status.until = get_day(&r);
	row->status.next = get_slice(&r);
	row->status.source = get_slice(&r);
	row->status.passed = (uint32_t)get_varint(&r);
	get_lists(a, &r, row);
	return !r.bad && r.rest.n == 0;
}

static bool
same_facets(const struct row *a, const struct row *b)
{
	if (a->facets != b->facets)
		return false;
	for (size_t i = 0; i < a->facets; i++)
		if (!str_eq(a->facet[i].key, b->facet[i].key) ||
		    !str_eq(a->facet[i].code, b->facet[i].code))
			return false;
	return true;
}

bool
row_same_claims(const struct row *a, const struct row *b)
{
	bool same = a->claims == b->claims;

	for (size_t i = 0; same && i < a->claims; i++)
		same = a->claim[i].from == b->claim[i].from &&
		       a->claim[i].until == b->claim[i].until &&
		       str_eq(a->claim[i].state, b->claim[i].state);
	return same;
}

struct str
row_price(const struct row *row)
{
	for (size_t i = 0; i < row->measures; i++)
		if (str_eq(row->measure[i].key, STR(ROW_PRICE)))
			return row->measure[i].code;
	return STR("");
}

bool
row_has_card_of(const struct row *a, const struct row *b)
{
	return a->visible == b->visible && a->offered == b->offered &&
	       str_eq(a->title[0], b->title[0]) &&
	       str_eq(a->title[1], b->title[1]) &&
	       str_eq(a->summary, b->summary) && a->day == b->day &&
	       str_eq(a->status.code, b->status.code) &&
	       a->status.since == b->status.since &&
	       a->status.until == b->status.until &&
	       str_eq(a->status.next, b->status.next) && same_facets(a, b) &&
	       str_eq(row_price(a), row_price(b)) && row_same_claims(a, b);
}

void
link_encode(const struct link *link, struct buf *out)
{
	buf_reset(out);
	buf_byte(out, (char)link->kind);
	put_slice(out, link->state);
	put_day(out, link->from);
	put_day(out, link->until);
	put_day(out, link->scheduled);
	put_day(out, link->leaves);
	put_varint(out, link->accession);
	put_slice(out, link->path);
	put_varint(out, link->line);
	put_varint(out, link->column);
	put_slice(out, link->field);
}

bool
link_decode(struct str key, struct str value, struct link *link)
{
	struct reader r = reader_over(value);

	*link = (struct link){0};
	str_cut(&key, '\0');
	if (key.n < 3)
		return false;
	link->source = str_sub(key, 0, key.n - 3);
	link->kind = (enum link_kind)get_byte(&r);
	link->state = get_slice(&r);
	link->from = get_day(&r);
	link->until = get_day(&r);
	link->scheduled = get_day(&r);
	link->leaves = get_day(&r);
	link->accession = (uint32_t)get_varint(&r);
	link->path = get_slice(&r);
	link->line = (uint32_t)get_varint(&r);
	link->column = (uint32_t)get_varint(&r);
	link->field = get_slice(&r);
	return !r.bad;
}
