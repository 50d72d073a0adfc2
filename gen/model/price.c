#include "model/price.h"

#include "model/constraint.h"
#include "model/decimal.h"
#include "text/value.h"

#include <assert.h>

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

struct text2
price_unit(const struct schema *schema)
{
	const struct constraint *rule = stages_rule(schema);

	return rule && rule->path[AT_AMOUNT] ? rule->path[AT_AMOUNT]->unit
	                                     : (struct text2){0};
}

const struct price_stage *
price_asked(const struct price *price)
{
	for (size_t i = 0; i < price->n; i++)
		if (price->stage[i].rate.n)
			return &price->stage[i];
	return NULL;
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
	    AT_FROM, AT_TO,   AT_MODE, AT_AMOUNT,
	    AT_RATE, AT_FLOOR, AT_CAP};

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
	return n > PRICE_EVER ? PRICE_EVER : (uint32_t)n;
}

/* The words for a code of a field of the stages, or of the one beside them. */
static struct text2
label_of(const struct schema_field *field, struct str code)
{
	const struct code *found =
	    field && code.n ? codes_find(field->codes, code) : NULL;

	return found ? found->label : (struct text2){0};
}

static void
fill_stage(struct price_stage *stage, const struct value *map,
           const struct constraint *rule, bool staged)
{
	const struct schema_field *mode = rule->path[AT_MODE];

	*stage = (struct price_stage){
	    .mode = member(map, rule, AT_MODE),
	    .amount = member(map, rule, AT_AMOUNT),
	    .rate = member(map, rule, AT_RATE),
	    .floor = member(map, rule, AT_FLOOR),
	    .cap = member(map, rule, AT_CAP),
	    .note = member(map, rule, AT_TEXT)};
	stage->label = label_of(
	    staged ? mode : beside(rule->path[AT_LIST], mode), stage->mode);
	stage->trigger = label_of(rule->path[AT_TRIGGER],
	                          member(map, rule, AT_TRIGGER));
}

static void
fill_stages(struct price *price, const struct value *list,
            const struct constraint *rule)
{
	for (size_t i = 0; i < price->n; i++) {
		const struct value *map = list->member[i].value;
		struct price_stage *stage = &price->stage[i];

		fill_stage(stage, map, rule, true);
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
	int64_t amount = 0, rate = 0, floor = 0, cap = 0;

	for (size_t i = 0; i < price->n; i++) {
		const struct price_stage *stage = &price->stage[i];

		if (!add_within(&amount, stage->amount, PRICE_AMOUNT) ||
		    !add_within(&floor, stage->floor, PRICE_AMOUNT) ||
		    !add_within(&cap, stage->cap, PRICE_AMOUNT) ||
		    !add_within(&rate, stage->rate, PRICE_RATE))
			return false;
	}
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
		fill_stage(price->stage, around, rule, false);
	return price->n > 0 && is_countable(price);
}

static bool
has_amount(struct str mode)
{
	return str_eq(mode, STR("lump")) || str_eq(mode, STR("instalments")) ||
	       str_eq(mode, STR("entry_plus_royalty"));
}

/* Of the first months of a licence those of a stage. */
static int64_t
months_in(const struct price_stage *stage, uint32_t months)
{
	uint32_t end = stage->to && stage->to < months ? stage->to : months;

	return stage->from < end ? end - stage->from : 0;
}

struct price_royalty
price_royalty(const struct price_stage *stage, uint32_t months)
{
	struct price_royalty royalty = {0};
	struct str mode = stage->mode;
	int64_t in = months_in(stage, months);
	bool sales = str_eq(mode, STR("royalty_sales")) ||
	             str_eq(mode, STR("entry_plus_royalty"));
	bool profit = str_eq(mode, STR("royalty_profit"));

	if (!in || (!sales && !profit))
		return royalty;
	*(sales ? &royalty.sales : &royalty.profit) =
	    millionths(stage->rate) * in;
	royalty.least = millionths(stage->floor) * in / 12;
	royalty.capped = stage->cap.n > 0;
	royalty.most = millionths(stage->cap) * in / 12;
	return royalty;
}

static int64_t
royalty_at(struct price_royalty of, struct price_turnover turnover)
{
	int64_t n = (of.sales * turnover.sales + of.profit * turnover.profit) /
	            (100 * 12);

	if (n < of.least)
		n = of.least;
	return of.capped && n > of.most ? of.most : n;
}

struct price_cost
price_cost(const struct price *price, uint32_t months,
           struct price_turnover turnover)
{
	struct price_cost cost = {0};

	for (size_t i = 0; i < price->n; i++) {
		const struct price_stage *stage = &price->stage[i];

		if (months_in(stage, months) && has_amount(stage->mode))
			cost.fixed += millionths(stage->amount);
		cost.royalty +=
		    royalty_at(price_royalty(stage, months), turnover);
	}
	return cost;
}

int64_t
price_estimate(const struct price *price)
{
	struct price_cost cost =
	    price_cost(price, PRICE_MONTHS, PRICE_TURNOVER);

	return cost.fixed + cost.royalty;
}

struct str
price_band(const struct schema_bands *bands, const struct price *price)
{
	int64_t estimate = price_estimate(price);
	size_t i = 0;

	assert(bands->codes->n);
	while (i + 1 < bands->codes->n && estimate >= bands->below[i])
		i++;
	return bands->codes->v[i].code;
}
