/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transport of the net thread against its own listener and against peers that misbehave. */
#include "net_sockets.h"
#include "error.h"
#include <glib/gstdio.h>
#include <sys/stat.h>

static HttpTransport *client_of(Net *net, int port, guint window)
{
    g_autofree char *url = g_strdup_printf("http://127.0.0.1:%d", port);
    NetTarget target = { .base_url = url, .max_in_flight = window, .timeout_ms = 2000 };
    g_autoptr(GError) error = NULL;
    HttpTransport *transport = net_transport_new(net, &target, &error);
    ck_assert_msg(transport != NULL, "%s", error ? error->message : "");
    return transport;
}

static HttpRequest *post(int64_t id, const char *path, const char *body)
{
    HttpRequest *request = g_new0(HttpRequest, 1);
    request->id = id;
    request->method = g_strdup("POST");
    request->path = g_strdup(path);
    request->content_type = g_strdup("application/json");
    request->bearer = g_strdup("secret");
    request->body = g_bytes_new(body, strlen(body));
    request->signature = g_strdup("sha256=00");
    return request;
}

static HttpResponse *one_response(Net *net, HttpTransport *transport)
{
    g_autoptr(GPtrArray) responses = g_ptr_array_new(), requests = g_ptr_array_new();
    for (int i = 0; i < 50 && transport->drain(transport, responses) == 0; i++)
        net_take(net, 100, requests);
    ck_assert_uint_eq(responses->len, 1);
    ck_assert_uint_eq(requests->len, 0);
    return responses->pdata[0];
}

START_TEST(our_client_and_our_server_understand_each_other)
{
    g_autoptr(Net) net = start();
    HttpTransport *transport = client_of(net, net_port(net, "web"), 8);
    for (int i = 0; i < 100; i++) {
        g_autofree char *path = g_strdup_printf("/m/%d?n=%d", i, i);
        transport->submit(transport, post(i, path, "{}"));
    }
    g_autoptr(GPtrArray) requests = g_ptr_array_new_with_free_func((GDestroyNotify)net_request_free);
    g_autoptr(GPtrArray) responses = g_ptr_array_new_with_free_func((GDestroyNotify)http_response_free);
    guint answered = 0;
    for (int i = 0; i < 500 && responses->len < 100; i++) {
        net_take(net, 100, requests);
        ck_assert_uint_le(requests->len - responses->len, 100);
        for (; answered < requests->len; answered++) {
            NetRequest *request = requests->pdata[answered];
            ck_assert_str_eq(request->headers[NET_AUTHORIZATION], "Bearer secret");
            ck_assert_str_eq(request->headers[NET_CONTENT_TYPE], "application/json");
            ck_assert_str_eq(request->headers[NET_SIGNATURE], "sha256=00");
            g_autoptr(GBytes) body = g_bytes_new(request->path, strlen(request->path));
            net_reply(net, request->id, 200, &(NetReply){ .body = body });
        }
        transport->drain(transport, responses);
    }
    ck_assert_uint_eq(responses->len, 100);
    ck_assert_uint_eq(transport->in_flight(transport), 0);
    bool seen[100] = { 0 };
    for (guint i = 0; i < 100; i++) {
        HttpResponse *response = responses->pdata[i];
        g_autofree char *path = g_strdup_printf("/m/%d", (int)response->id);
        ck_assert_int_eq(response->end, HTTP_DONE);
        ck_assert_int_eq(response->status, 200);
        ck_assert(memcmp(g_bytes_get_data(response->body, NULL), path, strlen(path)) == 0);
        ck_assert(!seen[response->id]);
        seen[response->id] = true;
    }
    transport->free(transport);
}
END_TEST

START_TEST(an_upload_is_multipart_with_its_fields)
{
    g_autoptr(Net) net = start();
    HttpTransport *transport = client_of(net, net_port(net, "web"), 1);
    HttpRequest *request = post(1, "/media", "PNGDATA");
    g_free(request->content_type);
    request->content_type = g_strdup("image/png");
    request->file_name = g_strdup("a.png");
    request->fields = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(request->fields, g_strdup("messaging_product"));
    g_ptr_array_add(request->fields, g_strdup("whatsapp"));
    transport->submit(transport, request);
    g_autoptr(GPtrArray) requests = take(net, 1);
    NetRequest *got = requests->pdata[0];
    ck_assert(g_str_has_prefix(got->headers[NET_CONTENT_TYPE], "multipart/form-data; boundary="));
    g_autofree char *body = g_strndup(g_bytes_get_data(got->body, NULL), g_bytes_get_size(got->body));
    ck_assert(strstr(body, "name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"));
    ck_assert(strstr(body, "name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nPNGDATA\r\n"));
    net_reply(net, got->id, 200, NULL);
    g_autoptr(HttpResponse) response = one_response(net, transport);
    ck_assert_int_eq(response->status, 200);
    transport->submit(transport, post(2, "/after", "{}"));
    g_autoptr(GPtrArray) after = take(net, 1);
    ck_assert_str_eq(((NetRequest *)after->pdata[0])->headers[NET_CONTENT_TYPE], "application/json");
    transport->free(transport);
}
END_TEST

START_TEST(a_request_bears_no_secret_of_the_one_before)
{
    g_autoptr(Net) net = start();
    HttpTransport *transport = client_of(net, net_port(net, "web"), 1);
    for (int i = 0; i < 2; i++) {
        HttpRequest *request = post(i, "/statements", "[]");
        g_clear_pointer(&request->bearer, g_free);
        request->basic = i ? NULL : g_strdup("user:secret");
        transport->submit(transport, request);
        g_autoptr(GPtrArray) requests = take(net, 1);
        const NetRequest *got = requests->pdata[0];
        ck_assert_pstr_eq(got->headers[NET_AUTHORIZATION], i ? NULL : "Basic dXNlcjpzZWNyZXQ=");
        net_reply(net, got->id, 200, NULL);
        g_autoptr(HttpResponse) response = one_response(net, transport);
        ck_assert_int_eq(response->status, 200);
    }
    transport->free(transport);
}
END_TEST

START_TEST(what_has_not_left_can_be_recalled)
{
    g_autoptr(Net) net = start();
    HttpTransport *transport = client_of(net, net_port(net, "web"), 1);
    transport->submit(transport, post(1, "/1", "{}"));
    g_autoptr(GPtrArray) requests = take(net, 1);
    transport->submit(transport, post(2, "/2", "{}"));
    transport->submit(transport, post(3, "/3", "{}"));
    ck_assert(!transport->recall(transport, 1));
    ck_assert(transport->recall(transport, 2));
    ck_assert(!transport->recall(transport, 2));
    ck_assert_uint_eq(transport->in_flight(transport), 2);
    net_reply(net, ((NetRequest *)requests->pdata[0])->id, 200, NULL);
    g_autoptr(HttpResponse) first = NULL;
    g_autoptr(GPtrArray) next = g_ptr_array_new_with_free_func((GDestroyNotify)net_request_free),
                         responses = g_ptr_array_new();
    for (int i = 0; i < 50 && (next->len == 0 || !first); i++) {
        net_take(net, 100, next);
        if (transport->drain(transport, responses))
            first = responses->pdata[0];
    }
    ck_assert_str_eq(((NetRequest *)next->pdata[0])->path, "/3");
    ck_assert_int_eq(first->id, 1);
    transport->free(transport);
}
END_TEST

/* A peer for the client that misbehaves as told. */
typedef struct {
    int listener, port;
    GThread *thread;
    enum { RESET_AT_ONCE, RESET_IN_BODY, CLOSE_AFTER_BODY, SILENT_AFTER_BODY, CLOSE_SECOND, TOO_LARGE } how;
    int bodies; /* whole bodies seen */
} Peer;

/* Reads one request; false when the peer has closed before its end. */
static bool peer_reads(int fd, GString *text)
{
    char buffer[65536];
    for (;;) {
        char *end = strstr(text->str, "\r\n\r\n"), *length = strstr(text->str, "Content-Length: ");
        if (end && length &&
            text->len >= (gsize)(end + 4 - text->str) + (gsize)g_ascii_strtoll(length + 16, NULL, 10)) {
            g_string_truncate(text, 0);
            return true;
        }
        ssize_t got = recv(fd, buffer, sizeof buffer, 0);
        if (got <= 0)
            return false;
        g_string_append_len(text, buffer, got);
    }
}

static void peer_serves(Peer *peer, int fd)
{
    struct linger reset = { 1, 0 };
    g_autoptr(GString) text = g_string_new(NULL);
    char buffer[16384];
    if (peer->how == RESET_AT_ONCE || peer->how == RESET_IN_BODY) {
        if (peer->how == RESET_IN_BODY)
            ck_assert_int_gt(recv(fd, buffer, sizeof buffer, 0), 0);
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        return;
    }
    for (int i = 0; peer_reads(fd, text); i++) {
        peer->bodies++;
        if (peer->how == CLOSE_AFTER_BODY || (peer->how == CLOSE_SECOND && i == 1))
            return;
        if (peer->how == SILENT_AFTER_BODY)
            continue;
        if (peer->how == TOO_LARGE)
            raw_send(fd, "HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n");
        g_autofree char *filler = g_strnfill(1999999, 'x');
        if (peer->how == TOO_LARGE && send(fd, filler, strlen(filler), MSG_NOSIGNAL) < 0)
            return;
        if (peer->how != TOO_LARGE)
            raw_send(fd, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }
}

static gpointer peer_runs(gpointer data)
{
    Peer *peer = data;
    for (int fd; (fd = accept(peer->listener, NULL, NULL)) >= 0; close(fd))
        peer_serves(peer, fd);
    return NULL;
}

static void peer_start(Peer *peer)
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    int small = 8192;
    peer->listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(peer->listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    ck_assert_int_eq(bind(peer->listener, (struct sockaddr *)&address, sizeof address), 0);
    ck_assert_int_eq(listen(peer->listener, 8), 0);
    getsockname(peer->listener, (struct sockaddr *)&address, &size);
    peer->port = ntohs(address.sin_port);
    peer->thread = g_thread_new("peer", peer_runs, peer);
}

static void peer_stop(Peer *peer)
{
    shutdown(peer->listener, SHUT_RDWR);
    g_thread_join(peer->thread);
    close(peer->listener);
}

static const struct {
    const char *what;
    int how;
    gsize size;
    HttpEnd end;
} endings[] = {
    { "reset before anything was read, large body", RESET_AT_ONCE, 30000000, HTTP_NEVER_LEFT },
    { "reset in the middle of the body", RESET_IN_BODY, 30000000, HTTP_NEVER_LEFT },
    { "closed after the whole body", CLOSE_AFTER_BODY, 100, HTTP_UNKNOWN },
    { "closed after a whole large body", CLOSE_AFTER_BODY, 1000000, HTTP_UNKNOWN },
    { "silence after the whole body", SILENT_AFTER_BODY, 100, HTTP_UNKNOWN },
    { "an answer that is too large", TOO_LARGE, 100, HTTP_UNKNOWN },
};

static void expect_ending(Net *net, guint i)
{
    Peer peer = { .how = endings[i].how };
    peer_start(&peer);
    HttpTransport *transport = client_of(net, peer.port, 1);
    g_autofree char *body = g_strnfill(endings[i].size, 'x');
    transport->submit(transport, post(7, "/x", body));
    g_autoptr(HttpResponse) response = one_response(net, transport);
    ck_assert_msg(response->end == endings[i].end, "%s: %d %s", endings[i].what, response->end, response->reason);
    ck_assert_int_eq(response->id, 7);
    ck_assert_ptr_nonnull(response->reason);
    ck_assert_ptr_null(strstr(response->reason, "secret"));
    transport->free(transport);
    peer_stop(&peer);
    ck_assert_int_le(peer.bodies, 1);
}

START_TEST(how_an_exchange_ended_is_told_by_what_left)
{
    g_autoptr(Net) net = start();
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
        expect_ending(net, i);
}
END_TEST

START_TEST(a_refused_connection_never_left)
{
    g_autoptr(Net) net = start();
    HttpTransport *transport = client_of(net, 1, 1);
    transport->submit(transport, post(7, "/x", "{}"));
    g_autoptr(HttpResponse) response = one_response(net, transport);
    ck_assert_int_eq(response->end, HTTP_NEVER_LEFT);
    transport->free(transport);
}
END_TEST

START_TEST(a_pooled_connection_that_dies_does_not_send_the_body_twice)
{
    g_autoptr(Net) net = start();
    Peer peer = { .how = CLOSE_SECOND };
    peer_start(&peer);
    HttpTransport *transport = client_of(net, peer.port, 1);
    transport->submit(transport, post(1, "/x", "{}"));
    g_autoptr(HttpResponse) first = one_response(net, transport);
    ck_assert_int_eq(first->end, HTTP_DONE);
    transport->submit(transport, post(2, "/x", "{}"));
    g_autoptr(HttpResponse) second = one_response(net, transport);
    ck_assert_int_eq(second->end, HTTP_UNKNOWN);
    transport->free(transport);
    peer_stop(&peer);
    ck_assert_int_eq(peer.bodies, 2);
}
END_TEST

START_TEST(plain_http_stays_on_this_machine)
{
    g_autoptr(Net) net = start();
    static const char *const bad[] = { "http://graph.facebook.com", "http://127.0.0.1.evil.org", "ftp://127.0.0.1",
        "file:///etc", "127.0.0.1:80", "http://127.0.0.1@evil.org/" };
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        ck_assert_msg(net_transport_new(net, &(NetTarget){ .base_url = bad[i] }, &error) == NULL, "%s", bad[i]);
        ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_USAGE));
    }
}
END_TEST

static gpointer answer_one(gpointer data)
{
    g_autoptr(GPtrArray) requests = take(data, 1);
    NetRequest *request = requests->pdata[0];
    g_autoptr(GBytes) body = g_bytes_new(request->peer, strlen(request->peer));
    net_reply(data, request->id, 200, &(NetReply){ .body = body });
    return NULL;
}

START_TEST(a_command_calls_over_the_workspaces_socket)
{
    g_autofree char *dir = g_dir_make_tmp("baraza-net-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "socket", NULL);
    Net *net = start_with((NetListener){ .address = path, .max_body = 1000 }, (NetConfig){ 0 });
    struct stat mode;
    ck_assert_int_eq(stat(path, &mode), 0);
    ck_assert_int_eq(mode.st_mode & 0777, 0600);
    GThread *thread = g_thread_new("answer", answer_one, net);
    HttpRequest request = { .id = 1, .method = (char *)"GET", .path = (char *)"/status" };
    NetTarget target = { .base_url = "http://baraza", .socket_path = path, .timeout_ms = 2000 };
    g_autoptr(GError) error = NULL;
    g_autoptr(HttpResponse) response = net_call(&target, &request, &error);
    ck_assert_msg(response != NULL, "%s", error ? error->message : "");
    ck_assert(memcmp(g_bytes_get_data(response->body, NULL), "unix", 4) == 0);
    g_thread_join(thread);
    net_free(net);
    g_autoptr(HttpResponse) nothing = net_call(&target, &request, &error);
    ck_assert_ptr_null(nothing);
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_NETWORK));
    ck_assert_int_eq(g_rmdir(dir), 0);
}
END_TEST

UNIT_MAIN("net_client", our_client_and_our_server_understand_each_other, an_upload_is_multipart_with_its_fields,
    a_request_bears_no_secret_of_the_one_before, what_has_not_left_can_be_recalled,
    how_an_exchange_ended_is_told_by_what_left, a_refused_connection_never_left,
    a_pooled_connection_that_dies_does_not_send_the_body_twice, plain_http_stays_on_this_machine,
    a_command_calls_over_the_workspaces_socket)
