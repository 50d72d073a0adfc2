/*
 * What the preview answers: files of the site with a script in the pages, and
 * nothing else of the disk; events that are told once.
 */
#include "unit.h"

#include "cmd/preview.h"

#include <unistd.h>

struct world {
	char dir[PATH_SIZE];
	char site[PATH_SIZE];
	struct fs fs;
	struct preview preview;
	struct http_answer answer;
};

static void
put(struct world *w, const char *name, const char *text)
{
	char path[PATH_SIZE];

	assert_int_equal(path_join(path, w->dir, str_from(name), NULL), 0);
	assert_int_equal(fs_replace(&w->fs, path, str_from(text), NULL), 0);
}

static int
start(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	char path[PATH_SIZE];

	assert_non_null(w);
	w->fs = fs_real();
	unit_folder(w->dir, sizeof w->dir);
	assert_int_equal(path_join(w->site, w->dir, STR("site"), NULL), 0);
	assert_int_equal(path_join(path, w->site, STR("in"), NULL), 0);
	assert_int_equal(fs_mkdir(&w->fs, path, NULL), 0);
	put(w, "secret", "secret");
	put(w, "site/index.html", "<body>front</body></html>");
	put(w, "site/404.html", "<body>nothing here</body>");
	put(w, "site/in/index.html", "<body>in</body>");
	put(w, "site/in/a.json", "{}");
	put(w, "site/.hidden", "secret");
	w->preview = (struct preview){
	    .fs = &w->fs, .site = w->site, .state = 7, .page = 5};
	*state = w;
	return 0;
}

static int
stop(void **state)
{
	struct world *w = *state;

	buf_release(&w->answer.body);
	buf_release(&w->preview.title);
	buf_release(&w->preview.text);
	assert_int_equal(fs_remove_tree(&w->fs, w->dir, NULL), 0);
	free(w);
	return 0;
}

static struct str
ask(struct world *w, const char *path, const char *since, bool again)
{
	struct http_request request = {.path = str_from(path),
	                               .since = str_from(since),
	                               .again = again};

	buf_release(&w->answer.body);
	w->answer = (struct http_answer){.status = 200};
	preview_answer(&w->preview, &request, &w->answer);
	return buf_str(&w->answer.body);
}

static bool
contains(struct str text, const char *part)
{
	return str_find(text, str_from(part)) < text.n;
}

static void
test_files(void **state)
{
	struct world *w = *state;

	assert_true(str_eq(
	    ask(w, "/", "", false),
	    STR("<body>front<script src=\"/.gongshi/preview.js?page=5\">"
	        "</script></body></html>")));
	assert_int_equal(w->answer.status, 200);
	assert_string_equal(w->answer.policy, PREVIEW_POLICY);
	assert_true(contains(ask(w, "/in/", "", false), "<body>in<script"));
	assert_true(str_eq(ask(w, "/in/a.json", "", false), STR("{}")));
	assert_string_equal(w->answer.type, "application/json");
	/* A page without an end has the script all the same. */
	put(w, "site/in/index.html", "in");
	assert_true(contains(ask(w, "/in/index.html", "", false),
	                     "in<script"));
}

static void
test_nothing_else(void **state)
{
	static const char *const paths[] = {
	    "/nosuch.html", "/in",         "/in/nosuch",   "/.hidden",
	    "/../secret",   "/in/../../secret", "//secret", "/link",
	    "/linked/secret", "/.gongshi/", "/.gongshi/../secret", ""};
	struct world *w = *state;
	char to[PATH_SIZE];
	char path[PATH_SIZE];

	assert_int_equal(path_join(to, w->dir, STR("secret"), NULL), 0);
	assert_int_equal(path_join(path, w->site, STR("link"), NULL), 0);
	assert_int_equal(symlink(to, path), 0);
	assert_int_equal(path_join(path, w->site, STR("linked"), NULL), 0);
	assert_int_equal(symlink(w->dir, path), 0);
	for (size_t i = 0; i < sizeof paths / sizeof *paths - 1; i++) {
		struct str body = ask(w, paths[i], "", false);

		assert_int_equal(w->answer.status, 404);
		assert_true(contains(body, "nothing here<script"));
	}
	put(w, "site/404.html", "");
	assert_true(contains(ask(w, "/nosuch", "", false), "<script"));
}

static void
test_events(void **state)
{
	struct world *w = *state;
	struct str body;

	buf_adds(&w->preview.title, "1 <b>");
	buf_adds(&w->preview.text, "a\n\ndata: b");
	body = ask(w, "/.gongshi/events", "", false);
	assert_false(w->answer.hold);
	assert_string_equal(w->answer.type, "text/event-stream");
	/* Findings cannot end the event early. */
	assert_memory_equal(body.p, "retry: 50\nid: 7\ndata: {", 23);
	assert_true(contains(body, "\"page\":\"5\",\"title\":\"1 "));
	assert_true(contains(body, "\"text\":\"a\\u000a\\u000adata: b\"}"));
	assert_int_equal(str_find(body, STR("\n\n")), body.n - 2);
	assert_true(contains(ask(w, "/.gongshi/events", "6", false), "id: 7"));
	assert_true(contains(ask(w, "/.gongshi/events", "x", false), "id: 7"));
	/* What is known is waited for, but not for ever. */
	assert_int_equal(ask(w, "/.gongshi/events", "7", false).n, 0);
	assert_true(w->answer.hold);
	assert_true(str_eq(ask(w, "/.gongshi/events", "7", true),
	                   STR("retry: 50\n\n")));
	assert_false(w->answer.hold);
	w->preview.state = 8;
	assert_true(contains(ask(w, "/.gongshi/events", "7", true), "id: 8"));
	assert_true(contains(ask(w, "/.gongshi/preview.js", "", false),
	                     "EventSource"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_files, start, stop),
	    cmocka_unit_test_setup_teardown(test_nothing_else, start, stop),
	    cmocka_unit_test_setup_teardown(test_events, start, stop)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
