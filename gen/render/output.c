#include "render/output.h"

#include "store/snapshot.h"

#include <assert.h>
#include <stdlib.h>

struct output_form {
	char letters[3];
	bool name;   /* has a name part */
	bool number; /* has a number part */
	bool lang;   /* has a language part */
	const char *tail; /* instead of one: a record's files of all languages
	                   * lie among its pages, so that one worker makes
	                   * them all from one parsed record */
};

static const struct output_form forms[OUTPUT_TYPES] = {
    [OUTPUT_ASSET] = {"1a", true, false, false},
    [OUTPUT_ATTACHMENT] = {"1x", true, false, false},
    [OUTPUT_PIECE] = {"2p", false, true, false},
    [OUTPUT_CHARACTERS] = {"2t", false, true, false},
    [OUTPUT_RECORD] = {"3h", true, false, true},
    [OUTPUT_DATA] = {"3h", true, false, false, "json"},
    [OUTPUT_SOURCE] = {"3h", true, false, false, "md"},
    [OUTPUT_DEADLINE] = {"3i", true, false, true},
    [OUTPUT_LETTER] = {"3n", true, false, true},
    [OUTPUT_VERSIONS] = {"3v", true, true, true},
    [OUTPUT_LIST] = {"4l", true, true, true},
    [OUTPUT_FACET] = {"4f", true, true, true},
    [OUTPUT_LIST_CSV] = {"4s", true, true, false},
    [OUTPUT_ATOM] = {"5f", true, false, true},
    [OUTPUT_MAP] = {"5m", true, true, false},
    [OUTPUT_CODE] = {"6c", true, false, true},
    [OUTPUT_KIND] = {"6k", true, false, true},
    [OUTPUT_KIND_SCHEMA] = {"6j", true, false, false},
    [OUTPUT_FORM] = {"6f", true, false, true},
    [OUTPUT_HOME] = {"6h", false, false, true},
    [OUTPUT_STATS] = {"6s", false, false, true},
    [OUTPUT_ABOUT] = {"6b", false, false, true},
    [OUTPUT_MISSING] = {"6n", false, false, true},
    [OUTPUT_SEARCH] = {"6q", false, false, true},
    [OUTPUT_MAP_INDEX] = {"7m", false, false, false},
    [OUTPUT_ROBOTS] = {"7r", false, false, false},
    [OUTPUT_ENTRY] = {"7e", false, false, false},
    [OUTPUT_CHART] = {"5b", true, false, false},
    [OUTPUT_JSON_FEED] = {"5g", true, false, true},
    [OUTPUT_CALENDAR] = {"5c", true, false, true},
    [OUTPUT_ROWS] = {"5t", true, true, false},
    [OUTPUT_LINES] = {"5u", true, true, false},
    [OUTPUT_CHANGES] = {"5z", false, true, false},
    [OUTPUT_PIECES] = {"6p", true, false, false},
    [OUTPUT_COLUMNS] = {"6w", true, false, false},
    [OUTPUT_OPEN_DATA] = {"7z", false, false, true},
    [OUTPUT_OPENSEARCH] = {"6o", false, false, true},
    [OUTPUT_RANKED] = {"4r", true, false, true},
    [OUTPUT_DIRECTORY] = {"6x", false, false, true},
    [OUTPUT_ACCESS] = {"6y", false, false, true},
    [OUTPUT_TITLES] = {"4t", true, true, true},
    [OUTPUT_CATALOG] = {"7y", false, false, false},
    [OUTPUT_MANIFEST] = {"8m", true, false, false},
    [OUTPUT_MANIFEST_INDEX] = {"9i", false, false, false},
    [OUTPUT_BUILD] = {"9b", false, false, false},
};

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
feed_path(const struct output *output, const char *name, const char *form,
          struct buf *path)
{
	struct str list = output->name;

	if (str_eq(list, STR("*"))) {
		buf_adds(path, name);
	} else if (str_chr(list, '|') < list.n) {
		value_path(list, path);
		buf_adds(path, form);
	} else {
		buf_fmt(path, "%.*s/%s", STR_ARG(list), name);
	}
}

/* Tables of a register, in blocks of EXPORT_BLOCK serials, counted from 1 in
 * addresses. */
static void
export_path(const struct output *output, struct buf *path)
{
	struct str name = output->name;

	buf_adds(path, "data/");
	if (output->type == OUTPUT_CHANGES)
		buf_fmt(path, "changes/%u.jsonl", output->number + 1);
	else if (output->type == OUTPUT_PIECES && str_eq(name, STR("*")))
		buf_adds(path, "changes/index.txt");
	else if (output->type == OUTPUT_PIECES)
		buf_fmt(path, "%.*s.txt", STR_ARG(name));
	else if (output->type == OUTPUT_COLUMNS)
		buf_fmt(path, "%.*s.csv-metadata.json", STR_ARG(name));
	else
		buf_fmt(path, "%.*s-%u.%s", STR_ARG(name), output->number + 1,
		        output->type == OUTPUT_ROWS ? "csv" : "jsonl");
}

static void
plain_path(const struct output *output, struct buf *path)
{
	static const char *const name[OUTPUT_TYPES] = {
	    [OUTPUT_HOME] = "index.html",
	    [OUTPUT_STATS] = "stats.html",
	    [OUTPUT_ABOUT] = "about.html",
	    [OUTPUT_MISSING] = "404.html",
	    [OUTPUT_SEARCH] = "search.html",
	    [OUTPUT_MAP_INDEX] = "sitemap.xml",
	    [OUTPUT_ROBOTS] = "robots.txt",
	    [OUTPUT_ENTRY] = "search/entry.json",
	    [OUTPUT_OPEN_DATA] = "data.html",
	    [OUTPUT_OPENSEARCH] = "opensearch.xml",
	    [OUTPUT_DIRECTORY] = "map.html",
	    [OUTPUT_ACCESS] = "accessibility.html",
	    [OUTPUT_CATALOG] = "data/catalog.jsonld",
	    [OUTPUT_MANIFEST_INDEX] = "manifest/index.txt",
	    [OUTPUT_BUILD] = "build.json",
	};

	assert(name[output->type]);
	buf_adds(path, name[output->type]);
}

static void
record_path(const struct output *output, struct buf *path)
{
	buf_add(path, output->name);
	if (output->type == OUTPUT_DATA)
		buf_adds(path, ".json");
	else if (output->type == OUTPUT_SOURCE)
		buf_adds(path, ".md");
	else if (output->type == OUTPUT_DEADLINE)
		buf_adds(path, ".ics");
	else if (output->type == OUTPUT_LETTER)
		buf_adds(path, ".txt");
	else if (output->type == OUTPUT_RECORD)
		buf_adds(path, ".html");
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

static void
named_path(const struct output *output, struct buf *path)
{
	switch (output->type) {
	case OUTPUT_ASSET:
		buf_fmt(path, "assets/%.*s", STR_ARG(output->name));
		break;
	case OUTPUT_ATTACHMENT:
		buf_fmt(path, "files/%.*s", STR_ARG(output->name));
		break;
	case OUTPUT_RECORD:
	case OUTPUT_DATA:
	case OUTPUT_SOURCE:
	case OUTPUT_DEADLINE:
	case OUTPUT_LETTER:
	case OUTPUT_VERSIONS:
		record_path(output, path);
		break;
	case OUTPUT_RANKED:
		ranked_path(output, path);
		break;
	case OUTPUT_MAP:
		map_path(output, path);
		break;
	case OUTPUT_CODE:
		buf_fmt(path, "errors/%.*s.html", STR_ARG(output->name));
		break;
	case OUTPUT_KIND:
		buf_fmt(path, "data/schema/%.*s.html", STR_ARG(output->name));
		break;
	case OUTPUT_KIND_SCHEMA:
		buf_fmt(path, "data/schema/%.*s.json", STR_ARG(output->name));
		break;
	case OUTPUT_FORM:
		form_path(output, path);
		break;
	case OUTPUT_ROWS:
	case OUTPUT_LINES:
	case OUTPUT_CHANGES:
	case OUTPUT_PIECES:
	case OUTPUT_COLUMNS:
		export_path(output, path);
		break;
	case OUTPUT_ATOM:
		feed_path(output, "feed.atom", ".atom", path);
		break;
	case OUTPUT_CHART:
		buf_fmt(path, "data/charts/%.*s.csv", STR_ARG(output->name));
		break;
	case OUTPUT_JSON_FEED:
		feed_path(output, "feed.json", ".json", path);
		break;
	case OUTPUT_CALENDAR:
		feed_path(output, "calendar.ics", ".ics", path);
		break;
	case OUTPUT_MANIFEST:
		buf_fmt(path, "manifest/%.*s.txt", STR_ARG(output->name));
		break;
	default:
		plain_path(output, path);
	}
}

struct str
output_path(const struct output *output, enum lang root_lang,
            struct str bytes, struct buf *path)
{
	char name[PIECE_PATH_MAX];
	struct piece piece;

	buf_reset(path);
	if (output_has_lang(output->type) && output->lang != root_lang) {
		buf_add(path, lang_code(output->lang));
		buf_byte(path, '/');
	}
	if (output_is_hashed(output->type)) {
		piece = piece_of(bytes);
		piece_path(&piece, name);
		buf_adds(path, name);
	} else if (output->type == OUTPUT_LIST) {
		list_path(output, path);
	} else if (output->type == OUTPUT_FACET ||
	           output->type == OUTPUT_LIST_CSV) {
		facet_path(output, path);
	} else if (output->type == OUTPUT_TITLES) {
		titles_path(output, path);
	} else {
		named_path(output, path);
	}
	return buf_str(path);
}

bool
output_is_hashed(enum output_type type)
{
	return type == OUTPUT_PIECE || type == OUTPUT_CHARACTERS;
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
	return str_starts(key, STR("5t|")) || str_starts(key, STR("5u|"));
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
