#include "base/map.h"

#include "base/hash.h"
#include "base/mem.h"

#include <assert.h>

void
map_release(struct map *m)
{
	mem_free(m->entry);
	mem_free(m->slot);
	*m = (struct map){0};
}

/* The slot that holds the key, or the free one where it would go. */
static size_t
slot_of(const struct map *m, struct str key)
{
	size_t mask = m->slots - 1;
	size_t at = (size_t)hash64(key) & mask;

	while (m->slot[at] && !str_eq(m->entry[m->slot[at] - 1].key, key))
		at = (at + 1) & mask;
	return at;
}

static void
rehash(struct map *m)
{
	mem_free(m->slot);
	m->slots = m->slots ? m->slots * 2 : 16;
	m->slot = mem_zalloc(m->slots, sizeof *m->slot);
	for (size_t i = 0; i < m->n; i++)
		m->slot[slot_of(m, m->entry[i].key)] = (uint32_t)(i + 1);
}

void *
map_get(const struct map *m, struct str key)
{
	size_t at;

	if (!m->slots)
		return NULL;
	at = slot_of(m, key);
	return m->slot[at] ? m->entry[m->slot[at] - 1].value : NULL;
}

void *
map_put(struct map *m, struct str key, void *value)
{
	size_t at;

	assert(value);
	if (m->n * 2 >= m->slots)
		rehash(m);
	at = slot_of(m, key);
	if (m->slot[at]) {
		struct map_entry *entry = &m->entry[m->slot[at] - 1];
		void *old = entry->value;

		entry->value = value;
		return old;
	}
	if (m->n == m->cap) {
		m->cap = mem_room(m->cap, m->n + 1);
		m->entry = mem_grow(m->entry, m->cap, sizeof *m->entry);
	}
	m->entry[m->n++] = (struct map_entry){key, value};
	m->slot[at] = (uint32_t)m->n;
	return NULL;
}
