#include "store/view.h"

#include "model/lang.h"
#include "store/cut.h"
#include "store/rank.h"
#include "store/titles.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

/* One list that a record is or was in. */
struct spot {
	struct str list;
	uint32_t serial;
	uint64_t place; /* by day */
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

static void
ask_cut(const struct view *v, struct str list, uint64_t start)
{
	ask(v, "cut|%.*s|%u", STR_ARG(list), cut_number(start));
}

/* Of the pages of one strip those that the other has not, or with other
 * neighbours, and the one around the member itself. */
static void
ask_strip(const struct view *v, const struct spot *s,
          const struct cut_strip *mine, const struct cut_strip *other)
{
	for (size_t i = 1; i + 1 < mine->n; i++) {
		const uint64_t *at = &mine->start[i];
		bool same = s->place < at[0] || s->place >= at[1];
		size_t j = 1;

		while (j + 1 < other->n && other->start[j] != at[0])
			j++;
		if (!same || j + 1 >= other->n ||
		    other->start[j - 1] != at[-1] ||
		    other->start[j + 1] != at[1])
			ask_cut(v, s->list, at[0]);
	}
}

/* The first page, when the member stands there. */
static void
ask_newest(const struct view *v, const struct spot *s)
{
	size_t most = titles_page_size(v->limits, s->list) + 1;

	if (list_newer(v->txn, list_by_day(s->list), s->place, most) < most)
		ask(v, "new|%.*s", STR_ARG(s->list));
}

/* A member that stays where it is has another face. */
static void
ask_face(const struct view *v, const struct spot *s)
{
	struct list list = list_by_day(s->list);
	uint32_t size = titles_page_size(v->limits, s->list);

	ask_newest(v, s);
	/* A list of one page has no others. */
	if (list_count(v->txn, s->list) > size)
		ask_cut(v, s->list,
		        cut_below(v->txn, list, s->place, size));
}

/* Is the record one of a list's feed? */
static bool
ask_feed(const struct view *v, struct str list, uint32_t serial)
{
	uint32_t most = v->limits.feed_size;
	bool fed =
	    list_newer(v->txn, list_by_number(list), serial, most) < most;

	if (fed)
		ask(v, "feed|%.*s", STR_ARG(list));
	return fed;
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
	uint64_t next =
	    list_next(v->txn, list_by_number(s->list), block * size);

	return !next || next > (block + 1) * size;
}

/* A block comes with its first member, goes with its last. */
static void
ask_blocks(const struct view *v, const struct spot *s)
{
	if (str_chr(s->list, '|') < s->list.n)
		return;
	if (is_bare(v, s, SITEMAP_BLOCK))
		ask(v, "blocks|%.*s", STR_ARG(s->list));
	if (is_bare(v, s, EXPORT_BLOCK))
		ask(v, "exports|%.*s", STR_ARG(s->list));
}

/* Put a member in, or, without a record, take it out; wholly, or only where
 * it stands by day. */
static void
put(const struct view *v, const struct spot *s, struct str record, bool whole)
{
	struct list by_day = list_by_day(s->list);
	struct list by_number = list_by_number(s->list);

	if (record.n) {
		list_insert(v->txn, by_day, s->place, record);
		if (whole)
			list_insert(v->txn, by_number, s->serial, record);
	} else {
		list_remove(v->txn, by_day, s->place);
		if (whole)
			list_remove(v->txn, by_number, s->serial);
	}
}

/* The same, with the questions that it alters. */
static void
turn(const struct view *v, const struct spot *s, struct str record,
     bool whole)
{
	struct list list = list_by_day(s->list);
	uint32_t size = titles_page_size(v->limits, s->list);
	struct cut_strip before;
	struct cut_strip after;

	if (!v->changed) {
		put(v, s, record, whole);
		return;
	}
	ask_newest(v, s);
	if (whole)
		ask(v, "count|%.*s", STR_ARG(s->list));
	if (whole && record.n)
		ask_blocks(v, s);
	cut_strip_around(v->txn, list, s->place, size, &before);
	put(v, s, record, whole);
	cut_strip_around(v->txn, list, s->place, size, &after);
	ask_strip(v, s, &before, &after);
	ask_strip(v, s, &after, &before);
	if (whole && !record.n)
		ask_blocks(v, s);
}

static struct spot
spot_of(struct str list, const struct row *row)
{
	uint32_t number = titles_number(list, row);

	return (struct spot){list, number,
	                     list_place(titles_day(list, row), number)};
}

/* Facet lists that `row` is in: leave those that `other` is not in, or of
 * another day, or enter them; card: its face may have changed. */
static void
apply_facets(const struct view *v, struct str record, const struct row *row,
             const struct row *other, bool entering, bool card)
{
	struct buf key = {0};
	bool moved = false;

	for (size_t i = 0; row && row->visible && i < row->facets; i++) {
		struct str list =
		    key_of_facet(&key, folder_of(record),
		                 row->facet[i].key, row->facet[i].code);
		struct spot s = spot_of(list, row);
		bool stays = has_facet(other, row->facet[i]);

		if (v->changed)
			ask_feed(v, list, row->serial);
		if (!stays || other->day != row->day)
			turn(v, &s, entering ? record : STR(""), !stays);
		else if (entering && card && v->changed)
			ask_face(v, &s);
		moved |= !stays;
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
	if (ask_feed(v, folder_of(record), row->serial))
		ask(v, "feed|*");
}

/* One list that both are in: out of where the old row stood, into where the
 * new one does. */
static void
apply_places(const struct view *v, struct str list, struct str record,
             const struct row *old, const struct row *now, bool card)
{
	bool was = old && old->visible;
	bool is = now && now->visible;
	bool stays = was && is &&
	             titles_day(list, old) == titles_day(list, now);
	struct spot s;

	if (stays && card && v->changed) {
		s = spot_of(list, now);
		ask_face(v, &s);
	}
	if (was && !stays) {
		s = spot_of(list, old);
		turn(v, &s, STR(""), !is);
	}
	if (is && !stays) {
		s = spot_of(list, now);
		turn(v, &s, record, !was);
	}
}

static void
apply_register(const struct view *v, struct str record,
               const struct row *old, const struct row *now, bool card)
{
	struct list site = list_by_number(STR("*"));
	bool was = old && old->visible;
	bool is = now && now->visible;

	if (was && !is)
		apply_feeds(v, record, old);
	apply_places(v, folder_of(record), record, old, now, card);
	if (was && !is)
		list_remove(v->txn, site, old->accession);
	if (is && !was)
		list_insert(v->txn, site, now->accession, record);
	if (was != is) {
		ask(v, "counts|%.*s", STR_ARG(folder_of(record)));
		ask(v, "totals");
	}
	if (is || was)
		apply_feeds(v, record, is ? now : old);
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

/* A letter comes with its first title and goes with its last. */
static void
turn_title(const struct view *v, struct str record, const struct row *old,
           const struct row *now, enum lang lang)
{
	struct buf key = {0};
	struct str list = titles_list(&key, now ? now : old, lang);
	bool was = list_count(v->txn, list) > 0;

	apply_places(v, list, record, old, now,
	             old && now && !same_title(old, now));
	if (was != (list_count(v->txn, list) > 0))
		ask(v, "letters|%.*s",
		    STR_ARG(lang_code(lang)));
	buf_release(&key);
}

static void
apply_titles(const struct view *v, struct str record, const struct row *old,
             const struct row *now)
{
	for (int lang = 0; lang < LANGS; lang++) {
		bool moves = old && now &&
		             old->sound[lang] >> TITLES_BITS !=
		                 now->sound[lang] >> TITLES_BITS;

		turn_title(v, record, old, moves ? NULL : now,
		           (enum lang)lang);
		if (moves)
			turn_title(v, record, NULL, now, (enum lang)lang);
	}
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
	return row_same_claims(a, b) && a->visible == b->visible &&
	       str_eq(a->status.code, b->status.code) &&
	       a->status.until == b->status.until;
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

static void
ask_rank(void *ctx, struct str list)
{
	ask(ctx, "rank|%.*s", STR_ARG(list));
}

static void
ask_priced(void *ctx, struct str list)
{
	ask(ctx, "priced|%.*s", STR_ARG(list));
}

static void
apply_ranks(const struct view *v, struct str record, const struct row *old,
            const struct row *now, bool card)
{
	void *ctx = (void *)(uintptr_t)v;

	rank_apply(v->txn, record, old, now, v->changed ? ask_priced : NULL,
	           ctx);
	if (!card)
		return;
	rank_each(record, old, ask_rank, ctx);
	rank_each(record, now, ask_rank, ctx);
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
	apply_titles(v, record, old, now);
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

/* The blocks of a register that hold members, by one of their sizes. */
static void
ask_all_blocks(const struct view *v, struct str name, const char *verb,
               uint32_t size)
{
	struct list list = list_by_number(name);
	uint64_t serial = list_last(v->txn, list);

	while (serial) {
		uint64_t block = (serial - 1) / size;

		ask(v, "%s|%.*s|%u", verb, STR_ARG(name), (unsigned)block);
		serial = list_prev(v->txn, list, block * size + 1);
	}
}

static void
ask_register(const struct view *v, struct str name)
{
	ask(v, "counts|%.*s", STR_ARG(name));
	ask(v, "blocks|%.*s", STR_ARG(name));
	ask(v, "exports|%.*s", STR_ARG(name));
	ask(v, "due|%.*s", STR_ARG(name));
	ask_all_blocks(v, name, "export", EXPORT_BLOCK);
	ask_all_blocks(v, name, "map", SITEMAP_BLOCK);
}

static void
ask_pages(const struct view *v, struct str name)
{
	uint32_t size = titles_page_size(v->limits, name);
	uint64_t start = 0;

	if (!titles_is(name))
		ask(v, "feed|%.*s", STR_ARG(name));
	if (rank_any(v->txn, name)) {
		ask(v, "rank|%.*s", STR_ARG(name));
		ask(v, "priced|%.*s", STR_ARG(name));
	}
	while (list_count(v->txn, name) > size && start != CUT_NONE) {
		ask_cut(v, name, start);
		start = cut_above(v->txn, list_by_day(name), start, size);
	}
}

static void
ask_site(const struct view *v)
{
	ask(v, "feed|*");
	ask(v, "due|*");
	ask(v, "letters|zh");
	ask(v, "letters|en");
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
		else
			ask_pages(v, buf_str(&list));
		if (!str_eq(key, STR("*")) && str_chr(key, '|') == key.n)
			ask_register(v, buf_str(&list));
		more = cursor_seek(c, buf_str(&list), &key, &value) &&
		       cursor_next(c, &key, &value);
	}
	buf_release(&list);
	cursor_close(c);
}
