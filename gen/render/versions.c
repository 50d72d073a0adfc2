#include "render/versions.h"

static const char *
change_key(const struct version *v, size_t i)
{
	if (v[i].removed)
		return "change_removed";
	if (i == 0)
		return "change_added";
	return v[i - 1].removed ? "change_restored" : "change_changed";
}

struct str
versions_commit(const struct context *c, const struct version *v)
{
	struct str s = STR("");

	for (int i = 0; i < 6; i++)
		s = arena_fmt(c->arena, "%.*s%02x", STR_ARG(s), v->commit[i]);
	return str_eq(s, STR("000000000000")) ? STR("") : s;
}

struct value *
versions_row(const struct context *c, const struct version *v, size_t i)
{
	struct value *map = value_map(c->arena);

	value_put(c->arena, map, STR("n"),
	          value_int(c->arena, (int64_t)i + 1));
	value_put(c->arena, map, STR("date"),
	          context_date(c, context_day(c, v[i].time)));
	value_put_text(c->arena, map, "commit", versions_commit(c, &v[i]));
	value_put_text(c->arena, map, "change",
	               context_text(c, change_key(v, i)));
	return map;
}
