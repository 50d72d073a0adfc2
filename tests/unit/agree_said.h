#ifndef TESTS_AGREE_SAID_H
#define TESTS_AGREE_SAID_H

/*
 * agree_said - what a run found, as sorted lines that can be compared.
 */
#include "unit.h"

#include "base/vec.h"
#include "model/finding.h"

/* What a run found: "E R201 path:line:column", one each, sorted. */
struct said {
	struct VEC(char *) line;
	size_t errors;
};

static inline void
said_add(struct said *s, const char *line)
{
	char *copy = strdup(line);

	assert_non_null(copy);
	s->errors += line[0] == 'E';
	vec_push(&s->line, copy);
}

static inline int
said_order(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static inline void
said_sort(struct said *s)
{
	if (s->line.n)
		qsort(s->line.v, s->line.n, sizeof *s->line.v, said_order);
}

/* Of what one record says of itself the oracle knows nothing: the made-up
 * days lie years ahead of some builds (D108). */
static inline void
said_take(struct said *s, const struct finding_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct finding *f = &list->v[i];
		char line[400];

		if (strcmp(f->code, "D108") == 0)
			continue;
		snprintf(line, sizeof line, "%c %s %.*s:%u:%u",
		         f->severity == FINDING_ERROR ? 'E' : 'W', f->code,
		         STR_ARG(f->path), f->line, f->column);
		said_add(s, line);
	}
	said_sort(s);
}

static inline void
said_release(struct said *s)
{
	for (size_t i = 0; i < s->line.n; i++)
		free(s->line.v[i]);
	vec_release(&s->line);
}

static inline bool
said_same_errors(const struct said *a, const struct said *b)
{
	/* Errors come first. */
	if (a->errors != b->errors)
		return false;
	for (size_t i = 0; i < a->errors; i++)
		if (strcmp(a->line.v[i], b->line.v[i]))
			return false;
	return true;
}

/* Is everything that b says said by a, too? */
static inline bool
said_covers(const struct said *a, const struct said *b)
{
	size_t at = 0;

	for (size_t i = 0; i < b->line.n; i++, at++) {
		while (at < a->line.n &&
		       strcmp(a->line.v[at], b->line.v[i]))
			at++;
		if (at == a->line.n)
			return false;
	}
	return true;
}

static inline size_t
said_head(const char *line)
{
	return strcspn(line, ":");
}

/* The same but for lines and columns. */
static inline bool
said_same_codes(const struct said *a, const struct said *b)
{
	if (a->line.n != b->line.n)
		return false;
	for (size_t i = 0; i < a->line.n; i++) {
		size_t n = said_head(a->line.v[i]);

		if (n != said_head(b->line.v[i]) ||
		    strncmp(a->line.v[i], b->line.v[i], n))
			return false;
	}
	return true;
}

#endif
