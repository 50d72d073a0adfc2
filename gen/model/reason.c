#include "model/reason.h"

#include "base/utf8.h"

static bool
has_han(struct str s)
{
	while (s.n)
		if (utf8_is_han(utf8_next(&s)))
			return true;
	return false;
}

/* What stands behind a mark at the beginning of a line of the body. */
static struct str
marked(struct str body, struct str mark)
{
	while (body.n) {
		struct str line = str_trim(str_cut(&body, '\n'));

		if (str_starts(line, mark))
			return str_trim(str_sub(line, mark.n, line.n));
	}
	return STR("");
}

struct str
reason_of(struct str message, enum lang lang)
{
	struct str body = message;
	struct str subject = str_trim(str_cut(&body, '\n'));
	size_t bad;
	struct str reason = lang == LANG_ZH ? marked(body, STR("理由："))
	                                    : marked(body, STR("Reason:"));

	if (!utf8_check(message, &bad))
		return STR("");
	if (!reason.n && lang == LANG_ZH)
		reason = marked(body, STR("理由:"));
	if (reason.n)
		return reason;
	return lang == LANG_ZH && !has_han(subject) ? STR("") : subject;
}
