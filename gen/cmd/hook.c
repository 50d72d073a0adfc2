#include "cmd/hook.h"

#include "base/mem.h"
#include "base/vec.h"
#include "build/build.h"
#include "build/check.h"
#include "build/pushed.h"
#include "cmd/cmd.h"
#include "cmd/hook_news.h"
#include "cmd/hub.h"
#include "model/date.h"
#include "text/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MOST 4096
#define FINDINGS_MOST 8 /* about a screen */
#define WAIT 600000u       /* ms that a build waits for another */
#define WAIT_CHECK 20000u  /* ms that a check waits for a build */

/* One line that git gives to its hooks. */
struct update {
	struct oid old;
	struct oid now;
	struct str ref;
};

struct receive {
	struct hub hub;
	struct arena arena;
	struct finding_list findings;
	struct VEC(struct update) update;
	enum lang lang;
};

/* ---------------------------------------------------------- receive */

static int
read_updates(struct receive *r, struct err *err)
{
	char line[LINE_MOST];

	while (fgets(line, sizeof line, stdin)) {
		struct str rest = str_trim(str_from(line));
		struct str old = str_cut(&rest, ' ');
		struct str now = str_cut(&rest, ' ');
		struct update u = {.ref = arena_str(&r->arena, rest)};

		if (!oid_parse(old, &u.old) || !oid_parse(now, &u.now))
			return err_set(err, ERR_USAGE,
			               "git gives lines of two ids and a "
			               "name to this command");
		vec_push(&r->update, u);
	}
	return 0;
}

/* What the commit's site.yaml says under a name, or nothing. */
static struct str
site_setting(struct receive *r, const struct oid *commit, struct str name)
{
	struct commit c;
	struct oid tree;
	struct oid file;
	struct buf bytes = {0};
	struct yaml_node *root = NULL;
	struct yaml_error bad;
	const struct yaml_node *node;

	if (repo_commit(r->hub.repo, commit, &c, NULL) == 0 &&
	    repo_subtree(r->hub.repo, &c.tree, hub_content(&r->hub), &tree,
	                 NULL) == 1 &&
	    repo_file(r->hub.repo, &tree, STR("site.yaml"), &file, NULL) ==
	        1 &&
	    repo_blob(r->hub.repo, &file, &bytes, NULL) == 0)
		yaml_parse(&r->arena, buf_str(&bytes), 1, YAML_FRONT_MAX,
		           &root, &bad);
	buf_release(&bytes);
	node = yaml_get(root, name);
	return node && node->type == YAML_TEXT ? node->text : STR("");
}

/* Of the environment when somebody chose it there, else the site's. */
static void
choose_language(struct receive *r, const struct oid *commit)
{
	struct str name;

	if (getenv("GONGSHI_LANG"))
		return;
	name = site_setting(r, commit, STR("language"));
	lang_parse(name, &r->lang);
}

static bool
is_published(const struct receive *r, const struct update *u)
{
	return str_eq(u->ref, str_from(r->hub.branch.p));
}

/* ------------------------------------------------------ pre-receive */

static void
refuse_ref(struct receive *r, const struct update *u, const char *code)
{
	struct finding_place place = {.path = u->ref};

	finding_add(&r->findings, code, &place, NULL);
}

/* The published line only grows, by its first parents. */
static int
judge_line(struct receive *r, const struct update *u, struct err *err)
{
	struct oid *ids = NULL;
	size_t n = 0;
	bool met = true;
	bool grows = false;
	int rc = repo_line(r->hub.repo, &u->now, &u->old, &ids, &n, &met,
	                   err);

	mem_free(ids);
	if (rc < 0 || met)
		return rc;
	rc = repo_bases(r->hub.repo, &u->now, &u->old, &ids, &n, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		grows |= oid_eq(&ids[i], &u->old);
	mem_free(ids);
	refuse_ref(r, u, grows ? "G203" : "G202");
	return rc;
}

/* What git tells its hooks of a signed push; whose it is, we find out. */
static void
take_certificate(struct pushed *pushed)
{
	const char *id = getenv("GIT_PUSH_CERT");
	const char *status = getenv("GIT_PUSH_CERT_NONCE_STATUS");

	if (id && oid_parse(str_from(id), &pushed->certificate))
		pushed->fresh = status && strcmp(status, "OK") == 0;
}

/* May who pushes move this name, and change what it changes? */
static int
judge_pusher(struct receive *r, const struct update *u,
             const struct commit *base, struct err *err)
{
	const char *account = getenv("GONGSHI_USER");
	struct fs fs = fs_real();
	struct pushed pushed = {.repo = r->hub.repo,
	                        .fs = &fs,
	                        .content = hub_content(&r->hub),
	                        .base = base,
	                        .published = str_from(r->hub.branch.p),
	                        .ref = u->ref,
	                        .old = u->old,
	                        .tip = u->now,
	                        .most = r->hub.most,
	                        .findings = &r->findings};

	if (!account)
		account = getenv("REMOTE_USER");
	pushed.account = str_from(account);
	take_certificate(&pushed);
	return pushed_check(&pushed, err);
}

static int
judge_content(struct receive *r, const struct update *u, struct err *err)
{
	char now[2 * OID_SIZE + 1];
	char old[2 * OID_SIZE + 1];
	struct check_result result;
	struct check_options options = {
	    .build = {.hook = true,
	              .wait = WAIT_CHECK,
	              .rev = now,
	              .content = r->hub.content.p,
	              .output = r->hub.output.p,
	              .as_of = DATE_NONE}};

	oid_hex(&u->now, now);
	oid_hex(&u->old, old);
	if (!oid_is_zero(&u->old))
		options.since = old;
	return check_run(&options, &r->findings, &result, err);
}

static int
judge_published(struct receive *r, const struct update *u,
                const struct commit *base, struct err *err)
{
	int rc = 0;

	if (oid_is_zero(&u->now)) {
		refuse_ref(r, u, "G201");
		return 0;
	}
	if (!oid_is_zero(&u->old))
		rc = judge_line(r, u, err);
	if (rc == 0 && r->findings.errors == 0)
		rc = judge_pusher(r, u, base, err);
	if (rc == 0 && r->findings.errors == 0)
		rc = judge_content(r, u, err);
	return rc;
}

static int
judge(struct receive *r, const struct update *u, struct err *err)
{
	struct commit tip;
	bool some = repo_resolve(r->hub.repo, r->hub.branch.p, &tip, NULL) == 0;
	const struct commit *base = some ? &tip : NULL;

	choose_language(r, oid_is_zero(&u->now) ? &u->old : &u->now);
	return is_published(r, u) ? judge_published(r, u, base, err)
	                          : judge_pusher(r, u, base, err);
}

static int
pre_receive(struct receive *r, struct err *err)
{
	int rc = repo_open_env(&r->hub.repo, err);

	if (rc == 0)
		rc = hub_load(&r->hub, err);
	for (size_t i = 0; rc == 0 && i < r->update.n; i++)
		rc = judge(r, &r->update.v[i], err);
	return rc;
}

/* ----------------------------------------------------- post-receive */

/* out: *as_of, the day that the site stands at */
static int
build(struct receive *r, int32_t *as_of, struct err *err)
{
	struct build_result result = {0};
	struct build_options options = {.rev = r->hub.branch.p,
	                                .repo = repo_folder(r->hub.repo),
	                                .content = r->hub.content.p,
	                                .output = r->hub.output.p,
	                                .wait = WAIT,
	                                .as_of = DATE_NONE};
	int rc = build_run(&options, &r->findings, &result, err);

	*as_of = result.as_of;
	mem_free(result.output);
	return rc;
}

/* Lest who pushed another name believes that it is public. */
static void
tell_other(struct receive *r)
{
	struct str own = str_from(r->hub.branch.p);

	if (r->update.n == 0)
		return;
	choose_language(r, &r->update.v[0].now);
	fprintf(stderr,
	        r->lang == LANG_ZH
	            ? "推送的是 %.*s，公开的是 %.*s：网站没有变化\n"
	            : "%.*s was pushed and %.*s is what is published: the "
	              "site has not changed\n",
	        STR_ARG(r->update.v[0].ref), STR_ARG(own));
}

/* The objects are where they belong now. */
static int
post_receive(struct receive *r, struct err *err)
{
	const struct update *published = NULL;
	int32_t as_of;
	int rc;

	unsetenv("GIT_QUARANTINE_PATH");
	unsetenv("GIT_OBJECT_DIRECTORY");
	unsetenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");
	rc = repo_open_env(&r->hub.repo, err);
	if (rc == 0)
		rc = hub_load(&r->hub, err);
	for (size_t i = 0; rc == 0 && i < r->update.n; i++)
		if (is_published(r, &r->update.v[i]))
			published = &r->update.v[i];
	if (rc == 0 && !published)
		tell_other(r);
	if (rc < 0 || !published)
		return rc;
	choose_language(r, &published->now);
	rc = build(r, &as_of, err);
	return rc < 0 ? rc
	              : hook_news(&r->hub, &published->old, &published->now,
	                          as_of, r->lang, err);
}

/* -------------------------------------------------------------- run */

static int
run(int (*hook)(struct receive *r, struct err *err), enum lang lang)
{
	struct receive r = {.lang = lang};
	struct err err = {0};
	int code = EXIT_DONE;
	int rc;

	arena_init(&r.arena);
	finding_list_init(&r.findings, &r.arena);
	rc = read_updates(&r, &err);
	if (rc == 0)
		rc = hook(&r, &err);
	/* Warnings were told before the push was accepted. */
	if (r.findings.n && (hook == pre_receive || r.findings.errors))
		cmd_findings(stderr, &r.findings, r.lang, FINDING_FULL,
		             FINDINGS_MOST);
	if (rc < 0 && rc != ERR_CONTENT)
		code = cmd_fail(r.lang, &err);
	else if (r.findings.errors)
		code = EXIT_FINDINGS;
	if (hook == pre_receive && code != EXIT_DONE)
		fputs(r.lang == LANG_ZH ? "没有接收，公开的内容没有变化\n"
		                        : "not accepted; nothing public has "
		                          "changed\n",
		      stderr);
	if (hook == pre_receive && code == EXIT_FINDINGS)
		fputs(r.lang == LANG_ZH
		          ? "按“改法”改好，提交后再推送一次\n"
		          : "mend it as said under help, commit and push "
		            "again\n",
		      stderr);
	hub_release(&r.hub);
	vec_release(&r.update);
	arena_release(&r.arena);
	return code;
}

int
cmd_hook(int argc, char **argv, enum lang lang)
{
	if (argc > 1 && strcmp(argv[1], "install") == 0)
		return hook_install(argc - 1, argv + 1, lang);
	if (argc == 2 && strcmp(argv[1], "pre-receive") == 0)
		return run(pre_receive, lang);
	if (argc == 2 && strcmp(argv[1], "post-receive") == 0)
		return run(post_receive, lang);
	return cmd_usage(lang, "hook", argc > 1 ? argv[1] : NULL);
}
