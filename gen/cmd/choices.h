#ifndef CMD_CHOICES_H
#define CMD_CHOICES_H

/*
 * choices - the facets of what was built, with the values that a filter may
 * have and their names.
 *
 * Values are those of the schemas at the commit that was built, in their
 * order, then those that records have without a name (years), sorted; the
 * label of these is the value itself.  `kind` is a facet too, the first.
 */
#include "base/err.h"
#include "model/codes.h"

struct choice {
	struct str key; /* "kind", "city", "fee.mode", "year" */
	struct text2 label;
	struct codes codes;
};

struct choices {
	struct choice *v;
	size_t n; /* 0: not known */
};

/* Where they are found. */
struct choices_from {
	const char *output, *repo; /* as cmd_output takes them */
	const char *content;       /* path in the repository, or NULL */
	enum lang lang;            /* of messages */
};

/*
 * choices_load - read the facets of an output.
 * out: *choices, in arena a; empty after an error
 * err: ERR_ABSENT, ERR_GIT, ERR_STORE, ERR_CONFIG: the output has no state
 *      beside it, or the repository that it was built from is not there
 */
int choices_load(struct choices *choices, struct arena *a,
                 const struct choices_from *from, struct err *err);

/*
 * choices_age - look_age; an index without its state, which can be searched
 * all the same, says nothing.
 */
void choices_age(const struct choices_from *from);

/*
 * choices_get - a facet by its key.
 * out: NULL when there is none
 */
const struct choice *choices_get(const struct choices *choices,
                                 struct str key);

/*
 * choices_nearest - the key that somebody probably meant.
 * out: the empty slice when none is near
 */
struct str choices_nearest(const struct choices *choices, struct str key);

/*
 * choice_value - the value that a word means.
 * in:  word, a value, or its label in either language
 * out: NULL when there is none
 */
const struct code *choice_value(const struct choice *choice,
                                struct str word);

/*
 * choice_nearest - the value that was probably meant: one edit or so away
 * (codes.h), or else the first that begins with the word.
 * out: NULL when there is none
 */
const struct code *choice_nearest(const struct choice *choice,
                                  struct str word);

#endif
