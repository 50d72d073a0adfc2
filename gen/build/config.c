#include "build/config.h"

#include "base/vec.h"
#include "build/content.h"
#include "repo/diff.h"

#include <stdio.h>
#include <string.h>

struct sources VEC(struct source);

/* A folder being read whole. */
struct load {
	struct config *config;
	struct repo *repo;
	struct str prefix;       /* of the folder, ends in '/' */
	struct sources *sources; /* where .yaml files go; NULL: the theme */
	struct buf bytes;
};

static int
read_bytes(struct load *l, const struct oid *id, struct str path,
           struct str *bytes, struct err *err)
{
	int rc = repo_blob_at(l->repo, id, path, &l->bytes, err);

	*bytes = (struct str){0};
	if (rc == 0)
		*bytes = arena_str(&l->config->arena, buf_str(&l->bytes));
	return rc;
}

static int
take_source(struct load *l, const struct delta *delta, struct str path,
            struct err *err)
{
	struct source source = {.path = path};
	int rc = read_bytes(l, &delta->now, path, &source.bytes, err);

	if (rc == 0)
		vec_push(l->sources, source);
	return rc;
}

static int
take_file(void *ctx, const struct delta *delta, struct err *err)
{
	struct load *l = ctx;
	struct str path = arena_fmt(&l->config->arena, "%.*s%.*s",
	                            STR_ARG(l->prefix), STR_ARG(delta->path));
	struct str bytes = {0};
	int rc = 0;

	if (delta->mode != MODE_FILE)
		return 0;
	if (l->sources)
		return str_ends(path, STR(".yaml"))
		           ? take_source(l, delta, path, err)
		           : 0;
	if (!content_is_address(delta->path))
		return err_set(err, ERR_CONFIG,
		               "%.*s: this file name cannot be an address",
		               STR_ARG(path));
	if (theme_wants(delta->path))
		rc = read_bytes(l, &delta->now, path, &bytes, err);
	if (rc < 0)
		return rc;
	return theme_add(l->config->theme, delta->path, path, bytes,
	                 delta->now.b, err);
}

static int
read_folder(struct load *l, const struct oid *tree, struct str path,
            struct str prefix, struct sources *sources, struct err *err)
{
	struct oid folder;
	int has = repo_subtree(l->repo, tree, path, &folder, err);

	if (has <= 0)
		return has;
	l->prefix = prefix;
	l->sources = sources;
	return diff_trees(l->repo, NULL, &folder, take_file, l, err);
}

static struct digest
digest_all(const struct config *config)
{
	struct hasher *h = hasher_new();
	struct digest d;

	hasher_add(h, (struct str){(const char *)config->site.digest.b,
	                           DIGEST_SIZE});
	hasher_add(h, (struct str){(const char *)config->set.digest.b,
	                           DIGEST_SIZE});
	hasher_add(h, (struct str){(const char *)config->charts.digest.b,
	                           DIGEST_SIZE});
	d = hasher_digest(h);
	hasher_free(h);
	return d;
}

static int
load_site(struct load *l, struct str root, struct finding_list *findings,
          struct err *err)
{
	struct config *c = l->config;
	struct source source;
	struct oid id;
	int rc = repo_file(l->repo, &c->content, STR("site.yaml"), &id, err);

	source.path = arena_fmt(&c->arena, "%.*ssite.yaml", STR_ARG(root));
	if (rc == 0)
		return err_set(err, ERR_CONFIG, "%.*s is missing",
		               STR_ARG(source.path));
	if (rc < 0)
		return rc;
	rc = read_bytes(l, &id, source.path, &source.bytes, err);
	if (rc < 0)
		return rc;
	return site_load(&c->site, &c->arena, &source, &c->set, findings,
	                 err);
}

/* The charts; a site may have none. */
static int
load_charts(struct load *l, struct str root, struct finding_list *findings,
            struct err *err)
{
	struct config *c = l->config;
	struct source source;
	struct oid id;
	int rc =
	    repo_file(l->repo, &c->content, STR("charts.yaml"), &id, err);

	if (rc <= 0)
		return rc;
	source.path = arena_fmt(&c->arena, "%.*scharts.yaml", STR_ARG(root));
	rc = read_bytes(l, &id, source.path, &source.bytes, err);
	if (rc < 0)
		return rc;
	return chart_set_load(&c->charts, &c->arena, &source, &c->set,
	                      findings, err);
}

static int
load_kinds(struct load *l, struct str root, struct finding_list *findings,
           struct err *err)
{
	struct config *c = l->config;
	struct sources schema = {0};
	struct sources table = {0};
	struct schema_sources all;
	int rc;

	rc = read_folder(l, &c->content, STR("schema"),
	                 arena_fmt(&c->arena, "%.*sschema/", STR_ARG(root)),
	                 &schema, err);
	if (rc >= 0)
		rc = read_folder(l, &c->content, STR("tables"),
		                 arena_fmt(&c->arena, "%.*stables/",
		                           STR_ARG(root)),
		                 &table, err);
	if (rc >= 0 && schema.n == 0)
		rc = err_set(err, ERR_CONFIG,
		             "%.*sschema/ holds no record kind",
		             STR_ARG(root));
	all = (struct schema_sources){schema.v, schema.n, table.v, table.n};
	if (rc >= 0)
		rc = schema_set_load(&c->set, &c->arena, &all, findings, err);
	vec_release(&schema);
	vec_release(&table);
	return rc;
}

static int
load_theme(struct load *l, const struct oid *tree, const char *name,
           struct finding_list *findings, struct err *err)
{
	struct config *c = l->config;
	struct str want = name ? str_from(name) : c->site.theme;
	struct str path = arena_fmt(&c->arena, "themes/%.*s", STR_ARG(want));
	struct oid folder;
	int rc = repo_subtree(l->repo, tree, path, &folder, err);

	if (rc == 0)
		return err_set(err, ERR_CONFIG, "there is no folder %.*s",
		               STR_ARG(path));
	if (rc < 0)
		return rc;
	c->look = folder;
	c->theme = theme_new(want);
	rc = read_folder(l, tree, path,
	                 arena_fmt(&c->arena, "%.*s/", STR_ARG(path)), NULL,
	                 err);
	return rc < 0 ? rc
	              : theme_link(c->theme, c->site.languages, findings,
	                           err);
}

int
config_load(struct config *config, struct repo *repo, const struct oid *tree,
            struct str content, const char *theme,
            struct finding_list *findings, struct err *err)
{
	struct load l = {.config = config, .repo = repo};
	struct str root;
	int rc;

	memset(config, 0, sizeof *config);
	arena_init(&config->arena);
	root = content.n ? arena_fmt(&config->arena, "%.*s/",
	                             STR_ARG(content))
	                 : STR("");
	rc = repo_subtree(repo, tree, content, &config->content, err);
	if (rc == 0)
		rc = err_set(err, ERR_CONFIG, "there is no folder %.*s",
		             STR_ARG(content));
	if (rc >= 0)
		rc = load_kinds(&l, root, findings, err);
	if (rc >= 0)
		rc = load_site(&l, root, findings, err);
	if (rc >= 0)
		rc = load_charts(&l, root, findings, err);
	if (rc >= 0)
		rc = load_theme(&l, tree, theme, findings, err);
	if (rc >= 0)
		config->digest = digest_all(config);
	buf_release(&l.bytes);
	return rc < 0 ? rc : 0;
}

void
config_release(struct config *config)
{
	theme_free(config->theme);
	config->theme = NULL;
	arena_release(&config->arena);
}
