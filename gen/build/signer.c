#include "build/signer.h"

#include "build/content.h"
#include "os/process.h"

#include <stdio.h>

/* More is no message that somebody wrote, and no push of theirs. */
#define SIGNED_MOST ((size_t)60 << 10)

int
signer_open(struct signer *signer, const struct fs *fs, struct repo *repo,
            const struct owners *owners, struct err *err)
{
	struct buf keys = {0};
	int rc;

	*signer = (struct signer){.fs = fs, .repo = repo};
	rc = fs_scratch(fs, signer->dir, err);
	if (rc == 0)
		rc = path_join(signer->keys, signer->dir, STR("keys"), err);
	if (rc == 0)
		rc = path_join(signer->signature, signer->dir,
		               STR("signature"), err);
	owners_signers(owners, &keys);
	if (rc == 0)
		rc = fs_replace(fs, signer->keys, buf_str(&keys), err);
	buf_release(&keys);
	return rc;
}

/* Which person's key the signature was made with. */
static int
find_person(struct signer *s, struct buf *person, struct err *err)
{
	const char *const argv[] = {"ssh-keygen", "-Y", "find-principals",
	                            "-s", s->signature, "-f", s->keys, NULL};
	const struct process process = {.argv = argv};
	struct buf out = {0};
	int rc = process_run(&process, &out, NULL, err);
	struct str rest = buf_str(&out);

	if (rc == 0)
		buf_add(person, str_cut(&rest, '\n'));
	buf_release(&out);
	return rc;
}

static int
verify(struct signer *s, const char *person, struct str bytes,
       struct err *err)
{
	const char *const argv[] = {"ssh-keygen", "-Y",  "verify",
	                            "-n",         "git", "-I",
	                            person,       "-s",  s->signature,
	                            "-f",         s->keys, NULL};
	const struct process process = {.argv = argv, .input = bytes};

	return process_run(&process, NULL, NULL, err);
}

int
signer_of_text(struct signer *s, struct str signature, struct str bytes,
               struct buf *person, struct err *err)
{
	char name[CONTENT_ID_MAX + 1];
	int rc;

	buf_reset(person);
	if (bytes.n > SIGNED_MOST)
		return 0;
	rc = fs_replace(s->fs, s->signature, signature, err);
	if (rc == 0)
		rc = find_person(s, person, err);
	if (rc == 0) {
		snprintf(name, sizeof name, "%.*s",
		         STR_ARG(buf_str(person)));
		rc = verify(s, name, bytes, err);
	}
	if (rc != 0)
		buf_reset(person);
	return rc < 0 ? rc : 0;
}

int
signer_of(struct signer *signer, const struct oid *commit, struct buf *person,
          struct err *err)
{
	struct buf signature = {0};
	struct buf bytes = {0};
	int rc = repo_signature(signer->repo, commit, &signature, &bytes,
	                        err);

	buf_reset(person);
	if (rc > 0)
		rc = signer_of_text(signer, buf_str(&signature),
		                    buf_str(&bytes), person, err);
	buf_release(&signature);
	buf_release(&bytes);
	return rc;
}

void
signer_close(struct signer *signer)
{
	if (signer->dir[0])
		fs_remove_tree(signer->fs, signer->dir, NULL);
}
