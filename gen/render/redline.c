#include "render/redline.h"

#include "base/utf8.h"
#include "text/html.h"
#include "text/worddiff.h"

static void
put_marked(struct buf *b, struct str text, const char *tag, struct str word)
{
	/* Readers that see no colour are told. */
	buf_fmt(b, "<%s><span class=\"sr\">", tag);
	html_escape_text(b, word);
	buf_adds(b, "</span>");
	html_escape_text(b, text);
	buf_fmt(b, "</%s>", tag);
}

/* Bytes of the first n characters. */
static size_t
bytes_of(struct str text, size_t n)
{
	struct str rest = text;

	while (rest.n && n--)
		utf8_next(&rest);
	return text.n - rest.n;
}

/* What stayed: whole where it is short, else its two ends; only one of them
 * at the beginning and at the end of the text. */
static void
put_same(struct buf *b, struct str text, bool first, bool last)
{
	size_t n = utf8_count(text);
	size_t head = first ? 0 : REDLINE_KEEP;
	size_t tail = last ? 0 : REDLINE_KEEP;

	if (n <= 2 * REDLINE_KEEP) {
		html_escape_text(b, text);
		return;
	}
	html_escape_text(b, str_sub(text, 0, bytes_of(text, head)));
	buf_adds(b, " … ");
	html_escape_text(b, str_sub(text, bytes_of(text, n - tail), text.n));
}

struct value *
redline_html(const struct context *c, struct str old, struct str now,
             size_t most)
{
	struct worddiff d = worddiff_of(c->arena, old, now);
	struct buf b = {0};
	struct value *html = NULL;

	for (size_t i = 0; i < d.n && b.n <= most; i++) {
		struct str text = d.run[i].text;

		if (d.run[i].op == WORDDIFF_SAME)
			put_same(&b, text, i == 0, i + 1 == d.n);
		else if (d.run[i].op == WORDDIFF_OUT)
			put_marked(&b, text, "del",
			           context_text(c, "diff_out"));
		else
			put_marked(&b, text, "ins",
			           context_text(c, "diff_in"));
	}
	if (b.n <= most)
		html = value_html(c->arena,
		                  arena_str(c->arena, buf_str(&b)));
	buf_release(&b);
	return html;
}
