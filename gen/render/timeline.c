#include "render/timeline.h"

#include "base/buf.h"
#include "base/vec.h"

#include <stdlib.h>

struct event {
	int32_t day;
	const struct schema_field *field;
	const struct record_leaf *leaf;
};

struct events VEC(struct event);

/* Whom an event happened to: the name of the item around the date. */
static struct str
name_of(const struct context *c, const struct record *record,
        const struct record_leaf *date)
{
	const struct schema_field *list = date->field->list;
	const struct schema_field *f = list ? schema_item_name(list) : NULL;
	const struct record_leaf *leaf = NULL;

	while (f && (leaf = record_leaf(record, f, leaf)) != NULL)
		if (leaf->row == date->row)
			return record_label(f, leaf->value, c->lang);
	return STR("");
}

/* By day, then what happened, then as the record has it. */
static int
order(const void *a, const void *b)
{
	const struct event *x = a;
	const struct event *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->field != y->field)
		return str_cmp(x->field->path, y->field->path);
	return x->leaf < y->leaf ? -1 : x->leaf > y->leaf;
}

static void
collect(const struct record *record, struct events *events)
{
	for (size_t i = 0; i < record->leaves; i++) {
		const struct record_leaf *leaf = &record->leaf[i];
		struct event one = {.field = leaf->field, .leaf = leaf};

		if (leaf->field->event.zh.n && !leaf->field->hidden &&
		    date_parse_iso(record_leaf_text(leaf), &one.day))
			vec_push(events, one);
	}
	if (events->n)
		qsort(events->v, events->n, sizeof *events->v, order);
}

/* How many from the first on are one entry. */
static size_t
together(const struct event *event, size_t n)
{
	size_t k = 1;

	while (k < n && event[k].day == event->day &&
	       event[k].field == event->field)
		k++;
	return k;
}

static struct str
names_of(const struct context *c, const struct record *record,
         const struct event *event, size_t n)
{
	struct buf names = {0};
	struct str all;

	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_add(&names, context_text(c, "list_comma"));
		buf_add(&names, name_of(c, record, event[i].leaf));
	}
	all = arena_str(c->arena, buf_str(&names));
	buf_release(&names);
	return all;
}

static struct value *
event_value(const struct context *c, const struct event *event,
            struct str names)
{
	struct value *map = value_map(c->arena);

	value_put_text(c->arena, map, "label",
	               text2_in(event->field->event, c->lang));
	value_put_text(c->arena, map, "tone", STR("plain"));
	value_put(c->arena, map, STR("from"), context_date(c, event->day));
	value_put(c->arena, map, STR("until"), value_null(c->arena));
	value_put_text(c->arena, map, "url", STR(""));
	value_put_text(c->arena, map, "title", names);
	value_put(c->arena, map, STR("current"), value_bool(c->arena, false));
	/* Only states are made again when their day comes. */
	value_put(c->arena, map, STR("future"), value_bool(c->arena, false));
	value_put_text(c->arena, map, "ground", STR(""));
	return map;
}

void
timeline_put(const struct context *c, const struct record *record,
             const struct timeline_step *step, size_t n, struct value *map)
{
	struct value *list = value_list(c->arena);
	struct events events = {0};
	size_t s = 0;

	collect(record, &events);
	for (size_t e = 0, k; e < events.n; e += k) {
		const struct event *event = &events.v[e];

		for (; s < n && step[s].day <= event->day; s++)
			value_add(c->arena, list, step[s].value);
		k = together(event, events.n - e);
		value_add(c->arena, list,
		          event_value(c, event,
		                      names_of(c, record, event, k)));
	}
	for (; s < n; s++)
		value_add(c->arena, list, step[s].value);
	value_put(c->arena, map, STR("events"), list);
	vec_release(&events);
}
