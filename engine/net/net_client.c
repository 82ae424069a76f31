/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests on their way out. They wait in order on the engine's side, where they can be recalled, until the window has
 * a place; then they belong to the net thread. Handles and connections are used again. */
#include "net_priv.h"

struct NetTransport {
    HttpTransport base; /* first: the engine holds this */
    Net *net;
    NetTarget target;
    guint window;

    /* under net->lock */
    GQueue waiting;    /* HttpRequest * */
    GHashTable *links; /* id -> GList * in waiting */
    GPtrArray *done;   /* HttpResponse * */
    guint in_flight;
    bool closing, gone;

    /* net thread only */
    CURLM *multi;
    struct event timer;
    GPtrArray *idle, *busy; /* NetExchange * */
    GPtrArray *fresh;       /* HttpResponse * of this turn of the loop */
};

/* --- the engine's side --- */

static void transport_submit(HttpTransport *base, HttpRequest *request)
{
    NetTransport *transport = (NetTransport *)base;
    g_mutex_lock(&transport->net->lock);
    g_queue_push_tail(&transport->waiting, request);
    g_hash_table_insert(transport->links, &request->id, transport->waiting.tail);
    transport->in_flight++;
    g_mutex_unlock(&transport->net->lock);
    net_poke(transport->net);
}

static guint transport_drain(HttpTransport *base, GPtrArray *responses)
{
    NetTransport *transport = (NetTransport *)base;
    g_mutex_lock(&transport->net->lock);
    guint n = transport->done->len;
    g_ptr_array_extend(responses, transport->done, NULL, NULL);
    g_ptr_array_set_size(transport->done, 0);
    transport->in_flight -= n;
    transport->net->undrained -= n;
    g_mutex_unlock(&transport->net->lock);
    return n;
}

static bool transport_recall(HttpTransport *base, int64_t id)
{
    NetTransport *transport = (NetTransport *)base;
    g_autoptr(HttpRequest) request = NULL;
    g_mutex_lock(&transport->net->lock);
    GList *link = g_hash_table_lookup(transport->links, &id);
    if (link) {
        request = link->data;
        g_hash_table_remove(transport->links, &id);
        g_queue_delete_link(&transport->waiting, link);
        transport->in_flight--;
    }
    g_mutex_unlock(&transport->net->lock);
    return request != NULL;
}

static guint transport_in_flight(HttpTransport *base)
{
    NetTransport *transport = (NetTransport *)base;
    g_mutex_lock(&transport->net->lock);
    guint n = transport->in_flight;
    g_mutex_unlock(&transport->net->lock);
    return n;
}

/* Waits until the net thread has let go: after that nobody else knows the transport. */
static void transport_free(HttpTransport *base)
{
    NetTransport *transport = (NetTransport *)base;
    Net *net = transport->net;
    g_mutex_lock(&net->lock);
    transport->closing = true;
    g_mutex_unlock(&net->lock);
    net_poke(net);
    g_mutex_lock(&net->lock);
    while (!transport->gone)
        g_cond_wait(&net->let_go, &net->lock);
    net->undrained -= transport->done->len;
    g_mutex_unlock(&net->lock);
    g_queue_clear_full(&transport->waiting, (GDestroyNotify)http_request_free);
    g_hash_table_unref(transport->links);
    for (guint i = 0; i < transport->done->len; i++)
        http_response_free(transport->done->pdata[i]);
    g_ptr_array_unref(transport->done);
    g_ptr_array_unref(transport->fresh);
    g_ptr_array_unref(transport->idle);
    g_ptr_array_unref(transport->busy);
    g_free((char *)transport->target.base_url);
    g_free((char *)transport->target.socket_path);
    g_free(transport);
}

/* --- sockets of libcurl on our loop --- */

typedef struct {
    struct event ready;
    NetTransport *transport;
} NetSocket;

static void on_socket(int fd, short what, void *arg)
{
    NetSocket *sock = arg;
    int flags = (what & EV_READ ? CURL_CSELECT_IN : 0) | (what & EV_WRITE ? CURL_CSELECT_OUT : 0), running;
    curl_multi_socket_action(sock->transport->multi, fd, flags, &running);
}

static int on_interest(CURL *easy, curl_socket_t fd, int what, void *arg, void *known)
{
    NetTransport *transport = arg;
    NetSocket *sock = known;
    if (sock)
        event_del(&sock->ready);
    if (what == CURL_POLL_REMOVE) {
        g_free(sock);
        return 0;
    }
    if (!sock) {
        sock = g_new0(NetSocket, 1);
        sock->transport = transport;
        curl_multi_assign(transport->multi, fd, sock);
    }
    short events = EV_PERSIST | (what & CURL_POLL_IN ? EV_READ : 0) | (what & CURL_POLL_OUT ? EV_WRITE : 0);
    event_assign(&sock->ready, transport->net->base, fd, events, on_socket, sock);
    event_add(&sock->ready, NULL);
    return 0;
}

static void on_timer(int fd, short what, void *arg)
{
    NetTransport *transport = arg;
    int running;
    curl_multi_socket_action(transport->multi, CURL_SOCKET_TIMEOUT, 0, &running);
}

static int on_timeout_change(CURLM *multi, long timeout_ms, void *arg)
{
    NetTransport *transport = arg;
    struct timeval after = { timeout_ms / 1000, (timeout_ms % 1000) * 1000 };
    if (timeout_ms < 0)
        event_del(&transport->timer);
    else
        event_add(&transport->timer, &after);
    return 0;
}

/* --- the net thread's side --- */

static void collect(NetTransport *transport)
{
    CURLMsg *message;
    for (int left; (message = curl_multi_info_read(transport->multi, &left));) {
        if (message->msg != CURLMSG_DONE)
            continue;
        NetExchange *exchange = NULL;
        CURLcode code = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&exchange);
        curl_multi_remove_handle(transport->multi, exchange->easy);
        HttpRequest *request = exchange->request;
        g_ptr_array_add(transport->fresh, net_exchange_end(exchange, code));
        http_request_free(request);
        g_ptr_array_remove_fast(transport->busy, exchange);
        g_ptr_array_add(transport->idle, exchange);
    }
}

static NetExchange *take_exchange(NetTransport *transport)
{
    NetExchange *exchange = transport->idle->len > 0
                                ? g_ptr_array_steal_index_fast(transport->idle, transport->idle->len - 1)
                                : net_exchange_new(&transport->target, NULL); /* checked by net_transport_new */
    g_ptr_array_add(transport->busy, exchange);
    return exchange;
}

static guint start_waiting(NetTransport *transport)
{
    g_autoptr(GPtrArray) requests = g_ptr_array_new();
    g_mutex_lock(&transport->net->lock);
    while (transport->busy->len + requests->len < transport->window && transport->waiting.length > 0) {
        HttpRequest *request = g_queue_pop_head(&transport->waiting);
        g_hash_table_remove(transport->links, &request->id);
        g_ptr_array_add(requests, request);
    }
    g_mutex_unlock(&transport->net->lock);
    for (guint i = 0; i < requests->len; i++) {
        NetExchange *exchange = take_exchange(transport);
        net_exchange_begin(exchange, requests->pdata[i]);
        curl_multi_add_handle(transport->multi, exchange->easy);
    }
    return requests->len;
}

/* What is on the wire is given up: its outcome is for the tags to find out. */
static void let_go(NetTransport *transport)
{
    for (guint i = 0; i < transport->busy->len; i++) {
        NetExchange *exchange = transport->busy->pdata[i];
        curl_multi_remove_handle(transport->multi, exchange->easy);
        http_request_free(exchange->request);
        net_exchange_free(exchange);
    }
    for (guint i = 0; i < transport->idle->len; i++)
        net_exchange_free(transport->idle->pdata[i]);
    curl_multi_cleanup(transport->multi);
    event_del(&transport->timer);
    for (guint i = 0; i < transport->fresh->len; i++)
        http_response_free(transport->fresh->pdata[i]);
}

bool net_transport_serve(NetTransport *transport)
{
    Net *net = transport->net;
    g_mutex_lock(&net->lock);
    bool closing = transport->closing;
    g_mutex_unlock(&net->lock);
    if (closing) {
        let_go(transport);
        return true;
    }
    collect(transport);
    while (start_waiting(transport) > 0) {
        int running;
        curl_multi_socket_action(transport->multi, CURL_SOCKET_TIMEOUT, 0, &running);
        collect(transport);
    }
    return false;
}

guint net_transport_flush(NetTransport *transport)
{
    guint n = transport->fresh->len;
    g_ptr_array_extend(transport->done, transport->fresh, NULL, NULL);
    g_ptr_array_set_size(transport->fresh, 0);
    return n;
}

void net_transport_forget(NetTransport *transport)
{
    transport->gone = true;
}

static CURLM *multi_new(NetTransport *transport)
{
    CURLM *multi = curl_multi_init();
    g_assert(multi != NULL);
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_interest);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, transport);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timeout_change);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, transport);
    curl_multi_setopt(multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)transport->window);
    return multi;
}

HttpTransport *net_transport_new(Net *net, const NetTarget *target, GError **error)
{
    g_autoptr(NetExchange) first = net_exchange_new(target, error);
    if (!first)
        return NULL;
    NetTransport *transport = g_new0(NetTransport, 1);
    transport->base =
        (HttpTransport){ transport_submit, transport_drain, transport_recall, transport_in_flight, transport_free };
    transport->net = net;
    transport->target = *target;
    transport->target.base_url = g_strdup(target->base_url);
    transport->target.socket_path = g_strdup(target->socket_path);
    transport->window = target->max_in_flight ? target->max_in_flight : 64;
    g_queue_init(&transport->waiting);
    transport->links = g_hash_table_new(g_int64_hash, g_int64_equal);
    transport->done = g_ptr_array_new();
    transport->idle = g_ptr_array_new();
    transport->busy = g_ptr_array_new();
    transport->fresh = g_ptr_array_new();
    g_ptr_array_add(transport->idle, g_steal_pointer(&first));
    transport->multi = multi_new(transport);
    event_assign(&transport->timer, net->base, -1, 0, on_timer, transport);
    g_mutex_lock(&net->lock);
    g_ptr_array_add(net->transports, transport);
    g_mutex_unlock(&net->lock);
    return &transport->base;
}
