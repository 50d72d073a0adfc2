#ifndef MODEL_CONSTRAINT_PARSE_H
#define MODEL_CONSTRAINT_PARSE_H

/*
 * constraint_parse - the entries of `rules:` of a schema file.
 *
 * Paths of the kind itself are resolved at once; what other kinds hold
 * waits for constraint_link.
 */
#include "model/config.h"
#include "model/constraint.h"

/*
 * constraint_parse - read the list of rules.
 * in:  front, of the schema file; schema, whose fields are known; node, or
 *      NULL
 * out: schema->constraint and schema->constraints; mistakes are findings at
 *      their place in the schema file
 */
void constraint_parse(const struct front *front,
                      const struct schema_set *set, struct schema *schema,
                      const struct yaml_node *node);

/*
 * constraint_link - resolve what rules say of other kinds.
 * in:  set, all kinds parsed and linked by their references
 */
void constraint_link(const struct front *front,
                     const struct schema_set *set, struct schema *schema);

#endif
