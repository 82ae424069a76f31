/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The alarms that are there and those that were: one row from its beginning to its all-clear. */
#include "alarm.h"
#include "alarm_queries.h"

static Alarm read_alarm(const StoreRow *row)
{
    Alarm alarm = { .cause = (AlarmCause)store_int(row, 0),
        .since = store_int(row, 1),
        .n = store_int(row, 2),
        .seen = store_int(row, 3),
        .told = store_int(row, 4),
        .times = store_int(row, 5),
        .cleared = store_int(row, 6) };
    g_strlcpy(alarm.about, store_text(row, 7), sizeof alarm.about);
    return alarm;
}

static bool take_one(const StoreRow *row, gpointer data)
{
    *(Alarm *)data = read_alarm(row);
    return true;
}

static bool take_all(const StoreRow *row, gpointer data)
{
    Alarm alarm = read_alarm(row);
    g_array_append_val((GArray *)data, alarm);
    return true;
}

static bool put(Store *store, const Alarm *a, GError **error)
{
    return store_run(store, &alarm_put,
        ARGS(ARG_INT("cause", a->cause), ARG_INT("since", a->since), ARG_INT("n", a->n), ARG_INT("seen", a->seen),
            ARG_INT("told", a->told), ARG_INT("times", a->times), ARG_INT("cleared", a->cleared),
            ARG_TEXT("about", a->about)),
        NULL, error);
}

static const char *about(AlarmCause cause, const AlarmFacts *f)
{
    return cause == ALARM_TEMPLATE   ? f->template_name
           : cause == ALARM_WEBHOOKS ? f->quiet_cohort
           : cause == ALARM_DELIVERY ? f->delivery_cohort
           : cause == ALARM_PARKED   ? f->parked_cohort
                                     : "";
}

bool alarm_turn(
    Store *store, const AlarmFacts *facts, bool write, AlarmTurn turns[ALARM_CAUSES], bool *changed, GError **error)
{
    *changed = false;
    for (int i = 0; i < ALARM_CAUSES; i++) {
        int64_t n = 0;
        Alarm *alarm = &turns[i].alarm;
        *alarm = (Alarm){ .cause = (AlarmCause)i };
        if (!store_each(store, &alarm_newest, ARGS(ARG_INT("cause", i)), take_one, alarm, error))
            return false;
        bool on = alarm_rule((AlarmCause)i, facts, &n);
        turns[i].news = alarm_step(alarm, on, n, facts->now);
        if (on)
            g_strlcpy(alarm->about, about((AlarmCause)i, facts), sizeof alarm->about);
        bool touched = on || turns[i].news == ALARM_CLEARED;
        *changed |= touched;
        if (touched && write && !put(store, alarm, error))
            return false;
    }
    return true;
}

GArray *alarm_list(Store *store, int64_t since, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Alarm));
    if (!store_each(store, &alarm_open_rows, NO_ARGS, take_all, list, error) ||
        (since > 0 && !store_each(store, &alarm_closed_rows, ARGS(ARG_INT("since", since)), take_all, list, error)))
        return NULL;
    return g_steal_pointer(&list);
}
