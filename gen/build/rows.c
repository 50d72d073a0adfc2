#include "build/rows.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "build/content.h"
#include "build/groups.h"
#include "build/title_sound.h"

#include <stdlib.h>
#include <string.h>

struct collect {
	struct arena *arena;
	const struct record *record;
	struct VEC(struct outlink) link;
	struct VEC(int32_t) due;
	struct link base; /* what all links of the record share */
};

static struct str
name_of(struct arena *a, const struct schema *schema, struct str id)
{
	return arena_fmt(a, "%.*s/%.*s", STR_ARG(schema->folder),
	                 STR_ARG(id));
}

static void
add_link(struct collect *c, struct str target, enum link_kind kind,
         const struct schema_field *field, struct record_span at)
{
	struct outlink out = {.target = target, .link = c->base};

	if (target.n > CONTENT_PATH_MAX)
		return; /* no file can have that name; told by the caller */
	out.link.kind = kind;
	out.link.field = field ? field->path : STR("");
	out.link.line = at.line;
	out.link.column = at.column;
	vec_push(&c->link, out);
}

static void
add_refs(struct collect *c)
{
	const struct record *r = c->record;

	for (size_t i = 0; i < r->refs; i++)
		add_link(c, name_of(c->arena, r->ref[i].target, r->ref[i].id),
		         LINK_REF, r->ref[i].field, r->ref[i].at);
	for (size_t i = 0; i < r->links; i++)
		add_link(c,
		         name_of(c->arena, r->link[i].target, r->link[i].id),
		         LINK_BODY, NULL, r->link[i].at);
	for (size_t i = 0; i < r->files; i++)
		add_link(c, r->file[i].path, LINK_FILE, r->file[i].field,
		         r->file[i].at);
}

static int32_t
open_end(int32_t until)
{
	return until == DATE_NEVER ? NO_DAY : until;
}

static void
add_due(struct collect *c, int32_t day)
{
	if (day != DATE_NONE && day != DATE_NEVER)
		vec_push(&c->due, day);
}

static void
add_span(struct collect *c, int32_t from, int32_t until)
{
	add_due(c, from);
	if (until != DATE_NEVER)
		add_due(c, date_add(until, 1));
}

static void
add_abouts(struct collect *c)
{
	const struct record *r = c->record;

	for (size_t i = 0; i < r->abouts; i++) {
		const struct record_assertion *say = &r->about[i];
		const struct schema *target = say->rule->about;
		struct outlink out = {.link = c->base};

		out.target = name_of(c->arena, target, say->id);
		out.link.kind = LINK_ABOUT;
		out.link.state = target->life.state[say->state].code;
		out.link.from = say->from;
		out.link.until = open_end(say->until);
		out.link.field = say->rule->ref->path;
		vec_push(&c->link, out);
		add_span(c, say->from, say->until);
	}
}

static void
add_withdrawal(struct collect *c)
{
	const struct record *r = c->record;
	const struct record_leaf *leaf;
	struct record_span at = {0};

	if (r->withdraws.n == 0)
		return;
	leaf = record_leaf(r, r->schema->withdraws, NULL);
	if (leaf)
		at = leaf->at;
	add_link(c, r->withdraws, LINK_WITHDRAW, r->schema->withdraws, at);
}

static int
order_links(const void *a, const void *b)
{
	const struct outlink *x = a;
	const struct outlink *y = b;
	int order = str_cmp(x->target, y->target);

	if (order)
		return order;
	if (x->link.kind != y->link.kind)
		return x->link.kind < y->link.kind ? -1 : 1;
	order = str_cmp(x->link.field, y->link.field);
	if (order)
		return order;
	if (x->link.line != y->link.line)
		return x->link.line < y->link.line ? -1 : 1;
	if (x->link.column != y->link.column)
		return x->link.column < y->link.column ? -1 : 1;
	return 0;
}

static int
order_days(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a;
	int32_t y = *(const int32_t *)b;

	return x < y ? -1 : x > y;
}

/* Targets, each once, of one kind of link or of all. */
static struct str *
targets_of(struct collect *c, bool about_only, size_t *n)
{
	struct str *v = arena_array(c->arena, c->link.n, sizeof *v);

	*n = 0;
	for (size_t i = 0; i < c->link.n; i++) {
		const struct outlink *l = &c->link.v[i];

		if (about_only && l->link.kind != LINK_ABOUT)
			continue;
		if (*n == 0 || !str_eq(v[*n - 1], l->target))
			v[(*n)++] = l->target;
	}
	return v;
}

/* What the links say, without the places where they stand. */
static uint64_t
digest_links(struct collect *c)
{
	struct buf all = {0};
	struct buf one = {0};
	uint64_t digest;

	for (size_t i = 0; i < c->link.n; i++) {
		struct link link = c->link.v[i].link;

		link.line = link.column = 0;
		link.path = STR("");
		link_encode(&link, &one);
		buf_add(&all, c->link.v[i].target);
		buf_byte(&all, '\0');
		buf_add(&all, buf_str(&one));
	}
	digest = hash64(buf_str(&all));
	buf_release(&all);
	buf_release(&one);
	return digest;
}

static void
fill_facets(struct arena *a, const struct record *r, struct row *row)
{
	row->facets = r->facets;
	row->facet = arena_array(a, r->facets + 1, sizeof *row->facet);
	for (size_t i = 0; i < r->facets; i++)
		row->facet[i] = (struct row_facet){r->facet[i].facet->key,
		                                   r->facet[i].code};
}

static void
fill_claims(struct collect *c, struct row *row)
{
	const struct record *r = c->record;

	row->claims = r->owns;
	row->claim = arena_array(c->arena, r->owns, sizeof *row->claim);
	for (size_t i = 0; i < r->owns; i++) {
		const struct record_assertion *own = &r->own[i];

		row->claim[i] = (struct row_claim){
		    r->schema->life.state[own->state].code, own->from,
		    open_end(own->until)};
		add_span(c, own->from, own->until);
	}
}

static void
fill_days(struct collect *c, struct row *row)
{
	add_due(c, c->record->scheduled);
	add_due(c, date_add(row->leaves, 1));
	if (c->due.n)
		qsort(c->due.v, c->due.n, sizeof *c->due.v, order_days);
	row->due = arena_array(c->arena, c->due.n, sizeof *row->due);
	for (size_t i = 0; i < c->due.n; i++)
		if (i == 0 || c->due.v[i] != c->due.v[i - 1])
			row->due[row->dues++] = c->due.v[i];
}

/* What a list shows of a long text. */
static struct str
beginning(struct arena *a, struct str text)
{
	struct str rest = text;

	for (size_t i = 0; i < ROW_SUMMARY && rest.n; i++)
		utf8_next(&rest);
	if (rest.n == 0)
		return text;
	return arena_fmt(a, "%.*s…",
	                 STR_ARG(str_sub(text, 0, text.n - rest.n)));
}

static void
fill_stakes(struct arena *a, const struct schema_set *set,
            const struct record *r, struct rows *rows)
{
	const struct grouped *grouped = groups_of(a, set, r, &rows->stakes);

	rows->stake = arena_array(a, rows->stakes, sizeof *rows->stake);
	for (size_t i = 0; i < rows->stakes; i++)
		rows->stake[i] = grouped[i].stake;
}

/* The last day on the site. */
static int32_t
leaves_of(const struct record *r)
{
	return r->schema->leaves
	           ? record_day(r, r->schema->leaves, RECORD_NO_ROW)
	           : NO_DAY;
}

bool
rows_on_site(const struct record *record, int32_t day)
{
	return row_on_site(record->scheduled, leaves_of(record), day);
}

void
rows_of(struct arena *a, const struct schema_set *set,
        const struct record *record, struct str name, struct str path,
        struct rows *rows)
{
	struct collect c = {.arena = a, .record = record};
	struct row *row = &rows->row;

	*rows = (struct rows){0};
	c.base = (struct link){.source = name,
	                       .from = NO_DAY,
	                       .until = NO_DAY,
	                       .scheduled = record->scheduled,
	                       .leaves = leaves_of(record),
	                       .path = path};
	row->path = path;
	row->title[0] = record->title.zh;
	row->title[1] = record->title.en;
	for (int lang = 0; lang < LANGS; lang++)
		row->sound[lang] = title_sound(
		    a, text2_in(record->title, (enum lang)lang));
	row->summary = beginning(a, record->summary.zh);
	row->day = record->date;
	row->scheduled = record->scheduled;
	row->leaves = c.base.leaves;
	row->status = (struct row_status){.since = NO_DAY, .until = NO_DAY};
	add_refs(&c);
	add_abouts(&c);
	add_withdrawal(&c);
	if (c.link.n)
		qsort(c.link.v, c.link.n, sizeof *c.link.v, order_links);
	row->ref = targets_of(&c, false, &row->refs);
	row->about = targets_of(&c, true, &row->abouts);
	row->links = digest_links(&c);
	fill_facets(a, record, row);
	fill_claims(&c, row);
	fill_days(&c, row);
	fill_stakes(a, set, record, rows);
	rows->links = c.link.n;
	rows->link = arena_copy(a, c.link.v, c.link.n, sizeof *rows->link);
	vec_release(&c.link);
	vec_release(&c.due);
}
