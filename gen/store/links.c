#include "store/links.h"

#include "base/vec.h"
#include "store/key.h"

#include <string.h>

struct link *
links_to(struct txn *txn, struct arena *a, struct str target,
         struct str source, size_t *n)
{
	struct VEC(struct link) found = {0};
	struct cursor *c = cursor_open(txn, TABLE_LINK);
	struct buf prefix = {0};
	struct link *v;
	struct str key;
	struct str value;
	bool more;

	key_links(&prefix, target);
	if (source.n) {
		buf_add(&prefix, source);
		buf_byte(&prefix, '\0');
	}
	more = cursor_seek(c, buf_str(&prefix), &key, &value);
	while (more && str_starts(key, buf_str(&prefix))) {
		struct link link;

		if (link_decode(arena_str(a, key), arena_str(a, value),
		                &link))
			vec_push(&found, link);
		more = cursor_next(c, &key, &value);
	}
	v = arena_copy(a, found.v, found.n, sizeof *v);
	*n = found.n;
	vec_release(&found);
	buf_release(&prefix);
	cursor_close(c);
	return v;
}
