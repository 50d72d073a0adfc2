#include "cmd/inspect.h"

#include "model/date.h"
#include "store/list.h"
#include "store/row.h"
#include "text/json.h"

struct column {
	const struct schema *schema; /* NULL: the whole site */
	unsigned limit;
	int32_t last; /* NO_DAY: never */
};

/* The latest date in a folder, of all records for NULL. */
static int32_t
last_update(struct txn *txn, const struct schema *schema, int32_t as_of)
{
	struct cursor *c = cursor_open(txn, TABLE_RECORD);
	struct str folder = schema ? schema->folder : STR("");
	struct arena a;
	struct str key;
	struct str value;
	struct str from;
	int32_t last = NO_DAY;
	bool more;

	arena_init(&a);
	from = schema ? arena_fmt(&a, "%.*s/", STR_ARG(folder)) : STR("");
	from = arena_str(&a, from);
	more = cursor_seek(c, from, &key, &value);
	while (more && str_starts(key, from)) {
		struct arena step;
		struct row row;

		arena_init(&step);
		if (row_decode(&step, value, &row) && row.visible &&
		    row.day <= as_of && row.day > last)
			last = row.day;
		arena_release(&step);
		more = cursor_next(c, &key, &value);
	}
	cursor_close(c);
	arena_release(&a);
	return last;
}

static bool
is_stale(const struct column *column, int32_t as_of)
{
	return column->last != NO_DAY &&
	       as_of - column->last > (int32_t)column->limit;
}

/* The i-th inspected column; the site comes first. */
static bool
column_at(struct txn *txn, const struct chart_set *charts, int32_t as_of,
          size_t i, struct column *column)
{
	*column = (struct column){.limit = charts->home_days};
	if (i > charts->columns)
		return false;
	if (i > 0) {
		column->schema = charts->column[i - 1].schema;
		column->limit = charts->column[i - 1].days;
	}
	column->last = column->limit
	                   ? last_update(txn, column->schema, as_of)
	                   : NO_DAY;
	return true;
}

static void
put_stale(const struct column *column, int32_t as_of, enum lang lang,
          struct buf *out)
{
	char last[DATE_ISO_SIZE];
	struct str name = lang == LANG_ZH ? STR("全站") : STR("whole site");

	if (column->schema)
		name = text2_in(column->schema->label, lang);
	date_iso(column->last, last);
	buf_fmt(out,
	        lang == LANG_ZH
	            ? "  未更新: %.*s  最近 %s，已 %d 天，限 %u 天\n"
	            : "  not updated: %.*s  last %s, %d days ago, limit %u\n",
	        STR_ARG(name), last, as_of - column->last, column->limit);
}

void
inspect_text(struct txn *txn, const struct config *config, int32_t as_of,
             enum lang lang, struct buf *out)
{
	const struct schema_set *set = &config->set;
	size_t start = out->n;
	struct column column;

	for (size_t i = 0; i < set->n; i++)
		if (list_count(txn, set->kind[i].folder) == 0)
			buf_fmt(out,
			        lang == LANG_ZH ? "  空栏目: %.*s\n"
			                        : "  empty: %.*s\n",
			        STR_ARG(text2_in(set->kind[i].label, lang)));
	for (size_t i = 0;
	     column_at(txn, &config->charts, as_of, i, &column); i++)
		if (is_stale(&column, as_of))
			put_stale(&column, as_of, lang, out);
	if (out->n == start)
		buf_adds(out, lang == LANG_ZH ? "  没有问题\n"
		                              : "  nothing to mend\n");
}

void
inspect_json(struct txn *txn, const struct config *config, int32_t as_of,
             struct buf *out)
{
	const struct schema_set *set = &config->set;
	struct column column;

	json_key(out, STR("empty"));
	json_open(out, '[');
	for (size_t i = 0; i < set->n; i++)
		if (list_count(txn, set->kind[i].folder) == 0)
			json_text(out, set->kind[i].kind);
	json_close(out, ']');
	json_key(out, STR("stale"));
	json_open(out, '[');
	for (size_t i = 0;
	     column_at(txn, &config->charts, as_of, i, &column); i++) {
		char last[DATE_ISO_SIZE];

		if (!is_stale(&column, as_of))
			continue;
		date_iso(column.last, last);
		json_open(out, '{');
		json_key(out, STR("kind"));
		json_text(out, column.schema ? column.schema->kind : STR("*"));
		json_key(out, STR("last"));
		json_text(out, str_from(last));
		json_key(out, STR("days"));
		json_int(out, as_of - column.last);
		json_key(out, STR("limit"));
		json_int(out, column.limit);
		json_close(out, '}');
	}
	json_close(out, ']');
}
