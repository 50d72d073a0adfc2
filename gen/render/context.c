#include "render/context.h"

#include "model/date.h"

#include <string.h>

/* The path part of an address, "/" when it has none. */
static struct str
path_part(struct str url)
{
	size_t at = str_find(url, STR("://"));

	if (at < url.n)
		url = str_sub(url, at + 3, url.n);
	url = str_sub(url, str_chr(url, '/'), url.n);
	return url.n ? url : STR("/");
}

/* As many "../" as the path has folders. */
static struct str
way_up(struct arena *a, struct str path)
{
	struct buf b = {0};
	struct str up;

	for (size_t i = 0; i < path.n; i++)
		if (path.p[i] == '/')
			buf_adds(&b, "../");
	up = arena_str(a, buf_str(&b));
	buf_release(&b);
	return up;
}

static struct str
path_of(const struct context *c, const struct output *output)
{
	struct str none = {0};
	struct buf b = {0};
	struct str path = arena_str(
	    c->arena, output_path(output, c->renderer->site->language, none,
	                          &b));

	buf_release(&b);
	return path;
}

/* Absent members are put as empty or null, never left out: a template would
 * find the member of an outer map instead. */
static void
put_text(const struct context *c, struct value *map, const char *key,
         struct str text)
{
	value_put_text(c->arena, map, key, text);
}

static struct value *
assets(const struct context *c)
{
	struct value *map = value_map(c->arena);
	size_t n;
	const struct theme_asset *asset =
	    theme_assets(c->renderer->theme, &n);

	for (size_t i = 0; i < n; i++)
		value_put(c->arena, map, asset[i].key,
		          value_text(c->arena,
		                     arena_fmt(c->arena, "%.*s%.*s",
		                               STR_ARG(c->top),
		                               STR_ARG(asset[i].address))));
	return map;
}

/* East of UTC, as instants are written: "+08:00". */
static struct str
offset_text(const struct context *c)
{
	int offset = c->renderer->site->utc_offset;
	int minutes = offset < 0 ? -offset : offset;

	return arena_fmt(c->arena, "%c%02d:%02d", offset < 0 ? '-' : '+',
	                 minutes / 60, minutes % 60);
}

static struct value *
site_map(const struct context *c)
{
	const struct site *site = c->renderer->site;
	struct value *map = value_map(c->arena);

	put_text(c, map, "title", text2_in(site->title, c->lang));
	put_text(c, map, "subtitle", text2_in(site->subtitle, c->lang));
	put_text(c, map, "publisher", text2_in(site->publisher, c->lang));
	put_text(c, map, "contact", text2_in(site->contact, c->lang));
	put_text(c, map, "mail", site->mail);
	put_text(c, map, "mail_url",
	         arena_fmt(c->arena, "mailto:%.*s", STR_ARG(site->mail)));
	put_text(c, map, "address", text2_in(site->address, c->lang));
	put_text(c, map, "notice", text2_in(site->notice, c->lang));
	put_text(c, map, "site_id_code", site->site_id_code);
	put_text(c, map, "icp", site->icp);
	put_text(c, map, "security", site->security);
	put_text(c, map, "base_url", site->base_url);
	put_text(c, map, "offset", offset_text(c));
	put_text(c, map, "repository", site->repository);
	return map;
}

static void
add_nav(const struct context *c, struct value *nav, struct str label,
        struct str url, bool current, bool empty)
{
	struct value *item = value_map(c->arena);

	put_text(c, item, "label", label);
	put_text(c, item, "url", url);
	value_put(c->arena, item, STR("current"),
	          value_bool(c->arena, current));
	value_put(c->arena, item, STR("empty"),
	          value_bool(c->arena, empty));
	value_add(c->arena, nav, item);
}

/* Does the page belong to the kind's part of the site? */
static bool
is_within(const struct output *output, const struct schema *schema)
{
	struct str name = output->name;
	size_t end = 0;

	while (end < name.n && name.p[end] != '/' && name.p[end] != '|')
		end++;
	return str_eq(str_sub(name, 0, end), schema->folder);
}

static struct value *
navigation(const struct context *c)
{
	struct value *nav = value_list(c->arena);
	const struct schema_set *set = c->renderer->set;

	for (size_t i = 0; i < set->n; i++) {
		const struct schema *schema = &set->kind[i];

		if (schema->in_nav)
			add_nav(c, nav, text2_in(schema->label, c->lang),
			        context_list_link(c, schema->folder, 0),
			        is_within(c->output, schema),
			        !snapshot_has(c->snapshot, schema->folder));
	}
	return nav;
}

void
context_init(struct context *c, const struct renderer *renderer,
             struct snapshot *snapshot, const struct output *output)
{
	struct arena *a = snapshot->arena;
	struct value *root = value_map(a);
	struct str inner;

	*c = (struct context){.renderer = renderer,
	                      .snapshot = snapshot,
	                      .output = output,
	                      .lang = output->lang,
	                      .arena = a,
	                      .root = root};
	if (!output_has_lang(output->type))
		c->lang = renderer->site->language;
	c->path = path_of(c, output);
	c->top = way_up(a, c->path);
	inner = c->path;
	if (c->lang != renderer->site->language)
		str_cut(&inner, '/');
	inner = way_up(a, inner);
	if (output->type == OUTPUT_MISSING) {
		/* The server shows it at any depth. */
		c->top = path_part(renderer->site->base_url);
		inner = c->lang == renderer->site->language
		            ? c->top
		            : arena_fmt(a, "%.*s%.*s/", STR_ARG(c->top),
		                        STR_ARG(lang_code(c->lang)));
	}
	value_put_text(a, root, "lang", lang_code(c->lang));
	value_put_text(a, root, "lang_tag",
	               c->lang == LANG_ZH ? STR("zh-CN") : STR("en"));
	value_put(a, root, STR("is_zh"), value_bool(a, c->lang == LANG_ZH));
	value_put(a, root, STR("is_en"), value_bool(a, c->lang == LANG_EN));
	value_put_text(a, root, "root", inner);
	value_put_text(a, root, "top", c->top);
	value_put(a, root, STR("asset"), assets(c));
	value_put(a, root, STR("site"), site_map(c));
	value_put(a, root, STR("i18n"),
	          (struct value *)(uintptr_t)theme_texts(renderer->theme,
	                                                 c->lang));
	value_put(a, root, STR("nav"), navigation(c));
	if (renderer->site->base_url.n)
		value_put_text(a, root, "canonical", context_address(c));
}

struct str
context_address(const struct context *c)
{
	return arena_fmt(c->arena, "%.*s%.*s",
	                 STR_ARG(c->renderer->site->base_url),
	                 STR_ARG(c->path));
}

void
context_page(struct context *c, struct str title, struct str description)
{
	struct value *page = value_map(c->arena);

	put_text(c, page, "title", title);
	put_text(c, page, "description", description);
	value_put(c->arena, c->root, STR("page"), page);
}

void
context_alt(struct context *c, unsigned languages)
{
	enum lang other = c->lang == LANG_ZH ? LANG_EN : LANG_ZH;
	struct output twin = *c->output;
	struct value *alt = value_map(c->arena);

	if (!(languages & LANG_BIT(other)))
		return;
	twin.lang = other;
	value_put_text(c->arena, alt, "url",
	               arena_fmt(c->arena, "%.*s%.*s", STR_ARG(c->top),
	                         STR_ARG(path_of(c, &twin))));
	value_put_text(c->arena, alt, "address",
	               c->renderer->site->base_url.n
	                   ? arena_fmt(c->arena, "%.*s%.*s",
	                               STR_ARG(c->renderer->site->base_url),
	                               STR_ARG(path_of(c, &twin)))
	                   : STR(""));
	value_put_text(c->arena, alt, "lang_tag",
	               other == LANG_ZH ? STR("zh-CN") : STR("en"));
	value_put_text(c->arena, alt, "label",
	               other == LANG_ZH ? STR("中文") : STR("English"));
	value_put(c->arena, c->root, STR("alt"), alt);
}

struct str
context_link(const struct context *c, struct output target,
             unsigned languages)
{
	target.lang = c->lang;
	if (!(languages & LANG_BIT(c->lang)))
		target.lang = languages & LANG_BIT(LANG_ZH) ? LANG_ZH
		                                            : LANG_EN;
	return arena_fmt(c->arena, "%.*s%.*s", STR_ARG(c->top),
	                 STR_ARG(path_of(c, &target)));
}

const struct schema *
context_schema(const struct context *c, struct str name)
{
	size_t end = 0;

	while (end < name.n && name.p[end] != '/' && name.p[end] != '|')
		end++;
	return schema_of_folder(c->renderer->set, str_sub(name, 0, end));
}

static struct str
kind_link(const struct context *c, struct output target)
{
	const struct schema *schema = context_schema(c, target.name);
	const struct site_kind *kind =
	    schema ? site_kind(c->renderer->site, schema) : NULL;

	if (!kind || !(kind->outputs & OUTPUT_HTML))
		return STR("");
	return context_link(c, target, kind->languages);
}

struct str
context_record_link(const struct context *c, struct str record)
{
	struct output target = {.type = OUTPUT_RECORD, .name = record};

	return kind_link(c, target);
}

struct str
context_list_link(const struct context *c, struct str list, uint32_t number)
{
	struct output target = {.name = list, .number = number};

	target.type =
	    str_chr(list, '|') < list.n ? OUTPUT_FACET : OUTPUT_LIST;
	return kind_link(c, target);
}

struct str
context_text(const struct context *c, const char *key)
{
	const struct theme *theme = c->renderer->theme;

	if (c->lacks && theme_lacks_text(theme, c->lang, key))
		*c->lacks = key;
	return theme_text(theme, c->lang, key);
}

struct value *
context_date(const struct context *c, int32_t day)
{
	struct value *date;

	if (day == NO_DAY)
		return value_null(c->arena);
	date = value_map(c->arena);
	value_put_text(c->arena, date, "iso", date_iso_str(c->arena, day));
	value_put_text(c->arena, date, "text",
	               date_text(c->arena, day, c->lang));
	return date;
}

/* Seconds of local time, split into a day and the rest. */
static int32_t
split_time(const struct context *c, int64_t time, int *rest)
{
	int64_t local = time + (int64_t)c->renderer->site->utc_offset * 60;
	int64_t day = local / 86400;

	if (local % 86400 < 0)
		day--;
	*rest = (int)(local - day * 86400);
	return (int32_t)day;
}

int32_t
context_day(const struct context *c, int64_t time)
{
	int rest;

	return split_time(c, time, &rest);
}

struct str
context_time(const struct context *c, int64_t time)
{
	char iso[DATE_ISO_SIZE];
	int rest;

	date_iso(split_time(c, time, &rest), iso);
	return arena_fmt(c->arena, "%sT%02d:%02d:%02d%.*s", iso, rest / 3600,
	                 rest / 60 % 60, rest % 60, STR_ARG(offset_text(c)));
}

int
context_render(struct context *c, const char *template, struct buf *out,
               struct err *err)
{
	return theme_render(c->renderer->theme, str_from(template), c->root,
	                    c->arena, out, err);
}
