#ifndef TESTS_PAGE_WORLD_H
#define TESTS_PAGE_WORLD_H

/*
 * page_world - what tests of single pages share: the schemas and the theme
 * that the repository ships, a site, an empty state, and a context over them.
 */
#include "model_world.h"
#include "store_world.h"

#include "render/context.h"

struct page_world {
	struct world model;
	struct store_world state;
	struct theme *theme;
	struct site site;
	struct chart_set charts;
	struct renderer renderer;
	struct snapshot snapshot;
	struct output output;
	struct context context;
};

static const char page_site[] =
    "title: {zh: 测试名录, en: Test register}\n"
    "subtitle: {zh: 测试, en: Test}\n"
    "base_url: https://register.example/\n"
    "language: zh\n"
    "languages: [zh, en]\n"
    "timezone: Asia/Shanghai\n"
    "publisher: {zh: 测试局, en: Test office}\n"
    "contact: {zh: 电话, en: Telephone}\n"
    "notice: {zh: 示例, en: Example}\n"
    "theme: default\n"
    "page_size: 3\n"
    "feed_size: 5\n"
    "latest: 2\n";

static inline void
page_world_theme(struct page_world *w, const char *pattern)
{
	static const uint8_t blob[THEME_BLOB];
	static struct source file[128];
	size_t root = strlen("themes/default/");
	size_t n = world_files(&w->model.arena, pattern, file, 128);
	struct err err = {0};

	assert_true(n > 0);
	for (size_t i = 0; i < n; i++)
		if (theme_add(w->theme,
		              str_sub(file[i].path, root, file[i].path.n),
		              file[i].path, file[i].bytes, blob, &err))
			fail_msg("%s", err.line);
}

static inline void
page_world_open(struct page_world *w, const char *site)
{
	struct source file = {STR("site.yaml"), str_from(site)};
	struct err err = {0};

	memset(w, 0, sizeof *w);
	world_open(&w->model);
	world_load_shipped(&w->model);
	store_world_open(&w->state);
	w->theme = theme_new(STR("plain"));
	page_world_theme(w, "themes/default/templates/*.mustache");
	page_world_theme(w, "themes/default/i18n/*.yaml");
	if (theme_link(w->theme, LANG_ALL, &w->model.findings, &err) ||
	    site_load(&w->site, &w->model.arena, &file, &w->model.set,
	              &w->model.findings, &err))
		fail_msg("%s", err.line);
	w->renderer = (struct renderer){.site = &w->site,
	                                .set = &w->model.set,
	                                .theme = w->theme,
	                                .charts = &w->charts,
	                                .as_of = 20000};
	w->snapshot = (struct snapshot){.txn = w->state.txn,
	                                .arena = &w->state.arena,
	                                .limits = {3, 5}};
}

static inline void
page_world_close(struct page_world *w)
{
	snapshot_release(&w->snapshot);
	theme_free(w->theme);
	store_world_close(&w->state);
	world_close(&w->model);
}

/* The page that is made. */
static inline struct context *
page_world_page(struct page_world *w, struct output output)
{
	w->output = output;
	context_init(&w->context, &w->renderer, &w->snapshot, &w->output);
	return &w->context;
}

#endif
