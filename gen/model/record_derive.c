#include "model/record_parse.h"

#include "model/price.h"

static const struct str none = {0};

/* The text at a field, in both languages; empty when absent. */
static struct text2
text_at(const struct record *r, const struct schema_field *field)
{
	const struct record_leaf *leaf =
	    field ? record_leaf(r, field, NULL) : NULL;
	struct text2 text = {0};

	if (!leaf)
		return text;
	text.zh = record_leaf_text(leaf);
	text.en = value_str(value_get(leaf->value, STR("en")));
	return text;
}

static void
derive_head(struct parsing *p)
{
	struct record *r = p->record;
	const struct schema *schema = r->schema;

	r->title = text_at(r, schema->title);
	if (!r->title.zh.n)
		r->title.zh = r->id;
	r->summary = text_at(r, schema->summary);
	for (size_t i = 0; i < schema->dates && r->date == DATE_NONE; i++)
		r->date = record_day(r, schema->date[i], RECORD_NO_ROW);
	if (schema->scheduled)
		r->scheduled =
		    record_day(r, schema->scheduled, RECORD_NO_ROW);
}

static bool
has_facet(const struct record *r, const struct schema_facet *facet,
          struct str code)
{
	for (size_t i = 0; i < r->facets; i++)
		if (r->facet[i].facet == facet &&
		    str_eq(r->facet[i].code, code))
			return true;
	return false;
}

static void
push_facet(struct parsing *p, const struct schema_facet *facet,
           struct str code)
{
	struct record *r = p->record;

	if (!has_facet(r, facet, code))
		record_push(p->front.arena, r->facet, r->facets,
		            ((struct record_facet){facet, code}));
}

static void
push_band(struct parsing *p, const struct schema_facet *facet)
{
	struct price price;

	if (price_of(p->front.arena, p->record, &price))
		push_facet(p, facet,
		           price_band(&p->record->schema->bands, &price));
}

static void
derive_facets(struct parsing *p)
{
	struct record *r = p->record;

	for (size_t i = 0; i < r->schema->facets; i++) {
		const struct schema_facet *facet = &r->schema->facet[i];
		const struct record_leaf *leaf = NULL;

		if (facet->source == FACET_YEAR && r->date != DATE_NONE)
			push_facet(p, facet,
			           str_sub(date_iso_str(p->front.arena,
			                                r->date),
			                   0, 4));
		if (facet->source == FACET_PRICE)
			push_band(p, facet);
		if (facet->source != FACET_FIELD)
			continue;
		while ((leaf = record_leaf(r, facet->field, leaf)) != NULL)
			push_facet(p, facet, record_leaf_text(leaf));
	}
}

static void
push_text(struct parsing *p, const struct schema_field *field,
          struct str text, unsigned weight)
{
	struct record *r = p->record;

	if (text.n)
		record_push(p->front.arena, r->text, r->texts,
		            ((struct record_text){
		                field, text, weight,
		                field && (field->codes || field->pinyin)}));
}

/*
 * Where the text of a scalar begins: that of a block on the line after its
 * `|`, past the indentation; that of others where they stand.
 */
static struct record_span
text_start(struct str source, struct record_span at)
{
	unsigned line = at.line;
	struct str first = {0};
	size_t indent = 0, mark;

	while (line--)
		first = str_cut(&source, '\n');
	mark = str_rchr(str_trim(first), ' ') + 1;
	first = str_trim(first);
	if (mark < first.n && (first.p[mark] == '|' || first.p[mark] == '>')) {
		while (indent < source.n && source.p[indent] == ' ')
			indent++;
		at.line++;
		at.column = (unsigned)indent + 1;
	}
	return at;
}

/* Markdown fields: their links count, and their plain text is searched. */
static void
derive_markdown(struct parsing *p, struct record_leaf *leaf)
{
	struct record_span at =
	    text_start(p->front.source.bytes, leaf->at);
	struct str text = record_read_text(p, value_str(leaf->value), at,
	                                   leaf->field);

	leaf->plain = text;
	if (leaf->field->weight)
		push_text(p, leaf->field, text, leaf->field->weight);
	if (leaf->field == p->record->schema->summary)
		p->record->summary.zh = text;
}

static void
derive_text(struct parsing *p, struct record_leaf *leaf)
{
	const struct schema_field *field = leaf->field;
	unsigned weight = field->weight;

	if (field->hidden)
		return;
	if (field->type == FIELD_MARKDOWN) {
		derive_markdown(p, leaf);
	} else if (field->codes) {
		const struct code *code =
		    codes_find(field->codes, value_str(leaf->value));

		weight = weight ? weight : 1;
		push_text(p, field, code->label.zh, weight);
		push_text(p, field, code->label.en, weight);
	} else if (weight && field->type != FIELD_BOOL) {
		push_text(p, field, record_leaf_text(leaf), weight);
		push_text(p, field,
		          value_str(value_get(leaf->value, STR("en"))),
		          weight);
	}
}

static void
derive_reference(struct parsing *p, const struct record_leaf *leaf)
{
	struct record *r = p->record;
	struct str s = value_str(leaf->value);

	if (leaf->field->type == FIELD_REF)
		record_push(p->front.arena, r->ref, r->refs,
		            ((struct record_ref){leaf->field,
		                                 leaf->field->target_schema,
		                                 s, leaf->at}));
	if (leaf->field->type == FIELD_FILE)
		record_push(
		    p->front.arena, r->file, r->files,
		    ((struct record_file){leaf->field, s, leaf->at}));
}

/* What a rule asserts of one subject; false when it asserts nothing. */
static bool
assertion_of(const struct record *r, const struct schema_rule *rule,
             const struct record_leaf *ref, struct record_assertion *out)
{
	const struct schema_field *list = ref ? ref->field->list : NULL;
	uint32_t row = ref ? ref->row : RECORD_NO_ROW;
	bool from_row = list && rule->from->list == list;
	bool until_row = list && rule->until && rule->until->list == list;
	int32_t from =
	    record_day(r, rule->from, from_row ? row : RECORD_NO_ROW);
	int32_t until = DATE_NONE;

	if (from == DATE_NONE ||
	    !record_holds(r, rule->when, rule->whens, list, row) ||
	    (rule->unlesses &&
	     record_holds(r, rule->unless, rule->unlesses, list, row)))
		return false;
	if (rule->until)
		until = record_day(r, rule->until,
		                   until_row ? row : RECORD_NO_ROW);
	*out = (struct record_assertion){
	    .rule = rule,
	    .id = ref ? value_str(ref->value) : r->id,
	    .state = rule->state,
	    .from = rule->after ? date_add(from, 1) : from,
	    .until = until == DATE_NONE ? DATE_NEVER : until};
	return out->from <= out->until;
}

static void
derive_own(struct parsing *p)
{
	struct record *r = p->record;
	struct record_assertion out;

	for (size_t i = 0; i < r->schema->owns; i++)
		if (assertion_of(r, &r->schema->own[i], NULL, &out))
			record_push(p->front.arena, r->own, r->owns, out);
}

static void
derive_about(struct parsing *p)
{
	struct record *r = p->record;
	struct record_assertion out;

	for (size_t i = 0; i < r->schema->abouts; i++) {
		const struct schema_rule *rule = &r->schema->about[i];
		const struct record_leaf *ref = NULL;

		while ((ref = record_leaf(r, rule->ref, ref)) != NULL)
			if (assertion_of(r, rule, ref, &out))
				record_push(p->front.arena, r->about,
				            r->abouts, out);
	}
}

static void
derive_withdrawal(struct parsing *p)
{
	struct record *r = p->record;
	const struct schema_field *field = r->schema->withdraws;
	const struct record_leaf *leaf =
	    field ? record_leaf(r, field, NULL) : NULL;
	struct finding_place place;
	struct str folder, id;

	if (!leaf)
		return;
	id = record_leaf_text(leaf);
	folder = str_cut(&id, '/');
	if (schema_of_folder(p->set, folder) && record_id_shape(id)) {
		r->withdraws = record_leaf_text(leaf);
		return;
	}
	place = record_at(r, leaf->at);
	finding_add(p->front.findings, "R108", &place,
	            (struct str[FINDING_ARGS]){record_leaf_text(leaf), none,
	                                       none});
}

void
record_derive(struct parsing *p)
{
	struct record *r = p->record;

	derive_head(p);
	derive_facets(p);
	for (size_t i = 0; i < r->leaves; i++) {
		derive_text(p, &r->leaf[i]);
		derive_reference(p, &r->leaf[i]);
	}
	push_text(p, NULL, r->body_text, 1);
	derive_own(p);
	derive_about(p);
	derive_withdrawal(p);
}
