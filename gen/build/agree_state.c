#include "build/agree.h"

#include "model/wording.h"
#include "store/links.h"
#include "store/stake.h"

static bool
is_wanted(const struct constraint *rule, uint32_t state)
{
	bool named = false;

	for (size_t i = 0; i < rule->states; i++)
		named |= rule->state[i] == state;
	return named != rule->negated;
}

static void
tell_state(struct agree *agree, const struct constraint *rule,
           const struct stake_member *m, struct str target,
           const struct life_status *status)
{
	const struct grouped *at = agree_find(agree, m->record, &m->stake);
	const struct life *life = agree->said.life;
	struct str args[FINDING_ARGS] = {
	    target, date_iso_str(agree->arena, m->stake.from)};

	if (status->by)
		args[2] = wording_states(agree->arena, life, &status->state,
		                         1);
	else
		args[5] = STR("-");
	args[rule->negated ? 4 : 3] =
	    wording_states(agree->arena, life, rule->state, rule->states);
	agree_tell(agree, m->record, at, "R205", args);
}

/* Does any rule ask for the state of records of this kind? */
static bool
is_asked(const struct schema_set *set, const struct schema *schema)
{
	for (size_t i = 0; i < set->n; i++)
		for (size_t k = 0; k < set->kind[i].constraints; k++) {
			const struct constraint *rule =
			    &set->kind[i].constraint[k];

			if (rule->sort == CONSTRAINT_TARGET &&
			    rule->other == schema)
				return true;
		}
	return false;
}

void
agree_state(struct agree *agree, struct str target)
{
	struct update *u = agree->u;
	uint64_t group = groups_target(target);
	const struct schema *schema = schema_of_folder(
	    &u->config->set, str_sub(target, 0, str_chr(target, '/')));
	struct stake_member *m;
	struct link *link;
	struct row row;
	size_t n;
	size_t links;

	if (!schema || !is_asked(&u->config->set, schema) ||
	    !agree_once(agree, 't', group, STR("")))
		return;
	m = stakes_in(u->txn, agree->arena, group, SIZE_MAX, &n);
	if (n == 0 || !agree_row(agree, target, &row))
		return;
	link = links_to(u->txn, agree->arena, target, STR(""), &links);
	status_collect(&agree->said, schema, &row, link, links);
	for (size_t i = 0; i < n; i++) {
		const struct constraint *rule =
		    agree_rule(agree, m[i].record, &m[i].stake);
		struct life_status status =
		    status_on(&agree->said, m[i].stake.from, m[i].record);

		if (rule && !is_wanted(rule, status.state))
			tell_state(agree, rule, &m[i], target, &status);
	}
}
