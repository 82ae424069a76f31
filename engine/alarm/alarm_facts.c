/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The facts that stand in the database. What is long to read is read only when it can decide something. */
#include "alarm.h"
#include "alarm_queries.h"
#include "outbox.h"

#define WEEK (7 * DAY)
#define LATE (2 * HOUR) /* a message that arrives within two hours counts as delivered */
#define NEWEST 200
#define SAMPLE 1000

static bool oldest_due(Store *store, int64_t *at, GError **error)
{
    int64_t step = INT64_MAX, message = INT64_MAX;
    if (!store_remembered(store, &alarm_step_due, &step, 1, error) ||
        !store_remembered(store, &alarm_message_due, &message, 1, error))
        return false;
    *at = MIN(step, message);
    return true;
}

/* --- the habit of the hours of the week --- */

static bool add_hour(const StoreRow *row, gpointer data)
{
    int64_t hour = store_int(row, 0), count = store_int(row, 1);
    g_hash_table_insert(data, g_memdup2(&hour, sizeof hour), g_memdup2(&count, sizeof count));
    return true;
}

static int64_t came_in(GHashTable *hours, int64_t hour)
{
    const int64_t *count = g_hash_table_lookup(hours, &hour);
    return count ? *count : 0;
}

static bool add_id(const StoreRow *row, gpointer data)
{
    int64_t id = store_int(row, 0);
    g_array_append_val((GArray *)data, id);
    return true;
}

/* On days without a course silence is nothing. */
static bool is_taught(Store *store, int64_t now, bool *taught, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    if (!store_each(store, &alarm_teaching, NO_ARGS, add_id, ids, error))
        return false;
    for (guint i = 0; i < ids->len && !*taught; i++) {
        g_autoptr(Cohort) cohort = cohort_get(store, g_array_index(ids, int64_t, i), error);
        if (!cohort)
            return false;
        int64_t today = cohort_today(cohort, now);
        int day = cohort_day_of(cohort, today);
        *taught = day >= 1 && cohort_day_date(cohort, day) == today;
    }
    return true;
}

/* Whole hours since the last webhook, each counted as in the quieter of the two weeks before. */
static bool usual(Store *store, AlarmFacts *f, GError **error)
{
    bool taught = false;
    if (!is_taught(store, f->now, &taught, error))
        return false;
    if (!taught)
        return true;
    g_autoptr(GHashTable) hours = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    if (!store_each(store, &alarm_hours, ARGS(ARG_INT("since", f->now - 2 * WEEK - DAY)), add_hour, hours, error))
        return false;
    int64_t first = MAX(f->heard / HOUR + 1, (f->now - DAY) / HOUR);
    for (int64_t hour = first; hour < f->now / HOUR; hour++)
        f->usual += MIN(came_in(hours, hour - WEEK / HOUR), came_in(hours, hour - 2 * WEEK / HOUR));
    return true;
}

static bool hearing(Store *store, AlarmFacts *f, GError **error)
{
    if (!store_remembered(store, &alarm_heard, &f->heard, 1, error))
        return false;
    f->heard = f->heard == INT64_MAX ? 0 : f->heard;
    int64_t quiet = f->now - MAX(f->heard, f->running_since);
    if (quiet >= ALARM_UNHEARD_AFTER && !store_get_int(store, &alarm_unheard,
                                            ARGS(ARG_INT("accepted", DONE_ACCEPTED), ARG_INT("heard", f->heard),
                                                ARG_INT("before", f->now - ALARM_UNHEARD_AFTER)),
                                            &f->unheard, NULL, error))
        return false;
    return quiet < ALARM_QUIET_AFTER || f->heard == 0 || usual(store, f, error);
}

/* --- what arrives --- */

typedef struct {
    AlarmFacts *facts;
    int64_t n;
} Sample;

static bool add_message(const StoreRow *row, gpointer data)
{
    Sample *sample = data;
    AlarmFacts *f = sample->facts;
    int64_t at = store_int(row, 0), delivered = store_int(row, 1);
    bool in_time = delivered > 0 && delivered <= at + LATE;
    if (sample->n++ < NEWEST && at > f->now - DAY) {
        f->recent++;
        f->recent_delivered += in_time;
    } else {
        f->before++;
        f->before_delivered += in_time;
    }
    return true;
}

static bool name_template(const StoreRow *row, gpointer data)
{
    AlarmFacts *f = data;
    if (f->templates++ == 0)
        g_strlcpy(f->template_name, store_text(row, 0), sizeof f->template_name);
    return true;
}

bool alarm_read(Store *store, AlarmFacts *f, bool delivery, GError **error)
{
    f->running_since = 0;
    f->unheard = f->usual = f->templates = 0;
    int64_t since = INT64_MAX;
    if (!store_remembered(store, &alarm_running, &since, 1, error) || !oldest_due(store, &f->oldest_due, error))
        return false;
    f->running_since = since == INT64_MAX ? 0 : since;
    if (f->running_since && !hearing(store, f, error))
        return false;
    if (delivery) {
        Sample sample = { .facts = f };
        f->recent = f->recent_delivered = f->before = f->before_delivered = 0;
        if (!store_each(store, &alarm_delivery,
                ARGS(ARG_INT("accepted", DONE_ACCEPTED), ARG_INT("until", f->now - LATE), ARG_INT("limit", SAMPLE)),
                add_message, &sample, error))
            return false;
    }
    return store_each(store, &alarm_templates, NO_ARGS, name_template, f, error);
}
