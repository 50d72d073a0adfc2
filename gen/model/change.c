#include "model/change.h"

#include "model/record_parse.h"

struct comparing {
	struct arena *a;
	struct changes all;
};

/* Where a change is: in an item of a list, or in none. */
struct spot {
	struct str item;
	const struct value *within;
	bool twin;
};

static void
add(struct comparing *c, const struct schema_field *field, struct spot spot,
    const struct value *old, const struct value *now)
{
	struct change change = {.field = field,
	                        .item = spot.item,
	                        .within = spot.within,
	                        .twin = spot.twin,
	                        .old = old,
	                        .now = now,
	                        .sort = !old  ? CHANGE_ADDED
	                                : !now ? CHANGE_REMOVED
	                                       : CHANGE_SET};

	record_push(c->a, c->all.v, c->all.n, change);
}

static bool
same(const struct value *x, const struct value *y)
{
	if (!x || !y)
		return x == y;
	if (x->type != y->type || x->n != y->n || x->yes != y->yes ||
	    !str_eq(x->text, y->text))
		return false;
	for (size_t i = 0; i < x->n; i++)
		if (!str_eq(x->member[i].key, y->member[i].key) ||
		    !same(x->member[i].value, y->member[i].value))
			return false;
	return true;
}

static void compare_map(struct comparing *c, const struct schema_field *field,
                        size_t n, struct spot spot, const struct value *old,
                        const struct value *now);

/* What it is known by; else its place. */
static struct str
item_name(struct comparing *c, const struct schema_field *list,
          const struct value *item, size_t at)
{
	const struct schema_field *f = schema_item_name(list);
	const struct value *v = f ? value_get(item, f->name) : NULL;

	if (v)
		return record_label(f, v, LANG_ZH);
	return arena_fmt(c->a, "%zu", at + 1);
}

/* One of the two lists that are compared. */
struct side {
	const struct value *list;
	struct spot *spot; /* of each item */
	bool *done;        /* which have met their partners */
};

static struct side
side_of(struct comparing *c, const struct schema_field *list,
        const struct value *value)
{
	static const struct value none = {.type = VALUE_LIST};
	struct side s = {.list = value ? value : &none};

	s.spot = arena_array(c->a, s.list->n, sizeof *s.spot);
	s.done = arena_array(c->a, s.list->n, sizeof *s.done);
	for (size_t i = 0; i < s.list->n; i++) {
		const struct value *item = s.list->member[i].value;

		s.done[i] = false;
		s.spot[i] = (struct spot){.item = STR("")};
		if (list->field->type == FIELD_MAP)
			s.spot[i] = (struct spot){
			    .item = item_name(c, list, item, i),
			    .within = item};
	}
	return s;
}

static size_t
named(const struct side *s, struct str name)
{
	size_t n = 0;

	for (size_t i = 0; i < s->list->n; i++)
		n += str_eq(s->spot[i].item, name);
	return n;
}

static void
mark_twins(struct side *s, const struct side *other)
{
	for (size_t i = 0; i < s->list->n; i++)
		s->spot[i].twin = named(s, s->spot[i].item) > 1 ||
		                  named(other, s->spot[i].item) > 1;
}

/* Mark equal items of both lists; each has one partner. */
static void
pair_equal(struct side *old, struct side *now)
{
	for (size_t i = 0; i < old->list->n; i++)
		for (size_t k = 0; !old->done[i] && k < now->list->n; k++)
			if (!now->done[k] && same(old->list->member[i].value,
			                          now->list->member[k].value))
				old->done[i] = now->done[k] = true;
}

bool
change_tells_apart(const struct schema_field *list,
                   const struct schema_field *field)
{
	return !field->hidden && (field->type == FIELD_DATE ||
	                          field->type == FIELD_MONTH ||
	                          (field->type == FIELD_INTEGER &&
	                           field != list->field->field));
}

/* Are they one item, by its name and, among twins, by its numbers and days? */
static bool
is_partner(const struct schema_field *list, const struct spot *x,
           const struct spot *y)
{
	const struct schema_field *map = list->field;

	for (size_t i = 0; x->twin && i < map->fields; i++) {
		struct str name = map->field[i].name;

		if (change_tells_apart(list, &map->field[i]) &&
		    !same(value_get(x->within, name),
		          value_get(y->within, name)))
			return false;
	}
	return str_eq(x->item, y->item);
}

/* Items that are left: of the same name, they have changed. */
static void
pair_named(struct comparing *c, const struct schema_field *list,
           struct side *old, struct side *now)
{
	for (size_t i = 0; i < old->list->n; i++)
		for (size_t k = 0; !old->done[i] && k < now->list->n; k++) {
			if (now->done[k] ||
			    !is_partner(list, &old->spot[i], &now->spot[k]))
				continue;
			old->done[i] = now->done[k] = true;
			compare_map(c, list->field->field,
			            list->field->fields, now->spot[k],
			            old->list->member[i].value,
			            now->list->member[k].value);
		}
}

static void
compare_list(struct comparing *c, const struct schema_field *list,
             const struct value *was, const struct value *is)
{
	struct side old = side_of(c, list, was);
	struct side now = side_of(c, list, is);

	pair_equal(&old, &now);
	if (list->field->type == FIELD_MAP) {
		mark_twins(&old, &now);
		mark_twins(&now, &old);
		pair_named(c, list, &old, &now);
	}
	for (size_t i = 0; i < old.list->n; i++)
		if (!old.done[i])
			add(c, list, old.spot[i], old.list->member[i].value,
			    NULL);
	for (size_t k = 0; k < now.list->n; k++)
		if (!now.done[k])
			add(c, list, now.spot[k], NULL,
			    now.list->member[k].value);
}

static void
compare_map(struct comparing *c, const struct schema_field *field, size_t n,
            struct spot spot, const struct value *old,
            const struct value *now)
{
	for (size_t i = 0; i < n; i++) {
		const struct schema_field *f = &field[i];
		const struct value *x = value_get(old, f->name);
		const struct value *y = value_get(now, f->name);

		if (f->hidden || same(x, y))
			continue;
		if (f->type == FIELD_LIST)
			compare_list(c, f, x, y);
		else if (f->type == FIELD_MAP)
			compare_map(c, f->field, f->fields, spot, x, y);
		else
			add(c, f, spot, x, y);
	}
}

struct changes
change_list(struct arena *a, const struct record *old,
            const struct record *now)
{
	struct comparing c = {.a = a};
	struct spot top = {.item = STR("")};

	if (!old || !now)
		return c.all;
	compare_map(&c, now->schema->field, now->schema->fields, top,
	            old->fields, now->fields);
	if (!str_eq(str_trim(old->body), str_trim(now->body)))
		add(&c, NULL, top,
		    old->body.n ? value_text(a, old->body) : NULL,
		    now->body.n ? value_text(a, now->body) : NULL);
	return c.all;
}
