#include "render/chart_draw.h"

#include "base/utf8.h"

#define HIGH 46
#define GAP 2
#define BREAK 14 /* height of a line without tiles */
#define STEPS 4

struct map {
	const struct chart *chart;
	struct buf *out;
	int64_t max;
	int wide;
};

/* 0 for none; 1 to STEPS by equal parts of the most. */
static int
step_of(const struct map *m, int64_t value)
{
	int part = chart_scale(value, m->max, STEPS * 10);

	if (value <= 0)
		return 0;
	part = (part + 9) / 10;
	return part < 1 ? 1 : part;
}

/* One word a line, at most two. */
static void
put_name(struct map *m, int x, int y, struct str label)
{
	struct str first = str_cut(&label, ' ');

	if (label.n == 0) {
		chart_text(m->out, x, y + 18, "cn", "middle", first);
		return;
	}
	chart_text(m->out, x, y + 13, "cn", "middle", first);
	chart_text(m->out, x, y + 26, "cn", "middle", label);
}

static void
put_tile(struct map *m, size_t row, int x, int y)
{
	int64_t value = chart_total(m->chart, &m->chart->row[row]);
	int step = step_of(m, value);
	int middle = x + m->wide / 2;

	buf_fmt(m->out,
	        "<g class=\"t%d\"><rect x=\"%d\" y=\"%d\" width=\"%d\" "
	        "height=\"%d\"/>",
	        step, x, y, m->wide - GAP, HIGH - GAP);
	put_name(m, middle, y, m->chart->tile_label[row]);
	chart_count(m->out, middle, y + 40, "middle", value);
	buf_adds(m->out, "</g>");
}

int
chart_tiles(const struct chart *chart, struct buf *out)
{
	struct map m = {.chart = chart, .out = out};
	int y = 0;

	if (chart->columns == 0)
		return 0;
	m.wide = CHART_WIDTH / (int)chart->columns;
	for (size_t i = 0; i < chart->rows; i++)
		if (chart_total(chart, &chart->row[i]) > m.max)
			m.max = chart_total(chart, &chart->row[i]);
	for (size_t line = 0; line < chart->lines; line++) {
		const size_t *tile = &chart->tile[line * chart->columns];
		bool any = false;

		for (size_t i = 0; i < chart->columns; i++) {
			if (tile[i] == SIZE_MAX)
				continue;
			put_tile(&m, tile[i], (int)i * m.wide, y);
			any = true;
		}
		y += any ? HIGH : BREAK;
	}
	return y;
}
