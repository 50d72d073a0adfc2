#ifndef TEXT_TEMPLATE_SINK_H
#define TEXT_TEMPLATE_SINK_H

/*
 * sink - which place in HTML or XML a variable of a template falls into.
 *
 * A context is the state of an HTML tokenizer after the literal text seen so
 * far.  It is plain bytes without padding, so that two are equal when their
 * bytes are.  The tracker refuses what it could only guess at; what it
 * accepts it reads as browsers do.
 * source: HTML Living Standard, section 13.2.5 (tokenization)
 */
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum sink {
	SINK_PLAIN,  /* no HTML: {{x}} escaped, {{{x}}} not */
	SINK_TEXT,   /* between tags; VALUE_HTML goes in raw */
	SINK_RCDATA, /* in title and textarea: tags mean nothing there */
	SINK_ATTR,   /* in a quoted attribute */
	SINK_URL     /* in a quoted attribute that holds an address */
};

enum sink_state {
	STATE_PLAIN,
	STATE_TEXT,
	STATE_RCDATA,     /* in title or textarea */
	STATE_RAW,        /* in script, style and the like */
	STATE_COMMENT,
	STATE_DECL,       /* doctype, processing instruction */
	STATE_TAG_OPEN,   /* after < */
	STATE_END_OPEN,   /* after </ */
	STATE_DECL_OPEN,  /* after <! */
	STATE_DECL_DASH,  /* after <!- */
	STATE_TAG_NAME,
	STATE_TAG,        /* where an attribute may begin */
	STATE_TAG_AFTER,  /* after a tag name or value: white space is due */
	STATE_ATTR_NAME,
	STATE_ATTR_AFTER, /* after white space behind an attribute name */
	STATE_VALUE,      /* after = */
	STATE_QUOTED,
	STATE_UNQUOTED
};

/* How far the literal beginning of an address is known. */
enum sink_head {
	HEAD_START,  /* nothing yet */
	HEAD_SCHEME, /* letters, in name */
	HEAD_OPEN,   /* something that may not become a scheme */
	HEAD_DONE    /* the scheme is settled, or there is none */
};

/* What of the end of a comment has been seen. */
enum sink_dash { DASH_NONE, DASH_ONE, DASH_TWO, DASH_BANG, DASH_BEGIN };

enum { FLAG_EQUIV = 1, FLAG_CONTENT = 2 };

#define SINK_NAME 15

struct sink_context {
	uint8_t state;   /* enum sink_state */
	uint8_t element; /* as markup_element numbers them */
	uint8_t closing; /* in an end tag */
	uint8_t kind;    /* enum markup_attr of the attribute */
	char quote;      /* around the value, in state QUOTED */
	uint8_t match;   /* bytes of an end tag seen, or enum sink_dash */
	uint8_t flags;   /* FLAG_ bits: what a meta tag has held */
	uint8_t head;    /* enum sink_head: how far an address is known */
	uint8_t name_n;  /* bytes of name, saturated beyond SINK_NAME */
	char name[SINK_NAME + 1]; /* tag, attribute or scheme, lower case */
};

/*
 * sink_begin - the context at the beginning of a template.
 * in:  html, false for plain text, where nothing is ever tracked
 */
struct sink_context sink_begin(bool html);

/*
 * sink_feed - read literal text.
 * out: true, *ctx is the context after it; or false with *bad, offset in
 *      text, and *reason, what is wrong there and what to do
 */
bool sink_feed(struct sink_context *ctx, struct str text, size_t *bad,
               const char **reason);

/*
 * sink_variable - place a variable.
 * out: true with *sink, *ctx is the context after it; or false with *reason
 */
bool sink_variable(struct sink_context *ctx, enum sink *sink,
                   const char **reason);

/*
 * sink_settle - bring a context to where a section, partial, block or the
 * template may begin or end.
 * out: true; or false with *reason
 */
bool sink_settle(struct sink_context *ctx, const char **reason);

/*
 * sink_join - one context for two branches that meet.
 * in:  a and b, settled
 * out: true with *both; or false when no context stands for both
 */
bool sink_join(const struct sink_context *a, const struct sink_context *b,
               struct sink_context *both);

/*
 * sink_widen - the context after a partial or block whose text is not known
 * but which ends where it begins.
 * in:  ctx, settled
 */
struct sink_context sink_widen(const struct sink_context *ctx);

/*
 * sink_equal - are two contexts the same?
 */
bool sink_equal(const struct sink_context *a, const struct sink_context *b);

/*
 * sink_name - a context in words, as in "inside a tag".
 * out: static text
 */
const char *sink_name(const struct sink_context *ctx);

#endif
