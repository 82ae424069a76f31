/* SPDX-License-Identifier: GPL-3.0-or-later */
/* serve.h - the running engine: sockets, clock, engine and pages tied together. */
#pragma once
#include "admin_socket.h"
#include "channel.h"
#include "net.h"
#include "settings.h"
#include "turn.h"
#include "web.h"
#include "webhook.h"

/* The child that tells the learning record store of one cohort. */
typedef struct {
    char *endpoint; /* NULL: none is told by itself */
    GPid pid;       /* 0: none runs */
    int out;        /* what it says, a file in memory */
    int64_t cohort, begun_ms, look_ms;
} ServeXapi;

/* Everything that `baraza run` owns, freed in the order of serve_free. */
typedef struct {
    Settings *settings;
    Store *store;
    Vault *vault;
    Library *library;
    WebhookKey *key; /* used on the net thread only */
    char *verify_token;
    Net *net;
    HttpTransport *graph, *media;
    Channel *channel;
    Engine *engine;
    AdminServer *admin;
    Web *web;
    Clock clock;
    bool stepped;
    HttpTransport *steps; /* to the simulator's clock, or NULL */
    bool started;         /* stepped: there has been something to wait for */
    bool asked;           /* for the next step of time, and not answered */
    bool moved;           /* time has moved since the last turn: take one at once */
    int64_t until;        /* stepped: end when time has come there; 0: run on */
    bool progress;        /* a line a simulated day */
    int64_t day;          /* the last day told */
    int64_t begun_ms;
    int64_t forgotten; /* how many the list of the forgotten holds */
    GArray *heralds;   /* alarm commands that run; NULL before the first */
    ServeXapi xapi;
    bool over;
} Serve;

bool serve_open(Serve *serve, const char *dir, GError **error);
void serve_close(Serve *serve);
/* Until it is told to stop, or a store that is broken ends it. */
bool serve_loop(Serve *serve, GError **error);

/* What the engine asks of the machine for its alarms; borrows. */
EngineWatch serve_watch(Serve *serve);
/* Ends alarm commands that take longer than a minute, and tells of those that fail. */
void serve_reap(Serve *serve);

/* Tells the learning record store by itself, where the settings say so: looks after the child that does, and starts the
 * next. Costs nothing otherwise. */
void serve_xapi_open(Serve *serve);
bool serve_xapi(Serve *serve, GError **error);
void serve_xapi_close(Serve *serve);

/* Requests that have come: webhooks are kept in one transaction and then answered, pages are made, the handshake is
 * answered. */
bool serve_requests(Serve *serve, GPtrArray *requests, GError **error);
/* The net thread's look at a request to the webhook listener: 0, or the status that refuses it. */
int serve_admit(const NetRequest *request, gpointer data);

/* Stepped time: asks the simulator for the next instant when there is nothing left to do at this one. */
bool serve_first_instant(Serve *serve, GError **error);
bool serve_step(Serve *serve, int64_t wake, GError **error);
void serve_tell_day(Serve *serve);
