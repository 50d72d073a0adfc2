#include "model/price.h"

#include "model/constraint.h"
#include "model/decimal.h"
#include "text/value.h"

static const struct constraint *
stages_rule(const struct schema *schema)
{
	for (size_t i = 0; i < schema->constraints; i++)
		if (schema->constraint[i].sort == CONSTRAINT_STAGES)
			return &schema->constraint[i];
	return NULL;
}

const struct schema_field *
price_list(const struct schema *schema)
{
	const struct constraint *rule = stages_rule(schema);
	const struct schema_field *list = rule ? rule->path[AT_LIST] : NULL;

	return list && !list->hidden ? list : NULL;
}

/* The field of the same name beside the list. */
static const struct schema_field *
beside(const struct schema_field *list, const struct schema_field *field)
{
	const struct schema_field *around = list->parent;

	for (size_t i = 0; around && field && i < around->fields; i++)
		if (str_eq(around->field[i].name, field->name))
			return &around->field[i];
	return field;
}

/* A price of which a part is not to be seen would be another price. */
static bool
is_hidden(const struct constraint *rule, bool staged)
{
	static const enum constraint_path part[] = {
	    AT_FROM, AT_TO, AT_MODE, AT_AMOUNT, AT_RATE};

	for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
		const struct schema_field *field = rule->path[part[i]];

		if (!staged)
			field = beside(rule->path[AT_LIST], field);
		if (field && field->hidden)
			return true;
	}
	return false;
}

/* A member of a map by the name of the field that the rule names. */
static struct str
member(const struct value *map, const struct constraint *rule,
       enum constraint_path which)
{
	const struct schema_field *field = rule->path[which];

	return field && !field->hidden ? value_str(value_get(map, field->name))
	                               : STR("");
}

static uint32_t
month(const struct value *map, const struct constraint *rule,
      enum constraint_path which)
{
	uint64_t n = 0;

	str_u64(member(map, rule, which), &n);
	return n > 9999 ? 9999 : (uint32_t)n;
}

static void
fill_stage(struct price_stage *stage, const struct value *map,
           const struct constraint *rule, const struct schema_field *mode)
{
	const struct code *code;

	*stage = (struct price_stage){
	    .mode = member(map, rule, AT_MODE),
	    .amount = member(map, rule, AT_AMOUNT),
	    .rate = member(map, rule, AT_RATE),
	    .note = member(map, rule, AT_TEXT)};
	code = mode ? codes_find(mode->codes, stage->mode) : NULL;
	if (code)
		stage->label = code->label;
}

static void
fill_stages(struct price *price, const struct value *list,
            const struct constraint *rule)
{
	for (size_t i = 0; i < price->n; i++) {
		const struct value *map = list->member[i].value;
		struct price_stage *stage = &price->stage[i];

		fill_stage(stage, map, rule, rule->path[AT_MODE]);
		stage->from = month(map, rule, AT_FROM);
		stage->to = month(map, rule, AT_TO);
	}
}

static int64_t
millionths(struct str s)
{
	int64_t n;

	return s.n && decimal_parse(s, &n) ? n : 0;
}

/* Add a number, while the sum can be counted. */
static bool
add_within(int64_t *sum, struct str s, int64_t most)
{
	int64_t n = 0;

	if (s.n && (!decimal_parse(s, &n) || n < 0 || n > most - *sum))
		return false;
	*sum += n;
	return true;
}

static bool
is_countable(const struct price *price)
{
	int64_t amount = 0, rate = 0;

	for (size_t i = 0; i < price->n; i++)
		if (!add_within(&amount, price->stage[i].amount,
		                PRICE_AMOUNT) ||
		    !add_within(&rate, price->stage[i].rate, PRICE_RATE))
			return false;
	return true;
}

bool
price_of(struct arena *a, const struct record *record, struct price *price)
{
	const struct constraint *rule = stages_rule(record->schema);
	const struct schema_field *list = price_list(record->schema);
	const struct value *around;
	const struct value *stages;

	*price = (struct price){0};
	if (!list || !list->parent || !rule->path[AT_AMOUNT])
		return false;
	around = value_path(record->fields, list->parent->path);
	stages = value_get(around, list->name);
	price->unit = rule->path[AT_AMOUNT]->unit;
	price->staged = stages && stages->n > 0;
	if (is_hidden(rule, price->staged))
		return false;
	price->n = price->staged ? stages->n : around != NULL;
	price->stage = arena_array(a, price->n + 1, sizeof *price->stage);
	if (price->staged)
		fill_stages(price, stages, rule);
	else if (price->n)
		fill_stage(price->stage, around, rule,
		           beside(list, rule->path[AT_MODE]));
	return price->n > 0 && is_countable(price);
}

static void
add_stage(struct price_cost *cost, const struct price_stage *stage,
          int64_t months)
{
	int64_t rate = millionths(stage->rate) * months;
	struct str mode = stage->mode;

	if (str_eq(mode, STR("lump")) || str_eq(mode, STR("instalments")) ||
	    str_eq(mode, STR("entry_plus_royalty")))
		cost->fixed += millionths(stage->amount);
	if (str_eq(mode, STR("royalty_sales")) ||
	    str_eq(mode, STR("entry_plus_royalty")))
		cost->sales += rate;
	if (str_eq(mode, STR("royalty_profit")))
		cost->profit += rate;
}

struct price_cost
price_cost(const struct price *price, uint32_t months)
{
	struct price_cost cost = {0};

	for (size_t i = 0; i < price->n; i++) {
		const struct price_stage *stage = &price->stage[i];
		uint32_t end = months;

		if (stage->to && stage->to < months)
			end = stage->to;
		if (stage->from < end)
			add_stage(&cost, stage, end - stage->from);
	}
	return cost;
}

int64_t
price_royalty(const struct price_cost *cost, uint32_t sales, uint32_t profit)
{
	return (cost->sales * sales + cost->profit * profit) / (100 * 12);
}

int64_t
price_estimate(const struct price *price)
{
	struct price_cost cost = price_cost(price, PRICE_MONTHS);

	return cost.fixed + price_royalty(&cost, PRICE_SALES, PRICE_PROFIT);
}
