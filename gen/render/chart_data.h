#ifndef RENDER_CHART_DATA_H
#define RENDER_CHART_DATA_H

/*
 * chart_data - the numbers of a chart, from the store's cells or, for
 * progress, from the targets; the one source of drawing, table, file and
 * finding.
 *
 * A finding is a sentence of content/charts.yaml with these names in braces:
 * total (sum), count (rows above zero), top (labels of the highest, several
 * when they are even), n and share (its number and per cent of the sum),
 * first and last (labels of the first and last row), first_n, last_n, name1,
 * s1, share1 ... (a series, its sum and per cent); of progress: total,
 * counted, reached.
 */
#include "render/chart.h"
#include "render/context.h"

/* Rows of a table; the file has all of them. */
#define CHART_TABLE_MOST 100

struct chart_data {
	const struct chart_spec *spec;
	struct chart chart;   /* what is drawn */
	struct chart_row *row; /* all, in order */
	size_t rows;
	int64_t sum;
	int64_t counted, reached; /* CHART_PROGRESS */
	struct str *unit;  /* CHART_PROGRESS: of each row, with its bound */
	struct str *note;  /* CHART_PROGRESS: how it is counted */
	struct str outside; /* CHART_TILES: labels without a tile */
	struct str finding;
};

/* A name in braces and what stands for it. */
struct chart_name {
	const char *name;
	struct str text;
};

/*
 * chart_data_read - the numbers of a chart in the context's language.
 * out: *data, in the context's arena
 * err: ERR_GIT, ERR_CORRUPT: a target cannot be read
 */
int chart_data_read(struct context *c, const struct chart_spec *spec,
                    struct chart_data *data, struct err *err);

/*
 * chart_target_read - the rows of a chart of progress: every visible record
 * of the kind with a value, what is counted first.  Fields: value, unit,
 * bound, every, counted {folder, field, value, note}, progress [{on,
 * value}].
 * err: as chart_data_read
 */
int chart_target_read(struct context *c, struct chart_data *data,
                      struct err *err);

/*
 * chart_finding - the finding of a chart by its sentence; its title when it
 * has none.
 */
struct str chart_finding(const struct context *c,
                         const struct chart_data *data);

/*
 * chart_fill_names - a sentence with names in braces replaced.
 * out: text in arena a; names that are not known stay
 */
struct str chart_fill_names(struct arena *a, struct str sentence,
                            const struct chart_name *name, size_t n);

/*
 * chart_csv - the numbers as a file, written as render/export_csv.h says.
 * in:  zh and en, the same chart in both languages
 * out: appended to out
 */
void chart_csv(const struct chart_data *zh, const struct chart_data *en,
               struct buf *out);

#endif
