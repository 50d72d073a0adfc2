#include "cmd/cmd.h"
#include "cmd/hook.h"

#include "os/fs.h"
#include "os/self.h"
#include "repo/command.h"

#include <getopt.h>
#include <stdlib.h>

#ifndef GONGSHI_DATA
#define GONGSHI_DATA "/usr/local/share/gongshi"
#endif

/*
 * A portal is begun from a data folder that looks like a repository:
 * content/schema, content/tables, themes/default, and gen/init, which is
 * copied as it stands.  It lies in PREFIX/share/gongshi, or is found from
 * where the program lies: ../share/gongshi when it was moved, .. and above
 * in the source tree.  The variable GONGSHI_DATA names another one.
 */
struct init {
	struct fs fs;
	struct arena arena;
	char data[PATH_SIZE];
	char dir[PATH_SIZE];
	enum lang lang; /* of messages */
	bool upgrade;   /* bring the theme of a portal that is there */
	bool force;     /* ... also over edits of its own */
};

static bool
is_data(const struct init *i, const char *path)
{
	char probe[PATH_SIZE];

	return path_join(probe, path, STR("gen/init/content/site.yaml"),
	                 NULL) == 0 &&
	       fs_kind_of(&i->fs, probe) == FS_FILE;
}

static int
find_data(struct init *i, struct err *err)
{
	static const char *const near[] = {"../share/gongshi", "..", "../.."};
	const char *named = getenv("GONGSHI_DATA");
	char self[PATH_SIZE];
	char path[PATH_SIZE];
	int rc = self_folder(self, err);

	if (named && path_absolute(i->data, named, NULL) == 0 &&
	    is_data(i, i->data))
		return 0;

	for (size_t k = 0; rc == 0 && k < 3; k++) {
		if (path_join(path, self, str_from(near[k]), NULL) == 0 &&
		    path_absolute(i->data, path, NULL) == 0 &&
		    is_data(i, i->data))
			return 0;
	}
	if (path_join(i->data, "", STR(GONGSHI_DATA), NULL) == 0 &&
	    is_data(i, i->data))
		return 0;
	return err_set(err, ERR_ABSENT,
	               "the data of gongshi are not in %s: make install",
	               GONGSHI_DATA);
}

/* ------------------------------------------------------------- copy */

static int
copy_file(struct init *i, const char *from, const char *to, struct err *err)
{
	struct buf bytes = {0};
	struct buf dir = {0};
	int rc = fs_read(&i->fs, from, &bytes, err);

	buf_add(&dir, path_parent(str_from(to)));
	buf_byte(&dir, '\0');
	if (rc == 0)
		rc = fs_mkdir(&i->fs, dir.p, err);
	if (rc == 0)
		rc = fs_write_new(&i->fs, to, buf_str(&bytes), err);
	buf_release(&bytes);
	buf_release(&dir);
	return rc;
}

static int
copy_tree(struct init *i, const char *from, const char *to, struct err *err)
{
	struct fs_list list;
	char one[PATH_SIZE];
	char other[PATH_SIZE];
	int rc = fs_list(&i->fs, from, &i->arena, &list, err);

	for (size_t k = 0; rc == 0 && k < list.n; k++) {
		rc = path_join(one, from, list.entry[k].name, err);
		if (rc == 0)
			rc = path_join(other, to, list.entry[k].name, err);
		if (rc == 0 && list.entry[k].kind == FS_DIR)
			rc = copy_tree(i, one, other, err);
		else if (rc == 0 && list.entry[k].kind == FS_FILE)
			rc = copy_file(i, one, other, err);
	}
	return rc;
}

static int
copy_part(struct init *i, const char *part, const char *as, struct err *err)
{
	char from[PATH_SIZE];
	char to[PATH_SIZE];
	int rc = path_join(from, i->data, str_from(part), err);

	if (rc == 0)
		rc = path_join(to, i->dir, str_from(as), err);
	return rc < 0 ? rc : copy_tree(i, from, to, err);
}

/* ----------------------------------------------------------- editor */

/* The folder that a schema file names. */
static struct str
folder_of(struct str schema)
{
	while (schema.n) {
		struct str line = str_cut(&schema, '\n');

		if (str_starts(line, STR("folder:")))
			return str_trim(str_sub(line, 7, line.n));
	}
	return (struct str){0};
}

static int
put_kind(struct init *i, const char *dir, struct str name, struct buf *out,
         struct err *err)
{
	struct str kind = str_sub(name, 0, str_rchr(name, '.'));
	struct buf bytes = {0};
	char path[PATH_SIZE];
	int rc = path_join(path, dir, name, err);
	struct str folder;

	if (rc == 0)
		rc = fs_read(&i->fs, path, &bytes, err);
	folder = folder_of(buf_str(&bytes));
	if (rc == 0 && folder.n)
		buf_fmt(out,
		        "%s\n    \"./public/data/schema/%.*s.json\": "
		        "\"content/%.*s/**/*.yaml\"",
		        out->p[out->n - 1] == '{' ? "" : ",", STR_ARG(kind),
		        STR_ARG(folder));
	buf_release(&bytes);
	return rc;
}

/* Editors check what they know the schema of. */
static int
write_editor(struct init *i, struct err *err)
{
	struct buf out = {0};
	struct fs_list list;
	char dir[PATH_SIZE];
	char path[PATH_SIZE];
	int rc = path_join(dir, i->dir, STR("content/schema"), err);

	if (rc == 0)
		rc = fs_list(&i->fs, dir, &i->arena, &list, err);
	buf_adds(&out, "{\n  \"files.eol\": \"\\n\",\n"
	               "  \"files.encoding\": \"utf8\",\n"
	               "  \"editor.unicodeHighlight.ambiguousCharacters\": "
	               "false,\n  \"yaml.schemas\": {");
	for (size_t k = 0; rc == 0 && k < list.n; k++)
		rc = put_kind(i, dir, list.entry[k].name, &out, err);
	buf_adds(&out, "\n  }\n}\n");
	if (rc == 0)
		rc = path_join(dir, i->dir, STR(".vscode"), err);
	if (rc == 0)
		rc = fs_mkdir(&i->fs, dir, err);
	if (rc == 0)
		rc = path_join(path, dir, STR("settings.json"), err);
	if (rc == 0)
		rc = fs_write_new(&i->fs, path, buf_str(&out), err);
	buf_release(&out);
	return rc;
}

/* -------------------------------------------------------------- git */

/* Is git there?  Asked first, so that nothing is left half-made. */
static int
find_git(struct err *err)
{
	static const char *const version[] = {"git", "--version", NULL};
	const struct command git = {.dir = NULL};

	if (command_run(&git, version, NULL, err) == 0)
		return 0;
	return err_set(err, ERR_ABSENT,
	               "there is no git; install it first, as by apt-get "
	               "install git");
}

/* git, in the portal; *said, unless NULL, is what it prints. */
static int
run_git(const struct init *i, const char *const *argv, struct buf *said,
        struct err *err)
{
	const struct command git = {.dir = i->dir};

	return command_run(&git, argv, said, err);
}

static int
commit_all(struct init *i, struct err *err)
{
	static const char *const step[][10] = {
	    {"git", "init", "-q", "-b", "main", NULL},
	    {"git", "add", "-A", NULL},
	};
	static const char *const own[] = {"git", "commit", "-q", "-m",
	                                  "gongshi init", NULL};
	static const char *const other[] = {
	    "git", "-c", "user.name=gongshi", "-c",
	    "user.email=gongshi@localhost", "commit", "-q", "-m",
	    "gongshi init", NULL};
	static const char *const pull[] = {"git", "config", "pull.rebase",
	                                   "true", NULL};
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < sizeof step / sizeof *step; k++)
		rc = run_git(i, step[k], NULL, err);
	if (rc == 0 && run_git(i, own, NULL, err) < 0)
		/* Nobody has a name here yet. */
		rc = run_git(i, other, NULL, err);
	/* Merges are harder to read. */
	return rc < 0 ? rc : run_git(i, pull, NULL, err);
}

/* The portal stands without it, where hooks are somebody else's. */
static void
guard(const struct init *i)
{
	struct err err = {0};

	if (hook_guard(i->dir, false, i->lang, &err) < 0)
		cmd_fail(i->lang, &err);
}

/* Nothing, or a clone of nothing. */
static bool
is_empty(const struct fs_list *list)
{
	return list->n == 0 ||
	       (list->n == 1 && str_eq(list->entry[0].name, STR(".git")));
}

static int
make_empty(struct init *i, const char *dir, struct err *err)
{
	struct fs_list list;
	int rc = path_absolute(i->dir, dir, err);

	if (rc == 0 && fs_kind_of(&i->fs, i->dir) == FS_FILE)
		return err_set(err, ERR_USAGE,
		               "%s is a file; name another folder", dir);
	if (rc == 0)
		rc = fs_mkdir(&i->fs, i->dir, err);
	if (rc == 0)
		rc = fs_list(&i->fs, i->dir, &i->arena, &list, err);
	if (rc == 0 && !is_empty(&list))
		rc = err_set(err, ERR_USAGE,
		             "%s is not empty and was left alone; name "
		             "another folder",
		             dir);
	return rc;
}

static int
begin(struct init *i, const char *dir, struct err *err)
{
	int rc = find_data(i, err);

	if (rc == 0)
		rc = find_git(err);
	if (rc == 0)
		rc = make_empty(i, dir, err);
	if (rc == 0)
		rc = copy_part(i, "gen/init", "", err);
	if (rc == 0)
		rc = copy_part(i, "content/schema", "content/schema", err);
	if (rc == 0)
		rc = copy_part(i, "content/tables", "content/tables", err);
	if (rc == 0)
		rc = copy_part(i, "themes/default", "themes/default", err);
	if (rc == 0)
		rc = write_editor(i, err);
	if (rc == 0)
		rc = commit_all(i, err);
	if (rc == 0)
		guard(i);
	return rc;
}

/* ---------------------------------------------------------- upgrade */

#define THEME "themes/default"
#define THEME_SUBJECT "gongshi init"

/*
 * A portal has the theme of the program that began it, and a newer program
 * may want templates, texts and scripts that go with its pages and its search
 * index.  They come as a whole and as a commit.  Refused: taking what is
 * missing from the program's own theme, since a new template in an old layout
 * and style, or an old search script on a new index, is worse than a stop.
 */

/* The top of a repository that has themes. */
static int
find_portal(struct init *i, struct err *err)
{
	static const char *const prefix[] = {"git", "rev-parse",
	                                     "--show-prefix", NULL};
	char themes[PATH_SIZE];
	struct buf said = {0};
	int rc = run_git(i, prefix, &said, err);

	if (rc == 0)
		rc = path_join(themes, i->dir, STR("themes"), err);
	if (rc == 0 && (str_trim(buf_str(&said)).n ||
	                fs_kind_of(&i->fs, themes) != FS_DIR))
		rc = err_set(err, ERR_USAGE,
		             "there is no folder themes: run it at the top of "
		             "a portal's repository");
	buf_release(&said);
	return rc;
}

/* Nothing of the theme that git does not hold may be lost, and nothing that
 * the office has edited without being asked for. */
static int
may_upgrade(struct init *i, struct err *err)
{
	static const char *const dirty[] = {"git", "status", "--porcelain",
	                                    "--", THEME, NULL};
	static const char *const last[] = {"git", "log", "-1",
	                                   "--format=%s", "--", THEME, NULL};
	struct buf said = {0};
	int rc = run_git(i, dirty, &said, err);

	if (rc == 0 && said.n)
		rc = err_set(err, ERR_USAGE,
		             "%s has edits that are not committed; commit "
		             "them first",
		             THEME);
	if (rc == 0)
		rc = run_git(i, last, &said, err);
	if (rc == 0 && !i->force && said.n &&
	    !str_starts(buf_str(&said), STR(THEME_SUBJECT)))
		rc = err_set(err, ERR_USAGE,
		             "%s was edited here: to keep that, git mv it to "
		             "another name and set theme in site.yaml; to "
		             "drop it, add --force",
		             THEME);
	buf_release(&said);
	return rc;
}

/* In place of what is there, so that a file that is no more goes, too. */
static int
bring_theme(struct init *i, struct err *err)
{
	static const char *const drop[] = {"git", "rm", "-r", "-q",
	                                   "--ignore-unmatch", "--", THEME,
	                                   NULL};
	static const char *const add[] = {"git", "add", "-A", "--", THEME,
	                                  NULL};
	static const char *const undo[] = {
	    "git", "checkout", "-q", "HEAD", "--", THEME, NULL};
	int rc = run_git(i, drop, NULL, err);

	if (rc == 0)
		rc = copy_part(i, THEME, THEME, err);
	if (rc == 0)
		rc = run_git(i, add, NULL, err);
	if (rc < 0)
		run_git(i, undo, NULL, NULL);
	return rc;
}

/* Records are not what it changes: the hook that checks them is passed by. */
static int
commit_theme(struct init *i, bool *changed, struct err *err)
{
	static const char *const differ[] = {"git", "diff", "--cached",
	                                     "--name-only", "--", THEME,
	                                     NULL};
	static const char *const commit[] = {
	    "git", "commit", "-q", "--no-verify", "-m",
	    THEME_SUBJECT " --upgrade", "--", THEME, NULL};
	struct buf said = {0};
	int rc = run_git(i, differ, &said, err);

	*changed = said.n > 0;
	buf_release(&said);
	return rc == 0 && *changed ? run_git(i, commit, NULL, err) : rc;
}

static int
upgrade(struct init *i, const char *dir)
{
	bool zh = i->lang == LANG_ZH;
	bool changed = false;
	struct err err = {0};
	int rc = path_absolute(i->dir, dir, &err);

	if (rc == 0)
		rc = find_data(i, &err);
	if (rc == 0)
		rc = find_git(&err);
	if (rc == 0)
		rc = find_portal(i, &err);
	if (rc == 0)
		rc = hook_guard(i->dir, true, i->lang, &err);
	if (rc == 0)
		rc = may_upgrade(i, &err);
	if (rc == 0)
		rc = bring_theme(i, &err);
	if (rc == 0)
		rc = commit_theme(i, &changed, &err);
	if (rc < 0)
		return cmd_fail(i->lang, &err);
	if (!changed)
		fprintf(stderr, zh ? "%s 已是这一版的\n"
		                   : "%s is that of this gongshi already\n",
		        THEME);
	else
		fprintf(stderr,
		        zh ? "%s 已换成这一版的，并已提交：运行 gongshi build "
		             "看过，再运行 git push\n"
		           : "%s is that of this gongshi now, and committed: "
		             "run gongshi build, look, then git push\n",
		        THEME);
	return EXIT_DONE;
}

int
cmd_init(int argc, char **argv, enum lang lang)
{
	static const struct option options[] = {
	    {"lang", required_argument, NULL, 'l'},
	    {"upgrade", no_argument, NULL, 'u'},
	    {"force", no_argument, NULL, 'f'},
	    {0}};
	struct init i = {.fs = fs_real()};
	struct err err = {0};
	int c, rc;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (c == 'u')
			i.upgrade = true;
		else if (c == 'f')
			i.force = true;
		else if (c != 'l' || !lang_parse(str_from(optarg), &lang))
			return cmd_usage(lang, "init", argv[optind - 1]);
	if (optind + 1 != argc && !(i.upgrade && optind == argc))
		return cmd_usage(lang, "init", NULL);
	i.lang = lang;
	arena_init(&i.arena);
	if (i.upgrade) {
		rc = upgrade(&i, optind < argc ? argv[optind] : ".");
		arena_release(&i.arena);
		return rc;
	}
	rc = begin(&i, argv[optind], &err);
	arena_release(&i.arena);
	if (rc < 0)
		return cmd_fail(lang, &err);
	printf("%s\n", argv[optind]);
	fprintf(stderr,
	        lang == LANG_ZH
	            ? "新门户已建好：进入 %s，运行 gongshi build\n"
	            : "the portal is there: go to %s, run gongshi build\n",
	        argv[optind]);
	return EXIT_DONE;
}
