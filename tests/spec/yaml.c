/*
 * The YAML test suite through our restricted reader.  What the suite calls
 * an error must be refused; the rest may be refused, too, for we read less
 * than YAML, but only by a restriction that the header names.  Where both
 * accept, the texts of the tree are compared with the suite's JSON; two cases
 * (JEF9/02, L24T/01) differ by white space at the very end of the text.
 *
 * Cases are read from $GONGSHI_SHARED/data/yaml (default ../shared).
 */
#include "lines.h"
#include "text/yaml.h"

enum { CASES = 402, MUST_FAIL = 94, READ = 170, EQUAL = 165 };

struct tally {
	size_t cases, read, refused[YAML_CODES], must_fail, failed;
	size_t compared, equal;
};

/* Does the tree hold what the JSON holds, scalars by their text? */
static bool
same(const struct yaml_node *node, const struct value *v)
{
	if (v->type == VALUE_NULL)
		return yaml_is_null(node);
	if (!node)
		return false;
	if (v->type == VALUE_BOOL)
		return str_eq(node->text, v->yes ? STR("true")
		                                 : STR("false"));
	if (v->type == VALUE_NUMBER)
		return node->type == YAML_TEXT && node->plain;
	if (v->type == VALUE_TEXT)
		return node->type == YAML_TEXT && str_eq(node->text, v->text);
	if (node->n != v->n ||
	    node->type != (v->type == VALUE_LIST ? YAML_LIST : YAML_MAP))
		return false;
	for (size_t i = 0; i < v->n; i++) {
		const struct yaml_node *item = node->member[i].node;

		/* The order of keys is no matter of the suite. */
		if (v->type == VALUE_MAP)
			item = yaml_get(node, v->member[i].key);
		if (!item || !same(item, v->member[i].value))
			return false;
	}
	return true;
}

static void
compare(struct tally *t, struct arena *a, const struct value *test,
        const struct yaml_node *root)
{
	struct str json = lines_get(test, "json");
	const struct value *v;

	if (!json.n || json_read(a, json, &v, NULL, NULL))
		return;
	t->compared++;
	if (same(root, v))
		t->equal++;
	else
		print_message("%.*s differs from its JSON\n",
		              STR_ARG(lines_get(test, "id")));
}

static void
run_case(struct tally *t, const struct value *test)
{
	const struct value *error = value_get(test, STR("error"));
	struct yaml_node *root;
	struct yaml_error e;
	struct arena a;
	int status;

	arena_init(&a);
	status = yaml_parse(&a, lines_get(test, "yaml"), 1, YAML_FRONT_MAX,
	                    &root, &e);
	t->cases++;
	t->read += status == 0;
	t->refused[e.code] += status != 0;
	t->must_fail += error->yes;
	if (status) {
		assert_true(e.line >= 1 && e.column >= 1 && e.detail.n);
		t->failed += error->yes;
	} else if (!error->yes) {
		compare(t, &a, test, root);
	} else {
		print_error("%.*s must fail: %.*s\n",
		            STR_ARG(lines_get(test, "id")),
		            STR_ARG(lines_get(test, "yaml")));
	}
	arena_release(&a);
}

static void
test_suite(void **state)
{
	struct tally t = {0};
	struct buf text = {0};
	const struct value *test;
	struct arena a;
	struct str rest;

	(void)state;
	if (!lines_read(&text, "yaml/cases.jsonl")) {
		skip();
		return;
	}
	arena_init(&a);
	rest = buf_str(&text);
	while ((test = lines_next(&a, &rest)))
		run_case(&t, test);
	print_message("%zu cases: %zu read, %zu of them with JSON, %zu "
	              "equal to it; %zu of %zu errors refused\n",
	              t.cases, t.read, t.compared, t.equal, t.failed,
	              t.must_fail);
	for (int i = 1; i < YAML_CODES; i++)
		print_message("  refused with code %d: %zu\n", i,
		              t.refused[i]);
	assert_int_equal(t.cases, CASES);
	assert_int_equal(t.must_fail, MUST_FAIL);
	assert_int_equal(t.failed, MUST_FAIL);
	assert_int_equal(t.read, READ);
	assert_int_equal(t.equal, EQUAL);
	arena_release(&a);
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_suite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
