#ifndef BASE_MAP_H
#define BASE_MAP_H

/*
 * map - hash table from slices to pointers, kept in the order of insertion.
 *
 * Keys are borrowed: their bytes must outlive the map.  Walking goes over
 * `entry[0..n)` in insertion order, so that no output ever depends on hash
 * order.  Nothing is removed.  {0} is a valid empty map.
 */
#include "base/str.h"

struct map_entry {
	struct str key;
	void *value;
};

struct map {
	struct map_entry *entry;
	size_t n;
	size_t cap;
	uint32_t *slot; /* entry index + 1; 0 is free */
	size_t slots;   /* a power of two, or 0 */
};

/*
 * map_release - free the table; keys and values are the caller's.
 * out: the map is {0}
 */
void map_release(struct map *m);

/*
 * map_get - look a key up.
 * out: the value, or NULL when absent
 */
void *map_get(const struct map *m, struct str key);

/*
 * map_put - set a key's value.
 * in:  key, borrowed; value, not NULL
 * out: the value that was replaced, or NULL
 */
void *map_put(struct map *m, struct str key, void *value);

#endif
