#include "cmd/preview.h"

#include "cmd/unseen.h"
#include "text/html.h"
#include "text/json.h"

#include <string.h>

#define OWN "/.gongshi/"
#define HTML "text/html; charset=utf-8"

static const char script[] =
    "'use strict';\n"
    "(function () {\n"
    "\tvar own = new URL(document.currentScript.src).searchParams\n"
    "\t\t.get('page');\n"
    "\tvar say = document.currentScript.dataset.say;\n"
    "\tvar box = null;\n"
    "\tfunction add(parent, name, text, style) {\n"
    "\t\tvar e = document.createElement(name);\n"
    "\t\te.textContent = text;\n"
    "\t\te.style.cssText = style;\n"
    "\t\treturn parent.appendChild(e);\n"
    "\t}\n"
    "\tfunction show(title, text) {\n"
    "\t\tif (box) box.remove();\n"
    "\t\tbox = null;\n"
    "\t\tif (!title) return;\n"
    "\t\tbox = add(document.body, 'div', '', 'position:fixed;' +\n"
    "\t\t\t'inset:0 0 auto 0;max-height:60vh;overflow:auto;' +\n"
    "\t\t\t'z-index:2147483647;padding:12px 16px;' +\n"
    "\t\t\t'background:#fff;color:#1a1a1a;' +\n"
    "\t\t\t'border-bottom:4px solid #b3261e;' +\n"
    "\t\t\t'box-shadow:0 4px 16px rgba(0,0,0,.3)');\n"
    "\t\tbox.id = 'gongshi-preview';\n"
    "\t\tbox.setAttribute('role', 'alert');\n"
    "\t\tadd(box, 'strong', title, 'display:block;color:#b3261e');\n"
    "\t\tadd(box, 'pre', text, 'margin:8px 0 0;white-space:pre-wrap;' +\n"
    "\t\t\t'font:13px/1.5 monospace');\n"
    "\t}\n"
    "\tfunction bar() {\n"
    "\t\tvar e = add(document.body, 'p', say, 'position:sticky;' +\n"
    "\t\t\t'bottom:0;margin:0;padding:6px 16px;z-index:2147483646;' +\n"
    "\t\t\t'background:#ffe9b0;color:#1a1a1a;font-weight:bold');\n"
    "\t\te.id = 'gongshi-unseen';\n"
    "\t\te.setAttribute('role', 'status');\n"
    "\t}\n"
    "\tfunction listen() {\n"
    "\t\tif (say) bar();\n"
    "\t\tvar events = new EventSource('" OWN "events');\n"
    "\t\tevents.onmessage = function (e) {\n"
    "\t\t\tvar now = JSON.parse(e.data);\n"
    "\t\t\tif (now.page !== own) {\n"
    "\t\t\t\tevents.close();\n"
    "\t\t\t\tlocation.reload();\n"
    "\t\t\t} else {\n"
    "\t\t\t\tshow(now.title, now.text);\n"
    "\t\t\t}\n"
    "\t\t};\n"
    "\t}\n"
    "\tif (document.body) listen();\n"
    "\telse document.addEventListener('DOMContentLoaded', listen);\n"
    "})();\n";

/* ------------------------------------------------------------ files */

static const char *
type_of(struct str path)
{
	static const char *const types[][2] = {
	    {".html", HTML},
	    {".css", "text/css; charset=utf-8"},
	    {".js", "text/javascript; charset=utf-8"},
	    {".json", "application/json"},
	    {".jsonl", "application/jsonl; charset=utf-8"},
	    {".csv", "text/csv; charset=utf-8"},
	    {".svg", "image/svg+xml"},
	    {".xml", "application/xml"},
	    {".atom", "application/atom+xml"},
	    {".ics", "text/calendar; charset=utf-8"},
	    {".md", "text/markdown; charset=utf-8"},
	    {".txt", "text/plain; charset=utf-8"},
	    {".png", "image/png"},
	    {".jpg", "image/jpeg"},
	    {".pdf", "application/pdf"},
	    {".woff2", "font/woff2"}};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_ends(path, str_from(types[i][0])))
			return types[i][1];
	return "application/octet-stream";
}

/* No part begins with a dot, and no folder on the way is a link. */
static bool
is_inside(const struct preview *p, struct str path)
{
	char full[PATH_SIZE];

	if (!path_is_safe(path) || path.p[0] == '.' ||
	    str_find(path, STR("/.")) < path.n)
		return false;
	for (size_t i = 0; i < path.n; i++)
		if (path.p[i] == '/' &&
		    (path_join(full, p->site, str_sub(path, 0, i), NULL) <
		         0 ||
		     fs_kind_of(p->fs, full) != FS_DIR))
			return false;
	return path_join(full, p->site, path, NULL) == 0 &&
	       fs_kind_of(p->fs, full) == FS_FILE;
}

static bool
read_file(const struct preview *p, struct str path, struct buf *out)
{
	char full[PATH_SIZE];

	return is_inside(p, path) &&
	       path_join(full, p->site, path, NULL) == 0 &&
	       fs_read(p->fs, full, out, NULL) == 0;
}

/* The script goes where the body ends. */
static void
inject(const struct preview *p, struct str path, struct buf *page)
{
	const struct str end = STR("</body>");
	struct str text = buf_str(page);
	size_t at = text.n;
	struct buf out = {0};
	struct buf say = {0};

	for (size_t i = text.n; i > 0; i--)
		if (str_starts(str_sub(text, i - 1, text.n), end)) {
			at = i - 1;
			break;
		}
	buf_add(&out, str_sub(text, 0, at));
	buf_fmt(&out, "<script src=\"" OWN "preview.js?page=%llu\"",
	        (unsigned long long)p->page);
	unseen_say(p->site, path, p->lang, &say);
	if (say.n) {
		buf_adds(&out, " data-say=\"");
		html_escape_attr(&out, buf_str(&say));
		buf_byte(&out, '"');
	}
	buf_release(&say);
	buf_adds(&out, "></script>");
	buf_add(&out, str_sub(text, at, text.n));
	buf_release(page);
	*page = out;
}

static void
answer_file(const struct preview *p, struct str path,
            struct http_answer *answer)
{
	char name[PATH_SIZE];
	struct str full = STR("");

	path = str_sub(path, 1, path.n);
	if (path.n + sizeof "index.html" < sizeof name) {
		memcpy(name, path.p, path.n);
		full = (struct str){name, path.n};
		if (path.n == 0 || path.p[path.n - 1] == '/') {
			memcpy(name + path.n, "index.html", 10);
			full.n += 10;
		}
	}
	answer->type = type_of(full);
	if (!read_file(p, full, &answer->body)) {
		answer->status = 404;
		answer->type = HTML;
		if (!read_file(p, STR("404.html"), &answer->body))
			buf_adds(&answer->body,
			         "<!doctype html><meta charset=utf-8>"
			         "<title>gongshi</title><body></body>");
	}
	if (strcmp(answer->type, HTML) == 0)
		inject(p, path, &answer->body);
	answer->policy = PREVIEW_POLICY;
}

/* ----------------------------------------------------------- events */

static void
answer_events(const struct preview *p, struct str since,
              struct http_answer *answer)
{
	struct buf data = {0};
	uint64_t known = 0;

	if (str_u64(since, &known) && known == p->state) {
		answer->hold = true;
		return;
	}
	buf_fmt(&data, "{\"page\":\"%llu\",\"title\":",
	        (unsigned long long)p->page);
	json_text(&data, buf_str(&p->title));
	buf_adds(&data, ",\"text\":");
	json_text(&data, buf_str(&p->text));
	buf_byte(&data, '}');
	answer->type = "text/event-stream";
	buf_fmt(&answer->body, "retry: 50\nid: %llu\ndata: ",
	        (unsigned long long)p->state);
	buf_add(&answer->body, buf_str(&data));
	buf_adds(&answer->body, "\n\n");
	buf_release(&data);
}

/* Held for long: the reader may be gone, and asks again if not. */
static void
answer_again(struct http_answer *answer)
{
	answer->type = "text/event-stream";
	answer->hold = false;
	buf_adds(&answer->body, "retry: 50\n\n");
}

void
preview_answer(const struct preview *preview,
               const struct http_request *request, struct http_answer *answer)
{
	struct str path = request->path;

	if (str_eq(path, STR(OWN "events"))) {
		answer_events(preview, request->since, answer);
		if (answer->hold && request->again)
			answer_again(answer);
	} else if (str_eq(path, STR(OWN "preview.js"))) {
		answer->type = "text/javascript; charset=utf-8";
		buf_adds(&answer->body, script);
	} else {
		answer_file(preview, path, answer);
	}
}
