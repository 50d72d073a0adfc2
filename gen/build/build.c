#include "build/build.h"

#include "base/hash.h"
#include "base/mem.h"
#include "build/engine.h"
#include "build/make.h"
#include "build/prepare.h"
#include "model/date.h"
#include "os/clock.h"
#include "os/lock.h"
#include "store/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_CONTENT "content"
#define DEFAULT_OUTPUT "public"

struct run {
	const struct build_options *options;
	struct finding_list *findings;
	struct build_result *result;
	struct fs real;
	const struct fs *fs;
	struct repo *repo;
	struct commit commit;
	struct oid tree;    /* of the whole source */
	struct oid pending; /* content tree of a work tree */
	struct place place;
	struct str content;
	struct config config;
	bool loaded;
	size_t settled; /* findings of the settings */
	int32_t as_of;
};

static int32_t
today(int utc_offset)
{
	char iso[CLOCK_DATE];
	int32_t day = DATE_NONE;

	clock_today(utc_offset, iso);
	date_parse_iso(str_from(iso), &day);
	return day;
}

static int
open_source(struct run *run, struct err *err)
{
	const struct build_options *o = run->options;
	int rc = repo_open(o->repo ? o->repo : ".", &run->repo, err);

	if (rc == 0)
		rc = repo_resolve(run->repo, o->rev ? o->rev : "HEAD",
		                  &run->commit, err);
	if (rc < 0)
		return rc;
	run->tree = run->commit.tree;
	if (o->source == BUILD_WORKTREE)
		return repo_worktree(run->repo, &run->tree, err);
	if (o->source == BUILD_STAGED)
		return repo_staged(run->repo, &run->tree, err);
	return 0;
}

static int
find_place(struct run *run, struct err *err)
{
	const char *output = run->options->output;
	const char *workdir = repo_workdir(run->repo);
	char path[PATH_SIZE];
	int rc = 0;

	if (!output) {
		rc = path_join(path, workdir ? workdir : "",
		               STR(DEFAULT_OUTPUT), err);
		output = path;
	}
	if (rc == 0)
		rc = place_of(&run->place, output, err);
	if (rc == 0)
		rc = fs_mkdir(run->fs, run->place.state, err);
	if (rc == 0 && run->result) {
		struct buf b = {0};

		buf_adds(&b, run->place.output);
		run->result->output = buf_detach(&b);
	}
	return rc;
}

static int
load_config(struct run *run, struct err *err)
{
	int rc = config_load(&run->config, run->repo, &run->tree,
	                     run->content, run->options->theme,
	                     run->findings, err);

	run->loaded = true;
	run->settled = run->findings->n;
	if (rc < 0)
		return rc;
	run->as_of = run->options->as_of;
	if (run->as_of == DATE_NONE)
		run->as_of = today(run->config.site.utc_offset);
	return 0;
}

/* What the whole state hangs on: another generator, content folder or
 * theme begins anew. */
static struct str
mark_of(const struct run *run, char text[2 * DIGEST_SIZE + 1])
{
	struct hasher *h = hasher_new();

	hasher_add(h, engine_digest());
	hasher_add(h, run->content);
	hasher_add(h, str_from(run->options->theme));
	digest_hex(hasher_digest(h), text);
	hasher_free(h);
	return str_from(text);
}

/* Nothing has changed: one ref was read and compared. */
static bool
is_null_build(struct run *run, struct state *state)
{
	struct built_state built;
	struct view_state view;
	struct txn *txn;
	bool null;
	int32_t as_of = run->options->as_of;

	if (state->fresh || run->options->source != BUILD_COMMIT ||
	    txn_begin(state->store, false, &txn, NULL) < 0)
		return false;
	null = state_built(txn, &built) && state_view(txn, &view) &&
	       oid_eq(&built.commit, &run->commit.id) &&
	       txn_rows(txn, TABLE_DIRTY) == 0;
	if (null && as_of == DATE_NONE)
		as_of = today(view.utc_offset);
	null = null && built.as_of == as_of;
	if (null)
		run->result->report.records = list_count(txn, STR("*"));
	txn_abort(txn);
	run->as_of = as_of;
	return null;
}

static int
first_transaction(struct run *run, struct state *state, struct err *err)
{
	struct prepare p = {.repo = run->repo,
	                    .fs = run->fs,
	                    .place = &run->place,
	                    .config = &run->config,
	                    .content = run->content,
	                    .commit = run->commit,
	                    .as_of = run->as_of,
	                    .threads = run->options->threads,
	                    .findings = run->findings,
	                    .report = &run->result->report};
	int rc = txn_begin(state->store, true, &p.txn, err);

	if (rc < 0)
		return rc;
	if (run->options->source != BUILD_COMMIT)
		p.pending = &run->tree;
	rc = prepare_run(&p, err);
	if (rc < 0) {
		txn_abort(p.txn);
		return rc;
	}
	/* What a work tree was folded into is no base for another build. */
	if (run->options->source != BUILD_COMMIT)
		state_forget(p.txn);
	return txn_commit(p.txn, err);
}

static void
fill_renderer(const struct run *run, struct renderer *r)
{
	*r = (struct renderer){.site = &run->config.site,
	                       .set = &run->config.set,
	                       .theme = run->config.theme,
	                       .as_of = run->as_of,
	                       .generator = engine_version()};
	oid_hex(&run->commit.id, r->commit);
}

static int
second_transaction(struct run *run, struct state *state, struct err *err)
{
	struct renderer renderer;
	struct built_state built = {run->commit.id, run->as_of};
	struct make m = {
	    .store = state->store,
	    .repo = run->repo,
	    .publish = &state->publish,
	    .renderer = &renderer,
	    .limits = {run->config.site.page_size, run->config.site.feed_size},
	    .language = run->config.site.language,
	    .threads = run->options->threads,
	    .report = &run->result->report};
	int rc = txn_begin(state->store, true, &m.txn, err);

	if (rc < 0)
		return rc;
	m.sweep = state_must_sweep(m.txn);
	fill_renderer(run, &renderer);
	rc = make_run(&m, str_from(renderer.commit), err);
	if (rc < 0) {
		txn_abort(m.txn);
		return rc;
	}
	run->result->report.records = list_count(m.txn, STR("*"));
	state_set_built(m.txn, &built);
	state_swept(m.txn);
	trace_phase(&run->result->report.trace, "commit");
	rc = txn_commit(m.txn, err);
	if (rc == 0)
		rc = publish_finish(&state->publish, err);
	trace_phase(&run->result->report.trace, NULL);
	return rc;
}

static int
build_once(struct run *run, bool clean, struct err *err)
{
	char text[2 * DIGEST_SIZE + 1];
	struct state state;
	int rc;

	trace_phase(&run->result->report.trace, "open");
	rc = state_open(&state, run->fs, &run->place,
	                mark_of(run, text), clean,
	                run->options->durability, err);
	if (rc == 0 && is_null_build(run, &state)) {
		run->result->report.null_build = true;
		trace_phase(&run->result->report.trace, NULL);
		state_close(&state);
		return 0;
	}
	trace_phase(&run->result->report.trace, "settings");
	if (rc == 0 && !run->loaded)
		rc = load_config(run, err);
	if (rc == 0)
		rc = fs_mkdir(run->fs, run->place.output, err);
	if (rc == 0)
		rc = first_transaction(run, &state, err);
	if (rc == 0 && run->result->report.rebuilt)
		rc = state_reopen(&state, err);
	if (rc == 0)
		rc = second_transaction(run, &state, err);
	state_close(&state);
	return rc;
}

/* What was found while reading damaged rows may be untrue. */
static void
forget_findings(struct run *run)
{
	struct finding_list *list = run->findings;

	list->n = run->settled;
	list->errors = 0;
	for (size_t i = 0; i < list->n; i++)
		list->errors += list->v[i].severity == FINDING_ERROR;
}

static void
run_init(struct run *run, const struct build_options *options,
         struct finding_list *findings, struct build_result *result)
{
	*run = (struct run){
	    .options = options, .findings = findings, .result = result};
	run->real = fs_real();
	run->fs = options->fs ? options->fs : &run->real;
	run->content =
	    str_from(options->content ? options->content : DEFAULT_CONTENT);
	if (str_eq(run->content, STR(".")))
		run->content = STR("");
	run->as_of = options->as_of;
}

int
build_run(const struct build_options *options, struct finding_list *findings,
          struct build_result *result, struct err *err)
{
	struct run run;
	struct lock lock = {.fd = -1};
	bool clean =
	    options->clean || options->source != BUILD_COMMIT;
	int rc;

	*result = (struct build_result){.report = result->report};
	run_init(&run, options, findings, result);
	rc = open_source(&run, err);
	if (rc == 0)
		rc = find_place(&run, err);
	if (rc == 0)
		rc = lock_take(&lock, run.place.lock, err);
	if (rc == 0)
		rc = build_once(&run, clean, err);
	/* A damaged state is a cache to throw away, once. */
	if (rc == ERR_CORRUPT && !clean) {
		forget_findings(&run);
		rc = build_once(&run, true, err);
	}
	result->as_of = run.as_of;
	oid_hex(&run.commit.id, result->commit);
	lock_release(&lock);
	if (run.loaded)
		config_release(&run.config);
	repo_close(run.repo);
	return rc;
}

/* ----------------------------------------------------------- check */

static int
check_in(struct run *run, struct str dir, uint64_t *records, struct err *err)
{
	struct report report = {0};
	struct prepare p = {.repo = run->repo,
	                    .fs = run->fs,
	                    .place = &run->place,
	                    .config = &run->config,
	                    .content = run->content,
	                    .commit = run->commit,
	                    .as_of = run->as_of,
	                    .threads = run->options->threads,
	                    .check = true,
	                    .findings = run->findings,
	                    .report = &report};
	struct store *store;
	int rc = path_join(run->place.sort, dir.p, STR("sort"), err);

	if (rc == 0)
		rc = store_open(run->fs, dir.p, false, &store, err);
	if (rc < 0)
		return rc;
	rc = txn_begin(store, true, &p.txn, err);
	if (rc == 0) {
		if (run->options->source != BUILD_COMMIT)
			p.pending = &run->tree;
		rc = prepare_run(&p, err);
		txn_abort(p.txn);
	}
	*records = report.read;
	store_close(store);
	return rc;
}

int
build_check(const struct build_options *options,
            struct finding_list *findings, uint64_t *records,
            struct err *err)
{
	struct run run;
	char dir[PATH_SIZE];
	int rc;

	*records = 0;
	run_init(&run, options, findings, NULL);
	rc = open_source(&run, err);
	if (rc == 0)
		rc = load_config(&run, err);
	if (rc == 0)
		rc = fs_scratch(run.fs, dir, err);
	if (rc == 0) {
		rc = check_in(&run, str_from(dir), records, err);
		fs_remove_tree(run.fs, dir, NULL);
	}
	if (run.loaded)
		config_release(&run.config);
	repo_close(run.repo);
	return rc;
}
