#ifndef MODEL_CONSTRAINT_SORT_H
#define MODEL_CONSTRAINT_SORT_H

/*
 * constraint_sort - the vocabulary of rules as a table: each sort's name
 * and its parameters, with the types of fields that a path may lead to.
 */
#include "model/constraint.h"

#define PARAMETERS_MAX 13

enum parameter_sort {
	PARAMETER_NONE = 0, /* ends the list */
	PARAMETER_PATH,     /* a scalar, or the item of a list */
	PARAMETER_LIST,     /* a list itself */
	PARAMETER_FOREIGN,  /* a path in the kind that kind: names */
	PARAMETER_PATHS,    /* several: struct constraint.field */
	PARAMETER_NUMBER,   /* slot: offset of an uint32_t */
	PARAMETER_BOUND,    /* slot: offset of a struct str */
	PARAMETER_NAME,     /* slot: offset of a struct str */
	PARAMETER_TEXTS,
	PARAMETER_STATES,
	PARAMETER_CONDITION,
	PARAMETER_TABLE,
	PARAMETER_PIECES,
	PARAMETER_CAPS,
	PARAMETER_DAY,
	PARAMETER_BODY /* body: of words */
};

struct parameter {
	struct str name;
	enum parameter_sort sort;
	size_t slot;    /* enum constraint_path, or an offset */
	unsigned types; /* mask of 1 << enum field_type */
	bool needed;
};

struct constraint_grammar {
	struct str name;
	struct parameter parameter[PARAMETERS_MAX + 1];
	/* Of these at least one is needed; "" when there is no such set. */
	struct str one_of; /* for messages: "min | max | days" */
	size_t least;      /* of fields: */
};

/*
 * constraint_grammar - the row of a sort.
 */
const struct constraint_grammar *
constraint_grammar(enum constraint_sort sort);

#endif
