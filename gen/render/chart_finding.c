#include "render/chart_data.h"

#include "base/buf.h"

/* Equals at the top that are all named. */
#define TOP_NAMED 3

#define NAMES (11 + 3 * CHART_SERIES)

static const struct chart_name *
find_name(const struct chart_name *name, size_t n, struct str key)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(key, str_from(name[i].name)))
			return &name[i];
	return NULL;
}

struct str
chart_fill_names(struct arena *a, struct str sentence,
                 const struct chart_name *name, size_t n)
{
	struct buf b = {0};
	struct str done;

	while (sentence.n) {
		size_t open = str_chr(sentence, '{');
		size_t close = str_chr(sentence, '}');
		const struct chart_name *found = NULL;

		if (open < close && close < sentence.n)
			found = find_name(name, n,
			                  str_sub(sentence, open + 1, close));
		if (!found) {
			open = open < sentence.n ? open + 1 : open;
			buf_add(&b, str_sub(sentence, 0, open));
			sentence = str_sub(sentence, open, sentence.n);
			continue;
		}
		buf_add(&b, str_sub(sentence, 0, open));
		buf_add(&b, found->text);
		sentence = str_sub(sentence, close + 1, sentence.n);
	}
	done = arena_str(a, buf_str(&b));
	buf_release(&b);
	return done;
}

/* Labels of the highest rows; *most is their number. */
static struct str
top_labels(const struct context *c, const struct chart_data *d,
           int64_t *most)
{
	struct str label = STR("");
	size_t even = 0;

	*most = 0;
	for (size_t i = 0; i < d->rows; i++) {
		int64_t n = chart_total(&d->chart, &d->row[i]);

		if (n > *most) {
			*most = n;
			even = 0;
		}
		if (n < *most || n == 0)
			continue;
		even++;
		if (even == 1)
			label = d->row[i].label;
		else if (even <= TOP_NAMED)
			label = arena_fmt(
			    c->arena, "%.*s%.*s%.*s", STR_ARG(label),
			    STR_ARG(context_text(c, "chart_comma")),
			    STR_ARG(d->row[i].label));
	}
	if (even > TOP_NAMED) {
		struct chart_name name[] = {
		    {"top", label},
		    {"n", arena_fmt(c->arena, "%zu", even)}};

		label = chart_fill_names(
		    c->arena, context_text(c, "chart_and_more"), name, 2);
	}
	return label;
}

struct names {
	struct chart_name name[NAMES];
	size_t n;
};

static void
add(struct names *l, const char *name, struct str text)
{
	l->name[l->n++] = (struct chart_name){name, text};
}

static struct str
share(struct arena *a, int64_t part, int64_t whole)
{
	return chart_percent(a, part, whole > 0 ? whole : 1);
}

static void
add_series(struct arena *a, struct names *l, const struct chart_data *d)
{
	static const char *const key[CHART_SERIES][3] = {
	    {"name1", "s1", "share1"}, {"name2", "s2", "share2"},
	    {"name3", "s3", "share3"}, {"name4", "s4", "share4"},
	    {"name5", "s5", "share5"}, {"name6", "s6", "share6"}};

	/* A series that the records do not fill is none of them. */
	for (size_t i = 0; i < CHART_SERIES; i++) {
		int64_t sum = 0;

		for (size_t k = 0; k < d->rows; k++)
			sum += d->row[k].value[i];
		add(l, key[i][0],
		    i < d->chart.n_series ? d->chart.series[i] : STR(""));
		add(l, key[i][1], chart_number(a, sum));
		add(l, key[i][2], share(a, sum, d->sum));
	}
}

static void
add_rows(const struct context *c, struct names *l, const struct chart_data *d)
{
	struct arena *a = c->arena;
	const struct chart_row *first = &d->row[0];
	const struct chart_row *last = &d->row[d->rows - 1];
	int64_t most;
	int64_t some = 0;

	for (size_t i = 0; i < d->rows; i++)
		some += chart_total(&d->chart, &d->row[i]) > 0;
	add(l, "top", top_labels(c, d, &most));
	add(l, "n", chart_number(a, most));
	add(l, "share", share(a, most, d->sum));
	add(l, "count", chart_number(a, some));
	add(l, "first", first->label);
	add(l, "last", last->label);
	add(l, "first_n", chart_number(a, chart_total(&d->chart, first)));
	add(l, "last_n", chart_number(a, chart_total(&d->chart, last)));
}

struct str
chart_finding(const struct context *c, const struct chart_data *d)
{
	struct str sentence = text2_in(d->spec->finding, c->lang);
	struct names l = {.n = 0};

	if (sentence.n == 0 || d->rows == 0)
		return text2_in(d->spec->title, c->lang);
	if (d->spec->form == CHART_PROGRESS) {
		add(&l, "total", chart_number(c->arena, (int64_t)d->rows));
		add(&l, "counted", chart_number(c->arena, d->counted));
		add(&l, "reached", chart_number(c->arena, d->reached));
	} else {
		add(&l, "total", chart_number(c->arena, d->sum));
		add_rows(c, &l, d);
		add_series(c->arena, &l, d);
	}
	return chart_fill_names(c->arena, sentence, l.name, l.n);
}
