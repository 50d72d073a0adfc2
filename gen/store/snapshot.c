#include "store/snapshot.h"

#include "base/codec.h"
#include "base/hash.h"
#include "store/links.h"
#include "store/snapshot_part.h"
#include "store/titles.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
snapshot_begin(struct snapshot *s)
{
	vec_reset(&s->asked);
	s->day = NO_DAY;
}

void
snapshot_release(struct snapshot *s)
{
	vec_release(&s->asked);
}

static int
order_u64(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a;
	uint64_t y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

const uint64_t *
snapshot_asked(struct snapshot *s, size_t *n)
{
	size_t kept = 0;

	if (s->asked.n)
		qsort(s->asked.v, s->asked.n, sizeof *s->asked.v, order_u64);
	for (size_t i = 0; i < s->asked.n; i++)
		if (!kept || s->asked.v[kept - 1] != s->asked.v[i])
			s->asked.v[kept++] = s->asked.v[i];
	s->asked.n = kept;
	*n = kept;
	return s->asked.v;
}

void
snapshot_note(struct snapshot *s, const char *format, ...)
{
	char text[QUESTION_MAX];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	assert(n >= 0 && (size_t)n < sizeof text);
	vec_push(&s->asked, hash64((struct str){text, (size_t)n}));
}

bool
snapshot_row(struct snapshot *s, struct str record, struct row *row)
{
	struct str value;

	return txn_get(s->txn, TABLE_RECORD, record, &value) &&
	       row_decode(s->arena, value, row);
}

bool
snapshot_title(struct snapshot *s, struct str record, struct row *row)
{
	snapshot_note(s, "title|%.*s", STR_ARG(record));
	return snapshot_row(s, record, row) && row->visible;
}

bool
snapshot_withdrawn(struct snapshot *s, struct str record, struct link *link)
{
	size_t n;
	struct link *v = links_to(s->txn, s->arena, record, STR(""), &n);

	snapshot_note(s, "refs|%.*s", STR_ARG(record));
	for (size_t i = 0; i < n; i++) {
		if (v[i].kind == LINK_WITHDRAW) {
			*link = v[i];
			return true;
		}
	}
	return false;
}

struct listed *
snapshot_cards(struct snapshot *s, const struct member *m, size_t n)
{
	struct listed *v = arena_array(s->arena, n, sizeof *v);

	for (size_t i = 0; i < n; i++) {
		v[i].record = m[i].record;
		snapshot_row(s, m[i].record, &v[i].row);
	}
	return v;
}

struct listed *
snapshot_newest(struct snapshot *s, struct str list, size_t *n)
{
	struct member *m;

	snapshot_note(s, "new|%.*s", STR_ARG(list));
	m = list_newest(s->txn, s->arena, list_by_day(list),
	                titles_page_size(s->limits, list) + 1, n);
	return snapshot_cards(s, m, *n);
}

/* Where a page of this number begins; CUT_NONE: nowhere. */
static uint64_t
page_start(struct snapshot *s, struct str list, uint32_t number)
{
	struct str record =
	    list_find(s->txn, list_by_number(list), number);
	struct row row;
	uint64_t place;

	if (number == CUT_OLDEST)
		return 0;
	if (!record.n || !snapshot_row(s, arena_str(s->arena, record), &row))
		return CUT_NONE;
	place = list_place(titles_day(list, &row), number);
	return cut_below(s->txn, list_by_day(list), place,
	                 titles_page_size(s->limits, list)) == place
	           ? place
	           : CUT_NONE;
}

struct listed *
snapshot_cut(struct snapshot *s, struct str list, uint32_t number, size_t *n,
             uint32_t *older, uint32_t *newer)
{
	struct list by_day = list_by_day(list);
	uint32_t size = titles_page_size(s->limits, list);
	uint64_t start = CUT_NONE;
	uint64_t next;
	struct member *m;

	snapshot_note(s, "cut|%.*s|%u", STR_ARG(list), number);
	*n = 0;
	*older = *newer = 0;
	if (list_count(s->txn, list) > size)
		start = page_start(s, list, number);
	if (start == CUT_NONE)
		return NULL;
	next = cut_above(s->txn, by_day, start, size);
	m = list_range(s->txn, s->arena, by_day, start, next - 1, n);
	*newer = cut_number(next);
	if (start)
		*older = cut_number(
		    cut_below(s->txn, by_day, start - 1, size));
	return snapshot_cards(s, m, *n);
}

uint32_t
snapshot_cut_of(struct snapshot *s, struct str list, const struct row *row)
{
	uint64_t start = cut_below(s->txn, list_by_day(list),
	                           list_place(titles_day(list, row),
	                                      titles_number(list, row)),
	                           titles_page_size(s->limits, list));

	/* It moves only when the page that starts there changes. */
	snapshot_note(s, "cut|%.*s|%u", STR_ARG(list), cut_number(start));
	return cut_number(start);
}

struct listed *
snapshot_page(struct snapshot *s, struct str list, uint32_t number, size_t *n,
              uint32_t *older, uint32_t *newer)
{
	uint32_t size = titles_page_size(s->limits, list);
	struct listed *v;

	if (number)
		return snapshot_cut(s, list, number, n, older, newer);
	v = snapshot_newest(s, list, n);
	*older = *n > size ? snapshot_cut_of(s, list, &v[size].row) : 0;
	*newer = 0;
	*n = *n > size ? size : *n;
	return v;
}

bool *
snapshot_letters(struct snapshot *s, enum lang lang)
{
	bool *has = arena_array(s->arena, TITLES_LETTERS, sizeof *has);
	struct buf list = {0};

	snapshot_note(s, "letters|%.*s", STR_ARG(lang_code(lang)));
	for (unsigned i = 0; i < TITLES_LETTERS; i++)
		has[i] = list_count(s->txn,
		                    titles_name(&list, lang,
		                                titles_letter(i))) > 0;
	buf_release(&list);
	return has;
}

uint32_t
snapshot_count(struct snapshot *s, struct str list)
{
	snapshot_note(s, "count|%.*s", STR_ARG(list));
	return list_count(s->txn, list);
}

struct tally *
snapshot_counts(struct snapshot *s, struct str folder, size_t *n)
{
	struct VEC(struct tally) found = {0};
	struct cursor *c = cursor_open(s->txn, TABLE_COUNT);
	struct str from = arena_fmt(s->arena, "%.*s|", STR_ARG(folder));
	struct tally *v;
	struct str key;
	struct str value;
	bool more = cursor_seek(c, from, &key, &value);

	snapshot_note(s, "counts|%.*s", STR_ARG(folder));
	while (more && str_starts(key, from)) {
		struct reader r = reader_over(value);
		struct str rest = arena_str(s->arena, key);
		struct tally t = {.count = get_be32(&r)};

		str_cut(&rest, '|');
		t.facet = str_cut(&rest, '|');
		t.code = rest;
		vec_push(&found, t);
		more = cursor_next(c, &key, &value);
	}
	v = arena_copy(s->arena, found.v, found.n, sizeof *v);
	*n = found.n;
	vec_release(&found);
	cursor_close(c);
	return v;
}

struct pivot *
snapshot_chart(struct snapshot *s, struct str chart, size_t *n)
{
	snapshot_note(s, "chart|%.*s", STR_ARG(chart));
	return pivot_all(s->txn, s->arena, chart, n);
}

bool
snapshot_has(struct snapshot *s, struct str folder)
{
	return list_count(s->txn, folder) > 0;
}

uint32_t
snapshot_total(struct snapshot *s)
{
	snapshot_note(s, "totals");
	return list_count(s->txn, STR("*"));
}

struct listed *
snapshot_feed(struct snapshot *s, struct str list, size_t *n)
{
	struct member *m;

	snapshot_note(s, "feed|%.*s", STR_ARG(list));
	m = list_newest(s->txn, s->arena, list_by_number(list),
	                s->limits.feed_size, n);
	return snapshot_cards(s, m, *n);
}

void
snapshot_turn(struct member *m, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct member swap = m[i];

		m[i] = m[n - 1 - i];
		m[n - 1 - i] = swap;
	}
}

struct listed *
snapshot_map(struct snapshot *s, struct str folder, uint32_t block,
             size_t *n)
{
	uint32_t first = block * SITEMAP_BLOCK + 1;
	struct member *m;

	snapshot_note(s, "map|%.*s|%u", STR_ARG(folder), block);
	m = list_range(s->txn, s->arena, list_by_number(folder), first,
	               first + SITEMAP_BLOCK - 1, n);
	snapshot_turn(m, *n);
	return snapshot_cards(s, m, *n);
}

struct listed *
snapshot_running(struct snapshot *s, struct str folder,
                 snapshot_keep_fn *keep, void *ctx, size_t most, size_t *n)
{
	struct listed *v = arena_array(s->arena, most, sizeof *v);
	struct cursor *c = cursor_open(s->txn, TABLE_RUNNING);
	struct str key;
	struct str value;
	bool more = cursor_seek(c, (struct str){0}, &key, &value);

	snapshot_note(s, "running");
	*n = 0;
	while (more && *n < most) {
		struct str record;

		key_day_of(key, &record);
		v[*n].record = arena_str(s->arena, record);
		/* By name first: licences that run for years are many. */
		if ((!folder.n || str_eq(str_cut(&record, '/'), folder)) &&
		    snapshot_row(s, v[*n].record, &v[*n].row) &&
		    keep(ctx, &v[*n].row))
			(*n)++;
		more = cursor_next(c, &key, &value);
	}
	cursor_close(c);
	return v;
}

static int
order_backlinks(const void *a, const void *b)
{
	const struct backlink *x = a;
	const struct backlink *y = b;
	uint32_t i = x->link.accession;
	uint32_t j = y->link.accession;

	if (i != j)
		return i < j ? -1 : 1;
	return x->link.kind < y->link.kind ? -1 : x->link.kind > y->link.kind;
}

struct backlink *
snapshot_backlinks(struct snapshot *s, struct str record, int32_t as_of,
                   size_t *n)
{
	size_t links;
	struct link *link = links_to(s->txn, s->arena, record, STR(""),
	                             &links);
	struct backlink *v = arena_array(s->arena, links, sizeof *v);

	snapshot_note(s, "refs|%.*s", STR_ARG(record));
	*n = 0;
	for (size_t i = 0; i < links; i++) {
		struct backlink *b = &v[*n];

		if (!row_on_site(link[i].scheduled, link[i].leaves, as_of))
			continue;
		b->link = link[i];
		if (snapshot_row(s, link[i].source, &b->source))
			(*n)++;
	}
	if (*n)
		qsort(v, *n, sizeof *v, order_backlinks);
	return v;
}

struct link *
snapshot_abouts(struct snapshot *s, struct str record, int32_t as_of,
                size_t *n)
{
	snapshot_note(s, "about|%.*s", STR_ARG(record));
	return snapshot_said(s, record, as_of, n);
}

struct link *
snapshot_said(struct snapshot *s, struct str record, int32_t as_of, size_t *n)
{
	size_t links;
	struct link *link = links_to(s->txn, s->arena, record, STR(""),
	                             &links);

	*n = 0;
	for (size_t i = 0; i < links; i++)
		if (link[i].kind == LINK_ABOUT &&
		    row_on_site(link[i].scheduled, link[i].leaves, as_of))
			link[(*n)++] = link[i];
	/* Few, and nearly in order; of one source in the order of keys. */
	for (size_t i = 1; i < *n; i++) {
		struct link one = link[i];
		size_t j = i;

		for (; j && link[j - 1].accession > one.accession; j--)
			link[j] = link[j - 1];
		link[j] = one;
	}
	return link;
}

bool
snapshot_version(struct arena *a, struct str value, struct version *v)
{
	struct reader r = reader_over(value);
	struct str commit = get_bytes(&r, sizeof v->commit);
	struct str blob;

	*v = (struct version){.removed = false};
	v->time = (int64_t)get_be64(&r);
	blob = get_bytes(&r, ROW_BLOB);
	if (r.bad)
		return false;
	memcpy(v->commit, commit.p, commit.n);
	memcpy(v->blob, blob.p, blob.n);
	v->removed = get_byte(&r) != 0;
	v->path = arena_str(a, get_slice(&r));
	return !r.bad;
}

struct version *
snapshot_versions(struct snapshot *s, uint32_t accession, size_t *n)
{
	struct VEC(struct version) found = {0};
	struct cursor *c = cursor_open(s->txn, TABLE_VERSION);
	struct buf from = {0};
	struct buf own = {0};
	struct version *v;
	struct str key;
	struct str value;
	bool more;

	key_version(&from, accession, 0);
	key_number(&own, accession);
	more = cursor_seek(c, buf_str(&from), &key, &value);
	while (more && str_starts(key, buf_str(&own))) {
		struct version one;

		if (snapshot_version(s->arena, value, &one))
			vec_push(&found, one);
		more = cursor_next(c, &key, &value);
	}
	v = arena_copy(s->arena, found.v, found.n, sizeof *v);
	*n = found.n;
	vec_release(&found);
	buf_release(&from);
	buf_release(&own);
	cursor_close(c);
	return v;
}

bool
snapshot_numbered(struct snapshot *s, uint32_t accession, uint32_t number,
                  struct version *v)
{
	struct buf key = {0};
	struct str value;
	bool found = txn_get(s->txn, TABLE_VERSION,
	                     key_version(&key, accession, number), &value) &&
	             snapshot_version(s->arena, value, v);

	buf_release(&key);
	return found;
}

bool
snapshot_first(struct snapshot *s, const struct link *link,
               struct version *version)
{
	return snapshot_numbered(s, link->accession, 1, version);
}

struct str
snapshot_piece(struct snapshot *s, char what, unsigned level, uint32_t number,
               uint32_t part)
{
	struct buf key = {0};
	struct str value;

	txn_get(s->txn, TABLE_PIECE,
	        key_piece(&key, what, level, number, part), &value);
	buf_release(&key);
	return value;
}

bool
snapshot_file(struct snapshot *s, struct str path, uint8_t blob[ROW_BLOB])
{
	struct str value;

	if (!txn_get(s->txn, TABLE_FILE, path, &value) || value.n != ROW_BLOB)
		return false;
	memcpy(blob, value.p, ROW_BLOB);
	return true;
}

uint32_t
snapshot_highest(struct snapshot *s)
{
	struct str value;
	struct reader r;

	if (!txn_get(s->txn, TABLE_META, STR("accession"), &value))
		return 0;
	r = reader_over(value);
	return get_be32(&r);
}

uint32_t *
snapshot_blocks_of(struct snapshot *s, struct str folder, uint32_t size,
                   size_t *n)
{
	struct list list = list_by_number(folder);
	uint32_t last = (uint32_t)list_last(s->txn, list);
	uint32_t most = last ? (last - 1) / size + 1 : 0;
	uint32_t *v = arena_array(s->arena, most, sizeof *v);

	*n = 0;
	for (uint32_t b = 0; b < most; b++) {
		uint64_t next = list_next(s->txn, list, b * size);

		if (next && next <= (b + 1) * size)
			v[(*n)++] = b;
	}
	return v;
}

uint32_t *
snapshot_blocks(struct snapshot *s, struct str folder, size_t *n)
{
	snapshot_note(s, "blocks|%.*s", STR_ARG(folder));
	return snapshot_blocks_of(s, folder, SITEMAP_BLOCK, n);
}

void
snapshot_date(struct snapshot *s)
{
	snapshot_note(s, "date");
}

void
snapshot_commit(struct snapshot *s)
{
	snapshot_note(s, "commit");
}

/* What `read` gives for an object of the repository, in the arena of s. */
static int
read_text(struct snapshot *s, snapshot_blob_fn *read, const uint8_t *id,
          struct str *text, struct err *err)
{
	struct buf bytes = {0};
	int rc = read(s->blob_ctx, id, &bytes, err);

	*text = (struct str){0};
	if (rc == 0)
		*text = arena_str(s->arena, buf_str(&bytes));
	buf_release(&bytes);
	return rc;
}

int
snapshot_blob(struct snapshot *s, const uint8_t blob[ROW_BLOB],
              struct str *text, struct err *err)
{
	return read_text(s, s->blob, blob, text, err);
}

int
snapshot_message(struct snapshot *s, const uint8_t commit[20],
                 struct str *text, struct err *err)
{
	return read_text(s, s->message, commit, text, err);
}
