#ifndef MODEL_FRONT_H
#define MODEL_FRONT_H

/*
 * front - YAML of a file of content, its mistakes as findings.
 *
 * Places of nodes come without a scan of the source: the length of a plain
 * scalar is that of its text, a quoted one has two characters more, and a
 * span never leaves its line (finding_add sees to that).
 */
#include "model/finding.h"
#include "text/yaml.h"

/* What a YAML text is part of. */
struct front {
	struct arena *arena;
	struct source source; /* the whole file */
	struct finding_list *findings;
};

/*
 * front_read - parse a part of the file.
 * in:  text, part of the source; first_line, its line in the file
 * out: *root, or NULL for a text without content
 * err: ERR_CONTENT, a finding was added; *root is NULL
 */
int front_read(const struct front *front, struct str text,
               unsigned first_line, struct yaml_node **root);

/*
 * front_conflict - tell of the marks that a merge left in the file.
 * out: true when there are any
 */
bool front_conflict(const struct front *front);

/*
 * front_place - a place in the file.
 * in:  length, code points; 0: to the end of the line
 */
struct finding_place front_place(const struct front *front, unsigned line,
                                 unsigned column, unsigned length);

/*
 * front_length - code points that a node takes, 0 for lists and maps.
 */
unsigned front_length(const struct yaml_node *node);

/*
 * front_fault - add a finding at a node.
 * in:  a0 to a2, arguments, may be empty
 */
void front_fault(const struct front *front, const char *code,
                 const struct yaml_node *node, struct str a0, struct str a1,
                 struct str a2);

/*
 * front_tell - the same with all arguments.
 */
void front_tell(const struct front *front, const char *code,
                const struct yaml_node *node,
                const struct str args[FINDING_ARGS]);

/*
 * front_key_place - the key of a member.
 */
struct finding_place front_key_place(const struct front *front,
                                     const struct yaml_member *member);

/*
 * front_fault_key - add a finding at the key of a member.
 */
void front_fault_key(const struct front *front, const char *code,
                     const struct yaml_member *member, struct str a0,
                     struct str a1, struct str a2);

/*
 * front_fault_file - add a finding at the file as a whole.
 */
void front_fault_file(const struct front *front, const char *code,
                      struct str a0, struct str a1, struct str a2);

#endif
