#include "build/import_row.h"
#include "model/sheet_out.h"

struct reporting {
	struct import *m;
	struct sheet_out *out;
	struct arena row;
	size_t next; /* finding */
};

/* The row that a finding is about, 0 for none. */
static uint64_t
row_of(const struct finding *f)
{
	struct str place = f->path;
	struct str tail = STR(" 行");
	size_t end = place.n;
	uint64_t n = 0;

	if (str_ends(place, tail))
		place.n = end -= tail.n;
	while (end && place.p[end - 1] >= '0' && place.p[end - 1] <= '9')
		end--;
	str_u64(str_sub(place, end, place.n), &n);
	return n;
}

/* The cell alone, as it is called in the sheet. */
static struct str
cell_of(struct str place)
{
	size_t mark = str_rchr(place, '!');

	if (mark == place.n)
		mark = str_rchr(place, ':');
	return mark < place.n ? str_sub(place, mark + 1, place.n) : place;
}

static void
put_problem(struct reporting *r, const struct finding *f, struct buf *what,
            struct buf *how)
{
	enum lang lang = r->m->options->lang;
	struct str cell = cell_of(f->path);

	buf_fmt(what, "%s%.*s ", what->n ? "\n" : "", STR_ARG(cell));
	finding_message(f, lang, what);
	buf_fmt(how, "%s", how->n ? "\n" : "");
	buf_add(how, row_advice(&r->row, f, lang));
}

/* A column that is not there is a problem of each row. */
static void
put_problems(struct reporting *r, uint32_t row)
{
	const struct finding_list *all = r->m->findings;
	struct buf what = {0}, how = {0};

	for (size_t i = 0; r->m->lacks && i < r->next; i++)
		if (str_eq(str_from(all->v[i].code), STR("I111")))
			put_problem(r, &all->v[i], &what, &how);
		else if (row_of(&all->v[i]) > r->m->columns.row)
			break;
	for (; r->next < all->n && row_of(&all->v[r->next]) == row;
	     r->next++)
		put_problem(r, &all->v[r->next], &what, &how);
	sheet_out_cell(r->out, XLSX_NOTE, buf_str(&what));
	sheet_out_cell(r->out, XLSX_NOTE, buf_str(&how));
	buf_release(&what);
	buf_release(&how);
	arena_reset(&r->row);
}

/* Has the sheet been through this before? */
static bool
is_report_column(const struct import *m, size_t i)
{
	static const char *const name[] = {"问题", "建议", "problems",
	                                   "suggestions"};

	for (size_t k = 0; i < m->columns.n && k < 4; k++)
		if (str_eq(m->columns.v[i].heading, str_from(name[k])))
			return true;
	return false;
}

/* Is a cell, whose row's findings come next, wrong? */
static bool
is_wrong(const struct reporting *r, size_t column, uint32_t row)
{
	const struct finding_list *all = r->m->findings;
	char name[GRID_NAME_SIZE];

	grid_name(name, column, row);
	for (size_t i = r->next; i < all->n && row_of(&all->v[i]) == row; i++)
		if (all->v[i].severity == FINDING_ERROR &&
		    str_eq(cell_of(all->v[i].path), str_from(name)))
			return true;
	return false;
}

static enum xlsx_look
look_of(const struct reporting *r, size_t column, uint32_t row)
{
	if (row == r->m->columns.row)
		return XLSX_HEAD;
	return row > r->m->columns.row && is_wrong(r, column, row)
	           ? XLSX_MARKED
	           : XLSX_PLAIN;
}

/* Each row keeps its number, which the problems name. */
static int
put_row(void *ctx, const struct grid_row *row, struct err *err)
{
	struct reporting *r = ctx;
	struct import *m = r->m;
	const struct finding_list *all = m->findings;
	bool zh = m->options->lang == LANG_ZH;
	size_t n = m->columns.n > row->n ? m->columns.n : row->n;

	(void)err;
	while (r->next < all->n && row_of(&all->v[r->next]) < row->number)
		r->next++;
	sheet_out_row(r->out, row->number);
	for (size_t i = 0; i < n; i++)
		if (!is_report_column(m, i))
			sheet_out_cell(r->out, look_of(r, i, row->number),
			               i < row->n ? row->cell[i].text
			                          : (struct str){0});
	if (row->number == m->columns.row) {
		sheet_out_cell(r->out, XLSX_HEAD_MUST,
		               zh ? STR("问题") : STR("problems"));
		sheet_out_cell(r->out, XLSX_HEAD,
		               zh ? STR("建议") : STR("suggestions"));
	} else if (row->number > m->columns.row) {
		put_problems(r, row->number);
	}
	sheet_out_end(r->out);
	return 0;
}

int
import_report(struct import *m, const char *path, struct err *err)
{
	struct fs fs = fs_real();
	struct reporting r = {.m = m};
	struct buf bytes = {0};
	bool book = str_ends(str_from(path), STR(".xlsx"));
	int rc;

	arena_init(&r.row);
	r.out = sheet_out_new(book, m->options->lang == LANG_ZH
	                                ? STR("导入结果")
	                                : STR("import"));
	rc = sheet_walk(m->sheet, put_row, &r, m->findings, err);
	if (rc == 0)
		rc = sheet_out_finish(r.out, m->options->lang, &bytes, err);
	if (rc == 0)
		rc = fs_replace(&fs, path, buf_str(&bytes), err);
	sheet_out_free(r.out);
	arena_release(&r.row);
	buf_release(&bytes);
	return rc;
}
