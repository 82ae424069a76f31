/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests a second through the net thread: `bench_net server [SECONDS [CONNECTIONS]]` fires raw signed-size POSTs at
 * its own listener; `bench_net client [REQUESTS [WINDOW]]` sends them with the transport; `bench_net messages REQUESTS
 * WINDOW URL` sends Graph messages to a wasim, whose rates should be off. */
#include "clock.h"
#include "net.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define BODY 400

static gint64 cpu_us(int who)
{
    struct rusage usage;
    getrusage(who, &usage);
    return (gint64)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 + usage.ru_utime.tv_usec +
           usage.ru_stime.tv_usec;
}

typedef struct {
    int port, connections, ms;
    gint64 answered, cpu_us;
} Gun;

static int dial(int port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    return connect(fd, (struct sockaddr *)&address, sizeof address) == 0 ? fd : -1;
}

/* One request under way on each connection, round and round: cheap enough not to be what is measured. */
static gpointer fire(gpointer data)
{
    Gun *gun = data;
    g_autofree int *fds = g_new(int, gun->connections);
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_printf(text,
        "POST /webhook HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: facebookexternalua\r\nContent-Type: "
        "application/json\r\nX-Hub-Signature-256: sha256=%064d\r\nContent-Length: %d\r\n\r\n",
        0, BODY);
    for (int i = 0; i < BODY; i++)
        g_string_append_c(text, 'x');
    for (int i = 0; i < gun->connections; i++)
        fds[i] = dial(gun->port);
    gint64 before = cpu_us(RUSAGE_THREAD), until = clock_monotonic_ms() + gun->ms;
    char buffer[4096];
    for (int i = 0; i < gun->connections; i++)
        gun->answered -= send(fds[i], text->str, text->len, 0) < 0;
    while (clock_monotonic_ms() < until) {
        for (int i = 0; i < gun->connections; i++) {
            gun->answered += recv(fds[i], buffer, sizeof buffer, 0) > 0;
            gun->answered -= send(fds[i], text->str, text->len, 0) < 0;
        }
    }
    for (int i = 0; i < gun->connections; i++)
        close(fds[i]);
    gun->cpu_us = cpu_us(RUSAGE_THREAD) - before;
    return NULL;
}

/* The engine: takes batches and answers each batch at once. */
static gpointer answer(gpointer data)
{
    Net *net = data;
    g_autoptr(GPtrArray) requests = g_ptr_array_new_with_free_func((GDestroyNotify)net_request_free);
    g_autoptr(GArray) answers = g_array_new(FALSE, FALSE, sizeof(NetAnswer));
    while (!net_stopping(net)) {
        guint n = net_take(net, 100, requests);
        for (guint i = 0; i < n; i++) {
            NetRequest *request = requests->pdata[i];
            if (strcmp(request->path, "/stop") == 0)
                return NULL;
            NetAnswer one = { request->id, 200, NULL };
            g_array_append_val(answers, one);
        }
        net_reply_many(net, (NetAnswer *)(void *)answers->data, answers->len);
        g_array_set_size(answers, 0);
        g_ptr_array_set_size(requests, 0);
    }
    return NULL;
}

static void stop(int port)
{
    int fd = dial(port);
    static const char text[] = "GET /stop HTTP/1.1\r\nHost: h\r\n\r\n";
    if (send(fd, text, sizeof text - 1, 0) < 0)
        perror("stop");
    close(fd);
}

static void bench_server(Net *net, int ms, int connections)
{
    Gun gun = { .port = net_port(net, "web"), .connections = connections, .ms = ms };
    gint64 start = clock_monotonic_ms(), before = cpu_us(RUSAGE_SELF);
    GThread *engine = g_thread_new("engine", answer, net), *thread = g_thread_new("gun", fire, &gun);
    g_thread_join(thread);
    double seconds = (double)(clock_monotonic_ms() - start) / 1000;
    double cpu = (double)(cpu_us(RUSAGE_SELF) - before - gun.cpu_us);
    printf("server: %.0f requests/s over %d connections, %.1f us of CPU each (net and engine threads)\n",
        (double)gun.answered / seconds, connections, cpu / (double)gun.answered);
    stop(gun.port);
    g_thread_join(engine);
}

static HttpRequest *request_new(int64_t id, bool message)
{
    HttpRequest *request = g_new0(HttpRequest, 1);
    request->id = id;
    request->method = g_strdup("POST");
    request->path = g_strdup("/v25.0/106540352242922/messages");
    request->bearer = g_strdup("wasim-token");
    request->content_type = g_strdup("application/json");
    char *body = message
                     ? g_strdup_printf("{\"messaging_product\":\"whatsapp\",\"to\":\"+2637720%05d\",\"type\":\"text\","
                                       "\"text\":{\"body\":\"%0300d\"}}",
                           (int)(id % 100000), 0)
                     : g_strnfill(BODY, 'x');
    request->body = g_bytes_new_take(body, strlen(body));
    return request;
}

static void fire_all(Net *net, HttpTransport *transport, int total, guint window, bool messages)
{
    g_autoptr(GPtrArray) responses = g_ptr_array_new_with_free_func((GDestroyNotify)http_response_free);
    g_autoptr(GPtrArray) requests = g_ptr_array_new();
    gint64 start = clock_monotonic_ms(), before = cpu_us(RUSAGE_SELF);
    int sent = 0, done = 0, failed = 0;
    while (done < total) {
        while (sent < total && sent - done < (int)window * 2)
            transport->submit(transport, request_new(++sent, messages));
        net_take(net, 100, requests);
        done += (int)transport->drain(transport, responses);
        for (guint i = 0; i < responses->len; i++) {
            const HttpResponse *response = responses->pdata[i];
            failed += response->end != HTTP_DONE || response->status != 200;
        }
        g_ptr_array_set_size(responses, 0);
    }
    double seconds = (double)(clock_monotonic_ms() - start) / 1000;
    printf("%s: %.0f requests/s, window %u, %d not answered 200, %.1f us of CPU each here\n",
        messages ? "messages" : "client", total / seconds, window, failed,
        (double)(cpu_us(RUSAGE_SELF) - before) / total);
}

static void bench_client(Net *net, int total, guint window)
{
    NetListener listener = { .name = "peer", .max_body = 4096, .max_connections = window + 8 };
    g_autoptr(Net) peer = net_start(&(NetConfig){ .listeners = &listener, .n_listeners = 1 }, NULL);
    GThread *engine = g_thread_new("peer", answer, peer);
    g_autofree char *url = g_strdup_printf("http://127.0.0.1:%d", net_port(peer, "peer"));
    HttpTransport *transport = net_transport_new(net, &(NetTarget){ .base_url = url, .max_in_flight = window }, NULL);
    fire_all(net, transport, total, window, false);
    transport->free(transport);
    stop(net_port(peer, "peer"));
    g_thread_join(engine);
}

static void bench_messages(Net *net, int total, guint window, const char *url)
{
    HttpTransport *transport = net_transport_new(net, &(NetTarget){ .base_url = url, .max_in_flight = window }, NULL);
    if (!transport)
        return;
    fire_all(net, transport, total, window, true);
    transport->free(transport);
}

int main(int argc, char **argv)
{
    bool client = argc > 1 && strcmp(argv[1], "client") == 0;
    int amount = argc > 2 ? (int)strtol(argv[2], NULL, 10) : client ? 100000 : 3;
    int width = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 64;
    NetListener listener = { .name = "web", .max_body = 4096, .max_connections = 4096 };
    g_autoptr(GError) error = NULL;
    g_autoptr(Net) net = net_start(&(NetConfig){ .listeners = &listener, .n_listeners = 1 }, &error);
    if (!net) {
        fprintf(stderr, "bench_net: %s\n", error->message);
        return 3;
    }
    if (client)
        bench_client(net, amount, (guint)width);
    else if (argc > 4 && strcmp(argv[1], "messages") == 0)
        bench_messages(net, amount, (guint)width, argv[4]);
    else
        bench_server(net, amount * 1000, width);
    return 0;
}
