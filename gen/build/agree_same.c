#include "build/agree.h"

#include "store/key.h"
#include "store/stake.h"

static const char *
code_of(const struct constraint *rule)
{
	if (!rule)
		return "F107";
	return rule->sort == CONSTRAINT_ONCE ? "R203" : "R201";
}

/* Can a rule refuse a build? */
static bool
refuses(const struct constraint *rule, const char *code)
{
	if (rule && rule->levelled)
		return rule->level == FINDING_ERROR;
	return finding_code_get(str_from(code))->severity == FINDING_ERROR;
}

static void
tell_same(struct agree *agree, const struct stake_member *m, struct str other,
          const char *code)
{
	const struct grouped *at = agree_find(agree, m->record, &m->stake);
	struct str args[FINDING_ARGS] = {m->stake.text, other, at->field};

	agree_tell(agree, m->record, at, code, args);
}

/* Each member of the group names another one. */
static void
tell_all_same(struct agree *agree, uint64_t group, const char *code)
{
	size_t n;
	struct stake_member *m = stakes_in(agree->u->txn, agree->arena,
	                                   group, SIZE_MAX, &n);

	for (size_t i = 0; i < n; i++)
		tell_same(agree, &m[i], m[i == 0].record, code);
}

void
agree_same(struct agree *agree, struct str name, const struct stake *stake)
{
	const char *code = code_of(agree_rule(agree, name, stake));
	struct stake_member self = {name, *stake};
	size_t n;
	struct stake_member *m =
	    stakes_in(agree->u->txn, agree->arena, stake->group, 2, &n);

	if (n < 2)
		return;
	if (!refuses(agree_rule(agree, name, stake), code)) {
		if (agree_once(agree, 's', stake->group, name))
			tell_same(agree, &self,
			          m[str_eq(m[0].record, name)].record, code);
	} else if (agree_once(agree, 's', stake->group, STR(""))) {
		tell_all_same(agree, stake->group, code);
	}
}

/* ---------------------------------------------------------- overlap */

static struct str
day_text(struct arena *a, int32_t day)
{
	return day == NO_DAY ? STR("—") : date_iso_str(a, day);
}

static void
tell_overlap(struct agree *agree, const struct stake_member *m,
             const struct stake_member *other)
{
	const struct grouped *at = agree_find(agree, m->record, &m->stake);
	struct arena *a = agree->arena;
	struct str args[FINDING_ARGS] = {m->stake.text,
	                                 day_text(a, m->stake.from),
	                                 day_text(a, m->stake.until),
	                                 other->record,
	                                 day_text(a, other->stake.from),
	                                 day_text(a, other->stake.until)};

	agree_tell(agree, m->record, at, "R202", args);
}

static int32_t
last_day(const struct stake_member *m)
{
	return m->stake.until == NO_DAY ? DATE_NEVER : m->stake.until;
}

/* Members come by their first day: one overlaps another if it begins before
 * the furthest end so far. */
void
agree_overlap(struct agree *agree, const struct stake *stake)
{
	size_t n;
	size_t far = 0;
	struct stake_member *m;
	bool *told;

	if (!agree_once(agree, 'o', stake->group, STR("")))
		return;
	m = stakes_in(agree->u->txn, agree->arena, stake->group, SIZE_MAX,
	              &n);
	told = arena_alloc(agree->arena, n);
	for (size_t i = 1; i < n; i++) {
		if (m[i].stake.from <= last_day(&m[far])) {
			tell_overlap(agree, &m[i], &m[far]);
			if (!told[far])
				tell_overlap(agree, &m[far], &m[i]);
			told[i] = told[far] = true;
		}
		if (last_day(&m[i]) > last_day(&m[far]))
			far = i;
	}
}

/* ------------------------------------------------------- consistent */

#define VOTERS 64 /* beyond so many members nobody counts who is right */

/*
 * The value that more than half of a group have, if at least two have it.
 * out: how many; *first, the first of them; 0: none, or too many to count
 */
static size_t
majority(struct agree *agree, uint64_t group, struct stake_member *first)
{
	size_t n, same = 1;
	struct stake_member *m = stakes_in(agree->u->txn, agree->arena,
	                                   group, VOTERS + 1, &n);

	/* By value, so that those of one stand side by side. */
	for (size_t i = 0; n <= VOTERS && i < n; i += same) {
		for (same = 1; i + same < n && m[i + same].stake.value ==
		                                   m[i].stake.value;)
			same++;
		*first = m[i];
		if (same > 1 && same * 2 > n)
			return same;
	}
	return 0;
}

static void
tell_other(struct agree *agree, const struct stake_member *m,
           const struct stake_member *other)
{
	struct stake_member most;
	size_t n = majority(agree, m->stake.group, &most);
	bool odd = n && most.stake.value != m->stake.value;
	struct str count = arena_fmt(agree->arena, "%zu", n);
	const struct grouped *at = agree_find(agree, m->record, &m->stake);
	struct str args[FINDING_ARGS] = {at->field, m->stake.text};

	if (odd)
		other = &most;
	args[2] = other->stake.text;
	args[3] = other->record;
	if (n)
		args[odd ? 4 : 5] = count;
	agree_tell(agree, m->record, at, "R204", args);
}

static void
tell_all_others(struct agree *agree, uint64_t group)
{
	struct stake_member other;
	size_t n;
	struct stake_member *m = stakes_in(agree->u->txn, agree->arena,
	                                   group, SIZE_MAX, &n);

	for (size_t i = 0; i < n; i++)
		if (stakes_other(agree->u->txn, agree->arena, group,
		                 m[i].stake.value, &other))
			tell_other(agree, &m[i], &other);
}

void
agree_consistent(struct agree *agree, struct str name,
                 const struct stake *stake)
{
	struct stake_member self = {name, *stake};
	struct stake_member other;

	if (!stakes_other(agree->u->txn, agree->arena, stake->group,
	                  stake->value, &other))
		return;
	if (!refuses(agree_rule(agree, name, stake), "R204")) {
		if (agree_once(agree, 'c', stake->group ^ stake->value,
		               name))
			tell_other(agree, &self, &other);
	} else if (agree_once(agree, 'c', stake->group, STR(""))) {
		tell_all_others(agree, stake->group);
	}
}

/* ----------------------------------------------------------- series */

/* Has a group a member of a value?  One step, however large it is. */
static bool
has_value(struct txn *txn, uint64_t group, uint64_t value)
{
	struct cursor *c = cursor_open(txn, TABLE_GROUP);
	struct buf prefix = {0};
	struct str key, bytes, first;
	bool hit;

	first = key_group(&prefix, group, value, STR(""));
	hit = cursor_seek(c, first, &key, &bytes) && str_starts(key, first);
	buf_release(&prefix);
	cursor_close(c);
	return hit;
}

void
agree_series(struct agree *agree, struct str name, const struct stake *stake)
{
	const struct constraint *rule = agree_rule(agree, name, stake);
	const struct code *before;

	if (!rule || stake->value == 0 || stake->value >= rule->texts ||
	    has_value(agree->u->txn, stake->group, stake->value - 1))
		return;
	before = codes_find(rule->path[AT_KEY]->codes,
	                    rule->text[stake->value - 1]);
	agree_tell(agree, name, agree_find(agree, name, stake), "R210",
	           (struct str[FINDING_ARGS]){
	               before->label.zh, text2_in(before->label, LANG_EN),
	               stake->text});
}
