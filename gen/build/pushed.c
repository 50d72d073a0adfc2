#include "build/pushed.h"

#include "base/map.h"
#include "base/mem.h"
#include "build/asserted.h"
#include "build/brought.h"
#include "build/certificate.h"
#include "build/merged.h"
#include "build/signer.h"

#define SHORT 10 /* digits of a commit's id in messages */
#define ENOUGH 200 /* findings after which nobody reads on */

/* What may be pushed to. */
enum name {
	NAME_PUBLISHED,
	NAME_BRANCH,
	NAME_TAG,
	NAME_REFUSED
};

struct judging {
	const struct pushed *p;
	enum name name;
	bool again; /* by the owners that are pushed, what changes them */
	struct owners *owners;
	struct arena arena;
	struct asserted *asserted; /* of the base; NULL: not asked yet */
	struct map told; /* paths with a finding */
	struct buf pusher; /* who answers for all, or empty */
	struct buf person;
	/* The commit at hand. */
	struct commit commit;
	struct merged side; /* its parents, and the one it is compared with */
	const struct delta *delta;
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
	tell(j, code, owners_file(j->owners), who, STR(""));
}

/* Who may change owners.yaml may have everything. */
static bool
rules_all(struct judging *j)
{
	return j->owners && j->pusher.n &&
	       owners_may_all(j->owners, buf_str(&j->pusher));
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

/* ---------------------------------------------------------- commits */

/* A path of the repository as one below the content folder, or empty. */
static struct str
inner(const struct judging *j, struct str path)
{
	struct str content = j->p->content;

	if (content.n == 0)
		return path;
	return str_starts(path, content) && path.n > content.n &&
	               path.p[content.n] == '/'
	           ? str_sub(path, content.n + 1, path.n)
	           : STR("");
}

static int
on_asserted(void *ctx, struct str record, struct str path)
{
	struct judging *j = ctx;
	struct str content = j->p->content;
	struct finding_place place = {.path = j->delta->path};
	struct str who = arena_str(&j->arena, buf_str(&j->person));
	struct str full =
	    arena_fmt(&j->arena, "%.*s%s%.*s", STR_ARG(content),
	              content.n ? "/" : "", STR_ARG(path));
	struct buf names = {0};
	struct str key = arena_fmt(&j->arena, "%.*s %.*s",
	                           STR_ARG(place.path), STR_ARG(record));

	if (owners_may(j->owners, who, full) || map_put(&j->told, key, j))
		return 0;
	owners_names(j->owners, full, &names);
	finding_add(j->p->findings, "G218", &place,
	            (struct str[FINDING_ARGS]){who, record, buf_str(&names)});
	buf_release(&names);
	return 0;
}

/* What a file of his own says of another's. */
static int
judge_asserted(struct judging *j, const struct delta *delta, struct err *err)
{
	const struct pushed *p = j->p;
	const struct oid none = {{0}};
	struct commit tip;
	int rc = 0;

	if (owners_may_all(j->owners, buf_str(&j->person)))
		return 0;
	rc = merged_takes_over(&j->side, delta, err);
	if (rc != 0)
		return rc;
	if (!j->asserted) {
		j->asserted = mem_zalloc(1, sizeof *j->asserted);
		rc = repo_commit(p->repo, &p->tip, &tip, err);
		if (rc == 0)
			rc = asserted_open(j->asserted, p->repo,
			                   &p->base->tree, &tip.tree,
			                   p->content, err);
	}
	j->delta = delta;
	return rc < 0 ? rc
	              : asserted_each(j->asserted, inner(j, delta->path),
	                              &delta->old,
	                              delta->mode == MODE_FILE ? &delta->now
	                                                       : &none,
	                              on_asserted, j, err);
}

static int
on_delta(void *ctx, const struct delta *delta, struct err *err)
{
	struct judging *j = ctx;
	int rc = 0;

	if (j->p->findings->errors >= ENOUGH ||
	    (j->again && !str_eq(delta->path, owners_file(j->owners))))
		return 0;
	if (owners_may(j->owners, buf_str(&j->person), delta->path)) {
		rc = j->again ? 0 : judge_asserted(j, delta, err);
		return rc < 0 ? rc : 0;
	}
	rc = merged_takes_over(&j->side, delta, err);
	if (rc == 0)
		refuse(j, delta->path);
	return rc < 0 ? rc : 0;
}

static int
judge_paths(struct judging *j, struct err *err)
{
	struct merged *m = &j->side;
	struct commit parent;
	int rc = 0;

	if (m->parents == 0)
		return diff_trees(m->repo, NULL, &j->commit.tree, on_delta, j,
		                  err);
	for (m->against = 0; rc == 0 && m->against < m->parents;
	     m->against++) {
		rc = repo_commit(m->repo, &m->parent[m->against], &parent,
		                 err);
		if (rc == 0)
			rc = diff_trees(m->repo, &parent.tree,
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

/* out: 1, owners.yaml is another one than in each parent */
static int
changes_owners(struct judging *j, struct err *err)
{
	struct repo *repo = j->p->repo;
	struct str path = owners_file(j->owners);
	struct oid now;
	struct oid old;
	bool other = true;
	int rc = merged_file(repo, &j->commit.id, path, &now, err);

	for (size_t i = 0; rc == 0 && other && i < j->side.parents; i++) {
		rc = merged_file(repo, &j->side.parent[i], path, &old, err);
		other = !oid_eq(&now, &old);
	}
	return rc < 0 ? rc : other;
}

static int
judge_change(struct judging *j, struct signer *signer, struct err *err)
{
	int rc = j->again ? changes_owners(j, err) : 1;

	if (rc <= 0)
		return rc;
	rc = find_person(j, signer, err);
	if (rc == 0 && j->person.n == 0)
		tell_who(j, "G205", short_name(j));
	else if (rc == 0 && j->name == NAME_PUBLISHED)
		rc = judge_paths(j, err);
	return rc;
}

static int
judge_commit(struct judging *j, const struct oid *id, struct signer *signer,
             struct err *err)
{
	struct merged *m = &j->side;
	int rc = repo_commit(m->repo, id, &j->commit, err);

	if (rc == 0)
		rc = repo_parents(m->repo, id, &m->parent, &m->parents, err);
	if (rc == 0)
		rc = judge_change(j, signer, err);
	mem_free(m->parent);
	m->parent = NULL;
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
	if (!certificate_covers(c, &p->old, &p->tip, p->ref))
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

	if (!take_account(j))
		return 0;
	if (is_signed)
		rc = take_certificate(j, signer, err);
	else if (owners_want_signed_push(j->owners))
		tell(j, "G211", j->p->ref, STR(""), STR(""));
	return rc < 0 ? rc : j->p->findings->errors == errors;
}

/* A tag, and a branch that brings nothing: who pushes is all there is. */
static bool
may_name(struct judging *j)
{
	struct buf names = {0};

	if (!j->owners || j->name == NAME_PUBLISHED)
		return true;
	if (j->pusher.n == 0) {
		tell(j, "G215", j->p->ref, STR(""), STR(""));
	} else if (j->name == NAME_TAG && !rules_all(j)) {
		owners_names(j->owners, owners_file(j->owners), &names);
		tell(j, "G216", j->p->ref,
		     arena_str(&j->arena, buf_str(&j->pusher)),
		     arena_str(&j->arena, buf_str(&names)));
		buf_release(&names);
		return false;
	}
	return j->pusher.n > 0;
}

/* Not more than one push may bring? */
static bool
is_few(struct judging *j, size_t n)
{
	size_t most = j->p->most;

	if (n <= most || j->again || rules_all(j))
		return true;
	tell(j, "G214", j->p->ref, arena_fmt(&j->arena, "%zu", n),
	     arena_fmt(&j->arena, "%zu", most));
	return false;
}

static int
judge_commits(struct judging *j, struct signer *signer, struct err *err)
{
	const struct pushed *p = j->p;
	bool asked = j->owners && j->name == NAME_TAG;
	struct oid *ids = NULL;
	size_t n = 0;
	int rc = 0;

	if (!asked && !oid_is_zero(&p->tip))
		rc = repo_new(p->repo, &p->tip,
		              p->base ? &p->base->id : NULL, &ids, &n, err);
	if (rc == 0 && is_few(j, n) && (n || may_name(j)))
		for (size_t i = 0; rc == 0 && j->owners && i < n; i++)
			rc = judge_commit(j, &ids[i], signer, err);
	mem_free(ids);
	return rc;
}

static int
judge_all(struct judging *j, struct err *err)
{
	const struct pushed *p = j->p;
	bool known = p->account.n && oid_is_zero(&p->certificate);
	struct signer signer = {0};
	int rc = known || !j->owners
	             ? 0
	             : signer_open(&signer, p->fs, p->repo, j->owners, err);

	if (rc == 0)
		rc = j->owners ? find_pusher(j, &signer, err) : 1;
	if (rc > 0)
		rc = judge_commits(j, &signer, err);
	signer_close(&signer);
	return rc;
}

static enum name
name_of(const struct pushed *p)
{
	const struct str heads = STR("refs/heads/");
	const struct str tags = STR("refs/tags/");
	struct str own = p->published;

	if (str_eq(p->ref, own))
		return NAME_PUBLISHED;
	if (str_starts(p->ref, heads))
		return NAME_BRANCH;
	own = str_sub(own, str_starts(own, heads) ? heads.n : 0, own.n);
	return str_starts(p->ref, tags) &&
	               !str_eq(str_sub(p->ref, tags.n, p->ref.n), own)
	           ? NAME_TAG
	           : NAME_REFUSED;
}

static void
end(struct judging *j)
{
	if (j->asserted)
		asserted_close(j->asserted);
	mem_free(j->asserted);
	owners_free(j->owners);
	map_release(&j->told);
	buf_release(&j->pusher);
	buf_release(&j->person);
	arena_release(&j->arena);
}

/* The content folder of a commit, and what owners.yaml is in it. */
static int
find_owners(const struct pushed *p, const struct oid *commit,
            struct oid *tree, struct oid *file, struct err *err)
{
	struct commit c;
	int rc = repo_commit(p->repo, commit, &c, err);

	*file = (struct oid){{0}};
	if (rc == 0)
		rc = repo_subtree(p->repo, &c.tree, p->content, tree, err);
	if (rc > 0)
		rc = repo_file(p->repo, tree, STR("owners.yaml"), file, err);
	return rc;
}

/*
 * Other owners than before: would they take this very change from those who
 * made it?  Mistakes in the file are found with those of the content.
 */
static int
judge_again(struct judging *was, struct err *err)
{
	struct pushed pushed = *was->p;
	struct judging j = {
	    .p = &pushed,
	    .name = NAME_PUBLISHED,
	    .again = true,
	    .side.repo = pushed.repo};
	struct finding_list quiet;
	struct oid tree;
	struct oid now;
	struct oid old = {{0}};
	int rc = pushed.base ? find_owners(&pushed, &pushed.base->id, &tree,
	                                   &old, err)
	                     : 0;

	if (rc >= 0)
		rc = find_owners(&pushed, &pushed.tip, &tree, &now, err);
	if (rc <= 0 || oid_eq(&old, &now))
		return rc < 0 ? rc : 0;
	arena_init(&j.arena);
	finding_list_init(&quiet, &j.arena);
	pushed.findings = &quiet;
	rc = owners_load(&j.owners, pushed.repo, &tree, pushed.content,
	                 &quiet, err);
	if (rc == 0)
		rc = judge_all(&j, err);
	if (rc == 0 && quiet.errors) {
		pushed.findings = was->p->findings;
		tell_who(&j, "G217", str_from(quiet.v[0].code));
	}
	end(&j);
	if (rc != ERR_CONTENT)
		return rc;
	if (err)
		*err = (struct err){0};
	return 0;
}

/* What the tip holds, and whether who answers for it may bring that. */
static struct brought
brought_of(const struct judging *j)
{
	const struct pushed *p = j->p;
	struct str who = buf_str(j->pusher.n ? &j->pusher : &j->person);

	return (struct brought){
	    .repo = p->repo,
	    .tip = &p->tip,
	    .base = p->base,
	    .first = !p->base && j->name == NAME_PUBLISHED,
	    .hooks = j->owners && who.n && owners_may_all(j->owners, who),
	    .findings = p->findings};
}

static int
judge_brought(struct judging *j, struct err *err)
{
	struct brought brought = brought_of(j);

	return brought_check(&brought, err);
}

static int
judge_bounds(struct judging *j, struct err *err)
{
	struct brought brought = brought_of(j);

	return brought_bounds(&brought, err);
}

static int
judge_push(struct judging *j, struct err *err)
{
	const struct pushed *p = j->p;
	size_t errors = p->findings->errors;
	struct oid tree;
	int rc = 0;

	j->commit.id = p->tip;
	if (j->name == NAME_REFUSED)
		tell(j, "G213", p->ref, p->ref, p->published);
	else
		rc = judge_bounds(j, err);
	if (rc == 0 && p->base && j->name != NAME_REFUSED)
		rc = repo_subtree(p->repo, &p->base->tree, p->content, &tree,
		                  err);
	if (rc > 0)
		rc = owners_load(&j->owners, p->repo, &tree, p->content,
		                 p->findings, err);
	if (rc == 0 && !j->owners && j->name == NAME_TAG &&
	    !oid_is_zero(&p->old))
		tell(j, "G219", p->ref, STR(""), STR(""));
	if (rc == 0 && p->base && j->name != NAME_REFUSED)
		rc = judge_all(j, err);
	if (rc == 0 && j->name != NAME_REFUSED)
		rc = judge_brought(j, err);
	if (rc == 0 && j->name == NAME_PUBLISHED &&
	    p->findings->errors == errors)
		rc = judge_again(j, err);
	return rc;
}

int
pushed_check(const struct pushed *pushed, struct err *err)
{
	struct judging j = {.p = pushed,
	                    .name = name_of(pushed),
	                    .side.repo = pushed->repo};
	int rc;

	arena_init(&j.arena);
	rc = judge_push(&j, err);
	end(&j);
	return rc;
}
