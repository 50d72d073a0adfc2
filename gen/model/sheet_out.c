#include "model/sheet_out.h"

#include "base/mem.h"
#include "text/csv.h"

struct sheet_out {
	struct xlsx_writer *book; /* NULL: lines of text */
	struct buf text;
	uint32_t row; /* that is being written, from 1 */
	bool begun;   /* the row */
};

struct sheet_out *
sheet_out_new(bool book, struct str name)
{
	struct sheet_out *out = mem_zalloc(1, sizeof *out);

	if (book)
		out->book = xlsx_writer_new(name);
	else
		buf_adds(&out->text, "\xef\xbb\xbf");
	return out;
}

void
sheet_out_cell(struct sheet_out *out, enum xlsx_look look, struct str text)
{
	if (out->book)
		xlsx_put(out->book, look, text);
	else
		csv_put(&out->text, text, !out->begun);
	out->begun = true;
}

void
sheet_out_end(struct sheet_out *out)
{
	if (out->book)
		xlsx_end(out->book);
	else
		csv_end(&out->text);
	out->begun = false;
	out->row++;
}

void
sheet_out_row(struct sheet_out *out, uint32_t row)
{
	if (out->book && row > out->row + 1)
		xlsx_row(out->book, row);
	for (; !out->book && out->row + 1 < row; out->row++)
		csv_end(&out->text);
	out->row = row - 1;
}

struct str
sheet_out_hint(struct arena *a, const struct column *column, enum lang lang)
{
	const struct schema_field *f = column->field;
	bool zh = lang == LANG_ZH;
	struct buf b = {0};
	struct str s;

	if (column_must(column))
		buf_adds(&b, zh ? "必填。" : "Required. ");
	else if (f->required && !column->english)
		buf_adds(&b, zh ? "填这一组时必填。"
		                : "Required if the group is filled in. ");
	else if (f->required_ifs && !column->english)
		buf_adds(&b, zh ? "视情况必填。" : "Required in some cases. ");
	if (f->codes || f->type == FIELD_BOOL)
		buf_adds(&b, zh ? "从下拉列表里选。"
		                : "Choose from the list. ");
	if (f->unit.zh.n)
		buf_fmt(&b, zh ? "单位：%.*s。" : "Unit: %.*s. ",
		        STR_ARG(text2_in(f->unit, lang)));
	if (f->type == FIELD_DATE)
		buf_adds(&b, zh ? "写成 2026-01-31。" : "As 2026-01-31. ");
	if (f->type == FIELD_MONTH)
		buf_adds(&b, zh ? "写成 2026-01。" : "As 2026-01. ");
	buf_add(&b, text2_in(f->help, lang));
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

void
sheet_out_column(struct sheet_out *out, struct arena *a, size_t i,
                 const struct column *column, enum lang lang)
{
	const struct schema_field *f = column->field;
	struct str help;

	if (!out->book || column->role != COLUMN_FIELD)
		return;
	help = sheet_out_hint(a, column, lang);
	if (help.n)
		xlsx_hint(out->book, i, help);
	for (size_t c = 0; f->codes && c < f->codes->n; c++)
		xlsx_choice(out->book, i,
		            text2_in(f->codes->v[c].label, lang));
	if (f->type == FIELD_BOOL) {
		xlsx_choice(out->book, i,
		            lang == LANG_ZH ? STR("是") : STR("true"));
		xlsx_choice(out->book, i,
		            lang == LANG_ZH ? STR("否") : STR("false"));
	}
}

bool
sheet_out_page(struct sheet_out *out, struct str name)
{
	if (out->book)
		xlsx_page(out->book, name);
	out->row = 0;
	return out->book != NULL;
}

int
sheet_out_finish(struct sheet_out *out, enum lang lang, struct buf *bytes,
                 struct err *err)
{
	if (out->book)
		return xlsx_finish(out->book,
		                   lang == LANG_ZH ? STR("选项")
		                                   : STR("choices"),
		                   bytes, err);
	buf_add(bytes, buf_str(&out->text));
	return 0;
}

void
sheet_out_free(struct sheet_out *out)
{
	if (!out)
		return;
	xlsx_writer_free(out->book);
	buf_release(&out->text);
	mem_free(out);
}
