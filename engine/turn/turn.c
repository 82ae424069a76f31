/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A turn works in slices, each one transaction, and lets the caller answer webhooks between them. Intake comes first,
 * so that a STOP which has arrived is in force before the next send. */
#include "turn.h"
#include "admin.h"
#include "discussion.h"
#include "dispatch.h"
#include "drip.h"
#include "error.h"
#include "fault.h"
#include "inbox.h"
#include "invitation.h"
#include "intake.h"
#include "log.h"
#include "restore.h"
#include "schedule.h"
#include "watch_priv.h"

#define HIGH_WATER "clock" /* store state: the latest instant a turn has seen */
#define TIDY_EVERY (6 * HOUR)
#define GUESTS_KEPT (30 * DAY) /* people who wrote and have no place, and wait for none */
#define GUESTS_AT_ONCE 200
#define RAW_DAYS 30            /* webhooks as received, after they were processed */
#define WORDS_KEPT (30 * DAY)  /* words that may not be kept, however slow the last reader of their room */
#define BACKWARDS (2 * MINUTE) /* a clock this far behind it has gone back */
#define FORWARDS (10 * MINUTE) /* a clock that was set forward by as much may be wrong */

struct Engine {
    Store *store;
    Context *context;
    Channel *channel;
    Dispatch *dispatch;
    EngineConfig config;
    char *phone_id;
    WebhookAhead *webhooks; /* those that came last, read while they are stored */
    bool caught_up;         /* nothing older waits: what comes now is what the next turn takes */
    int64_t high_water;
    bool clock_back;
    int64_t ahead; /* seconds by which the clock was set forward, until somebody confirms it; else 0 */
    bool disk_full;
    int64_t restored; /* the instant of the backup that this database came from, until somebody confirms; else 0 */
    int64_t tidy_at;
    Watch watch;
};

Engine *engine_new(Store *store, const Vault *vault, Library *library, Channel *channel, const EngineConfig *config,
    int64_t now, GError **error)
{
    g_autoptr(Engine) engine = g_new0(Engine, 1);
    engine->store = store;
    engine->channel = channel;
    engine->config = *config;
    engine->config.slice_rows = config->slice_rows ? config->slice_rows : 256;
    engine->config.raw_days = config->raw_days ? config->raw_days : RAW_DAYS;
    engine->phone_id = g_strdup(config->phone_id);
    engine->webhooks = webhook_ahead_new();
    watch_init(&engine->watch, config->watch);
    engine->context = context_new(store, vault, library, &channel->caps, config->number, error);
    if (!engine->context || !store_state_get(store, HIGH_WATER, &engine->high_water, error))
        return NULL;
    DispatchConfig dispatch = { .in_flight = config->in_flight ? config->in_flight : 64,
        .rate = config->rate ? config->rate : 80,
        .account = config->account };
    engine->dispatch = dispatch_new(engine->context, channel, &dispatch);
    if (!dispatch_start(engine->dispatch, now, error))
        return NULL;
    return g_steal_pointer(&engine);
}

void engine_free(Engine *engine)
{
    if (!engine)
        return;
    dispatch_free(engine->dispatch);
    context_free(engine->context);
    webhook_ahead_free(engine->webhooks);
    g_free(engine->phone_id);
    g_free(engine);
}

Context *engine_context(const Engine *engine)
{
    return engine->context;
}

bool engine_accept(Engine *engine, int64_t now, const GPtrArray *bodies, GError **error)
{
    /* Worth it where the store waits for a disk: in memory, to wake a thread takes longer than it saves. */
    if (engine->caught_up && !store_is_memory(engine->store))
        webhook_ahead_begin(engine->webhooks, bodies);
    g_autoptr(StoreTx) tx = store_begin(engine->store, error);
    if (!tx)
        return false;
    for (guint i = 0; i < bodies->len; i++) {
        gsize size = 0;
        const void *body = g_bytes_get_data(bodies->pdata[i], &size);
        if (!inbox_add(engine->store, now, body, size, error))
            return false;
    }
    FAULT("turn.accepting");
    return store_commit(g_steal_pointer(&tx), error);
}

static bool act_on(Engine *engine, const IntakeNews *news, int64_t now, GError **error)
{
    g_autoptr(GArray) left = context_take_left(engine->context);
    for (guint i = 0; i < left->len; i++)
        if (!dispatch_recall(engine->dispatch, g_array_index(left, int64_t, i), error))
            return false;
    if (news->account)
        log_event(LOG_ERROR, "turn.account", "why", news->account, NULL);
    return true;
}

static bool note_templates(Engine *engine, const IntakeNews *news, int64_t now, GError **error)
{
    for (guint i = 0; i < news->templates->len; i++) {
        const TemplateNews *n = news->templates->pdata[i];
        if ((n->event && !dispatch_template(engine->dispatch, n->name, n->language, n->event, now, error)) ||
            (n->category &&
                !dispatch_template_category(engine->dispatch, n->name, n->language, n->category, now, error)))
            return false;
    }
    return true;
}

static bool is_clock_wrong(const Engine *engine)
{
    return engine->clock_back || engine->ahead > 0;
}

/* At a wrong hour nothing is scheduled or sent; nor from a backup, before somebody has looked at what that would be. */
static bool is_held(const Engine *engine)
{
    return is_clock_wrong(engine) || engine->restored > 0;
}

/* A clock that was set forward would send what is due only later, perhaps at night, and the mark that would stay
 * behind would stop everything once the clock is right again. So it waits until the clock has been set back, the
 * platform's own clock says the same, or somebody starts the engine again. */
static void clock_is_stepped(Engine *engine, const Clock *clock)
{
    int64_t before = engine->ahead;
    if (before > 0 || clock->stepped > FORWARDS)
        engine->ahead = before + clock->stepped < BACKWARDS ? 0 : before + clock->stepped;
    if (engine->ahead > 0 && before == 0) {
        g_autofree char *by = g_strdup_printf("%" G_GINT64_FORMAT, engine->ahead);
        log_event(LOG_ERROR, "turn.clock_forward", "seconds", by, NULL);
    }
    if (engine->ahead == 0 && before > 0)
        log_event(LOG_INFO, "turn.clock_right", NULL);
}

static void clock_is_confirmed(Engine *engine, int64_t newest, int64_t now)
{
    if (engine->ahead == 0 || newest < now - FORWARDS || newest > now + FORWARDS)
        return;
    engine->ahead = 0;
    log_event(LOG_INFO, "turn.clock_right", NULL);
}

/* A clock that went back would send at the wrong hour: nothing is scheduled or sent until it has caught up. */
static void clock_is_sound(Engine *engine, int64_t now)
{
    bool back = now < engine->high_water - BACKWARDS;
    if (back && !engine->clock_back)
        log_event(LOG_ERROR, "turn.clock_back", NULL);
    engine->clock_back = back;
}

/* What has come and what is due, in one transaction: outcomes, then webhooks, then the schedule. One commit for the
 * three is one wait for the disk, and most turns have little of each. The clock's mark goes with it, before anything of
 * this instant is sent. */
static bool gather(Engine *engine, int64_t now, int *worked, GError **error)
{
    int settled = 0, taken = 0, dripped = 0;
    bool higher = engine->ahead == 0 && now >= engine->high_water + MINUTE;
    g_autoptr(IntakeNews) news = intake_news_new();
    g_autoptr(StoreTx) tx = store_begin(engine->store, error);
    if (!tx || (higher && !store_state_set(engine->store, HIGH_WATER, now, error)) ||
        !dispatch_settle(engine->dispatch, now, &settled, error) ||
        !intake_slice(
            engine->context, engine->webhooks, engine->phone_id, now, engine->config.slice_rows, news, &taken, error) ||
        !note_templates(engine, news, now, error))
        return false;
    FAULT("turn.intake");
    engine->caught_up = taken < engine->config.slice_rows;
    clock_is_confirmed(engine, news->newest, now);
    if (!is_held(engine) && !drip_slice(engine->context, now, engine->config.slice_rows, &dripped, error))
        return false;
    FAULT("turn.drip");
    *worked = settled + taken + dripped;
    if (!store_commit(g_steal_pointer(&tx), error))
        return false;
    if (higher)
        engine->high_water = now;
    dispatch_settled(engine->dispatch);
    return act_on(engine, news, now, error);
}

/* Words that their author does not let be kept become tombstones once the room was told; old webhooks go. */
static bool tidy(Engine *engine, int64_t now, GError **error)
{
    int64_t buried = 0, purged = 0, forgotten = 0, erased = 0;
    if (now < engine->tidy_at)
        return true;
    engine->tidy_at = now + TIDY_EVERY;
    if (!admin_forget_due(engine->context, now, &forgotten, error) ||
        !admin_keep_due(engine->context, now, &erased, error))
        return false;
    g_autoptr(StoreTx) tx = store_begin(engine->store, error);
    return tx && post_bury(engine->store, now - WORDS_KEPT, now, &buried, error) &&
           guest_sweep(engine->store, context_vault(engine->context), now - GUESTS_KEPT, GUESTS_AT_ONCE, error) &&
           inbox_purge(engine->store, now - engine->config.raw_days * DAY, &purged, error) &&
           store_commit(g_steal_pointer(&tx), error) && (buried == 0 || store_forget(engine->store, error));
}

static bool slice(Engine *engine, int64_t now, int *worked, GError **error)
{
    int sent = 0;
    if (!gather(engine, now, worked, error))
        return false;
    if (is_held(engine))
        return true;
    if (!dispatch_send(engine->dispatch, now, engine->config.slice_rows, &sent, error))
        return false;
    *worked += sent;
    return true;
}

static bool find_wake(Engine *engine, int64_t now, int64_t *wake, GError **error)
{
    int64_t send = INT64_MAX;
    if (!drip_next(engine->context, wake, error) || !dispatch_next(engine->dispatch, now, &send, error))
        return false;
    *wake = MIN(MIN(*wake, send), engine->watch.wake);
    if (engine->clock_back)
        *wake = engine->high_water - BACKWARDS;
    else if (is_held(engine))
        *wake = now + MINUTE;
    return true;
}

/* Once when it fills up, and once when there is room again. What cannot be written can be said aloud only. */
static void note_disk(Engine *engine, const GError *fault, int64_t now)
{
    bool full = g_error_matches(fault, BARAZA_ERROR, BARAZA_ERROR_FULL);
    if (full && !engine->disk_full) {
        log_event(LOG_ERROR, "turn.disk_full", "what", fault->message, NULL);
        watch_shout(&engine->watch, ALARM_DISK, ALARM_RAISED, now);
    }
    if (!fault && engine->disk_full) {
        log_event(LOG_INFO, "turn.disk_free", NULL);
        watch_shout(&engine->watch, ALARM_DISK, ALARM_CLEARED, now);
    }
    if (fault && !full)
        watch_shout(&engine->watch, ALARM_STORE, ALARM_RAISED, now);
    engine->disk_full = full || (fault && engine->disk_full);
}

static bool look_restored(Engine *engine, GError **error)
{
    int64_t before = engine->restored;
    return restore_pending(engine->store, &engine->restored, error) &&
           (engine->restored == before || engine->restored == 0 || restore_ran(engine->store, error));
}

static bool take_turn(
    Engine *engine, const Clock *clock, EngineBetween *between, gpointer data, int64_t *wake, GError **error)
{
    int64_t now = clock->now;
    int worked = 0;
    context_forget(engine->context);
    clock_is_stepped(engine, clock);
    clock_is_sound(engine, now);
    if (!look_restored(engine, error) || (!is_clock_wrong(engine) && !tidy(engine, now, error)))
        return false;
    do {
        if (!slice(engine, now, &worked, error) || (between && !between(engine, data, error)))
            return false;
    } while (worked > 0);
    WatchState state = { .refused = dispatch_paused(engine->dispatch) != NULL, .clock_wrong = is_clock_wrong(engine) };
    /* A restored database waits for a person, and alarms nobody meanwhile. */
    return (engine->restored > 0 || watch_turn(&engine->watch, engine->context, &state, now, error)) &&
           find_wake(engine, now, wake, error);
}

bool engine_turn(
    Engine *engine, const Clock *clock, EngineBetween *between, gpointer data, int64_t *wake, GError **error)
{
    g_autoptr(GError) fault = NULL;
    bool ok = take_turn(engine, clock, between, data, wake, &fault);
    note_disk(engine, fault, clock->now);
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    return ok;
}

bool engine_idle(Engine *engine, bool *idle, GError **error)
{
    int64_t backlog = 0;
    if (!inbox_backlog(engine->store, &backlog, error))
        return false;
    *idle = backlog == 0 && dispatch_idle(engine->dispatch);
    return true;
}

const char *engine_paused(const Engine *engine)
{
    if (engine->disk_full)
        return "The disk is full: free some space on it. Nothing is lost; sending goes on by itself.";
    if (engine->clock_back)
        return "This machine's clock has gone back; sending waits until it has caught up.";
    if (engine->ahead > 0)
        return "This machine's clock was set forward. If it is right now, start Baraza again; if not, set it: sending "
               "waits.";
    if (engine->restored > 0)
        return "This database came out of a backup: nothing is sent until somebody has looked at what would be: baraza "
               "restore confirm.";
    return dispatch_paused(engine->dispatch);
}
