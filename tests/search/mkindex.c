/*
 * mkindex - write the index of a corpus (indexer.h) into a folder.
 *
 *     mkindex CORPUS FOLDER [BATCH]
 *
 * Without BATCH the index is built at once.  With it, the records come BATCH
 * at a time by a crooked road: first with another record's contents, then
 * removed or put right, then all present; that must not show in the result.
 * Prints sizes to standard output.
 */
#include "indexer.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
put(void *ctx, struct piece_name name, struct str bytes)
{
	struct tally *t = ctx;
	unsigned char what = (unsigned char)bytes.p[3];
	char path[PIECE_PATH_MAX];
	char full[4096];

	t->n[what]++;
	t->bytes[what] += bytes.n;
	if (t->most[what] < bytes.n)
		t->most[what] = bytes.n;
	piece_path(name, path);
	snprintf(full, sizeof full, "%s/search/%02x", t->folder, name.b[0]);
	mkdir(full, 0777);
	snprintf(full, sizeof full, "%s/%s", t->folder, path);
	write_file(full, bytes);
}

static void
finish(struct indexer *ix, const char *folder)
{
	struct tally t = {.folder = folder};
	struct buf entry = {0};
	char path[4096];

	snprintf(path, sizeof path, "%s/search", folder);
	mkdir(folder, 0777);
	mkdir(path, 0777);
	indexer_finish(ix, &entry, put, &t);
	snprintf(path, sizeof path, "%s/%s", folder, ENTRY_PATH);
	write_file(path, buf_str(&entry));
	for (size_t i = 0; i < 256; i++)
		if (t.n[i])
			printf("%c: %zu pieces, %zu bytes, mean %zu, max "
			       "%zu\n",
			       (int)i, t.n[i], t.bytes[i],
			       t.bytes[i] / t.n[i], t.most[i]);
	printf("entry: %zu bytes\n", entry.n);
	buf_release(&entry);
}

static void
apply(struct indexer *ix, const struct indexer_record **was,
      const struct indexer_record **is, size_t n, size_t batch)
{
	for (size_t i = 0; i < n; i += batch)
		indexer_apply(ix, was + i, is + i,
		              n - i < batch ? n - i : batch);
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
build(struct indexer *ix, struct arena *a, const struct indexer_corpus *c,
      size_t batch, bool crooked)
{
	const struct indexer_record **none =
	    arena_array(a, c->n, sizeof *none);
	const struct indexer_record **other =
	    arena_array(a, c->n, sizeof *other);
	const struct indexer_record **some =
	    arena_array(a, c->n, sizeof *some);
	const struct indexer_record **all = arena_array(a, c->n, sizeof *all);
	const struct indexer_record *v = crooked ? strangers(a, c) : c->v;

	for (size_t i = 0; i < c->n; i++) {
		other[i] = &v[i];
		all[i] = &c->v[i];
		some[i] = i % 3 ? all[i] : NULL;
	}
	apply(ix, none, other, c->n, batch);
	if (!crooked)
		return;
	apply(ix, other, some, c->n, batch);
	for (size_t i = 0; i < c->n; i++)
		none[i] = i % 3 ? all[i] : NULL;
	apply(ix, none, all, c->n, batch);
}

int
main(int argc, char **argv)
{
	struct arena a;
	struct indexer_corpus c;
	struct indexer ix;
	struct str text;
	size_t batch;

	if (argc < 3) {
		fputs("usage: mkindex CORPUS FOLDER [BATCH]\n", stderr);
		return 2;
	}
	arena_init(&a);
	text = slurp(argv[1]);
	c = indexer_corpus(&a, text);
	batch = argc > 3 ? (size_t)atol(argv[3]) : 2000;
	indexer_begin(&ix, c.highest);
	build(&ix, &a, &c, batch ? batch : 1, argc > 3);
	finish(&ix, argv[2]);
	indexer_end(&ix);
	mem_free((char *)(uintptr_t)text.p);
	arena_release(&a);
	return 0;
}
