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
#include "render/sitepage.h"
#include "render/source.h"
#include "render/statspage.h"
#include "render/titlepage.h"
#include "search/entry.h"
#include "search/fold.h"
#include "search/piece.h"
#include "search/pinyin.h"
#include "text/html.h"

#include <string.h>

static int
copy_blob(struct snapshot *s, const uint8_t blob[ROW_BLOB], struct buf *out,
          bool *exists, struct err *err)
{
	struct str bytes;
	int rc = snapshot_blob(s, blob, &bytes, err);

	*exists = rc == 0;
	if (rc == 0)
		buf_add(out, bytes);
	return rc;
}

static int
asset(const struct renderer *r, struct snapshot *s,
      const struct output *output, struct buf *out, bool *exists,
      struct err *err)
{
	size_t n;
	const struct theme_asset *v = theme_assets(r->theme, &n);

	for (size_t i = 0; i < n; i++)
		if (str_eq(v[i].name, output->name))
			return copy_blob(s, v[i].blob, out, exists, err);
	return 0;
}

static int
attachment(struct snapshot *s, const struct output *output, struct buf *out,
           bool *exists, struct err *err)
{
	struct str path =
	    arena_fmt(s->arena, "files/%.*s", STR_ARG(output->name));
	uint8_t blob[ROW_BLOB];

	if (!snapshot_file(s, path, blob))
		return 0;
	return copy_blob(s, blob, out, exists, err);
}

/* A table of characters; which one is the output's number. */
static void
table(uint32_t number, struct buf *out)
{
	struct piece piece = {.what = number == TABLE_SOUNDS
	                                  ? PIECE_SOUNDS
	                                  : PIECE_READING};
	size_t start;

	if (number == TABLE_SIMPLIFIED) {
		fold_table(out);
		return;
	}
	start = piece_begin(out, &piece);
	if (number == TABLE_SOUNDS)
		pinyin_names(out);
	else
		pinyin_table(out);
	piece_end(out, start);
}

static void
entry(struct snapshot *s, struct buf *out)
{
	struct entry e = {.highest = snapshot_highest(s)};
	uint64_t hash[TABLES];
	struct buf bytes = {0};

	for (uint32_t i = 0; i < TABLES; i++) {
		buf_reset(&bytes);
		table(i, &bytes);
		hash[i] = piece_of(buf_str(&bytes)).hash;
	}
	buf_release(&bytes);
	e.table = hash[TABLE_SIMPLIFIED];
	e.sounds = hash[TABLE_SOUNDS];
	e.readings = hash[TABLE_READINGS];
	e.root = piece_of(snapshot_piece(s, PIECE_ROOT, 0, 0, 0)).hash;
	entry_encode(&e, out);
}

static int
plain(const struct renderer *r, struct snapshot *s,
      const struct output *output, struct buf *out, bool *exists,
      struct err *err)
{
	switch (output->type) {
	case OUTPUT_ASSET:
		return asset(r, s, output, out, exists, err);
	case OUTPUT_ATTACHMENT:
		return attachment(s, output, out, exists, err);
	case OUTPUT_PIECE:
		buf_add(out, snapshot_piece(s, output->what, output->level,
		                            output->number, output->part));
		*exists = out->n > 0;
		return 0;
	case OUTPUT_CHARACTERS:
		table(output->number, out);
		*exists = true;
		return 0;
	default:
		entry(s, out);
		*exists = true;
		return 0;
	}
}

/* Files for programs and spreadsheets. */
static int
data(struct context *c, struct buf *out, bool *exists, struct err *err)
{
	switch (c->output->type) {
	case OUTPUT_ROWS:
		return export_rows(c, out, exists, err);
	case OUTPUT_LINES:
		return export_lines(c, out, exists, err);
	case OUTPUT_CHANGES:
		return export_changes(c, out, exists, err);
	case OUTPUT_LIST_CSV:
		listing_csv(c, out, exists);
		return 0;
	case OUTPUT_OPEN_DATA:
		return export_page(c, out, err);
	case OUTPUT_PIECES:
		export_pieces(c, out, exists);
		return 0;
	case OUTPUT_COLUMNS:
		export_table_schema(c, out, exists);
		return 0;
	case OUTPUT_CATALOG:
		export_catalog(c, out);
		return 0;
	case OUTPUT_JSON_FEED:
		export_json_feed(c, out, exists);
		return 0;
	case OUTPUT_CALENDAR:
		export_calendar(c, out, exists);
		return 0;
	default:
		export_opensearch(c, out);
		return 0;
	}
}

/* Pages that list records. */
static int
lists(struct context *c, struct buf *out, bool *exists, struct err *err)
{
	if (c->output->type == OUTPUT_RANKED)
		return listing_ranked(c, out, exists, err);
	if (c->output->type == OUTPUT_TITLES)
		return titlepage_render(c, out, exists, err);
	return listing_render(c, out, exists, err);
}

/* What lies at a record's own address. */
static int
record(struct context *c, struct parsed *parsed, struct buf *out,
       bool *exists, struct err *err)
{
	switch (c->output->type) {
	case OUTPUT_RECORD:
		return page_record(c, parsed, out, exists, err);
	case OUTPUT_DATA:
		return data_record(c, parsed, out, exists, err);
	case OUTPUT_SOURCE:
		return source_render(c, parsed, out, exists, err);
	case OUTPUT_VERSIONS:
		return historypage_render(c, out, exists, err);
	case OUTPUT_LETTER:
		return letter_render(c, parsed, out, exists, err);
	default:
		deadline_render(c, out, exists);
		return 0;
	}
}

static int
site_map(struct context *c, struct buf *out, bool *exists, struct err *err)
{
	if (str_eq(c->output->name, STR("*")))
		return export_site_map(c, out, exists, err);
	return sitepage_map(c, out, exists, err);
}

static int
page(struct context *c, struct parsed *parsed, struct buf *out, bool *exists,
     struct err *err)
{
	*exists = true;
	switch (c->output->type) {
	case OUTPUT_RECORD:
	case OUTPUT_DATA:
	case OUTPUT_SOURCE:
	case OUTPUT_DEADLINE:
	case OUTPUT_LETTER:
	case OUTPUT_VERSIONS:
		return record(c, parsed, out, exists, err);
	case OUTPUT_LIST:
	case OUTPUT_FACET:
	case OUTPUT_RANKED:
	case OUTPUT_TITLES:
		return lists(c, out, exists, err);
	case OUTPUT_ATOM:
		return sitepage_feed(c, out, exists, err);
	case OUTPUT_MAP:
		return site_map(c, out, exists, err);
	case OUTPUT_MAP_INDEX:
		return sitepage_map_index(c, out, err);
	case OUTPUT_ROBOTS:
		return sitepage_robots(c, out, err);
	case OUTPUT_ROWS:
	case OUTPUT_LINES:
	case OUTPUT_LIST_CSV:
	case OUTPUT_CHANGES:
	case OUTPUT_OPEN_DATA:
	case OUTPUT_PIECES:
	case OUTPUT_COLUMNS:
	case OUTPUT_CATALOG:
	case OUTPUT_JSON_FEED:
	case OUTPUT_CALENDAR:
	case OUTPUT_OPENSEARCH:
		return data(c, out, exists, err);
	case OUTPUT_CODE:
		return docpage_code(c, out, exists, err);
	case OUTPUT_KIND:
		return docpage_kind(c, out, exists, err);
	case OUTPUT_KIND_SCHEMA:
		docpage_schema(c, out, exists);
		return 0;
	case OUTPUT_FORM:
		return formpage_render(c, out, exists, err);
	case OUTPUT_HOME:
		return sitepage_home(c, out, err);
	case OUTPUT_STATS:
		return statspage_render(c, out, err);
	case OUTPUT_CHART:
		return statspage_file(c, out, exists, err);
	case OUTPUT_ABOUT:
		return sitepage_about(c, out, err);
	case OUTPUT_DIRECTORY:
		return directory_render(c, out, err);
	case OUTPUT_ACCESS:
		return sitepage_access(c, out, err);
	case OUTPUT_MISSING:
		return sitepage_missing(c, out, err);
	default:
		return sitepage_search(c, out, err);
	}
}

/* Which of a kind's outputs the type needs; 0: none. */
static unsigned
output_bit(enum output_type type)
{
	switch (type) {
	case OUTPUT_RECORD:
	case OUTPUT_LIST:
	case OUTPUT_FACET:
	case OUTPUT_RANKED:
	case OUTPUT_MAP:
	case OUTPUT_LETTER:
		return OUTPUT_HTML;
	case OUTPUT_DATA:
		return OUTPUT_JSON;
	case OUTPUT_SOURCE:
		return OUTPUT_MD;
	case OUTPUT_VERSIONS:
		return OUTPUT_HISTORY;
	case OUTPUT_ATOM:
	case OUTPUT_JSON_FEED:
	case OUTPUT_CALENDAR:
	case OUTPUT_DEADLINE:
		return OUTPUT_FEED;
	case OUTPUT_LIST_CSV:
		return OUTPUT_HTML | OUTPUT_EXPORT;
	case OUTPUT_ROWS:
	case OUTPUT_LINES:
	case OUTPUT_PIECES:
	case OUTPUT_COLUMNS:
		return OUTPUT_EXPORT;
	default:
		return 0;
	}
}

/* Do the site's settings ask for the output?  They may have changed since it
 * was published. */
static bool
is_wanted(const struct renderer *r, const struct output *output)
{
	unsigned bit = output_bit(output->type);
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

static bool
is_plain(enum output_type type)
{
	return type == OUTPUT_ASSET || type == OUTPUT_ATTACHMENT ||
	       type == OUTPUT_PIECE || type == OUTPUT_CHARACTERS ||
	       type == OUTPUT_ENTRY;
}

int
render_output(const struct renderer *renderer, struct snapshot *snapshot,
              struct parsed *parsed, const struct output *output,
              struct buf *out, bool *exists, struct err *err)
{
	struct context c;
	int rc;

	buf_reset(out);
	*exists = false;
	snapshot_begin(snapshot);
	if (!is_wanted(renderer, output)) {
		rc = 0;
	} else if (is_plain(output->type)) {
		rc = plain(renderer, snapshot, output, out, exists, err);
	} else {
		context_init(&c, renderer, snapshot, output);
		rc = page(&c, parsed, out, exists, err);
	}
	if (!*exists || rc < 0)
		buf_reset(out);
	return rc < 0 ? rc : txn_check(snapshot->txn, err);
}

struct str
render_template(const struct theme *theme, enum output_type type,
                const struct schema *schema, struct buf *name)
{
	static const char *const base[OUTPUT_TYPES] = {
	    [OUTPUT_RECORD] = "record",     [OUTPUT_LIST] = "list",
	    [OUTPUT_FACET] = "list",        [OUTPUT_ATOM] = "feed",
	    [OUTPUT_MAP] = "sitemap",       [OUTPUT_HOME] = "home",
	    [OUTPUT_VERSIONS] = "history",
    [OUTPUT_CODE] = "code",         [OUTPUT_KIND] = "kind",
    [OUTPUT_MAP_INDEX] = "sitemap-index",
	    [OUTPUT_ROBOTS] = "robots",
	    [OUTPUT_STATS] = "stats",       [OUTPUT_ABOUT] = "about",
	    [OUTPUT_RANKED] = "list",
	    [OUTPUT_LETTER] = "letter.txt",
	    [OUTPUT_DIRECTORY] = "map",
	    [OUTPUT_ACCESS] = "accessibility",
	    [OUTPUT_TITLES] = "titles",
	    [OUTPUT_MISSING] = "404",       [OUTPUT_SEARCH] = "search",
	    [OUTPUT_FORM] = "form",
	    [OUTPUT_OPEN_DATA] = "data"};

	buf_reset(name);
	if (!base[type])
		return buf_str(name);
	buf_adds(name, base[type]);
	if (type == OUTPUT_RECORD && schema) {
		buf_fmt(name, "-%.*s", STR_ARG(schema->kind));
		if (!theme_has(theme, buf_str(name))) {
			buf_reset(name);
			buf_adds(name, base[type]);
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
	bool is_late = type == OUTPUT_MANIFEST ||
	               type == OUTPUT_MANIFEST_INDEX || type == OUTPUT_BUILD;

	*digest = template.n ? theme_digest(theme, template, lang)
	                     : theme_words_digest(theme, lang);
	buf_release(&name);
	return !is_plain(type) && !is_late;
}
