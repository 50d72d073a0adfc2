#include "cmd/outlook_text.h"

#include "model/change_words.h"
#include "model/date.h"
#include "text/json.h"

#include <string.h>

struct words {
	const char *none, *head, *later, *unread, *lists, *others, *settings;
	const char *from, *until, *since;
};

static const struct words words[LANGS] = {
    {"公众看到的内容没有变化\n", "公众将看到 %zu 条记录有变化：\n",
     "现在还不公开的 %zu 条：\n",
     "读不出来的文件 %zu 个，请先运行 gongshi check：\n",
     "名单和数量：\n", "另有 %zu 个其他文件改动\n",
     "种类、代码表或站点设置有改动，全站重新生成\n", "自%.*s起",
     "至%.*s止", "    自%.*s起公开\n"},
    {"nothing changes for the public\n",
     "the public will see %zu records change:\n",
     "not public yet, %zu:\n",
     "%zu files cannot be read; run gongshi check first:\n",
     "lists and numbers:\n", "and %zu other files\n",
     "kinds, tables or settings changed: the whole site is made anew\n",
     " from %.*s", " until %.*s", "    public from %.*s\n"}};

static const struct record *
either(const struct outlook_record *r)
{
	return r->now ? r->now : r->old;
}

/* What a record newly says about another one. */
static bool
said_before(const struct record *old, const struct record_assertion *say)
{
	for (size_t i = 0; old && i < old->abouts; i++) {
		const struct record_assertion *was = &old->about[i];

		if (was->rule == say->rule && str_eq(was->id, say->id) &&
		    was->from == say->from && was->until == say->until)
			return true;
	}
	return false;
}

/* The last day on which a state is the one that readers see: a stronger one
 * that the same record sets ends it, as on the page. */
static int32_t
last_day(const struct record *r, const struct record_assertion *say)
{
	int32_t last = say->until;

	for (size_t i = 0; i < r->abouts; i++) {
		const struct record_assertion *by = &r->about[i];
		const struct life_state *state = by->rule->about->life.state;

		if (by->rule->about == say->rule->about &&
		    str_eq(by->id, say->id) &&
		    state[by->state].rank > state[say->state].rank &&
		    by->until >= last && by->from > say->from &&
		    by->from <= last)
			last = by->from - 1;
	}
	return last;
}

static struct str
state_sentence(struct arena *a, const struct record *r,
               const struct record_assertion *say, enum lang lang)
{
	const struct words *w = &words[lang];
	const struct schema *about = say->rule->about;
	int32_t until = last_day(r, say);
	struct str day = date_text(a, say->from, lang);
	struct str s = arena_fmt(
	    a, "%.*s %.*s → %.*s ",
	    STR_ARG(text2_in(about->label, lang)), STR_ARG(say->id),
	    STR_ARG(text2_in(about->life.state[say->state].label, lang)));
	struct buf b = {0};

	buf_add(&b, s);
	buf_fmt(&b, w->from, STR_ARG(day));
	if (until != DATE_NEVER) {
		day = date_text(a, until, lang);
		buf_fmt(&b, w->until, STR_ARG(day));
	}
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

/* The day from which a record is on the site. */
static void
put_since(const struct record *r, struct arena *a, enum lang lang,
          struct buf *out)
{
	struct str day = date_text(a, r->scheduled, lang);

	if (r->scheduled != DATE_NONE)
		buf_fmt(out, words[lang].since, STR_ARG(day));
}

static void
put_record(const struct outlook_record *r, struct arena *a, enum lang lang,
           struct buf *out)
{
	static const char sign[] = {'+', '~', '-', '*', '?'};
	const struct record *shown = either(r);
	struct change_words how = {.a = a, .lang = lang};
	struct str title = shown ? text2_in(shown->title, lang) : STR("");
	struct str kind = r->schema ? text2_in(r->schema->label, lang)
	                            : STR("?");

	buf_fmt(out, "%c %.*s %.*s  %.*s\n", sign[r->sort], STR_ARG(kind),
	        STR_ARG(r->name), STR_ARG(title));
	if (r->sort == OUTLOOK_LATER ||
	    (r->sort == OUTLOOK_REMOVED && r->now))
		put_since(r->now, a, lang, out);
	for (size_t i = 0; i < r->changes.n; i++) {
		struct str s = change_sentence(&how, &r->changes.v[i]);

		buf_fmt(out, "    %.*s\n", STR_ARG(s));
	}
	for (size_t i = 0; r->now && i < r->now->abouts; i++) {
		const struct record_assertion *say = &r->now->about[i];
		struct str s;

		if (said_before(r->old, say))
			continue;
		s = state_sentence(a, r->now, say, lang);
		buf_fmt(out, "    %.*s\n", STR_ARG(s));
	}
}

static struct str
list_name(const struct outlook_list *list, struct arena *a, enum lang lang)
{
	struct str kind = text2_in(list->schema->label, lang);
	struct str value;

	if (!list->facet)
		return kind;
	value = schema_facet_label(list->schema, list->facet, list->code,
	                           lang);
	return arena_fmt(a, "%.*s · %.*s %.*s", STR_ARG(kind),
	                 STR_ARG(text2_in(list->facet->label, lang)),
	                 STR_ARG(value));
}

static void
put_sorts(const struct outlook *outlook, enum outlook_sort from,
          enum outlook_sort to, struct arena *a, enum lang lang,
          struct buf *out)
{
	for (size_t i = 0; i < outlook->records; i++)
		if (outlook->record[i].sort >= from &&
		    outlook->record[i].sort <= to)
			put_record(&outlook->record[i], a, lang, out);
}

void
outlook_text(const struct outlook *outlook, struct arena *a, enum lang lang,
             struct buf *out)
{
	const struct words *w = &words[lang];
	size_t later = outlook->of[OUTLOOK_LATER];
	size_t unread = outlook->of[OUTLOOK_UNREAD];
	size_t seen = outlook->records - later - unread;

	if (seen == 0 && !outlook->settings)
		buf_adds(out, w->none);
	if (outlook->settings)
		buf_adds(out, w->settings);
	if (seen)
		buf_fmt(out, w->head, seen);
	put_sorts(outlook, OUTLOOK_ADDED, OUTLOOK_REMOVED, a, lang, out);
	if (later)
		buf_fmt(out, w->later, later);
	put_sorts(outlook, OUTLOOK_LATER, OUTLOOK_LATER, a, lang, out);
	if (unread)
		buf_fmt(out, w->unread, unread);
	put_sorts(outlook, OUTLOOK_UNREAD, OUTLOOK_UNREAD, a, lang, out);
	if (outlook->lists)
		buf_adds(out, w->lists);
	for (size_t i = 0; i < outlook->lists; i++) {
		struct str name = list_name(&outlook->list[i], a, lang);

		buf_fmt(out, "  %.*s %+d\n", STR_ARG(name),
		        outlook->list[i].delta);
	}
	if (outlook->others)
		buf_fmt(out, w->others, outlook->others);
}

static void
put(struct buf *b, const char *key, struct str text)
{
	json_key(b, str_from(key));
	json_text(b, text);
}

static void
json_record(const struct outlook_record *r, struct arena *a, enum lang lang,
            struct buf *out)
{
	static const char *const sort[] = {"added", "changed", "removed",
	                                   "later", "unread"};
	const struct record *shown = either(r);
	struct change_words how = {.a = a, .lang = lang};

	json_open(out, '{');
	put(out, "record", r->name);
	put(out, "sort", str_from(sort[r->sort]));
	put(out, "path", r->path);
	put(out, "title", shown ? text2_in(shown->title, lang) : STR(""));
	if (r->now && r->now->scheduled != DATE_NONE)
		put(out, "scheduled", date_iso_str(a, r->now->scheduled));
	json_key(out, STR("sentences"));
	json_open(out, '[');
	for (size_t i = 0; i < r->changes.n; i++)
		json_text(out, change_sentence(&how, &r->changes.v[i]));
	for (size_t i = 0; r->now && i < r->now->abouts; i++)
		if (!said_before(r->old, &r->now->about[i]))
			json_text(out,
			          state_sentence(a, r->now,
			                         &r->now->about[i], lang));
	json_close(out, ']');
	json_close(out, '}');
}

void
outlook_json(const struct outlook *outlook, struct arena *a, enum lang lang,
             struct buf *out)
{
	json_open(out, '{');
	json_key(out, STR("records"));
	json_open(out, '[');
	for (size_t i = 0; i < outlook->records; i++)
		json_record(&outlook->record[i], a, lang, out);
	json_close(out, ']');
	json_key(out, STR("lists"));
	json_open(out, '[');
	for (size_t i = 0; i < outlook->lists; i++) {
		const struct outlook_list *list = &outlook->list[i];

		json_open(out, '{');
		put(out, "kind", list->schema->kind);
		put(out, "facet", list->facet ? list->facet->key : STR(""));
		put(out, "code", list->code);
		put(out, "name", list_name(list, a, lang));
		json_key(out, STR("delta"));
		json_int(out, list->delta);
		json_close(out, '}');
	}
	json_close(out, ']');
	json_key(out, STR("others"));
	json_int(out, (int64_t)outlook->others);
	json_key(out, STR("settings"));
	json_bool(out, outlook->settings);
	json_close(out, '}');
	buf_byte(out, '\n');
}
