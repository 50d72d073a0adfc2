#include "build/kind_word.h"
#include "build/origin.h"
#include "build/roster.h"
#include "cmd/cmd.h"
#include "model/date.h"
#include "model/rowrecord.h"
#include "model/sheet_out.h"
#include "text/json.h"

#include <getopt.h>
#include <string.h>

#define TEMPLATE_ITEMS 2 /* numbered columns of a list in an empty sheet */

enum format { FORMAT_CSV, FORMAT_XLSX, FORMAT_JSON, FORMATS };

enum {
	OPT_REV = 256,
	OPT_FORMAT,
	OPT_TEMPLATE,
	OPT_REPO,
	OPT_CONTENT
};

static const struct option options[] = {
    {"rev", required_argument, NULL, OPT_REV},
    {"format", required_argument, NULL, OPT_FORMAT},
    {"template", no_argument, NULL, OPT_TEMPLATE},
    {"output", required_argument, NULL, 'o'},
    {"repo", required_argument, NULL, OPT_REPO},
    {"content", required_argument, NULL, OPT_CONTENT},
    {0}};

struct settings {
	struct build_options build;
	enum format format; /* FORMATS: as the file is called */
	const char *kind;
	const char *output;
	bool template;
	enum lang lang;
};

struct exporting {
	const struct settings *s;
	struct origin origin;
	struct roster roster;
	struct arena arena; /* of all */
	struct arena row;
	struct map items; /* path of a list to the most items it has */
	struct VEC(struct column) column;
	struct sheet_out *out;
	struct str *example; /* of each column, in row; or NULL */
	struct buf json;
	size_t records;
};

/* ---------------------------------------------------------- columns */

static size_t *
most_items(struct exporting *e, const struct schema_field *list)
{
	size_t *n = map_get(&e->items, list->path);

	if (!n) {
		n = arena_alloc(&e->arena, sizeof *n);
		map_put(&e->items, list->path, n);
	}
	return n;
}

static int
count_items(void *ctx, const struct record *record, struct str path,
            const struct oid *blob, struct err *err)
{
	struct exporting *e = ctx;
	const struct schema_field *f = NULL;

	(void)path;
	(void)blob;
	(void)err;
	while ((f = schema_next(record->schema, f))) {
		size_t *most;

		if (f->type != FIELD_LIST || f->field->type != FIELD_MAP)
			continue;
		most = most_items(e, f);
		*most = row_items(record, f) > *most ? row_items(record, f)
		                                     : *most;
	}
	return 0;
}

static void
add_column(struct exporting *e, struct column column,
           const struct schema_field *f)
{
	column.role = COLUMN_FIELD;
	column.field = f;
	vec_push(&e->column, column);
	column.english = true;
	if (f->localized)
		vec_push(&e->column, column);
}

/* depth: lists around the fields. */
static void
add_columns(struct exporting *e, const struct schema_field *field, size_t n,
            struct column at, unsigned depth)
{
	for (size_t i = 0; i < n; i++) {
		const struct schema_field *f = &field[i];
		size_t items;

		if (f->type == FIELD_MAP) {
			add_columns(e, f->field, f->fields, at, depth);
			continue;
		}
		if (f->type != FIELD_LIST || f->field->type != FIELD_MAP) {
			add_column(e, at, f);
			continue;
		}
		items = *most_items(e, f);
		if (e->s->template && items < TEMPLATE_ITEMS)
			items = TEMPLATE_ITEMS;
		for (unsigned k = 1; k <= items && depth < COLUMN_LISTS; k++) {
			struct column inner = at;

			inner.item[depth] = k;
			add_columns(e, f->field->field, f->field->fields,
			            inner, depth + 1);
		}
	}
}

/* A heading that is read back as its column: the label, else the path. */
static void
name_columns(struct exporting *e)
{
	const struct column_names *names =
	    column_names(&e->arena, e->roster.schema);

	for (size_t i = 0; i < e->column.n; i++) {
		struct column *c = &e->column.v[i];
		struct column back;

		c->heading = column_heading(&e->arena, c, e->s->lang);
		column_find(&e->arena, names, c->heading, &back);
		for (unsigned k = 0; k < COLUMN_LISTS; k++)
			if (c->role == COLUMN_FIELD && !c->item[k])
				c->item[k] = 1;
		if (!column_same(c, &back))
			c->heading = column_path(&e->arena, c);
		sheet_out_column(e->out, &e->arena, i, c, e->s->lang);
	}
}

static int
make_columns(struct exporting *e, struct err *err)
{
	const struct schema *schema = e->roster.schema;
	struct column own = {.role = COLUMN_ID};
	int rc = e->s->template
	             ? 0
	             : roster_walk(&e->roster, count_items, e, err);

	if (rc < 0)
		return rc;
	vec_push(&e->column, own);
	add_columns(e, schema->field, schema->fields, (struct column){0}, 0);
	own.role = COLUMN_BODY;
	vec_push(&e->column, own);
	name_columns(e);
	for (size_t i = 0; i < e->column.n; i++)
		sheet_out_cell(e->out,
		               column_must(&e->column.v[i])
		                   ? XLSX_HEAD_MUST
		                   : XLSX_HEAD,
		               e->column.v[i].heading);
	sheet_out_end(e->out);
	return 0;
}

/* ------------------------------------------------------------ guide */

/* The last record is the example: the newest way of filling in a sheet.  It
 * outlives the record. */
static int
take_example(void *ctx, const struct record *record, struct str path,
             const struct oid *blob, struct err *err)
{
	struct exporting *e = ctx;

	(void)path;
	(void)blob;
	(void)err;
	arena_reset(&e->row);
	e->example = arena_array(&e->row, e->column.n, sizeof *e->example);
	for (size_t i = 0; i < e->column.n; i++)
		e->example[i] = arena_str(&e->row,
		                          row_cell(&e->row, record,
		                                   &e->column.v[i],
		                                   e->s->lang));
	return 0;
}

/* What a column is for, in words that a person prints and reads. */
static struct str
explain(struct exporting *e, const struct column *c)
{
	bool zh = e->s->lang == LANG_ZH;

	if (c->role == COLUMN_ID)
		return zh ? STR("留空，由程序编号；改已有记录时照抄")
		          : STR("Leave it empty, numbers are given; copy it to "
		                "change a record");
	if (c->role == COLUMN_BODY)
		return zh ? STR("可以留空") : STR("May be empty");
	return arena_fmt(&e->arena, "%s%.*s",
	                 !c->field->hidden ? ""
	                 : zh              ? "不公开。"
	                                   : "Not published. ",
	                 STR_ARG(sheet_out_hint(&e->arena, c, e->s->lang)));
}

static struct str
example_of(const struct exporting *e, size_t i)
{
	const struct schema_field *f = e->column.v[i].field;

	if (!e->example || e->column.v[i].role == COLUMN_ID ||
	    (f && f->hidden))
		return (struct str){0};
	return e->example[i];
}

/* A sheet that says of each column how it is filled in. */
static int
put_guide(struct exporting *e, struct err *err)
{
	bool zh = e->s->lang == LANG_ZH;
	int rc = 0;

	if (!sheet_out_page(e->out, zh ? STR("填写说明") : STR("guide")))
		return 0;
	rc = roster_walk(&e->roster, take_example, e, err);
	sheet_out_cell(e->out, XLSX_HEAD, zh ? STR("列") : STR("column"));
	sheet_out_cell(e->out, XLSX_HEAD, zh ? STR("怎样填") : STR("how"));
	sheet_out_cell(e->out, XLSX_HEAD, zh ? STR("示例") : STR("example"));
	sheet_out_end(e->out);
	for (size_t i = 0; rc == 0 && i < e->column.n; i++) {
		const struct column *c = &e->column.v[i];

		sheet_out_cell(e->out, XLSX_NOTE, c->heading);
		sheet_out_cell(e->out, XLSX_NOTE, explain(e, c));
		sheet_out_cell(e->out, XLSX_NOTE, example_of(e, i));
		sheet_out_end(e->out);
	}
	return rc;
}

/* ------------------------------------------------------------- rows */

static int
put_record(void *ctx, const struct record *record, struct str path,
           const struct oid *blob, struct err *err)
{
	struct exporting *e = ctx;

	(void)path;
	(void)blob;
	(void)err;
	e->records++;
	arena_reset(&e->row);
	for (size_t i = 0; i < e->column.n; i++)
		sheet_out_cell(e->out, XLSX_PLAIN,
		               row_cell(&e->row, record, &e->column.v[i],
		                        e->s->lang));
	sheet_out_end(e->out);
	return 0;
}

static int
put_json(void *ctx, const struct record *record, struct str path,
         const struct oid *blob, struct err *err)
{
	struct exporting *e = ctx;

	(void)path;
	(void)blob;
	(void)err;
	e->records++;
	buf_adds(&e->json, e->json.n ? ",\n" : "[\n");
	json_open(&e->json, '{');
	json_key(&e->json, STR("id"));
	json_text(&e->json, record->id);
	json_key(&e->json, STR("fields"));
	json_write(&e->json, record->fields);
	json_key(&e->json, STR("body"));
	json_text(&e->json, record->body);
	json_close(&e->json, '}');
	return 0;
}

static int
export_json(struct exporting *e, struct buf *bytes, struct err *err)
{
	int rc = roster_walk(&e->roster, put_json, e, err);

	buf_adds(&e->json, e->json.n ? "\n]\n" : "[]\n");
	buf_add(bytes, buf_str(&e->json));
	return rc;
}

static int
export_sheet(struct exporting *e, struct buf *bytes, struct err *err)
{
	int rc;

	e->out = sheet_out_new(e->s->format == FORMAT_XLSX,
	                       text2_in(e->roster.schema->label, e->s->lang));
	rc = make_columns(e, err);
	if (rc == 0)
		rc = e->s->template
		         ? put_guide(e, err)
		         : roster_walk(&e->roster, put_record, e, err);
	if (rc == 0)
		rc = sheet_out_finish(e->out, e->s->lang, bytes, err);
	return rc;
}

static int
open_all(struct exporting *e, struct finding_list *findings, struct err *err)
{
	struct str kind = str_from(e->s->kind);
	int rc = origin_open(&e->origin, err);

	if (rc == 0)
		rc = origin_find(&e->origin, err);
	if (rc == 0)
		rc = origin_settings(&e->origin, findings, err);
	if (rc < 0)
		return rc;
	e->roster = (struct roster){&e->origin.config, e->origin.repo,
	                            e->origin.content, NULL};
	return kind_word(&e->origin.config.set, kind,
	                 &e->roster.schema, err);
}

/* For the person at the terminal: what is in the file now. */
static void
tell(const struct exporting *e)
{
	bool zh = e->s->lang == LANG_ZH;

	if (e->s->template)
		fprintf(stderr, zh ? "写好空表：%s\n" : "empty sheet: %s\n",
		        e->s->output);
	else
		fprintf(stderr, zh ? "写好 %zu 条：%s\n" : "%zu records: %s\n",
		        e->records, e->s->output);
}

static int
deliver(const struct exporting *e, struct str bytes, struct err *err)
{
	struct fs fs = fs_real();
	int rc;

	if (e->s->output) {
		rc = fs_replace(&fs, e->s->output, bytes, err);
		if (rc == 0)
			tell(e);
		return rc;
	}
	fwrite(bytes.p, 1, bytes.n, stdout);
	return fflush(stdout) == 0
	           ? 0
	           : err_set(err, ERR_IO, "cannot write the result");
}

static int
run(const struct settings *s)
{
	struct exporting e = {.s = s};
	struct finding_list findings;
	struct buf bytes = {0};
	struct err err = {0};
	int rc;

	arena_init(&e.arena);
	arena_init(&e.row);
	finding_list_init(&findings, &e.arena);
	origin_init(&e.origin, &s->build);
	rc = open_all(&e, &findings, &err);
	if (rc < 0)
		cmd_findings(stderr, &findings, s->lang, FINDING_FULL, 0);
	if (rc == 0)
		rc = s->format == FORMAT_JSON ? export_json(&e, &bytes, &err)
		                              : export_sheet(&e, &bytes, &err);
	if (rc == 0)
		rc = deliver(&e, buf_str(&bytes), &err);
	sheet_out_free(e.out);
	vec_release(&e.column);
	map_release(&e.items);
	buf_release(&e.json);
	buf_release(&bytes);
	origin_close(&e.origin);
	arena_release(&e.row);
	arena_release(&e.arena);
	return rc < 0 ? cmd_fail(s->lang, &err) : EXIT_DONE;
}

/* The format of a name; FORMATS when there is none. */
static enum format
format_of(struct str word)
{
	static const char *const name[FORMATS] = {"csv", "xlsx", "json"};
	int i = 0;

	while (i < FORMATS && !str_eq(word, str_from(name[i])))
		i++;
	return (enum format)i;
}

static bool
set_format(struct settings *s, const char *word)
{
	s->format = format_of(str_from(word));
	return s->format != FORMATS;
}

/* A file is what its name ends in: programs open it by that. */
static int
settle_format(struct settings *s, struct err *err)
{
	struct str name = path_base(str_from(s->output ? s->output : ""));
	size_t dot = str_rchr(name, '.');
	enum format named = dot < name.n
	                        ? format_of(str_sub(name, dot + 1, name.n))
	                        : s->format;

	if (dot < name.n && named == FORMATS)
		return err_set(err, ERR_USAGE,
		               "%s: a name ends in .csv, .xlsx or .json",
		               s->output);
	if (s->format != FORMATS && named != s->format)
		return err_set(err, ERR_USAGE,
		               "%s: the name ends otherwise than --format "
		               "says",
		               s->output);
	s->format = named == FORMATS ? FORMAT_CSV : named;
	return 0;
}

static bool
set_option(struct settings *s, int c)
{
	if (c == OPT_REV) {
		s->build.rev = optarg;
		s->build.source = BUILD_COMMIT;
	} else if (c == OPT_FORMAT) {
		return set_format(s, optarg);
	} else if (c == OPT_TEMPLATE) {
		s->template = true;
	} else if (c == 'o') {
		s->output = optarg;
	} else if (c == OPT_REPO) {
		s->build.repo = optarg;
	} else if (c == OPT_CONTENT) {
		s->build.content = optarg;
	} else {
		return false;
	}
	return true;
}

int
cmd_export(int argc, char **argv, enum lang lang)
{
	struct settings s = {.build = {.as_of = DATE_NONE,
	                               .source = BUILD_WORKTREE},
	                     .format = FORMATS,
	                     .lang = lang};
	struct err err = {0};
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1)
		if (!set_option(&s, c))
			return cmd_usage(lang, "export", argv[optind - 1]);
	if (settle_format(&s, &err) < 0)
		return cmd_fail(lang, &err);
	if (optind + 1 != argc || (s.template && s.format == FORMAT_JSON))
		return cmd_usage(lang, "export", NULL);
	s.kind = argv[optind];
	return run(&s);
}
