#include "search/query.h"

#include "cmd/choices.h"
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
	OPT_FACETS,
	OPT_CONTENT
};

static const struct option options[] = {
    {"kind", required_argument, NULL, OPT_KIND},
    {"filter", required_argument, NULL, OPT_FILTER},
    {"sort", required_argument, NULL, OPT_SORT},
    {"facets", no_argument, NULL, OPT_FACETS},
    {"output", required_argument, NULL, 'o'},
    {"repo", required_argument, NULL, OPT_REPO},
    {"content", required_argument, NULL, OPT_CONTENT},
    {"limit", required_argument, NULL, OPT_LIMIT},
    {"offset", required_argument, NULL, OPT_OFFSET},
    {"json", no_argument, NULL, OPT_JSON},
    {0}};

struct settings {
	struct query query;
	struct choices_from from;
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

static int
read_data(const struct site *site, struct arena *a, struct str id,
          const struct value **root, struct err *err)
{
	struct str path = arena_fmt(a, "%.*s.json", STR_ARG(id));
	struct str bytes;
	int rc = read_site(site, a, path.p, &bytes, err);

	*root = NULL;
	return rc < 0 ? rc : json_read(a, bytes, root, NULL, err);
}

/* The status of a hit, {code, label, label_en}; NULL: it has none. */
static const struct value *
status_of(const struct site *site, struct arena *a, const struct hit *hit)
{
	const struct value *root;
	struct err none = {0};

	if (read_data(site, a, hit->card.id, &root, &none) < 0)
		return NULL;
	root = value_get(root, STR("status"));
	return root && root->type == VALUE_MAP ? root : NULL;
}

/* The texts of a record stand in its data. */
static int
fetch_text(void *ctx, struct arena *a, struct str id, struct str **segments,
           size_t *n, struct err *err)
{
	const struct value *root;
	const struct value *text;
	int rc = read_data(ctx, a, id, &root, err);

	*n = 0;
	*segments = NULL;
	if (rc < 0)
		return rc;
	text = value_get(root, STR("text"));
	if (!text || text->type != VALUE_LIST)
		return err_set(err, ERR_CORRUPT, "%.*s.json has no text",
		               STR_ARG(id));
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
put_hit(struct buf *b, const struct hit *hit, const struct value *status)
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
	json_key(b, STR("status"));
	if (status)
		json_text(b, value_str(value_get(status, STR("code"))));
	else
		json_null(b);
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
print_json(const struct site *site, struct arena *a,
           const struct result *result)
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
		put_hit(&b, &result->hits[i],
		        status_of(site, a, &result->hits[i]));
	json_close(&b, ']');
	put_facets(&b, result);
	put_nearest(&b, result);
	json_close(&b, '}');
	buf_byte(&b, '\n');
	fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
}

/* A value and its name, if it has one. */
static void
print_value(FILE *to, const struct code *code, enum lang lang)
{
	fprintf(to, "%.*s", STR_ARG(code->code));
	if (!str_eq(code->label.zh, code->code))
		fprintf(to, "  %.*s", STR_ARG(text2_in(code->label, lang)));
	fprintf(to, "\n");
}

/* The numbers of a facet, with its name and those of its values. */
static void
print_facet(const struct query_facet *facet, const struct choice *choice,
            enum lang lang)
{
	printf("%.*s", STR_ARG(facet->code));
	if (choice)
		printf("  %.*s", STR_ARG(text2_in(choice->label, lang)));
	printf("\n");
	for (size_t i = 0; i < facet->n; i++) {
		struct str value = facet->v[i].value;
		const struct code bare = {value, {value, value}};
		const struct code *code =
		    choice ? codes_find(&choice->codes, value) : NULL;

		printf("%8u  ", facet->v[i].n);
		print_value(stdout, code ? code : &bare, lang);
	}
}

/* What a query that finds nothing may have meant; numbers of facets. */
static void
print_more(const struct result *result, const struct choices *choices,
           enum lang lang)
{
	for (size_t i = 0; i < result->nearests; i++)
		fprintf(stderr,
		        lang == LANG_ZH ? "您是不是要找：%.*s\n"
		                        : "did you mean: %.*s\n",
		        STR_ARG(result->nearest[i]));
	for (size_t i = 0; i < result->facets; i++)
		print_facet(&result->facet[i],
		            choices_get(choices, result->facet[i].code),
		            lang);
}

/* The query names a value of a facet: how that alone is asked for. */
static void
print_ways(const struct choices *choices, struct str text, enum lang lang)
{
	for (size_t i = 0; i < choices->n; i++) {
		const struct choice *choice = &choices->v[i];
		const struct code *code =
		    choice_value(choice, str_trim(text));

		if (code)
			fprintf(stderr,
			        lang == LANG_ZH
			            ? "只看%.*s为%.*s：--filter %.*s=%.*s\n"
			            : "only %.*s %.*s: --filter %.*s=%.*s\n",
			        STR_ARG(text2_in(choice->label, lang)),
			        STR_ARG(text2_in(code->label, lang)),
			        STR_ARG(choice->key), STR_ARG(code->code));
	}
}

static void
print_text(const struct site *site, struct arena *a,
           const struct result *result, const struct choices *choices,
           enum lang lang)
{
	const char *form[LANGS][2] = {{"约 %u 条\n", "%u 条\n"},
	                              {"about %u found\n", "%u found\n"}};

	fprintf(stderr, form[lang][result->exact], result->total);
	for (size_t i = 0; i < result->n; i++) {
		const struct hit *hit = &result->hits[i];
		struct str label = value_str(
		    value_get(status_of(site, a, hit),
		              lang == LANG_EN ? STR("label_en")
		                              : STR("label")));

		printf("%.*s.html  %.*s  %.*s%s%.*s\n",
		       STR_ARG(hit->card.id), STR_ARG(hit->card.date),
		       STR_ARG(hit->card.title), label.n ? "  " : "",
		       STR_ARG(label));
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
	print_more(result, choices, lang);
}

/* What is not known in a filter, what is nearest to it, what is known. */
static int
refuse_value(const struct choice *choice, struct str word, enum lang lang)
{
	const struct code *near = choice_nearest(choice, word);

	fprintf(stderr,
	        lang == LANG_ZH ? "gongshi search: %.*s 没有这个值：%.*s\n"
	                        : "gongshi search: %.*s has no value %.*s\n",
	        STR_ARG(choice->key), STR_ARG(word));
	if (near) {
		fputs(lang == LANG_ZH ? "最接近的：" : "nearest: ", stderr);
		print_value(stderr, near, lang);
	}
	fputs(lang == LANG_ZH ? "可用的值：\n" : "known:\n", stderr);
	for (size_t i = 0; i < choice->codes.n; i++) {
		fputs("  ", stderr);
		print_value(stderr, &choice->codes.v[i], lang);
	}
	return EXIT_USAGE;
}

static int
refuse_facet(const struct choices *choices, struct str key, enum lang lang)
{
	struct str near = choices_nearest(choices, key);

	fprintf(stderr,
	        lang == LANG_ZH ? "gongshi search: 没有这个筛选条件：%.*s\n"
	                        : "gongshi search: no filter is called %.*s\n",
	        STR_ARG(key));
	if (near.n)
		fprintf(stderr,
		        lang == LANG_ZH ? "最接近的：%.*s\n"
		                        : "nearest: %.*s\n",
		        STR_ARG(near));
	fputs(lang == LANG_ZH ? "可用的条件：\n" : "known:\n", stderr);
	for (size_t i = 0; i < choices->n; i++)
		fprintf(stderr, "  %.*s  %.*s\n", STR_ARG(choices->v[i].key),
		        STR_ARG(text2_in(choices->v[i].label, lang)));
	return EXIT_USAGE;
}

/* Filters name what is known, if anything is; labels become codes. */
static int
check_filters(struct query *query, const struct choices *choices,
              enum lang lang)
{
	for (size_t i = 0; choices->n && i < query->filters; i++) {
		struct query_filter *filter = &query->filter[i];
		const struct choice *choice =
		    choices_get(choices, filter->facet);
		const struct code *code;

		if (!choice)
			return refuse_facet(choices, filter->facet, lang);
		code = choice_value(choice, filter->value);
		if (!code)
			return refuse_value(choice, filter->value, lang);
		filter->value = code->code;
	}
	return EXIT_DONE;
}

static int
answer(const struct settings *s, const struct query *query,
       const struct choices *choices, struct arena *a, enum lang lang)
{
	struct site site = {.fs = fs_real()};
	struct query_source source = {&site, fetch_piece, fetch_text};
	struct result result = {0};
	struct err err = {0};
	int rc = cmd_output(site.root, s->from.output, s->from.repo, &err);

	if (rc == 0)
		rc = query_run(a, query, &source, &result, &err);
	if (rc < 0)
		return cmd_fail(lang, &err);
	if (s->json)
		print_json(&site, a, &result);
	else
		print_text(&site, a, &result, choices, lang);
	if (!s->json && !query->filters)
		print_ways(choices, query->text, lang);
	return EXIT_DONE;
}

/* Names are wanted for readers and filters; a copy of the site without its
 * records is searched without them, and filters are as they are. */
static int
run(const struct settings *s, enum lang lang)
{
	struct query query = s->query;
	struct choices choices = {0};
	struct arena arena;
	struct err why = {0};
	int rc = 0;
	int code;

	arena_init(&arena);
	if (query.filters || !s->json)
		rc = choices_load(&choices, &arena, &s->from, &why);
	if (rc < 0 && query.filters)
		fprintf(stderr,
		        lang == LANG_ZH ? "gongshi search: 筛选值没有核对：%s\n"
		                        : "gongshi search: filters are not "
		                          "checked: %s\n",
		        why.line);
	code = check_filters(&query, &choices, lang);
	if (code == EXIT_DONE)
		choices_age(&s->from);
	if (code == EXIT_DONE)
		code = answer(s, &query, &choices, &arena, lang);
	arena_release(&arena);
	return code;
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

/* A limit is one that the engine keeps. */
static bool
set_number(struct settings *s, int c)
{
	unsigned n;

	if (!cmd_number(optarg, &n))
		return false;
	if (c == OPT_OFFSET)
		s->query.offset = n;
	else
		s->query.limit = n;
	return c == OPT_OFFSET || (n > 0 && n <= QUERY_LIMIT);
}

static bool
set_option(struct settings *s, int c)
{

	switch (c) {
	case OPT_KIND:
		return add_filter(s, STR("kind"), str_from(optarg));
	case OPT_FILTER:
		return parse_filter(s, str_from(optarg));
	case OPT_SORT:
		s->query.by_date = str_eq(str_from(optarg), STR("date"));
		return s->query.by_date ||
		       str_eq(str_from(optarg), STR("rank"));
	case OPT_FACETS:
		return s->query.facets = true;
	case 'o':
		s->from.output = optarg;
		return true;
	case OPT_REPO:
		s->from.repo = optarg;
		return true;
	case OPT_CONTENT:
		s->from.content = optarg;
		return true;
	case OPT_JSON:
		return s->json = true;
	case OPT_LIMIT:
	case OPT_OFFSET:
		return set_number(s, c);
	default:
		return false;
	}
}

static int
refuse_option(int c, const char *word, enum lang lang)
{
	if (c != OPT_LIMIT)
		return cmd_usage(lang, "search", word);
	fprintf(stderr,
	        lang == LANG_ZH
	            ? "gongshi search: --limit 只能是 1 到 %d，不能是 %s；"
	              "其余的用 --offset 取\n"
	            : "gongshi search: --limit is 1 to %d, not %s; use "
	              "--offset for the others\n",
	        QUERY_LIMIT, optarg);
	return EXIT_USAGE;
}

int
cmd_search(int argc, char **argv, enum lang lang)
{
	struct settings s = {.from.lang = lang};
	struct buf text = {0};
	int code;
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1)
		if (!set_option(&s, c))
			return refuse_option(c, argv[optind - 1], lang);
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
