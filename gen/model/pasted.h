#ifndef MODEL_PASTED_H
#define MODEL_PASTED_H

/*
 * pasted - a table that somebody pasted from an office program into a
 * Markdown text: lines of cells with tabs between them.
 *
 * One such line may be a slip of the key; two that follow one another are
 * rows.  Lines of code, fenced or indented, are left alone.
 */
#include "base/arena.h"
#include "base/str.h"

struct pasted {
	unsigned line;   /* of the first row, from 1 */
	struct str row;  /* that row as a table is written: | 甲 | 乙 | */
	struct str rule; /* the line below it: | --- | --- | */
};

/*
 * pasted_find - the first table in a text.
 * out: true and *pasted, in arena a
 */
bool pasted_find(struct arena *a, struct str text, struct pasted *pasted);

#endif
