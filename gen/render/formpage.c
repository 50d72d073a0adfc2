#include "render/formpage.h"

#include "model/emit.h"
#include "model/finding.h"
#include "model/schema_form.h"
#include "text/json.h"

#define WORDS "form_" /* interface texts that the script says */

/* What the script can find.  Rules between records, the links of the text,
 * working days, cards and slips among personal data: `check` alone sees
 * those. */
static const char codes[][5] = {
    "D101", "D102", "D103", "D104", "D105", "D203", "F102", "F103", "F105",
    "F106", "F109", "F110", "F111", "F112", "F114", "F115", "F116", "F117",
    "F121", "F122", "F123", "F124", "F125", "F126", "F127", "F128", "F129",
    "F130", "N101", "N102", "N103", "N104", "N105", "N110", "N201", "N202",
    "P101", "P102", "P103", "P104", "P201", "P202", "P203", "P301", "P302",
    "P303", "P304", "P305", "P306", "P307", "P308", "T110", "T201", "V101",
    "V102", "V103"};

bool
formpage_has(const struct schema *schema)
{
	return !schema->withdraws;
}

struct str
formpage_link(const struct context *c, struct str kind)
{
	return context_link(c,
	                    (struct output){.type = OUTPUT_FORM, .name = kind},
	                    c->renderer->site->languages);
}

/* {CODE: [warning?, message, label, remedy]} */
static struct value *
code_texts(const struct context *c)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		const struct finding_code *code =
		    finding_code_get(str_from(codes[i]));
		const char *text[] = {code->message[c->lang],
		                      code->label[c->lang],
		                      code->remedy[c->lang]};
		struct value *one = value_list(a);
		bool warns = code->severity == FINDING_WARNING;

		value_add(a, one, value_int(a, warns));
		for (size_t j = 0; j < 3; j++)
			value_add(a, one, value_text(a, str_from(text[j])));
		value_put(a, map, str_from(codes[i]), one);
	}
	return map;
}

static struct value *
words(const struct context *c)
{
	const struct value *all = theme_texts(c->renderer->theme, c->lang);
	struct value *map = value_map(c->arena);

	for (size_t i = 0; i < all->n; i++) {
		struct str key = all->member[i].key;

		if (str_starts(key, STR(WORDS)))
			value_put(c->arena, map,
			          str_sub(key, sizeof WORDS - 1, key.n),
			          all->member[i].value);
	}
	return map;
}

/* The block is data, no script: browsers do not run it, and the policy of
 * the pages allows it. */
static struct value *
data_block(const struct context *c, const struct schema *schema)
{
	struct arena *a = c->arena;
	struct value *map = schema_form(a, schema, c->lang);
	struct buf b = {0};
	struct str html;

	value_put_text(a, map, "kind", schema->kind);
	value_put_text(a, map, "folder", schema->folder);
	value_put_text(a, map, "prefix", schema->id_prefix);
	value_put(a, map, STR("codes"), code_texts(c));
	value_put(a, map, STR("say"), words(c));
	json_write(&b, map);
	html = arena_fmt(a,
	                 "<script type=\"application/json\" "
	                 "id=\"form-data\">%.*s</script>",
	                 STR_ARG(buf_str(&b)));
	buf_release(&b);
	return value_html(a, html);
}

static struct str
blank(const struct context *c, const struct schema *schema)
{
	struct buf b = {0};
	struct str text;

	emit_skeleton(&b, schema, value_map(c->arena), c->lang);
	text = arena_str(c->arena, buf_str(&b));
	buf_release(&b);
	return text;
}

static struct value *
form_value(struct context *c, const struct schema *schema)
{
	struct arena *a = c->arena;
	struct value *map = value_map(a);

	value_put_text(a, map, "kind", schema->kind);
	value_put_text(a, map, "folder", schema->folder);
	value_put_text(a, map, "label", text2_in(schema->label, c->lang));
	value_put_text(a, map, "list_url",
	               context_list_link(c, schema->folder, 0));
	value_put_text(a, map, "doc_url",
	               context_link(c,
	                            (struct output){.type = OUTPUT_KIND,
	                                            .name = schema->kind},
	                            c->renderer->site->languages));
	value_put_text(a, map, "index_url",
	               formpage_link(c, STR(FORMPAGE_INDEX)));
	value_put(a, map, STR("data"), data_block(c, schema));
	value_put_text(a, map, "blank", blank(c, schema));
	return map;
}

static struct value *
choices(const struct context *c)
{
	const struct schema_set *set = c->renderer->set;
	struct arena *a = c->arena;
	struct value *list = value_list(a);

	for (size_t i = 0; i < set->n; i++) {
		const struct schema *schema = &set->kind[i];
		struct value *one = value_map(a);

		if (!formpage_has(schema))
			continue;
		value_put_text(a, one, "label",
		               text2_in(schema->label, c->lang));
		value_put_text(a, one, "folder", schema->folder);
		value_put_text(a, one, "url",
		               formpage_link(c, schema->kind));
		value_add(a, list, one);
	}
	return list;
}

int
formpage_render(struct context *c, struct buf *out, bool *exists,
                struct err *err)
{
	const struct schema *schema =
	    schema_of_kind(c->renderer->set, c->output->name);
	struct arena *a = c->arena;
	struct str title = context_text(c, "form_title");

	if (str_eq(c->output->name, STR(FORMPAGE_INDEX))) {
		value_put(a, c->root, STR("forms"), choices(c));
	} else if (schema && formpage_has(schema)) {
		title = arena_fmt(a, "%.*s%.*s%.*s", STR_ARG(title),
		                  STR_ARG(context_text(c, "colon")),
		                  STR_ARG(text2_in(schema->label, c->lang)));
		value_put(a, c->root, STR("form"), form_value(c, schema));
	} else {
		*exists = false;
		return 0;
	}
	context_page(c, title, context_text(c, "form_intro"));
	context_alt(c, c->renderer->site->languages);
	return context_render(c, "form", out, err);
}
