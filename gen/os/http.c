#include "os/http.h"

#include "base/mem.h"
#include "base/vec.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <strings.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define SIDES 2 /* 127.0.0.1 and ::1 */
#define CONNECTIONS 200u

struct http {
	struct MHD_Daemon *side[SIDES];
	int quit; /* signalfd of SIGINT and SIGTERM */
	unsigned port;
	http_fn *fn;
	void *ctx;
	struct VEC(struct MHD_Connection *) held;
};

/* Of one request, from its first line to its end. */
struct exchange {
	bool begun;
	bool held;
};

/* ---------------------------------------------------------- answers */

static void
add_header(struct MHD_Response *response, const char *name, const char *value)
{
	if (value)
		MHD_add_response_header(response, name, value);
}

static enum MHD_Result
send_answer(struct MHD_Connection *connection, struct http_answer *answer)
{
	struct MHD_Response *response;
	enum MHD_Result result;

	response = MHD_create_response_from_buffer(
	    answer->body.n, answer->body.p, MHD_RESPMEM_MUST_COPY);
	buf_release(&answer->body);
	if (!response)
		return MHD_NO;
	add_header(response, "Content-Type", answer->type);
	add_header(response, "Content-Security-Policy", answer->policy);
	add_header(response, "Cache-Control", "no-store");
	add_header(response, "X-Content-Type-Options", "nosniff");
	add_header(response, "Referrer-Policy", "same-origin");
	add_header(response, "Cross-Origin-Resource-Policy", "same-origin");
	if (answer->status == MHD_HTTP_METHOD_NOT_ALLOWED)
		add_header(response, "Allow", "GET, HEAD");
	result = MHD_queue_response(connection, answer->status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result
refuse(struct MHD_Connection *connection, unsigned status, const char *why)
{
	struct http_answer answer = {.status = status,
	                             .type = "text/plain; charset=utf-8"};

	buf_adds(&answer.body, why);
	return send_answer(connection, &answer);
}

/* --------------------------------------------------------- requests */

/* A name of this machine, with our port or none. */
static bool
is_ours(const struct http *http, const char *host)
{
	static const char *const names[] = {"localhost", "127.0.0.1",
	                                    "[::1]"};
	struct str rest = str_from(host);
	uint64_t port;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str name = str_from(names[i]);

		if (rest.n < name.n || strncasecmp(rest.p, name.p, name.n))
			continue;
		rest = str_sub(rest, name.n, rest.n);
		return rest.n == 0 ||
		       (rest.p[0] == ':' &&
		        str_u64(str_sub(rest, 1, rest.n), &port) &&
		        port == http->port);
	}
	return false;
}

static enum MHD_Result
ask(struct http *http, struct MHD_Connection *connection, const char *url,
    struct exchange *x)
{
	struct http_answer answer = {.status = MHD_HTTP_OK};
	struct http_request request = {.path = str_from(url),
	                               .again = x->held};
	const char *since = MHD_lookup_connection_value(
	    connection, MHD_HEADER_KIND, "Last-Event-ID");

	if (!since)
		since = MHD_lookup_connection_value(
		    connection, MHD_GET_ARGUMENT_KIND, "since");
	request.since = str_from(since);
	http->fn(http->ctx, &request, &answer);
	if (!answer.hold)
		return send_answer(connection, &answer);
	buf_release(&answer.body);
	x->held = true;
	vec_push(&http->held, connection);
	MHD_suspend_connection(connection);
	return MHD_YES;
}

/* A path ends at a NUL for the rest of the world: no file has this one. */
static size_t
unescape(void *ctx, struct MHD_Connection *connection, char *text)
{
	size_t n = MHD_http_unescape(text);

	(void)ctx;
	(void)connection;
	for (size_t i = 0; i < n; i++)
		if (text[i] == '\0')
			text[i] = '\1';
	return n;
}

static enum MHD_Result
on_request(void *ctx, struct MHD_Connection *connection, const char *url,
           const char *method, const char *version, const char *data,
           size_t *size, void **slot)
{
	struct http *http = ctx;
	struct exchange *x = *slot;
	const char *host = MHD_lookup_connection_value(
	    connection, MHD_HEADER_KIND, "Host");

	(void)version;
	(void)data;
	if (!x) {
		*slot = mem_zalloc(1, sizeof *x);
		return MHD_YES;
	}
	if (*size) {
		*size = 0; /* what nobody asked for */
		return MHD_YES;
	}
	if (!host || !is_ours(http, host))
		return refuse(connection, MHD_HTTP_MISDIRECTED_REQUEST,
		              "this is a preview for this machine alone\n");
	if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
		return refuse(connection, MHD_HTTP_METHOD_NOT_ALLOWED,
		              "only GET and HEAD\n");
	return ask(http, connection, url, x);
}

static void
on_done(void *ctx, struct MHD_Connection *connection, void **slot,
        enum MHD_RequestTerminationCode why)
{
	(void)ctx;
	(void)connection;
	(void)why;
	mem_free(*slot);
	*slot = NULL;
}

/* ------------------------------------------------------------- open */

static void
address_of(int side, unsigned port, struct sockaddr_storage *to)
{
	struct sockaddr_in *four = (void *)to;
	struct sockaddr_in6 *six = (void *)to;

	memset(to, 0, sizeof *to);
	if (side == 0) {
		four->sin_family = AF_INET;
		four->sin_port = htons((uint16_t)port);
		four->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	} else {
		six->sin6_family = AF_INET6;
		six->sin6_port = htons((uint16_t)port);
		six->sin6_addr = in6addr_loopback;
	}
}

static struct MHD_Daemon *
listen_on(struct http *http, int side)
{
	struct sockaddr_storage address;
	unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME;

	address_of(side, http->port, &address);
	return MHD_start_daemon(
	    side ? flags | MHD_USE_IPv6 : flags, (uint16_t)http->port, NULL,
	    NULL, on_request, http, MHD_OPTION_SOCK_ADDR, &address,
	    MHD_OPTION_NOTIFY_COMPLETED, on_done, NULL,
	    MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL,
	    MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS, MHD_OPTION_END);
}

/* The user's wish to stop becomes a descriptor that can be waited for. */
static int
take_signals(struct err *err)
{
	sigset_t set;
	int fd;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return fd < 0 ? err_io(err, "cannot wait for", "signals") : fd;
}

int
http_open(struct http **http, unsigned port, http_fn *fn, void *ctx,
          struct err *err)
{
	struct http *h = mem_zalloc(1, sizeof *h);
	const union MHD_DaemonInfo *info;

	*h = (struct http){.fn = fn, .ctx = ctx, .port = port};
	*http = NULL;
	signal(SIGPIPE, SIG_IGN);
	h->quit = take_signals(err);
	if (h->quit >= 0 && port <= 65535)
		h->side[0] = listen_on(h, 0);
	if (!h->side[0]) {
		http_close(h);
		return err_set(err, ERR_IO,
		               "cannot listen on port %u, perhaps a "
		               "preview is running already; choose another "
		               "with -p",
		               port);
	}
	info = MHD_get_daemon_info(h->side[0], MHD_DAEMON_INFO_BIND_PORT);
	if (port == 0 && info)
		h->port = info->port;
	/* A machine may be without the newer protocol. */
	h->side[1] = listen_on(h, 1);
	*http = h;
	return 0;
}

unsigned
http_port(const struct http *http)
{
	return http->port;
}

/* ------------------------------------------------------------- wait */

static int
wait_once(struct http *http, int fd, int most, struct err *err)
{
	struct pollfd p[SIDES + 2] = {{.fd = fd, .events = POLLIN},
	                              {.fd = http->quit, .events = POLLIN}};
	int rc;

	for (int i = 0; i < SIDES; i++) {
		const union MHD_DaemonInfo *info =
		    http->side[i] ? MHD_get_daemon_info(
		                        http->side[i],
		                        MHD_DAEMON_INFO_EPOLL_FD)
		                  : NULL;

		p[2 + i] = (struct pollfd){.fd = info ? info->epoll_fd : -1,
		                           .events = POLLIN};
	}
	rc = poll(p, SIDES + 2, most);
	if (rc < 0 && errno != EINTR)
		return err_io(err, "cannot wait for", "requests");
	for (int i = 0; i < SIDES; i++)
		if (http->side[i])
			MHD_run(http->side[i]);
	return p[1].revents ? 2 : p[0].revents ? 1 : 0;
}

int
http_wait(struct http *http, int fd, unsigned most, struct err *err)
{
	const unsigned step = 50; /* ms: what MHD_run leaves is taken up */
	int rc = 0;

	for (unsigned waited = 0; rc == 0 && waited < most; waited += step)
		rc = wait_once(http, fd,
		               (int)(most - waited < step ? most - waited
		                                          : step),
		               err);
	return rc;
}

void
http_release(struct http *http)
{
	for (size_t i = 0; i < http->held.n; i++)
		MHD_resume_connection(http->held.v[i]);
	vec_reset(&http->held);
	for (int i = 0; i < SIDES; i++)
		if (http->side[i])
			MHD_run(http->side[i]);
}

void
http_close(struct http *http)
{
	if (!http)
		return;
	for (size_t i = 0; i < http->held.n; i++)
		MHD_resume_connection(http->held.v[i]);
	for (int i = 0; i < SIDES; i++)
		if (http->side[i])
			MHD_stop_daemon(http->side[i]);
	if (http->quit >= 0)
		close(http->quit);
	vec_release(&http->held);
	mem_free(http);
}
