#include "cmd/cmd.h"

#include "cmd/manual.h"
#include "model/suggest.h"
#include "repo/repo.h"

#include <string.h>

static const struct cmd commands[] = {
    {"build", cmd_build, {"生成站点", "build the site"},
     "[--repo DIR] [--rev REV] [--content DIR] [--theme NAME] [-o DIR] "
     "[--as-of DATE] [-j N] [--clean] [--compress] [--worktree] "
     "[--explain] [--json] [--durability batch|none]"},
    {"check", cmd_check, {"检查记录", "check records"},
     "[PATH...] [--repo DIR] [--rev REV | --staged] [--since REV] "
     "[--content DIR] [-o DIR] [--as-of DATE] [--fix] [--strict] "
     "[--select CODES] [--ignore CODES] "
     "[--format full|concise|json|sarif] [--max N] [--lang zh|en]"},
    {"search", cmd_search, {"搜索已生成的站点", "search the built site"},
     "QUERY... [--kind K]... [--filter FACET=VALUE]... [--sort rank|date] "
     "[--facets] [--limit N] [--offset N] [-o DIR] [--repo DIR] "
     "[--content DIR] [--json]"},
    {"stats", cmd_stats, {"各类记录的数量", "numbers of records"},
     "[-o DIR] [--repo DIR] [--content DIR] [--json]"},
    {"schema", cmd_schema, {"记录种类及其字段", "record kinds and fields"},
     "[KIND] [--repo DIR] [--rev REV] [--content DIR] [--json]"},
    {"due", cmd_due, {"将到期的事项", "what falls due"},
     "[--days N] [-o DIR] [--repo DIR] [--json]"},
    {"list", cmd_list, {"待处理的记录", "records to attend to"},
     "[draft|expiring|untranslated|incomplete] [--days N] [-o DIR] "
     "[--repo DIR] [--content DIR] [--json]"},
    {"verify", cmd_verify, {"核对已发布的文件", "check published files"},
     "[DIR]"},
    {"new", cmd_new, {"新建记录", "new record"},
     "KIND [--set FIELD=VALUE]... [--id ID] [--repo DIR] "
     "[--content DIR]"},
    {"import", cmd_import, {"导入表格", "import a spreadsheet"},
     "FILE --kind KIND [--dry-run] [--map FILE] "
     "[--update skip|merge|fail] [--report FILE] [--sheet N] [--partial] "
     "[--repo DIR] [--content DIR]"},
    {"serve", cmd_serve, {"预览", "preview"},
     "[-p PORT] [--as-of DATE] [--open] [--repo DIR] [--content DIR] "
     "[--theme NAME]"},
    {"history", cmd_history, {"记录的历史", "history of a record"},
     "ID [-o DIR] [--repo DIR] [--content DIR] [--json]"},
    {"explain", cmd_explain, {"解释错误代码", "explain a code"}, "[CODE...]"},
    {"diff", cmd_diff, {"公众将看到的变化", "what the public will see"},
     "[A..B | A] [--staged] [--as-of DATE] [--repo DIR] [--content DIR] "
     "[--json]"},
    {"revoke", cmd_revoke, {"起草撤销公告", "draft a revocation"},
     "ID [--reason CODES] [--date DATE] [--doc-no NO] [--id ID] "
     "[--repo DIR] [--content DIR]"},
    {"publish", cmd_publish, {"检查、提交、推送", "check, commit, push"},
     "[-m TEXT] [--yes] [--no-push] [--repo DIR] [--content DIR]"},
    {"export", cmd_export, {"导出记录", "export records"},
     "KIND [--rev REV] [--format csv|xlsx|json] [--template] [-o FILE] "
     "[--repo DIR] [--content DIR]"},
    {"init", cmd_init, {"新建门户仓库", "begin a portal"},
     "DIR [--lang zh|en] | --upgrade [DIR] [--force]"},
    {"completion", cmd_completion, {"命令补全脚本", "shell completion"},
     "bash|zsh|man"},
    {"pack", cmd_pack, {"打包离线站点", "pack the site"},
     "[DIR] [-o FILE.zip] [--repo DIR]"},
    {"hook", cmd_hook, {"安装 git 钩子", "install git hooks"},
     "install [--repo DIR] -o OUTPUT [--content DIR] [--branch B] "
     "[--compress] [--force] | pre-receive | post-receive"},
};

const struct cmd *
cmd_at(size_t i)
{
	return i < sizeof commands / sizeof *commands ? &commands[i] : NULL;
}

const struct cmd *
cmd_get(const char *name)
{
	for (size_t i = 0; cmd_at(i); i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static int
exit_of(enum err_code code)
{
	switch (code) {
	case ERR_CONTENT:
		return EXIT_FINDINGS;
	case ERR_CONFIG:
	case ERR_USAGE:
		return EXIT_USAGE;
	case ERR_OK: /* nobody said why: ours, and no hook lets it pass */
	case ERR_CORRUPT:
		return EXIT_FAULT;
	default:
		return EXIT_ENVIRONMENT;
	}
}

int
cmd_fail(enum lang lang, const struct err *err)
{
	if (lang == LANG_ZH)
		fprintf(stderr, "gongshi: 错误: %s\n", err->chinese);
	else
		fprintf(stderr, "gongshi: error: %s\n", err->line);
	return exit_of(err->code);
}

int
cmd_usage(enum lang lang, const char *command, const char *what)
{
	const struct cmd *cmd = cmd_get(command);

	if (what)
		fprintf(stderr, "gongshi %s: %s: %s\n", command,
		        lang == LANG_ZH ? "不能识别" : "not understood",
		        what);
	fprintf(stderr, "%s: gongshi %s %s\n",
	        lang == LANG_ZH ? "用法" : "usage", command,
	        cmd ? cmd->usage : "");
	return EXIT_USAGE;
}

int
cmd_help(enum lang lang, const struct cmd *cmd)
{
	const struct manual_example *example;
	struct manual_option option;
	const char *title = lang == LANG_ZH ? "\n例:\n" : "\nexamples:\n";
	const char *gap = "\n";

	printf("gongshi %s: %s\n%s: gongshi %s %s\n", cmd->name,
	       cmd->about[lang], lang == LANG_ZH ? "用法" : "usage",
	       cmd->name, cmd->usage);
	for (const char *p = cmd->usage; manual_next(&p, &option); gap = "")
		printf("%s  %s %-*s  %s\n", gap, option.name,
		       24 - (int)strlen(option.name), option.argument,
		       manual_about(cmd, option.name, lang));
	for (size_t i = 0; (example = manual_example(i)); i++) {
		if (strcmp(example->command, cmd->name) != 0)
			continue;
		printf("%s  %s\n      %s\n", title, example->line,
		       example->about[lang]);
		title = "";
	}
	return EXIT_DONE;
}

bool
cmd_wants_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0)
			return true;
	return false;
}

/* Has a finding before this one the same code? */
static bool
is_known(const struct finding_list *list, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(list->v[j].code, list->v[i].code) == 0)
			return true;
	return false;
}

void
cmd_findings(FILE *to, struct finding_list *list, enum lang lang,
             enum finding_form form, size_t most)
{
	struct buf b = {0};
	size_t shown = most && list->n > most ? most : list->n;

	finding_list_sort(list);
	for (size_t i = 0; i < shown; i++) {
		if (form == FINDING_FULL && i)
			buf_byte(&b, '\n');
		finding_format(&list->v[i], lang,
		               form == FINDING_FULL && is_known(list, i)
		                   ? FINDING_AGAIN
		                   : form,
		               &b);
	}
	if (b.n)
		fwrite(b.p, 1, b.n, to);
	fflush(to);
	buf_release(&b);
	if (list->n == 0)
		return;
	fprintf(stderr, lang == LANG_ZH ? "%zu 个错误，%zu 个提醒"
	                                : "%zu errors, %zu warnings",
	        list->errors, list->n - list->errors);
	if (shown < list->n)
		fprintf(stderr,
		        lang == LANG_ZH ? "，其中 %zu 个未显示"
		                        : ", %zu of them not shown",
		        list->n - shown);
	fputc('\n', stderr);
}

void
cmd_next(const char *path, enum lang lang)
{
	printf("%s\n", path);
	fprintf(stderr,
	        lang == LANG_ZH
	            ? "填好带“必填”的各行，再运行 gongshi check %s\n"
	            : "fill in the lines marked required, then run "
	              "gongshi check %s\n",
	        path);
}

int
cmd_output(char path[PATH_SIZE], const char *output, const char *repo,
           struct err *err)
{
	struct repo *r;
	const char *workdir;
	int rc;

	if (output)
		return path_absolute(path, output, err);
	rc = repo_open(repo ? repo : ".", &r, err);
	if (rc < 0)
		return rc;
	workdir = repo_workdir(r);
	rc = path_join(path, workdir ? workdir : "", STR("public"), err);
	repo_close(r);
	return rc;
}

bool
cmd_number(const char *text, unsigned *n)
{
	uint64_t value;

	if (!text || !str_u64(str_from(text), &value) || value > 1u << 30)
		return false;
	*n = (unsigned)value;
	return true;
}
