#include "cmd/cmd.h"

#include "build/content.h"
#include "build/outlook.h"
#include "cmd/draft.h"
#include "model/date.h"
#include "model/record.h"
#include "model/wording.h"
#include "repo/diff.h"

#include <getopt.h>
#include <stdio.h>

enum { OPT_REASON = 256, OPT_DATE, OPT_NO, OPT_ID, OPT_REPO, OPT_CONTENT };

static const struct option options[] = {
    {"reason", required_argument, NULL, OPT_REASON},
    {"date", required_argument, NULL, OPT_DATE},
    {"doc-no", required_argument, NULL, OPT_NO},
    {"id", required_argument, NULL, OPT_ID},
    {"repo", required_argument, NULL, OPT_REPO},
    {"content", required_argument, NULL, OPT_CONTENT},
    {0}};

struct settings {
	struct str target; /* ID or FOLDER/ID */
	struct str reason; /* codes, with commas */
	struct str date;
	struct str no;
	struct str id;
	const char *repo;
	const char *content;
	enum lang lang;
};

struct finding_target {
	struct draft *draft;
	struct str want;
	struct record *record;
};

/* Is this the file of the record that is to be revoked? */
static int
see_file(void *ctx, const struct delta *delta, struct err *err)
{
	struct finding_target *t = ctx;
	struct draft *d = t->draft;
	struct content content = content_of(delta->path);
	struct record_input input = {.root = STR("")};
	struct finding_list quiet;
	char name[CONTENT_NAME_MAX];
	struct str full;
	struct buf bytes = {0};
	int rc;

	if (content.kind != CONTENT_RECORD)
		return 0;
	full = content_record(&content, name);
	if (!str_eq(full, t->want) && !str_eq(content.id, t->want))
		return 0;
	rc = repo_blob_at(d->repo, &delta->now, delta->path, &bytes, err);
	if (rc == 0) {
		finding_list_init(&quiet, &d->arena);
		input.file.path = arena_str(&d->arena, delta->path);
		input.file.bytes = arena_str(&d->arena, buf_str(&bytes));
		t->record = record_parse(&d->arena, &d->config.set, &input,
		                         &quiet);
	}
	buf_release(&bytes);
	return rc;
}

/* The rule by which another kind ends the life of this one. */
static const struct schema_rule *
ending_rule(const struct schema_set *set, const struct schema *subject,
            const struct schema **by)
{
	for (size_t i = 0; i < set->n; i++)
		for (size_t k = 0; k < set->kind[i].abouts; k++) {
			const struct schema_rule *rule =
			    &set->kind[i].about[k];
			const struct life_state *state;

			if (rule->about != subject || rule->ref->list)
				continue;
			state = &subject->life.state[rule->state];
			if (state->banner && state->tone == TONE_END) {
				*by = &set->kind[i];
				return rule;
			}
		}
	return NULL;
}

/* What both kinds call by one name is the same for both: the city, the
 * office. */
static int
copy_common(struct draft *d, const struct record *from, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < d->schema->fields; i++) {
		const struct schema_field *to = &d->schema->field[i];
		const struct schema_field *f =
		    schema_field(from->schema, to->name);
		const struct value *v = record_field(from, to->name);

		if (f && v && f->type == to->type && to->required &&
		    v->type == VALUE_TEXT && to != d->schema->title &&
		    to->type != FIELD_DATE)
			rc = draft_set(d, to->name, value_str(v), err);
	}
	return rc;
}

/* The first field of a type, or of a list of it. */
static const struct schema_field *
field_of(const struct schema *schema, enum field_type type)
{
	for (size_t i = 0; i < schema->fields; i++) {
		const struct schema_field *f = &schema->field[i];

		if (f->type == type ||
		    (f->type == FIELD_LIST && f->field->type == type))
			return f;
	}
	return NULL;
}

static int
set_if(struct draft *d, const struct schema_field *f, struct str value,
       struct err *err)
{
	int rc = 0;

	if (!f || !value.n)
		return 0;
	if (f->type != FIELD_LIST)
		return draft_set(d, f->path, value, err);
	while (rc == 0 && value.n)
		rc = draft_set(d, f->path, str_cut(&value, ','), err);
	return rc;
}

/* ---------------------------------------------------- its own checks */

static void
say_reasons(const struct codes *codes, struct str word, enum lang lang,
            struct buf *b)
{
	bool zh = lang == LANG_ZH;

	buf_fmt(b, zh ? "没有原因代码 %.*s，已有："
	              : "there is no reason %.*s; there are: ",
	        STR_ARG(word));
	for (size_t i = 0; i < codes->n; i++) {
		buf_adds(b, i == 0 ? "" : zh ? "、" : ", ");
		wording_named(b, codes->v[i].code, codes->v[i].label,
		              lang);
	}
}

static int
refuse_reason(const struct codes *codes, struct str word, struct err *err)
{
	struct buf text[LANGS] = {0};

	for (enum lang lang = 0; lang < LANGS; lang++)
		say_reasons(codes, word, lang, &text[lang]);
	err_both(err, ERR_USAGE, buf_str(&text[LANG_EN]),
	         buf_str(&text[LANG_ZH]));
	for (enum lang lang = 0; lang < LANGS; lang++)
		buf_release(&text[lang]);
	return ERR_USAGE;
}

/* Do the codes of the reason stand in the schema?  A label will do. */
static int
check_reason(const struct schema_field *f, struct str reason,
             struct err *err)
{
	const struct codes *codes = !f                      ? NULL
	                            : f->type == FIELD_LIST ? f->field->codes
	                                                    : f->codes;

	while (codes && reason.n) {
		struct str one = str_cut(&reason, ',');

		if (!codes_find(codes, one) && !codes_find_label(codes, one))
			return refuse_reason(codes, one, err);
	}
	return 0;
}

struct finding_end {
	struct draft *draft;
	const struct schema_rule *rule;
	struct str target; /* id */
	struct str found;  /* path of the record that ends it, or empty */
};

/* Does a file of the ending kind name the record already? */
static int
see_end(void *ctx, const struct delta *delta, struct err *err)
{
	struct finding_end *e = ctx;
	struct draft *d = e->draft;
	struct content content = content_of(delta->path);
	struct record_input input = {.root = STR("")};
	const struct record_leaf *leaf;
	struct finding_list quiet;
	struct arena arena;
	struct buf bytes = {0};
	struct record *record;
	int rc;

	if (e->found.n || content.kind != CONTENT_RECORD ||
	    !str_eq(content.folder, d->schema->folder))
		return 0;
	rc = repo_blob_at(d->repo, &delta->now, delta->path, &bytes, err);
	arena_init(&arena);
	finding_list_init(&quiet, &arena);
	input.file.path = delta->path;
	input.file.bytes = buf_str(&bytes);
	record = rc == 0 ? record_parse(&arena, &d->config.set, &input, &quiet)
	                 : NULL;
	leaf = record ? record_leaf(record, e->rule->ref, NULL) : NULL;
	if (leaf && str_eq(record_leaf_text(leaf), e->target))
		e->found = arena_fmt(&d->arena, "%.*s%s%.*s",
		                     STR_ARG(d->content),
		                     d->content.n ? "/" : "",
		                     STR_ARG(delta->path));
	arena_release(&arena);
	buf_release(&bytes);
	return rc;
}

/* A second end is a slip, unless the clerk names it. */
static int
refuse_ended(struct draft *d, const struct schema_rule *rule,
             struct str target, struct err *err)
{
	struct finding_end e = {
	    .draft = d, .rule = rule, .target = target};
	int rc =
	    diff_trees(d->repo, NULL, &d->config.content, see_end, &e, err);

	if (rc == 0 && e.found.n)
		rc = err_set(err, ERR_USAGE,
		             "%.*s is ended by %.*s already; if another is "
		             "meant, name it by --id",
		             STR_ARG(target), STR_ARG(e.found));
	return rc;
}

/* A revocation of a coming day is not published before that day. */
static int
put_day(struct draft *d, struct str day, struct err *err)
{
	int32_t on;

	return date_parse_iso(day, &on) && on > d->today
	           ? set_if(d, d->schema->scheduled, day, err)
	           : 0;
}

static int
refuse_kind(const struct schema *schema, struct err *err)
{
	struct buf text[LANGS] = {0};

	buf_fmt(&text[LANG_ZH], "没有哪种记录会终止%.*s",
	        STR_ARG(schema->label.zh));
	buf_fmt(&text[LANG_EN], "no kind of record ends the life of %.*s",
	        STR_ARG(text2_in(schema->label, LANG_EN)));
	err_both(err, ERR_USAGE, buf_str(&text[LANG_EN]),
	         buf_str(&text[LANG_ZH]));
	for (enum lang lang = 0; lang < LANGS; lang++)
		buf_release(&text[lang]);
	return ERR_USAGE;
}

static int
fill(struct draft *d, const struct settings *s, const struct record *target,
     struct err *err)
{
	const struct schema *by = NULL;
	const struct schema_rule *rule =
	    ending_rule(&d->config.set, target->schema, &by);
	struct str day = s->date.n ? s->date
	                           : date_iso_str(&d->arena, d->today);
	int rc;

	if (!rule)
		return refuse_kind(target->schema, err);
	d->schema = by;
	rc = check_reason(field_of(by, FIELD_ENUM), s->reason, err);
	if (rc == 0 && !s->id.n)
		rc = refuse_ended(d, rule, target->id, err);
	if (rc == 0)
		rc = copy_common(d, target, err);
	if (rc == 0)
		rc = draft_set(d, rule->ref->path, target->id, err);
	if (rc == 0)
		rc = set_if(d, rule->from, day, err);
	if (rc == 0 && by->dates)
		rc = set_if(d, by->date[0], day, err);
	if (rc == 0)
		rc = put_day(d, day, err);
	if (rc == 0)
		rc = set_if(d, field_of(by, FIELD_ENUM), s->reason, err);
	return rc == 0 ? set_if(d, field_of(by, FIELD_DOCNO), s->no, err) : rc;
}

static int
run(const struct settings *s)
{
	struct draft d;
	struct finding_target target = {.draft = &d, .want = s->target};
	struct err err = {0};
	char path[PATH_SIZE];
	int rc = draft_open(&d, s->repo, s->content, &err);

	if (rc < 0)
		cmd_findings(stderr, &d.findings, s->lang, FINDING_FULL, 0);
	if (rc == 0)
		rc = diff_trees(d.repo, NULL, &d.config.content, see_file,
		                &target, &err);
	if (rc == 0 && !target.record)
		rc = err_set(&err, ERR_USAGE, "there is no record %.*s",
		             STR_ARG(s->target));
	if (rc == 0)
		rc = fill(&d, s, target.record, &err);
	if (rc == 0)
		rc = draft_write(&d, s->id, s->lang, path, &err);
	if (rc == 0)
		cmd_next(path, s->lang);
	draft_close(&d);
	return rc < 0 ? cmd_fail(s->lang, &err) : EXIT_DONE;
}

static bool
set_option(struct settings *s, int c)
{
	struct str value = str_from(optarg);
	int32_t day;

	switch (c) {
	case OPT_REASON:
		s->reason = value;
		return true;
	case OPT_DATE:
		s->date = value;
		return date_parse_iso(value, &day);
	case OPT_NO:
		s->no = value;
		return true;
	case OPT_ID:
		s->id = value;
		return true;
	case OPT_REPO:
		s->repo = optarg;
		return true;
	case OPT_CONTENT:
		s->content = optarg;
		return true;
	default:
		return false;
	}
}

int
cmd_revoke(int argc, char **argv, enum lang lang)
{
	struct settings s = {.lang = lang};
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (!set_option(&s, c))
			return cmd_usage(lang, "revoke", argv[optind - 1]);
	if (optind + 1 != argc)
		return cmd_usage(lang, "revoke",
		                 optind < argc ? argv[optind + 1] : NULL);
	s.target = str_from(argv[optind]);
	return run(&s);
}
