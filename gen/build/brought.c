#include "build/brought.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "model/attachment.h"
#include "repo/diff.h"
#include "repo/extent.h"

#define HOOKS ".githooks"
#define SHORT 10 /* digits of a commit's id in messages */
#define ENOUGH 200 /* findings after which nobody reads on */

static void
tell(const struct brought *b, const char *code, struct str path)
{
	struct arena *a = b->findings->arena;
	struct finding_place place = {.path = arena_str(a, path)};

	finding_add(b->findings, code, &place, NULL);
}

/* Also by a name that some systems take for the same. */
static bool
is_hook(struct str path)
{
	struct str rest = path;
	struct str top = str_cut(&rest, '/');
	struct buf folded = {0};
	size_t bad;
	bool is;

	if (utf8_check(top, &bad))
		utf8_fold(&folded, top);
	is = str_eq(buf_str(&folded), STR(HOOKS));
	buf_release(&folded);
	return is;
}

/* One that moves on was there before. */
static bool
is_submodule(const struct delta *d)
{
	bool moved = d->was == MODE_SUBMODULE && d->kind == DELTA_CHANGED;

	return d->mode == MODE_SUBMODULE && !moved;
}

static int
on_delta(void *ctx, const struct delta *d, struct err *err)
{
	const struct brought *b = ctx;

	(void)err;
	if (d->kind == DELTA_REMOVED || b->findings->errors >= ENOUGH)
		return 0;
	if (d->mode == MODE_SYMLINK)
		tell(b, "G101", d->path);
	else if (is_submodule(d))
		tell(b, "G102", d->path);
	if (!b->hooks && is_hook(d->path))
		tell(b, "G221", d->path);
	return 0;
}

int
brought_bounds(const struct brought *b, struct err *err)
{
	struct oid tree;
	int rc = oid_is_zero(b->tip)
	             ? 0
	             : repo_tree_of(b->repo, b->tip, &tree, err);

	return rc > 0 ? extent_check(b->repo, &tree, err) : rc;
}

/* ---------------------------------------------------------- on the way */

/* A commit of the push, and those which may already have what it brings. */
struct passing {
	const struct brought *b;
	const struct oid *tip; /* trees */
	struct commit commit;
	struct oid *parent; /* commits */
	size_t parents;
};

static int
is_heavy(const struct passing *p, const struct delta *d, struct err *err)
{
	uint64_t size = 0;
	int rc = repo_blob_size(p->b->repo, &d->now, &size, err);

	return rc < 0 ? rc : size > (uint64_t)ATTACHMENT_MB << 20;
}

/* out: 1, it may not come; 0, it may */
static int
is_barred(const struct passing *p, const struct delta *d, struct err *err)
{
	if (d->kind == DELTA_REMOVED)
		return 0;
	if (d->mode == MODE_SYMLINK || is_submodule(d) ||
	    (!p->b->hooks && is_hook(d->path)))
		return 1;
	return d->mode == MODE_FILE ? is_heavy(p, d, err) : 0;
}

/* out: 1, it is published, merged, or there in the end; 0 */
static int
is_held(const struct passing *p, const struct delta *d, struct err *err)
{
	struct repo *repo = p->b->repo;
	int rc = diff_holds(repo, p->tip, d, err);

	if (rc == 0)
		rc = diff_holds(repo, &p->b->base->tree, d, err);
	for (size_t i = 1; rc == 0 && i < p->parents; i++) {
		struct oid tree;

		rc = repo_tree_of(repo, &p->parent[i], &tree, err);
		if (rc > 0)
			rc = diff_holds(repo, &tree, d, err);
	}
	return rc;
}

static int
on_passing(void *ctx, const struct delta *d, struct err *err)
{
	const struct passing *p = ctx;
	struct finding_list *findings = p->b->findings;
	struct finding_place place = {0};
	struct str args[FINDING_ARGS] = {{0}};
	char hex[2 * OID_SIZE + 1];
	int rc = findings->errors < ENOUGH ? is_barred(p, d, err) : 0;

	if (rc > 0)
		rc = is_held(p, d, err) ? 0 : 1;
	if (rc <= 0)
		return rc;
	oid_hex(&p->commit.id, hex);
	place.path = arena_str(findings->arena, d->path);
	args[0] = arena_fmt(findings->arena, "%.*s", SHORT, hex);
	finding_add(findings, "G222", &place, args);
	return 0;
}

static int
check_passing(struct passing *p, const struct oid *id, struct err *err)
{
	struct repo *repo = p->b->repo;
	struct oid tree;
	int rc = repo_commit(repo, id, &p->commit, err);

	if (rc == 0)
		rc = repo_parents(repo, id, &p->parent, &p->parents, err);
	if (rc == 0 && p->parents)
		rc = repo_tree_of(repo, &p->parent[0], &tree, err);
	if (rc >= 0)
		rc = diff_trees(repo, p->parents ? &tree : NULL,
		                &p->commit.tree, on_passing, p, err);
	mem_free(p->parent);
	p->parent = NULL;
	return rc;
}

/* A tag may also name a tree, to which no way leads. */
static int
check_way(const struct brought *b, const struct oid *tip, struct err *err)
{
	struct passing p = {.b = b, .tip = tip};
	struct commit last;
	struct oid *ids = NULL;
	size_t n = 0;
	char hex[2 * OID_SIZE + 1];
	int rc;

	oid_hex(b->tip, hex);
	if (repo_resolve(b->repo, hex, &last, NULL) < 0)
		return 0;
	rc = repo_new(b->repo, &last.id, &b->base->id, &ids, &n, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = check_passing(&p, &ids[i], err);
	mem_free(ids);
	return rc;
}

int
brought_check(const struct brought *b, struct err *err)
{
	struct brought copy = *b;
	struct oid tree;
	int rc = b->first || oid_is_zero(b->tip)
	             ? 0
	             : repo_tree_of(b->repo, b->tip, &tree, err);

	if (rc <= 0)
		return rc;
	rc = diff_trees(b->repo, b->base ? &b->base->tree : NULL, &tree,
	                on_delta, &copy, err);
	return rc == 0 && b->base && b->findings->errors == 0
	           ? check_way(b, &tree, err)
	           : rc;
}
