#ifndef MODEL_CHANGE_H
#define MODEL_CHANGE_H

/*
 * change - what differs between two versions of a record, field by field.
 * model/change_words.h says it in words.
 *
 * Fields stand in the order of the schema, the body last.  Hidden fields are
 * left out, since they are not public.  Items of a list of groups are
 * matched by what readers know them by (a name, a number), so that an item
 * that moved has not changed.  Items of one name (stages of one way of
 * payment) are told apart by their whole numbers and days as well; where
 * those differ one item went and another came.  Pure.
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
	const struct value *within; /* that item, the newer one; or NULL */
	bool twin; /* another item of the list has the same name */
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
 * change_tells_apart - does a field tell apart items of a list that have one
 * name?  Whole numbers and days do, but not one at the head, which counts
 * the items.
 * in:  list; field, of its items
 */
bool change_tells_apart(const struct schema_field *list,
                        const struct schema_field *field);

#endif
