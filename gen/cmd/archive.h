#ifndef CMD_ARCHIVE_H
#define CMD_ARCHIVE_H

/*
 * archive - write a zip file, member after member, in flat memory.
 *
 * The bytes are a function of names and contents: every member is a plain
 * file of 1980-01-01 with rights 644, packed where that makes it smaller.
 * What has been written goes to PATH.part, the directory, which comes last
 * in a zip, to PATH.dir until then; archive_end puts the whole in place.
 * libzip is not used, which keeps every member in memory or opens it again.
 * source: APPNOTE.TXT 6.3 of PKWARE; zip64 where a count asks for it
 */
#include "base/buf.h"
#include "build/compress.h"
#include "os/fs.h"

#define ARCHIVE_MEMBER_MAX 0x7fffffffu /* bytes of one */

struct archive {
	struct fs fs;
	char path[PATH_SIZE];
	char part[PATH_SIZE];
	char list[PATH_SIZE];
	struct compressor *compressor;
	struct buf packed;
	struct buf out;       /* not written yet */
	struct buf directory; /* not written yet */
	uint64_t at;          /* bytes of members so far */
	uint64_t listed;      /* bytes of the directory so far */
	uint64_t n;           /* members */
};

/*
 * archive_begin - start a file; one that is there stays until archive_end.
 * out: *a; caller calls archive_release, whatever happens
 * err: ERR_IO, ERR_FULL
 */
int archive_begin(struct archive *a, const char *path, struct err *err);

/*
 * archive_add - add a member.
 * in:  name, ASCII, with slashes
 * err: ERR_IO, ERR_FULL; ERR_USAGE, larger than ARCHIVE_MEMBER_MAX
 */
int archive_add(struct archive *a, struct str name, struct str bytes,
                struct err *err);

/*
 * archive_end - write the directory, then give the file its name.
 */
int archive_end(struct archive *a, struct err *err);

/*
 * archive_release - free memory; remove what was not ended.
 */
void archive_release(struct archive *a);

#endif
