#include "law/folder.h"

#include "base/vec.h"
#include "os/fs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SHOWN 5

struct files VEC(struct folder_file);

struct walk {
	struct fs fs;
	struct arena *arena;
	struct files files;
	struct buf bytes;
};

static void
take_file(struct walk *w, struct str from, struct str path)
{
	struct folder_file file = {.path = path};
	struct stat st;

	if (fs_read(&w->fs, from.p, &w->bytes, NULL) < 0 ||
	    stat(from.p, &st) < 0)
		return;
	file.digest = hash128(buf_str(&w->bytes));
	file.size = w->bytes.n;
	file.inode = st.st_ino;
	file.changed = st.st_ctim.tv_sec * 1000000000 + st.st_ctim.tv_nsec;
	vec_push(&w->files, file);
}

static void
take_folder(struct walk *w, struct str from, struct str to)
{
	struct fs_list list;

	if (fs_list(&w->fs, from.p, w->arena, &list, NULL) < 0)
		return;
	for (size_t i = 0; i < list.n; i++) {
		struct str name = list.entry[i].name;
		struct str inner = arena_fmt(w->arena, "%.*s/%.*s",
		                             STR_ARG(from), STR_ARG(name));
		struct str path = name;

		if (to.n)
			path = arena_fmt(w->arena, "%.*s/%.*s", STR_ARG(to),
			                 STR_ARG(name));
		if (list.entry[i].kind == FS_DIR)
			take_folder(w, inner, path);
		else
			take_file(w, inner, path);
	}
}

static int
by_path(const void *a, const void *b)
{
	const struct folder_file *x = a;
	const struct folder_file *y = b;

	return str_cmp(x->path, y->path);
}

void
folder_read(struct folder *folder, const char *path)
{
	struct walk w = {.fs = fs_real(), .arena = &folder->arena};

	memset(folder, 0, sizeof *folder);
	arena_init(&folder->arena);
	snprintf(folder->path, sizeof folder->path, "%s", path);
	take_folder(&w, str_from(path), STR(""));
	buf_release(&w.bytes);
	folder->n = w.files.n;
	folder->file = arena_array(&folder->arena, w.files.n + 1,
	                           sizeof *folder->file);
	if (w.files.n)
		memcpy(folder->file, w.files.v,
		       w.files.n * sizeof *folder->file);
	vec_release(&w.files);
	qsort(folder->file, folder->n, sizeof *folder->file, by_path);
}

void
folder_release(struct folder *folder)
{
	arena_release(&folder->arena);
	folder->n = 0;
}

struct digest
folder_digest(const struct folder *folder)
{
	struct hasher *h = hasher_new();
	struct digest d;

	for (size_t i = 0; i < folder->n; i++) {
		const struct folder_file *f = &folder->file[i];

		hasher_add(h, f->path);
		hasher_add(h, (struct str){(const char *)f->digest.b,
		                           DIGEST_SIZE});
	}
	d = hasher_digest(h);
	hasher_free(h);
	return d;
}

/* ----------------------------------------------------------- compare */

/* One step through two sorted lists: which file is next in which. */
struct pair {
	const struct folder_file *a;
	const struct folder_file *b;
};

static bool
next_pair(const struct folder *a, const struct folder *b, size_t *i,
          size_t *j, struct pair *pair)
{
	int order = 0;

	if (*i == a->n && *j == b->n)
		return false;
	if (*i == a->n)
		order = 1;
	else if (*j == b->n)
		order = -1;
	else
		order = str_cmp(a->file[*i].path, b->file[*j].path);
	pair->a = order <= 0 ? &a->file[(*i)++] : NULL;
	pair->b = order >= 0 ? &b->file[(*j)++] : NULL;
	return true;
}

static bool
is_same(struct pair pair)
{
	return pair.a && pair.b &&
	       digest_eq(pair.a->digest, pair.b->digest);
}

static struct str
line_at(struct str s, size_t at)
{
	size_t from = at < s.n ? at : s.n;
	size_t to = from;

	while (from > 0 && s.p[from - 1] != '\n')
		from--;
	while (to < s.n && s.p[to] != '\n')
		to++;
	if (at - from > 60)
		from = at - 60;
	if (to - from > 200)
		to = from + 200;
	return str_sub(s, from, to);
}

static void
show_bytes(const struct folder *a, const struct folder *b, struct str path)
{
	struct fs fs = fs_real();
	struct buf x = {0};
	struct buf y = {0};
	char name[1024];
	size_t at = 0;

	snprintf(name, sizeof name, "%s/%.*s", a->path, STR_ARG(path));
	fs_read(&fs, name, &x, NULL);
	snprintf(name, sizeof name, "%s/%.*s", b->path, STR_ARG(path));
	fs_read(&fs, name, &y, NULL);
	while (at < x.n && at < y.n && x.p[at] == y.p[at])
		at++;
	printf("      < %.*s\n      > %.*s\n",
	       STR_ARG(line_at(buf_str(&x), at)),
	       STR_ARG(line_at(buf_str(&y), at)));
	buf_release(&x);
	buf_release(&y);
}

bool
folder_same(const struct folder *a, const struct folder *b)
{
	size_t i = 0, j = 0, bad = 0;
	struct pair pair;

	while (next_pair(a, b, &i, &j, &pair)) {
		if (is_same(pair) || bad++ >= SHOWN)
			continue;
		if (pair.a && pair.b) {
			printf("    differs: %.*s\n", STR_ARG(pair.a->path));
			show_bytes(a, b, pair.a->path);
		} else {
			printf("    only in %s: %.*s\n",
			       pair.a ? a->path : b->path,
			       STR_ARG(pair.a ? pair.a->path
			                      : pair.b->path));
		}
	}
	if (bad)
		printf("    %zu files differ between %s (%zu) and %s (%zu)\n",
		       bad, a->path, a->n, b->path, b->n);
	return bad == 0;
}

bool
folder_touched(const struct folder *before, const struct folder *now)
{
	if (before->n != now->n)
		return true;
	for (size_t i = 0; i < now->n; i++)
		if (!str_eq(before->file[i].path, now->file[i].path) ||
		    before->file[i].inode != now->file[i].inode ||
		    before->file[i].changed != now->file[i].changed)
			return true;
	return false;
}

size_t
folder_changes(const struct folder *a, const struct folder *b)
{
	size_t i = 0, j = 0, n = 0;
	struct pair pair;

	while (next_pair(a, b, &i, &j, &pair))
		n += !is_same(pair);
	return n;
}
