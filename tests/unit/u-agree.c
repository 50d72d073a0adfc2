/*
 * Rules between records on random histories: an incremental run finds just
 * the errors of a clean one, also in records that nobody touched; a clean one
 * finds just what a plain walk over all pairs finds.
 */
#include "agree_expect.h"

#define HISTORIES 30
#define STEPS 30

/* Both runs say the same; the tables move on when there is no error. */
static void
compare(struct world *w)
{
	struct said step = {0};
	struct said clean = {0};
	struct said want = {0};

	world_run(w, false, &step);
	world_run(w, true, &clean);
	expect(w, &want);
	said_sort(&want);
	if (!said_same_errors(&step, &clean))
		said_differ(w, "step", &step, "clean", &clean);
	if (!said_covers(&clean, &step))
		said_differ(w, "warnings of step", &step, "clean", &clean);
	if (!said_same_codes(&clean, &want))
		said_differ(w, "clean", &clean, "wanted", &want);
	w->refused += clean.errors > 0;
	w->sound += clean.errors == 0;
	said_count(w, &clean);
	said_release(&step);
	said_release(&clean);
	said_release(&want);
}

static void
test_histories(void **state)
{
	static const char *const code[] = {"F107", "R201", "R202", "R203",
	                                   "R204", "R205", "R206", "R207",
	                                   "R208"};
	unsigned sound = 0;
	unsigned refused = 0;
	unsigned count[CODES] = {0};

	(void)state;
	for (unsigned i = 0; i < HISTORIES; i++) {
		struct world w;

		world_open(&w, i + 1);
		for (unsigned k = 0; k < STEPS; k++) {
			world_edit(&w);
			world_commit(&w);
			compare(&w);
		}
		sound += w.sound;
		refused += w.refused;
		for (int k = 0; k < CODES; k++)
			count[k] += w.count[k];
		world_close(&w);
	}
	/* A test that saw nothing proves nothing. */
	assert_true(sound > HISTORIES * STEPS / 5);
	assert_true(refused > HISTORIES * STEPS / 5);
	for (int k = 0; k < CODES; k++)
		if (count[k] < 20)
			fail_msg("%s was seen %u times", code[k], count[k]);
}

/* Records are put by hand. */
static int
setup(void **state)
{
	struct world *w = mem_alloc(sizeof *w);

	world_open(w, 0);
	w->empty = true;
	*state = w;
	return 0;
}

static int
teardown(void **state)
{
	world_close(*state);
	mem_free(*state);
	return 0;
}

/* Each rule at its edge, with its place. */
static void
test_edges(void **state)
{
	struct world *w = *state;

	/* One day between two terms is enough, the same day is not. */
	world_put(w, "licences/a.yaml",
	          "no: p1\nfrom: 2024-01-01\nuntil: 2024-06-30\n");
	world_put(w, "licences/b.yaml", "no: p1\nfrom: 2024-07-01\n");
	world_tells(w, "");
	world_put(w, "licences/b.yaml", "no: p1\nfrom: 2024-06-30\n");
	world_tells(w, "R202 licences/a.yaml:1:5 R202 licences/b.yaml:1:5 ");
	/* The first end that is there counts. */
	world_put(w, "licences/a.yaml",
	          "no: p1\nfrom: 2024-01-01\nuntil: 2024-06-30\n"
	          "ended: 2024-06-29\n");
	world_tells(w, "");
	/* Revoked on the very day, and on the day before. */
	world_put(w, "firms/f.yaml",
	          "name: 甲\nseal: s\ncode: c\nfiled: 2024-01-01\n");
	world_put(w, "bans/b.yaml", "firm: f\nfrom: 2024-05-02\n"
	                             "published: 2024-05-01\n");
	world_put(w, "honours/h.yaml",
	          "decided: 2024-05-01\nitems:\n  - firm: f\n    name: 乙\n");
	world_tells(w, "");
	world_put(w, "honours/h.yaml",
	          "decided: 2024-05-02\nitems:\n  - firm: f\n    name: 乙\n");
	world_tells(w, "R205 honours/h.yaml:3:11 ");
	/* What was not public on the day was not known on it. */
	world_put(w, "bans/b.yaml", "firm: f\nfrom: 2024-05-02\n"
	                             "published: 2024-05-03\n");
	world_tells(w, "");
	/* Full width and case do not make another name. */
	world_put(w, "honours/h.yaml",
	          "decided: 2024-05-02\nitems:\n  - firm: f\n    name: ＡＢ\n"
	          "    code: x1\n  - name: ab\n    code: x2\n");
	world_tells(w, "R204 honours/h.yaml:5:11 R204 honours/h.yaml:7:11 ");
}

/* The first year owed, and the day from which two missing ones are told;
 * the examples of the guide: filed in July, only the first year reported. */
static void
test_reports(void **state)
{
	struct world *w = *state;

	world_put(w, "firms/f.yaml",
	          "name: 甲\nseal: s\ncode: c\nfiled: 2021-07-15\n");
	world_put(w, "reports/r.yaml", "firm: f\nyear: 2021\n");
	world_date(w, "2022-11-30");
	world_tells(w, "");
	/* A report that goes or comes is told of its subject at once. */
	world_del(w, "reports/r.yaml");
	world_finds(w, "R206 firms/f.yaml:4:8 ", true);
	world_put(w, "reports/r.yaml", "firm: f\nyear: 2022\n");
	world_finds(w, "R206 firms/f.yaml:4:8 ", true);
	world_put(w, "reports/r.yaml", "firm: f\nyear: 2021\n");
	world_finds(w, "", true);
	world_date(w, "2022-12-01");
	world_tells(w, "R206 firms/f.yaml:4:8 ");
	world_date(w, "2023-11-30");
	world_tells(w, "R206 firms/f.yaml:4:8 ");
	world_date(w, "2023-12-01");
	world_tells(w, "R207 firms/f.yaml:4:8 ");
	/* Filed after the day: the year does not count. */
	world_put(w, "firms/f.yaml",
	          "name: 甲\nseal: s\ncode: c\nfiled: 2021-12-10\n");
	world_del(w, "reports/r.yaml");
	world_tells(w, "R207 firms/f.yaml:4:8 ");
	world_date(w, "2023-11-30");
	world_tells(w, "R206 firms/f.yaml:4:8 ");
	/* Reported every second year: never two in a row. */
	world_put(w, "reports/r.yaml", "firm: f\nyear: 2023\n");
	world_put(w, "firms/f.yaml",
	          "name: 甲\nseal: s\ncode: c\nfiled: 2021-11-30\n");
	world_put(w, "reports/q.yaml", "firm: f\nyear: 2021\n");
	world_date(w, "2025-01-01");
	world_tells(w, "R206 firms/f.yaml:4:8 ");
	/* Years named are those missing on the day, and then none is owed. */
	world_put(w, "bans/b.yaml",
	          "firm: f\nfrom: 2024-06-01\npublished: 2024-06-01\n"
	          "years: [2021]\n");
	world_tells(w, "R206 firms/f.yaml:4:8 R208 bans/b.yaml:4:9 ");
	world_put(w, "bans/b.yaml",
	          "firm: f\nfrom: 2024-06-01\npublished: 2024-06-01\n"
	          "years: [2022]\n");
	world_tells(w, "R206 firms/f.yaml:4:8 ");
	world_date(w, "2030-01-01");
	world_tells(w, "R206 firms/f.yaml:4:8 ");
	/* One of two named twice does not stand for the other. */
	world_del(w, "reports/r.yaml");
	world_put(w, "bans/b.yaml",
	          "firm: f\nfrom: 2024-06-01\npublished: 2024-06-01\n"
	          "years: [2022, 2022]\n");
	world_tells(w, "R207 firms/f.yaml:4:8 R208 bans/b.yaml:4:9 ");
	world_put(w, "bans/b.yaml",
	          "firm: f\nfrom: 2024-06-01\npublished: 2024-06-01\n"
	          "years: [2023, 2022]\n");
	world_tells(w, "R207 firms/f.yaml:4:8 ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_edges, setup,
	                                    teardown),
	    cmocka_unit_test_setup_teardown(test_reports, setup,
	                                    teardown),
	    cmocka_unit_test(test_histories),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
