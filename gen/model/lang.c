#include "model/lang.h"

struct str
text2_in(struct text2 text, enum lang lang)
{
	return lang == LANG_EN && text.en.n ? text.en : text.zh;
}

bool
lang_parse(struct str s, enum lang *lang)
{
	for (enum lang l = LANG_ZH; l <= LANG_EN; l++) {
		if (str_eq(s, lang_code(l))) {
			*lang = l;
			return true;
		}
	}
	return false;
}

struct str
lang_code(enum lang lang)
{
	return lang == LANG_EN ? STR("en") : STR("zh");
}
