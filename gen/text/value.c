#include "text/value.h"

#include <assert.h>
#include <string.h>

static struct value *
value_of(struct arena *a, enum value_type type)
{
	struct value *v = arena_alloc(a, sizeof *v);

	v->type = type;
	return v;
}

struct value *
value_null(struct arena *a)
{
	return value_of(a, VALUE_NULL);
}

struct value *
value_bool(struct arena *a, bool yes)
{
	struct value *v = value_of(a, VALUE_BOOL);

	v->yes = yes;
	return v;
}

struct value *
value_int(struct arena *a, int64_t n)
{
	return value_number(a, arena_fmt(a, "%lld", (long long)n));
}

struct value *
value_number(struct arena *a, struct str text)
{
	struct value *v = value_of(a, VALUE_NUMBER);

	v->text = text;
	return v;
}

struct value *
value_text(struct arena *a, struct str text)
{
	struct value *v = value_of(a, VALUE_TEXT);

	v->text = text;
	return v;
}

struct value *
value_html(struct arena *a, struct str html)
{
	struct value *v = value_of(a, VALUE_HTML);

	v->text = html;
	return v;
}

struct value *
value_list(struct arena *a)
{
	return value_of(a, VALUE_LIST);
}

struct value *
value_map(struct arena *a)
{
	return value_of(a, VALUE_MAP);
}

static void
append(struct arena *a, struct value *v, struct value_member member)
{
	v->member =
	    arena_room(a, v->member, v->n, sizeof member, &v->cap, 4);
	v->member[v->n++] = member;
}

void
value_add(struct arena *a, struct value *list, struct value *item)
{
	assert(list->type == VALUE_LIST && item);
	append(a, list, (struct value_member){.value = item});
}

void
value_put(struct arena *a, struct value *map, struct str key,
          struct value *item)
{
	assert(map->type == VALUE_MAP && item);
	for (size_t i = 0; i < map->n; i++) {
		if (str_eq(map->member[i].key, key)) {
			map->member[i].value = item;
			return;
		}
	}
	append(a, map, (struct value_member){key, item});
}

void
value_put_text(struct arena *a, struct value *map, const char *key,
               struct str text)
{
	value_put(a, map, str_from(key), value_text(a, text));
}

const struct value *
value_get(const struct value *map, struct str key)
{
	if (!map || map->type != VALUE_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (str_eq(map->member[i].key, key))
			return map->member[i].value;
	return NULL;
}

const struct value *
value_path(const struct value *root, struct str path)
{
	while (root && path.n)
		root = value_get(root, str_cut(&path, '.'));
	return root;
}

struct str
value_str(const struct value *v)
{
	if (v && (v->type == VALUE_TEXT || v->type == VALUE_NUMBER ||
	          v->type == VALUE_HTML))
		return v->text;
	return (struct str){0};
}
