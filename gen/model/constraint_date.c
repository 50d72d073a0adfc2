#include "model/constraint_judge.h"

#include "model/identifier.h"
#include "model/workday.h"

static const struct codes *
holidays(const struct judging *j)
{
	return j->c->table ? &j->c->table->codes : NULL;
}

/* Is one date earlier than another?  A month and a day are compared by
 * their months. */
static bool
earlier(const struct record_leaf *a, const struct record_leaf *b)
{
	struct str x = record_leaf_text(a), y = record_leaf_text(b);
	size_t n = x.n < y.n ? x.n : y.n;

	return str_cmp(str_sub(x, 0, n), str_sub(y, 0, n)) < 0;
}

void
judge_order(struct judging *j)
{
	const struct record_leaf *before = NULL;

	for (size_t i = 0; i < j->c->fields; i++) {
		const struct record_leaf *leaf =
		    judge_next(j, j->c->field[i], NULL);

		if (!leaf)
			continue;
		if (before && earlier(leaf, before) && j->c->levelled &&
		    j->c->level == FINDING_WARNING)
			judge_fault(j, "D203", before,
			            (struct str[FINDING_ARGS]){
			                judge_named(j, before),
			                judge_named(j, leaf),
			                record_leaf_text(leaf)});
		else if (before && earlier(leaf, before))
			judge_fault(j, "D104", leaf,
			            (struct str[FINDING_ARGS]){
			                judge_named(j, leaf),
			                judge_named(j, before),
			                record_leaf_text(before)});
		before = leaf;
	}
}

void
judge_same_year(struct judging *j)
{
	const struct record_leaf *number = judge_path(j, AT_FIELD);
	const struct record_leaf *date = judge_path(j, AT_DATE);
	int year;

	if (!number || !date)
		return;
	if (number->field->type == FIELD_DOCNO)
		year = docno_parse(record_leaf_text(number)).year;
	else
		year = patent_parse(record_leaf_text(number)).year;
	if (year == date_split(judge_day(date)).year)
		return;
	judge_fault(j, "D105", date,
	            (struct str[FINDING_ARGS]){record_leaf_text(number),
	                                       judge_number(j, year),
	                                       judge_named(j, date)});
}

/* A period that is wrong: `slot` names the argument that has the bound;
 * n, how many days there are. */
static void
report_period(struct judging *j, const struct record_leaf *from,
              const struct record_leaf *to, int32_t right, size_t slot,
              uint32_t bound, uint32_t n)
{
	struct str args[FINDING_ARGS] = {
	    arena_fmt(j->arena, "%.*s – %.*s",
	              STR_ARG(record_leaf_text(from)),
	              STR_ARG(record_leaf_text(to))),
	    judge_iso(j, right)};

	args[slot] = judge_number(j, bound);
	args[5] = judge_number(j, n);
	judge_fault(j, "D106", to, args);
}

/* Years without a table, once a record. */
static void
check_years(struct judging *j, const struct record_leaf *from,
            const struct record_leaf *to)
{
	const struct record_leaf *both[2] = {from, to};

	for (size_t i = 0; i < 2 && !j->year_told; i++) {
		int year = date_split(judge_day(both[i])).year;

		if (workday_known(holidays(j), year))
			continue;
		j->year_told = true;
		judge_fault(
		    j, "D107", both[i],
		    (struct str[FINDING_ARGS]){judge_number(j, year)});
	}
}

/* The first day on which a period of so many working days is whole. */
static int32_t
full_on(const struct codes *table, int32_t from, uint32_t n)
{
	return workday_after(table, date_add(from, -1), n);
}

void
judge_workdays(struct judging *j)
{
	const struct constraint *c = j->c;
	const struct record_leaf *from = judge_path(j, AT_FROM);
	const struct record_leaf *to = judge_path(j, AT_TO);
	int32_t first = judge_day(from), last = judge_day(to), right;

	if (first == DATE_NONE || last == DATE_NONE || last < first)
		return;
	if (c->days != CONSTRAINT_NO_NUMBER) {
		right = date_add(first, (int32_t)c->days - 1);
		if (last < right)
			report_period(j, from, to, right, 4, c->days,
			              (uint32_t)(last - first + 1));
	}
	if (c->least == CONSTRAINT_NO_NUMBER &&
	    c->most == CONSTRAINT_NO_NUMBER)
		return;
	check_years(j, from, to);
	if (c->least != CONSTRAINT_NO_NUMBER && c->least) {
		right = full_on(holidays(j), first, c->least);
		if (last < right)
			report_period(j, from, to, right, 2, c->least,
			              workday_count(holidays(j), first,
			                            last, c->least));
	}
	if (c->most != CONSTRAINT_NO_NUMBER) {
		right = workday_after(holidays(j), first, c->most);
		if (last > right)
			report_period(j, from, to, right, 3, c->most,
			              0);
	}
}

void
judge_stale(struct judging *j)
{
	const struct constraint *c = j->c;
	const struct record_leaf *leaf = judge_path(j, AT_DATE);
	int32_t until = judge_day(judge_path(j, AT_UNTIL));
	int32_t day = judge_day(leaf), as_of = j->context->as_of, due;

	if (as_of == DATE_NONE || day == DATE_NONE ||
	    (until != DATE_NONE && until < as_of))
		return;
	due = date_add(day, (int32_t)c->days);
	if (due >= as_of ||
	    (c->wheres && record_holds(j->record, c->where, c->wheres,
	                               c->rows, j->row)))
		return;
	judge_fault(j, "D201", leaf,
	            (struct str[FINDING_ARGS]){judge_named(j, leaf),
	                                       judge_number(j, as_of - day),
	                                       judge_number(j, c->days),
	                                       judge_iso(j, due)});
}

void
judge_follow_up(struct judging *j)
{
	const struct constraint *c = j->c;
	const struct record_leaf *leaf = judge_path(j, AT_AFTER);
	int32_t day = judge_day(leaf), as_of = j->context->as_of, due;

	if (as_of == DATE_NONE || day == DATE_NONE || as_of <= day ||
	    judge_path(j, AT_NEED))
		return;
	due = workday_after(holidays(j), day, c->workdays);
	if (due >= as_of ||
	    (c->wheres && record_holds(j->record, c->where, c->wheres,
	                               c->rows, j->row)))
		return;
	judge_fault(j, "D202", leaf,
	            (struct str[FINDING_ARGS]){judge_named(j, leaf),
	                                       judge_number(j, c->workdays),
	                                       judge_field(j, c->path[AT_NEED]),
	                                       judge_iso(j, due)});
}
