#include "build/content.h"

#include <assert.h>
#include <string.h>

static bool
is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Names that a register's own pages and files have. */
static bool
is_reserved(struct str id)
{
	return str_eq(id, STR("index")) || str_starts(id, STR("page-")) ||
	       str_eq(id, STR("by-price")) || str_eq(id, STR("feed")) ||
	       str_eq(id, STR("calendar"));
}

bool
content_is_id(struct str id)
{
	if (is_reserved(id))
		return false;
	if (id.n == 0 || id.n > CONTENT_ID_MAX || !is_word_byte(id.p[0]))
		return false;
	for (size_t i = 1; i < id.n; i++)
		if (!is_word_byte(id.p[i]) && id.p[i] != '-')
			return false;
	return true;
}

bool
content_is_address(struct str path)
{
	bool start = true;

	for (size_t i = 0; i < path.n; i++) {
		char c = path.p[i];

		if (c == '/' ? start
		             : !is_word_byte(c) && !(c >= 'A' && c <= 'Z') &&
		                   c != '_' && c != '-' &&
		                   (c != '.' || start))
			return false;
		start = c == '/';
	}
	return !start;
}

static bool
cut_suffix(struct str *name, struct str suffix)
{
	if (!str_ends(*name, suffix))
		return false;
	*name = str_sub(*name, 0, name->n - suffix.n);
	return true;
}

static struct content
of_record_folder(struct str folder, struct str rest)
{
	struct content content = {.kind = CONTENT_ODD, .folder = folder};
	size_t slash = str_rchr(rest, '/');
	struct str id = rest;

	if (slash < rest.n)
		id = str_sub(rest, slash + 1, rest.n);
	if (str_eq(id, STR("README.md"))) {
		content.kind = CONTENT_PASSED;
		return content;
	}
	if (!cut_suffix(&id, STR(".md")) && !cut_suffix(&id, STR(".yaml")))
		return content;
	content.id = id;
	if (content_is_id(id) && content_is_id(folder))
		content.kind = CONTENT_RECORD;
	return content;
}

static enum content_kind
kind_at_top(struct str name)
{
	if (str_eq(name, STR("site.yaml")))
		return CONTENT_SITE;
	if (str_eq(name, STR("owners.yaml")) ||
	    str_eq(name, STR("charts.yaml")))
		return CONTENT_PASSED;
	return (cut_suffix(&name, STR(".md")) ||
	        cut_suffix(&name, STR(".yaml"))) &&
	               content_is_id(name)
	           ? CONTENT_LOOSE
	           : CONTENT_PASSED;
}

struct content
content_of(struct str path)
{
	struct content content = {.kind = CONTENT_PASSED};
	struct str rest = path;
	struct str top = str_cut(&rest, '/');

	if (top.n == path.n) {
		content.kind = kind_at_top(path);
		return content;
	}
	if (str_eq(top, STR("files"))) {
		content.kind = CONTENT_FILE;
		content.name = rest;
		return content;
	}
	if (str_eq(top, STR("schema")) || str_eq(top, STR("tables"))) {
		content.name = rest;
		if (cut_suffix(&content.name, STR(".yaml")))
			content.kind = str_eq(top, STR("schema"))
			                   ? CONTENT_SCHEMA
			                   : CONTENT_TABLE;
		return content;
	}
	if (top.p[0] == '.')
		return content;
	return of_record_folder(top, rest);
}

bool
content_is_stray(struct str path)
{
	static const char *const known[] = {".", "README", "LICENSE",
	                                    "owners.", "charts.yaml"};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_starts(path, str_from(known[i])))
			return false;
	return path.n && str_rchr(path, '/') == path.n &&
	       kind_at_top(path) == CONTENT_PASSED;
}

struct str
content_record(const struct content *content, char name[CONTENT_NAME_MAX])
{
	struct str folder = content->folder;
	struct str id = content->id;

	assert(folder.n + 1 + id.n < CONTENT_NAME_MAX);
	memcpy(name, folder.p, folder.n);
	name[folder.n] = '/';
	memcpy(name + folder.n + 1, id.p, id.n);
	return (struct str){name, folder.n + 1 + id.n};
}
