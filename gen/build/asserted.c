#include "build/asserted.h"

#include "build/content.h"
#include "build/rows.h"
#include "repo/diff.h"

static int
on_record(void *ctx, const struct delta *delta, struct err *err)
{
	struct asserted *s = ctx;
	struct arena *a = &s->arena;
	char name[CONTENT_NAME_MAX];
	struct content content = content_of(delta->path);
	struct str *path;

	(void)err;
	if (content.kind != CONTENT_RECORD)
		return 0;
	path = arena_alloc(a, sizeof *path);
	*path = arena_str(a, delta->path);
	map_put(&s->place, arena_str(a, content_record(&content, name)),
	        path);
	return 0;
}

/* out: 1 and *kinds, the folder of the kinds of a commit */
static int
find_kinds(struct asserted *s, const struct oid *tree, struct str content,
           struct oid *kinds, struct err *err)
{
	struct str path = arena_fmt(&s->arena, "%.*s%sschema",
	                            STR_ARG(content), content.n ? "/" : "");

	*kinds = (struct oid){{0}};
	return repo_subtree(s->repo, tree, path, kinds, err);
}

/* The kinds that are pushed, where they are others.  Who checks the content
 * tells their mistakes. */
static int
load_later(struct asserted *s, const struct oid *tree,
           const struct oid *later, struct str content, struct err *err)
{
	struct finding_list quiet;
	struct oid old, now;
	int rc = find_kinds(s, tree, content, &old, err);

	if (rc >= 0)
		rc = find_kinds(s, later, content, &now, err);
	if (rc < 0 || oid_eq(&old, &now))
		return rc < 0 ? rc : 0;
	finding_list_init(&quiet, &s->arena);
	rc = config_load(&s->later, s->repo, later, content, NULL, &quiet,
	                 NULL);
	s->differs = rc == 0;
	return 0;
}

int
asserted_open(struct asserted *asserted, struct repo *repo,
              const struct oid *tree, const struct oid *later,
              struct str content, struct err *err)
{
	struct finding_list quiet;
	int rc;

	*asserted = (struct asserted){.repo = repo};
	arena_init(&asserted->arena);
	finding_list_init(&quiet, &asserted->arena);
	rc = config_load(&asserted->config, repo, tree, content, NULL, &quiet,
	                 err);
	if (rc == 0)
		rc = load_later(asserted, tree, later, content, err);
	if (rc == 0)
		rc = diff_trees(repo, NULL, &asserted->config.content,
		                on_record, asserted, err);
	return rc;
}

/* What a state of the file says of other records; its mistakes are told by
 * those who check it. */
static int
read_rows(struct asserted *s, const struct schema_set *set, struct arena *a,
          struct str path, const struct oid *blob, struct rows *rows,
          struct err *err)
{
	struct record_input input = {.file.path = path,
	                             .root = STR(""),
	                             .depth = RECORD_TYPED};
	const struct record *record;
	struct finding_list quiet;
	struct buf bytes = {0};
	uint64_t size = 0;
	int rc = 0;

	finding_list_init(&quiet, a);
	*rows = (struct rows){0};
	if (!oid_is_zero(blob))
		rc = repo_blob_size(s->repo, blob, &size, err);
	if (rc < 0 || size == 0 || size > (uint64_t)BLOB_MB << 20)
		return rc;
	rc = repo_blob_at(s->repo, blob, path, &bytes, err);
	input.file.bytes = arena_str(a, buf_str(&bytes));
	buf_release(&bytes);
	if (rc < 0)
		return rc;
	record = record_parse(a, set, &input, &quiet);
	if (record)
		rows_of(a, set, record, STR(""), path, rows);
	return 0;
}

static bool
decides(const struct outlink *link)
{
	return link->link.kind == LINK_ABOUT ||
	       link->link.kind == LINK_WITHDRAW;
}

static bool
says_same(const struct outlink *x, const struct outlink *y)
{
	return x->link.kind == y->link.kind &&
	       str_eq(x->target, y->target) &&
	       str_eq(x->link.state, y->link.state) &&
	       x->link.from == y->link.from &&
	       x->link.until == y->link.until &&
	       x->link.scheduled == y->link.scheduled &&
	       x->link.leaves == y->link.leaves;
}

/* What one state says and the other does not. */
static int
tell_more(struct asserted *s, const struct rows *one,
          const struct rows *other, asserted_fn *fn, void *ctx)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < one->links; i++) {
		const struct outlink *link = &one->link[i];
		const struct str *path = map_get(&s->place, link->target);
		bool same = !path || !decides(link);

		for (size_t k = 0; !same && k < other->links; k++)
			same = says_same(link, &other->link[k]);
		if (!same)
			rc = fn(ctx, link->target, *path);
	}
	return rc;
}

/* By the kinds of one commit. */
static int
each_by(struct asserted *s, const struct schema_set *set, struct str path,
        const struct oid *old, const struct oid *now, asserted_fn *fn,
        void *ctx, struct err *err)
{
	struct rows was;
	struct rows is;
	struct arena a;
	int rc;

	arena_init(&a);
	rc = read_rows(s, set, &a, path, old, &was, err);
	if (rc == 0)
		rc = read_rows(s, set, &a, path, now, &is, err);
	if (rc == 0)
		rc = tell_more(s, &is, &was, fn, ctx);
	if (rc == 0)
		rc = tell_more(s, &was, &is, fn, ctx);
	arena_release(&a);
	return rc;
}

int
asserted_each(struct asserted *asserted, struct str path,
              const struct oid *old, const struct oid *now, asserted_fn *fn,
              void *ctx, struct err *err)
{
	int rc;

	if (content_of(path).kind != CONTENT_RECORD)
		return 0;
	rc = each_by(asserted, &asserted->config.set, path, old, now, fn, ctx,
	             err);
	if (rc == 0 && asserted->differs)
		rc = each_by(asserted, &asserted->later.set, path, old, now,
		             fn, ctx, err);
	return rc;
}

void
asserted_close(struct asserted *asserted)
{
	map_release(&asserted->place);
	config_release(&asserted->config);
	config_release(&asserted->later);
	arena_release(&asserted->arena);
}
