#include "build/groups.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "model/date.h"
#include "store/key.h"

#include <string.h>

/* Characters of a value that are kept for messages. */
#define TEXT_MOST 80

struct groups {
	struct arena *arena;
	const struct schema_set *set;
	const struct record *record;
	const struct constraint *rule; /* the one at hand */
	uint32_t number;               /* its index */
	struct VEC(struct grouped) found;
};

/* ---------------------------------------------------------- digests */

static uint64_t
digest_of(const struct str *part, size_t n)
{
	struct hasher *h = hasher_new();
	struct digest d;
	uint64_t digest = 0;

	for (size_t i = 0; i < n; i++)
		hasher_add(h, part[i]);
	d = hasher_digest(h);
	hasher_free(h);
	for (int i = 0; i < 8; i++)
		digest = digest << 8 | d.b[i];
	return digest ? digest : 1; /* 0 means: no group */
}

/* Days in their order. */
static uint64_t
order_of(int32_t day)
{
	return (uint32_t)day ^ 0x80000000u;
}

uint64_t
groups_target(struct str record)
{
	struct str part[] = {STR("target"), record};

	return digest_of(part, 2);
}

uint64_t
groups_reports(const struct constraint *rule, struct str subject)
{
	struct str part[] = {STR("reports"), rule->kind,
	                     rule->path[AT_REF]->path,
	                     rule->path[AT_YEAR]->path, subject};

	return digest_of(part, 5);
}

/* ----------------------------------------------------------- values */

static struct str
shortened(struct arena *a, struct str text)
{
	struct str rest = text;

	for (size_t i = 0; i < TEXT_MOST && rest.n; i++)
		utf8_next(&rest);
	if (!rest.n)
		return text;
	return arena_fmt(a, "%.*s…",
	                 STR_ARG(str_sub(text, 0, text.n - rest.n)));
}

/* Names that differ in width and case alone are one name. */
static struct str
folded(struct arena *a, struct str name)
{
	struct buf b = {0};
	struct str copy;

	utf8_fold(&b, name);
	copy = arena_str(a, str_trim(buf_str(&b)));
	buf_release(&b);
	return copy;
}

/* The value of a field beside an item of a list, or the first of all. */
static const struct record_leaf *
leaf_at(const struct record *r, const struct schema_field *field,
        const struct schema_field *list, uint32_t row)
{
	const struct record_leaf *leaf = NULL;

	if (!field)
		return NULL;
	while ((leaf = record_leaf(r, field, leaf)) != NULL)
		if (!list || field->list != list || leaf->row == row)
			return leaf;
	return NULL;
}

static int32_t
day_at(const struct record *r, const struct schema_field *field,
       const struct schema_field *list, uint32_t row)
{
	bool beside = field && list && field->list == list;

	return field ? record_day(r, field, beside ? row : RECORD_NO_ROW)
	             : DATE_NONE;
}

static struct str
field_name(const struct schema_field *field)
{
	return field->label.zh.n ? field->label.zh : field->path;
}

static void
add(struct groups *g, struct stake stake, const struct record_leaf *leaf)
{
	struct grouped one = {.stake = stake};

	one.stake.text = shortened(g->arena, stake.text);
	if (leaf) {
		one.field = field_name(leaf->field);
		one.at = leaf->at;
	}
	vec_push(&g->found, one);
}

static bool
holds(const struct groups *g, const struct schema_field *list, uint32_t row)
{
	return record_holds(g->record, g->rule->when, g->rule->whens, list,
	                    row);
}

static struct stake
new_stake(const struct groups *g)
{
	return (struct stake){
	    .rule = g->number, .from = NO_DAY, .until = NO_DAY};
}

/* ------------------------------------------------------------ rules */

/* Calls a rule once for each item of its list, or once. */
typedef void each_fn(struct groups *g, const struct schema_field *list,
                     const struct record_leaf *lead);

static void
each(struct groups *g, const struct schema_field *lead, each_fn *fn)
{
	const struct schema_field *list = lead->list;
	const struct record_leaf *leaf = NULL;

	while ((leaf = record_leaf(g->record, lead, leaf)) != NULL) {
		if (holds(g, list, list ? leaf->row : RECORD_NO_ROW))
			fn(g, list, leaf);
		if (!list)
			return;
	}
}

/* The field that is walked: one of the list that is judged item by item. */
static const struct schema_field *
lead_of(const struct constraint *rule)
{
	for (size_t i = 0; i < rule->fields; i++)
		if (rule->field[i]->list)
			return rule->field[i];
	return rule->field[0];
}

static void
add_together(struct groups *g, const struct schema_field *list,
             const struct record_leaf *lead)
{
	const struct constraint *rule = g->rule;
	struct stake stake = new_stake(g);
	struct str *part = arena_array(g->arena, rule->fields + 3,
	                               sizeof *part);
	struct buf text = {0};
	struct buf names = {0};
	size_t n = 0;

	part[n++] = STR("together");
	part[n++] = g->record->schema->kind;
	part[n++] = arena_fmt(g->arena, "%u", g->number);
	for (size_t i = 0; i < rule->fields; i++) {
		const struct record_leaf *leaf =
		    leaf_at(g->record, rule->field[i], list, lead->row);

		if (!leaf)
			goto out;
		part[n] = record_leaf_text(leaf);
		buf_fmt(&text, "%s%.*s", i ? "、" : "", STR_ARG(part[n]));
		buf_fmt(&names, "%s%.*s", i ? "、" : "",
		        STR_ARG(field_name(leaf->field)));
		n++;
	}
	stake.group = digest_of(part, n);
	stake.text = arena_str(g->arena, buf_str(&text));
	add(g, stake, lead);
	g->found.v[g->found.n - 1].field =
	    arena_str(g->arena, buf_str(&names));
out:
	buf_release(&text);
	buf_release(&names);
}

static void
add_overlap(struct groups *g, const struct schema_field *list,
            const struct record_leaf *lead)
{
	const struct constraint *rule = g->rule;
	struct stake stake = new_stake(g);
	struct str part[] = {STR("no_overlap"), g->record->schema->kind,
	                     arena_fmt(g->arena, "%u", g->number),
	                     record_leaf_text(lead)};

	stake.from = day_at(g->record, rule->path[AT_FROM], list, lead->row);
	if (stake.from == DATE_NONE)
		return;
	for (size_t i = 0; i < rule->fields && stake.until == NO_DAY; i++)
		stake.until =
		    day_at(g->record, rule->field[i], list, lead->row);
	/* An end before the beginning is told by another rule. */
	if (stake.until != NO_DAY && stake.until < stake.from)
		return;
	stake.group = digest_of(part, 4);
	stake.value = order_of(stake.from);
	stake.text = part[3];
	add(g, stake, lead);
}

static void
add_once(struct groups *g, const struct schema_field *list,
         const struct record_leaf *lead)
{
	struct stake stake = new_stake(g);
	struct str part[] = {STR("once"), g->record->schema->kind,
	                     arena_fmt(g->arena, "%u", g->number),
	                     record_leaf_text(lead)};

	if (!record_holds(g->record, g->rule->where, g->rule->wheres, list,
	                  lead->row))
		return;
	stake.group = digest_of(part, 4);
	stake.text = part[3];
	add(g, stake, lead);
}

static void
add_consistent(struct groups *g, const struct schema_field *list,
               const struct record_leaf *lead)
{
	struct stake stake = new_stake(g);
	struct str part[] = {STR("consistent"), g->rule->group,
	                     folded(g->arena, record_leaf_text(lead))};
	const struct record_leaf *value =
	    leaf_at(g->record, g->rule->path[AT_VALUE], list, lead->row);

	if (!value)
		return;
	stake.group = digest_of(part, 3);
	stake.text = record_leaf_text(value);
	stake.value = digest_of(&stake.text, 1);
	add(g, stake, value);
	/* The message names the key. */
	g->found.v[g->found.n - 1].field = record_leaf_text(lead);
}

static struct str
name_in(struct groups *g, const struct schema *schema, struct str id)
{
	return arena_fmt(g->arena, "%.*s/%.*s", STR_ARG(schema->folder),
	                 STR_ARG(id));
}

static void
add_target(struct groups *g, const struct schema_field *list,
           const struct record_leaf *lead)
{
	const struct constraint *rule = g->rule;
	struct stake stake = new_stake(g);

	stake.from = day_at(g->record, rule->path[AT_DAY], list, lead->row);
	if (stake.from == DATE_NONE)
		return;
	stake.text = name_in(g, rule->other, record_leaf_text(lead));
	stake.group = groups_target(stake.text);
	/* Questions of two rules about one day are two. */
	stake.value = order_of(stake.from) << 32 | g->number;
	add(g, stake, lead);
}

/* The subject keeps the day from which it owes reports. */
static void
add_since(struct groups *g)
{
	struct stake stake = new_stake(g);

	stake.from = record_day(g->record, g->rule->path[AT_SINCE],
	                        RECORD_NO_ROW);
	if (stake.from != DATE_NONE && holds(g, NULL, RECORD_NO_ROW))
		add(g, stake,
		    record_leaf(g->record, g->rule->path[AT_SINCE], NULL));
}

/* The years that a record says are missing, as "2021、2022". */
static struct str
years_named(struct groups *g, const struct schema_field *list, uint32_t row)
{
	const struct record_leaf *leaf = NULL;
	struct buf b = {0};
	struct str years;

	while ((leaf = record_leaf(g->record, g->rule->path[AT_LIST], leaf)))
		if (!list || leaf->field->list != list || leaf->row == row)
			buf_fmt(&b, "%s%.*s", b.n ? "、" : "",
			        STR_ARG(record_leaf_text(leaf)));
	years = arena_str(g->arena, buf_str(&b));
	buf_release(&b);
	return years;
}

/* What a record says of a subject's missing years: "2021、2022 FOLDER/ID". */
static void
add_missing(struct groups *g, const struct schema_field *list,
            const struct record_leaf *lead)
{
	struct stake stake = new_stake(g);
	struct str years = years_named(g, list, lead->row);
	struct str subject =
	    name_in(g, g->rule->other, record_leaf_text(lead));
	const struct record_leaf *at =
	    leaf_at(g->record, g->rule->path[AT_LIST], list, lead->row);

	if (!at || !g->rule->reports)
		return;
	stake.from = g->record->date;
	stake.text = arena_fmt(g->arena, "%.*s %.*s", STR_ARG(years),
	                       STR_ARG(subject));
	add(g, stake, at);
	/* Longer than other texts, and needed whole. */
	g->found.v[g->found.n - 1].stake.text = stake.text;
}

/* The place of a record in its series. */
static void
add_series(struct groups *g, const struct schema_field *list,
           const struct record_leaf *lead)
{
	const struct constraint *rule = g->rule;
	struct stake stake = new_stake(g);
	struct str *part = arena_array(g->arena, rule->fields + 3,
	                               sizeof *part);
	struct str step = record_leaf_text(lead), all = {0};

	part[0] = STR("series");
	part[1] = g->record->schema->kind;
	part[2] = arena_fmt(g->arena, "%u", g->number);
	for (size_t i = 0; i < rule->fields; i++) {
		const struct record_leaf *leaf =
		    leaf_at(g->record, rule->field[i], list, lead->row);

		part[3 + i] = leaf ? record_leaf_text(leaf) : STR("");
		all = arena_fmt(g->arena, "%.*s%s%.*s", STR_ARG(all),
		                all.n ? "、" : "", STR_ARG(part[3 + i]));
	}
	stake.group = digest_of(part, rule->fields + 3);
	stake.text = all;
	while (stake.value < rule->texts &&
	       !str_eq(rule->text[stake.value], step))
		stake.value++;
	if (stake.value < rule->texts)
		add(g, stake, lead);
}

/* Where a record leads to; kept under the record alone. */
static void
add_step(struct groups *g, const struct schema_field *list,
         const struct record_leaf *lead)
{
	struct stake stake = new_stake(g);

	(void)list;
	if (!lead->field->target_schema)
		return;
	stake.text =
	    name_in(g, lead->field->target_schema, record_leaf_text(lead));
	stake.value = digest_of(&stake.text, 1);
	add(g, stake, lead);
	g->found.v[g->found.n - 1].stake.text = stake.text;
}

static void
add_rule(struct groups *g)
{
	const struct constraint *rule = g->rule;

	switch (rule->sort) {
	case CONSTRAINT_TOGETHER:
		if (rule->fields)
			each(g, lead_of(rule), add_together);
		break;
	case CONSTRAINT_NO_OVERLAP:
		each(g, rule->path[AT_KEY], add_overlap);
		break;
	case CONSTRAINT_ONCE:
		each(g, rule->path[AT_FIELD], add_once);
		break;
	case CONSTRAINT_CONSISTENT:
		each(g, rule->path[AT_KEY], add_consistent);
		break;
	case CONSTRAINT_TARGET:
		each(g, rule->path[AT_REF], add_target);
		break;
	case CONSTRAINT_REPORTS:
		add_since(g);
		break;
	case CONSTRAINT_AGREES_MISSING:
		each(g, rule->path[AT_REF], add_missing);
		break;
	case CONSTRAINT_SERIES:
		each(g, rule->path[AT_KEY], add_series);
		break;
	case CONSTRAINT_ACYCLIC:
		for (size_t i = 0; i < rule->fields; i++)
			each(g, rule->field[i], add_step);
		break;
	default:
		break;
	}
}

/* ------------------------------------------------------- all stakes */

static void
add_uniques(struct groups *g)
{
	const struct record *r = g->record;

	for (size_t i = 0; i < r->leaves; i++) {
		const struct record_leaf *leaf = &r->leaf[i];
		struct stake stake = {.rule = STAKE_UNIQUE,
		                      .from = NO_DAY,
		                      .until = NO_DAY};
		struct str part[] = {STR("unique"), r->schema->kind,
		                     leaf->field->path,
		                     record_leaf_text(leaf)};

		if (!leaf->field->unique)
			continue;
		stake.group = digest_of(part, 4);
		stake.text = part[3];
		add(g, stake, leaf);
		g->found.v[g->found.n - 1].field = leaf->field->path;
	}
}

/* A report is counted for its subject. */
static void
add_report(struct groups *g, const struct schema *subject,
           const struct constraint *rule)
{
	const struct record *r = g->record;
	const struct schema_field *year = rule->path[AT_YEAR];
	const struct record_leaf *ref = NULL;
	const struct record_leaf *leaf;
	struct stake stake = {.rule = STAKE_SUBJECT,
	                      .from = NO_DAY,
	                      .until = NO_DAY};

	while ((ref = record_leaf(r, rule->path[AT_REF], ref)) != NULL) {
		leaf = leaf_at(r, year, ref->field->list, ref->row);
		if (!leaf ||
		    !str_u64(str_sub(record_leaf_text(leaf), 0, 4),
		             &stake.value))
			continue;
		stake.text = name_in(g, subject, record_leaf_text(ref));
		stake.group = groups_reports(rule, stake.text);
		add(g, stake, ref);
	}
}

/* Rules of other kinds that count the records of this one. */
static void
add_reports(struct groups *g)
{
	for (size_t i = 0; i < g->set->n; i++) {
		const struct schema *schema = &g->set->kind[i];

		for (size_t k = 0; k < schema->constraints; k++)
			if (schema->constraint[k].sort ==
			        CONSTRAINT_REPORTS &&
			    schema->constraint[k].other == g->record->schema)
				add_report(g, schema,
				           &schema->constraint[k]);
	}
}

struct grouped *
groups_of(struct arena *a, const struct schema_set *set,
          const struct record *record, size_t *n)
{
	struct groups g = {.arena = a, .set = set, .record = record};
	const struct schema *schema = record->schema;
	struct grouped *v;

	add_uniques(&g);
	for (size_t i = 0; i < schema->constraints; i++) {
		g.rule = &schema->constraint[i];
		g.number = (uint32_t)i;
		if (constraint_between(g.rule))
			add_rule(&g);
	}
	add_reports(&g);
	v = arena_copy(a, g.found.v, g.found.n, sizeof *v);
	*n = g.found.n;
	vec_release(&g.found);
	return v;
}
