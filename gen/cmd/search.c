#include "search/query.h"

#include "cmd/cmd.h"
#include "os/fs.h"
#include "text/json.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum {
	OPT_KIND = 256,
	OPT_REPO,
	OPT_JSON,
	OPT_LIMIT,
	OPT_OFFSET,
	OPT_FILTER,
	OPT_SORT,
	OPT_FACETS
};

static const struct option options[] = {
    {"kind", required_argument, NULL, OPT_KIND},
    {"filter", required_argument, NULL, OPT_FILTER},
    {"sort", required_argument, NULL, OPT_SORT},
    {"facets", no_argument, NULL, OPT_FACETS},
    {"output", required_argument, NULL, 'o'},
    {"repo", required_argument, NULL, OPT_REPO},
    {"limit", required_argument, NULL, OPT_LIMIT},
    {"offset", required_argument, NULL, OPT_OFFSET},
    {"json", no_argument, NULL, OPT_JSON},
    {0}};

struct settings {
	struct query query;
	const char *output;
	const char *repo;
	bool json;
};

struct site {
	struct fs fs;
	char root[PATH_SIZE];
};

static int
read_site(const struct site *site, struct arena *a, const char *rel,
          struct str *bytes, struct err *err)
{
	char path[PATH_SIZE];
	struct buf b = {0};
	int rc = path_join(path, site->root, str_from(rel), err);

	*bytes = (struct str){0};
	if (rc == 0)
		rc = fs_read(&site->fs, path, &b, err);
	if (rc == 0)
		*bytes = arena_str(a, buf_str(&b));
	buf_release(&b);
	return rc;
}

static int
fetch_piece(void *ctx, struct arena *a, const char *path,
            struct str *bytes, struct err *err)
{
	return read_site(ctx, a, path, bytes, err);
}

/* The texts of a record stand in its data. */
static int
fetch_text(void *ctx, struct arena *a, struct str id, struct str **segments,
           size_t *n, struct err *err)
{
	struct str path = arena_fmt(a, "%.*s.json", STR_ARG(id));
	const struct value *root;
	const struct value *text;
	struct str bytes;
	int rc = read_site(ctx, a, path.p, &bytes, err);

	*n = 0;
	*segments = NULL;
	if (rc == 0)
		rc = json_read(a, bytes, &root, NULL, err);
	if (rc < 0)
		return rc;
	text = value_get(root, STR("text"));
	if (!text || text->type != VALUE_LIST)
		return err_set(err, ERR_CORRUPT, "%s has no text", path.p);
	*segments = arena_array(a, text->n, sizeof **segments);
	for (size_t i = 0; i < text->n; i++)
		(*segments)[(*n)++] = value_str(text->member[i].value);
	return 0;
}

static void
put_excerpt(struct buf *b, const struct hit *hit)
{
	json_key(b, STR("excerpt"));
	json_open(b, '[');
	for (size_t i = 0; i < hit->excerpt.n; i++) {
		json_open(b, '[');
		json_text(b, hit->excerpt.v[i].text);
		json_bool(b, hit->excerpt.v[i].marked);
		json_close(b, ']');
	}
	json_close(b, ']');
}

static void
put_hit(struct buf *b, const struct hit *hit)
{
	struct str id = hit->card.id;

	str_cut(&id, '/');
	json_open(b, '{');
	json_key(b, STR("kind"));
	json_text(b, hit->card.kind);
	json_key(b, STR("id"));
	json_text(b, id);
	json_key(b, STR("url"));
	buf_fmt(b, "\"%.*s.html\"", STR_ARG(hit->card.id));
	json_key(b, STR("title"));
	json_text(b, hit->card.title);
	json_key(b, STR("date"));
	json_text(b, hit->card.date);
	put_excerpt(b, hit);
	json_key(b, STR("score"));
	json_int(b, hit->score);
	json_close(b, '}');
}

static void
put_facets(struct buf *b, const struct result *result)
{
	json_key(b, STR("facets"));
	json_open(b, '{');
	for (size_t i = 0; i < result->facets; i++) {
		const struct query_facet *facet = &result->facet[i];

		json_key(b, facet->code);
		json_open(b, '[');
		for (size_t j = 0; j < facet->n; j++) {
			json_open(b, '[');
			json_text(b, facet->v[j].value);
			json_int(b, facet->v[j].n);
			json_close(b, ']');
		}
		json_close(b, ']');
	}
	json_close(b, '}');
}

static void
put_nearest(struct buf *b, const struct result *result)
{
	json_key(b, STR("nearest"));
	json_open(b, '[');
	for (size_t i = 0; i < result->nearests; i++)
		json_text(b, result->nearest[i]);
	json_close(b, ']');
}

static void
print_json(const struct result *result)
{
	struct buf b = {0};

	json_open(&b, '{');
	json_key(&b, STR("total"));
	json_int(&b, result->total);
	json_key(&b, STR("exact"));
	json_bool(&b, result->exact);
	json_key(&b, STR("hits"));
	json_open(&b, '[');
	for (size_t i = 0; i < result->n; i++)
		put_hit(&b, &result->hits[i]);
	json_close(&b, ']');
	put_facets(&b, result);
	put_nearest(&b, result);
	json_close(&b, '}');
	buf_byte(&b, '\n');
	fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
}

/* What a query that finds nothing may have meant; numbers of facets. */
static void
print_more(const struct result *result, enum lang lang)
{
	for (size_t i = 0; i < result->nearests; i++)
		fprintf(stderr,
		        lang == LANG_ZH ? "您是不是要找：%.*s\n"
		                        : "did you mean: %.*s\n",
		        STR_ARG(result->nearest[i]));
	for (size_t i = 0; i < result->facets; i++) {
		const struct query_facet *facet = &result->facet[i];

		printf("%.*s:", STR_ARG(facet->code));
		for (size_t j = 0; j < facet->n; j++)
			printf(" %.*s (%u)", STR_ARG(facet->v[j].value),
			       facet->v[j].n);
		printf("\n");
	}
}

static void
print_text(const struct result *result, enum lang lang)
{
	fprintf(stderr,
	        lang == LANG_ZH ? "%s %u 条\n" : "%s%u found\n",
	        result->exact        ? ""
	        : lang == LANG_ZH    ? "约"
	                             : "about ",
	        result->total);
	for (size_t i = 0; i < result->n; i++) {
		const struct hit *hit = &result->hits[i];

		printf("%.*s.html  %.*s  %.*s\n", STR_ARG(hit->card.id),
		       STR_ARG(hit->card.date), STR_ARG(hit->card.title));
		if (hit->excerpt.n == 0)
			continue;
		printf("    ");
		for (size_t j = 0; j < hit->excerpt.n; j++) {
			const struct excerpt_part *part = &hit->excerpt.v[j];

			printf("%s%.*s%s", part->marked ? "【" : "",
			       STR_ARG(part->text),
			       part->marked ? "】" : "");
		}
		printf("\n");
	}
	print_more(result, lang);
}

static int
run(const struct settings *s, enum lang lang)
{
	struct site site = {.fs = fs_real()};
	struct query_source source = {&site, fetch_piece, fetch_text};
	struct result result = {0};
	struct arena arena;
	struct err err = {0};
	int rc = cmd_output(site.root, s->output, s->repo, &err);

	arena_init(&arena);
	if (rc == 0)
		rc = query_run(&arena, &s->query, &source, &result, &err);
	if (rc == 0 && s->json)
		print_json(&result);
	else if (rc == 0)
		print_text(&result, lang);
	arena_release(&arena);
	return rc < 0 ? cmd_fail(lang, &err) : EXIT_DONE;
}

static bool
add_filter(struct settings *s, struct str facet, struct str value)
{
	if (s->query.filters == QUERY_FILTERS || facet.n == 0 || value.n == 0)
		return false;
	s->query.filter[s->query.filters++] =
	    (struct query_filter){facet, value};
	return true;
}

/* FACET=VALUE */
static bool
parse_filter(struct settings *s, struct str text)
{
	struct str facet = str_cut(&text, '=');

	return add_filter(s, facet, text);
}

static bool
set_option(struct settings *s, int c)
{
	unsigned n;

	switch (c) {
	case OPT_KIND:
		return add_filter(s, STR("kind"), str_from(optarg));
	case OPT_FILTER:
		return parse_filter(s, str_from(optarg));
	case OPT_SORT:
		s->query.by_date = str_eq(str_from(optarg), STR("date"));
		return s->query.by_date;
	case OPT_FACETS:
		return s->query.facets = true;
	case 'o':
		s->output = optarg;
		return true;
	case OPT_REPO:
		s->repo = optarg;
		return true;
	case OPT_JSON:
		return s->json = true;
	case OPT_LIMIT:
	case OPT_OFFSET:
		if (!cmd_number(optarg, &n))
			return false;
		if (c == OPT_LIMIT)
			s->query.limit = n;
		else
			s->query.offset = n;
		return true;
	default:
		return false;
	}
}

int
cmd_search(int argc, char **argv, enum lang lang)
{
	struct settings s = {0};
	struct buf text = {0};
	int code;
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1)
		if (!set_option(&s, c))
			return cmd_usage(lang, "search", argv[optind - 1]);
	if (optind >= argc)
		return cmd_usage(lang, "search", NULL);
	for (int i = optind; i < argc; i++) {
		if (i > optind)
			buf_byte(&text, ' ');
		buf_adds(&text, argv[i]);
	}
	s.query.text = buf_str(&text);
	code = run(&s, lang);
	buf_release(&text);
	return code;
}
