#include "base/mem.h"
#include "build/origin.h"
#include "cmd/cmd.h"
#include "cmd/preview.h"
#include "model/date.h"
#include "os/process.h"
#include "os/trace.h"
#include "os/watch.h"

#include <getopt.h>
#include <stdio.h>

#define PORT 8080
#define SETTLE 8        /* ms: an editor's other files */
#define PATIENCE 20000u /* ms after which held requests are let go */

enum { OPT_AS_OF = 256, OPT_OPEN, OPT_REPO, OPT_CONTENT, OPT_THEME };

static const struct option options[] = {
    {"port", required_argument, NULL, 'p'},
    {"as-of", required_argument, NULL, OPT_AS_OF},
    {"open", no_argument, NULL, OPT_OPEN},
    {"repo", required_argument, NULL, OPT_REPO},
    {"content", required_argument, NULL, OPT_CONTENT},
    {"theme", required_argument, NULL, OPT_THEME},
    {0}};

struct serve {
	struct build_options build;
	unsigned port;
	bool open;
	enum lang lang;
	struct repo *repo;
	struct fs fs;
	struct oid tree; /* of the work tree, as last seen */
	struct oid head; /* the commit under it */
	char site[PATH_SIZE];
	struct preview preview;
	struct watch *watch;
	struct http *http;
};

/* ------------------------------------------------------------ build */

/* Errors as the command line prints them; reminders would hide them. */
static void
tell(struct serve *s, struct finding_list *findings, int rc,
     const struct err *err)
{
	struct preview *p = &s->preview;
	bool zh = s->lang == LANG_ZH;

	finding_list_sort(findings);
	for (size_t i = 0; i < findings->n; i++) {
		if (findings->v[i].severity != FINDING_ERROR)
			continue;
		if (p->text.n)
			buf_byte(&p->text, '\n');
		finding_format(&findings->v[i], s->lang, FINDING_FULL,
		               &p->text);
	}
	if (rc < 0 && rc != ERR_CONTENT)
		buf_fmt(&p->text, "%s\n", zh ? err->chinese : err->line);
	buf_fmt(&p->title,
	        zh ? "有 %zu 处错误，下面仍是上一次正确的页面"
	           : "%zu errors; below is the last good page",
	        findings->errors ? findings->errors : 1);
	if (p->text.n)
		fwrite(p->text.p, 1, p->text.n, stderr);
}

static void
build(struct serve *s)
{
	struct build_result result = {0};
	struct finding_list findings;
	struct arena a;
	struct err err = {0};
	uint64_t begin = trace_now();
	int rc;

	arena_init(&a);
	finding_list_init(&findings, &a);
	rc = build_run(&s->build, &findings, &result, &err);
	buf_reset(&s->preview.title);
	buf_reset(&s->preview.text);
	s->preview.state++;
	if (rc < 0)
		tell(s, &findings, rc, &err);
	else if (result.report.written || result.report.deleted)
		s->preview.page = s->preview.state;
	if (rc == 0)
		fprintf(stderr,
		        s->lang == LANG_ZH ? "%llu 个文件有变化（%.0f 毫秒）\n"
		                           : "%llu files changed (%.0f ms)\n",
		        (unsigned long long)(result.report.written +
		                             result.report.deleted),
		        (double)(trace_now() - begin) / 1e6);
	mem_free(result.output);
	arena_release(&a);
}

/* ------------------------------------------------------------ watch */

/* The commit under the work tree; none before the first. */
static struct oid
head_of(struct serve *s)
{
	struct commit head = {0};

	repo_resolve(s->repo, "HEAD", &head, NULL);
	return head.id;
}

/*
 * The work tree as it stands now.  Another commit under it, by whatever
 * command of git, has another history, and perhaps other files.
 */
static int
look_again(struct serve *s, const struct watch_news *news, struct err *err)
{
	struct oid head = news->beside ? head_of(s) : s->head;
	bool moved = !oid_eq(&head, &s->head);

	s->head = head;
	if (news->all || moved)
		return repo_worktree(s->repo, &s->tree, err);
	return repo_overlay(s->repo, &s->tree, news->path, news->n, err);
}

/* What changed, with what an editor writes in the same breath. */
static int
follow(struct serve *s, struct err *err)
{
	struct arena a;
	struct watch_news news;
	struct oid was = s->tree;
	struct oid head = s->head;
	int rc;

	arena_init(&a);
	rc = http_wait(s->http, -1, SETTLE, err);
	if (rc >= 0 && rc != 2)
		rc = watch_read(s->watch, &a, &news, err);
	if (rc == 0)
		rc = look_again(s, &news, err);
	/* A file that went while it was read, or that a filter is for. */
	if (rc == ERR_GIT)
		rc = repo_worktree(s->repo, &s->tree, err);
	if (rc == 0 &&
	    !(oid_eq(&was, &s->tree) && oid_eq(&head, &s->head))) {
		build(s);
		http_release(s->http);
	}
	arena_release(&a);
	return rc;
}

static int
run(struct serve *s, struct err *err)
{
	uint64_t freed = trace_now();
	int rc = 0;

	while (rc >= 0 && rc != 2) {
		rc = http_wait(s->http, watch_fd(s->watch), PATIENCE, err);
		if (rc == 1)
			rc = follow(s, err);
		if (trace_now() - freed > PATIENCE * 1000000ull) {
			http_release(s->http);
			freed = trace_now();
		}
	}
	return rc < 0 ? rc : 0;
}

/* ------------------------------------------------------------ start */

static void
on_request(void *ctx, const struct http_request *request,
           struct http_answer *answer)
{
	struct serve *s = ctx;

	preview_answer(&s->preview, request, answer);
}

static void
open_browser(const char *address)
{
	const char *const argv[] = {"xdg-open", address, NULL};
	const struct process process = {.argv = argv};

	process_run(&process, NULL, NULL, NULL);
}

static void
say_where(const struct serve *s)
{
	char address[64];

	snprintf(address, sizeof address, "http://127.0.0.1:%u/",
	         http_port(s->http));
	printf("%s\n", address);
	fflush(stdout);
	fputs(s->lang == LANG_ZH ? "改动后页面自动更新；按 Ctrl+C 结束\n"
	                         : "pages follow your edits; Ctrl+C ends\n",
	      stderr);
	if (s->open)
		open_browser(address);
}

/* The site for one person's eyes lies where git keeps its own things. */
static int
find_site(struct serve *s, struct err *err)
{
	int rc = path_join(s->site, repo_folder(s->repo),
	                   STR("gongshi/preview"), err);

	s->preview.fs = &s->fs;
	s->preview.site = s->site;
	s->preview.lang = s->lang;
	/* Another process before us may have told other states. */
	s->preview.state = s->preview.page = trace_now() / 1000;
	s->build.output = s->site;
	s->build.tree = &s->tree;
	return rc;
}

/* Where git writes when a commit, a switch or a reset moves HEAD. */
static int
watch_head(struct serve *s, struct err *err)
{
	static const char *const below[] = {"", "logs", "refs/heads"};
	char folder[PATH_SIZE];
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sizeof below / sizeof *below; i++) {
		rc = path_join(folder, repo_folder(s->repo),
		               str_from(below[i]), err);
		if (rc == 0)
			rc = watch_beside(s->watch, folder, err);
	}
	s->head = head_of(s);
	return rc;
}

static int
start(struct serve *s, struct err *err)
{
	const char *content = s->build.content ? s->build.content : "content";
	const char *below[] = {content, "themes", NULL};
	int rc = repo_open(s->build.repo ? s->build.repo : ".", &s->repo, err);

	if (rc == 0 && !repo_workdir(s->repo))
		rc = err_set(err, ERR_USAGE,
		             "a bare repository has no work tree to preview");
	if (str_eq(str_from(content), STR(".")))
		below[0] = "";
	if (rc == 0)
		rc = find_site(s, err);
	if (rc == 0)
		rc = http_open(&s->http, s->port, on_request, s, err);
	if (rc == 0)
		rc = watch_open(&s->watch, repo_workdir(s->repo), below, err);
	if (rc == 0)
		rc = watch_head(s, err);
	if (rc == 0)
		rc = repo_worktree(s->repo, &s->tree, err);
	if (rc == 0) {
		fputs(s->lang == LANG_ZH
		          ? "正在准备预览，第一次要生成全部网页\n"
		          : "making the preview; the first time, of all "
		            "pages\n",
		      stderr);
		build(s);
		say_where(s);
	}
	return rc;
}

static int
serve(struct serve *s)
{
	struct err err = {0};
	int rc;

	s->fs = fs_real();
	rc = start(s, &err);
	if (rc == 0)
		rc = run(s, &err);
	http_close(s->http);
	watch_close(s->watch);
	repo_close(s->repo);
	buf_release(&s->preview.title);
	buf_release(&s->preview.text);
	return rc < 0 ? cmd_fail(s->lang, &err) : EXIT_DONE;
}

static bool
set_option(struct serve *s, int c)
{
	switch (c) {
	case 'p':
		return cmd_number(optarg, &s->port) && s->port <= 65535;
	case OPT_AS_OF:
		return date_parse(str_from(optarg), &s->build.as_of);
	case OPT_OPEN:
		return s->open = true;
	case OPT_REPO:
		s->build.repo = optarg;
		return true;
	case OPT_CONTENT:
		s->build.content = optarg;
		return true;
	case OPT_THEME:
		s->build.theme = optarg;
		return true;
	default:
		return false;
	}
}

int
cmd_serve(int argc, char **argv, enum lang lang)
{
	struct serve s = {.build = {.as_of = DATE_NONE,
	                            .source = BUILD_WORKTREE,
	                            .durability = DURABILITY_NONE},
	                  .port = PORT,
	                  .lang = lang};
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "p:", options, NULL)) != -1)
		if (!set_option(&s, c))
			return cmd_usage(lang, "serve", argv[optind - 1]);
	if (optind < argc)
		return cmd_usage(lang, "serve", argv[optind]);
	return serve(&s);
}
