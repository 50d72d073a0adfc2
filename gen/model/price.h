#ifndef MODEL_PRICE_H
#define MODEL_PRICE_H

/*
 * price - what a record asks for, stage by stage (许可使用费).
 *
 * A kind has a price when its schema has a rule `stages`: the rule names the
 * list of stages and their fields.  A record without stages has one, made of
 * the fields of the same names that stand beside the list (mode, amount,
 * rate, floor, cap).  Ways of payment are known by their codes: free, lump,
 * instalments, royalty_sales, royalty_profit, entry_plus_royalty; another
 * code costs nothing that could be counted.  A floor (保底) and a cap (封顶)
 * bound what the royalty of a year comes to; of a part of a year, that part
 * of them.
 *
 * A price is a whole: where the schema hides the list, or the months, mode,
 * amount, rate, floor or cap that would tell it, there is none.  Nor is there
 * where the amounts, floors, caps or rates of all stages exceed PRICE_AMOUNT
 * or PRICE_RATE, so that no sum made of them leaves an int64_t; the fields
 * are shown as they are written.
 */
#include "base/arena.h"
#include "model/record.h"

/* In millionths: 万元 can be told in 元; 10,000 percent. */
#define PRICE_AMOUNT (INT64_MAX / 10000)
#define PRICE_RATE INT64_C(10000000000)

struct price_stage {
	uint32_t from; /* first month, from 0 */
	uint32_t to;   /* month after the last one; 0: open */
	struct str mode;
	struct text2 label;  /* of the mode */
	struct str amount;   /* in the unit of the field, or empty */
	struct str rate;     /* percent, or empty */
	struct str floor;    /* the least royalty of a year, or empty */
	struct str cap;      /* the most */
	struct text2 trigger; /* when payment begins, or empty */
	struct str note;
};

struct price {
	struct price_stage *stage; /* in order */
	size_t n;
	bool staged;
	struct text2 unit; /* of amounts */
};

/* What a licensee makes of it in a year, in whole units. */
struct price_turnover {
	uint32_t sales;
	uint32_t profit;
};

/* What so many months cost, in millionths of the unit. */
struct price_cost {
	int64_t fixed;
	int64_t royalty;
};

/* The royalty of one stage in so many months: the two shares, at least
 * `least` and, where `capped`, at most `most`. */
struct price_royalty {
	int64_t sales;  /* millionths of a percent of sales, times months */
	int64_t profit; /* the same of profit */
	int64_t least;  /* millionths of the unit */
	int64_t most;
	bool capped;
};

/*
 * price_list - the list of stages of a kind, or NULL when it has no price, or
 * hides it.
 */
const struct schema_field *price_list(const struct schema *schema);

/*
 * price_unit - the unit of amounts of a kind that has a price, or empty.
 */
struct text2 price_unit(const struct schema *schema);

/*
 * price_of - the price of a record.
 * out: true and *price, in arena a; false when it has none to be told
 */
bool price_of(struct arena *a, const struct record *record,
              struct price *price);

/*
 * price_royalty - what a stage asks for of the first months of a licence.
 */
struct price_royalty price_royalty(const struct price_stage *stage,
                                   uint32_t months);

/*
 * price_asked - the first stage that asks for a royalty, or NULL.
 */
const struct price_stage *price_asked(const struct price *price);

/*
 * price_cost - what the first months cost.
 */
struct price_cost price_cost(const struct price *price, uint32_t months,
                             struct price_turnover turnover);

/* The turnover of a year at which prices are compared, and for how many
 * months. */
#define PRICE_TURNOVER ((struct price_turnover){100, 10})
#define PRICE_MONTHS 36

/* More months than any licence has. */
#define PRICE_EVER 9999

/*
 * price_estimate - one number to compare prices by, in millionths of the unit.
 */
int64_t price_estimate(const struct price *price);

/*
 * price_band - the code of the band in which the estimate lies.
 */
struct str price_band(const struct schema_bands *bands,
                      const struct price *price);

#endif
