#include "repo/repo.h"

#include "base/mem.h"
#include "base/vec.h"
#include "os/fs.h"
#include "repo/internal.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

int
repo_fail(struct err *err, const char *doing)
{
	const git_error *last = git_error_last();

	return err_other(err, ERR_GIT, doing,
	                 last && last->message ? last->message
	                                       : "unknown git error");
}

struct oid
repo_oid(const git_oid *id)
{
	struct oid ours;

	memcpy(ours.b, id->id, OID_SIZE);
	return ours;
}

git_oid
repo_git_oid(const struct oid *id)
{
	git_oid theirs;

	memcpy(theirs.id, id->b, OID_SIZE);
	return theirs;
}

static int
refuse_shallow(struct repo *repo, const char *path, struct err *err)
{
	if (git_repository_is_shallow(repo->git) != 1)
		return 0;
	return err_set(err, ERR_GIT,
	               "%s is a shallow clone, whose history is cut off; "
	               "run `git fetch --unshallow` first",
	               path);
}

/* Is there a repository that libgit2 would not see, since it is not ours? */
static bool
is_of_another(const char *path)
{
	git_repository *git = NULL;
	bool there;

	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	there = git_repository_open_ext(&git, path, 0, NULL) == 0;
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
	git_repository_free(git);
	return there;
}

static int
refuse_absent(const char *path, struct err *err)
{
	if (path && is_of_another(path))
		return err_set(err, ERR_GIT,
		               "%s belongs to another user; run as that user, "
		               "or trust it: git config --global --add "
		               "safe.directory FOLDER",
		               path);
	return err_set(err, ERR_GIT, "no git repository at %s",
	               path ? path : "the hook's folder");
}

static int
open_at(const char *path, unsigned flags, struct repo **repo, struct err *err)
{
	struct repo *r = mem_zalloc(1, sizeof *r);
	int rc;

	*repo = NULL;
	r->env = !path;
	git_libgit2_init();
	rc = git_repository_open_ext(&r->git, path, flags, NULL);
	if (rc == GIT_ENOTFOUND || rc == GIT_EOWNER)
		rc = refuse_absent(path, err);
	else if (rc < 0)
		rc = repo_fail(err, "cannot open the repository");
	else
		rc = refuse_shallow(r, path ? path : "the hook's folder",
		                    err);
	if (rc < 0) {
		repo_close(r);
		return rc;
	}
	*repo = r;
	return 0;
}

/* Of the whole process: not to be called while another thread reads. */
static void
set_options(void)
{
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE,
	                 (size_t)1 << 20);
	git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)32 << 20);
}

/* The library is not left in between: each time that it is begun it reads
 * the certificates of the system, which cost more than a push's checks. */
static int
open_first(const char *path, unsigned flags, struct repo **repo,
           struct err *err)
{
	int rc;

	git_libgit2_init();
	set_options();
	rc = open_at(path, flags, repo, err);
	git_libgit2_shutdown();
	return rc;
}

int
repo_open(const char *path, struct repo **repo, struct err *err)
{
	return open_first(path, 0, repo, err);
}

int
repo_open_env(struct repo **repo, struct err *err)
{
	return open_first(NULL, GIT_REPOSITORY_OPEN_FROM_ENV, repo, err);
}

int
repo_dup(const struct repo *repo, struct repo **dup, struct err *err)
{
	if (repo->env)
		return open_at(NULL, GIT_REPOSITORY_OPEN_FROM_ENV, dup, err);
	return open_at(git_repository_path(repo->git),
	               GIT_REPOSITORY_OPEN_NO_SEARCH, dup, err);
}

void
repo_close(struct repo *repo)
{
	const struct fs fs = fs_real();

	if (!repo)
		return;
	git_repository_free(repo->git);
	if (repo->scratch[0])
		fs_remove_tree(&fs, repo->scratch, NULL);
	mem_free(repo);
	git_libgit2_shutdown();
}

const char *
repo_workdir(const struct repo *repo)
{
	return git_repository_workdir(repo->git);
}

const char *
repo_folder(const struct repo *repo)
{
	return git_repository_path(repo->git);
}

const char *
repo_common(const struct repo *repo)
{
	return git_repository_commondir(repo->git);
}

static void
fill_commit(const git_commit *git, struct commit *commit)
{
	const git_oid *parent = git_commit_parent_id(git, 0);

	memset(commit, 0, sizeof *commit);
	commit->id = repo_oid(git_commit_id(git));
	commit->tree = repo_oid(git_commit_tree_id(git));
	commit->root = parent == NULL;
	if (parent)
		commit->parent = repo_oid(parent);
	commit->time = (int64_t)git_commit_time(git);
}

/* libgit2's own answer hangs on init.defaultBranch of who asks. */
static bool
has_no_names(struct repo *repo)
{
	git_strarray names = {0};
	bool none = git_reference_list(&names, repo->git) == 0 &&
	            names.count == 0;

	git_strarray_dispose(&names);
	return none;
}

int
repo_resolve(struct repo *repo, const char *rev, struct commit *commit,
             struct err *err)
{
	git_object *object = NULL;
	git_object *peeled = NULL;
	int rc;

	rc = git_revparse_single(&object, repo->git, rev);
	if (rc == 0)
		rc = git_object_peel(&peeled, object, GIT_OBJECT_COMMIT);
	if (rc == 0)
		fill_commit((git_commit *)peeled, commit);
	git_object_free(peeled);
	git_object_free(object);
	if (rc < 0 && has_no_names(repo))
		return err_set(err, ERR_GIT,
		               "the repository has no commits yet");
	if (rc < 0)
		return err_set(err, ERR_GIT, "no commit is named %s", rev);
	return 0;
}

int
repo_commit(struct repo *repo, const struct oid *id, struct commit *commit,
            struct err *err)
{
	git_oid theirs = repo_git_oid(id);
	git_commit *git;

	if (git_commit_lookup(&git, repo->git, &theirs) < 0)
		return repo_fail(err, "cannot read a commit");
	fill_commit(git, commit);
	git_commit_free(git);
	return 0;
}

int
repo_line(struct repo *repo, const struct oid *tip, const struct oid *until,
          struct oid **ids, size_t *n, bool *met, struct err *err)
{
	struct VEC(struct oid) line = {0};
	struct commit commit = {.parent = *tip};

	*met = until == NULL;
	while (!commit.root) {
		struct oid id = commit.parent;

		if (until && oid_eq(&id, until)) {
			*met = true;
			break;
		}
		if (repo_commit(repo, &id, &commit, err) < 0) {
			vec_release(&line);
			return ERR_GIT;
		}
		vec_push(&line, id);
	}
	for (size_t i = 0; i < line.n / 2; i++) {
		struct oid swap = line.v[i];

		line.v[i] = line.v[line.n - 1 - i];
		line.v[line.n - 1 - i] = swap;
	}
	*ids = line.v;
	*n = line.n;
	return 0;
}

int
repo_blob(struct repo *repo, const struct oid *id, struct buf *out,
          struct err *err)
{
	uint64_t size;
	int rc = repo_blob_size(repo, id, &size, err);

	buf_reset(out);
	if (rc < 0)
		return rc;
	if (size > (uint64_t)BLOB_MB << 20)
		return err_set(err, ERR_GIT, "more than %d MB in one file",
		               BLOB_MB);
	return repo_blob_known(repo, id, out, err);
}

int
repo_blob_known(struct repo *repo, const struct oid *id, struct buf *out,
                struct err *err)
{
	git_oid theirs = repo_git_oid(id);
	git_blob *blob;

	buf_reset(out);
	if (git_blob_lookup(&blob, repo->git, &theirs) < 0)
		return repo_fail(err, "cannot read a file's contents");
	buf_add(out, (struct str){git_blob_rawcontent(blob),
	                          (size_t)git_blob_rawsize(blob)});
	git_blob_free(blob);
	return 0;
}

int
repo_blob_at(struct repo *repo, const struct oid *id, struct str path,
             struct buf *out, struct err *err)
{
	int rc = repo_blob(repo, id, out, err);

	return rc < 0 && err ? err_at(err, "%.*s", STR_ARG(path)) : rc;
}

int
repo_tree_of(struct repo *repo, const struct oid *id, struct oid *tree,
             struct err *err)
{
	git_oid theirs = repo_git_oid(id);
	git_object *object;
	git_object *peeled = NULL;

	if (git_object_lookup(&object, repo->git, &theirs, GIT_OBJECT_ANY) < 0)
		return repo_fail(err, "cannot read a commit");
	if (git_object_peel(&peeled, object, GIT_OBJECT_TREE) == 0)
		*tree = repo_oid(git_object_id(peeled));
	git_object_free(object);
	git_object_free(peeled);
	return peeled != NULL;
}

int
repo_message(struct repo *repo, const struct oid *id, struct buf *out,
             struct err *err)
{
	git_oid theirs = repo_git_oid(id);
	git_commit *commit;

	if (git_commit_lookup(&commit, repo->git, &theirs) < 0)
		return repo_fail(err, "cannot read a commit");
	buf_adds(out, git_commit_message(commit));
	git_commit_free(commit);
	return 0;
}

int
repo_blob_size(struct repo *repo, const struct oid *id, uint64_t *size,
               struct err *err)
{
	git_oid theirs = repo_git_oid(id);
	git_object_t type;
	git_odb *odb = NULL;
	size_t bytes = 0;
	int rc = git_repository_odb(&odb, repo->git);

	if (rc == 0)
		rc = git_odb_read_header(&bytes, &type, odb, &theirs);
	git_odb_free(odb);
	*size = bytes;
	return rc < 0 ? repo_fail(err, "cannot read a file's size") : 0;
}

/* The entry at a path, if it is of a type. */
static int
find_entry(struct repo *repo, const struct oid *tree, struct str path,
           git_object_t type, struct oid *id, struct err *err)
{
	git_oid theirs = repo_git_oid(tree);
	git_tree *root;
	git_tree_entry *entry = NULL;
	char name[1024];
	int rc;

	if (path.n >= sizeof name)
		return 0;
	memcpy(name, path.p, path.n);
	name[path.n] = '\0';
	if (git_tree_lookup(&root, repo->git, &theirs) < 0)
		return repo_fail(err, "cannot read a folder");
	rc = git_tree_entry_bypath(&entry, root, name);
	if (rc == 0 && git_tree_entry_type(entry) == type &&
	    git_tree_entry_filemode(entry) != GIT_FILEMODE_LINK)
		*id = repo_oid(git_tree_entry_id(entry));
	else if (rc == 0)
		rc = GIT_ENOTFOUND;
	git_tree_entry_free(entry);
	git_tree_free(root);
	if (rc == GIT_ENOTFOUND)
		return 0;
	return rc < 0 ? repo_fail(err, "cannot read a folder") : 1;
}

int
repo_subtree(struct repo *repo, const struct oid *tree, struct str path,
             struct oid *id, struct err *err)
{
	*id = *tree;
	if (path.n == 0)
		return 1;
	return find_entry(repo, tree, path, GIT_OBJECT_TREE, id, err);
}

int
repo_file(struct repo *repo, const struct oid *tree, struct str path,
          struct oid *id, struct err *err)
{
	if (path.n == 0)
		return 0;
	return find_entry(repo, tree, path, GIT_OBJECT_BLOB, id, err);
}

bool
oid_eq(const struct oid *a, const struct oid *b)
{
	return memcmp(a->b, b->b, OID_SIZE) == 0;
}

bool
oid_is_zero(const struct oid *id)
{
	static const struct oid zero;

	return oid_eq(id, &zero);
}

void
oid_hex(const struct oid *id, char text[2 * OID_SIZE + 1])
{
	git_oid theirs = repo_git_oid(id);

	git_oid_tostr(text, 2 * OID_SIZE + 1, &theirs);
}

bool
oid_parse(struct str text, struct oid *id)
{
	git_oid theirs;

	if (text.n != 2 * OID_SIZE)
		return false;
	/* git keeps an error in a memory of its own, which nobody frees
	 * where no repository was ever open. */
	for (size_t i = 0; i < text.n; i++)
		if (!isxdigit((unsigned char)text.p[i]))
			return false;
	if (git_oid_fromstrn(&theirs, text.p, text.n) < 0)
		return false;
	*id = repo_oid(&theirs);
	return true;
}
