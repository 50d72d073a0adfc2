#include "model/constraint_judge.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "model/decimal.h"
#include "model/suggest.h"
#include "model/wording.h"
#include "text/value.h"

#include <string.h>

/* What a piece adds to a composed text; false when its field is absent. */
static bool
piece_text(const struct judging *j, const struct constraint_piece *piece,
           struct str *text)
{
	const struct record_leaf *leaf;

	*text = piece->text;
	if (!piece->field)
		return true;
	leaf = judge_next(j, piece->field, NULL);
	if (leaf)
		*text = record_label(leaf->field, leaf->value, LANG_ZH);
	return leaf != NULL;
}

/* Is the text made of its pieces?  Also when one of them is absent. */
static bool
composed(const struct judging *j, struct str text)
{
	bool fits = true;

	for (size_t i = 0; i < j->c->pieces; i++) {
		struct str part;

		if (!piece_text(j, &j->c->piece[i], &part))
			return true;
		fits = fits && str_starts(text, part);
		if (fits)
			text = str_sub(text, part.n, text.n);
	}
	return fits && !text.n;
}

void
judge_compose(struct judging *j)
{
	const struct record_leaf *leaf = judge_path(j, AT_FIELD);
	struct buf whole = {0}, names = {0};
	struct str args[FINDING_ARGS] = {{0}};

	if (!leaf || composed(j, record_leaf_text(leaf)))
		return;
	for (size_t i = 0; i < j->c->pieces; i++) {
		const struct constraint_piece *piece = &j->c->piece[i];
		struct str part;

		piece_text(j, piece, &part);
		buf_add(&whole, part);
		buf_adds(&names, i ? " + " : "");
		buf_add(&names, piece->field ? piece->field->path : part);
	}
	args[0] = judge_field(j, leaf->field);
	args[1] = arena_str(j->arena, buf_str(&whole));
	args[2] = arena_str(j->arena, buf_str(&names));
	buf_release(&whole);
	buf_release(&names);
	judge_fault_part(j, "T201", leaf, record_leaf_text(leaf), args);
}

/* Paths of all fields of a rule, for messages. */
static struct str
join_paths(const struct judging *j, const char *between)
{
	struct buf b = {0};
	struct str s;

	for (size_t i = 0; i < j->c->fields; i++) {
		buf_adds(&b, i ? between : "");
		buf_add(&b, j->c->field[i]->path);
	}
	s = arena_str(j->arena, buf_str(&b));
	buf_release(&b);
	return s;
}

/* The sum of all fields; false when it cannot be made.  What is absent
 * counts 0. */
static bool
add_up(const struct judging *j, int64_t *sum, bool *whole)
{
	size_t found = 0;

	*sum = 0;
	*whole = true;
	for (size_t i = 0; i < j->c->fields; i++) {
		const struct record_leaf *leaf = NULL;
		size_t before = found;

		while ((leaf = judge_next(j, j->c->field[i], leaf)) != NULL) {
			int64_t n;

			if (!decimal_parse(value_str(leaf->value), &n))
				return false;
			*sum += n;
			found++;
		}
		*whole = *whole && found > before;
	}
	return found > 0;
}

void
judge_sum(struct judging *j)
{
	const struct record_leaf *most = judge_path(j, AT_MAX);
	const struct record_leaf *same = judge_path(j, AT_EQUALS);
	struct str args[FINDING_ARGS] = {{0}};
	int64_t sum, n;
	bool whole;

	if ((!most && !same) || !add_up(j, &sum, &whole))
		return;
	args[0] = join_paths(j, " + ");
	args[1] = decimal_text(j->arena, sum);
	if (most && decimal_parse(value_str(most->value), &n) && sum > n) {
		args[2] = judge_named(j, most);
		judge_fault(j, "F121", most, args);
		args[2].n = 0;
	}
	if (same && whole && decimal_parse(value_str(same->value), &n) &&
	    sum != n) {
		args[3] = judge_named(j, same);
		judge_fault(j, "F121", same, args);
	}
}

void
judge_at_most(struct judging *j)
{
	const struct record_leaf *leaf = judge_path(j, AT_FIELD);
	const struct record_leaf *bound = judge_path(j, AT_BOUND);

	if (!leaf || !bound ||
	    decimal_order(value_str(leaf->value),
	                  value_str(bound->value)) <= 0)
		return;
	judge_fault(j, "F122", leaf,
	            (struct str[FINDING_ARGS]){judge_named(j, leaf),
	                                       judge_named(j, bound),
	                                       value_str(bound->value)});
}

static bool
read_count(const struct record_leaf *leaf, uint64_t *n)
{
	return leaf && str_u64(value_str(leaf->value), n);
}

/* Items of the list that are counted. */
static uint64_t
count_items(const struct judging *j, const struct schema_field *list)
{
	uint32_t all = judge_items(j, list);
	uint64_t n = 0;

	if (!j->c->wheres)
		return all;
	for (uint32_t i = 0; i < all; i++)
		n += record_holds(j->record, j->c->where, j->c->wheres, list,
		                  i);
	return n;
}

void
judge_count(struct judging *j)
{
	const struct constraint *c = j->c;
	const struct schema_field *list = c->path[AT_LIST];
	const struct record_leaf *equals = judge_path(j, AT_EQUALS);
	const struct record_leaf *decides = judge_path(j, AT_TOTAL);
	struct str args[FINDING_ARGS] = {list->path};
	uint64_t said, total, listed;
	bool partial, few;

	if (!read_count(equals, &said) || !judge_items(j, list))
		return;
	total = said;
	if (decides)
		read_count(decides, &total);
	listed = count_items(j, list);
	partial = c->partial != CONSTRAINT_NO_NUMBER && total > c->partial;
	few = partial && !c->path[AT_TOTAL] && listed < c->partial;
	if (partial ? listed <= said && !few : listed == said)
		return;
	args[1] = judge_number(j, (int64_t)listed);
	args[2] = judge_named(j, equals);
	if (few)
		args[3] = judge_number(j, c->partial);
	else
		args[4] = args[1];
	judge_fault(j, "F123", equals, args);
}

/* One finding a list: the items after the first wrong one follow it. */
void
judge_sequence(struct judging *j)
{
	const struct schema_field *field = j->c->path[AT_FIELD];
	const struct record_leaf *leaf = NULL;

	while ((leaf = judge_next(j, field, leaf)) != NULL) {
		uint64_t n = 0;

		if (str_u64(value_str(leaf->value), &n) &&
		    n == (uint64_t)leaf->row + 1)
			continue;
		judge_fault(j, "F124", leaf,
		            (struct str[FINDING_ARGS]){
		                judge_field(j, field), value_str(leaf->value),
		                judge_number(j, (int64_t)leaf->row + 1)});
		return;
	}
}

/* The first scalar of a field that has a value. */
static const struct record_leaf *
first_with(const struct judging *j, const struct schema_field *field,
           struct str text)
{
	const struct record_leaf *leaf = NULL;

	while ((leaf = judge_next(j, field, leaf)) != NULL)
		if (str_eq(record_leaf_text(leaf), text))
			return leaf;
	return NULL;
}

void
judge_distinct(struct judging *j)
{
	const struct schema_field *field = j->c->path[AT_FIELD];
	const struct record_leaf *leaf = NULL, *first;

	while ((leaf = judge_next(j, field, leaf)) != NULL) {
		struct str text = record_leaf_text(leaf);

		first = first_with(j, field, text);
		if (first == leaf)
			continue;
		judge_fault(j, "F125", leaf,
		            (struct str[FINDING_ARGS]){
		                judge_field(j, field), text,
		                judge_number(j, first->at.line)});
	}
}

/* The value among those of a field that was probably meant. */
static struct str
nearest_value(const struct judging *j, const struct schema_field *field,
              struct str word)
{
	const struct record_leaf *leaf = NULL;
	struct str best = {0};
	unsigned least = SUGGEST_MAX;

	while ((leaf = judge_next(j, field, leaf)) != NULL) {
		struct str s = record_leaf_text(leaf);
		struct str near = suggest_nearest(word, &s, 1);

		if (near.n && suggest_distance(word, s) < least) {
			best = s;
			least = suggest_distance(word, s);
		}
	}
	return best;
}

/* In a list that is wrong throughout, nobody reads so many proposals. */
#define PROPOSALS_MAX 8

/* Are the last findings all of this sort?  The items of a list are judged
 * one after the other, so that those of a rule follow one another. */
static bool
proposed_enough(const struct judging *j)
{
	const struct finding_list *list = j->context->findings;
	size_t n = 0;

	while (n < PROPOSALS_MAX && n < list->n) {
		const struct finding *f = &list->v[list->n - 1 - n];

		if (strcmp(f->code, "F126") ||
		    !str_eq(f->path, j->record->source.path))
			break;
		n++;
	}
	return n == PROPOSALS_MAX;
}

void
judge_member(struct judging *j)
{
	const struct schema_field *in = j->c->path[AT_IN];
	const struct record_leaf *leaf = NULL;

	if (!judge_next(j, in, NULL))
		return;
	while ((leaf = judge_next(j, j->c->path[AT_FIELD], leaf)) != NULL) {
		struct str text = record_leaf_text(leaf);
		struct str args[FINDING_ARGS] = {
		    judge_field(j, leaf->field), text, judge_field(j, in)};

		if (first_with(j, in, text))
			continue;
		if (!proposed_enough(j))
			args[3] = nearest_value(j, in, text);
		judge_fault(j, "F126", leaf, args);
	}
}

static bool
is_number(enum field_type type)
{
	return type == FIELD_INTEGER || type == FIELD_DECIMAL ||
	       type == FIELD_MONEY;
}

/* Does it say that there is something? */
static bool
says_some(const struct record_leaf *leaf)
{
	struct str s = record_leaf_text(leaf);

	if (is_number(leaf->field->type))
		return decimal_order(s, STR("0")) > 0;
	return leaf->field->type != FIELD_BOOL || leaf->value->yes;
}

void
judge_some(struct judging *j)
{
	const struct record_leaf *first = NULL;

	for (size_t i = 0; i < j->c->fields; i++) {
		const struct record_leaf *leaf = NULL;

		while ((leaf = judge_next(j, j->c->field[i], leaf)) != NULL) {
			if (says_some(leaf))
				return;
			first = first ? first : leaf;
		}
	}
	judge_fault(j, "F127", first,
	            (struct str[FINDING_ARGS]){join_paths(j, " | ")});
}

static bool
among(struct str s, const struct str *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, text[i]))
			return true;
	return false;
}

void
judge_forbid(struct judging *j)
{
	const struct constraint *c = j->c;
	const struct schema_field *field = c->path[AT_FIELD];
	const struct record_leaf *leaf = NULL;
	struct str when = wording_conditions(j->arena, c->when, c->whens);

	while ((leaf = judge_next(j, field, leaf)) != NULL) {
		struct str args[FINDING_ARGS] = {judge_field(j, field),
		                                 [3] = when};

		if (c->texts &&
		    !among(record_leaf_text(leaf), c->text, c->texts))
			continue;
		if (c->texts)
			args[1] = finding_both(
			    j->arena,
			    record_label(field, leaf->value, LANG_ZH),
			    record_label(field, leaf->value, LANG_EN));
		else
			args[2] = STR("-");
		judge_fault(j, "F128", leaf, args);
	}
}

static uint64_t
count_characters(struct str s)
{
	uint64_t n = 0;

	while (s.n)
		n += !utf8_is_space(utf8_next(&s));
	return n;
}

static struct str
show_range(const struct judging *j, bool low)
{
	const struct constraint *c = j->c;

	if (c->min.n && c->max.n)
		return arena_fmt(j->arena, "%.*s … %.*s", STR_ARG(c->min),
		                 STR_ARG(c->max));
	return arena_fmt(j->arena, "%s %.*s", low ? "≥" : "≤",
	                 STR_ARG(low ? c->min : c->max));
}

static bool
is_text(enum field_type type)
{
	return type == FIELD_TEXT || type == FIELD_MARKDOWN;
}

void
judge_limit(struct judging *j)
{
	const struct constraint *c = j->c;
	const struct schema_field *field = c->path[AT_FIELD];
	const struct record_leaf *leaf = NULL;
	bool dates = field->type == FIELD_DATE || field->type == FIELD_MONTH;
	int (*order)(struct str, struct str) =
	    dates ? str_cmp : decimal_order;

	while ((leaf = judge_next(j, field, leaf)) != NULL) {
		struct str s = record_leaf_text(leaf);
		bool low, high;

		if (is_text(field->type))
			s = judge_number(j, (int64_t)count_characters(s));
		low = c->min.n && order(s, c->min) < 0;
		high = c->max.n && order(s, c->max) > 0;
		if (low || high)
			judge_fault(j, "F129", leaf,
			            (struct str[FINDING_ARGS]){
			                judge_field(j, field), s,
			                show_range(j, low)});
	}
}

/* Each word once a text. */
static void
find_words(struct judging *j, const struct record_leaf *leaf)
{
	struct str text = record_leaf_text(leaf);
	const struct codes *words = &j->c->table->codes;

	for (size_t i = 0; i < words->n; i++) {
		struct str word = words->v[i].label.zh;

		if (str_find(text, word) > text.n)
			continue;
		judge_fault_part(j, "T110", leaf, word,
		                 (struct str[FINDING_ARGS]){
		                     judge_field(j, leaf->field), word,
		                     j->c->table->name});
	}
}

/* ... of the body, at the first place of each. */
static void
find_words_below(struct judging *j)
{
	struct str body = j->record->body;
	const struct codes *words = &j->c->table->codes;

	for (size_t i = 0; i < words->n; i++) {
		struct str word = words->v[i].label.zh;
		size_t at = str_find(body, word);

		if (at > body.n)
			continue;
		judge_fault_body(j, "T110", str_sub(body, at, at + word.n),
		                 (struct str[FINDING_ARGS]){
		                     finding_both(j->arena, STR("正文"),
		                                  STR("the body")),
		                     word, j->c->table->name});
	}
}

void
judge_words(struct judging *j)
{
	if (j->c->body)
		find_words_below(j);
	for (size_t i = 0; i < j->c->fields; i++) {
		const struct record_leaf *leaf = NULL;

		while ((leaf = judge_next(j, j->c->field[i], leaf)) != NULL)
			find_words(j, leaf);
	}
}

/* The part of a text that a prefix stands at; may be cut short. */
static struct str
part_at(struct str s, size_t from, size_t n)
{
	size_t end = from + n;

	return str_sub(s, from < s.n ? from : s.n, end < s.n ? end : s.n);
}

static struct str
join_texts(const struct judging *j)
{
	struct buf b = {0};
	struct str s;

	for (size_t i = 0; i < j->c->texts; i++) {
		buf_adds(&b, i ? " | " : "");
		buf_add(&b, j->c->text[i]);
	}
	s = arena_str(j->arena, buf_str(&b));
	buf_release(&b);
	return s;
}

void
judge_prefix(struct judging *j)
{
	const struct constraint *c = j->c;
	const struct record_leaf *leaf = NULL;
	size_t from = c->place ? c->place - 1 : 0;

	while ((leaf = judge_next(j, c->path[AT_FIELD], leaf)) != NULL) {
		struct str s = record_leaf_text(leaf);
		bool fits = false;

		for (size_t i = 0; i < c->texts; i++)
			fits = fits || str_eq(part_at(s, from, c->text[i].n),
			                      c->text[i]);
		if (!fits)
			judge_fault(j, "N110", leaf,
			            (struct str[FINDING_ARGS]){
			                s, judge_number(j, c->place),
			                join_texts(j)});
	}
}
