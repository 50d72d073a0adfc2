#ifndef RENDER_CHART_H
#define RENDER_CHART_H

/*
 * chart - numbers as inline SVG, drawn when the site is built.
 *
 * Pure functions from data to bytes in integer arithmetic: the same on
 * every machine.  Drawn for a phone, CHART_WIDTH units wide with text of
 * CHART_TEXT units, and scaled up from there.  No colour and no style stands
 * in the drawing, only classes: a theme gives them its colours, so that dark
 * and print follow.  Series differ by pattern or mark as well as by colour,
 * and are labelled where they stand; every bar and every axis begins at
 * zero.  A drawing is one image (role img) with a title and a description;
 * its numbers stand in a table beside it.
 *
 * classes: chart; ct cv cs text, numbers, soft text; cx lines; cp strokes of
 * patterns; c1 to c6 series; t0 to t4 tiles from none to most; ck a target
 * that is reached
 */
#include "base/arena.h"
#include "base/buf.h"
#include "render/chart_set.h"

#define CHART_WIDTH 328
#define CHART_TEXT 13

struct chart_row {
	struct str code; /* empty: the rest, or a group */
	struct str label;
	struct str url; /* may be empty */
	int64_t value[CHART_SERIES]; /* not negative */
	/* CHART_PROGRESS: millionths of value and target, and in words */
	int64_t done, target;
	struct str done_text;
};

struct chart {
	struct str id;    /* [a-z0-9-]+, unique in its page */
	struct str title; /* of the image */
	struct str desc;
	struct str empty; /* what stands for a chart without numbers */
	struct str series[CHART_SERIES]; /* names, when there are several */
	bool over[CHART_SERIES];         /* drawn in the red of what is final */
	size_t n_series;                 /* at least 1 */
	struct chart_row *row;
	size_t rows;
	/* CHART_TILES: columns * lines indexes of rows, SIZE_MAX for none,
	 * and labels in which a space breaks the line */
	const size_t *tile;
	const struct str *tile_label;
	size_t columns, lines;
};

/*
 * chart_draw - a chart as an svg element.
 * out: appended to out
 */
void chart_draw(const struct chart *chart, enum chart_form form,
                struct buf *out);

/*
 * chart_total - sum of a row's series; never more than INT64_MAX.
 */
int64_t chart_total(const struct chart *chart, const struct chart_row *row);

/*
 * chart_number - a number with its thousands apart ("12,345").
 * out: text in arena a
 */
struct str chart_number(struct arena *a, int64_t n);

/*
 * chart_percent - a part of a whole in whole per cent, half up.
 * in:  part >= 0, whole > 0; a part may exceed its whole
 * out: "0", "<1", "26", "150"
 */
struct str chart_percent(struct arena *a, int64_t part, int64_t whole);

#endif
