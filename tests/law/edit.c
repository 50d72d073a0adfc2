#include "law/edit.h"

#include <stddef.h>

/* Switches of tests/law/site that leave it valid. */
static const char sound[] = "abcefghijklmnopqrstuwxyABCDEJKLMNORST";

static int
day(struct random *r)
{
	return (int)random_below(r, 120) - 60;
}

static int
text(struct random *r)
{
	return 1 + (int)random_below(r, 40);
}

/* A living record of a kind (WORLD_KINDS: of any), or WORLD_NONE. */
static int
pick(const struct world *w, struct random *r, enum world_kind kind)
{
	int found = WORLD_NONE;
	unsigned n = 0;

	for (int i = 0; i < w->n; i++) {
		if (!w->record[i].alive ||
		    (kind != WORLD_KINDS && w->record[i].kind != kind))
			continue;
		if (random_one_in(r, ++n))
			found = i;
	}
	return found;
}

static int
pick_file(const struct world *w, struct random *r)
{
	int i = (int)random_below(r, WORLD_FILES);

	return w->file[i] ? i : WORLD_NONE;
}

static bool
is_named(const struct world *w, int record)
{
	for (int i = 0; i < w->n; i++) {
		const struct world_record *r = &w->record[i];

		if (!r->alive || i == record)
			continue;
		if (r->subject == record || r->other == record ||
		    r->link == record)
			return true;
	}
	return false;
}

static void
set_refs(struct world *w, struct random *r, struct world_record *rec)
{
	rec->subject = rec->other = WORLD_NONE;
	switch (rec->kind) {
	case WORLD_FIRM:
		if (random_one_in(r, 3))
			rec->subject = pick(w, r, WORLD_FIRM);
		if (random_one_in(r, 3))
			rec->other = pick(w, r, WORLD_FIRM);
		break;
	case WORLD_NOTICE:
		rec->subject = pick(w, r, WORLD_FIRM);
		if (random_one_in(r, 2))
			rec->other = pick(w, r, WORLD_FIRM);
		break;
	case WORLD_BAN:
		rec->subject = pick(w, r, WORLD_FIRM);
		if (random_one_in(r, 2))
			rec->other = pick(w, r, WORLD_NOTICE);
		break;
	default:
		break;
	}
}

static void
set_link(struct world *w, struct random *r, struct world_record *rec)
{
	rec->link = random_one_in(r, 2) ? pick(w, r, WORLD_KINDS)
	                                : WORLD_NONE;
	rec->file = random_one_in(r, 3) ? pick_file(w, r) : WORLD_NONE;
}

static void
set_days(struct random *r, struct world_record *rec)
{
	rec->published = day(r);
	rec->from = day(r);
	rec->to = WORLD_NO_DAY;
	if (rec->kind == WORLD_FIRM && random_one_in(r, 4))
		rec->from = WORLD_NO_DAY;
	if (random_one_in(r, 2) && rec->from != WORLD_NO_DAY)
		rec->to = rec->from + (int)random_below(r, 30);
	rec->leaves = random_one_in(r, 4) ? day(r) : WORLD_NO_DAY;
	rec->asked = random_one_in(r, 3) ? day(r) : WORLD_NO_DAY;
}

static struct world_record *
new_record(struct world *w, enum world_kind kind)
{
	struct world_record *rec;

	if (w->n == WORLD_RECORDS)
		return NULL;
	rec = &w->record[w->n++];
	*rec = (struct world_record){.kind = kind,
	                             .alive = true,
	                             .id = ++w->next_id,
	                             .slot = w->next_id,
	                             .asked = WORLD_NO_DAY,
	                             .leaves = WORLD_NO_DAY,
	                             .subject = WORLD_NONE,
	                             .other = WORLD_NONE,
	                             .link = WORLD_NONE,
	                             .file = WORLD_NONE};
	return rec;
}

static void
fill(struct world *w, struct random *r, struct world_record *rec)
{
	rec->folder = (int)random_below(r, 3);
	rec->title = text(r);
	rec->summary = text(r);
	rec->body = random_one_in(r, 3) ? 0 : text(r);
	rec->city = (int)random_below(r, 3);
	rec->field = (int)random_below(r, 2);
	rec->matter = (int)random_below(r, 2);
	rec->tags = (int)random_below(r, 4);
	set_days(r, rec);
	set_refs(w, r, rec);
	set_link(w, r, rec);
}

static const char *
add(struct world *w, struct random *r)
{
	static const enum world_kind often[] = {
	    WORLD_FIRM, WORLD_FIRM, WORLD_FIRM, WORLD_NOTICE,
	    WORLD_NOTICE, WORLD_BAN, WORLD_NEWS, WORLD_NEWS};
	enum world_kind kind = often[random_below(r, 8)];
	struct world_record *rec;

	if (pick(w, r, WORLD_FIRM) == WORLD_NONE)
		kind = WORLD_FIRM;
	rec = new_record(w, kind);
	if (!rec)
		return "no room";
	rec->alive = false; /* it must not name itself */
	fill(w, r, rec);
	rec->alive = true;
	return kind == WORLD_BAN ? "revoke" : "add";
}

static const char *
change(struct world *w, struct random *r)
{
	int i = pick(w, r, WORLD_KINDS);
	struct world_record *rec;

	if (i == WORLD_NONE)
		return add(w, r);
	rec = &w->record[i];
	switch (random_below(r, 7)) {
	case 0:
		rec->title = text(r);
		return "title";
	case 1:
		rec->body = text(r);
		return "body";
	case 2:
		rec->city = (int)random_below(r, 3);
		rec->field = (int)random_below(r, 2);
		rec->matter = (int)random_below(r, 2);
		rec->tags = (int)random_below(r, 4);
		return "facets";
	case 3:
		set_days(r, rec);
		return "dates";
	case 4:
		rec->folder = (int)random_below(r, 3);
		return "move";
	case 5:
		if (rec->kind != WORLD_WITHDRAWAL)
			set_refs(w, r, rec);
		set_link(w, r, rec);
		return "refs";
	default:
		rec->summary = text(r);
		return "summary";
	}
}

static const char *
withdraw(struct world *w, struct random *r)
{
	int i = pick(w, r, WORLD_KINDS);
	struct world_record *rec;

	if (i == WORLD_NONE || is_named(w, i))
		return change(w, r);
	w->record[i].alive = false;
	if (w->record[i].kind == WORLD_NEWS && random_one_in(r, 2))
		return "delete";
	rec = new_record(w, WORLD_WITHDRAWAL);
	if (!rec) {
		w->record[i].alive = true;
		return "no room";
	}
	rec->title = text(r);
	rec->summary = text(r);
	rec->published = day(r);
	rec->subject = i;
	return "withdraw";
}

/* The record comes back; its withdrawal is withdrawn in turn. */
static const char *
restore(struct world *w, struct random *r)
{
	int i = pick(w, r, WORLD_WITHDRAWAL);
	struct world_record *rec;

	if (i == WORLD_NONE || is_named(w, i) ||
	    w->record[w->record[i].subject].kind == WORLD_WITHDRAWAL)
		return change(w, r);
	rec = new_record(w, WORLD_WITHDRAWAL);
	if (!rec)
		return "no room";
	rec->title = text(r);
	rec->summary = text(r);
	rec->published = day(r);
	rec->subject = i;
	w->record[i].alive = false;
	i = w->record[i].subject;
	w->record[i].alive = true;
	set_refs(w, r, &w->record[i]);
	set_link(w, r, &w->record[i]);
	return "restore";
}

/* A news record goes for good, and one of the same name comes again. */
static const char *
come_and_go(struct world *w, struct random *r)
{
	for (int i = 0; i < w->n; i++) {
		struct world_record *rec = &w->record[i];
		bool named = false;

		if (rec->kind != WORLD_NEWS || rec->alive)
			continue;
		for (int j = 0; j < w->n; j++)
			named |= w->record[j].alive &&
			         w->record[j].subject == i;
		if (named)
			continue;
		rec->alive = true;
		set_link(w, r, rec);
		return "come again";
	}
	return change(w, r);
}

static const char *
attach(struct world *w, struct random *r)
{
	int i = (int)random_below(r, WORLD_FILES);

	if (w->file[i] && random_one_in(r, 3)) {
		for (int j = 0; j < w->n; j++)
			if (w->record[j].file == i)
				w->record[j].file = WORLD_NONE;
		w->file[i] = 0;
		return "remove attachment";
	}
	w->file[i] = text(r);
	return "attachment";
}

static const char *
turn(struct world *w, struct random *r)
{
	char letter = sound[random_below(r, sizeof sound - 1)];

	w->switches ^= fixture_bit(letter);
	return "switch";
}

/* The theme says the same in other words, which tables print, too. */
static const char *
reword(struct world *w)
{
	w->switches ^= fixture_bit('T');
	return "words";
}

const char *
edit_sound(struct world *world, struct random *r)
{
	switch (random_below(r, 16)) {
	case 0:
	case 1:
	case 2:
		return add(world, r);
	case 3:
	case 4:
		return turn(world, r);
	case 5:
		return withdraw(world, r);
	case 6:
		return restore(world, r);
	case 7:
		return attach(world, r);
	case 8:
		return come_and_go(world, r);
	case 9:
		if (random_one_in(r, 2))
			return reword(world);
		world->readme++;
		return "readme";
	default:
		return change(world, r);
	}
}

/* A record gets the place of another one. */
static const char *
crowd(struct world *w, struct random *r)
{
	int i = pick(w, r, WORLD_KINDS);
	int j = i == WORLD_NONE ? i : pick(w, r, w->record[i].kind);

	if (j == WORLD_NONE || i == j)
		return "nothing";
	w->record[i].slot = w->record[j].slot;
	w->record[i].from = w->record[j].from;
	return "two in one place";
}

/* A firm is revoked that a notice has found unrevoked on a later day. */
static const char *
revoke_early(struct world *w, struct random *r)
{
	int i = pick(w, r, WORLD_NOTICE);
	struct world_record *ban;

	if (i == WORLD_NONE || w->record[i].asked == WORLD_NO_DAY ||
	    w->record[i].subject == WORLD_NONE)
		return "nothing";
	ban = new_record(w, WORLD_BAN);
	if (!ban)
		return "no room";
	fill(w, r, ban);
	ban->subject = w->record[i].subject;
	ban->other = ban->link = WORLD_NONE;
	ban->from = ban->published = w->record[i].asked - 1;
	ban->to = WORLD_NO_DAY;
	return "revoke early";
}

const char *
edit_unsound(struct world *world, struct random *r)
{
	int i = pick(world, r, WORLD_KINDS);

	switch (random_below(r, 10)) {
	case 4:
	case 5:
		return crowd(world, r);
	case 6:
	case 7:
		return revoke_early(world, r);
	case 0:
		world->switches ^= fixture_bit("FGHv"[random_below(r, 4)]);
		return "broken settings";
	case 1:
		world->oddity = 1 + (int)random_below(r, 3);
		return "odd file";
	case 2:
		if (i != WORLD_NONE) {
			world->record[i].alive = false;
			return "remove without a word";
		}
		return "nothing";
	case 3:
		world->file[random_below(r, WORLD_FILES)] = 0;
		return "remove an attachment in use";
	default:
		if (i == WORLD_NONE)
			return "nothing";
		world->record[i].fault =
		    (enum world_fault)(1 + random_below(r, FAULTS - 1));
		return "mistake";
	}
}

void
edit_start(struct world *world, struct random *r)
{
	*world = (struct world){.file = {1, 2, 0, 0}};
	for (unsigned n = 2 + random_below(r, 14); n > 0; n--)
		add(world, r);
	if (random_one_in(r, 12))
		turn(world, r);
}
