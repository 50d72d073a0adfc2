#include "render/titlepage.h"

struct titlepage {
	struct context *c;
	struct str list;
	struct listed *item;
	size_t n;
	uint32_t before; /* number of the page, 0: the letter's first */
	uint32_t behind; /* 0: none */
};

static struct str
label_of(const struct context *c, struct str letter)
{
	char *upper;

	if (str_eq(letter, STR("0")))
		return context_text(c, "map_other");
	upper = arena_alloc(c->arena, 1);
	*upper = (char)(letter.p[0] - 'a' + 'A');
	return (struct str){upper, 1};
}

static struct str
page_link(const struct context *c, struct str letter, uint32_t number)
{
	struct output page = {
	    .type = OUTPUT_TITLES, .name = letter, .number = number};

	return context_link(c, page, c->renderer->site->languages);
}

struct value *
titlepage_letters(struct context *c, struct str current)
{
	struct arena *a = c->arena;
	bool *has = snapshot_letters(c->snapshot, c->lang);
	struct value *list = value_list(a);

	for (unsigned i = 0; i < TITLES_LETTERS; i++) {
		struct value *one = value_map(a);
		struct str letter = titles_letter(i);

		value_put_text(a, one, "letter", letter);
		value_put_text(a, one, "label", label_of(c, letter));
		value_put_text(a, one, "url",
		               has[i] ? page_link(c, letter, 0) : STR(""));
		value_put(a, one, STR("current"),
		          value_bool(a, str_eq(letter, current)));
		value_add(a, list, one);
	}
	return list;
}

static void
put_links(struct titlepage *p, struct value *map)
{
	struct context *c = p->c;
	struct str letter = c->output->name;
	bool first = c->output->number == 0;

	value_put_text(c->arena, map, "before_url",
	               first ? STR("") : page_link(c, letter, p->before));
	value_put_text(c->arena, map, "behind_url",
	               p->behind ? page_link(c, letter, p->behind)
	                         : STR(""));
}

/* What a reader needs to know the record by. */
static struct value *
item_value(struct context *c, const struct listed *one)
{
	const struct schema *schema = context_schema(c, one->record);
	struct value *map = value_map(c->arena);
	struct str id = one->record;

	str_cut(&id, '/');
	value_put_text(c->arena, map, "id", id);
	value_put_text(c->arena, map, "title", context_title(c, &one->row));
	value_put_text(c->arena, map, "url",
	               context_record_link(c, one->record));
	value_put_text(c->arena, map, "kind_label",
	               schema ? text2_in(schema->label, c->lang) : STR(""));
	value_put(c->arena, map, STR("zh_only"),
	          value_bool(c->arena,
	                     c->lang == LANG_EN && !one->row.title[1].n));
	return map;
}

/* In the other language the letter has its own titles, or none. */
static void
put_alt(struct context *c)
{
	enum lang other = c->lang == LANG_ZH ? LANG_EN : LANG_ZH;
	bool *has = snapshot_letters(c->snapshot, other);
	char letter = c->output->name.p[0];
	int i = letter == '0' ? TITLES_LETTERS - 1 : letter - 'a';

	if (c->output->number == 0 && i >= 0 && i < TITLES_LETTERS && has[i])
		context_alt(c, c->renderer->site->languages);
}

static int
render(struct titlepage *p, struct buf *out, struct err *err)
{
	struct context *c = p->c;
	struct value *map = value_map(c->arena);
	struct value *items = value_list(c->arena);
	struct str letter = label_of(c, c->output->name);

	for (size_t i = 0; i < p->n; i++)
		value_add(c->arena, items, item_value(c, &p->item[i]));
	value_put_text(c->arena, map, "letter", letter);
	value_put(c->arena, map, STR("letters"),
	          titlepage_letters(c, c->output->name));
	value_put(c->arena, map, STR("items"), items);
	put_links(p, map);
	value_put(c->arena, c->root, STR("titles"), map);
	context_page(c,
	             arena_fmt(c->arena, "%.*s %.*s",
	                       STR_ARG(context_text(c, "titles_title")),
	                       STR_ARG(letter)),
	             context_text(c, "titles_intro"));
	put_alt(c);
	return context_render(c, "titles", out, err);
}

int
titlepage_render(struct context *c, struct buf *out, bool *exists,
                 struct err *err)
{
	struct titlepage p = {.c = c};
	struct buf name = {0};

	p.list = arena_str(c->arena,
	                   titles_name(&name, c->lang, c->output->name));
	buf_release(&name);
	p.item = snapshot_page(c->snapshot, p.list, c->output->number, &p.n,
	                       &p.behind, &p.before);
	*exists = p.n > 0;
	return *exists ? render(&p, out, err) : 0;
}
