#include "build/check.h"
#include "build/origin.h"
#include "build/outlook.h"
#include "build/stray.h"
#include "cmd/cmd.h"
#include "cmd/commission.h"
#include "cmd/outlook_text.h"
#include "cmd/remote.h"
#include "model/date.h"
#include "repo/command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum { OPT_YES = 256, OPT_NO_PUSH, OPT_REPO, OPT_CONTENT };

static const struct option options[] = {
    {"message", required_argument, NULL, 'm'},
    {"yes", no_argument, NULL, OPT_YES},
    {"no-push", no_argument, NULL, OPT_NO_PUSH},
    {"repo", required_argument, NULL, OPT_REPO},
    {"content", required_argument, NULL, OPT_CONTENT},
    {0}};

struct settings {
	struct check_options check;
	const char *message;
	bool yes;
	bool no_push;
	enum lang lang;
};

struct publication {
	const struct settings *s;
	struct check_options check; /* of tree */
	struct repo *repo;
	const char *folder; /* of the content, "." for the whole tree */
	struct commit head; /* what is committed comes after it */
	struct oid tree;    /* what is checked, shown and committed */
	struct oid work;    /* all that lies in the work tree */
	struct remote remote;
	struct origin origin;
	struct outlook outlook;
	struct arena arena;
};

/* HEAD with the content as it lies in the work tree at this moment. */
static int
take(struct publication *p, struct oid *tree, struct err *err)
{
	int rc = repo_worktree(p->repo, &p->work, err);

	*tree = p->head.tree;
	return rc < 0 ? rc
	              : repo_take_folder(p->repo, tree, &p->work,
	                                 strcmp(p->folder, ".") ? p->folder
	                                                        : "",
	                                 err);
}

static int
begin(struct publication *p, struct err *err)
{
	const struct build_options *build = &p->s->check.build;
	int rc = repo_open(build->repo ? build->repo : ".", &p->repo, err);

	p->folder = build->content ? build->content : "content";
	p->check = p->s->check;
	p->check.build.tree = &p->tree;
	if (rc == 0 && repo_in_between(p->repo))
		rc = err_set(err, ERR_USAGE,
		             "a merge or a rebase has not ended: mend the "
		             "files, git add FILE, git rebase --continue (git "
		             "commit for a merge); or give it up: git rebase "
		             "--abort (git merge --abort); then publish");
	if (rc == 0)
		rc = commission_ready(p->repo, err);
	if (rc == 0)
		rc = repo_resolve(p->repo, "HEAD", &p->head, err);
	if (rc == 0)
		rc = remote_look(&p->remote, p->repo, &p->head, err);
	return rc < 0 ? rc : take(p, &p->tree, err);
}

/* Errors in what would be published stop everything. */
static int
check(struct publication *p, struct err *err)
{
	struct finding_list findings;
	struct check_result result;
	int rc;

	finding_list_init(&findings, &p->arena);
	rc = check_run(&p->check, &findings, &result, err);
	/* Beside the content nothing is committed, and so not checked. */
	if (rc == 0)
		rc = stray_check(p->repo, &p->tree, &p->work,
		                 str_from(strcmp(p->folder, ".") ? p->folder
		                                                 : ""),
		                 &findings, err);
	if (findings.n)
		cmd_findings(stderr, &findings, p->s->lang, FINDING_FULL, 50);
	if (rc == 0 && findings.errors)
		rc = ERR_CONTENT;
	if (rc == ERR_CONTENT)
		fputs(p->s->lang == LANG_ZH
		          ? "改好后再运行 gongshi publish\n"
		          : "mend it and run gongshi publish again\n",
		      stderr);
	return rc;
}

/* What the tree makes of the site of an older one; of none, when NULL. */
static int
compare(struct publication *p, const struct oid *older,
        struct outlook *outlook, struct err *err)
{
	struct oid old;
	int rc = older ? repo_subtree(p->origin.repo, older,
	                              p->origin.content, &old, err)
	               : 0;

	return rc < 0 ? rc
	              : outlook_between(outlook, &p->arena, p->origin.repo,
	                                &p->origin.config.set,
	                                rc ? &old : NULL,
	                                &p->origin.config.content,
	                                p->origin.as_of, err);
}

static int
look(struct publication *p, struct err *err)
{
	struct finding_list quiet;
	int rc;

	finding_list_init(&quiet, &p->arena);
	origin_init(&p->origin, &p->check.build);
	rc = origin_open(&p->origin, err);
	if (rc == 0)
		rc = origin_find(&p->origin, err);
	if (rc == 0)
		rc = origin_settings(&p->origin, &quiet, err);
	return rc < 0 ? rc
	              : compare(p, p->remote.fresh ? NULL
	                                           : &p->remote.base.tree,
	                        &p->outlook, err);
}

static void
show(struct publication *p)
{
	struct buf b = {0};

	outlook_text(&p->outlook, &p->arena, p->s->lang, &b);
	fwrite(b.p, 1, b.n, stdout);
	fflush(stdout);
	buf_release(&b);
}

/* A clerk says yes; without a terminal, only the option does. */
static bool
agrees(const struct settings *s)
{
	char answer[16];

	if (s->yes)
		return true;
	fputs(s->lang == LANG_ZH ? "继续发布？[y/N] " : "publish? [y/N] ",
	      stderr);
	return fgets(answer, sizeof answer, stdin) &&
	       (answer[0] == 'y' || answer[0] == 'Y');
}

/* What the commit says when the clerk says nothing. */
static struct str
message_of(struct publication *p, const struct outlook *outlook)
{
	static const char *const words[LANGS][OUTLOOK_SORTS] = {
	    {"新增 %zu", "修改 %zu", "删除 %zu", "待公开 %zu", ""},
	    {"%zu added", "%zu changed", "%zu removed", "%zu for later", ""}};
	bool zh = p->s->lang == LANG_ZH;
	struct buf b = {0};
	struct str message;

	if (p->s->message)
		return str_from(p->s->message);
	buf_adds(&b, zh ? "公开：" : "publish: ");
	for (size_t i = 0, n = 0; i < OUTLOOK_UNREAD; i++) {
		if (outlook->of[i] == 0)
			continue;
		if (n++)
			buf_adds(&b, zh ? "，" : ", ");
		buf_fmt(&b, words[p->s->lang][i], outlook->of[i]);
	}
	if (outlook->records == 0)
		buf_fmt(&b, zh ? "其他文件 %zu" : "%zu other files",
		        outlook->others);
	message = arena_fmt(&p->arena, "%.*s", STR_ARG(buf_str(&b)));
	buf_release(&b);
	return message;
}

/* ------------------------------------------------------------- send */

/* Files that were changed after they were shown are not published. */
static int
tell_later(struct publication *p, struct err *err)
{
	struct oid now;
	int rc = take(p, &now, err);

	if (rc == 0 && !oid_eq(&now, &p->tree))
		fputs(p->s->lang == LANG_ZH
		          ? "提交的是刚才显示的内容；之后的改动还没有发布，"
		            "请再运行 gongshi publish\n"
		          : "what was shown is committed; later edits are "
		            "not: run gongshi publish again\n",
		      stderr);
	return rc;
}

/* The message counts what this commit changes; what was shown also counts
 * the commits that wait. */
static int
commit(struct publication *p, struct err *err)
{
	struct commission commission = {.repo = p->repo,
	                                .head = &p->head.id,
	                                .tree = &p->tree,
	                                .folder = p->folder};
	struct outlook own;
	int rc = compare(p, &p->head.tree, &own, err);

	if (rc < 0)
		return rc;
	commission.message = message_of(p, &own);
	rc = commission_run(&commission, err);
	return rc < 0 ? rc : tell_later(p, err);
}

/* The first push of a branch also says where later ones go.  What git would
 * advise when a colleague was first is said here, in the user's language. */
static int
push(struct publication *p, struct err *err)
{
	static const char *const argv[] = {
	    "git", "-c", "push.autoSetupRemote=true",
	    "-c", "advice.pushUpdateRejected=false", "push", NULL};
	const struct command git = {.dir = repo_workdir(p->repo),
	                            .show = true};
	int rc = command_run(&git, argv, NULL, err);

	return rc == ERR_GIT
	           ? err_set(err, ERR_GIT,
	                     "committed, and not pushed, see above; mend "
	                     "it, or where a colleague was first, git pull "
	                     "--rebase (if it stops: mend the files, git add "
	                     "FILE, git rebase --continue; or give it up: "
	                     "git rebase --abort); then run gongshi publish "
	                     "again")
	           : rc;
}

/* Where the way ends: nothing to push, no wish to, no server. */
static int
send(struct publication *p, bool changed, struct err *err)
{
	bool zh = p->s->lang == LANG_ZH;
	bool here = p->s->no_push || !p->remote.there;
	int rc = changed ? commit(p, err) : 0;

	if (rc == 0 && !here)
		rc = push(p, err);
	if (rc < 0)
		return rc;
	if (!here && !changed)
		fputs(zh ? "已推送\n" : "pushed\n", stderr);
	else if (!here)
		fputs(zh ? "已提交并推送\n" : "committed and pushed\n",
		      stderr);
	else if (p->s->no_push)
		fputs(zh ? "已提交，尚未推送\n"
		         : "committed, not pushed yet\n",
		      stderr);
	else
		fputs(zh ? "已提交。还没有设置服务器，公众看不到：git remote "
		           "add origin 地址，再运行 gongshi publish\n"
		         : "committed. No server is set up, so that nothing "
		           "is public: git remote add origin ADDRESS, then "
		           "gongshi publish\n",
		      stderr);
	return 0;
}

static int
publish(struct publication *p, struct err *err)
{
	bool changed, waiting;
	int rc = begin(p, err);

	if (rc == 0)
		rc = check(p, err);
	if (rc == 0)
		rc = look(p, err);
	if (rc < 0)
		return rc;
	show(p);
	changed = !oid_eq(&p->tree, &p->head.tree);
	waiting = p->remote.waiting && !p->s->no_push;
	if (waiting)
		fputs(p->s->lang == LANG_ZH
		          ? "有已提交的改动还没有推送，这次一起推送\n"
		          : "commits that were not pushed go along\n",
		      stderr);
	if (!changed && !waiting)
		return 0;
	return agrees(p->s) ? send(p, changed, err) : ERR_CONTENT;
}

static int
run(const struct settings *s)
{
	struct publication p = {.s = s};
	struct err err = {0};
	int rc;

	arena_init(&p.arena);
	rc = publish(&p, &err);
	if (p.origin.options)
		origin_close(&p.origin);
	repo_close(p.repo);
	arena_release(&p.arena);
	if (rc != ERR_CONTENT)
		return rc < 0 ? cmd_fail(s->lang, &err) : EXIT_DONE;
	fputs(s->lang == LANG_ZH ? "没有提交\n" : "nothing was committed\n",
	      stderr);
	return EXIT_FINDINGS;
}

int
cmd_publish(int argc, char **argv, enum lang lang)
{
	struct settings s = {.check = {.build = {.as_of = DATE_NONE,
	                                         .source = BUILD_WORKTREE},
	                               .since = "HEAD"},
	                     .lang = lang};
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "m:", options, NULL)) != -1) {
		if (c == 'm')
			s.message = optarg;
		else if (c == OPT_YES)
			s.yes = true;
		else if (c == OPT_NO_PUSH)
			s.no_push = true;
		else if (c == OPT_REPO)
			s.check.build.repo = optarg;
		else if (c == OPT_CONTENT)
			s.check.build.content = optarg;
		else
			return cmd_usage(lang, "publish", argv[optind - 1]);
	}
	if (optind < argc)
		return cmd_usage(lang, "publish", argv[optind]);
	return run(&s);
}
