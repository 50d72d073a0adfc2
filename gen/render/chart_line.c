#include "render/chart_draw.h"

#define TOP 14
#define FOOT 184 /* y of zero */
#define RIGHT 70 /* room for the names of the series */

struct plot {
	const struct chart *chart;
	struct buf *out;
	int64_t max; /* a round number */
	int top;
	int left, right;
	int wide; /* of the widest label */
};

/* The least of 1, 2, 5, 10, 20, 50 ... that is not below n. */
static int64_t
round_up(int64_t n)
{
	int64_t unit = 1;

	while (unit <= INT64_MAX / 10) {
		if (n <= unit)
			return unit;
		if (n <= unit * 2)
			return unit * 2;
		if (n <= unit * 5)
			return unit * 5;
		unit *= 10;
	}
	return INT64_MAX;
}

static int
y_of(const struct plot *p, int64_t value)
{
	int foot = p->top + FOOT - TOP;

	return foot - chart_scale(value, p->max, FOOT - TOP);
}

static int
x_of(const struct plot *p, size_t i)
{
	int n = (int)p->chart->rows - 1;

	if (n < 1)
		return (p->left + p->right) / 2;
	return p->left + 8 + (p->right - p->left - 16) * (int)i / n;
}

static void
plot_init(struct plot *p, const struct chart *chart, struct buf *out)
{
	struct arena a;
	int64_t most = 1;

	*p = (struct plot){.chart = chart, .out = out, .top = TOP};
	for (size_t i = 0; i < chart->rows; i++) {
		int wide = chart_wide(chart->row[i].label);

		p->wide = wide > p->wide ? wide : p->wide;
		for (size_t k = 0; k < chart->n_series; k++)
			if (chart->row[i].value[k] > most)
				most = chart->row[i].value[k];
	}
	p->max = round_up(most);
	arena_init(&a);
	p->left = chart_wide(chart_number(&a, p->max)) + 4;
	arena_release(&a);
	p->right =
	    CHART_WIDTH - (chart->n_series > 1 ? RIGHT : p->wide / 2 - 6);
}

/* Lines at zero, the half and the whole. */
static void
put_axis(struct plot *p)
{
	for (int i = 0; i <= 2; i++) {
		int64_t value = i == 2 ? p->max : p->max / 2 * i;
		int y = y_of(p, value);

		if (i == 1 && p->max < 2)
			continue;
		buf_fmt(p->out, "<path d=\"M%d %dH%d\" class=\"cx\"/>",
		        p->left, y, p->right);
		chart_count(p->out, p->left - 4, y + 5, "end", value);
	}
}

/* As many labels as there is room for, the last one always. */
static void
put_labels(struct plot *p)
{
	const struct chart *chart = p->chart;
	size_t last = chart->rows - 1;
	size_t room = (size_t)(p->right - p->left - 16);
	size_t step = (size_t)(p->wide + 4) * last / room + 1;

	for (size_t i = 0; i <= last; i++)
		if ((last - i) % step == 0)
			chart_text(p->out, x_of(p, i), p->top + FOOT - TOP + 18,
			           "ct", "middle", chart->row[i].label);
}

/* Each series has a mark of its own shape. */
static void
put_mark(struct plot *p, int x, int y, size_t series)
{
	static const char *const shape[CHART_SERIES] = {
	    "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z", "m-4 -4h8v8h-8Z",
	    "m0 -5l5 9h-10Z", "m0 -6l5 6l-5 6l-5 -6Z",
	    "m0 5l5 -9h-10Z", "m-5 -2h3v-3h4v3h3v4h-3v3h-4v-3h-3Z"};

	buf_fmt(p->out, "<path d=\"M%d %d%s\" class=\"c%zu\"/>", x, y,
	        shape[series], chart_colour(p->chart, series));
}

static void
put_series(struct plot *p, size_t series)
{
	const struct chart *chart = p->chart;
	bool told = chart->n_series == 1 && chart->rows <= 12;

	if (chart->rows > 1) {
		buf_adds(p->out, "<path d=\"");
		for (size_t i = 0; i < chart->rows; i++)
			buf_fmt(p->out, "%c%d %d", i ? 'L' : 'M', x_of(p, i),
			        y_of(p, chart->row[i].value[series]));
		buf_fmt(p->out, "\" class=\"cl s%zu\"/>",
		        chart_colour(chart, series));
	}
	for (size_t i = 0; i < chart->rows; i++) {
		int64_t value = chart->row[i].value[series];
		int y = y_of(p, value);

		put_mark(p, x_of(p, i), y, series);
		if (told)
			chart_count(p->out, x_of(p, i), y - 8, "middle",
			            value);
	}
}

/* Names beside the last points, pushed apart where they would meet. */
static void
put_names(struct plot *p)
{
	const struct chart *chart = p->chart;
	size_t order[CHART_SERIES];
	int y[CHART_SERIES];
	int low = p->top + FOOT - TOP + 5;

	for (size_t i = 0; i < chart->n_series; i++) {
		size_t k = i;

		y[i] = y_of(p, chart->row[chart->rows - 1].value[i]) + 5;
		for (; k && y[order[k - 1]] < y[i]; k--)
			order[k] = order[k - 1];
		order[k] = i;
	}
	/* From the lowest upwards. */
	for (size_t i = 0; i < chart->n_series; i++) {
		size_t one = order[i];

		y[one] = y[one] > low ? low : y[one];
		low = y[one] - 15;
		chart_text(p->out, p->right + 6, y[one], "ct", "start",
		           chart->series[one]);
	}
}

int
chart_line(const struct chart *chart, struct buf *out)
{
	struct plot p;

	plot_init(&p, chart, out);
	p.top += chart_legend(chart, out);
	put_axis(&p);
	put_labels(&p);
	for (size_t i = chart->n_series; i > 0; i--)
		put_series(&p, i - 1);
	if (chart->n_series > 1)
		put_names(&p);
	return p.top + FOOT - TOP + 24;
}
