#include "model/constraint_parse.h"

#include "model/constraint_sort.h"
#include "model/schema_parse.h"
#include "model/suggest.h"

#define KEYS_COMMON 4 /* rule, when, level, why */

static const struct str none = {0};

/* A rule being read. */
struct reading {
	const struct front *front;
	const struct schema_set *set;
	const struct schema *schema;
	const struct yaml_node *node; /* of the rule */
	struct constraint *c;
};

static void
unfit(const struct reading *r, const struct yaml_node *node, const char *zh,
      const char *en)
{
	front_fault(r->front, "C109", node, constraint_name(r->c->sort),
	            str_from(zh), str_from(en));
}

static void
read_path(const struct reading *r, const struct parameter *p,
          const struct yaml_node *node)
{
	r->c->path[p->slot] =
	    schema_resolve(r->front, r->schema, node, p->types);
}

/* schema_resolve leads to the items; here the list around them is meant. */
static void
read_list(const struct reading *r, const struct parameter *p,
          const struct yaml_node *node)
{
	const struct schema_field *f = schema_field(r->schema, node->text);

	if (!f)
		schema_resolve(r->front, r->schema, node, 0);
	else if (f->type != FIELD_LIST || f->list)
		front_fault(r->front, "C106", node, f->path,
		            schema_type_name(f->type), STR("list"));
	else
		r->c->path[p->slot] = f;
}

static void
read_paths(const struct reading *r, const struct parameter *p)
{
	struct config_names names = config_names(r->front, r->node, p->name);
	struct constraint *c = r->c;

	c->field = arena_array(r->front->arena, names.n, sizeof *c->field);
	for (size_t i = 0; i < names.n; i++) {
		const struct schema_field *f = schema_resolve(
		    r->front, r->schema, names.node[i], p->types);

		if (f)
			c->field[c->fields++] = f;
	}
	if (names.n < constraint_grammar(c->sort)->least)
		unfit(r, yaml_get(r->node, p->name), "字段太少",
		      "too few fields");
}

static uint32_t *
number_slot(struct constraint *c, size_t offset)
{
	return (uint32_t *)(void *)((char *)c + offset);
}

static struct str *
text_slot(struct constraint *c, size_t offset)
{
	return (struct str *)(void *)((char *)c + offset);
}

static struct str
nearest_code(const struct codes *codes, struct str word)
{
	const struct code *code = codes_nearest(codes, word);

	return code ? code->code : none;
}

/* Values that a field can have, or any texts. */
static void
read_texts(const struct reading *r, const struct parameter *p)
{
	struct config_names names = config_names(r->front, r->node, p->name);
	const struct schema_field *f =
	    p->sort == PARAMETER_TEXTS && p->slot < CONSTRAINT_PATHS
	        ? r->c->path[p->slot]
	        : NULL;
	struct str *text =
	    arena_array(r->front->arena, names.n, sizeof *text);

	for (size_t i = 0; i < names.n; i++) {
		text[i] = names.node[i]->text;
		if (f && f->codes && !codes_find(f->codes, text[i]))
			front_fault(r->front, "C105", names.node[i], text[i],
			            nearest_code(f->codes, text[i]), none);
	}
	r->c->text = text;
	r->c->texts = names.n;
	r->c->negated = p->sort == PARAMETER_STATES && p->slot;
}

static void
read_table(const struct reading *r, const struct yaml_node *node)
{
	struct str *name =
	    arena_array(r->front->arena, r->set->tables, sizeof *name);

	r->c->table = schema_table(r->set, node->text);
	for (size_t i = 0; i < r->set->tables; i++)
		name[i] = r->set->table[i].name;
	if (!r->c->table)
		front_fault(r->front, "C105", node, node->text,
		            suggest_nearest(node->text, name,
		                            r->set->tables),
		            none);
}

static void
read_pieces(const struct reading *r, const struct yaml_node *node)
{
	static const struct str keys[] = {{"text", 4}};
	struct constraint_piece *piece;

	if (node->type != YAML_LIST) {
		front_fault(r->front, "C103", node, STR("of"),
		            STR("[PATH, {text: }]"), none);
		return;
	}
	piece = arena_array(r->front->arena, node->n, sizeof *piece);
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_node *item = node->member[i].node;

		if (item->type == YAML_TEXT) {
			piece[i].field = schema_resolve(r->front, r->schema,
			                                item, 0);
			continue;
		}
		config_known(r->front, item, keys, 1);
		if (config_need(r->front, item, keys[0]))
			piece[i].text =
			    config_str(r->front, item, keys[0]);
	}
	r->c->piece = piece;
	r->c->pieces = node->n;
}

static void
read_caps(const struct reading *r, const struct yaml_node *node)
{
	const struct schema_field *mode = r->c->path[AT_MODE];
	struct constraint_cap *cap =
	    arena_array(r->front->arena, node->n, sizeof *cap);

	if (node->type != YAML_MAP) {
		front_fault(r->front, "C103", node, STR("caps"),
		            STR("MODE: NUMBER"), none);
		return;
	}
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_member *m = &node->member[i];

		cap[i].mode = m->key;
		cap[i].most = schema_bound(r->front, node, FIELD_MONEY,
		                           m->key);
		if (mode && !codes_find(mode->codes, m->key))
			front_fault_key(r->front, "C105", m, m->key,
			                nearest_code(mode->codes, m->key),
			                none);
	}
	r->c->cap = cap;
	r->c->caps = node->n;
}

/* "11-30" */
static void
read_day(const struct reading *r, const struct parameter *p,
         const struct yaml_node *node)
{
	struct date_parts parts;
	int32_t day;
	struct str iso = arena_fmt(r->front->arena, "2023-%.*s",
	                           STR_ARG(node->text));

	if (!date_parse_iso(iso, &day)) {
		front_fault(r->front, "C103", node, p->name, STR("MM-DD"),
		            none);
		return;
	}
	parts = date_split(day);
	r->c->month = parts.month;
	r->c->day = parts.day;
}

static void
read_scalar(const struct reading *r, const struct parameter *p)
{
	struct constraint *c = r->c;
	const struct schema_field *f = c->path[AT_FIELD];

	if (p->sort == PARAMETER_NUMBER)
		*number_slot(c, p->slot) = config_number(
		    r->front, r->node, p->name, CONSTRAINT_NO_NUMBER,
		    100000);
	else if (p->sort == PARAMETER_BOUND && f)
		*text_slot(c, p->slot) =
		    schema_bound(r->front, r->node, f->type, p->name);
	else if (p->sort == PARAMETER_NAME)
		*text_slot(c, p->slot) =
		    config_str(r->front, r->node, p->name);
}

static void
read_parameter(const struct reading *r, const struct parameter *p,
               const struct yaml_node *node)
{
	struct constraint *c = r->c;

	switch (p->sort) {
	case PARAMETER_PATH:
		read_path(r, p, node);
		break;
	case PARAMETER_LIST:
		read_list(r, p, node);
		break;
	case PARAMETER_PATHS:
		read_paths(r, p);
		break;
	case PARAMETER_TEXTS:
	case PARAMETER_STATES:
		read_texts(r, p);
		break;
	case PARAMETER_CONDITION:
		c->where = schema_conditions(r->front, r->schema, node,
		                             &c->wheres);
		break;
	case PARAMETER_TABLE:
		read_table(r, node);
		break;
	case PARAMETER_PIECES:
		read_pieces(r, node);
		break;
	case PARAMETER_CAPS:
		read_caps(r, node);
		break;
	case PARAMETER_DAY:
		read_day(r, p, node);
		break;
	case PARAMETER_NUMBER:
	case PARAMETER_BOUND:
	case PARAMETER_NAME:
		read_scalar(r, p);
		break;
	case PARAMETER_BODY:
		c->body = config_bool(r->front, r->node, p->name);
		break;
	case PARAMETER_FOREIGN: /* by constraint_link */
	case PARAMETER_NONE:
		break;
	}
}

/* The keys that a rule may have. */
static size_t
list_keys(const struct constraint_grammar *g,
          struct str key[KEYS_COMMON + PARAMETERS_MAX])
{
	size_t n = 0;

	key[n++] = STR("rule");
	key[n++] = STR("when");
	key[n++] = STR("level");
	key[n++] = STR("why");
	for (const struct parameter *p = g->parameter; p->sort; p++)
		key[n++] = p->name;
	return n;
}

static void
read_parameters(const struct reading *r, const struct constraint_grammar *g)
{
	bool one = !g->one_of.n;

	for (const struct parameter *p = g->parameter; p->sort; p++) {
		const struct yaml_node *node =
		    p->needed ? config_need(r->front, r->node, p->name)
		              : yaml_get(r->node, p->name);

		if (!node)
			continue;
		one = one || !p->needed;
		read_parameter(r, p, node);
	}
	if (!one)
		front_fault(r->front, "C102", r->node, g->one_of, none, none);
}

/* Rules whose answer changes without a change of the record, by the day or
 * by another record: it is not read again, so that they may warn but not
 * stop a build. */
static bool
only_warns(enum constraint_sort sort)
{
	return sort == CONSTRAINT_STALE || sort == CONSTRAINT_FOLLOW_UP ||
	       sort == CONSTRAINT_ONCE || sort == CONSTRAINT_CONSISTENT ||
	       sort == CONSTRAINT_REPORTS ||
	       sort == CONSTRAINT_AGREES_MISSING ||
	       sort == CONSTRAINT_SERIES;
}

static void
read_level(const struct reading *r)
{
	const struct yaml_node *level = yaml_get(r->node, STR("level"));

	if (!level)
		return;
	if (only_warns(r->c->sort) && str_eq(level->text, STR("error")))
		unfit(r, level, "只能是提醒", "it can only be a warning");
	r->c->levelled = true;
	if (str_eq(level->text, STR("warning")))
		r->c->level = FINDING_WARNING;
	else if (str_eq(level->text, STR("error")))
		r->c->level = FINDING_ERROR;
	else
		front_fault(r->front, "C103", level, STR("level"),
		            STR("error | warning"), none);
}

/* Take the list of a field; false when it is another than the one so far. */
static bool
same_rows(const struct schema_field **rows, const struct schema_field *f)
{
	if (!f || !f->list || f->list == *rows)
		return true;
	if (*rows)
		return false;
	*rows = f->list;
	return true;
}

/* Sorts that look at a list as a whole. */
static bool
whole_list(enum constraint_sort sort)
{
	return sort == CONSTRAINT_COUNT || sort == CONSTRAINT_SIZE ||
	       sort == CONSTRAINT_SEQUENCE || sort == CONSTRAINT_DISTINCT ||
	       sort == CONSTRAINT_STAGES || sort >= CONSTRAINT_TOGETHER;
}

/* Rules that go over all fields alike: by items when all are in one list. */
static bool
goes_over(const struct constraint *c)
{
	return c->sort == CONSTRAINT_WORDS || c->sort == CONSTRAINT_SOME;
}

static void
rows_of_all(struct constraint *c)
{
	c->rows = c->fields ? c->field[0]->list : NULL;
	for (size_t i = 0; i < c->fields; i++)
		if (c->field[i]->list != c->rows)
			c->rows = NULL;
}

/* Fields that are compared stand in one list, or outside of lists. */
static void
find_rows(const struct reading *r)
{
	struct constraint *c = r->c;
	bool fits = true;

	if (c->sort == CONSTRAINT_SEQUENCE || c->sort == CONSTRAINT_DISTINCT) {
		if (c->path[AT_FIELD] && !c->path[AT_FIELD]->list)
			unfit(r, yaml_get(r->node, STR("field")),
			      "字段不在列表里", "the field is in no list");
	}
	if (goes_over(c))
		rows_of_all(c);
	if (goes_over(c) || whole_list(c->sort))
		return;
	/* A sum goes over all items when the total is outside the list. */
	for (size_t i = 0; c->sort != CONSTRAINT_SUM && i < c->fields; i++)
		fits = same_rows(&c->rows, c->field[i]) && fits;
	for (size_t i = 0; i < c->pieces; i++)
		fits = same_rows(&c->rows, c->piece[i].field) && fits;
	for (size_t i = 0; i < CONSTRAINT_PATHS; i++)
		if (i != AT_IN)
			fits = same_rows(&c->rows, c->path[i]) && fits;
	if (!fits)
		unfit(r, r->node, "字段在不同的列表里",
		      "the fields are in different lists");
}

static bool
counts_days(enum constraint_sort sort)
{
	return sort == CONSTRAINT_WORKDAYS || sort == CONSTRAINT_FOLLOW_UP;
}

static bool
read_sort(const struct reading *r)
{
	const struct yaml_node *name =
	    config_need(r->front, r->node, STR("rule"));
	struct str known[CONSTRAINT_SORTS];

	for (size_t i = 0; name && i < CONSTRAINT_SORTS; i++) {
		known[i] = constraint_name((enum constraint_sort)i);
		r->c->sort = (enum constraint_sort)i;
		if (str_eq(known[i], name->text))
			return true;
	}
	if (name)
		front_fault(r->front, "C105", name, name->text,
		            suggest_nearest(name->text, known,
		                            CONSTRAINT_SORTS),
		            none);
	return false;
}

static bool
read_rule(const struct reading *r)
{
	struct constraint *c = r->c;
	struct str key[KEYS_COMMON + PARAMETERS_MAX];
	const struct constraint_grammar *g;

	*c = (struct constraint){.node = r->node,
	                         .least = CONSTRAINT_NO_NUMBER,
	                         .most = CONSTRAINT_NO_NUMBER,
	                         .days = CONSTRAINT_NO_NUMBER,
	                         .workdays = CONSTRAINT_NO_NUMBER,
	                         .place = 1,
	                         .partial = CONSTRAINT_NO_NUMBER,
	                         .run = CONSTRAINT_NO_NUMBER};
	if (r->node->type != YAML_MAP) {
		front_fault(r->front, "C103", r->node, STR("rules"),
		            STR("{rule: , ...}"), none);
		return false;
	}
	if (!read_sort(r))
		return false;
	g = constraint_grammar(c->sort);
	config_known(r->front, r->node, key, list_keys(g, key));
	read_parameters(r, g);
	read_level(r);
	c->why = config_text2(r->front, r->node, STR("why"));
	c->when = schema_conditions(r->front, r->schema,
	                            yaml_get(r->node, STR("when")),
	                            &c->whens);
	if (counts_days(c->sort))
		c->table = schema_table(r->set, STR("holidays"));
	find_rows(r);
	return true;
}

void
constraint_parse(const struct front *front, const struct schema_set *set,
                 struct schema *schema, const struct yaml_node *node)
{
	struct reading r = {.front = front, .set = set, .schema = schema};

	if (!node)
		return;
	if (node->type != YAML_LIST) {
		front_fault(front, "C103", node, STR("rules"),
		            STR("[{rule: , ...}]"), none);
		return;
	}
	schema->constraint =
	    arena_array(front->arena, node->n, sizeof *schema->constraint);
	for (size_t i = 0; i < node->n; i++) {
		r.node = node->member[i].node;
		r.c = &schema->constraint[schema->constraints];
		if (read_rule(&r))
			schema->constraints++;
	}
}
