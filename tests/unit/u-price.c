/*
 * Stages of a price: without a gap from the first month to the end of the
 * term, clear, and not dearer before than after.
 */
#include "constraint_world.h"

#define RULE                                                             \
	"{rule: stages, list: stages, from: stages.from, to: stages.to," \
	" mode: stages.mode, amount: stages.amount, rate: stages.rate,"  \
	" text: stages.text, start: term.from, end: term.to,"            \
	" caps: {lump: 2000, royalty_sales: 20, royalty_profit: 40}}"
#define TERM "term: {from: 2024-04-02, to: 2029-04-01}\n"
#define STAGES TERM "stages:\n  - "
#define FREE "{from: 0, to: 12, mode: free}\n  - "

static const struct example stages[] = {
    /* the example of the domain: a free year, then a royalty */
    {RULE, STAGES FREE "{from: 12, to: 60, mode: royalty_sales, rate: 2.5}",
     ""},
    {RULE, STAGES FREE "{from: 12, mode: royalty_sales, rate: 2.5}", ""},
    {RULE, TERM, ""},
    {RULE, STAGES "{from: 6, to: 60, mode: free}", "P301 4:12+1"},
    {RULE, STAGES FREE "{from: 18, to: 60, mode: lump, amount: 5}",
     "P302 5:12+2"},
    {RULE, STAGES FREE "{from: 6, to: 60, mode: lump, amount: 5}",
     "P303 5:12+1"},
    {RULE, STAGES "{from: 0, mode: free}\n  - "
                  "{from: 6, to: 60, mode: lump, amount: 5}",
     "P303 5:12+1"},
    {RULE, STAGES "{from: 0, to: 0, mode: free}\n  - {from: 0, mode: free}",
     "P303 4:19+1"},
    {RULE, STAGES FREE "{from: 12, to: 59, mode: lump, amount: 5}",
     "P304 5:20+2"},
    {RULE, "term: {from: 2024-04-02, to: 2029-04-02}\nstages:\n  - "
           "{from: 0, to: 60, mode: free}",
     "P304 4:19+2"},
    {RULE, "stages:\n  - {from: 0, to: 1, mode: free}", ""},
    {RULE, STAGES "{from: 0, to: 12, mode: lump, amount: 9}\n  - "
                  "{from: 12, mode: free}",
     "P305 4:29+4"},
    {RULE, STAGES "{from: 0, to: 12, mode: lump, amount: 9}\n  - "
                  "{from: 12, mode: lump, amount: 8.99}",
     "P305 4:43+1"},
    {RULE, STAGES "{from: 0, to: 12, mode: royalty_sales, rate: 3}\n  - "
                  "{from: 12, mode: royalty_sales, rate: 2}",
     "P305 4:50+1"},
    {RULE, STAGES "{from: 0, to: 12, mode: royalty_sales, rate: 3}\n  - "
                  "{from: 12, mode: royalty_profit, rate: 2}",
     ""},
    {RULE, STAGES FREE "{from: 12, mode: lump, text: 届时双方另行协商}",
     "P306 5:38+8"},
    {RULE, STAGES FREE "{from: 12, mode: lump, text: '价格面议'}",
     "P306 5:37+4"},
    {RULE, STAGES FREE "{from: 12, mode: lump, text: 按公告执行，不另行协商,"
                       " amount: 5}",
     ""},
    {RULE, STAGES FREE "{from: 12, mode: royalty_sales}", "P308 5:22+13"},
    {RULE, STAGES FREE "{from: 12, mode: lump, rate: 2}", "P308 5:22+4"},
    {RULE, STAGES "{from: 0, to: 12, mode: free, amount: 5}\n  - "
                  "{from: 12, mode: lump, amount: 6}",
     "P308 4:43+1"},
    {RULE, STAGES "{from: 0, to: 12, mode: free, amount: 0}\n  - "
                  "{from: 12, mode: lump, amount: 6}",
     ""},
    {RULE, STAGES "{from: 0, to: 12, mode: lump, amount: 1000}\n  - "
                  "{from: 12, mode: lump, amount: 1000.01}",
     "P307 5:36+7"},
    {RULE, STAGES "{from: 0, to: 12, mode: lump, amount: 1000}\n  - "
                  "{from: 12, mode: lump, amount: 1000.00}",
     ""},
    {RULE, STAGES FREE "{from: 12, mode: royalty_sales, rate: 20.5}",
     "P307 5:43+4"},
    {RULE, STAGES FREE "{from: 12, mode: royalty_profit, rate: 40}", ""},
    {RULE, STAGES FREE "{from: 12, mode: royalty_profit, rate: 40.1}",
     "P307 5:44+4"},
    /* a stage without its months is the fields' matter */
    {RULE, STAGES FREE "{mode: free}", ""},
};

static void
test_stages(void **state)
{
	(void)state;
	constraint_run_all(stages, DATE_NONE);
}

static void
test_what_to_write(void **state)
{
	struct world w;

	(void)state;
	constraint_try(&w, RULE,
	               STAGES FREE "{from: 18, to: 59, mode: free}",
	               DATE_NONE);
	assert_int_equal(w.findings.n, 2);
	assert_string_equal(w.findings.v[0].code, "P302");
	assert_str(w.findings.v[0].arg[0], "12");
	assert_string_equal(w.findings.v[1].code, "P304");
	assert_str(w.findings.v[1].arg[1], "60");
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_stages),
	    cmocka_unit_test(test_what_to_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
