#include "render/standing.h"

#include "model/date.h"
#include "render/steps.h"

#include <string.h>

struct standing {
	const struct context *c;
	const struct life *life;
	const struct version *v; /* the version, and the next */
	int32_t day;
	struct assertion *say;
	size_t n;
};

static void
hear(struct standing *s, struct assertion said)
{
	if (said.state != LIFE_NO_STATE)
		s->say[s->n++] = said;
}

/* Was what says it public while the version stood? */
static bool
was_public(const struct standing *s, const struct link *link)
{
	struct version first;

	if (!row_on_site(link->scheduled, link->leaves, s->day) ||
	    !snapshot_first(s->c->snapshot, link, &first))
		return false;
	return first.time < s->v[1].time ||
	       memcmp(first.commit, s->v[0].commit,
	              sizeof first.commit) == 0;
}

static void
hear_all(struct standing *s, const struct record *record)
{
	size_t n;
	struct link *link =
	    snapshot_abouts(s->c->snapshot, s->c->output->name,
	                    s->c->renderer->as_of, &n);

	s->say = arena_array(s->c->arena, record->owns + n, sizeof *s->say);
	for (size_t i = 0; i < record->owns; i++)
		hear(s, (struct assertion){.state = record->own[i].state,
		                           .from = record->own[i].from,
		                           .until = record->own[i].until});
	for (size_t i = 0; i < n; i++)
		if (was_public(s, &link[i]))
			hear(s, (struct assertion){
			            .state = life_find(s->life,
			                               link[i].state),
			            .from = link[i].from,
			            .until = link[i].until == NO_DAY
			                         ? DATE_NEVER
			                         : link[i].until,
			            .id = link[i].source,
			            .accession = link[i].accession});
}

/* The last whole day; of a version that stood within one, that day. */
static int32_t
last_day(const struct context *c, const struct version *v)
{
	int32_t from = context_day(c, v[0].time);
	int32_t until = context_day(c, v[1].time);

	return until > from ? date_add(until, -1) : from;
}

void
standing_put(const struct context *c, const struct schema *schema,
             const struct record *record, const struct version *v, size_t i,
             struct value *map, struct value *page)
{
	struct standing s = {.c = c,
	                     .life = &schema->life,
	                     .v = &v[i],
	                     .day = last_day(c, &v[i])};
	struct row row = {.status = {.since = NO_DAY, .until = NO_DAY}};
	struct life_status found;
	struct value *status = value_null(c->arena);

	value_put(c->arena, map, STR("has_life"),
	          value_bool(c->arena, schema->life.n > 0));
	if (record && schema->life.n) {
		hear_all(&s, record);
		found = life_fold(s.life, s.say, s.n, s.day);
		if (found.by)
			row.status.code = s.life->state[found.state].code;
		status = context_status(c, schema, &row);
		if (found.by)
			value_put(c->arena, status, STR("on"),
			          context_date(c, s.day));
		steps_stood(c, schema, s.say, s.n, s.day, page);
	}
	value_put(c->arena, map, STR("status"), status);
}
