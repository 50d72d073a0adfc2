#include "build/status.h"

#include "model/schema.h"

static void
say(struct status *s, struct saying saying, struct str state, int32_t until)
{
	struct assertion *a = &saying.assertion;

	a->state = life_find(s->life, state);
	a->until = until == NO_DAY ? DATE_NEVER : until;
	if (a->state != LIFE_NO_STATE)
		vec_push(&s->say, saying);
}

void
status_collect(struct status *s, const struct schema *schema,
               const struct row *row, const struct link *link, size_t n)
{
	s->life = &schema->life;
	vec_reset(&s->say);
	for (size_t i = 0; i < row->claims; i++)
		say(s,
		    (struct saying){{.from = row->claim[i].from,
		                     .accession = row->accession},
		                    NO_DAY,
		                    NO_DAY},
		    row->claim[i].state, row->claim[i].until);
	for (size_t i = 0; i < n; i++)
		if (link[i].kind == LINK_ABOUT)
			say(s,
			    (struct saying){{.from = link[i].from,
			                     .id = link[i].source,
			                     .accession = link[i].accession},
			                    link[i].scheduled,
			                    link[i].leaves},
			    link[i].state, link[i].until);
}

struct life_status
status_on(struct status *s, int32_t day, struct str except)
{
	vec_reset(&s->heard);
	for (size_t i = 0; i < s->say.n; i++) {
		const struct saying *one = &s->say.v[i];

		if (row_on_site(one->scheduled, one->leaves, day) &&
		    !(except.n && str_eq(one->assertion.id, except)))
			vec_push(&s->heard, one->assertion);
	}
	return life_fold(s->life, s->heard.v, s->heard.n, day);
}

uint32_t
status_passed(const struct status *s, int32_t day)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s->heard.n; i++)
		n += (uint32_t)(s->heard.v[i].from <= day) +
		     (uint32_t)(s->heard.v[i].until < day);
	return n;
}

void
status_release(struct status *s)
{
	vec_release(&s->say);
	vec_release(&s->heard);
}
