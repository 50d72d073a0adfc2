#include "model/constraint_judge.h"

/* Where a list begins: at its first scalar. */
static const struct record_leaf *
first_of(const struct record *r, const struct schema_field *list)
{
	for (size_t i = 0; i < r->leaves; i++)
		if (r->leaf[i].field->list == list)
			return &r->leaf[i];
	return NULL;
}

static void
report_size(const struct judging *j, const char *code, uint32_t n,
            uint32_t bound)
{
	const struct schema_field *list = j->c->path[AT_LIST];

	judge_fault(j, code, first_of(j->record, list),
	            (struct str[FINDING_ARGS]){judge_field(j, list),
	                                       judge_number(j, n),
	                                       judge_number(j, bound)});
}

void
judge_size(struct judging *j)
{
	const struct constraint *c = j->c;
	uint32_t n = judge_items(j, c->path[AT_LIST]);

	if (n && c->least != CONSTRAINT_NO_NUMBER && n < c->least)
		report_size(j, "F112", n, c->least);
	if (c->most != CONSTRAINT_NO_NUMBER && n > c->most)
		report_size(j, "F111", n, c->most);
}

void
judge_needs(struct judging *j)
{
	const struct constraint *c = j->c;
	const struct record_leaf *leaf = NULL;

	if (judge_path(j, AT_NEED))
		return;
	while ((leaf = judge_next(j, c->path[AT_FIELD], leaf)) != NULL) {
		struct str s = record_leaf_text(leaf);

		for (size_t i = 0; i < c->texts; i++) {
			struct str args[FINDING_ARGS] = {
			    judge_field(j, leaf->field), c->text[i],
			    judge_field(j, c->path[AT_NEED])};

			if (str_find(s, c->text[i]) >= s.n)
				continue;
			judge_fault_part(j, "F130", leaf, c->text[i], args);
			return;
		}
	}
}
