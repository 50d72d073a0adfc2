#ifndef BUILD_KIND_WORD_H
#define BUILD_KIND_WORD_H

/*
 * kind_word - the kind that a user names on a command line: by its name, by
 * its folder, or by its label in either language.
 */
#include "base/err.h"
#include "model/schema.h"

/*
 * kind_word - find the kind of a word.
 * out: *schema
 * err: ERR_USAGE, no such kind; the line names the nearest one and lists
 *      those there are
 */
int kind_word(const struct schema_set *set, struct str word,
              const struct schema **schema, struct err *err);

#endif
