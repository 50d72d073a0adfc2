#include "search/shard.h"

#include "base/codec.h"
#include "base/mem.h"
#include "base/vec.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SHARED_MAX 15
#define REST_MAX 15

/* One term of a shard with its list, which is not yet read. */
struct entry_view {
	struct str term;
	size_t df;
	struct posting one; /* if df is 1 */
	struct str list;    /* else */
};

struct walker {
	struct reader r;
	char term[SHARD_TERM];
	size_t n;
};

struct list {
	struct posting *v;
	size_t n;
	size_t cap;
};

struct merger {
	struct buf *out;
	struct list was;
	struct list is;
	struct buf bits;
	char before[SHARD_TERM]; /* the term written last */
	size_t before_n;
};

/* Records a shard may serve: the vocabulary grows slower than they do. */
static uint32_t
records_per_shard(unsigned bits)
{
	return bits < 12 ? 8 : 32;
}

unsigned
shard_bits(uint32_t highest)
{
	unsigned bits = SHARD_BITS_MIN;

	while (bits < SHARD_BITS_MAX &&
	       highest > records_per_shard(bits) << bits)
		bits++;
	return bits;
}

/* The part of a term that decides on its shard. */
static struct str
shard_key(struct str term)
{
	size_t units = 0;
	size_t third = term.n;

	if (term.n && term.p[0] == '#')
		return term;
	for (size_t i = 0; i < term.n; i++) {
		if (((unsigned char)term.p[i] & 0xc0) == 0x80)
			continue;
		if (units++ == 3)
			third = i;
	}
	return str_sub(term, 0, third);
}

uint32_t
shard_of(struct str term, unsigned bits)
{
	struct str key = shard_key(term);
	uint32_t h = 0x811c9dc5u;

	for (size_t i = 0; i < key.n; i++)
		h = (h ^ (uint8_t)key.p[i]) * 0x01000193u;
	h = (h ^ h >> 16) * 0x85ebca6bu;
	h = (h ^ h >> 13) * 0xc2b2ae35u;
	return (h ^ h >> 16) & ((1u << bits) - 1);
}

static int
broken(struct err *err, uint32_t number)
{
	return err_set(err, ERR_CORRUPT,
	               "search index: the terms of shard %u are no terms",
	               number);
}

static bool
walk_term(struct walker *w)
{
	uint8_t head = get_byte(&w->r);
	size_t shared = head >> 4;
	uint64_t rest = head & REST_MAX;
	char was[SHARD_TERM];
	size_t was_n = w->n;
	struct str bytes;

	if (rest == REST_MAX)
		rest = get_varint(&w->r);
	if (shared > w->n || rest > SHARD_TERM - shared)
		return false;
	bytes = get_bytes(&w->r, (size_t)rest);
	if (w->r.bad || shared + bytes.n == 0)
		return false;
	memcpy(was, w->term, was_n);
	memcpy(w->term + shared, bytes.p, bytes.n);
	w->n = shared + bytes.n;
	return str_cmp((struct str){was, was_n},
	               (struct str){w->term, w->n}) < 0;
}

/* Go to the next term.  1: there is one; 0: the end; -1: broken. */
static int
walk(struct walker *w, struct entry_view *e)
{
	uint64_t df;
	uint64_t one;

	if (w->r.rest.n == 0)
		return 0;
	if (!walk_term(w))
		return -1;
	*e = (struct entry_view){.term = {w->term, w->n}};
	df = get_varint(&w->r);
	if (df == 1) {
		one = get_varint(&w->r);
		e->df = 1;
		e->one.doc = (uint32_t)(one >> 4);
		e->one.impact = one & 15;
		return w->r.bad || one < 16 || one > UINT32_MAX ? -1 : 1;
	}
	e->list = get_slice(&w->r);
	e->df = (size_t)df;
	return w->r.bad || !rice_fits(e->list, df) ? -1 : 1;
}

static bool
read_list(const struct entry_view *e, struct posting *v)
{
	if (e->df == 1) {
		v[0] = e->one;
		return true;
	}
	return rice_decode(e->list, v, e->df);
}

static void
list_room(struct list *l, size_t n)
{
	if (n <= l->cap)
		return;
	l->cap = mem_room(l->cap, n);
	l->v = mem_grow(l->v, l->cap, sizeof *l->v);
}

static void
write_term(struct merger *m, struct str term)
{
	size_t shared = 0;
	size_t rest;

	assert(term.n && term.n <= SHARD_TERM);
	while (shared < SHARED_MAX && shared < term.n &&
	       shared < m->before_n && m->before[shared] == term.p[shared])
		shared++;
	rest = term.n - shared;
	buf_byte(m->out, (char)(shared << 4 |
	                        (rest < REST_MAX ? rest : REST_MAX)));
	if (rest >= REST_MAX)
		put_varint(m->out, rest);
	buf_add(m->out, str_sub(term, shared, term.n));
	memcpy(m->before, term.p, term.n);
	m->before_n = term.n;
}

static void
write_list(struct merger *m, struct str term, const struct list *l)
{
	if (l->n == 0)
		return;
	write_term(m, term);
	put_varint(m->out, l->n);
	if (l->n == 1) {
		put_varint(m->out, (uint64_t)l->v[0].doc << 4 |
		                       l->v[0].impact);
		return;
	}
	buf_reset(&m->bits);
	rice_encode(&m->bits, l->v, l->n);
	put_slice(m->out, buf_str(&m->bits));
}

static void
copy_list(struct merger *m, const struct entry_view *e)
{
	struct list one = {.v = (struct posting[]){e->one}, .n = 1};

	if (e->df == 1) {
		write_list(m, e->term, &one);
		return;
	}
	write_term(m, e->term);
	put_varint(m->out, e->df);
	put_slice(m->out, e->list);
}

/* The deltas of one term go into its list m->was, giving m->is. */
static void
merge_list(struct merger *m, const struct shard_delta *d, size_t n)
{
	const struct list *was = &m->was;
	size_t i = 0;

	list_room(&m->is, was->n + n);
	m->is.n = 0;
	for (size_t j = 0; j < n; j++) {
		assert(d[j].doc && d[j].doc <= RICE_DOC_MAX);
		while (i < was->n && was->v[i].doc < d[j].doc)
			m->is.v[m->is.n++] = was->v[i++];
		if (i < was->n && was->v[i].doc == d[j].doc)
			i++;
		if (!d[j].gone)
			m->is.v[m->is.n++] = (struct posting){
			    d[j].doc, d[j].impact};
	}
	while (i < was->n)
		m->is.v[m->is.n++] = was->v[i++];
}

/* How many of the first deltas are of one term. */
static size_t
same_term(const struct shard_delta *d, size_t n)
{
	size_t same = 1;

	while (same < n && str_eq(d[same].term, d[0].term))
		same++;
	return same;
}

static int
merge(struct merger *m, struct str body, const struct shard_delta *d,
      size_t n)
{
	struct walker w = {.r = reader_over(body)};
	struct entry_view e = {0};
	int more = walk(&w, &e);

	while (more > 0 || (more == 0 && n)) {
		int order = more == 0 ? 1
		            : n == 0  ? -1
		                      : str_cmp(e.term, d[0].term);
		size_t same;

		if (order < 0) {
			copy_list(m, &e);
			more = walk(&w, &e);
			continue;
		}
		m->was.n = 0;
		if (order == 0) {
			list_room(&m->was, e.df);
			m->was.n = e.df;
			if (!read_list(&e, m->was.v))
				return -1;
		}
		same = same_term(d, n);
		merge_list(m, d, same);
		write_list(m, d[0].term, &m->is);
		d += same;
		n -= same;
		if (order == 0)
			more = walk(&w, &e);
	}
	return more;
}

int
shard_apply(struct str old, const struct shard_delta *deltas, size_t n,
            uint32_t number, unsigned bits, struct buf *out,
            struct err *err)
{
	struct merger m = {.out = out};
	struct str body = {0};
	size_t start = out->n;
	int rc = 0;

	if (old.n)
		rc = piece_open(old, PIECE_SHARD, bits, number, &body, err);
	if (rc < 0)
		return rc;
	piece_begin(out, PIECE_SHARD, bits, number);
	if (merge(&m, body, deltas, n) < 0)
		rc = broken(err, number);
	if (rc < 0 || out->n == start + PIECE_HEADER)
		out->n = start;
	else
		piece_end(out, start);
	mem_free(m.was.v);
	mem_free(m.is.v);
	buf_release(&m.bits);
	return rc;
}

struct delta_vec VEC(struct shard_delta);

static int
read_all(struct arena *a, struct str body, struct delta_vec *all)
{
	struct walker w = {.r = reader_over(body)};
	struct entry_view e;
	int more;

	while ((more = walk(&w, &e)) > 0) {
		struct str term = arena_str(a, e.term);
		struct posting *v = mem_zalloc(e.df, sizeof *v);
		bool good = read_list(&e, v);

		for (size_t i = 0; good && i < e.df; i++)
			vec_push(all, ((struct shard_delta){
			                  .term = term,
			                  .doc = v[i].doc,
			                  .impact = v[i].impact}));
		mem_free(v);
		if (!good)
			return -1;
	}
	return more;
}

int
shard_read(struct arena *a, struct str bytes, uint32_t number,
           unsigned bits, struct shard_delta **deltas, size_t *n,
           struct err *err)
{
	struct delta_vec all = {0};
	struct str body = {0};
	int rc = 0;

	*deltas = NULL;
	*n = 0;
	if (bytes.n)
		rc = piece_open(bytes, PIECE_SHARD, bits, number, &body, err);
	if (rc == 0 && read_all(a, body, &all) < 0)
		rc = broken(err, number);
	if (rc == 0 && all.n) {
		*deltas = arena_array(a, all.n, sizeof **deltas);
		memcpy(*deltas, all.v, all.n * sizeof *all.v);
		*n = all.n;
	}
	vec_release(&all);
	return rc;
}

static int
posting_order(const void *a, const void *b)
{
	const struct posting *x = a;
	const struct posting *y = b;

	if (x->doc != y->doc)
		return x->doc < y->doc ? -1 : 1;
	return (int)y->impact - (int)x->impact;
}

/* Several lists one behind the other become one, the highest impact kept. */
static void
unite(struct list *l)
{
	size_t n = 0;

	if (l->n)
		qsort(l->v, l->n, sizeof *l->v, posting_order);
	for (size_t i = 0; i < l->n; i++)
		if (n == 0 || l->v[n - 1].doc != l->v[i].doc)
			l->v[n++] = l->v[i];
	l->n = n;
}

/* Append the lists of the matching terms; as walk gives, 0 at the end. */
static int
gather(struct str body, struct str term, bool prefix, struct list *l)
{
	struct walker w = {.r = reader_over(body)};
	struct entry_view e;
	int more;

	while ((more = walk(&w, &e)) > 0) {
		if (prefix ? !str_starts(e.term, term)
		           : !str_eq(e.term, term)) {
			if (str_cmp(e.term, term) > 0)
				return 0;
			continue;
		}
		list_room(l, l->n + e.df);
		if (!read_list(&e, l->v + l->n))
			return -1;
		l->n += e.df;
	}
	return more;
}

int
shard_find(struct arena *a, struct str body, struct str term, bool prefix,
           struct postings *postings, struct err *err)
{
	struct list l = {0};
	int rc = 0;

	*postings = (struct postings){0};
	if (gather(body, term, prefix, &l) < 0)
		rc = err_set(err, ERR_CORRUPT,
		             "search index: a shard breaks off");
	if (prefix)
		unite(&l);
	if (rc == 0 && l.n) {
		postings->v = arena_array(a, l.n, sizeof *l.v);
		postings->n = l.n;
		memcpy(postings->v, l.v, l.n * sizeof *l.v);
	}
	mem_free(l.v);
	return rc;
}
