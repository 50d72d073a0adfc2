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
#define CALENDAR_SPAN 31  /* longer claims are shown by their ends */
#define LINE_MOST 75      /* bytes of a line */

struct calendar {
	struct context *c;
	struct buf *out;
	struct buf line;
	int32_t from;
	int32_t to;
};

/* TEXT values. */
static void
put_escaped(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n') {
			buf_adds(b, "\\n");
		} else if ((unsigned char)s.p[i] >= 0x20) {
			if (s.p[i] == '\\' || s.p[i] == ';' || s.p[i] == ',')
				buf_byte(b, '\\');
			buf_byte(b, s.p[i]);
		}
	}
}

/* End the line; long ones are folded between characters. */
static void
put_line(struct calendar *cal)
{
	struct str rest = buf_str(&cal->line);
	size_t room = LINE_MOST;

	while (rest.n > room) {
		size_t cut = room;

		while (cut > 1 && ((unsigned char)rest.p[cut] & 0xC0) == 0x80)
			cut--;
		buf_add(cal->out, str_sub(rest, 0, cut));
		buf_adds(cal->out, "\r\n ");
		rest = str_sub(rest, cut, rest.n);
		room = LINE_MOST - 1;
	}
	buf_add(cal->out, rest);
	buf_adds(cal->out, "\r\n");
	buf_reset(&cal->line);
}

static void
put_text(struct calendar *cal, const char *name, struct str text)
{
	buf_fmt(&cal->line, "%s:", name);
	put_escaped(&cal->line, text);
	put_line(cal);
}

static void
put_plain(struct calendar *cal, const char *name, struct str value)
{
	buf_fmt(&cal->line, "%s:%.*s", name, STR_ARG(value));
	put_line(cal);
}

/* "20260630" */
static void
put_day(struct calendar *cal, const char *name, int32_t day)
{
	char iso[DATE_ISO_SIZE];

	date_iso(day, iso);
	buf_fmt(&cal->line, "%s;VALUE=DATE:%.4s%.2s%.2s", name, iso, iso + 5,
	        iso + 8);
	put_line(cal);
}

/* The time of the last change stands for that of making the file, which
 * must not depend on a clock. */
static void
put_stamp(struct calendar *cal, int64_t time)
{
	int64_t day = time / 86400;
	int rest = (int)(time % 86400);
	char iso[DATE_ISO_SIZE];

	if (rest < 0) {
		day--;
		rest += 86400;
	}
	date_iso((int32_t)day, iso);
	buf_fmt(&cal->line, "DTSTAMP:%.4s%.2s%.2sT%02d%02d%02dZ", iso, iso + 5,
	        iso + 8, rest / 3600, rest / 60 % 60, rest % 60);
	put_line(cal);
}

/* What the day is: "公示中：最后一日", "Running: last day". */
static struct str
what_text(const struct calendar *cal, struct str state, const char *part)
{
	bool zh = cal->c->lang == LANG_ZH;

	if (*part == 'b')
		return arena_fmt(cal->c->arena, "%.*s%s", STR_ARG(state),
		                 zh ? "：起始日" : ": first day");
	if (*part == 'e')
		return arena_fmt(cal->c->arena, "%.*s%s", STR_ARG(state),
		                 zh ? "：最后一日" : ": last day");
	return state;
}

/* Which claim of its state it is, where the record makes several; told by
 * order and not by day, so that an end that is put off moves its event. */
static struct str
claim_text(const struct calendar *cal, const struct row *row,
           const struct row_claim *claim)
{
	unsigned before = 0;

	for (const struct row_claim *c = row->claim; c < claim; c++)
		before += str_eq(c->state, claim->state);
	if (!before)
		return claim->state;
	return arena_fmt(cal->c->arena, "%.*s-%u", STR_ARG(claim->state),
	                 before + 1);
}

static void
put_event(struct calendar *cal, const struct listed *one,
          const struct row_claim *claim, struct str state, const char *part,
          int32_t from, int32_t until)
{
	struct context *c = cal->c;
	struct output page = {.type = OUTPUT_RECORD, .name = one->record};
	struct str address = export_address(c, page);
	struct str what = what_text(cal, state, part);

	put_plain(cal, "BEGIN", STR("VEVENT"));
	put_plain(cal, "UID",
	          arena_fmt(c->arena, "%.*s:%.*s:%s:%.*s",
	                    STR_ARG(sitepage_tag(c, one->record)),
	                    STR_ARG(claim_text(cal, &one->row, claim)), part,
	                    STR_ARG(lang_code(c->lang))));
	put_stamp(cal, one->row.changed);
	put_day(cal, "DTSTART", from);
	put_day(cal, "DTEND", until + 1);
	put_text(cal, "SUMMARY",
	         arena_fmt(c->arena, c->lang == LANG_ZH ? "%.*s（%.*s）"
	                                                : "%.*s (%.*s)",
	                   STR_ARG(context_title(c, &one->row)),
	                   STR_ARG(what)));
	put_plain(cal, "URL", address);
	put_plain(cal, "TRANSP", STR("TRANSPARENT"));
	put_plain(cal, "END", STR("VEVENT"));
}

/* Is a stronger status in force, without an end? */
static bool
is_beaten(const struct schema *schema, const struct row *row, uint32_t state)
{
	uint32_t now = life_find(&schema->life, row->status.code);

	return row->status.code.n && now != LIFE_NO_STATE &&
	       row->status.until == NO_DAY &&
	       schema->life.state[now].rank > schema->life.state[state].rank;
}

/* A day on which a claim of the record begins, or the day after its last. */
static void
put_claim(struct calendar *cal, const struct schema *schema,
          const struct listed *one, const struct row_claim *claim,
          int32_t day)
{
	uint32_t i = life_find(&schema->life, claim->state);
	bool ends = claim->until != NO_DAY && claim->until >= claim->from;
	bool brief = ends && claim->until - claim->from < CALENDAR_SPAN;
	enum life_tone tone;
	struct str state;

	if (i == LIFE_NO_STATE || is_beaten(schema, &one->row, i))
		return;
	tone = schema->life.state[i].tone;
	state = text2_in(schema->life.state[i].label, cal->c->lang);
	if (brief && day == claim->until + 1)
		put_event(cal, one, claim, state, "span", claim->from,
		          claim->until);
	else if (ends && day == claim->until + 1)
		put_event(cal, one, claim, state, "end", claim->until,
		          claim->until);
	else if (!brief && day == claim->from &&
	         (tone == TONE_OK || tone == TONE_WAIT))
		put_event(cal, one, claim, state, "begin", claim->from,
		          claim->from);
}

static void
put_events(struct calendar *cal, struct str list)
{
	struct context *c = cal->c;
	size_t n;
	struct due *v = snapshot_due(c->snapshot, list, cal->from + 1,
	                             cal->to, CALENDAR_MOST, &n);

	for (size_t i = 0; i < n; i++) {
		const struct listed *one = &v[i].listed;
		const struct schema *schema =
		    context_schema(c, one->record);

		for (size_t k = 0; schema && k < one->row.claims; k++)
			put_claim(cal, schema, one, &one->row.claim[k],
			          v[i].day);
	}
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
	put_plain(cal, "BEGIN", STR("VEVENT"));
	put_plain(cal, "UID",
	          arena_fmt(c->arena, "%.*s:%d:%.*s",
	                    STR_ARG(sitepage_tag(
	                        c, arena_fmt(c->arena, "due:%.*s:%.*s",
	                                     STR_ARG(schema->folder),
	                                     STR_ARG(rule->kind)))),
	                    year, STR_ARG(lang_code(c->lang))));
	put_stamp(cal, (int64_t)first * 86400);
	put_day(cal, "DTSTART", day);
	put_day(cal, "DTEND", day + 1);
	put_text(cal, "SUMMARY",
	         arena_fmt(c->arena,
	                   c->lang == LANG_ZH ? "%.*s：%d年度截止日（%.*s）"
	                                      : "%.*s for %d due (%.*s)",
	                   STR_ARG(text2_in(rule->other->label, c->lang)),
	                   year, STR_ARG(text2_in(schema->label, c->lang))));
	put_plain(cal, "URL", export_address(c, list));
	put_plain(cal, "TRANSP", STR("TRANSPARENT"));
	put_plain(cal, "END", STR("VEVENT"));
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
	                       .out = out,
	                       .from = c->renderer->as_of,
	                       .to = c->renderer->as_of + CALENDAR_DAYS};
	struct str list = c->output->name;
	const struct schema *schema = context_schema(c, list);
	struct output page;

	*exists = str_eq(list, STR("*")) || (schema && schema->life.n);
	if (!*exists)
		return;
	snapshot_date(c->snapshot);
	put_plain(&cal, "BEGIN", STR("VCALENDAR"));
	put_plain(&cal, "VERSION", STR("2.0"));
	put_plain(&cal, "PRODID", STR("-//gongshi//gongshi//ZH"));
	put_plain(&cal, "CALSCALE", STR("GREGORIAN"));
	put_plain(&cal, "METHOD", STR("PUBLISH"));
	put_text(&cal, "X-WR-CALNAME", sitepage_feed_head(c, list, &page));
	put_all_reports(&cal, schema);
	put_events(&cal, list);
	put_plain(&cal, "END", STR("VCALENDAR"));
	buf_release(&cal.line);
}
