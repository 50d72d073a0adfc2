#include "render/historypage.h"

#include "model/change.h"
#include "render/fields.h"
#include "text/html.h"
#include "text/worddiff.h"

struct history {
	struct context *c;
	const struct schema *schema;
	struct str name; /* FOLDER/ID */
	struct row row;
	struct version *version; /* oldest first */
	size_t n;
	struct value *map; /* `record` */
};

static struct str
page_link(const struct history *h, uint32_t number)
{
	struct output target = {.type = OUTPUT_VERSIONS,
	                        .name = h->name,
	                        .number = number};

	return context_link(
	    h->c, target,
	    site_kind(h->c->renderer->site, h->schema)->languages);
}

/* Empty: not committed yet. */
static struct str
commit_text(const struct history *h, const struct version *v)
{
	struct str s = STR("");

	for (int i = 0; i < 6; i++)
		s = arena_fmt(h->c->arena, "%.*s%02x", STR_ARG(s),
		              v->commit[i]);
	return str_eq(s, STR("000000000000")) ? STR("") : s;
}

/* A version parsed by the schema of today; NULL where it was removed or
 * cannot be read. */
static int
parse_version(const struct history *h, const struct version *v,
              const struct record **record, struct err *err)
{
	struct context *c = h->c;
	struct finding_list quiet;
	struct record_input input = {.root = STR("")};
	int rc;

	*record = NULL;
	if (v->removed)
		return 0;
	finding_list_init(&quiet, c->arena);
	input.file.path = v->path;
	rc = snapshot_blob(c->snapshot, v->blob, &input.file.bytes, err);
	if (rc == 0)
		*record = record_parse(c->arena, c->renderer->set, &input,
		                       &quiet);
	return rc;
}

/* ------------------------------------------------------------ diff */

static void
put_run(struct buf *b, const struct worddiff_run *run, const char *tag,
        struct str word)
{
	/* Readers that see no colour are told. */
	buf_fmt(b, "<%s><span class=\"sr\">", tag);
	html_escape_text(b, word);
	buf_adds(b, "</span>");
	html_escape_text(b, run->text);
	buf_fmt(b, "</%s>", tag);
}

static struct value *
diff_html(struct context *c, struct str old, struct str now)
{
	struct worddiff d = worddiff_of(c->arena, old, now);
	struct buf b = {0};
	struct value *html;

	for (size_t i = 0; i < d.n; i++) {
		if (d.run[i].op == WORDDIFF_SAME)
			html_escape_text(&b, d.run[i].text);
		else if (d.run[i].op == WORDDIFF_OUT)
			put_run(&b, &d.run[i], "del",
			        context_text(c, "diff_out"));
		else
			put_run(&b, &d.run[i], "ins",
			        context_text(c, "diff_in"));
	}
	html = value_html(c->arena, arena_str(c->arena, buf_str(&b)));
	buf_release(&b);
	return html;
}

static void
put_changes(struct history *h, struct value *map, const struct record *old,
            const struct record *now)
{
	struct context *c = h->c;
	struct value *sentences = value_list(c->arena);
	struct value *texts = value_list(c->arena);
	struct changes all = change_list(c->arena, old, now);

	for (size_t i = 0; i < all.n; i++) {
		const struct change *one = &all.v[i];
		struct value *text;

		value_add(c->arena, sentences,
		          value_text(c->arena, change_sentence(c->arena, one,
		                                               c->lang)));
		if (!change_is_long(one) || one->sort != CHANGE_SET)
			continue;
		text = value_map(c->arena);
		value_put_text(c->arena, text, "label",
		               change_label(c->arena, one, c->lang));
		value_put(c->arena, text, STR("html"),
		          diff_html(c,
		                    change_value(c->arena, one, one->old,
		                                 c->lang),
		                    change_value(c->arena, one, one->now,
		                                 c->lang)));
		value_add(c->arena, texts, text);
	}
	value_put(c->arena, map, STR("changes"), sentences);
	value_put(c->arena, map, STR("texts"), texts);
}

/* --------------------------------------------------------- history */

static const char *
change_key(const struct history *h, size_t i)
{
	if (h->version[i].removed)
		return "change_removed";
	if (i == 0)
		return "change_added";
	return h->version[i - 1].removed ? "change_restored"
	                                 : "change_changed";
}

static int
put_reason(struct history *h, struct value *map, const struct version *v,
           struct err *err)
{
	struct str reason;
	int rc = snapshot_reason(h->c->snapshot, v->commit, &reason, err);

	if (rc == 0)
		value_put_text(h->c->arena, map, "reason", reason);
	return rc;
}

static int
put_version(struct history *h, struct value *list, size_t i,
            const struct record *old, const struct record *now,
            struct err *err)
{
	struct context *c = h->c;
	const struct version *v = &h->version[i];
	struct value *map = value_map(c->arena);
	bool newest = i + 1 == h->n;

	value_put(c->arena, map, STR("n"),
	          value_int(c->arena, (int64_t)i + 1));
	value_put(c->arena, map, STR("date"),
	          context_date(c, context_day(c, v->time)));
	value_put_text(c->arena, map, "commit", commit_text(h, v));
	value_put_text(c->arena, map, "change",
	               context_text(c, change_key(h, i)));
	value_put(c->arena, map, STR("newest"), value_bool(c->arena, newest));
	value_put_text(c->arena, map, "url",
	               newest ? context_record_link(c, h->name)
	               : now  ? page_link(h, (uint32_t)i + 1)
	                      : STR(""));
	put_changes(h, map, old, now);
	value_add(c->arena, list, map);
	return put_reason(h, map, v, err);
}

/* Newest first, each with what it changed in the one before. */
static int
put_versions(struct history *h, struct err *err)
{
	struct context *c = h->c;
	const struct record **record =
	    arena_array(c->arena, h->n, sizeof *record);
	struct value *list = value_list(c->arena);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < h->n; i++)
		rc = parse_version(h, &h->version[i], &record[i], err);
	for (size_t i = h->n; rc == 0 && i-- > 0;)
		rc = put_version(h, list, i, i ? record[i - 1] : NULL,
		                 record[i], err);
	value_put(c->arena, h->map, STR("versions"), list);
	return rc;
}

/* ------------------------------------------------- as it once stood */

static void
put_body(struct history *h, const struct record *record)
{
	struct context *c = h->c;
	struct markdown_style style = {.top = 3,
	                               .resolve = fields_resolve,
	                               .context = c};
	struct markdown_error bad;
	struct markdown *doc = NULL;
	struct buf html = {0};

	if (record->body.n &&
	    markdown_parse(c->arena, record->body, &doc, &bad) == 0)
		markdown_html(doc, &style, &html);
	value_put(c->arena, h->map, STR("body"),
	          value_html(c->arena, arena_str(c->arena, buf_str(&html))));
	value_put(c->arena, h->map, STR("has_body"),
	          value_bool(c->arena, html.n > 0));
	markdown_free(doc);
	buf_release(&html);
}

static void
put_stood(struct history *h, const struct record *record, size_t i)
{
	struct context *c = h->c;
	struct value *map = value_map(c->arena);

	value_put(c->arena, map, STR("n"),
	          value_int(c->arena, (int64_t)i + 1));
	value_put(c->arena, map, STR("from"),
	          context_date(c, context_day(c, h->version[i].time)));
	value_put(c->arena, map, STR("until"),
	          context_date(c, context_day(c, h->version[i + 1].time)));
	value_put_text(c->arena, map, "commit",
	               commit_text(h, &h->version[i]));
	value_put(c->arena, h->map, STR("stood"), map);
	value_put_text(c->arena, h->map, "title",
	               text2_in(record->title, c->lang));
	fields_put(c, record, h->map);
	put_body(h, record);
}

static int
render_version(struct history *h, size_t i, struct buf *out, bool *exists,
               struct err *err)
{
	const struct record *record = NULL;
	int rc = 0;

	if (i + 1 < h->n)
		rc = parse_version(h, &h->version[i], &record, err);
	*exists = record != NULL;
	if (rc < 0 || !record)
		return rc;
	put_stood(h, record, i);
	context_page(h->c, text2_in(record->title, h->c->lang), STR(""));
	return context_render(h->c, "history", out, err);
}

/* ------------------------------------------------------------ page */

static void
put_head(struct history *h)
{
	struct context *c = h->c;
	struct str id = h->name;

	str_cut(&id, '/');
	value_put_text(c->arena, h->map, "id", id);
	value_put_text(c->arena, h->map, "kind_label",
	               text2_in(h->schema->label, c->lang));
	value_put_text(c->arena, h->map, "title", context_title(c, &h->row));
	value_put_text(c->arena, h->map, "list_url",
	               context_list_link(c, h->schema->folder, 0));
	value_put_text(c->arena, h->map, "url",
	               context_record_link(c, h->name));
	value_put_text(c->arena, h->map, "history_url", page_link(h, 0));
	value_put(c->arena, c->root, STR("record"), h->map);
}

int
historypage_render(struct context *c, struct buf *out, bool *exists,
                   struct err *err)
{
	struct history h = {.c = c,
	                    .name = c->output->name,
	                    .schema = context_schema(c, c->output->name),
	                    .map = value_map(c->arena)};
	uint32_t number = c->output->number;
	int rc;

	*exists = false;
	if (!h.schema || h.schema->leaves ||
	    !snapshot_row(c->snapshot, h.name, &h.row) || !h.row.visible)
		return 0;
	h.version = snapshot_versions(c->snapshot, h.row.accession, &h.n);
	context_alt(c, site_kind(c->renderer->site, h.schema)->languages);
	put_head(&h);
	if (number)
		return render_version(&h, number - 1, out, exists, err);
	*exists = true;
	rc = put_versions(&h, err);
	if (rc < 0)
		return rc;
	context_page(c,
	             arena_fmt(c->arena, "%.*s%.*s",
	                       STR_ARG(context_text(c, "history_of")),
	                       STR_ARG(context_title(c, &h.row))),
	             context_text(c, "history_intro"));
	return context_render(c, "history", out, err);
}
