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
put_columns(const struct context *c, const struct price *price,
            struct value *map)
{
	bool amount = false, rate = false, note = false;

	for (size_t i = 0; i < price->n; i++) {
		amount = amount || price->stage[i].amount.n;
		rate = rate || price->stage[i].rate.n;
		note = note || price->stage[i].note.n;
	}
	value_put(c->arena, map, STR("has_amount"),
	          value_bool(c->arena, amount));
	value_put(c->arena, map, STR("has_rate"),
	          value_bool(c->arena, rate));
	value_put(c->arena, map, STR("has_note"),
	          value_bool(c->arena, note));
}

static struct value *
cost_value(const struct context *c, const struct price *price, uint32_t n)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);
	struct price_cost cost = price_cost(price, n * 12);
	int64_t royalty =
	    price_royalty(&cost, PRICE_SALES, PRICE_PROFIT);

	value_put(a, map, STR("years"), value_int(a, n));
	value_put_text(a, map, "fixed", pricing_amount(c, cost.fixed));
	value_put_text(a, map, "royalty", pricing_amount(c, royalty));
	value_put_text(a, map, "total",
	               pricing_amount(c, cost.fixed + royalty));
	value_put(a, map, STR("of_fixed"), value_int(a, cost.fixed));
	value_put(a, map, STR("of_sales"), value_int(a, cost.sales));
	value_put(a, map, STR("of_profit"), value_int(a, cost.profit));
	return map;
}

void
pricing_put(struct context *c, const struct record *record,
            struct value *map)
{
	struct arena *a = c->arena;
	struct price price;
	struct price_cost all;
	struct value *one;
	struct value *costs;

	value_put(a, map, STR("price"), value_null(a));
	if (!price_of(a, record, &price))
		return;
	one = value_map(a);
	costs = value_list(a);
	for (size_t i = 0; i < sizeof years / sizeof *years; i++)
		value_add(a, costs, cost_value(c, &price, years[i]));
	all = price_cost(&price, 9999);
	value_put(a, one, STR("staged"), value_bool(a, price.staged));
	value_put_text(a, one, "unit", text2_in(price.unit, c->lang));
	value_put(a, one, STR("stages"), stages_value(c, &price));
	put_columns(c, &price, one);
	value_put(a, one, STR("costs"), costs);
	value_put(a, one, STR("has_sales"), value_bool(a, all.sales > 0));
	value_put(a, one, STR("has_profit"), value_bool(a, all.profit > 0));
	value_put(a, one, STR("has_royalty"),
	          value_bool(a, all.sales || all.profit));
	value_put(a, one, STR("free"),
	          value_bool(a, !all.fixed && !all.sales && !all.profit));
	value_put(a, one, STR("sales"), value_int(a, PRICE_SALES));
	value_put(a, one, STR("profit"), value_int(a, PRICE_PROFIT));
	value_put(a, map, STR("price"), one);
}
