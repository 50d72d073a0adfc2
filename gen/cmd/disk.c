#include "cmd/disk.h"

#define POLICY "gongshi-disk"

/* Before and behind the text of assets/search.js.  The paths that it asks
 * for lie below `top`, and so do the scripts that may be loaded. */
static const char before[] =
    "(() => {\n"
    "const top = new URL('..', document.currentScript.src).href;\n"
    "const kept = new Map();\n"
    "const policy = globalThis.trustedTypes &&\n"
    "  trustedTypes.createPolicy('" POLICY "', {createScriptURL(url) {\n"
    "    if (!url.startsWith(top)) throw new TypeError(url);\n"
    "    return url;\n"
    "  }});\n"
    "const load = (url) => new Promise((done, fail) => {\n"
    "  const script = document.createElement('script');\n"
    "  script.src = policy ? policy.createScriptURL(url) : url;\n"
    "  script.onload = done;\n"
    "  script.onerror = () => fail(new Error(url));\n"
    "  document.head.append(script);\n"
    "});\n"
    "globalThis.gongshiDisk = (path, it) => kept.set(path, it);\n"
    "const diskImport = (path) =>\n"
    "  load(new URL(path, top + 'assets/').href);\n"
    "const fetch = async (url) => {\n"
    "  const path = String(url).slice(top.length);\n"
    "  if (!kept.has(path)) await load(top + path + '.js');\n"
    "  const it = kept.get(path);\n"
    "  kept.delete(path);\n"
    "  const bytes = typeof it === 'string'\n"
    "    ? Uint8Array.from(atob(it), (c) => c.charCodeAt(0))\n"
    "    : new TextEncoder().encode(JSON.stringify(it));\n"
    "  return {ok: true, status: 200,\n"
    "    arrayBuffer: async () => bytes.buffer};\n"
    "};\n"
    "const location = {\n"
    "  protocol: 'disk:',\n"
    "  get pathname() { return globalThis.location.pathname; },\n"
    "  get search() { return globalThis.location.search; },\n"
    "  get hash() { return globalThis.location.hash; },\n"
    "  get href() { return globalThis.location.href; }\n"
    "};\n";
static const char behind[] = "\n})();\n";

/* The text with every `what` replaced. */
static void
replace(struct buf *out, struct str text, struct str what, struct str with)
{
	size_t at;

	while ((at = str_find(text, what)) <= text.n) {
		buf_add(out, str_sub(text, 0, at));
		buf_add(out, with);
		text = str_sub(text, at + what.n, text.n);
	}
	buf_add(out, text);
}

static void
put_script(struct str bytes, struct buf *out)
{
	buf_adds(out, before);
	replace(out, bytes, STR("import("), STR("diskImport("));
	buf_adds(out, behind);
}

/* A page without the lines that preload for fetch. */
static void
drop_preloads(struct buf *out, struct str page)
{
	while (page.n) {
		struct str line = str_cut(&page, '\n');

		if (str_starts(line, STR("<link rel=\"preload\"")) &&
		    str_find(line, STR("as=\"fetch\"")) < line.n)
			continue;
		buf_add(out, line);
		buf_byte(out, '\n');
	}
}

static void
put_page(struct str bytes, struct buf *out)
{
	struct buf allowed = {0};
	struct buf page = {0};

	replace(&allowed, bytes, STR("trusted-types 'none'"),
	        STR("trusted-types " POLICY));
	/* No text has a bare quotation mark before it. */
	replace(&page, buf_str(&allowed), STR("\" data-served>"), STR("\">"));
	drop_preloads(out, buf_str(&page));
	buf_release(&page);
	buf_release(&allowed);
}

/* source: RFC 4648, section 4 */
static void
put_base64(struct str s, struct buf *out)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                            "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < s.n; i += 3) {
		size_t left = s.n - i;
		unsigned v = (unsigned)(uint8_t)s.p[i] << 16;

		if (left > 1)
			v |= (unsigned)(uint8_t)s.p[i + 1] << 8;
		if (left > 2)
			v |= (uint8_t)s.p[i + 2];
		buf_byte(out, digit[v >> 18]);
		buf_byte(out, digit[v >> 12 & 63]);
		buf_byte(out, left > 1 ? digit[v >> 6 & 63] : '=');
		buf_byte(out, left > 2 ? digit[v & 63] : '=');
	}
}

bool
disk_stays(struct str path)
{
	return !str_starts(path, STR("search/"));
}

bool
disk_file(struct str path, struct str bytes, struct buf *out)
{
	buf_reset(out);
	if (str_eq(path, STR("assets/search.js")))
		put_script(bytes, out);
	else if (str_ends(path, STR(".html")))
		put_page(bytes, out);
	else
		return false;
	return true;
}

/* FOLDER/ID.json, and nothing else that ends so. */
static bool
is_data(struct str path)
{
	struct str folder = str_cut(&path, '/');

	return str_ends(path, STR(".json")) &&
	       str_chr(path, '/') == path.n &&
	       !str_eq(path, STR("feed.json")) &&
	       !str_eq(folder, STR("data")) && !str_eq(folder, STR("files"));
}

bool
disk_script(struct str path, struct str bytes, struct buf *name,
            struct buf *out)
{
	bool data = disk_stays(path) && is_data(path);

	buf_reset(name);
	buf_reset(out);
	if (disk_stays(path) && !data)
		return false;
	buf_add(name, path);
	buf_adds(name, ".js");
	buf_adds(out, "gongshiDisk(\"");
	buf_add(out, path);
	buf_adds(out, data ? "\"," : "\",\"");
	if (data)
		buf_add(out, str_trim(bytes));
	else
		put_base64(bytes, out);
	buf_adds(out, data ? ");\n" : "\");\n");
	return true;
}
