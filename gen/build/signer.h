#ifndef BUILD_SIGNER_H
#define BUILD_SIGNER_H

/*
 * signer - whose ssh key signed a commit, or a push as a whole.
 *
 * ssh-keygen alone is run, on what libgit2 cuts out of the commit: no git,
 * so that no setting, hook or helper of any repository is ever asked.  A key
 * must be valid now, not on the day that a commit claims for itself.
 */
#include "build/owners.h"
#include "os/fs.h"

struct signer {
	const struct fs *fs;
	struct repo *repo;
	char dir[PATH_SIZE]; /* scratch */
	char keys[PATH_SIZE];
	char signature[PATH_SIZE];
};

/*
 * signer_open - write down the keys that are trusted.
 * in:  fs, repo and owners, borrowed
 * out: *signer; caller closes with signer_close, also after an error
 * err: ERR_IO, ERR_FULL
 */
int signer_open(struct signer *signer, const struct fs *fs,
                struct repo *repo, const struct owners *owners,
                struct err *err);

/*
 * signer_of - who signed a commit.
 * out: person, reset and filled: a name of the owners; empty when the commit
 *      bears no signature that holds
 * err: ERR_GIT; ERR_ABSENT, there is no ssh-keygen; ERR_IO
 */
int signer_of(struct signer *signer, const struct oid *commit,
              struct buf *person, struct err *err);

/*
 * signer_of_text - who signed some bytes, as git signs.
 * in:  signature, of ssh-keygen; bytes, what it is over
 * out: as signer_of
 * err: ERR_ABSENT, ERR_IO
 */
int signer_of_text(struct signer *signer, struct str signature,
                   struct str bytes, struct buf *person, struct err *err);

/*
 * signer_close - remove what was written.
 */
void signer_close(struct signer *signer);

#endif
