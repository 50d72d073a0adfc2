#include "text/template_tree.h"

#include "base/err_text.h"

#include <stdlib.h>

/* One walk over operations, which it copies into a variant. */
struct walk {
	struct template_set *set;
	struct template_variant *variant;
	struct err *err;
};

static int walk_ops(struct walk *w, const struct op *from,
                    struct sink_context *ctx, struct op **to);

static size_t
context_id(struct template_set *set, const struct sink_context *ctx)
{
	for (size_t i = 0; i < set->contexts.n; i++)
		if (sink_equal(&set->contexts.v[i], ctx))
			return i;
	vec_push(&set->contexts, *ctx);
	return set->contexts.n - 1;
}

/* The variant of a template for a context, made on first demand. */
static struct template_variant *
variant_for(struct template_set *set, struct template *home, size_t ctx,
            const struct op *user)
{
	struct template_variant *variant;

	for (size_t i = 0; i < set->variants.n; i++) {
		variant = set->variants.v[i];
		if (variant->home == home && variant->ctx == ctx)
			return variant;
	}
	variant = arena_alloc(&set->arena, sizeof *variant);
	variant->home = home;
	variant->ctx = ctx;
	variant->user = user;
	vec_push(&set->variants, variant);
	return variant;
}

/* An error in a template is often the fault of where it is included. */
static int
walk_fail(struct walk *w, const struct op *op, size_t at,
          const char *reason)
{
	const struct op *user = w->variant->user;
	size_t line;
	size_t column;

	if (!user || op->home != w->variant->home)
		return tree_fail_both(op->home, at, w->err, str_from(reason),
		                      str_from(err_chinese(reason)));
	tree_place(user->home, user->at, &line, &column);
	return tree_fail_both(
	    op->home, at, w->err,
	    arena_fmt(&w->set->arena, "%s (as included by %.*s:%zu:%zu)",
	              reason, STR_ARG(user->home->path), line, column),
	    arena_fmt(&w->set->arena, "%s（由 %.*s:%zu:%zu 引入）",
	              err_chinese(reason), STR_ARG(user->home->path), line,
	              column));
}

static int
settle(struct walk *w, const struct op *op, size_t at,
       struct sink_context *ctx)
{
	const char *reason;

	if (sink_settle(ctx, &reason))
		return 0;
	return walk_fail(w, op, at, reason);
}

static const char *
noun_of(const struct op *op)
{
	if (op->type == OP_BLOCK)
		return "block";
	return op->type == OP_PARTIAL || op->type == OP_PARENT ? "template"
	                                                       : "section";
}

static int
fail_context(struct walk *w, const struct op *op,
             const struct sink_context *begin,
             const struct sink_context *end)
{
	struct arena *a = &w->set->arena;
	const char *noun = noun_of(op);
	const char *from = sink_name(begin);
	const char *to = sink_name(end);

	return tree_fail_both(
	    op->home, op->at, w->err,
	    arena_fmt(a,
	              "%s \"%.*s\" begins %s but ends %s; it must end in the "
	              "place where it begins",
	              noun, STR_ARG(op->text), from, to),
	    arena_fmt(a, "%s“%.*s”从%s开始，却到%s结束；两头要在同一种位置",
	              err_chinese(noun), STR_ARG(op->text), err_chinese(from),
	              err_chinese(to)));
}

static int
walk_text(struct walk *w, const struct op *op, struct sink_context *ctx)
{
	const char *reason;
	size_t bad;

	if (sink_feed(ctx, op->text, &bad, &reason))
		return 0;
	return walk_fail(w, op, op->at + bad, reason);
}

static int
walk_var(struct walk *w, struct op *op, struct sink_context *ctx)
{
	const char *reason;

	if (!sink_variable(ctx, &op->sink, &reason))
		return walk_fail(w, op, op->at, reason);
	op->quote = ctx->quote;
	return 0;
}

/* A section may be left out, so what follows it meets two branches. */
static int
walk_section(struct walk *w, const struct op *from, struct op *op,
             struct sink_context *ctx)
{
	struct sink_context begin = *ctx;
	struct sink_context end = begin;
	int code = walk_ops(w, from->child, &end, &op->child);

	if (code)
		return code;
	if (!sink_join(&begin, &end, ctx))
		return fail_context(w, op, &begin, &end);
	return 0;
}

/* Text that others may replace, or that stands elsewhere, is trusted to end
 * where it begins, which is checked here for the text itself. */
static int
walk_closed(struct walk *w, const struct op *op, const struct op *from,
            struct sink_context *ctx, struct op **to)
{
	struct sink_context begin = *ctx;
	struct sink_context wide = sink_widen(&begin);
	struct sink_context both;
	int code = walk_ops(w, from, ctx, to);

	if (code)
		return code;
	if (!sink_join(&wide, ctx, &both) || !sink_equal(&wide, &both))
		return fail_context(w, op, &begin, ctx);
	*ctx = wide;
	return 0;
}

static int
walk_block(struct walk *w, const struct op *from, struct op *op,
           struct sink_context *ctx)
{
	struct block_site *site =
	    arena_alloc(&w->set->arena, sizeof *site);

	op->ctx = context_id(w->set, ctx);
	site->name = op->text;
	site->ctx = op->ctx;
	site->next = w->variant->blocks;
	w->variant->blocks = site;
	return walk_closed(w, op, from->child, ctx, &op->child);
}

static int
find_target(struct walk *w, struct op *op, const struct sink_context *ctx)
{
	struct variant_edge *edge;
	struct template *home;
	size_t id = context_id(w->set, ctx);

	if (op->dynamic) {
		w->variant->dynamic = true;
		if (id == 0)
			return 0;
		return walk_fail(w, op, op->at,
		                 "a dynamic name can only stand between "
		                 "tags");
	}
	home = map_get(&w->set->names, op->text);
	if (!home && w->set->mode == TEMPLATE_PLAIN)
		return 0;
	if (!home)
		return tree_fail(op->home, op->at, w->err,
		                 "there is no template \"%.*s\"",
		                 STR_ARG(op->text));
	op->target = variant_for(w->set, home, id, op);
	edge = arena_alloc(&w->set->arena, sizeof *edge);
	edge->to = op->target;
	edge->next = w->variant->edges;
	w->variant->edges = edge;
	return 0;
}

/* The blocks that a parent is given are compiled later, once it is known in
 * which contexts the parent has blocks of their names. */
static int
walk_include(struct walk *w, const struct op *from, struct op *op,
             struct sink_context *ctx)
{
	struct parent_site *site;
	int code = find_target(w, op, ctx);

	*ctx = sink_widen(ctx);
	if (code || op->type == OP_PARTIAL)
		return code;
	op->child = NULL;
	for (const struct op *b = from->child; b; b = b->next) {
		struct op *copy = arena_alloc(&w->set->arena, sizeof *copy);

		*copy = *b;
		copy->next = op->child;
		op->child = copy;
	}
	site = arena_alloc(&w->set->arena, sizeof *site);
	site->op = op;
	site->next = w->variant->parents;
	w->variant->parents = site;
	return 0;
}

static int
walk_op(struct walk *w, const struct op *from, struct op *op,
        struct sink_context *ctx)
{
	int code;

	if (op->type == OP_TEXT)
		return walk_text(w, op, ctx);
	if (op->type == OP_VAR)
		return walk_var(w, op, ctx);
	if (op->type == OP_LINE)
		return 0;
	code = settle(w, op, op->at, ctx);
	if (code)
		return code;
	if (op->type == OP_BLOCK)
		return walk_block(w, from, op, ctx);
	if (op->type == OP_PARTIAL || op->type == OP_PARENT)
		return walk_include(w, from, op, ctx);
	return walk_section(w, from, op, ctx);
}

static int
walk_ops(struct walk *w, const struct op *from, struct sink_context *ctx,
         struct op **to)
{
	const struct op *last = NULL;

	*to = NULL;
	for (; from; from = from->next) {
		struct op *op = arena_alloc(&w->set->arena, sizeof *op);
		int code;

		*op = *from;
		op->next = NULL;
		*to = op;
		to = &op->next;
		last = op;
		code = walk_op(w, from, op, ctx);
		if (code)
			return code;
	}
	if (!last)
		return 0;
	return settle(w, last, last->at + (last->type == OP_TEXT
	                                       ? last->text.n
	                                       : 0),
	              ctx);
}

static int
link_variant(struct template_set *set, struct template_variant *variant,
             struct err *err)
{
	struct walk w = {set, variant, err};
	struct sink_context ctx = set->contexts.v[variant->ctx];
	struct op whole = {.type = OP_PARTIAL,
	                   .home = variant->home,
	                   .text = variant->home->name};

	variant->linked = true;
	return walk_closed(&w, &whole, variant->home->ops, &ctx,
	                   &variant->ops);
}

static void mark_all(struct template_set *set);

/* Mark the variants that rendering one may come to. */
static void
mark_from(struct template_set *set, struct template_variant *variant)
{
	if (variant->mark == set->marks)
		return;
	variant->mark = set->marks;
	if (variant->dynamic)
		mark_all(set);
	for (const struct variant_edge *e = variant->edges; e; e = e->next)
		mark_from(set, e->to);
}

static void
mark_all(struct template_set *set)
{
	for (size_t i = 0; i < set->names.n; i++) {
		struct template *home = set->names.entry[i].value;

		mark_from(set, home->root);
	}
}

static bool
has_body(const struct op *block, size_t ctx)
{
	for (const struct op_body *body = block->bodies; body;
	     body = body->next)
		if (body->ctx == ctx)
			return true;
	return false;
}

static int
link_body(struct template_set *set, struct template_variant *variant,
          struct op *block, size_t ctx, struct err *err)
{
	struct walk w = {set, variant, err};
	struct sink_context begin = set->contexts.v[ctx];
	struct op_body *body = arena_alloc(&set->arena, sizeof *body);

	body->ctx = ctx;
	body->next = block->bodies;
	block->bodies = body;
	return walk_closed(&w, block, block->child, &begin, &body->ops);
}

/* Compile the blocks given to one parent for every place where the parent,
 * or what it includes, has a block of their name. */
static int
link_parent(struct template_set *set, struct template_variant *variant,
            const struct op *parent, struct err *err)
{
	set->marks++;
	if (parent->dynamic)
		mark_all(set);
	else if (parent->target)
		mark_from(set, parent->target);
	for (size_t i = 0; i < set->variants.n; i++) {
		const struct template_variant *v = set->variants.v[i];
		const struct block_site *site = v->blocks;

		for (; v->mark == set->marks && site; site = site->next) {
			struct op *block = parent->child;

			for (; block; block = block->next) {
				int code;

				if (!str_eq(block->text, site->name) ||
				    has_body(block, site->ctx))
					continue;
				code = link_body(set, variant, block,
				                 site->ctx, err);
				if (code)
					return code;
			}
		}
	}
	return 0;
}

static size_t
count_bodies(const struct template_set *set)
{
	size_t count = 0;

	for (size_t i = 0; i < set->variants.n; i++)
		for (const struct parent_site *s = set->variants.v[i]->parents;
		     s; s = s->next)
			for (const struct op *b = s->op->child; b; b = b->next)
				for (const struct op_body *body = b->bodies;
				     body; body = body->next)
					count++;
	return count;
}

static int
link_pending(struct template_set *set, struct err *err)
{
	for (size_t i = 0; i < set->variants.n; i++) {
		struct template_variant *variant = set->variants.v[i];
		int code;

		if (variant->linked)
			continue;
		code = link_variant(set, variant, err);
		if (code)
			return code;
	}
	return 0;
}

static int
link_parents(struct template_set *set, struct err *err)
{
	for (size_t i = 0; i < set->variants.n; i++) {
		struct template_variant *variant = set->variants.v[i];

		for (const struct parent_site *s = variant->parents; s;
		     s = s->next) {
			int code = link_parent(set, variant, s->op, err);

			if (code)
				return code;
		}
	}
	return 0;
}

int
tree_link(struct template_set *set, struct err *err)
{
	struct sink_context begin = sink_begin(set->mode == TEMPLATE_HTML);
	size_t done;
	size_t bodies;

	context_id(set, &begin);
	for (size_t i = 0; i < set->names.n; i++) {
		struct template *home = set->names.entry[i].value;

		home->root = variant_for(set, home, 0, NULL);
	}
	/* Bodies bring new variants, which bring new places for bodies. */
	do {
		int code = link_pending(set, err);

		done = set->variants.n;
		bodies = count_bodies(set);
		if (!code)
			code = link_parents(set, err);
		if (code)
			return code;
	} while (set->variants.n > done || count_bodies(set) > bodies);
	return 0;
}

/* Digests. */

static void mark_template(struct template_set *set, struct template *home);

static void
mark_ops(struct template_set *set, const struct op *op)
{
	for (; op; op = op->next) {
		if (op->dynamic) {
			for (size_t i = 0; i < set->names.n; i++)
				mark_template(set,
				              set->names.entry[i].value);
		} else if (op->type == OP_PARTIAL ||
		           op->type == OP_PARENT) {
			struct template *home =
			    map_get(&set->names, op->text);

			if (home)
				mark_template(set, home);
		}
		mark_ops(set, op->child);
	}
}

static void
mark_template(struct template_set *set, struct template *home)
{
	if (home->mark == set->marks)
		return;
	home->mark = set->marks;
	mark_ops(set, home->ops);
}

static int
by_name(const void *a, const void *b)
{
	const struct template *const *x = a;
	const struct template *const *y = b;

	return str_cmp((*x)->name, (*y)->name);
}

void
tree_digest(struct template_set *set)
{
	struct template **sorted =
	    arena_array(&set->arena, set->names.n, sizeof *sorted);

	for (size_t i = 0; i < set->names.n; i++)
		sorted[i] = set->names.entry[i].value;
	qsort(sorted, set->names.n, sizeof *sorted, by_name);
	for (size_t i = 0; i < set->names.n; i++) {
		struct hasher *hasher = hasher_new();

		set->marks++;
		mark_template(set, sorted[i]);
		hasher_add(hasher, sorted[i]->name);
		for (size_t k = 0; k < set->names.n; k++) {
			if (sorted[k]->mark != set->marks)
				continue;
			hasher_add(hasher, sorted[k]->name);
			hasher_add(hasher, sorted[k]->source);
		}
		sorted[i]->digest = hasher_digest(hasher);
		hasher_free(hasher);
	}
}
