#include "store/view.h"

#include "store/list.h"
#include "store/rank.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

/* One list that a record is or was in. */
struct spot {
	struct str list;
	uint32_t serial;
	bool facet;
};

static void ask(const struct view *v, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
ask(const struct view *v, const char *format, ...)
{
	char text[QUESTION_MAX];
	va_list args;
	int n;

	if (!v->changed)
		return;
	va_start(args, format);
	n = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	assert(n >= 0 && (size_t)n < sizeof text);
	v->changed(v->ctx, (struct str){text, (size_t)n});
}

static struct str
folder_of(struct str record)
{
	return str_sub(record, 0, str_chr(record, '/'));
}

/* The register's page of a serial, and its neighbours whose links may turn
 * when it comes or goes. */
static void
ask_pages(const struct view *v, const struct spot *s, bool moved)
{
	uint32_t size = v->limits.page_size;
	uint32_t near[2];

	ask(v, "page|%.*s|%u", STR_ARG(s->list), list_page(s->serial, size));
	if (!moved)
		return;
	near[0] = list_prev(v->txn, s->list, s->serial);
	near[1] = list_next(v->txn, s->list, s->serial);
	for (int i = 0; i < 2; i++)
		if (near[i] && list_page(near[i], size) !=
		                   list_page(s->serial, size))
			ask(v, "page|%.*s|%u", STR_ARG(s->list),
			    list_page(near[i], size));
	if (!near[1])
		ask(v, "page|%.*s|1", STR_ARG(s->list));
}

static void
ask_cut(const struct view *v, const struct spot *s, uint32_t serial)
{
	uint32_t cut;

	/* A list of one page has no cuts. */
	if (list_count(v->txn, s->list) <= v->limits.page_size)
		return;
	cut = list_cut(v->txn, s->list, serial, v->limits.page_size);
	if (cut)
		ask(v, "cut|%.*s|%u", STR_ARG(s->list), cut);
}

/* Pages of a facet exist only past one page's worth of members: when the
 * count stands at that edge, all of them come or go. */
static void
ask_cuts_at_edge(const struct view *v, const struct spot *s)
{
	uint32_t count = list_count(v->txn, s->list);
	uint32_t size = v->limits.page_size;
	uint32_t serial;

	if (count != size && count != size + 1)
		return;
	serial = list_last(v->txn, s->list);
	while (serial) {
		uint32_t cut = list_cut(v->txn, s->list, serial, size);

		ask(v, "cut|%.*s|%u", STR_ARG(s->list), cut);
		serial = list_prev(v->txn, s->list, cut);
	}
}

static void
ask_cuts(const struct view *v, const struct spot *s, bool moved)
{
	uint32_t near;

	ask_cut(v, s, s->serial);
	if (!moved)
		return;
	near = list_prev(v->txn, s->list, s->serial);
	if (near)
		ask_cut(v, s, near);
	near = list_next(v->txn, s->list, s->serial);
	if (near)
		ask_cut(v, s, near);
	/* The page behind leads back to this one, by its start. */
	near = list_cut(v->txn, s->list, s->serial, v->limits.page_size);
	if (near)
		near = list_next(v->txn, s->list,
		                 list_cut_end(v->txn, s->list, near,
		                              v->limits.page_size));
	if (near)
		ask_cut(v, s, near);
	ask_cuts_at_edge(v, s);
}

/* The questions about a list in which a member stands (or stood). */
static void
ask_around(const struct view *v, const struct spot *s, bool moved)
{
	uint32_t most = v->limits.page_size + 1;

	if (list_newer(v->txn, s->list, s->serial, most) < most)
		ask(v, "new|%.*s", STR_ARG(s->list));
	if (s->facet)
		ask_cuts(v, s, moved);
	else
		ask_pages(v, s, moved);
	if (moved)
		ask(v, "count|%.*s", STR_ARG(s->list));
}

static void
ask_feed(const struct view *v, struct str list, uint32_t serial)
{
	uint32_t most = v->limits.feed_size;

	if (list_newer(v->txn, list, serial, most) < most)
		ask(v, "feed|%.*s", STR_ARG(list));
}

static bool
has_facet(const struct row *row, struct row_facet facet)
{
	if (!row || !row->visible)
		return false;
	for (size_t i = 0; i < row->facets; i++)
		if (str_eq(row->facet[i].key, facet.key) &&
		    str_eq(row->facet[i].code, facet.code))
			return true;
	return false;
}

/* Has the block of a serial no member? */
static bool
is_bare(const struct view *v, const struct spot *s, uint32_t size)
{
	uint32_t block = (s->serial - 1) / size;
	uint32_t next = list_next(v->txn, s->list, block * size);

	return !next || next > (block + 1) * size;
}

/* A block comes with its first member, goes with its last. */
static void
ask_blocks(const struct view *v, const struct spot *s)
{
	if (s->facet)
		return;
	if (is_bare(v, s, SITEMAP_BLOCK))
		ask(v, "blocks|%.*s", STR_ARG(s->list));
	if (is_bare(v, s, EXPORT_BLOCK))
		ask(v, "exports|%.*s", STR_ARG(s->list));
}

static void
leave(const struct view *v, const struct spot *s)
{
	if (v->changed)
		ask_around(v, s, true);
	list_remove(v->txn, s->list, s->serial);
	if (!v->changed)
		return;
	ask_blocks(v, s);
	ask_around(v, s, true);
}

static void
enter(const struct view *v, const struct spot *s, struct str record)
{
	if (v->changed) {
		ask_blocks(v, s);
		ask_around(v, s, true);
	}
	list_insert(v->txn, s->list, s->serial, record);
	if (v->changed)
		ask_around(v, s, true);
}

/* Facet lists that `row` is in and `other` is not: leave or enter them;
 * both: the card may have changed. */
static void
apply_facets(const struct view *v, struct str record, const struct row *row,
             const struct row *other, bool entering, bool card)
{
	struct buf key = {0};
	bool moved = false;

	for (size_t i = 0; row && row->visible && i < row->facets; i++) {
		struct spot s = {.serial = row->serial, .facet = true};

		s.list = key_of_facet(&key, folder_of(record),
		                      row->facet[i].key, row->facet[i].code);
		if (v->changed)
			ask_feed(v, s.list, s.serial);
		if (has_facet(other, row->facet[i])) {
			if (entering && card && v->changed)
				ask_around(v, &s, false);
			continue;
		}
		moved = true;
		if (entering)
			enter(v, &s, record);
		else
			leave(v, &s);
	}
	if (moved)
		ask(v, "counts|%.*s", STR_ARG(folder_of(record)));
	buf_release(&key);
}

static void
apply_feeds(const struct view *v, struct str record, const struct row *row)
{
	if (!v->changed)
		return;
	ask_feed(v, folder_of(record), row->serial);
	ask_feed(v, STR("*"), row->accession);
}

static void
apply_register(const struct view *v, struct str record,
               const struct row *old, const struct row *now, bool card)
{
	const struct row *row = now ? now : old;
	struct spot s = {folder_of(record), row->serial, false};
	bool was = old && old->visible;
	bool is = now && now->visible;

	if (was && is && card && v->changed)
		ask_around(v, &s, false);
	if (was && !is) {
		apply_feeds(v, record, old);
		leave(v, &s);
		list_remove(v->txn, STR("*"), old->accession);
	}
	if (is && !was) {
		enter(v, &s, record);
		list_insert(v->txn, STR("*"), now->accession, record);
	}
	if (was != is) {
		ask(v, "counts|%.*s", STR_ARG(s.list));
		ask(v, "totals");
	}
	if (is)
		apply_feeds(v, record, now);
	else if (was)
		apply_feeds(v, record, old);
}

static void
apply_days(const struct view *v, struct str record, const struct row *old,
           const struct row *now)
{
	struct buf key = {0};

	for (size_t i = 0; old && i < old->dues; i++)
		txn_del(v->txn, TABLE_DUE,
		        key_day(&key, old->due[i], record));
	for (size_t i = 0; now && i < now->dues; i++)
		txn_put(v->txn, TABLE_DUE,
		        key_day(&key, now->due[i], record), (struct str){0});
	buf_release(&key);
}

static bool
is_running(const struct row *row)
{
	return row && row->visible && row->status.until != NO_DAY;
}

static void
apply_running(const struct view *v, struct str record, const struct row *old,
              const struct row *now, bool card)
{
	struct buf key = {0};

	if (is_running(old))
		txn_del(v->txn, TABLE_RUNNING,
		        key_day(&key, old->status.until, record));
	if (is_running(now))
		txn_put(v->txn, TABLE_RUNNING,
		        key_day(&key, now->status.until, record),
		        (struct str){0});
	if (card && (is_running(old) || is_running(now)))
		ask(v, "running");
	buf_release(&key);
}

/* Pages of the records that this one names show its card, their data what it
 * says about them. */
static void
ask_targets(const struct view *v, const struct row *row, bool card, bool said)
{
	for (size_t i = 0; row && i < row->refs; i++) {
		if (card || said)
			ask(v, "refs|%.*s", STR_ARG(row->ref[i]));
		if (said)
			ask(v, "about|%.*s", STR_ARG(row->ref[i]));
	}
}

static bool
same_title(const struct row *a, const struct row *b)
{
	return a->visible == b->visible &&
	       str_eq(a->title[0], b->title[0]) &&
	       str_eq(a->title[1], b->title[1]);
}

/* The piece of a table in which a record stands, if it has a row. */
static void
ask_export(const struct view *v, struct str record)
{
	struct arena a;
	struct str value;
	struct row row;

	arena_init(&a);
	if (txn_get(v->txn, TABLE_RECORD, record, &value) &&
	    row_decode(&a, value, &row) && row.serial)
		ask(v, "export|%.*s|%u", STR_ARG(folder_of(record)),
		    (row.serial - 1) / EXPORT_BLOCK);
	arena_release(&a);
}

/* Tables hold all that a record says, and what is said about it. */
static void
ask_exports(const struct view *v, struct str record, const struct row *old,
            const struct row *now, bool said)
{
	const struct row *both[2] = {old, now};
	const struct row *row = now ? now : old;

	if (!v->changed)
		return;
	ask(v, "export|%.*s|%u", STR_ARG(folder_of(record)),
	    (row->serial - 1) / EXPORT_BLOCK);
	for (int k = 0; said && k < 2; k++)
		for (size_t i = 0; both[k] && i < both[k]->abouts; i++)
			ask_export(v, both[k]->about[i]);
}

static bool
same_days(const struct row *a, const struct row *b)
{
	bool same = a->claims == b->claims && a->visible == b->visible &&
	            str_eq(a->status.code, b->status.code) &&
	            a->status.until == b->status.until;

	for (size_t i = 0; same && i < a->claims; i++)
		same = a->claim[i].from == b->claim[i].from &&
		       a->claim[i].until == b->claim[i].until &&
		       str_eq(a->claim[i].state, b->claim[i].state);
	return same;
}

/* Calendars show titles, days and the time of the last change. */
static void
ask_days(const struct view *v, struct str record, const struct row *old,
         const struct row *now)
{
	bool has = (old && old->claims) || (now && now->claims);

	if (!has || (old && now && old->changed == now->changed &&
	             same_title(old, now) && same_days(old, now)))
		return;
	ask(v, "due|%.*s", STR_ARG(folder_of(record)));
	ask(v, "due|*");
}

/* Numbers of the charts of the record's register. */
static void
apply_charts(const struct view *v, struct str record, const struct row *old,
             const struct row *now)
{
	for (size_t i = 0; i < v->plans; i++)
		if (str_eq(v->plan[i].folder, folder_of(record)) &&
		    pivot_apply(v->txn, &v->plan[i], old, now))
			ask(v, "chart|%.*s", STR_ARG(v->plan[i].chart));
}

/* The register and the facets' values in which a record has a place. */
static void
ask_ranks(const struct view *v, struct str record, const struct row *row)
{
	struct str folder = folder_of(record);

	if (!rank_has(row))
		return;
	ask(v, "rank|%.*s", STR_ARG(folder));
	for (size_t i = 0; i < row->facets; i++)
		ask(v, "rank|%.*s|%.*s|%.*s", STR_ARG(folder),
		    STR_ARG(row->facet[i].key), STR_ARG(row->facet[i].code));
}

static void
apply_ranks(const struct view *v, struct str record, const struct row *old,
            const struct row *now, bool card)
{
	rank_apply(v->txn, record, old, now);
	if (!card)
		return;
	ask_ranks(v, record, old);
	ask_ranks(v, record, now);
}

void
view_apply(const struct view *v, struct str record, const struct row *old,
           const struct row *now)
{
	bool card = !old || !now || !row_has_card_of(old, now);
	bool said = !old || !now || old->visible != now->visible ||
	            old->links != now->links;
	const struct row *row = now ? now : old;

	apply_facets(v, record, old, now, false, card);
	apply_register(v, record, old, now, card);
	apply_facets(v, record, now, old, true, card);
	apply_days(v, record, old, now);
	apply_running(v, record, old, now, card);
	apply_charts(v, record, old, now);
	apply_ranks(v, record, old, now, card);
	if (!old || !now || !same_title(old, now))
		ask(v, "title|%.*s", STR_ARG(record));
	ask_targets(v, old, card, said);
	ask_targets(v, now, card, said);
	ask_exports(v, record, old, now, said);
	ask_days(v, record, old, now);
	ask(v, "map|%.*s|%u", STR_ARG(folder_of(record)),
	    (row->serial - 1) / SITEMAP_BLOCK);
}

static void
ask_all_exports(const struct view *v, struct str list)
{
	uint32_t serial = list_last(v->txn, list);

	while (serial) {
		uint32_t block = (serial - 1) / EXPORT_BLOCK;

		ask(v, "export|%.*s|%u", STR_ARG(list), block);
		serial = list_prev(v->txn, list, block * EXPORT_BLOCK + 1);
	}
}

static void
ask_register(const struct view *v, struct str list)
{
	uint32_t size = v->limits.page_size;
	uint32_t serial = list_last(v->txn, list);
	uint32_t last = UINT32_MAX;

	ask(v, "counts|%.*s", STR_ARG(list));
	ask(v, "feed|%.*s", STR_ARG(list));
	ask(v, "blocks|%.*s", STR_ARG(list));
	ask(v, "exports|%.*s", STR_ARG(list));
	ask(v, "due|%.*s", STR_ARG(list));
	ask(v, "rank|%.*s", STR_ARG(list));
	ask_all_exports(v, list);
	while (serial) {
		uint32_t page = list_page(serial, size);
		uint32_t block = (serial - 1) / SITEMAP_BLOCK;

		ask(v, "page|%.*s|%u", STR_ARG(list), page);
		if (block != last)
			ask(v, "map|%.*s|%u", STR_ARG(list), block);
		last = block;
		serial = list_prev(v->txn, list, (page - 1) * size + 1);
	}
}

static void
ask_facet(const struct view *v, struct str list)
{
	uint32_t size = v->limits.page_size;
	uint32_t serial = list_last(v->txn, list);

	ask(v, "feed|%.*s", STR_ARG(list));
	ask(v, "rank|%.*s", STR_ARG(list));
	if (list_count(v->txn, list) <= size)
		return;
	while (serial) {
		uint32_t cut = list_cut(v->txn, list, serial, size);

		ask(v, "cut|%.*s|%u", STR_ARG(list), cut);
		serial = list_prev(v->txn, list, cut);
	}
}

static void
ask_site(const struct view *v)
{
	ask(v, "feed|*");
	ask(v, "due|*");
}

void
view_all(const struct view *v)
{
	struct cursor *c = cursor_open(v->txn, TABLE_COUNT);
	struct buf list = {0};
	struct str key;
	struct str value;
	bool more = cursor_seek(c, (struct str){0}, &key, &value);

	ask(v, "totals");
	ask(v, "running");
	for (size_t i = 0; i < v->plans; i++)
		ask(v, "chart|%.*s", STR_ARG(v->plan[i].chart));
	while (more) {
		buf_reset(&list);
		buf_add(&list, key);
		key = buf_str(&list);
		ask(v, "new|%.*s", STR_ARG(key));
		ask(v, "count|%.*s", STR_ARG(key));
		if (str_eq(key, STR("*")))
			ask_site(v);
		else if (str_chr(key, '|') == key.n)
			ask_register(v, buf_str(&list));
		else
			ask_facet(v, buf_str(&list));
		more = cursor_seek(c, buf_str(&list), &key, &value) &&
		       cursor_next(c, &key, &value);
	}
	buf_release(&list);
	cursor_close(c);
}
