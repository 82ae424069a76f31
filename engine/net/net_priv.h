/* SPDX-License-Identifier: GPL-3.0-or-later */
/* net_priv.h - what the files of net share: the head of a request, connections, queues and the loop. */
#pragma once
#include "net.h"

#include <curl/curl.h>
#include <event2/event.h>
#include <event2/event_struct.h>

/* --- the head of a request (net_head.c): pure --- */

#define NET_HEAD_MAX 16384  /* bytes of request line and headers: 431 beyond */
#define NET_TARGET_MAX 4096 /* 414 beyond */
#define NET_FIELDS_MAX 64

typedef enum { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_PUT, METHOD_DELETE, METHODS } NetMethod;
const char *net_method_name(NetMethod method);
/* Bits 1 << NetMethod of "GET POST"; an unknown name is our own bug. */
guint net_methods(const char *names);

typedef struct {
    const char *at;
    size_t size;
} NetSpan;

typedef struct {
    NetMethod method; /* METHODS: a name that no listener can have */
    NetSpan target;
    NetSpan headers[NET_HEADERS]; /* at == NULL when absent */
    int64_t content_length;       /* -1: none */
    bool chunked, keep_alive, expects_continue;
    size_t size; /* bytes of the head with its empty line */
} NetHead;

/* 0: more bytes are needed; 1: `head` is filled, its spans point into data; else the status to refuse with. Strict
 * where HTTP servers differ (RFC 9112): CRLF only, no folding, no blank before the colon, one Content-Length of digits,
 * no second framing header, only `chunked`. */
int net_head_parse(const char *data, size_t size, NetHead *head);

/* Steps over the complete chunks of a chunked body: *at is where the next chunk line begins (starts at 0), *total the
 * bytes of data so far. 0: more is needed; 1: the body ends at *at; else the status. Trailers are refused. */
int net_chunks_scan(const char *data, size_t size, size_t max, size_t *at, size_t *total);
/* Joins the data of a body that net_chunks_scan has passed. */
GBytes *net_chunks_join(const char *data, size_t size);
/* Percent-decodes; NULL when broken or not UTF-8. Given. */
char *net_decode(const char *text, size_t size, bool plus_is_space);

/* --- answers on their way from the engine to the net thread (net_reply.c) --- */

typedef struct {
    int64_t id;
    char *head; /* status line and headers, without the empty line; NULL: 200 without a body */
    size_t head_size;
    GBytes *body;
} NetPacket;
NetPacket net_packet(int64_t id, int status, const NetReply *reply);
void net_packet_clear(NetPacket *packet);

/* --- connections (net_server.c, net_conn.c): net thread only --- */

typedef enum {
    PHASE_IDLE,
    PHASE_HEADERS,
    PHASE_BODY,
    PHASE_WAITING,
    PHASE_WRITING,
    PHASE_LINGER,
    PHASE_CLOSED,
    PHASES
} NetPhase;

typedef struct NetServer NetServer;
typedef struct {
    NetServer *server;
    int fd;
    guint slot;
    struct event readable, writable;
    NetPhase phase;
    int64_t deadline_ms, since_ms;
    GByteArray *in;  /* bytes not taken yet; NULL when none */
    GByteArray *out; /* bytes the peer has not taken; NULL when none */
    size_t out_at;
    size_t need; /* PHASE_BODY with Content-Length: bytes of head and body */
    size_t chunk_at, chunk_total;
    gsize reserved; /* of the server's max_waiting_bytes */
    int64_t waiting_id;
    bool keep_alive, head_only, half_closed, advancing;
    char peer[48];
} NetConn;

struct NetServer {
    Net *net;
    guint index;
    NetListener limits;
    char *name, *path;
    guint methods;
    int fd, port;
    struct event readable;
    bool resting;
    int64_t warned_ms;
    guint connections, waiting;
    gsize waiting_bytes;
};

bool net_server_bind(NetServer *server, GError **error);
void net_server_open(NetServer *server);
void net_server_rest(NetServer *server);
void net_server_close(NetServer *server);

void net_conn_new(NetServer *server, int fd, const char *peer);
void net_conn_close(NetConn *conn);
void net_conn_free(NetConn *conn);
void net_conn_answer(NetConn *conn, const NetPacket *packet);
/* Ends what has outlived its deadline. */
void net_conn_check(NetConn *conn, int64_t now_ms);
void net_phase(NetConn *conn, NetPhase phase, int duration_ms);
/* net_request.c: reads as many requests as have arrived. */
void net_conn_advance(NetConn *conn);
void net_refuse(NetConn *conn, int status);

/* --- the client (net_exchange.c, net_client.c) --- */

typedef struct {
    CURL *easy;
    char *base_url;
    bool plain;           /* http */
    HttpRequest *request; /* the one under way, or NULL */
    GByteArray *answer;
    struct curl_slist *headers;
    char *bearer, *content_type, *signature; /* what `headers` were made from ... */
    bool once;                               /* ... and more, which is this request's alone */
    curl_mime *mime;
    int begun;   /* times curl was about to send it */
    bool resent; /* curl wanted to send a body again that may have left */
    bool too_big;
    char error[CURL_ERROR_SIZE];
    gsize max_response; /* bytes */
} NetExchange;

/* NULL and *error for a target that is neither https nor loopback nor a socket. */
NetExchange *net_exchange_new(const NetTarget *target, GError **error);
void net_exchange_free(NetExchange *exchange);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NetExchange, net_exchange_free)
/* Makes the handle ready to send; `request` is borrowed until net_exchange_end. */
void net_exchange_begin(NetExchange *exchange, HttpRequest *request);
/* What came of it; classified by what was handed to the socket. Given. */
HttpResponse *net_exchange_end(NetExchange *exchange, CURLcode code);

typedef struct NetTransport NetTransport;
/* Net thread: takes in what has ended, starts what waits; true when the transport is being freed and may be forgotten.
 */
bool net_transport_serve(NetTransport *transport);
/* Net thread, under the lock: hands finished responses to the engine's side; returns how many. */
guint net_transport_flush(NetTransport *transport);
/* Net thread, under the lock: its owner may free it now. */
void net_transport_forget(NetTransport *transport);

/* --- the loop (net.c) --- */

struct Net {
    NetConfig config;
    NetServer *servers;
    GThread *thread;
    struct event_base *base;
    struct event wake_event, tick, signals[2];
    int wake_fd;
    volatile gint stopping;
    volatile gint wake_sent; /* a byte is in wake_fd: no second one is needed */

    GMutex lock; /* guards what follows */
    GCond ready, let_go;
    bool engine_waits, woken, quit;
    GPtrArray *inbox;      /* NetRequest * */
    GArray *answers;       /* NetPacket */
    GPtrArray *transports; /* NetTransport * */
    guint undrained;       /* responses that transports hold for the engine */

    /* net thread only */
    int64_t serial;
    GPtrArray *fresh; /* NetRequest * of this turn of the loop */
    GPtrArray *conns; /* slot -> NetConn * or NULL */
    GArray *free_slots;
    GPtrArray *dead; /* NetConn * to free when no callback uses them */
    bool draining;
    char *scratch;
};
#define NET_SCRATCH 65536
/* Makes the net thread look at its queues. Any thread. */
void net_poke(Net *net);
