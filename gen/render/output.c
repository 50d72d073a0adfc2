#include "render/output.h"

#include "store/snapshot.h"

#include <string.h>

/* ---------------------------------------------------------- addresses */

/* FOLDER/by/FACET/CODE, of a list that is a facet's value. */
static void
value_path(struct str list, struct buf *path)
{
	buf_add(path, str_cut(&list, '|'));
	buf_adds(path, "/by/");
	buf_add(path, str_cut(&list, '|'));
	buf_byte(path, '/');
	buf_add(path, list);
}

static void
ranked_path(const struct output *output, struct buf *path)
{
	if (str_chr(output->name, '|') == output->name.n) {
		buf_fmt(path, "%.*s/by-price.html", STR_ARG(output->name));
		return;
	}
	value_path(output->name, path);
	buf_adds(path, ".by-price.html");
}

/* The part of a list's address that names its page. */
static void
put_number(const struct output *output, struct buf *path)
{
	if (output->number == CUT_OLDEST)
		buf_adds(path, "oldest");
	else
		buf_fmt(path, "%u", output->number);
}

static void
put_page(const struct output *output, struct buf *path)
{
	if (output->number) {
		buf_byte(path, '.');
		put_number(output, path);
	}
	buf_adds(path, output->type == OUTPUT_LIST_CSV ? ".csv" : ".html");
}

static void
facet_path(const struct output *output, struct buf *path)
{
	value_path(output->name, path);
	put_page(output, path);
}

static void
titles_path(const struct output *output, struct buf *path)
{
	buf_fmt(path, "titles/%.*s", STR_ARG(output->name));
	put_page(output, path);
}

static void
list_path(const struct output *output, struct buf *path)
{
	buf_add(path, output->name);
	buf_adds(path, output->number ? "/page-" : "/index");
	if (output->number)
		put_number(output, path);
	buf_adds(path, ".html");
}

/* What stands in a register's folder, or at the root for all of them. */
static void
feed_path(const struct output *output, struct buf *path)
{
	static const char *const name[OUTPUT_TYPES] = {
	    [OUTPUT_ATOM] = "feed.atom",
	    [OUTPUT_JSON_FEED] = "feed.json",
	    [OUTPUT_CALENDAR] = "calendar.ics"};
	const char *file = name[output->type];
	struct str list = output->name;

	if (str_eq(list, STR("*"))) {
		buf_adds(path, file);
	} else if (str_chr(list, '|') < list.n) {
		value_path(list, path);
		buf_adds(path, strchr(file, '.'));
	} else {
		buf_fmt(path, "%.*s/%s", STR_ARG(list), file);
	}
}

/* Tables of a register, in blocks of EXPORT_BLOCK serials, counted from 1 in
 * addresses. */
static void
block_path(const struct output *output, struct buf *path)
{
	buf_fmt(path, "data/%.*s-%u.%s", STR_ARG(output->name),
	        output->number + 1,
	        output->type == OUTPUT_ROWS ? "csv" : "jsonl");
}

static void
changes_path(const struct output *output, struct buf *path)
{
	buf_fmt(path, "data/changes/%u.jsonl", output->number + 1);
}

static void
pieces_path(const struct output *output, struct buf *path)
{
	if (str_eq(output->name, STR("*")))
		buf_adds(path, "data/changes/index.txt");
	else
		buf_fmt(path, "data/%.*s.txt", STR_ARG(output->name));
}

static void
version_path(const struct output *output, struct buf *path)
{
	buf_add(path, output->name);
	if (output->type == OUTPUT_STOOD)
		buf_fmt(path, ".v%u.md", output->number);
	else if (output->number)
		buf_fmt(path, ".v%u.html", output->number);
	else
		buf_adds(path, ".history.html");
}

/* The page that lists the forms has the address that is told to people. */
static void
form_path(const struct output *output, struct buf *path)
{
	if (str_eq(output->name, STR("*")))
		buf_adds(path, "tools/new.html");
	else
		buf_fmt(path, "tools/new/%.*s.html", STR_ARG(output->name));
}

static void
map_path(const struct output *output, struct buf *path)
{
	if (str_eq(output->name, STR("*")))
		buf_adds(path, "sitemap-site.xml");
	else
		buf_fmt(path, "sitemap-%.*s-%u.xml", STR_ARG(output->name),
		        output->number + 1);
}

/* -------------------------------------------------------------- forms */

struct output_form {
	char letters[3];
	/* Parts of the key behind the letters. */
	bool name;
	bool number;
	bool lang;
	const char *tail; /* instead of lang: a record's files of all languages
	                   * lie among its pages, so that one worker makes
	                   * them all from one parsed record */
	/* The address below its language: the name stands for %, or else a
	 * function writes it.  Pieces are named by their bytes. */
	const char *file;
	void (*path)(const struct output *output, struct buf *path);
};

static const struct output_form forms[OUTPUT_TYPES] = {
    [OUTPUT_ASSET] = {"1a", .name = true, .file = "assets/%"},
    [OUTPUT_ATTACHMENT] = {"1x", .name = true, .file = "files/%"},
    [OUTPUT_PIECE] = {"2p", .number = true},
    [OUTPUT_CHARACTERS] = {"2t", .number = true},
    [OUTPUT_RECORD] = {"3h", .name = true, .lang = true, .file = "%.html"},
    [OUTPUT_DATA] = {"3h", .name = true, .tail = "json", .file = "%.json"},
    [OUTPUT_SOURCE] = {"3h", .name = true, .tail = "md", .file = "%.md"},
    [OUTPUT_DEADLINE] = {"3i", .name = true, .lang = true, .file = "%.ics"},
    [OUTPUT_LETTER] = {"3n", .name = true, .lang = true, .file = "%.txt"},
    [OUTPUT_VERSIONS] = {"3v", .name = true, .number = true, .lang = true,
                         .path = version_path},
    [OUTPUT_STOOD] = {"3w", .name = true, .number = true,
                      .path = version_path},
    [OUTPUT_LIST] = {"4l", .name = true, .number = true, .lang = true,
                     .path = list_path},
    [OUTPUT_FACET] = {"4f", .name = true, .number = true, .lang = true,
                      .path = facet_path},
    [OUTPUT_LIST_CSV] = {"4s", .name = true, .number = true,
                         .path = facet_path},
    [OUTPUT_ATOM] = {"5f", .name = true, .lang = true, .path = feed_path},
    [OUTPUT_MAP] = {"5m", .name = true, .number = true, .path = map_path},
    [OUTPUT_CODE] = {"6c", .name = true, .lang = true, .file = "errors/%.html"},
    [OUTPUT_KIND] = {"6k", .name = true, .lang = true,
                     .file = "data/schema/%.html"},
    [OUTPUT_KIND_SCHEMA] = {"6j", .name = true, .file = "data/schema/%.json"},
    [OUTPUT_FORM] = {"6f", .name = true, .lang = true, .path = form_path},
    [OUTPUT_HOME] = {"6h", .lang = true, .file = "index.html"},
    [OUTPUT_STATS] = {"6s", .lang = true, .file = "stats.html"},
    [OUTPUT_ABOUT] = {"6b", .lang = true, .file = "about.html"},
    [OUTPUT_MISSING] = {"6n", .lang = true, .file = "404.html"},
    [OUTPUT_SEARCH] = {"6q", .lang = true, .file = "search.html"},
    [OUTPUT_MAP_INDEX] = {"7m", .file = "sitemap.xml"},
    [OUTPUT_ROBOTS] = {"7r", .file = "robots.txt"},
    [OUTPUT_ENTRY] = {"7e", .file = "search/entry.json"},
    [OUTPUT_CHART] = {"5b", .name = true, .file = "data/charts/%.csv"},
    [OUTPUT_JSON_FEED] = {"5g", .name = true, .lang = true, .path = feed_path},
    [OUTPUT_CALENDAR] = {"5c", .name = true, .lang = true, .path = feed_path},
    [OUTPUT_ROWS] = {"5t", .name = true, .number = true, .path = block_path},
    [OUTPUT_LINES] = {"5u", .name = true, .number = true, .path = block_path},
    [OUTPUT_CHANGES] = {"5z", .number = true, .path = changes_path},
    [OUTPUT_PIECES] = {"6p", .name = true, .path = pieces_path},
    [OUTPUT_COLUMNS] = {"6w", .name = true, .file = "data/%.csv-metadata.json"},
    [OUTPUT_OPEN_DATA] = {"7z", .lang = true, .file = "data.html"},
    [OUTPUT_OPENSEARCH] = {"6o", .lang = true, .file = "opensearch.xml"},
    [OUTPUT_RANKED] = {"4r", .name = true, .lang = true, .path = ranked_path},
    [OUTPUT_DIRECTORY] = {"6x", .lang = true, .file = "map.html"},
    [OUTPUT_ACCESS] = {"6y", .lang = true, .file = "accessibility.html"},
    [OUTPUT_TITLES] = {"4t", .name = true, .number = true, .lang = true,
                       .path = titles_path},
    [OUTPUT_CATALOG] = {"7y", .file = "data/catalog.jsonld"},
    [OUTPUT_MANIFEST] = {"8m", .name = true, .file = "manifest/%.txt"},
    [OUTPUT_MANIFEST_INDEX] = {"9i", .file = "manifest/index.txt"},
    [OUTPUT_BUILD] = {"9b", .file = "build.json"},
};

/* --------------------------------------------------------------- keys */

struct str
output_key(const struct output *output, struct buf *key)
{
	const struct output_form *form = &forms[output->type];

	buf_reset(key);
	buf_adds(key, form->letters);
	if (output->type == OUTPUT_PIECE)
		buf_fmt(key, "|%c|%u", output->what, output->level);
	if (form->name) {
		buf_byte(key, '|');
		buf_add(key, output->name);
	}
	if (form->number)
		buf_fmt(key, "|%08x", output->number);
	if (output->type == OUTPUT_PIECE)
		buf_fmt(key, "|%08x", output->part);
	if (form->lang)
		buf_fmt(key, "|%.*s", STR_ARG(lang_code(output->lang)));
	else if (form->tail)
		buf_fmt(key, "|%s", form->tail);
	return buf_str(key);
}

/* Take the part after the last '|' off the end. */
static bool
cut_last(struct str *rest, struct str *part)
{
	size_t at = str_rchr(*rest, '|');

	if (at == rest->n)
		return false;
	*part = str_sub(*rest, at + 1, rest->n);
	*rest = str_sub(*rest, 0, at);
	return true;
}

static bool
parse_number(struct str text, uint32_t *number)
{
	*number = 0;
	if (text.n != 8)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		int digit = c >= 'a' ? c - 'a' + 10 : c - '0';

		if (digit < 0 || digit > 15)
			return false;
		*number = *number << 4 | (uint32_t)digit;
	}
	return true;
}

static bool
parse_rest(const struct output_form *form, struct str rest,
           struct output *output)
{
	struct str part;

	if (form->lang && (!cut_last(&rest, &part) ||
	                   !lang_parse(part, &output->lang)))
		return false;
	if (output->type == OUTPUT_PIECE &&
	    (!cut_last(&rest, &part) || !parse_number(part, &output->part)))
		return false;
	if (form->number && (!cut_last(&rest, &part) ||
	                     !parse_number(part, &output->number)))
		return false;
	if (output->type == OUTPUT_PIECE) {
		if (rest.n != 6)
			return false;
		output->what = rest.p[3];
		output->level = (unsigned)(rest.p[5] - '0');
		return true;
	}
	if (form->name && (rest.n < 4 || rest.p[2] != '|'))
		return false;
	if (form->name)
		output->name = str_sub(rest, 3, rest.n);
	return true;
}

static bool
parse_tail(struct str key, struct output *output)
{
	struct str head = key;
	struct str tail;

	if (!cut_last(&head, &tail) || head.n < 4)
		return false;
	for (int i = 0; i < OUTPUT_TYPES; i++) {
		if (!forms[i].tail ||
		    !str_eq(str_sub(key, 0, 2), str_from(forms[i].letters)) ||
		    !str_eq(tail, str_from(forms[i].tail)))
			continue;
		output->type = (enum output_type)i;
		output->name = str_sub(head, 3, head.n);
		return true;
	}
	return false;
}

bool
output_parse(struct str key, struct output *output)
{
	*output = (struct output){0};
	if (key.n < 2)
		return false;
	if (parse_tail(key, output))
		return true;
	for (int i = 0; i < OUTPUT_TYPES; i++) {
		if (str_eq(str_sub(key, 0, 2), str_from(forms[i].letters))) {
			output->type = (enum output_type)i;
			return parse_rest(&forms[i], key, output);
		}
	}
	return false;
}

/* ------------------------------------------------------------- answers */

/* The name goes where the % is. */
static void
put_file(const char *file, struct str name, struct buf *path)
{
	size_t n = strcspn(file, "%");

	buf_add(path, (struct str){file, n});
	if (file[n] == '\0')
		return;
	buf_add(path, name);
	buf_adds(path, file + n + 1);
}

struct str
output_path(const struct output *output, enum lang root_lang,
            struct str bytes, struct buf *path)
{
	const struct output_form *form = &forms[output->type];
	char name[PIECE_PATH_MAX];
	struct piece piece;

	buf_reset(path);
	if (form->lang && output->lang != root_lang) {
		buf_add(path, lang_code(output->lang));
		buf_byte(path, '/');
	}
	if (form->path) {
		form->path(output, path);
	} else if (form->file) {
		put_file(form->file, output->name, path);
	} else {
		piece = piece_of(bytes);
		piece_path(&piece, name);
		buf_adds(path, name);
	}
	return buf_str(path);
}

bool
output_is_hashed(enum output_type type)
{
	return !forms[type].file && !forms[type].path;
}

bool
output_has_lang(enum output_type type)
{
	return forms[type].lang;
}

bool
output_is_late(struct str key)
{
	return key.n && (key.p[0] == '8' || key.p[0] == '9');
}

bool
output_tells(struct str key)
{
	return str_starts(key, STR("7y")) || str_starts(key, STR("7z|"));
}

bool
output_is_told(struct str key)
{
	return str_starts(key, STR("5t|")) || str_starts(key, STR("5u|")) ||
	       str_starts(key, STR("5z|")) || str_starts(key, STR("5b|"));
}

bool
output_same_record(struct str a, struct str b)
{
	struct output x;
	struct output y;

	return str_starts(a, STR("3h|")) && str_starts(b, STR("3h|")) &&
	       output_parse(a, &x) && output_parse(b, &y) &&
	       str_eq(x.name, y.name);
}
