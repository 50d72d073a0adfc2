#include "crash/scene.h"

#include "base/mem.h"
#include "build/build.h"
#include "law/edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int
build(struct scene *s, enum scene_commit commit, const char *output)
{
	char rev[GIT_OID_HEXSZ + 1];
	struct build_result result = {0};
	struct finding_list findings;
	struct arena arena;
	struct err err = {0};
	struct build_options o = {.repo = s->history.path,
	                          .rev = rev,
	                          .output = output,
	                          .as_of = WORLD_DAY_ZERO,
	                          .threads = 1,
	                          .compress = getenv("CRASH_COMPRESS"),
	                          .durability = DURABILITY_BATCH};
	int rc;

	git_oid_tostr(rev, sizeof rev, &s->id[commit]);
	arena_init(&arena);
	finding_list_init(&findings, &arena);
	rc = build_run(&o, &findings, &result, &err);
	if (rc < 0 && getenv("CRASH_SAY"))
		fprintf(stderr, "    build: %s\n", err.line);
	mem_free(result.output);
	arena_release(&arena);
	return rc;
}

/* ------------------------------------------------------------ copying */

static void
copy_folder(const char *from, const char *to)
{
	struct fs fs = fs_real();
	struct folder folder;
	struct buf bytes = {0};
	char path[600];

	fs_remove_tree(&fs, to, NULL);
	fs_mkdir(&fs, to, NULL);
	folder_read(&folder, from);
	for (size_t i = 0; i < folder.n; i++) {
		struct str name = folder.file[i].path;
		size_t slash;

		snprintf(path, sizeof path, "%s/%.*s", to, STR_ARG(name));
		slash = str_rchr(str_from(path), '/');
		path[slash] = '\0';
		fs_mkdir(&fs, path, NULL);
		snprintf(path, sizeof path, "%s/%.*s", from, STR_ARG(name));
		fs_read(&fs, path, &bytes, NULL);
		snprintf(path, sizeof path, "%s/%.*s", to, STR_ARG(name));
		fs_replace(&fs, path, buf_str(&bytes), NULL);
	}
	buf_release(&bytes);
	folder_release(&folder);
}

static void
copy_both(struct scene *s, bool keep)
{
	char out[300];
	char state[300];

	snprintf(out, sizeof out, "%s/base-out", s->dir);
	snprintf(state, sizeof state, "%s/base-state", s->dir);
	copy_folder(keep ? s->out : out, keep ? out : s->out);
	copy_folder(keep ? s->state : state, keep ? state : s->state);
}

void
scene_reset(struct scene *s)
{
	copy_both(s, false);
}

/* ------------------------------------------------------------- making */

static void
change(struct world *w)
{
	struct world_record *rec = &w->record[w->n];

	w->record[0].title += 1;
	w->record[0].body = 7;
	*rec = w->record[0];
	rec->id = ++w->next_id;
	rec->title += 3;
	rec->slot = WORLD_NONE;
	rec[1] = (struct world_record){.kind = WORLD_WITHDRAWAL,
	                               .alive = true,
	                               .id = ++w->next_id,
	                               .title = 4,
	                               .summary = 5,
	                               .subject = 1,
	                               .other = WORLD_NONE,
	                               .link = WORLD_NONE,
	                               .file = WORLD_NONE};
	w->n += 2;
	w->record[1].alive = false;
	w->file[0]++;
	w->switches ^= fixture_bit('q') | fixture_bit('s');
}

/* Records that name nobody, so that any of them may go. */
static void
loosen(struct world *w)
{
	for (int i = 0; i < w->n; i++) {
		struct world_record *r = &w->record[i];

		r->link = WORLD_NONE;
		if (r->kind != WORLD_FIRM && i > 1 && r->subject != 1)
			continue;
		r->kind = WORLD_FIRM;
		r->subject = r->other = WORLD_NONE;
	}
	for (int i = 0; i < w->n; i++)
		if (w->record[i].other == 1)
			w->record[i].other = WORLD_NONE;
}

static void
commit(struct scene *s, const struct world *w, enum scene_commit parent,
       enum scene_commit at)
{
	history_commit(&s->history, w, &s->id[parent],
	               at == SCENE_FIRST ? 0 : 1, 3600, &s->id[at]);
	history_move(&s->history, &s->id[at]);
}

static void
make_history(struct scene *s)
{
	struct random r = {4};
	struct world first, edit, more;

	edit_start(&first, &r);
	while (first.n < 12)
		edit_sound(&first, &r);
	first.switches = 0;
	for (int i = 0; i < first.n; i++)
		first.record[i].alive =
		    first.record[i].kind != WORLD_WITHDRAWAL;
	loosen(&first);
	commit(s, &first, SCENE_FIRST, SCENE_FIRST);
	edit = first;
	change(&edit);
	commit(s, &edit, SCENE_FIRST, SCENE_EDIT);
	more = edit;
	more.record[0].body = 9;
	more.record[2].title++;
	commit(s, &more, SCENE_EDIT, SCENE_MORE);
	/* All taken back but what is published for good. */
	more = first;
	more.n = edit.n;
	more.next_id = edit.next_id;
	more.record[edit.n - 2] = edit.record[edit.n - 2];
	more.record[edit.n - 1] = edit.record[edit.n - 1];
	more.record[1].alive = false;
	commit(s, &more, SCENE_EDIT, SCENE_BACK);
}

static bool
make_sites(struct scene *s)
{
	char path[300];

	for (int i = 0; i < SCENE_COMMITS; i++) {
		int rc;

		snprintf(path, sizeof path, "%s/clean%d", s->dir, i);
		rc = build(s, (enum scene_commit)i, path);
		if (rc < 0) {
			printf("commit %d cannot be built: %d\n", i, rc);
			return false;
		}
		folder_read(&s->site[i], path);
	}
	return true;
}

bool
scene_open(struct scene *s, const char *name)
{
	struct fs fs = fs_real();
	const char *root = getenv("TMPDIR");
	char path[300];
	struct err err;

	memset(s, 0, sizeof *s);
	if (!root && access("/dev/shm", W_OK) == 0)
		root = "/dev/shm";
	snprintf(s->dir, sizeof s->dir, "%s/gongshi-%s.%d",
	         root ? root : "/tmp", name, (int)getpid());
	snprintf(s->out, sizeof s->out, "%s/out", s->dir);
	snprintf(s->state, sizeof s->state, "%s/.out.gongshi", s->dir);
	snprintf(path, sizeof path, "%s/repo.git", s->dir);
	fs_mkdir(&fs, s->dir, NULL);
	if (fixture_read(&s->fixture, "tests/law/site", "themes/default",
	                 &err) < 0) {
		printf("%s\n", err.line);
		return false;
	}
	history_open(&s->history, path, &s->fixture);
	make_history(s);
	if (!make_sites(s) || build(s, SCENE_FIRST, s->out) < 0)
		return false;
	copy_both(s, true);
	return true;
}

void
scene_close(struct scene *s, bool keep)
{
	struct fs fs = fs_real();

	for (int i = 0; i < SCENE_COMMITS; i++)
		folder_release(&s->site[i]);
	history_close(&s->history);
	fixture_release(&s->fixture);
	if (!keep)
		fs_remove_tree(&fs, s->dir, NULL);
}

/* ------------------------------------------------------------ killing */

/* Calls counted in this process so far, which a child inherits. */
static unsigned long
counted(struct scene *s, enum scene_commit commit, bool run)
{
	char path[300];
	struct fs fs = fs_real();
	struct buf text = {0};
	unsigned long n;
	pid_t pid;

	snprintf(path, sizeof path, "%s/count", s->dir);
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		setenv("GONGSHI_KILL_COUNT", path, 1);
		if (run)
			build(s, commit, s->out);
		exit(0);
	}
	waitpid(pid, NULL, 0);
	fs_read(&fs, path, &text, NULL);
	buf_byte(&text, '\0');
	n = strtoul(text.p, NULL, 10);
	buf_release(&text);
	return n;
}

int
scene_build(struct scene *s, enum scene_commit commit,
            const struct blow *blow)
{
	unsigned long before = blow ? counted(s, commit, false) : 0;
	char number[32];
	int status = 0;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		alarm(120);
		if (blow) {
			snprintf(number, sizeof number, "%lu",
			         before + blow->at);
			setenv("GONGSHI_KILL_AT", number, 1);
			setenv("GONGSHI_KILL_WHEN", blow->when, 1);
		}
		_exit(-build(s, commit, s->out));
	}
	waitpid(pid, &status, 0);
	return status;
}

unsigned long
scene_calls(struct scene *s)
{
	unsigned long before = counted(s, SCENE_EDIT, false);

	return counted(s, SCENE_EDIT, true) - before;
}

bool
scene_is(struct scene *s, enum scene_commit commit)
{
	struct folder now;
	bool ok;

	folder_read(&now, s->out);
	ok = folder_same(&now, &s->site[commit]);
	folder_release(&now);
	return ok;
}

static bool
holds(const struct folder *folder, const struct folder_file *file)
{
	for (size_t i = 0; i < folder->n; i++)
		if (str_eq(folder->file[i].path, file->path))
			return digest_eq(folder->file[i].digest,
			                 file->digest);
	return false;
}

bool
scene_whole(struct scene *s, enum scene_commit a, enum scene_commit b)
{
	struct folder now;
	bool ok = true;

	folder_read(&now, s->out);
	for (size_t i = 0; i < now.n; i++) {
		if (holds(&s->site[a], &now.file[i]) ||
		    holds(&s->site[b], &now.file[i]))
			continue;
		printf("    neither old nor new: %.*s\n",
		       STR_ARG(now.file[i].path));
		ok = false;
	}
	folder_release(&now);
	return ok;
}
