#include "os/trace.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* The phase of a name, made when there is room; else NULL. */
static struct trace_item *
find(struct trace *t, const char *name)
{
	for (unsigned i = 0; i < t->phases; i++)
		if (strcmp(t->phase[i].name, name) == 0)
			return &t->phase[i];
	if (t->phases == TRACE_MAX)
		return NULL;
	t->phase[t->phases] = (struct trace_item){name, 0};
	return &t->phase[t->phases++];
}

void
trace_phase(struct trace *t, const char *name)
{
	uint64_t now = trace_now();
	struct trace_item *item = NULL;

	if (t->open)
		t->phase[t->open - 1].value += now - t->since;
	if (name)
		item = find(t, name);
	t->open = item ? (unsigned)(item - t->phase) + 1 : 0;
	t->since = now;
}

uint64_t
trace_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

uint64_t
trace_peak(void)
{
	struct rusage usage;

	if (getrusage(RUSAGE_SELF, &usage) != 0)
		return 0;
	return (uint64_t)usage.ru_maxrss * 1024;
}
