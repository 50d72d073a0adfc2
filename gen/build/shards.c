#include "build/shards.h"

#include "base/codec.h"
#include "base/mem.h"
#include "base/vec.h"
#include "os/spill.h"
#include "os/work.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SHARDS_NEW 1u /* what changed, not what stood there */
#define SHARDS_GONE 2u
#define SHARDS_SINGLE 4u
#define SHARDS_TEXT 8u

struct shards {
	struct spill *spill;
	struct level_shape was; /* as it stood */
	struct level_shape shape;
	uint32_t was_n;
	uint32_t n;
	uint32_t first[LEVEL_MAX + 2]; /* bucket of a level's shard 0 */
	struct buf record;
};

struct posting_item {
	uint32_t doc;
	uint8_t flags;
	uint8_t impact;
	uint8_t next_class;
	uint32_t next; /* index + 1 of the term's next item; 0: the last */
};

/* One term of the shard at hand and its chain of items. */
struct group {
	struct key key;
	uint32_t first; /* index + 1 */
	uint32_t last;
	uint32_t n;
	bool sorted; /* the chain ascends by document */
};

struct slot {
	struct shards_file old;
	struct shards_file now;
	struct buf changes;
	struct VEC(struct posting_item) item;
	struct VEC(struct group) group;
	struct VEC(struct shard_delta) delta;
	uint32_t *hash; /* index + 1 of a group */
	size_t hashes;  /* a power of two */
};

struct run {
	struct shards *p;
	const struct shards_sink *sink;
	bool afresh;
	unsigned level; /* file to look at next */
	uint32_t number;
};

struct shards *
shards_new(const struct fs *fs, const char *dir, uint32_t was, uint32_t n,
           size_t memory)
{
	struct shards *p = mem_zalloc(1, sizeof *p);
	uint32_t buckets = 0;

	p->was = level_shape(was);
	p->was_n = was;
	p->shape = level_shape(n);
	p->n = n;
	for (unsigned level = 0; level <= p->shape.levels; level++) {
		p->first[level] = buckets;
		buckets += p->shape.shards[level];
	}
	p->spill = spill_new(fs, dir, buckets, memory);
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

/* ------------------------------------------------------------ deal */

static void
write_record(struct shards *p, const struct shard_delta *delta, bool now)
{
	bool text = delta->key.v & KEY_TEXT;
	unsigned flags = (now ? SHARDS_NEW : 0) |
	                 (delta->gone ? SHARDS_GONE : 0) |
	                 (delta->key.v & KEY_SINGLE ? SHARDS_SINGLE : 0) |
	                 (text ? SHARDS_TEXT : 0);
	unsigned posting = delta->gone
	                       ? 0u
	                       : (unsigned)delta->impact << 4 | delta->next;

	buf_reset(&p->record);
	buf_byte(&p->record, (char)flags);
	put_be32(&p->record, (uint32_t)delta->key.v);
	put_be32(&p->record, delta->doc);
	buf_byte(&p->record, (char)posting);
	if (!text)
		return;
	assert(delta->key.text.n <= KEY_TEXT_MAX);
	buf_byte(&p->record, (char)delta->key.text.n);
	buf_add(&p->record, delta->key.text);
}

int
shards_add_to(struct shards *p, unsigned level, uint32_t number,
              const struct shard_delta *delta, struct err *err)
{
	write_record(p, delta, false);
	return spill_add(p->spill, p->first[level] + number,
	                 buf_str(&p->record), err);
}

/* All but the newest documents are in the base alone. */
static bool
is_settled(const struct shards *p, uint32_t doc)
{
	const struct level_shape *shape = &p->shape;
	uint64_t window = (uint64_t)shape->every[shape->levels] +
	                  shape->every[shape->levels - 1];

	return doc + window < p->n;
}

int
shards_add(struct shards *p, const struct shard_delta *delta, bool now,
           struct err *err)
{
	const struct level_shape *shape = &p->shape;
	unsigned top = shape->levels;
	uint32_t base = key_shard(delta->key.v, shape->shards[top]);
	uint32_t doc = delta->doc;
	int rc = 0;

	write_record(p, delta, now);
	if (is_settled(p, doc))
		return spill_add(p->spill, p->first[top] + base,
		                 buf_str(&p->record), err);
	for (unsigned level = top + 1; rc == 0 && level-- > 0;) {
		uint32_t number =
		    level == top ? base
		                 : level_coarser(shape, top, base, level);
		uint32_t upto = level_upto(shape, level, number, p->n);

		if (doc <= upto &&
		    (level == top ||
		     doc > level_low(shape, level, base, upto)))
			rc = spill_add(p->spill, p->first[level] + number,
			               buf_str(&p->record), err);
	}
	return rc;
}

/* ----------------------------------------------------------- group */

static size_t
place_of(const struct slot *s, const struct key *key)
{
	uint64_t h = key->v;

	if (key->v & KEY_TEXT)
		h ^= hash64(key->text);
	h *= 0x9e3779b97f4a7c15u;
	return (size_t)(h >> 32) & (s->hashes - 1);
}

static bool
same_key(const struct key *a, const struct key *b)
{
	return a->v == b->v && str_eq(a->text, b->text);
}

static void
rehash(struct slot *s)
{
	mem_free(s->hash);
	s->hashes = s->hashes ? s->hashes * 2 : 256;
	s->hash = mem_zalloc(s->hashes, sizeof *s->hash);
	for (size_t i = 0; i < s->group.n; i++) {
		size_t at = place_of(s, &s->group.v[i].key);

		while (s->hash[at])
			at = (at + 1) & (s->hashes - 1);
		s->hash[at] = (uint32_t)i + 1;
	}
}

static struct group *
group_of(struct slot *s, const struct key *key)
{
	struct group fresh = {.key = *key, .sorted = true};
	size_t at;

	if (s->group.n * 2 >= s->hashes)
		rehash(s);
	at = place_of(s, key);
	while (s->hash[at] &&
	       !same_key(&s->group.v[s->hash[at] - 1].key, key))
		at = (at + 1) & (s->hashes - 1);
	if (!s->hash[at]) {
		vec_push(&s->group, fresh);
		s->hash[at] = (uint32_t)s->group.n;
	}
	return &s->group.v[s->hash[at] - 1];
}

static void
add_item(struct slot *s, const struct key *key, struct posting_item item)
{
	struct group *g = group_of(s, key);

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
		uint8_t flags = get_byte(&r);
		struct key key = {.v = get_be32(&r)};
		struct posting_item item = {.doc = get_be32(&r),
		                            .flags = flags & 3};
		uint8_t posting = get_byte(&r);

		item.impact = posting >> 4;
		item.next_class = posting & 15;
		if (flags & SHARDS_SINGLE)
			key.v |= KEY_SINGLE;
		if (flags & SHARDS_TEXT) {
			key.v |= KEY_TEXT;
			key.text = get_bytes(&r, get_byte(&r));
		}
		add_item(s, &key, item);
	}
}

/* ------------------------------------------------------------ sort */

static int
order_groups(const void *a, const void *b)
{
	const struct group *x = a;
	const struct group *y = b;

	if ((x->key.v ^ y->key.v) & KEY_TEXT)
		return x->key.v & KEY_TEXT ? 1 : -1;
	if (x->key.v & KEY_TEXT)
		return str_cmp(x->key.text, y->key.text);
	return x->key.v < y->key.v ? -1 : x->key.v > y->key.v;
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
push_delta(struct slot *s, const struct key *key,
           const struct posting_item *item, bool first)
{
	struct shard_delta delta = {
	    .key = *key,
	    .doc = item->doc,
	    .impact = item->impact,
	    .next = item->next_class,
	    .gone = (item->flags & SHARDS_GONE) != 0};

	if (!first && s->delta.v[s->delta.n - 1].doc == delta.doc)
		s->delta.v[s->delta.n - 1] = delta;
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
			push_delta(s, &g->key, &s->item.v[i - 1],
			           i == g->first);
		return;
	}
	v = mem_zalloc(g->n, sizeof *v);
	for (uint32_t i = g->first; i; i = s->item.v[i - 1].next)
		v[n++] = s->item.v[i - 1];
	qsort(v, n, sizeof *v, order_items);
	for (size_t i = 0; i < n; i++)
		push_delta(s, &g->key, &v[i], i == 0);
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

void
shards_block_add(struct shards_file *file, unsigned ordinal, uint32_t index,
                 struct str bytes)
{
	if (file->n == file->cap) {
		file->cap = mem_room(file->cap, file->n + 1);
		file->block = mem_grow(file->block, file->cap,
		                       sizeof *file->block);
	}
	file->block[file->n++] = (struct shards_block){
	    ordinal, index, file->blocks.n, bytes.n};
	buf_add(&file->blocks, bytes);
}

void
shards_file_reset(struct shards_file *file, unsigned level, uint32_t number)
{
	file->level = level;
	file->number = number;
	file->n = 0;
	buf_reset(&file->bytes);
	buf_reset(&file->blocks);
}

void
shards_file_release(struct shards_file *file)
{
	buf_release(&file->bytes);
	buf_release(&file->blocks);
	mem_free(file->block);
}

int
shards_block_get(void *ctx, unsigned ordinal, uint32_t index, uint32_t sum,
                 struct str *bytes, struct err *err)
{
	const struct shards_file *file = ctx;

	(void)sum;
	for (size_t i = 0; i < file->n; i++) {
		const struct shards_block *block = &file->block[i];

		if (block->ordinal != ordinal || block->index != index)
			continue;
		*bytes = str_sub(buf_str(&file->blocks), block->at,
		                 block->at + block->n);
		return 0;
	}
	return err_set(err, ERR_CORRUPT,
	               "search index: block %u of list %u is missing",
	               index, ordinal);
}

static int
get_block(void *ctx, unsigned ordinal, uint32_t index, uint32_t sum,
          struct str *bytes, struct err *err)
{
	return shards_block_get(&((struct slot *)ctx)->old, ordinal, index,
	                        sum, bytes, err);
}

static void
put_block(void *ctx, unsigned ordinal, uint32_t index, struct str bytes)
{
	shards_block_add(&((struct slot *)ctx)->now, ordinal, index, bytes);
}

static struct shard_place
place_in(const struct level_shape *shape, unsigned level, uint32_t number,
         uint32_t n)
{
	return (struct shard_place){shape, level, number,
	                            level_upto(shape, level, number, n)};
}

/* Did the file's range move, so that it changes without any change? */
static bool
has_moved(const struct run *run, unsigned level, uint32_t number)
{
	const struct shards *p = run->p;

	return !run->afresh && p->was_n != p->n &&
	       level_upto(&p->was, level, number, p->was_n) !=
	           level_upto(&p->shape, level, number, p->n);
}

/* Step to the next file; false behind the last. */
static bool
step(struct run *run)
{
	if (++run->number < run->p->shape.shards[run->level])
		return true;
	run->number = 0;
	return ++run->level <= run->p->shape.levels;
}

static int
feed(void *ctx, size_t i, void *slot, struct err *err)
{
	struct run *run = ctx;
	struct slot *s = slot;
	const struct shards *p = run->p;

	(void)i;
	(void)err;
	for (;;) {
		if (run->level > p->shape.levels)
			return 0;
		if (!spill_is_empty(p->spill,
		                    p->first[run->level] + run->number) ||
		    has_moved(run, run->level, run->number))
			break;
		step(run);
	}
	shards_file_reset(&s->old, run->level, run->number);
	shards_file_reset(&s->now, run->level, run->number);
	if (!run->afresh)
		run->sink->get(run->sink->ctx, &s->old);
	step(run);
	return 1;
}

static int
produce(void *ctx, unsigned worker, size_t i, void *slot, struct err *err)
{
	const struct run *run = ctx;
	const struct shards *p = run->p;
	struct slot *s = slot;
	struct shard_blocks blocks = {s, get_block, put_block};
	unsigned level = s->now.level;
	struct shard_place now =
	    place_in(&p->shape, level, s->now.number, p->n);
	struct shard_place was =
	    run->afresh ? now
	                : place_in(&p->was, level, s->now.number, p->was_n);
	int rc = spill_read(p->spill, p->first[level] + s->now.number,
	                    &s->changes, err);

	(void)worker;
	(void)i;
	if (rc < 0)
		return rc;
	read_items(s);
	make_deltas(s);
	return shard_apply(buf_str(&s->old.bytes), &was, s->delta.v,
	                   s->delta.n, &now, &blocks, &s->now.bytes, err);
}

static int
consume(void *ctx, size_t i, void *slot, struct err *err)
{
	struct run *run = ctx;
	struct slot *s = slot;

	(void)i;
	(void)err;
	run->sink->set(run->sink->ctx, &s->now);
	return 0;
}

static void
release(void *ctx, void *slot)
{
	struct slot *s = slot;

	(void)ctx;
	shards_file_release(&s->old);
	shards_file_release(&s->now);
	buf_release(&s->changes);
	vec_release(&s->item);
	vec_release(&s->group);
	vec_release(&s->delta);
	mem_free(s->hash);
}

int
shards_apply(struct shards *p, bool afresh, unsigned threads,
             const struct shards_sink *sink, struct err *err)
{
	struct run run = {.p = p, .sink = sink, .afresh = afresh};
	struct work_job job = {.ctx = &run,
	                       .slot_size = sizeof(struct slot),
	                       .feed = feed,
	                       .produce = produce,
	                       .consume = consume,
	                       .release = release};

	return work_ordered(threads, &job, err);
}
