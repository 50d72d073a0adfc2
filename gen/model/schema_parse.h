#ifndef MODEL_SCHEMA_PARSE_H
#define MODEL_SCHEMA_PARSE_H

/*
 * schema_parse - one schema file as a struct schema, the inside of
 * schema_set_load.
 *
 * Two steps: the fields and states first, then everything that names them.
 * What names other kinds waits for schema_check_link.
 */
#include "model/config.h"
#include "model/schema.h"

/*
 * schema_parse - read one file; its own paths are resolved.
 * in:  file; set, whose tables are loaded
 * out: *schema, in arena a
 * err: ERR_CONTENT, findings were added; *schema may be walked
 */
int schema_parse(struct schema *schema, struct arena *a,
                 const struct source *file, const struct schema_set *set,
                 struct finding_list *findings);

/*
 * schema_fields_parse - the fields of a map, in order.
 * in:  node, the map of fields; parent, or NULL at the top
 * out: *field and *n
 */
void schema_fields_parse(const struct front *front,
                         const struct schema_set *set,
                         const struct yaml_node *node,
                         const struct schema_field *parent,
                         struct schema_field **field, size_t *n);

/*
 * schema_resolve - field that a path names.
 * in:  node, the path, for findings; types, mask of 1 << enum field_type
 *      that are accepted, 0 for any
 * out: the scalar field (of a list, its item), or NULL with a finding
 */
const struct schema_field *schema_resolve(const struct front *front,
                                          const struct schema *schema,
                                          const struct yaml_node *node,
                                          unsigned types);

/*
 * schema_values - codes with labels, as `values:` has them.
 * out: in the arena of front; perhaps with findings
 */
const struct codes *schema_values(const struct front *front,
                                  const struct yaml_node *values);

/*
 * schema_bound - read a bound, in the form that the type has.
 * in:  node, a map; key, its member
 * out: text, or empty, perhaps with a finding
 */
struct str schema_bound(const struct front *front,
                        const struct yaml_node *node, enum field_type type,
                        struct str key);

/*
 * schema_nearest - the name of a kind that somebody probably meant.
 * out: name, or empty
 */
struct str schema_nearest(const struct schema_set *set, struct arena *a,
                          struct str kind);

/*
 * schema_conditions - read {path: value, path: [values]}.
 * in:  node, or NULL
 * out: conditions and *n
 */
const struct schema_condition *
schema_conditions(const struct front *front, const struct schema *schema,
                  const struct yaml_node *node, size_t *n);

/*
 * schema_rules_parse - the entries of own: or about:.
 * in:  about, are they about other kinds?
 * out: rules and *n; states of others are not resolved yet
 */
struct schema_rule *schema_rules_parse(const struct front *front,
                                       const struct schema *schema,
                                       const struct yaml_node *node,
                                       bool about, size_t *n);

/*
 * schema_life_parse - the states of life:.
 */
void schema_life_parse(const struct front *front, struct life *life,
                       const struct yaml_node *states);

/*
 * schema_check_link - resolve what kinds say of one another.
 * in:  set, all kinds parsed and in their final order
 */
void schema_check_link(struct schema_set *set, struct arena *a,
                       struct finding_list *findings);

#endif
