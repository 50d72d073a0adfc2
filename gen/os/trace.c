#include "os/trace.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* The item of a name, made when there is room; else NULL. */
static struct trace_item *
find(struct trace_item *item, unsigned *n, const char *name)
{
	for (unsigned i = 0; i < *n; i++)
		if (strcmp(item[i].name, name) == 0)
			return &item[i];
	if (*n == TRACE_MAX)
		return NULL;
	item[*n] = (struct trace_item){name, 0};
	return &item[(*n)++];
}

void
trace_phase(struct trace *t, const char *name)
{
	uint64_t now = trace_now();
	struct trace_item *item = NULL;

	if (t->open)
		t->phase[t->open - 1].value += now - t->since;
	if (name)
		item = find(t->phase, &t->phases, name);
	t->open = item ? (unsigned)(item - t->phase) + 1 : 0;
	t->since = now;
}

void
trace_count(struct trace *t, const char *name, uint64_t n)
{
	struct trace_item *item = find(t->count, &t->counts, name);

	if (item)
		item->value += n;
}

uint64_t
trace_get(const struct trace *t, const char *name)
{
	for (unsigned i = 0; i < t->counts; i++)
		if (strcmp(t->count[i].name, name) == 0)
			return t->count[i].value;
	return 0;
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
