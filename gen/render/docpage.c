#include "render/docpage.h"

#include "model/finding.h"
#include "render/formpage.h"
#include "render/statechart.h"
#include "text/json.h"

/* ----------------------------------------------------------- codes */

static struct str
code_text(const struct context *c, const struct finding_code *code,
          enum finding_part part)
{
	struct buf b = {0};
	struct str s;

	finding_code_text(code, part, c->lang, &b);
	s = arena_str(c->arena, buf_str(&b));
	buf_release(&b);
	return s;
}

static struct str
code_link(const struct context *c, const char *code)
{
	return context_link(c,
	                    (struct output){.type = OUTPUT_CODE,
	                                    .name = str_from(code)},
	                    c->renderer->site->languages);
}

static struct value *
code_value(const struct context *c, const struct finding_code *code)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);
	bool error = code->severity == FINDING_ERROR;

	value_put_text(a, map, "code", str_from(code->code));
	value_put_text(a, map, "url", code_link(c, code->code));
	value_put_text(a, map, "severity",
	               context_text(c, error ? "code_error" : "code_warning"));
	value_put_text(a, map, "tone", error ? STR("end") : STR("wait"));
	value_put_text(a, map, "message",
	               code_text(c, code, FINDING_MESSAGE));
	return map;
}

static struct value *
family_value(const struct context *c, char letter, struct value *codes)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);
	struct str key = arena_fmt(a, "code_family_%c", letter - 'A' + 'a');

	value_put_text(a, map, "letter", arena_fmt(a, "%c", letter));
	value_put_text(a, map, "label", context_text(c, key.p));
	value_put(a, map, STR("codes"), codes);
	return map;
}

/* All codes, family by family: the first letter is the family. */
static int
code_index(struct context *c, struct buf *out, struct err *err)
{
	struct arena *a = c->arena;
	struct value *families = value_list(a);
	struct value *codes = NULL;
	const struct finding_code *code;
	char last = 0;

	for (size_t i = 0; (code = finding_code_at(i)) != NULL; i++) {
		if (code->code[0] != last) {
			last = code->code[0];
			codes = value_list(a);
			value_add(a, families, family_value(c, last, codes));
		}
		value_add(a, codes, code_value(c, code));
	}
	value_put(a, c->root, STR("families"), families);
	context_page(c, context_text(c, "codes_title"),
	             context_text(c, "codes_intro"));
	context_alt(c, c->renderer->site->languages);
	return context_render(c, "codes", out, err);
}

int
docpage_code(struct context *c, struct buf *out, bool *exists,
             struct err *err)
{
	struct arena *a = c->arena;
	const struct finding_code *code = finding_code_get(c->output->name);
	struct value *map;

	if (str_eq(c->output->name, STR(DOCPAGE_INDEX)))
		return code_index(c, out, err);
	if (!code) {
		*exists = false;
		return 0;
	}
	map = code_value(c, code);
	value_put_text(a, map, "why", code_text(c, code, FINDING_WHY));
	value_put_text(a, map, "remedy", code_text(c, code, FINDING_REMEDY));
	value_put_text(a, map, "bad", str_from(code->bad));
	value_put_text(a, map, "good", str_from(code->good));
	value_put_text(a, map, "index_url", code_link(c, DOCPAGE_INDEX));
	value_put(a, c->root, STR("code"), map);
	context_page(c,
	             arena_fmt(a, "%s %.*s", code->code,
	                       STR_ARG(code_text(c, code, FINDING_MESSAGE))),
	             code_text(c, code, FINDING_WHY));
	context_alt(c, c->renderer->site->languages);
	return context_render(c, "code", out, err);
}

/* ----------------------------------------------------------- kinds */

static struct value *
choices(const struct context *c, const struct schema_field *f)
{
	struct arena *a = c->arena;
	struct value *list = value_list(a);

	for (size_t i = 0; f->codes && !f->table && i < f->codes->n; i++) {
		struct value *map = value_map(a);

		value_put_text(a, map, "code", f->codes->v[i].code);
		value_put_text(a, map, "label",
		               text2_in(f->codes->v[i].label, c->lang));
		value_add(a, list, map);
	}
	return list;
}

/* "≤ 500", "≥ 1", "1 – 9", or nothing. */
static struct str
bounds(const struct context *c, const struct schema_field *f)
{
	if (f->min.n && f->max.n)
		return arena_fmt(c->arena, "%.*s – %.*s", STR_ARG(f->min),
		                 STR_ARG(f->max));
	if (f->max.n)
		return arena_fmt(c->arena, "≤ %.*s", STR_ARG(f->max));
	if (f->min.n)
		return arena_fmt(c->arena, "≥ %.*s", STR_ARG(f->min));
	return STR("");
}

static struct str
type_text(const struct context *c, const struct schema_field *f)
{
	struct str name = schema_type_name(f->type);

	if (f->type == FIELD_LIST && f->fields)
		name = schema_type_name(f->field->type);
	name = context_text(
	    c, arena_fmt(c->arena, "type_%.*s", STR_ARG(name)).p);
	if (f->type != FIELD_LIST)
		return name;
	return arena_fmt(c->arena, "%.*s%.*s",
	                 STR_ARG(context_text(c, "type_list_of")),
	                 STR_ARG(name));
}

static struct value *
field_value(const struct context *c, const struct schema_field *f)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);
	const char *need = f->required       ? "doc_required"
	                   : f->required_ifs ? "doc_required_if"
	                                     : "doc_optional";

	value_put_text(a, map, "path", f->path);
	value_put_text(a, map, "label", text2_in(f->label, c->lang));
	value_put_text(a, map, "help", text2_in(f->help, c->lang));
	value_put_text(a, map, "type", type_text(c, f));
	value_put_text(a, map, "need", context_text(c, need));
	value_put_text(a, map, "bounds", bounds(c, f));
	value_put_text(a, map, "unit", text2_in(f->unit, c->lang));
	value_put(a, map, STR("hidden"), value_bool(a, f->hidden));
	value_put(a, map, STR("values"), choices(c, f));
	if (f->table)
		value_put_text(a, map, "table",
		               text2_in(f->table->label, c->lang));
	if (f->target_schema)
		value_put_text(a, map, "target",
		               text2_in(f->target_schema->label, c->lang));
	value_put(a, map, STR("noted"),
	          value_bool(a, f->min.n || f->max.n || f->hidden ||
	                            f->codes || f->table ||
	                            f->target_schema ||
	                            text2_in(f->help, c->lang).n));
	return map;
}

static struct value *
fields_value(const struct context *c, const struct schema *schema)
{
	struct value *list = value_list(c->arena);
	const struct schema_field *f = NULL;

	while ((f = schema_next(schema, f)) != NULL)
		if (f->name.n)
			value_add(c->arena, list, field_value(c, f));
	return list;
}

static struct value *
states_value(const struct context *c, const struct schema *schema)
{
	struct arena *a = c->arena;
	struct value *list = value_list(a);

	for (uint32_t i = 0; i < schema->life.n; i++) {
		const struct life_state *state = &schema->life.state[i];
		struct value *map = value_map(a);

		value_put_text(a, map, "code", state->code);
		value_put_text(a, map, "label",
		               text2_in(state->label, c->lang));
		value_put_text(a, map, "tone", life_tone_name(state->tone));
		value_put(a, map, STR("triggers"),
		          statechart_triggers(c, schema, i));
		value_add(a, list, map);
	}
	return list;
}

static struct value *
kind_value(const struct context *c, const struct schema *schema)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);
	struct buf b = {0};

	value_put_text(a, map, "kind", schema->kind);
	value_put_text(a, map, "folder", schema->folder);
	value_put_text(a, map, "label", text2_in(schema->label, c->lang));
	value_put(a, map, STR("permanent"), value_bool(a, schema->permanent));
	value_put_text(a, map, "list_url",
	               context_list_link(c, schema->folder, 0));
	value_put_text(a, map, "schema_url",
	               context_link(c,
	                            (struct output){
	                                .type = OUTPUT_KIND_SCHEMA,
	                                .name = schema->kind},
	                            0));
	if (formpage_has(schema))
		value_put_text(a, map, "form_url",
		               formpage_link(c, schema->kind));
	value_put(a, map, STR("fields"), fields_value(c, schema));
	value_put(a, map, STR("states"), states_value(c, schema));
	if (schema->life.n)
		statechart_draw(c, schema, &b);
	value_put(a, map, STR("chart"),
	          value_html(a, arena_str(a, buf_str(&b))));
	buf_release(&b);
	return map;
}

int
docpage_kind(struct context *c, struct buf *out, bool *exists,
             struct err *err)
{
	const struct schema *schema =
	    schema_of_kind(c->renderer->set, c->output->name);

	*exists = schema != NULL;
	if (!schema)
		return 0;
	value_put(c->arena, c->root, STR("kind"), kind_value(c, schema));
	context_page(c,
	             arena_fmt(c->arena, "%.*s%.*s%.*s",
	                       STR_ARG(text2_in(schema->label, c->lang)),
	                       STR_ARG(context_text(c, "kind_of")),
	                       STR_ARG(context_text(c, "kind_title"))),
	             context_text(c, "kind_intro"));
	context_alt(c, c->renderer->site->languages);
	return context_render(c, "kind", out, err);
}

void
docpage_schema(struct context *c, struct buf *out, bool *exists)
{
	const struct schema *schema =
	    schema_of_kind(c->renderer->set, c->output->name);

	*exists = schema != NULL;
	if (!schema)
		return;
	json_write(out, schema_json(c->arena, schema,
	                            c->renderer->site->language));
	buf_byte(out, '\n');
}
