#include "build/agree.h"

#include "repo/repo.h"
#include "store/stake.h"

#include <string.h>

void
agree_init(struct agree *agree, struct update *u, struct arena *arena)
{
	*agree = (struct agree){.u = u, .arena = arena};
	arena_init(&agree->keep);
	arena_init(&agree->last.arena);
}

void
agree_release(struct agree *agree)
{
	map_release(&agree->done);
	status_release(&agree->said);
	buf_release(&agree->last.bytes);
	arena_release(&agree->last.arena);
	arena_release(&agree->keep);
}

bool
agree_once(struct agree *agree, char what, uint64_t n, struct str name)
{
	struct str key =
	    arena_fmt(agree->arena, "%c%016llx%.*s", what,
	              (unsigned long long)n, STR_ARG(name));

	if (map_get(&agree->done, key))
		return false;
	map_put(&agree->done, arena_str(&agree->keep, key), agree);
	return true;
}

static const struct schema *
schema_of(const struct agree *agree, struct str name)
{
	return schema_of_folder(&agree->u->config->set,
	                        str_sub(name, 0, str_chr(name, '/')));
}

const struct constraint *
agree_rule(const struct agree *agree, struct str name,
           const struct stake *stake)
{
	const struct schema *schema = schema_of(agree, name);

	return schema && stake->rule < schema->constraints
	           ? &schema->constraint[stake->rule]
	           : NULL;
}

bool
agree_row(struct agree *agree, struct str name, struct row *row)
{
	struct str value;

	return txn_get(agree->u->txn, TABLE_RECORD, name, &value) &&
	       row_decode(agree->arena, value, row);
}

/* ----------------------------------------------------------- places */

static void
read_record(struct agree *agree, struct str name)
{
	struct agree_record *last = &agree->last;
	struct update *u = agree->u;
	struct record_input input;
	struct finding_list quiet;
	struct row row;
	struct oid id;

	arena_reset(&last->arena);
	last->name = arena_str(&last->arena, name);
	last->record = NULL;
	last->stakes = 0;
	if (!agree_row(agree, name, &row))
		return;
	memcpy(id.b, row.blob, OID_SIZE);
	if (repo_blob(u->repo, &id, &last->bytes, NULL) < 0)
		return;
	finding_list_init(&quiet, &last->arena);
	input = update_input(u, &last->arena,
	                     arena_str(&last->arena, row.path),
	                     buf_str(&last->bytes));
	last->record =
	    record_parse(&last->arena, &u->config->set, &input, &quiet);
	if (last->record)
		last->stake = groups_of(&last->arena, &u->config->set,
		                        last->record, &last->stakes);
}

const struct grouped *
agree_find(struct agree *agree, struct str name, const struct stake *stake)
{
	struct agree_record *last = &agree->last;
	struct grouped *lost;

	if (!str_eq(last->name, name))
		read_record(agree, name);
	for (size_t i = 0; i < last->stakes; i++) {
		const struct stake *one = &last->stake[i].stake;

		if (one->rule == stake->rule && one->group == stake->group &&
		    one->value == stake->value && one->from == stake->from)
			return &last->stake[i];
	}
	lost = arena_alloc(agree->arena, sizeof *lost);
	lost->stake = *stake;
	return lost;
}

void
agree_tell(struct agree *agree, struct str name, const struct grouped *at,
           const char *code, const struct str args[FINDING_ARGS])
{
	const struct constraint *rule = agree_rule(agree, name, &at->stake);
	struct agree_record *last = &agree->last;
	struct finding_place place = {.path = name};
	struct row row;

	if (str_eq(last->name, name) && last->record)
		place = record_at(last->record, at->at);
	else if (agree_row(agree, name, &row))
		place.path = update_place(agree->u, agree->arena, row.path);
	if (rule)
		constraint_report(rule, agree->u->findings, code, &place,
		                  args);
	else
		finding_add(agree->u->findings, code, &place, args);
}

/* ------------------------------------------------------------ rules */

static void
check_stake(struct agree *agree, struct str name, const struct stake *stake)
{
	const struct constraint *rule = agree_rule(agree, name, stake);

	if (stake->rule == STAKE_SUBJECT) {
		agree_subject(agree, stake->text);
		return;
	}
	if (stake->rule == STAKE_UNIQUE) {
		agree_same(agree, name, stake);
		return;
	}
	switch (rule ? rule->sort : CONSTRAINT_SORTS) {
	case CONSTRAINT_TOGETHER:
	case CONSTRAINT_ONCE:
		agree_same(agree, name, stake);
		break;
	case CONSTRAINT_NO_OVERLAP:
		agree_overlap(agree, stake);
		break;
	case CONSTRAINT_CONSISTENT:
		agree_consistent(agree, name, stake);
		break;
	case CONSTRAINT_TARGET:
		agree_state(agree, stake->text);
		break;
	case CONSTRAINT_AGREES_MISSING:
		agree_missing(agree, name, stake);
		break;
	case CONSTRAINT_SERIES:
		agree_series(agree, name, stake);
		break;
	case CONSTRAINT_ACYCLIC:
		agree_acyclic(agree, name, stake);
		break;
	default:
		break;
	}
}

void
agree_check(struct agree *agree, struct str name)
{
	size_t n;
	struct stake *stake =
	    stakes_of(agree->u->txn, agree->arena, name, &n);

	for (size_t i = 0; i < n; i++)
		check_stake(agree, name, &stake[i]);
	agree_state(agree, name);
	agree_subject(agree, name);
}

void
agree_subject(struct agree *agree, struct str name)
{
	struct stake *stake;
	size_t n;

	stake = stakes_of(agree->u->txn, agree->arena, name, &n);
	for (size_t i = 0; i < n; i++) {
		const struct constraint *rule =
		    agree_rule(agree, name, &stake[i]);

		if (rule && rule->sort == CONSTRAINT_REPORTS &&
		    agree_once(agree, 'r', stake[i].rule, name))
			agree_reports(agree, name, &stake[i]);
	}
}
