#ifndef MODEL_CONFIG_H
#define MODEL_CONFIG_H

/*
 * config - settings read from a YAML map: schemas, code tables, the site.
 *
 * Each reader takes the member of a map by key.  What is missing, badly
 * written or unknown becomes a finding, and a neutral value is returned, so
 * that one run reports everything.
 */
#include "base/err.h"
#include "model/front.h"

/* A list of texts. */
struct config_names {
	const struct yaml_node **node; /* each of type YAML_TEXT */
	size_t n;
};

/*
 * config_open - parse a file whose root is a map.
 * out: the root, or NULL when findings say why
 */
const struct yaml_node *config_open(const struct front *front);

/*
 * config_known - report members whose key is not in a list.
 * in:  key, n names in any order
 */
void config_known(const struct front *front, const struct yaml_node *map,
                  const struct str *key, size_t n);

/*
 * config_need - member that must be there.
 * out: node, or NULL with a finding
 */
const struct yaml_node *config_need(const struct front *front,
                                    const struct yaml_node *map,
                                    struct str key);

/* config_str/bool/number/text2/names - member of a map, typed; absent is
 * "", false, `otherwise`, {"", ""} and no names. */
struct str config_str(const struct front *front, const struct yaml_node *map,
                      struct str key);
bool config_bool(const struct front *front, const struct yaml_node *map,
                 struct str key);
unsigned config_number(const struct front *front,
                       const struct yaml_node *map, struct str key,
                       unsigned otherwise, unsigned max);
struct text2 config_text2(const struct front *front,
                          const struct yaml_node *map, struct str key);
struct config_names config_names(const struct front *front,
                                 const struct yaml_node *map,
                                 struct str key);

/*
 * config_base - file name without folder and without .yaml.
 */
struct str config_base(struct str path);

/*
 * config_error - the first error of a list as the line of an err.
 * out: ERR_CONFIG
 */
int config_error(const struct finding_list *findings, size_t from,
                 struct err *err);

#endif
