#include "model/constraint_judge.h"

#include "model/decimal.h"
#include "text/value.h"

/*
 * Stages of a price (分阶段许可): each has a first and a last month, counted
 * from the beginning of the licence; the last month is not part of it.
 */
struct stage {
	const struct record_leaf *from, *to, *mode, *amount, *rate, *text;
	int64_t begins, ends; /* months; NO_MONTH when absent */
};

#define NO_MONTH (-1)

static int64_t
month_of(const struct record_leaf *leaf)
{
	uint64_t n;

	if (!leaf || !str_u64(value_str(leaf->value), &n) || n > INT32_MAX)
		return NO_MONTH;
	return (int64_t)n;
}

static struct stage
stage_at(const struct judging *j, uint32_t row)
{
	struct stage s = {.from = judge_at(j, AT_FROM, row),
	                  .to = judge_at(j, AT_TO, row),
	                  .mode = judge_at(j, AT_MODE, row),
	                  .amount = judge_at(j, AT_AMOUNT, row),
	                  .rate = judge_at(j, AT_RATE, row),
	                  .text = judge_at(j, AT_TEXT, row)};

	s.begins = month_of(s.from);
	s.ends = month_of(s.to);
	return s;
}

static void
report_overlap(struct judging *j, const struct stage *s, int64_t right)
{
	struct str args[FINDING_ARGS] = {judge_number(j, s->begins),
	                                 STR("-")};

	if (right != NO_MONTH)
		args[3] = judge_number(j, right);
	judge_fault(j, "P303", s->from, args);
}

static void
check_begin(struct judging *j, const struct stage *s,
            const struct stage *before)
{
	if (s->begins == NO_MONTH)
		return;
	if (!before && s->begins)
		judge_fault(j, "P301", s->from,
		            (struct str[FINDING_ARGS]){
		                judge_number(j, s->begins)});
	if (!before)
		return;
	if (before->ends == NO_MONTH)
		report_overlap(j, s, NO_MONTH);
	else if (s->begins < before->ends)
		report_overlap(j, s, before->ends);
	else if (s->begins > before->ends)
		judge_fault(j, "P302", s->from,
		            (struct str[FINDING_ARGS]){
		                judge_number(j, before->ends),
		                judge_number(j, s->begins)});
}

static void
check_end(struct judging *j, const struct stage *s)
{
	if (s->begins == NO_MONTH || s->ends == NO_MONTH ||
	    s->ends > s->begins)
		return;
	judge_fault(j, "P303", s->to,
	            (struct str[FINDING_ARGS]){judge_number(j, s->ends),
	                                       {0},
	                                       judge_number(j, s->begins)});
}

/* Months that a period takes, the last one perhaps not in full. */
static int64_t
months_between(int32_t first, int32_t last)
{
	struct date_parts a = date_split(first);
	struct date_parts b = date_split(date_add(last, 1));
	int64_t n = (int64_t)(b.year - a.year) * 12 + b.month - a.month;

	return n + (b.day > a.day);
}

static void
check_last(struct judging *j, const struct stage *s)
{
	int32_t start = judge_day(judge_path(j, AT_START));
	int32_t end = judge_day(judge_path(j, AT_END));
	int64_t months;

	if (start == DATE_NONE || end == DATE_NONE || end < start ||
	    s->ends == NO_MONTH)
		return;
	months = months_between(start, end);
	if (s->ends < months)
		judge_fault(j, "P304", s->to,
		            (struct str[FINDING_ARGS]){
		                judge_number(j, s->ends),
		                judge_number(j, months)});
}

static bool
is_free(const struct stage *s)
{
	return s->mode && str_eq(record_leaf_text(s->mode), STR("free"));
}

static bool
same_mode(const struct stage *a, const struct stage *b)
{
	return a->mode && b->mode &&
	       str_eq(record_leaf_text(a->mode), record_leaf_text(b->mode));
}

static bool
more(const struct record_leaf *a, const struct record_leaf *b)
{
	return a && b &&
	       decimal_order(value_str(a->value), value_str(b->value)) > 0;
}

/* Does an earlier stage cost more than the next one? */
static void
check_price(struct judging *j, const struct stage *s,
            const struct stage *next)
{
	const struct record_leaf *dear = NULL, *cheap = NULL;

	if (is_free(next) && s->mode && !is_free(s)) {
		dear = s->mode;
		cheap = next->mode;
	} else if (same_mode(s, next) && more(s->amount, next->amount)) {
		dear = s->amount;
		cheap = next->amount;
	} else if (same_mode(s, next) && more(s->rate, next->rate)) {
		dear = s->rate;
		cheap = next->rate;
	}
	if (dear)
		judge_fault(j, "P305", dear,
		            (struct str[FINDING_ARGS]){
		                record_leaf_text(dear),
		                record_leaf_text(cheap)});
}

/* Does a text deny the word that begins at an offset? */
static bool
denied(struct str text, size_t at)
{
	static const char *const no[] = {"不", "不得", "不再", "不能",
	                                 "无需", "无须", "不需", "并非"};
	struct str before = str_sub(text, 0, at);

	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (str_ends(before, str_from(no[i])))
			return true;
	return false;
}

/* A price that is left to negotiation is no clear standard. */
static bool
check_clear(struct judging *j, const struct stage *s)
{
	static const char *const words[] = {"另行协商", "另行商定",
	                                    "另行约定", "另行商议",
	                                    "面议", "另议"};
	struct str text;

	if (!s->text)
		return true;
	text = record_leaf_text(s->text);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct str word = str_from(words[i]);
		size_t at = str_find(text, word);

		if (at > text.n || denied(text, at))
			continue;
		judge_fault_part(j, "P306", s->text, word,
		                 (struct str[FINDING_ARGS]){word});
		return false;
	}
	return true;
}

/* A stage that lacks its price, or is free and has one. */
static void
report_price(struct judging *j, const struct stage *s,
             const struct record_leaf *at, const struct schema_field *field,
             bool lacks)
{
	struct str args[FINDING_ARGS] = {
	    record_label(s->mode->field, s->mode->value, LANG_ZH),
	    record_label(s->mode->field, s->mode->value, LANG_EN)};
	size_t slot = lacks ? 2 : 4;

	args[slot] = arena_fmt(j->arena, "%.*s（%.*s）",
	                       STR_ARG(field->label.zh), STR_ARG(field->name));
	args[slot + 1] =
	    arena_fmt(j->arena, "%.*s (%.*s)", STR_ARG(field->name),
	              STR_ARG(text2_in(field->label, LANG_EN)));
	judge_fault(j, "P308", at, args);
}

/* What each way of payment must state. */
static void
check_stated(struct judging *j, const struct stage *s)
{
	const struct schema_field *amount = j->c->path[AT_AMOUNT];
	const struct schema_field *rate = j->c->path[AT_RATE];
	struct str mode;
	bool both, lump, royalty;

	if (!s->mode)
		return;
	mode = record_leaf_text(s->mode);
	both = str_eq(mode, STR("entry_plus_royalty"));
	lump = str_eq(mode, STR("lump")) || str_eq(mode, STR("instalments"));
	royalty = str_starts(mode, STR("royalty_"));
	if (amount && !s->amount && (both || lump))
		report_price(j, s, s->mode, amount, true);
	if (rate && !s->rate && (both || royalty))
		report_price(j, s, s->mode, rate, true);
	if (!is_free(s))
		return;
	if (s->amount &&
	    decimal_order(value_str(s->amount->value), STR("0")) > 0)
		report_price(j, s, s->amount, amount, false);
	if (s->rate && decimal_order(value_str(s->rate->value), STR("0")) > 0)
		report_price(j, s, s->rate, rate, false);
}

static void
report_cap(struct judging *j, const struct record_leaf *leaf, struct str much,
           struct str most)
{
	judge_fault(j, "P307", leaf,
	            (struct str[FINDING_ARGS]){much, most});
}

/* The amounts of all stages together. */
static void
check_lump(struct judging *j, uint32_t n, struct str most)
{
	const struct record_leaf *last = NULL;
	int64_t sum = 0, bound;

	for (uint32_t i = 0; i < n; i++) {
		const struct record_leaf *leaf = judge_at(j, AT_AMOUNT, i);
		int64_t amount;

		if (!leaf || !decimal_parse(value_str(leaf->value), &amount))
			continue;
		sum += amount;
		last = leaf;
	}
	if (last && decimal_parse(most, &bound) && sum > bound)
		report_cap(j, last,
		           arena_fmt(j->arena, "Σ %.*s",
		                     STR_ARG(decimal_text(j->arena, sum))),
		           most);
}

static void
check_rate(struct judging *j, const struct stage *s,
           const struct constraint_cap *cap)
{
	if (s->mode && s->rate &&
	    str_eq(record_leaf_text(s->mode), cap->mode) &&
	    decimal_order(value_str(s->rate->value), cap->most) > 0)
		report_cap(j, s->rate, judge_named(j, s->rate), cap->most);
}

static void
check_caps(struct judging *j, uint32_t n)
{
	for (size_t i = 0; i < j->c->caps; i++) {
		const struct constraint_cap *cap = &j->c->cap[i];

		if (str_eq(cap->mode, STR("lump")))
			check_lump(j, n, cap->most);
		for (uint32_t k = 0; k < n; k++) {
			struct stage s = stage_at(j, k);

			check_rate(j, &s, cap);
		}
	}
}

void
judge_stages(struct judging *j)
{
	uint32_t n = judge_items(j, j->c->path[AT_LIST]);
	struct stage before = {0}, s = {0};

	for (uint32_t i = 0; i < n; i++) {
		s = stage_at(j, i);
		check_begin(j, &s, i ? &before : NULL);
		check_end(j, &s);
		if (check_clear(j, &s))
			check_stated(j, &s);
		if (i)
			check_price(j, &before, &s);
		before = s;
	}
	if (n)
		check_last(j, &s);
	check_caps(j, n);
}
