#include "build/import.h"

#include "base/vec.h"
#include "build/import_note.h"
#include "build/import_row.h"
#include "build/kind_word.h"
#include "model/date.h"
#include "model/normal.h"

static const struct str none = {0};

/* ------------------------------------------------------------ open */

static int
open_origin(struct import *m, const struct build_options *options,
            struct err *err)
{
	const struct import_options *o = m->options;
	int rc;

	origin_init(&m->origin, options);
	rc = origin_open(&m->origin, err);
	if (rc == 0)
		rc = origin_find(&m->origin, err);
	if (rc == 0)
		rc = origin_settings(&m->origin, m->findings, err);
	if (rc < 0)
		return rc;
	if (!repo_workdir(m->origin.repo))
		return err_set(err, ERR_USAGE,
		               "a bare repository has no work tree");
	rc = kind_word(&m->origin.config.set, str_from(o->kind),
	               &m->schema, err);
	if (rc < 0)
		return rc;
	m->roster = (struct roster){&m->origin.config, m->origin.repo,
	                            m->origin.content, m->schema};
	return 0;
}

static int
open_sheet(struct import *m, struct buf *bytes, struct err *err)
{
	struct fs fs = fs_real();
	struct fs_stat st;
	struct sheet_input *input = &m->input;
	int rc = fs_stat(&fs, m->options->file, &st, err);

	*input = (struct sheet_input){
	    .name = path_base(str_from(m->options->file)),
	    .number = m->options->sheet,
	    .lang = m->options->lang};
	if (rc == 0 && st.size > SHEET_BYTES_MAX) {
		normal_fault(m->findings, "I103", input->name, none, none,
		             none);
		return err_set(err, ERR_CONTENT, "%s is too large",
		               m->options->file);
	}
	if (rc == 0)
		rc = fs_read(&fs, m->options->file, bytes, err);
	if (rc < 0)
		return rc;
	input->bytes = buf_str(bytes);
	rc = sheet_open(&m->keep, input, m->findings, &m->sheet, err);
	if (rc == 0)
		m->result->encoding = sheet_encoding(m->sheet);
	return rc;
}

/* --------------------------------------------------------- heading */

#define ENOUGH 1 /* the top of the sheet has been seen */
#define SHEETS_LOOK 20 /* to find a heading elsewhere in a workbook */

struct top {
	struct arena *a;
	struct columns_head head;
};

static int
see_top(void *ctx, const struct grid_row *row, struct err *err)
{
	struct top *top = ctx;

	(void)err;
	return columns_head_keep(top->a, &top->head, row) ? 0 : ENOUGH;
}

static int
find_head(struct import *m, struct sheet *sheet, struct columns *columns,
          struct finding_list *findings, struct err *err)
{
	struct top top = {.a = &m->keep};
	int rc = sheet_walk(sheet, see_top, &top, findings, err);

	if (rc >= 0)
		columns_head_find(&m->keep, m->names, &top.head, columns);
	return rc < 0 ? rc : 0;
}

/* The first sheet of the workbook that has a heading; 0: none. */
static unsigned
find_elsewhere(struct import *m, struct str *title)
{
	struct sheet_input input = m->input;
	struct finding_list quiet;
	struct err err = {0};
	unsigned found = 0;

	finding_list_init(&quiet, &m->keep);
	for (input.number = 1; !found && input.number <= SHEETS_LOOK;
	     input.number++) {
		struct columns columns = {0};
		struct sheet *sheet;

		if (sheet_open(&m->keep, &input, &quiet, &sheet, &err) < 0)
			break;
		if (find_head(m, sheet, &columns, &quiet, &err) == 0 &&
		    columns.row)
			found = input.number;
		*title = arena_str(&m->keep, sheet_title(sheet));
		sheet_close(sheet);
	}
	return found;
}

static int
refuse_headless(struct import *m, struct err *err)
{
	struct str title = none;
	unsigned at = sheet_is_book(m->sheet) ? find_elsewhere(m, &title) : 0;

	normal_fault(m->findings, "I108", m->input.name, m->schema->kind,
	             at ? arena_fmt(&m->keep, "%u", at) : none, title);
	return err_set(err, ERR_CONTENT, "no heading");
}

static int
map_path(const struct import *m, char path[PATH_SIZE], struct err *err)
{
	struct str dir = path_parent(str_from(m->options->file));
	char folder[PATH_SIZE];
	struct buf name = {0};
	int rc;

	if (m->options->map)
		return path_join(path, "", str_from(m->options->map), err) < 0
		           ? ERR_IO
		           : 0;
	column_map_name(m->schema, &name);
	rc = path_join(folder, "", dir, err);
	if (rc == 0)
		rc = path_join(path, folder, buf_str(&name), err);
	buf_release(&name);
	return rc;
}

/* What a person has decided before, and what is decided now.  The map that
 * lies beside the sheet may be that of another one with other headings: no
 * fault of this one, unlike a map that was named for it.  A dry run
 * writes that, too: it is no record, and what a person corrects before the
 * rows are taken. */
static int
use_map(struct import *m, struct err *err)
{
	struct fs fs = fs_real();
	struct source source;
	char path[PATH_SIZE];
	struct buf bytes = {0};
	size_t errors = m->findings->errors;
	int rc = map_path(m, path, err);
	int had;

	if (rc < 0)
		return rc;
	had = fs_read(&fs, path, &bytes, NULL);
	if (had == 0) {
		source.path = arena_str(&m->keep, str_from(path));
		source.bytes = arena_str(&m->keep, buf_str(&bytes));
		rc = column_map_read(&m->keep, &source, m->names, m->schema,
		                     &m->columns,
		                     m->options->map ? NULL
		                                     : &m->result->foreign,
		                     m->findings, err);
	}
	if (rc == 0 && m->findings->errors > errors)
		rc = err_set(err, ERR_CONTENT, "%s: wrong", path);
	if (rc == 0 && had == ERR_ABSENT) {
		column_map_write(&m->keep, m->schema, &m->columns, &bytes);
		rc = fs_replace(&fs, path, buf_str(&bytes), err);
		if (rc == 0)
			path_join(m->result->map, "", str_from(path), NULL);
	}
	buf_release(&bytes);
	return rc;
}

/* ---------------------------------------------------------- columns */

#define NAMED 5 /* unknown headings that a message names */

static void
report_unknown(struct import *m)
{
	struct buf names = {0};
	size_t n = 0;

	for (size_t i = 0; i < m->columns.n; i++) {
		struct str heading = m->columns.v[i].heading;

		if (m->columns.v[i].role != COLUMN_UNKNOWN)
			continue;
		normal_fault(m->findings, "I109",
		             sheet_place(&m->keep, m->sheet, i,
		                         m->columns.row),
		             heading, none, m->map);
		if (n++ < NAMED)
			buf_fmt(&names, "“%.*s”", STR_ARG(heading));
	}
	m->unknown = arena_str(&m->keep, buf_str(&names));
	buf_release(&names);
}

/* A value of all rows, and a column for it. */
static void
report_fixed_twice(struct import *m, const struct column *c, size_t i)
{
	for (size_t k = 0; k < m->columns.fixes; k++)
		if (column_same(c, &m->columns.fixed[k].column))
			normal_fault(m->findings, "I110",
			             sheet_place(&m->keep, m->sheet, i,
			                         m->columns.row),
			             m->columns.fixed[k].column.heading,
			             c->heading, m->map);
}

static void
report_twice(struct import *m)
{
	for (size_t i = 0; i < m->columns.n; i++) {
		const struct column *c = &m->columns.v[i];

		if (c->role == COLUMN_UNKNOWN || c->role == COLUMN_PASSED)
			continue;
		report_fixed_twice(m, c, i);
		for (size_t k = 0; k < i; k++)
			if (column_same(c, &m->columns.v[k]))
				normal_fault(
				    m->findings, "I110",
				    sheet_place(&m->keep, m->sheet, i,
				                m->columns.row),
				    m->columns.v[k].heading, c->heading,
				    m->map);
	}
}

static bool
has_column(const struct import *m, const struct schema_field *f)
{
	for (size_t i = 0; i < m->columns.n; i++)
		if (m->columns.v[i].role == COLUMN_FIELD &&
		    m->columns.v[i].field == f && !m->columns.v[i].english)
			return true;
	for (size_t i = 0; i < m->columns.fixes; i++)
		if (m->columns.fixed[i].column.field == f)
			return true;
	return false;
}

/* New records need what is required; an update may bring a part. */
static void
report_missing(struct import *m)
{
	const struct schema_field *f = NULL;
	struct finding_place at = {
	    .path = sheet_place(&m->keep, m->sheet, SIZE_MAX,
	                        m->columns.row)};

	while ((f = schema_next(m->schema, f))) {
		struct column c = column_first(f);

		if (!column_is(f) || !column_must(&c) || has_column(m, f))
			continue;
		finding_add(m->findings, "I111", &at,
		            (struct str[FINDING_ARGS]){
		                column_heading(&m->keep, &c,
		                               m->options->lang),
		                m->map, column_path(&m->keep, &c),
		                m->unknown});
		m->lacks = true;
	}
}

enum { KEY_MUST, KEY_PATENT, KEY_MAY, KEY_TITLE, KEY_NONE };

static int
key_rank(const struct import *m, const struct schema_field *f)
{
	if (!has_column(m, f))
		return KEY_NONE;
	if (f->required && (f->unique || f->type == FIELD_PATENT))
		return f->unique ? KEY_MUST : KEY_PATENT;
	return f->unique               ? KEY_MAY
	       : f == m->schema->title ? KEY_TITLE
	                               : KEY_NONE;
}

/* What tells the records of the kind apart, the surest first.  A title does
 * where nothing better must be filled in. */
static void
choose_keys(struct import *m)
{
	const struct schema *s = m->schema;
	bool sure = false;

	m->key = arena_array(&m->keep, s->fields, sizeof *m->key);
	for (int rank = KEY_MUST; rank < KEY_NONE; rank++)
		for (size_t i = 0; i < s->fields; i++) {
			const struct schema_field *f = &s->field[i];

			if (key_rank(m, f) != rank ||
			    (rank == KEY_TITLE && sure))
				continue;
			m->key[m->keys++] = f;
			sure |= f->required;
		}
}

/* The rows of a sheet that are records. */
struct listing {
	struct import *import;
	struct VEC(uint32_t) row;
};

static int
list_row(void *ctx, const struct grid_row *row, struct err *err)
{
	struct listing *l = ctx;
	struct import *m = l->import;

	(void)err;
	arena_reset(&m->row);
	if (row->number > m->columns.row &&
	    !import_is_note(&m->row, &m->columns, row))
		vec_push(&l->row, row->number);
	return 0;
}

/* Sums and signatures below the rows are often merged across columns: the
 * sheet is read once more to know them. */
static int
judge_sheet(struct import *m, struct err *err)
{
	struct listing l = {.import = m};
	int rc = 0;

	if (sheet_has_merged(m->sheet, m->columns.row))
		rc = sheet_walk(m->sheet, list_row, &l, m->findings, err);
	if (rc == 0)
		rc = sheet_judge(m->sheet, l.row.v, l.row.n, m->findings,
		                 err);
	vec_release(&l.row);
	return rc;
}

static int
find_columns(struct import *m, struct err *err)
{
	char map[PATH_SIZE] = "";
	size_t errors = m->findings->errors;
	int rc = map_path(m, map, err);

	if (rc < 0)
		return rc;
	m->map = arena_str(&m->keep, path_base(str_from(map)));
	m->names = column_names(&m->keep, m->schema);
	rc = find_head(m, m->sheet, &m->columns, m->findings, err);
	if (rc < 0)
		return rc;
	if (!m->columns.row)
		return refuse_headless(m, err);
	rc = use_map(m, err);
	if (rc == 0)
		rc = judge_sheet(m, err);
	if (rc < 0)
		return rc;
	choose_keys(m);
	report_unknown(m);
	report_twice(m);
	if (m->findings->errors > errors)
		rc = err_set(err, ERR_CONTENT, "two columns are one");
	if (m->options->update != IMPORT_MERGE)
		report_missing(m);
	return rc;
}

/* ----------------------------------------------------- what is there */

static void
keep_key(struct import *m, const struct import_known *known,
         const struct record *record, const struct schema_field *f)
{
	const struct record_leaf *leaf = record_leaf(record, f, NULL);
	struct str text = leaf ? record_leaf_text(leaf) : none;
	struct import_known *mine, *other;
	struct str key;

	if (!text.n)
		return;
	mine = arena_alloc(&m->keep, sizeof *mine);
	*mine = *known;
	key = import_key(&m->keep, f->path, text);
	other = map_get(&m->by_key, key);
	if (!other) {
		map_put(&m->by_key, key, mine);
		return;
	}
	mine->next = other->next;
	other->next = mine;
}

static int
see_record(void *import, const struct record *record, struct str path,
           const struct oid *blob, struct err *err)
{
	struct import *m = import;
	struct import_known *known = arena_alloc(&m->keep, sizeof *known);

	(void)err;
	*known = (struct import_known){arena_str(&m->keep, record->id),
	                               arena_str(&m->keep, path), *blob,
	                               NULL};
	map_put(&m->by_id, known->id, known);
	for (size_t i = 0; i < m->keys; i++)
		keep_key(m, known, record, m->key[i]);
	roster_see(&m->keep, &m->series, record->id, record->inner);
	return 0;
}

static int
see_records(struct import *m, struct err *err)
{
	int rc = roster_walk(&m->roster, see_record, m, err);

	return rc < 0 ? rc
	              : roster_names(&m->roster, &m->keep, &m->records, err);
}

/* ------------------------------------------------------------ write */

/* FILE.report.csv or .xlsx beside the sheet. */
static int
report_path(const struct import *m, char path[PATH_SIZE], struct err *err)
{
	struct str file = str_from(m->options->file);
	struct str base = path_base(file);
	size_t dot = str_rchr(base, '.');
	struct buf b = {0};
	int rc;

	if (m->options->report) {
		buf_adds(&b, m->options->report);
	} else {
		buf_add(&b, str_sub(file, 0, file.n - (base.n - dot)));
		buf_adds(&b, ".report");
		buf_adds(&b, sheet_is_book(m->sheet) ? ".xlsx" : ".csv");
	}
	rc = path_join(path, "", buf_str(&b), err);
	buf_release(&b);
	return rc;
}

static int
write_all(struct import *m, struct err *err)
{
	struct import_result *r = m->result;
	char path[PATH_SIZE];
	int rc = 0;

	if (r->failed || m->options->report) {
		rc = report_path(m, path, err);
		if (rc == 0)
			rc = import_report(m, path, err);
		if (rc == 0)
			path_join(r->report, "", str_from(path), NULL);
	}
	if (rc < 0 || m->options->dry_run ||
	    (r->failed && !m->options->partial))
		return rc;
	rc = import_stage_write(&m->stage, repo_workdir(m->origin.repo), err);
	r->written = rc == 0;
	return rc;
}

static int
import_all(struct import *m, const struct build_options *options,
           struct buf *bytes, struct err *err)
{
	int rc = open_origin(m, options, err);

	if (rc == 0)
		rc = open_sheet(m, bytes, err);
	if (rc == 0)
		rc = find_columns(m, err);
	if (rc == 0)
		rc = see_records(m, err);
	if (rc == 0)
		rc = sheet_walk(m->sheet, import_take_row, m, m->findings,
		                err);
	if (rc == 0)
		rc = write_all(m, err);
	if (rc == 0 && (m->result->failed || m->lacks))
		rc = err_set(err, ERR_CONTENT, "%zu rows failed",
		             m->result->failed);
	return rc;
}

int
import_run(const struct import_options *options,
           struct finding_list *findings, struct import_result *result,
           struct err *err)
{
	struct build_options build = {.repo = options->repo,
	                              .content = options->content,
	                              .as_of = DATE_NONE,
	                              .source = BUILD_WORKTREE};
	struct import m = {.options = options,
	                   .result = result,
	                   .findings = findings,
	                   .stage.fs = fs_real()};
	struct buf bytes = {0};
	int rc;

	*result = (struct import_result){0};
	arena_init(&m.keep);
	arena_init(&m.row);
	rc = import_all(&m, &build, &bytes, err);
	sheet_close(m.sheet);
	import_stage_release(&m.stage);
	map_release(&m.by_key);
	map_release(&m.by_id);
	map_release(&m.records);
	map_release(&m.seen);
	vec_release(&m.series.last);
	buf_release(&m.bytes);
	buf_release(&bytes);
	origin_close(&m.origin);
	arena_release(&m.row);
	arena_release(&m.keep);
	return rc;
}
