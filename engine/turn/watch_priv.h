/* SPDX-License-Identifier: GPL-3.0-or-later */
/* watch_priv.h - the engine looks at itself from time to time, and tells those who can do something. */
#pragma once
#include "alarm.h"
#include "turn.h"

typedef struct {
    bool watches;
    EngineWatch ask;
    int64_t check_at, delivery_at;
    int64_t wake; /* when it wants to look again though nothing else happens; INT64_MAX: nobody could be told */
    AlarmFacts facts;
} Watch;
typedef struct {
    bool refused, clock_wrong;
} WatchState;
void watch_init(Watch *watch, const EngineWatch *ask);
/* At the end of a turn; looks every five minutes at most. */
bool watch_turn(Watch *watch, Context *context, const WatchState *state, int64_t now, GError **error);
/* Of what the database cannot keep at present. */
void watch_shout(const Watch *watch, AlarmCause cause, AlarmNews news, int64_t now);
