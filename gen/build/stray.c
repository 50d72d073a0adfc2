#include "build/stray.h"

#include "build/content.h"
#include "repo/diff.h"

struct search {
	struct repo *repo;
	struct str content;
	struct finding_list *findings;
};

/* Front matter, or a title that YAML has at the beginning of a line. */
static bool
begins_as_record(struct str bytes, bool yaml)
{
	if (!yaml)
		return str_starts(bytes, STR("---\n")) ||
		       str_starts(bytes, STR("---\r\n"));
	while (bytes.n)
		if (str_starts(str_cut(&bytes, '\n'), STR("title:")))
			return true;
	return false;
}

/* out: 1, a record by its name and by what it holds */
static int
is_record(struct search *s, const struct delta *d, struct err *err)
{
	bool yaml = str_ends(d->path, STR(".yaml"));
	struct buf bytes = {0};
	uint64_t size = 0;
	int rc;

	if ((!yaml && !str_ends(d->path, STR(".md"))) ||
	    content_of(d->path).kind == CONTENT_SITE ||
	    str_starts(d->path, STR("README")))
		return 0;
	rc = repo_blob_size(s->repo, &d->now, &size, err);
	if (rc < 0 || size > 1 << 20)
		return rc;
	rc = repo_blob(s->repo, &d->now, &bytes, err);
	if (rc == 0)
		rc = begins_as_record(buf_str(&bytes), yaml);
	buf_release(&bytes);
	return rc;
}

static int
on_delta(void *ctx, const struct delta *d, struct err *err)
{
	struct search *s = ctx;
	struct arena *a = s->findings->arena;
	struct str rest = d->path;
	struct str top = str_cut(&rest, '/');
	int rc = 0;

	if (d->kind == DELTA_REMOVED || d->mode != MODE_FILE)
		return 0;
	if (top.n == d->path.n)
		rc = is_record(s, d, err);
	else if (s->content.n && str_starts(d->path, s->content) &&
	         d->path.p[s->content.n] == '/')
		rc = content_is_stray(str_sub(d->path, s->content.n + 1,
		                              d->path.n));
	if (rc > 0) {
		struct str path = arena_str(a, d->path);
		struct finding_place place = {.path = path};

		finding_add(s->findings, "G110", &place,
		            (struct str[FINDING_ARGS]){
		                path, arena_str(a, s->content)});
	}
	return rc < 0 ? rc : 0;
}

int
stray_check(struct repo *repo, const struct oid *old, const struct oid *now,
            struct str content, struct finding_list *findings,
            struct err *err)
{
	struct search s = {repo, content, findings};

	return diff_trees(repo, old, now, on_delta, &s, err);
}
