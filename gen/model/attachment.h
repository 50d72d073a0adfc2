#ifndef MODEL_ATTACHMENT_H
#define MODEL_ATTACHMENT_H

/*
 * attachment - may a file be published under the site's own address?
 *
 * A browser that opens SVG, HTML, XML or a web archive runs what is in it
 * as if the site had written it, so that such files are refused: by their
 * name, by how they begin whatever their name, and, where a name promises a
 * format, by whether they begin like it.  A file that is two formats at a
 * time fails one of the three.
 * source: WHATWG MIME Sniffing 7.1 (what a browser takes for HTML and XML)
 */
#include "base/str.h"

/* Bytes at the start that a browser looks at, and some. */
#define ATTACHMENT_HEAD 2048
#define ATTACHMENT_MB 50 /* what one may have, in 2^20 bytes */

enum attachment_fault {
	ATTACHMENT_FINE,
	ATTACHMENT_NAME,   /* its extension is that of an active format */
	ATTACHMENT_ACTIVE, /* its bytes are */
	ATTACHMENT_OTHER   /* it does not begin as its extension promises */
};

/*
 * attachment_check - judge a file.
 * in:  name, its path; bytes, all of it
 */
enum attachment_fault attachment_check(struct str name, struct str bytes);

#endif
