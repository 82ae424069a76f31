/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The net thread and its two queues. A turn of the loop handles every socket that is ready, then hands all new requests
 * and responses to the engine under one lock with one wake; the engine's answers come back the same way. A wake costs a
 * system call only when the other side may be asleep. */
#include "net_priv.h"

#include "clock.h"
#include "error.h"
#include "log.h"

#include <curl/curl.h>
#include <errno.h>
#include <event2/event.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#define TICK_MS 250
#define DRAIN_MS 500

void net_poke(Net *net)
{
    if (!g_atomic_int_compare_and_exchange(&net->wake_sent, 0, 1))
        return;
    uint64_t one = 1;
    if (write(net->wake_fd, &one, sizeof one) != (ssize_t)sizeof one)
        g_atomic_int_set(&net->wake_sent, 0); /* only a full counter, and then it is awake */
}

/* --- the engine's side --- */

static bool has_news(Net *net)
{
    return net->inbox->len > 0 || net->undrained > 0 || net->woken || g_atomic_int_get(&net->stopping);
}

guint net_take(Net *net, int timeout_ms, GPtrArray *requests)
{
    gint64 until = (clock_monotonic_ms() + timeout_ms) * 1000;
    g_mutex_lock(&net->lock);
    while (timeout_ms != 0 && !has_news(net)) {
        net->engine_waits = true;
        if (timeout_ms < 0)
            g_cond_wait(&net->ready, &net->lock);
        else if (!g_cond_wait_until(&net->ready, &net->lock, until))
            break;
    }
    net->engine_waits = net->woken = false;
    guint n = net->inbox->len;
    g_ptr_array_extend(requests, net->inbox, NULL, NULL);
    g_ptr_array_set_size(net->inbox, 0);
    g_mutex_unlock(&net->lock);
    return n;
}

void net_wake(Net *net)
{
    g_mutex_lock(&net->lock);
    net->woken = true;
    g_cond_signal(&net->ready);
    g_mutex_unlock(&net->lock);
}

bool net_stopping(const Net *net)
{
    return g_atomic_int_get(&((Net *)net)->stopping) != 0;
}

int net_port(const Net *net, const char *listener)
{
    for (guint i = 0; i < net->config.n_listeners; i++)
        if (strcmp(net->servers[i].name, listener) == 0)
            return net->servers[i].port;
    return 0;
}

/* --- the net thread --- */

static NetConn *conn_waiting_for(Net *net, int64_t id)
{
    guint slot = (guint)(id & ((1 << 20) - 1));
    NetConn *conn = slot < net->conns->len ? net->conns->pdata[slot] : NULL;
    return conn && conn->waiting_id == id && id != 0 ? conn : NULL;
}

static void send_answers(Net *net)
{
    g_mutex_lock(&net->lock);
    GArray *answers = net->answers;
    net->answers = g_array_new(FALSE, FALSE, sizeof(NetPacket));
    g_mutex_unlock(&net->lock);
    for (guint i = 0; i < answers->len; i++) {
        NetPacket *packet = &g_array_index(answers, NetPacket, i);
        NetConn *conn = conn_waiting_for(net, packet->id);
        if (conn)
            net_conn_answer(conn, packet);
        net_packet_clear(packet);
    }
    g_array_unref(answers);
}

/* The list is copied under the lock: the engine may add a transport meanwhile; only this thread removes one. */
static void serve_transports(Net *net)
{
    g_mutex_lock(&net->lock);
    g_autoptr(GPtrArray) transports = g_ptr_array_copy(net->transports, NULL, NULL);
    g_mutex_unlock(&net->lock);
    for (guint i = 0; i < transports->len; i++) {
        if (!net_transport_serve(transports->pdata[i]))
            continue;
        g_mutex_lock(&net->lock);
        g_ptr_array_remove(net->transports, transports->pdata[i]);
        net_transport_forget(transports->pdata[i]);
        g_cond_broadcast(&net->let_go);
        g_mutex_unlock(&net->lock);
    }
}

static void on_wake(int fd, short what, void *arg)
{
    Net *net = arg;
    uint64_t count;
    ssize_t got = read(fd, &count, sizeof count);
    g_atomic_int_set(&net->wake_sent, 0); /* before looking: what comes now wakes again */
    if (got < 0 && errno != EAGAIN)
        return;
    send_answers(net);
}

static void on_tick(int fd, short what, void *arg)
{
    Net *net = arg;
    int64_t now_ms = clock_monotonic_ms();
    for (guint i = 0; i < net->conns->len; i++)
        if (net->conns->pdata[i])
            net_conn_check(net->conns->pdata[i], now_ms);
    for (guint i = 0; i < net->config.n_listeners; i++)
        net_server_open(&net->servers[i]);
}

static void on_signal(int number, short what, void *arg)
{
    Net *net = arg;
    g_atomic_int_set(&net->stopping, 1);
    for (guint i = 0; i < G_N_ELEMENTS(net->signals); i++)
        event_del(&net->signals[i]); /* the next one has its usual effect: a way out of a program that hangs */
    net_wake(net);
}

/* The end of a turn: everything new goes over in one go. */
static void hand_over(Net *net)
{
    for (guint i = 0; i < net->dead->len; i++)
        net_conn_free(net->dead->pdata[i]);
    g_ptr_array_set_size(net->dead, 0);
    g_mutex_lock(&net->lock);
    guint news = net->fresh->len;
    g_ptr_array_extend(net->inbox, net->fresh, NULL, NULL);
    for (guint i = 0; i < net->transports->len; i++) {
        guint n = net_transport_flush(net->transports->pdata[i]);
        net->undrained += n;
        news += n;
    }
    if (news > 0 && net->engine_waits) {
        net->engine_waits = false;
        g_cond_signal(&net->ready);
    }
    g_mutex_unlock(&net->lock);
    g_ptr_array_set_size(net->fresh, 0);
}

static bool still_writing(Net *net)
{
    for (guint i = 0; i < net->conns->len; i++) {
        NetConn *conn = net->conns->pdata[i];
        if (conn && (conn->phase == PHASE_WRITING || conn->phase == PHASE_LINGER))
            return true;
    }
    return false;
}

/* Answers what waits with 503, drops what is idle, and gives the rest a moment to leave. */
static void drain(Net *net)
{
    net->draining = true;
    for (guint i = 0; i < net->config.n_listeners; i++)
        net_server_rest(&net->servers[i]);
    for (guint i = 0; i < net->conns->len; i++) {
        NetConn *conn = net->conns->pdata[i];
        if (conn && conn->phase == PHASE_WAITING)
            net_refuse(conn, 503);
        else if (conn && conn->phase <= PHASE_BODY)
            net_conn_close(conn);
    }
    int64_t until_ms = clock_monotonic_ms() + DRAIN_MS;
    while (still_writing(net) && clock_monotonic_ms() < until_ms)
        event_base_loop(net->base, EVLOOP_ONCE);
    for (guint i = 0; i < net->conns->len; i++)
        if (net->conns->pdata[i])
            net_conn_close(net->conns->pdata[i]);
    hand_over(net);
}

static gpointer run(gpointer arg)
{
    Net *net = arg;
    struct timeval tick = { 0, TICK_MS * 1000 };
    event_add(&net->wake_event, NULL);
    event_add(&net->tick, &tick);
    for (guint i = 0; net->config.handle_signals && i < G_N_ELEMENTS(net->signals); i++)
        event_add(&net->signals[i], NULL);
    for (guint i = 0; i < net->config.n_listeners; i++)
        net_server_open(&net->servers[i]);
    for (bool quit = false; !quit;) {
        event_base_loop(net->base, EVLOOP_ONCE);
        serve_transports(net);
        hand_over(net);
        g_mutex_lock(&net->lock);
        quit = net->quit;
        g_mutex_unlock(&net->lock);
    }
    drain(net);
    event_del(&net->wake_event);
    event_del(&net->tick);
    for (guint i = 0; i < G_N_ELEMENTS(net->signals); i++)
        event_del(&net->signals[i]);
    return NULL;
}

/* --- start and end --- */

static int or_default(int value, int standard)
{
    return value > 0 ? value : standard;
}

static void take_config(Net *net, const NetConfig *config)
{
    net->config = *config;
    net->config.listeners = NULL; /* the caller's; ours are in servers */
    net->config.headers_ms = or_default(config->headers_ms, 5000);
    net->config.body_ms = or_default(config->body_ms, 10000);
    net->config.answer_ms = or_default(config->answer_ms, 30000);
    net->config.response_ms = or_default(config->response_ms, 10000);
    net->config.idle_ms = or_default(config->idle_ms, 15000);
    net->servers = g_new0(NetServer, config->n_listeners + 1);
    for (guint i = 0; i < config->n_listeners; i++) {
        NetServer *server = &net->servers[i];
        NetListener *limits = &server->limits;
        *server = (NetServer){ .net = net, .index = i, .fd = -1, .limits = config->listeners[i] };
        server->name = g_strdup(limits->name);
        limits->name = server->name;
        limits->address = g_strdup(limits->address ? limits->address : "127.0.0.1");
        limits->methods = g_strdup(limits->methods ? limits->methods : "GET POST");
        server->methods = net_methods(limits->methods);
        /* A slot number has 20 bits. */
        limits->max_connections = MIN(limits->max_connections ? limits->max_connections : 1024, 1u << 16);
        limits->max_waiting = limits->max_waiting ? limits->max_waiting : 4096;
        limits->max_waiting_bytes = limits->max_waiting_bytes ? limits->max_waiting_bytes : 64 * 1024 * 1024;
    }
}

static void make_loop(Net *net)
{
    struct event_config *options = event_config_new();
    event_config_set_flag(options, EVENT_BASE_FLAG_NOLOCK); /* one thread touches it; others write to wake_fd */
    net->base = event_base_new_with_config(options);
    event_config_free(options);
    g_assert(net->base != NULL && net->wake_fd >= 0);
    static const int numbers[] = { SIGINT, SIGTERM };
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
        event_assign(&net->signals[i], net->base, numbers[i], EV_SIGNAL | EV_PERSIST, on_signal, net);
    event_assign(&net->wake_event, net->base, net->wake_fd, EV_READ | EV_PERSIST, on_wake, net);
    event_assign(&net->tick, net->base, -1, EV_PERSIST, on_tick, net);
}

/* A connection is a descriptor. The usual limit of 1024 is meant for programs that use select(); we do not. */
static void raise_descriptors(const Net *net)
{
    rlim_t wanted = 1024;
    for (guint i = 0; i < net->config.n_listeners; i++)
        wanted += net->servers[i].limits.max_connections;
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = MIN(wanted, limit.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
        log_event(LOG_WARN, "net.few_descriptors", NULL); /* accept then rests when they run out */
}

static void release(Net *net)
{
    for (guint i = 0; i < net->inbox->len; i++)
        net_request_free(net->inbox->pdata[i]);
    for (guint i = 0; i < net->config.n_listeners; i++)
        net_server_close(&net->servers[i]);
    for (guint i = 0; i < net->answers->len; i++)
        net_packet_clear(&g_array_index(net->answers, NetPacket, i));
    event_base_free(net->base);
    close(net->wake_fd);
    g_ptr_array_unref(net->inbox);
    g_array_unref(net->answers);
    g_ptr_array_unref(net->transports);
    g_ptr_array_unref(net->fresh);
    g_ptr_array_unref(net->conns);
    g_array_unref(net->free_slots);
    g_ptr_array_unref(net->dead);
    g_mutex_clear(&net->lock);
    g_cond_clear(&net->ready);
    g_cond_clear(&net->let_go);
    g_free(net->servers);
    g_free(net->scratch);
    g_free(net);
    curl_global_cleanup();
}

Net *net_start(const NetConfig *config, GError **error)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    signal(SIGPIPE, SIG_IGN);
    Net *net = g_new0(Net, 1);
    net->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    g_mutex_init(&net->lock);
    g_cond_init(&net->ready);
    g_cond_init(&net->let_go);
    net->inbox = g_ptr_array_new();
    net->answers = g_array_new(FALSE, FALSE, sizeof(NetPacket));
    net->transports = g_ptr_array_new();
    net->fresh = g_ptr_array_new();
    net->conns = g_ptr_array_new();
    net->free_slots = g_array_new(FALSE, FALSE, sizeof(guint));
    net->dead = g_ptr_array_new();
    net->scratch = g_malloc(NET_SCRATCH);
    take_config(net, config);
    raise_descriptors(net);
    make_loop(net);
    for (guint i = 0; i < config->n_listeners; i++) {
        if (net_server_bind(&net->servers[i], error))
            continue;
        release(net);
        return NULL;
    }
    net->thread = g_thread_new("net", run, net);
    return net;
}

void net_free(Net *net)
{
    if (!net)
        return;
    g_mutex_lock(&net->lock);
    g_assert(net->transports->len == 0);
    net->quit = true;
    g_mutex_unlock(&net->lock);
    net_poke(net);
    g_thread_join(net->thread);
    release(net);
}
