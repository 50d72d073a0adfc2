#include "render/chart_data.h"

#include "model/decimal.h"
#include "render/export_csv.h"

#include <stdio.h>

static void
put_count(struct buf *out, int64_t n)
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%lld", (long long)n);

	export_csv_number(out, false, (struct str){digits, (size_t)len});
}

static void
put_labels(struct buf *out, const struct chart_data *zh,
           const struct chart_data *en, size_t i)
{
	export_csv_text(out, true, zh->row[i].code);
	export_csv_text(out, false, zh->row[i].label);
	export_csv_text(out, false, en->row[i].label);
}

static void
put_head(struct buf *out, const char *const *name, size_t n)
{
	for (size_t i = 0; i < n; i++)
		export_csv_text(out, i == 0, str_from(name[i]));
}

static void
put_progress(const struct chart_data *zh, const struct chart_data *en,
             struct buf *out)
{
	static const char *const head[] = {"id",   "title_zh", "title_en",
	                                   "target", "unit",   "done",
	                                   "note"};
	struct arena a;

	put_head(out, head, 7);
	export_csv_end(out);
	arena_init(&a);
	for (size_t i = 0; i < zh->rows; i++) {
		const struct chart_row *row = &zh->row[i];

		put_labels(out, zh, en, i);
		export_csv_number(out, false, decimal_text(&a, row->target));
		export_csv_text(out, false, zh->unit[i]);
		export_csv_number(out, false,
		                  row->done < 0 ? STR("")
		                                : decimal_text(&a, row->done));
		export_csv_text(out, false, zh->note[i]);
		export_csv_end(out);
	}
	arena_release(&a);
}

static void
put_counts(const struct chart_data *zh, const struct chart_data *en,
           struct buf *out)
{
	static const char *const head[] = {"code", "label_zh", "label_en",
	                                   "count"};
	const struct chart *chart = &zh->chart;
	size_t series = chart->n_series > 1 ? chart->n_series : 0;

	put_head(out, head, 4);
	for (size_t k = 0; k < series; k++)
		export_csv_text(out, false, chart->series[k]);
	export_csv_end(out);
	for (size_t i = 0; i < zh->rows; i++) {
		const struct chart_row *row = &zh->row[i];

		put_labels(out, zh, en, i);
		put_count(out, chart_total(chart, row));
		for (size_t k = 0; k < series; k++)
			put_count(out, row->value[k]);
		export_csv_end(out);
	}
}

void
chart_csv(const struct chart_data *zh, const struct chart_data *en,
          struct buf *out)
{
	export_csv_begin(out);
	if (zh->spec->form == CHART_PROGRESS)
		put_progress(zh, en, out);
	else
		put_counts(zh, en, out);
}
