#include "build/kind_word.h"

#include "base/buf.h"
#include "model/suggest.h"

static const struct schema *
find(const struct schema_set *set, struct str word)
{
	const struct schema *found = schema_of_kind(set, word);

	if (!found)
		found = schema_of_folder(set, word);
	for (size_t i = 0; !found && word.n && i < set->n; i++)
		if (str_eq(set->kind[i].label.zh, word) ||
		    str_eq(set->kind[i].label.en, word))
			found = &set->kind[i];
	return found;
}

static struct str
nearest(const struct schema_set *set, struct str word)
{
	struct arena arena;
	struct str *known;
	struct str near;

	arena_init(&arena);
	known = arena_array(&arena, set->n, sizeof *known);
	for (size_t i = 0; i < set->n; i++)
		known[i] = set->kind[i].kind;
	near = suggest_nearest(word, known, set->n);
	arena_release(&arena);
	return near;
}

int
kind_word(const struct schema_set *set, struct str word, enum lang lang,
          const struct schema **schema, struct err *err)
{
	bool zh = lang == LANG_ZH;
	struct str near;
	struct buf b = {0};
	int rc;

	*schema = find(set, word);
	if (*schema)
		return 0;
	near = nearest(set, word);
	buf_fmt(&b, zh ? "没有记录种类 %.*s" : "there is no kind %.*s",
	        STR_ARG(word));
	if (near.n)
		buf_fmt(&b, zh ? "，是不是 %.*s？" : ", perhaps %.*s?",
		        STR_ARG(near));
	buf_adds(&b, zh ? (near.n ? "已有：" : "，已有：")
	                : (near.n ? " There are: " : "; there are: "));
	for (size_t i = 0; i < set->n; i++)
		buf_fmt(&b, zh ? "%s%.*s（%.*s）" : "%s%.*s (%.*s)",
		        i == 0 ? ""
		        : zh   ? "、"
		               : ", ",
		        STR_ARG(set->kind[i].kind),
		        STR_ARG(text2_in(set->kind[i].label, lang)));
	rc = err_set(err, ERR_USAGE, "%.*s", STR_ARG(buf_str(&b)));
	buf_release(&b);
	return rc;
}
