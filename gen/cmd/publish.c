#include "build/check.h"
#include "build/origin.h"
#include "build/outlook.h"
#include "cmd/cmd.h"
#include "cmd/outlook_text.h"
#include "model/date.h"
#include "os/process.h"

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
	struct origin origin;
	struct outlook outlook;
	struct arena arena;
	const char *dir; /* the work tree */
};

/* Errors in what would be published stop everything. */
static int
check(const struct settings *s)
{
	struct finding_list findings;
	struct check_result result;
	struct arena a;
	struct err err = {0};
	int code = EXIT_DONE;
	int rc;

	arena_init(&a);
	finding_list_init(&findings, &a);
	rc = check_run(&s->check, &findings, &result, &err);
	if (findings.n)
		cmd_findings(stderr, &findings, s->lang, FINDING_FULL, 50);
	if (rc < 0 && rc != ERR_CONTENT)
		code = cmd_fail(s->lang, &err);
	else if (findings.errors)
		code = EXIT_FINDINGS;
	arena_release(&a);
	return code;
}

static int
look(struct publication *p, struct err *err)
{
	struct finding_list quiet;
	struct oid old;
	int rc = origin_open(&p->origin, err);

	finding_list_init(&quiet, &p->arena);
	if (rc == 0)
		rc = origin_find(&p->origin, err);
	if (rc == 0)
		rc = origin_settings(&p->origin, &quiet, err);
	if (rc == 0)
		rc = repo_subtree(p->origin.repo, &p->origin.commit.tree,
		                  p->origin.content, &old, err);
	if (rc < 0)
		return rc;
	p->dir = repo_workdir(p->origin.repo);
	return outlook_between(&p->outlook, &p->arena, p->origin.repo,
	                       &p->origin.config.set, rc ? &old : NULL,
	                       &p->origin.config.content, err);
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
message_of(struct publication *p)
{
	size_t n[3] = {0};
	bool zh = p->s->lang == LANG_ZH;

	if (p->s->message)
		return str_from(p->s->message);
	for (size_t i = 0; i < p->outlook.records; i++)
		n[p->outlook.record[i].sort]++;
	return arena_fmt(&p->arena,
	                 zh ? "公开：新增 %zu，修改 %zu，删除 %zu"
	                    : "publish: %zu added, %zu changed, %zu removed",
	                 n[OUTLOOK_ADDED], n[OUTLOOK_CHANGED],
	                 n[OUTLOOK_REMOVED]);
}

/* Run git in the work tree; it speaks for itself. */
static int
git(struct publication *p, const char *const *argv, struct err *err)
{
	struct process process = {.argv = argv, .dir = p->dir, .show = true};
	int rc = process_run(&process, NULL, NULL, err);

	return rc > 0 ? err_set(err, ERR_GIT, "git %s ended with %d", argv[1],
	                        rc)
	              : rc;
}

static int
commit_and_push(struct publication *p, struct err *err)
{
	struct str content = p->origin.content;
	const char *folder = content.n ? content.p : ".";
	struct str message = message_of(p);
	const char *const add[] = {"git", "add", "-A", "--", folder, NULL};
	const char *const commit[] = {"git", "commit", "-q", "-m", message.p,
	                              "--", folder, NULL};
	const char *const push[] = {"git", "push", NULL};
	int rc = git(p, add, err);

	if (rc == 0)
		rc = git(p, commit, err);
	if (rc == 0 && !p->s->no_push)
		rc = git(p, push, err);
	return rc;
}

static int
publish(struct publication *p)
{
	bool zh = p->s->lang == LANG_ZH;
	struct err err = {0};
	int rc = look(p, &err);

	if (rc == 0) {
		show(p);
		if (p->outlook.records == 0 && p->outlook.others == 0)
			return EXIT_DONE;
		if (!agrees(p->s)) {
			fputs(zh ? "没有提交\n" : "nothing was committed\n",
			      stderr);
			return EXIT_FINDINGS;
		}
		rc = commit_and_push(p, &err);
	}
	if (rc < 0)
		return cmd_fail(p->s->lang, &err);
	if (p->s->no_push)
		fputs(zh ? "已提交，尚未推送\n"
		         : "committed, not pushed yet\n",
		      stderr);
	else
		fputs(zh ? "已提交并推送\n" : "committed and pushed\n",
		      stderr);
	return EXIT_DONE;
}

static int
run(const struct settings *s)
{
	struct publication p = {.s = s};
	int code = check(s);

	if (code != EXIT_DONE)
		return code;
	arena_init(&p.arena);
	origin_init(&p.origin, &s->check.build);
	code = publish(&p);
	origin_close(&p.origin);
	arena_release(&p.arena);
	return code;
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
