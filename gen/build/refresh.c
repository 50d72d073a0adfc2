#include "build/update.h"

#include "base/vec.h"
#include "build/history.h"
#include "build/status.h"
#include "model/record.h"
#include "store/links.h"
#include "store/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct refresh {
	struct update *u;
	struct view view;
	struct arena arena; /* of one record */
	struct buf bytes;
	struct status said;
};

static void
on_changed(void *ctx, struct str question)
{
	struct update *u = ctx;

	dirty_question(u->dirty, question);
}

static void
fold_status(struct refresh *f, const struct schema *schema, struct str name,
            struct row *row)
{
	struct life_status status;
	struct link *link;
	size_t n;

	row->status = (struct row_status){.since = NO_DAY, .until = NO_DAY};
	if (schema->life.n == 0)
		return;
	link = links_to(f->u->txn, &f->arena, name, STR(""), &n);
	status_collect(&f->said, schema, row, link, n);
	status = status_on(&f->said, f->u->as_of, STR(""));
	row->status.passed = status_passed(&f->said, f->u->as_of);
	if (!status.by)
		return;
	row->status.code = schema->life.state[status.state].code;
	row->status.since = status.since;
	row->status.source = status.by->id;
	if (status.by->until == DATE_NEVER)
		return;
	row->status.until = status.by->until;
	/* By what is known now: an act whose day is to come is not told. */
	status = life_fold(f->said.life, f->said.heard.v, f->said.heard.n,
	                   row->status.until + 1);
	if (status.by)
		row->status.next = schema->life.state[status.state].code;
}

/* The derived facet `status` goes last. */
static void
put_status_facet(struct refresh *f, const struct schema *schema,
                 struct row *row)
{
	struct row_facet *facet =
	    arena_array(&f->arena, row->facets + 1, sizeof *facet);
	size_t n = 0;

	for (size_t i = 0; i < row->facets; i++)
		if (!str_eq(row->facet[i].key, STR("status")))
			facet[n++] = row->facet[i];
	if (row->status.code.n && schema_facet(schema, STR("status")))
		facet[n++] =
		    (struct row_facet){STR("status"), row->status.code};
	row->facet = facet;
	row->facets = n;
}

static void
complete(struct refresh *f, struct str name, struct row *row)
{
	const struct schema *schema = schema_of_folder(
	    &f->u->config->set, str_sub(name, 0, str_chr(name, '/')));
	struct history_entry entry = {0};

	history_get(f->u->txn, name, &entry);
	row->accession = entry.accession;
	row->serial = entry.serial;
	row->versions = entry.versions;
	row->changed = entry.time;
	row->visible =
	    row_on_site(row->scheduled, row->leaves, f->u->as_of);
	row->left = row_has_left(row->scheduled, row->leaves, f->u->as_of);
	if (!schema)
		return;
	fold_status(f, schema, name, row);
	row->offered = life_is_good(&schema->life, row->status.code);
	put_status_facet(f, schema, row);
}

/* Cards have no titles, which are among the terms. */
static bool
same_card(const struct row *a, const struct row *b)
{
	bool same = a->day == b->day &&
	            str_eq(a->status.code, b->status.code) &&
	            a->facets == b->facets;

	for (size_t i = 0; same && i < a->facets; i++)
		same = str_eq(a->facet[i].key, b->facet[i].key) &&
		       str_eq(a->facet[i].code, b->facet[i].code);
	return same;
}

static int
order_facets(const void *a, const void *b)
{
	const struct row_facet *x = a;
	const struct row_facet *y = b;
	int order = str_cmp(x->key, y->key);

	return order ? order : str_cmp(x->code, y->code);
}

/* What search counts of a record: its facets, kind and status; the year is
 * that of its date. */
static struct column_facet *
columns_of(struct refresh *f, const struct schema *schema,
           const struct row *row, size_t *n)
{
	size_t all = row->facets + 2;
	struct row_facet *v = arena_array(&f->arena, all, sizeof *v);
	struct column_facet *to = arena_array(&f->arena, all, sizeof *to);

	v[0] = (struct row_facet){STR("kind"), schema->kind};
	v[1] = (struct row_facet){STR("status"), row->status.code};
	for (size_t i = 0; i < row->facets; i++)
		v[2 + i] = row->facet[i];
	qsort(v, all, sizeof *v, order_facets);
	*n = 0;
	for (size_t i = 0; i < all; i++) {
		struct column_facet *last = *n ? &to[*n - 1] : NULL;
		bool again = i && str_eq(v[i].key, v[i - 1].key);

		if (v[i].code.n == 0 || str_eq(v[i].key, STR("year")) ||
		    (again && str_eq(v[i].code, v[i - 1].code)))
			continue;
		if (last && str_eq(last->code, v[i].key))
			last->value = arena_fmt(
			    &f->arena, "%.*s%c%.*s", STR_ARG(last->value),
			    COLUMN_JOIN, STR_ARG(v[i].code));
		else
			to[(*n)++] =
			    (struct column_facet){v[i].key, v[i].code};
	}
	return to;
}

/* What search shows and counts of a record, when it changed. */
static int
refresh_card(struct refresh *f, struct str name, uint32_t doc,
             const struct row *old, const struct row *now, struct err *err)
{
	struct update *u = f->u;
	bool was = old && old->visible;
	bool is = now && now->visible;
	struct cards_change change = {.doc = doc, .gone = !is};
	const struct schema *schema = schema_of_folder(
	    &u->config->set, str_sub(name, 0, str_chr(name, '/')));

	if (doc == 0 || (was == is && (!is || same_card(old, now))))
		return 0;
	if (is && schema) {
		change.card.kind = schema->kind;
		change.card.id = name;
		if (now->day != NO_DAY)
			change.card.date = date_iso_str(&f->arena, now->day);
		change.facet =
		    columns_of(f, schema, now, &change.facets);
	}
	return indexing_card(u->index, &change, err);
}

/* The list of changes tells of records on the site alone: of one that comes
 * or goes, all versions. */
static void
mark_changes(struct update *u, uint32_t accession, uint32_t versions)
{
	struct history_version version;
	char text[QUESTION_MAX];

	for (uint32_t i = 1; i <= versions; i++) {
		int n;

		if (!history_version(u->txn, accession, i, &version) ||
		    !version.change)
			continue;
		n = snprintf(text, sizeof text, "changes|%u",
		             (version.change - 1) / CHANGES_BLOCK);
		dirty_question(u->dirty, (struct str){text, (size_t)n});
	}
}

/* Which pages of its history a record's change concerns. */
static void
mark_versions(struct update *u, struct str name, const struct row *old,
              const struct row *now, struct str reason)
{
	uint32_t was = old ? old->versions : 0;
	uint32_t is = now ? now->versions : 0;
	bool turned = !old || !now || old->visible != now->visible;

	if (turned && !u->rebuild)
		mark_changes(u, now ? now->accession : old->accession,
		             was > is ? was : is);
	if (turned || was != is)
		dirty_versions(u->dirty, name,
		               turned || was > is || !was ? 1 : was,
		               was > is ? was : is, reason);
	/* The page of the version before tells when the newest one came,
	 * which was a work tree's. */
	if (u->unfolded && is)
		dirty_versions(u->dirty, name, was > 1 ? was - 1 : 1, is,
		               reason);
}

static int
refresh_one(struct refresh *f, struct str name, struct str old_bytes,
            struct err *err)
{
	struct update *u = f->u;
	struct str value;
	struct row rows[2];
	bool was = old_bytes.n && row_decode(&f->arena, old_bytes, &rows[0]);
	bool is = txn_get(u->txn, TABLE_RECORD, name, &value) &&
	          row_decode(&f->arena, value, &rows[1]);
	struct history_entry entry = {0};
	struct str reason;
	int rc;

	history_get(u->txn, name, &entry);
	buf_reset(&f->bytes);
	if (is) {
		complete(f, name, &rows[1]);
		row_encode(&rows[1], &f->bytes);
		txn_put(u->txn, TABLE_RECORD, name, buf_str(&f->bytes));
	}
	/* Added and removed since the last build: a tombstone may be due. */
	if (!was && !is)
		dirty_record(u->dirty, name, STR("record removed"));
	rc = refresh_card(f, name, entry.accession, was ? &rows[0] : NULL,
	                  is ? &rows[1] : NULL, err);
	if (rc < 0 || (!was && !is) ||
	    (str_eq(old_bytes, buf_str(&f->bytes)) && !u->unfolded))
		return rc;
	reason = !was ? STR("new record")
	         : is ? STR("record changed")
	              : STR("record removed");
	dirty_record(u->dirty, name, reason);
	mark_versions(u, name, was ? &rows[0] : NULL, is ? &rows[1] : NULL,
	              reason);
	view_apply(&f->view, name, was ? &rows[0] : NULL,
	           is ? &rows[1] : NULL);
	return 0;
}

/* Records with an event between the two dates, and what they are about. */
static void
touch_due(struct update *u)
{
	int32_t low = u->was < u->as_of ? u->was : u->as_of;
	int32_t high = u->was < u->as_of ? u->as_of : u->was;
	struct cursor *c = cursor_open(u->txn, TABLE_DUE);
	struct arena a;
	struct buf from = {0};
	struct str key;
	struct str value;
	struct str record;
	bool more;

	arena_init(&a);
	key_day(&from, low + 1, STR(""));
	more = cursor_seek(c, buf_str(&from), &key, &value);
	while (more && key_day_of(key, &record) <= high) {
		struct str name;
		struct row row;

		/* Between two dates far apart lie most records. */
		arena_reset(&a);
		name = arena_str(&a, record);
		update_touch(u, name);
		if (txn_get(u->txn, TABLE_RECORD, name, &value) &&
		    row_decode(&a, value, &row))
			for (size_t i = 0; i < row.abouts; i++)
				update_touch(u, row.about[i]);
		more = cursor_next(c, &key, &value);
	}
	buf_release(&from);
	cursor_close(c);
	arena_release(&a);
}

/* Which registers have members, in the order of the set. */
static bool *
filled_registers(struct update *u, struct arena *a)
{
	const struct schema_set *set = &u->config->set;
	bool *filled = arena_array(a, set->n, sizeof *filled);

	for (size_t i = 0; i < set->n; i++)
		filled[i] = list_count(u->txn, set->kind[i].folder) > 0;
	return filled;
}

/* Pages show in their navigation which registers have members. */
static void
ask_columns(struct update *u, struct arena *a, const bool *was)
{
	const struct schema_set *set = &u->config->set;
	const bool *is = filled_registers(u, a);

	for (size_t i = 0; i < set->n; i++)
		if (was[i] != is[i])
			dirty_question(
			    u->dirty,
			    arena_fmt(a, "columns|%.*s",
			              STR_ARG(set->kind[i].folder)));
}

int
update_refresh(struct update *u, struct err *err)
{
	struct refresh f = {.u = u};
	struct arena long_lived;
	const bool *filled;
	struct cursor *c;
	struct str key;
	struct str value;
	bool more;
	int rc = 0;

	if (!u->rebuild && u->had && u->was != u->as_of)
		touch_due(u);
	arena_init(&f.arena);
	arena_init(&long_lived);
	filled = filled_registers(u, &long_lived);
	f.view = (struct view){
	    .txn = u->txn,
	    .limits = {u->config->site.page_size, u->config->site.feed_size},
	    .changed = u->rebuild ? NULL : on_changed,
	    .ctx = u,
	    .plan = u->config->charts.plan,
	    .plans = u->config->charts.plans};
	c = cursor_open(u->txn, TABLE_TOUCHED);
	more = cursor_seek(c, (struct str){0}, &key, &value);
	while (rc == 0 && more) {
		arena_reset(&f.arena);
		rc = refresh_one(&f, arena_str(&f.arena, key),
		                 arena_str(&f.arena, value), err);
		more = cursor_next(c, &key, &value);
	}
	cursor_close(c);
	ask_columns(u, &long_lived, filled);
	if (u->rebuild) {
		f.view.changed = on_changed;
		view_all(&f.view);
	}
	status_release(&f.said);
	buf_release(&f.bytes);
	arena_release(&f.arena);
	arena_release(&long_lived);
	return rc < 0 ? rc : txn_check(u->txn, err);
}
