#include "render/export.h"
#include "render/formpage.h"

/* The piece of the sitemap for the pages that are no records: nothing of
 * them follows from records, so that no edit touches it. */

static void
put_page(struct context *c, struct value *urls, enum output_type type,
         struct str name)
{
	enum lang own = c->lang;

	for (int lang = 0; lang < LANGS; lang++) {
		struct output page = {.type = type, .name = name};
		struct value *map;

		if (!(c->renderer->site->languages & LANG_BIT(lang)))
			continue;
		map = value_map(c->arena);
		c->lang = (enum lang)lang;
		value_put_text(c->arena, map, "loc", export_address(c, page));
		value_add(c->arena, urls, map);
	}
	c->lang = own;
}

int
export_site_map(struct context *c, struct buf *out, bool *exists,
                struct err *err)
{
	static const enum output_type pages[] = {
	    OUTPUT_HOME,  OUTPUT_STATS,     OUTPUT_OPEN_DATA,
	    OUTPUT_ABOUT, OUTPUT_DIRECTORY, OUTPUT_ACCESS};
	const struct schema_set *set = c->renderer->set;
	struct value *map = value_map(c->arena);
	struct value *urls = value_list(c->arena);

	*exists = true;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		put_page(c, urls, pages[i], STR(""));
	put_page(c, urls, OUTPUT_FORM, STR(FORMPAGE_INDEX));
	for (size_t i = 0; i < set->n; i++)
		put_page(c, urls, OUTPUT_KIND, set->kind[i].kind);
	value_put(c->arena, map, STR("urls"), urls);
	value_put(c->arena, c->root, STR("sitemap"), map);
	return context_render(c, "sitemap", out, err);
}
