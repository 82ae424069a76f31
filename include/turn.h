/* SPDX-License-Identifier: GPL-3.0-or-later */
/* turn.h - the engine: one turn is the whole product. Intake, drip, dispatch, in this order, so that an opt-out that
 * has arrived takes effect before the next send. The real loop, the rehearsal, the demo and the tests all call it. */
#pragma once
#include "channel.h"
#include "clock.h"
#include "context.h"

/* What the engine cannot see by itself, and the way to tell somebody when WhatsApp itself fails. */
typedef struct {
    int64_t (*disk_free)(gpointer data); /* MB where the database is; -1: not known */
    int64_t (*backup)(gpointer data);    /* instant of the last backup; 0: never; -1: not watched */
    const char *lrs; /* address of the learning record store that is told by itself, borrowed; NULL: none */
    void (*shout)(const char *text, gpointer data); /* each alarm and all-clear, in English */
    gpointer data;
} EngineWatch;

typedef struct {
    const char *number;   /* the settings' name of the sending number: "N1" */
    const char *phone_id; /* the platform's id of it: webhooks about others are set aside */
    const char *account;  /* whose templates the engine keeps; "" when they are made elsewhere */
    int slice_rows;       /* rows of one slice (one transaction); 0: 256 */
    int in_flight;        /* messages handed over and not answered; 0: 64 */
    int rate;             /* messages a second; 0: 80 */
    int raw_days;         /* for which webhooks are kept as received; 0: 30 */
    const EngineWatch *watch; /* copied; NULL: nobody is alarmed (benchmarks, rehearsals); its functions may be NULL */
} EngineConfig;

typedef struct Engine Engine;
/* Borrows all. Recovers leases of an earlier life. */
Engine *engine_new(Store *store, const Vault *vault, Library *library, Channel *channel, const EngineConfig *config,
    int64_t now, GError **error);
void engine_free(Engine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Engine, engine_free)
Context *engine_context(const Engine *engine);

/* Keeps webhook bodies (GBytes *, already verified) in one transaction: answer 200 only when this returned true. An
 * error of code BARAZA_ERROR_FULL means 503: the platform sends them again. */
bool engine_accept(Engine *engine, int64_t now, const GPtrArray *bodies, GError **error);

/* One turn at clock->now: slices until nothing is left to do now. Between slices it calls `between` (may be NULL),
 * where the caller accepts waiting webhooks. *wake gets the instant at which it wants to be called again (INT64_MAX:
 * only when something arrives). Only an error of the store ends a turn; a fault in one item parks the item. After
 * BARAZA_ERROR_FULL call again soon: nothing is lost. A clock that goes back, or that was set forward (clock->stepped)
 * while neither the platform's time nor a new start confirms it, stops drip and sending; what arrives is still taken.
 */
typedef bool EngineBetween(Engine *engine, gpointer data, GError **error);
bool engine_turn(
    Engine *engine, const Clock *clock, EngineBetween *between, gpointer data, int64_t *wake, GError **error);
/* Nothing waits in the inbox and nothing is in flight: stepped time may move on to *wake. */
bool engine_idle(Engine *engine, bool *idle, GError **error);
/* Why the number does not send, or NULL. */
const char *engine_paused(const Engine *engine);
