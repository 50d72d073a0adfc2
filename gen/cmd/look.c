#include "cmd/look.h"

#include "cmd/cmd.h"
#include "os/fs.h"

#include <stdio.h>

int
look_open(struct look *look, const char *output, const char *repo,
          struct err *err)
{
	struct fs fs = fs_real();
	char path[PATH_SIZE];
	int rc = cmd_output(path, output, repo, err);

	*look = (struct look){0};
	if (rc == 0)
		rc = place_of(&look->place, path, err);
	if (rc == 0 && fs_kind_of(&fs, look->place.store) != FS_DIR)
		rc = err_set(err, ERR_ABSENT,
		             "nothing has been built into %s yet; run `gongshi "
		             "build` first",
		             look->place.output);
	if (rc == 0)
		rc = store_open(&fs, look->place.store, true, &look->store,
		                err);
	if (rc == 0)
		rc = txn_begin(look->store, false, &look->txn, err);
	if (rc == 0 && !state_built(look->txn, &look->built))
		rc = err_set(err, ERR_ABSENT,
		             "the build into %s was not finished; run `gongshi "
		             "build` again",
		             look->place.output);
	return rc;
}

void
look_age(const struct look *look, const char *repo, enum lang lang)
{
	char built[2 * OID_SIZE + 1];
	char head[2 * OID_SIZE + 1];
	struct repo *opened = NULL;
	struct commit commit;

	if (repo_open(repo ? repo : ".", &opened, NULL) == 0 &&
	    repo_resolve(opened, "HEAD", &commit, NULL) == 0 &&
	    !oid_eq(&commit.id, &look->built.commit)) {
		oid_hex(&look->built.commit, built);
		oid_hex(&commit.id, head);
		fprintf(stderr,
		        lang == LANG_ZH
		            ? "注意：这里说的是提交 %.7s 时的站点，现在是 "
		              "%.7s；先运行 gongshi build，结果才是新的\n"
		            : "note: this is the site of commit %.7s, and "
		              "HEAD is %.7s; run gongshi build first for "
		              "what is new\n",
		        built, head);
	}
	repo_close(opened);
}

int
look_config(const struct look *look, struct arena *a, const char *repo,
            const char *content, struct repo **opened, struct config *config,
            struct err *err)
{
	struct str folder = str_from(content ? content : "content");
	struct finding_list quiet;
	struct commit commit;
	int rc = repo_open(repo ? repo : ".", opened, err);

	finding_list_init(&quiet, a);
	if (str_eq(folder, STR(".")))
		folder = STR("");
	if (rc == 0)
		rc = repo_commit(*opened, &look->built.commit, &commit, err);
	if (rc == 0)
		rc = config_load(config, *opened, &commit.tree, folder, NULL,
		                 &quiet, err);
	return rc;
}

void
look_close(struct look *look)
{
	txn_abort(look->txn);
	store_close(look->store);
}
