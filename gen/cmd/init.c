#include "cmd/cmd.h"

#include "os/fs.h"
#include "os/process.h"
#include "os/self.h"

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
	               i->lang == LANG_ZH
	                   ? "%s 里没有 gongshi 的数据，请运行 make install"
	                   : "the data of gongshi are not in %s: make "
	                     "install",
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
find_git(struct init *i, struct err *err)
{
	static const char *const version[] = {"git", "--version", NULL};
	const struct process p = {.argv = version};

	if (process_run(&p, NULL, NULL, err) == 0)
		return 0;
	return err_set(err, ERR_ABSENT,
	               i->lang == LANG_ZH
	                   ? "没有找到 git，请先安装，例如 apt-get install git"
	                   : "there is no git; install it first, as by "
	                     "apt-get install git");
}

static int
run_in(struct init *i, const char *const *argv, struct err *err)
{
	struct process p = {.argv = argv, .dir = i->dir};
	struct buf said = {0};
	int rc = process_run(&p, NULL, &said, err);

	if (rc > 0)
		rc = err_set(err, ERR_GIT, "%s %s: %.*s", argv[0], argv[1],
		             STR_ARG(str_trim(buf_str(&said))));
	buf_release(&said);
	return rc;
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
	static const char *const hooks[] = {"git", "config", "core.hooksPath",
	                                    ".githooks", NULL};
	char hook[PATH_SIZE];
	static const char *const pull[] = {"git", "config", "pull.rebase",
	                                   "true", NULL};
	int rc = path_join(hook, i->dir, STR(".githooks/pre-commit"), err);

	if (rc == 0)
		rc = process_permit(hook, err);
	for (size_t k = 0; rc == 0 && k < sizeof step / sizeof *step; k++)
		rc = run_in(i, step[k], err);
	if (rc == 0 && run_in(i, own, err) < 0)
		rc = run_in(i, other, err); /* nobody has a name here yet */
	if (rc == 0)
		rc = run_in(i, pull, err); /* merges are harder to read */
	return rc < 0 ? rc : run_in(i, hooks, err);
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
	bool zh = i->lang == LANG_ZH;
	struct fs_list list;
	int rc = path_absolute(i->dir, dir, err);

	if (rc == 0 && fs_kind_of(&i->fs, i->dir) == FS_FILE)
		return err_set(err, ERR_USAGE,
		               zh ? "%s 是文件，请换一个文件夹名"
		                  : "%s is a file; name another folder",
		               dir);
	if (rc == 0)
		rc = fs_mkdir(&i->fs, i->dir, err);
	if (rc == 0)
		rc = fs_list(&i->fs, i->dir, &i->arena, &list, err);
	if (rc == 0 && !is_empty(&list))
		rc = err_set(err, ERR_USAGE,
		             zh ? "%s 里已有文件，没有改动它；请换一个文件夹名"
		                : "%s is not empty and was left alone; name "
		                  "another folder",
		             dir);
	return rc;
}

static int
begin(struct init *i, const char *dir, struct err *err)
{
	int rc = find_data(i, err);

	if (rc == 0)
		rc = find_git(i, err);
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
	return rc < 0 ? rc : commit_all(i, err);
}

int
cmd_init(int argc, char **argv, enum lang lang)
{
	static const struct option options[] = {
	    {"lang", required_argument, NULL, 'l'}, {0}};
	struct init i = {.fs = fs_real()};
	struct err err = {0};
	int c, rc;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (c != 'l' || !lang_parse(str_from(optarg), &lang))
			return cmd_usage(lang, "init", argv[optind - 1]);
	if (optind + 1 != argc)
		return cmd_usage(lang, "init", NULL);
	i.lang = lang;
	arena_init(&i.arena);
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
