#include "model/constraint_judge.h"
#include "model/record_spot.h"
#include "model/wording.h"

#include "base/utf8.h"
#include "text/value.h"

#include <inttypes.h>
#include <string.h>

/* Escapes may make a text longer in the file than it is. */
#define PART_WINDOW 256
/* How many findings are looked at for the same cause. */
#define REPORTS_SEEN 64

int32_t
constraint_due(const struct constraint *constraint, int year)
{
	struct date_parts parts = {year, constraint->month, constraint->day};
	int32_t day = DATE_NEVER;

	if (!constraint->month)
		parts = (struct date_parts){year, 12, 31};
	while (!date_of(parts, &day) && parts.day > 1)
		parts.day--; /* the 29th of February */
	return day;
}

void
constraint_report(const struct constraint *constraint,
                  struct finding_list *findings, const char *code,
                  const struct finding_place *place,
                  const struct str args[FINDING_ARGS])
{
	struct finding *f = finding_add(findings, code, place, args);

	f->basis.zh = arena_str(findings->arena, constraint->why.zh);
	f->basis.en = arena_str(findings->arena, constraint->why.en);
	if (constraint->levelled)
		finding_set_level(findings, constraint->level);
}

const struct record_leaf *
judge_next(const struct judging *j, const struct schema_field *field,
           const struct record_leaf *leaf)
{
	bool item = field && j->row != RECORD_NO_ROW &&
	            field->list == j->c->rows;

	while (field && (leaf = record_leaf(j->record, field, leaf)) != NULL)
		if (!item || leaf->row == j->row)
			return leaf;
	return NULL;
}

const struct record_leaf *
judge_path(const struct judging *j, enum constraint_path path)
{
	return judge_next(j, j->c->path[path], NULL);
}

const struct record_leaf *
judge_at(const struct judging *j, enum constraint_path path, uint32_t row)
{
	const struct schema_field *field = j->c->path[path];
	const struct record_leaf *leaf = NULL;

	while (field && (leaf = record_leaf(j->record, field, leaf)) != NULL)
		if (leaf->row == row)
			return leaf;
	return NULL;
}

int32_t
judge_day(const struct record_leaf *leaf)
{
	struct str s = leaf ? value_str(leaf->value) : (struct str){0};
	int32_t day = DATE_NONE;

	if (s.n && !date_parse_iso(s, &day))
		date_parse_month(s, &day);
	return day;
}

uint32_t
judge_items(const struct judging *j, const struct schema_field *list)
{
	const struct value *v = record_field(j->record, list->path);

	return v && v->type == VALUE_LIST ? (uint32_t)v->n : 0;
}

struct str
judge_field(const struct judging *j, const struct schema_field *field)
{
	return wording_field(j->arena, field);
}

static struct str
named_in(const struct judging *j, const struct record_leaf *leaf,
         enum lang lang)
{
	struct str name = finding_half(judge_field(j, leaf->field), lang);

	return arena_fmt(j->arena, "%.*s%s%.*s", STR_ARG(name),
	                 str_ends(name, STR("）")) ? "" : " ",
	                 STR_ARG(record_leaf_text(leaf)));
}

struct str
judge_named(const struct judging *j, const struct record_leaf *leaf)
{
	return finding_both(j->arena, named_in(j, leaf, LANG_ZH),
	                    named_in(j, leaf, LANG_EN));
}

struct str
judge_iso(const struct judging *j, int32_t day)
{
	return date_iso_str(j->arena, day);
}

struct str
judge_number(const struct judging *j, int64_t n)
{
	return arena_fmt(j->arena, "%" PRId64, n);
}

/* One cause, one message: a scalar outside the list may be wrong beside
 * several items, and a period that ends before it begins is a matter of
 * its life (D102) already. */
static bool
reported(const struct finding_list *list, const struct finding_place *place,
         const char *code)
{
	size_t first = list->n > REPORTS_SEEN ? list->n - REPORTS_SEEN : 0;
	bool order = !strcmp(code, "D104");

	for (size_t i = list->n; i > first; i--) {
		const struct finding *f = &list->v[i - 1];

		if (f->line == place->line && f->column == place->column &&
		    str_eq(f->path, place->path) &&
		    (!strcmp(f->code, code) ||
		     (order && !strcmp(f->code, "D102"))))
			return true;
	}
	return false;
}

static void
report(const struct judging *j, const char *code, struct record_span at,
       const struct str args[FINDING_ARGS])
{
	struct finding_list *list = j->context->findings;
	struct finding_place place = record_at(j->record, at);

	if (!reported(list, &place, code))
		constraint_report(j->c, list, code, &place, args);
}

void
judge_fault(const struct judging *j, const char *code,
            const struct record_leaf *leaf,
            const struct str args[FINDING_ARGS])
{
	report(j, code, leaf ? leaf->at : (struct record_span){1, 1, 0},
	       args);
}

/* Where a line begins, as an offset. */
static size_t
line_offset(struct str s, unsigned line)
{
	struct str rest = s;

	while (--line && rest.n)
		str_cut(&rest, '\n');
	return s.n - rest.n;
}

/* Go over a text, counting lines and code points. */
static void
step_over(struct record_span *at, struct str s)
{
	while (s.n) {
		bool end = utf8_next(&s) == '\n';

		at->line += end;
		at->column = end ? 1 : at->column + 1;
	}
}

static bool
find_part(const struct record *r, const struct record_leaf *leaf,
          struct str part, struct record_span *at)
{
	struct str bytes = r->source.bytes, window;
	size_t from = line_offset(bytes, leaf->at.line), found;
	size_t room = record_leaf_text(leaf).n * 2 + PART_WINDOW;
	struct str rest = str_sub(bytes, from, bytes.n);

	for (unsigned i = 1; i < leaf->at.column && rest.n; i++)
		utf8_next(&rest);
	window = str_sub(rest, 0, room < rest.n ? room : rest.n);
	found = str_find(window, part);
	if (!part.n || found > window.n)
		return false;
	*at = leaf->at;
	step_over(at, str_sub(window, 0, found));
	at->length = (unsigned)utf8_count(part);
	return true;
}

void
judge_fault_part(const struct judging *j, const char *code,
                 const struct record_leaf *leaf, struct str part,
                 const struct str args[FINDING_ARGS])
{
	struct record_span at = leaf->at;

	find_part(j->record, leaf, part, &at);
	report(j, code, at, args);
}

void
judge_fault_body(const struct judging *j, const char *code, struct str part,
                 const struct str args[FINDING_ARGS])
{
	struct record_spot spot;

	if (record_spot(j->record,
	                (size_t)(part.p - j->record->source.bytes.p), part.n,
	                &spot))
		report(j, code, spot.at, args);
}

static void
judge(struct judging *j)
{
	static void (*const by_sort[CONSTRAINT_SORTS])(struct judging *) = {
	    [CONSTRAINT_ORDER] = judge_order,
	    [CONSTRAINT_SAME_YEAR] = judge_same_year,
	    [CONSTRAINT_WORKDAYS] = judge_workdays,
	    [CONSTRAINT_COMPOSE] = judge_compose,
	    [CONSTRAINT_SUM] = judge_sum,
	    [CONSTRAINT_AT_MOST] = judge_at_most,
	    [CONSTRAINT_COUNT] = judge_count,
	    [CONSTRAINT_SEQUENCE] = judge_sequence,
	    [CONSTRAINT_DISTINCT] = judge_distinct,
	    [CONSTRAINT_MEMBER] = judge_member,
	    [CONSTRAINT_SOME] = judge_some,
	    [CONSTRAINT_FORBID] = judge_forbid,
	    [CONSTRAINT_LIMIT] = judge_limit,
	    [CONSTRAINT_SIZE] = judge_size,
	    [CONSTRAINT_NEEDS] = judge_needs,
	    [CONSTRAINT_WORDS] = judge_words,
	    [CONSTRAINT_PREFIX] = judge_prefix,
	    [CONSTRAINT_PATENT_KIND] = judge_patent_kind,
	    [CONSTRAINT_PATENT_TERM] = judge_patent_term,
	    [CONSTRAINT_STAGES] = judge_stages,
	    [CONSTRAINT_STALE] = judge_stale,
	    [CONSTRAINT_FOLLOW_UP] = judge_follow_up,
	};

	if (record_holds(j->record, j->c->when, j->c->whens, j->c->rows,
	                 j->row))
		by_sort[j->c->sort](j);
}

/* One more than the item that the last leaf of a list is of. */
static uint32_t
rows_of(const struct record *r, const struct schema_field *list)
{
	for (size_t i = r->leaves; i; i--)
		if (r->leaf[i - 1].field->list == list)
			return r->leaf[i - 1].row + 1;
	return 0;
}

void
constraint_check(const struct constraint_context *context)
{
	const struct schema *schema = context->record->schema;
	struct judging j = {.context = context,
	                    .record = context->record,
	                    .arena = context->arena};

	for (size_t i = 0; i < schema->constraints; i++) {
		uint32_t rows;

		j.c = &schema->constraint[i];
		j.row = RECORD_NO_ROW;
		if (constraint_between(j.c))
			continue;
		if (!j.c->rows) {
			judge(&j);
			continue;
		}
		rows = rows_of(context->record, j.c->rows);
		if (!rows)
			judge(&j);
		for (j.row = 0; j.row < rows; j.row++)
			judge(&j);
	}
}
