#include "os/watch.h"

#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "os/fs.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#define EVENTS                                                        \
	(IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |     \
	 IN_MOVED_TO | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK)
#define BLOCK (64 * (sizeof(struct inotify_event) + NAME_MAX + 1))

struct watched {
	int wd;
	struct str path; /* below the root */
	bool beside;     /* it has no path there */
};

struct watch {
	int fd;
	struct arena arena;
	struct fs fs;
	char root[PATH_SIZE];
	struct VEC(struct watched) dir; /* sorted by wd, which only grow */
};

/* What is being gathered in one call. */
struct gather {
	struct watch *watch;
	struct arena *a;
	struct map seen;
	bool all;
	bool beside;
};

static bool
is_passed(struct str name)
{
	return name.n == 0 || name.p[0] == '.' || str_ends(name, STR("~"));
}

static struct str
join(struct arena *a, struct str dir, struct str name)
{
	return arena_fmt(a, "%.*s%s%.*s", STR_ARG(dir), dir.n ? "/" : "",
	                 STR_ARG(name));
}

static void
add_path(struct gather *g, struct str path)
{
	path = arena_str(g->a, path);
	map_put(&g->seen, path, g);
}

/* ---------------------------------------------------------- folders */

static void
remember(struct watch *w, int wd, struct str path, bool beside)
{
	struct watched one = {wd, arena_str(&w->arena, path), beside};

	/* A folder that is watched already keeps its number. */
	for (size_t i = w->dir.n; i > 0; i--)
		if (w->dir.v[i - 1].wd == wd) {
			w->dir.v[i - 1].path = one.path;
			return;
		}
	vec_push(&w->dir, one);
}

/*
 * Watch a folder and all below it; what lies there is news to `g`, which may
 * be NULL.
 */
static int
watch_tree(struct watch *w, struct str path, struct gather *g,
           struct err *err)
{
	struct arena a;
	struct fs_list list;
	char full[PATH_SIZE];
	int wd;
	int rc = path_join(full, w->root, path, err);

	if (rc < 0)
		return rc;
	wd = inotify_add_watch(w->fd, full, EVENTS);
	if (wd < 0)
		return errno == ENOENT || errno == ENOTDIR
		           ? 0
		           : err_io(err, "cannot watch", full);
	remember(w, wd, path, false);
	arena_init(&a);
	if (fs_list(&w->fs, full, &a, &list, NULL) < 0)
		list.n = 0;
	for (size_t i = 0; rc == 0 && i < list.n; i++) {
		struct str name = list.entry[i].name;
		struct str below;

		if (is_passed(name))
			continue;
		below = join(&a, path, name);
		if (list.entry[i].kind == FS_DIR)
			rc = watch_tree(w, below, g, err);
		else if (g)
			add_path(g, below);
	}
	arena_release(&a);
	return rc;
}

int
watch_open(struct watch **watch, const char *root, const char *const *below,
           struct err *err)
{
	struct watch *w = mem_zalloc(1, sizeof *w);
	int rc = path_absolute(w->root, root, err);

	arena_init(&w->arena);
	w->fs = fs_real();
	w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (rc == 0 && w->fd < 0)
		rc = err_io(err, "cannot watch", root);
	for (; rc == 0 && *below; below++)
		rc = watch_tree(w, str_from(*below), NULL, err);
	*watch = w;
	if (rc < 0) {
		watch_close(w);
		*watch = NULL;
	}
	return rc;
}

int
watch_beside(struct watch *w, const char *folder, struct err *err)
{
	int wd = inotify_add_watch(w->fd, folder, EVENTS);

	if (wd < 0)
		return errno == ENOENT || errno == ENOTDIR
		           ? 0
		           : err_io(err, "cannot watch", folder);
	remember(w, wd, str_from(folder), true);
	return 0;
}

int
watch_fd(const struct watch *watch)
{
	return watch->fd;
}

void
watch_close(struct watch *watch)
{
	if (!watch)
		return;
	if (watch->fd >= 0)
		close(watch->fd);
	vec_release(&watch->dir);
	arena_release(&watch->arena);
	mem_free(watch);
}

/* ----------------------------------------------------------- events */

static const struct watched *
dir_of(const struct watch *w, int wd)
{
	for (size_t i = 0; i < w->dir.n; i++)
		if (w->dir.v[i].wd == wd)
			return &w->dir.v[i];
	return NULL;
}

static int
take_event(struct gather *g, const struct inotify_event *e, struct err *err)
{
	const struct watched *dir = dir_of(g->watch, e->wd);
	struct str name = e->len ? str_from(e->name) : STR("");
	struct str path;

	if (e->mask & IN_Q_OVERFLOW)
		g->all = true;
	if (!dir || is_passed(name))
		return 0;
	if (dir->beside) {
		g->beside |= !str_ends(name, STR(".lock"));
		return 0;
	}
	path = join(g->a, dir->path, name);
	if (!(e->mask & IN_ISDIR)) {
		/* A new file is told when it is closed; a link, now. */
		if (!(e->mask & IN_CREATE))
			add_path(g, path);
		return 0;
	}
	/* What lay in a folder that went is not told name by name. */
	if (e->mask & (IN_MOVED_FROM | IN_DELETE))
		g->all = true;
	if (e->mask & (IN_CREATE | IN_MOVED_TO))
		return watch_tree(g->watch, path, g, err);
	return 0;
}

static int
take_events(struct gather *g, struct err *err)
{
	char block[BLOCK]
	    __attribute__((aligned(__alignof__(struct inotify_event))));
	ssize_t n;
	int rc = 0;

	while (rc == 0 && (n = read(g->watch->fd, block, sizeof block)) > 0)
		for (char *p = block; rc == 0 && p < block + n;) {
			struct inotify_event *e = (void *)p;

			rc = take_event(g, e, err);
			p += sizeof *e + e->len;
		}
	return rc;
}

int
watch_read(struct watch *watch, struct arena *a, struct watch_news *news,
           struct err *err)
{
	struct gather g = {.watch = watch, .a = a};
	int rc = take_events(&g, err);

	*news = (struct watch_news){
	    .all = g.all, .beside = g.beside, .n = g.seen.n};
	news->path = arena_array(a, g.seen.n, sizeof *news->path);
	for (size_t i = 0; i < g.seen.n; i++)
		news->path[i] = g.seen.entry[i].key;
	if (news->n)
		qsort(news->path, news->n, sizeof *news->path, str_order);
	map_release(&g.seen);
	return rc;
}
