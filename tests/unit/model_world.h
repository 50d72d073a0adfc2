#ifndef TESTS_MODEL_WORLD_H
#define TESTS_MODEL_WORLD_H

/*
 * model_world - what tests of records share: a schema set made of texts, or
 * of the files that the repository ships; a parsed record; its findings.
 */
#include "model/record.h"
#include "model/site.h"
#include "unit.h"

#include <glob.h>

struct world {
	struct arena arena;
	struct finding_list findings;
	struct schema_set set;
	struct record *record;
	int32_t as_of; /* DATE_NONE: nothing is asked about today */
};

static inline void
world_show(const struct finding_list *findings)
{
	for (size_t i = 0; i < findings->n; i++) {
		struct buf b = {0};

		finding_format(&findings->v[i], LANG_EN, FINDING_FULL, &b);
		print_error("%.*s", (int)b.n, b.p);
		buf_release(&b);
	}
}

static inline struct source
world_file(struct arena *a, const char *path)
{
	struct source s = {.path = arena_str(a, str_from(path))};
	size_t room = (size_t)512 * 1024;
	char *bytes = arena_alloc(a, room);
	FILE *in = fopen(path, "rb");

	assert_non_null(in);
	s.bytes = (struct str){bytes, fread(bytes, 1, room, in)};
	assert_true(s.bytes.n < room);
	fclose(in);
	s.bytes = arena_str(a, s.bytes);
	return s;
}

static inline size_t
world_files(struct arena *a, const char *pattern, struct source *out,
            size_t max)
{
	glob_t found;
	size_t n;

	if (glob(pattern, 0, NULL, &found))
		return 0;
	n = found.gl_pathc;
	assert_true(n <= max);
	for (size_t i = 0; i < n; i++)
		out[i] = world_file(a, found.gl_pathv[i]);
	globfree(&found);
	return n;
}

static inline void
world_open(struct world *w)
{
	*w = (struct world){.as_of = DATE_NONE};
	arena_init(&w->arena);
	finding_list_init(&w->findings, &w->arena);
}

static inline void
world_close(struct world *w)
{
	arena_release(&w->arena);
}

/* The schemas and tables of the repository. */
static inline void
world_load_shipped(struct world *w)
{
	struct source schema[64], table[64];
	struct schema_sources sources = {schema, 0, table, 0};
	struct err err;

	sources.schemas =
	    world_files(&w->arena, "content/schema/*.yaml", schema, 64);
	sources.tables =
	    world_files(&w->arena, "content/tables/*.yaml", table, 64);
	assert_true(sources.schemas > 0);
	if (schema_set_load(&w->set, &w->arena, &sources, &w->findings,
	                    &err)) {
		world_show(&w->findings);
		fail_msg("%s", err.line);
	}
}

/* Schemas as texts: kind, text, kind, text, ..., NULL. */
static inline void
world_load(struct world *w, const char *const *text)
{
	static const char table[] =
	    "name: adcode\n"
	    "label: {zh: 行政区划, en: Areas}\n"
	    "rows:\n"
	    "  \"210100\": {zh: 沈阳市, en: Shenyang}\n"
	    "  \"210200\": {zh: 大连市, en: Dalian}\n";
	struct source schema[8], tables[1];
	struct schema_sources sources = {schema, 0, tables, 1};
	struct err err;

	tables[0] = (struct source){STR("tables/adcode.yaml"),
	                            {table, sizeof table - 1}};
	for (; *text; text += 2)
		schema[sources.schemas++] = (struct source){
		    arena_fmt(&w->arena, "schema/%s.yaml", text[0]),
		    str_from(text[1])};
	if (schema_set_load(&w->set, &w->arena, &sources, &w->findings,
	                    &err)) {
		world_show(&w->findings);
		fail_msg("%s", err.line);
	}
}

static inline struct record *
world_parse(struct world *w, const char *path, struct str bytes)
{
	struct record_input input = {
	    .file = {str_from(path), bytes},
	    .root = STR("content/"),
	    .as_of = w->as_of};

	w->record = record_parse(&w->arena, &w->set, &input, &w->findings);
	finding_list_sort(&w->findings);
	return w->record;
}

static inline const struct finding *
world_finding(const struct world *w, const char *code)
{
	for (size_t i = 0; i < w->findings.n; i++)
		if (!strcmp(w->findings.v[i].code, code))
			return &w->findings.v[i];
	return NULL;
}

/* Is exactly this finding there? */
static inline void
world_expect(const struct world *w, const char *code, unsigned line,
             unsigned column)
{
	for (size_t i = 0; i < w->findings.n; i++) {
		const struct finding *f = &w->findings.v[i];

		if (!strcmp(f->code, code) && f->line == line &&
		    f->column == column)
			return;
	}
	world_show(&w->findings);
	fail_msg("no %s at %u:%u", code, line, column);
}

#endif
