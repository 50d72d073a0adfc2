#include "render/data.h"

#include "model/date.h"
#include "model/record_texts.h"
#include "text/json.h"

static void
member(struct buf *out, const char *key, struct str text)
{
	json_key(out, str_from(key));
	json_text(out, text);
}

static void
day_member(struct context *c, struct buf *out, const char *key, int32_t day)
{
	json_key(out, str_from(key));
	if (day == NO_DAY)
		json_null(out);
	else
		json_text(out, date_iso_str(c->arena, day));
}

/* Fields without the hidden ones, maps and lists walked through. */
static void
put_map(struct buf *out, const struct schema_field *field, size_t n,
        const struct value *map)
{
	json_open(out, '{');
	for (size_t i = 0; i < n; i++) {
		const struct value *v = value_get(map, field[i].name);

		if (!v || field[i].hidden)
			continue;
		json_key(out, field[i].name);
		data_value(out, &field[i], v);
	}
	json_close(out, '}');
}

void
data_value(struct buf *out, const struct schema_field *field,
           const struct value *value)
{
	if (field->type == FIELD_MAP && value->type == VALUE_MAP) {
		put_map(out, field->field, field->fields, value);
	} else if (field->type == FIELD_LIST && value->type == VALUE_LIST) {
		json_open(out, '[');
		for (size_t i = 0; i < value->n; i++)
			data_value(out, &field->field[0],
			           value->member[i].value);
		json_close(out, ']');
	} else {
		json_write(out, value);
	}
}

static void
put_status(struct context *c, struct buf *out, const struct schema *schema,
           const struct row *row)
{
	uint32_t i = life_find(&schema->life, row->status.code);
	const struct life_state *state;

	json_key(out, STR("status"));
	if (row->status.code.n == 0 || i == LIFE_NO_STATE) {
		json_null(out);
		return;
	}
	state = &schema->life.state[i];
	json_open(out, '{');
	member(out, "code", row->status.code);
	member(out, "label", state->label.zh);
	member(out, "label_en", text2_in(state->label, LANG_EN));
	member(out, "tone", life_tone_name(state->tone));
	day_member(c, out, "since", row->status.since);
	json_close(out, '}');
}

static void
put_about(struct buf *out, const struct link *v, size_t n, struct context *c)
{
	json_key(out, STR("about"));
	json_open(out, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(out, '{');
		member(out, "record", v[i].source);
		member(out, "state", v[i].state);
		day_member(c, out, "from", v[i].from);
		day_member(c, out, "until", v[i].until);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void
put_versions(struct context *c, struct buf *out, uint32_t accession)
{
	size_t n;
	struct version *v = snapshot_versions(c->snapshot, accession, &n);

	json_key(out, STR("versions"));
	json_open(out, '[');
	for (size_t i = 0; i < n; i++) {
		char hex[41];

		for (int j = 0; j < 20; j++) {
			hex[2 * j] = "0123456789abcdef"[v[i].commit[j] >> 4];
			hex[2 * j + 1] =
			    "0123456789abcdef"[v[i].commit[j] & 15];
		}
		hex[40] = '\0';
		json_open(out, '{');
		member(out, "commit", str_from(hex));
		member(out, "date", context_time(c, v[i].time));
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void
put_texts(struct context *c, struct buf *out, const struct record *record)
{
	size_t n;
	struct record_text *text = record_texts(c->arena, record, &n);

	json_key(out, STR("text"));
	json_open(out, '[');
	for (size_t i = 0; i < n; i++)
		json_text(out, text[i].text);
	json_close(out, ']');
}

static void
put_head(struct buf *out, const struct schema *schema, struct str name)
{
	struct str id = name;

	str_cut(&id, '/');
	json_open(out, '{');
	json_key(out, STR("schema_version"));
	json_int(out, schema->version);
	member(out, "kind", schema->kind);
	member(out, "id", id);
	json_key(out, STR("url"));
	buf_fmt(out, "\"%.*s.html\"", STR_ARG(name));
}

static void
tombstone(struct context *c, const struct schema *schema, struct str name,
          struct buf *out, bool *exists)
{
	struct link link;
	struct row by;

	*exists = snapshot_withdrawn(c->snapshot, name, &link);
	if (!*exists)
		return;
	put_head(out, schema, name);
	json_key(out, STR("withdrawn"));
	if (snapshot_title(c->snapshot, link.source, &by))
		json_text(out, link.source);
	else
		json_null(out); /* not on the site before its day */
	json_close(out, '}');
	buf_byte(out, '\n');
}

static void
put_record(struct context *c, const struct record *record, struct str name,
           const struct row *row, const struct link *about, size_t abouts,
           struct buf *out)
{
	const struct schema *schema = record->schema;

	put_head(out, schema, name);
	member(out, "title", row->title[0]);
	if (row->title[1].n)
		member(out, "title_en", row->title[1]);
	day_member(c, out, "date", row->day);
	put_status(c, out, schema, row);
	json_key(out, STR("fields"));
	put_map(out, schema->field, schema->fields, record->fields);
	member(out, "body", record->body);
	put_about(out, about, abouts, c);
	put_versions(c, out, row->accession);
}

void
data_line(struct context *c, const struct record *record, struct str name,
          const struct row *row, struct buf *out)
{
	size_t n;
	struct link *about =
	    snapshot_said(c->snapshot, name, c->renderer->as_of, &n);

	put_record(c, record, name, row, about, n, out);
	json_close(out, '}');
	buf_byte(out, '\n');
}

int
data_record(struct context *c, struct buf *out, bool *exists, struct err *err)
{
	struct str name = c->output->name;
	const struct schema *schema = context_schema(c, name);
	struct link *about;
	struct row row;
	size_t n;
	int rc;

	*exists = false;
	if (!schema)
		return 0;
	if (!snapshot_row(c->snapshot, name, &row)) {
		tombstone(c, schema, name, out, exists);
		return 0;
	}
	if (!row.visible)
		return 0;
	*exists = true;
	rc = parsed_get(c->parsed, c->renderer->set, c->snapshot, name, &row,
	                err);
	if (rc < 0)
		return rc;
	about = snapshot_abouts(c->snapshot, name, c->renderer->as_of, &n);
	put_record(c, c->parsed->record, name, &row, about, n, out);
	put_texts(c, out, c->parsed->record);
	json_close(out, '}');
	buf_byte(out, '\n');
	return 0;
}
