#include "build/import_row.h"

#include "build/content.h"
#include "build/import_note.h"
#include "model/date.h"
#include "model/normal.h"

static const struct str none = {0};

static struct row_job
job_of(struct import *m)
{
	return (struct row_job){.a = &m->row,
	                        .set = &m->origin.config.set,
	                        .schema = m->schema,
	                        .columns = &m->columns,
	                        .sheet = m->sheet,
	                        .findings = m->findings,
	                        .as_of = m->origin.as_of,
	                        .map = m->map,
	                        .unknown = m->unknown,
	                        .lacks = m->lacks};
}

/* The column of the key, or of the id. */
static size_t
key_column(const struct import *m, const struct row_values *values)
{
	for (size_t i = 0; !values->id.n && i < m->columns.n; i++)
		if (m->columns.v[i].role == COLUMN_FIELD && m->by &&
		    m->columns.v[i].field == m->by &&
		    !m->columns.v[i].english)
			return i;
	return values->id.n ? values->id_column : SIZE_MAX;
}

static struct str
place_in(struct import *m, const struct row_values *values, uint32_t row)
{
	return sheet_place(&m->keep, m->sheet, key_column(m, values), row);
}

/* The label of what tells records apart. */
static struct str
key_label(const struct import *m, const struct row_values *values,
          enum lang lang)
{
	if (values->id.n || !m->by)
		return lang == LANG_ZH ? STR("编号") : STR("id");
	return text2_in(m->by->label, lang);
}

/* ----------------------------------------------------------- which */

struct str
import_key(struct arena *a, struct str path, struct str value)
{
	return arena_fmt(a, "%.*s=%.*s", STR_ARG(path), STR_ARG(value));
}

/* Where the sheet said something first. */
struct seen {
	struct str place;
	bool has_id; /* in a row with an id of its own */
};

/* Did a row before say the same?  Records with ids may share a key. */
static bool
is_repeated(struct import *m, struct str path, struct str value, bool has_id,
            struct str place)
{
	struct str key = import_key(&m->keep, path, value);
	struct seen *first = map_get(&m->seen, key);

	if (first && first->has_id && has_id)
		return false;
	if (first) {
		normal_fault(m->findings, "I221", place, first->place, value,
		             none);
		return true;
	}
	first = arena_alloc(&m->keep, sizeof *first);
	*first = (struct seen){place, has_id};
	map_put(&m->seen, key, first);
	return false;
}

static bool
is_ambiguous(struct import *m, const struct import_known *known,
             struct str key, struct str place)
{
	struct buf b = {0};

	if (!known || !known->next)
		return false;
	for (; known; known = known->next)
		buf_fmt(&b, "%s%.*s", b.n ? ", " : "", STR_ARG(known->id));
	normal_fault(m->findings, "I222", place, key, buf_str(&b), none);
	buf_release(&b);
	return true;
}

/* The first key that a row fills in. */
static struct str
choose_key(struct import *m, const struct row_values *values)
{
	struct str key = none;

	m->by = NULL;
	for (size_t i = 0; i < m->keys && !key.n; i++) {
		key = row_text(values, m->key[i]);
		m->by = key.n ? m->key[i] : NULL;
	}
	return key;
}

/* The record that a row is about: -1 no row to take, 0 new, 1 known. */
static int
choose(struct import *m, const struct row_values *values, uint32_t row,
       const struct import_known **known)
{
	struct str key = choose_key(m, values);
	struct str id = values->id;
	struct str place = place_in(m, values, row);

	*known = NULL;
	if (id.n && !content_is_id(id)) {
		normal_fault(m->findings, "I224", place, id, none, none);
		return -1;
	}
	if (key.n &&
	    is_repeated(m, m->by->path, key, id.n > 0, place))
		return -1;
	if (id.n)
		*known = map_get(&m->by_id, id);
	else if (key.n)
		*known = map_get(&m->by_key,
		                 import_key(&m->row, m->by->path, key));
	if (!id.n && is_ambiguous(m, *known, key, place))
		return -1;
	id = *known ? (*known)->id : id;
	if (id.n && is_repeated(m, STR("id"), id, false, place))
		return -1;
	return *known != NULL;
}

/* ------------------------------------------------------------ check */

/* References to records that nobody has. */
static void
check_refs(struct import *m, const struct record *record, uint32_t row)
{
	for (size_t i = 0; i < record->refs; i++) {
		const struct record_ref *ref = &record->ref[i];
		struct str name = arena_fmt(&m->row, "%.*s/%.*s",
		                            STR_ARG(ref->target->folder),
		                            STR_ARG(ref->id));
		size_t column = SIZE_MAX;

		if (map_get(&m->records, name))
			continue;
		for (size_t c = 0; c < m->columns.n; c++)
			if (m->columns.v[c].field &&
			    str_eq(m->columns.v[c].field->path,
			           ref->field->path))
				column = c;
		normal_fault(m->findings, "I223",
		             sheet_place(&m->row, m->sheet, column, row),
		             name, ref->target->label.zh,
		             text2_in(ref->target->label, LANG_EN));
	}
}

/* ------------------------------------------------------------- new */

static int
year_of(const struct import *m, const struct record *record)
{
	int32_t day = record && record->date != DATE_NONE ? record->date
	                                                  : m->origin.as_of;

	return date_split(day).year;
}

static struct str
path_of(struct import *m, struct str id, int year)
{
	const char *slash = m->origin.content.n ? "/" : "";

	if (m->series.by_year)
		return arena_fmt(&m->row, "%.*s%s%.*s/%d/%.*s.md",
		                 STR_ARG(m->origin.content), slash,
		                 STR_ARG(m->schema->folder), year,
		                 STR_ARG(id));
	return arena_fmt(&m->row, "%.*s%s%.*s/%.*s.md",
	                 STR_ARG(m->origin.content), slash,
	                 STR_ARG(m->schema->folder), STR_ARG(id));
}

static int
take_new(struct import *m, const struct row_values *values, uint32_t row,
         struct err *err)
{
	struct row_job job = job_of(m);
	struct str root = m->origin.content.n
	                      ? arena_fmt(&m->row, "%.*s/",
	                                  STR_ARG(m->origin.content))
	                      : none;
	struct str id = values->id;
	struct row_made made;
	struct str path;

	/* The name does not matter to the checks, but it must be one. */
	path = path_of(m, content_is_id(id) ? id : STR("x"), 2000);
	row_make(&job, values, NULL, path, root, row, &made);
	if (made.record)
		check_refs(m, made.record, row);
	if (!made.bytes.n || m->findings->errors > m->errors)
		return 0;
	if (!id.n)
		id = roster_next(&m->row, &m->series, m->schema,
		                 year_of(m, made.record));
	path = path_of(m, id, year_of(m, made.record));
	m->result->added++;
	return import_stage_add(&m->stage, path, made.bytes, err);
}

/* ----------------------------------------------------------- known */

static bool
has_comments(struct str bytes)
{
	str_cut(&bytes, '\n');
	while (bytes.n) {
		struct str line = str_trim(str_cut(&bytes, '\n'));

		if (str_eq(line, STR("---")))
			return false;
		if (str_find(line, STR(" #")) < line.n ||
		    (line.n && line.p[0] == '#'))
			return true;
	}
	return false;
}

static void
tell_differs(struct import *m, const struct row_values *values,
             const struct import_known *known, const struct record *old,
             const struct record *now, uint32_t row)
{
	struct finding_place at = {.path = place_in(m, values, row)};

	finding_add(m->findings, "I220", &at,
	            (struct str[FINDING_ARGS]){
	                known->id, key_label(m, values, LANG_ZH),
	                row_differs(&m->row, old, now, m->options->lang),
	                key_label(m, values, LANG_EN)});
}

static int
take_changed(struct import *m, const struct row_values *values,
             const struct import_known *known,
             const struct row_made *made, uint32_t row, struct err *err)
{
	if (has_comments(buf_str(&m->bytes)))
		normal_fault(m->findings, "I225", place_in(m, values, row),
		             known->path, none, none);
	m->result->changed++;
	return import_stage_add(&m->stage, known->path, made->bytes, err);
}

static int
take_known(struct import *m, const struct row_values *values,
           const struct import_known *known, uint32_t row, struct err *err)
{
	struct row_job job = job_of(m);
	struct str root = m->origin.content.n
	                      ? arena_fmt(&m->row, "%.*s/",
	                                  STR_ARG(m->origin.content))
	                      : none;
	struct record_input input = {.root = root, .as_of = DATE_NONE};
	size_t before = m->findings->n;
	struct finding_list quiet;
	struct record *old;
	struct row_made made;
	int rc = repo_blob_at(m->origin.repo, &known->blob, known->path,
	                      &m->bytes, err);

	if (rc < 0)
		return rc;
	finding_list_init(&quiet, &m->row);
	input.file = (struct source){known->path, buf_str(&m->bytes)};
	old = record_parse(&m->row, job.set, &input, &quiet);
	if (m->options->update == IMPORT_SKIP) {
		m->result->skipped++;
		return 0;
	}
	row_make(&job, values, old, known->path, root, row, &made);
	if (m->options->update == IMPORT_FAIL && !made.same && old &&
	    made.record) {
		/* Whether the two go together matters once they are to. */
		finding_list_cut(m->findings, before);
		tell_differs(m, values, known, old, made.record, row);
		return 0;
	}
	if (made.record)
		check_refs(m, made.record, row);
	if (m->findings->errors > m->errors)
		return 0;
	if (made.same) {
		/* Nothing comes of the row, so nothing is said of it. */
		if (m->findings->n > before)
			finding_list_cut(m->findings, before);
		m->result->same++;
		return 0;
	}
	if (!made.bytes.n)
		return 0;
	return take_changed(m, values, known, &made, row, err);
}

/* What a row says first, so that who reads of it knows which one it is. */
static struct str
first_words(const struct grid_row *row)
{
	struct str text = none;

	for (size_t i = 0; i < row->n && !text.n; i++)
		text = str_trim(row->cell[i].text);
	return text;
}

int
import_take_row(void *import, const struct grid_row *row, struct err *err)
{
	struct import *m = import;
	const struct import_known *known;
	struct row_job job = job_of(m);
	struct row_values values;
	int which;
	int rc = 0;

	if (row->number <= m->columns.row)
		return 0;
	arena_reset(&m->row);
	if (import_is_note(&m->row, &m->columns, row)) {
		normal_fault(m->findings, "I227",
		             sheet_place(&m->keep, m->sheet, SIZE_MAX,
		                         row->number),
		             first_words(row), none, none);
		return 0;
	}
	m->errors = m->findings->errors;
	m->result->rows++;
	row_read(&job, row, &values);
	which = choose(m, &values, row->number, &known);
	/* A row that is nobody's is judged like a new one, so that all of it
	 * is told at once. */
	if (which == 1)
		rc = take_known(m, &values, known, row->number, err);
	else if (which == 0 || m->options->update != IMPORT_MERGE)
		rc = take_new(m, &values, row->number, err);
	vec_release(&values.leaf);
	m->result->failed += m->lacks || m->findings->errors > m->errors;
	return rc;
}
