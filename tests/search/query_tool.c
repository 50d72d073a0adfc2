/*
 * query_tool - ask an index of mkindex, for the differential test.
 *
 *     query_tool CORPUS FOLDER < queries > answers
 *
 * A query is a line: offset, limit, texts in a block, kind (or -) and the
 * text as hexadecimal UTF-8, parted by spaces.  An answer is a line of JSON:
 * {"total":1,"exact":true,"hits":[[doc,score,"id",[["text",true]]]]} or
 * {"error":"..."}.
 */
#include "search/query.h"
#include "indexer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct world {
	const char *folder;
	struct indexer_corpus corpus;
};

static bool
slurp(FILE *f, struct buf *b)
{
	char chunk[65536];
	size_t n;

	if (!f)
		return false;
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		buf_add(b, (struct str){chunk, n});
	return f == stdin || fclose(f) == 0;
}

static int
read_file(struct arena *a, const char *folder, const char *path,
          struct str *bytes, struct err *err)
{
	char full[4096];
	struct buf b = {0};
	bool good;

	snprintf(full, sizeof full, "%s/%s", folder, path);
	good = slurp(fopen(full, "rb"), &b);
	*bytes = arena_str(a, buf_str(&b));
	buf_release(&b);
	return good ? 0 : err_io(err, "cannot read", full);
}

static int
get_piece(void *ctx, struct arena *a, struct piece_name name,
          struct str *bytes, struct err *err)
{
	const struct world *w = ctx;
	char path[PIECE_PATH_MAX];

	piece_path(name, path);
	return read_file(a, w->folder, path, bytes, err);
}

static int
get_text(void *ctx, struct arena *a, struct str id, struct str **segments,
         size_t *n, struct err *err)
{
	struct world *w = ctx;
	uint64_t doc = 0;

	(void)a;
	str_u64(str_sub(id, str_rchr(id, '-') + 1, id.n), &doc);
	for (size_t i = 0; i < w->corpus.n; i++) {
		if (w->corpus.v[i].doc != doc)
			continue;
		*segments = w->corpus.v[i].text;
		*n = w->corpus.v[i].texts;
		return 0;
	}
	return err_set(err, ERR_ABSENT, "no record %.*s", STR_ARG(id));
}

static void
print_string(struct str s)
{
	putchar('"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\' || c < ' ')
			printf("\\u%04x", c);
		else
			putchar(c);
	}
	putchar('"');
}

static void
print_hit(const struct hit *hit)
{
	printf("[%u,%u,", hit->doc, hit->score);
	print_string(hit->card.id);
	printf(",[");
	for (size_t i = 0; i < hit->excerpt.n; i++) {
		printf(i ? ",[" : "[");
		print_string(hit->excerpt.v[i].text);
		printf(",%s]", hit->excerpt.v[i].marked ? "true" : "false");
	}
	printf("]]");
}

static void
print_result(const struct result *r)
{
	printf("{\"total\":%u,\"exact\":%s,\"hits\":[", r->total,
	       r->exact ? "true" : "false");
	for (size_t i = 0; i < r->n; i++) {
		if (i)
			putchar(',');
		print_hit(&r->hits[i]);
	}
	printf("]}\n");
}

static struct str
unhex(struct arena *a, struct str hex)
{
	char *to = arena_alloc(a, hex.n / 2 + 1);

	for (size_t i = 0; i + 1 < hex.n; i += 2) {
		char pair[] = {hex.p[i], hex.p[i + 1], 0};

		to[i / 2] = (char)strtol(pair, NULL, 16);
	}
	return (struct str){to, hex.n / 2};
}

static void
ask(struct world *w, struct arena *a, const struct entry *entry,
    struct str line)
{
	struct query_source source = {w, get_piece, get_text};
	struct query q = {0};
	struct result r;
	struct err err = {0};
	uint64_t n[3] = {0};

	for (size_t i = 0; i < 3; i++)
		str_u64(str_cut(&line, ' '), &n[i]);
	q.offset = (uint32_t)n[0];
	q.limit = (uint32_t)n[1];
	q.verify = (uint32_t)n[2];
	q.kind = str_cut(&line, ' ');
	if (str_eq(q.kind, STR("-")))
		q.kind = (struct str){0};
	q.text = unhex(a, line);
	if (query_run(a, entry, &q, &source, &r, &err) < 0) {
		printf("{\"error\":");
		print_string(str_from(err.line));
		printf("}\n");
		return;
	}
	print_result(&r);
}

static int
answer_all(struct world *w, struct str questions)
{
	struct arena keep;
	struct arena a;
	struct entry entry;
	struct str bytes;
	struct err err = {0};
	int rc;

	arena_init(&keep);
	arena_init(&a);
	rc = read_file(&keep, w->folder, ENTRY_PATH, &bytes, &err);
	if (rc == 0)
		rc = entry_decode(&keep, bytes, &entry, &err);
	if (rc < 0)
		fprintf(stderr, "query_tool: %s\n", err.line);
	while (rc == 0 && questions.n) {
		ask(w, &a, &entry, str_cut(&questions, '\n'));
		arena_reset(&a);
	}
	arena_release(&a);
	arena_release(&keep);
	return rc < 0 ? 3 : 0;
}

int
main(int argc, char **argv)
{
	struct arena a;
	struct buf corpus = {0};
	struct buf questions = {0};
	struct world w = {0};
	int rc;

	if (argc != 3) {
		fputs("usage: query_tool CORPUS FOLDER\n", stderr);
		return 2;
	}
	arena_init(&a);
	slurp(fopen(argv[1], "rb"), &corpus);
	slurp(stdin, &questions);
	w.folder = argv[2];
	w.corpus = indexer_corpus(&a, buf_str(&corpus));
	rc = answer_all(&w, buf_str(&questions));
	buf_release(&corpus);
	buf_release(&questions);
	arena_release(&a);
	return rc;
}
