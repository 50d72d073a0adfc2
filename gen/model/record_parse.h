#ifndef MODEL_RECORD_PARSE_H
#define MODEL_RECORD_PARSE_H

/*
 * record_parse - the inside of record_parse(): typing, then what follows
 * from the typed fields, then the links of the texts.
 */
#include "model/front.h"
#include "model/record.h"
#include "text/value.h"

#include <string.h>

/* A record in the making. */
struct parsing {
	struct front front;
	const struct schema_set *set;
	struct record *record;
	enum record_depth depth;
	const struct yaml_node *map; /* whose members are being typed */
};

/* record_push - append to an array in an arena that grows by doubling. */
#define record_push(a, v, n, item)                                       \
	do {                                                             \
		size_t n_ = (n);                                         \
		if (n_ == 0 || (n_ >= 4 && (n_ & (n_ - 1)) == 0)) {      \
			void *w_ = arena_array((a), n_ ? n_ * 2 : 4,     \
			                       sizeof *(v));             \
			if (n_)                                          \
				memcpy(w_, (v), n_ * sizeof *(v));       \
			(v) = w_;                                        \
		}                                                        \
		(v)[(n)++] = (item);                                     \
	} while (0)

/*
 * record_type_fields - type the members of a map.
 * in:  field, n of them; map, node of type YAML_MAP; row, item of the
 *      outermost list, or RECORD_NO_ROW; top, is it the record's root?
 * out: map of the values that fit their types, in order of the schema;
 *      leaves are appended to the record
 */
struct value *record_type_fields(struct parsing *p,
                                 const struct schema_field *field, size_t n,
                                 const struct yaml_node *map, uint32_t row,
                                 bool top);

/*
 * record_type_scalar - type one scalar.
 * in:  field, neither list nor map; node of type YAML_TEXT, not null
 * out: value in canonical form, or NULL with a finding
 */
struct value *record_type_scalar(struct parsing *p,
                                 const struct schema_field *field,
                                 const struct yaml_node *node);

/*
 * record_meant - the field that an unknown key of a map most likely means.
 * in:  field, n of them; top, is it the record's root?
 * out: NULL when the key is known, or near to none
 */
const struct schema_field *record_meant(const struct schema_field *field,
                                        size_t n, struct str key, bool top);

/*
 * record_absent - is a node missing, null or a text of white space?
 */
bool record_absent(const struct yaml_node *node);

/*
 * record_wrong_type - report that a node has another type than its field.
 */
void record_wrong_type(struct parsing *p, const struct schema_field *field,
                       const struct yaml_node *node);

/*
 * record_character_code - code of the finding for a character that has no
 * place in a text, or NULL.
 */
const char *record_character_code(uint32_t c);

/*
 * record_suspect - may a text hold such a character?  A scan of its bytes;
 * false is certain.
 */
bool record_suspect(struct str s);

/*
 * record_derive - fill in what follows from the leaves.
 */
void record_derive(struct parsing *p);

/*
 * record_read_text - check a Markdown text; its links, files and mistakes
 * go to the record and the findings.
 * in:  text; at, line and column of its first character in the file;
 *      field, or NULL for the body
 * out: plain text, empty when the text cannot be read
 */
struct str record_read_text(struct parsing *p, struct str text,
                            struct record_span at,
                            const struct schema_field *field);

#endif
