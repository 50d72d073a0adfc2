#include "os/path.h"

#include "base/err.h"

#include <string.h>
#include <unistd.h>

int
path_join(char path[PATH_SIZE], const char *dir, struct str rel,
          struct err *err)
{
	size_t n = strlen(dir);
	bool slash = n > 0 && rel.n > 0 && dir[n - 1] != '/';

	path[0] = '\0';
	if (n >= PATH_SIZE || rel.n >= PATH_SIZE ||
	    n + slash + rel.n >= PATH_SIZE)
		return err_set(err, ERR_IO, "path too long: %.200s/%.*s", dir,
		               (int)(rel.n < 200 ? rel.n : 200), rel.p);
	memcpy(path, dir, n);
	if (slash)
		path[n++] = '/';
	if (rel.n)
		memcpy(path + n, rel.p, rel.n);
	path[n + rel.n] = '\0';
	return 0;
}

struct str
path_parent(struct str path)
{
	size_t slash = str_rchr(path, '/');

	if (slash == path.n)
		return str_sub(path, 0, 0);
	return str_sub(path, 0, slash ? slash : 1);
}

struct str
path_base(struct str path)
{
	size_t slash = str_rchr(path, '/');

	if (slash == path.n)
		return path;
	return str_sub(path, slash + 1, path.n);
}

bool
path_is_safe(struct str path)
{
	struct str rest = path;

	if (!path.n || path.p[path.n - 1] == '/' ||
	    str_chr(path, '\0') < path.n)
		return false;
	while (rest.n) {
		struct str part = str_cut(&rest, '/');

		if (!part.n || str_eq(part, STR(".")) ||
		    str_eq(part, STR("..")))
			return false;
	}
	return true;
}

/* Append one part to a path that begins with a slash. */
static bool
walk_part(char path[PATH_SIZE], size_t *n, struct str part)
{
	if (part.n == 0 || str_eq(part, STR(".")))
		return true;
	if (str_eq(part, STR(".."))) {
		while (*n > 0 && path[*n - 1] != '/')
			(*n)--;
		*n -= *n > 0;
		return true;
	}
	if (*n + 1 + part.n >= PATH_SIZE)
		return false;
	path[(*n)++] = '/';
	memcpy(path + *n, part.p, part.n);
	*n += part.n;
	return true;
}

int
path_absolute(char path[PATH_SIZE], const char *name, struct err *err)
{
	char start[PATH_SIZE] = "";
	struct str rest[2] = {STR(""), str_from(name)};
	size_t n = 0;

	if (name[0] != '/' && !getcwd(start, sizeof start))
		return err_io(err, "cannot find", "the working directory");
	rest[0] = str_from(start);
	for (int i = 0; i < 2; i++)
		while (rest[i].n)
			if (!walk_part(path, &n, str_cut(&rest[i], '/')))
				return err_set(err, ERR_IO,
				               "path too long: %.200s", name);
	if (n == 0)
		path[n++] = '/';
	path[n] = '\0';
	return 0;
}

int
path_enter(const char *dir, struct err *err)
{
	return chdir(dir) < 0 ? err_io(err, "cannot enter", dir) : 0;
}
