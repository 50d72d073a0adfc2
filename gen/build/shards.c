#include "build/shards.h"

#include "base/codec.h"
#include "base/mem.h"
#include "base/vec.h"
#include "os/spill.h"
#include "os/work.h"
#include "search/shard.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define POSTING_NEW 1u /* what changed, not what stood there */
#define POSTING_GONE 2u

struct shards {
	struct spill *spill;
	unsigned bits;
	struct buf record;
};

struct posting_item {
	uint32_t doc;
	uint8_t flags;
	uint8_t impact;
	uint32_t next; /* index + 1 of the term's next item; 0: the last */
};

/* One term of the shard at hand and its chain of items. */
struct group {
	struct str term;
	uint32_t first; /* index + 1 */
	uint32_t last;
	uint32_t n;
	bool sorted; /* the chain ascends by document */
};

struct slot {
	uint32_t shard;
	struct buf old;
	struct buf changes;
	struct buf now;
	struct VEC(struct posting_item) item;
	struct VEC(struct group) group;
	struct VEC(struct shard_delta) delta;
	uint32_t *hash; /* index + 1 of a group */
	size_t hashes;  /* a power of two */
};

struct run {
	struct shards *p;
	const struct shards_sink *sink;
	uint32_t next; /* shard to look at */
};

struct shards *
shards_new(const struct fs *fs, const char *dir, unsigned bits,
             size_t memory)
{
	struct shards *p = mem_zalloc(1, sizeof *p);

	p->bits = bits;
	p->spill = spill_new(fs, dir, 1u << bits, memory);
	return p;
}

void
shards_free(struct shards *p)
{
	if (!p)
		return;
	spill_free(p->spill);
	buf_release(&p->record);
	mem_free(p);
}

int
shards_add(struct shards *p, struct str term, uint32_t doc, bool now,
             bool gone, uint8_t impact, struct err *err)
{
	unsigned flags = (now ? POSTING_NEW : 0) | (gone ? POSTING_GONE : 0);

	assert(term.n < 256);
	buf_reset(&p->record);
	buf_byte(&p->record, (char)term.n);
	buf_add(&p->record, term);
	put_be32(&p->record, doc);
	buf_byte(&p->record, (char)flags);
	buf_byte(&p->record, (char)(gone ? 0 : impact));
	return spill_add(p->spill, shard_of(term, p->bits),
	                 buf_str(&p->record), err);
}

/* ----------------------------------------------------------- group */

static void
rehash(struct slot *s)
{
	size_t mask;

	mem_free(s->hash);
	s->hashes = s->hashes ? s->hashes * 2 : 256;
	s->hash = mem_zalloc(s->hashes, sizeof *s->hash);
	mask = s->hashes - 1;
	for (size_t i = 0; i < s->group.n; i++) {
		size_t at = (size_t)hash64(s->group.v[i].term) & mask;

		while (s->hash[at])
			at = (at + 1) & mask;
		s->hash[at] = (uint32_t)i + 1;
	}
}

static struct group *
group_of(struct slot *s, struct str term)
{
	struct group fresh = {.term = term, .sorted = true};
	size_t mask;
	size_t at;

	if (s->group.n * 2 >= s->hashes)
		rehash(s);
	mask = s->hashes - 1;
	at = (size_t)hash64(term) & mask;
	while (s->hash[at] &&
	       !str_eq(s->group.v[s->hash[at] - 1].term, term))
		at = (at + 1) & mask;
	if (!s->hash[at]) {
		vec_push(&s->group, fresh);
		s->hash[at] = (uint32_t)s->group.n;
	}
	return &s->group.v[s->hash[at] - 1];
}

static void
add_item(struct slot *s, struct str term, struct posting_item item)
{
	struct group *g = group_of(s, term);

	if (g->n && s->item.v[g->last - 1].doc >= item.doc)
		g->sorted = false;
	vec_push(&s->item, item);
	if (g->n)
		s->item.v[g->last - 1].next = (uint32_t)s->item.n;
	else
		g->first = (uint32_t)s->item.n;
	g->last = (uint32_t)s->item.n;
	g->n++;
}

static void
read_items(struct slot *s)
{
	struct reader r = reader_over(buf_str(&s->changes));

	vec_reset(&s->item);
	vec_reset(&s->group);
	if (s->hash)
		memset(s->hash, 0, s->hashes * sizeof *s->hash);
	while (r.rest.n) {
		struct str term = get_bytes(&r, get_byte(&r));
		struct posting_item item = {.doc = get_be32(&r)};

		item.flags = get_byte(&r);
		item.impact = get_byte(&r);
		add_item(s, term, item);
	}
}

/* ------------------------------------------------------------ sort */

static int
order_groups(const void *a, const void *b)
{
	const struct group *x = a;
	const struct group *y = b;

	return str_cmp(x->term, y->term);
}

/* By document; of one document what stood there, what was set, what was
 * removed: the last word counts. */
static int
order_items(const void *a, const void *b)
{
	const struct posting_item *x = a;
	const struct posting_item *y = b;

	if (x->doc != y->doc)
		return x->doc < y->doc ? -1 : 1;
	return x->flags < y->flags ? -1 : x->flags > y->flags;
}

static void
push_delta(struct slot *s, struct str term, const struct posting_item *item)
{
	struct shard_delta delta = {term, item->doc, item->impact,
	                            (item->flags & POSTING_GONE) != 0};
	struct shard_delta *last =
	    s->delta.n ? &s->delta.v[s->delta.n - 1] : NULL;

	if (last && last->doc == delta.doc && last->term.p == term.p)
		*last = delta;
	else
		vec_push(&s->delta, delta);
}

static void
push_group(struct slot *s, const struct group *g)
{
	struct posting_item *v;
	size_t n = 0;

	if (g->sorted) {
		for (uint32_t i = g->first; i; i = s->item.v[i - 1].next)
			push_delta(s, g->term, &s->item.v[i - 1]);
		return;
	}
	v = mem_zalloc(g->n, sizeof *v);
	for (uint32_t i = g->first; i; i = s->item.v[i - 1].next)
		v[n++] = s->item.v[i - 1];
	qsort(v, n, sizeof *v, order_items);
	for (size_t i = 0; i < n; i++)
		push_delta(s, g->term, &v[i]);
	mem_free(v);
}

static void
make_deltas(struct slot *s)
{
	vec_reset(&s->delta);
	if (s->group.n)
		qsort(s->group.v, s->group.n, sizeof *s->group.v,
		      order_groups);
	for (size_t i = 0; i < s->group.n; i++)
		push_group(s, &s->group.v[i]);
}

/* ----------------------------------------------------------- apply */

static int
feed(void *ctx, size_t i, void *slot, struct err *err)
{
	struct run *run = ctx;
	struct slot *s = slot;
	uint32_t shards = 1u << run->p->bits;

	(void)i;
	(void)err;
	while (run->next < shards &&
	       spill_is_empty(run->p->spill, run->next))
		run->next++;
	if (run->next == shards)
		return 0;
	s->shard = run->next++;
	run->sink->get(run->sink->ctx, s->shard, &s->old);
	return 1;
}

static int
produce(void *ctx, unsigned worker, size_t i, void *slot, struct err *err)
{
	const struct run *run = ctx;
	struct slot *s = slot;
	int rc = spill_read(run->p->spill, s->shard, &s->changes, err);

	(void)worker;
	(void)i;
	if (rc < 0)
		return rc;
	read_items(s);
	make_deltas(s);
	buf_reset(&s->now);
	return shard_apply(buf_str(&s->old), s->delta.v, s->delta.n, s->shard,
	                   run->p->bits, &s->now, err);
}

static int
consume(void *ctx, size_t i, void *slot, struct err *err)
{
	struct run *run = ctx;
	struct slot *s = slot;

	(void)i;
	(void)err;
	run->sink->set(run->sink->ctx, s->shard, buf_str(&s->now));
	return 0;
}

static void
release(void *ctx, void *slot)
{
	struct slot *s = slot;

	(void)ctx;
	buf_release(&s->old);
	buf_release(&s->changes);
	buf_release(&s->now);
	vec_release(&s->item);
	vec_release(&s->group);
	vec_release(&s->delta);
	mem_free(s->hash);
}

int
shards_apply(struct shards *p, unsigned threads,
               const struct shards_sink *sink, struct err *err)
{
	struct run run = {.p = p, .sink = sink};
	struct work_job job = {.ctx = &run,
	                       .slot_size = sizeof(struct slot),
	                       .feed = feed,
	                       .produce = produce,
	                       .consume = consume,
	                       .release = release};

	return work_ordered(threads, &job, err);
}
