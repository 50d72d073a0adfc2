#include "build/owners.h"
#include "git_world.h"
#include "model/date.h"

#define KEY_A "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA"
#define KEY_B "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY="

#define GOOD                                                     \
	"people:\n"                                              \
	"  office:\n    accounts: [desk, Front Desk]\n"          \
	"    keys:\n      - " KEY_A " somebody@office\n"         \
	"  dut:\n    keys:\n"                                    \
	"      - {key: " KEY_B ", until: 2027-12-31}\n"          \
	"folders:\n"                                             \
	"  \"*\": [office]\n"                                    \
	"  licenses: [dut, office]\n"                            \
	"  licenses/2026: [dut]\n"                               \
	"  themes: [dut]\n"                                      \
	"  closed: []\n"

static int
load(struct git_world *w, const char *text, struct str content,
     struct owners **owners, struct finding_list *findings)
{
	char path[64];
	struct oid commit;
	struct oid tree;
	struct commit c;

	snprintf(path, sizeof path, "%.*s%sowners.yaml", STR_ARG(content),
	         content.n ? "/" : "");
	git_world_put(w, path, text);
	commit = git_world_commit(w);
	assert_int_equal(repo_commit(w->repo, &commit, &c, NULL), 0);
	assert_int_equal(
	    repo_subtree(w->repo, &c.tree, content, &tree, NULL), 1);
	finding_list_init(findings, &w->arena);
	return owners_load(owners, w->repo, &tree, content, findings, NULL);
}

static bool
may(const struct owners *o, const char *person, const char *path)
{
	return owners_may(o, str_from(person), str_from(path));
}

static void
test_rules(void **state)
{
	struct git_world w;
	struct finding_list findings;
	struct owners *o;
	struct buf b = {0};

	(void)state;
	git_world_open(&w, true);
	assert_int_equal(load(&w, GOOD, STR("content"), &o, &findings), 0);
	assert_non_null(o);
	/* The most particular rule alone. */
	assert_true(may(o, "office", "content/licenses/a.md"));
	assert_true(may(o, "dut", "content/licenses/a.md"));
	assert_false(may(o, "office", "content/licenses/2026/a.md"));
	assert_true(may(o, "dut", "content/licenses/2026/a.md"));
	/* A name ends at a slash. */
	assert_false(may(o, "dut", "content/licenses2/a.md"));
	assert_false(may(o, "dut", "content/licenses-x"));
	/* The rest, inside and outside the content. */
	assert_true(may(o, "office", "content/owners.yaml"));
	assert_true(may(o, "office", "content/schema/a.yaml"));
	assert_true(may(o, "office", "README.md"));
	assert_false(may(o, "dut", "README.md"));
	assert_false(may(o, "dut", "licenses/a.md"));
	assert_true(may(o, "dut", "themes/default/a"));
	assert_false(may(o, "office", "themes/default/a"));
	assert_false(may(o, "office", "content/closed/a.md"));
	assert_false(may(o, "", "content/closed/a.md"));
	assert_false(may(o, "", "README.md"));
	owners_names(o, STR("content/licenses/a.md"), &b);
	assert_true(str_eq(buf_str(&b), STR("dut, office")));
	buf_release(&b);
	owners_free(o);
	git_world_close(&w);
}

static void
test_people(void **state)
{
	struct git_world w;
	struct finding_list findings;
	struct owners *o;
	struct buf b = {0};

	(void)state;
	git_world_open(&w, true);
	assert_int_equal(load(&w, GOOD, STR(""), &o, &findings), 0);
	assert_true(str_eq(owners_account(o, STR("desk")), STR("office")));
	assert_true(
	    str_eq(owners_account(o, STR("Front Desk")), STR("office")));
	assert_int_equal(owners_account(o, STR("office")).n, 0);
	assert_int_equal(owners_account(o, STR("")).n, 0);
	assert_true(may(o, "dut", "licenses/a.md"));
	/* Comments go; the last day still counts. */
	owners_signers(o, &b);
	assert_true(str_eq(buf_str(&b),
	                   STR("office namespaces=\"git\" " KEY_A "\n"
	                       "dut namespaces=\"git\",valid-before="
	                       "\"20280101\" " KEY_B "\n")));
	buf_release(&b);
	owners_free(o);
	git_world_close(&w);
}

static void
test_wrong(void **state)
{
	static const char *const wrong[] = {
	    "", "people: x\nfolders: {}\n", "people: {}\n",
	    /* Nobody could mend it. */
	    "people: {a: {}}\nfolders: {x: [a]}\n",
	    "people: {a: {}}\nfolders: {\"*\": []}\n",
	    "people: {a: {}}\nfolders: {\"*\": [b]}\n",
	    "people: {a: {}}\nfolders: {\"*\": a}\n",
	    "people: {A b: {}}\nfolders: {\"*\": [A b]}\n",
	    "people: {a: {keys: [x]}}\nfolders: {\"*\": [a]}\n",
	    "people: {a: {keys: [ssh-rsa]}}\nfolders: {\"*\": [a]}\n",
	    "people: {a: {keys: [\"ssh-rsa A\\nb ssh-rsa B\"]}}\n"
	    "folders: {\"*\": [a]}\n",
	    "people: {a: {keys: [\"* ssh-rsa AAAA\"]}}\n"
	    "folders: {\"*\": [a]}\n",
	    "people: {a: {keys: [ssh-rsa AA, ssh-rsa AA]}}\n"
	    "folders: {\"*\": [a]}\n",
	    "people: {a: {keys: [ssh-rsa AA]}, b: {keys: [ssh-rsa AA]}}\n"
	    "folders: {\"*\": [a]}\n",
	    "people: {a: {accounts: [x]}, b: {accounts: [x]}}\n"
	    "folders: {\"*\": [a]}\n",
	    "people: {a: {keys: [{key: ssh-rsa AA, until: soon}]}}\n"
	    "folders: {\"*\": [a]}\n",
	    "people: {a: {nosuch: []}}\nfolders: {\"*\": [a]}\n",
	    "people: {a: {keys: ssh-rsa AA}}\nfolders: {\"*\": [a]}\n",
	    "people: &x {a: {}}\nfolders: {\"*\": [a]}\n"};
	struct git_world w;

	(void)state;
	git_world_open(&w, true);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct finding_list findings;
		struct owners *o;

		if (load(&w, wrong[i], STR("content"), &o, &findings) !=
		        ERR_CONTENT ||
		    findings.errors == 0 || o)
			fail_msg("taken: %s", wrong[i]);
		assert_true(str_eq(findings.v[0].path,
		                   STR("content/owners.yaml")));
	}
	git_world_close(&w);
}

static void
test_none(void **state)
{
	struct git_world w;
	struct finding_list findings;
	struct owners *o;
	struct oid tree;
	struct oid commit;
	struct commit c;

	(void)state;
	git_world_open(&w, true);
	git_world_put(&w, "content/a.md", "a");
	commit = git_world_commit(&w);
	assert_int_equal(repo_commit(w.repo, &commit, &c, NULL), 0);
	tree = c.tree;
	finding_list_init(&findings, &w.arena);
	assert_int_equal(owners_load(&o, w.repo, &tree, STR("content"),
	                             &findings, NULL),
	                 0);
	assert_null(o);
	owners_free(o);
	git_world_close(&w);
}

/* The day after which the file is locked. */
static void
test_last_day(void **state)
{
	static const char people[] =
	    "people:\n"
	    "  a: {accounts: [x], keys: [{key: ssh-rsa A, until: "
	    "2027-01-31}]}\n"
	    "  b: {keys: [{key: ssh-rsa B, until: 2026-01-31}, "
	    "{key: ssh-rsa C, until: 2026-02-28}]}\n"
	    "  c: {keys: [ssh-rsa D]}\n";
	static const struct {
		const char *rest;
		const char *day; /* NULL: for good */
	} row[] = {
	    {"folders: {\"*\": [b]}\n", "2026-02-28"},
	    {"folders: {\"*\": [b, c]}\n", NULL},
	    {"folders: {\"*\": [b, a]}\n", NULL},
	    {"folders: {\"*\": [b, a]}\nsigned: push\n", "2027-01-31"},
	    {"folders: {\"*\": [c], owners.yaml: [b]}\n", "2026-02-28"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct finding_list findings;
		struct git_world w;
		struct owners *o;
		struct buf text = {0};
		int32_t day = DATE_NONE;

		if (row[i].day)
			assert_true(date_parse_iso(str_from(row[i].day), &day));
		git_world_open(&w, true);
		buf_fmt(&text, "%s%s", people, row[i].rest);
		buf_byte(&text, '\0');
		assert_int_equal(load(&w, text.p, STR(""), &o, &findings), 0);
		assert_int_equal(owners_last_day(o), day);
		buf_release(&text);
		owners_free(o);
		git_world_close(&w);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rules), cmocka_unit_test(test_people),
	    cmocka_unit_test(test_wrong), cmocka_unit_test(test_none),
	    cmocka_unit_test(test_last_day)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
