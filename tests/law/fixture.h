#ifndef LAW_FIXTURE_H
#define LAW_FIXTURE_H

/*
 * fixture - the files of the test site that are no records, in variants.
 *
 * Read from tests/law/site and themes/default.  A switch is a letter.  A
 * line that begins with `#+x ` is there while switch x is on, one with
 * `#-x ` while it is off, both without the mark; a file whose name ends in
 * `+x` is there while x is on.  So that an edit of a template, a schema or
 * a setting is one switch, and turning it twice is going there and back.
 */
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

struct err;

struct fixture_file {
	struct str path; /* in the repository */
	struct str bytes;
	char only;  /* switch of the whole file, or NUL */
	bool plain; /* no line of it depends on a switch */
};

struct fixture {
	struct arena arena;
	struct fixture_file *file;
	size_t n;
};

/*
 * fixture_bit - the bit of a switch in a set of switches.
 * in:  letter, a-z or A-Z
 */
uint64_t fixture_bit(char letter);

/*
 * fixture_read - read all files.
 * in:  site, path of tests/law/site; theme, path of the theme that switch w
 *      turns to, or NULL
 * out: *fixture; caller calls fixture_release
 * err: ERR_IO
 */
int fixture_read(struct fixture *fixture, const char *site,
                 const char *theme, struct err *err);

/*
 * fixture_release - free it.
 */
void fixture_release(struct fixture *fixture);

/*
 * fixture_bytes - one file as the switches want it.
 * out: true and the bytes, borrowed from the fixture or from b, which is
 *      reset; false when the file is not there
 */
bool fixture_bytes(const struct fixture_file *file, uint64_t switches,
                   struct buf *b, struct str *bytes);

#endif
