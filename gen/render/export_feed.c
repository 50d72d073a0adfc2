#include "render/export.h"
#include "render/sitepage.h"
#include "text/html.h"
#include "text/json.h"

/* JSON Feed 1.1 and OpenSearch 1.1. */

static void
member(struct buf *out, const char *key, struct str text)
{
	json_key(out, str_from(key));
	json_text(out, text);
}

/* The label of the status in force, or empty. */
static struct str
status_label(const struct context *c, const struct schema *schema,
             const struct row *row)
{
	return value_str(value_get(context_status(c, schema, row),
	                           STR("label")));
}

static void
put_entry(struct context *c, struct buf *out, const struct listed *one)
{
	struct output page = {.type = OUTPUT_RECORD, .name = one->record};
	const struct row *row = &one->row;
	const struct schema *schema = context_schema(c, one->record);
	struct str status = status_label(c, schema, row);
	int64_t midnight = (int64_t)row->day * 86400 -
	                   (int64_t)c->renderer->site->utc_offset * 60;

	json_open(out, '{');
	member(out, "id", sitepage_tag(c, one->record));
	member(out, "url", export_address(c, page));
	member(out, "title", context_title(c, row));
	/* One of the two forms of content must be there. */
	member(out, "content_text",
	       row->summary.n ? row->summary : context_title(c, row));
	if (c->lang == LANG_EN && !row->title[1].n)
		member(out, "language", STR("zh-CN"));
	json_key(out, STR("tags"));
	json_open(out, '[');
	json_text(out, text2_in(schema->label, c->lang));
	if (status.n)
		json_text(out, status);
	json_close(out, ']');
	if (row->day != NO_DAY)
		member(out, "date_published", context_time(c, midnight));
	member(out, "date_modified", context_time(c, row->changed));
	json_close(out, '}');
}

void
export_json_feed(struct context *c, struct buf *out, bool *exists)
{
	struct str list = c->output->name;
	struct str publisher =
	    text2_in(c->renderer->site->publisher, c->lang);
	struct output page;
	struct str title = sitepage_feed_head(c, list, &page);
	size_t n;
	struct listed *v = sitepage_fed(c, &n);

	/* A facet's value has a feed while it has members. */
	*exists = n > 0 || str_chr(list, '|') == list.n;
	if (!*exists)
		return;
	json_open(out, '{');
	member(out, "version", STR("https://jsonfeed.org/version/1.1"));
	member(out, "title", title);
	member(out, "home_page_url", export_address(c, page));
	member(out, "feed_url", context_address(c));
	member(out, "language", c->lang == LANG_ZH ? STR("zh-CN") : STR("en"));
	if (publisher.n) {
		json_key(out, STR("authors"));
		json_open(out, '[');
		json_open(out, '{');
		member(out, "name", publisher);
		json_close(out, '}');
		json_close(out, ']');
	}
	json_key(out, STR("items"));
	json_open(out, '[');
	for (size_t i = 0; i < n; i++)
		put_entry(c, out, &v[i]);
	json_close(out, ']');
	json_close(out, '}');
	buf_byte(out, '\n');
}

static void
put_element(struct buf *out, const char *name, struct str text)
{
	buf_fmt(out, "<%s>", name);
	html_escape_text(out, text);
	buf_fmt(out, "</%s>\n", name);
}

void
export_opensearch(struct context *c, struct buf *out)
{
	const struct site *site = c->renderer->site;
	struct output search = {.type = OUTPUT_SEARCH};
	struct str name = text2_in(site->title, c->lang);
	struct str more = text2_in(site->subtitle, c->lang);

	buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	              "<OpenSearchDescription "
	              "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n");
	put_element(out, "ShortName", name);
	put_element(out, "Description", more.n ? more : name);
	put_element(out, "Language", c->lang == LANG_ZH ? STR("zh-CN")
	                                                : STR("en"));
	buf_adds(out, "<InputEncoding>UTF-8</InputEncoding>\n"
	              "<Url type=\"text/html\" template=\"");
	html_escape_attr(out, export_address(c, search));
	buf_adds(out, "?q={searchTerms}\"/>\n</OpenSearchDescription>\n");
}
