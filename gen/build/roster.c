#include "build/roster.h"

#include "build/content.h"
#include "repo/diff.h"

#include <stdio.h>

struct walk {
	const struct roster *roster;
	roster_fn *fn;
	void *ctx;
	struct arena arena; /* of one record */
	struct buf bytes;
	struct str root; /* of the content folder, with its slash */
	struct str prefix;
};

static int
take_record(struct walk *w, const struct delta *delta, struct str path,
            struct err *err)
{
	struct record_input input = {.file = {path, buf_str(&w->bytes)},
	                             .root = w->root,
	                             .as_of = DATE_NONE};
	struct finding_list quiet;
	struct record *record;

	finding_list_init(&quiet, &w->arena);
	record = record_parse(&w->arena, &w->roster->config->set, &input,
	                      &quiet);
	return record ? w->fn(w->ctx, record, path, &delta->now, err) : 0;
}

static int
see_file(void *ctx, const struct delta *delta, struct err *err)
{
	struct walk *w = ctx;
	struct content content;
	struct str path;
	int rc;

	arena_reset(&w->arena);
	path = arena_fmt(&w->arena, "%.*s%.*s", STR_ARG(w->prefix),
	                 STR_ARG(delta->path));
	content = content_of(str_sub(path, w->root.n, path.n));
	if (delta->mode != MODE_FILE || content.kind != CONTENT_RECORD)
		return 0;
	rc = repo_blob_at(w->roster->repo, &delta->now, path, &w->bytes,
	                  err);
	return rc < 0 ? rc : take_record(w, delta, path, err);
}

int
roster_walk(const struct roster *r, roster_fn *fn, void *ctx,
            struct err *err)
{
	struct walk w = {.roster = r, .fn = fn, .ctx = ctx};
	struct arena names;
	struct oid folder;
	int rc = repo_subtree(r->repo, &r->config->content, r->schema->folder,
	                      &folder, err);

	if (rc <= 0)
		return rc;
	arena_init(&names);
	arena_init(&w.arena);
	w.root = arena_fmt(&names, "%.*s%s", STR_ARG(r->content),
	                   r->content.n ? "/" : "");
	w.prefix = arena_fmt(&names, "%.*s%.*s/", STR_ARG(w.root),
	                     STR_ARG(r->schema->folder));
	rc = diff_trees(r->repo, NULL, &folder, see_file, &w, err);
	buf_release(&w.bytes);
	arena_release(&w.arena);
	arena_release(&names);
	return rc;
}

/* ----------------------------------------------------------- names */

struct naming {
	struct arena *a;
	struct map *names;
};

static int
see_name(void *ctx, const struct delta *delta, struct err *err)
{
	struct naming *n = ctx;
	struct content content = content_of(delta->path);
	char name[CONTENT_NAME_MAX];
	struct str key;

	(void)err;
	if (content.kind != CONTENT_RECORD)
		return 0;
	key = arena_str(n->a, content_record(&content, name));
	map_put(n->names, key, (void *)(uintptr_t)key.p);
	return 0;
}

int
roster_names(const struct roster *r, struct arena *a, struct map *names,
             struct err *err)
{
	struct naming n = {a, names};

	return diff_trees(r->repo, NULL, &r->config->content, see_name, &n,
	                  err);
}

/* ---------------------------------------------------------- series */

static struct roster_last *
last_of(struct roster_series *s, uint64_t year)
{
	for (size_t i = 0; i < s->last.n; i++)
		if (s->last.v[i].year == year)
			return &s->last.v[i];
	vec_push(&s->last, ((struct roster_last){year, 0}));
	return &s->last.v[s->last.n - 1];
}

void
roster_see(struct arena *a, struct roster_series *s, struct str id,
           struct str inner)
{
	size_t last = str_rchr(id, '-');
	struct str head = str_sub(id, 0, last);
	size_t dash = str_rchr(head, '-');
	size_t folder = str_chr(inner, '/'); /* ends its name */
	struct roster_last *of;
	uint64_t year, number;

	s->any = true;
	if (last == id.n || dash == head.n || head.n - dash - 1 != 4 ||
	    !str_u64(str_sub(head, dash + 1, head.n), &year) ||
	    !str_u64(str_sub(id, last + 1, id.n), &number))
		return;
	of = last_of(s, year);
	if (number > of->number)
		of->number = number;
	if (s->digits && (year < s->newest.year ||
	                  (year == s->newest.year &&
	                   number < s->newest.number)))
		return;
	s->newest = (struct roster_last){year, number};
	s->prefix = arena_str(a, str_sub(head, 0, dash));
	s->digits = (int)(id.n - last - 1);
	s->by_year = str_chr(str_sub(inner, folder + 1, inner.n), '/') <
	             inner.n - folder - 1;
}

struct learning {
	struct arena *a;
	struct roster_series *series;
	struct str folder;
};

static int
see_id(void *ctx, const struct delta *delta, struct err *err)
{
	struct learning *l = ctx;
	char inner[CONTENT_PATH_MAX + CONTENT_ID_MAX];
	struct content content;
	int n = snprintf(inner, sizeof inner, "%.*s/%.*s",
	                 STR_ARG(l->folder), STR_ARG(delta->path));

	(void)err;
	if (n < 0 || (size_t)n >= sizeof inner)
		return 0;
	content = content_of(str_from(inner));
	if (content.kind == CONTENT_RECORD)
		roster_see(l->a, l->series, content.id, str_from(inner));
	return 0;
}

int
roster_ids(const struct roster *r, struct arena *a,
           struct roster_series *series, struct err *err)
{
	struct learning l = {a, series, r->schema->folder};
	struct oid folder;
	int rc = repo_subtree(r->repo, &r->config->content, l.folder,
	                      &folder, err);

	return rc <= 0 ? rc
	               : diff_trees(r->repo, NULL, &folder, see_id, &l, err);
}

struct str
roster_next(struct arena *a, struct roster_series *s,
            const struct schema *schema, int year)
{
	struct roster_last *of = last_of(s, (uint64_t)year);
	struct str prefix = schema->own_prefix || !s->prefix.n
	                        ? schema->id_prefix
	                        : s->prefix;

	return arena_fmt(a, "%.*s-%d-%0*llu", STR_ARG(prefix), year,
	                 s->digits ? s->digits : 4,
	                 (unsigned long long)++of->number);
}
