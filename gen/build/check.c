#include "build/check.h"

#include "base/map.h"
#include "build/origin.h"
#include "build/owners.h"
#include "build/prepare.h"
#include "build/stray.h"
#include "os/lock.h"
#include "repo/diff.h"

struct check {
	struct origin origin;
	struct finding_list *findings;
	struct check_result *result;
	const char *since;
	struct oid old;  /* tree of `since` */
	struct oid base; /* content tree of `since`; zero: it had none */
	struct arena arena;
	struct map changed; /* paths, as findings name them */
};

static int
on_changed(void *ctx, const struct delta *delta, struct err *err)
{
	struct check *c = ctx;
	struct str content = c->origin.content;

	(void)err;
	map_put(&c->changed,
	        arena_fmt(&c->arena, "%.*s%s%.*s", STR_ARG(content),
	                  content.n ? "/" : "", STR_ARG(delta->path)),
	        c);
	c->result->changed++;
	return 0;
}

/* What differs from the commit that the user named. */
static int
find_changed(struct check *c, struct err *err)
{
	struct origin *o = &c->origin;
	struct commit commit;
	int rc = repo_resolve(o->repo, c->since, &commit, err);

	if (rc == 0)
		c->old = commit.tree;
	if (rc == 0)
		rc = repo_subtree(o->repo, &commit.tree, o->content,
		                  &c->base, err);
	if (rc < 0)
		return rc;
	return diff_trees(o->repo, rc ? &c->base : NULL, &o->config.content,
	                  on_changed, c, err);
}

/* Try the change in a transaction that is never committed. */
static int
try_in(struct check *c, struct store *store, struct err *err)
{
	struct origin *o = &c->origin;
	struct report report = {0};
	struct prepare p = {.repo = o->repo,
	                    .fs = o->fs,
	                    .place = &o->place,
	                    .config = &o->config,
	                    .content = o->content,
	                    .commit = o->commit,
	                    .since = c->since ? &c->base : NULL,
	                    .as_of = o->as_of,
	                    .threads = o->options->threads,
	                    .check = true,
	                    .findings = c->findings,
	                    .report = &report};
	int rc = txn_begin(store, true, &p.txn, err);

	if (rc < 0)
		return rc;
	if (o->options->source != BUILD_COMMIT)
		p.pending = &o->tree;
	rc = prepare_run(&p, err);
	txn_abort(p.txn);
	c->result->records = report.read;
	c->result->whole = report.rebuilt;
	return rc;
}

/* On a new store in a folder of its own. */
static int
check_whole(struct check *c, struct err *err)
{
	struct origin *o = &c->origin;
	char dir[PATH_SIZE];
	struct store *store;
	int rc = fs_scratch(o->fs, dir, err);

	if (rc < 0)
		return rc;
	rc = path_join(o->place.sort, dir, STR("sort"), err);
	if (rc == 0)
		rc = store_open(o->fs, dir, false, &store, err);
	if (rc == 0) {
		rc = try_in(c, store, err);
		store_close(store);
	}
	fs_remove_tree(o->fs, dir, NULL);
	return rc;
}

/* Has the state seen these very settings? */
static bool
same_settings(struct check *c, struct state *state)
{
	struct view_state view;
	struct txn *txn;
	bool same;

	if (txn_begin(state->store, false, &txn, NULL) < 0)
		return false;
	same = state_view(txn, &view) &&
	       digest_eq(view.config, c->origin.config.digest);
	txn_abort(txn);
	return same;
}

/*
 * On the state of the last build.
 * out: *tried, could it be used?
 */
static int
check_change(struct check *c, bool *tried, struct err *err)
{
	struct origin *o = &c->origin;
	char mark[2 * DIGEST_SIZE + 1];
	struct lock lock = {.fd = -1};
	struct state state;
	size_t settled = c->findings->n;
	int rc = 0;

	*tried = false;
	if (fs_kind_of(o->fs, o->place.store) != FS_DIR ||
	    lock_wait(&lock, o->place.lock, o->options->wait, NULL) < 0)
		return 0;
	if (state_borrow(&state, o->fs, &o->place,
	                 origin_mark(o, BUILD_COMMIT, mark))) {
		if (same_settings(c, &state)) {
			*tried = true;
			rc = try_in(c, state.store, err);
		}
		state_close(&state);
	}
	lock_release(&lock);
	if (rc != ERR_CORRUPT)
		return rc;
	/* What a damaged state says may be untrue. */
	finding_list_cut(c->findings, settled);
	*tried = false;
	return 0;
}

/* Warnings elsewhere are not about the change. */
static void
keep_changed(struct check *c)
{
	struct finding_list *list = c->findings;
	size_t kept = 0;

	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].severity == FINDING_ERROR ||
		    map_get(&c->changed, list->v[i].path))
			list->v[kept++] = list->v[i];
	finding_list_cut(list, kept);
}

/* A lock-out comes by the calendar alone, so it is told long before. */
#define KEYS_SOON 60 /* days */

static void
check_keys(struct check *c, const struct owners *owners)
{
	int32_t last = owners_last_day(owners);
	struct finding_place place = {
	    .path = arena_str(c->findings->arena, owners_file(owners))};

	if (last == DATE_NONE || last > c->origin.as_of + KEYS_SOON)
		return;
	finding_add(c->findings, "G220", &place,
	            (struct str[FINDING_ARGS]){
	                date_iso_str(c->findings->arena, last)});
}

/* Who may change what is read by no build, so its mistakes are found here. */
static int
check_owners(struct check *c, struct err *err)
{
	struct origin *o = &c->origin;
	struct owners *owners = NULL;
	int rc = owners_load(&owners, o->repo, &o->config.content, o->content,
	                     c->findings, err);

	if (rc == 0 && owners)
		check_keys(c, owners);
	owners_free(owners);
	return rc;
}

static int
check_all(struct check *c, struct err *err)
{
	bool since = c->since != NULL;
	bool tried = false;
	int owned = check_owners(c, err);
	int rc = owned < 0 && owned != ERR_CONTENT ? owned
	         : since                           ? find_changed(c, err)
	                                           : 0;

	if (rc == 0 && since && origin_place(&c->origin, NULL) == 0)
		rc = check_change(c, &tried, err);
	if (rc == 0 && !tried)
		rc = check_whole(c, err);
	if (since)
		keep_changed(c);
	if (rc == 0)
		rc = stray_check(c->origin.repo, since ? &c->old : NULL,
		                 &c->origin.tree, c->origin.content,
		                 c->findings, err);
	return rc < 0 ? rc : owned;
}

int
check_run(const struct check_options *options,
          struct finding_list *findings, struct check_result *result,
          struct err *err)
{
	struct check c = {.findings = findings,
	                  .result = result,
	                  .since = options->since};
	int rc;

	*result = (struct check_result){0};
	arena_init(&c.arena);
	origin_init(&c.origin, &options->build);
	rc = origin_open(&c.origin, err);
	if (rc == 0)
		rc = origin_find(&c.origin, err);
	if (rc == 0)
		rc = origin_settings(&c.origin, findings, err);
	if (rc == 0)
		rc = check_all(&c, err);
	origin_close(&c.origin);
	map_release(&c.changed);
	arena_release(&c.arena);
	return rc;
}
