#ifndef BUILD_CONFIG_H
#define BUILD_CONFIG_H

/*
 * config - what a tree says about the whole site: settings, record kinds,
 * code tables and the theme.
 *
 * Loaded anew by every build that has something to do; read-only then.
 */
#include "model/finding.h"
#include "model/schema.h"
#include "model/site.h"
#include "render/chart_set.h"
#include "render/theme.h"
#include "repo/repo.h"

struct config {
	struct arena arena;
	struct site site;
	struct schema_set set;
	struct chart_set charts;
	struct theme *theme;
	struct oid content;   /* tree of the content folder */
	struct oid look;      /* tree of the theme's folder */
	struct digest digest; /* of settings, kinds, tables, charts */
};

/*
 * config_load - read everything from one tree.
 * in:  tree, of the whole repository; content, path of the content folder
 *      in it, may be empty; theme, name, or NULL for the one of site.yaml
 * out: *config; caller calls config_release, also after an error
 * err: ERR_CONFIG, with the mistakes of schemas and settings in findings;
 *      ERR_GIT
 */
int config_load(struct config *config, struct repo *repo,
                const struct oid *tree, struct str content,
                const char *theme, struct finding_list *findings,
                struct err *err);

/*
 * config_release - free what was loaded.
 */
void config_release(struct config *config);

#endif
