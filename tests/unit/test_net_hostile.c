/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What peers do that mean harm, or are merely slow: each is refused or let go, and nobody else waits for it. */
#include "net_priv.h"
#include "net_sockets.h"

/* Each is refused with its status, the connection ends, and nothing reaches the engine. */
static const struct {
    const char *what, *text;
    int status;
} refused[] = {
    { "two lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", 400 },
    { "two equal lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd", 400 },
    { "a list of lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4, 4\r\n\r\nabcd", 400 },
    { "length with chunked",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
    { "chunked with length",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", 400 },
    { "another coding", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400 },
    { "two codings", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400 },
    { "coding twice", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        400 },
    { "blank before colon", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400 },
    { "folded header", "POST / HTTP/1.1\r\nHost: h\r\nX: a\r\n Content-Length: 4\r\n\r\nabcd", 400 },
    { "signed length", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +4\r\n\r\nabcd", 400 },
    { "negative length", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -4\r\n\r\nabcd", 400 },
    { "hex length", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x4\r\n\r\nabcd", 400 },
    { "bare line feeds", "POST / HTTP/1.1\nHost: h\nContent-Length: 4\n\nabcd", 400 },
    { "chunked in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
    { "hex-prefixed chunk", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n",
        400 },
    { "chunk extension", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\n\r\n",
        400 },
    { "chunk without end", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        400 },
    { "trailer", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n\r\n", 400 },
    { "GET with a body", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nabcd", 400 },
    { "no host", "GET / HTTP/1.1\r\n\r\n", 400 },
    { "two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400 },
    { "another version", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505 },
    { "absolute target", "GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n", 400 },
    { "broken escape", "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n", 400 },
    { "escaped NUL", "GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n", 400 },
    { "not UTF-8", "GET /%ff HTTP/1.1\r\nHost: h\r\n\r\n", 400 },
    { "control in header", "GET / HTTP/1.1\r\nHost: h\r\nCookie: a\001b\r\n\r\n", 400 },
    { "method not named", "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", 405 },
    { "unknown method", "BREW / HTTP/1.1\r\nHost: h\r\n\r\n", 405 },
    { "POST without length", "POST / HTTP/1.1\r\nHost: h\r\n\r\n", 411 },
    { "body too large", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n", 413 },
    { "chunks too large", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n", 413 },
    { "strange expectation", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nExpect: cake\r\n\r\n", 417 },
};

static void expect_refusal(Net *net, guint i)
{
    int fd = raw_connect(net_port(net, "web"));
    raw_send(fd, refused[i].text);
    raw_send(fd, "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
    shutdown(fd, SHUT_WR);
    bool closed;
    g_autofree char *answer = raw_read(fd, WAIT_MS, &closed);
    g_autofree char *start_line = g_strdup_printf("HTTP/1.1 %d ", refused[i].status);
    ck_assert_msg(g_str_has_prefix(answer, start_line), "%s: %s", refused[i].what, answer);
    ck_assert_msg(strstr(answer, "Connection: close") != NULL, "%s: %s", refused[i].what, answer);
    ck_assert_msg(strstr(answer + 5, "HTTP/") == NULL, "%s: a second answer: %s", refused[i].what, answer);
    ck_assert_msg(closed, "%s", refused[i].what);
    g_autoptr(GPtrArray) requests = g_ptr_array_new();
    ck_assert_uint_eq(net_take(net, 0, requests), 0);
    close(fd);
}

START_TEST(what_could_be_read_in_two_ways_is_refused)
{
    g_autoptr(Net) net = start();
    for (guint i = 0; i < G_N_ELEMENTS(refused); i++)
        expect_refusal(net, i);
}
END_TEST

START_TEST(what_is_too_large_is_refused_in_words)
{
    g_autoptr(Net) net = start();
    int fd = raw_connect(net_port(net, "web"));
    bool closed;
    raw_send(fd, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9000000\r\n\r\n");
    g_autofree char *answer = raw_read(fd, WAIT_MS, &closed);
    ck_assert_msg(strstr(answer, "too large") && strstr(answer, "choose a smaller file"), "%s", answer);
    close(fd);
}
END_TEST

START_TEST(a_head_without_end_is_refused)
{
    NetHead head;
    g_autofree char *value = g_strnfill(NET_HEAD_MAX, 'a');
    g_autofree char *fields = g_strconcat("GET / HTTP/1.1\r\nHost: h\r\nX: ", value, NULL);
    g_autofree char *target = g_strconcat("GET /", value, NULL);
    ck_assert_int_eq(net_head_parse(fields, strlen(fields), &head), 431);
    ck_assert_int_eq(net_head_parse(target, strlen(target), &head), 414);
}
END_TEST

START_TEST(slow_peers_are_closed_in_every_phase_and_the_honest_are_served)
{
    g_autoptr(Net) net = start_with((NetListener){ .max_body = 1000 },
        (NetConfig){ .headers_ms = 200, .body_ms = 200, .idle_ms = 200, .answer_ms = 300 });
    int port = net_port(net, "web");
    int silent = raw_connect(port), headers = raw_connect(port), body = raw_connect(port), idle = raw_connect(port);
    raw_send(headers, "GET / HTTP/1.1\r\nHost: h\r\nX-A");
    raw_send(body, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
    raw_send(idle, "GET /idle HTTP/1.1\r\nHost: h\r\n\r\n");
    g_autoptr(GPtrArray) requests = take(net, 1);
    net_reply(net, ((NetRequest *)requests->pdata[0])->id, 200, NULL);
    struct {
        int fd;
        const char *begins;
    } each[] = { { silent, "" }, { headers, "HTTP/1.1 408 " }, { body, "HTTP/1.1 408 " }, { idle, "HTTP/1.1 200 " } };
    for (guint i = 0; i < G_N_ELEMENTS(each); i++) {
        bool closed;
        g_autofree char *answer = raw_read(each[i].fd, WAIT_MS, &closed);
        ck_assert_msg(closed && g_str_has_prefix(answer, each[i].begins), "%u: %s", i, answer);
        ck_assert(*each[i].begins || !*answer);
        close(each[i].fd);
    }
    int fd = raw_connect(port);
    raw_send(fd, "GET /late HTTP/1.1\r\nHost: h\r\n\r\n");
    bool closed;
    g_autofree char *answer = raw_read(fd, WAIT_MS, &closed);
    ck_assert_msg(g_str_has_prefix(answer, "HTTP/1.1 503 "), "an engine that does not answer: %s", answer);
    g_autoptr(GPtrArray) late = take(net, 1);
    net_reply(net, ((NetRequest *)late->pdata[0])->id, 200, NULL); /* too late: nobody is hurt */
    close(fd);
}
END_TEST

START_TEST(a_thousand_slow_peers_do_not_hold_up_an_honest_one)
{
    g_autoptr(Net) net = start_with((NetListener){ .max_body = 1000 }, (NetConfig){ 0 });
    int slow[1000], port = net_port(net, "web"), worst_ms = 0;
    for (guint i = 0; i < G_N_ELEMENTS(slow); i++) {
        slow[i] = raw_connect(port);
        raw_send(
            slow[i], i % 2 ? "GET / HTTP/1.1\r\nHost:" : "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\na");
    }
    for (int i = 0; i < 100; i++) {
        int64_t before_ms = clock_monotonic_ms();
        int fd = raw_connect(port);
        raw_send(fd, "GET /honest HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        g_autoptr(GPtrArray) requests = take(net, 1);
        net_reply(net, ((NetRequest *)requests->pdata[0])->id, 200, NULL);
        bool closed;
        g_autofree char *answer = raw_read(fd, WAIT_MS, &closed);
        ck_assert(g_str_has_prefix(answer, "HTTP/1.1 200 "));
        close(fd);
        worst_ms = MAX(worst_ms, (int)(clock_monotonic_ms() - before_ms));
        raw_send(slow[i], "b");
    }
    ck_assert_int_lt(worst_ms, 250);
    for (guint i = 0; i < G_N_ELEMENTS(slow); i++)
        close(slow[i]);
}
END_TEST

START_TEST(a_peer_that_does_not_read_its_answer_is_closed)
{
    g_autoptr(Net) net = start_with((NetListener){ .max_body = 1000 }, (NetConfig){ .response_ms = 200 });
    int fd = raw_connect(net_port(net, "web"));
    raw_send(fd, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    g_autoptr(GPtrArray) requests = take(net, 1);
    gsize size = 64 * 1024 * 1024;
    g_autoptr(GBytes) body = g_bytes_new_take(g_malloc0(size), size);
    net_reply(net, ((NetRequest *)requests->pdata[0])->id, 200, &(NetReply){ .body = body });
    g_usleep(700 * 1000); /* wall time is what is tested */
    gsize got = 0;
    char buffer[65536];
    for (ssize_t n; (n = recv(fd, buffer, sizeof buffer, 0)) > 0;)
        got += (gsize)n;
    ck_assert_uint_lt(got, size);
    close(fd);
}
END_TEST

START_TEST(beyond_the_backlog_there_is_503_and_it_recovers)
{
    g_autoptr(Net) net = start_with((NetListener){ .max_body = 1000, .max_waiting = 2 }, (NetConfig){ 0 });
    int fds[3];
    for (int i = 0; i < 3; i++) {
        fds[i] = raw_connect(net_port(net, "web"));
        raw_send(fds[i], "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab");
        if (i < 2)
            g_usleep(20000);
    }
    bool closed;
    g_autofree char *refusal = raw_read(fds[2], 300, &closed);
    ck_assert_msg(g_str_has_prefix(refusal, "HTTP/1.1 503 ") && strstr(refusal, "Retry-After: "), "%s", refusal);
    g_autoptr(GPtrArray) requests = take(net, 2);
    NetAnswer answers[2] = { { ((NetRequest *)requests->pdata[0])->id, 200, NULL },
        { ((NetRequest *)requests->pdata[1])->id, 200, NULL } };
    net_reply_many(net, answers, 2);
    g_autofree char *first = raw_read(fds[0], 300, &closed);
    ck_assert_str_eq(first, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    raw_send(fds[2], "POST /again HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab");
    g_autoptr(GPtrArray) again = take(net, 1);
    for (int i = 0; i < 3; i++)
        close(fds[i]);
}
END_TEST

START_TEST(bodies_announced_count_against_the_backlog)
{
    g_autoptr(Net) net = start_with((NetListener){ .max_body = 1000, .max_waiting_bytes = 1500 }, (NetConfig){ 0 });
    int one = raw_connect(net_port(net, "web")), two = raw_connect(net_port(net, "web"));
    raw_send(one, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n");
    g_usleep(50000);
    raw_send(two, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n");
    bool closed;
    g_autofree char *refusal = raw_read(two, WAIT_MS, &closed);
    ck_assert_msg(g_str_has_prefix(refusal, "HTTP/1.1 503 "), "%s", refusal);
    close(one);
    close(two);
    for (int i = 0;; i++) {
        int three = raw_connect(net_port(net, "web"));
        raw_send(three, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n");
        g_autofree char *go_on = raw_read(three, 100, &closed);
        close(three);
        if (g_str_has_prefix(go_on, "HTTP/1.1 100 "))
            break;
        ck_assert_msg(i < 20, "%s", go_on);
    }
}
END_TEST

START_TEST(at_the_cap_callers_wait_for_a_place)
{
    g_autoptr(Net) net =
        start_with((NetListener){ .max_body = 1000, .max_connections = 2 }, (NetConfig){ .idle_ms = 60000 });
    int port = net_port(net, "web");
    int a = raw_connect(port), b = raw_connect(port);
    raw_send(a, "GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
    raw_send(b, "GET /b HTTP/1.1\r\nHost: h\r\n\r\n");
    g_autoptr(GPtrArray) both = take(net, 2);
    int c = raw_connect(port);
    raw_send(c, "GET /c HTTP/1.1\r\nHost: h\r\n\r\n");
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    ck_assert_uint_eq(net_take(net, 200, none), 0);
    close(a); /* ends its side only: the place is free when its answer is out */
    net_reply(net, ((NetRequest *)both->pdata[0])->id, 200, NULL);
    net_reply(net, ((NetRequest *)both->pdata[1])->id, 200, NULL);
    g_autoptr(GPtrArray) third = take(net, 1);
    ck_assert_str_eq(((NetRequest *)third->pdata[0])->path, "/c");
    close(b);
    close(c);
}
END_TEST

START_TEST(a_peer_that_leaves_before_its_answer_harms_nobody)
{
    g_autoptr(Net) net = start();
    struct linger reset = { 1, 0 };
    int fd = raw_connect(net_port(net, "web"));
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    raw_send(fd, "GET /gone HTTP/1.1\r\nHost: h\r\n\r\n");
    g_autoptr(GPtrArray) requests = take(net, 1);
    close(fd);
    g_usleep(20000);
    int next = raw_connect(net_port(net, "web"));
    raw_send(next, "GET /next HTTP/1.1\r\nHost: h\r\n\r\n");
    g_autoptr(GPtrArray) others = take(net, 1);
    int64_t gone = ((NetRequest *)requests->pdata[0])->id, here = ((NetRequest *)others->pdata[0])->id;
    ck_assert_int_ne(gone, here);
    NetAnswer answers[] = { { gone, 204, NULL }, { 0, 200, NULL }, { 12345, 200, NULL }, { here, 202, NULL },
        { here, 500, NULL } };
    net_reply_many(net, answers, G_N_ELEMENTS(answers));
    bool closed;
    g_autofree char *answer = raw_read(next, 200, &closed);
    ck_assert_str_eq(answer, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
    close(next);
}
END_TEST

UNIT_MAIN("net_hostile", what_could_be_read_in_two_ways_is_refused, a_head_without_end_is_refused,
    what_is_too_large_is_refused_in_words, slow_peers_are_closed_in_every_phase_and_the_honest_are_served,
    a_thousand_slow_peers_do_not_hold_up_an_honest_one, a_peer_that_does_not_read_its_answer_is_closed,
    beyond_the_backlog_there_is_503_and_it_recovers, bodies_announced_count_against_the_backlog,
    at_the_cap_callers_wait_for_a_place, a_peer_that_leaves_before_its_answer_harms_nobody)
