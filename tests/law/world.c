#include "law/world.h"

#include "model/date.h"

#include <stdio.h>
#include <string.h>

static const char *const folders[WORLD_KINDS] = {"firms", "notices", "bans",
                                                 "news", "withdrawals"};
static const char *const letters[WORLD_KINDS] = {"f", "n", "b", "w", "x"};

/* Words that texts are made of: Han, Latin, digits, marks that HTML, YAML
 * and search must treat with care. */
static const char *const words[] = {
    "联盟",   "高端装备", "制造", "材料", "沈阳",     "校企",
    "公示",   "备案",     "研究", "A&B",  "alliance", "Model7",
    "“引”",   "专利",     "𠮷田", "数控", "成果转化",
    "<b>粗</b>"};

#define WORDS (sizeof words / sizeof *words)

static void
put_words(struct buf *b, int number, unsigned n)
{
	struct random r = {(uint64_t)number * 7919u + n};

	for (unsigned i = 0; i < n; i++)
		buf_adds(b, words[random_below(&r, WORDS)]);
}

struct str
world_name(const struct world *world, int record, char name[64])
{
	const struct world_record *r = &world->record[record];
	int n = snprintf(name, 64, "%s/%s-%d", folders[r->kind],
	                 letters[r->kind], r->id);

	return (struct str){name, (size_t)n};
}

struct str
world_path(const struct world *world, int record, char path[96])
{
	static const char *const below[] = {"", "2024/", "a/b/"};
	const struct world_record *r = &world->record[record];
	int n = snprintf(path, 96, "%s/%s%s-%d.md", folders[r->kind],
	                 below[r->folder], letters[r->kind], r->id);

	return (struct str){path, (size_t)n};
}

/* ------------------------------------------------------ front matter */

static void
put_day(struct buf *b, const char *key, int day)
{
	char iso[DATE_ISO_SIZE];

	if (day == WORLD_NO_DAY)
		return;
	date_iso(WORLD_DAY_ZERO + day, iso);
	buf_fmt(b, "%s: %s\n", key, iso);
}

static void
put_ref(struct buf *b, const struct world *w, const char *key, int record)
{
	char name[64];
	struct str rest;

	if (record == WORLD_NONE)
		return;
	rest = world_name(w, record, name);
	str_cut(&rest, '/');
	buf_fmt(b, "%s: %.*s\n", key, STR_ARG(rest));
}

static void
put_quoted(struct buf *b, const char *key, int number, unsigned n)
{
	buf_fmt(b, "%s: \"", key);
	put_words(b, number, n);
	buf_adds(b, "\"\n");
}

/* What all kinds of which rules are asked have. */
static void
put_slot(struct buf *b, const struct world_record *r)
{
	buf_fmt(b, "slot: s%d\n", r->slot);
	put_day(b, "leaves", r->leaves);
}

static void
put_firm(struct buf *b, const struct world *w, const struct world_record *r)
{
	static const char *const cities[] = {"a1", "大连", "a3"};
	static const char *const fields[] = {"f1", "材料", "f3"};
	static const char *const tags[] = {"[]", "[x]", "[乙]", "[y, x]"};

	if (r->fault != FAULT_MISSING && r->title % 3 == 0) {
		buf_fmt(b, "name: {zh: 第%d联盟%d, en: Firm %d no %d}\n",
		        r->id, r->title, r->id, r->title);
	} else if (r->fault != FAULT_MISSING) {
		buf_fmt(b, "name: 第%d号", r->id);
		put_words(b, r->title, 3);
		buf_byte(b, '\n');
	}
	put_quoted(b, "goal", r->summary, 5);
	buf_fmt(b, "city: %s\nfield: %s\n", cities[r->city],
	        fields[r->field]);
	put_day(b, "filed", r->from);
	put_slot(b, r);
	put_day(b, "published", r->published);
	if (r->title % 2)
		buf_fmt(b, "capital: %d.50\nleader: {name: 盟主%d, open: "
		           "true}\n",
		        r->title, r->summary);
	if (r->title % 3)
		buf_fmt(b, "fee: {mode: %s, amount: %d}\n",
		        r->title % 5 ? "lump" : "free", r->summary % 4);
	if (r->tags)
		buf_fmt(b, "tags: %s\n", tags[r->tags & 3]);
	if (r->summary % 2) {
		buf_adds(b, "members:\n  - {seq: 1, name: 甲}\n");
		if (r->other != WORLD_NONE)
			put_ref(b, w, "  - seq: 2\n    firm", r->other);
	}
	if (r->summary % 5 == 0)
		buf_fmt(b, "note: |\n  备注*%d*\ninner: 内部%d\nweb: "
		           "https://example.org/%d\n",
		        r->summary, r->title, r->title);
	if (r->file != WORLD_NONE)
		buf_fmt(b, "doc: files/doc-%d.txt\n", r->file);
	put_ref(b, w, "partner", r->subject);
}

static void
put_notice(struct buf *b, const struct world *w,
           const struct world_record *r)
{
	if (r->fault != FAULT_MISSING)
		put_quoted(b, "title", r->title, 4);
	put_quoted(b, "summary", r->summary, 4);
	buf_fmt(b, "matter: %s\n", r->matter ? "ending" : "filing");
	put_day(b, "from", r->from);
	put_day(b, "to", r->to == WORLD_NO_DAY ? r->from + 7 : r->to);
	put_day(b, "asked", r->asked);
	put_slot(b, r);
	put_day(b, "published", r->published);
	if (r->subject == WORLD_NONE && r->other == WORLD_NONE)
		return;
	buf_adds(b, "items:\n");
	put_ref(b, w, "  - seq: 1\n    firm", r->subject);
	put_ref(b, w, "  - firm", r->other);
}

static void
put_ban(struct buf *b, const struct world *w, const struct world_record *r)
{
	if (r->fault != FAULT_MISSING)
		buf_fmt(b, "title: {zh: 撤销公告%d, en: Ban %d}\n", r->title,
		        r->title);
	put_ref(b, w, "firm", r->subject);
	put_ref(b, w, "proposed", r->other);
	put_day(b, "decided", r->published);
	put_day(b, "effective", r->from);
	put_day(b, "until", r->to);
	put_day(b, "published", r->published);
}

static void
put_other(struct buf *b, const struct world *w, const struct world_record *r)
{
	char name[64];

	if (r->fault != FAULT_MISSING)
		put_quoted(b, "title", r->title, 4);
	if (r->kind == WORLD_NEWS) {
		put_quoted(b, "topic", r->summary, 2);
		put_slot(b, r);
		buf_adds(b, "side: a\n");
	} else {
		buf_fmt(b, "record: %.*s\n",
		        STR_ARG(world_name(w, r->subject, name)));
		put_quoted(b, "reason", r->summary, 4);
	}
	put_day(b, "published", r->published);
}

static void
put_fault(struct buf *b, const struct world_record *r)
{
	switch (r->fault) {
	case FAULT_YAML:
		buf_adds(b, "x: [1\n");
		break;
	case FAULT_FIELD:
		buf_adds(b, "publishd: 2024-01-01\n");
		break;
	case FAULT_DATE:
		buf_adds(b, r->kind == WORLD_BAN ? "until: 2024-02-30\n"
		                                 : "x: &a 1\n");
		break;
	case FAULT_REF:
		buf_adds(b, r->kind == WORLD_BAN ? "proposed: n-9999\n"
		                                 : "partner: f-9999\n");
		break;
	case FAULT_BYTES:
		buf_adds(b, "# \xff\xfe\n");
		break;
	default:
		break;
	}
}

/* -------------------------------------------------------------- body */

static void
put_body(struct buf *b, const struct world *w, const struct world_record *r)
{
	static const char *const up[] = {"../", "../../", "../../../"};
	char name[64];

	buf_fmt(b, "## 说明%d\n\n", r->body);
	put_words(b, r->body, 12);
	buf_adds(b, "\n\n- 一 **重**\n- 二 `x`\n\n");
	if (r->body % 3 == 0)
		buf_adds(b, "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n");
	if (r->link != WORLD_NONE)
		buf_fmt(b, "见[链接](record:%.*s)。\n\n",
		        STR_ARG(world_name(w, r->link, name)));
	if (r->file != WORLD_NONE)
		buf_fmt(b, "附件[下载](%sfiles/doc-%d.txt)\n\n",
		        up[r->folder], r->file);
	if (r->fault == FAULT_LINK)
		buf_adds(b, "[无](record:firms/f-9999)\n");
}

void
world_text(const struct world *world, int record, struct buf *b)
{
	const struct world_record *r = &world->record[record];

	buf_reset(b);
	buf_adds(b, "---\n");
	switch (r->kind) {
	case WORLD_FIRM:
		put_firm(b, world, r);
		break;
	case WORLD_NOTICE:
		put_notice(b, world, r);
		break;
	case WORLD_BAN:
		put_ban(b, world, r);
		break;
	default:
		put_other(b, world, r);
		break;
	}
	put_fault(b, r);
	buf_adds(b, "---\n");
	if (r->body || r->fault == FAULT_LINK)
		put_body(b, world, r);
}
