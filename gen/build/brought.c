#include "build/brought.h"

#include "base/utf8.h"
#include "repo/diff.h"
#include "repo/extent.h"

#define HOOKS ".githooks"
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

static int
on_delta(void *ctx, const struct delta *d, struct err *err)
{
	const struct brought *b = ctx;
	bool moved = d->mode == MODE_SUBMODULE && d->was == MODE_SUBMODULE &&
	             d->kind == DELTA_CHANGED;

	(void)err;
	if (d->kind == DELTA_REMOVED || b->findings->errors >= ENOUGH)
		return 0;
	if (d->mode == MODE_SYMLINK)
		tell(b, "G101", d->path);
	else if (d->mode == MODE_SUBMODULE && !moved)
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

int
brought_check(const struct brought *b, struct err *err)
{
	struct brought copy = *b;
	struct oid tree;
	int rc = b->first || oid_is_zero(b->tip)
	             ? 0
	             : repo_tree_of(b->repo, b->tip, &tree, err);

	return rc > 0 ? diff_trees(b->repo, b->base, &tree, on_delta, &copy,
	                           err)
	              : rc;
}
