#include "build/kind_word.h"

#include "base/buf.h"
#include "model/suggest.h"
#include "model/wording.h"

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

#define NAMED 5 /* kinds, so that the line is read to its end */

/* There is none; perhaps; there are. */
static void
say(const struct schema_set *set, struct str word, struct str near,
    enum lang lang, struct buf *b)
{
	bool zh = lang == LANG_ZH;

	buf_fmt(b, zh ? "没有记录种类 %.*s" : "there is no kind %.*s",
	        STR_ARG(word));
	if (near.n)
		buf_fmt(b, zh ? "，是不是 %.*s？" : ", perhaps %.*s?",
		        STR_ARG(near));
	buf_adds(b, zh ? (near.n ? "已有：" : "，已有：")
	               : (near.n ? " There are: " : "; there are: "));
	for (size_t i = 0; i < set->n && i < NAMED; i++) {
		buf_adds(b, i == 0 ? "" : zh ? "、" : ", ");
		wording_named(b, set->kind[i].kind, set->kind[i].label,
		              lang);
	}
	if (set->n > NAMED)
		buf_adds(b, zh ? "等，见 gongshi schema"
		               : " and others, see gongshi schema");
}

int
kind_word(const struct schema_set *set, struct str word,
          const struct schema **schema, struct err *err)
{
	struct buf text[LANGS] = {0};
	struct str near;

	*schema = find(set, word);
	if (*schema)
		return 0;
	near = nearest(set, word);
	for (enum lang lang = 0; lang < LANGS; lang++)
		say(set, word, near, lang, &text[lang]);
	err_both(err, ERR_USAGE, buf_str(&text[LANG_EN]),
	         buf_str(&text[LANG_ZH]));
	for (enum lang lang = 0; lang < LANGS; lang++)
		buf_release(&text[lang]);
	return ERR_USAGE;
}
