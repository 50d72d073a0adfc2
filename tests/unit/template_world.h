#ifndef TESTS_TEMPLATE_WORLD_H
#define TESTS_TEMPLATE_WORLD_H

/*
 * template_world - what tests of templates share: a set made of literals,
 * data written as JSON, and comparisons of what comes out.
 */
#include "unit.h"

#include "base/mem.h"
#include "text/json.h"
#include "text/template.h"
#include "text/value.h"

#define TEMPLATE_TEST(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* A test's world; templates are given as "name", "source", ..., NULL. */
struct world {
	struct arena arena;
	struct template_set *set;
	struct buf out;
	struct err err;
};

static inline int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	*state = w;
	return w ? 0 : -1;
}

static inline int
tear_down(void **state)
{
	struct world *w = *state;

	template_set_free(w->set);
	buf_release(&w->out);
	arena_release(&w->arena);
	free(w);
	return 0;
}

static inline int
compile(struct world *w, enum template_mode mode, const char *const *pairs)
{
	int code = 0;

	template_set_free(w->set);
	w->set = template_set_new(mode);
	w->err = (struct err){0};
	for (; *pairs && !code; pairs += 2) {
		struct buf path = {0};

		buf_fmt(&path, "%s.mustache", pairs[0]);
		code = template_set_add(w->set, str_from(pairs[0]),
		                        str_from(pairs[1]), buf_str(&path),
		                        &w->err);
		buf_release(&path);
	}
	return code ? code : template_set_link(w->set, &w->err);
}

/* JSON data, and {{{html}}}, which is HTML by type. */
static inline const struct value *
data_of(struct world *w, const char *json)
{
	const struct value *v;
	struct value *map = value_map(&w->arena);

	assert_int_equal(
	    json_read(&w->arena, str_from(json), &v, NULL, NULL), 0);
	for (size_t i = 0; i < v->n; i++)
		value_put(&w->arena, map, v->member[i].key,
		          v->member[i].value);
	value_put(&w->arena, map, STR("html"),
	          value_html(&w->arena, STR("<em title=\"x\">")));
	return map;
}

static inline void
assert_render(struct world *w, const char *json, const char *want)
{
	int code;

	buf_reset(&w->out);
	code = template_render(w->set, STR("t"), data_of(w, json), &w->arena,
	                       &w->out, &w->err);
	if (code)
		fail_msg("%s", w->err.line);
	assert_str(buf_str(&w->out), want);
}

/* One template, in HTML mode. */
static inline void
assert_html(struct world *w, const char *source, const char *json,
            const char *want)
{
	const char *pairs[] = {"t", source, NULL};

	if (compile(w, TEMPLATE_HTML, pairs))
		fail_msg("%s", w->err.line);
	assert_render(w, json, want);
}

/* The error begins with `want`: the place and the first words. */
static inline void
assert_refused(struct world *w, const char *const *pairs, const char *want)
{
	assert_int_equal(compile(w, TEMPLATE_HTML, pairs), ERR_CONFIG);
	if (strncmp(w->err.line, want, strlen(want)) != 0)
		fail_msg("got  %s\nwant %s", w->err.line, want);
	/* The same place, in other words. */
	if (!strcmp(w->err.line, w->err.chinese) ||
	    strncmp(w->err.chinese, want, strcspn(want, " ")) != 0)
		fail_msg("in Chinese: %s", w->err.chinese);
}

static inline void
assert_bad(struct world *w, const char *source, const char *want)
{
	const char *pairs[] = {"t", source, NULL};

	assert_refused(w, pairs, want);
}

#endif
