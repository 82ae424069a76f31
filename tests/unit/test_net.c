/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The listeners of the net thread against raw sockets, on loopback. */
#include "net_priv.h"
#include "net_sockets.h"
#include "error.h"
#include <signal.h>

START_TEST(a_request_comes_with_its_parts_and_its_answer_goes_back)
{
    g_autoptr(Net) net = start();
    int fd = raw_connect(net_port(net, "web"));
    raw_send(fd, "POST /a%20b/c?x=1&y=a+b%21&x=2 HTTP/1.1\r\nHost: h:1\r\nCookie: s=1\r\nContent-Length: 5\r\n"
                 "Content-Type: text/plain\r\nX-Hub-Signature-256: sha256=ab\r\nOther: z\r\n\r\nhello");
    g_autoptr(GPtrArray) requests = take(net, 1);
    NetRequest *request = requests->pdata[0];
    ck_assert_str_eq(request->method, "POST");
    ck_assert_str_eq(request->target, "/a%20b/c?x=1&y=a+b%21&x=2");
    ck_assert_str_eq(request->path, "/a b/c");
    ck_assert_str_eq(g_hash_table_lookup(request->query, "x"), "1");
    ck_assert_str_eq(g_hash_table_lookup(request->query, "y"), "a b!");
    ck_assert_str_eq(request->headers[NET_HOST], "h:1");
    ck_assert_str_eq(request->headers[NET_COOKIE], "s=1");
    ck_assert_str_eq(request->headers[NET_SIGNATURE], "sha256=ab");
    ck_assert_ptr_null(request->headers[NET_ORIGIN]);
    ck_assert_str_eq(request->peer, "127.0.0.1");
    ck_assert_uint_eq(g_bytes_get_size(request->body), 5);
    static const char *const headers[] = { "X-A", "1", "X-Bad", "1\r\nX-C: 2", NULL };
    g_autoptr(GBytes) body = g_bytes_new_static("done", 4);
    net_reply(net, request->id, 201, &(NetReply){ .content_type = "text/plain", .headers = headers, .body = body });
    bool closed;
    g_autofree char *answer = raw_read(fd, 200, &closed);
    ck_assert_str_eq(
        answer, "HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nX-A: 1\r\nContent-Length: 4\r\n\r\ndone");
    ck_assert(!closed);
    close(fd);
}
END_TEST

START_TEST(requests_sent_ahead_are_answered_in_order)
{
    g_autoptr(Net) net = start();
    int fd = raw_connect(net_port(net, "web"));
    raw_send(fd, "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n"
                 "POST /3 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    shutdown(fd, SHUT_WR);
    for (int i = 1; i <= 3; i++) {
        g_autoptr(GPtrArray) requests = take(net, 1);
        NetRequest *request = requests->pdata[0];
        ck_assert_int_eq(request->path[1], '0' + i);
        if (i == 3)
            ck_assert(memcmp(g_bytes_get_data(request->body, NULL), "abcde", 5) == 0);
        net_reply(net, request->id, 200 + i, NULL);
    }
    bool closed;
    g_autofree char *answer = raw_read(fd, WAIT_MS, &closed);
    const char *one = strstr(answer, "201 "), *two = strstr(answer, "202 "), *three = strstr(answer, "203 ");
    ck_assert(one && two && three && one < two && two < three && closed);
    close(fd);
}
END_TEST

START_TEST(a_head_cut_anywhere_waits_for_more)
{
    static const char text[] = "POST /a?b HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n";
    NetHead head;
    for (size_t n = 0; n < sizeof text - 1; n++)
        ck_assert_int_eq(net_head_parse(text, n, &head), 0);
    ck_assert_int_eq(net_head_parse(text, sizeof text - 1, &head), 1);
    ck_assert_uint_eq(head.size, sizeof text - 1);
    ck_assert_int_eq(head.content_length, 3);
    ck_assert_int_eq(head.method, METHOD_POST);
}
END_TEST

START_TEST(the_listeners_own_check_answers_before_the_engine_sees_it)
{
    g_autoptr(Net) net = start();
    int fd = raw_connect(net_port(net, "web"));
    raw_send(fd, "POST / HTTP/1.1\r\nHost: h\r\nX-Hub-Signature-256: sha256=bad\r\nContent-Length: 0\r\n\r\n"
                 "GET /good HTTP/1.1\r\nHost: h\r\n\r\n");
    g_autoptr(GPtrArray) requests = take(net, 1);
    NetRequest *request = requests->pdata[0];
    ck_assert_str_eq(request->path, "/good");
    net_reply(net, request->id, 200, NULL);
    bool closed;
    g_autofree char *answer = raw_read(fd, 200, &closed);
    ck_assert_msg(g_str_has_prefix(answer, "HTTP/1.1 401 ") && strstr(answer, "200 OK"), "%s", answer);
    close(fd);
}
END_TEST

START_TEST(a_large_answer_arrives_whole)
{
    g_autoptr(Net) net = start();
    int fd = raw_connect(net_port(net, "web"));
    raw_send(fd, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    g_autoptr(GPtrArray) requests = take(net, 1);
    gsize size = 20 * 1024 * 1024;
    char *data = g_malloc(size);
    for (gsize i = 0; i < size; i++)
        data[i] = (char)('a' + i % 23);
    g_autoptr(GBytes) body = g_bytes_new_take(data, size);
    net_reply(net, ((NetRequest *)requests->pdata[0])->id, 200, &(NetReply){ .body = body });
    bool closed;
    g_autofree char *answer = raw_read(fd, 20000, &closed);
    char *start_of_body = strstr(answer, "\r\n\r\n");
    ck_assert(closed && start_of_body);
    ck_assert_uint_eq(strlen(start_of_body + 4), size);
    ck_assert(memcmp(start_of_body + 4, data, size) == 0);
    close(fd);
}
END_TEST

START_TEST(the_end_answers_what_waits)
{
    Net *net = start();
    int fd = raw_connect(net_port(net, "web"));
    raw_send(fd, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    g_autoptr(GPtrArray) requests = take(net, 1);
    net_free(net);
    bool closed;
    g_autofree char *answer = raw_read(fd, WAIT_MS, &closed);
    ck_assert_msg(g_str_has_prefix(answer, "HTTP/1.1 503 ") && closed, "%s", answer);
    close(fd);
}
END_TEST

START_TEST(a_signal_wakes_and_says_stop)
{
    g_autoptr(Net) net = start_with((NetListener){ .max_body = 1 }, (NetConfig){ .handle_signals = true });
    g_autoptr(GPtrArray) requests = g_ptr_array_new();
    net_wake(net);
    net_take(net, -1, requests);
    ck_assert(!net_stopping(net));
    g_usleep(50000); /* the thread has its handlers */
    kill(getpid(), SIGTERM);
    net_take(net, -1, requests);
    ck_assert(net_stopping(net));
}
END_TEST

START_TEST(a_taken_port_is_an_error_that_names_it)
{
    g_autoptr(Net) net = start();
    NetListener listener = { .name = "second", .port = net_port(net, "web"), .max_body = 1 };
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(net_start(&(NetConfig){ .listeners = &listener, .n_listeners = 1 }, &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_NETWORK));
    ck_assert(strstr(error->message, "second") && strstr(error->message, "127.0.0.1"));
}
END_TEST

UNIT_MAIN("net", a_request_comes_with_its_parts_and_its_answer_goes_back, requests_sent_ahead_are_answered_in_order,
    a_head_cut_anywhere_waits_for_more, the_listeners_own_check_answers_before_the_engine_sees_it,
    a_large_answer_arrives_whole, the_end_answers_what_waits, a_signal_wakes_and_says_stop,
    a_taken_port_is_an_error_that_names_it)
