#ifndef MODEL_CHANGE_WORDS_H
#define MODEL_CHANGE_WORDS_H

/*
 * change_words - what changed in a record, in sentences made of the words of
 * its schema.  Pure, but for the titles that the caller gives.
 */
#include "model/change.h"

/* What a reference leads to, as readers know it; empty: its id will do. */
typedef struct str change_title_fn(void *ctx, const struct schema_field *ref,
                                   struct str id);

/* How changes are put in words. */
struct change_words {
	struct arena *a; /* of the words */
	enum lang lang;
	change_title_fn *title; /* or NULL: references are ids */
	void *ctx;              /* of it */
};

/*
 * change_label - name of what changed: "盟主单位的单位名称", "成员单位
 * “某大学”的类别", "正文".
 */
struct str change_label(const struct change_words *w,
                        const struct change *change);

/*
 * change_value - a value of it as readers see it: with unit, dates, codes
 * and references in words.
 * in:  value, old or now of the change
 * out: empty for NULL and for whole items
 */
struct str change_value(const struct change_words *w,
                        const struct change *change,
                        const struct value *value);

/*
 * change_is_long - are the values texts to be shown word by word, rather
 * than within a sentence?
 */
bool change_is_long(const struct change *change);

/*
 * change_sentence - "许可费由 3 % 改为 2 %"; of an item that came or went
 * the first few of its other values too.
 */
struct str change_sentence(const struct change_words *w,
                           const struct change *change);

#endif
