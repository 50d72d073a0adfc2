#include "build/build.h"

#include "base/mem.h"
#include "build/engine.h"
#include "build/make.h"
#include "build/origin.h"
#include "build/prepare.h"
#include "model/date.h"
#include "os/lock.h"
#include "store/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct run {
	struct origin origin;
	struct finding_list *findings;
	struct build_result *result;
	size_t settled; /* findings of the settings */
};

static int
find_place(struct run *run, struct err *err)
{
	struct buf b = {0};
	int rc = origin_place(&run->origin, err);

	if (rc == 0)
		rc = fs_mkdir(run->origin.fs, run->origin.place.state, err);
	if (rc == 0) {
		buf_adds(&b, run->origin.place.output);
		run->result->output = buf_detach(&b);
	}
	return rc;
}

static int
load_settings(struct run *run, struct err *err)
{
	int rc = origin_settings(&run->origin, run->findings, err);

	run->settled = run->findings->n;
	return rc;
}

/* Nothing has changed: one ref was read and compared. */
static bool
is_null_build(struct run *run, struct state *state)
{
	struct built_state built;
	struct view_state view;
	struct txn *txn;
	bool null;
	int32_t as_of = run->origin.options->as_of;

	if (state->fresh || run->origin.options->source != BUILD_COMMIT ||
	    txn_begin(state->store, false, &txn, NULL) < 0)
		return false;
	null = state_built(txn, &built) && state_view(txn, &view) &&
	       oid_eq(&built.commit, &run->origin.commit.id) &&
	       txn_rows(txn, TABLE_DIRTY) == 0;
	if (null && as_of == DATE_NONE)
		as_of = origin_today(view.utc_offset);
	null = null && built.as_of == as_of;
	if (null)
		run->result->report.records = list_count(txn, STR("*"));
	txn_abort(txn);
	run->origin.as_of = as_of;
	return null;
}

static int
first_transaction(struct run *run, struct state *state, struct err *err)
{
	struct prepare p = {.repo = run->origin.repo,
	                    .fs = run->origin.fs,
	                    .place = &run->origin.place,
	                    .config = &run->origin.config,
	                    .content = run->origin.content,
	                    .commit = run->origin.commit,
	                    .as_of = run->origin.as_of,
	                    .threads = run->origin.options->threads,
	                    .findings = run->findings,
	                    .report = &run->result->report};
	int rc = txn_begin(state->store, true, &p.txn, err);

	if (rc < 0)
		return rc;
	if (run->origin.options->source != BUILD_COMMIT)
		p.pending = &run->origin.tree;
	rc = prepare_run(&p, err);
	if (rc < 0) {
		txn_abort(p.txn);
		return rc;
	}
	return txn_commit(p.txn, err);
}

static void
fill_renderer(const struct run *run, struct renderer *r)
{
	*r = (struct renderer){.site = &run->origin.config.site,
	                       .charts = &run->origin.config.charts,
	                       .set = &run->origin.config.set,
	                       .theme = run->origin.config.theme,
	                       .as_of = run->origin.as_of,
	                       .generator = engine_version(),
	                       .content = run->origin.content};
	oid_hex(&run->origin.commit.id, r->commit);
}

static int
second_transaction(struct run *run, struct state *state, struct err *err)
{
	const struct site *site = &run->origin.config.site;
	struct renderer renderer;
	struct built_state built = {run->origin.commit.id, run->origin.as_of};
	struct make m = {
	    .store = state->store,
	    .repo = run->origin.repo,
	    .publish = &state->publish,
	    .renderer = &renderer,
	    .limits = {site->page_size, site->feed_size},
	    .language = site->language,
	    .threads = run->origin.options->threads,
	    .compress = run->origin.compress,
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

/* A state whose files are compressed otherwise, or not, is begun anew. */
static int
open_state(struct run *run, struct state *state, bool clean,
           struct err *err)
{
	const struct build_options *o = run->origin.options;
	char mark[2 * DIGEST_SIZE + 1];
	char form[COMPRESS_FORM] = "";
	struct str wanted = STR("");
	int rc = state_open(state, run->origin.fs, &run->origin.place,
	                    origin_mark(&run->origin,
	                                run->origin.options->source, mark),
	                clean,
	                    o->durability, err);

	if (run->origin.compress)
		wanted = compress_form(form);
	if (rc < 0 || state_has_form(state, wanted))
		return rc;
	if (!state->fresh) {
		state_close(state);
		rc = state_open(state, run->origin.fs, &run->origin.place,
		                str_from(mark), true, o->durability, err);
	}
	return rc == 0 && wanted.n ? state_set_form(state, wanted, err)
	                              : rc;
}

static int
build_once(struct run *run, bool clean, struct err *err)
{
	struct state state;
	int rc;

	trace_phase(&run->result->report.trace, "open");
	rc = open_state(run, &state, clean, err);
	if (rc == 0 && is_null_build(run, &state)) {
		run->result->report.null_build = true;
		trace_phase(&run->result->report.trace, NULL);
		state_close(&state);
		return 0;
	}
	trace_phase(&run->result->report.trace, "settings");
	if (rc == 0 && !run->origin.loaded)
		rc = load_settings(run, err);
	if (rc == 0)
		rc = fs_mkdir(run->origin.fs, run->origin.place.output, err);
	if (rc == 0)
		rc = first_transaction(run, &state, err);
	if (rc == 0 && run->result->report.rebuilt)
		rc = state_reopen(&state, err);
	if (rc == 0)
		rc = second_transaction(run, &state, err);
	state_close(&state);
	return rc;
}

int
build_run(const struct build_options *options, struct finding_list *findings,
          struct build_result *result, struct err *err)
{
	struct run run;
	struct lock lock = {.fd = -1};
	bool clean = options->clean;
	int rc;

	*result = (struct build_result){.report = result->report};
	run = (struct run){.findings = findings, .result = result};
	origin_init(&run.origin, options);
	rc = origin_open(&run.origin, err);
	if (rc == 0)
		rc = origin_find(&run.origin, err);
	if (rc == 0)
		rc = find_place(&run, err);
	if (rc == 0)
		rc = lock_wait(&lock, run.origin.place.lock, options->wait,
		               err);
	/* What the name stands for now: while we waited, it may have moved. */
	if (rc == 0 && options->wait)
		rc = origin_find(&run.origin, err);
	if (rc == 0)
		rc = build_once(&run, clean, err);
	/* A damaged state is a cache to throw away, once, with what was
	 * found while reading it. */
	if (rc == ERR_CORRUPT && !clean) {
		finding_list_cut(findings, run.settled);
		rc = build_once(&run, true, err);
	}
	result->as_of = run.origin.as_of;
	oid_hex(&run.origin.commit.id, result->commit);
	lock_release(&lock);
	origin_close(&run.origin);
	return rc;
}
