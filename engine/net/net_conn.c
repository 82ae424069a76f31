/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection: idle, headers, body, waiting for the engine, writing, and again; or refused: writing, linger, closed.
 * Every phase has one deadline for the whole of it, so that a slow peer costs a place for seconds, not for ever. */
#include "net_priv.h"

#include "clock.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* What a peer may send ahead of its answer; beyond it the socket is not read. */
#define AHEAD_MAX (256 * 1024)

void net_phase(NetConn *conn, NetPhase phase, int duration_ms)
{
    conn->phase = phase;
    conn->since_ms = clock_monotonic_ms();
    conn->deadline_ms = conn->since_ms + duration_ms;
}

static void read_on(NetConn *conn)
{
    if (!conn->half_closed && !event_pending(&conn->readable, EV_READ, NULL))
        event_add(&conn->readable, NULL);
}

static void answered(NetConn *conn)
{
    Net *net = conn->server->net;
    if (conn->keep_alive && !net->draining) {
        net_phase(conn, PHASE_IDLE, net->config.idle_ms);
        read_on(conn);
        net_conn_advance(conn);
        if (!conn->half_closed || conn->advancing || conn->phase > PHASE_BODY)
            return;
    }
    if (conn->half_closed) {
        net_conn_close(conn);
        return;
    }
    /* Closing with bytes unread would reset the connection and could take the answer away from the peer. */
    shutdown(conn->fd, SHUT_WR);
    g_clear_pointer(&conn->in, g_byte_array_unref);
    net_phase(conn, PHASE_LINGER, 1000);
    read_on(conn);
}

/* Bodies count against the backlog until their answer. */
static void release(NetConn *conn)
{
    conn->server->waiting_bytes -= conn->reserved;
    conn->reserved = 0;
    if (conn->waiting_id)
        conn->server->waiting--;
    conn->waiting_id = 0;
}

static void keep_rest(NetConn *conn, const struct iovec *parts, int n, size_t sent)
{
    conn->out = g_byte_array_new();
    conn->out_at = 0;
    for (int i = 0; i < n; i++) {
        size_t skip = MIN(sent, parts[i].iov_len);
        sent -= skip;
        g_byte_array_append(conn->out, (const guint8 *)parts[i].iov_base + skip, (guint)(parts[i].iov_len - skip));
    }
    event_add(&conn->writable, NULL);
}

void net_conn_answer(NetConn *conn, const NetPacket *packet)
{
    static const char ok[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n", closes[] = "Connection: close\r\n\r\n",
                      end[] = "\r\n";
    Net *net = conn->server->net;
    release(conn);
    if (net->draining)
        conn->keep_alive = false;
    gsize body_size = 0;
    const void *body = packet->body && !conn->head_only ? g_bytes_get_data(packet->body, &body_size) : NULL;
    struct iovec parts[] = {
        { (void *)(packet->head ? packet->head : ok), packet->head ? packet->head_size : sizeof ok - 1 },
        { (void *)(conn->keep_alive ? end : closes), conn->keep_alive ? sizeof end - 1 : sizeof closes - 1 },
        { (void *)body, body_size },
    };
    struct msghdr message = { .msg_iov = parts, .msg_iovlen = G_N_ELEMENTS(parts) };
    size_t size = parts[0].iov_len + parts[1].iov_len + parts[2].iov_len;
    net_phase(conn, PHASE_WRITING, net->config.response_ms);
    ssize_t sent = sendmsg(conn->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) {
        net_conn_close(conn);
        return;
    }
    if (sent == (ssize_t)size)
        answered(conn);
    else
        keep_rest(conn, parts, G_N_ELEMENTS(parts), sent < 0 ? 0 : (size_t)sent);
}

static void on_writable(int fd, short what, void *arg)
{
    NetConn *conn = arg;
    ssize_t sent = send(fd, conn->out->data + conn->out_at, conn->out->len - conn->out_at, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) {
        if (errno != EAGAIN && errno != EINTR)
            net_conn_close(conn);
        return;
    }
    conn->out_at += (size_t)sent;
    if (conn->out_at < conn->out->len)
        return;
    event_del(&conn->writable);
    g_clear_pointer(&conn->out, g_byte_array_unref);
    answered(conn);
}

/* The peer has ended its side. It may still read, so an answer under way goes out. */
static void on_end(NetConn *conn)
{
    conn->half_closed = true;
    event_del(&conn->readable);
    if (conn->phase != PHASE_WAITING && conn->phase != PHASE_WRITING)
        net_conn_close(conn);
}

static void on_readable(int fd, short what, void *arg)
{
    NetConn *conn = arg;
    Net *net = conn->server->net;
    ssize_t got = recv(fd, net->scratch, NET_SCRATCH, MSG_DONTWAIT);
    if (got < 0) {
        if (errno != EAGAIN && errno != EINTR)
            net_conn_close(conn);
        return;
    }
    if (got == 0) {
        on_end(conn);
        return;
    }
    if (conn->phase == PHASE_LINGER)
        return;
    if (!conn->in)
        conn->in = g_byte_array_sized_new((guint)got);
    g_byte_array_append(conn->in, (const guint8 *)net->scratch, (guint)got);
    if (conn->phase > PHASE_BODY && conn->in->len > AHEAD_MAX)
        event_del(&conn->readable);
    net_conn_advance(conn);
}

static guint take_slot(Net *net)
{
    if (net->free_slots->len == 0) {
        g_ptr_array_add(net->conns, NULL);
        return net->conns->len - 1;
    }
    guint slot = g_array_index(net->free_slots, guint, net->free_slots->len - 1);
    g_array_set_size(net->free_slots, net->free_slots->len - 1);
    return slot;
}

void net_conn_new(NetServer *server, int fd, const char *peer)
{
    Net *net = server->net;
    NetConn *conn = g_new0(NetConn, 1);
    conn->server = server;
    conn->fd = fd;
    g_strlcpy(conn->peer, peer, sizeof conn->peer);
    conn->slot = take_slot(net);
    net->conns->pdata[conn->slot] = conn;
    server->connections++;
    if (!server->path) {
        int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    event_assign(&conn->readable, net->base, fd, EV_READ | EV_PERSIST, on_readable, conn);
    event_assign(&conn->writable, net->base, fd, EV_WRITE | EV_PERSIST, on_writable, conn);
    net_phase(conn, PHASE_HEADERS, net->config.headers_ms);
    event_add(&conn->readable, NULL);
}

/* The structure lives until the turn of the loop ends: callers up the stack may still look at it. */
void net_conn_close(NetConn *conn)
{
    if (conn->phase == PHASE_CLOSED)
        return;
    NetServer *server = conn->server;
    release(conn);
    server->connections--;
    conn->phase = PHASE_CLOSED;
    event_del(&conn->readable);
    event_del(&conn->writable);
    close(conn->fd);
    server->net->conns->pdata[conn->slot] = NULL;
    g_array_append_val(server->net->free_slots, conn->slot);
    g_ptr_array_add(server->net->dead, conn);
    net_server_open(server);
}

void net_conn_free(NetConn *conn)
{
    g_clear_pointer(&conn->in, g_byte_array_unref);
    g_clear_pointer(&conn->out, g_byte_array_unref);
    g_free(conn);
}

void net_conn_check(NetConn *conn, int64_t now_ms)
{
    bool crowded = conn->server->resting && conn->phase == PHASE_IDLE && now_ms - conn->since_ms > 1000;
    if (now_ms < conn->deadline_ms && !crowded)
        return;
    switch (conn->phase) {
    case PHASE_HEADERS:
    case PHASE_BODY:
        if (conn->in)
            net_refuse(conn, 408);
        else
            net_conn_close(conn);
        return;
    case PHASE_WAITING:
        net_refuse(conn, 503);
        return;
    case PHASE_IDLE:
    case PHASE_WRITING:
    case PHASE_LINGER:
        net_conn_close(conn);
        return;
    case PHASE_CLOSED:
    case PHASES:
        return;
    }
}
