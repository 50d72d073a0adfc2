/*
 * mkindex - write the index of a corpus (indexer.h) into a folder.
 *
 *     mkindex [-s] CORPUS FOLDER [BATCH]
 *
 * Without BATCH the index is built at once.  With it, the records come BATCH
 * at a time by a crooked road, while the highest number grows: first with
 * another record's contents, then, a few batches later, removed or put right,
 * then all present; that must not show in the result.  Prints sizes to
 * standard output.
 *
 * With -s each batch prints the line "state HIGHEST" and then a line "PATH
 * HASH64" for each file, sorted; and if a state is not, file by file, what a
 * clean build of the same records gives, the program says so and ends with 1.
 */
#include "indexer.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/vec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define AT_ONCE 2000
#define LAG 3 /* batches until a record is put right */

struct tally {
	const char *folder;
	size_t n[256];
	size_t bytes[256];
	size_t most[256];
};

static struct str
slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b = {0};
	char chunk[65536];
	size_t n;

	if (!f) {
		perror(path);
		exit(3);
	}
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		buf_add(&b, (struct str){chunk, n});
	fclose(f);
	return buf_str(&b);
}

static void
write_file(const char *path, struct str bytes)
{
	FILE *f = fopen(path, "wb");

	if (!f || fwrite(bytes.p, 1, bytes.n, f) != bytes.n || fclose(f)) {
		perror(path);
		exit(3);
	}
}

static void
make_folders(const char *folder, const char *path)
{
	char full[4096];

	mkdir(folder, 0777);
	for (const char *at = path; (at = strchr(at, '/')); at++) {
		snprintf(full, sizeof full, "%s/%.*s", folder,
		         (int)(at - path), path);
		mkdir(full, 0777);
	}
}

/* A shard counts by its level, the entry as 'e'. */
static unsigned char
what_of(const char *path, struct str bytes)
{
	char what = bytes.p[0] == '{' ? 'e' : bytes.p[3];

	return (unsigned char)(what == PIECE_SHARD ? path[strlen("search/")]
	                                           : what);
}

static void
put(void *ctx, const char *path, struct str bytes)
{
	struct tally *t = ctx;
	unsigned char what = what_of(path, bytes);
	char full[4096];

	t->n[what]++;
	t->bytes[what] += bytes.n;
	if (t->most[what] < bytes.n)
		t->most[what] = bytes.n;
	make_folders(t->folder, path);
	snprintf(full, sizeof full, "%s/%s", t->folder, path);
	write_file(full, bytes);
}

static void
finish(struct indexer *ix, const char *folder)
{
	struct tally t = {.folder = folder};

	indexer_finish(ix, put, &t);
	for (size_t i = 0; i < 256; i++)
		if (t.n[i])
			printf("%c: %zu files, %zu bytes, mean %zu, max "
			       "%zu\n",
			       (int)i, t.n[i], t.bytes[i],
			       t.bytes[i] / t.n[i], t.most[i]);
}

struct file {
	struct str path;
	uint64_t hash;
};

/* The files of a state. */
struct state {
	struct arena a;
	struct VEC(struct file) files;
};

static void
note(void *ctx, const char *path, struct str bytes)
{
	struct state *s = ctx;
	struct file file = {arena_str(&s->a, str_from(path)), hash64(bytes)};

	vec_push(&s->files, file);
}

static int
file_order(const void *a, const void *b)
{
	const struct file *x = a;
	const struct file *y = b;

	return str_cmp(x->path, y->path);
}

static void
take_state(const struct indexer *ix, struct state *s)
{
	*s = (struct state){.files = {0}};
	arena_init(&s->a);
	indexer_finish(ix, note, s);
	qsort(s->files.v, s->files.n, sizeof *s->files.v, file_order);
}

static void
drop_state(struct state *s)
{
	vec_release(&s->files);
	arena_release(&s->a);
}

/* The index of the records that are there now, built from nothing. */
static void
build_again(const struct indexer *ix, const struct indexer_record **record,
            const uint32_t *doc, size_t n, struct state *s)
{
	struct indexer clean;

	indexer_begin(&clean);
	indexer_apply(&clean, ix->highest, doc, record, n);
	take_state(&clean, s);
	indexer_end(&clean);
}

static void
compare(const struct state *is, const struct state *clean)
{
	bool same = is->files.n == clean->files.n;

	for (size_t i = 0; i < is->files.n; i++) {
		const struct file *x = &is->files.v[i];

		printf("%.*s %016llx\n", STR_ARG(x->path),
		       (unsigned long long)x->hash);
		if (!same || (str_eq(x->path, clean->files.v[i].path) &&
		              x->hash == clean->files.v[i].hash))
			continue;
		fprintf(stderr, "mkindex: %.*s is not the clean one\n",
		        STR_ARG(x->path));
		exit(1);
	}
	if (!same) {
		fprintf(stderr, "mkindex: %zu files, clean %zu\n",
		        is->files.n, clean->files.n);
		exit(1);
	}
}

/* A corpus on its crooked road. */
struct road {
	struct indexer ix;
	const struct indexer_corpus *c;
	const struct indexer_record *strange;
	const struct indexer_record **now; /* of each record; NULL: removed */
	uint32_t *doc;
	bool tell;
};

static void
tell_state(const struct road *r)
{
	size_t n = r->c->n;
	struct state is;
	struct state clean;

	while (n && r->doc[n - 1] > r->ix.highest)
		n--;
	printf("state %u\n", r->ix.highest);
	take_state(&r->ix, &is);
	build_again(&r->ix, r->now, r->doc, n, &clean);
	compare(&is, &clean);
	drop_state(&is);
	drop_state(&clean);
}

/* Bring a batch to what it is in a round. */
static void
step(struct road *r, size_t from, size_t n, unsigned round)
{
	uint32_t highest = r->doc[from + n - 1];

	for (size_t i = from; i < from + n; i++)
		r->now[i] = round == 0                 ? &r->strange[i]
		            : round == 1 && i % 3 == 0 ? NULL
		                                       : &r->c->v[i];
	if (highest < r->ix.highest)
		highest = r->ix.highest;
	indexer_apply(&r->ix, highest, r->doc + from, r->now + from, n);
	if (r->tell)
		tell_state(r);
}

/* Another record's contents under the number of each. */
static struct indexer_record *
strangers(struct arena *a, const struct indexer_corpus *c)
{
	struct indexer_record *v = arena_array(a, c->n, sizeof *v);

	for (size_t i = 0; i < c->n; i++) {
		v[i] = c->v[(i * 7 + 3) % c->n];
		v[i].doc = c->v[i].doc;
	}
	return v;
}

static void
go_crooked(struct road *r, struct arena *a, size_t batch)
{
	size_t late = LAG * batch;
	size_t n = r->c->n;

	r->strange = strangers(a, r->c);
	r->now = arena_array(a, n, sizeof *r->now);
	r->doc = arena_array(a, n, sizeof *r->doc);
	for (size_t i = 0; i < n; i++)
		r->doc[i] = r->c->v[i].doc;
	for (size_t i = 0; i < n + 2 * late; i += batch) {
		for (unsigned round = 0; round < 3; round++) {
			size_t from = i - round * late;

			if (i >= round * late && from < n)
				step(r, from,
				     n - from < batch ? n - from : batch,
				     round);
		}
	}
}

static int
usage(void)
{
	fputs("usage: mkindex [-s] CORPUS FOLDER [BATCH]\n", stderr);
	return 2;
}

int
main(int argc, char **argv)
{
	bool tell = argc > 1 && strcmp(argv[1], "-s") == 0;
	char **arg = argv + tell;
	int args = argc - tell;
	long batch = args > 3 ? atol(arg[3]) : 0;
	struct road r = {.tell = tell};
	struct indexer_corpus c;
	struct arena a;
	struct str text;

	if (args < 3 || (args > 3 && batch < 1))
		return usage();
	arena_init(&a);
	text = slurp(arg[1]);
	c = indexer_corpus(&a, text);
	r.c = &c;
	indexer_begin(&r.ix);
	if (batch)
		go_crooked(&r, &a, (size_t)batch);
	else
		indexer_build(&r.ix, &c, AT_ONCE);
	finish(&r.ix, arg[2]);
	indexer_end(&r.ix);
	mem_free((char *)(uintptr_t)text.p);
	arena_release(&a);
	return 0;
}
