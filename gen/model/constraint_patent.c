#include "model/constraint_judge.h"

#include "model/identifier.h"
#include "text/value.h"

#include <string.h>

/* A type of patent: what it is called in schemas and messages. */
struct kind {
	const char *digits;  /* in a patent number */
	const char *code[2]; /* of an enumeration; the second may be NULL */
	const char *zh, *en;
	int years; /* of protection from filing */
};

enum { INVENTION = 0, UTILITY, DESIGN, KINDS };

static const struct kind kinds[KINDS] = {
    {"18", {"invention", NULL}, "发明", "patent for invention", 20},
    {"29", {"utility", "utility_model"}, "实用新型", "utility model", 10},
    {"3", {"design", NULL}, "外观设计", "design", 15},
};

/* Designs filed before the Patent Law of 2020 took effect. */
#define DESIGN_YEARS_OLD 10
#define DESIGN_SINCE 18779 /* 2021-06-01 */

static const struct kind *
kind_of_number(const struct patent *patent)
{
	for (size_t i = 0; i < KINDS; i++)
		if (patent->type && strchr(kinds[i].digits, patent->type))
			return &kinds[i];
	return NULL;
}

static bool
has_code(const struct kind *kind, struct str code)
{
	return str_eq(code, str_from(kind->code[0])) ||
	       (kind->code[1] && str_eq(code, str_from(kind->code[1])));
}

/* Does the enumeration know types of patents at all? */
static bool
names_kind(struct str code)
{
	for (size_t i = 0; i < KINDS; i++)
		if (has_code(&kinds[i], code))
			return true;
	return false;
}

static struct str
code_in(const struct codes *codes, const struct kind *kind)
{
	struct str first = str_from(kind->code[0]);

	return codes_find(codes, first) || !kind->code[1]
	           ? first
	           : str_from(kind->code[1]);
}

void
judge_patent_kind(struct judging *j)
{
	const struct record_leaf *number = judge_path(j, AT_NUMBER);
	const struct record_leaf *said = judge_path(j, AT_KIND);
	const struct record_leaf *filed = judge_path(j, AT_FILED);
	const struct kind *kind;
	struct patent patent;
	struct str text;

	if (!number)
		return;
	text = record_leaf_text(number);
	patent = patent_parse(text);
	kind = kind_of_number(&patent);
	if (kind && said && names_kind(record_leaf_text(said)) &&
	    !has_code(kind, record_leaf_text(said)))
		judge_fault(j, "P201", said,
		            (struct str[FINDING_ARGS]){
		                text, str_from(kind->zh), str_from(kind->en),
		                code_in(said->field->codes, kind)});
	if (filed && date_split(judge_day(filed)).year != patent.year)
		judge_fault(j, "P202", filed,
		            (struct str[FINDING_ARGS]){
		                text, judge_number(j, patent.year),
		                record_leaf_text(filed)});
}

static int
years_of(const struct kind *kind, int32_t filed)
{
	if (kind == &kinds[DESIGN] && filed < DESIGN_SINCE)
		return DESIGN_YEARS_OLD;
	return kind->years;
}

/* The day before the same day so many years later; a 29 February that does
 * not come again ends with the February. */
static int32_t
term_end(int32_t filed, int years)
{
	struct date_parts p = date_split(filed);
	int32_t day;

	p.year += years;
	if (!date_of(p, &day)) {
		p.month++;
		p.day = 1;
		if (!date_of(p, &day))
			return DATE_NEVER;
	}
	return date_add(day, -1);
}

void
judge_patent_term(struct judging *j)
{
	const struct record_leaf *number = judge_path(j, AT_NUMBER);
	const struct record_leaf *until = judge_path(j, AT_UNTIL);
	const struct record_leaf *extra = judge_path(j, AT_EXTENSION);
	int32_t filed = judge_day(judge_path(j, AT_FILED)), last;
	struct str args[FINDING_ARGS] = {{0}};
	const struct kind *kind;
	struct patent patent;
	uint64_t days = 0;

	if (!number || !until || filed == DATE_NONE)
		return;
	patent = patent_parse(record_leaf_text(number));
	kind = kind_of_number(&patent);
	if (extra && (!str_u64(value_str(extra->value), &days) ||
	              days > INT16_MAX))
		return;
	if (!kind)
		return;
	last = date_add(term_end(filed, years_of(kind, filed)),
	                (int32_t)days);
	if (judge_day(until) <= last)
		return;
	args[0] = judge_named(j, until);
	args[1] = judge_iso(j, last);
	args[2] = str_from(kind->zh);
	args[3] = str_from(kind->en);
	args[4] = judge_number(j, years_of(kind, filed));
	if (days)
		args[5] = judge_number(j, (int64_t)days);
	judge_fault(j, "P203", until, args);
}
