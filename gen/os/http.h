#ifndef OS_HTTP_H
#define OS_HTTP_H

/*
 * http - a web server for one person on this machine: the only includer of
 * microhttpd.h.
 *
 * It listens on 127.0.0.1 and ::1 alone, answers GET and HEAD alone, and
 * only to those who ask for this machine by a name of its own (a page from
 * elsewhere that made its name point here is refused).  One thread: requests
 * are answered while http_wait runs, never at other times, so that what the
 * caller does in between is seen whole or not at all.
 *
 * A request may be held back; all that are held are asked for again when the
 * caller says so.  Refused: a thread for each connection, with locks.
 */
#include "base/buf.h"
#include "base/err.h"

struct http;

/* What is asked. */
struct http_request {
	struct str path;  /* decoded, begins with '/', without the query */
	struct str since; /* header Last-Event-ID, or argument `since` */
	bool again;       /* it was held and is asked for again */
};

/* What is answered. */
struct http_answer {
	unsigned status;
	const char *type;   /* content type */
	const char *policy; /* Content-Security-Policy, or NULL */
	struct buf body;    /* taken over */
	bool hold;          /* not now */
};

typedef void http_fn(void *ctx, const struct http_request *request,
                     struct http_answer *answer);

/*
 * http_open - begin to listen.
 * in:  port, 0 for any that is free
 * out: *http; caller closes with http_close
 * err: ERR_IO, the port is taken
 */
int http_open(struct http **http, unsigned port, http_fn *fn, void *ctx,
              struct err *err);

/*
 * http_port - where it listens.
 */
unsigned http_port(const struct http *http);

/*
 * http_wait - answer requests until something else happens.
 * in:  fd, another descriptor to wait for, or -1; most, milliseconds
 * out: 1 fd can be read, 0 the time is over; 2 the user has interrupted us
 * err: ERR_IO
 */
int http_wait(struct http *http, int fd, unsigned most, struct err *err);

/*
 * http_release - ask again for all that is held.
 */
void http_release(struct http *http);

/*
 * http_close - stop.
 * in:  http, or NULL
 */
void http_close(struct http *http);

#endif
