#include "text/template.h"

#include "text/template_tree.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

void
tree_place(const struct template *home, size_t at, size_t *line,
           size_t *column)
{
	struct str before = str_sub(home->source, 0, at);
	size_t last = str_rchr(before, '\n');

	*line = 1;
	for (size_t i = 0; i < before.n; i++)
		*line += before.p[i] == '\n';
	*column = 1 + utf8_count(last == before.n
	                             ? before
	                             : str_sub(before, last + 1, before.n));
}

static int
put_place(const struct template *home, size_t at, struct err *err)
{
	size_t line;
	size_t column;

	if (!err)
		return ERR_CONFIG;
	tree_place(home, at, &line, &column);
	return err_at(err, "%.*s:%zu:%zu", STR_ARG(home->path), line, column);
}

int
tree_fail(const struct template *home, size_t at, struct err *err,
          const char *format, ...)
{
	va_list args;

	va_start(args, format);
	err_set_args(err, ERR_CONFIG, format, args);
	va_end(args);
	return put_place(home, at, err);
}

int
tree_fail_both(const struct template *home, size_t at, struct err *err,
               struct str english, struct str chinese)
{
	err_both(err, ERR_CONFIG, english, chinese);
	return put_place(home, at, err);
}

struct template_set *
template_set_new(enum template_mode mode)
{
	struct template_set *set = mem_zalloc(1, sizeof *set);

	set->mode = mode;
	arena_init(&set->arena);
	return set;
}

void
template_set_free(struct template_set *set)
{
	if (!set)
		return;
	map_release(&set->names);
	vec_release(&set->contexts);
	vec_release(&set->variants);
	arena_release(&set->arena);
	mem_free(set);
}

int
template_set_add(struct template_set *set, struct str name,
                 struct str source, struct str path, struct err *err)
{
	struct template *home = arena_alloc(&set->arena, sizeof *home);
	size_t bad;
	int code;

	assert(!set->linked);
	home->name = arena_str(&set->arena, name);
	home->path = arena_str(&set->arena, path);
	home->source = arena_str(&set->arena, source);
	if (map_get(&set->names, name))
		return tree_fail(home, 0, err,
		                 "there is another template \"%.*s\"",
		                 STR_ARG(name));
	if (!utf8_check(home->source, &bad))
		return tree_fail(home, bad, err, "this is not UTF-8 text");
	code = tree_parse(home, &set->arena, err);
	if (code)
		return code;
	map_put(&set->names, home->name, home);
	return 0;
}

int
template_set_link(struct template_set *set, struct err *err)
{
	int code;

	assert(!set->linked);
	code = tree_link(set, err);
	if (code)
		return code;
	tree_digest(set);
	set->linked = true;
	return 0;
}

bool
template_set_has(const struct template_set *set, struct str name)
{
	return map_get(&set->names, name);
}

struct digest
template_closure_digest(const struct template_set *set, struct str name)
{
	const struct template *home = map_get(&set->names, name);

	assert(set->linked && home);
	return home->digest;
}
