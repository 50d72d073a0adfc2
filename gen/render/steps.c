#include "render/steps.h"

struct told {
	const struct context *c;
	const struct schema *schema;
	const struct row *row;
	const struct row_status *status; /* that holds */
	int32_t day;                     /* seen from this day */
	const struct backlink *link;     /* or NULL: sources are not named */
	size_t links;
};

/* Does `a` no longer hold on `day`, because a state that resets began? */
static bool
is_reset(const struct life *life, const struct assertion *say, size_t n,
         const struct assertion *a, int32_t day)
{
	for (size_t k = 0; k < n; k++) {
		const struct life_state *state = &life->state[say[k].state];

		if (&say[k] != a && state->resets && say[k].from >= a->from &&
		    say[k].from <= day &&
		    life->state[a->state].rank <= state->rank)
			return true;
	}
	return false;
}

/* Does something stronger, that ends a life, hold when `a` begins? */
static bool
is_after_end(const struct life *life, const struct assertion *say, size_t n,
             const struct assertion *a)
{
	for (size_t k = 0; k < n; k++) {
		const struct life_state *state = &life->state[say[k].state];

		if (state->tone == TONE_END &&
		    state->rank > life->state[a->state].rank &&
		    say[k].from <= a->from && say[k].until >= a->from &&
		    !is_reset(life, say, n, &say[k], a->from))
			return true;
	}
	return false;
}

/* The last day of `a` on its own: what is stronger, begins with it or later
 * and holds to its end or longer, cuts it short. */
static int32_t
last_day(const struct life *life, const struct assertion *say, size_t n,
         const struct assertion *a)
{
	int32_t until = a->until;

	for (size_t k = 0; k < n && a->until != DATE_NEVER; k++)
		if (life->state[say[k].state].rank >
		        life->state[a->state].rank &&
		    say[k].from >= a->from && say[k].from <= until &&
		    say[k].until >= a->until)
			until = date_add(say[k].from, -1);
	return until;
}

size_t
steps_settle(const struct life *life, struct assertion *say, size_t n,
             struct assertion *step)
{
	size_t steps = 0;

	life_sort(life, say, n);
	for (size_t i = 0; i < n; i++) {
		struct assertion one = say[i];

		one.until = last_day(life, say, n, &say[i]);
		if (one.until >= one.from &&
		    !is_after_end(life, say, n, &say[i]))
			step[steps++] = one;
	}
	return steps;
}

static struct value *
step_value(const struct told *t, const struct assertion *step)
{
	const struct context *c = t->c;
	const struct row_status *status = t->status;
	const struct life_state *state =
	    &t->schema->life.state[step->state];
	const struct backlink *by =
	    t->link && step->accession ? &t->link[step->accession - 1] : NULL;
	struct value *map = value_map(c->arena);
	bool current = str_eq(status->code, state->code) &&
	               status->since == step->from &&
	               str_eq(status->source, step->id);

	value_put_text(c->arena, map, "label",
	               text2_in(state->label, c->lang));
	value_put_text(c->arena, map, "tone", life_tone_name(state->tone));
	value_put(c->arena, map, STR("from"), context_date(c, step->from));
	value_put(c->arena, map, STR("until"),
	          context_date(c, step->until == DATE_NEVER ? NO_DAY
	                                                    : step->until));
	value_put_text(c->arena, map, "url",
	               step->id.n ? context_record_link(c, step->id)
	                          : STR(""));
	value_put_text(c->arena, map, "title",
	               by ? context_title(c, &by->source) : STR(""));
	value_put_text(c->arena, map, "ground",
	               by ? context_ground(c, step->id, &by->source)
	                  : STR(""));
	value_put(c->arena, map, STR("current"),
	          value_bool(c->arena, current));
	value_put(c->arena, map, STR("future"),
	          value_bool(c->arena, !current &&
	                                   step->from > t->day));
	return map;
}

/* A step may end before what it was made of. */
static bool
is_same(const struct assertion *a, const struct assertion *b)
{
	return a->state == b->state && a->from == b->from &&
	       a->accession == b->accession;
}

/* What the record says of itself, then what is said about it; of these,
 * `accession` is one more than the place among the links. */
static size_t
collect(const struct told *t, struct assertion *say)
{
	const struct life *life = &t->schema->life;
	size_t n = 0;

	for (size_t i = 0; i < t->row->claims; i++) {
		const struct row_claim *claim = &t->row->claim[i];

		say[n] = (struct assertion){
		    .state = life_find(life, claim->state),
		    .from = claim->from,
		    .until = claim->until == NO_DAY ? DATE_NEVER
		                                    : claim->until};
		n += say[n].state != LIFE_NO_STATE;
	}
	for (size_t i = 0; i < t->links; i++) {
		const struct link *link = &t->link[i].link;

		if (link->kind != LINK_ABOUT)
			continue;
		say[n] = (struct assertion){
		    .state = life_find(life, link->state),
		    .from = link->from,
		    .until = link->until == NO_DAY ? DATE_NEVER
		                                   : link->until,
		    .accession = i + 1,
		    .id = link->source};
		n += say[n].state != LIFE_NO_STATE;
	}
	return n;
}

/* The days ahead on which another step is the current one. */
static struct value *
turns(const struct told *t, const struct assertion *say, size_t n,
      const struct assertion *step, size_t steps)
{
	const struct context *c = t->c;
	struct value *list = value_list(c->arena);
	struct life_status status =
	    life_fold(&t->schema->life, say, n, c->renderer->as_of);

	while (status.next != DATE_NEVER) {
		struct value *turn = value_map(c->arena);
		int32_t day = status.next;
		size_t i = 0;

		status = life_fold(&t->schema->life, say, n, day);
		while (i < steps && !(status.by && is_same(&step[i],
		                                           status.by)))
			i++;
		value_put(c->arena, turn, STR("on"), context_date(c, day));
		value_put(c->arena, turn, STR("step"),
		          i < steps ? value_int(c->arena, (int64_t)i)
		                    : value_null(c->arena));
		value_add(c->arena, list, turn);
	}
	return list;
}

struct steps
steps_put(struct context *c, const struct schema *schema,
          const struct row *row, const struct backlink *link, size_t links,
          struct value *map)
{
	struct told t = {.c = c,
	                 .schema = schema,
	                 .row = row,
	                 .status = &row->status,
	                 .day = c->renderer->as_of,
	                 .link = link,
	                 .links = links};
	size_t most = row->claims + links;
	struct assertion *say = arena_array(c->arena, most, sizeof *say);
	struct assertion *step = arena_array(c->arena, most, sizeof *step);
	struct value *list = value_list(c->arena);
	size_t says = collect(&t, say);
	size_t n = steps_settle(&schema->life, say, says, step);
	struct steps told = {arena_array(c->arena, n, sizeof *told.v), n};

	for (size_t i = 0; i < n; i++) {
		told.v[i] = (struct timeline_step){
		    step[i].from, step_value(&t, &step[i])};
		value_add(c->arena, list, told.v[i].value);
	}
	value_put(c->arena, map, STR("steps"), list);
	value_put(c->arena, map, STR("turns"),
	          turns(&t, say, says, step, n));
	return told;
}

void
steps_stood(const struct context *c, const struct schema *schema,
            struct assertion *say, size_t n, int32_t day, struct value *map)
{
	struct life_status found = life_fold(&schema->life, say, n, day);
	struct row_status status = {0};
	struct told t = {
	    .c = c, .schema = schema, .status = &status, .day = day};
	struct assertion *step = arena_array(c->arena, n, sizeof *step);
	struct value *list = value_list(c->arena);
	size_t steps;

	if (found.by) {
		status.code = schema->life.state[found.state].code;
		status.since = found.by->from;
		status.source = found.by->id;
	}
	steps = steps_settle(&schema->life, say, n, step);
	for (size_t i = 0; i < steps; i++)
		if (step[i].from <= day)
			value_add(c->arena, list, step_value(&t, &step[i]));
	value_put(c->arena, map, STR("steps"), list);
	value_put(c->arena, map, STR("turns"), value_list(c->arena));
}
