/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench_world.h - what the benches of the engine stand on: a workspace of its own with many learners who are all due at
 * one moment, the real engine on the real network, and what it cost. */
#pragma once
#include "net.h"
#include "turn.h"
#include "webhook.h"

#define BENCH_SECRET "bench-secret"
#define BENCH_PHONE_ID "106540352242922" /* wasim's own */
#define BENCH_TOKEN "wasim-token"

typedef struct {
    int learners, flight, slice;
    const char *graph_url; /* of a running wasim whose people are of seed 1 */
    int webhook_port;      /* 0: any */
} WorldConfig;

typedef struct World World;
struct World {
    WorldConfig config;
    char *dir;
    Clock clock;
    Vault *vault;
    Store *store;
    Library *library;
    WebhookKey *key;
    Net *net;
    HttpTransport *graph;
    Channel *channel;
    Engine *engine;
    GPtrArray *people; /* PersonaTraits *: who they are at wasim */
    bool keeps;        /* webhooks are kept by the engine; until then they are answered and forgotten */
    int64_t accepted;  /* webhooks answered 200 */
    int64_t came_ms;   /* when the last webhooks came */
    void (*look)(World *world, gpointer data); /* after each slice of a turn; or NULL */
    gpointer look_data;
};

/* False with a sentence on standard error. The workspace is removed by world_close. */
bool world_open(World *world, const WorldConfig *config);
void world_close(World *world);
/* Each learner enrolled, agreed, with an open window, and due for the one post of the course. */
bool world_enrol(World *world);
/* One turn of the loop that `baraza run` has: wait, keep and answer webhooks, take a turn. *wake as engine_turn. */
bool world_turn(World *world, int64_t *wake, GError **error);
/* For how long no webhook has come. */
int64_t world_quiet_ms(const World *world);
/* What stands in the database, by a query of one number. */
int64_t world_count(World *world, const StoreQuery *query);

typedef struct {
    int64_t ms, cpu_us;
} Lap;
/* Wall time and CPU of this process. */
Lap lap_now(void);
Lap lap_since(Lap begun);
/* Resident memory now, in MB. */
double world_rss(void);
