#include "render/export.h"

#include "model/decimal.h"
#include "model/price.h"
#include "model/record.h"
#include "render/data.h"
#include "render/export_columns.h"
#include "render/export_csv.h"
#include "text/json.h"

/* A block of records, read one at a time. */
struct reading {
	struct context *c;
	const struct schema *schema;
	struct listed *listed;
	size_t n;
	struct arena arena; /* of one record */
	enum record_depth depth;
	struct buf bytes;
	const struct record *record;
	struct price price;
};

bool
export_is_on(const struct context *c, const struct schema *schema)
{
	return site_kind(c->renderer->site, schema)->outputs & OUTPUT_EXPORT;
}

bool
export_chart(const struct context *c, const struct chart_spec *chart)
{
	return export_is_on(c, chart->schema);
}

bool
export_published(const struct context *c, struct output file,
                 struct published *made)
{
	struct buf key = {0};
	bool found = snapshot_published(c->snapshot,
	                                output_key(&file, &key), made);

	buf_release(&key);
	return found;
}

struct str
export_address(const struct context *c, struct output target)
{
	struct str base = c->renderer->site->base_url;
	struct str none = {0};
	struct buf path = {0};
	struct str address;

	target.lang = c->lang;
	address = arena_fmt(c->arena, "%.*s%.*s",
	                    STR_ARG(base.n ? base : c->top),
	                    STR_ARG(output_path(&target,
	                                        c->renderer->site->language,
	                                        none, &path)));
	buf_release(&path);
	return address;
}

/* Of versions and of states. */
static int32_t
newest_day(const struct context *c, const struct listed *v, size_t n)
{
	int32_t newest = NO_DAY;

	for (size_t i = 0; i < n; i++) {
		int32_t day = context_day(c, v[i].row.changed);

		if (v[i].row.status.code.n && v[i].row.status.since > day &&
		    v[i].row.status.since <= c->renderer->as_of)
			day = v[i].row.status.since;
		if (day > newest)
			newest = day;
	}
	return newest;
}

static bool
reading_open(struct reading *r, struct context *c, enum record_depth depth)
{
	*r = (struct reading){.c = c, .depth = depth};
	r->schema = context_schema(c, c->output->name);
	if (!r->schema)
		return false;
	r->listed = snapshot_export(c->snapshot, r->schema->folder,
	                            c->output->number, &r->n);
	c->snapshot->day = newest_day(c, r->listed, r->n);
	arena_init(&r->arena);
	return r->n > 0;
}

static void
reading_close(struct reading *r)
{
	arena_release(&r->arena);
	buf_release(&r->bytes);
}

static int
reading_next(struct reading *r, size_t i, struct err *err)
{
	const struct listed *one = &r->listed[i];
	struct record_input input = {.file.path = one->row.path,
	                             .depth = r->depth};
	struct finding_list quiet;
	int rc = snapshot_record(r->c->snapshot, &one->row, &r->bytes, err);

	if (rc < 0)
		return rc;
	arena_reset(&r->arena);
	finding_list_init(&quiet, &r->arena);
	input.file.bytes = buf_str(&r->bytes);
	r->record =
	    record_parse(&r->arena, r->c->renderer->set, &input, &quiet);
	if (!r->record)
		return err_set(err, ERR_CORRUPT,
		               "record %.*s no longer parses",
		               STR_ARG(one->record));
	return 0;
}

/* ----------------------------------------------------------- lines */

int
export_lines(struct context *c, struct buf *out, bool *exists,
             struct err *err)
{
	struct reading r;
	int rc = 0;

	*exists = reading_open(&r, c, RECORD_TYPED);
	for (size_t i = 0; rc == 0 && i < r.n; i++) {
		rc = reading_next(&r, i, err);
		if (rc == 0)
			data_line(c, r.record, r.listed[i].record,
			          &r.listed[i].row, out);
	}
	reading_close(&r);
	return rc;
}

/* ------------------------------------------------------------ rows */

static struct str
day_text(struct context *c, int32_t day)
{
	return day == NO_DAY ? STR("") : date_iso_str(c->arena, day);
}

static struct str
status_label(const struct reading *r, const struct row *row)
{
	uint32_t i = life_find(&r->schema->life, row->status.code);

	if (row->status.code.n == 0 || i == LIFE_NO_STATE)
		return STR("");
	return text2_in(r->schema->life.state[i].label,
	                r->c->renderer->site->language);
}

static struct str
head_text(struct reading *r, enum export_head head, const struct listed *one)
{
	struct context *c = r->c;
	struct output page = {.type = OUTPUT_RECORD, .name = one->record};
	const struct row *row = &one->row;
	struct str id = one->record;

	str_cut(&id, '/');
	switch (head) {
	case HEAD_ID:
		return id;
	case HEAD_KIND:
		return r->schema->kind;
	case HEAD_URL:
		return export_address(c, page);
	case HEAD_TITLE:
		return row->title[0];
	case HEAD_STATUS:
		return row->status.code;
	case HEAD_STATUS_LABEL:
		return status_label(r, row);
	case HEAD_STATUS_SINCE:
		return row->status.code.n ? day_text(c, row->status.since)
		                          : STR("");
	case HEAD_DATE:
		return day_text(c, row->day);
	case HEAD_VERSIONS:
		return arena_fmt(c->arena, "%u", row->versions);
	default:
		return context_time(c, row->changed);
	}
}

static struct str
scalar_text(const struct value *v, enum lang lang)
{
	if (v && v->type == VALUE_BOOL)
		return v->yes ? STR("true") : STR("false");
	if (v && v->type == VALUE_MAP)
		return value_str(value_get(v, lang_code(lang)));
	return lang == LANG_EN ? STR("") : value_str(v);
}

static struct str
label_text(const struct reading *r, const struct schema_field *field,
           const struct value *v)
{
	return v ? record_label(field, v, r->c->renderer->site->language)
	         : STR("");
}

static struct str
joined_text(struct reading *r, const struct export_column *column,
            const struct value *list)
{
	const struct schema_field *item = column->field->field;
	struct buf b = {0};
	struct str text;

	for (size_t i = 0; list && i < list->n; i++) {
		const struct value *v = list->member[i].value;

		if (i)
			buf_adds(&b, EXPORT_JOIN);
		buf_add(&b, column->form == EXPORT_LABELS
		                ? label_text(r, item, v)
		                : scalar_text(v, LANG_ZH));
	}
	text = arena_str(&r->arena, buf_str(&b));
	buf_release(&b);
	return text;
}

static struct str
json_text_of(struct reading *r, const struct schema_field *field,
             const struct value *v)
{
	struct buf b = {0};
	struct str text;

	if (v)
		data_value(&b, field, v);
	text = arena_str(&r->arena, buf_str(&b));
	buf_release(&b);
	return text;
}

static struct str
field_text(struct reading *r, const struct export_column *column)
{
	const struct schema_field *f = column->field;
	const struct value *v = value_path(r->record->fields, f->path);

	switch (column->form) {
	case EXPORT_LABEL:
		return label_text(r, f, v);
	case EXPORT_ENGLISH:
		return scalar_text(v, LANG_EN);
	case EXPORT_JOINED:
	case EXPORT_LABELS:
		return joined_text(r, column, v);
	case EXPORT_JSON:
		return json_text_of(r, f, v);
	default:
		return scalar_text(v, LANG_ZH);
	}
}

/* All empty where the record has no price that could be told. */
static struct str
price_text(struct reading *r, enum export_price which)
{
	const struct price_stage *asked = price_asked(&r->price);

	if (r->price.n == 0)
		return STR("");
	if (which == EXPORT_COST)
		return decimal_text(&r->arena, price_estimate(&r->price));
	if (which == EXPORT_FIXED)
		return decimal_text(&r->arena,
		                    price_cost(&r->price, PRICE_MONTHS,
		                               PRICE_TURNOVER)
		                        .fixed);
	if (!asked)
		return STR("");
	switch (which) {
	case EXPORT_ROYALTY_MODE:
		return asked->mode;
	case EXPORT_ROYALTY_LABEL:
		return text2_in(asked->label, r->c->renderer->site->language);
	case EXPORT_ROYALTY_RATE:
		return asked->rate;
	case EXPORT_ROYALTY_FLOOR:
		return asked->floor;
	default:
		return asked->cap;
	}
}

static struct str
cell_text(struct reading *r, const struct export_column *column, size_t at)
{
	switch (column->form) {
	case EXPORT_HEAD:
		return head_text(r, column->head, &r->listed[at]);
	case EXPORT_PRICE:
		return price_text(r, column->price);
	default:
		return field_text(r, column);
	}
}

static void
put_row(struct reading *r, const struct export_columns *columns, size_t at,
        struct buf *out)
{
	if (!price_of(&r->arena, r->record, &r->price))
		r->price.n = 0;
	for (size_t i = 0; i < columns->n; i++) {
		const struct export_column *column = &columns->v[i];
		struct str text = cell_text(r, column, at);

		if (export_column_is_number(column))
			export_csv_number(out, i == 0, text);
		else
			export_csv_text(out, i == 0, text);
	}
	export_csv_end(out);
}

int
export_rows(struct context *c, struct buf *out, bool *exists, struct err *err)
{
	struct export_columns columns;
	struct reading r;
	int rc = 0;

	*exists = reading_open(&r, c, RECORD_FIELDS);
	if (!*exists) {
		reading_close(&r);
		return 0;
	}
	columns = export_columns(c->arena, r.schema);
	export_csv_begin(out);
	for (size_t i = 0; i < columns.n; i++)
		export_csv_text(out, i == 0, columns.v[i].name);
	export_csv_end(out);
	for (size_t i = 0; rc == 0 && i < r.n; i++) {
		rc = reading_next(&r, i, err);
		if (rc == 0)
			put_row(&r, &columns, i, out);
	}
	reading_close(&r);
	return rc;
}

/* ---------------------------------------------------------- pieces */

bool
export_any(const struct context *c)
{
	const struct schema_set *set = c->renderer->set;

	for (size_t i = 0; i < set->n; i++)
		if (export_is_on(c, &set->kind[i]))
			return true;
	return false;
}

void
export_pieces(struct context *c, struct buf *out, bool *exists)
{
	struct str name = c->output->name;
	size_t n;
	uint32_t *block;

	if (str_eq(name, STR("*"))) {
		*exists = export_any(c);
		n = snapshot_change_blocks(c->snapshot);
		for (size_t i = 0; i < n; i++)
			buf_fmt(out, "%zu\n", i + 1);
		return;
	}
	*exists = context_schema(c, name) != NULL;
	if (!*exists)
		return;
	block = snapshot_exports(c->snapshot, name, &n);
	for (size_t i = 0; i < n; i++)
		buf_fmt(out, "%.*s-%u\n", STR_ARG(name), block[i] + 1);
}
