#include "build/agree.h"

#include "base/vec.h"
#include "store/stake.h"

#include <stdlib.h>

/*
 * Records and the steps from one to the next make a graph.  A walk from a
 * touched record goes where none went before, so that a check of everything
 * takes each step once; where it comes back to its own path there is a
 * circle, and all that can be reached from there is looked at together.
 */
struct visit {
	struct str name;
	struct stake *stake;
	size_t n;
	size_t next; /* stake to be followed */
};

struct visits VEC(struct visit);

struct walk {
	struct agree *agree;
	uint32_t rule;
	struct map where; /* name -> the walk while on its path */
	struct visits path;
};

static bool
is_step(const struct agree *agree, uint32_t rule, struct str name,
        const struct stake *stake)
{
	const struct constraint *c = agree_rule(agree, name, stake);

	return c && stake->rule == rule && c->sort == CONSTRAINT_ACYCLIC;
}

/* ----------------------------------------------------------- circles */

struct node {
	struct str name;
	size_t at;   /* among the nodes */
	bool leads;  /* back to the first one */
};

struct edge {
	struct node *from, *to;
	const struct stake *stake;
};

struct nodes VEC(struct node *);
struct edges VEC(struct edge);

struct circle {
	struct agree *agree;
	uint32_t rule;
	struct map known; /* name -> node */
	struct nodes node;
	struct edges edge;
};

static struct node *
node_of(struct circle *c, struct str name)
{
	struct node *node = map_get(&c->known, name);

	if (node)
		return node;
	node = arena_alloc(c->agree->arena, sizeof *node);
	*node = (struct node){.name = name, .at = c->node.n};
	map_put(&c->known, name, node);
	vec_push(&c->node, node);
	return node;
}

/* All steps that can be taken from the first node on. */
static void
reach(struct circle *c)
{
	for (size_t i = 0; i < c->node.n; i++) {
		struct node *from = c->node.v[i];
		size_t n;
		struct stake *stake = stakes_of(
		    c->agree->u->txn, c->agree->arena, from->name, &n);

		for (size_t k = 0; k < n; k++) {
			struct edge edge = {from, NULL, &stake[k]};

			if (!is_step(c->agree, c->rule, from->name, &stake[k]))
				continue;
			edge.to = node_of(c, stake[k].text);
			vec_push(&c->edge, edge);
		}
	}
}

static int
order_by_end(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	return (x->to->at > y->to->at) - (x->to->at < y->to->at);
}

/* The first of the sorted edges that end in a node. */
static size_t
first_into(const struct edges *edge, const struct node *node)
{
	size_t low = 0, high = edge->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (edge->v[middle].to->at < node->at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Mark the nodes from which a way leads to the first one. */
static void
reach_back(struct circle *c)
{
	struct nodes todo = {0};

	if (c->edge.n)
		qsort(c->edge.v, c->edge.n, sizeof *c->edge.v, order_by_end);
	c->node.v[0]->leads = true;
	vec_push(&todo, c->node.v[0]);
	while (todo.n) {
		const struct node *to = todo.v[--todo.n];

		for (size_t i = first_into(&c->edge, to);
		     i < c->edge.n && c->edge.v[i].to == to; i++) {
			struct node *from = c->edge.v[i].from;

			if (!from->leads)
				vec_push(&todo, from);
			from->leads = true;
		}
	}
	vec_release(&todo);
}

static void
tell_step(struct circle *c, const struct edge *edge)
{
	struct str name = edge->from->name;
	const struct grouped *at = agree_find(c->agree, name, edge->stake);

	agree_tell(c->agree, name, at, "R209",
	           (struct str[FINDING_ARGS]){edge->to->name, at->field});
}

/* Tell all steps by which a record can be left and come back to. */
static void
tell_circle(struct agree *agree, uint32_t rule, struct str name)
{
	struct circle c = {.agree = agree, .rule = rule};

	if (!agree_once(agree, 'y', rule, name))
		return;
	node_of(&c, name);
	reach(&c);
	reach_back(&c);
	for (size_t i = 0; i < c.edge.n; i++) {
		agree_once(agree, 'y', rule,
		           c.edge.v[i].from->leads ? c.edge.v[i].from->name
		                                   : name);
		if (c.edge.v[i].from->leads && c.edge.v[i].to->leads)
			tell_step(&c, &c.edge.v[i]);
	}
	map_release(&c.known);
	vec_release(&c.node);
	vec_release(&c.edge);
}

/* -------------------------------------------------------------- walk */

static void
enter(struct walk *w, struct str name)
{
	struct visit v = {.name = name};

	v.stake = stakes_of(w->agree->u->txn, w->agree->arena, name, &v.n);
	map_put(&w->where, name, w);
	vec_push(&w->path, v);
}

static void
leave(struct walk *w)
{
	map_put(&w->where, w->path.v[--w->path.n].name, w->agree);
}

/* The next step of the record at hand; NULL when there is none. */
static const struct stake *
next_step(struct walk *w)
{
	struct visit *v = &w->path.v[w->path.n - 1];

	while (v->next < v->n) {
		const struct stake *stake = &v->stake[v->next++];

		if (is_step(w->agree, w->rule, v->name, stake))
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
		const struct stake *step = next_step(&w);

		if (!step)
			leave(&w);
		else if (map_get(&w.where, step->text) == &w)
			tell_circle(agree, w.rule, step->text);
		else if (agree_once(agree, 'w', w.rule, step->text))
			enter(&w, step->text);
	}
	map_release(&w.where);
	vec_release(&w.path);
}
