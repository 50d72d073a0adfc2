#include "model/rowrecord.h"

#include "model/decimal.h"
#include "model/emit.h"
#include "model/normal.h"
#include "model/rowgone.h"
#include "model/sheet.h"
#include "model/wording.h"
#include "text/value.h"

#define NEAR 100 /* findings before, among which those of the row are */

/* A tree is not changed once it is made, so that trees may share parts. */
static struct value *
shared(const struct value *v)
{
	return (struct value *)(uintptr_t)v;
}

/* ----------------------------------------------------------- merge */

static const struct value *merge(struct arena *a,
                                 const struct schema_field *f,
                                 const struct value *old,
                                 const struct value *now);

static struct value *
merge_maps(struct arena *a, const struct schema_field *field, size_t n,
           const struct value *old, const struct value *now)
{
	struct value *out = value_map(a);

	for (size_t i = 0; i < n; i++) {
		const struct value *v =
		    merge(a, &field[i], value_get(old, field[i].name),
		          value_get(now, field[i].name));

		if (v)
			value_put(a, out, field[i].name, shared(v));
	}
	return out;
}

static struct value *
merge_items(struct arena *a, const struct schema_field *item,
            const struct value *old, const struct value *now)
{
	struct value *out = value_list(a);
	size_t n = old->n > now->n ? old->n : now->n;

	for (size_t i = 0; i < n; i++)
		value_add(a, out,
		          merge_maps(a, item->field, item->fields,
		                     i < old->n ? old->member[i].value : NULL,
		                     i < now->n ? now->member[i].value
		                                : NULL));
	return out;
}

/* A text in two languages always as {zh, en} here. */
static struct value *
merge_languages(struct arena *a, const struct value *old,
                const struct value *now)
{
	struct value *out = value_map(a);

	for (size_t i = 0; old->type == VALUE_MAP && i < old->n; i++)
		value_put(a, out, old->member[i].key, old->member[i].value);
	if (old->type != VALUE_MAP)
		value_put(a, out, STR("zh"), value_text(a, old->text));
	for (size_t i = 0; i < now->n; i++)
		value_put(a, out, now->member[i].key, now->member[i].value);
	return out;
}

/* 2.50 of a sheet is the 2.5 that is there. */
static bool
same_amount(const struct schema_field *f, const struct value *old,
            const struct value *now)
{
	int64_t one, other;

	return (f->type == FIELD_MONEY || f->type == FIELD_DECIMAL) &&
	       decimal_parse(value_str(old), &one) &&
	       decimal_parse(value_str(now), &other) && one == other;
}

static const struct value *
merge(struct arena *a, const struct schema_field *f, const struct value *old,
      const struct value *now)
{
	if (!now || !old)
		return now ? now : old;
	if (same_amount(f, old, now))
		return old;
	if (f->type == FIELD_MAP)
		return merge_maps(a, f->field, f->fields, old, now);
	if (f->type == FIELD_LIST && f->field->type == FIELD_MAP)
		return merge_items(a, f->field, old, now);
	return f->localized ? merge_languages(a, old, now) : now;
}

/* ------------------------------------------------------------ YAML */

/* The text that record_parse reads, and the value of each of its lines. */
struct lines {
	struct buf text;
	struct VEC(const struct value *) line; /* NULL: of no cell */
};

static void
put_line(struct lines *s, const struct value *of)
{
	buf_byte(&s->text, '\n');
	vec_push(&s->line, of);
}

static void
indent(struct lines *s, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		buf_adds(&s->text, "  ");
}

static void
put_scalar(struct lines *s, const struct value *v)
{
	if (v->type == VALUE_BOOL)
		buf_adds(&s->text, v->yes ? "true" : "false");
	else
		emit_scalar(&s->text, v->text, false);
	put_line(s, v);
}

static bool
holds_any(const struct value *v)
{
	if (v->type != VALUE_MAP && v->type != VALUE_LIST)
		return true;
	for (size_t i = 0; i < v->n; i++)
		if (holds_any(v->member[i].value))
			return true;
	return false;
}

static void put_map(struct lines *s, const struct schema_field *field,
                    size_t n, const struct value *map, unsigned depth);

static void
put_items(struct lines *s, const struct schema_field *item,
          const struct value *list, unsigned depth)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct value *v = list->member[i].value;

		if (!holds_any(v))
			continue;
		indent(s, depth);
		buf_adds(&s->text, "-");
		if (item->type == FIELD_MAP) {
			put_line(s, NULL);
			put_map(s, item->field, item->fields, v, depth + 1);
		} else {
			buf_byte(&s->text, ' ');
			put_scalar(s, v);
		}
	}
}

static void
put_languages(struct lines *s, const struct value *v, unsigned depth)
{
	put_line(s, NULL);
	for (size_t i = 0; i < v->n; i++) {
		indent(s, depth + 1);
		buf_fmt(&s->text, "%.*s: ", STR_ARG(v->member[i].key));
		put_scalar(s, v->member[i].value);
	}
}

static void
put_map(struct lines *s, const struct schema_field *field, size_t n,
        const struct value *map, unsigned depth)
{
	for (size_t i = 0; i < n; i++) {
		const struct schema_field *f = &field[i];
		const struct value *v = value_get(map, f->name);

		if (!v || !holds_any(v))
			continue;
		indent(s, depth);
		buf_fmt(&s->text, "%.*s:", STR_ARG(f->name));
		if (f->type == FIELD_MAP) {
			put_line(s, NULL);
			put_map(s, f->field, f->fields, v, depth + 1);
		} else if (v->type == VALUE_LIST) {
			put_line(s, NULL);
			put_items(s, f->field, v, depth + 1);
		} else if (v->type == VALUE_MAP &&
		           !(v->n == 1 && str_eq(v->member[0].key,
		                                 STR("zh")))) {
			put_languages(s, v, depth);
		} else {
			buf_byte(&s->text, ' ');
			put_scalar(s, v->type == VALUE_MAP
			                  ? v->member[0].value
			                  : v);
		}
	}
}

/* --------------------------------------------------------- findings */

static size_t
column_of_value(const struct row_values *values, const struct value *v)
{
	for (size_t i = 0; v && i < values->leaf.n; i++)
		if (values->leaf.v[i].value == v)
			return values->leaf.v[i].column;
	return SIZE_MAX;
}

/* The column of a field that a finding names by its path. */
static size_t
column_of_path(const struct row_job *job, struct str path, size_t beside)
{
	const struct column *near =
	    beside < job->columns->n ? &job->columns->v[beside] : NULL;

	for (size_t i = 0; i < job->columns->n; i++) {
		const struct column *c = &job->columns->v[i];

		if (c->role != COLUMN_FIELD || c->english ||
		    !str_eq(c->field->path, path))
			continue;
		if (!c->field->list || !near || near->role != COLUMN_FIELD ||
		    near->item[0] == c->item[0])
			return i;
	}
	return SIZE_MAX;
}

/* What a record that was made of a row is told about. */
struct telling {
	const struct row_job *job;
	const struct row_values *values;
	const struct lines *lines;
	uint32_t row;
	size_t from, to; /* findings among which are those of the cells */
};

/* The cell that a line comes from; of a group or an item the first one. */
static size_t
column_of_line(const struct telling *t, unsigned line, bool group)
{
	const struct lines *s = t->lines;
	size_t column = SIZE_MAX;

	if (line > s->line.n)
		return t->values->has_body ? t->values->body_column : SIZE_MAX;
	for (size_t i = line ? line : 1;
	     i <= s->line.n && column == SIZE_MAX; i++) {
		column = column_of_value(t->values, s->line.v[i - 1]);
		if (!group)
			break;
	}
	return column;
}

static size_t
column_of(const struct telling *t, const struct finding *f)
{
	size_t direct = column_of_line(t, f->line, false);
	size_t named, beside;

	if (direct != SIZE_MAX)
		return direct;
	beside = column_of_line(t, f->line, true);
	named = column_of_path(t->job, wording_path(f->arg[0]), beside);
	return named == SIZE_MAX ? column_of_path(t->job,
	                                          wording_path(f->arg[2]),
	                                          beside)
	                         : named;
}

/* Has the cell been refused already?  Then it is no wonder that its value is
 * missing. */
static bool
is_refused(const struct telling *t, struct str path)
{
	const struct finding_list *all = t->job->findings;

	for (size_t i = t->from; i < t->to; i++)
		if (all->v[i].severity == FINDING_ERROR &&
		    str_eq(all->v[i].path, path))
			return true;
	return false;
}

/* Each item of a list may earn what one cell is to be told. */
static bool
is_repeated(const struct telling *t, const struct finding *last)
{
	for (const struct finding *f = &t->job->findings->v[t->to]; f < last;
	     f++) {
		bool same = str_eq(str_from(f->code), str_from(last->code)) &&
		            str_eq(f->path, last->path);

		for (size_t i = 0; same && i < FINDING_ARGS; i++)
			same = str_eq(f->arg[i], last->arg[i]);
		if (same)
			return true;
	}
	return false;
}

static void
pass_on(const struct telling *t, const struct finding *f, const char *code,
        size_t column, const struct str args[FINDING_ARGS])
{
	const struct row_job *job = t->job;
	struct finding_place place = {
	    .path = sheet_place(job->a, job->sheet, column, t->row)};
	struct finding *to =
	    finding_add(job->findings, code, &place, args);

	to->basis.zh = arena_str(job->findings->arena, f->basis.zh);
	to->basis.en = arena_str(job->findings->arena, f->basis.en);
	finding_set_level(job->findings, f->severity);
	if (is_repeated(t, to))
		finding_list_cut(job->findings, job->findings->n - 1);
}

/* A value is missing that the sheet has no column for. */
static void
tell_no_column(const struct telling *t, const struct finding *f,
               const struct schema_field *field, size_t beside)
{
	const struct row_job *job = t->job;
	const struct column *near =
	    beside < job->columns->n ? &job->columns->v[beside] : NULL;
	struct column c = column_first(field);

	if (near && near->role == COLUMN_FIELD && field->list &&
	    near->field->list == field->list)
		c.item[0] = near->item[0];
	if (job->lacks && column_must(&c))
		return;
	pass_on(t, f, "I226", SIZE_MAX,
	        (struct str[FINDING_ARGS]){
	            column_path(job->a, &c),
	            column_heading(job->a, &c, LANG_ZH),
	            column_heading(job->a, &c, LANG_EN), f->arg[3],
	            job->unknown, job->map});
}

/* A missing group is told value by value, since each is a cell. */
static void
tell_missing(const struct telling *t, const struct finding *f,
             const struct schema_field *field, size_t beside)
{
	bool list = field->type == FIELD_LIST;
	const struct schema_field *in = list ? field->field : field;
	size_t parts = 0, column;

	for (size_t i = 0; in->type == FIELD_MAP && i < in->fields; i++)
		if (in->field[i].required) {
			tell_missing(t, f, &in->field[i], beside);
			parts++;
		}
	if (parts)
		return;
	column = column_of_path(t->job, field->path, beside);
	if (column == SIZE_MAX)
		tell_no_column(t, f, field, beside);
	else if (!is_refused(t, sheet_place(t->job->a, t->job->sheet, column,
	                                    t->row)))
		pass_on(t, f, "F102", column,
		        (struct str[FINDING_ARGS]){
		            field->path, field->label.zh,
		            text2_in(field->label, LANG_EN), f->arg[3]});
}

static void
tell(const struct row_job *job, const struct row_values *values,
     const struct lines *s, const struct finding_list *found, uint32_t row)
{
	size_t n = job->findings->n;
	struct telling t = {job, values, s, row, n > NEAR ? n - NEAR : 0, n};

	for (size_t i = 0; i < found->n; i++) {
		const struct finding *f = &found->v[i];
		const struct schema_field *field =
		    str_eq(str_from(f->code), STR("F102"))
		        ? schema_field(job->schema, f->arg[0])
		        : NULL;

		if (field)
			tell_missing(&t, f, field,
			             column_of_line(&t, f->line, true));
		else
			pass_on(&t, f, f->code, column_of(&t, f), f->arg);
	}
}

/* ------------------------------------------------------------ make */

struct str
row_canonical(struct arena *a, const struct record *record)
{
	struct buf b = {0};
	struct str s;

	emit_record(&b, record->schema, record->fields,
	            str_trim(record->body));
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

/* The text of a record, each scalar in a line of its own. */
static void
put_file(struct lines *s, const struct schema *schema,
         const struct value *fields, struct str body)
{
	buf_adds(&s->text, "---");
	put_line(s, NULL);
	put_map(s, schema->field, schema->fields, fields, 0);
	buf_adds(&s->text, "---");
	put_line(s, NULL);
	if (body.n)
		buf_byte(&s->text, '\n');
	buf_add(&s->text, body);
	buf_byte(&s->text, '\n');
}

/* Does the row say what the record said before? */
static bool
says_nothing(const struct schema *schema, const struct record *old,
             const struct lines *now)
{
	struct lines before = {0};
	bool same;

	put_file(&before, schema, old->fields, str_trim(old->body));
	same = str_eq(buf_str(&before.text), buf_str(&now->text));
	buf_release(&before.text);
	vec_release(&before.line);
	return same;
}

/* Read and check the text; what is wrong is told at the cells. */
static void
read_file(const struct row_job *job, const struct row_values *values,
          const struct lines *s, struct record_input *input, uint32_t row,
          struct row_made *made)
{
	struct finding_list found;

	finding_list_init(&found, job->a);
	input->file.bytes = arena_str(job->a, buf_str(&s->text));
	made->record = record_parse(job->a, job->set, input, &found);
	tell(job, values, s, &found, row);
	if (made->record && !found.errors)
		made->bytes = row_canonical(job->a, made->record);
}

/* What is to be written: the row over what is there. */
static const struct value *
lay_over(const struct row_job *job, const struct row_values *values,
         const struct value *old, struct row_gone **gone, size_t *n)
{
	const struct schema *s = job->schema;
	const struct value *all = merge_maps(job->a, s->field, s->fields, old,
	                                     values->fields);

	*n = old ? row_gone(job->a, s, old, values->fields, all, gone) : 0;
	return *n ? merge_maps(job->a, s->field, s->fields,
	                       row_without(job->a, s, old, *gone, *n),
	                       values->fields)
	          : all;
}

/* Parts of the record go: told at the cell whose value they cannot bear. */
static void
tell_gone(const struct row_job *job, const struct row_values *values,
          const struct row_gone *gone, size_t n, uint32_t row)
{
	for (size_t i = 0; i < n; i++) {
		struct str path = gone[i].by->path;
		struct str now = value_str(value_path(values->fields, path));
		struct schema_condition by = {gone[i].by, &now, 1, false};
		size_t column = column_of_path(job, path, SIZE_MAX);

		normal_fault(job->findings, "I228",
		             sheet_place(job->a, job->sheet, column, row),
		             wording_field(job->a, gone[i].field),
		             wording_conditions(job->a, &by, 1),
		             (struct str){0});
	}
}

void
row_make(const struct row_job *job, const struct row_values *values,
         const struct record *old, struct str path, struct str root,
         uint32_t row, struct row_made *made)
{
	struct lines s = {0};
	struct str body = values->has_body ? values->body
	                  : old            ? str_trim(old->body)
	                                   : (struct str){0};
	struct record_input input = {.file = {.path = path}, .root = root,
	                             .as_of = job->as_of};
	struct row_gone *gone = NULL;
	size_t n;
	const struct value *all = lay_over(
	    job, values, old ? old->fields : NULL, &gone, &n);

	*made = (struct row_made){0};
	put_file(&s, job->schema, all, body);
	made->same = old && says_nothing(job->schema, old, &s);
	if (!made->same) {
		tell_gone(job, values, gone, n, row);
		read_file(job, values, &s, &input, row, made);
	}
	made->same |= made->bytes.n && old &&
	              str_eq(made->bytes, row_canonical(job->a, old));
	buf_release(&s.text);
	vec_release(&s.line);
}

/* ------------------------------------------------------ differences */

static struct str
emitted(struct arena *a, const struct schema *schema,
        const struct schema_field *f, const struct record *r)
{
	struct value *one = value_map(a);
	const struct value *v = value_get(r->fields, f->name);
	struct buf b = {0};
	struct str s;

	if (v)
		value_put(a, one, f->name, shared(v));
	emit_record(&b, schema, one, (struct str){0});
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

struct str
row_differs(struct arena *a, const struct record *one,
            const struct record *other, enum lang lang)
{
	const struct schema *schema = one->schema;
	const char *comma = lang == LANG_ZH ? "、" : ", ";
	struct buf b = {0};
	struct str s;

	for (size_t i = 0; i < schema->fields; i++) {
		const struct schema_field *f = &schema->field[i];

		if (!str_eq(emitted(a, schema, f, one),
		            emitted(a, schema, f, other)))
			buf_fmt(&b, "%s%.*s", b.n ? comma : "",
			        STR_ARG(text2_in(f->label, lang)));
	}
	if (!str_eq(str_trim(one->body), str_trim(other->body)))
		buf_fmt(&b, "%s%s", b.n ? comma : "",
		        lang == LANG_ZH ? "正文" : "text");
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}
