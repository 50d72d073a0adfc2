#ifndef MODEL_SCHEMA_H
#define MODEL_SCHEMA_H

/*
 * schema - a record kind as data: its fields, their rules, its life.
 *
 * One file content/schema/KIND.yaml a kind.  Every path in it is resolved
 * when it is loaded, so that a record never meets a name that does not
 * exist.  A set holds all kinds and all code tables; it is read-only once
 * loaded and threads share it.  Everything lives in one arena.
 */
#include "base/err.h"
#include "model/codetable.h"
#include "model/life.h"

struct constraint;
struct value;
struct yaml_node;

enum field_type {
	FIELD_TEXT = 0,
	FIELD_MARKDOWN,
	FIELD_INTEGER,
	FIELD_DECIMAL,
	FIELD_MONEY,
	FIELD_BOOL,
	FIELD_DATE,
	FIELD_MONTH,
	FIELD_ENUM,
	FIELD_URL,
	FIELD_EMAIL,
	FIELD_PHONE,
	FIELD_USCC,
	FIELD_PATENT,
	FIELD_DOCNO,
	FIELD_ADCODE,
	FIELD_REF,
	FIELD_FILE,
	FIELD_LIST,
	FIELD_MAP,
	FIELD_TYPES /* how many types there are */
};

/* `path: value` or `path: [values]`: one of the values must be there. */
struct schema_condition {
	const struct schema_field *field; /* a scalar */
	const struct str *value;          /* canonical texts */
	size_t n;    /* 0: any value will do, as long as there is one */
	bool absent; /* there must be none; n is 0 then */
};

struct schema_field {
	struct str name; /* last step of the path; empty for list items */
	struct str path; /* from the record's root, lists flattened */
	enum field_type type;
	const struct yaml_node *node; /* in the schema file */
	struct text2 label, help, unit;
	struct text2 event; /* of a date: what happens then, true before and
	                    * after; may be empty */
	bool required, unique, localized, hidden;
	unsigned weight; /* in search; 0: not searched */
	bool pinyin;     /* found by its sound too: names of organisations */
	/* Bounds, canonical, empty when there is none: a count for texts
	 * (characters without white space) and lists, a number for numbers,
	 * an ISO text for dates and months. */
	struct str min, max;
	const struct codes *codes;         /* enum, adcode */
	const struct codetable *table;     /* when they come from a table */
	struct str target;                 /* ref: kind */
	const struct schema *target_schema; /* ref */
	const struct schema_field *parent; /* map or list around it, or NULL */
	const struct schema_field *list;   /* outermost list around it */
	struct schema_field *field;        /* map: members; list: the item */
	size_t fields;                     /* list: 1 */
	const struct schema_condition *required_if;
	size_t required_ifs; /* all must hold */
};

enum facet_source { FACET_FIELD = 0, FACET_STATUS, FACET_YEAR, FACET_PRICE };

struct schema_facet {
	enum facet_source source;
	struct str key; /* as in the schema: "city", "fee.mode", "year" */
	struct text2 label;
	const struct schema_field *field; /* FACET_FIELD */
	const struct codes *codes; /* of its values that have labels, or NULL */
};

/* What records of a kind cost, in bands (model/price.h); the last one has no
 * end. */
struct schema_bands {
	struct text2 label;
	const struct codes *codes; /* cheapest first; NULL: no bands */
	const int64_t *below;      /* millionths of the unit, but of the last */
};

/* What a record of this kind asserts, of itself or about others. */
struct schema_rule {
	const struct yaml_node *node; /* in the schema file */
	struct str kind;              /* of the subject */
	const struct schema *about; /* NULL: of itself */
	const struct schema_field *ref; /* about: the reference */
	uint32_t state;             /* of the subject's life */
	struct str set;             /* the state's code */
	const struct schema_field *from;
	const struct schema_field *until; /* or NULL */
	bool after; /* begins on the day after `from` */
	const struct schema_condition *when;
	size_t whens; /* all must hold */
	const struct schema_condition *unless;
	size_t unlesses; /* if all hold, nothing is asserted */
};

/* Form of the JSON files that hold records and tell of them; raised as the
 * decisions in HACKING.md say. */
#define SCHEMA_FORM 1

struct schema {
	struct str kind;
	struct str folder;
	unsigned version; /* of the JSON files that hold its records */
	struct str id_prefix; /* of ids that are given: gs of gs-2026-0001 */
	bool own_prefix;      /* named by the schema; else made of the kind */
	struct source source; /* the schema file; its bytes are borrowed */
	struct text2 label;
	bool permanent;
	bool in_nav;
	int nav; /* order, when in_nav */
	bool on_home; /* a part of the home page, also when not in_nav */
	const struct schema_field *title;
	const struct schema_field *summary;   /* or NULL */
	const struct schema_field *scheduled; /* or NULL */
	const struct schema_field *withdraws; /* or NULL */
	const struct schema_field *leaves; /* last day on the site, or NULL */
	/* Why it sets a state of another record, or NULL. */
	const struct schema_facet *ground;
	struct text2 group; /* of kinds, for readers; may be empty */
	const struct schema_field **date;     /* the first present counts */
	size_t dates;
	struct schema_facet *facet;
	size_t facets;
	struct schema_bands bands;
	struct schema_field *field; /* in order of the page and of JSON */
	size_t fields;
	struct life life; /* n is 0 without a life */
	struct schema_rule *own;
	size_t owns;
	struct schema_rule *about;
	size_t abouts;
	struct constraint *constraint; /* rules: */
	size_t constraints;
	/* Kinds with a rule about this one, and kinds with a ref to it,
	 * in order of the set, each once. */
	const struct schema **subject_of;
	size_t subject_ofs;
	const struct schema **referred_by;
	size_t referred_bys;
	size_t index;         /* in the set */
	struct digest digest; /* of the file and of the tables it uses */
};

struct schema_set {
	struct schema *kind; /* sorted by nav (absent last), then kind */
	size_t n;
	struct codetable *table; /* sorted by name */
	size_t tables;
	struct digest digest; /* of all schemas */
};

/* The files of a set, in any order. */
struct schema_sources {
	const struct source *schema; /* content/schema/KIND.yaml */
	size_t schemas;
	const struct source *table; /* content/tables/NAME.yaml */
	size_t tables;
};

/*
 * schema_set_load - read, resolve and check all kinds.
 * in:  sources, whose bytes outlive the set; findings, in any arena
 * out: *set, in arena a
 * err: ERR_CONFIG: all mistakes are in findings, the first one in err;
 *      *set is empty
 */
int schema_set_load(struct schema_set *set, struct arena *a,
                    const struct schema_sources *sources,
                    struct finding_list *findings, struct err *err);

/* schema_of_kind/schema_of_folder - a schema, or NULL. */
const struct schema *schema_of_kind(const struct schema_set *set,
                                    struct str kind);
const struct schema *schema_of_folder(const struct schema_set *set,
                                      struct str folder);

/*
 * schema_folder_is_taken - is it a folder that the site itself or content/
 * needs, so that no kind may have it?
 */
bool schema_folder_is_taken(struct str folder);

/*
 * schema_table - a code table by name, or NULL.
 */
const struct codetable *schema_table(const struct schema_set *set,
                                     struct str name);

/*
 * schema_field - field by path; lists are walked through ("items.seq").
 * out: field, or NULL
 */
const struct schema_field *schema_field(const struct schema *schema,
                                        struct str path);

/*
 * schema_next - walk all fields of a kind in order, outer before inner.
 * in:  field, the one before, or NULL for the first
 * out: the next one, or NULL after the last
 */
const struct schema_field *schema_next(const struct schema *schema,
                                       const struct schema_field *field);

/*
 * schema_item_name - the field by which readers know an item of a list: the
 * first one of the item's map that is a name.
 * out: field, or NULL
 */
const struct schema_field *schema_item_name(const struct schema_field *list);

/*
 * schema_facet - facet by key, or NULL.
 */
const struct schema_facet *schema_facet(const struct schema *schema,
                                        struct str key);

/*
 * schema_facet_label - what readers see for a facet's code.
 * out: the code itself where it has no label
 */
struct str schema_facet_label(const struct schema *schema,
                              const struct schema_facet *facet,
                              struct str code, enum lang lang);

/*
 * schema_facet_place - where a facet's code stands in the order of its states
 * or its table.
 * out: from 0; the same for all that have no order
 */
size_t schema_facet_place(const struct schema *schema,
                          const struct schema_facet *facet, struct str code);

/*
 * schema_type_name - "text", "markdown", ...
 */
struct str schema_type_name(enum field_type type);

/*
 * schema_json - the kind as JSON Schema for its records' front matter.
 * in:     lang, of titles and descriptions
 * out:    map in arena a
 * source: JSON Schema, draft 2020-12
 */
struct value *schema_json(struct arena *a, const struct schema *schema,
                          enum lang lang);

#endif
