#include "build/certificate.h"

struct certificate
certificate_of(struct str bytes)
{
	struct certificate c = {.said = bytes};
	size_t end = str_find(bytes, STR("\n-----BEGIN SSH SIGNATURE-----\n"));
	size_t head;

	if (end < bytes.n) {
		c.said = str_sub(bytes, 0, end + 1);
		c.signature = str_sub(bytes, end + 1, bytes.n);
	}
	head = str_find(c.said, STR("\n\n"));
	c.moves = head < c.said.n ? str_sub(c.said, head + 2, c.said.n)
	                          : STR("");
	return c;
}

bool
certificate_covers(const struct certificate *certificate,
                   const struct oid *old, const struct oid *now,
                   struct str ref)
{
	struct str rest = certificate->moves;

	while (rest.n) {
		struct str line = str_cut(&rest, '\n');
		struct str from = str_cut(&line, ' ');
		struct str to = str_cut(&line, ' ');
		struct oid a, b;

		if (oid_parse(from, &a) && oid_parse(to, &b) &&
		    oid_eq(&a, old) && oid_eq(&b, now) && str_eq(line, ref))
			return true;
	}
	return false;
}
