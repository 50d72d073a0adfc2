#include "model/validate.h"

#include "base/utf8.h"
#include "model/confusable.h"
#include "model/constraint.h"
#include "model/decimal.h"
#include "model/privacy.h"
#include "model/record_parse.h"
#include "model/wording.h"

#define FAR 366 /* days ahead that hardly anybody means */
#define ENGLISH_ROOM 4 /* an English text may be so many times longer */

static const struct str none = {0};

struct checking {
	struct front front;
	const struct record *record;
};

/* A node as it is named in messages: where to point when it is missing. */
struct where {
	const struct yaml_member *key; /* NULL: the root, or an item */
	const struct yaml_node *node;
};

static size_t
count_characters(struct str s)
{
	size_t n = 0;

	while (s.n)
		n += !utf8_is_space(utf8_next(&s));
	return n;
}

static void
report_missing(const struct checking *c, const struct schema_field *f,
               struct where outer)
{
	struct str args[FINDING_ARGS] = {
	    f->path, f->label.zh, text2_in(f->label, LANG_EN),
	    f->required ? none
	                : wording_conditions(c->front.arena, f->required_if,
	                                     f->required_ifs)};
	struct finding_place place;

	if (outer.key && outer.key->key.n) {
		place = front_key_place(&c->front, outer.key);
		finding_add(c->front.findings, "F102", &place, args);
		return;
	}
	place = front_place(&c->front, outer.node->line, outer.node->column,
	                    0);
	if (outer.node == c->record->front)
		place = front_place(&c->front, 1, 1, 0);
	finding_add(c->front.findings, "F102", &place, args);
}

static void
report_size(const struct checking *c, const char *code,
            const struct schema_field *f, const struct yaml_node *node,
            size_t n, size_t bound)
{
	front_fault(&c->front, code, node,
	            wording_field(c->front.arena, f),
	            arena_fmt(c->front.arena, "%zu", n),
	            arena_fmt(c->front.arena, "%zu", bound));
}

static void
check_size(const struct checking *c, const struct schema_field *f,
           const struct yaml_node *node, size_t n, unsigned factor)
{
	bool list = f->type == FIELD_LIST;
	uint64_t bound;

	if (str_u64(f->max, &bound) && n > bound * factor)
		report_size(c, list ? "F111" : "F105", f, node, n,
		            (size_t)bound * factor);
	if (str_u64(f->min, &bound) && n < bound)
		report_size(c, list ? "F112" : "F110", f, node, n,
		            (size_t)bound);
}

static void
check_text(const struct checking *c, const struct schema_field *f,
           const struct yaml_node *node)
{
	const struct yaml_node *en = yaml_get(node, STR("en"));
	const struct yaml_node *zh = yaml_get(node, STR("zh"));

	if (!f->min.n && !f->max.n)
		return;
	if (node->type == YAML_TEXT)
		check_size(c, f, node, count_characters(node->text), 1);
	if (zh && zh->type == YAML_TEXT)
		check_size(c, f, zh, count_characters(zh->text), 1);
	if (en && en->type == YAML_TEXT)
		check_size(c, f, en, count_characters(en->text),
		           ENGLISH_ROOM);
}

static bool
is_number(enum field_type type)
{
	return type == FIELD_INTEGER || type == FIELD_DECIMAL ||
	       type == FIELD_MONEY;
}

static void
check_range(const struct checking *c, const struct schema_field *f,
            const struct yaml_node *node, const struct value *value)
{
	struct str s = value_str(value), range;
	int (*order)(struct str, struct str) =
	    is_number(f->type) ? decimal_order : str_cmp;
	bool low = f->min.n && order(s, f->min) < 0;
	bool high = f->max.n && order(s, f->max) > 0;

	if (!low && !high)
		return;
	if (f->min.n && f->max.n)
		range = arena_fmt(c->front.arena, "%.*s … %.*s",
		                  STR_ARG(f->min), STR_ARG(f->max));
	else
		range = arena_fmt(c->front.arena, "%s %.*s", low ? "≥" : "≤",
		                  STR_ARG(low ? f->min : f->max));
	front_fault(&c->front, "F106", node,
	            wording_field(c->front.arena, f), s, range);
}

/* Characters that hide or garble; one finding a scalar at most. */
static void
check_characters(const struct checking *c, const struct yaml_node *node)
{
	struct str rest = node->text;

	if (!record_suspect(rest))
		rest.n = 0;
	while (rest.n) {
		uint32_t ch = utf8_next(&rest);
		const char *code = record_character_code(ch);

		if (code) {
			front_fault(&c->front, code, node,
			            arena_fmt(c->front.arena, "U+%04X", ch),
			            none, none);
			return;
		}
	}
	if (str_find(node->text, STR("锟斤拷")) < node->text.n)
		front_fault(&c->front, "T103", node, STR("锟斤拷"), none,
		            none);
}

static void
check_scalar(const struct checking *c, const struct schema_field *f,
             const struct yaml_node *node, const struct value *value)
{
	if (f->type == FIELD_TEXT || f->type == FIELD_MARKDOWN)
		check_text(c, f, node);
	else if (value && (is_number(f->type) || f->type == FIELD_DATE ||
	                   f->type == FIELD_MONTH))
		check_range(c, f, node, value);
	/* Markdown is looked at by the line when its links are read. */
	if (f->type == FIELD_MARKDOWN)
		return;
	if (node->type == YAML_TEXT)
		check_characters(c, node);
	for (size_t i = 0; node->type == YAML_MAP && i < node->n; i++)
		if (node->member[i].node->type == YAML_TEXT)
			check_characters(c, node->member[i].node);
}

static void check_map(const struct checking *c,
                      const struct schema_field *field, size_t n,
                      struct where outer, const struct value *value,
                      uint32_t row);

static void
check_field(const struct checking *c, const struct schema_field *f,
            struct where at, const struct value *value, uint32_t row)
{
	if (f->type == FIELD_MAP && at.node->type == YAML_MAP) {
		check_map(c, f->field, f->fields, at, value, row);
		return;
	}
	if (f->type != FIELD_LIST) {
		if (f->type != FIELD_MAP)
			check_scalar(c, f, at.node, value);
		return;
	}
	if (at.node->type != YAML_LIST)
		return;
	check_size(c, f, at.node, at.node->n, 1);
	for (size_t i = 0; i < at.node->n; i++) {
		const struct yaml_node *item = at.node->member[i].node;
		const struct value *v =
		    value && i < value->n ? value->member[i].value : NULL;

		/* An item of the wrong type is null, and was reported. */
		check_field(c, f->field, (struct where){NULL, item},
		            v && v->type == VALUE_NULL ? NULL : v,
		            f->list ? row : (uint32_t)i);
	}
}

static const struct yaml_member *
find_member(const struct yaml_node *map, struct str key)
{
	for (size_t i = 0; i < map->n; i++)
		if (str_eq(map->member[i].key, key))
			return &map->member[i];
	return NULL;
}

static bool
needed(const struct checking *c, const struct schema_field *f, uint32_t row)
{
	return f->required ||
	       (f->required_ifs &&
	        record_holds(c->record, f->required_if, f->required_ifs,
	                     f->list, row));
}

/* A misspelt key is told once, as such. */
static bool
is_misspelt(const struct checking *c, const struct schema_field *field,
            size_t n, const struct yaml_node *map,
            const struct schema_field *f)
{
	bool top = map == c->record->front;
	bool is = false;

	for (size_t i = 0; !is && i < map->n; i++)
		is = record_meant(field, n, map->member[i].key, top) == f;
	return is;
}

static void
check_map(const struct checking *c, const struct schema_field *field,
          size_t n, struct where outer, const struct value *value,
          uint32_t row)
{
	for (size_t i = 0; i < n; i++) {
		const struct schema_field *f = &field[i];
		const struct yaml_member *m =
		    find_member(outer.node, f->name);

		if (m && !record_absent(m->node))
			check_field(c, f, (struct where){m, m->node},
			            value_get(value, f->name), row);
		else if (needed(c, f, row) &&
		         (m || !is_misspelt(c, field, n, outer.node, f)))
			report_missing(c, f,
			               m ? (struct where){m, m->node}
			                 : outer);
	}
}

/* The plain text that ends at a place of a line. */
static bool
text_ends(const struct record *r, unsigned line, unsigned column)
{
	for (size_t i = 0; i < r->leaves; i++) {
		const struct record_leaf *leaf = &r->leaf[i];

		if (leaf->field->type == FIELD_TEXT && leaf->at.line == line &&
		    leaf->at.length &&
		    leaf->at.column + leaf->at.length == column)
			return true;
	}
	return false;
}

/* A comment behind a text, which may have been meant as a part of it. */
static void
check_comment(const struct checking *c, struct str s, unsigned line)
{
	size_t at = str_find(s, STR(" #"));
	struct str before = str_sub(s, 0, at < s.n ? at : s.n);
	unsigned column;
	struct finding_place place;

	while (before.n && before.p[before.n - 1] == ' ')
		before.n--;
	if (at > s.n || str_ends(before, STR("\"")) ||
	    str_ends(before, STR("'")) ||
	    !text_ends(c->record, line, (unsigned)utf8_count(before) + 1))
		return;
	column = (unsigned)utf8_count(str_sub(s, 0, at + 1)) + 1;
	s = str_trim(str_sub(s, at + 1, s.n));
	place = front_place(&c->front, line, column,
	                    (unsigned)utf8_count(s));
	finding_add(c->front.findings, "S125", &place,
	            (struct str[FINDING_ARGS]){s});
}

static void
check_comments(const struct checking *c)
{
	struct str rest = c->record->source.bytes;

	if (c->record->body.n)
		rest = str_sub(rest, 0,
		               (size_t)(c->record->body.p - rest.p));
	for (unsigned line = 1; rest.n; line++)
		check_comment(c, str_cut(&rest, '\n'), line);
}

/* Was this pair of dates looked at for an earlier rule? */
static bool
seen(const struct schema_rule *rule, const struct schema_rule *first)
{
	for (; first < rule; first++)
		if (first->from == rule->from && first->until == rule->until)
			return true;
	return false;
}

/*
 * A state that ends before it begins, where both dates stand side by side.
 * Dates of different parts (a term, a publication) may well cross.
 */
static void
check_order(const struct checking *c, const struct schema_rule *rule)
{
	const struct record *r = c->record;
	const struct record_leaf *until = NULL;
	struct finding_place place;

	if (!rule->until || rule->until->parent != rule->from->parent)
		return;
	while ((until = record_leaf(r, rule->until, until)) != NULL) {
		int32_t from = record_day(r, rule->from, until->row);
		int32_t to = record_day(r, rule->until, until->row);

		if (from == DATE_NONE || to == DATE_NONE || to >= from)
			continue;
		place = record_at(r, until->at);
		finding_add(
		    c->front.findings, "D102", &place,
		    (struct str[FINDING_ARGS]){
		        arena_fmt(c->front.arena, "%.*s %.*s",
		                  STR_ARG(rule->until->path),
		                  STR_ARG(record_leaf_text(until))),
		        arena_fmt(c->front.arena, "%.*s %.*s",
		                  STR_ARG(rule->from->path),
		                  STR_ARG(date_iso_str(c->front.arena,
		                                       from)))});
	}
}

static void
check_rules(const struct checking *c, const struct schema_rule *rule,
            size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!seen(&rule[i], rule))
			check_order(c, &rule[i]);
}

/* A year mistyped keeps the record from everybody. */
static void
check_scheduled(const struct checking *c, int32_t as_of)
{
	const struct record *r = c->record;
	const struct record_leaf *leaf;
	struct finding_place place;

	if (as_of == DATE_NONE || r->scheduled == DATE_NONE ||
	    r->scheduled <= date_add(as_of, FAR))
		return;
	leaf = record_leaf(r, r->schema->scheduled, NULL);
	place = record_at(r, leaf->at);
	finding_add(c->front.findings, "D108", &place,
	            (struct str[FINDING_ARGS]){record_leaf_text(leaf)});
}

static bool
about_itself(const struct schema *schema, const struct schema_rule *rule)
{
	for (size_t i = 0; i < schema->owns; i++)
		if (schema->own[i].from == rule->from &&
		    schema->own[i].until == rule->until)
			return true;
	return false;
}

void
validate_record(const struct record *record, int32_t as_of,
                struct finding_list *findings)
{
	struct constraint_context rules = {findings->arena, record, as_of,
	                                   findings};
	struct checking c = {
	    .front = {findings->arena, record->source, findings},
	    .record = record};
	const struct schema *schema = record->schema;

	check_map(&c, schema->field, schema->fields,
	          (struct where){NULL, record->front}, record->fields,
	          RECORD_NO_ROW);
	check_comments(&c);
	check_scheduled(&c, as_of);
	check_rules(&c, schema->own, schema->owns);
	for (size_t i = 0; i < schema->abouts; i++)
		if (!about_itself(schema, &schema->about[i]) &&
		    !seen(&schema->about[i], schema->about))
			check_order(&c, &schema->about[i]);
	constraint_check(&rules);
	confusable_check(record, findings);
	privacy_check(record, findings); /* last: it covers what it finds */
}
