#include "render/deadline.h"
#include "render/export.h"
#include "render/sitepage.h"

#include "model/constraint.h"

/*
 * What begins and what ends in the coming time, as days in a calendar: the
 * claims of records on their status that have a last day or begin later.
 * source: RFC 5545
 */

#define CALENDAR_DAYS 731 /* so far ahead */
#define CALENDAR_MOST 500 /* days of records; the next ones are kept */

struct calendar {
	struct context *c;
	struct ical ical;
	int32_t from;
	int32_t to;
};

static void
put_events(struct calendar *cal, struct str list)
{
	struct context *c = cal->c;
	size_t n;
	struct due *v = snapshot_due(c->snapshot, list, cal->from + 1,
	                             cal->to, CALENDAR_MOST, &n);

	for (size_t i = 0; i < n; i++)
		deadline_put(c, &cal->ical, &v[i].listed, v[i].day);
}

/* ---------------------------------------------------------- reports */

/* The stamp is the first of the year, so that the event never turns. */
static void
put_due(struct calendar *cal, const struct schema *schema,
        const struct constraint *rule, int year)
{
	struct context *c = cal->c;
	struct output list = {.type = OUTPUT_LIST, .name = schema->folder};
	int32_t day = constraint_due(rule, year);
	int32_t first = day;

	if (day < cal->from || day > cal->to)
		return;
	date_of((struct date_parts){year, 1, 1}, &first);
	ical_event(&cal->ical,
	           arena_fmt(c->arena, "%.*s:%d:%.*s",
	                     STR_ARG(sitepage_tag(
	                         c, arena_fmt(c->arena, "due:%.*s:%.*s",
	                                      STR_ARG(schema->folder),
	                                      STR_ARG(rule->kind)))),
	                     year, STR_ARG(lang_code(c->lang))),
	           (int64_t)first * 86400, day, day);
	ical_event_end(
	    &cal->ical,
	    arena_fmt(c->arena,
	              c->lang == LANG_ZH ? "%.*s：%d年度截止日（%.*s）"
	                                 : "%.*s for %d due (%.*s)",
	              STR_ARG(text2_in(rule->other->label, c->lang)), year,
	              STR_ARG(text2_in(schema->label, c->lang))),
	    export_address(c, list));
}

/* Days by which the records of a kind owe reports: one event a year for all
 * of them, whoever has reported, so that no record turns it. */
static void
put_reports(struct calendar *cal, const struct schema *schema)
{
	int year = date_split(cal->from).year;
	int last = date_split(cal->to).year;

	for (size_t i = 0; i < schema->constraints; i++) {
		const struct constraint *rule = &schema->constraint[i];

		for (int y = year;
		     rule->sort == CONSTRAINT_REPORTS && y <= last; y++)
			put_due(cal, schema, rule, y);
	}
}

/* Of the registers whose pages there are in this language. */
static void
put_all_reports(struct calendar *cal, const struct schema *only)
{
	const struct schema_set *set = cal->c->renderer->set;

	for (size_t i = 0; i < set->n; i++) {
		const struct schema *schema = &set->kind[i];
		const struct site_kind *kind =
		    site_kind(cal->c->renderer->site, schema);

		if ((!only || only == schema) &&
		    (kind->outputs & OUTPUT_HTML) &&
		    (kind->languages & LANG_BIT(cal->c->lang)))
			put_reports(cal, schema);
	}
}

void
export_calendar(struct context *c, struct buf *out, bool *exists)
{
	struct calendar cal = {.c = c,
	                       .from = c->renderer->as_of,
	                       .to = c->renderer->as_of + CALENDAR_DAYS};
	struct str list = c->output->name;
	const struct schema *schema = context_schema(c, list);
	struct output page;

	*exists = str_eq(list, STR("*")) || (schema && schema->life.n);
	if (!*exists)
		return;
	snapshot_date(c->snapshot);
	ical_open(&cal.ical, out, sitepage_feed_head(c, list, &page));
	put_all_reports(&cal, schema);
	put_events(&cal, list);
	ical_close(&cal.ical);
}
