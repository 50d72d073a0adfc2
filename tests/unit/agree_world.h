#ifndef TESTS_AGREE_WORLD_H
#define TESTS_AGREE_WORLD_H

/*
 * agree_world - a register with rules between records, as plain numbers and
 * as commits; its tables brought from commit to commit or made anew.
 */
#include "git_world.h"
#include "agree_said.h"
#include "store_world.h"

#include "build/history.h"
#include "build/update.h"
#include "model/date.h"

#define EACH 7     /* records of a kind */
#define ITEMS 2    /* of an honour */
#define CODES 9
#define NO_VALUE (-1)
#define DAY_ZERO 18262 /* 2020-01-01 */

enum kind { FIRM, REPORT, BAN, HONOUR, LICENCE, KINDS };

struct fact {
	bool alive;
	int seal, code, boss, name; /* firm; name and code 0 .. 3 */
	int filed;                  /* day, or NO_VALUE */
	int firm;                   /* report, ban */
	int year;                   /* report: 2020 .. 2025 */
	int from, until, ended;     /* ban, licence: days */
	int published;
	int years;                  /* ban: bits from 2020, 0: none named */
	int decided;                /* honour */
	int item[ITEMS];            /* honour: firm, or NO_VALUE */
	int item_name[ITEMS], item_code[ITEMS];
	int no;                     /* licence */
};

struct tables {
	char dir[PATH_SIZE];
	struct store *store;
};

struct world {
	struct git_world git;
	struct config config;
	struct fs fs;
	struct tables step;  /* goes from commit to commit */
	struct tables clean; /* stays empty */
	struct oid tip, tree;
	struct oid built_tip, built_tree;
	bool built;
	int32_t as_of;
	uint64_t seed;
	bool empty; /* records are put by hand */
	struct fact fact[KINDS][EACH];
	struct fact good[KINDS][EACH]; /* as of the last sound commit */
	unsigned sound, refused;
	unsigned count[CODES];
};

static const char *const world_folder[KINDS] = {"firms", "reports", "bans",
                                                "honours", "licences"};

static const char *const world_schema[] = {
    "firm",
    "kind: firm\n"
    "folder: firms\n"
    "label: {zh: 企业, en: Firms}\n"
    "title: name\n"
    "date: filed\n"
    "fields:\n"
    "  name: {type: text, label: {zh: 名称}, required: true}\n"
    "  seal: {type: text, label: {zh: 印章}, unique: true}\n"
    "  code: {type: text, label: {zh: 代码}}\n"
    "  boss: {type: text, label: {zh: 负责人}}\n"
    "  filed: {type: date, label: {zh: 备案}}\n"
    "rules:\n"
    "  - {rule: once, field: boss}\n"
    "  - {rule: consistent, key: name, value: code, group: org}\n"
    "  - {rule: reports, kind: report, ref: firm, year: year,\n"
    "     since: filed, due: \"11-30\", run: 2}\n"
    "life:\n"
    "  states:\n"
    "    filed: {rank: 20, tone: ok, label: {zh: 已备案, en: Filed}}\n"
    "    revoked: {rank: 90, tone: end, label: {zh: 已撤销, en: Revoked}}\n"
    "  own:\n"
    "    - {set: filed, from: filed}\n",
    "report",
    "kind: report\n"
    "folder: reports\n"
    "label: {zh: 年报, en: Reports}\n"
    "title: note\n"
    "fields:\n"
    "  note: {type: text, label: {zh: 说明}}\n"
    "  firm: {type: ref, kind: firm, label: {zh: 企业}, required: true}\n"
    "  year: {type: integer, label: {zh: 年度}, required: true}\n"
    "rules:\n"
    "  - {rule: together, fields: [firm, year]}\n",
    "ban",
    "kind: ban\n"
    "folder: bans\n"
    "label: {zh: 撤销, en: Bans}\n"
    "title: note\n"
    "date: from\n"
    "scheduled: published\n"
    "fields:\n"
    "  note: {type: text, label: {zh: 说明}}\n"
    "  firm: {type: ref, kind: firm, label: {zh: 企业}, required: true}\n"
    "  from: {type: date, label: {zh: 起}, required: true}\n"
    "  until: {type: date, label: {zh: 至}}\n"
    "  published: {type: date, label: {zh: 发布}, required: true}\n"
    "  years: {type: list, label: {zh: 年份},\n"
    "          of: {type: integer, label: {zh: 年份}}}\n"
    "about:\n"
    "  - {kind: firm, ref: firm, set: revoked, from: from, until: until}\n"
    "rules:\n"
    "  - {rule: agrees_missing, list: years, ref: firm}\n"
    "  - {rule: target, ref: firm, at: from, not: [revoked]}\n",
    "honour",
    "kind: honour\n"
    "folder: honours\n"
    "label: {zh: 典型, en: Honours}\n"
    "title: note\n"
    "date: decided\n"
    "fields:\n"
    "  note: {type: text, label: {zh: 说明}}\n"
    "  decided: {type: date, label: {zh: 决定}, required: true}\n"
    "  items:\n"
    "    type: list\n"
    "    label: {zh: 名单}\n"
    "    of:\n"
    "      type: map\n"
    "      fields:\n"
    "        firm: {type: ref, kind: firm, label: {zh: 企业}}\n"
    "        name: {type: text, label: {zh: 名称}}\n"
    "        code: {type: text, label: {zh: 代码}}\n"
    "rules:\n"
    "  - {rule: target, ref: items.firm, at: decided, not: [revoked]}\n"
    "  - {rule: consistent, key: items.name, value: items.code,\n"
    "     group: org}\n",
    "licence",
    "kind: licence\n"
    "folder: licences\n"
    "label: {zh: 许可, en: Licences}\n"
    "title: no\n"
    "date: from\n"
    "fields:\n"
    "  no: {type: text, label: {zh: 专利号}, required: true}\n"
    "  from: {type: date, label: {zh: 起}, required: true}\n"
    "  until: {type: date, label: {zh: 至}}\n"
    "  ended: {type: date, label: {zh: 终止}}\n"
    "rules:\n"
    "  - {rule: no_overlap, key: no, from: from, until: [ended, until]}\n",
    NULL};

static inline unsigned
any(struct world *w, unsigned n)
{
	return world_random(&w->seed) % n;
}

/* ----------------------------------------------------------- tables */

static inline void
tables_open(struct world *w, struct tables *t)
{
	struct err err;

	unit_folder(t->dir, sizeof t->dir);
	if (store_open(&w->fs, t->dir, false, &t->store, &err) < 0)
		fail_msg("%s", err.line);
}

static inline void
tables_close(struct world *w, struct tables *t)
{
	store_close(t->store);
	assert_int_equal(fs_remove_tree(&w->fs, t->dir, NULL), 0);
}

static inline void
world_open(struct world *w, uint64_t seed)
{
	struct source schema[KINDS];
	struct schema_sources sources = {schema, 0, NULL, 0};
	struct finding_list findings;
	struct err err;

	memset(w, 0, sizeof *w);
	w->seed = seed * 977;
	w->as_of = DAY_ZERO + 4 * 365;
	w->fs = fs_real();
	git_world_open(&w->git, true);
	arena_init(&w->config.arena);
	finding_list_init(&findings, &w->config.arena);
	for (; world_schema[2 * sources.schemas]; sources.schemas++)
		schema[sources.schemas] = (struct source){
		    arena_fmt(&w->config.arena, "schema/%s.yaml",
		              world_schema[2 * sources.schemas]),
		    str_from(world_schema[2 * sources.schemas + 1])};
	if (schema_set_load(&w->config.set, &w->config.arena, &sources,
	                    &findings, &err) < 0)
		fail_msg("%s", err.line);
	git_world_put(&w->git, "README", "x");
	tables_open(w, &w->step);
	tables_open(w, &w->clean);
}

static inline void
world_close(struct world *w)
{
	tables_close(w, &w->step);
	tables_close(w, &w->clean);
	arena_release(&w->config.arena);
	git_world_close(&w->git);
}

static inline void
said_differ(struct world *w, const char *one, const struct said *a,
            const char *two, const struct said *b)
{
	for (size_t i = 0; i < a->line.n; i++)
		print_error("%s: %s\n", one, a->line.v[i]);
	for (size_t i = 0; i < b->line.n; i++)
		print_error("%s: %s\n", two, b->line.v[i]);
	for (int k = 0; k < KINDS && !w->empty; k++)
		for (int i = 0; i < EACH; i++)
			if (w->fact[k][i].alive)
				print_error("%s/%d is there\n",
				            world_folder[k], i);
	fail_msg("%s and %s differ", one, two);
}

static inline void
said_count(struct world *w, const struct said *s)
{
	static const char *const code[CODES] = {
	    "F107", "R201", "R202", "R203", "R204",
	    "R205", "R206", "R207", "R208"};

	for (size_t i = 0; i < s->line.n; i++)
		for (int k = 0; k < CODES; k++)
			w->count[k] +=
			    strncmp(s->line.v[i] + 2, code[k], 4) == 0;
}

/* -------------------------------------------------------------- run */

static inline void
world_touch(void *ctx, struct str record)
{
	update_touch(ctx, record);
}

static inline void
world_tables(struct world *w, struct txn *txn, bool clean,
             struct finding_list *findings)
{
	struct update u = {.repo = w->git.repo,
	                   .fs = &w->fs,
	                   .config = &w->config,
	                   .txn = txn,
	                   .findings = findings,
	                   .content = STR(""),
	                   .check = true,
	                   .rebuild = clean,
	                   .old = w->built_tree,
	                   .had = !clean && w->built,
	                   .was = w->as_of,
	                   .as_of = w->as_of,
	                   .threads = 1};
	struct history_job job = {.repo = w->git.repo,
	                          .txn = txn,
	                          .content = STR(""),
	                          .until = u.had ? &w->built_tip : NULL,
	                          .tip = w->tip,
	                          .touch = world_touch,
	                          .ctx = &u};
	bool rewritten;
	struct err err = {0};

	if (history_fold(&job, &rewritten, &err) < 0 ||
	    update_diff(&u, &err) < 0 || update_ingest(&u, &err) < 0 ||
	    update_cross(&u, &err) < 0)
		fail_msg("%s", err.line);
	assert_false(rewritten);
	txn_clear(txn, TABLE_DELTA);
	txn_clear(txn, TABLE_TOUCHED);
}

/* Look at the tip, after the last sound commit or from nothing. */
static inline void
world_run(struct world *w, bool clean, struct said *said)
{
	struct tables *t = clean ? &w->clean : &w->step;
	struct finding_list findings;
	struct arena arena;
	struct txn *txn;

	arena_init(&arena);
	finding_list_init(&findings, &arena);
	assert_int_equal(txn_begin(t->store, true, &txn, NULL), 0);
	world_tables(w, txn, clean || !w->built, &findings);
	said_take(said, &findings);
	if (said->errors || clean) {
		txn_abort(txn);
	} else {
		assert_int_equal(txn_commit(txn, NULL), 0);
		w->built = true;
		w->built_tip = w->tip;
		w->built_tree = w->tree;
		memcpy(w->good, w->fact, sizeof w->good);
	}
	arena_release(&arena);
}

/* ------------------------------------------------------------ by hand */

static inline void
world_put(struct world *w, const char *path, const char *text)
{
	git_world_put(&w->git, path, text);
}

static inline void
world_del(struct world *w, const char *path)
{
	git_world_del(&w->git, path);
}

static inline void
world_date(struct world *w, const char *iso)
{
	assert_true(date_parse_iso(str_from(iso), &w->as_of));
}

static inline void
world_commit_tree(struct world *w)
{
	w->tip = git_world_commit(&w->git);
	w->tree = repo_oid(&w->git.tree);
	w->config.content = w->tree;
}

/* Just this is found, by both runs: "R201 path:line:column " each.  Warnings
 * are asked of the clean one; of the other, which touches but what changed,
 * if `both`. */
static inline void
world_finds(struct world *w, const char *want, bool both)
{
	struct said step = {0};
	struct said clean = {0};
	struct buf all = {0};

	world_commit_tree(w);
	world_run(w, false, &step);
	world_run(w, true, &clean);
	for (size_t i = 0; i < clean.line.n; i++)
		buf_fmt(&all, "%s ", clean.line.v[i] + 2);
	assert_str(buf_str(&all), want);
	assert_true(said_same_errors(&step, &clean));
	if (both)
		assert_int_equal(step.line.n, clean.line.n);
	said_release(&step);
	said_release(&clean);
	buf_release(&all);
}

static inline void
world_tells(struct world *w, const char *want)
{
	world_finds(w, want, false);
}

/* ------------------------------------------------------------- edits */

static inline int
some_day(struct world *w)
{
	return DAY_ZERO + (int)any(w, 24) * 90;
}

static inline int
perhaps(struct world *w, int value)
{
	return any(w, 3) ? value : NO_VALUE;
}

static inline bool
is_named(const struct world *w, int firm)
{
	for (int k = 0; k < KINDS; k++)
		for (int i = 0; i < EACH; i++) {
			const struct fact *f = &w->fact[k][i];

			if (!f->alive)
				continue;
			if ((k == REPORT || k == BAN) && f->firm == firm)
				return true;
			for (int j = 0; k == HONOUR && j < ITEMS; j++)
				if (f->item[j] == firm)
					return true;
		}
	return false;
}

static inline int
some_firm(struct world *w)
{
	int start = (int)any(w, EACH);

	for (int i = 0; i < EACH; i++)
		if (w->fact[FIRM][(start + i) % EACH].alive)
			return (start + i) % EACH;
	return NO_VALUE;
}

static inline void
fill_fact(struct world *w, struct fact *f, int number)
{
	f->seal = any(w, 9) ? 10 + number : (int)any(w, 20);
	f->name = (int)any(w, 4);
	f->code = any(w, 4) ? f->name : (int)any(w, 4);
	f->boss = (int)any(w, 12);
	f->filed = perhaps(w, some_day(w));
	f->firm = some_firm(w);
	f->year = 2020 + (int)any(w, 6);
	f->from = some_day(w);
	f->until = perhaps(w, f->from + (int)any(w, 300));
	f->ended = any(w, 3) ? NO_VALUE : f->from + (int)any(w, 100);
	f->published = f->from + (int)any(w, 3) * 60 - 60;
	f->years = (int)any(w, 2) * (1 + (int)any(w, 7));
	f->decided = some_day(w);
	f->no = (int)any(w, 5);
	for (int i = 0; i < ITEMS; i++) {
		f->item[i] = perhaps(w, some_firm(w));
		f->item_name[i] = (int)any(w, 4);
		f->item_code[i] =
		    any(w, 4) ? f->item_name[i] : (int)any(w, 4);
	}
}

static inline void
edit_one(struct world *w)
{
	int k = (int)any(w, KINDS);
	int number = (int)any(w, EACH);
	struct fact *f = &w->fact[k][number];

	if (any(w, 8) == 0)
		w->as_of = DAY_ZERO + (int)any(w, 2200);
	if (f->alive && any(w, 3) == 0 && !(k == FIRM && is_named(w, number))) {
		f->alive = false;
		return;
	}
	if ((k == REPORT || k == BAN) && some_firm(w) == NO_VALUE)
		return;
	fill_fact(w, f, number);
	f->alive = true;
}

/* Go on from what stands, or from what was sound last. */
static inline void
world_edit(struct world *w)
{
	if (w->built && any(w, 2) == 0)
		memcpy(w->fact, w->good, sizeof w->fact);
	for (unsigned n = 1 + any(w, 3); n > 0; n--)
		edit_one(w);
}

/* ------------------------------------------------------------- texts */

static inline void
text_day(struct buf *b, const char *key, int day)
{
	char iso[DATE_ISO_SIZE];

	if (day == NO_VALUE)
		return;
	date_iso(day, iso);
	buf_fmt(b, "%s: %s\n", key, iso);
}

static inline void
text_of(const struct fact *f, int k, struct buf *b)
{
	if (k == FIRM) {
		buf_fmt(b, "name: n%d\nseal: s%d\ncode: c%d\nboss: b%d\n",
		        f->name, f->seal, f->code, f->boss);
		text_day(b, "filed", f->filed);
	} else if (k == REPORT) {
		buf_fmt(b, "firm: \"%d\"\nyear: %d\n", f->firm, f->year);
	} else if (k == BAN) {
		buf_fmt(b, "firm: \"%d\"\n", f->firm);
		text_day(b, "from", f->from);
		text_day(b, "until", f->until);
		text_day(b, "published", f->published);
		if (f->years)
			buf_adds(b, "years:\n");
		for (int i = 0; i < 6; i++)
			if (f->years >> i & 1)
				buf_fmt(b, "  - %d\n", 2020 + i);
	} else if (k == HONOUR) {
		text_day(b, "decided", f->decided);
		buf_adds(b, "items:\n");
		for (int i = 0; i < ITEMS; i++) {
			buf_fmt(b, "  - name: n%d\n    code: c%d\n",
			        f->item_name[i], f->item_code[i]);
			if (f->item[i] != NO_VALUE)
				buf_fmt(b, "    firm: \"%d\"\n", f->item[i]);
		}
	} else {
		buf_fmt(b, "no: p%d\n", f->no);
		text_day(b, "from", f->from);
		text_day(b, "until", f->until);
		text_day(b, "ended", f->ended);
	}
}

static inline void
world_commit(struct world *w)
{
	struct buf b = {0};
	char path[64];

	w->git.has_tree = false;
	git_world_put(&w->git, "README", "x");
	for (int k = 0; k < KINDS; k++)
		for (int i = 0; i < EACH; i++) {
			if (!w->fact[k][i].alive)
				continue;
			buf_reset(&b);
			text_of(&w->fact[k][i], k, &b);
			buf_byte(&b, '\0');
			snprintf(path, sizeof path, "%s/%d.yaml",
			         world_folder[k], i);
			git_world_put(&w->git, path, b.p);
		}
	buf_release(&b);
	world_commit_tree(w);
}

#endif
