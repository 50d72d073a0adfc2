#include "render/deadline.h"

#include "render/export.h"
#include "render/sitepage.h"

#include <string.h>

#define DEADLINE_SPAN 31 /* what is longer is shown by its ends */

enum part { PART_SPAN, PART_BEGIN, PART_END };

/* One thing that is said of a record. */
struct deadline {
	struct context *c;
	const struct schema *schema;
	const struct listed *one;
	const struct row_claim *claim;
	uint32_t state; /* in the life of the kind */
};

static bool
ends(const struct deadline *d)
{
	return d->state != LIFE_NO_STATE && d->claim->until != NO_DAY &&
	       d->claim->until >= d->claim->from;
}

static int
rank_of(const struct deadline *d, struct str state)
{
	return d->schema->life.state[life_find(&d->schema->life, state)].rank;
}

/* Does something stronger end on the same day, or the same, told first? */
static bool
is_outspoken(const struct deadline *d)
{
	const struct row *row = &d->one->row;

	for (size_t i = 0; i < row->claims; i++) {
		const struct row_claim *other = &row->claim[i];
		int more;

		if (other == d->claim || other->until != d->claim->until ||
		    life_find(&d->schema->life, other->state) ==
		        LIFE_NO_STATE)
			continue;
		more = rank_of(d, other->state) - rank_of(d, d->claim->state);
		if (more > 0 || (more == 0 && other < d->claim))
			return true;
	}
	return false;
}

/* Is a stronger status in force without an end, since before the last day? */
static bool
is_overtaken(const struct deadline *d)
{
	const struct row_status *now = &d->one->row.status;

	return life_find(&d->schema->life, now->code) != LIFE_NO_STATE &&
	       now->until == NO_DAY && now->since < d->claim->until &&
	       rank_of(d, now->code) > rank_of(d, d->claim->state);
}

/* What the day is: "公示中：最后一日", "Running: last day". */
static struct str
what_text(const struct deadline *d, enum part part)
{
	struct context *c = d->c;
	bool zh = c->lang == LANG_ZH;
	struct str state =
	    text2_in(d->schema->life.state[d->state].label, c->lang);

	if (part == PART_SPAN)
		return state;
	if (part == PART_BEGIN)
		return arena_fmt(c->arena, "%.*s%s", STR_ARG(state),
		                 zh ? "：起始日" : ": first day");
	return arena_fmt(c->arena, "%.*s%s", STR_ARG(state),
	                 zh ? "：最后一日" : ": last day");
}

/* Which claim of its state it is, where there are several; told by order and
 * not by day, so that an end that is put off moves its event. */
static struct str
claim_text(const struct deadline *d)
{
	const struct row_claim *claim = d->one->row.claim;
	unsigned before = 0;

	for (; claim < d->claim; claim++)
		before += str_eq(claim->state, d->claim->state);
	if (!before)
		return d->claim->state;
	return arena_fmt(d->c->arena, "%.*s-%u", STR_ARG(d->claim->state),
	                 before + 1);
}

static void
put_event(const struct deadline *d, struct ical *ical, enum part part,
          bool cancelled)
{
	static const char *const name[] = {"span", "begin", "end"};
	struct context *c = d->c;
	struct output page = {.type = OUTPUT_RECORD, .name = d->one->record};
	int32_t from = part == PART_END ? d->claim->until : d->claim->from;

	ical_event(ical,
	           arena_fmt(c->arena, "%.*s:%.*s:%s:%.*s",
	                     STR_ARG(sitepage_tag(c, d->one->record)),
	                     STR_ARG(claim_text(d)), name[part],
	                     STR_ARG(lang_code(c->lang))),
	           d->one->row.changed, from,
	           part == PART_SPAN ? d->claim->until : from);
	if (cancelled)
		ical_plain(ical, "STATUS", STR("CANCELLED"));
	ical_event_end(ical,
	               arena_fmt(c->arena,
	                         c->lang == LANG_ZH ? "%.*s（%.*s）"
	                                            : "%.*s (%.*s)",
	                         STR_ARG(context_title(c, &d->one->row)),
	                         STR_ARG(what_text(d, part))),
	               export_address(c, page));
}

static bool
is_brief(const struct deadline *d)
{
	return ends(d) && d->claim->until - d->claim->from < DEADLINE_SPAN;
}

/* A day on which it begins, or the day after its last. */
static void
put_turn(const struct deadline *d, struct ical *ical, int32_t day)
{
	enum life_tone tone = d->schema->life.state[d->state].tone;
	bool good = tone == TONE_OK || tone == TONE_WAIT;

	if (is_overtaken(d))
		return;
	if (ends(d) && day == d->claim->until + 1 && !is_outspoken(d))
		put_event(d, ical, is_brief(d) ? PART_SPAN : PART_END, false);
	else if (!is_brief(d) && day == d->claim->from && good)
		put_event(d, ical, PART_BEGIN, false);
}

void
deadline_put(struct context *c, struct ical *ical, const struct listed *one,
             int32_t day)
{
	struct deadline d = {
	    .c = c, .schema = context_schema(c, one->record), .one = one};

	for (size_t i = 0; d.schema && i < one->row.claims; i++) {
		d.claim = &one->row.claim[i];
		d.state = life_find(&d.schema->life, d.claim->state);
		if (d.state != LIFE_NO_STATE)
			put_turn(&d, ical, day);
	}
}

/* ------------------------------------------------------- of a record */

/* What other records say of it stands behind what it says itself. */
static void
add_said(struct context *c, struct listed *one)
{
	struct row *row = &one->row;
	size_t n;
	const struct link *link = snapshot_abouts(
	    c->snapshot, one->record, c->renderer->as_of, &n);
	struct row_claim *claim =
	    arena_array(c->arena, row->claims + n, sizeof *claim);

	if (row->claims)
		memcpy(claim, row->claim, row->claims * sizeof *claim);
	for (size_t i = 0; i < n; i++)
		claim[row->claims + i] = (struct row_claim){
		    link[i].state, link[i].from, link[i].until};
	row->claim = claim;
	row->claims += n;
}

void
deadline_render(struct context *c, struct buf *out, bool *exists)
{
	struct listed one = {.record = c->output->name};
	struct deadline d = {.c = c,
	                     .schema = context_schema(c, one.record),
	                     .one = &one};
	struct ical ical;

	*exists = false;
	if (!d.schema || !d.schema->life.n ||
	    !snapshot_row(c->snapshot, one.record, &one.row) ||
	    !one.row.visible)
		return;
	add_said(c, &one);
	ical_open(&ical, out, context_title(c, &one.row));
	for (size_t i = 0; i < one.row.claims; i++) {
		d.claim = &one.row.claim[i];
		d.state = life_find(&d.schema->life, d.claim->state);
		if (!ends(&d) || is_outspoken(&d))
			continue;
		*exists = true;
		put_event(&d, &ical, is_brief(&d) ? PART_SPAN : PART_END,
		          is_overtaken(&d));
	}
	ical_close(&ical);
}
