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

int
asserted_open(struct asserted *asserted, struct repo *repo,
              const struct oid *tree, struct str content, struct err *err)
{
	struct finding_list quiet;
	int rc;

	*asserted = (struct asserted){.repo = repo};
	arena_init(&asserted->arena);
	finding_list_init(&quiet, &asserted->arena);
	rc = config_load(&asserted->config, repo, tree, content, NULL, &quiet,
	                 err);
	if (rc == 0)
		rc = diff_trees(repo, NULL, &asserted->config.content,
		                on_record, asserted, err);
	return rc;
}

/* What a state of the file says of other records; its mistakes are told by
 * those who check it. */
static int
read_rows(struct asserted *s, struct arena *a, struct str path,
          const struct oid *blob, struct rows *rows, struct err *err)
{
	struct record_input input = {.file.path = path, .root = STR("")};
	const struct record *record;
	struct finding_list quiet;
	struct buf bytes = {0};
	int rc = 0;

	finding_list_init(&quiet, a);
	*rows = (struct rows){0};
	if (oid_is_zero(blob))
		return 0;
	rc = repo_blob_at(s->repo, blob, path, &bytes, err);
	input.file.bytes = arena_str(a, buf_str(&bytes));
	buf_release(&bytes);
	if (rc < 0)
		return rc;
	record = record_parse(a, &s->config.set, &input, &quiet);
	if (record)
		rows_of(a, &s->config.set, record, STR(""), path, rows);
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

int
asserted_each(struct asserted *asserted, struct str path,
              const struct oid *old, const struct oid *now, asserted_fn *fn,
              void *ctx, struct err *err)
{
	struct rows was;
	struct rows is;
	struct arena a;
	int rc;

	if (content_of(path).kind != CONTENT_RECORD)
		return 0;
	arena_init(&a);
	rc = read_rows(asserted, &a, path, old, &was, err);
	if (rc == 0)
		rc = read_rows(asserted, &a, path, now, &is, err);
	if (rc == 0)
		rc = tell_more(asserted, &is, &was, fn, ctx);
	if (rc == 0)
		rc = tell_more(asserted, &was, &is, fn, ctx);
	arena_release(&a);
	return rc;
}

void
asserted_close(struct asserted *asserted)
{
	map_release(&asserted->place);
	config_release(&asserted->config);
	arena_release(&asserted->arena);
}
