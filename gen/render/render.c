#include "render/render.h"

#include "render/data.h"
#include "render/deadline.h"
#include "render/directory.h"
#include "render/docpage.h"
#include "render/export.h"
#include "render/formpage.h"
#include "render/historypage.h"
#include "render/letter.h"
#include "render/listing.h"
#include "render/listing_csv.h"
#include "render/page.h"
#include "render/plain.h"
#include "render/searchpage.h"
#include "render/sitepage.h"
#include "render/source.h"
#include "render/statspage.h"
#include "render/titlepage.h"

/*
 * How a type of output is made.  One of the functions is set, and none for
 * what is made late (the manifest, build.json).
 */
struct recipe {
	/* May find that there is no such output. */
	int (*make)(struct context *c, struct buf *out, bool *exists,
	            struct err *err);
	/* Is always there. */
	int (*always)(struct context *c, struct buf *out, struct err *err);
	/* May find that, and cannot go wrong. */
	void (*find)(struct context *c, struct buf *out, bool *exists);
	void (*write)(struct context *c, struct buf *out);

	const char *template; /* NULL: none is used */
	unsigned asks;        /* outputs that its kind must have */
	bool is_plain;        /* takes nothing from theme, texts or settings */
};

static int
map(struct context *c, struct buf *out, bool *exists, struct err *err)
{
	if (str_eq(c->output->name, STR("*")))
		return export_site_map(c, out, exists, err);
	return sitepage_map(c, out, exists, err);
}

static const struct recipe recipes[OUTPUT_TYPES] = {
    [OUTPUT_ASSET] = {.make = plain_asset, .is_plain = true},
    [OUTPUT_ATTACHMENT] = {.make = plain_attachment, .is_plain = true},
    [OUTPUT_PIECE] = {.find = plain_piece, .is_plain = true},
    [OUTPUT_CHARACTERS] = {.write = plain_characters, .is_plain = true},
    [OUTPUT_ENTRY] = {.write = plain_entry, .is_plain = true},

    [OUTPUT_RECORD] = {.make = page_record,
                       .template = "record",
                       .asks = OUTPUT_HTML},
    [OUTPUT_DATA] = {.make = data_record, .asks = OUTPUT_JSON},
    [OUTPUT_SOURCE] = {.make = source_render, .asks = OUTPUT_MD},
    [OUTPUT_DEADLINE] = {.find = deadline_render, .asks = OUTPUT_FEED},
    [OUTPUT_LETTER] = {.make = letter_render,
                       .template = "letter.txt",
                       .asks = OUTPUT_HTML},
    [OUTPUT_VERSIONS] = {.make = historypage_render,
                         .template = "history",
                         .asks = OUTPUT_HISTORY},
    [OUTPUT_STOOD] = {.make = historypage_source,
                      .asks = OUTPUT_HISTORY | OUTPUT_MD},

    [OUTPUT_LIST] = {.make = listing_render,
                     .template = "list",
                     .asks = OUTPUT_HTML},
    [OUTPUT_FACET] = {.make = listing_render,
                      .template = "list",
                      .asks = OUTPUT_HTML},
    [OUTPUT_RANKED] = {.make = listing_ranked,
                       .template = "list",
                       .asks = OUTPUT_HTML},
    [OUTPUT_TITLES] = {.make = titlepage_render, .template = "titles"},
    [OUTPUT_LIST_CSV] = {.find = listing_csv,
                         .asks = OUTPUT_HTML | OUTPUT_EXPORT},
    [OUTPUT_ATOM] = {.make = sitepage_feed,
                     .template = "feed",
                     .asks = OUTPUT_FEED},
    [OUTPUT_JSON_FEED] = {.find = export_json_feed, .asks = OUTPUT_FEED},
    [OUTPUT_CALENDAR] = {.find = export_calendar, .asks = OUTPUT_FEED},
    [OUTPUT_MAP] = {.make = map, .template = "sitemap", .asks = OUTPUT_HTML},

    [OUTPUT_ROWS] = {.make = export_rows, .asks = OUTPUT_EXPORT},
    [OUTPUT_LINES] = {.make = export_lines, .asks = OUTPUT_EXPORT},
    [OUTPUT_PIECES] = {.find = export_pieces, .asks = OUTPUT_EXPORT},
    [OUTPUT_COLUMNS] = {.find = export_table_schema, .asks = OUTPUT_EXPORT},
    [OUTPUT_CHANGES] = {.make = export_changes},
    [OUTPUT_CATALOG] = {.write = export_catalog},
    [OUTPUT_OPEN_DATA] = {.always = export_page, .template = "data"},
    [OUTPUT_OPENSEARCH] = {.write = export_opensearch},
    [OUTPUT_CHART] = {.make = statspage_file},

    [OUTPUT_CODE] = {.make = docpage_code, .template = "code"},
    [OUTPUT_KIND] = {.make = docpage_kind, .template = "kind"},
    [OUTPUT_KIND_SCHEMA] = {.find = docpage_schema},
    [OUTPUT_FORM] = {.make = formpage_render, .template = "form"},

    [OUTPUT_HOME] = {.always = sitepage_home, .template = "home"},
    [OUTPUT_STATS] = {.always = statspage_render, .template = "stats"},
    [OUTPUT_ABOUT] = {.always = sitepage_about, .template = "about"},
    [OUTPUT_DIRECTORY] = {.always = directory_render, .template = "map"},
    [OUTPUT_ACCESS] = {.always = sitepage_access,
                       .template = "accessibility"},
    [OUTPUT_MISSING] = {.always = sitepage_missing, .template = "404"},
    [OUTPUT_SEARCH] = {.always = searchpage_render, .template = "search"},
    [OUTPUT_MAP_INDEX] = {.always = sitepage_map_index,
                          .template = "sitemap-index"},
    [OUTPUT_ROBOTS] = {.always = sitepage_robots, .template = "robots"},
};

/* Do the site's settings ask for the output?  They may have changed since it
 * was published. */
static bool
is_wanted(const struct renderer *r, const struct output *output)
{
	unsigned bit = recipes[output->type].asks;
	unsigned languages = r->site->languages;

	if (bit && !str_eq(output->name, STR("*"))) {
		struct str name = output->name;
		size_t end = 0;
		const struct schema *schema;

		while (end < name.n && name.p[end] != '/' &&
		       name.p[end] != '|')
			end++;
		schema = schema_of_folder(r->set, str_sub(name, 0, end));
		if (!schema ||
		    (site_kind(r->site, schema)->outputs & bit) != bit)
			return false;
		if (bit == OUTPUT_FEED && !sitepage_has_feed(r->set, name))
			return false;
		languages = site_kind(r->site, schema)->languages;
	}
	return !output_has_lang(output->type) ||
	       (languages & LANG_BIT(output->lang));
}

/* Is it made from the snapshot, not late? */
static bool
is_made(const struct recipe *recipe)
{
	return recipe->make || recipe->always || recipe->find ||
	       recipe->write;
}

static int
make(const struct recipe *recipe, struct context *c, struct buf *out,
     bool *exists, struct err *err)
{
	*exists = true;
	if (recipe->make)
		return recipe->make(c, out, exists, err);
	if (recipe->always)
		return recipe->always(c, out, err);
	if (recipe->find)
		recipe->find(c, out, exists);
	else
		recipe->write(c, out);
	return 0;
}

int
render_output(const struct renderer *renderer, struct snapshot *snapshot,
              struct parsed *parsed, const struct output *output,
              struct buf *out, bool *exists, struct err *err)
{
	const struct recipe *recipe = &recipes[output->type];
	struct context c = {.renderer = renderer,
	                    .snapshot = snapshot,
	                    .output = output,
	                    .arena = snapshot->arena};
	const char *lacks = NULL;
	int rc = 0;

	buf_reset(out);
	*exists = false;
	snapshot_begin(snapshot);
	if (is_wanted(renderer, output)) {
		if (!recipe->is_plain)
			context_init(&c, renderer, snapshot, output);
		c.parsed = parsed;
		c.lacks = &lacks;
		rc = make(recipe, &c, out, exists, err);
	}
	/* The theme was copied from an older gongshi. */
	if (rc == 0 && lacks)
		rc = err_set(err, ERR_CONFIG,
		             "%.*s: there is no text %s; `gongshi init "
		             "--upgrade` makes themes/default that of this "
		             "gongshi",
		             STR_ARG(theme_text_file(renderer->theme,
		                                     c.lang)),
		             lacks);
	if (!*exists || rc < 0)
		buf_reset(out);
	return rc < 0 ? rc : txn_check(snapshot->txn, err);
}

struct str
render_template(const struct theme *theme, enum output_type type,
                const struct schema *schema, struct buf *name)
{
	const char *base = recipes[type].template;

	buf_reset(name);
	if (!base)
		return buf_str(name);
	buf_adds(name, base);
	if (type == OUTPUT_RECORD && schema) {
		buf_fmt(name, "-%.*s", STR_ARG(schema->kind));
		if (!theme_has(theme, buf_str(name))) {
			buf_reset(name);
			buf_adds(name, base);
		}
	}
	return buf_str(name);
}

bool
render_look(const struct theme *theme, enum output_type type, enum lang lang,
            struct digest *digest)
{
	struct buf name = {0};
	struct str template = render_template(theme, type, NULL, &name);

	*digest = template.n ? theme_digest(theme, template, lang)
	                     : theme_words_digest(theme, lang);
	buf_release(&name);
	return !recipes[type].is_plain && is_made(&recipes[type]);
}
