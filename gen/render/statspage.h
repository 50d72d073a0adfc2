#ifndef RENDER_STATSPAGE_H
#define RENDER_STATSPAGE_H

/*
 * statspage - the page of statistics, the files of its charts, and charts
 * for other pages.
 *
 * For a template a chart is {id, title, finding, svg (HTML), head [text],
 * rows [{label, url, cells [text]}], note, method, csv_url, list_url,
 * kind_label}; partial chart.mustache shows one.
 */
#include "render/context.h"

/* Where a chart stands. */
enum chart_place { CHART_ON_STATS, CHART_ON_HOME, CHART_ON_INDEX };

/*
 * statspage_render - stats.html.
 * out: appended to out
 * err: ERR_CONFIG, ERR_GIT, ERR_CORRUPT
 */
int statspage_render(struct context *c, struct buf *out, struct err *err);

/*
 * statspage_file - data/charts/ID.csv.
 * out: appended to out; *exists, is there such a chart?
 * err: ERR_GIT, ERR_CORRUPT
 */
int statspage_file(struct context *c, struct buf *out, bool *exists,
                   struct err *err);

/*
 * statspage_charts - the charts of a place, in the order of charts.yaml.
 * in:  schema, of the index page; else NULL
 * out: *list
 * err: ERR_GIT, ERR_CORRUPT
 */
int statspage_charts(struct context *c, enum chart_place place,
                     const struct schema *schema, struct value **list,
                     struct err *err);

#endif
