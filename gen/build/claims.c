#include "build/claims.h"

#include "base/vec.h"
#include "build/made.h"

void
claims_take(struct claims *claims, struct txn *txn, struct str path,
            struct str key)
{
	struct str owner;
	struct claim claim;

	if (txn_get(txn, TABLE_PATH, path, &owner) && !str_eq(owner, key)) {
		claim.path = arena_str(&claims->arena, path);
		claim.key = arena_str(&claims->arena, owner);
		vec_push(claims, claim);
	}
	txn_put(txn, TABLE_PATH, path, key);
}

/* Does the output still lie there, by its own row? */
static bool
stays(struct txn *txn, const struct claim *claim)
{
	struct str value;
	struct made made;

	return txn_get(txn, TABLE_OUTPUT, claim->key, &value) &&
	       made_decode(value, &made) && str_eq(made.path, claim->path);
}

int
claims_check(const struct claims *claims, struct txn *txn, struct err *err)
{
	for (size_t i = 0; i < claims->n; i++) {
		const struct claim *claim = &claims->v[i];
		struct str owner = STR("");

		if (!txn_get(txn, TABLE_PATH, claim->path, &owner) ||
		    str_eq(owner, claim->key) || !stays(txn, claim))
			continue;
		return err_set(err, ERR_CONFIG,
		               "%.*s: two outputs have this address, %.*s "
		               "and %.*s",
		               STR_ARG(claim->path), STR_ARG(claim->key),
		               STR_ARG(owner));
	}
	return 0;
}

void
claims_release(struct claims *claims)
{
	vec_release(claims);
	arena_release(&claims->arena);
}
