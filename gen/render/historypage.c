#include "render/historypage.h"

#include "model/change_words.h"
#include "model/reason.h"
#include "render/act.h"
#include "render/fields.h"
#include "render/redline.h"
#include "render/source.h"
#include "render/standing.h"
#include "render/versions.h"

#include <ctype.h>
#include <string.h>

struct history {
	struct context *c;
	const struct schema *schema;
	struct str name; /* FOLDER/ID */
	struct row row;
	struct version *version; /* oldest first */
	size_t n;
	struct backlink *link; /* to the record */
	size_t links;
	size_t room;       /* bytes of changed texts that it still has */
	size_t raw_room;   /* and of what the files have */
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

/* A version parsed by the schema of today; NULL where it was removed or
 * cannot be read: a commit that was mended before anything was published. */
static int
parse_version(const struct history *h, const struct version *v,
              const struct record **record, struct err *err)
{
	struct context *c = h->c;
	struct finding_list quiet;
	struct record_input input = {.root = STR(""),
	                             .depth = RECORD_TYPED};
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

/* Where a version can be read as it stood; empty where it was removed. */
static struct str
stood_link(const struct history *h, size_t i)
{
	if (h->version[i].removed)
		return STR("");
	return i + 1 == h->n ? context_record_link(h->c, h->name)
	                     : page_link(h, (uint32_t)i + 1);
}

/* Markdown as readers see it; other text, and what cannot be read, is as it
 * is. */
static struct str
read_text(const struct history *h, const struct change *one, struct str text)
{
	struct markdown_error bad;
	struct markdown *doc = NULL;
	struct buf b = {0};

	if ((one->field && one->field->type != FIELD_MARKDOWN) ||
	    markdown_parse(h->c->arena, text, &doc, &bad) != 0)
		return text;
	markdown_text(doc, &b);
	text = arena_str(h->c->arena, buf_str(&b));
	markdown_free(doc);
	buf_release(&b);
	return text;
}

/* Has a text more to it than readers see, but for white space? */
static bool
has_marks(struct str raw, struct str read)
{
	size_t at = 0;

	for (size_t i = 0; i < raw.n; i++) {
		if (isspace((unsigned char)raw.p[i]))
			continue;
		while (at < read.n && isspace((unsigned char)read.p[at]))
			at++;
		if (at == read.n || read.p[at++] != raw.p[i])
			return true;
	}
	return false;
}

/* The title of today: the record's page names it so too. */
static struct str
ref_title(void *ctx, const struct schema_field *ref, struct str id)
{
	struct context *c = ctx;
	struct row row;
	struct str name = arena_fmt(c->arena, "%.*s/%.*s",
	                            STR_ARG(ref->target_schema->folder),
	                            STR_ARG(id));

	return snapshot_title(c->snapshot, name, &row) ? context_title(c, &row)
	                                               : STR("");
}

static struct change_words
words_of(const struct history *h)
{
	return (struct change_words){.a = h->c->arena,
	                             .lang = h->c->lang,
	                             .title = ref_title,
	                             .ctx = h->c};
}

/* Null where the page has no more room for it, or nothing changed. */
static void
put_redline(struct context *c, size_t *room, struct value *map,
            const char *key, const struct str text[2])
{
	struct str old = text[0];
	struct str now = text[1];
	size_t most = *room < HISTORY_TEXT ? *room : HISTORY_TEXT;
	struct value *html =
	    str_eq(old, now) ? NULL : redline_html(c, old, now, most);

	if (html)
		*room -= value_str(html).n;
	value_put(c->arena, map, str_from(key),
	          html ? html : value_null(c->arena));
}

/* A long text: what changed in it for readers, and in the file where that is
 * written otherwise; or, where it would be too much for the page, the two
 * versions to be compared. */
static void
put_text(struct history *h, struct value *texts, const struct change *one,
         size_t i)
{
	struct context *c = h->c;
	struct value *text = value_map(c->arena);
	struct change_words words = words_of(h);
	struct str raw[2] = {change_value(&words, one, one->old),
	                     change_value(&words, one, one->now)};
	struct str read[2] = {read_text(h, one, raw[0]),
	                      read_text(h, one, raw[1])};
	bool seen = !str_eq(read[0], read[1]);

	value_put_text(c->arena, text, "label",
	               change_label(&words, one));
	value_put(c->arena, text, STR("seen"), value_bool(c->arena, seen));
	put_redline(c, &h->room, text, "html", read);
	value_put(c->arena, text, STR("raw"), value_null(c->arena));
	if (has_marks(raw[0], read[0]) || has_marks(raw[1], read[1]))
		put_redline(c, &h->raw_room, text, "raw", raw);
	value_put_text(c->arena, text, "old_url", stood_link(h, i - 1));
	value_put_text(c->arena, text, "now_url", stood_link(h, i));
	value_add(c->arena, texts, text);
}

static void
put_changes(struct history *h, struct value *map, size_t i,
            const struct record *old, const struct record *now)
{
	struct context *c = h->c;
	struct value *sentences = value_list(c->arena);
	struct value *texts = value_list(c->arena);
	struct change_words words = words_of(h);
	struct changes all = change_list(c->arena, old, now);

	for (size_t k = 0; k < all.n; k++) {
		struct str said = change_sentence(&words, &all.v[k]);

		value_add(c->arena, sentences, value_text(c->arena, said));
		if (change_is_long(&all.v[k]) &&
		    all.v[k].sort == CHANGE_SET)
			put_text(h, texts, &all.v[k], i);
	}
	value_put(c->arena, map, STR("changes"), sentences);
	value_put(c->arena, map, STR("texts"), texts);
}

/* --------------------------------------------------------- history */

/* The act that came with a version, by one commit; one that set the status
 * before one that names the record. */
static const struct backlink *
cause_of(const struct history *h, const struct version *v)
{
	const struct backlink *cause = NULL;

	for (size_t i = 0; i < h->links; i++) {
		const struct link *link = &h->link[i].link;
		struct version first;

		if (!act_is(h->c, h->schema, link) ||
		    (cause && link->kind != LINK_ABOUT) ||
		    !snapshot_first(h->c->snapshot, link, &first) ||
		    memcmp(first.commit, v->commit, sizeof v->commit) != 0)
			continue;
		if (link->kind == LINK_ABOUT)
			return &h->link[i];
		cause = &h->link[i];
	}
	return cause;
}

static int
put_reason(struct history *h, struct value *map, const struct version *v,
           struct err *err)
{
	struct context *c = h->c;
	const struct backlink *cause = cause_of(h, v);
	struct str message = STR("");
	int rc = 0;

	if (!cause)
		rc = snapshot_message(c->snapshot, v->commit, &message, err);
	value_put_text(c->arena, map, "reason",
	               cause ? context_title(c, &cause->source)
	                     : reason_of(message, c->lang));
	value_put_text(c->arena, map, "reason_url",
	               cause ? context_record_link(c, cause->link.source)
	                     : STR(""));
	return rc;
}

static struct value *
version_row(struct history *h, struct value *list, size_t i)
{
	struct context *c = h->c;
	struct value *map = versions_row(c, h->version, h->n, i);

	value_put(c->arena, map, STR("newest"),
	          value_bool(c->arena, i + 1 == h->n));
	value_put_text(c->arena, map, "url", stood_link(h, i));
	value_add(c->arena, list, map);
	return map;
}

/* Newest first, each with what it changed in the one before; the older ones
 * as rows. */
static int
put_versions(struct history *h, struct err *err)
{
	struct context *c = h->c;
	struct value *told = value_list(c->arena);
	struct value *older = value_list(c->arena);
	size_t last = h->n > HISTORY_TOLD ? h->n - HISTORY_TOLD : 0;
	const struct record *now = NULL;
	const struct record *old = NULL;
	size_t i = h->n;
	int rc = 0;

	/* The first version is compared with nothing: it need not be read. */
	if (h->n > 1)
		rc = parse_version(h, &h->version[h->n - 1], &now, err);
	for (; rc == 0 && i-- > last; now = old) {
		struct value *map = version_row(h, told, i);

		old = NULL;
		if (i)
			rc = parse_version(h, &h->version[i - 1], &old, err);
		if (rc == 0)
			rc = put_reason(h, map, &h->version[i], err);
		put_changes(h, map, i, old, now);
	}
	for (i = last; i-- > 0;)
		version_row(h, older, i);
	value_put(c->arena, h->map, STR("versions"), told);
	value_put(c->arena, h->map, STR("older"), older);
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

/* The version as Markdown, where the kind has such files. */
static struct str
source_link(const struct history *h, const struct record *record, size_t i)
{
	struct output target = {.type = OUTPUT_STOOD,
	                        .name = h->name,
	                        .number = (uint32_t)i + 1};
	const struct site_kind *kind =
	    site_kind(h->c->renderer->site, h->schema);

	return record && (kind->outputs & OUTPUT_MD)
	           ? context_link(h->c, target, 0)
	           : STR("");
}

static void
put_stood(struct history *h, const struct record *record, size_t i)
{
	struct context *c = h->c;
	struct value *map = value_map(c->arena);
	int64_t until = h->version[i + 1].time;

	value_put(c->arena, map, STR("n"),
	          value_int(c->arena, (int64_t)i + 1));
	value_put(c->arena, map, STR("from"),
	          versions_time(c, h->version[i].time, until));
	value_put(c->arena, map, STR("until"),
	          versions_time(c, until, h->version[i].time));
	value_put_text(c->arena, map, "commit",
	               versions_commit(c, &h->version[i]));
	value_put(c->arena, map, STR("readable"),
	          value_bool(c->arena, record != NULL));
	standing_put(c, h->schema, record, h->version, i, map, h->map);
	value_put(c->arena, h->map, STR("stood"), map);
	value_put(c->arena, h->map, STR("cite"),
	          versions_cite(c, h->version, i));
	value_put_text(c->arena, h->map, "later_url", STR(""));
	value_put_text(c->arena, h->map, "md_url", source_link(h, record, i));
	if (!record)
		return;
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
	int rc;

	*exists = i + 1 < h->n && !h->version[i].removed;
	if (!*exists)
		return 0;
	rc = parse_version(h, &h->version[i], &record, err);
	if (rc < 0)
		return rc;
	put_stood(h, record, i);
	context_page(h->c, value_str(value_get(h->map, STR("title"))),
	             STR(""));
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

/* The versions of the output's record; false: it has no history here. */
static bool
history_open(struct history *h, struct context *c)
{
	*h = (struct history){.c = c,
	                      .room = HISTORY_TEXTS,
	                      .raw_room = HISTORY_RAWS,
	                      .name = c->output->name,
	                      .schema = context_schema(c, c->output->name),
	                      .map = value_map(c->arena)};
	if (!h->schema || h->schema->leaves ||
	    !snapshot_row(c->snapshot, h->name, &h->row) || !h->row.visible)
		return false;
	h->version = snapshot_versions(c->snapshot, h->row.accession, &h->n);
	return true;
}

int
historypage_source(struct context *c, struct buf *out, bool *exists,
                   struct err *err)
{
	const struct record *record = NULL;
	struct history h;
	size_t number = c->output->number;
	int rc = 0;

	*exists = false;
	if (history_open(&h, c) && number && number < h.n)
		rc = parse_version(&h, &h.version[number - 1], &record, err);
	*exists = record != NULL;
	if (record)
		source_put(c, record, out);
	return rc;
}

int
historypage_render(struct context *c, struct buf *out, bool *exists,
                   struct err *err)
{
	struct history h;
	uint32_t number = c->output->number;
	int rc;

	*exists = false;
	if (!history_open(&h, c))
		return 0;
	context_alt(c, site_kind(c->renderer->site, h.schema)->languages);
	put_head(&h);
	if (number)
		return render_version(&h, number - 1, out, exists, err);
	*exists = true;
	h.link = snapshot_backlinks(c->snapshot, h.name, c->renderer->as_of,
	                            &h.links);
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
