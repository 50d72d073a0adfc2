/*
 * The history of a record that was rewritten three hundred times: what is
 * told of the newest versions, how little of the others; the page stays
 * small however long the texts; reasons come from acts, then from messages.
 */
#include "page_world.h"

#include "base/codec.h"
#include "render/historypage.h"

#define VERSIONS 300
#define RECORD "alliances/ln-2021-0001"

/* What the repository would say, version by version. */
struct history_world {
	struct page_world page;
	size_t paragraphs;  /* of a text of which each version turns one */
	bool all;           /* or all of them */
	bool linked;        /* a last one, whose link each version turns */
	uint32_t unreadable; /* a version that is no record */
	size_t read;        /* blobs */
};

static int
read_blob(void *ctx, const uint8_t blob[ROW_BLOB], struct buf *out,
          struct err *err)
{
	struct history_world *w = ctx;
	unsigned version = blob[0] * 256u + blob[1];

	(void)err;
	w->read++;
	if (version == w->unreadable) {
		buf_adds(out, "---\n{\n");
		return 0;
	}
	buf_fmt(out, "---\nname: 示例联盟\nindustry: 第%u版\n---\n", version);
	for (unsigned i = 0; i < w->paragraphs; i++) {
		bool turns = w->all || i == version % w->paragraphs;

		buf_fmt(out, "\n第%u段。", i);
		for (unsigned k = 0; k < 60; k++)
			buf_fmt(out, "%c%u，", 'a' + (int)(k % 26),
			        turns ? version * 61 + k : k);
		buf_byte(out, '\n');
	}
	if (w->linked)
		buf_fmt(out, "\n## 依据\n\n见[名单](https://a.example/%u)。\n",
		        version);
	return 0;
}

static int
read_message(void *ctx, const uint8_t commit[20], struct buf *out,
             struct err *err)
{
	(void)ctx;
	(void)err;
	if (commit[1] % 2)
		buf_adds(out, "content: rewrite\n");
	else
		buf_fmt(out, "content: rewrite\n\n理由：改了%u处\n", commit[1]);
	return 0;
}

static void
put_row(struct history_world *w, const char *name, uint32_t accession,
        struct row *row)
{
	struct buf bytes = {0};

	row->visible = true;
	row->accession = row->serial = accession;
	row->day = row->scheduled = row->leaves = NO_DAY;
	row->status.until = NO_DAY;
	row_encode(row, &bytes);
	txn_put(w->page.state.txn, TABLE_RECORD, str_from(name),
	        buf_str(&bytes));
	buf_release(&bytes);
}

/* A version whose commit and blob tell its number. */
static void
put_version_at(struct history_world *w, uint32_t accession, uint32_t number,
               uint32_t commit, bool removed, uint64_t time)
{
	char id[20] = {(char)(commit / 256), (char)commit};
	char blob[20] = {(char)(number / 256), (char)number};
	struct buf key = {0};
	struct buf value = {0};

	buf_add(&value, (struct str){id, sizeof id});
	put_be64(&value, time);
	buf_add(&value, (struct str){blob, sizeof blob});
	buf_byte(&value, removed);
	put_slice(&value, STR("alliances/2021/ln-2021-0001.md"));
	put_be32(&value, number);
	txn_put(w->page.state.txn, TABLE_VERSION,
	        key_version(&key, accession, number), buf_str(&value));
	buf_release(&key);
	buf_release(&value);
}

static void
put_version(struct history_world *w, uint32_t accession, uint32_t number,
            uint32_t commit, bool removed)
{
	put_version_at(w, accession, number, commit, removed,
	               number * 86400ull * 10);
}

static void
put_source(struct history_world *w, const char *source, struct link link)
{
	struct row row = {.title = {str_from(source), STR("")}};
	struct buf key = {0};
	struct buf value = {0};

	link_encode(&link, &value);
	txn_put(w->page.state.txn, TABLE_LINK,
	        key_link(&key, STR(RECORD), str_from(source), 0),
	        buf_str(&value));
	put_row(w, source, link.accession, &row);
	buf_release(&key);
	buf_release(&value);
}

/* A record that names ours, published first by a commit. */
static void
put_link(struct history_world *w, const char *source, uint32_t accession,
         enum link_kind kind, const char *field, uint32_t commit)
{
	put_source(w, source,
	           (struct link){.kind = kind,
	                         .from = NO_DAY,
	                         .until = NO_DAY,
	                         .scheduled = NO_DAY,
	                         .leaves = NO_DAY,
	                         .accession = accession,
	                         .field = str_from(field)});
	put_version(w, accession, 1, commit, false);
}

/* A record that says of ours that it has a state from a day on, public since
 * the day that is given last. */
static void
put_said(struct history_world *w, const char *source, uint32_t accession,
         const char *state, int32_t from, int32_t since)
{
	put_source(w, source,
	           (struct link){.kind = LINK_ABOUT,
	                         .state = str_from(state),
	                         .from = from,
	                         .until = NO_DAY,
	                         .scheduled = NO_DAY,
	                         .leaves = NO_DAY,
	                         .accession = accession});
	put_version_at(w, accession, 1, 100 + accession, false,
	               (uint64_t)since * 86400);
}

static void
open_history(struct history_world *w, uint32_t versions)
{
	struct row row = {.title = {STR("示例联盟"), STR("")}};

	*w = (struct history_world){.paragraphs = 1};
	page_world_open(&w->page, page_site);
	w->page.snapshot.blob = read_blob;
	w->page.snapshot.message = read_message;
	w->page.snapshot.blob_ctx = w;
	put_row(w, RECORD, 1, &row);
	for (uint32_t i = 1; i <= versions; i++)
		put_version(w, 1, i, i, false);
}

/* The page of the history, or of a version as it stood. */
static struct str
page_of(struct history_world *w, enum lang lang, uint32_t number,
        bool *exists)
{
	struct output output = {.type = OUTPUT_VERSIONS,
	                        .name = STR(RECORD),
	                        .number = number,
	                        .lang = lang};
	struct context *c = page_world_page(&w->page, output);
	struct buf out = {0};
	struct err err = {0};
	struct str text;

	w->read = 0;
	if (historypage_render(c, &out, exists, &err))
		fail_msg("%s", err.line);
	text = arena_str(&w->page.state.arena, buf_str(&out));
	buf_release(&out);
	return text;
}

static size_t
times(struct str text, const char *part)
{
	size_t n = 0;

	for (const char *p = text.p; (p = strstr(p, part)) != NULL; p++)
		n++;
	return n;
}

static void
test_many(void **state)
{
	struct history_world w;
	struct str page;
	bool exists;

	(void)state;
	open_history(&w, VERSIONS);
	page = page_of(&w, LANG_ZH, 0, &exists);
	assert_true(exists);
	assert_int_equal(times(page, "<li class=\"version\""), HISTORY_TOLD);
	assert_int_equal(times(page, "主导产业由"), HISTORY_TOLD);
	assert_int_equal(times(page, "<details class=\"diff\""),
	                 HISTORY_TOLD);
	/* The others have one row each, and are not read. */
	assert_int_equal(times(page, "<tr><td data-label"),
	                 VERSIONS - HISTORY_TOLD);
	assert_int_equal(w.read, HISTORY_TOLD + 1);
	assert_int_equal(times(page, "/ln-2021-0001.v1.html\""), 1);
	assert_int_equal(times(page, "id=\"older\" hidden"), 0);
	page_world_close(&w.page);
}

/* Most records have one version, which is compared with nothing. */
static void
test_one(void **state)
{
	struct history_world w;
	struct str page;
	bool exists;

	(void)state;
	open_history(&w, 1);
	page = page_of(&w, LANG_ZH, 0, &exists);
	assert_true(exists);
	assert_int_equal(times(page, "<li class=\"version\""), 1);
	assert_int_equal(w.read, 0);
	page_world_close(&w.page);
}

/* What a page costs follows neither the length of the texts nor the number
 * of those that are rewritten as a whole. */
static void
test_long(void **state)
{
	struct history_world w;
	struct str small;
	struct str page;
	bool exists;

	(void)state;
	open_history(&w, HISTORY_TOLD);
	small = page_of(&w, LANG_ZH, 0, &exists);
	assert_int_equal(times(small, "id=\"older\" hidden"), 1);
	assert_int_equal(times(small, "class=\"diff-long\""), 0);
	w.paragraphs = 40;
	page = page_of(&w, LANG_ZH, 0, &exists);
	/* Two paragraphs turn: that of this version and of the one before. */
	assert_true(page.n < 3 * small.n);
	w.all = true;
	page = page_of(&w, LANG_ZH, 0, &exists);
	assert_int_equal(times(page, "<details class=\"diff\""), 0);
	assert_int_equal(times(page, "class=\"diff-long\""),
	                 HISTORY_TOLD - 1);
	assert_true(page.n < small.n);
	/* Each text alone would fit. */
	w.paragraphs = 3;
	page = page_of(&w, LANG_ZH, 0, &exists);
	assert_true(times(page, "<details class=\"diff\"") > 5);
	assert_true(times(page, "class=\"diff-long\"") > 5);
	assert_true(page.n < HISTORY_TEXTS + 80000);
	w.linked = true;
	page = page_of(&w, LANG_ZH, 0, &exists);
	assert_true(times(page, "diff-raw") > 1);
	assert_true(page.n < HISTORY_TEXTS + HISTORY_RAWS + 80000);
	page_world_close(&w.page);
}

/* Readers see words changed as words; what only the file shows stands apart,
 * and alone where the words stayed. */
static void
test_raw(void **state)
{
	struct history_world w;
	struct str page;
	bool exists;

	(void)state;
	open_history(&w, 2);
	w.linked = true;
	page = page_of(&w, LANG_ZH, 0, &exists);
	assert_int_equal(times(page, "<details class=\"diff\""), 1);
	assert_int_equal(times(page, "<details class=\"diff diff-raw\""), 1);
	assert_int_equal(times(page, "](https:"), 1);
	assert_int_equal(times(page, "class=\"diff-unseen\""), 0);
	assert_true(str_find(page, STR("](https:")) >
	            str_find(page, STR("diff-raw")));
	w.paragraphs = 0;
	page = page_of(&w, LANG_ZH, 0, &exists);
	assert_int_equal(times(page, "<details class=\"diff\""), 0);
	assert_int_equal(times(page, "<details class=\"diff diff-raw\""), 1);
	assert_int_equal(times(page, "class=\"diff-unseen\""), 1);
	assert_int_equal(times(page, "class=\"diff-long\""), 0);
	page_world_close(&w.page);
}

static void
test_reasons(void **state)
{
	struct history_world w;
	struct str page;
	bool exists;

	(void)state;
	open_history(&w, 6);
	put_link(&w, "news/x", 2, LINK_REF, "items.alliance", 6);
	put_link(&w, "notices/gs-1", 3, LINK_REF, "items.alliance", 3);
	put_link(&w, "notices/gs-2", 4, LINK_BODY, "", 4);
	put_link(&w, "notices/gs-3", 5, LINK_REF, "items.alliance", 5);
	put_link(&w, "notices/gs-4", 7, LINK_REF, "basis", 4);
	put_link(&w, "revocations/cx-1", 6, LINK_ABOUT, "alliance", 5);
	page = page_of(&w, LANG_ZH, 0, &exists);
	/* 6, 4 and 2 by a line of the message; 1 has none for this reader. */
	assert_int_equal(times(page, "理由：改了"), 3);
	assert_int_equal(times(page, "<p class=\"version-reason\">"), 5);
	assert_int_equal(times(page, "理由：<a href"), 2);
	assert_int_equal(
	    times(page, "<a href=\"../notices/gs-1.html\">notices/gs-1"), 1);
	assert_int_equal(times(page, "revocations/cx-1</a>"), 1);
	assert_int_equal(times(page, "gs-3"), 0);
	assert_int_equal(times(page, "gs-4"), 0);
	page = page_of(&w, LANG_EN, 0, &exists);
	assert_int_equal(times(page, "Reason: content: rewrite"), 4);
	assert_int_equal(times(page, "Reason: <a href"), 2);
	page_world_close(&w.page);
}

/* A version that cannot be read has its page, which says so; one that was
 * removed, and the newest, have none. */
static void
test_stood(void **state)
{
	struct history_world w;
	struct str page;
	bool exists;

	(void)state;
	open_history(&w, 5);
	w.unreadable = 2;
	put_version(&w, 1, 3, 3, true);
	page = page_of(&w, LANG_ZH, 0, &exists);
	assert_int_equal(times(page, "ln-2021-0001.v2.html"), 1);
	assert_int_equal(times(page, "ln-2021-0001.v3.html"), 0);
	page = page_of(&w, LANG_ZH, 1, &exists);
	assert_true(exists);
	assert_int_equal(times(page, "第1版</"), 2);
	assert_int_equal(times(page, "读不出来"), 0);
	page = page_of(&w, LANG_ZH, 2, &exists);
	assert_true(exists);
	assert_int_equal(times(page, "读不出来"), 1);
	page_of(&w, LANG_ZH, 3, &exists);
	assert_false(exists);
	page_of(&w, LANG_ZH, 5, &exists);
	assert_false(exists);
	page_of(&w, LANG_ZH, 6, &exists);
	assert_false(exists);
	page_world_close(&w.page);
}

/* Versions of one day are told apart by the minute, of one minute by the
 * second; a day of its own stands alone. */
static void
test_times(void **state)
{
	static const char *const told[] = {
	    ">2020年1月5日<", ">2020年1月7日 10:00:00<",
	    ">2020年1月7日 10:00:20<", ">2020年1月7日 18:30<"};
	static const uint64_t time[] = {1578182400, 1578362400, 1578362420,
	                                1578393000};
	struct history_world w;
	struct str page;
	bool exists;

	(void)state;
	open_history(&w, 4);
	for (uint32_t i = 0; i < 4; i++)
		put_version_at(&w, 1, i + 1, i + 1, false, time[i]);
	page = page_of(&w, LANG_ZH, 0, &exists);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(times(page, told[i]), 1);
	page = page_of(&w, LANG_ZH, 3, &exists);
	assert_int_equal(times(page, ">2020年1月7日 10:00<"), 2);
	assert_int_equal(times(page, ">2020年1月7日 18:30<"), 1);
	page_world_close(&w.page);
}

/* The page of a version says all that a court asks for, and what git prints
 * the text by, which no name of a folder turns into another command. */
static void
test_cited(void **state)
{
	static const char commit[] =
	    "0002000000000000000000000000000000000000";
	struct history_world w;
	struct str page;
	struct str cite;
	bool exists;

	(void)state;
	open_history(&w, 3);
	w.page.renderer.content = STR("two words; ls 'x'");
	page = page_of(&w, LANG_ZH, 2, &exists);
	cite = str_sub(page, str_find(page, STR("<p id=\"cite\">")), page.n);
	cite = arena_str(&w.page.state.arena,
	                 str_sub(cite, 0, str_find(cite, STR("</p>"))));
	assert_int_equal(times(cite, "测试局："), 1);
	assert_int_equal(times(cite, "ln-2021-0001、第2版、"), 1);
	assert_int_equal(times(cite, ">1970年1月21日 08:00</time> "
	                             "(UTC+08:00)公开"), 1);
	assert_int_equal(times(cite, commit), 1);
	assert_int_equal(times(cite, ">https://register.example/alliances/"
	                             "ln-2021-0001.v2.html</a>"), 1);
	assert_int_equal(times(page, "class=\"print-foot\""), 1);
	assert_int_equal(times(page, commit), 3);
	assert_int_equal(
	    times(page, ":two words; ls '\\''x'\\''/alliances/2021/"
	                "ln-2021-0001.md'</code>"), 1);
	page_world_close(&w.page);
}

/* The status on the last day of a version: of what holds on that day, what
 * was public by then.  Versions come on days 10, 20, 30 and 40. */
static void
test_standing(void **state)
{
	struct history_world w;
	struct str page;
	bool exists;

	(void)state;
	open_history(&w, 4);
	page = page_of(&w, LANG_ZH, 1, &exists);
	assert_int_equal(times(page, "当时的状态未列"), 1);
	put_said(&w, "notices/gs-1", 2, "cleared", 12, 15);
	put_said(&w, "typicals/dx-1", 3, "typical_city", 13, 25);
	put_said(&w, "revocations/cx-1", 4, "revoked", 38, 26);
	page = page_of(&w, LANG_ZH, 1, &exists);
	assert_int_equal(times(page, "当时的状态未列"), 0);
	/* As the status and as the step that it was then. */
	assert_int_equal(times(page, ">公示无异议<"), 2);
	assert_int_equal(times(page, "aria-current=\"step\""), 1);
	assert_int_equal(times(page, ">市级典型<"), 0);
	assert_int_equal(times(page, ">1970年1月20日</time>，按当时"), 1);
	page = page_of(&w, LANG_ZH, 2, &exists);
	assert_int_equal(times(page, ">市级典型<"), 2);
	page = page_of(&w, LANG_ZH, 3, &exists);
	assert_int_equal(times(page, ">已撤销<"), 2);
	w.unreadable = 3;
	page = page_of(&w, LANG_ZH, 3, &exists);
	assert_int_equal(times(page, "当时的状态未列"), 1);
	page_world_close(&w.page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_many),
	    cmocka_unit_test(test_one),
	    cmocka_unit_test(test_long),
	    cmocka_unit_test(test_raw),
	    cmocka_unit_test(test_reasons),
	    cmocka_unit_test(test_stood),
	    cmocka_unit_test(test_times),
	    cmocka_unit_test(test_standing),
	    cmocka_unit_test(test_cited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
