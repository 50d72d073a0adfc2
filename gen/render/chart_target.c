#include "render/chart_data.h"

#include "base/vec.h"
#include "model/date.h"
#include "model/decimal.h"
#include "render/parsed.h"

#include <string.h>

struct target {
	struct chart_row row;
	struct str unit;
	struct str note;
};

struct targets {
	struct context *c;
	struct chart_data *d;
	struct parsed parsed;
	struct VEC(struct target) known; /* counted */
	struct VEC(struct target) other;
	char as_of[DATE_ISO_SIZE];
};

static struct str
text_at(const struct record *r, const char *path)
{
	const struct value *v = record_field(r, str_from(path));

	return v && v->type == VALUE_MAP ? value_str(value_get(v, STR("zh")))
	                                 : value_str(v);
}

/* Texts of the parsed record go with the next one. */
static struct str
kept_at(struct targets *t, const char *path)
{
	return arena_str(t->c->arena, text_at(t->parsed.record, path));
}

/* What statistics last said by the day of the build. */
static bool
reported(struct targets *t, int64_t *done)
{
	const struct value *list =
	    record_field(t->parsed.record, STR("progress"));
	struct str best = STR("");

	for (size_t i = 0; list && list->type == VALUE_LIST && i < list->n;
	     i++) {
		const struct value *one = list->member[i].value;
		struct str on = value_str(value_get(one, STR("on")));

		if (str_cmp(on, str_from(t->as_of)) > 0 ||
		    str_cmp(on, best) < 0)
			continue;
		if (decimal_parse(value_str(value_get(one, STR("value"))),
		                  done))
			best = on;
	}
	return best.n > 0;
}

/* The list that a target is counted by; empty when there is none. */
static struct str
counted_by(struct targets *t)
{
	const struct record *r = t->parsed.record;
	struct str folder = text_at(r, "counted.folder");
	struct str field = text_at(r, "counted.field");
	struct str value = text_at(r, "counted.value");
	struct str every = text_at(r, "every");
	const struct schema *schema =
	    schema_of_folder(t->c->renderer->set, folder);
	bool once = every.n == 0 || str_eq(every, STR("once"));

	if (!schema)
		return STR("");
	if (str_eq(every, STR("year")) && field.n == 0) {
		field = STR("year");
		value = str_sub(str_from(t->as_of), 0, 4);
		once = true;
	}
	if (!once)
		return STR("");
	if (field.n == 0)
		return arena_str(t->c->arena, folder);
	if (!schema_facet(schema, field) || value.n == 0)
		return STR("");
	return arena_fmt(t->c->arena, "%.*s|%.*s|%.*s", STR_ARG(folder),
	                 STR_ARG(field), STR_ARG(value));
}

static struct str
done_text(struct targets *t, const struct target *one)
{
	struct arena *a = t->c->arena;
	struct chart_name name[] = {
	    {"done", decimal_text(a, one->row.done)},
	    {"target", decimal_text(a, one->row.target)},
	    {"unit", one->unit},
	    {"share", chart_percent(a, one->row.done, one->row.target)}};

	return chart_fill_names(
	    a, context_text(t->c, "chart_progress"), name, 4);
}

/* A target for each (每) city, or one that is counted by (按) something else
 * than records, is no number of records. */
static bool
is_sum(const struct target *one)
{
	return str_find(one->unit, STR("每")) > one->unit.n &&
	       !str_starts(one->note, STR("按"));
}

static void
take(struct targets *t, const struct listed *listed)
{
	struct target one = {.row = {.done = -1}};
	struct str list;
	struct str id = listed->record;

	if (!decimal_parse(text_at(t->parsed.record, "value"),
	                   &one.row.target) ||
	    one.row.target <= 0)
		return;
	str_cut(&id, '/');
	one.row.code = id;
	one.row.label = context_title(t->c, &listed->row);
	one.row.url = context_record_link(t->c, listed->record);
	one.unit = kept_at(t, "unit");
	one.note = kept_at(t, "counted.note");
	if (!reported(t, &one.row.done)) {
		list = is_sum(&one) ? counted_by(t) : STR("");
		if (list.n)
			one.row.done =
			    (int64_t)snapshot_count(t->c->snapshot, list) *
			    1000000;
	}
	if (one.row.done < 0) {
		one.row.done_text = context_text(t->c, "chart_uncounted");
		vec_push(&t->other, one);
		return;
	}
	one.row.done_text = done_text(t, &one);
	t->d->counted++;
	t->d->reached += one.row.done >= one.row.target;
	vec_push(&t->known, one);
}

static int
walk(struct targets *t, struct err *err)
{
	struct snapshot *s = t->c->snapshot;
	struct str folder = t->d->spec->schema->folder;
	size_t blocks;
	uint32_t *block = snapshot_blocks(s, folder, &blocks);

	for (size_t i = 0; i < blocks; i++) {
		size_t n;
		/* Asked anew whenever one of them changes, contents too. */
		struct listed *v = snapshot_map(s, folder, block[i], &n);

		for (size_t k = 0; k < n; k++) {
			int rc = parsed_get(&t->parsed, t->c->renderer->set, s,
			                    v[k].record, &v[k].row, err);

			if (rc < 0)
				return rc;
			take(t, &v[k]);
		}
	}
	return 0;
}

static void
put(struct chart_data *d, const struct target *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		d->row[d->rows] = v[i].row;
		d->unit[d->rows] = v[i].unit;
		d->note[d->rows++] = v[i].note;
	}
}

int
chart_target_read(struct context *c, struct chart_data *data,
                  struct err *err)
{
	struct targets t = {.c = c, .d = data};
	size_t n;
	int rc;

	snapshot_date(c->snapshot);
	date_iso(c->renderer->as_of, t.as_of);
	rc = walk(&t, err);
	n = t.known.n + t.other.n;
	data->row = arena_array(c->arena, n, sizeof *data->row);
	data->unit = arena_array(c->arena, n, sizeof *data->unit);
	data->note = arena_array(c->arena, n, sizeof *data->note);
	put(data, t.known.v, t.known.n);
	put(data, t.other.v, t.other.n);
	data->chart.row = data->row;
	data->chart.rows = t.known.n < data->spec->most ? t.known.n
	                                                : data->spec->most;
	vec_release(&t.known);
	vec_release(&t.other);
	parsed_release(&t.parsed);
	return rc;
}
