#include "render/pricing.h"

#include "model/decimal.h"

static const uint32_t years[] = {1, 2, 3, 5};

struct str
pricing_amount(const struct context *c, int64_t millionths)
{
	return decimal_grouped(c->arena,
	                       decimal_text(c->arena,
	                                    (millionths + 5000) / 10000 *
	                                        10000));
}

/* People count months from 1. */
static struct str
span_text(const struct context *c, const struct price_stage *stage)
{
	if (!stage->to)
		return arena_fmt(
		    c->arena, "%.*s%u%.*s",
		    STR_ARG(context_text(c, "price_from_a")), stage->from + 1,
		    STR_ARG(context_text(c, "price_from_b")));
	return arena_fmt(c->arena, "%.*s%u%.*s%u%.*s",
	                 STR_ARG(context_text(c, "price_span_a")),
	                 stage->from + 1, STR_ARG(context_text(c, "price_to")),
	                 stage->to, STR_ARG(context_text(c, "price_span_b")));
}

/* Both in one column, since so few prices have them: 1 / 30, – / 30. */
static struct str
bounds_text(const struct context *c, const struct price_stage *stage)
{
	struct str none = STR("–");
	struct str floor = decimal_grouped(c->arena, stage->floor);
	struct str cap = decimal_grouped(c->arena, stage->cap);

	if (!floor.n && !cap.n)
		return STR("");
	return arena_fmt(c->arena, "%.*s / %.*s",
	                 STR_ARG(floor.n ? floor : none),
	                 STR_ARG(cap.n ? cap : none));
}

static struct value *
stage_value(const struct context *c, const struct price *price,
            const struct price_stage *stage, size_t i)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);

	value_put(a, map, STR("n"), value_int(a, (int64_t)i + 1));
	value_put_text(a, map, "span",
	               price->staged ? span_text(c, stage)
	                             : context_text(c, "price_whole"));
	value_put_text(a, map, "mode", text2_in(stage->label, c->lang));
	value_put_text(a, map, "amount", decimal_grouped(a, stage->amount));
	value_put_text(a, map, "rate", stage->rate);
	value_put_text(a, map, "floor", decimal_grouped(a, stage->floor));
	value_put_text(a, map, "cap", decimal_grouped(a, stage->cap));
	value_put_text(a, map, "bounds", bounds_text(c, stage));
	value_put_text(a, map, "trigger", text2_in(stage->trigger, c->lang));
	value_put_text(a, map, "note", stage->note);
	return map;
}

static struct value *
stages_value(const struct context *c, const struct price *price)
{
	struct value *list = value_list(c->arena);

	for (size_t i = 0; i < price->n; i++)
		value_add(c->arena, list,
		          stage_value(c, price, &price->stage[i], i));
	return list;
}

/* Which columns the table of stages has. */
static void
put_columns(const struct context *c, struct value *stages, struct value *map)
{
	static const struct {
		const char *member;
		const char *has;
	} column[] = {{"amount", "has_amount"}, {"rate", "has_rate"},
	              {"bounds", "has_bounds"}, {"trigger", "has_trigger"},
	              {"note", "has_note"}};

	for (size_t k = 0; k < sizeof column / sizeof *column; k++) {
		bool has = false;

		for (size_t i = 0; i < stages->n; i++)
			has |= value_str(value_get(stages->member[i].value,
			                           str_from(column[k].member)))
			           .n > 0;
		value_put(c->arena, map, str_from(column[k].has),
		          value_bool(c->arena, has));
	}
}

/* What a calculator needs of the royalties of so many months. */
static struct value *
royalties_value(const struct context *c, const struct price *price,
                uint32_t months)
{
	struct arena *a = c->arena;
	struct value *list = value_list(a);

	for (size_t i = 0; i < price->n; i++) {
		struct price_royalty of =
		    price_royalty(&price->stage[i], months);
		struct value *map = value_map(a);

		if (!of.sales && !of.profit && !of.least)
			continue;
		value_put(a, map, STR("of_sales"), value_int(a, of.sales));
		value_put(a, map, STR("of_profit"), value_int(a, of.profit));
		value_put(a, map, STR("least"), value_int(a, of.least));
		value_put(a, map, STR("most"),
		          of.capped ? value_int(a, of.most) : value_null(a));
		value_add(a, list, map);
	}
	return list;
}

static struct value *
cost_value(const struct context *c, const struct price *price, uint32_t n)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);
	struct price_cost cost = price_cost(price, n * 12, PRICE_TURNOVER);

	value_put(a, map, STR("years"), value_int(a, n));
	value_put_text(a, map, "fixed", pricing_amount(c, cost.fixed));
	value_put_text(a, map, "royalty", pricing_amount(c, cost.royalty));
	value_put_text(a, map, "total",
	               pricing_amount(c, cost.fixed + cost.royalty));
	value_put(a, map, STR("of_fixed"), value_int(a, cost.fixed));
	value_put(a, map, STR("royalties"),
	          royalties_value(c, price, n * 12));
	return map;
}

/* What the price hangs on. */
static void
put_bases(const struct context *c, const struct price *price,
          struct value *map)
{
	struct arena *a = c->arena;
	struct price_cost least =
	    price_cost(price, PRICE_EVER, (struct price_turnover){0});
	bool sales = false, profit = false;

	for (size_t i = 0; i < price->n; i++) {
		struct price_royalty of =
		    price_royalty(&price->stage[i], PRICE_EVER);

		sales |= of.sales > 0;
		profit |= of.profit > 0;
	}
	value_put(a, map, STR("has_sales"), value_bool(a, sales));
	value_put(a, map, STR("has_profit"), value_bool(a, profit));
	value_put(a, map, STR("has_royalty"), value_bool(a, sales || profit));
	value_put(a, map, STR("free"),
	          value_bool(a, !least.fixed && !least.royalty && !sales &&
	                            !profit));
	value_put(a, map, STR("sales"), value_int(a, PRICE_TURNOVER.sales));
	value_put(a, map, STR("profit"), value_int(a, PRICE_TURNOVER.profit));
}

void
pricing_put(struct context *c, const struct record *record,
            struct value *map)
{
	struct arena *a = c->arena;
	struct price price;
	struct value *one;
	struct value *costs;
	struct value *stages;

	value_put(a, map, STR("price"), value_null(a));
	if (!price_of(a, record, &price))
		return;
	one = value_map(a);
	costs = value_list(a);
	for (size_t i = 0; i < sizeof years / sizeof *years; i++)
		value_add(a, costs, cost_value(c, &price, years[i]));
	stages = stages_value(c, &price);
	value_put(a, one, STR("staged"), value_bool(a, price.staged));
	value_put_text(a, one, "unit", text2_in(price.unit, c->lang));
	value_put(a, one, STR("stages"), stages);
	put_columns(c, stages, one);
	put_bases(c, &price, one);
	value_put(a, one, STR("costs"), costs);
	value_put(a, map, STR("price"), one);
}
