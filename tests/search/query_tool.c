/*
 * query_tool - ask an index of mkindex, for the differential test.
 *
 *     query_tool [-f] CORPUS FOLDER < queries > answers
 *
 * A query is a line of JSON: {"q":"text", or "hex":"bytes as hexadecimal",
 * "filters":[["facet","value"]], "sort":"date", "facets":true, "offset":0,
 * "limit":10,"texts":200}; all but the first may be left out.  An answer is
 * a line of JSON: {"total":1,"exact":true,"cut":false,
 * "hits":[[doc,score,"id",[["text",true]]]],
 * "facets":[["code",[["value",1]]]],"nearest":["text"]} or {"error":"..."}.
 * With -f it also names what was read, sorted and each once, the entry left
 * out: "pieces":["search/..."],"texts":["FOLDER/ID"].
 */
#include "search/query.h"
#include "indexer.h"
#include "text/json.h"

#include "base/mem.h"
#include "base/vec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct names VEC(struct str);

struct world {
	const char *folder;
	struct indexer_corpus corpus;
	struct names pieces; /* in the arena of the query */
	struct names texts;
	bool tell;
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
get_piece(void *ctx, struct arena *a, const char *path, struct str *bytes,
          struct err *err)
{
	struct world *w = ctx;
	char full[4096];
	struct buf b = {0};
	bool good;

	if (strcmp(path, ENTRY_PATH) != 0)
		vec_push(&w->pieces, arena_str(a, str_from(path)));
	snprintf(full, sizeof full, "%s/%s", w->folder, path);
	good = slurp(fopen(full, "rb"), &b);
	*bytes = arena_str(a, buf_str(&b));
	buf_release(&b);
	return good ? 0 : err_io(err, "cannot read", full);
}

static int
get_text(void *ctx, struct arena *a, struct str id, struct str **segments,
         size_t *n, struct err *err)
{
	struct world *w = ctx;

	vec_push(&w->texts, arena_str(a, id));
	for (size_t i = 0; i < w->corpus.n; i++) {
		if (!str_eq(w->corpus.v[i].card.id, id))
			continue;
		*segments = w->corpus.v[i].text;
		*n = w->corpus.v[i].texts;
		return 0;
	}
	return err_set(err, ERR_ABSENT, "no record %.*s", STR_ARG(id));
}

static void
put_hit(struct buf *b, const struct hit *hit)
{
	json_open(b, '[');
	json_int(b, hit->doc);
	json_int(b, hit->score);
	json_text(b, hit->card.id);
	json_open(b, '[');
	for (size_t i = 0; i < hit->excerpt.n; i++) {
		json_open(b, '[');
		json_text(b, hit->excerpt.v[i].text);
		json_bool(b, hit->excerpt.v[i].marked);
		json_close(b, ']');
	}
	json_close(b, ']');
	json_close(b, ']');
}

static void
put_facet(struct buf *b, const struct query_facet *facet)
{
	json_open(b, '[');
	json_text(b, facet->code);
	json_open(b, '[');
	for (size_t i = 0; i < facet->n; i++) {
		json_open(b, '[');
		json_text(b, facet->v[i].value);
		json_int(b, facet->v[i].n);
		json_close(b, ']');
	}
	json_close(b, ']');
	json_close(b, ']');
}

static void
put_result(struct buf *b, const struct result *r)
{
	json_key(b, STR("total"));
	json_int(b, r->total);
	json_key(b, STR("exact"));
	json_bool(b, r->exact);
	json_key(b, STR("cut"));
	json_bool(b, r->cut);
	json_key(b, STR("hits"));
	json_open(b, '[');
	for (size_t i = 0; i < r->n; i++)
		put_hit(b, &r->hits[i]);
	json_close(b, ']');
	json_key(b, STR("facets"));
	json_open(b, '[');
	for (size_t i = 0; i < r->facets; i++)
		put_facet(b, &r->facet[i]);
	json_close(b, ']');
	json_key(b, STR("nearest"));
	json_open(b, '[');
	for (size_t i = 0; i < r->nearests; i++)
		json_text(b, r->nearest[i]);
	json_close(b, ']');
}

static void
put_names(struct buf *b, struct str key, struct names *names)
{
	if (names->n)
		qsort(names->v, names->n, sizeof *names->v, str_order);
	json_key(b, key);
	json_open(b, '[');
	for (size_t i = 0; i < names->n; i++)
		if (i == 0 || !str_eq(names->v[i], names->v[i - 1]))
			json_text(b, names->v[i]);
	json_close(b, ']');
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

static uint32_t
number_of(const struct value *v)
{
	uint64_t n = 0;

	str_u64(value_str(v), &n);
	return (uint32_t)n;
}

static void
read_filters(const struct value *filters, struct query *q)
{
	for (size_t i = 0; filters && i < filters->n; i++) {
		const struct value *pair = filters->member[i].value;

		if (pair->n != 2 || q->filters == QUERY_FILTERS)
			continue;
		q->filter[q->filters++] = (struct query_filter){
		    value_str(pair->member[0].value),
		    value_str(pair->member[1].value)};
	}
}

static int
read_query(struct arena *a, struct str line, struct query *q,
           struct err *err)
{
	const struct value *v;
	const struct value *facets;
	const struct value *hex;
	int rc = json_read(a, line, &v, NULL, err);

	if (rc < 0)
		return rc;
	hex = value_get(v, STR("hex"));
	q->text = hex ? unhex(a, value_str(hex))
	              : value_str(value_get(v, STR("q")));
	q->by_date = str_eq(value_str(value_get(v, STR("sort"))),
	                    STR("date"));
	facets = value_get(v, STR("facets"));
	q->facets = facets && facets->yes;
	q->offset = number_of(value_get(v, STR("offset")));
	q->limit = number_of(value_get(v, STR("limit")));
	q->texts = number_of(value_get(v, STR("texts")));
	read_filters(value_get(v, STR("filters")), q);
	return 0;
}

static void
ask(struct world *w, struct arena *a, struct str line, struct buf *b)
{
	struct query_source source = {w, get_piece, get_text};
	struct query q = {0};
	struct result r;
	struct err err = {0};
	int rc = read_query(a, line, &q, &err);

	if (rc == 0)
		rc = query_run(a, &q, &source, &r, &err);
	json_open(b, '{');
	if (rc < 0) {
		json_key(b, STR("error"));
		json_text(b, str_from(err.line));
	} else {
		put_result(b, &r);
	}
	if (w->tell) {
		put_names(b, STR("pieces"), &w->pieces);
		put_names(b, STR("texts"), &w->texts);
	}
	json_close(b, '}');
	buf_byte(b, '\n');
}

static void
answer_all(struct world *w, struct str questions)
{
	struct buf b = {0};
	struct arena a;

	arena_init(&a);
	while (questions.n) {
		buf_reset(&b);
		vec_reset(&w->pieces);
		vec_reset(&w->texts);
		ask(w, &a, str_cut(&questions, '\n'), &b);
		fwrite(b.p, 1, b.n, stdout);
		arena_reset(&a);
	}
	arena_release(&a);
	buf_release(&b);
}

int
main(int argc, char **argv)
{
	struct arena a;
	struct buf corpus = {0};
	struct buf questions = {0};
	struct world w = {0};

	if (argc > 1 && strcmp(argv[1], "-f") == 0) {
		w.tell = true;
		argc--;
		argv++;
	}
	if (argc != 3 || !slurp(fopen(argv[1], "rb"), &corpus)) {
		fputs("usage: query_tool [-f] CORPUS FOLDER\n", stderr);
		return 2;
	}
	arena_init(&a);
	slurp(stdin, &questions);
	w.folder = argv[2];
	w.corpus = indexer_corpus(&a, buf_str(&corpus));
	answer_all(&w, buf_str(&questions));
	vec_release(&w.pieces);
	vec_release(&w.texts);
	buf_release(&corpus);
	buf_release(&questions);
	arena_release(&a);
	return 0;
}
