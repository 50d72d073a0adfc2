#include "build/pushed.h"

#include "base/map.h"
#include "base/mem.h"
#include "build/signer.h"
#include "repo/diff.h"

#define SHORT 10 /* digits of a commit's id in messages */

struct judging {
	const struct pushed *p;
	struct owners *owners;
	struct arena arena;
	struct map told; /* paths with a finding */
	struct buf person;
	/* The commit at hand. */
	struct commit commit;
	struct oid *parent;
	size_t parents;
	size_t against; /* the parent it is compared with */
};

static struct str
short_name(struct judging *j)
{
	char hex[2 * OID_SIZE + 1];

	oid_hex(&j->commit.id, hex);
	return arena_fmt(&j->arena, "%.*s", SHORT, hex);
}

static void
tell(struct judging *j, const char *code, struct str path, struct str a0,
     struct str a1)
{
	struct finding_place place = {.path = path};
	struct str args[FINDING_ARGS] = {a0, a1, short_name(j)};

	finding_add(j->p->findings, code, &place, args);
}

/* About a commit, or about who pushes: the file that lists them. */
static void
tell_who(struct judging *j, const char *code, struct str who)
{
	struct str content = j->p->content;

	tell(j, code,
	     arena_fmt(&j->arena, "%.*s%sowners.yaml", STR_ARG(content),
	               content.n ? "/" : ""),
	     who, STR(""));
}

static void
refuse(struct judging *j, struct str path)
{
	struct buf names = {0};

	path = arena_str(&j->arena, path);
	owners_names(j->owners, path, &names);
	if (!map_put(&j->told, path, j))
		tell(j, "G204", path,
		     arena_str(&j->arena, buf_str(&j->person)),
		     arena_str(&j->arena, buf_str(&names)));
	buf_release(&names);
}

/* ----------------------------------------------------------- merges */

/* The file at a path of a commit; zero when there is none. */
static int
file_of(struct judging *j, const struct oid *id, struct str path,
        struct oid *file, struct err *err)
{
	struct commit commit;
	int rc = repo_commit(j->p->repo, id, &commit, err);

	*file = (struct oid){{0}};
	if (rc == 0)
		rc = repo_file(j->p->repo, &commit.tree, path, file, err);
	return rc < 0 ? rc : 0;
}

/* out: 1, where the lines parted the file was as the delta found it */
static int
was_so_before(struct judging *j, const struct oid *other,
              const struct delta *delta, struct err *err)
{
	struct oid *base = NULL;
	size_t n;
	struct oid file;
	bool same = true;
	int rc = repo_bases(j->p->repo, &j->parent[j->against], other, &base,
	                    &n, err);

	for (size_t i = 0; rc == 0 && same && i < n; i++) {
		rc = file_of(j, &base[i], delta->path, &file, err);
		same = rc == 0 && oid_eq(&file, &delta->old);
	}
	if (n == 0)
		same = oid_is_zero(&delta->old);
	mem_free(base);
	return rc < 0 ? rc : same;
}

/* out: 1, the merge merely took over what another parent has */
static int
is_taken_over(struct judging *j, const struct delta *delta, struct err *err)
{
	struct oid file;
	int rc = 0;

	if (delta->mode != MODE_FILE)
		return 0;
	for (size_t i = 0; rc == 0 && i < j->parents; i++) {
		if (i == j->against)
			continue;
		rc = file_of(j, &j->parent[i], delta->path, &file, err);
		if (rc == 0 && oid_eq(&file, &delta->now))
			rc = was_so_before(j, &j->parent[i], delta, err);
	}
	return rc;
}

/* ---------------------------------------------------------- commits */

static int
on_delta(void *ctx, const struct delta *delta, struct err *err)
{
	struct judging *j = ctx;
	int rc = 0;

	if (owners_may(j->owners, buf_str(&j->person), delta->path))
		return 0;
	if (j->parents > 1)
		rc = is_taken_over(j, delta, err);
	if (rc == 0)
		refuse(j, delta->path);
	return rc < 0 ? rc : 0;
}

static int
judge_paths(struct judging *j, struct err *err)
{
	struct commit parent;
	int rc = 0;

	if (j->parents == 0)
		return diff_trees(j->p->repo, NULL, &j->commit.tree, on_delta,
		                  j, err);
	for (j->against = 0; rc == 0 && j->against < j->parents;
	     j->against++) {
		rc = repo_commit(j->p->repo, &j->parent[j->against], &parent,
		                 err);
		if (rc == 0)
			rc = diff_trees(j->p->repo, &parent.tree,
			                &j->commit.tree, on_delta, j, err);
	}
	return rc;
}

/* Who answers for the commit: the account, or the one who signed. */
static int
find_person(struct judging *j, struct signer *signer, struct err *err)
{
	int rc = 0;

	buf_reset(&j->person);
	if (!signer)
		buf_add(&j->person,
		        owners_account(j->owners, j->p->account));
	else
		rc = signer_of(signer, &j->commit.id, &j->person, err);
	return rc;
}

static int
judge_commit(struct judging *j, const struct oid *id, struct signer *signer,
             struct err *err)
{
	int rc = repo_commit(j->p->repo, id, &j->commit, err);

	if (rc == 0)
		rc = repo_parents(j->p->repo, id, &j->parent, &j->parents,
		                  err);
	if (rc < 0)
		return rc;
	rc = find_person(j, signer, err);
	if (rc == 0 && j->person.n == 0)
		tell_who(j, "G205", short_name(j));
	else if (rc == 0)
		rc = judge_paths(j, err);
	mem_free(j->parent);
	return rc;
}

static int
judge_all(struct judging *j, struct err *err)
{
	const struct pushed *p = j->p;
	bool named = p->account.n > 0;
	struct signer signer = {0};
	struct oid *ids = NULL;
	size_t n = 0;
	int rc = repo_new(p->repo, &p->tip, &p->base->id, &ids, &n, err);

	if (named && owners_account(j->owners, p->account).n == 0) {
		j->commit.id = p->tip;
		tell_who(j, "G206", p->account);
		n = 0;
	} else if (rc == 0 && !named) {
		rc = signer_open(&signer, p->fs, p->repo, j->owners, err);
	}
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = judge_commit(j, &ids[i], named ? NULL : &signer, err);
	signer_close(&signer);
	mem_free(ids);
	return rc;
}

int
pushed_check(const struct pushed *pushed, struct err *err)
{
	struct judging j = {.p = pushed};
	struct oid tree;
	int rc;

	if (!pushed->base)
		return 0;
	rc = repo_subtree(pushed->repo, &pushed->base->tree, pushed->content,
	                  &tree, err);
	if (rc <= 0)
		return rc;
	arena_init(&j.arena);
	rc = owners_load(&j.owners, pushed->repo, &tree, pushed->content,
	                 pushed->findings, err);
	if (rc == 0 && j.owners)
		rc = judge_all(&j, err);
	owners_free(j.owners);
	map_release(&j.told);
	buf_release(&j.person);
	arena_release(&j.arena);
	return rc;
}
