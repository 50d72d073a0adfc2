#ifndef RENDER_CHART_SET_H
#define RENDER_CHART_SET_H

/*
 * chart_set - content/charts.yaml: which charts the site draws, and how
 * often its columns should be fed.
 *
 *     charts:
 *       - id: alliances-city       # [a-z0-9-]+, data/charts/ID.csv
 *         title: {zh: 各市联盟, en: Alliances by city}
 *         kind: alliance
 *         form: bar                # bar stack line tiles progress
 *         by: city                 # a facet, or the path of a scalar field
 *         split: status            # a facet; series are its codes
 *         series:                  # or groups of them, at most CHART_SERIES
 *           - {label: {zh: , en: }, codes: [filed]}
 *         bands: [5, 10, 50]       # a number is counted by bands
 *         grid: [["", "210100"]]   # tiles: rows of codes, "" is no tile
 *         short: {"210100": {zh: , en: }}  # tiles: a space breaks the line
 *         order: table             # rows as the codes go, else most first
 *         most: 12                 # rows; the others become one
 *         on: [home, index]        # also on the home and the kind's page
 *         finding: {zh: "{top}最多，{n} 个", en: }  # see chart_finding.c
 *         method: {zh: , en: }     # a sentence below the table
 *     inspection:
 *       home: 14                   # days without news on the whole site
 *       columns: {news: 14}        # days without news in a kind
 *
 * Counted are visible records.  The file may be absent: no charts then.
 */
#include "base/err.h"
#include "base/hash.h"
#include "model/finding.h"
#include "model/record.h"
#include "store/snapshot.h"

#define CHART_SERIES 6
#define CHART_MOST 60
#define CHART_BANDS 12

enum chart_form {
	CHART_BAR,
	CHART_STACK,
	CHART_LINE,
	CHART_TILES,
	CHART_PROGRESS,
	CHART_FORMS
};

struct chart_series {
	struct text2 label;
	struct str *code;
	size_t codes;
};

struct chart_spec {
	struct str id;
	struct text2 title, finding, method;
	const struct schema *schema;
	enum chart_form form;
	const struct schema_facet *by;    /* or NULL */
	const struct schema_field *field; /* when by is no facet, or NULL */
	const struct schema_facet *split; /* or NULL */
	struct chart_series *series;
	size_t n_series; /* 0: each code of the split is one */
	struct str *band; /* lower ends, as written */
	size_t bands;
	struct str *grid; /* columns * lines codes */
	size_t columns, lines;
	struct code *shorts; /* labels for tiles */
	size_t n_shorts;
	unsigned most;
	bool by_table; /* rows in the order of the codes, not of the numbers */
	bool on_home, on_index;
};

/* A column that should be fed. */
struct chart_column {
	const struct schema *schema;
	unsigned days;
};

struct chart_set {
	struct chart_spec *v;
	size_t n;
	struct pivot_plan *plan; /* of the charts that count cells */
	size_t plans;
	unsigned home_days; /* 0: not inspected */
	struct chart_column *column;
	size_t columns;
	struct digest digest; /* of the file's bytes */
};

/*
 * chart_set_load - read charts.yaml.
 * in:  file; set, whose kinds the file names
 * out: *charts, in arena a
 * err: ERR_CONFIG: all mistakes are in findings, the first one in err
 */
int chart_set_load(struct chart_set *charts, struct arena *a,
                   const struct source *file, const struct schema_set *set,
                   struct finding_list *findings, struct err *err);

/*
 * chart_set_find - chart by id, or NULL.
 */
const struct chart_spec *chart_set_find(const struct chart_set *charts,
                                        struct str id);

/*
 * chart_set_measure - what the charts measure of a record by its fields.
 * out: row->measure, in arena a
 */
void chart_set_measure(const struct chart_set *charts, struct arena *a,
                       const struct record *record, struct row *row);

#endif
