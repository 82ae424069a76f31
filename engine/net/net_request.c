/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of a connection become requests: one at a time, the next only after the answer to the one before, whatever the
 * peer has sent ahead. What is refused is answered at once, before its body, and the connection ends. */
#include "net_priv.h"

#include <string.h>
#include <sys/socket.h>

void net_request_free(NetRequest *request)
{
    if (!request)
        return;
    g_free(request->target);
    g_free(request->path);
    g_clear_pointer(&request->query, g_hash_table_unref);
    for (guint h = 0; h < NET_HEADERS; h++)
        g_free(request->headers[h]);
    g_clear_pointer(&request->body, g_bytes_unref);
    g_free(request);
}

static void answer_now(NetConn *conn, int status, const NetReply *reply)
{
    NetPacket packet = net_packet(0, status, reply);
    net_conn_answer(conn, &packet);
    net_packet_clear(&packet);
}

/* A person may have chosen too large a file: her browser has nothing else to show. */
static GBytes *too_large(gsize most)
{
    char *text =
        g_strdup_printf("This is too large: at most %.1f MB are taken here. Go back and choose a smaller file.\n",
            (double)most / (1 << 20));
    return g_bytes_new_take(text, strlen(text));
}

void net_refuse(NetConn *conn, int status)
{
    const char *headers[] = { NULL, NULL, NULL };
    g_auto(GStrv) methods = g_strsplit(conn->server->limits.methods, " ", 0);
    g_autofree char *allow = g_strjoinv(", ", methods);
    if (status == 405) {
        headers[0] = "Allow";
        headers[1] = allow;
    } else if (status == 503) {
        headers[0] = "Retry-After";
        headers[1] = "5";
    }
    conn->keep_alive = false;
    NetReply reply = { .headers = headers };
    g_autoptr(GBytes) why = status == 413 ? too_large(conn->server->limits.max_body) : NULL;
    if (why) {
        reply.content_type = "text/plain; charset=utf-8";
        reply.body = why;
    }
    answer_now(conn, status, &reply);
}

/* NULL when the target or a header is not text. */
static NetRequest *request_new(NetConn *conn, const NetHead *head)
{
    g_autoptr(NetRequest) request = g_new0(NetRequest, 1);
    request->listener = conn->server->index;
    request->method = net_method_name(head->method);
    request->target = g_strndup(head->target.at, head->target.size);
    const char *mark = memchr(head->target.at, '?', head->target.size);
    size_t path_size = mark ? (size_t)(mark - head->target.at) : head->target.size;
    request->path = net_decode(head->target.at, path_size, false);
    if (!request->path)
        return NULL;
    if (mark) {
        request->query = net_form(mark + 1, head->target.size - path_size - 1);
        if (!request->query)
            return NULL;
    }
    for (guint h = 0; h < NET_HEADERS; h++) {
        if (!head->headers[h].at)
            continue;
        if (!g_utf8_validate_len(head->headers[h].at, head->headers[h].size, NULL))
            return NULL;
        request->headers[h] = g_strndup(head->headers[h].at, head->headers[h].size);
    }
    memcpy(request->peer, conn->peer, sizeof request->peer);
    return g_steal_pointer(&request);
}

/* Takes the request and its body off the front of the input. */
static void drop_input(NetConn *conn, size_t size)
{
    if (size >= conn->in->len)
        g_clear_pointer(&conn->in, g_byte_array_unref);
    else
        g_byte_array_remove_range(conn->in, 0, (guint)size);
}

/* The request is whole: to the engine with it, unless the listener's own check or its backlog says no. */
static void complete(NetConn *conn, const NetHead *head, size_t size)
{
    NetServer *server = conn->server;
    Net *net = server->net;
    conn->keep_alive = head->keep_alive;
    conn->head_only = head->method == METHOD_HEAD;
    NetRequest *request = request_new(conn, head);
    if (!request) {
        net_refuse(conn, 400);
        return;
    }
    const char *body = (const char *)conn->in->data + head->size;
    if (head->chunked)
        request->body = net_chunks_join(body, conn->chunk_at);
    else if (head->content_length > 0)
        request->body = g_bytes_new(body, (gsize)head->content_length);
    drop_input(conn, size);
    int status = server->limits.admit ? server->limits.admit(request, server->limits.admit_data) : 0;
    if (status == 0 && (server->waiting >= server->limits.max_waiting || net->draining))
        status = 503;
    if (status != 0) {
        static const char *const retry[] = { "Retry-After", "5", NULL };
        net_request_free(request);
        answer_now(conn, status, &(NetReply){ .headers = status == 503 ? retry : NULL });
        return;
    }
    request->id = conn->waiting_id = (++net->serial << 20) | conn->slot;
    server->waiting++;
    net_phase(conn, PHASE_WAITING, net->config.answer_ms);
    g_ptr_array_add(net->fresh, request);
}

/* The head is whole, the body may still come: everything that can be refused already is. */
static int judge(NetConn *conn, const NetHead *head)
{
    const NetListener *limits = &conn->server->limits;
    if (head->method == METHODS || !(conn->server->methods & (1u << head->method)))
        return 405;
    if (head->content_length > (int64_t)limits->max_body)
        return 413;
    gsize needs = head->chunked ? limits->max_body : (gsize)MAX(head->content_length, 0);
    if (conn->server->waiting_bytes + needs > limits->max_waiting_bytes)
        return 503;
    conn->reserved = needs;
    conn->server->waiting_bytes += needs;
    conn->need = head->size + (head->chunked ? 0 : needs);
    conn->chunk_at = conn->chunk_total = 0;
    if (head->expects_continue && conn->in->len == head->size && needs > 0) {
        static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
        if (send(conn->fd, go_on, sizeof go_on - 1, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
            return 408; /* a peer that is gone: the answer will not reach it either */
    }
    return 0;
}

/* Takes one request if all of it is there; false when there is nothing more to do now. */
static bool advance_one(NetConn *conn)
{
    NetHead head;
    const char *data = (const char *)conn->in->data;
    if (conn->phase == PHASE_IDLE)
        net_phase(conn, PHASE_HEADERS, conn->server->net->config.headers_ms);
    if (conn->phase == PHASE_BODY && conn->in->len < conn->need)
        return false;
    int got = net_head_parse(data, conn->in->len, &head);
    if (got == 0)
        return false;
    if (got == 1 && conn->phase == PHASE_HEADERS) {
        int status = judge(conn, &head);
        got = status ? status : 1;
        net_phase(conn, PHASE_BODY, conn->server->net->config.body_ms);
    }
    if (got == 1 && head.chunked) {
        int more = net_chunks_scan(data + head.size, conn->in->len - head.size, conn->server->limits.max_body,
            &conn->chunk_at, &conn->chunk_total);
        if (more == 0)
            return false;
        got = more;
        conn->need = head.size + conn->chunk_at;
    }
    if (got != 1) {
        net_refuse(conn, got);
        return false;
    }
    if (conn->in->len < conn->need)
        return false;
    complete(conn, &head, conn->need);
    return true;
}

void net_conn_advance(NetConn *conn)
{
    if (conn->advancing)
        return; /* an answer given at once ends here again: the loop below goes on, not the stack */
    conn->advancing = true;
    while (conn->in && conn->phase <= PHASE_BODY && advance_one(conn))
        ;
    conn->advancing = false;
}
