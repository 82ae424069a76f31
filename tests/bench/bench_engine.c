/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real engine against a wasim on the same machine: `bench_engine drip URL [LEARNERS [FLIGHT]]` sends one message to
 * each of many learners who are due at one moment; `statuses` the same until each is told delivered, with wasim posting
 * its webhooks to port 18099; `inbound` fires signed messages of the learners for some seconds. */
#include "bench_gun.h"
#include "bench_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOOK_PORT 18099
#define GIVE_UP_MS 90000
#define LOOK_MS 20
#define FIRE_MS 4000

static const StoreQuery count_done = { .name = "count_done", .sql = "SELECT COUNT(*) FROM outbox_done" };
static const StoreQuery count_sent = { .name = "count_sent",
    .sql = "SELECT COUNT(*) FROM outbox_done WHERE outcome = 0" };
static const StoreQuery count_told = { .name = "count_told",
    .sql = "SELECT COUNT(*) FROM outbox_status WHERE status BETWEEN 2 AND 4" };
static const StoreQuery count_backlog = { .name = "count_backlog", .sql = "SELECT COUNT(*) FROM inbox_waiting" };
static const StoreQuery count_processed = { .name = "count_processed",
    .sql = "SELECT (SELECT COUNT(*) FROM inbox_raw) - (SELECT COUNT(*) FROM inbox_waiting)" };

/* Turns until the count has reached `wanted`; looks only where a look costs little beside what was done. */
static bool turn_until(World *w, const StoreQuery *query, int64_t wanted, int give_up_ms)
{
    g_autoptr(GError) error = NULL;
    int64_t wake = 0, begun = clock_monotonic_ms(), looked = begun, n = 0;
    while (n < wanted) {
        if (!world_turn(w, &wake, &error)) {
            fprintf(stderr, "bench_engine: %s\n", error->message);
            return false;
        }
        int64_t ms = clock_monotonic_ms();
        if (ms - begun > give_up_ms)
            return false;
        if (ms - looked < LOOK_MS)
            continue;
        looked = ms;
        n = world_count(w, query);
    }
    return true;
}

static void print_rate(const char *what, int64_t n, Lap lap)
{
    printf("%-10s %7.0f messages/s  %6.1f us of engine CPU each  %5.1f MB resident  (%" G_GINT64_FORMAT " in %.2f s)\n",
        what, (double)n * 1000 / (double)lap.ms, (double)lap.cpu_us / (double)MAX(n, 1), world_rss(), n,
        (double)lap.ms / 1000);
}

static int bench_drip(World *w)
{
    w->keeps = true;
    Lap begun = lap_now();
    bool all = turn_until(w, &count_done, w->config.learners, GIVE_UP_MS);
    print_rate("drip", world_count(w, &count_sent), lap_since(begun));
    return all && world_count(w, &count_sent) == w->config.learners ? 0 : 3;
}

/* Each phone writes once, by the platform's own page, so that the platform's window is open too; what it posts of that
 * is answered and forgotten. */
static bool open_windows(World *w)
{
    g_autoptr(GPtrArray) responses = g_ptr_array_new_with_free_func((GDestroyNotify)http_response_free);
    int64_t wake = 0;
    for (int i = 0; i < w->config.learners; i++) {
        HttpRequest *request = g_new0(HttpRequest, 1);
        request->method = g_strdup("POST");
        request->path = g_strdup_printf("/wasim/phones/%d/text", i + 1);
        request->content_type = g_strdup("application/x-www-form-urlencoded");
        request->body = g_bytes_new_static("text=Hello", strlen("text=Hello"));
        w->graph->submit(w->graph, request);
    }
    int64_t begun = clock_monotonic_ms();
    while (((int)responses->len < w->config.learners || w->accepted == 0 ||
               world_quiet_ms(w) < 3000) && /* the platform holds what it posts for up to two seconds */
           clock_monotonic_ms() - begun < GIVE_UP_MS) {
        world_turn(w, &wake, NULL);
        w->graph->drain(w->graph, responses);
    }
    return (int)responses->len == w->config.learners;
}

static int bench_statuses(World *w)
{
    if (!open_windows(w)) {
        fprintf(stderr, "bench_engine: the phones of wasim cannot be opened\n");
        return 3;
    }
    w->keeps = true;
    w->accepted = 0;
    Lap begun = lap_now();
    bool all = turn_until(w, &count_told, w->config.learners, GIVE_UP_MS);
    print_rate("statuses", world_count(w, &count_told), lap_since(begun));
    printf("           each sent, answered, told sent and delivered; %" G_GINT64_FORMAT " webhooks\n", w->accepted);
    return all ? 0 : 3;
}

/* How things stand when the last shot has been answered: a turn goes on until nothing is left to do. */
typedef struct {
    Gun *gun;
    int64_t begun_ms, ms, processed;
} Burst;

static void look_at_burst(World *w, gpointer data)
{
    Burst *burst = data;
    if (burst->ms || !gun_is_empty(burst->gun))
        return;
    burst->ms = MAX(clock_monotonic_ms() - burst->begun_ms, 1);
    burst->processed = world_count(w, &count_processed);
}

static void print_burst(const World *w, const Burst *burst, Lap whole)
{
    double accepted = (double)w->accepted;
    printf("inbound    %7.0f accepted/s, each durable before its 200; %.0f processed/s meanwhile, backlog then %.0f\n",
        accepted * 1000 / (double)burst->ms, (double)burst->processed * 1000 / (double)burst->ms,
        accepted - (double)burst->processed);
    printf(
        "           %7.0f processed/s until none was left, %.1f us of engine CPU each, the learners' replies included; "
        "%.1f MB resident\n",
        accepted * 1000 / (double)whole.ms, (double)(whole.cpu_us - gun_cpu_us(burst->gun)) / accepted, world_rss());
}

static int bench_inbound(World *w)
{
    g_autoptr(GError) error = NULL;
    w->keeps = true;
    if (!turn_until(w, &count_done, w->config.learners, GIVE_UP_MS))
        return 3;
    int64_t wake = 0;
    w->accepted = 0;
    Lap begun = lap_now();
    g_autoptr(Gun) gun = gun_fire(net_port(w->net, "webhook"), w->people, FIRE_MS);
    Burst burst = { .gun = gun, .begun_ms = begun.ms };
    w->look = look_at_burst;
    w->look_data = &burst;
    while (!burst.ms && world_turn(w, &wake, &error))
        ;
    bool all = !error && turn_until(w, &count_processed, w->accepted, GIVE_UP_MS);
    print_burst(w, &burst, lap_since(begun));
    w->look = NULL;
    return all && world_count(w, &count_backlog) == 0 ? 0 : 3;
}

static const struct {
    const char *name;
    int (*run)(World *world);
    int learners, flight, port;
} benches[] = {
    { "drip", bench_drip, 10000, 800, 0 },
    { "statuses", bench_statuses, 10000, 800, HOOK_PORT },
    { "inbound", bench_inbound, 1000, 800, 0 },
};

static int run(World *world, int (*bench)(World *world))
{
    Lap begun = lap_now();
    if (!world_enrol(world))
        return 3;
    fprintf(stderr, "bench_engine: %d learners enrolled in %.1f s, %.1f MB resident\n", world->config.learners,
        (double)lap_since(begun).ms / 1000, world_rss());
    return bench(world);
}

int main(int argc, char **argv)
{
    for (gsize i = 0; argc > 2 && i < G_N_ELEMENTS(benches); i++) {
        if (strcmp(argv[1], benches[i].name) != 0)
            continue;
        World world;
        WorldConfig config = { .graph_url = argv[2],
            .learners = argc > 3 ? (int)strtol(argv[3], NULL, 10) : benches[i].learners,
            .flight = argc > 4 ? (int)strtol(argv[4], NULL, 10) : benches[i].flight,
            .slice = argc > 5 ? (int)strtol(argv[5], NULL, 10) : 0,
            .webhook_port = benches[i].port };
        if (!world_open(&world, &config))
            return 3;
        int status = run(&world, benches[i].run);
        world_close(&world);
        return status;
    }
    fprintf(stderr, "usage: bench_engine drip|statuses|inbound URL [LEARNERS [FLIGHT [SLICE]]]\n");
    return 1;
}
