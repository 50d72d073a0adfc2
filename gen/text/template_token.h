#ifndef TEXT_TEMPLATE_TOKEN_H
#define TEXT_TEMPLATE_TOKEN_H

/*
 * token - a template source cut into text and tags.
 *
 * A text token holds one line at most and ends with its newline.  The type
 * of a tag is its sigil; delimiters have been applied, though their tags are
 * still there, because they count when a line is judged.
 */
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

struct template;

enum {
	TOKEN_TEXT = 'T',
	TOKEN_VAR = 'v',
	TOKEN_PARTIAL_DYNAMIC = ')', /* {{>*name}} */
	TOKEN_PARENT_DYNAMIC = '('   /* {{<*name}} */
};

struct token {
	char type;       /* one of the above, or one of # ^ / ! = > < $ & { */
	size_t at;       /* offset in the source */
	struct str text; /* text, or the name in the tag; borrowed */
};

struct token_list VEC(struct token);

/*
 * token_cut - cut the source of a template.
 * out: tokens, in order; also on error the caller releases them
 * err: ERR_CONFIG, a tag without an end or with an impossible name
 */
int token_cut(const struct template *home, struct token_list *tokens,
              struct err *err);

#endif
