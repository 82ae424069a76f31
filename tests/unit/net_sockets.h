/* SPDX-License-Identifier: GPL-3.0-or-later */
/* net_sockets.h - what the tests of net share: a started net, and raw sockets that send what no client would. */
#pragma once
#include "clock.h"
#include "net.h"
#include "unit.h"
#include <arpa/inet.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define WAIT_MS 5000

static inline int refuse_token(const NetRequest *request, gpointer data)
{
    (void)data;
    return g_strcmp0(request->headers[NET_SIGNATURE], "sha256=bad") == 0 ? 401 : 0;
}

static inline Net *start_with(NetListener listener, NetConfig config)
{
    listener.name = "web";
    config.listeners = &listener;
    config.n_listeners = 1;
    g_autoptr(GError) error = NULL;
    Net *net = net_start(&config, &error);
    ck_assert_msg(net != NULL, "%s", error ? error->message : "");
    return net;
}

static inline Net *start(void)
{
    return start_with((NetListener){ .max_body = 1000, .admit = refuse_token }, (NetConfig){ 0 });
}

/* Takes requests until n have come; given. */
static inline GPtrArray *take(Net *net, guint n)
{
    GPtrArray *requests = g_ptr_array_new_with_free_func((GDestroyNotify)net_request_free);
    for (int i = 0; i < 50 && requests->len < n; i++)
        net_take(net, 100, requests);
    ck_assert_uint_eq(requests->len, n);
    return requests;
}

static inline int raw_connect(int port)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ck_assert_int_eq(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static inline void raw_send(int fd, const char *text)
{
    ck_assert_int_eq(send(fd, text, strlen(text), MSG_NOSIGNAL), (ssize_t)strlen(text));
}

static inline char *raw_read(int fd, int ms, bool *closed)
{
    GString *text = g_string_new(NULL);
    char buffer[4096];
    gint64 until = clock_monotonic_ms() + ms;
    *closed = false;
    while (clock_monotonic_ms() < until) {
        struct pollfd ready = { fd, POLLIN, 0 };
        if (poll(&ready, 1, (int)MAX(until - clock_monotonic_ms(), 1)) <= 0)
            break;
        ssize_t got = recv(fd, buffer, sizeof buffer, 0);
        if (got <= 0) {
            *closed = true;
            break;
        }
        g_string_append_len(text, buffer, got);
    }
    return g_string_free(text, FALSE);
}
