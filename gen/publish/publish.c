#include "publish/publish.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "os/fs.h"
#include "os/path.h"
#include "publish/stage.h"

#include <string.h>

#define BUILD STR("build.json")

static int
pass_on(int code, const struct err *why, struct err *err)
{
	if (err)
		*err = *why;
	return code;
}

/* --- one entry --- */

/* Has the file the contents that the journal names? 1, 0, < 0 */
static int
is_entry(const struct publish *p, const char *path,
         const struct journal_entry *e, struct buf *bytes, struct err *err)
{
	struct fs_stat st;
	int code = fs_stat(p->fs, path, &st, err);

	if (code || st.kind != FS_FILE || st.size != e->size)
		return code;
	code = fs_read(p->fs, path, bytes, err);
	if (code)
		return code;
	return digest_eq(hash128(buf_str(bytes)), e->digest);
}

/* The staged file is gone: was it put into place by an earlier run? */
static int
check_done(const struct publish *p, const char *to,
           const struct journal_entry *e, struct err *err)
{
	struct buf bytes = {0};
	int same = is_entry(p, to, e, &bytes, err);

	buf_release(&bytes);
	if (same)
		return same < 0 ? same : 0;
	return err_set(err, ERR_CORRUPT, "%s: the new file is lost", to);
}

/* Make the folders for a file, in place of files in their way. */
static int
make_parents(const struct publish *p, struct str path, struct err *err)
{
	struct str parent = path_parent(path);
	char folder[PATH_SIZE];
	int code = path_join(folder, p->output, STR(""), err);

	for (size_t i = 0; !code && i < parent.n; i++) {
		struct fs_stat st = {0};

		i += str_chr(str_sub(parent, i, parent.n), '/');
		code = path_join(folder, p->output, str_sub(parent, 0, i),
		                 err);
		if (!code)
			code = fs_stat(p->fs, folder, &st, err);
		if (!code && st.kind != FS_ABSENT && st.kind != FS_DIR)
			code = fs_unlink(p->fs, folder, err);
	}
	return code ? code : fs_mkdir(p->fs, folder, err);
}

static int
put_file(const struct publish *p, const struct journal_entry *e,
         struct err *err)
{
	struct err why = {0};
	struct fs_stat source, target;
	char from[PATH_SIZE], to[PATH_SIZE];
	int code = stage_path(from, p->state, e->seq, err);
	int look;

	if (!code)
		code = path_join(to, p->output, e->path, err);
	if (code)
		return code;
	code = fs_rename(p->fs, from, to, &why);
	if (!code)
		return 0;
	look = fs_stat(p->fs, from, &source, err);
	if (!look)
		look = fs_stat(p->fs, to, &target, err);
	if (look)
		return look;
	if (source.kind == FS_ABSENT)
		return check_done(p, to, e, err);
	if (target.kind == FS_DIR)
		code = fs_remove_tree(p->fs, to, err);
	else if (code == ERR_ABSENT)
		code = make_parents(p, e->path, err);
	else
		return pass_on(code, &why, err);
	return code ? code : fs_rename(p->fs, from, to, err);
}

/* Remove the folders of a file that are empty now, from below. */
static int
drop_parents(const struct publish *p, struct str path, struct err *err)
{
	char folder[PATH_SIZE];
	int code;

	for (path = path_parent(path); path.n; path = path_parent(path)) {
		code = path_join(folder, p->output, path, err);
		if (!code)
			code = fs_rmdir(p->fs, folder, err);
		if (code < 0)
			return code;
		if (code == 0 && fs_kind_of(p->fs, folder) != FS_ABSENT)
			return 0;
	}
	return 0;
}

static int
delete_file(const struct publish *p, const struct journal_entry *e,
            struct err *err)
{
	struct err why = {0};
	struct fs_stat st;
	char path[PATH_SIZE];
	int code = path_join(path, p->output, e->path, err);
	int look;

	if (code)
		return code;
	code = fs_discard(p->fs, path, &why);
	if (!code)
		return drop_parents(p, e->path, err);
	look = fs_stat(p->fs, path, &st, err);
	if (look)
		return look;
	/* A folder has taken the place of the file. */
	return st.kind == FS_DIR ? 0 : pass_on(code, &why, err);
}

/* --- the journal --- */

static int
run_journal(const struct publish *p, struct journal_reader *r,
            struct err *err)
{
	struct journal_entry e;
	int code = fs_mkdir(p->fs, p->output, err);
	int more = 0;

	while (!code && (more = journal_next(r, &e, err)) > 0) {
		if (!path_is_safe(e.path))
			code = err_set(err, ERR_CORRUPT, "unsafe path %.*s",
			               STR_ARG(e.path));
		else if (e.op == JOURNAL_PUT)
			code = put_file(p, &e, err);
		else
			code = delete_file(p, &e, err);
	}
	if (!code)
		code = more;
	if (!code && p->durability == DURABILITY_BATCH)
		code = fs_sync_all(p->fs, p->output, err);
	return code;
}

int
publish_run(const struct publish *p, struct err *err)
{
	struct journal_reader *r;
	int code = journal_open(&r, p->fs, p->state, err);

	if (code)
		return code;
	code = run_journal(p, r, err);
	journal_close(r);
	return code;
}

int
publish_commit(const struct publish *p, struct journal *j, struct err *err)
{
	int code = 0;

	if (p->durability == DURABILITY_BATCH)
		code = stage_sync(p->fs, p->state, err);
	if (!code)
		code = journal_seal(j, p->durability, err);
	return code ? code : publish_run(p, err);
}

int
publish_finish(const struct publish *p, struct err *err)
{
	int code = journal_discard(p->fs, p->state, err);

	/* Or a later crash could bring this journal back. */
	if (!code && p->durability == DURABILITY_BATCH)
		code = fs_sync_dir(p->fs, p->state, err);
	return code ? code : stage_drop(p->fs, p->state, err);
}

/* --- recovery --- */

/* Is everything that the journal needs still there, staged or in place? */
static int
check_entry(const struct publish *p, const struct journal_entry *e,
            struct buf *bytes, struct err *err)
{
	struct fs_stat st;
	char path[PATH_SIZE];
	int code = stage_path(path, p->state, e->seq, err);
	int same;

	if (code || e->op != JOURNAL_PUT)
		return code;
	same = is_entry(p, path, e, bytes, err);
	if (same)
		return same < 0 ? same : 0;
	code = fs_stat(p->fs, path, &st, err);
	if (!code && st.kind != FS_ABSENT)
		return err_set(err, ERR_CORRUPT,
		               "%s: not what the journal says", path);
	if (!code)
		code = path_join(path, p->output, e->path, err);
	return code ? code : check_done(p, path, e, err);
}

static int
check_all(const struct publish *p, struct journal_reader *r, struct err *err)
{
	struct journal_entry e;
	struct buf bytes = {0};
	int code = 0;
	int more = 0;

	while (!code && (more = journal_next(r, &e, err)) > 0)
		code = check_entry(p, &e, &bytes, err);
	buf_release(&bytes);
	journal_rewind(r);
	return code ? code : more;
}

static int
tell(const struct publish_sink *sink, struct journal_reader *r,
     struct err *err)
{
	struct journal_entry e;
	int code = 0;
	int more = 0;

	if (sink->target)
		code = sink->target(sink->ctx, journal_target(r), err);
	journal_rewind(r);
	while (!code && sink->entry && (more = journal_next(r, &e, err)) > 0)
		code = sink->entry(sink->ctx, &e, err);
	return code ? code : more;
}

static int
roll_forward(const struct publish *p, const struct publish_sink *sink,
             struct journal_reader *r, struct err *err)
{
	int code = check_all(p, r, err);

	if (!code)
		code = run_journal(p, r, err);
	return code ? code : tell(sink, r, err);
}

/* Nothing was sealed: what was prepared is worth nothing. */
static int
drop(const struct publish *p, bool journal, enum publish_recovery *what,
     struct err *err)
{
	char path[PATH_SIZE];
	int code = path_join(path, p->state, STR("stage"), err);

	if (code)
		return code;
	if (journal || fs_kind_of(p->fs, path) != FS_ABSENT)
		*what = PUBLISH_DROPPED;
	if (journal)
		code = journal_discard(p->fs, p->state, err);
	return code ? code : stage_drop(p->fs, p->state, err);
}

int
publish_recover(const struct publish *p, const struct publish_sink *sink,
                enum publish_recovery *what, struct err *err)
{
	struct journal_reader *r;
	struct err why = {0};
	int code = journal_open(&r, p->fs, p->state, &why);

	*what = PUBLISH_CLEAN;
	if (code == ERR_ABSENT || code == ERR_CORRUPT)
		return drop(p, code == ERR_CORRUPT, what, err);
	if (code)
		return pass_on(code, &why, err);
	code = roll_forward(p, sink, r, err);
	if (!code)
		*what = PUBLISH_FORWARD;
	journal_close(r);
	return code;
}

/* --- building without state onto what is there --- */

static bool
is_dot(struct str name)
{
	return name.n && name.p[0] == '.';
}

int
publish_may_own(const struct publish *p,
                bool (*ours)(void *ctx, struct str build_json), void *ctx,
                struct err *err)
{
	char path[PATH_SIZE];
	struct arena a;
	struct fs_list list;
	struct buf bytes = {0};
	struct fs_stat st;
	bool may = true;
	int code = fs_stat(p->fs, p->output, &st, err);

	if (code || st.kind == FS_ABSENT)
		return code;
	arena_init(&a);
	code = fs_list(p->fs, p->output, &a, &list, err);
	for (size_t i = 0; i < list.n; i++)
		may = may && is_dot(list.entry[i].name);
	arena_release(&a);
	if (!code)
		code = path_join(path, p->output, BUILD, err);
	if (code || may)
		return code;
	may = fs_read(p->fs, path, &bytes, NULL) == 0 &&
	      ours(ctx, buf_str(&bytes));
	buf_release(&bytes);
	return may ? 0
	           : err_set(err, ERR_USAGE,
	                     "%s: holds files that no build of this program "
	                     "made; empty it or name another folder",
	                     p->output);
}

struct walk {
	const struct publish *p;
	const struct publish_sweep *sweep;
	struct buf path; /* output folder and below, ends in NUL uncounted */
	size_t root;     /* bytes of the output folder and its slash */
};

static void
walk_to(struct walk *w, size_t n, struct str name)
{
	w->path.n = n;
	if (name.n) {
		buf_byte(&w->path, '/');
		buf_add(&w->path, name);
	}
	*buf_reserve(&w->path, 1) = '\0';
}

static int
walk_folder(struct walk *w, struct err *err)
{
	size_t n = w->path.n;
	bool top = n < w->root;
	struct arena a;
	struct fs_list list;
	int code;

	arena_init(&a);
	code = fs_list(w->p->fs, w->path.p, &a, &list, err);
	for (size_t i = 0; !code && i < list.n; i++) {
		struct str path;

		if (top && is_dot(list.entry[i].name))
			continue;
		walk_to(w, n, list.entry[i].name);
		path = str_sub(buf_str(&w->path), w->root, w->path.n);
		if (list.entry[i].kind == FS_DIR)
			code = walk_folder(w, err);
		else if (!w->sweep->keep(w->sweep->ctx, path))
			code = w->sweep->found(w->sweep->ctx, path, err);
	}
	walk_to(w, n, STR(""));
	arena_release(&a);
	return code;
}

int
publish_sweep(const struct publish *p, const struct publish_sweep *sweep,
              struct err *err)
{
	struct walk w = {.p = p, .sweep = sweep};
	struct fs_stat st;
	int code = fs_stat(p->fs, p->output, &st, err);

	if (code || st.kind == FS_ABSENT)
		return code;
	w.root = strlen(p->output) + 1;
	walk_to(&w, 0, STR(""));
	buf_adds(&w.path, p->output);
	walk_to(&w, w.path.n, STR(""));
	code = walk_folder(&w, err);
	buf_release(&w.path);
	return code;
}
