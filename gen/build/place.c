#include "build/place.h"

#include "os/fs.h"

#include <stdio.h>
#include <string.h>

int
place_of(struct place *place, const char *output, struct err *err)
{
	struct str path;
	struct str parent;
	struct str base;
	char name[300];
	char dir[PATH_SIZE];
	int rc = path_absolute(place->output, output, err);

	if (rc < 0)
		return rc;
	path = str_from(place->output);
	parent = path_parent(path);
	base = path_base(path);
	if (base.n == 0 || base.n > 200)
		return err_set(err, ERR_USAGE,
		               "%s cannot be an output folder", output);
	snprintf(name, sizeof name, ".%.*s.gongshi", STR_ARG(base));
	memcpy(dir, parent.p, parent.n);
	dir[parent.n] = '\0';
	rc = path_join(place->state, dir, str_from(name), err);
	if (rc == 0)
		rc = path_join(place->store, place->state, STR("store"), err);
	if (rc == 0)
		rc = path_join(place->lock, place->state, STR("lock"), err);
	if (rc == 0)
		rc = path_join(place->sort, place->state, STR("sort"), err);
	return rc;
}
