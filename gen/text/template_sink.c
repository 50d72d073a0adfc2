#include "text/template_sink.h"

#include "text/template_markup.h"

#include <string.h>

static bool
refuse(const char **reason, const char *text)
{
	*reason = text;
	return false;
}

/* After a value, an address that could still have become a scheme may not
 * any more. */
static void
open_head(struct sink_context *ctx)
{
	if (ctx->kind != ATTR_URL || ctx->head == HEAD_DONE)
		return;
	ctx->head = HEAD_OPEN;
	memset(ctx->name, 0, sizeof ctx->name);
	ctx->name_n = 0;
}

struct sink_context
sink_begin(bool html)
{
	return (struct sink_context){.state =
	                                 html ? STATE_TEXT : STATE_PLAIN};
}

static bool
variable_quoted(struct sink_context *ctx, enum sink *sink,
                const char **reason)
{
	if (ctx->kind == ATTR_REFUSED)
		return refuse(reason,
		              "a variable cannot stand in this attribute "
		              "(style, event handler, srcdoc, srcset, ...); "
		              "use a class or a data- attribute");
	if (ctx->kind == ATTR_CONTENT) {
		if (ctx->flags & FLAG_EQUIV)
			return refuse(reason, "a variable cannot give the "
			                      "content of meta http-equiv; "
			                      "write it out");
		ctx->flags |= FLAG_CONTENT;
	}
	*sink = ctx->kind == ATTR_URL ? SINK_URL : SINK_ATTR;
	open_head(ctx);
	return true;
}

bool
sink_variable(struct sink_context *ctx, enum sink *sink,
              const char **reason)
{
	switch ((enum sink_state)ctx->state) {
	case STATE_PLAIN:
		*sink = SINK_PLAIN;
		return true;
	case STATE_TEXT:
		*sink = SINK_TEXT;
		return true;
	case STATE_RCDATA:
		*sink = SINK_RCDATA;
		return ctx->match == 0 ||
		       refuse(reason, "a variable cannot be part of a tag");
	case STATE_QUOTED:
		return variable_quoted(ctx, sink, reason);
	case STATE_RAW:
		return refuse(reason,
		              "a variable cannot stand in a script, a style "
		              "or an embedded frame; hand it over in a data- "
		              "attribute");
	case STATE_COMMENT:
		return refuse(reason, "a variable cannot stand in an HTML "
		                      "comment; use {{! }} or take it out");
	case STATE_DECL:
	case STATE_DECL_OPEN:
	case STATE_DECL_DASH:
		return refuse(reason, "a variable cannot stand in a doctype "
		                      "or processing instruction");
	case STATE_VALUE:
	case STATE_UNQUOTED:
		return refuse(reason, "put the value of the attribute in "
		                      "quotes");
	default:
		return refuse(reason, "a variable cannot name a tag or an "
		                      "attribute; write the name out, in a "
		                      "section where it depends on a value");
	}
}

bool
sink_equal(const struct sink_context *a, const struct sink_context *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

bool
sink_join(const struct sink_context *a, const struct sink_context *b,
          struct sink_context *both)
{
	struct sink_context x = *a;
	struct sink_context y = *b;

	x.flags = y.flags = (uint8_t)(x.flags | y.flags);
	if (x.state != y.state &&
	    (x.state == STATE_TAG || x.state == STATE_TAG_AFTER) &&
	    (y.state == STATE_TAG || y.state == STATE_TAG_AFTER))
		x.state = y.state = STATE_TAG_AFTER;
	if (x.state == STATE_QUOTED && !sink_equal(&x, &y)) {
		x.head = y.head = HEAD_START;
		open_head(&x);
		open_head(&y);
	}
	*both = x;
	return sink_equal(&x, &y);
}

struct sink_context
sink_widen(const struct sink_context *ctx)
{
	struct sink_context wide = *ctx;

	if (wide.state == STATE_TAG || wide.state == STATE_TAG_AFTER) {
		wide.state = STATE_TAG_AFTER;
		if (markup_is_meta(wide.element))
			wide.flags = FLAG_EQUIV | FLAG_CONTENT;
	} else if (wide.state == STATE_QUOTED) {
		if (wide.kind == ATTR_CONTENT)
			wide.flags |= FLAG_CONTENT;
		open_head(&wide);
	}
	return wide;
}

const char *
sink_name(const struct sink_context *ctx)
{
	switch ((enum sink_state)ctx->state) {
	case STATE_PLAIN:
	case STATE_TEXT:
		return "in text";
	case STATE_RCDATA:
		return "in a title or textarea";
	case STATE_RAW:
		return "in a script or style";
	case STATE_COMMENT:
		return "in a comment";
	case STATE_QUOTED:
		return "in the value of an attribute";
	case STATE_VALUE:
		return "before the value of an attribute";
	default:
		return "inside a tag";
	}
}
