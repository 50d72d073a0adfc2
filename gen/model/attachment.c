#include "model/attachment.h"

/* The start of a format that a name promises. */
struct promise {
	const char *ext;
	struct str magic;
};

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

/* Do the bytes begin with a text in lower case, in any case? */
static bool
begins(struct str s, struct str text)
{
	if (s.n < text.n)
		return false;
	for (size_t i = 0; i < text.n; i++)
		if (lower(s.p[i]) != text.p[i])
			return false;
	return true;
}

static bool
holds(struct str s, const char *const *list, size_t n)
{
	for (size_t at = 0; at < s.n; at++)
		for (size_t i = 0; i < n; i++)
			if (begins(str_sub(s, at, s.n), str_from(list[i])))
				return true;
	return false;
}

static bool
is_ext(struct str ext, const char *text)
{
	return ext.n == strlen(text) && begins(ext, str_from(text));
}

static bool
is_active_name(struct str ext)
{
	static const char *const list[] = {
	    "svg",  "svgz",  "html", "htm", "xhtml", "xht",  "shtml",
	    "xml",  "xsl",   "xslt", "rdf", "atom",  "rss",  "mht",
	    "mhtml", "eml",  "hta",  "js",  "mjs",   "css",  "wasm",
	    "swf",  "jar",   "url",  "lnk", "exe",   "webmanifest"};

	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (is_ext(ext, list[i]))
			return true;
	return false;
}

/* Anywhere in the part that is looked at: what comes before may be what
 * another format allows to come before. */
static bool
is_active(struct str head)
{
	static const char *const list[] = {
	    "<!doctype", "<html",   "<head",  "<body",   "<script",
	    "<svg",      "<?xml",   "<iframe", "<object", "<embed",
	    "<math",     "<style",  "<link",  "<meta",
	    "mime-version:", "content-type: multipart/"};

	return holds(head, list, sizeof list / sizeof *list);
}

/* A photograph, a PDF and an archive may hold such words in their metadata;
 * what counts there is that they begin as what they are. */
static enum attachment_fault
check_promise(struct str ext, struct str bytes, bool *promised)
{
	static const struct promise list[] = {
	    {"pdf", {"%PDF-", 5}},
	    {"png", {"\x89PNG\r\n\x1a\n", 8}},
	    {"jpg", {"\xff\xd8\xff", 3}},
	    {"jpeg", {"\xff\xd8\xff", 3}},
	    {"gif", {"GIF8", 4}},
	    {"webp", {"RIFF", 4}},
	    {"zip", {"PK", 2}},
	    {"docx", {"PK\x03\x04", 4}},
	    {"xlsx", {"PK\x03\x04", 4}},
	    {"pptx", {"PK\x03\x04", 4}},
	    {"ofd", {"PK\x03\x04", 4}},
	    {"wps", {"\xd0\xcf\x11\xe0", 4}},
	    {"doc", {"\xd0\xcf\x11\xe0", 4}},
	    {"xls", {"\xd0\xcf\x11\xe0", 4}}};

	*promised = false;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		if (!is_ext(ext, list[i].ext))
			continue;
		*promised = true;
		return str_starts(bytes, list[i].magic) ? ATTACHMENT_FINE
		                                        : ATTACHMENT_OTHER;
	}
	return ATTACHMENT_FINE;
}

/* The same text with the zero bytes of UTF-16 left out. */
static struct str
narrow(struct str head, char room[ATTACHMENT_HEAD])
{
	size_t n = 0;

	for (size_t i = 0; i < head.n; i++)
		if (head.p[i] != '\0')
			room[n++] = head.p[i];
	return (struct str){room, n};
}

enum attachment_fault
attachment_check(struct str name, struct str bytes)
{
	char room[ATTACHMENT_HEAD];
	struct str head = bytes;
	size_t dot = str_rchr(name, '.');
	struct str ext = str_sub(name, dot < name.n ? dot + 1 : dot, name.n);
	enum attachment_fault fault;
	bool promised;

	if (is_active_name(ext))
		return ATTACHMENT_NAME;
	if (head.n > ATTACHMENT_HEAD)
		head.n = ATTACHMENT_HEAD;
	fault = check_promise(ext, bytes, &promised);
	if (!promised || fault != ATTACHMENT_FINE)
		if (is_active(narrow(head, room)))
			return ATTACHMENT_ACTIVE;
	return fault;
}
