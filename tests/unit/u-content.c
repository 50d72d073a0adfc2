/*
 * Paths below the content folder: each class, names that are reserved, and
 * names that are no ids.
 */
#include "unit.h"

#include "build/content.h"

struct example {
	const char *path;
	enum content_kind kind;
	const char *name; /* of a record: FOLDER/ID; else content.name */
};

static const struct example examples[] = {
    {"site.yaml", CONTENT_SITE, ""},
    {"README.md", CONTENT_PASSED, ""},
    {"owners.yaml", CONTENT_PASSED, ""},
    {"owners.example.yaml", CONTENT_PASSED, ""},
    {"charts.yaml", CONTENT_PASSED, ""},
    {"CHANGES.md", CONTENT_PASSED, ""},
    {"notes.txt", CONTENT_PASSED, ""},
    {"other.yaml", CONTENT_LOOSE, ""},
    {"gs-2026-0001.md", CONTENT_LOOSE, ""},
    {"schema/alliance.yaml", CONTENT_SCHEMA, "alliance"},
    {"schema/notes.txt", CONTENT_PASSED, NULL},
    {"tables/adcode.yaml", CONTENT_TABLE, "adcode"},
    {"tables/README.md", CONTENT_PASSED, NULL},
    {"files/2021/x y.pdf", CONTENT_FILE, "2021/x y.pdf"},
    {"files/a.md", CONTENT_FILE, "a.md"},
    {"firms/wind.md", CONTENT_RECORD, "firms/wind"},
    {"firms/wind.yaml", CONTENT_RECORD, "firms/wind"},
    {"firms/2021/06/wind-2.md", CONTENT_RECORD, "firms/wind-2"},
    {"firms/Any Folder/0.md", CONTENT_RECORD, "firms/0"},
    {"firms/schema/x.md", CONTENT_RECORD, "firms/x"},
    {"firms/files/x.md", CONTENT_RECORD, "firms/x"},
    {"firms/README.md", CONTENT_PASSED, NULL},
    {"firms/2021/README.md", CONTENT_PASSED, NULL},
    {"firms/readme.md", CONTENT_RECORD, "firms/readme"},
    {"firms/site.yaml", CONTENT_RECORD, "firms/site"},
    {"firms/wind.txt", CONTENT_ODD, NULL},
    {"firms/wind.md.bak", CONTENT_ODD, NULL},
    {"firms/wind", CONTENT_ODD, NULL},
    {"firms/.md", CONTENT_ODD, NULL},
    {"firms/Wind.md", CONTENT_ODD, NULL},
    {"firms/wind_2.md", CONTENT_ODD, NULL},
    {"firms/-wind.md", CONTENT_ODD, NULL},
    {"firms/风.md", CONTENT_ODD, NULL},
    {"firms/wind.x.md", CONTENT_ODD, NULL},
    {"firms/index.md", CONTENT_ODD, NULL},
    {"firms/page-2.md", CONTENT_ODD, NULL},
    {"firms/by-price.md", CONTENT_ODD, NULL},
    {"firms/feed.md", CONTENT_ODD, NULL},
    {"firms/calendar.md", CONTENT_ODD, NULL},
    {"firms/calendar-2.md", CONTENT_RECORD, "firms/calendar-2"},
    {"firms/page-x.yaml", CONTENT_ODD, NULL},
    {"firms/pages.md", CONTENT_RECORD, "firms/pages"},
    {"firms/index-2.md", CONTENT_RECORD, "firms/index-2"},
    {"Firms/wind.md", CONTENT_ODD, NULL},
    {".git/wind.md", CONTENT_PASSED, NULL},
    {".hidden/x", CONTENT_PASSED, NULL},
};

static void
test_classes(void **state)
{
	char name[CONTENT_NAME_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		const struct example *e = &examples[i];
		struct content c = content_of(str_from(e->path));

		if (c.kind != e->kind)
			fail_msg("%s is of kind %d", e->path, c.kind);
		if (c.kind == CONTENT_RECORD)
			assert_str(content_record(&c, name), e->name);
		else if (e->name)
			assert_str(c.name, e->name);
	}
}

/* A record's folder is its kind's, whatever lies between. */
static void
test_parts(void **state)
{
	struct content c = content_of(STR("firms/2021/06/wind.md"));

	(void)state;
	assert_str(c.folder, "firms");
	assert_str(c.id, "wind");
	c = content_of(STR("firms/2021/odd.txt"));
	assert_str(c.folder, "firms");
}

static void
test_lengths(void **state)
{
	char path[400];
	char name[CONTENT_NAME_MAX];
	struct content c;

	(void)state;
	memset(path, 'a', sizeof path);
	path[79] = '/';
	memcpy(path + 79 + 1 + CONTENT_ID_MAX, ".md", 3);
	/* The longest name of all fits. */
	c = content_of((struct str){path, 79 + 1 + CONTENT_ID_MAX + 3});
	assert_int_equal(c.kind, CONTENT_RECORD);
	path[79] = 'a';
	path[CONTENT_ID_MAX - 2] = '/';
	c = content_of((struct str){path, 79 + 1 + CONTENT_ID_MAX + 3});
	assert_int_equal(c.kind, CONTENT_ODD);
	c = content_of(STR("firms/wind.md"));
	assert_int_equal(content_record(&c, name).n, 10);
	memset(path, 'a', sizeof path);
	assert_true(content_is_id((struct str){path, CONTENT_ID_MAX}));
	assert_false(content_is_id((struct str){path, CONTENT_ID_MAX + 1}));
	assert_false(content_is_id(STR("")));
}

/* The longest folder and the longest id make a name. */
static void
test_longest(void **state)
{
	char path[2 * CONTENT_ID_MAX + 4];
	char name[CONTENT_NAME_MAX];
	struct content c;

	(void)state;
	memset(path, 'a', sizeof path);
	path[CONTENT_ID_MAX] = '/';
	memcpy(path + 2 * CONTENT_ID_MAX + 1, ".md", 3);
	c = content_of((struct str){path, sizeof path});
	if (c.kind == CONTENT_RECORD)
		assert_int_equal(content_record(&c, name).n,
		                 2 * CONTENT_ID_MAX + 1);
	else
		assert_int_equal(c.kind, CONTENT_ODD);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_classes),
	    cmocka_unit_test(test_parts),
	    cmocka_unit_test(test_lengths),
	    cmocka_unit_test(test_longest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
