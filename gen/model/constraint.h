#ifndef MODEL_CONSTRAINT_H
#define MODEL_CONSTRAINT_H

/*
 * constraint - one entry of `rules:` of a kind: what must hold among the
 * fields of a record, or between records.
 *
 * Constraints are data: a sort of a fixed vocabulary with its parameters,
 * every path resolved when the schema is loaded.  Those within one record
 * are judged here (constraint_check); those between records
 * (constraint_between) are judged by the build, which has the others.
 *
 *     rules:
 *       - rule: order                   # a sort
 *         fields: [filed, granted]      # its parameters
 *         when: {validity: valid}       # optional: where it is asked
 *         level: warning                # optional: instead of the code's
 *         why: {zh: 专利法, en: Law}    # optional: what it rests on
 *
 * Fields of one list are compared item by item, fields of no list with any
 * item.  What is absent is not judged: presence is the fields' own rule.
 */
#include "model/schema.h"

enum constraint_sort {
	/* within one record */
	CONSTRAINT_ORDER = 0,   /* D104 */
	CONSTRAINT_SAME_YEAR,   /* D105 */
	CONSTRAINT_WORKDAYS,    /* D106, D107 */
	CONSTRAINT_COMPOSE,     /* T201 */
	CONSTRAINT_SUM,         /* F121 */
	CONSTRAINT_AT_MOST,     /* F122 */
	CONSTRAINT_COUNT,       /* F123 */
	CONSTRAINT_SEQUENCE,    /* F124 */
	CONSTRAINT_DISTINCT,    /* F125 */
	CONSTRAINT_MEMBER,      /* F126 */
	CONSTRAINT_SOME,        /* F127 */
	CONSTRAINT_FORBID,      /* F128 */
	CONSTRAINT_LIMIT,       /* F129 */
	CONSTRAINT_SIZE,        /* F111, F112 */
	CONSTRAINT_NEEDS,       /* F130 */
	CONSTRAINT_WORDS,       /* T110 */
	CONSTRAINT_PREFIX,      /* N110 */
	CONSTRAINT_PATENT_KIND, /* P201, P202 */
	CONSTRAINT_PATENT_TERM, /* P203 */
	CONSTRAINT_STAGES,      /* P301 to P308 */
	CONSTRAINT_STALE,       /* D201 */
	CONSTRAINT_FOLLOW_UP,   /* D202 */
	/* between records */
	CONSTRAINT_TOGETHER,       /* R201 */
	CONSTRAINT_NO_OVERLAP,     /* R202 */
	CONSTRAINT_ONCE,           /* R203 */
	CONSTRAINT_CONSISTENT,     /* R204 */
	CONSTRAINT_TARGET,         /* R205 */
	CONSTRAINT_REPORTS,        /* R206, R207 */
	CONSTRAINT_AGREES_MISSING, /* R208 */
	CONSTRAINT_ACYCLIC,        /* R209 */
	CONSTRAINT_SERIES,         /* R210 */
	CONSTRAINT_SORTS           /* how many there are */
};

/* Parameters that are one path, by the name they have in the schema. */
enum constraint_path {
	AT_FIELD = 0,
	AT_DATE,
	AT_FROM,
	AT_TO,
	AT_UNTIL,
	AT_MAX,    /* max: of sum */
	AT_EQUALS, /* equals: of sum, count */
	AT_BOUND,
	AT_LIST, /* list: of count, stages: the list; else its item */
	AT_TOTAL,
	AT_IN,
	AT_NUMBER,
	AT_KIND, /* kind: of patent_kind */
	AT_FILED,
	AT_EXTENSION,
	AT_MODE,
	AT_AMOUNT,
	AT_RATE,
	AT_FLOOR,
	AT_CAP,
	AT_TRIGGER,
	AT_TEXT,
	AT_START,
	AT_END,
	AT_AFTER,
	AT_NEED,
	AT_KEY,
	AT_VALUE, /* value: of consistent */
	AT_REF,   /* of reports: a field of the other kind */
	AT_YEAR,  /* of reports: a field of the other kind */
	AT_SINCE,
	AT_DAY, /* at: of target */
	CONSTRAINT_PATHS
};

#define CONSTRAINT_NO_NUMBER UINT32_MAX

/* A part of a text that is composed: a field, or a fixed text. */
struct constraint_piece {
	const struct schema_field *field; /* NULL: text */
	struct str text;
};

/* The usual cap of one way of payment. */
struct constraint_cap {
	struct str mode;
	struct str most; /* a number */
};

struct constraint {
	enum constraint_sort sort;
	const struct yaml_node *node; /* in the schema file */
	bool levelled;                /* level: is given */
	enum finding_severity level;
	struct text2 why; /* may be empty */
	const struct schema_condition *when;
	size_t whens;
	/* The list whose items are judged one by one, or NULL: that of the
	 * fields that are compared. */
	const struct schema_field *rows;

	/* Parameters; what a sort does not know or was not given is NULL,
	 * empty or CONSTRAINT_NO_NUMBER. */
	const struct schema_field *path[CONSTRAINT_PATHS];
	const struct schema_field **field; /* fields: ; until: of no_overlap */
	size_t fields;
	const struct schema_condition *where; /* where: or unless: */
	size_t wheres;
	const struct str *text; /* any: value: words: order: is: or not: */
	size_t texts;
	bool negated; /* target: not: stands for is: */
	const struct constraint_piece *piece; /* of: of compose */
	size_t pieces;
	const struct constraint_cap *cap; /* caps: */
	size_t caps;
	const struct codetable *table; /* table: ; of workdays holidays */
	struct str min, max;           /* of limit, as bounds of a field */
	uint32_t least, most;          /* min: and max: of workdays, size */
	uint32_t days, workdays;
	uint32_t place;   /* at: of prefix, from 1 */
	uint32_t partial; /* partial_above: */
	uint32_t run;     /* of reports */
	bool body;        /* of words: the text below the front matter, too */
	int month, day;   /* due: of reports; 0 when not given */
	struct str group; /* of consistent */
	struct str kind;  /* kind: of reports */
	/* Filled in when all kinds are known. */
	const struct schema *other; /* reports: the kind; target,
	                               agrees_missing: that of the ref */
	const uint32_t *state; /* target: texts as states of `other` */
	size_t states;
	/* agrees_missing: the rule `reports` of the subject's kind */
	const struct constraint *reports;
};

/* Judging one record. */
struct constraint_context {
	struct arena *arena; /* scratch */
	const struct record *record;
	int32_t as_of; /* DATE_NONE: rules about today are not asked */
	struct finding_list *findings;
};

/*
 * constraint_between - is this rule about several records?
 */
bool constraint_between(const struct constraint *constraint);

/*
 * constraint_name - "order", "same_year", ...
 */
struct str constraint_name(enum constraint_sort sort);

/*
 * constraint_due - the day by which the report of a year is due.
 * in:  constraint, of the sort `reports`; without a day, the year's last
 */
int32_t constraint_due(const struct constraint *constraint, int year);

/*
 * constraint_check - judge all rules of the kind that concern the record
 * alone.
 * out: findings, with the rule's level and basis
 */
void constraint_check(const struct constraint_context *context);

/*
 * constraint_report - add a finding with the level and basis of a rule.
 * in:  place; args, FINDING_ARGS slices
 */
void constraint_report(const struct constraint *constraint,
                       struct finding_list *findings, const char *code,
                       const struct finding_place *place,
                       const struct str args[FINDING_ARGS]);

#endif
