#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

/*
 * record - one file of content, typed by the schema of its kind.
 *
 * content/FOLDER/.../ID.md is `---`, YAML, `---`, Markdown; ID.yaml is YAML
 * alone.  Values are canonical: dates ISO, codes for labels, numbers as
 * written, identifiers normalised.  Nothing is ever guessed: a scalar that
 * does not fit its type is a finding.  A record lives in one arena, borrows
 * the bytes of its file and refers to the schema set; it is not changed
 * once parsed.  record_parse is safe on any number of threads, each with an
 * arena and a list of findings of its own.
 */
#include "model/finding.h"
#include "model/schema.h"

struct value;
struct yaml_node;

#define RECORD_ID_MAX 80
#define RECORD_NO_ROW UINT32_MAX

/* Where something stands in the file; length 0: to the end of the line. */
struct record_span {
	unsigned line;
	unsigned column;
	unsigned length;
};

/* A scalar of the front matter. */
struct record_leaf {
	const struct schema_field *field;
	const struct value *value; /* localized: a text or {zh, en} */
	struct record_span at;
	uint32_t row; /* index in field->list, or RECORD_NO_ROW */
	struct str plain; /* what readers see of Markdown, else empty */
};

/* The Markdown files' reference to a record: front matter field or link. */
struct record_ref {
	const struct schema_field *field; /* NULL: a link in the text */
	const struct schema *target;
	struct str id;
	struct record_span at;
};

/* A file named by a field or by a link, as a path inside content/. */
struct record_file {
	const struct schema_field *field; /* NULL: a link in the text */
	struct str path;                  /* "files/2021/x.pdf" */
	struct record_span at;
};

struct record_facet {
	const struct schema_facet *facet;
	struct str code; /* unique for its facet in the record */
};

/* A piece of text for the search index. */
struct record_text {
	const struct schema_field *field; /* NULL: the body, the id */
	struct str text;
	unsigned weight; /* at least 1 */
	bool sound;      /* found by its sound too (拼音) */
};

/* What the record asserts: about itself, or about another one. */
struct record_assertion {
	const struct schema_rule *rule;
	struct str id; /* of the subject */
	uint32_t state;
	int32_t from;
	int32_t until; /* last day, or DATE_NEVER */
};

struct record {
	const struct schema *schema;
	struct str id;
	struct source source;
	struct str inner; /* path inside the content folder */
	const struct yaml_node *front; /* root of the front matter, or NULL */
	const struct value *fields; /* map, in order of the schema */
	struct record_leaf *leaf;   /* in order of the schema */
	size_t leaves;
	struct str body;      /* Markdown; empty when there is none */
	unsigned body_line;   /* line of its first byte */
	struct str body_text; /* plain text of the body */
	struct text2 title;
	struct text2 summary;
	int32_t date;      /* primary date, or DATE_NONE */
	int32_t scheduled; /* first day on the site, or DATE_NONE */
	struct str withdraws; /* FOLDER/ID of a removed record, or empty */
	struct record_facet *facet; /* without status, in order of schema */
	size_t facets;
	struct record_ref *ref; /* of fields */
	size_t refs;
	struct record_ref *link; /* of the text */
	size_t links;
	struct record_file *file;
	size_t files;
	struct record_text *text;
	size_t texts;
	struct record_assertion *own;
	size_t owns;
	struct record_assertion *about;
	size_t abouts;
};

/* How much of a record is asked. */
enum record_depth {
	RECORD_CHECKED, /* all of it, held against all rules */
	RECORD_TYPED,   /* all of it; it was found sound before */
	RECORD_FIELDS   /* its fields alone: Markdown is not read, so there
	                   is no body_text, no link and no plain text */
};

/* What record_parse reads. */
struct record_input {
	struct source file;
	struct str root; /* content folder: prefix of file.path with its
	                    slash ("content/"), or empty */
	int32_t as_of; /* DATE_NONE: rules about today are not asked */
	enum record_depth depth;
};

/*
 * record_place - folder and id that a path stands for.
 * in:  inner, path inside the content folder ("alliances/2021/x.md")
 * out: true, *folder and *id, slices of inner; false when the path is not
 *      FOLDER/.../NAME.md or .yaml
 */
bool record_place(struct str inner, struct str *folder, struct str *id);

/*
 * record_parse - read and type one file.
 * in:  set; input, whose bytes must outlive the record
 * out: record in arena a, all rules that concern it alone checked if that
 *      was asked, or NULL when nothing can be made of it; every mistake is
 *      in findings, so that a record is sound if and only if no error was
 *      added to those of a RECORD_CHECKED
 */
struct record *record_parse(struct arena *a, const struct schema_set *set,
                            const struct record_input *input,
                            struct finding_list *findings);

/*
 * record_field - value at a path that leads through maps only.
 * out: value, or NULL
 */
const struct value *record_field(const struct record *record,
                                 struct str path);

/*
 * record_leaf - walk the scalars of one field.
 * in:  leaf, the one before, or NULL for the first
 * out: the next one, or NULL
 */
const struct record_leaf *record_leaf(const struct record *record,
                                      const struct schema_field *field,
                                      const struct record_leaf *leaf);

/*
 * record_day - day of the first date at a field.
 * in:  row, or RECORD_NO_ROW for any
 * out: day, or DATE_NONE
 */
int32_t record_day(const struct record *record,
                   const struct schema_field *field, uint32_t row);

/*
 * record_holds - do all conditions hold?
 * in:  row, item of `list` that the question is about, for conditions on
 *      fields of the same list; RECORD_NO_ROW: any item will do
 */
bool record_holds(const struct record *record,
                  const struct schema_condition *condition, size_t n,
                  const struct schema_field *list, uint32_t row);

/* What a relative or a record: address in a text leads to. */
struct record_target {
	const struct schema *schema; /* a record of this kind, or NULL */
	struct str id;
	struct str file; /* "files/...", when it is no record */
};

/*
 * record_resolve - where an address of this site leads.
 * in:  a, for the path; inner, path of the record inside the content
 *      folder; target, "FOLDER/ID" when record is true, else a path
 *      relative to the record's file
 * out: true and *out; false when it leads to no record and no attachment
 */
bool record_resolve(struct arena *a, const struct schema_set *set,
                    struct str inner, struct str target, bool record,
                    struct record_target *out);

/*
 * record_id_shape - is it written as an id, [a-z0-9][a-z0-9-]{0,79}?
 */
bool record_id_shape(struct str s);

/*
 * record_leaf_text - the canonical text of a scalar; of a localized text
 * the Chinese one, of a truth value "true" or "false".
 */
struct str record_leaf_text(const struct record_leaf *leaf);

/*
 * record_at - a span of the record's file as a place for a finding.
 */
struct finding_place record_at(const struct record *record,
                               struct record_span span);

/*
 * record_type_words - how a value of a type is written, for messages.
 */
struct text2 record_type_words(enum field_type type);

/*
 * record_label - what readers see for a scalar: labels for codes, the text
 * otherwise; dates stay ISO.
 */
struct str record_label(const struct schema_field *field,
                        const struct value *value, enum lang lang);

#endif
