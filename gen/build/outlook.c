#include "build/outlook.h"

#include "base/map.h"
#include "base/vec.h"
#include "build/content.h"
#include "build/rows.h"
#include "repo/diff.h"

#include <stdlib.h>

struct looking {
	struct outlook *out;
	struct arena *a;
	struct repo *repo;
	const struct schema_set *set;
	int32_t as_of;
	struct map name;  /* -> struct outlook_record */
	struct map lists; /* -> struct outlook_list */
	struct VEC(struct outlook_record *) records;
	struct VEC(struct outlook_list *) list;
	struct finding_list quiet;
};

static int
parse(struct looking *l, struct str path, const struct oid *blob,
      const struct record **record, struct err *err)
{
	struct record_input input = {.file.path = path,
	                             .root = STR(""),
	                             .depth = RECORD_TYPED};
	struct buf bytes = {0};
	int rc = repo_blob_at(l->repo, blob, path, &bytes, err);

	if (rc == 0) {
		input.file.bytes = arena_str(l->a, buf_str(&bytes));
		*record = record_parse(l->a, l->set, &input, &l->quiet);
	}
	buf_release(&bytes);
	return rc;
}

static struct outlook_record *
record_of(struct looking *l, const struct content *content)
{
	char name[CONTENT_NAME_MAX];
	struct str key = content_record(content, name);
	struct outlook_record *r = map_get(&l->name, key);

	if (r)
		return r;
	r = arena_alloc(l->a, sizeof *r);
	*r = (struct outlook_record){
	    .name = arena_str(l->a, key),
	    .schema = schema_of_folder(l->set, content->folder)};
	map_put(&l->name, r->name, r);
	vec_push(&l->records, r);
	return r;
}

static bool
is_setting(enum content_kind kind)
{
	return kind == CONTENT_SITE || kind == CONTENT_SCHEMA ||
	       kind == CONTENT_TABLE;
}

static int
on_delta(void *ctx, const struct delta *delta, struct err *err)
{
	struct looking *l = ctx;
	struct str path = arena_str(l->a, delta->path);
	struct content content = content_of(path);
	struct outlook_record *r;
	int rc = 0;

	if (content.kind != CONTENT_RECORD) {
		l->out->settings |= is_setting(content.kind);
		l->out->others++;
		return 0;
	}
	/* A moved file comes twice, under one name. */
	r = record_of(l, &content);
	if (delta->kind != DELTA_REMOVED || !r->path.n)
		r->path = path;
	if (delta->kind != DELTA_ADDED)
		rc = parse(l, path, &delta->old, &r->old, err);
	if (delta->kind == DELTA_REMOVED || rc < 0)
		return rc;
	r->there = true;
	return parse(l, path, &delta->now, &r->now, err);
}

/* ----------------------------------------------------------- lists */

static void
count(struct looking *l, const struct schema *schema,
      const struct schema_facet *facet, struct str code, int delta)
{
	struct str key = arena_fmt(
	    l->a, "%.*s|%.*s|%.*s", STR_ARG(schema->folder),
	    STR_ARG(facet ? facet->key : STR("")), STR_ARG(code));
	struct outlook_list *list = map_get(&l->lists, key);

	if (!list) {
		list = arena_alloc(l->a, sizeof *list);
		*list = (struct outlook_list){
		    .schema = schema, .facet = facet, .code = code};
		map_put(&l->lists, key, list);
		vec_push(&l->list, list);
	}
	list->delta += delta;
}

static void
count_record(struct looking *l, const struct record *r, int delta)
{
	count(l, r->schema, NULL, STR(""), delta);
	for (size_t i = 0; i < r->facets; i++)
		count(l, r->schema, r->facet[i].facet, r->facet[i].code,
		      delta);
}

/* ---------------------------------------------------------- result */

static int
order_records(const void *a, const void *b)
{
	const struct outlook_record *const *x = a;
	const struct outlook_record *const *y = b;

	return str_cmp((*x)->name, (*y)->name);
}

/* What the public makes of a record; false: nothing, now or later. */
static bool
judge(const struct looking *l, struct outlook_record *r)
{
	bool was = r->old && rows_on_site(r->old, l->as_of);
	bool is = r->now && rows_on_site(r->now, l->as_of);

	if (r->there && !r->now)
		r->sort = OUTLOOK_UNREAD;
	else if (was || is)
		r->sort = !was  ? OUTLOOK_ADDED
		          : !is ? OUTLOOK_REMOVED
		                : OUTLOOK_CHANGED;
	else if (r->now && r->now->scheduled > l->as_of)
		r->sort = OUTLOOK_LATER;
	else
		return false;
	return true;
}

static void
finish_record(struct looking *l, struct outlook_record *r)
{
	struct outlook *out = l->out;

	if (!judge(l, r)) {
		out->others++;
		return;
	}
	if (r->old && r->now)
		r->changes = change_list(l->a, r->old, r->now);
	if (r->sort == OUTLOOK_CHANGED || r->sort == OUTLOOK_REMOVED)
		count_record(l, r->old, -1);
	if (r->sort == OUTLOOK_CHANGED || r->sort == OUTLOOK_ADDED)
		count_record(l, r->now, 1);
	out->of[r->sort]++;
	out->record[out->records++] = *r;
}

static void
finish(struct looking *l)
{
	struct outlook *out = l->out;

	if (l->records.n)
		qsort(l->records.v, l->records.n, sizeof *l->records.v,
		      order_records);
	out->record = arena_array(l->a, l->records.n, sizeof *out->record);
	for (size_t i = 0; i < l->records.n; i++)
		finish_record(l, l->records.v[i]);
	out->list = arena_array(l->a, l->list.n, sizeof *out->list);
	for (size_t i = 0; i < l->list.n; i++)
		if (l->list.v[i]->delta)
			out->list[out->lists++] = *l->list.v[i];
}

int
outlook_between(struct outlook *outlook, struct arena *a, struct repo *repo,
                const struct schema_set *set, const struct oid *old,
                const struct oid *now, int32_t as_of, struct err *err)
{
	struct looking l = {.out = outlook,
	                    .a = a,
	                    .repo = repo,
	                    .set = set,
	                    .as_of = as_of};
	int rc;

	*outlook = (struct outlook){0};
	finding_list_init(&l.quiet, a);
	rc = diff_trees(repo, old, now, on_delta, &l, err);
	if (rc == 0)
		finish(&l);
	map_release(&l.name);
	map_release(&l.lists);
	vec_release(&l.records);
	vec_release(&l.list);
	return rc;
}
