/* SPDX-License-Identifier: GPL-3.0-or-later */
/* net.h - the net thread: it owns every socket, takes requests in, carries requests out, and hands both over in
 * batches. */
#pragma once
#include "http.h"
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* The headers that are kept of a request; a second one of the same name is refused with 400. */
typedef enum {
    NET_HOST,
    NET_CONTENT_TYPE,
    NET_SIGNATURE, /* X-Hub-Signature-256 */
    NET_AUTHORIZATION,
    NET_COOKIE,
    NET_ORIGIN,
    NET_FETCH_SITE,
    NET_IF_NONE_MATCH,
    NET_HEADERS
} NetHeader;

typedef struct {
    int64_t id;                 /* for net_reply */
    guint listener;             /* index in NetConfig.listeners */
    const char *method;         /* "GET"; static */
    char *target;               /* path and query as they were sent */
    char *path;                 /* decoded, valid UTF-8, begins with "/" */
    GHashTable *query;          /* decoded name -> value, the first of equal names; NULL without a query */
    char *headers[NET_HEADERS]; /* NULL when absent */
    GBytes *body;               /* NULL when empty */
    char peer[48];              /* address, or "unix" */
} NetRequest;
void net_request_free(NetRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NetRequest, net_request_free)

typedef struct {
    const char *name;        /* for net_port and the log */
    const char *address;     /* numeric; NULL is 127.0.0.1; a path from "/" on is an AF_UNIX socket, mode 0600, for this
                                user and root only */
    int port;                /* 0: any, see net_port */
    const char *methods;     /* "GET POST"; others get 405 */
    gsize max_body;          /* bytes; more gets 413 */
    guint max_connections;   /* 0: 1024; at the cap the listener rests */
    guint max_waiting;       /* requests not answered yet; beyond it 503 with Retry-After; 0: 4096 */
    gsize max_waiting_bytes; /* bodies announced, read or waiting, all together; beyond it 503; 0: 64 MB */
    /* On the net thread, so cheap and pure: 0 lets the request through, a status answers it at once. May be NULL. */
    int (*admit)(const NetRequest *request, gpointer data);
    gpointer admit_data;
} NetListener;

/* Durations in ms of wall time, each the total for its phase, not an idle time; 0 takes the default. */
typedef struct {
    const NetListener *listeners;
    guint n_listeners;
    bool handle_signals; /* SIGINT and SIGTERM make net_stopping true; a second one ends the program */
    int headers_ms;      /* 5000: first byte (or connection) to the end of the headers */
    int body_ms;         /* 10000: end of the headers to the end of the body */
    int answer_ms;       /* 30000: the engine's time; then 503 */
    int response_ms;     /* 10000: until the peer has taken the response */
    int idle_ms;         /* 15000: between two requests; 1000 while the cap is reached */
} NetConfig;

/* Binds the listeners and starts the thread; NULL and *error names listener and address. net_free answers what waits
 * with 503, lets responses leave (at most half a second) and joins; transports must be freed before. */
typedef struct Net Net;
Net *net_start(const NetConfig *config, GError **error);
void net_free(Net *net);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Net, net_free)
/* The port a listener got; 0 for AF_UNIX or an unknown name. */
int net_port(const Net *net, const char *listener);

/* Waits until requests have come, a transport has responses to drain, net_wake was called or the program shall stop; at
 * most timeout_ms (0: does not wait; negative: no limit). Appends NetRequest * (given), oldest first; returns how many.
 */
guint net_take(Net *net, int timeout_ms, GPtrArray *requests);
/* Ends the net_take under way, or the next one. Any thread. */
void net_wake(Net *net);
bool net_stopping(const Net *net);

typedef struct {
    const char *content_type;   /* or NULL */
    const char *const *headers; /* name, value, ..., NULL; or NULL. CR and LF are refused: the pair is left out */
    GBytes *body;               /* or NULL; borrowed, referenced while it leaves */
} NetReply;
typedef struct {
    int64_t id;
    int status;
    const NetReply *reply; /* NULL: no body */
} NetAnswer;
/* Answers requests, any thread. An id whose peer has gone or that was answered is ignored. `many`: one lock, one wake.
 */
void net_reply(Net *net, int64_t id, int status, const NetReply *reply);
void net_reply_many(Net *net, const NetAnswer *answers, guint n);

/* Where a transport goes. https, or http to a loopback address or to an AF_UNIX socket. */
typedef struct {
    const char *base_url;    /* "https://graph.facebook.com"; requests' paths are appended */
    const char *socket_path; /* AF_UNIX socket, or NULL */
    guint max_in_flight;     /* requests on the wire, each on a connection of its own; 0: 64 */
    int timeout_ms;          /* for a whole exchange; 0: 30000 */
    int connect_timeout_ms;  /* 0: 5000 */
    gsize max_response;      /* bytes of a response body; 0: NET_RESPONSE_MAX */
} NetTarget;
/* A response body above the cap makes the exchange HTTP_UNKNOWN. */
#define NET_RESPONSE_MAX (1024 * 1024)

/* The real network as a transport: requests wait in order until fewer than max_in_flight are on the wire. Redirects are
 * not followed, cookies not kept. HTTP_NEVER_LEFT when the connection could not be made or broke before the last byte
 * of the body was handed to the socket; a body that was handed over whole is never sent again by itself. */
HttpTransport *net_transport_new(Net *net, const NetTarget *target, GError **error);
/* One exchange that blocks, needs no Net: for commands. NULL and *error (BARAZA_ERROR_NETWORK) unless it ended
 * HTTP_DONE. `request` is borrowed. Given. */
HttpResponse *net_call(const NetTarget *target, const HttpRequest *request, GError **error);

/* Decodes "a=1&b=x%20y", a query or a form body, into a table of text; the first of equal names counts. NULL when an
 * escape is broken or the text is not UTF-8. Given. */
GHashTable *net_form(const char *data, gsize size);
