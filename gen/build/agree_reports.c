#include "build/agree.h"

#include "base/vec.h"
#include "store/links.h"
#include "store/stake.h"

struct years {
	struct VEC(int) year; /* ascending */
};

/* ---------------------------------------------------------- missing */

static bool
has_report(const struct stake_member *m, size_t n, int year)
{
	for (size_t i = 0; i < n; i++)
		if (m[i].stake.value == (uint64_t)year)
			return true;
	return false;
}

static void
collect_status(struct agree *agree, struct str subject)
{
	const struct schema *schema = schema_of_folder(
	    &agree->u->config->set, str_sub(subject, 0, str_chr(subject, '/')));
	struct link *link;
	struct row row;
	size_t n;

	agree->said.life = &schema->life;
	if (!agree_row(agree, subject, &row))
		return;
	link = links_to(agree->u->txn, agree->arena, subject, STR(""), &n);
	status_collect(&agree->said, schema, &row, link, n);
}

/* Nothing is owed any more once the subject has come to an end. */
static bool
is_over(struct agree *agree, int32_t day)
{
	struct life_status status = status_on(&agree->said, day, STR(""));

	return status.by && agree->said.life->state[status.state].tone ==
	                        TONE_END;
}

/* The years whose report was due before a day and is not there.
 * source: the first due year is that of the beginning if its due day was
 * still to come */
static void
find_missing(struct agree *agree, const struct constraint *rule,
             struct str subject, int32_t since, int32_t day,
             struct years *out)
{
	size_t n;
	struct stake_member *m =
	    stakes_in(agree->u->txn, agree->arena,
	              groups_reports(rule, subject), SIZE_MAX, &n);
	int year = date_split(since).year;
	bool collected = false;

	if (since > constraint_due(rule, year))
		year++;
	for (; year < 9999 && constraint_due(rule, year) < day; year++) {
		if (has_report(m, n, year))
			continue;
		if (!collected)
			collect_status(agree, subject);
		collected = true;
		if (!is_over(agree, constraint_due(rule, year)))
			vec_push(&out->year, year);
	}
}

/* Years from `from` up to `to`, as "2021、2022". */
static struct str
years_text(struct arena *a, const struct years *y, size_t from, size_t to)
{
	struct buf b = {0};
	struct str text;

	for (size_t i = from; i < to; i++)
		buf_fmt(&b, "%s%d", i > from ? "、" : "", y->year.v[i]);
	text = b.n ? arena_str(a, buf_str(&b)) : STR("—");
	buf_release(&b);
	return text;
}

/* ------------------------------------------------------------- tell */

/* What depends on the date of the build never refuses it. */
static void
only_warn(struct agree *agree)
{
	finding_set_level(agree->u->findings, FINDING_WARNING);
}

static void
tell_missing(struct agree *agree, struct str name, const struct stake *stake,
             const char *code, struct str years, size_t n)
{
	const struct grouped *at = agree_find(agree, name, stake);
	const struct constraint *rule = agree_rule(agree, name, stake);
	struct arena *a = agree->arena;
	struct str args[FINDING_ARGS] = {years, rule->other->label.zh,
	                                 text2_in(rule->other->label, LANG_EN)};

	if (n)
		args[3] = arena_fmt(a, "%zu", n);
	else
		args[3] = str_sub(date_iso_str(a, constraint_due(rule, 2000)),
		                  5, 10);
	agree_tell(agree, name, at, code, args);
	only_warn(agree);
}

/* How many years from i on follow one another. */
static size_t
run_at(const struct years *y, size_t i)
{
	size_t n = 1;

	while (i + n < y->year.n && y->year.v[i + n] == y->year.v[i] + (int)n)
		n++;
	return n;
}

void
agree_reports(struct agree *agree, struct str name,
              const struct stake *stake)
{
	const struct constraint *rule = agree_rule(agree, name, stake);
	struct arena *a = agree->arena;
	struct years all = {0};
	struct years single = {0};
	size_t n;

	find_missing(agree, rule, name, stake->from, agree->u->as_of, &all);
	for (size_t i = 0; i < all.year.n; i += n) {
		n = run_at(&all, i);
		if (n >= rule->run)
			tell_missing(agree, name, stake, "R207",
			             years_text(a, &all, i, i + n), n);
		else
			for (size_t k = i; k < i + n; k++)
				vec_push(&single.year, all.year.v[k]);
	}
	if (single.year.n)
		tell_missing(agree, name, stake, "R206",
		             years_text(a, &single, 0, single.year.n), 0);
	vec_release(&all.year);
	vec_release(&single.year);
}

/* ----------------------------------------------------------- agrees */

/* The day from which the subject owes reports. */
static bool
since_of(struct agree *agree, const struct constraint *reports,
         struct str subject, int32_t *since)
{
	size_t n;
	struct stake *stake =
	    stakes_of(agree->u->txn, agree->arena, subject, &n);

	for (size_t i = 0; i < n; i++)
		if (agree_rule(agree, subject, &stake[i]) == reports) {
			*since = stake[i].from;
			return true;
		}
	return false;
}

/* Find a year among those missing; false when it is none of them, or was
 * found already. */
static bool
find_year(const struct years *y, uint64_t year, bool *found)
{
	for (size_t i = 0; i < y->year.n; i++)
		if ((uint64_t)y->year.v[i] == year && !found[i]) {
			found[i] = true;
			return true;
		}
	return false;
}

/* Are the years named all the missing ones, each once? */
static bool
names_just(struct arena *a, struct str named, const struct years *y)
{
	bool *found = arena_array(a, y->year.n, sizeof *found);
	size_t n = 0;

	while (named.n) {
		size_t at = 0;
		uint64_t year;

		while (at < named.n && named.p[at] >= '0' &&
		       named.p[at] <= '9')
			at++;
		if (!str_u64(str_sub(named, 0, at), &year) ||
		    !find_year(y, year, found))
			return false;
		named = str_sub(named, at, named.n);
		if (str_starts(named, STR("、")))
			named = str_sub(named, STR("、").n, named.n);
		n++;
	}
	return n == y->year.n;
}

void
agree_missing(struct agree *agree, struct str name, const struct stake *stake)
{
	const struct constraint *rule = agree_rule(agree, name, stake);
	struct str subject = stake->text;
	struct str named = str_cut(&subject, ' ');
	struct years missing = {0};
	int32_t day = stake->from == NO_DAY ? agree->u->as_of : stake->from;
	int32_t since;

	if (!since_of(agree, rule->reports, subject, &since))
		return;
	find_missing(agree, rule->reports, subject, since, day, &missing);
	if (!names_just(agree->arena, named, &missing)) {
		struct str args[FINDING_ARGS] = {
		    named,
		    years_text(agree->arena, &missing, 0, missing.year.n),
		    subject};

		agree_tell(agree, name, agree_find(agree, name, stake),
		           "R208", args);
		only_warn(agree);
	}
	vec_release(&missing.year);
}
