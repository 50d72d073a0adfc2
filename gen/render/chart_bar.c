#include "render/chart_draw.h"

#include "base/utf8.h"

/* Labels up to this width stand beside their bars, longer ones above. */
#define ASIDE_MOST 92
#define ROOM_MOST 160

struct frame {
	const struct chart *chart;
	struct buf *out;
	int64_t max;
	int aside; /* width of the labels; 0: they stand above */
	int left;  /* where bars begin */
	int room;  /* for the number behind the longest bar */
	int y;
};

/* What is many things has a number, but no bar beside theirs. */
static bool
is_rest(const struct chart_row *row)
{
	return row->code.n == 0;
}

static void
frame_init(struct frame *f, const struct chart *chart, struct buf *out)
{
	struct arena a;
	int wide = 0;

	*f = (struct frame){.chart = chart, .out = out};
	arena_init(&a);
	for (size_t i = 0; i < chart->rows; i++) {
		int64_t total = chart_total(chart, &chart->row[i]);
		int label = chart_wide(chart->row[i].label);
		int room = chart_wide(chart_number(&a, total)) + 6;

		if (total > f->max && !is_rest(&chart->row[i]))
			f->max = total;
		f->room = room > f->room ? room : f->room;
		wide = label > wide ? label : wide;
	}
	arena_release(&a);
	f->room = f->room > ROOM_MOST ? ROOM_MOST : f->room;
	f->aside = wide <= ASIDE_MOST ? wide : 0;
	f->left = f->aside ? f->aside + 6 : 0;
}

/* The label of a row; then y is the top of its bar. */
static void
put_label(struct frame *f, struct str label)
{
	if (f->aside) {
		chart_text(f->out, f->aside, f->y + 13, "ct", "end", label);
		return;
	}
	f->y = chart_wrap(f->out, 0, f->y + 13, CHART_WIDTH, "ct", label) + 5;
}

static void
put_bar(struct frame *f, int x, int wide, size_t series)
{
	if (wide <= 0)
		return;
	buf_fmt(f->out,
	        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"16\" ", x, f->y,
	        wide);
	chart_fill(f->out, f->chart, series);
	buf_adds(f->out, "/>");
}

static void
put_row(struct frame *f, const struct chart_row *row)
{
	int length = CHART_WIDTH - f->left - f->room;
	int64_t total = chart_total(f->chart, row);
	int64_t sum = 0;
	int x = 0;

	put_label(f, row->label);
	for (size_t i = 0; i < f->chart->n_series && !is_rest(row); i++) {
		int end;

		sum = row->value[i] > total - sum ? total
		                                  : sum + row->value[i];
		end = chart_scale(sum, f->max, length);
		if (row->value[i] > 0)
			put_bar(f, f->left + x, end - x, i);
		x = end;
	}
	chart_count(f->out, f->left + x + 5, f->y + 13, "start", total);
	f->y += f->aside ? 24 : 27;
}

/* The line that all bars begin at. */
static void
put_zero(struct frame *f, int top)
{
	buf_fmt(f->out, "<path d=\"M%d %dV%d\" class=\"cx\"/>", f->left,
	        top - 2, f->y - 6);
}

int
chart_stack(const struct chart *chart, struct buf *out)
{
	struct frame f;
	int top;

	frame_init(&f, chart, out);
	top = f.y = chart_legend(chart, out) + 2;
	for (size_t i = 0; i < chart->rows; i++)
		put_row(&f, &chart->row[i]);
	if (f.aside)
		put_zero(&f, top);
	return f.y;
}

int
chart_bars(const struct chart *chart, struct buf *out)
{
	return chart_stack(chart, out);
}

/* A bar in a frame that is full when the target is reached. */
static void
put_progress(struct frame *f, const struct chart_row *row)
{
	bool reached = row->done >= row->target;
	int wide = reached ? CHART_WIDTH - 2
	                   : chart_scale(row->done, row->target,
	                                 CHART_WIDTH - 2);

	put_label(f, row->label);
	buf_fmt(f->out,
	        "<rect x=\"1\" y=\"%d\" width=\"%d\" height=\"10\" "
	        "class=\"cx\"/>",
	        f->y + 1, CHART_WIDTH - 2);
	if (wide)
		buf_fmt(f->out,
		        "<rect x=\"1\" y=\"%d\" width=\"%d\" height=\"10\" "
		        "class=\"%s\"/>",
		        f->y + 1, wide, reached ? "ck" : "c1");
	f->y += 25;
	if (reached) /* a tick, so that it is not told by colour alone */
		buf_fmt(f->out, "<path d=\"M2 %dl4 4l7 -9\" class=\"cm\"/>",
		        f->y - 5);
	chart_text(f->out, reached ? 19 : 0, f->y, "cs", "start",
	           row->done_text);
	f->y += 16;
}

int
chart_progress(const struct chart *chart, struct buf *out)
{
	struct frame f = {.chart = chart, .out = out};

	for (size_t i = 0; i < chart->rows; i++)
		put_progress(&f, &chart->row[i]);
	return f.y;
}
