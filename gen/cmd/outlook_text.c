#include "cmd/outlook_text.h"

#include "model/date.h"
#include "text/json.h"

#include <string.h>

struct words {
	const char *none, *head, *unread, *lists, *others, *settings;
	const char *from, *until;
};

static const struct words words[LANGS] = {
    {"公众看到的内容没有变化\n", "公众将看到 %zu 条记录有变化：\n",
     "    这个文件读不出来，先运行 gongshi check\n", "名单和数量：\n",
     "另有 %zu 个其他文件改动\n",
     "种类、代码表或站点设置有改动，全站重新生成\n", "自%.*s起",
     "至%.*s止"},
    {"nothing changes for the public\n",
     "the public will see %zu records change:\n",
     "    this file cannot be read; run gongshi check first\n",
     "lists and numbers:\n", "and %zu other files\n",
     "kinds, tables or settings changed: the whole site is made anew\n",
     " from %.*s", " until %.*s"}};

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

static struct str
state_sentence(struct arena *a, const struct record_assertion *say,
               enum lang lang)
{
	const struct words *w = &words[lang];
	const struct schema *about = say->rule->about;
	struct str day = date_text(a, say->from, lang);
	struct str s = arena_fmt(
	    a, "%.*s %.*s → %.*s ",
	    STR_ARG(text2_in(about->label, lang)), STR_ARG(say->id),
	    STR_ARG(text2_in(about->life.state[say->state].label, lang)));
	struct buf b = {0};

	buf_add(&b, s);
	buf_fmt(&b, w->from, STR_ARG(day));
	if (say->until != DATE_NEVER) {
		day = date_text(a, say->until, lang);
		buf_fmt(&b, w->until, STR_ARG(day));
	}
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

static void
put_record(const struct outlook_record *r, struct arena *a, enum lang lang,
           struct buf *out)
{
	static const char sign[] = {'+', '~', '-'};
	const struct record *shown = either(r);
	struct str title = shown ? text2_in(shown->title, lang) : STR("");
	struct str kind = r->schema ? text2_in(r->schema->label, lang)
	                            : STR("?");

	buf_fmt(out, "%c %.*s %.*s  %.*s\n", sign[r->sort], STR_ARG(kind),
	        STR_ARG(r->name), STR_ARG(title));
	if (!shown)
		buf_adds(out, words[lang].unread);
	for (size_t i = 0; i < r->changes.n; i++) {
		struct str s = change_sentence(a, &r->changes.v[i], lang);

		buf_fmt(out, "    %.*s\n", STR_ARG(s));
	}
	for (size_t i = 0; r->now && i < r->now->abouts; i++) {
		const struct record_assertion *say = &r->now->about[i];
		struct str s;

		if (said_before(r->old, say))
			continue;
		s = state_sentence(a, say, lang);
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

void
outlook_text(const struct outlook *outlook, struct arena *a, enum lang lang,
             struct buf *out)
{
	const struct words *w = &words[lang];

	if (outlook->records == 0 && outlook->others == 0) {
		buf_adds(out, w->none);
		return;
	}
	if (outlook->settings)
		buf_adds(out, w->settings);
	if (outlook->records)
		buf_fmt(out, w->head, outlook->records);
	for (size_t i = 0; i < outlook->records; i++)
		put_record(&outlook->record[i], a, lang, out);
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
	static const char *const sort[] = {"added", "changed", "removed"};
	const struct record *shown = either(r);

	json_open(out, '{');
	put(out, "record", r->name);
	put(out, "sort", str_from(sort[r->sort]));
	put(out, "path", r->path);
	put(out, "title", shown ? text2_in(shown->title, lang) : STR(""));
	json_key(out, STR("sentences"));
	json_open(out, '[');
	for (size_t i = 0; i < r->changes.n; i++)
		json_text(out, change_sentence(a, &r->changes.v[i], lang));
	for (size_t i = 0; r->now && i < r->now->abouts; i++)
		if (!said_before(r->old, &r->now->about[i]))
			json_text(out, state_sentence(a, &r->now->about[i],
			                              lang));
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
