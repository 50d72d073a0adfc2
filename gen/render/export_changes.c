#include "model/change.h"
#include "render/data.h"
#include "render/export.h"
#include "text/json.h"

/*
 * One version a line, in the order in which they came:
 * {"schema_version","date","record","kind","version","change","commit",
 * "fields":[{"path","item","change","old","new"}]}.  Versions of records that
 * are not on the site are left out, and those of kinds whose records leave
 * it; of a record that was removed and keeps its address, only that it
 * happened is told.
 */

struct telling {
	struct context *c;
	struct arena arena; /* of one line */
	struct buf old;
	struct buf now;
};

static void
member(struct buf *out, const char *key, struct str text)
{
	json_key(out, str_from(key));
	json_text(out, text);
}

static const char *
change_name(const struct changed *one)
{
	if (one->is.removed)
		return "removed";
	if (one->number == 1)
		return "added";
	return one->was.removed ? "restored" : "changed";
}

static void
put_commit(struct buf *out, const uint8_t commit[20])
{
	char hex[41];
	bool any = false;

	for (int i = 0; i < 20; i++) {
		hex[2 * i] = "0123456789abcdef"[commit[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[commit[i] & 15];
		any |= commit[i] != 0;
	}
	hex[40] = '\0';
	json_key(out, STR("commit"));
	if (any)
		json_text(out, str_from(hex));
	else
		json_null(out); /* a work tree, not committed yet */
}

static int
parse(struct telling *t, const struct version *v, struct buf *bytes,
      const struct record **record, struct err *err)
{
	struct record_input input = {.file.path = v->path,
	                             .depth = RECORD_TYPED};
	struct finding_list quiet;
	int rc = snapshot_read(t->c->snapshot, v->blob, bytes, err);

	*record = NULL;
	if (rc < 0)
		return rc;
	finding_list_init(&quiet, &t->arena);
	input.file.bytes = buf_str(bytes);
	*record =
	    record_parse(&t->arena, t->c->renderer->set, &input, &quiet);
	return 0;
}

static void
put_side(struct buf *out, const char *key, const struct change *change,
         const struct value *value)
{
	const struct schema_field *f = change->field;

	json_key(out, str_from(key));
	if (!value)
		json_null(out);
	else
		data_value(out,
		           f->type == FIELD_LIST && f->fields ? f->field : f,
		           value);
}

/* Of the text below the front matter only that it differs is told; the
 * versions' pages show how. */
static void
put_change(struct buf *out, const struct change *change)
{
	static const char *const sort[] = {[CHANGE_SET] = "changed",
	                                   [CHANGE_ADDED] = "added",
	                                   [CHANGE_REMOVED] = "removed"};

	json_open(out, '{');
	member(out, "path",
	       change->field ? change->field->path : STR("body"));
	if (change->item.n)
		member(out, "item", change->item);
	member(out, "change", str_from(sort[change->sort]));
	if (change->field) {
		put_side(out, "old", change, change->old);
		put_side(out, "new", change, change->now);
	}
	json_close(out, '}');
}

static int
put_fields(struct telling *t, const struct changed *one, struct buf *out,
           struct err *err)
{
	const struct record *old = NULL;
	const struct record *now = NULL;
	struct changes all;
	int rc = parse(t, &one->was, &t->old, &old, err);

	if (rc == 0)
		rc = parse(t, &one->is, &t->now, &now, err);
	if (rc < 0)
		return rc;
	all = change_list(&t->arena, old, now);
	json_key(out, STR("fields"));
	json_open(out, '[');
	for (size_t i = 0; i < all.n; i++)
		put_change(out, &all.v[i]);
	json_close(out, ']');
	return 0;
}

static int
put_line(struct telling *t, const struct changed *one,
         const struct schema *schema, bool whole, struct buf *out,
         struct err *err)
{
	const char *change = change_name(one);
	int rc = 0;

	json_open(out, '{');
	json_key(out, STR("schema_version"));
	json_int(out, schema->version);
	member(out, "date", context_time(t->c, one->is.time));
	if (context_day(t->c, one->is.time) > t->c->snapshot->day)
		t->c->snapshot->day = context_day(t->c, one->is.time);
	member(out, "record", one->record);
	member(out, "kind", schema->kind);
	json_key(out, STR("version"));
	json_int(out, one->number);
	member(out, "change", str_from(change));
	put_commit(out, one->is.commit);
	if (whole && one->number > 1 && !one->is.removed && !one->was.removed)
		rc = put_fields(t, one, out, err);
	json_close(out, '}');
	buf_byte(out, '\n');
	return rc;
}

/* Is the version to be told, and with its fields? */
static bool
is_told(struct context *c, const struct changed *one,
        const struct schema *schema, bool *whole)
{
	struct link link;
	struct row row;

	*whole = false;
	if (!schema || schema->leaves || !export_is_on(c, schema))
		return false;
	if (!snapshot_row(c->snapshot, one->record, &row))
		return snapshot_withdrawn(c->snapshot, one->record, &link);
	*whole = true;
	return row.visible;
}

int
export_changes(struct context *c, struct buf *out, bool *exists,
               struct err *err)
{
	struct telling t = {.c = c};
	size_t n;
	struct changed *v =
	    snapshot_changes(c->snapshot, c->output->number, &n);
	int rc = 0;

	*exists = n > 0 && export_any(c);
	arena_init(&t.arena);
	for (size_t i = 0; *exists && rc == 0 && i < n; i++) {
		const struct schema *schema = context_schema(c, v[i].record);
		bool whole;

		arena_reset(&t.arena);
		if (is_told(c, &v[i], schema, &whole))
			rc = put_line(&t, &v[i], schema, whole, out, err);
	}
	arena_release(&t.arena);
	buf_release(&t.old);
	buf_release(&t.now);
	return rc;
}
