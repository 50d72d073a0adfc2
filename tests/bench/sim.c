/*
 * sim - the search index of a register of N made-up records, alone.
 *
 *     sim N [APPENDS]
 *
 * Indexes N records of about 600 characters as a build does, without
 * repository and pages; then adds APPENDS records (20) one at a time, asks
 * 200 queries: pieces of titles, phrases of 6 characters, two words of a
 * text; and gives APPENDS records a little more text.  Prints time, memory,
 * files and bytes of the index, files rewritten by a new record and by an
 * edit, and the bytes that queries read: all of the index (first), and
 * without entry and root (next).  State lies in ./sim-state, which is removed.
 */
#include "base/codec.h"
#include "base/vec.h"
#include "build/indexing.h"
#include "os/fs.h"
#include "os/path.h"
#include "search/query.h"
#include "store/key.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define SEED 7
#define STATE "sim-state"
#define QUERIES 200
#define TEXTS 5 /* of a record: title, "", identifier, summary, body */

struct sim {
	struct fs fs;
	char dir[PATH_SIZE];
	struct store *store;
	struct txn *txn;
	uint32_t n;
	uint32_t told; /* pieces that the last application changed */
};

/* An address of the index and what lies there. */
struct spot {
	uint64_t address;
	char what;
	uint8_t level;
	uint32_t number;
	uint32_t part;
};

struct reading {
	struct sim *sim;
	struct VEC(struct spot) place; /* by address */
	struct buf entry;
	size_t first; /* bytes of all pieces that the query read */
	size_t next;  /* those without entry and root */
	size_t pieces;
	size_t texts;
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
must(int rc, const struct err *err)
{
	if (rc >= 0)
		return;
	fprintf(stderr, "sim: %s\n", err->line);
	exit(3);
}

/* ------------------------------------------------------------ records */

/* The texts of record number i, as its JSON would have them. */
static void
record_of(uint32_t i, struct arena *a, struct str text[TEXTS])
{
	struct random r = random_from(SEED, i);
	struct buf b = {0};

	words_name(&b, i, 4);
	buf_fmt(&b, "%s产学研联盟", words_industry(i / 7));
	text[0] = arena_str(a, buf_str(&b));
	text[1] = (struct str){0};
	buf_reset(&b);
	words_patent(&b, 2016 + i % 10, i % 90000);
	text[2] = arena_str(a, buf_str(&b));
	buf_reset(&b);
	words_text(&b, &r, 120);
	text[3] = arena_str(a, buf_str(&b));
	buf_reset(&b);
	words_text(&b, &r, 480);
	text[4] = arena_str(a, buf_str(&b));
	buf_release(&b);
}

static struct terms
terms_of(struct arena *a, const struct str text[TEXTS])
{
	static const unsigned weight[TEXTS] = {6, 0, 8, 2, 1};
	struct tokenize_field field[TEXTS];

	for (size_t j = 0; j < TEXTS; j++)
		field[j] = (struct tokenize_field){text[j], weight[j], j == 0};
	return tokenize_terms(a, field, TEXTS);
}

static void
add_record(struct indexing *x, uint32_t i, struct arena *a, struct err *err)
{
	struct column_facet facet = {STR("kind"), STR("alliance")};
	struct cards_change card = {.doc = i, .facet = &facet, .facets = 1};
	struct term_change *change;
	struct str text[TEXTS];
	size_t n;

	arena_reset(a);
	record_of(i, a, text);
	change = tokenize_diff(a, (struct terms){0}, terms_of(a, text), &n);
	must(indexing_terms(x, i, change, n, err), err);
	card.card.kind = STR("alliance");
	card.card.id = arena_fmt(a, "alliances/al-%07u", i);
	card.card.date =
	    arena_fmt(a, "20%02u-%02u-%02u", 10 + i / 9999 % 20,
	              1 + i / 83 % 12, 1 + i / 3 % 28);
	must(indexing_card(x, &card, err), err);
}

/* Number i gets a title's length of text more. */
static void
edit_record(struct indexing *x, uint32_t i, struct arena *a, struct err *err)
{
	struct term_change *change;
	struct str was[TEXTS];
	struct str is[TEXTS];
	size_t n;

	arena_reset(a);
	record_of(i, a, was);
	record_of(i + 1000000, a, is);
	is[4] = arena_fmt(a, "%.*s%.*s", STR_ARG(was[4]), STR_ARG(is[0]));
	for (size_t j = 0; j < TEXTS - 1; j++)
		is[j] = was[j];
	change = tokenize_diff(a, terms_of(a, was), terms_of(a, is), &n);
	must(indexing_terms(x, i, change, n, err), err);
}

static void
on_piece(void *ctx, char what, unsigned level, uint32_t number, uint32_t part)
{
	(void)what;
	(void)level;
	(void)number;
	(void)part;
	((struct sim *)ctx)->told++;
}

static struct indexing *
begin(struct sim *s, uint32_t highest)
{
	struct indexing_job job = {.fs = &s->fs,
	                           .dir = s->dir,
	                           .memory = (size_t)128 << 20,
	                           .txn = s->txn,
	                           .highest = highest,
	                           .changed = on_piece,
	                           .ctx = s};

	return indexing_new(&job);
}

static void
end(struct sim *s, struct indexing *x, uint32_t highest)
{
	struct err err = {0};

	s->told = 0;
	must(indexing_apply(x, highest, &err), &err);
	indexing_free(x);
	s->n = highest;
}

/* Index the records (from, upto]. */
static void
apply(struct sim *s, uint32_t from, uint32_t upto)
{
	struct indexing *x = begin(s, upto);
	struct err err = {0};
	struct arena a;

	arena_init(&a);
	for (uint32_t i = from + 1; i <= upto; i++)
		add_record(x, i, &a, &err);
	arena_release(&a);
	end(s, x, upto);
}

static void
edit(struct sim *s, uint32_t i)
{
	struct indexing *x = begin(s, s->n);
	struct err err = {0};
	struct arena a;

	arena_init(&a);
	edit_record(x, i, &a, &err);
	arena_release(&a);
	end(s, x, s->n);
}

/* ------------------------------------------------------------ queries */

static int
by_address(const void *a, const void *b)
{
	const struct spot *x = a;
	const struct spot *y = b;

	return x->address < y->address ? -1 : x->address > y->address;
}

static void
note_places(struct reading *r)
{
	struct cursor *c = cursor_open(r->sim->txn, TABLE_PIECE);
	struct str key;
	struct str value;
	bool more = cursor_seek(c, (struct str){0}, &key, &value);

	for (; more; more = cursor_next(c, &key, &value)) {
		struct reader k = reader_over(key);
		struct spot place = {0};
		char path[PIECE_PATH_MAX];
		struct piece piece = piece_of(value);

		piece_path(&piece, path);
		place.address = hash64(str_from(path));
		place.what = (char)get_byte(&k);
		place.level = get_byte(&k);
		place.number = get_be32(&k);
		place.part = get_be32(&k);
		vec_push(&r->place, place);
	}
	cursor_close(c);
	qsort(r->place.v, r->place.n, sizeof *r->place.v, by_address);
}

static int
read_piece(void *ctx, struct arena *a, const char *path, struct str *bytes,
           struct err *err)
{
	struct reading *r = ctx;
	struct spot key = {.address = hash64(str_from(path))};
	const struct spot *place;
	struct buf k = {0};
	struct str value = buf_str(&r->entry);

	if (strcmp(path, ENTRY_PATH)) {
		place = bsearch(&key, r->place.v, r->place.n,
		                sizeof *r->place.v, by_address);
		if (!place)
			return err_set(err, ERR_IO, "%s is missing", path);
		txn_get(r->sim->txn, TABLE_PIECE,
		        key_piece(&k, place->what, place->level,
		                  place->number, place->part),
		        &value);
		r->next += place->what == PIECE_ROOT ? 0 : value.n;
	}
	r->first += value.n;
	r->pieces++;
	*bytes = arena_str(a, value);
	buf_release(&k);
	return 0;
}

static int
read_text(void *ctx, struct arena *a, struct str id, struct str **segments,
          size_t *n, struct err *err)
{
	struct reading *r = ctx;

	(void)err;
	r->texts++;
	*segments = arena_array(a, TEXTS, sizeof **segments);
	*n = TEXTS;
	record_of((uint32_t)strtoul(id.p + strlen("alliances/al-"), NULL, 10),
	          a, *segments);
	return 0;
}

static struct str
piece_of_text(struct str text, struct random *r, size_t characters)
{
	size_t all = text.n / 3;
	size_t from = all > characters
	                  ? random_below(r, (uint32_t)(all - characters))
	                  : 0;
	size_t to = from + characters < all ? from + characters : all;

	return str_sub(text, 3 * from, 3 * to);
}

static struct str
query_of(uint32_t i, uint32_t n, struct arena *a)
{
	struct random r = random_from(SEED + 1, i);
	struct str text[TEXTS];

	record_of(1 + random_below(&r, n), a, text);
	if (i % 3 == 0)
		return piece_of_text(text[0], &r, 4 + i % 4);
	if (i % 3 == 1)
		return piece_of_text(text[4], &r, 6);
	return arena_fmt(a, "%.*s %.*s",
	                 STR_ARG(piece_of_text(text[4], &r, 3)),
	                 STR_ARG(piece_of_text(text[3], &r, 3)));
}

static int
by_size(const void *a, const void *b)
{
	size_t x = *(const size_t *)a;
	size_t y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

static void
print_spread(const char *name, size_t v[QUERIES])
{
	qsort(v, QUERIES, sizeof *v, by_size);
	printf("%-28s %10zu %10zu\n", name, v[QUERIES / 2],
	       v[QUERIES * 95 / 100]);
}

static void
entry_of(struct reading *r)
{
	struct buf k = {0};
	struct entry entry = {.highest = r->sim->n, .table = 1};
	struct str value;

	if (txn_get(r->sim->txn, TABLE_PIECE,
	            key_piece(&k, PIECE_ROOT, 0, 0, 0), &value))
		entry.root = piece_of(value).hash;
	buf_reset(&r->entry);
	entry_encode(&entry, &r->entry);
	buf_release(&k);
}

static void
ask(struct sim *s)
{
	struct reading r = {.sim = s};
	struct query_source source = {&r, read_piece, read_text};
	size_t first[QUERIES], next[QUERIES], pieces[QUERIES], texts[QUERIES];
	size_t found = 0;
	struct err err = {0};

	note_places(&r);
	entry_of(&r);
	for (uint32_t i = 0; i < QUERIES; i++) {
		struct query query = {0};
		struct result result;
		struct arena a;

		arena_init(&a);
		query.text = query_of(i, s->n, &a);
		r.first = r.next = r.pieces = r.texts = 0;
		must(query_run(&a, &query, &source, &result, &err), &err);
		found += result.n > 0;
		first[i] = r.first;
		next[i] = r.next;
		pieces[i] = r.pieces;
		texts[i] = r.texts;
		arena_release(&a);
	}
	printf("%-28s %10s %10s\n", "queries", "median", "p95");
	print_spread("index bytes, first query", first);
	print_spread("index bytes, next query", next);
	print_spread("files of the index", pieces);
	print_spread("record texts", texts);
	printf("%-28s %10zu of %d\n", "found something", found, QUERIES);
	vec_release(&r.place);
	buf_release(&r.entry);
}

/* ------------------------------------------------------------ run */

static void
print_files(struct sim *s)
{
	struct cursor *c = cursor_open(s->txn, TABLE_PIECE);
	size_t files[128] = {0}, bytes[128] = {0};
	struct str key;
	struct str value;
	bool more = cursor_seek(c, (struct str){0}, &key, &value);

	for (; more; more = cursor_next(c, &key, &value)) {
		files[key.p[0] & 127]++;
		bytes[key.p[0] & 127] += value.n;
	}
	cursor_close(c);
	for (int i = 0; i < 128; i++)
		if (files[i])
			printf("%c %27s %10zu %10.1f MB\n", i, "files",
			       files[i], (double)bytes[i] / 1e6);
}

/* What the root is made of. */
static void
print_root(struct sim *s)
{
	struct buf k = {0};
	struct root root;
	struct str value;
	struct err err = {0};
	struct arena a;

	arena_init(&a);
	txn_get(s->txn, TABLE_PIECE, key_piece(&k, PIECE_ROOT, 0, 0, 0),
	        &value);
	must(root_decode(&a, value, s->n, &root, &err), &err);
	printf("%-28s %10zu bytes: tail %zu, %zu common terms, %u stamps\n",
	       "root", value.n, root.body.n, root.commons,
	       card_stamps(s->n));
	buf_release(&k);
	arena_release(&a);
}

/* One record at a time: new ones, or edits of old ones. */
static void
turn(struct sim *s, const char *name, unsigned times, bool edits)
{
	uint32_t most = 0;
	double sum = 0;
	double began = now();

	for (unsigned i = 0; i < times; i++) {
		if (edits)
			edit(s, 1 + (uint32_t)(i * 7919u % s->n));
		else
			apply(s, s->n, s->n + 1);
		/* The entry turns with the root. */
		sum += s->told + 1;
		most = s->told + 1 > most ? s->told + 1 : most;
	}
	printf("%-28s %10.1f mean %5u max, %.1f ms each\n", name, sum / times,
	       most, (now() - began) * 1e3 / times);
}

int
main(int argc, char **argv)
{
	struct sim s = {.fs = fs_real()};
	uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 0;
	unsigned appends =
	    argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 20;
	struct rusage usage;
	char here[PATH_SIZE];
	struct err err = {0};
	double began = now();

	if (n < 1 || n > LEVEL_DOC_MAX / 2 || appends < 1) {
		fprintf(stderr, "usage: sim N [APPENDS]\n");
		return 2;
	}
	if (!getcwd(here, sizeof here))
		return 3;
	must(path_join(s.dir, here, STR(STATE), &err), &err);
	must(fs_mkdir(&s.fs, s.dir, &err), &err);
	must(store_open(&s.fs, s.dir, false, &s.store, &err), &err);
	must(txn_begin(s.store, true, &s.txn, &err), &err);
	apply(&s, 0, n);
	getrusage(RUSAGE_SELF, &usage);
	printf("%u records: %.1f s, peak %.0f MB\n", n, now() - began,
	       (double)usage.ru_maxrss / 1024);
	print_files(&s);
	turn(&s, "files rewritten by a record", appends, false);
	print_root(&s);
	ask(&s);
	turn(&s, "files rewritten by an edit", appends, true);
	print_root(&s);
	txn_abort(s.txn);
	store_close(s.store);
	must(fs_remove_tree(&s.fs, s.dir, &err), &err);
	return 0;
}
