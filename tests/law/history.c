#include "law/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The test's own repository must work; there is nobody to tell. */
static void
must(int rc, const char *what)
{
	const git_error *e = git_error_last();

	if (rc >= 0)
		return;
	printf("git: %s: %s\n", what, e ? e->message : "?");
	exit(2);
}

struct tree {
	git_repository *repo;
	git_index *index;
	struct buf bytes;
};

static void
put_file(struct tree *t, const char *path, struct str bytes, uint32_t mode)
{
	git_index_entry entry;

	memset(&entry, 0, sizeof entry);
	entry.path = path;
	entry.mode = mode;
	must(git_blob_create_from_buffer(&entry.id, t->repo,
	                                 bytes.n ? bytes.p : "", bytes.n),
	     "blob");
	must(git_index_add(t->index, &entry), path);
}

static void
put_fixture(struct tree *t, const struct fixture *fixture,
            uint64_t switches)
{
	char path[256];
	struct str bytes;

	for (size_t i = 0; i < fixture->n; i++) {
		const struct fixture_file *file = &fixture->file[i];

		if (!fixture_bytes(file, switches, &t->bytes, &bytes))
			continue;
		snprintf(path, sizeof path, "%.*s", STR_ARG(file->path));
		put_file(t, path, bytes, GIT_FILEMODE_BLOB);
	}
}

static void
put_records(struct tree *t, const struct world *world)
{
	char path[128] = "content/";
	char inner[96];

	for (int i = 0; i < world->n; i++) {
		if (!world->record[i].alive)
			continue;
		snprintf(path, sizeof path, "content/%.*s",
		         STR_ARG(world_path(world, i, inner)));
		world_text(world, i, &t->bytes);
		put_file(t, path, buf_str(&t->bytes), GIT_FILEMODE_BLOB);
	}
}

static void
put_others(struct tree *t, const struct world *world)
{
	char path[64];

	for (int i = 0; i < WORLD_FILES; i++) {
		if (!world->file[i])
			continue;
		snprintf(path, sizeof path, "content/files/doc-%d.txt", i);
		buf_reset(&t->bytes);
		buf_fmt(&t->bytes, "attachment %d\n", world->file[i]);
		put_file(t, path, buf_str(&t->bytes), GIT_FILEMODE_BLOB);
	}
	buf_reset(&t->bytes);
	buf_fmt(&t->bytes, "readme %d\n", world->readme);
	put_file(t, "README.md", buf_str(&t->bytes), GIT_FILEMODE_BLOB);
	if (world->oddity == 1)
		put_file(t, "content/firms/link.md", STR("f-1.md"),
		         GIT_FILEMODE_LINK);
	if (world->oddity == 2)
		put_file(t, "content/firms/notes.txt", STR("x\n"),
		         GIT_FILEMODE_BLOB);
	if (world->oddity == 3)
		put_file(t, "content/firms/Upper.md", STR("---\n---\n"),
		         GIT_FILEMODE_BLOB);
}

static void
write_tree(struct history *h, const struct world *world, git_oid *id)
{
	struct tree t = {.repo = h->repo};

	must(git_index_new(&t.index), "index");
	put_fixture(&t, h->fixture, world->switches);
	put_records(&t, world);
	put_others(&t, world);
	must(git_index_write_tree_to(id, t.index, h->repo), "tree");
	git_index_free(t.index);
	buf_release(&t.bytes);
}

void
history_open(struct history *history, const char *path,
             const struct fixture *fixture)
{
	memset(history, 0, sizeof *history);
	snprintf(history->path, sizeof history->path, "%s", path);
	history->fixture = fixture;
	history->time = 1700000000;
	git_libgit2_init();
	must(git_repository_init(&history->repo, path, 1), "init");
	must(git_repository_set_head(history->repo, "refs/heads/main"),
	     "head");
}

void
history_close(struct history *history)
{
	git_repository_free(history->repo);
	git_libgit2_shutdown();
}

void
history_commit(struct history *history, const struct world *world,
               const git_oid *parents, size_t n, int step, git_oid *id)
{
	git_commit *parent[2] = {NULL, NULL};
	git_signature *who;
	git_tree *tree;
	git_oid tree_id;

	write_tree(history, world, &tree_id);
	must(git_tree_lookup(&tree, history->repo, &tree_id), "tree");
	for (size_t i = 0; i < n; i++)
		must(git_commit_lookup(&parent[i], history->repo,
		                       &parents[i]),
		     "parent");
	history->time += step;
	must(git_signature_new(&who, "Office", "office@example.org",
	                       history->time, 480),
	     "signature");
	must(git_commit_create(id, history->repo, NULL, who, who, NULL,
	                       "edit\n", tree, n,
	                       (const git_commit **)parent),
	     "commit");
	git_signature_free(who);
	git_tree_free(tree);
	for (size_t i = 0; i < n; i++)
		git_commit_free(parent[i]);
}

void
history_move(struct history *history, const git_oid *id)
{
	git_reference *ref;

	must(git_reference_create(&ref, history->repo, "refs/heads/main", id,
	                          1, NULL),
	     "branch");
	git_reference_free(ref);
	history->tip = *id;
	history->has_tip = true;
}
