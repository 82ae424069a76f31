/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers: written out on the caller's thread, so that the net thread only sends. The usual answer to a webhook, 200
 * and nothing else, costs no allocation. */
#include "net_priv.h"

#include <string.h>

static const char *status_text(int status)
{
    static const struct {
        int status;
        const char *text;
    } texts[] = {
        { 200, "OK" },
        { 201, "Created" },
        { 202, "Accepted" },
        { 204, "No Content" },
        { 303, "See Other" },
        { 304, "Not Modified" },
        { 400, "Bad Request" },
        { 401, "Unauthorized" },
        { 403, "Forbidden" },
        { 404, "Not Found" },
        { 405, "Method Not Allowed" },
        { 408, "Request Timeout" },
        { 409, "Conflict" },
        { 411, "Length Required" },
        { 413, "Content Too Large" },
        { 414, "URI Too Long" },
        { 415, "Unsupported Media Type" },
        { 417, "Expectation Failed" },
        { 422, "Unprocessable Content" },
        { 429, "Too Many Requests" },
        { 431, "Request Header Fields Too Large" },
        { 500, "Internal Server Error" },
        { 502, "Bad Gateway" },
        { 503, "Service Unavailable" },
        { 505, "HTTP Version Not Supported" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        if (texts[i].status == status)
            return texts[i].text;
    return "Status";
}

static bool has_break(const char *text)
{
    return strpbrk(text, "\r\n") != NULL;
}

static void append_header(GString *head, const char *name, const char *value)
{
    if (name && value && !has_break(name) && !has_break(value))
        g_string_append_printf(head, "%s: %s\r\n", name, value);
}

NetPacket net_packet(int64_t id, int status, const NetReply *reply)
{
    NetPacket packet = { .id = id };
    if (status == 200 && !reply)
        return packet;
    GString *head = g_string_new(NULL);
    g_string_append_printf(head, "HTTP/1.1 %d %s\r\n", status, status_text(status));
    if (reply)
        append_header(head, "Content-Type", reply->content_type);
    for (guint i = 0; reply && reply->headers && reply->headers[i]; i += 2)
        append_header(head, reply->headers[i], reply->headers[i + 1]);
    gsize size = reply && reply->body ? g_bytes_get_size(reply->body) : 0;
    if (status != 204 && status != 304)
        g_string_append_printf(head, "Content-Length: %" G_GSIZE_FORMAT "\r\n", size);
    if (size > 0)
        packet.body = g_bytes_ref(reply->body);
    packet.head_size = head->len;
    packet.head = g_string_free(head, FALSE);
    return packet;
}

void net_packet_clear(NetPacket *packet)
{
    g_clear_pointer(&packet->head, g_free);
    g_clear_pointer(&packet->body, g_bytes_unref);
}

void net_reply(Net *net, int64_t id, int status, const NetReply *reply)
{
    NetAnswer answer = { id, status, reply };
    net_reply_many(net, &answer, 1);
}

void net_reply_many(Net *net, const NetAnswer *answers, guint n)
{
    if (n == 0)
        return;
    g_autofree NetPacket *packets = g_new(NetPacket, n);
    for (guint i = 0; i < n; i++)
        packets[i] = net_packet(answers[i].id, answers[i].status, answers[i].reply);
    g_mutex_lock(&net->lock);
    g_array_append_vals(net->answers, packets, n);
    g_mutex_unlock(&net->lock);
    net_poke(net);
}
