#include "law/trial.h"

#include "base/mem.h"
#include "build/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One build and what it said. */
struct said {
	int rc;
	struct build_result result;
	struct buf errors; /* errors among the findings, one a line */
	struct err err;
};

static void
said_release(struct said *s)
{
	mem_free(s->result.output);
	buf_release(&s->errors);
}

static void
put_errors(struct finding_list *findings, struct buf *b)
{
	finding_list_sort(findings);
	for (size_t i = 0; i < findings->n; i++)
		if (findings->v[i].severity == FINDING_ERROR)
			finding_format(&findings->v[i], LANG_EN,
			               FINDING_CONCISE, b);
}

static void
run_build(struct trial *t, const char *output, bool clean, struct said *s)
{
	static const unsigned threads[] = {1, 1, 2, 8};
	char rev[GIT_OID_HEXSZ + 1];
	struct finding_list findings;
	struct arena arena;
	struct build_options o = {.repo = t->history.path,
	                          .rev = rev,
	                          .output = output,
	                          .as_of = WORLD_DAY_ZERO + t->as_of,
	                          .clean = clean,
	                          .compress = t->compress,
	                          .durability = DURABILITY_NONE};

	memset(s, 0, sizeof *s);
	git_oid_tostr(rev, sizeof rev, &t->rev);
	o.threads = threads[random_below(&t->random, 4)];
	buf_fmt(&t->log, "  %s %.12s as of %+d -j%u", clean ? "clean" : "build",
	        rev, t->as_of, o.threads);
	arena_init(&arena);
	finding_list_init(&findings, &arena);
	s->rc = build_run(&o, &findings, &s->result, &s->err);
	put_errors(&findings, &s->errors);
	arena_release(&arena);
	buf_fmt(&t->log, ": %d, %llu made, %llu written%s%s\n", s->rc,
	        (unsigned long long)s->result.report.rendered,
	        (unsigned long long)s->result.report.written,
	        s->result.report.rebuilt ? ", rebuilt" : "",
	        s->result.report.rewritten ? ", rewritten" : "");
}

static void
remove_folder(struct trial *t, const char *name)
{
	struct fs fs = fs_real();
	char path[400];

	snprintf(path, sizeof path, "%s/%s", t->dir, name);
	fs_remove_tree(&fs, path, NULL);
	snprintf(path, sizeof path, "%s/.%s.gongshi", t->dir, name);
	fs_remove_tree(&fs, path, NULL);
}

void
trial_open(struct trial *t, const char *dir, const struct fixture *fixture,
           uint64_t seed, struct tally *tally)
{
	struct fs fs = fs_real();
	char path[300];

	memset(t, 0, sizeof *t);
	snprintf(t->dir, sizeof t->dir, "%s", dir);
	snprintf(t->out, sizeof t->out, "%s/out", dir);
	snprintf(t->clean, sizeof t->clean, "%s/clean", dir);
	snprintf(path, sizeof path, "%s/repo.git", dir);
	t->tally = tally;
	t->random.state = seed;
	t->compress = seed % 8 == 3;
	fs_remove_tree(&fs, dir, NULL);
	fs_mkdir(&fs, dir, NULL);
	history_open(&t->history, path, fixture);
	edit_start(&t->world, &t->random);
	trial_commit(t);
}

void
trial_close(struct trial *t, bool keep)
{
	struct fs fs = fs_real();

	history_close(&t->history);
	if (!keep)
		fs_remove_tree(&fs, t->dir, NULL);
	buf_release(&t->log);
}

void
trial_commit(struct trial *t)
{
	struct history *h = &t->history;
	int step = (int)random_below(&t->random, 200000) - 20000;
	git_oid id;

	history_commit(h, &t->world, &h->tip, h->has_tip ? 1 : 0, step, &id);
	history_move(h, &id);
	t->rev = id;
}

/* ------------------------------------------------------------- check */

static bool
complain(struct trial *t, const char *what)
{
	char rev[GIT_OID_HEXSZ + 1];

	git_oid_tostr(rev, sizeof rev, &t->rev);
	printf("    %s (commit %.12s, as of %+d)\n", what, rev, t->as_of);
	return false;
}

static bool
check_answers(struct trial *t, const struct said *chained,
              const struct said *clean)
{
	if (chained->rc == clean->rc &&
	    str_eq(buf_str(&chained->errors), buf_str(&clean->errors)))
		return true;
	printf("    chained %d %s\n%.*s    clean %d %s\n%.*s", chained->rc,
	       chained->err.line, STR_ARG(buf_str(&chained->errors)),
	       clean->rc, clean->err.line, STR_ARG(buf_str(&clean->errors)));
	return complain(t, "a clean build answers otherwise");
}

/* The same commit and date gave these bytes before. */
static bool
check_again(struct trial *t, const struct folder *now)
{
	struct digest digest = folder_digest(now);

	for (int i = 0; i < t->points; i++)
		if (git_oid_equal(&t->point[i].id, &t->rev) &&
		    t->point[i].as_of == t->as_of)
			return digest_eq(t->point[i].digest, digest) ||
			       complain(t, "going back gives other bytes");
	if (t->points == TRIAL_POINTS)
		return true;
	t->point[t->points++] =
	    (struct point){t->rev, t->world, t->as_of, digest};
	return true;
}

/* As long as no setting, schema or template changes, little more is made
 * than differs. */
static bool
check_effort(struct trial *t, const struct report *report, size_t changed)
{
	bool same = t->built == t->world.switches;

	t->built = t->world.switches;
	t->tally->rendered += report->rendered;
	t->tally->changed += changed;
	if (!same || report->rebuilt || report->rewritten)
		return true;
	if (report->rendered > changed * 2 + 40)
		return complain(t, "far more was made than differs");
	return true;
}

static bool
check_folders(struct trial *t, const struct folder *before,
              const struct said *chained)
{
	struct folder now, clean;
	bool ok = true;

	folder_read(&now, t->out);
	if (chained->rc < 0) {
		t->tally->refused++;
		if (folder_touched(before, &now))
			ok = complain(t, "a refused build wrote");
	} else {
		folder_read(&clean, t->clean);
		ok = folder_same(&now, &clean) ||
		     complain(t, "a clean build gives other bytes");
		ok = ok && check_again(t, &now);
		folder_release(&clean);
		t->tally->builds++;
		t->tally->null += chained->result.report.null_build;
		t->tally->rebuilt += chained->result.report.rebuilt;
		ok = ok && check_effort(t, &chained->result.report,
		                        folder_changes(before, &now));
	}
	folder_release(&now);
	return ok;
}

bool
trial_check(struct trial *t, int *rc)
{
	struct said chained, clean;
	struct folder before;
	bool ok;

	folder_read(&before, t->out);
	run_build(t, t->out, false, &chained);
	run_build(t, t->clean, true, &clean);
	*rc = chained.rc;
	ok = check_answers(t, &chained, &clean) &&
	     check_folders(t, &before, &chained);
	if (ok)
		remove_folder(t, "clean");
	folder_release(&before);
	said_release(&chained);
	said_release(&clean);
	return ok;
}

bool
trial_null(struct trial *t)
{
	struct folder before, now;
	struct said said;
	bool ok = true;

	folder_read(&before, t->out);
	run_build(t, t->out, false, &said);
	folder_read(&now, t->out);
	if (said.rc < 0 || !said.result.report.null_build ||
	    said.result.report.rendered || said.result.report.written)
		ok = complain(t, "a null build found something to do");
	if (folder_touched(&before, &now))
		ok = complain(t, "a null build touched a file");
	folder_release(&before);
	folder_release(&now);
	said_release(&said);
	return ok;
}
