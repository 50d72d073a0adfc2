#include "model/constraint_sort.h"

#define TYPE(type) (1u << (type))
#define NUMBERS                                                          \
	(TYPE(FIELD_INTEGER) | TYPE(FIELD_DECIMAL) | TYPE(FIELD_MONEY))
#define DATES (TYPE(FIELD_DATE) | TYPE(FIELD_MONTH))
#define TEXTS (TYPE(FIELD_TEXT) | TYPE(FIELD_MARKDOWN))
#define SCALARS (TYPE(FIELD_LIST) - 1)
#define NAME(s) {"" s, sizeof(s) - 1}
#define AT(name) offsetof(struct constraint, name)

#define PATH(name, slot, types)                                          \
	{NAME(name), PARAMETER_PATH, slot, types, true}
#define MAYBE(name, slot, types)                                         \
	{NAME(name), PARAMETER_PATH, slot, types, false}
#define FOREIGN(name, slot, types)                                       \
	{NAME(name), PARAMETER_FOREIGN, slot, types, true}
#define PATHS(name, types) {NAME(name), PARAMETER_PATHS, 0, types, true}
#define LIST {NAME("list"), PARAMETER_LIST, AT_LIST, 0, true}
#define NUMBER(name, slot, needed)                                       \
	{NAME(name), PARAMETER_NUMBER, AT(slot), 0, needed}
#define OTHER(name, sort, slot, needed) {NAME(name), sort, slot, 0, needed}
#define NO_SET {NULL, 0}

static const struct constraint_grammar grammar[CONSTRAINT_SORTS] = {
    [CONSTRAINT_ORDER] =
        {NAME("order"), {PATHS("fields", DATES)}, NO_SET, 2},
    [CONSTRAINT_SAME_YEAR] =
        {NAME("same_year"),
         {PATH("field", AT_FIELD, TYPE(FIELD_DOCNO) | TYPE(FIELD_PATENT)),
          PATH("date", AT_DATE, DATES)},
         NO_SET,
         0},
    [CONSTRAINT_WORKDAYS] = {NAME("workdays"),
                             {PATH("from", AT_FROM, TYPE(FIELD_DATE)),
                              PATH("to", AT_TO, TYPE(FIELD_DATE)),
                              NUMBER("min", least, false),
                              NUMBER("max", most, false),
                              NUMBER("days", days, false)},
                             NAME("min | max | days"),
                             0},
    [CONSTRAINT_COMPOSE] =
        {NAME("compose"),
         {PATH("field", AT_FIELD, TYPE(FIELD_TEXT)),
          OTHER("of", PARAMETER_PIECES, 0, true)},
         NO_SET,
         0},
    [CONSTRAINT_SUM] = {NAME("sum"),
                        {PATHS("fields", NUMBERS),
                         MAYBE("max", AT_MAX, NUMBERS),
                         MAYBE("equals", AT_EQUALS, NUMBERS)},
                        NAME("max | equals"),
                        1},
    [CONSTRAINT_AT_MOST] = {NAME("at_most"),
                            {PATH("field", AT_FIELD, NUMBERS),
                             PATH("bound", AT_BOUND, NUMBERS)},
                            NO_SET,
                            0},
    [CONSTRAINT_COUNT] =
        {NAME("count"),
         {LIST, OTHER("where", PARAMETER_CONDITION, 0, false),
          PATH("equals", AT_EQUALS, TYPE(FIELD_INTEGER)),
          NUMBER("partial_above", partial, false),
          MAYBE("total", AT_TOTAL, TYPE(FIELD_INTEGER))},
         NO_SET,
         0},
    [CONSTRAINT_SEQUENCE] =
        {NAME("sequence"),
         {PATH("field", AT_FIELD, TYPE(FIELD_INTEGER))},
         NO_SET,
         0},
    [CONSTRAINT_DISTINCT] =
        {NAME("distinct"), {PATH("field", AT_FIELD, SCALARS)}, NO_SET, 0},
    [CONSTRAINT_MEMBER] = {NAME("member"),
                           {PATH("field", AT_FIELD, SCALARS),
                            PATH("in", AT_IN, SCALARS)},
                           NO_SET,
                           0},
    [CONSTRAINT_SOME] =
        {NAME("some"), {PATHS("fields", SCALARS)}, NO_SET, 1},
    [CONSTRAINT_FORBID] =
        {NAME("forbid"),
         {PATH("field", AT_FIELD, SCALARS),
          OTHER("value", PARAMETER_TEXTS, AT_FIELD, false)},
         NO_SET,
         0},
    [CONSTRAINT_LIMIT] =
        {NAME("limit"),
         {PATH("field", AT_FIELD, NUMBERS | DATES | TEXTS),
          OTHER("min", PARAMETER_BOUND, AT(min), false),
          OTHER("max", PARAMETER_BOUND, AT(max), false)},
         NAME("min | max"),
         0},
    [CONSTRAINT_SIZE] = {NAME("size"),
                         {LIST, NUMBER("min", least, false),
                          NUMBER("max", most, false)},
                         NAME("min | max"),
                         0},
    [CONSTRAINT_NEEDS] =
        {NAME("needs"),
         {PATH("field", AT_FIELD, TEXTS),
          OTHER("words", PARAMETER_TEXTS, CONSTRAINT_PATHS, true),
          PATH("need", AT_NEED, SCALARS)},
         NO_SET,
         0},
    [CONSTRAINT_WORDS] = {NAME("words"),
                          {PATHS("fields", TEXTS),
                           OTHER("table", PARAMETER_TABLE, 0, true),
                           OTHER("body", PARAMETER_BODY, 0, false)},
                          NO_SET,
                          1},
    [CONSTRAINT_PREFIX] =
        {NAME("prefix"),
         {PATH("field", AT_FIELD, SCALARS), NUMBER("at", place, false),
          OTHER("any", PARAMETER_TEXTS, CONSTRAINT_PATHS, true)},
         NO_SET,
         0},
    [CONSTRAINT_PATENT_KIND] =
        {NAME("patent_kind"),
         {PATH("number", AT_NUMBER, TYPE(FIELD_PATENT)),
          MAYBE("kind", AT_KIND, TYPE(FIELD_ENUM)),
          MAYBE("filed", AT_FILED, TYPE(FIELD_DATE))},
         NAME("kind | filed"),
         0},
    [CONSTRAINT_PATENT_TERM] =
        {NAME("patent_term"),
         {PATH("number", AT_NUMBER, TYPE(FIELD_PATENT)),
          PATH("filed", AT_FILED, TYPE(FIELD_DATE)),
          PATH("until", AT_UNTIL, TYPE(FIELD_DATE)),
          MAYBE("extension", AT_EXTENSION, TYPE(FIELD_INTEGER))},
         NO_SET,
         0},
    [CONSTRAINT_STAGES] =
        {NAME("stages"),
         {LIST, PATH("from", AT_FROM, TYPE(FIELD_INTEGER)),
          PATH("to", AT_TO, TYPE(FIELD_INTEGER)),
          PATH("mode", AT_MODE, TYPE(FIELD_ENUM)),
          MAYBE("amount", AT_AMOUNT, NUMBERS),
          MAYBE("rate", AT_RATE, NUMBERS),
          MAYBE("floor", AT_FLOOR, NUMBERS), MAYBE("cap", AT_CAP, NUMBERS),
          MAYBE("trigger", AT_TRIGGER, TYPE(FIELD_ENUM)),
          MAYBE("text", AT_TEXT, TEXTS),
          MAYBE("start", AT_START, TYPE(FIELD_DATE)),
          MAYBE("end", AT_END, TYPE(FIELD_DATE)),
          OTHER("caps", PARAMETER_CAPS, 0, false)},
         NO_SET,
         0},
    [CONSTRAINT_STALE] = {NAME("stale"),
                          {PATH("date", AT_DATE, TYPE(FIELD_DATE)),
                           NUMBER("days", days, true),
                           MAYBE("until", AT_UNTIL, TYPE(FIELD_DATE)),
                           OTHER("unless", PARAMETER_CONDITION, 0, false)},
                          NO_SET,
                          0},
    [CONSTRAINT_FOLLOW_UP] =
        {NAME("follow_up"),
         {PATH("after", AT_AFTER, TYPE(FIELD_DATE)),
          NUMBER("workdays", workdays, true),
          PATH("need", AT_NEED, SCALARS),
          OTHER("unless", PARAMETER_CONDITION, 0, false)},
         NO_SET,
         0},
    [CONSTRAINT_TOGETHER] =
        {NAME("together"), {PATHS("fields", SCALARS)}, NO_SET, 2},
    [CONSTRAINT_NO_OVERLAP] = {NAME("no_overlap"),
                               {PATH("key", AT_KEY, SCALARS),
                                PATH("from", AT_FROM, DATES),
                                PATHS("until", DATES)},
                               NO_SET,
                               1},
    [CONSTRAINT_ONCE] = {NAME("once"),
                         {PATH("field", AT_FIELD, SCALARS),
                          OTHER("where", PARAMETER_CONDITION, 0, false)},
                         NO_SET,
                         0},
    [CONSTRAINT_CONSISTENT] =
        {NAME("consistent"),
         {PATH("key", AT_KEY, SCALARS), PATH("value", AT_VALUE, SCALARS),
          OTHER("group", PARAMETER_NAME, AT(group), true)},
         NO_SET,
         0},
    [CONSTRAINT_TARGET] = {NAME("target"),
                           {PATH("ref", AT_REF, TYPE(FIELD_REF)),
                            PATH("at", AT_DAY, DATES),
                            OTHER("is", PARAMETER_STATES, 0, false),
                            OTHER("not", PARAMETER_STATES, 1, false)},
                           NAME("is | not"),
                           0},
    [CONSTRAINT_REPORTS] =
        {NAME("reports"),
         {OTHER("kind", PARAMETER_NAME, AT(kind), true),
          FOREIGN("ref", AT_REF, TYPE(FIELD_REF)),
          FOREIGN("year", AT_YEAR, TYPE(FIELD_INTEGER)),
          PATH("since", AT_SINCE, DATES),
          OTHER("due", PARAMETER_DAY, 0, true), NUMBER("run", run, false)},
         NO_SET,
         0},
    [CONSTRAINT_AGREES_MISSING] =
        {NAME("agrees_missing"),
         {PATH("list", AT_LIST, TYPE(FIELD_INTEGER) | TYPE(FIELD_TEXT)),
          PATH("ref", AT_REF, TYPE(FIELD_REF)), MAYBE("at", AT_DAY, DATES)},
         NO_SET,
         0},
    [CONSTRAINT_ACYCLIC] =
        {NAME("acyclic"), {PATHS("fields", TYPE(FIELD_REF))}, NO_SET, 1},
    [CONSTRAINT_SERIES] = {NAME("series"),
                           {PATHS("fields", SCALARS),
                            PATH("step", AT_KEY, TYPE(FIELD_ENUM)),
                            OTHER("order", PARAMETER_TEXTS, AT_KEY, true)},
                           NO_SET,
                           1},
};

const struct constraint_grammar *
constraint_grammar(enum constraint_sort sort)
{
	return &grammar[sort];
}

struct str
constraint_name(enum constraint_sort sort)
{
	return grammar[sort].name;
}

bool
constraint_between(const struct constraint *constraint)
{
	return constraint->sort >= CONSTRAINT_TOGETHER;
}
