#include "os/extsort.h"

#include "base/codec.h"
#include "base/err.h"
#include "base/vec.h"
#include "os/fs.h"
#include "os/path.h"

#include <assert.h>
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_MIN ((size_t)64 << 10)
#define MEMORY_MAX ((size_t)2 << 30)
#define FAN 64              /* runs merged at a time */
#define BLOCK_MIN ((size_t)4 << 10)
#define BLOCK_MAX ((size_t)1 << 20)
#define SMALL 16            /* insertion sort up to here */
#ifdef GONGSHI_TORTURE
#define BUDGET 3            /* levels of quicksort before qsort_r */
#else
#define BUDGET 64
#endif

/* One record in memory: eight bytes of it, and where it lies. */
struct item {
	uint64_t cache; /* bytes from the present depth, zero-padded */
	uint32_t at;    /* offset of the record in text */
	uint32_t n;     /* its length */
};

/* A run that is being read. */
struct source {
	struct buf buf;    /* bytes read; [at, n) are to come */
	size_t at;
	uint64_t offset;   /* in the file, of what follows buf */
	struct str record; /* the present one, in buf */
	uint64_t cache;    /* its first eight bytes */
	unsigned run;
};

struct extsort {
	const struct fs *fs;
	char *dir;
	size_t memory;
	size_t block; /* bytes read or written at a time */
	struct buf text; /* records in memory, end to end */
	struct VEC(struct item) items;
	size_t at;       /* next item to hand out, when all fits */
	unsigned first;  /* runs [first, last) are on disk */
	unsigned last;
	struct source *heap[FAN]; /* least record first */
	unsigned n;
	bool started;    /* heap[0] was handed out */
	bool sorted;
};

static uint64_t
cache_of(struct str s)
{
	uint64_t cache = 0;

	if (s.n >= sizeof cache) {
		memcpy(&cache, s.p, sizeof cache);
		return be64toh(cache);
	}
	for (size_t i = 0; i < s.n; i++)
		cache |= (uint64_t)(uint8_t)s.p[i] << (56 - 8 * i);
	return cache;
}

/* --- sorting in memory: quicksort in three parts on cached words --- */

static void
swap(struct item *a, struct item *b)
{
	struct item t = *a;

	*a = *b;
	*b = t;
}

static int
item_cmp(const char *text, const struct item *a, const struct item *b,
         size_t depth)
{
	struct str x = {text + a->at, a->n};
	struct str y = {text + b->at, b->n};

	if (a->cache != b->cache)
		return a->cache < b->cache ? -1 : 1;
	return str_cmp(str_sub(x, depth < x.n ? depth : x.n, x.n),
	               str_sub(y, depth < y.n ? depth : y.n, y.n));
}

static void
sort_small(const char *text, struct item *v, size_t n, size_t depth)
{
	for (size_t i = 1; i < n; i++) {
		struct item t = v[i];
		size_t k = i;

		for (; k > 0 && item_cmp(text, &t, &v[k - 1], depth) < 0; k--)
			v[k] = v[k - 1];
		v[k] = t;
	}
}

static uint64_t
median(uint64_t a, uint64_t b, uint64_t c)
{
	if (a < b)
		return b < c ? b : a < c ? c : a;
	return a < c ? a : b < c ? c : b;
}

static uint64_t
pivot(const struct item *v, size_t n)
{
	size_t s = n / 8;
	const struct item *m = v + n / 2;
	const struct item *z = v + n - 1;

	if (n < 64)
		return median(v->cache, m->cache, z->cache);
	return median(
	    median(v->cache, v[s].cache, v[2 * s].cache),
	    median(m[0].cache, m[s].cache, (m - s)->cache),
	    median(z->cache, (z - s)->cache, (z - 2 * s)->cache));
}

static int
by_length(const void *a, const void *b)
{
	const struct item *x = a;
	const struct item *y = b;

	return (x->n > y->n) - (x->n < y->n);
}

/*
 * All caches are equal.  Records that end within them come first, shorter
 * ones before longer ones; the rest goes eight bytes deeper.
 * Returns how many are at their place.
 */
static size_t
deepen(const char *text, struct item *v, size_t n, size_t depth)
{
	size_t ended = 0;

	for (size_t i = 0; i < n; i++)
		if (v[i].n <= depth)
			swap(&v[i], &v[ended++]);
	qsort(v, ended, sizeof *v, by_length);
	for (size_t i = ended; i < n; i++)
		v[i].cache = cache_of((struct str){
		    text + v[i].at + depth, v[i].n - depth});
	return ended;
}

struct place {
	const char *text;
	size_t depth;
};

static int
item_order(const void *a, const void *b, void *arg)
{
	const struct place *place = arg;

	return item_cmp(place->text, a, b, place->depth);
}

/* budget: levels of bad pivots to bear before libc's sort takes over */
static void
sort_items(const char *text, struct item *v, size_t n, size_t depth,
           unsigned budget)
{
	while (n > SMALL) {
		struct place place = {text, depth};
		uint64_t p = pivot(v, n);
		size_t lt = 0, gt = n;

		if (!budget) {
			qsort_r(v, n, sizeof *v, item_order, &place);
			return;
		}
		for (size_t i = 0; i < gt;) {
			if (v[i].cache < p)
				swap(&v[i++], &v[lt++]);
			else if (v[i].cache > p)
				swap(&v[i], &v[--gt]);
			else
				i++;
		}
		sort_items(text, v, lt, depth, budget - 1);
		sort_items(text, v + gt, n - gt, depth, budget - 1);
		depth += sizeof p;
		v += lt;
		n = gt - lt;
		lt = deepen(text, v, n, depth);
		v += lt;
		n -= lt;
	}
	sort_small(text, v, n, depth);
}

static struct str
item_text(const struct extsort *s, size_t i)
{
	const struct item *item = &s->items.v[i];

	return (struct str){s->text.p + item->at, item->n};
}

/* --- runs --- */

static int
run_path(const struct extsort *s, unsigned run, char path[PATH_SIZE],
         struct err *err)
{
	char name[32];

	snprintf(name, sizeof name, "run-%06u", run);
	return path_join(path, s->dir, str_from(name), err);
}

/* Write what has gathered in out; the first time in place of garbage. */
static int
run_flush(struct extsort *s, struct buf *out, bool *begun, struct err *err)
{
	char path[PATH_SIZE];
	int code = run_path(s, s->last, path, err);

	if (code || (*begun && !out->n))
		return code;
	if (*begun)
		code = fs_append(s->fs, path, buf_str(out), err);
	else
		code = fs_replace(s->fs, path, buf_str(out), err);
	*begun = true;
	buf_reset(out);
	return code;
}

/* One record at the end of the run that is being written. */
static int
run_put(struct extsort *s, struct buf *out, bool *begun, struct str record,
        struct err *err)
{
	put_slice(out, record);
	return out->n < s->block ? 0 : run_flush(s, out, begun, err);
}

static int
write_run(struct extsort *s, struct err *err)
{
	struct buf out = {0};
	bool begun = false;
	int code = fs_mkdir(s->fs, s->dir, err);

	sort_items(s->text.p, s->items.v, s->items.n, 0, BUDGET);
	for (size_t i = 0; !code && i < s->items.n; i++)
		code = run_put(s, &out, &begun, item_text(s, i), err);
	if (!code)
		code = run_flush(s, &out, &begun, err);
	s->last++;
	buf_release(&out);
	buf_reset(&s->text);
	vec_reset(&s->items);
	return code;
}

/* --- merging --- */

/* Append the next block of the run: 1, 0 at its end, < 0. */
static int
source_fill(const struct extsort *s, struct source *src, struct err *err)
{
	char path[PATH_SIZE];
	size_t left = src->buf.n - src->at;
	int code = run_path(s, src->run, path, err);

	if (code)
		return code;
	memmove(src->buf.p, src->buf.p + src->at, left);
	src->buf.n = left;
	src->at = 0;
	code = fs_read_part(s->fs, path, src->offset, s->block, &src->buf,
	                    err);
	if (code)
		return code;
	src->offset += src->buf.n - left;
	if (src->buf.n > left && left <= EXTSORT_MAX + s->block)
		return 1;
	if (left)
		return err_set(err, ERR_CORRUPT, "%s: damaged", path);
	return 0;
}

/* Step to the next record: 1, 0 at the end of the run, < 0. */
static int
source_next(const struct extsort *s, struct source *src, struct err *err)
{
	for (;;) {
		struct str rest = str_sub(buf_str(&src->buf), src->at,
		                          src->buf.n);
		struct reader r = reader_over(rest);
		int code;

		src->record = get_slice(&r);
		if (!r.bad) {
			src->at = src->buf.n - r.rest.n;
			src->cache = cache_of(src->record);
			return 1;
		}
		code = source_fill(s, src, err);
		if (code <= 0)
			return code;
	}
}

static bool
source_less(const struct source *a, const struct source *b)
{
	if (a->cache != b->cache)
		return a->cache < b->cache;
	return str_cmp(a->record, b->record) < 0;
}

/* Let the source at place i sink to where it belongs. */
static void
heap_sink(struct extsort *s, unsigned i)
{
	struct source *t = s->heap[i];

	for (;;) {
		unsigned k = 2 * i + 1;

		if (k + 1 < s->n && source_less(s->heap[k + 1], s->heap[k]))
			k++;
		if (k >= s->n || !source_less(s->heap[k], t))
			break;
		s->heap[i] = s->heap[k];
		i = k;
	}
	s->heap[i] = t;
}

static void
source_free(struct source *src)
{
	buf_release(&src->buf);
	mem_free(src);
}

/* Open the oldest runs, as many as can be merged at a time. */
static int
merge_begin(struct extsort *s, struct err *err)
{
	unsigned runs = s->last - s->first;

	s->n = 0;
	s->started = false;
	for (unsigned i = 0; i < runs && i < FAN; i++) {
		struct source *src = mem_zalloc(1, sizeof *src);
		int more;

		src->run = s->first + i;
		buf_reserve(&src->buf, s->block);
		more = source_next(s, src, err);
		if (more > 0)
			s->heap[s->n++] = src;
		else
			source_free(src);
		if (more < 0)
			return more;
	}
	for (unsigned i = s->n; i-- > 0;)
		heap_sink(s, i);
	return 0;
}

static int
merge_next(struct extsort *s, struct str *record, struct err *err)
{
	int more = 1;

	if (s->started) {
		more = source_next(s, s->heap[0], err);
		if (more < 0)
			return more;
		if (more == 0) {
			source_free(s->heap[0]);
			s->heap[0] = s->heap[--s->n];
		}
		if (s->n)
			heap_sink(s, 0);
	}
	s->started = s->n > 0;
	if (s->n)
		*record = s->heap[0]->record;
	return s->n > 0;
}

/* Remove the oldest runs. */
static void
remove_runs(struct extsort *s, unsigned n)
{
	char path[PATH_SIZE];

	for (; n > 0; n--)
		if (run_path(s, s->first++, path, NULL) == 0)
			fs_discard(s->fs, path, NULL);
}

/* Merge the oldest runs to one new run. */
static int
merge_runs(struct extsort *s, struct err *err)
{
	struct buf out = {0};
	struct str record;
	bool begun = false;
	int code = merge_begin(s, err);
	int more = 1;

	while (!code && (more = merge_next(s, &record, err)) > 0)
		code = run_put(s, &out, &begun, record, err);
	if (!code)
		code = more;
	if (!code)
		code = run_flush(s, &out, &begun, err);
	buf_release(&out);
	s->last++;
	if (!code)
		remove_runs(s, FAN);
	return code;
}

/* --- the face --- */

struct extsort *
extsort_new(const struct fs *fs, const char *dir, size_t memory)
{
	struct extsort *s = mem_zalloc(1, sizeof *s);
	size_t n = strlen(dir) + 1;

	s->fs = fs;
	s->dir = mem_alloc(n);
	memcpy(s->dir, dir, n);
	if (memory < MEMORY_MIN)
		memory = MEMORY_MIN;
	s->memory = memory < MEMORY_MAX ? memory : MEMORY_MAX;
	s->block = s->memory / FAN;
	if (s->block < BLOCK_MIN)
		s->block = BLOCK_MIN;
	if (s->block > BLOCK_MAX)
		s->block = BLOCK_MAX;
	return s;
}

int
extsort_add(struct extsort *s, struct str record, struct err *err)
{
	struct item item = {.n = (uint32_t)record.n};
	size_t need = s->text.n + record.n +
	              (s->items.n + 1) * sizeof item;
	int code = 0;

	assert(!s->sorted && record.n <= EXTSORT_MAX);
	if (need > s->memory && s->items.n)
		code = write_run(s, err);
	if (code)
		return code;
	item.at = (uint32_t)s->text.n;
	item.cache = cache_of(record);
	buf_add(&s->text, record);
	vec_push(&s->items, item);
	return 0;
}

int
extsort_sort(struct extsort *s, struct err *err)
{
	int code;

	assert(!s->sorted);
	s->sorted = true;
	if (s->first == s->last) {
		sort_items(s->text.p, s->items.v, s->items.n, 0, BUDGET);
		return 0;
	}
	code = s->items.n ? write_run(s, err) : 0;
	buf_release(&s->text);
	vec_release(&s->items);
	while (!code && s->last - s->first > FAN)
		code = merge_runs(s, err);
	return code ? code : merge_begin(s, err);
}

int
extsort_next(struct extsort *s, struct str *record, struct err *err)
{
	assert(s->sorted);
	if (s->first != s->last)
		return merge_next(s, record, err);
	if (s->at == s->items.n)
		return 0;
	*record = item_text(s, s->at++);
	return 1;
}

void
extsort_free(struct extsort *s)
{
	if (!s)
		return;
	for (unsigned i = 0; i < s->n; i++)
		source_free(s->heap[i]);
	if (s->first != s->last) {
		remove_runs(s, s->last - s->first);
		fs_rmdir(s->fs, s->dir, NULL);
	}
	buf_release(&s->text);
	vec_release(&s->items);
	mem_free(s->dir);
	mem_free(s);
}
