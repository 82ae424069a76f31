/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench_gun.h"
#include "bench_world.h"
#include "persona.h"

#include <arpa/inet.h>
#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS 1024

struct Gun {
    const GPtrArray *people;
    WebhookKey *key;
    GThread *thread;
    int port, ms;
    int64_t shots, cpu_us;
    gint empty; /* atomic */
};

static int dial(int port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    return connect(fd, (struct sockaddr *)&address, sizeof address) == 0 ? fd : -1;
}

/* One message of one learner, as the platform sends it. */
static void load(Gun *gun, GString *shot)
{
    const PersonaTraits *who = gun->people->pdata[gun->shots % gun->people->len];
    g_autofree char *body =
        g_strdup_printf("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"102290129340398\",\"changes\":["
                        "{\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":"
                        "\"263242000100\",\"phone_number_id\":\"" BENCH_PHONE_ID "\"},\"contacts\":[{\"profile\":{"
                        "\"name\":\"%s\"},\"wa_id\":\"%s\"}],\"messages\":[{\"from\":\"%s\",\"id\":\"wamid.bench%" //
            G_GINT64_FORMAT "\",\"timestamp\":\"%" G_GINT64_FORMAT "\",\"text\":{\"body\":\"We agreed on "
                        "Tuesday with the client %" G_GINT64_FORMAT "\"},\"type\":\"text\"}]},\"field\":\"messages\"}]"
                        "}]}",
            who->name, who->number, who->number, gun->shots, clock_wall_us() / 1000000, gun->shots);
    gsize size = strlen(body);
    g_autofree char *signature = webhook_sign(gun->key, body, size);
    g_string_printf(shot,
        "POST /webhook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-Hub-Signature-256: %s\r\n"
        "Content-Length: %d\r\n\r\n%s",
        signature, (int)size, body);
    gun->shots++;
}

static bool shoot(Gun *gun, int fd, GString *shot)
{
    load(gun, shot);
    return send(fd, shot->str, shot->len, MSG_NOSIGNAL) == (gssize)shot->len;
}

static gpointer fire(gpointer data)
{
    Gun *gun = data;
    struct pollfd fds[CONNECTIONS];
    g_autoptr(GString) shot = g_string_new(NULL);
    int64_t until = clock_monotonic_ms() + gun->ms;
    char answer[4096];
    int open = 0;
    for (int i = 0; i < CONNECTIONS; i++) {
        fds[i] = (struct pollfd){ .fd = dial(gun->port), .events = POLLIN };
        open += shoot(gun, fds[i].fd, shot);
    }
    while (open > 0 && poll(fds, CONNECTIONS, 5000) > 0) {
        bool more = clock_monotonic_ms() < until;
        for (int i = 0; i < CONNECTIONS; i++) {
            if (fds[i].revents == 0)
                continue;
            if (recv(fds[i].fd, answer, sizeof answer, 0) > 0 && more && shoot(gun, fds[i].fd, shot))
                continue;
            close(fds[i].fd);
            fds[i].fd = -1;
            open--;
        }
    }
    struct rusage u;
    getrusage(RUSAGE_THREAD, &u);
    gun->cpu_us = (int64_t)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000 + u.ru_utime.tv_usec + u.ru_stime.tv_usec;
    g_atomic_int_set(&gun->empty, 1);
    return NULL;
}

Gun *gun_fire(int port, const GPtrArray *people, int ms)
{
    Gun *gun = g_new0(Gun, 1);
    gun->people = people;
    gun->key = webhook_key_new(BENCH_SECRET);
    gun->port = port;
    gun->ms = ms;
    gun->thread = g_thread_new("gun", fire, gun);
    return gun;
}

bool gun_is_empty(Gun *gun)
{
    return g_atomic_int_get(&gun->empty) != 0;
}

int64_t gun_cpu_us(const Gun *gun)
{
    return gun->cpu_us;
}

void gun_free(Gun *gun)
{
    if (!gun)
        return;
    g_thread_join(gun->thread);
    webhook_key_free(gun->key);
    g_free(gun);
}
