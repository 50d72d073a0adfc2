#include "build/config.h"
#include "build/history.h"

#include "cmd/cmd.h"
#include "cmd/look.h"
#include "model/change_words.h"
#include "model/date.h"
#include "model/reason.h"
#include "text/json.h"

#include <getopt.h>
#include <stdio.h>

enum { OPT_REPO = 256, OPT_CONTENT, OPT_JSON };

static const struct option options[] = {
    {"output", required_argument, NULL, 'o'},
    {"repo", required_argument, NULL, OPT_REPO},
    {"content", required_argument, NULL, OPT_CONTENT},
    {"json", no_argument, NULL, OPT_JSON},
    {0}};

struct telling {
	struct look look;
	struct repo *repo;
	struct config config;
	struct arena arena;
	enum lang lang;
	bool json;
	bool removed; /* the version told last was a removal */
	struct buf out;
};

/* FOLDER/ID of what the user named: with its folder or without. */
static bool
find_record(struct telling *t, struct str id, struct str *name,
            struct history_entry *entry)
{
	if (str_chr(id, '/') < id.n) {
		*name = id;
		return history_get(t->look.txn, id, entry);
	}
	for (size_t i = 0; i < t->config.set.n; i++) {
		*name = arena_fmt(&t->arena, "%.*s/%.*s",
		                  STR_ARG(t->config.set.kind[i].folder),
		                  STR_ARG(id));
		if (history_get(t->look.txn, *name, entry))
			return true;
	}
	return false;
}

static int
parse_version(struct telling *t, const struct history_version *v,
              struct record **record, struct err *err)
{
	struct record_input input = {.file.path = v->path,
	                             .root = STR("")};
	struct finding_list quiet;
	struct buf bytes = {0};
	int rc;

	*record = NULL;
	if (v->removed)
		return 0;
	rc = repo_blob_at(t->repo, &v->blob, v->path, &bytes, err);
	if (rc == 0) {
		finding_list_init(&quiet, &t->arena);
		input.file.bytes = arena_str(&t->arena, buf_str(&bytes));
		*record = record_parse(&t->arena, &t->config.set, &input,
		                       &quiet);
	}
	buf_release(&bytes);
	return rc;
}

static struct str
day_text(struct telling *t, int64_t time)
{
	int64_t local = time + (int64_t)t->config.site.utc_offset * 60;

	return date_iso_str(&t->arena, (int32_t)(local / 86400 -
	                                         (local % 86400 < 0)));
}

static void
put_change(struct telling *t, const struct change *c)
{
	struct change_words words = {.a = &t->arena, .lang = t->lang};
	struct str sentence = change_sentence(&words, c);

	if (!t->json) {
		buf_fmt(&t->out, "    %.*s\n", STR_ARG(sentence));
		return;
	}
	json_open(&t->out, '{');
	json_key(&t->out, STR("field"));
	json_text(&t->out, c->field ? c->field->path : STR("body"));
	json_key(&t->out, STR("item"));
	json_text(&t->out, c->item);
	json_key(&t->out, STR("old"));
	json_write(&t->out, c->old);
	json_key(&t->out, STR("new"));
	json_write(&t->out, c->now);
	json_key(&t->out, STR("sentence"));
	json_text(&t->out, sentence);
	json_close(&t->out, '}');
}

static const char *
word_of(const struct history_version *v, bool was_removed, uint32_t number,
        enum lang lang)
{
	static const char *const word[LANGS][4] = {
	    {"首次发布", "修改", "删除", "恢复"},
	    {"first published", "changed", "removed", "restored"}};

	if (v->removed)
		return word[lang][2];
	if (number == 1)
		return word[lang][0];
	return word[lang][was_removed ? 3 : 1];
}

static void
put_version(struct telling *t, const struct history_version *v,
            uint32_t number, struct str reason, const struct record *old,
            const struct record *now)
{
	struct changes all = change_list(&t->arena, old, now);
	char commit[2 * OID_SIZE + 1];
	const char *word = word_of(v, t->removed, number, t->lang);
	struct str day = day_text(t, v->time);

	oid_hex(&v->commit, commit);
	if (!t->json) {
		buf_fmt(&t->out, "%u  %.*s  %.12s  %s  %.*s\n", number,
		        STR_ARG(day), commit, word, STR_ARG(reason));
		for (size_t i = 0; i < all.n; i++)
			put_change(t, &all.v[i]);
		return;
	}
	json_open(&t->out, '{');
	json_key(&t->out, STR("version"));
	json_int(&t->out, number);
	json_key(&t->out, STR("date"));
	json_text(&t->out, day);
	json_key(&t->out, STR("commit"));
	json_text(&t->out, str_from(commit));
	json_key(&t->out, STR("removed"));
	json_bool(&t->out, v->removed);
	json_key(&t->out, STR("reason"));
	json_text(&t->out, reason);
	json_key(&t->out, STR("changes"));
	json_open(&t->out, '[');
	for (size_t i = 0; i < all.n; i++)
		put_change(t, &all.v[i]);
	json_close(&t->out, ']');
	json_close(&t->out, '}');
}

static int
tell_version(struct telling *t, const struct history_entry *entry,
             uint32_t number, struct record **last, struct err *err)
{
	struct history_version v;
	struct record *now;
	struct buf message = {0};
	struct str reason;
	int rc;

	if (!history_version(t->look.txn, entry->accession, number, &v))
		return err_set(err, ERR_CORRUPT, "version %u is lost", number);
	v.path = arena_str(&t->arena, v.path);
	rc = parse_version(t, &v, &now, err);
	if (rc == 0)
		rc = repo_message(t->repo, &v.commit, &message, err);
	/* Staff also read a subject in another language. */
	reason = reason_of(buf_str(&message), t->lang);
	if (!reason.n)
		reason = reason_of(buf_str(&message), LANG_EN);
	if (rc == 0)
		put_version(t, &v, number, reason, *last, now);
	*last = now;
	t->removed = v.removed;
	buf_release(&message);
	return rc;
}

static int
tell(struct telling *t, const struct history_entry *entry, struct err *err)
{
	struct record *last = NULL;
	int rc = 0;

	if (t->json)
		json_open(&t->out, '[');
	for (uint32_t i = 1; rc == 0 && i <= entry->versions; i++)
		rc = tell_version(t, entry, i, &last, err);
	if (t->json) {
		json_close(&t->out, ']');
		buf_byte(&t->out, '\n');
	}
	if (rc == 0)
		fwrite(t->out.p, 1, t->out.n, stdout);
	return rc;
}

static int
run(struct telling *t, const char *id, const char *output, const char *repo,
    const char *content)
{
	struct history_entry entry;
	struct err err = {0};
	struct str name;
	int rc = look_open(&t->look, output, repo, &err);

	arena_init(&t->arena);
	if (rc == 0)
		look_age(&t->look, repo, t->lang);
	if (rc == 0)
		rc = look_config(&t->look, &t->arena, repo, content, &t->repo,
		                 &t->config, &err);
	if (rc == 0 && !find_record(t, str_from(id), &name, &entry))
		rc = err_set(&err, ERR_USAGE,
		             "there is no record %s; a new one has a history "
		             "after a commit and gongshi build",
		             id);
	if (rc == 0)
		rc = tell(t, &entry, &err);
	config_release(&t->config);
	repo_close(t->repo);
	look_close(&t->look);
	arena_release(&t->arena);
	buf_release(&t->out);
	return rc < 0 ? cmd_fail(t->lang, &err) : EXIT_DONE;
}

int
cmd_history(int argc, char **argv, enum lang lang)
{
	struct telling t = {.lang = lang};
	const char *output = NULL;
	const char *repo = NULL;
	const char *content = NULL;
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
		if (c == 'o')
			output = optarg;
		else if (c == OPT_REPO)
			repo = optarg;
		else if (c == OPT_CONTENT)
			content = optarg;
		else if (c == OPT_JSON)
			t.json = true;
		else
			return cmd_usage(lang, "history", argv[optind - 1]);
	}
	if (optind + 1 != argc)
		return cmd_usage(lang, "history",
		                 optind + 1 < argc ? argv[optind + 1] : NULL);
	return run(&t, argv[optind], output, repo, content);
}
