#include "cmd/hook.h"

#include "cmd/cmd.h"
#include "os/fs.h"
#include "os/process.h"
#include "os/random.h"
#include "os/self.h"
#include "repo/repo.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#define MARK "gongshi hook" /* stands in each script of ours */
#define INPUT_MOST "64m"    /* of one push, until somebody sets another */
#define BRANCH "refs/heads/main"
#define HOOKS "hooks"       /* their folder, from where git runs them */
#define OLD_HOOKS ".githooks" /* in a work tree: they are versioned */

enum { OPT_REPO = 256, OPT_CONTENT, OPT_BRANCH, OPT_COMPRESS, OPT_FORCE };

static const struct option options[] = {
    {"repo", required_argument, NULL, OPT_REPO},
    {"content", required_argument, NULL, OPT_CONTENT},
    {"branch", required_argument, NULL, OPT_BRANCH},
    {"output", required_argument, NULL, 'o'},
    {"compress", no_argument, NULL, OPT_COMPRESS},
    {"force", no_argument, NULL, OPT_FORCE},
    {0}};

struct install {
	const char *at; /* a folder of the repository */
	const char *content;
	const char *branch;
	const char *output;
	bool compress;
	bool force;
	bool quiet; /* of what was written */
	enum lang lang;
	struct repo *repo;
	struct fs fs;
};

/* What keeps a push whole, on disk before it is told of, and history as it
 * is; and objects sound, since the generator trusts their ids.  Over HTTP a
 * signed push may take a minute. */
static const char *const safe[][2] = {{"core.fsync", "all"},
                                      {"receive.unpackLimit", "1"},
                                      {"receive.fsckObjects", "true"},
                                      {"receive.denyNonFastForwards", "true"},
                                      {"receive.denyDeletes", "true"},
                                      {"receive.shallowUpdate", "false"},
                                      {"receive.certNonceSlop", "60"}};

/* ---------------------------------------------------------- scripts */

/* A word for sh, whatever is in it. */
static void
quote(struct buf *b, const char *word)
{
	buf_byte(b, '\'');
	for (; *word; word++)
		if (*word == '\'')
			buf_adds(b, "'\\''");
		else
			buf_byte(b, *word);
	buf_byte(b, '\'');
}

/* A script of somebody else goes aside, or stays. */
static int
make_room(struct install *in, const char *path, struct err *err)
{
	struct buf aside = {0};
	struct buf was = {0};
	int rc;
	bool foreign =
	    fs_kind_of(&in->fs, path) != FS_ABSENT &&
	    (fs_read(&in->fs, path, &was, NULL) < 0 ||
	     str_find(buf_str(&was), STR(MARK)) >= was.n);

	buf_release(&was);
	if (!foreign)
		return 0;
	if (!in->force)
		return err_set(err, ERR_USAGE,
		               "%s is not ours; move it away, or use --force "
		               "to have it renamed",
		               path);
	buf_fmt(&aside, "%s.before-gongshi%c", path, '\0');
	fprintf(stderr, in->lang == LANG_ZH ? "原有的钩子改名为 %s\n"
	                                    : "the hook that was there is "
	                                      "now %s\n",
	        aside.p);
	rc = fs_rename(&in->fs, path, aside.p, err);
	buf_release(&aside);
	return rc;
}

static int
write_hook(struct install *in, const char *name, const char *command,
           struct err *err)
{
	char folder[PATH_SIZE];
	char path[PATH_SIZE];
	char self[PATH_SIZE];
	struct buf script = {0};
	int rc = process_self(self, err);

	if (rc == 0)
		rc = path_join(folder, repo_common(in->repo), STR(HOOKS),
		               err);
	if (rc == 0)
		rc = path_join(path, folder, str_from(name), err);
	if (rc == 0)
		rc = fs_mkdir(&in->fs, folder, err);
	if (rc == 0)
		rc = make_room(in, path, err);
	if (rc == 0) {
		buf_adds(&script, "#!/bin/sh\n# Made by " MARK " install.\n"
		                  "exec ");
		quote(&script, self);
		buf_fmt(&script, " %s\n", command);
		rc = fs_replace(&in->fs, path, buf_str(&script), err);
	}
	if (rc == 0)
		rc = process_permit(path, err);
	if (rc == 0 && !in->quiet)
		printf("%s\n", path);
	buf_release(&script);
	return rc;
}

/*
 * Hooks that git would not look for where they are written.  In a bare
 * repository only its own setting can say so, since we make one.
 */
static int
refuse_elsewhere(struct install *in, struct err *err)
{
	bool bare = !repo_workdir(in->repo);
	struct buf path = {0};
	int rc = repo_setting(in->repo, "core.hooksPath", bare, &path, err);

	if (rc > 0 && !(bare && str_eq(buf_str(&path), STR(HOOKS))))
		rc = err_set(err, ERR_USAGE,
		             "core.hooksPath is set to %.*s: git would not "
		             "run the hooks of the repository",
		             STR_ARG(buf_str(&path)));
	buf_release(&path);
	return rc;
}

/* --------------------------------------------------------- settings */

/*
 * The branch that is published: the one that was named, else HEAD's.  What
 * HEAD stands for before the first commit is a habit of git (`master`), not
 * a choice, and no push of ours would ever go there: it follows us.
 */
static int
set_branch(struct install *in, struct err *err)
{
	struct buf name = {0};
	struct commit commit;
	int rc = repo_head(in->repo, &name, err);
	bool begun = rc == 0 && repo_resolve(in->repo, "HEAD", &commit,
	                                     NULL) == 0;

	if (in->branch || (rc == 0 && !begun))
		buf_reset(&name);
	if (in->branch)
		buf_fmt(&name, "%s%s",
		        strncmp(in->branch, "refs/", 5) ? "refs/heads/" : "",
		        in->branch);
	else if (rc == 0 && !begun)
		buf_adds(&name, BRANCH);
	buf_byte(&name, '\0');
	if (rc == 0 && !begun)
		rc = repo_set_head(in->repo, name.p, err);
	if (rc == 0)
		rc = repo_set(in->repo, "gongshi.branch", name.p, err);
	buf_release(&name);
	return rc;
}

static int
set_once(struct install *in, const char *name, const char *value,
         struct err *err)
{
	struct buf was = {0};
	int rc = repo_setting(in->repo, name, true, &was, err);

	buf_release(&was);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	return repo_set(in->repo, name, value, err);
}

/*
 * With a seed of its own the server takes signed pushes.  git itself trusts
 * nobody, and without a file complains of it to the clerk; whose key it is,
 * the hook finds out.
 */
static int
set_signing(struct install *in, struct err *err)
{
	char seed[RANDOM_TEXT];
	int rc = random_text(seed, err);

	if (rc == 0)
		rc = set_once(in, "receive.certNonceSeed", seed, err);
	return rc < 0 ? rc
	              : set_once(in, "gpg.ssh.allowedSignersFile",
	                         "/dev/null", err);
}

static const char *const timer_text[LANGS] = {
    "定日公开、到期都要定时生成，没有推送也一样；下面任选一种：\n"
    "%s%s%s"
    "  crontab: 5 * * * * %.*s\n",
    "what comes or ends on a day needs a build on that day, without a push; "
    "one of these:\n"
    "%s%s%s"
    "  crontab: 5 * * * * %.*s\n"};

static const char *const systemd_text[LANGS] = {
    "  systemd: 照 gongshi-build.service 和 gongshi-build.timer，在 ",
    "  systemd: after gongshi-build.service and gongshi-build.timer in "};

/* out: the folder of the samples, by where the program lies; or "" */
static void
find_samples(const struct install *in, char path[PATH_SIZE])
{
	static const char *const near[] = {"../share/gongshi/gen/samples",
	                                   "../gen/samples",
	                                   "../../gen/samples"};
	char self[PATH_SIZE];
	char at[PATH_SIZE];
	char probe[PATH_SIZE];

	for (size_t i = 0; i < sizeof near / sizeof *near; i++)
		if (self_folder(self, NULL) == 0 &&
		    path_join(at, self, str_from(near[i]), NULL) == 0 &&
		    path_absolute(path, at, NULL) == 0 &&
		    path_join(probe, path, STR("gongshi-build.timer"),
		              NULL) == 0 &&
		    fs_kind_of(&in->fs, probe) == FS_FILE)
			return;
	path[0] = '\0';
}

/*
 * A day that comes changes the site without a push: what is to be run then.
 * Every hour, since cron knows nothing of the register's time zone.
 */
static int
tell_timer(struct install *in, const char *output, struct err *err)
{
	const char *content = in->content ? in->content : "content";
	char self[PATH_SIZE];
	char samples[PATH_SIZE];
	struct buf branch = {0};
	struct buf line = {0};
	int rc = process_self(self, err);

	if (rc == 0)
		rc = repo_setting(in->repo, "gongshi.branch", true, &branch,
		                  err);
	buf_byte(&branch, '\0');
	if (rc >= 0) {
		quote(&line, self);
		buf_adds(&line, " build --repo ");
		quote(&line, repo_folder(in->repo));
		buf_adds(&line, " --rev ");
		quote(&line, branch.p);
		buf_adds(&line, " --content ");
		quote(&line, content);
		buf_adds(&line, " -o ");
		quote(&line, output);
		find_samples(in, samples);
		fprintf(stderr, timer_text[in->lang],
		        samples[0] ? systemd_text[in->lang] : "", samples,
		        samples[0] ? "\n" : "", STR_ARG(buf_str(&line)));
	}
	buf_release(&line);
	buf_release(&branch);
	return rc < 0 ? rc : 0;
}

static int
set_up_hub(struct install *in, struct err *err)
{
	char output[PATH_SIZE];
	int rc = path_absolute(output, in->output, err);

	for (size_t i = 0; rc == 0 && i < sizeof safe / sizeof *safe; i++)
		rc = repo_set(in->repo, safe[i][0], safe[i][1], err);
	if (rc == 0)
		rc = set_once(in, "receive.maxInputSize", INPUT_MOST, err);
	if (rc == 0)
		rc = repo_set(in->repo, "gongshi.output", output, err);
	if (rc == 0)
		rc = repo_set(in->repo, "gongshi.content",
		              in->content ? in->content : "content", err);
	if (rc == 0)
		rc = set_branch(in, err);
	/* Lest one of the machine or the user leads elsewhere. */
	if (rc == 0 && !repo_workdir(in->repo))
		rc = repo_set(in->repo, "core.hooksPath", HOOKS, err);
	if (rc == 0 && in->compress)
		rc = repo_set(in->repo, "gongshi.compress", "true", err);
	if (rc == 0)
		rc = set_signing(in, err);
	if (rc == 0)
		rc = write_hook(in, "pre-receive", "hook pre-receive", err);
	if (rc == 0)
		rc = write_hook(in, "post-receive", "hook post-receive", err);
	return rc < 0 ? rc : tell_timer(in, output, err);
}

/*
 * Older portals had git look for hooks among their files, where whoever may
 * push, even a draft, could have put one that runs at the next pull.
 * out: 1, it was so and is no more
 */
static int
leave_versioned(struct install *in, struct err *err)
{
	struct buf path = {0};
	struct str was;
	int rc = repo_setting(in->repo, "core.hooksPath", true, &path, err);

	was = buf_str(&path);
	while (str_ends(was, STR("/")))
		was = str_sub(was, 0, was.n - 1);
	if (rc > 0)
		rc = str_eq(was, STR(OLD_HOOKS));
	buf_release(&path);
	if (rc <= 0)
		return rc;
	rc = repo_unset(in->repo, "core.hooksPath", err);
	if (rc == 0)
		fputs(in->lang == LANG_ZH
		          ? "已去掉 core.hooksPath=" OLD_HOOKS
		            "：拉取来的文件不再会当钩子运行\n"
		          : "core.hooksPath=" OLD_HOOKS " was unset: what is "
		            "pulled does not run as a hook any more\n",
		      stderr);
	return rc < 0 ? rc : 1;
}

/* Beside a work tree: what is to be committed is checked. */
static int
set_up_clone(struct install *in, struct err *err)
{
	struct buf command = {0};
	int rc = leave_versioned(in, err);

	if (rc >= 0)
		rc = refuse_elsewhere(in, err);
	if (rc < 0)
		return rc;
	buf_adds(&command, "check --staged");
	if (in->content) {
		buf_adds(&command, " --content ");
		quote(&command, in->content);
	}
	buf_byte(&command, '\0');
	rc = write_hook(in, "pre-commit", command.p, err);
	buf_release(&command);
	return rc;
}

int
hook_guard(const char *at, bool upgrade, enum lang lang, struct err *err)
{
	struct install in = {.quiet = true, .lang = lang, .fs = fs_real()};
	int rc = repo_open(at, &in.repo, err);

	if (rc == 0 && upgrade)
		rc = leave_versioned(&in, err);
	if (rc > 0 || (rc == 0 && !upgrade))
		rc = set_up_clone(&in, err);
	repo_close(in.repo);
	return rc;
}

static int
install(struct install *in, struct err *err)
{
	int rc = repo_open(in->at ? in->at : ".", &in->repo, err);

	if (rc < 0)
		return rc;
	if (repo_workdir(in->repo) && !in->output)
		return set_up_clone(in, err);
	if (!in->output)
		return err_set(err, ERR_USAGE,
		               "say where the site is published: -o OUTPUT");
	rc = refuse_elsewhere(in, err);
	return rc < 0 ? rc : set_up_hub(in, err);
}

int
hook_install(int argc, char **argv, enum lang lang)
{
	struct install in = {.lang = lang, .fs = fs_real()};
	struct err err = {0};
	int rc;
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
		if (c == 'o')
			in.output = optarg;
		else if (c == OPT_REPO)
			in.at = optarg;
		else if (c == OPT_CONTENT)
			in.content = optarg;
		else if (c == OPT_BRANCH)
			in.branch = optarg;
		else if (c == OPT_COMPRESS)
			in.compress = true;
		else if (c == OPT_FORCE)
			in.force = true;
		else
			return cmd_usage(lang, "hook", argv[optind - 1]);
	}
	if (optind < argc)
		return cmd_usage(lang, "hook", argv[optind]);
	rc = install(&in, &err);
	repo_close(in.repo);
	return rc < 0 ? cmd_fail(lang, &err) : EXIT_DONE;
}
