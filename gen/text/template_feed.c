#include "text/template_sink.h"

#include "text/template_markup.h"

#include <string.h>

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
is_letter(char c)
{
	return lower(c) >= 'a' && lower(c) <= 'z';
}

/* Does < before this byte begin markup? */
static bool
is_markup(char c)
{
	return is_letter(c) || c == '!' || c == '?' || c == '/';
}

static void
name_clear(struct sink_context *ctx)
{
	memset(ctx->name, 0, sizeof ctx->name);
	ctx->name_n = 0;
}

static void
name_add(struct sink_context *ctx, char c)
{
	if (ctx->name_n < SINK_NAME)
		ctx->name[ctx->name_n] = lower(c);
	if (ctx->name_n <= SINK_NAME)
		ctx->name_n++;
}

static bool
name_is(const struct sink_context *ctx, const char *name)
{
	return ctx->name_n <= SINK_NAME && strcmp(ctx->name, name) == 0;
}

/* The context after the markup ends and text of some state begins. */
static void
enter(struct sink_context *ctx, enum sink_state state, uint8_t element)
{
	*ctx = (struct sink_context){.state = (uint8_t)state,
	                             .element = element};
}

static bool
refuse(const char **reason, const char *text)
{
	*reason = text;
	return false;
}

static void
name_tag(struct sink_context *ctx)
{
	ctx->element = 0;
	if (!ctx->closing)
		ctx->element = markup_element(ctx->name);
	name_clear(ctx);
}

static void
tag_done(struct sink_context *ctx)
{
	switch (markup_inside(ctx->element)) {
	case MARKUP_TEXT:
		enter(ctx, STATE_TEXT, 0);
		break;
	case MARKUP_RCDATA:
		enter(ctx, STATE_RCDATA, ctx->element);
		break;
	case MARKUP_RAW:
		enter(ctx, STATE_RAW, ctx->element);
		break;
	}
}

static bool
name_attribute(struct sink_context *ctx, const char **reason)
{
	ctx->kind = (uint8_t)markup_attr(ctx->element, ctx->name,
	                                 ctx->name_n <= SINK_NAME);
	if (markup_is_meta(ctx->element) && name_is(ctx, "http-equiv")) {
		if (ctx->flags & FLAG_CONTENT)
			return refuse(reason,
			              "a variable cannot give the content of "
			              "meta http-equiv; write it out");
		ctx->flags |= FLAG_EQUIV;
	}
	name_clear(ctx);
	ctx->state = STATE_VALUE;
	return true;
}

static bool
feed_tag_open(struct sink_context *ctx, char c)
{
	if (is_letter(c)) {
		ctx->state = STATE_TAG_NAME;
		name_add(ctx, c);
	} else if (c == '/') {
		ctx->state = STATE_END_OPEN;
	} else if (c == '!') {
		ctx->state = STATE_DECL_OPEN;
	} else if (c == '?') {
		ctx->state = STATE_DECL;
	} else if (c != '<') {
		ctx->state = STATE_TEXT;
	}
	return true;
}

static bool
feed_end_open(struct sink_context *ctx, char c)
{
	if (is_letter(c)) {
		ctx->state = STATE_TAG_NAME;
		ctx->closing = 1;
		name_add(ctx, c);
	} else {
		ctx->state = c == '>' ? STATE_TEXT : STATE_DECL;
	}
	return true;
}

static bool
feed_decl_open(struct sink_context *ctx, char c, const char **reason)
{
	if (c == '[')
		return refuse(reason, "CDATA is not used in templates; write "
		                      "the text and let it be escaped");
	if (c == '>')
		ctx->state = STATE_TEXT;
	else
		ctx->state = c == '-' ? STATE_DECL_DASH : STATE_DECL;
	return true;
}

static bool
feed_decl_dash(struct sink_context *ctx, char c)
{
	if (c == '-') {
		enter(ctx, STATE_COMMENT, 0);
		ctx->match = DASH_BEGIN;
	} else {
		ctx->state = c == '>' ? STATE_TEXT : STATE_DECL;
	}
	return true;
}

static bool
feed_comment(struct sink_context *ctx, char c)
{
	uint8_t seen = ctx->match;

	if (c == '>' && seen >= DASH_TWO)
		enter(ctx, STATE_TEXT, 0);
	else if (c == '-' && (seen == DASH_NONE || seen == DASH_BANG))
		ctx->match = DASH_ONE;
	else if (c == '-')
		ctx->match = DASH_TWO;
	else if (c == '!' && seen == DASH_TWO)
		ctx->match = DASH_BANG;
	else
		ctx->match = DASH_NONE;
	return true;
}

/*
 * In script, style, title and textarea only the own end tag counts.  Inside
 * svg and math browsers read other tags there too, so none may stand but in
 * a script, where < is an operator.
 */
static bool
feed_raw(struct sink_context *ctx, char c, const char **reason)
{
	const char *name = markup_name(ctx->element);
	bool script = markup_is_script(ctx->element);
	uint8_t seen = ctx->match;
	char due = seen == 0 ? '<' : seen == 1 ? '/' : name[seen - 2];

	if (script && seen == 1 && c == '!')
		return refuse(reason, "\"<!\" in a script makes browsers "
		                      "lose its end; put a space between");
	if (due && lower(c) == due) {
		ctx->match++;
	} else if (!due && (is_space(c) || c == '/' || c == '>')) {
		enter(ctx, c == '>' ? STATE_TEXT : STATE_TAG, 0);
		ctx->closing = c != '>';
	} else if (!script && (seen > 1 || (seen == 1 && is_markup(c)))) {
		return refuse(reason, "no tag can stand in this element; "
		                      "write < as &lt;");
	} else {
		ctx->match = c == '<';
	}
	return true;
}

static bool
feed_tag_name(struct sink_context *ctx, char c)
{
	if (is_space(c) || c == '/') {
		name_tag(ctx);
		ctx->state = STATE_TAG;
	} else if (c == '>') {
		name_tag(ctx);
		tag_done(ctx);
	} else {
		name_add(ctx, c);
	}
	return true;
}

static bool
feed_tag(struct sink_context *ctx, char c, const char **reason)
{
	if (c == '>') {
		tag_done(ctx);
	} else if (is_space(c) || c == '/') {
		ctx->state = STATE_TAG;
	} else if (ctx->state == STATE_TAG_AFTER) {
		return refuse(reason, "white space or > is due here");
	} else if (c == '"' || c == '\'' || c == '<' || c == '=') {
		return refuse(reason, "an attribute cannot begin with this");
	} else {
		ctx->state = STATE_ATTR_NAME;
		name_add(ctx, c);
	}
	return true;
}

static bool
feed_attr_name(struct sink_context *ctx, char c, const char **reason)
{
	if (c == '=')
		return name_attribute(ctx, reason);
	if (c == '"' || c == '\'' || c == '<')
		return refuse(reason, "this cannot be in the name of an "
		                      "attribute");
	if (c == '>') {
		tag_done(ctx);
	} else if (is_space(c)) {
		ctx->state = STATE_ATTR_AFTER;
	} else if (c == '/') {
		name_clear(ctx);
		ctx->state = STATE_TAG;
	} else {
		if (ctx->state == STATE_ATTR_AFTER)
			name_clear(ctx);
		ctx->state = STATE_ATTR_NAME;
		name_add(ctx, c);
	}
	return true;
}

static bool
feed_value(struct sink_context *ctx, char c, const char **reason)
{
	if (c == '>')
		return refuse(reason, "the attribute has no value; write "
		                      "=\"\" or leave the = out");
	if (c == '"' || c == '\'') {
		ctx->state = STATE_QUOTED;
		ctx->quote = c;
		ctx->head = HEAD_START;
	} else if (!is_space(c)) {
		ctx->state = STATE_UNQUOTED;
	}
	return true;
}

static bool
feed_unquoted(struct sink_context *ctx, char c, const char **reason)
{
	if (c == '"' || c == '\'' || c == '<' || c == '=' || c == '`')
		return refuse(reason, "put the value of the attribute in "
		                      "quotes");
	if (c == '>')
		tag_done(ctx);
	else if (is_space(c))
		ctx->state = STATE_TAG;
	return true;
}

static bool
feed_scheme(struct sink_context *ctx, const char **reason)
{
	if (ctx->head == HEAD_OPEN)
		return refuse(reason, "a variable cannot come before the "
		                      "colon of an address; put / or ? "
		                      "between, or make it one variable");
	if (ctx->name_n > SINK_NAME || !markup_scheme(ctx->name))
		return refuse(reason, "addresses begin with https:, http:, "
		                      "mailto:, tel: or are relative");
	ctx->head = HEAD_DONE;
	name_clear(ctx);
	return true;
}

/* The beginning of a literal address, up to where it can have no scheme. */
static bool
feed_url(struct sink_context *ctx, struct str rest, const char **reason)
{
	char c = rest.p[0];

	if (ctx->head == HEAD_DONE || (ctx->head == HEAD_START && is_space(c)))
		return true;
	if (c == ':')
		return feed_scheme(ctx, reason);
	if (c == '&' &&
	    (ctx->head != HEAD_OPEN || !str_starts(rest, STR("&amp;"))))
		return refuse(reason, "write the beginning of an address "
		                      "without character references");
	if (c == '/' || c == '?' || c == '#') {
		ctx->head = HEAD_DONE;
		name_clear(ctx);
	} else if (ctx->head != HEAD_OPEN) {
		ctx->head = HEAD_SCHEME;
		name_add(ctx, c);
	}
	return true;
}

static bool
feed_quoted(struct sink_context *ctx, struct str rest, const char **reason)
{
	if (rest.p[0] == ctx->quote) {
		ctx->state = STATE_TAG_AFTER;
		ctx->quote = '\0';
		ctx->kind = ATTR_TEXT;
		ctx->head = HEAD_START;
		name_clear(ctx);
		return true;
	}
	return ctx->kind != ATTR_URL || feed_url(ctx, rest, reason);
}

static bool
feed_byte(struct sink_context *ctx, struct str rest, const char **reason)
{
	char c = rest.p[0];

	switch ((enum sink_state)ctx->state) {
	case STATE_PLAIN:
		return true;
	case STATE_TEXT:
		if (c == '<')
			ctx->state = STATE_TAG_OPEN;
		return true;
	case STATE_RCDATA:
	case STATE_RAW:
		return feed_raw(ctx, c, reason);
	case STATE_COMMENT:
		return feed_comment(ctx, c);
	case STATE_DECL:
		if (c == '>')
			enter(ctx, STATE_TEXT, 0);
		return true;
	case STATE_TAG_OPEN:
		return feed_tag_open(ctx, c);
	case STATE_END_OPEN:
		return feed_end_open(ctx, c);
	case STATE_DECL_OPEN:
		return feed_decl_open(ctx, c, reason);
	case STATE_DECL_DASH:
		return feed_decl_dash(ctx, c);
	case STATE_TAG_NAME:
		return feed_tag_name(ctx, c);
	case STATE_TAG:
	case STATE_TAG_AFTER:
		return feed_tag(ctx, c, reason);
	case STATE_ATTR_NAME:
	case STATE_ATTR_AFTER:
		return feed_attr_name(ctx, c, reason);
	case STATE_VALUE:
		return feed_value(ctx, c, reason);
	case STATE_QUOTED:
		return feed_quoted(ctx, rest, reason);
	case STATE_UNQUOTED:
		return feed_unquoted(ctx, c, reason);
	}
	return true;
}

bool
sink_feed(struct sink_context *ctx, struct str text, size_t *bad,
          const char **reason)
{
	if (ctx->state == STATE_PLAIN)
		return true;
	for (size_t i = 0; i < text.n; i++) {
		if (!feed_byte(ctx, str_sub(text, i, text.n), reason)) {
			*bad = i;
			return false;
		}
	}
	return true;
}

static bool
is_pending(const struct sink_context *ctx)
{
	return (ctx->state >= STATE_TAG_OPEN &&
	        ctx->state <= STATE_DECL_DASH) ||
	       ((ctx->state == STATE_RCDATA || ctx->state == STATE_RAW ||
	         ctx->state == STATE_COMMENT) &&
	        ctx->match);
}

bool
sink_settle(struct sink_context *ctx, const char **reason)
{
	if (is_pending(ctx))
		return refuse(reason,
		              ctx->state == STATE_COMMENT
		                  ? "put a space between the dashes of the "
		                    "comment and this tag"
		                  : "this tag divides the beginning of "
		                    "another; write < as &lt; where it is "
		                    "text");
	if (ctx->state == STATE_TAG_NAME)
		name_tag(ctx);
	if (ctx->state == STATE_TAG_NAME || ctx->state == STATE_ATTR_NAME ||
	    ctx->state == STATE_UNQUOTED) {
		name_clear(ctx);
		ctx->kind = ATTR_TEXT;
		ctx->state = STATE_TAG_AFTER;
	} else if (ctx->state == STATE_ATTR_AFTER) {
		name_clear(ctx);
		ctx->state = STATE_TAG;
	}
	return true;
}
