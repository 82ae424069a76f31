/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the outbox tells: threads, the next instant of work, counts, the partition's proof and the delivery ledger. */
#include "outbox_priv.h"

static bool read_thread(const StoreRow *row, gpointer data)
{
    *(OutboxThread *)data = (OutboxThread){ store_int(row, 0), store_int(row, 1), store_int(row, 2),
        (int)store_int(row, 3), store_int(row, 4) };
    return false;
}

/* Asked before each send and with each message that comes in, so kept in memory. */
static const StoreCache thread_cache = {
    .hash = g_int64_hash, .equal = g_int64_equal, .free_key = g_free, .free_value = g_free, .most = 20000
};

static void know(GHashTable *known, int64_t learner, const OutboxThread *thread)
{
    OutboxThread *entry = known ? g_hash_table_lookup(known, &learner) : NULL;
    if (entry)
        *entry = *thread;
    else if (known)
        g_hash_table_insert(known, g_memdup2(&learner, sizeof learner), g_memdup2(thread, sizeof *thread));
}

bool outbox_thread_get(Store *store, int64_t learner, OutboxThread *thread, GError **error)
{
    GHashTable *known = NULL;
    *thread = (OutboxThread){ 0 };
    if (!store_cache(store, &thread_cache, &outbox_thread_row, &known, error))
        return false;
    const OutboxThread *entry = known ? g_hash_table_lookup(known, &learner) : NULL;
    if (entry) {
        *thread = *entry;
        return true;
    }
    if (!store_each(store, &outbox_thread_row, ARGS(ARG_INT("learner", learner)), read_thread, thread, error))
        return false;
    know(known, learner, thread);
    return true;
}

bool outbox_thread_set(Store *store, int64_t learner, const OutboxThread *thread, GError **error)
{
    GHashTable *known = NULL;
    if (!store_cache(store, &thread_cache, &outbox_thread_row, &known, error) ||
        !store_run(store, &outbox_thread_put,
            ARGS(ARG_INT("learner", learner), ARG_INT("window_until", thread->window_until),
                ARG_INT("pair_free", thread->pair_free), ARG_INT("day", thread->day), ARG_INT("count", thread->count),
                ARG_INT("knocked", thread->knocked)),
            NULL, error))
        return false;
    know(known, learner, thread);
    return store_cache_keep(store, &thread_cache, &outbox_thread_row, error);
}

bool outbox_inbound(Store *store, int64_t learner, int64_t window_until, int64_t now, GError **error)
{
    OutboxThread thread;
    if (!outbox_thread_get(store, learner, &thread, error))
        return false;
    thread.window_until = MAX(thread.window_until, window_until);
    return outbox_thread_set(store, learner, &thread, error) &&
           outbox_release(store, learner, HELD_WINDOW, now, NULL, error);
}

bool outbox_next(Store *store, int64_t now, int64_t *at, GError **error)
{
    int64_t queue[LANES], held = 0, lease = 0;
    if (!store_remembered(store, &outbox_next_queue, queue, LANES, error) ||
        !store_remembered(store, &outbox_next_held, &held, 1, error) ||
        !store_remembered(store, &outbox_next_lease, &lease, 1, error))
        return false;
    *at = MIN(held, lease);
    for (int lane = 0; lane < LANES; lane++)
        *at = MIN(*at, queue[lane]);
    if (*at < now)
        *at = now;
    return true;
}

static bool count_held(const StoreRow *row, gpointer data)
{
    OutboxCounts *counts = data;
    int64_t reason = store_int(row, 0), n = store_int(row, 1);
    counts->held += n;
    if (reason >= 0 && reason < HELD_REASONS)
        counts->held_by[reason] += n;
    return true;
}

static bool count_lease(const StoreRow *row, gpointer data)
{
    OutboxCounts *counts = data;
    if (store_int(row, 0))
        counts->unknown += store_int(row, 1);
    counts->leased += store_int(row, 1);
    return true;
}

static bool count_done(const StoreRow *row, gpointer data)
{
    OutboxCounts *counts = data;
    int64_t outcome = store_int(row, 0), status = store_int(row, 1), n = store_int(row, 2);
    counts->done += n;
    if (outcome >= 0 && outcome < DONE_REASONS)
        counts->done_by[outcome] += n;
    if (outcome != DONE_ACCEPTED)
        return true;
    counts->sent += status == 1 ? n : 0;
    counts->delivered += status == 2 ? n : 0;
    counts->read += status == 3 || status == 4 ? n : 0;
    counts->failed += status == 5 ? n : 0;
    return true;
}

bool outbox_counts(Store *store, int64_t cohort, OutboxCounts *counts, GError **error)
{
    const StoreArg *args = ARGS(ARG_INT("cohort", cohort));
    *counts = (OutboxCounts){ 0 };
    return store_get_int(store, &outbox_count_queue, args, &counts->queued, NULL, error) &&
           store_each(store, &outbox_count_held, args, count_held, counts, error) &&
           store_each(store, &outbox_count_lease, args, count_lease, counts, error) &&
           store_each(store, &outbox_count_done, args, count_done, counts, error);
}

bool outbox_count_of(Store *store, int64_t cohort, int kind, int64_t *count, GError **error)
{
    return store_get_int(
        store, &outbox_count_kind, ARGS(ARG_INT("cohort", cohort), ARG_INT("kind", kind)), count, NULL, error);
}

bool outbox_check(Store *store, int64_t *broken, GError **error)
{
    *broken = 0;
    return store_get_int(store, &outbox_check_partition, NO_ARGS, broken, NULL, error);
}

static const char *const status_names[] = { "accepted", "sent", "delivered", "read", "played", "failed" };

typedef struct {
    OutboxLineFn *fn;
    gpointer data;
} EachLine;

static const char *line_reason(const char *place, int64_t reason, bool unknown)
{
    if (g_str_equal(place, "held"))
        return held_reason_name((HeldReason)reason);
    if (g_str_equal(place, "done"))
        return done_reason_name((DoneReason)reason);
    return unknown ? "unknown" : "";
}

static bool read_line(const StoreRow *row, gpointer data)
{
    const EachLine *each = data;
    OutboxLine line = { .id = store_int(row, 0),
        .enrolment = store_int(row, 1),
        .created = store_int(row, 2),
        .key = store_text(row, 3),
        .step = store_text(row, 4),
        .kind = (int)store_int(row, 5),
        .lane = (int)store_int(row, 6),
        .body = store_text(row, 7),
        .place = store_text(row, 8),
        .detail = store_text(row, 10),
        .at = store_int(row, 11),
        .until = store_int(row, 12),
        .wamid = store_text(row, 13),
        .sent_at = store_int(row, 15),
        .delivered_at = store_int(row, 16),
        .read_at = store_int(row, 17),
        .failed_at = store_int(row, 18),
        .code = (int)store_int(row, 19),
        .attempt = (int)store_int(row, 20),
        .duplicate = store_int(row, 21) != 0,
        .billed = store_int(row, 24) != 0,
        .category = store_text(row, 23) };
    int64_t status = store_int(row, 14);
    bool accepted = g_str_equal(line.place, "done") && store_int(row, 9) == DONE_ACCEPTED;
    line.reason = line_reason(line.place, store_int(row, 9), store_int(row, 22) != 0);
    line.status = accepted && status >= 0 && status < (int64_t)G_N_ELEMENTS(status_names) ? status_names[status] : "";
    return each->fn(&line, each->data);
}

bool outbox_each(Store *store, int64_t cohort, int64_t enrolment, OutboxLineFn *fn, gpointer data, GError **error)
{
    EachLine each = { fn, data };
    if (enrolment == 0)
        return store_each(store, &outbox_ledger, ARGS(ARG_INT("cohort", cohort)), read_line, &each, error);
    return store_each(store, &outbox_ledger_of, ARGS(ARG_INT("cohort", cohort), ARG_INT("enrolment", enrolment)),
        read_line, &each, error);
}

typedef struct {
    int64_t id;
    HeldReason reason;
} Ahead;

static bool read_ahead(const StoreRow *row, gpointer data)
{
    *(Ahead *)data = (Ahead){ store_int(row, 0), (HeldReason)store_int(row, 1) };
    return false;
}

char *outbox_why_held(Store *store, const OutboxLine *line, int64_t *ahead)
{
    Ahead first = { 0 };
    HeldReason reason = HELD_ORDER;
    *ahead = 0;
    while (reason < HELD_REASONS && !g_str_equal(held_reason_name(reason), line->reason))
        reason++;
    if (reason == HELD_ORDER)
        store_each(store, &outbox_strand_ahead, ARGS(ARG_INT("id", line->id)), read_ahead, &first, NULL);
    *ahead = first.id;
    if (!first.id)
        return g_strdup(held_reason_sentence(reason));
    return g_strdup_printf(
        "It waits for message %" G_GINT64_FORMAT " before it. %s", first.id, held_reason_sentence(first.reason));
}
