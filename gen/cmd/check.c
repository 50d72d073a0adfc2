#include "build/check.h"
#include "build/engine.h"
#include "build/fix.h"
#include "cmd/cmd.h"
#include "cmd/sarif.h"
#include "cmd/scope.h"
#include "model/date.h"
#include "repo/repo.h"
#include "text/json.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
	OPT_REPO = 256,
	OPT_REV,
	OPT_CONTENT,
	OPT_STAGED,
	OPT_SINCE,
	OPT_FORMAT,
	OPT_STRICT,
	OPT_FIX,
	OPT_SELECT,
	OPT_IGNORE,
	OPT_AS_OF,
	OPT_MAX,
	OPT_LANG
};

static const struct option options[] = {
    {"repo", required_argument, NULL, OPT_REPO},
    {"rev", required_argument, NULL, OPT_REV},
    {"content", required_argument, NULL, OPT_CONTENT},
    {"output", required_argument, NULL, 'o'},
    {"staged", no_argument, NULL, OPT_STAGED},
    {"since", required_argument, NULL, OPT_SINCE},
    {"format", required_argument, NULL, OPT_FORMAT},
    {"strict", no_argument, NULL, OPT_STRICT},
    {"fix", no_argument, NULL, OPT_FIX},
    {"select", required_argument, NULL, OPT_SELECT},
    {"ignore", required_argument, NULL, OPT_IGNORE},
    {"as-of", required_argument, NULL, OPT_AS_OF},
    {"max", required_argument, NULL, OPT_MAX},
    {"lang", required_argument, NULL, OPT_LANG},
    {0}};

enum format { FORMAT_FULL, FORMAT_CONCISE, FORMAT_JSON, FORMAT_SARIF };

struct settings {
	struct check_options check;
	enum format format;
	bool strict;
	bool fix; /* put in what findings offer */
	const char *select; /* codes or their beginnings, with commas */
	const char *ignore;
	unsigned most;
	enum lang lang;
	struct scope scope; /* only findings in these files */
};

static bool
set_format(struct settings *s, const char *format)
{
	static const char *const names[] = {"full", "concise", "json",
	                                    "sarif"};

	for (int i = FORMAT_FULL; i <= FORMAT_SARIF; i++)
		if (strcmp(format, names[i]) == 0) {
			s->format = (enum format)i;
			return true;
		}
	return false;
}

/* What is checked. */
static bool
set_source(struct settings *s, int c)
{
	struct build_options *build = &s->check.build;

	switch (c) {
	case 'o':
		build->output = optarg;
		return true;
	case OPT_REPO:
		build->repo = optarg;
		return true;
	case OPT_REV:
		build->rev = optarg;
		build->source = BUILD_COMMIT;
		return true;
	case OPT_CONTENT:
		build->content = optarg;
		return true;
	case OPT_STAGED:
		build->source = BUILD_STAGED;
		return true;
	case OPT_SINCE:
		s->check.since = optarg;
		return true;
	case OPT_AS_OF:
		return date_parse_iso(str_from(optarg), &build->as_of);
	default:
		return false;
	}
}

/* What is told of it. */
static bool
set_option(struct settings *s, int c)
{
	switch (c) {
	case OPT_FORMAT:
		return set_format(s, optarg);
	case OPT_STRICT:
		s->strict = true;
		return true;
	case OPT_FIX:
		s->fix = true;
		return true;
	case OPT_SELECT:
		s->select = optarg;
		return true;
	case OPT_IGNORE:
		s->ignore = optarg;
		return true;
	case OPT_MAX:
		return cmd_number(optarg, &s->most);
	case OPT_LANG:
		return lang_parse(str_from(optarg), &s->lang);
	default:
		return set_source(s, c);
	}
}

/* Does a word begin a code?  Letters of either size are the same. */
static bool
begins(struct str word, const char *code)
{
	return word.n && word.n <= strlen(code) &&
	       strncasecmp(code, word.p, word.n) == 0;
}

/* Does a list such as "D,F102" name a code? */
static bool
names_code(const char *list, const char *code)
{
	struct str rest = str_from(list);

	while (rest.n)
		if (begins(str_trim(str_cut(&rest, ',')), code))
			return true;
	return false;
}

/* The first word of a list that begins no code at all; empty if none. */
static struct str
unknown_code(const char *list)
{
	struct str rest = str_from(list ? list : "");

	while (rest.n) {
		struct str word = str_trim(str_cut(&rest, ','));
		size_t i = 0;

		while (finding_code_at(i) &&
		       !begins(word, finding_code_at(i)->code))
			i++;
		if (word.n && !finding_code_at(i))
			return word;
	}
	return (struct str){0};
}

/* Keep what the user asked about. */
static void
keep_wanted(const struct settings *s, struct finding_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->n; i++) {
		struct finding *f = &list->v[i];

		if (!scope_has(&s->scope, f->path) ||
		    (s->select && !names_code(s->select, f->code)) ||
		    (s->ignore && names_code(s->ignore, f->code)))
			continue;
		if (s->strict)
			f->severity = FINDING_ERROR;
		list->v[kept++] = *f;
	}
	finding_list_cut(list, kept);
}

static void
write_json(struct buf *b, struct finding_list *list)
{
	json_open(b, '[');
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			buf_byte(b, ',');
		buf_byte(b, '\n');
		json_write(b, finding_json(list->arena, &list->v[i]));
	}
	buf_adds(b, "\n]\n");
}

/* The line that counts the findings, and what --fix can mend. */
static void
say_count(const struct settings *s, const struct finding_list *list,
          size_t shown)
{
	bool zh = s->lang == LANG_ZH;
	size_t fixes = finding_fixes(list);

	fprintf(stderr,
	        zh ? "%zu 个错误，%zu 个提醒" : "%zu errors, %zu warnings",
	        list->errors, list->n - list->errors);
	if (fixes && s->check.build.source == BUILD_WORKTREE)
		fprintf(stderr,
		        zh ? "，%zu 个可用 --fix 修复"
		           : ", %zu can be mended by --fix",
		        fixes);
	if (shown < list->n)
		fprintf(stderr,
		        zh ? "，其中 %zu 个未显示" : ", %zu of them not shown",
		        list->n - shown);
	fputc('\n', stderr);
}

static void
write_text(const struct settings *s, struct buf *b,
           const struct finding_list *list, size_t shown)
{
	bool full = s->format == FORMAT_FULL;

	for (size_t i = 0; i < shown; i++) {
		if (full && i)
			buf_byte(b, '\n');
		finding_format(&list->v[i], s->lang,
		               full ? FINDING_FULL : FINDING_CONCISE, b);
	}
}

static void
print(const struct settings *s, struct finding_list *list)
{
	size_t shown = s->most && list->n > s->most ? s->most : list->n;
	struct buf b = {0};

	finding_list_sort(list);
	if (s->format == FORMAT_SARIF)
		sarif_write(&b, list, engine_version(), s->lang);
	else if (s->format == FORMAT_JSON)
		write_json(&b, list);
	else
		write_text(s, &b, list, shown);
	fwrite(b.p, 1, b.n, stdout);
	fflush(stdout);
	if (s->format <= FORMAT_CONCISE && list->n)
		say_count(s, list, shown);
	buf_release(&b);
}

static void
say_sound(const struct settings *s, const struct check_result *result)
{
	bool zh = s->lang == LANG_ZH;

	if (s->check.since)
		fprintf(stderr,
		        zh ? "%llu 个文件有改动，没有问题\n"
		           : "%llu files changed, no problems\n",
		        (unsigned long long)result->changed);
	else
		fprintf(stderr,
		        zh ? "%llu 条记录，没有问题\n"
		           : "%llu records, no problems\n",
		        (unsigned long long)result->records);
}

/* Put in what the findings offer. */
static int
mend(const struct settings *s, struct finding_list *list, struct err *err)
{
	const char *name = s->check.build.repo;
	struct fs fs = fs_real();
	struct fix_result result = {0};
	struct repo *repo;
	int rc = repo_open(name ? name : ".", &repo, err);

	if (rc < 0)
		return rc;
	rc = fix_apply(&fs, repo_workdir(repo), list, &result, err);
	repo_close(repo);
	if (rc == 0 || result.fixed)
		fprintf(stderr,
		        s->lang == LANG_ZH
		            ? "已修复 %zu 个，涉及 %zu 个文件\n"
		            : "%zu fixed, in %zu files\n",
		        result.fixed, result.files);
	return rc;
}

/* Check, and check again what was mended. */
static int
check(const struct settings *s, struct finding_list *list,
      struct check_result *result, struct err *err)
{
	int rc = check_run(&s->check, list, result, err);

	keep_wanted(s, list);
	if (!s->fix || (rc < 0 && rc != ERR_CONTENT) || !finding_fixes(list))
		return rc;
	rc = mend(s, list, err);
	finding_list_cut(list, 0);
	if (rc < 0)
		return rc;
	rc = check_run(&s->check, list, result, err);
	keep_wanted(s, list);
	return rc;
}

/* Codes and paths that the user named are there. */
static int
check_words(struct settings *s, struct arena *a, char **path, size_t paths,
            struct err *err)
{
	struct str word = unknown_code(s->select);

	if (!word.n)
		word = unknown_code(s->ignore);
	if (word.n)
		return err_set(err, ERR_USAGE,
		               "no code begins with %.*s; `gongshi explain` "
		               "lists them all",
		               STR_ARG(word));
	return scope_set(&s->scope, a, &s->check.build, path, paths,
	                 err);
}

static int
run(struct settings *s, char **path, size_t paths)
{
	struct finding_list findings;
	struct check_result result;
	struct arena arena;
	struct err err = {0};
	int code;
	int rc;

	arena_init(&arena);
	finding_list_init(&findings, &arena);
	rc = check_words(s, &arena, path, paths, &err);
	if (rc < 0) {
		arena_release(&arena);
		return cmd_fail(s->lang, &err);
	}
	rc = check(s, &findings, &result, &err);
	print(s, &findings);
	code = findings.errors ? EXIT_FINDINGS : EXIT_DONE;
	if (rc < 0 && rc != ERR_CONTENT)
		code = cmd_fail(s->lang, &err);
	else if (s->format <= FORMAT_CONCISE && findings.n == 0)
		say_sound(s, &result);
	arena_release(&arena);
	return code;
}

int
cmd_check(int argc, char **argv, enum lang lang)
{
	struct settings s = {.check.build = {.as_of = DATE_NONE,
	                                     .source = BUILD_WORKTREE},
	                     .most = 50,
	                     .lang = lang};
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1)
		if (!set_option(&s, c))
			return cmd_usage(lang, "check", argv[optind - 1]);
	if (s.fix && s.check.build.source != BUILD_WORKTREE)
		return cmd_usage(lang, "check",
		                 s.check.build.source == BUILD_STAGED
		                     ? "--fix --staged"
		                     : "--fix --rev");
	if (s.check.build.source == BUILD_STAGED && !s.check.since)
		s.check.since = "HEAD";
	return run(&s, argv + optind, (size_t)(argc - optind));
}
