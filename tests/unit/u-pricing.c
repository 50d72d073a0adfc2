/* What records ask for, and what that costs over some years. */
#include "model_world.h"

#include "model/price.h"

static const char kind[] =
    "kind: thing\n"
    "folder: things\n"
    "label: {zh: 事项}\n"
    "title: name\n"
    "facets: [price]\n"
    "price:\n"
    "  label: {zh: 三年费用}\n"
    "  values: {none: {zh: 免费}, low: {zh: 一万以下}, high: {zh: 一万起}}\n"
    "  below: {none: 0.01, low: 1}\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称}}\n"
    "  term: {type: map, label: {zh: 期限}, fields: {\n"
    "    from: {type: date, label: {zh: 起}},\n"
    "    to: {type: date, label: {zh: 止}}}}\n"
    "  fee:\n"
    "    type: map\n"
    "    label: {zh: 费}\n"
    "    fields:\n"
    "      mode: {type: enum, label: {zh: 方式}, values: {\n"
    "        free: {zh: 免费}, lump: {zh: 总付}, royalty_sales: {zh: 提成},\n"
    "        royalty_profit: {zh: 利润提成}, staged: {zh: 分阶段},\n"
    "        entry_plus_royalty: {zh: 入门费加提成}}}\n"
    "      amount: {type: money, label: {zh: 金额}, unit: {zh: 万元}}\n"
    "      rate: {type: decimal, label: {zh: 比例}}\n"
    "      floor: {type: money, label: {zh: 保底}}\n"
    "      cap: {type: money, label: {zh: 封顶}}\n"
    "      stages:\n"
    "        type: list\n"
    "        label: {zh: 阶段}\n"
    "        of:\n"
    "          type: map\n"
    "          fields:\n"
    "            from: {type: integer, label: {zh: 自}}\n"
    "            to: {type: integer, label: {zh: 至}}\n"
    "            mode: {type: enum, label: {zh: 方式}, values: {\n"
    "              free: {zh: 免费}, lump: {zh: 总付},\n"
    "              royalty_sales: {zh: 提成},\n"
    "              royalty_profit: {zh: 利润提成}}}\n"
    "            amount: {type: money, label: {zh: 金额},\n"
    "              unit: {zh: 万元}}\n"
    "            rate: {type: decimal, label: {zh: 比例}}\n"
    "            floor: {type: money, label: {zh: 保底}}\n"
    "            cap: {type: money, label: {zh: 封顶}}\n"
    "            due: {type: enum, label: {zh: 起付}, values: {\n"
    "              sales: {zh: 取得销售收入}}}\n"
    "            text: {type: text, label: {zh: 说明}}\n"
    "rules:\n"
    "  - {rule: stages, list: fee.stages, from: fee.stages.from,\n"
    "     to: fee.stages.to, mode: fee.stages.mode,\n"
    "     amount: fee.stages.amount, rate: fee.stages.rate,\n"
    "     floor: fee.stages.floor, cap: fee.stages.cap,\n"
    "     trigger: fee.stages.due,\n"
    "     text: fee.stages.text, start: term.from, end: term.to,\n"
    "     caps: {lump: 2000}}\n";

/* Fixed millionths, and royalty at 100 of sales and 10 of profit, after so
 * many years. */
struct example {
	const char *fee;
	size_t stages;
	uint32_t years;
	int64_t fixed;
	int64_t royalty;
};

static const struct example examples[] = {
    {"{mode: free}", 1, 5, 0, 0},
    {"{mode: lump, amount: 2.5}", 1, 1, 2500000, 0},
    {"{mode: lump, amount: 2.5}", 1, 5, 2500000, 0},
    {"{mode: royalty_sales, rate: 2}", 1, 1, 0, 2000000},
    {"{mode: royalty_sales, rate: 2}", 1, 3, 0, 6000000},
    {"{mode: royalty_profit, rate: 30}", 1, 2, 0, 6000000},
    {"{mode: entry_plus_royalty, amount: 5, rate: 1.5}", 1, 2, 5000000,
     3000000},
    /* the first half year free, a payment, then a royalty */
    {"{mode: staged, stages: [{from: 0, to: 6, mode: free},"
     " {from: 6, to: 18, mode: lump, amount: 2},"
     " {from: 18, to: 36, mode: royalty_sales, rate: 1},"
     " {from: 36, mode: royalty_sales, rate: 1.8}]}",
     4, 1, 2000000, 0},
    {"{mode: staged, stages: [{from: 0, to: 6, mode: free},"
     " {from: 6, to: 18, mode: lump, amount: 2},"
     " {from: 18, to: 36, mode: royalty_sales, rate: 1},"
     " {from: 36, mode: royalty_sales, rate: 1.8}]}",
     4, 5, 2000000, 5100000},
    /* a floor and a cap hold for the royalty of each year, not for what is
     * paid at the beginning */
    {"{mode: royalty_sales, rate: 2, floor: 3}", 1, 1, 0, 3000000},
    {"{mode: royalty_sales, rate: 2, floor: 3}", 1, 3, 0, 9000000},
    {"{mode: royalty_sales, rate: 2, floor: 2, cap: 2}", 1, 2, 0, 4000000},
    {"{mode: royalty_profit, rate: 30, cap: 1.5}", 1, 2, 0, 3000000},
    {"{mode: royalty_sales, rate: 2, floor: 1, cap: 9}", 1, 1, 0, 2000000},
    {"{mode: royalty_sales, rate: 2, cap: 0}", 1, 5, 0, 0},
    {"{mode: entry_plus_royalty, amount: 5, rate: 1.5, cap: 1}", 1, 2,
     5000000, 2000000},
    {"{mode: lump, amount: 2.5, floor: 7}", 1, 1, 2500000, 0},
    /* of half a year, half of it */
    {"{mode: staged, stages: [{from: 0, to: 6, mode: free, floor: 8},"
     " {from: 6, to: 18, mode: royalty_sales, rate: 1, floor: 4},"
     " {from: 18, mode: royalty_sales, rate: 4, cap: 3}]}",
     3, 1, 0, 2000000},
    {"{mode: staged, stages: [{from: 0, to: 6, mode: free},"
     " {from: 6, to: 18, mode: royalty_sales, rate: 1, floor: 4},"
     " {from: 18, mode: royalty_sales, rate: 4, cap: 3}]}",
     3, 3, 0, 8500000},
    /* a stage that begins when the time is over costs nothing */
    {"{mode: staged, stages: [{from: 0, to: 12, mode: free},"
     " {from: 12, mode: lump, amount: 9}]}",
     2, 1, 0, 0},
};

/* The record of a thing at a price, in a world of its own. */
static const struct record *
priced(struct world *w, const char *fee)
{
	const char *const schema[] = {"thing", kind, NULL};

	world_open(w);
	world_load(w, schema);
	return world_parse(w, "content/things/a.md",
	                   arena_fmt(&w->arena,
	                             "---\nname: n\nfee: %s\n---\n", fee));
}

static void
test_costs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		const struct example *e = &examples[i];
		struct world w;
		struct price price;
		struct price_cost cost;
		const struct record *record;

		record = priced(&w, e->fee);
		assert_non_null(record);
		assert_true(price_of(&w.arena, record, &price));
		assert_int_equal(price.n, e->stages);
		cost = price_cost(&price, e->years * 12, PRICE_TURNOVER);
		assert_int_equal(cost.fixed, e->fixed);
		assert_int_equal(cost.royalty, e->royalty);
		world_close(&w);
	}
}

/* The band of the first three years; what has no price is in none. */
static void
test_bands(void **state)
{
	static const char *const bands[][2] = {
	    {"{mode: free}", "none"},
	    {"{mode: lump, amount: 0}", "none"},
	    {"{mode: lump, amount: 0.01}", "low"},
	    {"{mode: lump, amount: 0.999999}", "low"},
	    {"{mode: lump, amount: 1}", "high"},
	    {"{mode: royalty_sales, rate: 0.3}", "low"},
	    {"{mode: royalty_sales, rate: 0.3, floor: 0.4}", "high"},
	    {"{mode: staged, stages: [{from: 0, to: 36, mode: free},"
	     " {from: 36, mode: lump, amount: 9}]}",
	     "none"},
	    {"{mode: lump, amount: 999999999999}", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
		struct world w;
		const struct record *record;

		record = priced(&w, bands[i][0]);
		assert_int_equal(record->facets, bands[i][1] != NULL);
		if (bands[i][1])
			assert_str(record->facet[0].code, bands[i][1]);
		world_close(&w);
	}
}

/* What is said of a stage, in words. */
static void
test_said(void **state)
{
	struct world w;
	struct price price;
	const struct record *record =
	    priced(&w, "{mode: staged, stages: [{from: 0, mode: royalty_sales,"
	               " rate: 2, floor: 1.5, cap: 30, due: sales}]}");

	(void)state;
	assert_true(price_of(&w.arena, record, &price));
	assert_str(price.stage[0].label.zh, "提成");
	assert_str(price.stage[0].floor, "1.5");
	assert_str(price.stage[0].cap, "30");
	assert_str(price.stage[0].trigger.zh, "取得销售收入");
	world_close(&w);
}

/* Is there a price, where this of the schema is written so? */
static bool
is_priced(const char *part, const char *so, const char *fee)
{
	const char *at = strstr(kind, part);
	struct world w;
	struct price price;
	const struct record *record;
	const char *schema[] = {"thing", NULL, NULL};
	bool there;

	assert_non_null(at);
	world_open(&w);
	schema[1] = arena_fmt(&w.arena, "%.*s%s%s", (int)(at - kind), kind, so,
	                      at + strlen(part))
	                .p;
	world_load(&w, schema);
	record = world_parse(&w, "content/things/a.md",
	                     arena_fmt(&w.arena,
	                               "---\nname: n\nfee: %s\n---\n", fee));
	assert_non_null(record);
	there = price_of(&w.arena, record, &price);
	world_close(&w);
	return there;
}

/* What the schema hides is in no price, and half a price is none. */
static void
test_hidden(void **state)
{
	static const char one[] = "{mode: lump, amount: 2}";
	static const char staged[] =
	    "{mode: staged, stages: [{from: 0, mode: lump, amount: 2}]}";
	static const char beside[] = "amount: {type: money,";
	static const char amount[] =
	    "amount: {type: money, label: {zh: 金额},\n";
	static const char list[] = "type: list\n";
	static const char note[] = "text: {type: text,";

	(void)state;
	assert_true(is_priced(beside, beside, one));
	assert_false(is_priced(beside, "amount: {hidden: true, type: money,",
	                       one));
	assert_true(is_priced(beside, "amount: {hidden: true, type: money,",
	                      staged));
	assert_false(is_priced(amount,
	                       "amount: {type: money, label: {zh: 金额},"
	                       " hidden: true,\n",
	                       staged));
	assert_false(is_priced(list, "type: list\n        hidden: true\n",
	                       staged));
	assert_false(is_priced("    type: map\n    label: {zh: 费}\n",
	                       "    type: map\n    label: {zh: 费}\n"
	                       "    hidden: true\n",
	                       one));
	assert_false(is_priced("      floor: {", "      floor: {hidden: true, ",
	                       one));
	assert_true(is_priced("      cap: {", "      cap: {hidden: true, ",
	                      staged));
	assert_true(is_priced(note, "text: {hidden: true, type: text,",
	                      staged));
}

/* What cannot be counted is no number, and not nothing either. */
static void
test_huge(void **state)
{
	static const struct {
		const char *fee;
		bool there;
	} huge[] = {
	    {"{mode: lump, amount: 922337203}", true},
	    {"{mode: lump, amount: 922337204}", false},
	    {"{mode: lump, amount: 999999999999}", false},
	    {"{mode: lump, amount: 9999999999999}", false},
	    {"{mode: royalty_sales, rate: 2, floor: 922337203}", true},
	    {"{mode: royalty_sales, rate: 2, floor: 922337204}", false},
	    {"{mode: royalty_sales, rate: 2, cap: 922337204}", false},
	    {"{mode: royalty_sales, rate: 10000}", true},
	    {"{mode: royalty_sales, rate: 10000.1}", false},
	    {"{mode: staged, stages: [{from: 0, to: 9, mode: lump,"
	     " amount: 900000000}, {from: 9, mode: lump, amount: 900000000}]}",
	     false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof huge / sizeof *huge; i++)
		assert_int_equal(is_priced("", "", huge[i].fee), huge[i].there);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_costs),
	                                   cmocka_unit_test(test_said),
	                                   cmocka_unit_test(test_bands),
	                                   cmocka_unit_test(test_hidden),
	                                   cmocka_unit_test(test_huge)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
