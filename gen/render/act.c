#include "render/act.h"

bool
act_is(const struct context *c, const struct schema *schema,
       const struct link *link)
{
	const struct schema *by = context_schema(c, link->source);

	for (size_t i = 0; by && i < by->abouts; i++)
		if (by->about[i].about == schema &&
		    str_eq(by->about[i].ref->path, link->field))
			return link->kind == LINK_REF ||
			       link->kind == LINK_ABOUT;
	return false;
}
