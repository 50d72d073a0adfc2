#include "index_world.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static void
put(void *ctx, const char *path, struct str bytes)
{
	struct index_world *w = ctx;
	struct str *file = arena_alloc(&w->a, sizeof *file);

	*file = arena_str(&w->a, bytes);
	if (map_put(&w->files, arena_str(&w->a, str_from(path)), file))
		abort(); /* one address, two files */
}

static int
get_piece(void *ctx, struct arena *a, const char *path, struct str *bytes,
          struct err *err)
{
	struct index_world *w = ctx;
	struct str name = str_from(path);
	const struct str *file = map_get(&w->files, name);

	w->pieces++;
	if (!file || str_eq(name, w->lost))
		return err_set(err, ERR_ABSENT, "no file %s", path);
	*bytes = arena_str(a, *file);
	if (str_eq(name, w->spoilt)) {
		char *p = (char *)(uintptr_t)bytes->p;

		p[bytes->n / 2] = (char)(p[bytes->n / 2] ^ 4);
	}
	return 0;
}

static int
get_text(void *ctx, struct arena *a, struct str id, struct str **segments,
         size_t *n, struct err *err)
{
	struct index_world *w = ctx;

	(void)a;
	w->texts++;
	for (size_t i = 0; i < w->corpus.n && !str_eq(id, w->lost); i++) {
		if (!str_eq(id, w->corpus.v[i].card.id))
			continue;
		*segments = w->corpus.v[i].text;
		*n = w->corpus.v[i].texts;
		return 0;
	}
	return err_set(err, ERR_ABSENT, "no record %.*s", STR_ARG(id));
}

void
index_world_open(struct index_world *w, struct str corpus, uint32_t highest)
{
	struct indexer ix;

	*w = (struct index_world){.source = {w, get_piece, get_text}};
	arena_init(&w->a);
	buf_add(&w->text, corpus);
	for (size_t i = 0; i < w->text.n; i++) {
		char *c = &w->text.p[i];

		*c = *c == '\n' ? '\x1e' : *c == '|' ? '\x1f' : *c;
	}
	w->corpus = indexer_corpus(&w->a, buf_str(&w->text));
	if (highest)
		w->corpus.highest = highest;
	indexer_begin(&ix);
	indexer_build(&ix, &w->corpus, 1000);
	indexer_finish(&ix, put, w);
	indexer_end(&ix);
}

void
index_world_close(struct index_world *w)
{
	map_release(&w->files);
	buf_release(&w->text);
	arena_release(&w->a);
}

int
index_world_start(void **state, struct str corpus)
{
	struct index_world *w = mem_alloc(sizeof *w);

	index_world_open(w, corpus, 0);
	*state = w;
	return 0;
}

int
index_world_stop(void **state)
{
	index_world_close(*state);
	mem_free(*state);
	return 0;
}

void
index_world_forget(struct index_world *w)
{
	w->pieces = 0;
	w->texts = 0;
}

struct load
index_world_load(struct index_world *w)
{
	struct load load;
	struct err err;

	if (load_begin(&load, &w->a, &w->source, &err) < 0)
		abort();
	return load;
}

const char *
index_world_ask(struct index_world *w, struct query query, struct result *r)
{
	struct result own;
	struct buf b = {0};
	struct str text;
	struct err err;
	int rc;

	r = r ? r : &own;
	rc = query_run(&w->a, &query, &w->source, r, &err);
	for (size_t i = 0; i < r->n; i++)
		buf_fmt(&b, "%.*s ", STR_ARG(r->hits[i].card.id));
	if (rc < 0)
		buf_fmt(&b, "error %d", rc);
	else
		buf_fmt(&b, "of %u%s", r->total, r->exact ? "" : "?");
	text = arena_str(&w->a, buf_str(&b));
	buf_release(&b);
	return text.p;
}
