#include "model/schema_parse.h"

#include "model/constraint_parse.h"
#include "model/suggest.h"

#define DATES (1u << FIELD_DATE | 1u << FIELD_MONTH)

static const struct str none = {0};

static enum life_tone
read_tone(const struct front *front, const struct yaml_node *node)
{
	const struct yaml_node *tone = yaml_get(node, STR("tone"));

	for (enum life_tone t = TONE_PLAIN; tone && t <= TONE_END; t++)
		if (str_eq(tone->text, life_tone_name(t)))
			return t;
	if (tone)
		front_fault(front, "C103", tone, STR("tone"),
		            STR("ok | wait | end | plain"), none);
	return TONE_PLAIN;
}

static struct life_state
read_state(const struct front *front, const struct yaml_member *m)
{
	static const struct str keys[] = {
	    {"rank", 4}, {"tone", 4}, {"label", 5}, {"banner", 6},
	    {"resets", 6}, {"call", 4}};
	struct life_state state = {.code = m->key};

	if (m->node->type != YAML_MAP) {
		front_fault(front, "C103", m->node, m->key,
		            STR("{rank: , label: }"), none);
		return state;
	}
	config_known(front, m->node, keys, sizeof keys / sizeof *keys);
	if (config_need(front, m->node, STR("rank")))
		state.rank = (int)config_number(front, m->node, STR("rank"),
		                                0, 1000000);
	if (config_need(front, m->node, STR("label")))
		state.label = config_text2(front, m->node, STR("label"));
	if (!codes_shape(m->key))
		front_fault_key(front, "C103", m, m->key,
		                STR("[A-Za-z0-9_-]+"), none);
	state.tone = read_tone(front, m->node);
	state.banner = config_bool(front, m->node, STR("banner"));
	state.resets = config_bool(front, m->node, STR("resets"));
	state.call = config_str(front, m->node, STR("call"));
	return state;
}

void
schema_life_parse(const struct front *front, struct life *life,
                  const struct yaml_node *states)
{
	struct life_state *all;

	if (states->type != YAML_MAP) {
		front_fault(front, "C103", states, STR("states"),
		            STR("CODE: {rank: , label: }"), none);
		return;
	}
	all = arena_array(front->arena, states->n, sizeof *all);
	for (size_t i = 0; i < states->n; i++) {
		struct life_state state =
		    read_state(front, &states->member[i]);
		size_t at = i;

		for (; at && all[at - 1].rank > state.rank; at--)
			all[at] = all[at - 1];
		all[at] = state;
	}
	life->state = all;
	life->n = (uint32_t)states->n;
}

static const struct schema_field *
rule_path(const struct front *front, const struct schema *schema,
          const struct yaml_node *node, struct str key, unsigned types)
{
	const struct yaml_node *path = yaml_get(node, key);

	return path ? schema_resolve(front, schema, path, types) : NULL;
}

static void
own_state(const struct front *front, const struct schema *schema,
          struct schema_rule *rule)
{
	rule->state = life_find(&schema->life, rule->set);
	if (rule->state == LIFE_NO_STATE)
		front_fault(front, "C105",
		            yaml_get(rule->node, STR("set")), rule->set,
		            none, none);
}

static void
about_subject(const struct front *front, const struct schema *schema,
              struct schema_rule *rule)
{
	if (config_need(front, rule->node, STR("kind")))
		rule->kind = config_str(front, rule->node, STR("kind"));
	if (config_need(front, rule->node, STR("ref")))
		rule->ref = rule_path(front, schema, rule->node, STR("ref"),
		                      1u << FIELD_REF);
	if (rule->ref && !str_eq(rule->ref->target, rule->kind))
		front_fault(front, "C105",
		            yaml_get(rule->node, STR("ref")), rule->kind,
		            rule->ref->target, none);
}

static struct schema_rule
read_rule(const struct front *front, const struct schema *schema,
          const struct yaml_node *node, bool about)
{
	static const struct str keys[] = {
	    {"set", 3},  {"from", 4},   {"until", 5}, {"after", 5},
	    {"when", 4}, {"unless", 6}, {"kind", 4},  {"ref", 3}};
	struct schema_rule rule = {.node = node, .kind = schema->kind};

	rule.state = LIFE_NO_STATE;
	if (node->type != YAML_MAP) {
		front_fault(front, "C103", node, STR("own | about"),
		            STR("{set: , from: }"), none);
		return rule;
	}
	config_known(front, node, keys, about ? 8 : 6);
	if (config_need(front, node, STR("from")))
		rule.from = rule_path(front, schema, node, STR("from"), DATES);
	rule.until = rule_path(front, schema, node, STR("until"), DATES);
	rule.after = config_bool(front, node, STR("after"));
	rule.when = schema_conditions(front, schema,
	                              yaml_get(node, STR("when")),
	                              &rule.whens);
	rule.unless = schema_conditions(front, schema,
	                                yaml_get(node, STR("unless")),
	                                &rule.unlesses);
	if (!config_need(front, node, STR("set")))
		return rule;
	rule.set = config_str(front, node, STR("set"));
	if (about)
		about_subject(front, schema, &rule);
	else
		own_state(front, schema, &rule);
	return rule;
}

struct schema_rule *
schema_rules_parse(const struct front *front, const struct schema *schema,
                   const struct yaml_node *node, bool about, size_t *n)
{
	struct schema_rule *all;

	*n = 0;
	if (!node)
		return NULL;
	if (node->type != YAML_LIST) {
		front_fault(front, "C103", node, STR("own | about"),
		            STR("[{set: , from: }]"), none);
		return NULL;
	}
	all = arena_array(front->arena, node->n, sizeof *all);
	for (size_t i = 0; i < node->n; i++)
		all[i] = read_rule(front, schema, node->member[i].node, about);
	*n = node->n;
	return all;
}

struct str
schema_nearest(const struct schema_set *set, struct arena *a, struct str kind)
{
	struct str *name = arena_array(a, set->n, sizeof *name);

	for (size_t i = 0; i < set->n; i++)
		name[i] = set->kind[i].kind;
	return suggest_nearest(kind, name, set->n);
}

/* Kinds to be linked. */
struct linking {
	struct schema_set *set;
	bool *failed; /* by index: the file has mistakes of its own */
};

/* Has a kind not been read as it was meant?  Then what others say of it
 * cannot be judged. */
static bool
failed(const struct linking *l, const struct schema *schema)
{
	return schema && l->failed[schema->index];
}

static void
link_refs(const struct front *front, const struct linking *l,
          struct schema_field *field, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct schema_field *f = &field[i];
		const struct yaml_node *kind = yaml_get(f->node, STR("kind"));

		link_refs(front, l, f->field, f->fields);
		if (f->type != FIELD_REF || !f->target.n)
			continue;
		f->target_schema = schema_of_kind(l->set, f->target);
		if (!f->target_schema)
			front_fault(front, "C105", kind, f->target,
			            schema_nearest(l->set, front->arena,
			                           f->target),
			            none);
		if (failed(l, f->target_schema))
			f->target_schema = NULL;
	}
}

static void
link_rules(const struct front *front, const struct linking *l,
           struct schema *schema)
{
	for (size_t i = 0; i < schema->abouts; i++) {
		struct schema_rule *rule = &schema->about[i];

		if (!rule->kind.n || !rule->set.n)
			continue;
		rule->about = schema_of_kind(l->set, rule->kind);
		if (!rule->about) {
			front_fault(front, "C105",
			            yaml_get(rule->node, STR("kind")),
			            rule->kind,
			            schema_nearest(l->set, front->arena,
			                         rule->kind),
			            none);
			continue;
		}
		if (failed(l, rule->about))
			continue;
		rule->state = life_find(&rule->about->life, rule->set);
		if (rule->state == LIFE_NO_STATE)
			front_fault(front, "C105",
			            yaml_get(rule->node, STR("set")),
			            rule->set, none, none);
	}
}

/* At the line of a key of the file; its nodes are gone by now. */
static void
fault_line(const struct front *front, struct str key, struct str name)
{
	struct str rest = front->source.bytes;
	struct finding_place place = front_place(front, 0, 0, 0);
	unsigned line = 1;

	for (; rest.n; line++)
		if (str_starts(str_cut(&rest, '\n'), key)) {
			place = front_place(front, line, 1, 0);
			break;
		}
	finding_add(front->findings, "C107", &place,
	            (struct str[FINDING_ARGS]){name});
}

static void
refuse_twice(const struct front *front, const struct schema_set *set,
             size_t at)
{
	const struct schema *schema = &set->kind[at];

	for (size_t i = 0; i < at; i++) {
		if (str_eq(set->kind[i].kind, schema->kind))
			fault_line(front, STR("kind:"), schema->kind);
		if (schema->folder.n &&
		    str_eq(set->kind[i].folder, schema->folder))
			fault_line(front, STR("folder:"), schema->folder);
	}
}

static bool
rules_about(const struct schema *schema, const struct schema *subject)
{
	for (size_t i = 0; i < schema->abouts; i++)
		if (schema->about[i].about == subject)
			return true;
	return false;
}

static bool
refers_to(const struct schema *schema, const struct schema *target)
{
	const struct schema_field *f = NULL;

	while ((f = schema_next(schema, f)) != NULL)
		if (f->target_schema == target)
			return true;
	return false;
}

/* Who is about whom, seen from the other end. */
static void
link_back(struct schema_set *set, struct arena *a, struct schema *schema)
{
	schema->subject_of =
	    arena_array(a, set->n, sizeof *schema->subject_of);
	schema->referred_by =
	    arena_array(a, set->n, sizeof *schema->referred_by);
	for (size_t i = 0; i < set->n; i++) {
		const struct schema *other = &set->kind[i];

		if (rules_about(other, schema))
			schema->subject_of[schema->subject_ofs++] = other;
		if (refers_to(other, schema))
			schema->referred_by[schema->referred_bys++] = other;
	}
}

static bool *
find_failed(const struct schema_set *set, struct arena *a,
            const struct finding_list *findings)
{
	bool *found = arena_array(a, set->n, sizeof *found);

	for (size_t i = 0; i < set->n; i++)
		for (size_t k = 0; k < findings->n; k++)
			if (findings->v[k].severity == FINDING_ERROR &&
			    str_eq(findings->v[k].path,
			           set->kind[i].source.path))
				found[i] = true;
	return found;
}

/* Do the rules of a kind ask for fields of one that failed? */
static bool
reports_failed(const struct linking *l, const struct schema *schema)
{
	for (size_t i = 0; i < schema->constraints; i++) {
		const struct constraint *c = &schema->constraint[i];

		if (c->sort == CONSTRAINT_REPORTS &&
		    failed(l, schema_of_kind(l->set, c->kind)))
			return true;
	}
	return false;
}

/* Steps are followed by one rule, and rules are of one kind. */
static void
refuse_steps(const struct front *front, const struct schema *schema)
{
	for (size_t i = 0; i < schema->constraints; i++) {
		const struct constraint *c = &schema->constraint[i];
		bool fits = true;

		for (size_t k = 0; k < c->fields; k++)
			fits = fits && (!c->field[k]->target.n ||
			                str_eq(c->field[k]->target,
			                       schema->kind));
		if (c->sort == CONSTRAINT_ACYCLIC && !fits)
			front_fault(front, "C109",
			            yaml_get(c->node, STR("fields")),
			            constraint_name(c->sort),
			            STR("引用的是别的记录种类"),
			            STR("it refers to another kind"));
	}
}

void
schema_check_link(struct schema_set *set, struct arena *a,
                  struct finding_list *findings)
{
	struct linking l = {set, find_failed(set, a, findings)};

	for (size_t i = 0; i < set->n; i++) {
		struct schema *schema = &set->kind[i];
		struct front front = {a, schema->source, findings};

		refuse_twice(&front, set, i);
		link_refs(&front, &l, schema->field, schema->fields);
		link_rules(&front, &l, schema);
		refuse_steps(&front, schema);
	}
	for (size_t i = 0; i < set->n; i++) {
		struct front front = {a, set->kind[i].source, findings};

		link_back(set, a, &set->kind[i]);
		if (!reports_failed(&l, &set->kind[i]))
			constraint_link(&front, set, &set->kind[i]);
	}
}
