#include "build/merged.h"

#include "base/mem.h"

int
merged_file(struct repo *repo, const struct oid *commit, struct str path,
            struct oid *file, struct err *err)
{
	struct commit c;
	int rc = repo_commit(repo, commit, &c, err);

	*file = (struct oid){{0}};
	if (rc == 0)
		rc = repo_file(repo, &c.tree, path, file, err);
	return rc < 0 ? rc : 0;
}

/* out: 1, where the lines parted the file was as the delta found it */
static int
was_so_before(const struct merged *m, const struct oid *other,
              const struct delta *delta, struct err *err)
{
	struct oid *base = NULL;
	size_t n;
	struct oid file;
	bool same = true;
	int rc = repo_bases(m->repo, &m->parent[m->against], other, &base,
	                    &n, err);

	for (size_t i = 0; rc == 0 && same && i < n; i++) {
		rc = merged_file(m->repo, &base[i], delta->path, &file, err);
		same = rc == 0 && oid_eq(&file, &delta->old);
	}
	if (n == 0)
		same = oid_is_zero(&delta->old);
	mem_free(base);
	return rc < 0 ? rc : same;
}

int
merged_takes_over(const struct merged *merged, const struct delta *delta,
                  struct err *err)
{
	struct oid file;
	int rc = 0;

	if (delta->mode != MODE_FILE)
		return 0;
	for (size_t i = 0; rc == 0 && i < merged->parents; i++) {
		if (i == merged->against)
			continue;
		rc = merged_file(merged->repo, &merged->parent[i],
		                 delta->path, &file, err);
		if (rc == 0 && oid_eq(&file, &delta->now))
			rc = was_so_before(merged, &merged->parent[i], delta,
			                   err);
	}
	return rc;
}
