#ifndef BUILD_OWNERS_H
#define BUILD_OWNERS_H

/*
 * owners - who may change what: content/owners.yaml.
 *
 *   people:
 *     centre:                      a name, [a-z0-9][a-z0-9-]*
 *       accounts: [centre]         as the server's ssh or web front says them
 *       keys:                      public ssh keys that sign commits
 *         - ssh-ed25519 AAAA...
 *         - {key: ssh-ed25519 AAAA..., until: 2027-12-31}
 *   folders:
 *     "*": [centre]                all that nothing else names
 *     licenses: [dut]              below the content folder; also a file, or
 *     licenses/2026: [neu]         `themes`, which lies beside it
 *   signed: push                   every push is signed as a whole; `commits`
 *                                  (as without it): the commits may be
 *
 * The longest name that a path lies under decides; what nobody is named for
 * nobody may change.  No account and no key belongs to two people, and who
 * owns owners.yaml itself has one of them.  The file
 * that counts is that of the commit a push starts from, never a pushed one.
 */
#include "model/finding.h"
#include "repo/repo.h"

struct owners;

/*
 * owners_load - read the file from a content folder.
 * in:  content, path of that folder, may be empty
 * out: *owners, freed by the caller with owners_free; NULL when there is
 *      no such file
 * err: ERR_CONTENT, with the mistakes in findings; ERR_GIT
 */
int owners_load(struct owners **owners, struct repo *repo,
                const struct oid *tree, struct str content,
                struct finding_list *findings, struct err *err);

/*
 * owners_free - release.
 * in:  owners, or NULL
 */
void owners_free(struct owners *owners);

/*
 * owners_account - whose account it is.
 * out: a person's name, or empty
 */
struct str owners_account(const struct owners *owners, struct str account);

/*
 * owners_may - may a person change a file?
 * in:  person; path, in the repository
 */
bool owners_may(const struct owners *owners, struct str person,
                struct str path);

/*
 * owners_may_all - may a person change owners.yaml, and so have everything?
 */
bool owners_may_all(const struct owners *owners, struct str person);

/*
 * owners_last_day - until when somebody may change owners.yaml itself.
 * out: a day, perhaps past; DATE_NONE: an account or a key without an end
 *      may for good
 */
int32_t owners_last_day(const struct owners *owners);

/*
 * owners_file - path of owners.yaml in the repository.
 */
struct str owners_file(const struct owners *owners);

/*
 * owners_names - who may change a file, for messages.
 * out: appended to out: names with commas between, or nothing
 */
void owners_names(const struct owners *owners, struct str path,
                  struct buf *out);

/*
 * owners_want_signed_push - must a push be signed as a whole?
 */
bool owners_want_signed_push(const struct owners *owners);

/*
 * owners_signers - all keys as ssh-keygen reads them.
 * out:    appended to out
 * source: ssh-keygen(1), ALLOWED SIGNERS
 */
void owners_signers(const struct owners *owners, struct buf *out);

#endif
