#include "store/pivot.h"

#include "base/codec.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

struct keys VEC(struct str);

/* The beginning of a code that a key has room for, in whole characters. */
static struct str
short_code(struct str code)
{
	struct str rest = code;
	size_t fits = 0;

	if (code.n <= PIVOT_CODE_MAX)
		return code;
	while (rest.n && code.n - rest.n <= PIVOT_CODE_MAX) {
		fits = code.n - rest.n;
		utf8_next(&rest);
	}
	return str_sub(code, 0, fits);
}

/* The next code of a record on one axis. */
static bool
next_code(const struct row *row, const struct pivot_plan *plan, bool second,
          size_t *i, struct str *code)
{
	bool own = !second && plan->by.n == 0;
	const struct row_facet *v = own ? row->measure : row->facet;
	size_t n = own ? row->measures : row->facets;
	struct str key = own ? plan->chart : second ? plan->split : plan->by;

	for (; *i < n; (*i)++) {
		if (!str_eq(v[*i].key, key))
			continue;
		*code = short_code(v[(*i)++].code);
		return true;
	}
	return false;
}

static void
add_key(struct arena *a, struct keys *keys, const struct pivot_plan *plan,
        struct str by, struct str split)
{
	struct str key =
	    arena_fmt(a, "%.*s%c%.*s%c%.*s", STR_ARG(plan->chart), 0,
	              STR_ARG(by), 0, STR_ARG(split));

	vec_push(keys, key);
}

/* Keys of the cells in which a record stands, sorted, each once. */
static void
keys_of(struct arena *a, const struct pivot_plan *plan, const struct row *row,
        struct keys *keys)
{
	struct str by;
	struct str split;
	size_t kept = 0;

	for (size_t i = 0;
	     row && row->visible && next_code(row, plan, false, &i, &by);) {
		if (plan->split.n == 0)
			add_key(a, keys, plan, by, STR(""));
		for (size_t j = 0; plan->split.n &&
		                   next_code(row, plan, true, &j, &split);)
			add_key(a, keys, plan, by, split);
	}
	if (keys->n)
		qsort(keys->v, keys->n, sizeof *keys->v, str_order);
	for (size_t i = 0; i < keys->n; i++)
		if (kept == 0 || !str_eq(keys->v[kept - 1], keys->v[i]))
			keys->v[kept++] = keys->v[i];
	keys->n = kept;
}

static bool
has_key(const struct keys *keys, struct str key)
{
	return keys->n && bsearch(&key, keys->v, keys->n, sizeof *keys->v,
	                          str_order);
}

static void
count(struct txn *txn, struct str key, int step)
{
	struct str value;
	struct buf b = {0};
	uint32_t n = 0;

	if (txn_get(txn, TABLE_PIVOT, key, &value)) {
		struct reader r = reader_over(value);

		n = get_be32(&r);
	}
	n = step < 0 ? n - (n > 0) : n + 1;
	put_be32(&b, n);
	if (n)
		txn_put(txn, TABLE_PIVOT, key, buf_str(&b));
	else
		txn_del(txn, TABLE_PIVOT, key);
	buf_release(&b);
}

bool
pivot_apply(struct txn *txn, const struct pivot_plan *plan,
           const struct row *old, const struct row *now)
{
	struct keys was = {0};
	struct keys is = {0};
	struct arena a;
	bool changed = false;

	arena_init(&a);
	keys_of(&a, plan, old, &was);
	keys_of(&a, plan, now, &is);
	for (size_t i = 0; i < was.n; i++) {
		if (has_key(&is, was.v[i]))
			continue;
		count(txn, was.v[i], -1);
		changed = true;
	}
	for (size_t i = 0; i < is.n; i++) {
		if (has_key(&was, is.v[i]))
			continue;
		count(txn, is.v[i], 1);
		changed = true;
	}
	vec_release(&was);
	vec_release(&is);
	arena_release(&a);
	return changed;
}

struct pivot *
pivot_all(struct txn *txn, struct arena *a, struct str chart, size_t *n)
{
	struct str from = arena_fmt(a, "%.*s%c", STR_ARG(chart), 0);
	struct cursor *c = cursor_open(txn, TABLE_PIVOT);
	struct VEC(struct pivot) found = {0};
	struct str key;
	struct str value;
	struct pivot *v;
	bool more = cursor_seek(c, from, &key, &value);

	while (more && str_starts(key, from)) {
		struct reader r = reader_over(value);
		struct str rest =
		    arena_str(a, str_sub(key, from.n, key.n));
		struct pivot cell = {.count = get_be32(&r)};

		cell.by = str_cut(&rest, '\0');
		cell.split = rest;
		vec_push(&found, cell);
		more = cursor_next(c, &key, &value);
	}
	cursor_close(c);
	v = arena_copy(a, found.v, found.n, sizeof *v);
	*n = found.n;
	vec_release(&found);
	return v;
}
