#include "build/pushed.h"

#include "base/map.h"
#include "base/mem.h"
#include "build/certificate.h"
#include "build/signer.h"
#include "repo/diff.h"

#define SHORT 10 /* digits of a commit's id in messages */

struct judging {
	const struct pushed *p;
	struct owners *owners;
	struct arena arena;
	struct map told; /* paths with a finding */
	struct buf pusher; /* who answers for all, or empty */
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

/* Who answers for the commit: the pusher, or the one who signed it. */
static int
find_person(struct judging *j, struct signer *signer, struct err *err)
{
	int rc = 0;

	buf_reset(&j->person);
	if (j->pusher.n)
		buf_add(&j->person, buf_str(&j->pusher));
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

/* ------------------------------------------------------------- push */

/* The account that the front names. */
static bool
take_account(struct judging *j)
{
	struct str account = j->p->account;
	struct str person = owners_account(j->owners, account);

	if (account.n && person.n == 0)
		tell_who(j, "G206", account);
	buf_add(&j->pusher, person);
	return !account.n || person.n;
}

/* What is wrong with the certificate, which `person` signed. */
static const char *
fault_of(struct judging *j, const struct certificate *c, struct str person)
{
	const struct pushed *p = j->p;

	if (person.n == 0)
		return "G208";
	if (!p->fresh)
		return "G209";
	if (!certificate_covers(c, &p->base->id, &p->tip, p->ref))
		return "G210";
	if (j->pusher.n && !str_eq(buf_str(&j->pusher), person))
		return "G212";
	return NULL;
}

/* Who signed the push as a whole. */
static int
take_certificate(struct judging *j, struct signer *signer, struct err *err)
{
	struct certificate c;
	const char *fault;
	struct buf bytes = {0};
	struct buf person = {0};
	int rc = repo_blob(j->p->repo, &j->p->certificate, &bytes, err);

	c = certificate_of(buf_str(&bytes));
	if (rc == 0)
		rc = signer_of_text(signer, c.signature, c.said, &person,
		                    err);
	fault = rc == 0 ? fault_of(j, &c, buf_str(&person)) : NULL;
	if (fault)
		tell(j, fault, j->p->ref, j->p->account,
		     arena_str(&j->arena, buf_str(&person)));
	buf_reset(&j->pusher);
	if (rc == 0 && !fault)
		buf_add(&j->pusher, buf_str(&person));
	buf_release(&person);
	buf_release(&bytes);
	return rc;
}

/*
 * Who answers for the push as a whole, if anybody.
 * out: 1, somebody or, for each commit, whoever signed it; 0, it is refused
 */
static int
find_pusher(struct judging *j, struct signer *signer, struct err *err)
{
	bool is_signed = !oid_is_zero(&j->p->certificate);
	size_t errors = j->p->findings->errors;
	int rc = 0;

	j->commit.id = j->p->tip;
	if (!take_account(j))
		return 0;
	if (is_signed)
		rc = take_certificate(j, signer, err);
	else if (owners_want_signed_push(j->owners))
		tell(j, "G211", j->p->ref, STR(""), STR(""));
	return rc < 0 ? rc : j->p->findings->errors == errors;
}

static int
judge_all(struct judging *j, struct err *err)
{
	const struct pushed *p = j->p;
	bool known = p->account.n && oid_is_zero(&p->certificate);
	struct signer signer = {0};
	struct oid *ids = NULL;
	size_t n = 0;
	int rc = known ? 0
	               : signer_open(&signer, p->fs, p->repo, j->owners, err);
	int whose = rc < 0 ? rc : find_pusher(j, &signer, err);

	if (whose > 0)
		rc = repo_new(p->repo, &p->tip, &p->base->id, &ids, &n, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = judge_commit(j, &ids[i], &signer, err);
	signer_close(&signer);
	mem_free(ids);
	return whose < 0 ? whose : rc;
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
	buf_release(&j.pusher);
	buf_release(&j.person);
	arena_release(&j.arena);
	return rc;
}
