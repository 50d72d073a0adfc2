#include "render/versions.h"

#include "base/codec.h"
#include "model/date.h"

#include <ctype.h>
#include <string.h>

#define SHORT_COMMIT 12

/* Ends within an instant as RFC 3339 has it. */
#define TO_DAY 10
#define TO_MINUTE 16
#define TO_SECOND 19

static const char *
change_key(const struct version *v, size_t i)
{
	if (v[i].removed)
		return "change_removed";
	if (i == 0)
		return "change_added";
	return v[i - 1].removed ? "change_restored" : "change_changed";
}

/* All 40 digits; empty: not committed yet. */
static struct str
full_commit(const struct context *c, const struct version *v)
{
	static const uint8_t none[sizeof v->commit];
	char hex[2 * sizeof v->commit + 1];

	if (memcmp(v->commit, none, sizeof none) == 0)
		return STR("");
	hex_put(v->commit, sizeof v->commit, hex);
	return arena_str(c->arena, str_from(hex));
}

struct str
versions_commit(const struct context *c, const struct version *v)
{
	struct str full = full_commit(c, v);

	return full.n ? str_sub(full, 0, SHORT_COMMIT) : full;
}

/* Do two instants agree in so many digits of RFC 3339? */
static bool
is_same(const struct context *c, int64_t a, int64_t b, size_t digits)
{
	return str_eq(str_sub(context_time(c, a), 0, digits),
	              str_sub(context_time(c, b), 0, digits));
}

struct value *
versions_time(const struct context *c, int64_t time, int64_t other)
{
	struct value *map = value_map(c->arena);
	struct str iso = context_time(c, time);
	size_t end = is_same(c, time, other, TO_MINUTE) ? TO_SECOND
	                                                : TO_MINUTE;
	struct str day = date_text(c->arena, context_day(c, time), c->lang);

	value_put_text(c->arena, map, "iso", iso);
	value_put_text(c->arena, map, "text",
	               arena_fmt(c->arena, "%.*s %.*s", STR_ARG(day),
	                         STR_ARG(str_sub(iso, TO_DAY + 1, end))));
	return map;
}

static struct value *
came_on(const struct context *c, const struct version *v, size_t n, size_t i)
{
	int64_t time = v[i].time;
	bool before = i && is_same(c, time, v[i - 1].time, TO_DAY);
	bool after = i + 1 < n && is_same(c, time, v[i + 1].time, TO_DAY);

	if (before && (!after || is_same(c, time, v[i - 1].time, TO_MINUTE)))
		return versions_time(c, time, v[i - 1].time);
	if (after)
		return versions_time(c, time, v[i + 1].time);
	return context_date(c, context_day(c, time));
}

/* As a shell takes it for one word, whatever a folder is called. */
static void
put_word(struct buf *b, struct str word)
{
	bool plain = true;

	for (size_t i = 0; i < word.n; i++)
		plain = plain && (isalnum((unsigned char)word.p[i]) ||
		                  strchr(":/._-", word.p[i]));
	if (!plain)
		buf_byte(b, '\'');
	for (size_t i = 0; i < word.n; i++)
		if (word.p[i] == '\'')
			buf_adds(b, "'\\''");
		else
			buf_byte(b, word.p[i]);
	if (!plain)
		buf_byte(b, '\'');
}

static struct value *
in_git(const struct context *c, const struct version *v, size_t i)
{
	struct value *map = value_map(c->arena);
	struct str root = c->renderer->content;
	struct str full = full_commit(c, &v[i]);
	struct buf b = {0};

	if (full.n && !v[i].removed)
		put_word(&b, arena_fmt(c->arena, "%.*s:%.*s%s%.*s",
		                       STR_ARG(full), STR_ARG(root),
		                       root.n ? "/" : "",
		                       STR_ARG(v[i].path)));
	value_put(c->arena, map, STR("n"),
	          value_int(c->arena, (int64_t)i + 1));
	value_put_text(c->arena, map, "full", full);
	value_put_text(c->arena, map, "show",
	               arena_str(c->arena, buf_str(&b)));
	buf_release(&b);
	return map;
}

struct value *
versions_row(const struct context *c, const struct version *v, size_t n,
             size_t i)
{
	struct value *map = in_git(c, v, i);

	value_put(c->arena, map, STR("date"), came_on(c, v, n, i));
	value_put_text(c->arena, map, "commit", versions_commit(c, &v[i]));
	value_put_text(c->arena, map, "change",
	               context_text(c, change_key(v, i)));
	return map;
}

struct value *
versions_cite(const struct context *c, const struct version *v, size_t i)
{
	struct value *map = in_git(c, v, i);

	/* The commit tells seconds apart. */
	value_put(c->arena, map, STR("date"),
	          versions_time(c, v[i].time, v[i].time + 60));
	return map;
}
