#ifndef BASE_VEC_H
#define BASE_VEC_H

/*
 * vec - growable array of any type, as macros over a plain struct.
 *
 *     struct VEC(struct str) names = {0};
 *     vec_push(&names, s);
 *     for (size_t i = 0; i < names.n; i++) use(names.v[i]);
 *     vec_release(&names);
 *
 * Elements may move at every push.  {0} is a valid empty array.
 */
#include "base/mem.h"

#define VEC(type)    \
	{            \
		type *v;     \
		size_t n;    \
		size_t cap;  \
	}

/* vec_push - append one element. */
#define vec_push(vec, item)                                          \
	do {                                                         \
		if ((vec)->n == (vec)->cap) {                        \
			(vec)->cap = mem_room((vec)->cap, (vec)->n + 1); \
			(vec)->v = mem_grow((vec)->v, (vec)->cap,    \
			                    sizeof *(vec)->v);       \
		}                                                    \
		(vec)->v[(vec)->n++] = (item);                       \
	} while (0)

/* vec_reset - empty, memory kept. */
#define vec_reset(vec) ((void)((vec)->n = 0))

/* vec_release - free the memory; the vec is {0}. */
#define vec_release(vec)                             \
	do {                                         \
		mem_free((vec)->v);                  \
		(vec)->v = NULL;                     \
		(vec)->n = (vec)->cap = 0;           \
	} while (0)

#endif
