#include "cmd/choices.h"

#include "base/vec.h"
#include "build/config.h"
#include "cmd/look.h"
#include "model/suggest.h"

#include <stdlib.h>

#define FACETS 64 /* more than any register has; the rest is passed over */

struct gathered {
	struct str key;
	struct text2 label;
	struct VEC(struct code) values;
	size_t named; /* how many of them stand in schemas */
};

struct gatherer {
	struct arena *a;
	struct gathered v[FACETS];
	size_t n;
};

static struct text2
dup2(struct arena *a, struct text2 text)
{
	return (struct text2){arena_str(a, text.zh), arena_str(a, text.en)};
}

/* The facet of a key; a new one without values, or NULL. */
static struct gathered *
facet_of(struct gatherer *g, struct str key, struct text2 label)
{
	for (size_t i = 0; i < g->n; i++)
		if (str_eq(g->v[i].key, key))
			return &g->v[i];
	if (g->n == FACETS)
		return NULL;
	g->v[g->n] = (struct gathered){arena_str(g->a, key),
	                               dup2(g->a, label), {0}, 0};
	return &g->v[g->n++];
}

static void
add_value(struct gatherer *g, struct gathered *facet, struct str code,
          struct text2 label)
{
	for (size_t i = 0; i < facet->values.n; i++)
		if (str_eq(facet->values.v[i].code, code))
			return;
	vec_push(&facet->values, ((struct code){arena_str(g->a, code),
	                                        dup2(g->a, label)}));
}

static void
gather_facet(struct gatherer *g, const struct schema *schema,
             const struct schema_facet *facet)
{
	const struct codes *codes = facet->codes;
	struct gathered *to = facet_of(g, facet->key, facet->label);

	if (!to)
		return;
	for (size_t i = 0; codes && i < codes->n; i++)
		add_value(g, to, codes->v[i].code, codes->v[i].label);
	if (facet->source != FACET_STATUS)
		return;
	for (size_t i = 0; i < schema->life.n; i++)
		add_value(g, to, schema->life.state[i].code,
		          schema->life.state[i].label);
}

static void
gather_schemas(struct gatherer *g, const struct schema_set *set)
{
	struct gathered *kinds = facet_of(
	    g, STR("kind"), (struct text2){STR("类别"), STR("Kind")});

	for (size_t i = 0; i < set->n; i++) {
		const struct schema *schema = &set->kind[i];

		add_value(g, kinds, schema->kind, schema->label);
		for (size_t j = 0; j < schema->facets; j++)
			gather_facet(g, schema, &schema->facet[j]);
	}
	for (size_t i = 0; i < g->n; i++)
		g->v[i].named = g->v[i].values.n;
}

/* Lists are named FOLDER|FACET|CODE. */
static void
gather_used(struct gatherer *g, struct txn *txn)
{
	struct cursor *c = cursor_open(txn, TABLE_COUNT);
	struct str key;
	struct str value;
	bool more = cursor_seek(c, (struct str){0}, &key, &value);

	for (; more; more = cursor_next(c, &key, &value)) {
		struct str code = key;
		struct str facet;

		str_cut(&code, '|');
		facet = str_cut(&code, '|');
		for (size_t i = 0; code.n && i < g->n; i++)
			if (str_eq(g->v[i].key, facet))
				add_value(g, &g->v[i], code,
				          (struct text2){code, code});
	}
	cursor_close(c);
}

static int
by_code(const void *a, const void *b)
{
	const struct code *x = a;
	const struct code *y = b;

	return str_cmp(x->code, y->code);
}

/* Move what was gathered to the choices. */
static void
settle(struct gatherer *g, struct choices *choices)
{
	choices->v = arena_array(g->a, g->n, sizeof *choices->v);
	choices->n = g->n;
	for (size_t i = 0; i < g->n; i++) {
		struct gathered *from = &g->v[i];
		size_t n = from->values.n;
		struct code *v = arena_array(g->a, n, sizeof *v);

		for (size_t j = 0; j < n; j++)
			v[j] = from->values.v[j];
		if (n > from->named)
			qsort(v + from->named, n - from->named, sizeof *v,
			      by_code);
		vec_release(&from->values);
		choices->v[i] = (struct choice){from->key, from->label,
		                                {.v = v, .n = n}};
		codes_index(&choices->v[i].codes, g->a);
	}
}

static int
load_config(struct config *config, struct arena *a, const struct look *look,
            const struct choices_from *from, struct err *err)
{
	struct str content = str_from(from->content ? from->content
	                                            : "content");
	struct finding_list quiet;
	struct commit commit;
	struct repo *repo;
	int rc = repo_open(from->repo ? from->repo : ".", &repo, err);

	if (rc < 0)
		return rc;
	if (str_eq(content, STR(".")))
		content = STR("");
	finding_list_init(&quiet, a);
	rc = repo_commit(repo, &look->built.commit, &commit, err);
	if (rc == 0)
		rc = config_load(config, repo, &commit.tree, content, NULL,
		                 &quiet, err);
	repo_close(repo);
	return rc;
}

int
choices_load(struct choices *choices, struct arena *a,
             const struct choices_from *from, struct err *err)
{
	struct gatherer g = {.a = a};
	struct config config = {0};
	struct look look;
	int rc = look_open(&look, from->output, from->repo, err);

	*choices = (struct choices){0};
	if (rc == 0)
		rc = load_config(&config, a, &look, from, err);
	if (rc == 0) {
		gather_schemas(&g, &config.set);
		gather_used(&g, look.txn);
		settle(&g, choices);
	}
	config_release(&config);
	look_close(&look);
	return rc;
}

void
choices_age(const struct choices_from *from)
{
	struct look look;

	if (look_open(&look, from->output, from->repo, NULL) == 0)
		look_age(&look, from->repo, from->lang);
	look_close(&look);
}

const struct choice *
choices_get(const struct choices *choices, struct str key)
{
	for (size_t i = 0; i < choices->n; i++)
		if (str_eq(choices->v[i].key, key))
			return &choices->v[i];
	return NULL;
}

struct str
choices_nearest(const struct choices *choices, struct str key)
{
	struct str known[FACETS];

	for (size_t i = 0; i < choices->n; i++)
		known[i] = choices->v[i].key;
	return suggest_nearest(key, known, choices->n);
}

const struct code *
choice_value(const struct choice *choice, struct str word)
{
	const struct codes *codes = &choice->codes;
	const struct code *found = codes_find(codes, word);

	if (!found)
		found = codes_find_label(codes, word);
	for (size_t i = 0; !found && i < codes->n; i++)
		if (str_eq(codes->v[i].label.en, word))
			found = &codes->v[i];
	return found;
}

const struct code *
choice_nearest(const struct choice *choice, struct str word)
{
	const struct codes *codes = &choice->codes;
	const struct code *near = codes_nearest(codes, word);

	for (size_t i = 0; !near && i < codes->n; i++)
		if (str_starts(codes->v[i].code, word) ||
		    str_starts(codes->v[i].label.zh, word) ||
		    str_starts(codes->v[i].label.en, word))
			near = &codes->v[i];
	return near;
}
