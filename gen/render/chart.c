#include "render/chart_draw.h"

#include "base/utf8.h"
#include "model/decimal.h"
#include "text/html.h"

#include <stdio.h>

int64_t
chart_total(const struct chart *chart, const struct chart_row *row)
{
	int64_t sum = 0;

	for (size_t i = 0; i < chart->n_series; i++)
		sum = row->value[i] > INT64_MAX - sum ? INT64_MAX
		                                      : sum + row->value[i];
	return sum;
}

struct str
chart_number(struct arena *a, int64_t n)
{
	return decimal_grouped(a, arena_fmt(a, "%lld", (long long)n));
}

struct str
chart_percent(struct arena *a, int64_t part, int64_t whole)
{
	int64_t share;

	/* Both lose as many digits as the product has no room for. */
	while (part > INT64_MAX / 400 || whole > INT64_MAX / 400) {
		part /= 2;
		whole = whole / 2 + 1;
	}
	share = (part * 200 + whole) / (whole * 2);
	if (share == 0 && part > 0)
		return STR("<1");
	return arena_fmt(a, "%lld", (long long)share);
}

int
chart_scale(int64_t value, int64_t max, int length)
{
	int64_t units;

	while (max > INT64_MAX / 2 / CHART_WIDTH) {
		max /= 2;
		value /= 2;
	}
	if (max <= 0 || value <= 0)
		return 0;
	units = (value * length * 2 + max) / (max * 2);
	return units < 1 ? 1 : units > length ? length : (int)units;
}

int
chart_wide(struct str text)
{
	int hundredths = 0;

	/* A Han character is as wide as it is high, a digit 0.57 of it; marks
	 * such as the middle dot are as wide as Han in a Chinese face. */
	while (text.n) {
		uint32_t ch = utf8_next(&text);
		bool narrow = ch < 0x80 || (ch >= 0xc0 && ch < 0x250);

		hundredths += narrow ? 57 : 100;
	}
	return hundredths * CHART_TEXT / 100 + 2;
}

void
chart_text(struct buf *out, int x, int y, const char *class,
           const char *anchor, struct str text)
{
	buf_fmt(out, "<text x=\"%d\" y=\"%d\" class=\"%s\"", x, y, class);
	if (*anchor != 's')
		buf_fmt(out, " text-anchor=\"%s\"", anchor);
	buf_byte(out, '>');
	html_escape_text(out, text);
	buf_adds(out, "</text>");
}

void
chart_count(struct buf *out, int x, int y, const char *anchor, int64_t n)
{
	struct arena a;

	arena_init(&a);
	chart_text(out, x, y, "cv", anchor, chart_number(&a, n));
	arena_release(&a);
}

/* Cut the beginning of a text that fits; Latin words stay whole where a
 * space lets them. */
static struct str
cut_line(struct str *rest, int width)
{
	struct str all = *rest;
	struct str at = all;
	size_t end = 0;

	while (at.n) {
		struct str one = at;
		uint32_t ch = utf8_next(&at);

		if (chart_wide(str_sub(all, 0, all.n - at.n)) > width) {
			if (end == 0) /* a word as long as the line */
				end = all.n - one.n ? all.n - one.n
				                    : all.n - at.n;
			break;
		}
		if (ch == ' ' || ch > 0x2e80)
			end = all.n - at.n;
	}
	if (at.n == 0 && chart_wide(all) <= width)
		end = all.n;
	*rest = str_sub(all, end ? end : all.n, all.n);
	return str_sub(all, 0, end ? end : all.n);
}

int
chart_wrap(struct buf *out, int x, int y, int width, const char *class,
           struct str text)
{
	while (true) {
		struct str line = cut_line(&text, width);

		chart_text(out, x, y, class, "start", str_trim(line));
		if (text.n == 0)
			return y;
		y += CHART_LEADING;
	}
}

size_t
chart_colour(const struct chart *chart, size_t series)
{
	static const size_t other[CHART_SERIES] = {1, 3, 4, 5, 6, 6};
	size_t before = 0;

	for (size_t i = 0; i < series; i++)
		before += !chart->over[i];
	return chart->over[series] ? 2 : other[before];
}

void
chart_fill(struct buf *out, const struct chart *chart, size_t series)
{
	/* The first needs no pattern. */
	if (series == 0)
		buf_fmt(out, "class=\"c%zu\"", chart_colour(chart, series));
	else
		buf_fmt(out, "fill=\"url(#%.*s-p%zu)\"", STR_ARG(chart->id),
		        series + 1);
}

/* Strokes over the ground of each series but the first. */
static void
put_patterns(const struct chart *chart, struct buf *out)
{
	static const char *const stroke[CHART_SERIES] = {
	    "", "M-1 7L7 -1M-1 1L1 -1M5 7L7 5", "M0 1H6M0 4H6",
	    "M1 0V6M4 0V6", "M0 0L6 6M0 6L6 0", "M2 2H4V4H2Z"};

	if (chart->n_series < 2)
		return;
	buf_adds(out, "<defs>");
	for (size_t i = 1; i < chart->n_series; i++)
		buf_fmt(out,
		        "<pattern id=\"%.*s-p%zu\" width=\"6\" height=\"6\" "
		        "patternUnits=\"userSpaceOnUse\">"
		        "<path d=\"M0 0H6V6H0Z\" class=\"c%zu\"/>"
		        "<path d=\"%s\" class=\"cp\"/></pattern>",
		        STR_ARG(chart->id), i + 1, chart_colour(chart, i),
		        stroke[i]);
	buf_adds(out, "</defs>");
}

int
chart_legend(const struct chart *chart, struct buf *out)
{
	int x = 0;
	int y = 0;

	if (chart->n_series < 2)
		return 0;
	for (size_t i = 0; i < chart->n_series; i++) {
		int wide = 18 + chart_wide(chart->series[i]);

		if (x && x + wide > CHART_WIDTH) {
			x = 0;
			y += CHART_LEADING + 2;
		}
		buf_fmt(out,
		        "<rect x=\"%d\" y=\"%d\" width=\"13\" height=\"13\" ",
		        x, y + 1);
		chart_fill(out, chart, i);
		buf_adds(out, "/>");
		chart_text(out, x + 18, y + 12, "ct", "start",
		           chart->series[i]);
		x += wide + 14;
	}
	return y + CHART_LEADING + 6;
}

static int
put_body(const struct chart *chart, enum chart_form form, struct buf *out)
{
	if (chart->rows == 0)
		return chart_wrap(out, 0, 14, CHART_WIDTH, "cs",
		                  chart->empty) + 6;
	switch (form) {
	case CHART_STACK:
		return chart_stack(chart, out);
	case CHART_LINE:
		return chart_line(chart, out);
	case CHART_TILES:
		return chart_tiles(chart, out);
	case CHART_PROGRESS:
		return chart_progress(chart, out);
	default:
		return chart_bars(chart, out);
	}
}

void
chart_draw(const struct chart *chart, enum chart_form form, struct buf *out)
{
	struct buf body = {0};
	int height = put_body(chart, form, &body);

	buf_fmt(out,
	        "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" "
	        "aria-labelledby=\"%.*s-t %.*s-d\" focusable=\"false\">"
	        "<title id=\"%.*s-t\">",
	        CHART_WIDTH, height, STR_ARG(chart->id), STR_ARG(chart->id),
	        STR_ARG(chart->id));
	html_escape_text(out, chart->title);
	buf_fmt(out, "</title><desc id=\"%.*s-d\">", STR_ARG(chart->id));
	html_escape_text(out, chart->desc);
	buf_adds(out, "</desc>");
	put_patterns(chart, out);
	buf_add(out, buf_str(&body));
	buf_adds(out, "</svg>");
	buf_release(&body);
}
