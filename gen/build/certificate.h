#ifndef BUILD_CERTIFICATE_H
#define BUILD_CERTIFICATE_H

/*
 * certificate - a push that is signed as a whole (git push --signed).
 *
 *   certificate version 0.1
 *   pusher KEY DATE
 *   pushee URL                     (more such lines may stand here)
 *   nonce NONCE
 *                                  (an empty line)
 *   OLD NEW REF                    one line for each name that is to move
 *   -----BEGIN SSH SIGNATURE-----  over all that stands above
 *
 * Other than a signed commit it says which name is to lead where, and it
 * holds for one push alone: the server gave the nonce for it.
 * source: git-receive-pack(1), gitprotocol-pack(5) "Push Certificate"
 */
#include "repo/repo.h"

struct certificate {
	struct str said;      /* all that is signed */
	struct str moves;     /* its lines OLD NEW REF */
	struct str signature; /* empty: there is none of an ssh key */
};

/*
 * certificate_of - take one apart.
 * in:  bytes, anything
 * out: slices borrowed from bytes
 */
struct certificate certificate_of(struct str bytes);

/*
 * certificate_covers - does it say that a name is to go from old to now?
 */
bool certificate_covers(const struct certificate *certificate,
                        const struct oid *old, const struct oid *now,
                        struct str ref);

#endif
