#ifndef MODEL_LANG_H
#define MODEL_LANG_H

/*
 * lang - the two languages of the portal, and text that comes in both.
 *
 * Chinese leads: where the English text is empty, the Chinese one stands.
 */
#include "base/str.h"

enum lang { LANG_ZH = 0, LANG_EN = 1 };

#define LANGS 2
/* Sets of languages are masks of these bits. */
#define LANG_BIT(lang) (1u << (lang))
#define LANG_ALL (LANG_BIT(LANG_ZH) | LANG_BIT(LANG_EN))

struct text2 {
	struct str zh;
	struct str en; /* may be empty */
};

/*
 * text2_in - the text in a language; Chinese where there is no English one.
 */
struct str text2_in(struct text2 text, enum lang lang);

/*
 * lang_parse - language of a code.
 * in:  s, "zh" or "en"
 * out: true and *lang, or false with *lang unchanged
 */
bool lang_parse(struct str s, enum lang *lang);

/*
 * lang_code - "zh" or "en".
 */
struct str lang_code(enum lang lang);

#endif
