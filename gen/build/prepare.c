#include "build/prepare.h"

#include "build/dirty.h"
#include "build/history.h"
#include "build/indexing.h"
#include "build/update.h"
#include "render/docpage.h"
#include "render/formpage.h"
#include "render/render.h"
#include "store/list.h"

#include <stdlib.h>
#include <string.h>

/* Memory for search terms; the rest goes to files beside the store. */
#define TERMS_MEMORY ((size_t)128 << 20)

static void
on_touch(void *ctx, struct str record)
{
	update_touch(ctx, record);
}

static void
on_piece(void *ctx, char what, unsigned level, uint32_t number, uint32_t part)
{
	struct prepare *p = ctx;
	struct output output = {.type = OUTPUT_PIECE,
	                        .what = what,
	                        .level = level,
	                        .number = number,
	                        .part = part};

	dirty_mark(p->dirty, &output, STR("search index"));
	dirty_site(p->dirty, OUTPUT_ENTRY, STR("search index"));
	/* The search page names the root. */
	if (what == PIECE_ROOT)
		dirty_site(p->dirty, OUTPUT_SEARCH, STR("search index"));
}

/* Everything derived from records goes; what is published is still known. */
static void
clear_views(struct txn *txn)
{
	static const enum store_table tables[] = {
	    TABLE_RECORD, TABLE_MEMBER,  TABLE_COUNT,   TABLE_LINK,
	    TABLE_UNIQUE, TABLE_STAKE,   TABLE_GROUP,   TABLE_DUE,
	    TABLE_RUNNING, TABLE_TOUCHED, TABLE_FILE,   TABLE_PIECE,
	    TABLE_PIECE_NAME, TABLE_PIVOT,   TABLE_RANK};

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		txn_clear(txn, tables[i]);
	txn_del(txn, TABLE_META, STR("index"));
}

/* ---------------------------------------------------------- themes */

static void
mark_if_new(struct dirty *d, struct str row, struct digest now,
            enum output_type type, struct str name, enum lang lang)
{
	struct str value = {(const char *)now.b, DIGEST_SIZE};
	struct str was;

	if (txn_get(d->txn, TABLE_META, row, &was) && str_eq(was, value))
		return;
	txn_put(d->txn, TABLE_META, row, value);
	if (!d->all)
		dirty_type(d, type, name, lang, STR("theme"));
}

static struct digest
record_digest(const struct theme *theme, const struct schema *schema,
              enum lang lang)
{
	struct buf name = {0};
	struct digest parts[2];
	struct digest all;

	parts[0] = theme_digest(
	    theme, render_template(theme, OUTPUT_RECORD, schema, &name),
	    lang);
	parts[1] = theme_digest(theme, STR("tombstone"), lang);
	all = hash128((struct str){(const char *)parts, sizeof parts});
	buf_release(&name);
	return all;
}

/* Digests of looks that no kind may have any more. */
static void
forget_looks(struct txn *txn)
{
	struct buf name = {0};
	bool more = true;

	while (more) {
		struct cursor *c = cursor_open(txn, TABLE_META);
		struct str key;
		struct str value;

		more = cursor_seek(c, STR("look|"), &key, &value) &&
		       str_starts(key, STR("look|"));
		buf_reset(&name);
		buf_add(&name, key);
		cursor_close(c);
		if (more)
			txn_del(txn, TABLE_META, buf_str(&name));
	}
	buf_release(&name);
}

/* Outputs whose templates, words or assets differ from the last time. */
static void
mark_theme(struct dirty *d, const struct config *config, struct arena *a)
{
	for (int lang = 0; lang < LANGS; lang++) {
		for (size_t i = 0; i < config->set.n; i++) {
			const struct schema *schema = &config->set.kind[i];

			mark_if_new(d,
			            arena_fmt(a, "look|%d|%.*s", lang,
			                      STR_ARG(schema->folder)),
			            record_digest(config->theme, schema,
			                          (enum lang)lang),
			            OUTPUT_RECORD,
			            arena_fmt(a, "%.*s/",
			                      STR_ARG(schema->folder)),
			            (enum lang)lang);
		}
		for (int type = 0; type < OUTPUT_TYPES; type++) {
			struct digest look;

			if (type != OUTPUT_RECORD &&
			    render_look(config->theme, (enum output_type)type,
			                (enum lang)lang, &look))
				mark_if_new(
				    d, arena_fmt(a, "look|%d|%d", lang, type),
				    look, (enum output_type)type, STR(""),
				    (enum lang)lang);
		}
	}
}

static void
mark_assets(struct dirty *d, const struct config *config)
{
	size_t n;
	const struct theme_asset *asset = theme_assets(config->theme, &n);

	for (size_t i = 0; i < n; i++) {
		struct output output = {.type = OUTPUT_ASSET,
		                        .name = asset[i].name};

		dirty_mark(d, &output, STR("theme"));
	}
	if (!d->all)
		dirty_type(d, OUTPUT_ASSET, STR(""), LANG_ZH, STR("theme"));
}

/* ------------------------------------------------------------ site */

static void
mark_kind(struct dirty *d, const struct schema *schema, struct arena *a)
{
	dirty_question(d, arena_fmt(a, "new|%.*s", STR_ARG(schema->folder)));
	dirty_question(d, arena_fmt(a, "feed|%.*s", STR_ARG(schema->folder)));
	dirty_named(d, OUTPUT_KIND, schema->kind, STR("new site"));
	dirty_named(d, OUTPUT_KIND_SCHEMA, schema->kind, STR("new site"));
	if (formpage_has(schema))
		dirty_named(d, OUTPUT_FORM, schema->kind, STR("new site"));
	dirty_question(d,
	               arena_fmt(a, "exports|%.*s", STR_ARG(schema->folder)));
	dirty_question(d, arena_fmt(a, "due|%.*s", STR_ARG(schema->folder)));
}

/* Addresses of records that went before the tables began anew. */
static void
mark_gone(struct dirty *d, struct txn *txn)
{
	struct cursor *c = cursor_open(txn, TABLE_HISTORY);
	struct buf name = {0};
	struct str key;
	struct str value;
	bool more = cursor_seek(c, (struct str){0}, &key, &value);

	while (more) {
		struct history_entry entry;

		buf_reset(&name);
		buf_add(&name, key);
		if (history_decode(value, &entry) && entry.gone)
			dirty_record(d, buf_str(&name), STR("removed record"));
		more = cursor_next(c, &key, &value);
	}
	buf_release(&name);
	cursor_close(c);
}

/* Pages that explain the codes of findings. */
static void
mark_codes(struct dirty *d)
{
	const struct finding_code *code;

	dirty_named(d, OUTPUT_CODE, STR(DOCPAGE_INDEX), STR("new site"));
	for (size_t i = 0; (code = finding_code_at(i)) != NULL; i++)
		dirty_named(d, OUTPUT_CODE, str_from(code->code),
		            STR("new site"));
}

/* Outputs that exist on any site. */
static void
mark_site(struct dirty *d, const struct config *config, struct arena *a)
{
	static const enum output_type types[] = {
	    OUTPUT_HOME,   OUTPUT_STATS,     OUTPUT_ABOUT,  OUTPUT_MISSING,
	    OUTPUT_SEARCH, OUTPUT_MAP_INDEX, OUTPUT_ROBOTS, OUTPUT_ENTRY,
	    OUTPUT_DIRECTORY, OUTPUT_ACCESS,
	    OUTPUT_OPEN_DATA, OUTPUT_OPENSEARCH, OUTPUT_CATALOG};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		dirty_site(d, types[i], STR("new site"));
	for (uint32_t i = 0; i < TABLES; i++) {
		struct output output = {.type = OUTPUT_CHARACTERS,
		                        .number = i};

		dirty_mark(d, &output, STR("new site"));
	}
	dirty_named(d, OUTPUT_MAP, STR("*"), STR("new site"));
	dirty_question(d, STR("feed|*"));
	dirty_question(d, STR("due|*"));
	dirty_question(d, STR("changes"));
	for (size_t i = 0; i < config->charts.n; i++)
		dirty_named(d, OUTPUT_CHART, config->charts.v[i].id,
		            STR("new site"));
	mark_codes(d);
	dirty_named(d, OUTPUT_FORM, STR(FORMPAGE_INDEX), STR("new site"));
	for (size_t i = 0; i < config->set.n; i++)
		mark_kind(d, &config->set.kind[i], a);
}

/* ------------------------------------------------------------- run */

static int
fold_history(struct prepare *p, struct update *u,
             const struct view_state *view, bool *rewritten, struct err *err)
{
	struct history_job job = {.repo = p->repo,
	                          .txn = p->txn,
	                          .content = p->content,
	                          .until = view ? &view->tip : NULL,
	                          .tip = p->commit.id,
	                          .pending = p->pending,
	                          .touch = on_touch,
	                          .ctx = u};

	trace_phase(&p->report->trace, "history");
	return history_fold(&job, rewritten, err);
}

static int
run_records(struct prepare *p, struct update *u, struct err *err)
{
	int rc;

	trace_phase(&p->report->trace, "diff");
	rc = update_diff(u, err);
	trace_phase(&p->report->trace, "ingest");
	if (rc == 0)
		rc = update_ingest(u, err);
	trace_phase(&p->report->trace, "check");
	if (rc == 0)
		rc = update_cross(u, err);
	p->report->read = u->read;
	if (rc == 0 && u->findings->errors)
		return err_set(err, ERR_CONTENT, "%zu errors in records",
		               u->findings->errors);
	if (rc < 0 || p->check)
		return rc;
	trace_phase(&p->report->trace, "views");
	rc = update_refresh(u, err);
	trace_phase(&p->report->trace, "index");
	if (rc == 0)
		rc = update_terms(u, err);
	if (rc == 0)
		rc = indexing_apply(u->index,
		                    list_count(u->txn, STR("*")), err);
	return rc;
}

/* Pieces of the list of changes in which the versions behind `known` stand. */
static void
mark_versions(struct dirty *d, struct txn *txn, uint32_t known,
              struct arena *a)
{
	uint32_t all = history_changes(txn);

	for (uint32_t i = known / CHANGES_BLOCK; i * CHANGES_BLOCK < all; i++)
		if (all > known)
			dirty_question(d, arena_fmt(a, "changes|%u", i));
	if ((known + CHANGES_BLOCK - 1) / CHANGES_BLOCK !=
	    (all + CHANGES_BLOCK - 1) / CHANGES_BLOCK)
		dirty_question(d, STR("changes"));
}

static void
mark_changed(struct prepare *p, struct dirty *d,
             const struct view_state *view, bool rebuild, uint32_t known,
             struct arena *a)
{
	struct built_state built;
	bool was_built = state_built(p->txn, &built);

	mark_versions(d, p->txn, rebuild ? 0 : known, a);

	if (rebuild) {
		mark_site(d, p->config, a);
		mark_gone(d, p->txn);
	}
	if (!was_built || !oid_eq(&built.commit, &p->commit.id))
		dirty_question(d, STR("commit"));
	if (!was_built || built.as_of != p->as_of)
		dirty_question(d, STR("date"));
	if (rebuild)
		forget_looks(p->txn);
	if (rebuild || !view || !oid_eq(&view->look, &p->config->look)) {
		mark_theme(d, p->config, a);
		mark_assets(d, p->config);
	}
}

static bool
needs_rebuild(const struct prepare *p, const struct view_state *view)
{
	return !view || !digest_eq(view->config, p->config->digest);
}

static void
remember(struct prepare *p)
{
	struct view_state view = {.content = p->config->content,
	                          .look = p->config->look,
	                          .tip = p->commit.id,
	                          .config = p->config->digest,
	                          .as_of = p->as_of,
	                          .utc_offset = p->config->site.utc_offset};

	txn_clear(p->txn, TABLE_DELTA);
	txn_clear(p->txn, TABLE_TOUCHED);
	state_set_view(p->txn, &view);
}

static void
update_init(struct prepare *p, struct update *u, struct dirty *d,
            const struct view_state *view)
{
	*u = (struct update){.repo = p->repo,
	                     .fs = p->fs,
	                     .config = p->config,
	                     .txn = p->txn,
	                     .dirty = d,
	                     .findings = p->findings,
	                     .content = p->content,
	                     .check = p->check,
	                     .since = p->since,
	                     .had = view != NULL,
	                     .as_of = p->as_of,
	                     .threads = p->threads};
	if (view) {
		u->old = view->content;
		u->was = view->as_of;
	}
}

static struct indexing *
begin_index(struct prepare *p, bool had)
{
	struct indexing_job job = {.fs = p->fs,
	                           .dir = p->place->sort,
	                           .memory = TERMS_MEMORY,
	                           .txn = p->txn,
	                           .highest = history_records(p->txn),
	                           .had = had,
	                           .threads = p->threads,
	                           .changed = on_piece,
	                           .ctx = p};

	return indexing_new(&job);
}

int
prepare_run(struct prepare *p, struct err *err)
{
	struct view_state last;
	struct view_state *view = state_view(p->txn, &last) ? &last : NULL;
	struct dirty d;
	struct update u;
	struct arena a;
	uint32_t known = history_settled(p->txn);
	bool rewritten = false;
	int rc;

	arena_init(&a);
	dirty_init(&d, p->txn, p->config);
	update_init(p, &u, &d, view);
	u.unfolded = history_is_pending(p->txn);
	rc = fold_history(p, &u, view, &rewritten, err);
	u.rebuild = rewritten || needs_rebuild(p, view);
	p->report->rewritten = rewritten && !u.unfolded;
	p->report->rebuilt = u.rebuild;
	if (rc == 0 && u.rebuild) {
		clear_views(p->txn);
		dirty_everything(&d, rewritten ? STR("history rewritten")
		                               : STR("settings changed"));
	}
	p->dirty = &d;
	u.index = begin_index(p, view && !u.rebuild);
	if (rc == 0)
		rc = run_records(p, &u, err);
	if (rc == 0 && !p->check) {
		mark_changed(p, &d, view, u.rebuild, known, &a);
		remember(p);
		rc = txn_check(p->txn, err);
	}
	indexing_free(u.index);
	dirty_release(&d);
	arena_release(&a);
	return rc;
}
