#ifndef CMD_DISK_H
#define CMD_DISK_H

/*
 * disk - the site as it is read from a disk, where a page may neither fetch
 * nor import.
 *
 * What the search reads is handed over by classic scripts: search/NAME
 * becomes search/NAME.js, which holds it in base64; a record's data, which
 * excerpts are cut from, stay and get FOLDER/ID.json.js.  assets/search.js
 * keeps its text but for one thing: it is put into a function that gives it
 * a `fetch` that loads such scripts, and an `import` that loads a classic
 * script.  Pages lose the preloads, which a browser refuses from a disk, and
 * the marks (data-served) of what waits for a server: suggestions and likely
 * records are found with that search.  They allow the one Trusted Types
 * policy that loading scripts asks for.
 */
#include "base/buf.h"

/*
 * disk_stays - is a published file in the pack under its name?
 */
bool disk_stays(struct str path);

/*
 * disk_file - a published file that stays, as it goes to the disk.
 * in:  path and bytes, as published
 * out: true: out is reset, then filled; false: it is as it was published
 */
bool disk_file(struct str path, struct str bytes, struct buf *out);

/*
 * disk_script - the script that hands a file over.
 * out: true: name and out are reset, then filled; false: it has none
 */
bool disk_script(struct str path, struct str bytes, struct buf *name,
                 struct buf *out);

#endif
