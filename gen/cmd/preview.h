#ifndef CMD_PREVIEW_H
#define CMD_PREVIEW_H

/*
 * preview - what the preview server answers with: files of a built site, and
 * under /.gongshi/ a script of its own and a stream of events.
 *
 * The script is put into pages when they are served, never into a file.  It
 * asks for events; each tells what the newest page is and what is wrong in
 * the work tree, so that the reader's page is loaded anew, or keeps standing
 * under the findings.  Findings are text to the browser, never markup.
 * What the public does not see is said in a thin bar (unseen.h).
 */
#include "model/lang.h"
#include "os/fs.h"
#include "os/http.h"

#define PREVIEW_POLICY                                                     \
	"default-src 'none'; script-src 'self'; style-src 'self'; "        \
	"img-src 'self'; font-src 'self'; connect-src 'self'; "            \
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "    \
	"require-trusted-types-for 'script'; trusted-types 'none'"

struct preview {
	const struct fs *fs;
	const char *site;   /* the built site */
	enum lang lang;     /* of what the bar says */
	uint64_t state;     /* grows with everything there is to tell */
	uint64_t page;      /* the state at which pages last changed */
	struct buf title;   /* what is wrong, or empty */
	struct buf text;    /* the findings */
};

/*
 * preview_answer - answer a request; it is held when it asks for an event
 * and there is none.
 */
void preview_answer(const struct preview *preview,
                    const struct http_request *request,
                    struct http_answer *answer);

#endif
