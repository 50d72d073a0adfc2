/* Trees of plain data: order of members, paths, growth. */
#include "unit.h"

#include "base/arena.h"
#include "text/value.h"

static int
set_up(void **state)
{
	struct arena *a = malloc(sizeof *a);

	if (!a)
		return -1;
	arena_init(a);
	*state = a;
	return 0;
}

static int
tear_down(void **state)
{
	arena_release(*state);
	free(*state);
	return 0;
}

static void
test_types(void **state)
{
	struct arena *a = *state;

	assert_int_equal(value_null(a)->type, VALUE_NULL);
	assert_true(value_bool(a, true)->yes);
	assert_false(value_bool(a, false)->yes);
	assert_str(value_int(a, 0)->text, "0");
	assert_str(value_int(a, INT64_MIN)->text, "-9223372036854775808");
	assert_int_equal(value_int(a, 1)->type, VALUE_NUMBER);
	assert_str(value_number(a, STR("1.50"))->text, "1.50");
	assert_int_equal(value_text(a, STR("x"))->type, VALUE_TEXT);
	assert_int_equal(value_html(a, STR("<b>"))->type, VALUE_HTML);
	assert_int_equal(value_list(a)->n, 0);
	assert_int_equal(value_map(a)->n, 0);
}

static void
test_str(void **state)
{
	struct arena *a = *state;

	assert_str(value_str(value_text(a, STR("t"))), "t");
	assert_str(value_str(value_html(a, STR("h"))), "h");
	assert_str(value_str(value_int(a, 5)), "5");
	assert_str(value_str(value_bool(a, true)), "");
	assert_str(value_str(value_list(a)), "");
	assert_str(value_str(NULL), "");
}

static void
test_list(void **state)
{
	struct arena *a = *state;
	struct value *list = value_list(a);

	for (int i = 0; i < 1000; i++)
		value_add(a, list, value_int(a, i));
	assert_int_equal(list->n, 1000);
	for (size_t i = 0; i < 1000; i++) {
		uint64_t n;

		assert_true(str_u64(list->member[i].value->text, &n));
		assert_int_equal(n, i);
		assert_int_equal(list->member[i].key.n, 0);
	}
	assert_null(value_get(list, STR("0")));
	assert_null(value_get(list, STR(""))); /* keys of lists are empty */
}

static void
test_map(void **state)
{
	struct arena *a = *state;
	struct value *map = value_map(a);

	value_put_text(a, map, "b", STR("1"));
	value_put_text(a, map, "a", STR("2"));
	value_put(a, map, STR("b"), value_int(a, 3));
	assert_int_equal(map->n, 2);
	/* replaced in its place, and the order is that of the first put */
	assert_str(map->member[0].key, "b");
	assert_str(map->member[1].key, "a");
	assert_int_equal(value_get(map, STR("b"))->type, VALUE_NUMBER);
	assert_str(value_str(value_get(map, STR("b"))), "3");
	assert_null(value_get(map, STR("")));
	assert_null(value_get(map, STR("A")));
	assert_null(value_get(NULL, STR("a")));
	assert_null(value_get(value_text(a, STR("a")), STR("a")));
}

static void
test_path(void **state)
{
	struct arena *a = *state;
	struct value *root = value_map(a);
	struct value *leader = value_map(a);

	value_put(a, root, STR("leader"), leader);
	value_put_text(a, leader, "name", STR("机床厂"));
	assert_str(value_str(value_path(root, STR("leader.name"))), "机床厂");
	assert_ptr_equal(value_path(root, STR("leader")), leader);
	assert_ptr_equal(value_path(root, STR("")), root);
	assert_null(value_path(root, STR("leader.none")));
	assert_null(value_path(root, STR("none.name")));
	assert_null(value_path(root, STR("leader.name.more")));
	assert_null(value_path(NULL, STR("leader")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_types, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_str, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_list, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_map, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_path, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
