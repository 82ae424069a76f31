/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At the end of a turn, when all that could leave has left: the facts, the rules, and a message to each coordinator and
 * administrator with a phone, once for each step of an alarm (alarm_step). What WhatsApp cannot carry while it refuses
 * us is said aloud as well, through the caller. */
#include "watch_priv.h"

#include "desk.h"
#include "log.h"

#define LOOK_EVERY (5 * MINUTE)
#define WAKE_EVERY (30 * MINUTE)
#define DELIVERY_EVERY (2 * HOUR)

void watch_init(Watch *watch, const EngineWatch *ask)
{
    *watch = (Watch){ .watches = ask != NULL, .wake = INT64_MAX };
    if (ask)
        watch->ask = *ask;
}

static void shout(const Watch *watch, const Alarm *alarm, AlarmNews news)
{
    log_event(news == ALARM_CLEARED ? LOG_INFO : LOG_ERROR, news == ALARM_CLEARED ? "turn.all_clear" : "turn.alarm",
        "cause", alarm_name(alarm->cause), NULL);
    if (!watch->ask.shout)
        return;
    g_autofree char *text = desk_alarm_text("en", alarm, news);
    watch->ask.shout(text, watch->ask.data);
}

void watch_shout(const Watch *watch, AlarmCause cause, AlarmNews news, int64_t now)
{
    Alarm alarm = { .cause = cause, .since = now, .seen = now };
    if (watch->watches)
        shout(watch, &alarm, news);
}

/* Those of cohorts that are under way; keys make her who has several hear it once. */
static bool tell(Context *context, const GArray *cohorts, const AlarmTurn *turn, int64_t now, GError **error)
{
    static const char *const roles[] = { "coordinator", "admin" };
    const Alarm *alarm = &turn->alarm;
    g_autofree char *text = desk_alarm_text("en", alarm, turn->news);
    g_autofree char *key = g_strdup_printf("ALARM/%s/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "%s",
        alarm_name(alarm->cause), alarm->since, alarm->times, turn->news == ALARM_CLEARED ? "/over" : "");
    for (guint i = 0; i < cohorts->len; i++)
        for (gsize r = 0; r < G_N_ELEMENTS(roles); r++)
            if (!desk_tell(context, roles[r], g_array_index(cohorts, int64_t, i), key, LANE_ALARM, OWED_ALARM, text,
                    now, NULL, error))
                return false;
    return true;
}

/* Cohorts under way, and whether anybody who looks after them has a phone. */
static GArray *under_way(Context *context, bool *heard, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GArray) all = cohort_list(store, error), list = g_array_new(FALSE, FALSE, sizeof(int64_t));
    for (guint i = 0; all && i < all->len; i++) {
        int64_t id = g_array_index(all, int64_t, i);
        const Cohort *cohort = context_cohort(context, id, error);
        if (!cohort)
            return NULL;
        if (cohort->state != COHORT_RUNNING && cohort->state != COHORT_PAUSED)
            continue;
        g_autoptr(GPtrArray) coordinators = staff_with_phone(store, "coordinator", id, error);
        g_autoptr(GPtrArray) admins = coordinators ? staff_with_phone(store, "admin", id, error) : NULL;
        if (!admins)
            return NULL;
        *heard |= coordinators->len + admins->len > 0;
        g_array_append_val(list, id);
    }
    return all ? g_steal_pointer(&list) : NULL;
}

static bool carry_on(Watch *watch, Context *context, const GArray *cohorts, int64_t now, GError **error)
{
    Store *store = context_store(context);
    AlarmTurn turns[ALARM_CAUSES];
    bool changed = false;
    if (!alarm_turn(store, &watch->facts, false, turns, &changed, error))
        return false;
    if (!changed)
        return true;
    g_autoptr(StoreTx) tx = store_begin(store, error);
    if (!tx || !alarm_turn(store, &watch->facts, true, turns, &changed, error))
        return false;
    for (int i = 0; i < ALARM_CAUSES; i++)
        if (turns[i].news != ALARM_QUIET && !tell(context, cohorts, &turns[i], now, error))
            return false;
    if (!store_commit(g_steal_pointer(&tx), error))
        return false;
    for (int i = 0; i < ALARM_CAUSES; i++)
        if (turns[i].news != ALARM_QUIET)
            shout(watch, &turns[i].alarm, turns[i].news);
    return true;
}

bool watch_turn(Watch *watch, Context *context, const WatchState *state, int64_t now, GError **error)
{
    /* A clock that went back is told of at once, not when it has caught up. */
    bool due = now >= watch->check_at || now < watch->facts.now || state->refused != watch->facts.refused ||
               state->clock_wrong != watch->facts.clock_wrong;
    if (!watch->watches || !due)
        return true;
    bool heard = false, delivery = now >= watch->delivery_at;
    AlarmFacts *f = &watch->facts;
    f->now = now;
    f->refused = state->refused;
    f->clock_wrong = state->clock_wrong;
    f->lrs = watch->ask.lrs;
    f->disk_free = watch->ask.disk_free ? watch->ask.disk_free(watch->ask.data) : -1;
    f->backup = watch->ask.backup ? watch->ask.backup(watch->ask.data) : -1;
    g_autoptr(GArray) cohorts = under_way(context, &heard, error);
    if (!cohorts || !alarm_read(context_store(context), f, delivery, error) ||
        !carry_on(watch, context, cohorts, now, error))
        return false;
    watch->check_at = now + LOOK_EVERY;
    watch->wake = heard && f->running_since ? now + WAKE_EVERY : INT64_MAX;
    watch->delivery_at = delivery ? now + DELIVERY_EVERY : watch->delivery_at;
    return true;
}
