#include "build/fix.h"

#include "base/err.h"

/*
 * Copy a file with its fixes.
 * in:  f, n of them, all of this file, in order of their places
 * out: how many went in
 */
static size_t
mend(struct str bytes, const struct finding *f, size_t n, struct buf *out)
{
	size_t done = 0, fixed = 0;

	for (size_t i = 0; i < n; i++) {
		size_t end = f[i].at + f[i].was.n;

		if (!f[i].fix.n || f[i].at < done || end > bytes.n ||
		    !str_eq(str_sub(bytes, f[i].at, end), f[i].was))
			continue;
		buf_add(out, str_sub(bytes, done, f[i].at));
		buf_add(out, f[i].fix);
		done = end;
		fixed++;
	}
	buf_add(out, str_sub(bytes, done, bytes.n));
	return fixed;
}

static int
mend_file(const struct fs *fs, const char *root, const struct finding *f,
          size_t n, struct fix_result *result, struct err *err)
{
	char path[PATH_SIZE];
	struct buf before = {0}, after = {0};
	size_t fixed = 0;
	int rc = path_join(path, root, f->path, err);

	/* A link, or a file that went away, is not ours to write. */
	if (rc == 0 && fs_kind_of(fs, path) == FS_FILE)
		rc = fs_read(fs, path, &before, err);
	if (rc == 0)
		fixed = mend(buf_str(&before), f, n, &after);
	if (fixed)
		rc = fs_rewrite(fs, path, buf_str(&after), err);
	if (rc == 0 && fixed) {
		result->fixed += fixed;
		result->files++;
	}
	buf_release(&before);
	buf_release(&after);
	return rc;
}

/* Findings of one file stand together once they are sorted. */
static size_t
same_file(const struct finding_list *list, size_t i)
{
	size_t n = 1;

	while (i + n < list->n && str_eq(list->v[i + n].path, list->v[i].path))
		n++;
	return n;
}

int
fix_apply(const struct fs *fs, const char *root,
          struct finding_list *findings, struct fix_result *result,
          struct err *err)
{
	int rc = 0;
	size_t n;

	*result = (struct fix_result){0};
	finding_list_sort(findings);
	for (size_t i = 0; rc == 0 && i < findings->n; i += n) {
		size_t fixes = 0;

		n = same_file(findings, i);
		for (size_t k = i; k < i + n; k++)
			fixes += findings->v[k].fix.n > 0;
		if (fixes)
			rc = mend_file(fs, root, &findings->v[i], n, result,
			               err);
	}
	return rc;
}
