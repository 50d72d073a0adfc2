#include "model/constraint_parse.h"

#include "model/constraint_sort.h"
#include "model/schema_parse.h"
#include "model/suggest.h"

static const struct str none = {0};

/* A rule that says something of another kind. */
struct linking {
	const struct front *front;
	struct constraint *c;
};

static void
link_states(const struct linking *l)
{
	struct constraint *c = l->c;
	uint32_t *state =
	    arena_array(l->front->arena, c->texts, sizeof *state);
	struct config_names names = config_names(
	    l->front, c->node, c->negated ? STR("not") : STR("is"));
	struct str *known =
	    arena_array(l->front->arena, c->other->life.n, sizeof *known);

	for (size_t i = 0; i < c->other->life.n; i++)
		known[i] = c->other->life.state[i].code;
	for (size_t i = 0; i < c->texts; i++) {
		state[i] = life_find(&c->other->life, c->text[i]);
		if (state[i] == LIFE_NO_STATE)
			front_fault(l->front, "C105", names.node[i],
			            c->text[i],
			            suggest_nearest(c->text[i], known,
			                            c->other->life.n),
			            none);
	}
	c->state = state;
	c->states = c->texts;
}

static void
link_reports(const struct linking *l)
{
	const struct constraint_grammar *g =
	    constraint_grammar(CONSTRAINT_REPORTS);

	for (const struct parameter *p = g->parameter; p->sort; p++) {
		const struct yaml_node *node = yaml_get(l->c->node, p->name);

		if (p->sort == PARAMETER_FOREIGN && node)
			l->c->path[p->slot] = schema_resolve(
			    l->front, l->c->other, node, p->types);
	}
}

static void
link_missing(const struct linking *l)
{
	const struct schema *subject = l->c->other;

	for (size_t i = 0; i < subject->constraints; i++)
		if (subject->constraint[i].sort == CONSTRAINT_REPORTS)
			l->c->reports = &subject->constraint[i];
	if (!l->c->reports)
		front_fault(
		    l->front, "C109", l->c->node,
		    constraint_name(l->c->sort),
		    STR("所指的记录种类没有 reports 规则"),
		    STR("the kind referred to has no rule reports"));
}

/* The kind that a rule names reports of. */
static void
find_reports(const struct linking *l, const struct schema_set *set)
{
	struct constraint *c = l->c;

	c->other = schema_of_kind(set, c->kind);
	if (c->other)
		link_reports(l);
	else if (c->kind.n)
		front_fault(l->front, "C105",
		            yaml_get(c->node, STR("kind")), c->kind,
		            schema_nearest(set, l->front->arena, c->kind),
		            none);
}

void
constraint_link(const struct front *front, const struct schema_set *set,
                struct schema *schema)
{
	for (size_t i = 0; i < schema->constraints; i++) {
		struct constraint *c = &schema->constraint[i];
		const struct schema_field *ref = c->path[AT_REF];
		const struct linking l = {front, c};

		if (c->sort == CONSTRAINT_REPORTS) {
			find_reports(&l, set);
			continue;
		}
		c->other = ref ? ref->target_schema : NULL;
		if (c->other && c->sort == CONSTRAINT_TARGET)
			link_states(&l);
		if (c->other && c->sort == CONSTRAINT_AGREES_MISSING)
			link_missing(&l);
	}
}
