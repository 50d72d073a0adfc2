#ifndef TEXT_WORDDIFF_H
#define TEXT_WORDDIFF_H

/*
 * worddiff - what changed between two texts, for readers of Chinese.
 *
 * Texts are compared by sentences, then, within sentences that differ, by
 * words: a Han character, a run of Latin letters or of digits with its
 * dots, a mark.  A short stretch that stays between two that change is
 * shown as changed with them, since a diff that jumps within a phrase
 * cannot be read.  Pure.
 */
#include "base/arena.h"

enum worddiff_op { WORDDIFF_SAME, WORDDIFF_OUT, WORDDIFF_IN };

struct worddiff_run {
	enum worddiff_op op;
	struct str text; /* slice of the old text, or of the new for _IN */
};

/* SAME and OUT runs in order make the old text, SAME and IN the new one;
 * an OUT stands before the IN that takes its place. */
struct worddiff {
	struct worddiff_run *run;
	size_t n;
};

/*
 * worddiff_of - compare two texts.
 * in:   valid UTF-8, borrowed by the runs
 * out:  runs in arena a; none for two empty texts
 * unit: bounded: texts that have little in common are shown as replaced
 */
struct worddiff worddiff_of(struct arena *a, struct str old, struct str now);

#endif
