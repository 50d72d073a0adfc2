#include "model/sheet.h"

#include "base/mem.h"
#include "model/normal.h"
#include "text/csv.h"
#include "text/decode.h"
#include "text/xlsx.h"

static const struct str none = {0};

struct sheet {
	struct str name;
	struct str title; /* of the sheet */
	enum lang lang;
	struct xlsx *book; /* NULL: lines of text */
	size_t index;
	struct xlsx_facts facts;
	struct buf text;
	enum decode_guess guess;
};

static int
refuse(const struct sheet *s, struct finding_list *findings,
       const char *code, struct str a0, struct str a1, struct str a2,
       struct err *err)
{
	normal_fault(findings, code, s->name, a0, a1, a2);
	return err_set(err, ERR_CONTENT, "%.*s cannot be imported",
	               STR_ARG(s->name));
}

/* Why, in the language of the reader. */
static struct str
both(struct finding_list *findings, const struct err *why)
{
	return finding_both(findings->arena, str_from(why->chinese),
	                    str_from(why->line));
}

static int
refuse_book(const struct sheet *s, struct finding_list *findings,
            enum xlsx_fault fault, struct err *err)
{
	struct str why = both(findings, err);

	switch (fault) {
	case XLSX_OLD:
		return refuse(s, findings, "I101", none, none, none, err);
	case XLSX_LOCKED:
		return refuse(s, findings, "I115", none, none, none, err);
	case XLSX_NO_ZIP:
	case XLSX_NO_BOOK:
		return refuse(s, findings, "I102", STR(".xlsx"), none, none,
		              err);
	case XLSX_BOMB:
		return refuse(s, findings, "I103", none, none, none, err);
	case XLSX_WIDE:
	case XLSX_LONG:
		return refuse(s, findings, "I117", why, none, none, err);
	case XLSX_FINE:
	case XLSX_DAMAGED:
	case XLSX_NO_SHEET:
		break;
	}
	return refuse(s, findings, "I104", why, none, none, err);
}

/* ------------------------------------------------------------ open */

/* Many systems hand out a web page, or XML, that is named .xls. */
static bool
is_web_page(struct str bytes)
{
	if (str_starts(bytes, STR("\xef\xbb\xbf")))
		bytes = str_sub(bytes, 3, bytes.n);
	bytes = str_trim(str_sub(bytes, 0, bytes.n < 512 ? bytes.n : 512));
	return bytes.n > 1 && bytes.p[0] == '<' &&
	       (bytes.p[1] == '!' || bytes.p[1] == '?' ||
	        (bytes.p[1] | 32) == 'h' || (bytes.p[1] | 32) == 't');
}

/* The extension, in lower case. */
static struct str
extension(struct arena *a, struct str name)
{
	size_t dot = str_rchr(name, '.');
	struct str s = arena_str(a, str_sub(name, dot, name.n));
	char *p = (char *)(uintptr_t)s.p;

	for (size_t i = 0; i < s.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + 32);
	return s;
}

static int
choose_sheet(struct sheet *s, struct arena *a,
             const struct sheet_input *input, struct finding_list *findings,
             struct err *err)
{
	enum xlsx_fault fault;
	struct buf names = {0};
	size_t n = 0;
	int rc;

	s->index = input->number ? input->number - 1 : 0;
	s->title = xlsx_sheet(s->book, s->index);
	if (!s->title.n) {
		for (; xlsx_sheet(s->book, n).n; n++)
			buf_fmt(&names, "%s%.*s", n ? ", " : "",
			        STR_ARG(xlsx_sheet(s->book, n)));
		rc = refuse(s, findings, "I113",
		            arena_fmt(a, "%zu", s->index + 1),
		            arena_fmt(a, "%zu", n), buf_str(&names), err);
		buf_release(&names);
		return rc;
	}
	rc = xlsx_scan(s->book, s->index, &s->facts, &fault, err);
	return rc < 0 ? refuse_book(s, findings, fault, err) : 0;
}

static int
open_book(struct sheet *s, struct arena *a, const struct sheet_input *input,
          struct finding_list *findings, struct err *err)
{
	enum xlsx_fault fault;

	if (xlsx_open(input->bytes, &s->book, &fault, err) < 0)
		return refuse_book(s, findings, fault, err);
	return choose_sheet(s, a, input, findings, err);
}

static int
open_text(struct sheet *s, const struct sheet_input *input, struct str ext,
          struct finding_list *findings, struct err *err)
{
	struct err why;

	if (str_starts(input->bytes, STR("PK\x03\x04")) ||
	    str_starts(input->bytes, STR("\xd0\xcf\x11\xe0")))
		return refuse(s, findings, "I102", ext, none, none, err);
	if (decode_text(input->bytes, &s->text, &s->guess, &why) == 0)
		return 0;
	return refuse(s, findings, "I114", both(findings, &why), none, none,
	              err);
}

int
sheet_open(struct arena *a, const struct sheet_input *input,
           struct finding_list *findings, struct sheet **sheet,
           struct err *err)
{
	struct sheet *s = mem_zalloc(1, sizeof *s);
	struct str ext = extension(a, input->name);
	int rc;

	*sheet = NULL;
	s->name = arena_str(a, input->name);
	s->lang = input->lang;
	if (input->bytes.n > SHEET_BYTES_MAX)
		rc = refuse(s, findings, "I103", none, none, none, err);
	else if (is_web_page(input->bytes))
		rc = refuse(s, findings, "I116", none, none, none, err);
	else if (str_eq(ext, STR(".xlsx")) || str_eq(ext, STR(".xlsm")))
		rc = open_book(s, a, input, findings, err);
	else if (str_eq(ext, STR(".csv")) || str_eq(ext, STR(".tsv")) ||
	         str_eq(ext, STR(".txt")))
		rc = open_text(s, input, ext, findings, err);
	else
		rc = refuse(s, findings, "I101", none, none, none, err);
	if (rc < 0) {
		sheet_close(s);
		return rc;
	}
	*sheet = s;
	return 0;
}

/* ----------------------------------------------------------- judge */

bool
sheet_has_merged(const struct sheet *s, uint32_t head)
{
	for (size_t i = 0; i < s->facts.merges; i++)
		if (s->facts.merge[i].last_row > head)
			return true;
	return false;
}

/* Is one of the rows within a range? */
static bool
holds_row(const struct xlsx_range *range, const uint32_t *row, size_t n)
{
	size_t low = 0;

	for (size_t high = n; low < high;) {
		size_t middle = low + (high - low) / 2;

		if (row[middle] < range->row)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && row[low] <= range->last_row;
}

static int
judge_merges(const struct sheet *s, const uint32_t *row, size_t rows,
             struct arena *a, struct finding_list *findings)
{
	const struct xlsx_range *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < s->facts.merges; i++) {
		const struct xlsx_range *r = &s->facts.merge[i];

		if (!holds_row(r, row, rows))
			continue;
		first = first ? first : r;
		n++;
	}
	if (!first)
		return 0;
	normal_fault(findings, "I106",
	             sheet_place(a, s, first->column, first->row),
	             arena_fmt(a, "%zu", n), none, none);
	return ERR_CONTENT;
}

int
sheet_judge(const struct sheet *s, const uint32_t *row, size_t n,
            struct finding_list *findings, struct err *err)
{
	struct arena *a = findings->arena;
	int rc = judge_merges(s, row, n, a, findings);

	if (s->facts.formulas) {
		normal_fault(findings, "I105",
		             sheet_place(a, s, s->facts.formula_column,
		                         s->facts.formula_row),
		             arena_fmt(a, "%zu", s->facts.formulas), none,
		             none);
		rc = ERR_CONTENT;
	}
	if (s->facts.empty_rows > 100)
		normal_fault(findings, "I107", s->name,
		             arena_fmt(a, "%u", s->facts.empty_rows), none,
		             none);
	return rc < 0 ? err_set(err, ERR_CONTENT, "%.*s cannot be imported",
	                        STR_ARG(s->name))
	              : 0;
}

/* ------------------------------------------------------------ walk */

/* An error of the file is a finding; one of the function is passed on. */
struct walking {
	grid_fn *fn;
	void *ctx;
	int said;
};

static int
pass_row(void *ctx, const struct grid_row *row, struct err *err)
{
	struct walking *w = ctx;

	w->said = w->fn(w->ctx, row, err);
	return w->said;
}

int
sheet_walk(struct sheet *s, grid_fn *fn, void *ctx,
           struct finding_list *findings, struct err *err)
{
	struct walking w = {fn, ctx, 0};
	enum xlsx_fault fault = XLSX_LONG; /* lines of text have no other */
	int rc;

	if (s->book)
		rc = xlsx_read(s->book, s->index, pass_row, &w, &fault, err);
	else
		rc = csv_read(buf_str(&s->text), pass_row, &w, err);
	if (rc == 0 || w.said)
		return w.said;
	return refuse_book(s, findings, fault, err);
}

struct str
sheet_place(struct arena *a, const struct sheet *s, size_t column,
            uint32_t row)
{
	char name[GRID_NAME_SIZE];
	struct str where;

	if (column == SIZE_MAX) {
		where = arena_fmt(a, s->lang == LANG_ZH ? "第 %u 行" : "row %u",
		                  row);
	} else {
		grid_name(name, column, row);
		where = str_from(name);
	}
	return arena_fmt(a, "%.*s:%.*s%s%.*s", STR_ARG(s->name),
	                 STR_ARG(s->title), s->title.n ? "!" : "",
	                 STR_ARG(where));
}

struct str
sheet_title(const struct sheet *sheet)
{
	return sheet->title;
}

bool
sheet_is_book(const struct sheet *s)
{
	return s->book != NULL;
}

const char *
sheet_encoding(const struct sheet *s)
{
	return s->book ? NULL : decode_name(s->guess);
}

void
sheet_close(struct sheet *s)
{
	if (!s)
		return;
	xlsx_close(s->book);
	buf_release(&s->text);
	mem_free(s->facts.merge);
	mem_free(s);
}
