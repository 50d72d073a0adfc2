#include "os/fs.h"

#include "base/err.h"
#include "os/path.h"
#include "os/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
fs_read_part(const struct fs *fs, const char *path, uint64_t from,
             size_t max, struct buf *out, struct err *err)
{
	return fs->ops->read(fs->ctx, path, from, max, out, err);
}

int
fs_read(const struct fs *fs, const char *path, struct buf *out,
        struct err *err)
{
	buf_reset(out);
	return fs_read_part(fs, path, 0, SIZE_MAX, out, err);
}

int
fs_write_new(const struct fs *fs, const char *path, struct str bytes,
             struct err *err)
{
	return fs->ops->write(fs->ctx, path, bytes, FS_NEW, err);
}

int
fs_replace(const struct fs *fs, const char *path, struct str bytes,
           struct err *err)
{
	return fs->ops->write(fs->ctx, path, bytes, FS_REPLACE, err);
}

int
fs_append(const struct fs *fs, const char *path, struct str bytes,
          struct err *err)
{
	return fs->ops->write(fs->ctx, path, bytes, FS_APPEND, err);
}

int
fs_sync_file(const struct fs *fs, const char *path, struct err *err)
{
	return fs->ops->sync(fs->ctx, path, FS_SYNC_FILE, err);
}

int
fs_sync_dir(const struct fs *fs, const char *path, struct err *err)
{
	return fs->ops->sync(fs->ctx, path, FS_SYNC_DIR, err);
}

int
fs_sync_all(const struct fs *fs, const char *path, struct err *err)
{
	return fs->ops->sync(fs->ctx, path, FS_SYNC_ALL, err);
}

int
fs_rename(const struct fs *fs, const char *from, const char *to,
          struct err *err)
{
	return fs->ops->rename(fs->ctx, from, to, err);
}

int
fs_unlink(const struct fs *fs, const char *path, struct err *err)
{
	return fs->ops->unlink(fs->ctx, path, err);
}

int
fs_discard(const struct fs *fs, const char *path, struct err *err)
{
	struct err why = {0};
	int code = fs_unlink(fs, path, &why);

	if (code == 0 || code == ERR_ABSENT)
		return 0;
	if (err)
		*err = why;
	return code;
}

int
fs_mkdir(const struct fs *fs, const char *path, struct err *err)
{
	struct err why = {0};
	char part[PATH_SIZE];
	size_t full = strlen(path);
	size_t n;
	int code = fs->ops->mkdir(fs->ctx, path, &why);

	if (code == ERR_ABSENT && full < PATH_SIZE) {
		memcpy(part, path, full + 1);
		/* Up to the first folder that can be made, then down again. */
		while (code == ERR_ABSENT) {
			n = path_parent(str_from(part)).n;
			if (n == 0 || n == strlen(part))
				break;
			part[n] = '\0';
			code = fs->ops->mkdir(fs->ctx, part, &why);
		}
		while (!code && (n = strlen(part)) < full) {
			memcpy(part + n, path + n, full + 1 - n);
			n += 1 + str_chr(str_from(part + n + 1), '/');
			part[n] = '\0';
			code = fs->ops->mkdir(fs->ctx, part, &why);
		}
	}
	if (code && err)
		*err = why;
	return code;
}

int
fs_rmdir(const struct fs *fs, const char *path, struct err *err)
{
	return fs->ops->rmdir(fs->ctx, path, err);
}

int
fs_list(const struct fs *fs, const char *path, struct arena *a,
        struct fs_list *out, struct err *err)
{
	*out = (struct fs_list){0};
	return fs->ops->list(fs->ctx, path, a, out, err);
}

int
fs_stat(const struct fs *fs, const char *path, struct fs_stat *out,
        struct err *err)
{
	*out = (struct fs_stat){0};
	return fs->ops->stat(fs->ctx, path, out, err);
}

enum fs_kind
fs_kind_of(const struct fs *fs, const char *path)
{
	struct fs_stat st;

	return fs_stat(fs, path, &st, NULL) ? FS_ABSENT : st.kind;
}

/* Remove what path names; the buffer is as before on return. */
static int
remove_below(const struct fs *fs, struct buf *path, enum fs_kind kind,
             struct err *err)
{
	struct arena a;
	struct fs_list list;
	size_t n = path->n;
	int code;

	if (kind != FS_DIR)
		return fs_discard(fs, path->p, err);
	arena_init(&a);
	code = fs_list(fs, path->p, &a, &list, err);
	for (size_t i = 0; !code && i < list.n; i++) {
		path->p[n] = '/';
		path->n = n + 1;
		buf_add(path, list.entry[i].name);
		buf_byte(path, '\0');
		path->n--;
		code = remove_below(fs, path, list.entry[i].kind, err);
		path->n = n;
		path->p[n] = '\0';
	}
	if (!code)
		code = fs_rmdir(fs, path->p, err);
	arena_release(&a);
	return code < 0 ? code : 0;
}

int
fs_remove_tree(const struct fs *fs, const char *path, struct err *err)
{
	struct fs_stat st;
	struct buf b = {0};
	int code = fs_stat(fs, path, &st, err);

	if (code || st.kind == FS_ABSENT)
		return code;
	buf_adds(&b, path);
	buf_byte(&b, '\0');
	b.n--;
	code = remove_below(fs, &b, st.kind, err);
	buf_release(&b);
	return code;
}

int
fs_rewrite(const struct fs *fs, const char *path, struct str bytes,
           struct err *err)
{
	struct buf name = {0};
	char beside[PATH_SIZE];
	int rc;

	buf_fmt(&name, "%s.new", path);
	rc = path_join(beside, "", buf_str(&name), err);
	buf_release(&name);
	if (rc < 0)
		return rc;
	rc = fs_replace(fs, beside, bytes, err);
	if (rc == 0)
		rc = fs->ops->liken(fs->ctx, beside, path, err);
	if (rc == 0)
		rc = fs_sync_file(fs, beside, err);
	if (rc == 0)
		rc = fs_rename(fs, beside, path, err);
	if (rc < 0)
		fs_discard(fs, beside, NULL);
	return rc;
}

int
fs_scratch(const struct fs *fs, char path[PATH_SIZE], struct err *err)
{
	const char *base = getenv("TMPDIR");
	char bits[RANDOM_TEXT];
	char name[16 + RANDOM_TEXT];
	int rc = random_text(bits, err);

	if (rc < 0)
		return rc;
	snprintf(name, sizeof name, "gongshi-%s", bits);
	rc = path_join(path, base && base[0] ? base : P_tmpdir,
	               str_from(name), err);
	return rc < 0 ? rc : fs_mkdir(fs, path, err);
}
