#ifndef MODEL_CHANGE_H
#define MODEL_CHANGE_H

/*
 * change - what differs between two versions of a record, field by field, in
 * the words of its schema.
 *
 * Fields stand in the order of the schema, the body last.  Hidden fields are
 * left out, since they are not public.  Items of a list of groups are
 * matched by what readers know them by (a name, a number), so that an item
 * that moved has not changed.  Pure.
 */
#include "model/record.h"

enum change_sort {
	CHANGE_SET,    /* another value */
	CHANGE_ADDED,  /* a value, or an item of a list, that was not there */
	CHANGE_REMOVED
};

struct change {
	enum change_sort sort;
	const struct schema_field *field; /* NULL: the body */
	struct str item; /* the item of a list, as readers know it, or empty */
	/* Scalars, or items of a list; NULL when not there.  Of the body:
	 * its text. */
	const struct value *old;
	const struct value *now;
};

struct changes {
	struct change *v;
	size_t n;
};

/*
 * change_list - compare two versions.
 * in:  old and now, of the same schema; NULL: there was none, or there is
 *      none: no changes are listed then
 * out: changes in arena a, which borrow from both records
 */
struct changes change_list(struct arena *a, const struct record *old,
                           const struct record *now);

/*
 * change_label - name of what changed: "盟主单位的单位名称", "成员单位
 * “某大学”的类别", "正文".
 */
struct str change_label(struct arena *a, const struct change *change,
                        enum lang lang);

/*
 * change_value - a value of it as readers see it: with unit, dates and
 * codes in words.
 * in:  value, old or now of the change
 * out: empty for NULL and for whole items
 */
struct str change_value(struct arena *a, const struct change *change,
                        const struct value *value, enum lang lang);

/*
 * change_is_long - are the values texts to be shown word by word, rather
 * than within a sentence?
 */
bool change_is_long(const struct change *change);

/*
 * change_sentence - "许可费由 3 % 改为 2 %".
 */
struct str change_sentence(struct arena *a, const struct change *change,
                           enum lang lang);

#endif
