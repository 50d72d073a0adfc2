#ifndef OS_TRACE_H
#define OS_TRACE_H

/*
 * trace - where the time went, for reports only.
 *
 * Phases are timed on the monotonic clock and counters are named numbers;
 * both are kept in the order of first use.  Nothing of this may reach an
 * output.  Names are borrowed for the life of the trace (string literals).
 * One thread.  {0} is a valid empty trace.
 */
#include <stdint.h>

#define TRACE_MAX 32 /* names of each sort; later ones are dropped */

struct trace_item {
	const char *name;
	uint64_t value; /* nanoseconds of a phase, or a count */
};

struct trace {
	struct trace_item phase[TRACE_MAX];
	struct trace_item count[TRACE_MAX];
	unsigned phases;
	unsigned counts;
	uint64_t since;     /* start of the open phase, ns */
	unsigned open;      /* index of the open phase + 1, or 0 */
};

/*
 * trace_phase - end the open phase and begin (or continue) another.
 * in:  name, or NULL to end only; compared as text
 */
void trace_phase(struct trace *t, const char *name);

/*
 * trace_count - add to a counter.
 */
void trace_count(struct trace *t, const char *name, uint64_t n);

/*
 * trace_get - value of a counter, 0 when unknown.
 */
uint64_t trace_get(const struct trace *t, const char *name);

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
