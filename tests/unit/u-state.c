/*
 * The state of one output: what was seen and built comes back; a state of
 * another generator, a damaged one and one whose output was changed by
 * others are begun anew.
 */
#include "unit.h"

#include "build/made.h"
#include "build/state.h"
#include "os/fs.h"

#include <unistd.h>

struct world {
	struct arena arena;
	char dir[PATH_SIZE];
	struct fs fs;
	struct place place;
};

static void
world_open(struct world *w)
{
	*w = (struct world){.fs = fs_real()};
	arena_init(&w->arena);
	unit_folder(w->dir, sizeof w->dir);
	assert_int_equal(
	    place_of(&w->place, arena_fmt(&w->arena, "%s/out", w->dir).p,
	             NULL),
	    0);
	assert_int_equal(fs_mkdir(&w->fs, w->place.state, NULL), 0);
}

static void
world_close(struct world *w)
{
	assert_int_equal(fs_remove_tree(&w->fs, w->dir, NULL), 0);
	arena_release(&w->arena);
}

/* Open, and tell whether the state was begun anew. */
static bool
opens_fresh(struct world *w, struct state *s, const char *mark, bool clean)
{
	struct err err = {0};

	if (state_open(s, &w->fs, &w->place, str_from(mark), clean,
	               DURABILITY_NONE, &err))
		fail_msg("%s", err.line);
	return s->fresh;
}

static void
note(struct state *s)
{
	struct txn *txn;
	struct built_state built = {.as_of = -5};

	built.commit.b[0] = 9;
	assert_int_equal(txn_begin(s->store, true, &txn, NULL), 0);
	state_set_built(txn, &built);
	assert_int_equal(txn_commit(txn, NULL), 0);
}

static bool
knows(struct state *s)
{
	struct txn *txn;
	struct built_state built;
	bool known;

	assert_int_equal(txn_begin(s->store, false, &txn, NULL), 0);
	known = state_built(txn, &built);
	if (known) {
		assert_int_equal(built.as_of, -5);
		assert_int_equal(built.commit.b[0], 9);
	}
	txn_abort(txn);
	return known;
}

static void
test_view(void **state)
{
	struct world w;
	struct state s;
	struct txn *txn;
	struct view_state view = {.as_of = -719162, .utc_offset = -300};
	struct view_state back;

	(void)state;
	world_open(&w);
	assert_true(opens_fresh(&w, &s, "one", false));
	assert_int_equal(txn_begin(s.store, true, &txn, NULL), 0);
	assert_false(state_view(txn, &back));
	for (uint8_t i = 0; i < OID_SIZE; i++) {
		view.content.b[i] = i;
		view.look.b[i] = (uint8_t)(i + 50);
		view.tip.b[i] = (uint8_t)(i + 100);
	}
	view.config = hash128(STR("x"));
	state_set_view(txn, &view);
	assert_true(state_view(txn, &back));
	assert_true(oid_eq(&back.content, &view.content));
	assert_true(oid_eq(&back.look, &view.look));
	assert_true(oid_eq(&back.tip, &view.tip));
	assert_true(digest_eq(back.config, view.config));
	assert_int_equal(back.as_of, -719162);
	assert_int_equal(back.utc_offset, -300);
	txn_abort(txn);
	state_close(&s);
	world_close(&w);
}

static void
test_anew(void **state)
{
	struct world w;
	struct state s;

	(void)state;
	world_open(&w);
	assert_true(opens_fresh(&w, &s, "one", false));
	note(&s);
	state_close(&s);
	assert_false(opens_fresh(&w, &s, "one", false));
	assert_true(knows(&s));
	state_close(&s);
	assert_true(opens_fresh(&w, &s, "two", false));
	assert_false(knows(&s));
	note(&s);
	state_close(&s);
	assert_true(opens_fresh(&w, &s, "two", true));
	assert_false(knows(&s));
	state_close(&s);
	world_close(&w);
}

/* At whatever length the file was cut, the state is begun anew. */
static void
test_damage(void **state)
{
	static const off_t sizes[] = {1, 4096, 5000, 8192, 20000};
	struct world w;
	struct state s;

	(void)state;
	world_open(&w);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		opens_fresh(&w, &s, "one", false);
		note(&s);
		state_close(&s);
		assert_int_equal(
		    truncate(arena_fmt(&w.arena, "%s/data.mdb",
		                       w.place.store)
		                 .p,
		             sizes[i]),
		    0);
		assert_true(opens_fresh(&w, &s, "one", false));
		assert_false(knows(&s));
		state_close(&s);
	}
	world_close(&w);
}

/* Somebody removed what was published, or something else stands there. */
static void
test_output(void **state)
{
	struct world w;
	struct state s;
	struct txn *txn;
	struct made made = {.path = STR("build.json"), .size = 3};
	struct buf value = {0};
	struct err err = {0};
	const char *json;

	(void)state;
	world_open(&w);
	json = arena_fmt(&w.arena, "%s/out/build.json", w.dir).p;
	assert_int_equal(fs_mkdir(&w.fs, w.place.output, NULL), 0);
	for (int there = 1; there >= 0; there--) {
		opens_fresh(&w, &s, "one", false);
		assert_int_equal(txn_begin(s.store, true, &txn, NULL), 0);
		made_encode(&made, &value);
		txn_put(txn, TABLE_OUTPUT, STR("9b"), buf_str(&value));
		assert_int_equal(txn_commit(txn, NULL), 0);
		state_close(&s);
		if (there)
			assert_int_equal(
			    fs_replace(&w.fs, json, STR("abc"), NULL), 0);
		else
			assert_int_equal(fs_unlink(&w.fs, json, NULL), 0);
		assert_int_equal(opens_fresh(&w, &s, "one", false), !there);
		state_close(&s);
	}
	assert_int_equal(fs_replace(&w.fs, json, STR("not ours"), NULL), 0);
	assert_int_equal(state_open(&s, &w.fs, &w.place, STR("two"), false,
	                            DURABILITY_NONE, &err),
	                 ERR_USAGE);
	state_close(&s);
	buf_release(&value);
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_view),
	    cmocka_unit_test(test_anew),
	    cmocka_unit_test(test_damage),
	    cmocka_unit_test(test_output),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
