#include "fs_mem.h"

#include "base/err.h"
#include "base/mem.h"
#include "base/vec.h"
#include "os/path.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct node {
	char *path;
	bool folder;
	struct buf bytes;
};

struct fs_mem {
	struct VEC(struct node) nodes; /* sorted by path */
	struct VEC(struct fs_mem_op) log;
	pthread_mutex_t lock;
};

static char *
copy(const char *z)
{
	size_t n = strlen(z) + 1;

	return memcpy(mem_alloc(n), z, n);
}

/* Place of a path among the nodes, or where it belongs. */
static size_t
place(const struct fs_mem *m, const char *path)
{
	size_t low = 0, high = m->nodes.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(m->nodes.v[mid].path, path) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static struct node *
find(const struct fs_mem *m, const char *path)
{
	size_t i = place(m, path);

	if (i < m->nodes.n && strcmp(m->nodes.v[i].path, path) == 0)
		return &m->nodes.v[i];
	return NULL;
}

static struct node *
add(struct fs_mem *m, const char *path, bool folder)
{
	struct node node = {.path = copy(path), .folder = folder};
	size_t i = place(m, path);

	vec_push(&m->nodes, node);
	memmove(&m->nodes.v[i + 1], &m->nodes.v[i],
	        (m->nodes.n - 1 - i) * sizeof node);
	m->nodes.v[i] = node;
	return &m->nodes.v[i];
}

static void
take_out(struct fs_mem *m, struct node *node)
{
	size_t i = (size_t)(node - m->nodes.v);

	mem_free(node->path);
	buf_release(&node->bytes);
	m->nodes.n--;
	memmove(node, node + 1, (m->nodes.n - i) * sizeof *node);
}

static bool
is_root(struct str path)
{
	return !path.n || str_eq(path, STR("/")) || str_eq(path, STR("."));
}

/* 0 when the path's folder is there, else an errno. */
static int
parent_error(const struct fs_mem *m, const char *path)
{
	struct str parent = path_parent(str_from(path));
	char folder[PATH_SIZE];
	const struct node *node;

	if (is_root(parent))
		return 0;
	if (path_join(folder, "", parent, NULL))
		return ENAMETOOLONG;
	node = find(m, folder);
	if (!node)
		return parent_error(m, folder) ? parent_error(m, folder)
		                               : ENOENT;
	return node->folder ? 0 : ENOTDIR;
}

static bool
has_children(const struct fs_mem *m, const char *path)
{
	size_t n = strlen(path);

	for (size_t i = 0; i < m->nodes.n; i++)
		if (strncmp(m->nodes.v[i].path, path, n) == 0 &&
		    m->nodes.v[i].path[n] == '/')
			return true;
	return false;
}

static int
fail(struct err *err, int number, const char *doing, const char *path)
{
	errno = number;
	if (number != ENOENT && number != ENOTDIR)
		return err_io(err, doing, path);
	return err_set(err, ERR_ABSENT, "%s %s: %s", doing, path,
	               strerror(number));
}

static void
record(struct fs_mem *m, struct fs_mem_op op, const char *path,
       const char *to, struct str bytes)
{
	op.path = copy(path);
	op.to = to ? copy(to) : NULL;
	buf_add(&op.bytes, bytes);
	vec_push(&m->log, op);
}

/* --- the operations; each answers 0 or an errno, the lock is held --- */

static int
do_write(struct fs_mem *m, const char *path, struct str bytes,
         enum fs_write how)
{
	struct node *node = find(m, path);
	int number = parent_error(m, path);

	if (number)
		return number;
	if (node && node->folder)
		return EISDIR;
	if (node && how == FS_NEW)
		return EEXIST;
	if (!node)
		node = add(m, path, false);
	if (how == FS_REPLACE)
		buf_reset(&node->bytes);
	buf_add(&node->bytes, bytes);
	record(m, (struct fs_mem_op){.what = FS_MEM_WRITE, .write = how},
	       path, NULL, bytes);
	return 0;
}

static int
do_sync(struct fs_mem *m, const char *path, enum fs_sync how)
{
	const struct node *node = find(m, path);

	if (!is_root(str_from(path)) && !node)
		return ENOENT;
	if (node && how != FS_SYNC_FILE && !node->folder)
		return ENOTDIR;
	record(m, (struct fs_mem_op){.what = FS_MEM_SYNC, .sync = how}, path,
	       NULL, STR(""));
	return 0;
}

static int
do_rename(struct fs_mem *m, const char *from, const char *to)
{
	struct node *node = find(m, from);
	struct node *over = find(m, to);
	struct buf bytes;

	if (!node)
		return ENOENT;
	if (parent_error(m, to))
		return parent_error(m, to);
	if (node->folder)
		return EPERM; /* nobody here renames folders */
	if (over && over->folder)
		return EISDIR;
	bytes = node->bytes;
	node->bytes = (struct buf){0};
	take_out(m, node);
	if (!find(m, to))
		add(m, to, false);
	over = find(m, to);
	buf_release(&over->bytes);
	over->bytes = bytes;
	record(m, (struct fs_mem_op){.what = FS_MEM_RENAME}, from, to,
	       STR(""));
	return 0;
}

static int
do_unlink(struct fs_mem *m, const char *path)
{
	struct node *node = find(m, path);

	if (!node)
		return ENOENT;
	if (node->folder)
		return EISDIR;
	take_out(m, node);
	record(m, (struct fs_mem_op){.what = FS_MEM_UNLINK}, path, NULL,
	       STR(""));
	return 0;
}

static int
do_mkdir(struct fs_mem *m, const char *path)
{
	const struct node *node = find(m, path);
	int number = parent_error(m, path);

	if (is_root(str_from(path)) || (node && node->folder))
		return 0;
	if (number)
		return number;
	if (node)
		return EEXIST;
	add(m, path, true);
	record(m, (struct fs_mem_op){.what = FS_MEM_MKDIR}, path, NULL,
	       STR(""));
	return 0;
}

/* 1 removed, 0 not */
static int
do_rmdir(struct fs_mem *m, const char *path)
{
	struct node *node = find(m, path);

	if (!node || !node->folder || has_children(m, path))
		return 0;
	take_out(m, node);
	record(m, (struct fs_mem_op){.what = FS_MEM_RMDIR}, path, NULL,
	       STR(""));
	return 1;
}

/* --- the table --- */

static int
end(struct fs_mem *m, int number, struct err *err, const char *doing,
    const char *path)
{
	pthread_mutex_unlock(&m->lock);
	return number ? fail(err, number, doing, path) : 0;
}

static int
mem_read(void *ctx, const char *path, uint64_t from, size_t max,
         struct buf *out, struct err *err)
{
	struct fs_mem *m = ctx;
	const struct node *node;
	int number;

	pthread_mutex_lock(&m->lock);
	node = find(m, path);
	number = !node ? ENOENT : node->folder ? EISDIR : 0;
	if (!number && from < node->bytes.n) {
		size_t left = node->bytes.n - (size_t)from;

		buf_add(out, str_sub(buf_str(&node->bytes), (size_t)from,
		                     (size_t)from +
		                         (left < max ? left : max)));
	}
	return end(m, number, err, "cannot read", path);
}

static int
mem_write(void *ctx, const char *path, struct str bytes, enum fs_write how,
          struct err *err)
{
	struct fs_mem *m = ctx;

	pthread_mutex_lock(&m->lock);
	return end(m, do_write(m, path, bytes, how), err, "cannot write",
	           path);
}

static int
mem_sync(void *ctx, const char *path, enum fs_sync how, struct err *err)
{
	struct fs_mem *m = ctx;

	pthread_mutex_lock(&m->lock);
	return end(m, do_sync(m, path, how), err, "cannot sync", path);
}

static int
mem_rename(void *ctx, const char *from, const char *to, struct err *err)
{
	struct fs_mem *m = ctx;

	pthread_mutex_lock(&m->lock);
	return end(m, do_rename(m, from, to), err, "cannot rename to", to);
}

static int
mem_unlink(void *ctx, const char *path, struct err *err)
{
	struct fs_mem *m = ctx;

	pthread_mutex_lock(&m->lock);
	return end(m, do_unlink(m, path), err, "cannot remove", path);
}

static int
mem_mkdir(void *ctx, const char *path, struct err *err)
{
	struct fs_mem *m = ctx;

	pthread_mutex_lock(&m->lock);
	return end(m, do_mkdir(m, path), err, "cannot make folder", path);
}

static int
mem_rmdir(void *ctx, const char *path, struct err *err)
{
	struct fs_mem *m = ctx;
	int removed;

	(void)err;
	pthread_mutex_lock(&m->lock);
	removed = do_rmdir(m, path);
	pthread_mutex_unlock(&m->lock);
	return removed;
}

/* Is node directly in the folder? */
static bool
is_child(const struct node *node, const char *folder)
{
	struct str parent = path_parent(str_from(node->path));

	if (is_root(str_from(folder)))
		return str_chr(str_from(node->path), '/') ==
		       strlen(node->path);
	return str_eq(parent, str_from(folder));
}

static int
by_name(const void *a, const void *b)
{
	const struct fs_entry *x = a;
	const struct fs_entry *y = b;

	return str_cmp(x->name, y->name);
}

static int
mem_list(void *ctx, const char *path, struct arena *a, struct fs_list *out,
         struct err *err)
{
	struct fs_mem *m = ctx;
	const struct node *node;
	int number;

	pthread_mutex_lock(&m->lock);
	node = find(m, path);
	number = is_root(str_from(path)) ? 0
	         : !node                 ? ENOENT
	         : !node->folder         ? ENOTDIR
	                                 : 0;
	out->entry = arena_array(a, m->nodes.n, sizeof *out->entry);
	for (size_t i = 0; !number && i < m->nodes.n; i++) {
		node = &m->nodes.v[i];
		if (!is_child(node, path))
			continue;
		out->entry[out->n].name =
		    arena_str(a, path_base(str_from(node->path)));
		out->entry[out->n++].kind = node->folder ? FS_DIR : FS_FILE;
	}
	if (out->n)
		qsort(out->entry, out->n, sizeof *out->entry, by_name);
	return end(m, number, err, "cannot list", path);
}

static int
mem_stat(void *ctx, const char *path, struct fs_stat *out, struct err *err)
{
	struct fs_mem *m = ctx;
	const struct node *node;

	(void)err;
	pthread_mutex_lock(&m->lock);
	node = find(m, path);
	if (node && !node->folder)
		*out = (struct fs_stat){FS_FILE, node->bytes.n};
	else if (node || is_root(str_from(path)))
		out->kind = FS_DIR;
	pthread_mutex_unlock(&m->lock);
	return 0;
}

/* Everybody may use everything. */
static int
mem_liken(void *ctx, const char *path, const char *like, struct err *err)
{
	(void)ctx;
	(void)path;
	(void)like;
	(void)err;
	return 0;
}

/* --- the face --- */

struct fs_mem *
fs_mem_new(void)
{
	struct fs_mem *m = mem_zalloc(1, sizeof *m);

	pthread_mutex_init(&m->lock, NULL);
	return m;
}

void
fs_mem_free(struct fs_mem *m)
{
	if (!m)
		return;
	while (m->nodes.n)
		take_out(m, &m->nodes.v[m->nodes.n - 1]);
	for (size_t i = 0; i < m->log.n; i++) {
		mem_free(m->log.v[i].path);
		mem_free(m->log.v[i].to);
		buf_release(&m->log.v[i].bytes);
	}
	vec_release(&m->nodes);
	vec_release(&m->log);
	pthread_mutex_destroy(&m->lock);
	mem_free(m);
}

struct fs
fs_mem_fs(struct fs_mem *m)
{
	static const struct fs_ops ops = {
	    .read = mem_read,
	    .write = mem_write,
	    .sync = mem_sync,
	    .rename = mem_rename,
	    .unlink = mem_unlink,
	    .mkdir = mem_mkdir,
	    .rmdir = mem_rmdir,
	    .list = mem_list,
	    .stat = mem_stat,
	    .liken = mem_liken,
	};

	return (struct fs){&ops, m};
}

void
fs_mem_dump(const struct fs_mem *m, const char *folder, struct buf *out)
{
	size_t n = strlen(folder);

	for (size_t i = 0; i < m->nodes.n; i++) {
		const struct node *node = &m->nodes.v[i];

		if (strncmp(node->path, folder, n) != 0 ||
		    node->path[n] != '/')
			continue;
		if (node->folder && has_children(m, node->path))
			continue;
		buf_adds(out, node->path);
		buf_adds(out, node->folder ? "/" : ": ");
		buf_add(out, buf_str(&node->bytes));
		buf_byte(out, '\n');
	}
}

const struct fs_mem_op *
fs_mem_log(const struct fs_mem *m, size_t *n)
{
	*n = m->log.n;
	return m->log.v;
}

/* Does a sync of this folder cover the entry of the path? */
static bool
covers(const struct fs_mem_op *sync, const char *path)
{
	struct str parent = path_parent(str_from(path));

	return sync->sync == FS_SYNC_DIR &&
	       str_eq(parent, str_from(sync->path));
}

/* Is op durable after the syncs in [from, to) of the log? */
static bool
is_durable(const struct fs_mem_op *op, const struct fs_mem_op *from,
           const struct fs_mem_op *to)
{
	bool bytes = op->what != FS_MEM_WRITE;
	bool entry = false;
	bool second = !op->to;

	for (; from < to; from++) {
		if (from->what != FS_MEM_SYNC)
			continue;
		if (from->sync == FS_SYNC_ALL)
			return true;
		if (from->sync == FS_SYNC_FILE &&
		    strcmp(from->path, op->path) == 0)
			bytes = true;
		entry = entry || covers(from, op->path);
		second = second || covers(from, op->to);
	}
	return bytes && entry && second;
}

void
fs_mem_pending(const struct fs_mem *m, size_t n, bool *lost)
{
	const struct fs_mem_op *log = m->log.v;

	for (size_t i = 0; i < n; i++)
		lost[i] = log[i].what != FS_MEM_SYNC &&
		          !is_durable(&log[i], log + i + 1, log + n);
}

/* Run one operation again; what it lacks was lost, and so is it. */
static void
again(struct fs_mem *m, const struct fs_mem_op *op, bool torn)
{
	struct str bytes = buf_str(&op->bytes);

	if (torn)
		bytes = str_sub(bytes, 0, bytes.n / 2);
	if (op->what == FS_MEM_WRITE)
		do_write(m, op->path, bytes, op->write);
	else if (op->what == FS_MEM_RENAME)
		do_rename(m, op->path, op->to);
	else if (op->what == FS_MEM_UNLINK)
		do_unlink(m, op->path);
	else if (op->what == FS_MEM_MKDIR)
		do_mkdir(m, op->path);
	else if (op->what == FS_MEM_RMDIR)
		do_rmdir(m, op->path);
}

struct fs_mem *
fs_mem_crash(const struct fs_mem *m, size_t n, const bool *lost, size_t torn)
{
	struct fs_mem *new = fs_mem_new();

	for (size_t i = 0; i < n; i++)
		if (!lost[i])
			again(new, &m->log.v[i], i == torn);
	for (size_t i = 0; i < new->log.n; i++) {
		mem_free(new->log.v[i].path);
		mem_free(new->log.v[i].to);
		buf_release(&new->log.v[i].bytes);
	}
	vec_reset(&new->log);
	return new;
}
