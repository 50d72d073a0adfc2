#include "build/agree.h"

#include "base/vec.h"
#include "store/stake.h"

/*
 * Records and the steps from one to the next make a graph, whose parts that
 * lead back to themselves are told.  A walk from a touched record goes where
 * none went before, so that a check of everything takes each step twice at
 * most: once on the walk, and once when its part is complete.
 *
 * source: Tarjan, Depth-First Search and Linear Graph Algorithms, SIAM
 * Journal on Computing 1 (1972)
 */
struct node {
	struct str name;
	struct stake *stake;
	size_t n;
	size_t next; /* stake to be followed */
	size_t at;   /* as which it was entered */
	size_t low;  /* the first one that can be come back to from here */
	bool open;   /* its part is not complete */
};

struct nodes VEC(struct node *);

struct walk {
	struct agree *agree;
	uint32_t rule;
	struct map known;   /* name -> node */
	struct nodes path;  /* from the first record to the one at hand */
	struct nodes open;  /* as entered */
	size_t entered;
};

static bool
is_step(const struct agree *agree, uint32_t rule, struct str name,
        const struct stake *stake)
{
	const struct constraint *c = agree_rule(agree, name, stake);

	return c && stake->rule == rule && c->sort == CONSTRAINT_ACYCLIC;
}

static void
enter(struct walk *w, struct str name)
{
	struct node *node = arena_alloc(w->agree->arena, sizeof *node);

	*node = (struct node){.name = name,
	                      .at = w->entered,
	                      .low = w->entered,
	                      .open = true};
	w->entered++;
	node->stake =
	    stakes_of(w->agree->u->txn, w->agree->arena, name, &node->n);
	map_put(&w->known, name, node);
	vec_push(&w->path, node);
	vec_push(&w->open, node);
}

static void
come_back(struct node *node, size_t low)
{
	if (low < node->low)
		node->low = low;
}

static void
tell_step(struct walk *w, const struct node *from, const struct stake *step)
{
	const struct grouped *at = agree_find(w->agree, from->name, step);

	agree_tell(w->agree, from->name, at, "R209",
	           (struct str[FINDING_ARGS]){step->text, at->field});
}

/* Tell the steps of a record to open ones that were not entered before the
 * first of its part: they are of its part. */
static void
tell_steps(struct walk *w, const struct node *first, const struct node *from)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct stake *step = &from->stake[i];
		const struct node *to;

		if (!is_step(w->agree, w->rule, from->name, step))
			continue;
		to = map_get(&w->known, step->text);
		if (to && to->open && to->at >= first->at)
			tell_step(w, from, step);
	}
}

/* The part of a record from which none before it can be come back to is
 * complete: it and all open ones behind it. */
static void
complete(struct walk *w, const struct node *first)
{
	size_t from = w->open.n;

	while (w->open.v[from - 1] != first)
		from--;
	from--;
	for (size_t i = from; i < w->open.n; i++)
		tell_steps(w, first, w->open.v[i]);
	while (w->open.n > from)
		w->open.v[--w->open.n]->open = false;
}

static void
leave(struct walk *w)
{
	const struct node *node = w->path.v[--w->path.n];

	if (node->low == node->at)
		complete(w, node);
	if (w->path.n)
		come_back(w->path.v[w->path.n - 1], node->low);
}

/* The next step of the record at hand; NULL when there is none. */
static const struct stake *
next_step(const struct walk *w, struct node *node)
{
	while (node->next < node->n) {
		const struct stake *stake = &node->stake[node->next++];

		if (is_step(w->agree, w->rule, node->name, stake))
			return stake;
	}
	return NULL;
}

void
agree_acyclic(struct agree *agree, struct str name,
              const struct stake *stake)
{
	struct walk w = {.agree = agree, .rule = stake->rule};

	if (!agree_once(agree, 'w', stake->rule, name))
		return;
	enter(&w, name);
	while (w.path.n) {
		struct node *node = w.path.v[w.path.n - 1];
		const struct stake *step = next_step(&w, node);
		const struct node *to;

		if (!step) {
			leave(&w);
			continue;
		}
		to = map_get(&w.known, step->text);
		if (to && to->open)
			come_back(node, to->at);
		else if (!to && agree_once(agree, 'w', w.rule, step->text))
			enter(&w, step->text);
	}
	map_release(&w.known);
	vec_release(&w.path);
	vec_release(&w.open);
}
