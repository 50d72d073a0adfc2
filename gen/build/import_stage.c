#include "build/import_stage.h"

#include "base/codec.h"
#include "base/err.h"
#include "base/vec.h"

#include <stdio.h>

#define PIECE ((size_t)1 << 20)

static int
piece_path(const struct import_stage *s, unsigned i, char path[PATH_SIZE],
           struct err *err)
{
	char name[16];

	snprintf(name, sizeof name, "%u", i);
	return path_join(path, s->dir, str_from(name), err);
}

static int
flush(struct import_stage *s, struct err *err)
{
	char path[PATH_SIZE];
	int rc = 0;

	if (!s->dir[0])
		rc = fs_scratch(&s->fs, s->dir, err);
	if (rc == 0)
		rc = piece_path(s, s->pieces, path, err);
	if (rc == 0)
		rc = fs_write_new(&s->fs, path, buf_str(&s->piece), err);
	if (rc == 0)
		s->pieces++;
	buf_reset(&s->piece);
	return rc;
}

int
import_stage_add(struct import_stage *s, struct str path, struct str bytes,
                 struct err *err)
{
	put_slice(&s->piece, path);
	put_slice(&s->piece, bytes);
	s->files++;
	return s->piece.n >= PIECE ? flush(s, err) : 0;
}

/* ----------------------------------------------------------- write */

struct writing {
	struct import_stage *stage;
	const char *root;
	struct arena arena;
	struct VEC(struct str) made; /* files that were not there before */
	struct str dir;              /* that was made last */
};

static int
write_one(struct writing *w, struct str name, struct str bytes,
          struct err *err)
{
	const struct fs *fs = &w->stage->fs;
	char path[PATH_SIZE];
	struct str dir;
	int rc = path_join(path, w->root, name, err);
	bool is_new = rc == 0 && fs_kind_of(fs, path) == FS_ABSENT;

	if (rc < 0)
		return rc;
	dir = path_parent(str_from(path));
	if (!str_eq(dir, w->dir)) {
		w->dir = arena_str(&w->arena, dir);
		rc = fs_mkdir(fs, w->dir.p, err);
	}
	if (rc < 0)
		return rc;
	if (is_new) {
		vec_push(&w->made, arena_str(&w->arena, str_from(path)));
		return fs_write_new(fs, path, bytes, err);
	}
	return fs_rewrite(fs, path, bytes, err);
}

static int
write_piece(struct writing *w, struct str piece, struct err *err)
{
	struct reader r = reader_over(piece);
	int rc = 0;

	while (rc == 0 && r.rest.n) {
		struct str name = get_slice(&r);
		struct str bytes = get_slice(&r);

		if (r.bad)
			return err_set(err, ERR_CORRUPT,
			               "a scratch file was changed");
		rc = write_one(w, name, bytes, err);
	}
	return rc;
}

int
import_stage_write(struct import_stage *s, const char *root,
                   struct err *err)
{
	struct writing w = {.stage = s, .root = root};
	struct buf piece = {0};
	char path[PATH_SIZE];
	int rc = 0;

	arena_init(&w.arena);
	for (unsigned i = 0; rc == 0 && i < s->pieces; i++) {
		rc = piece_path(s, i, path, err);
		if (rc == 0)
			rc = fs_read(&s->fs, path, &piece, err);
		if (rc == 0)
			rc = write_piece(&w, buf_str(&piece), err);
	}
	if (rc == 0)
		rc = write_piece(&w, buf_str(&s->piece), err);
	for (size_t i = 0; rc < 0 && i < w.made.n; i++)
		fs_discard(&s->fs, w.made.v[i].p, NULL);
	vec_release(&w.made);
	arena_release(&w.arena);
	buf_release(&piece);
	return rc;
}

void
import_stage_release(struct import_stage *s)
{
	if (s->dir[0])
		fs_remove_tree(&s->fs, s->dir, NULL);
	buf_release(&s->piece);
}
