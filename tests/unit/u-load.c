#include "search/load.h"

#include "index_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Numbers up to 1,500: two levels, nodes; only a few records. */
static const char corpus[] = "1|k|k/1|联盟||2021|city=1|1|A|\n"
                             "2|k|k/2|论坛||2022|city=2|1|B|\n"
                             "7|k|k/7|公告||||1|C|\n"
                             "1499|k|k/1499|新的||||1|D|\n";

static int
setup(void **state)
{
	static struct index_world w;

	index_world_open(&w, str_from(corpus), 1500);
	*state = &w;
	return 0;
}

static int
teardown(void **state)
{
	index_world_close(*state);
	return 0;
}

static void
entry_and_root_come_first(void **state)
{
	struct index_world *w = *state;
	struct load l;

	index_world_forget(w);
	l = index_world_load(w);
	assert_int_equal(2, w->pieces);
	assert_int_equal(1500, l.root.highest);
	assert_int_equal(4, l.root.live);
	assert_int_equal(2, l.root.shape.levels);
}

/* All shards of a level; how many are there. */
static uint32_t
read_level(struct load *l, unsigned level)
{
	uint32_t there = 0;

	for (uint32_t i = 0; i < l->root.shape.shards[level]; i++) {
		struct shard_place place;
		struct str body;

		assert_int_equal(0,
		                 load_shard(l, level, i, &place, &body, NULL));
		assert_int_equal(level, place.level);
		assert_int_equal(i, place.number);
		assert_true(place.upto <= 1500);
		there += body.n > 0;
	}
	return there;
}

static void
shards_are_found_by_way_of_nodes(void **state)
{
	struct index_world *w = *state;
	struct load l = index_world_load(w);
	uint32_t there;

	index_world_forget(w);
	there = read_level(&l, 2);
	assert_in_range(there, 4, 511);
	assert_in_range(w->pieces, there + 1, there + 4);
	index_world_forget(w);
	assert_int_equal(there, read_level(&l, 2)); /* all are kept */
	assert_int_equal(0, w->pieces);
}

static void
the_tail_lies_in_the_root(void **state)
{
	struct index_world *w = *state;
	struct load l = index_world_load(w);

	index_world_forget(w);
	assert_int_equal(2, read_level(&l, 0));
	assert_int_equal(1, w->pieces); /* the singles */
}

static void
absent_shards_are_empty_and_not_asked_for(void **state)
{
	struct index_world *w = *state;
	struct load l = index_world_load(w);

	memset(l.root.node, 0, l.root.shape.nodes * sizeof *l.root.node);
	l.root.tail = 0;
	index_world_forget(w);
	assert_int_equal(0, read_level(&l, 2));
	assert_int_equal(1, read_level(&l, 0));
	assert_int_equal(0, w->pieces);
}

static void
cards(void **state)
{
	struct index_world *w = *state;
	struct load l = index_world_load(w);
	struct card card;

	index_world_forget(w);
	assert_int_equal(0, load_card(&l, 1, &card, NULL));
	assert_true(str_eq(card.id, STR("k/1")));
	assert_int_equal(0, load_card(&l, 2, &card, NULL));
	assert_true(str_eq(card.id, STR("k/2")));
	assert_int_equal(1, w->pieces);
	assert_int_equal(0, load_card(&l, 1499, &card, NULL));
	assert_true(str_eq(card.title, STR("新的")));
	assert_int_equal(2, w->pieces);
	assert_int_equal(3, w->texts); /* of which the titles are */
	w->lost = STR("k/7");
	assert_int_equal(ERR_ABSENT, load_card(&l, 7, &card, NULL));
	w->lost = (struct str){0};
}

static void
texts_are_kept(void **state)
{
	struct index_world *w = *state;
	struct load l = index_world_load(w);
	struct str *texts;
	struct str *again;
	size_t n;
	size_t m;

	index_world_forget(w);
	w->lost = STR("k/2");
	assert_int_equal(ERR_ABSENT,
	                 load_texts(&l, 2, STR("k/2"), &texts, &n, NULL));
	w->lost = (struct str){0};
	assert_int_equal(0, load_texts(&l, 2, STR("k/2"), &texts, &n, NULL));
	assert_int_equal(2, w->texts); /* what failed is tried again */
	assert_true(str_eq(texts[0], STR("论坛")));
	assert_int_equal(0, load_texts(&l, 2, STR("k/2"), &again, &m, NULL));
	assert_int_equal(2, w->texts);
	assert_true(texts == again);
	assert_int_equal(n, m);
	assert_int_equal(0, load_texts(&l, 1, STR("k/1"), &again, &m, NULL));
	assert_int_equal(3, w->texts);
	assert_true(str_eq(again[0], STR("联盟")));
	assert_int_equal(0, w->pieces);
}

/* Of one kind, put files of the other index in the place of these. */
static size_t
swap(struct index_world *w, const struct index_world *other, char what)
{
	size_t swapped = 0;

	for (size_t i = 0; i < w->files.n; i++) {
		struct str *file = w->files.entry[i].value;

		if (file->p[3] != what)
			continue;
		for (size_t j = 0; j < other->files.n; j++) {
			struct str *there = other->files.entry[j].value;

			/* The same place, another state. */
			if (memcmp(file->p, there->p, 16) == 0 &&
			    !str_eq(*file, *there)) {
				*file = *there;
				swapped++;
			}
		}
	}
	return swapped;
}

static int
read_all(struct index_world *w, struct err *err)
{
	struct load l;
	struct column_row *rows;
	struct shard_place place;
	struct str body;
	int rc = load_begin(&l, &w->a, &w->source, err);

	for (uint32_t j = 0; rc == 0 && j < l.root.shape.shards[2]; j++)
		rc = load_shard(&l, 2, j, &place, &body, err);
	return rc == 0 ? load_column(&l, 0, &rows, err) : rc;
}

/* Files that are right in themselves, but not those that were routed to. */
static void
another_state_is_reported(void **state)
{
	struct index_world other;

	(void)state;
	index_world_open(&other,
	                 STR("2|k|k/2|联盟||2020|city=2|1|A|\n"
	                     "1499|k|k/1499|联盟||||1|D|论坛新的\n"),
	                 1500);
	for (const char *what = "rnks"; *what; what++) {
		struct index_world w;
		struct err err;

		index_world_open(&w, str_from(corpus), 1500);
		assert_int_equal(0, read_all(&w, &err));
		assert_true(swap(&w, &other, *what) > 0);
		assert_int_equal(ERR_CORRUPT, read_all(&w, &err));
		assert_non_null(strstr(err.line, "is of another state"));
		index_world_close(&w);
	}
	index_world_close(&other);
}

static void
holes_are_reported_as_no_card(void **state)
{
	struct load l = index_world_load(*state);
	struct card card;
	struct err err;

	assert_int_equal(ERR_CORRUPT, load_card(&l, 3, &card, &err));
	assert_string_equal("search index: record 3 has no card", err.line);
	assert_int_equal(0, card.id.n);
	assert_int_equal(ERR_CORRUPT, load_card(&l, 400, &card, &err));
	assert_string_equal("search index: record 400 has no card", err.line);
}

static void
columns(void **state)
{
	struct index_world *w = *state;
	struct load l = index_world_load(w);
	struct column_row *rows;

	index_world_forget(w);
	assert_int_equal(0, load_column(&l, 0, &rows, NULL));
	assert_int_equal(0, load_column(&l, 0, &rows, NULL));
	assert_int_equal(1, w->pieces);
	assert_true(rows[2].live);
	assert_false(rows[3].live);
	assert_int_equal(column_day(STR("2022-01-01")), rows[2].day);
	l.root.column[1] = 0;
	assert_int_equal(0, load_column(&l, 1, &rows, NULL));
	assert_false(rows[1499 % COLUMN_PAGE].live);
	assert_int_equal(1, w->pieces);
}

static void
every_file_is_checked(void **state)
{
	struct index_world *w = *state;

	for (size_t i = 0; i < w->files.n; i++) {
		struct load l;
		struct column_row *rows;
		struct card card;
		struct err err = {0};
		int rc;

		w->spoilt = w->files.entry[i].key;
		if (str_starts(w->spoilt, STR("search/0/")) ||
		    str_starts(w->spoilt, STR("search/1/")) ||
		    str_starts(w->spoilt, STR("search/2/")) ||
		    str_starts(w->spoilt, STR("search/n/")))
			continue;
		rc = load_begin(&l, &w->a, &w->source, &err);
		for (uint32_t j = 0; rc == 0 && j < 2; j++)
			rc = load_column(&l, j, &rows, &err);
		for (uint32_t j = 0; rc == 0 && j < w->corpus.n; j++)
			rc = load_card(&l, w->corpus.v[j].doc, &card, &err);
		/* Only the three tables are not read. */
		if (rc == 0)
			assert_int_equal(
			    0, str_starts(w->spoilt, STR("search/c/")) ||
			           str_starts(w->spoilt, STR("search/k/")) ||
			           str_ends(w->spoilt, STR(".json")));
		else
			assert_int_equal(ERR_CORRUPT, rc);
	}
	w->spoilt = (struct str){0};
}

static void
spoilt_shards_and_nodes_are_reported(void **state)
{
	struct index_world *w = *state;
	size_t files = 0;

	for (size_t i = 0; i < w->files.n; i++) {
		struct load l;
		int rc = 0;

		w->spoilt = w->files.entry[i].key;
		if (!str_starts(w->spoilt, STR("search/0/")) &&
		    !str_starts(w->spoilt, STR("search/1/")) &&
		    !str_starts(w->spoilt, STR("search/2/")) &&
		    !str_starts(w->spoilt, STR("search/n/")))
			continue;
		l = index_world_load(w);
		for (unsigned k = 0; k <= l.root.shape.levels; k++)
			for (uint32_t s = 0;
			     rc == 0 && s < l.root.shape.shards[k]; s++) {
				struct shard_place place;
				struct str body;

				rc = load_shard(&l, k, s, &place, &body,
				                NULL);
			}
		assert_int_equal(ERR_CORRUPT, rc);
		files++;
	}
	assert_in_range(files, 10, 1000);
	w->spoilt = (struct str){0};
}

static void
a_lost_file_is_the_error_of_the_source(void **state)
{
	struct index_world *w = *state;
	struct load l;
	struct err err;

	w->lost = STR(ENTRY_PATH);
	assert_int_equal(ERR_ABSENT,
	                 load_begin(&l, &w->a, &w->source, &err));
	w->lost = (struct str){0};
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(entry_and_root_come_first),
	    cmocka_unit_test(shards_are_found_by_way_of_nodes),
	    cmocka_unit_test(the_tail_lies_in_the_root),
	    cmocka_unit_test(absent_shards_are_empty_and_not_asked_for),
	    cmocka_unit_test(cards),
	    cmocka_unit_test(texts_are_kept),
	    cmocka_unit_test(another_state_is_reported),
	    cmocka_unit_test(holes_are_reported_as_no_card),
	    cmocka_unit_test(columns),
	    cmocka_unit_test(every_file_is_checked),
	    cmocka_unit_test(spoilt_shards_and_nodes_are_reported),
	    cmocka_unit_test(a_lost_file_is_the_error_of_the_source),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
