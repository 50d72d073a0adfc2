#ifndef TESTS_VIEW_WORLD_H
#define TESTS_VIEW_WORLD_H

/*
 * view_world - everything that rendering can ask the state for, each with
 * its answer of late and the questions noted for it; and the law in small:
 * an answer that differs was announced by a question asked before.
 */
#include "store_world.h"

#include "base/codec.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/vec.h"
#include "store/snapshot.h"
#include "store/view.h"

#define RECORDS 34
#define FIRST_FOLDER 28 /* of them in folder a, the others in b */
#define TODAY 100

struct probe;
typedef void answer_fn(struct snapshot *s, const struct probe *p,
                       struct buf *out);

/* One thing that rendering can ask for, with its answer of late. */
struct probe {
	answer_fn *ask;
	struct str name;
	uint32_t number;
	bool listed; /* a list or a number: view_all must name it */
	struct str answer;
	uint64_t *asked;
	size_t askeds;
};

struct world {
	struct store_world s;
	struct snapshot snapshot;
	struct arena answers;
	struct arena step;
	struct str name[RECORDS];
	struct row row[RECORDS];
	struct buf bytes[RECORDS]; /* of the row; empty: no record */
	struct VEC(struct probe) probe;
	struct VEC(uint64_t) named;
	struct map texts; /* of named questions, to be shown */
	uint64_t seed;
};

static inline uint32_t
any(struct world *w, uint32_t n)
{
	return world_random(&w->seed) % n;
}

/* --------------------------------------------------------- answers */

static inline void
put_card(struct buf *out, struct str record, const struct row *row)
{
	buf_fmt(out, "%.*s %d %.*s %.*s %.*s %d %.*s %d %.*s:", STR_ARG(record),
	        row->visible, STR_ARG(row->title[0]), STR_ARG(row->title[1]),
	        STR_ARG(row->summary), row->day, STR_ARG(row->status.code),
	        row->status.since, STR_ARG(row->status.next));
	for (size_t i = 0; i < row->facets; i++)
		buf_fmt(out, " %.*s=%.*s", STR_ARG(row->facet[i].key),
		        STR_ARG(row->facet[i].code));
	for (size_t i = 0; i < row->claims; i++)
		buf_fmt(out, " %.*s %d-%d", STR_ARG(row->claim[i].state),
		        row->claim[i].from, row->claim[i].until);
	buf_byte(out, '\n');
}

static inline void
put_cards(struct buf *out, const struct listed *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put_card(out, v[i].record, &v[i].row);
}

static inline void
ask_title(struct snapshot *s, const struct probe *p, struct buf *out)
{
	struct row row;

	if (snapshot_title(s, p->name, &row))
		buf_fmt(out, "%.*s %.*s", STR_ARG(row.title[0]),
		        STR_ARG(row.title[1]));
}

static inline void
ask_backlinks(struct snapshot *s, const struct probe *p, struct buf *out)
{
	size_t n;
	struct backlink *v = snapshot_backlinks(s, p->name, TODAY, &n);

	for (size_t i = 0; i < n; i++) {
		buf_fmt(out, "%d %.*s %d %d ", v[i].link.kind,
		        STR_ARG(v[i].link.state), v[i].link.from,
		        v[i].link.until);
		put_card(out, v[i].link.source, &v[i].source);
	}
}

/* A list's first page: its members, its number, where the rest begins. */
static inline void
ask_first(struct snapshot *s, const struct probe *p, struct buf *out)
{
	uint32_t older;
	uint32_t newer;
	size_t n;
	struct listed *v = snapshot_page(s, p->name, 0, &n, &older, &newer);
	uint32_t count = snapshot_count(s, p->name);

	if (count == 0)
		return;
	buf_fmt(out, "%u ", count);
	put_cards(out, v, n);
	if (older)
		buf_fmt(out, "older %u", older);
}

static inline void
ask_newest(struct snapshot *s, const struct probe *p, struct buf *out)
{
	size_t n;
	struct listed *v = snapshot_newest(s, p->name, &n);

	put_cards(out, v, n);
}

static inline void
ask_count(struct snapshot *s, const struct probe *p, struct buf *out)
{
	uint32_t count = snapshot_count(s, p->name);

	if (count)
		buf_fmt(out, "%u", count);
}

static inline void
ask_cut(struct snapshot *s, const struct probe *p, struct buf *out)
{
	uint32_t older;
	uint32_t newer;
	size_t n;
	struct listed *v =
	    snapshot_cut(s, p->name, p->number, &n, &older, &newer);

	if (n)
		buf_fmt(out, "%u %u ", older, newer);
	put_cards(out, v, n);
}

/* A page of titles, by its number, or a letter's first; of its members the
 * titles alone. */
static inline void
ask_titles(struct snapshot *s, const struct probe *p, struct buf *out)
{
	uint32_t older;
	uint32_t newer;
	size_t n;
	struct listed *v = snapshot_page(s, p->name, p->number, &n, &older,
	                                 &newer);

	if (n)
		buf_fmt(out, "%u %u ", older, newer);
	for (size_t i = 0; i < n; i++)
		buf_fmt(out, "%.*s %.*s %.*s\n", STR_ARG(v[i].record),
		        STR_ARG(v[i].row.title[0]),
		        STR_ARG(v[i].row.title[1]));
}

static inline void
ask_letters(struct snapshot *s, const struct probe *p, struct buf *out)
{
	bool *has = snapshot_letters(s, (enum lang)p->number);

	for (int i = 0; i < TITLES_LETTERS; i++)
		if (has[i])
			buf_fmt(out, "%d ", i);
}

static inline void
ask_counts(struct snapshot *s, const struct probe *p, struct buf *out)
{
	size_t n;
	struct tally *v = snapshot_counts(s, p->name, &n);

	for (size_t i = 0; i < n; i++)
		buf_fmt(out, "%.*s %.*s %u\n", STR_ARG(v[i].facet),
		        STR_ARG(v[i].code), v[i].count);
}

static inline void
ask_total(struct snapshot *s, const struct probe *p, struct buf *out)
{
	uint32_t total = snapshot_total(s);

	(void)p;
	if (total)
		buf_fmt(out, "%u", total);
}

static inline void
ask_feed(struct snapshot *s, const struct probe *p, struct buf *out)
{
	size_t n;
	static const struct str folder[] = {{"a", 1}, {"b", 1}};
	struct listed *v = str_eq(p->name, STR("*"))
	                       ? snapshot_site_feed(s, folder, 2, &n)
	                       : snapshot_feed(s, p->name, &n);

	for (size_t i = 0; i < n; i++)
		buf_fmt(out, "%.*s %.*s %.*s %.*s %lld\n",
		        STR_ARG(v[i].record), STR_ARG(v[i].row.title[0]),
		        STR_ARG(v[i].row.title[1]), STR_ARG(v[i].row.summary),
		        (long long)v[i].row.changed);
}

static inline void
ask_map(struct snapshot *s, const struct probe *p, struct buf *out)
{
	size_t n;
	struct listed *v = snapshot_map(s, p->name, p->number, &n);

	for (size_t i = 0; i < n; i++)
		buf_fmt(out, "%.*s %lld\n", STR_ARG(v[i].record),
		        (long long)v[i].row.changed);
}

static inline void
ask_export(struct snapshot *s, const struct probe *p, struct buf *out)
{
	size_t n;
	struct listed *v = snapshot_export(s, p->name, p->number, &n);

	for (size_t i = 0; i < n; i++) {
		size_t said;
		struct link *link =
		    snapshot_said(s, v[i].record, TODAY, &said);

		put_card(out, v[i].record, &v[i].row);
		buf_fmt(out, "%u %lld", v[i].row.versions,
		        (long long)v[i].row.changed);
		for (size_t k = 0; k < said; k++)
			buf_fmt(out, " %.*s %.*s %d",
			        STR_ARG(link[k].source),
			        STR_ARG(link[k].state), link[k].from);
		buf_byte(out, '\n');
	}
}

static inline void
put_numbers(struct buf *out, const uint32_t *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_fmt(out, "%u ", v[i]);
}

static inline void
ask_exports(struct snapshot *s, const struct probe *p, struct buf *out)
{
	size_t n;
	uint32_t *v = snapshot_exports(s, p->name, &n);

	put_numbers(out, v, n);
}

/* What a calendar shows. */
static inline void
ask_due(struct snapshot *s, const struct probe *p, struct buf *out)
{
	size_t n;
	struct due *v = snapshot_due(s, p->name, TODAY, TODAY + 60, 40, &n);

	for (size_t i = 0; i < n; i++) {
		const struct row *row = &v[i].listed.row;

		if (!row->claims)
			continue;
		buf_fmt(out, "%d %.*s %.*s %.*s %lld", v[i].day,
		        STR_ARG(v[i].listed.record), STR_ARG(row->title[0]),
		        STR_ARG(row->status.code), (long long)row->changed);
		for (size_t k = 0; k < row->claims; k++)
			buf_fmt(out, " %.*s %d %d",
			        STR_ARG(row->claim[k].state),
			        row->claim[k].from, row->claim[k].until);
		buf_byte(out, '\n');
	}
}

static inline void
ask_blocks(struct snapshot *s, const struct probe *p, struct buf *out)
{
	size_t n;
	uint32_t *v = snapshot_blocks(s, p->name, &n);

	put_numbers(out, v, n);
}

/* Every second one. */
static inline bool
keep_even(void *ctx, const struct row *row)
{
	(void)ctx;
	return row->serial % 2 == 0;
}

static inline void
ask_running(struct snapshot *s, const struct probe *p, struct buf *out)
{
	size_t n;
	struct listed *v =
	    snapshot_running(s, p->name, keep_even, NULL, 10, &n);

	for (size_t i = 0; i < n; i++) {
		buf_fmt(out, "%d ", v[i].row.status.until);
		put_card(out, v[i].record, &v[i].row);
	}
}

/* Charts of folder a: by city, and by city and status. */
static const struct pivot_plan world_plan[] = {
    {{"by-city", 7}, {"a", 1}, {"city", 4}, {"", 0}},
    {{"by-both", 7}, {"a", 1}, {"city", 4}, {"status", 6}}};

#define WORLD_PLANS (sizeof world_plan / sizeof *world_plan)

static inline void
ask_chart(struct snapshot *s, const struct probe *p, struct buf *out)
{
	size_t n;
	struct pivot *v = snapshot_chart(s, p->name, &n);

	for (size_t i = 0; i < n; i++)
		buf_fmt(out, "%.*s %.*s %u\n", STR_ARG(v[i].by),
		        STR_ARG(v[i].split), v[i].count);
}

static inline void
ask_ranked(struct snapshot *s, const struct probe *p, struct buf *out)
{
	size_t n;
	struct listed *v = snapshot_ranked(s, p->name, 10, &n);

	for (size_t i = 0; i < n; i++) {
		buf_fmt(out, "%.*s ", STR_ARG(row_price(&v[i].row)));
		put_card(out, v[i].record, &v[i].row);
	}
}

static inline void
ask_priced(struct snapshot *s, const struct probe *p, struct buf *out)
{
	if (snapshot_priced(s, p->name))
		buf_adds(out, "yes");
}

/* ---------------------------------------------------------- probes */

static inline void
add_probe(struct world *w, answer_fn *ask, struct str name, uint32_t number,
          bool listed)
{
	struct probe p = {ask, name, number, listed, {0}, NULL, 0};

	vec_push(&w->probe, p);
}

static inline void
add_pages(struct world *w, struct str list)
{
	add_probe(w, ask_first, list, 0, true);
	add_probe(w, ask_newest, list, 0, true);
	add_probe(w, ask_count, list, 0, true);
	add_probe(w, ask_feed, list, 0, true);
	add_probe(w, ask_ranked, list, 0, true);
	add_probe(w, ask_priced, list, 0, true);
	add_probe(w, ask_cut, list, CUT_OLDEST, true);
	for (int i = 0; i < RECORDS; i++)
		if (w->name[i].p[0] == list.p[0])
			add_probe(w, ask_cut, list, w->row[i].serial, true);
}

static inline void
add_register(struct world *w, struct str list)
{
	add_pages(w, list);
	add_probe(w, ask_counts, list, 0, true);
	for (uint32_t i = 0; i < 7; i++)
		add_probe(w, ask_map, list, i, true);
	add_probe(w, ask_blocks, list, 0, true);
	for (uint32_t i = 0; i < 7; i++)
		add_probe(w, ask_export, list, i, true);
	add_probe(w, ask_exports, list, 0, true);
	add_probe(w, ask_due, list, 0, true);
}

static inline void
add_titles(struct world *w, struct str list)
{
	add_probe(w, ask_titles, list, 0, true);
	add_probe(w, ask_titles, list, CUT_OLDEST, true);
	for (uint32_t i = 1; i <= RECORDS; i++)
		add_probe(w, ask_titles, list, i, true);
}

static inline void
add_probes(struct world *w)
{
	add_titles(w, STR("*|zh|a"));
	add_titles(w, STR("*|zh|0"));
	add_titles(w, STR("*|en|b"));
	add_probe(w, ask_letters, STR("*"), LANG_ZH, true);
	add_probe(w, ask_letters, STR("*"), LANG_EN, true);
	add_register(w, STR("a"));
	add_pages(w, STR("a|city|x"));
	add_pages(w, STR("a|city|y"));
	add_pages(w, STR("a|status|open"));
	add_register(w, STR("b"));
	add_pages(w, STR("b|city|x"));
	add_probe(w, ask_total, STR("*"), 0, true);
	add_probe(w, ask_feed, STR("*"), 0, true);
	add_probe(w, ask_due, STR("*"), 0, true);
	add_probe(w, ask_running, STR(""), 0, true);
	add_probe(w, ask_running, STR("a"), 0, true);
	for (size_t i = 0; i < WORLD_PLANS; i++)
		add_probe(w, ask_chart, world_plan[i].chart, 0, true);
	for (int i = 0; i < RECORDS; i++) {
		add_probe(w, ask_title, w->name[i], 0, false);
		add_probe(w, ask_backlinks, w->name[i], 0, false);
	}
}

static inline struct str
answer(struct world *w, struct probe *p, struct arena *a)
{
	struct buf out = {0};
	struct str text;
	const uint64_t *asked;

	arena_reset(&w->step);
	snapshot_begin(&w->snapshot);
	p->ask(&w->snapshot, p, &out);
	asked = snapshot_asked(&w->snapshot, &p->askeds);
	p->asked = arena_array(a, p->askeds, sizeof *p->asked);
	memcpy(p->asked, asked, p->askeds * sizeof *asked);
	text = arena_str(a, buf_str(&out));
	buf_release(&out);
	return text;
}

static inline void
answer_all(struct world *w)
{
	arena_reset(&w->answers);
	for (size_t i = 0; i < w->probe.n; i++)
		w->probe.v[i].answer =
		    answer(w, &w->probe.v[i], &w->answers);
}

static inline bool
is_named(const struct world *w, const struct probe *p)
{
	for (size_t i = 0; i < p->askeds; i++)
		for (size_t j = 0; j < w->named.n; j++)
			if (w->named.v[j] == p->asked[i])
				return true;
	return false;
}

static inline void
show_named(const struct world *w)
{
	for (size_t i = 0; i < w->texts.n; i++)
		print_error("  named %.*s\n", STR_ARG(w->texts.entry[i].key));
}

/* Each answer that differs was announced by a question asked before. */
static inline void
check_law(struct world *w, struct str record)
{
	struct arena fresh;

	arena_init(&fresh);
	for (size_t i = 0; i < w->probe.n; i++) {
		struct probe *p = &w->probe.v[i];
		struct probe before = *p;
		struct str now = answer(w, p, &fresh);

		if (str_eq(now, before.answer) || is_named(w, &before))
			continue;
		show_named(w);
		fail_msg("size %u, %.*s changed: %.*s %u was\n%.*s\nis\n%.*s",
		         w->snapshot.limits.page_size, STR_ARG(record),
		         STR_ARG(p->name), p->number, STR_ARG(before.answer),
		         STR_ARG(now));
	}
	arena_release(&fresh);
}

#endif
