#include "text/template.h"

#include "text/template_tree.h"

struct uses {
	struct str map;
	struct VEC(struct template_use) use;
};

static void
note(struct uses *f, const struct op *op)
{
	struct template_use use = {.key = op->path.key[1],
	                           .path = op->home->path,
	                           .source = op->home->source};

	tree_place(op->home, op->at, &use.line, &use.column);
	vec_push(&f->use, use);
}

static void
walk(struct uses *f, const struct op *op)
{
	for (; op; op = op->next) {
		if (op->path.n > 1 && str_eq(op->path.key[0], f->map))
			note(f, op);
		walk(f, op->child);
	}
}

struct template_use *
template_uses(const struct template_set *set, struct str map,
              struct arena *a, size_t *n)
{
	struct uses f = {.map = map};
	struct template_use *all;

	for (size_t i = 0; i < set->names.n; i++) {
		const struct template *home = set->names.entry[i].value;

		walk(&f, home->ops);
	}
	*n = f.use.n;
	all = arena_copy(a, f.use.v, f.use.n, sizeof *all);
	vec_release(&f.use);
	return all;
}
