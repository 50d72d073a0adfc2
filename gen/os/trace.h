#ifndef OS_TRACE_H
#define OS_TRACE_H

/*
 * trace - where the time went, for reports only.
 *
 * Phases are timed on the monotonic clock and kept in the order of first use.
 * Nothing of this may reach an output.  Names are borrowed for the life of
 * the trace (string literals).  One thread.  {0} is a valid empty trace.
 */
#include <stdint.h>

#define TRACE_MAX 32 /* phases; later ones are dropped */

struct trace_item {
	const char *name;
	uint64_t value; /* nanoseconds */
};

struct trace {
	struct trace_item phase[TRACE_MAX];
	unsigned phases;
	uint64_t since;     /* start of the open phase, ns */
	unsigned open;      /* index of the open phase + 1, or 0 */
};

/*
 * trace_phase - end the open phase and begin (or continue) another.
 * in:  name, or NULL to end only; compared as text
 */
void trace_phase(struct trace *t, const char *name);

/*
 * trace_now - the monotonic clock.
 * unit: nanoseconds since an unknown point
 */
uint64_t trace_now(void);

/*
 * trace_peak - the most memory that the process ever held.
 * unit: bytes (ru_maxrss)
 */
uint64_t trace_peak(void);

#endif
