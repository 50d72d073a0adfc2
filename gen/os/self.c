#include "os/self.h"

#include "base/err.h"

#include <unistd.h>

int
self_folder(char path[PATH_SIZE], struct err *err)
{
	char file[PATH_SIZE];
	ssize_t n = readlink("/proc/self/exe", file, sizeof file);

	path[0] = '\0';
	if (n <= 0 || (size_t)n >= sizeof file)
		return err_set(err, ERR_IO, "cannot tell where gongshi lies");
	return path_join(path, "",
	                 path_parent((struct str){file, (size_t)n}), err);
}
