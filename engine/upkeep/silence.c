/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A silence is known by the last word before it. The ladder has four rungs: the question again in other words, a poll
 * on what keeps people from answering, a volunteer who is asked to begin, a word to the facilitator. Whoever says
 * something, on any rung, ends it. */
#include "active.h"
#include "upkeep.h"
#include "upkeep_queries.h"

const char *rung_name(Rung rung)
{
    static const char *const names[RUNGS] = {
        [RUNG_NONE] = "",
        [RUNG_AGAIN] = "asked again",
        [RUNG_POLL] = "poll",
        [RUNG_TAG] = "volunteer asked",
        [RUNG_ALERT] = "facilitator told",
    };
    return rung < RUNGS ? names[rung] : "?";
}

int64_t silence_next(const Cohort *cohort, const Upkeep *upkeep, const Silence *silence)
{
    if (silence->rung >= RUNG_ALERT || upkeep->silence == 0)
        return INT64_MAX;
    int64_t hours = upkeep->silence + (int64_t)silence->rung * upkeep->again;
    int64_t at = active_after(cohort, silence->since, hours * HOUR);
    if (silence->rung == RUNG_NONE)
        return at;
    return MAX(at, active_after(cohort, silence->moved, (int64_t)upkeep->again * HOUR));
}

static bool take(const StoreRow *row, gpointer data)
{
    *(Silence *)data = (Silence){ .room = store_int(row, 0),
        .cohort = store_int(row, 1),
        .since = store_int(row, 2),
        .rung = (Rung)store_int(row, 3),
        .moved = store_int(row, 4),
        .tagged = store_int(row, 5),
        .episodes = (int)store_int(row, 6) };
    return false;
}

bool silence_get(Store *store, int64_t room, Silence *silence, GError **error)
{
    *silence = (Silence){ .room = room };
    return store_each(store, &upkeep_silence, ARGS(ARG_INT("room", room)), take, silence, error);
}

bool silence_put(Store *store, const Silence *s, GError **error)
{
    return store_run(store, &upkeep_silence_put,
        ARGS(ARG_INT("room", s->room), ARG_INT("cohort", s->cohort), ARG_INT("since", s->since),
            ARG_INT("rung", s->rung), ARG_INT("moved", s->moved), ARG_INT("tagged", s->tagged),
            ARG_INT("episodes", s->episodes)),
        NULL, error);
}

bool silence_vote(Store *store, int64_t room, int64_t enrolment, const char *choice, int64_t now, GError **error)
{
    return store_run(store, &upkeep_vote,
        ARGS(ARG_INT("room", room), ARG_INT("enrolment", enrolment), ARG_TEXT("choice", choice), ARG_INT("now", now)),
        NULL, error);
}

typedef struct {
    VoteFn *fn;
    gpointer data;
} Each;

static bool each_vote(const StoreRow *row, gpointer data)
{
    const Each *each = data;
    return each->fn(store_text(row, 0), store_int(row, 1), each->data);
}

bool silence_votes(Store *store, int64_t room, VoteFn *fn, gpointer data, GError **error)
{
    Each each = { fn, data };
    return store_each(store, &upkeep_votes, ARGS(ARG_INT("room", room)), each_vote, &each, error);
}
