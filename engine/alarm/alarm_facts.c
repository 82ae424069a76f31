/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The facts that stand in the database. What is long to read is read only when it can decide something. */
#include "alarm.h"
#include "alarm_queries.h"
#include "inbox.h"
#include "outbox.h"
#include "xapi.h"

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

typedef struct {
    int64_t id, count;
} CohortCount;

static bool add_cohort(const StoreRow *row, gpointer data)
{
    CohortCount one = { store_int(row, 0), store_int(row, 1) };
    g_array_append_val((GArray *)data, one);
    return true;
}

/* On days without a course silence is nothing; nor when the course is over. */
static bool is_taught(Store *store, const Cohort *cohort, int64_t now, bool *taught, GError **error)
{
    int64_t one = 0;
    if (!store_get_int(store, &alarm_teaching, ARGS(ARG_INT("cohort", cohort->id)), &one, taught, error) || !*taught)
        return error == NULL || *error == NULL;
    int64_t today = cohort_today(cohort, now);
    int day = cohort_day_of(cohort, today);
    *taught = day >= 1 && cohort_day_date(cohort, day) == today;
    return true;
}

/* Whole hours since the last webhook, each counted as in the quieter of the two weeks before. */
static bool usual_of(Store *store, const AlarmFacts *f, const Cohort *cohort, int64_t *usual, GError **error)
{
    bool taught = false;
    *usual = 0;
    if (!is_taught(store, cohort, f->now, &taught, error) || !taught)
        return error == NULL || *error == NULL;
    g_autoptr(GHashTable) hours = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    if (!store_each(store, &alarm_habit,
            ARGS(ARG_INT("accepted", DONE_ACCEPTED), ARG_INT("cohort", cohort->id),
                ARG_INT("since", f->now - 2 * WEEK - DAY)),
            add_hour, hours, error))
        return false;
    int64_t first = MAX(f->heard / HOUR + 1, (f->now - DAY) / HOUR);
    for (int64_t hour = first; hour < f->now / HOUR; hour++)
        *usual += MIN(came_in(hours, hour - WEEK / HOUR), came_in(hours, hour - 2 * WEEK / HOUR));
    return true;
}

/* The cohort to which most was written since, or the one whose habit it breaks most. */
static bool name_quiet(Store *store, AlarmFacts *f, const GArray *written, bool habit, GError **error)
{
    for (guint i = 0; i < written->len; i++) {
        const CohortCount *one = &g_array_index(written, CohortCount, i);
        int64_t usual = 0;
        f->unheard += one->count;
        if (one->id == 0)
            continue;
        g_autoptr(Cohort) cohort = cohort_get(store, one->id, error);
        if (!cohort || (habit && !usual_of(store, f, cohort, &usual, error)))
            return false;
        if (usual > f->usual || !*f->quiet_cohort)
            g_strlcpy(f->quiet_cohort, cohort->name, sizeof f->quiet_cohort);
        f->usual = MAX(f->usual, usual);
    }
    return true;
}

static bool hearing(Store *store, AlarmFacts *f, GError **error)
{
    if (!inbox_heard(store, &f->heard, error))
        return false;
    int64_t quiet = f->now - MAX(f->heard, f->running_since);
    if (quiet < ALARM_UNHEARD_AFTER)
        return true;
    g_autoptr(GArray) written = g_array_new(FALSE, FALSE, sizeof(CohortCount));
    return store_each(store, &alarm_unheard,
               ARGS(ARG_INT("accepted", DONE_ACCEPTED), ARG_INT("heard", MAX(f->heard, f->now - WEEK)),
                   ARG_INT("before", f->now - ALARM_UNHEARD_AFTER)),
               add_cohort, written, error) &&
           name_quiet(store, f, written, quiet >= ALARM_QUIET_AFTER && f->heard > 0, error);
}

/* --- what arrives --- */

typedef struct {
    int64_t cohort, n, recent, recent_delivered, before, before_delivered;
} Arrivals;
typedef struct {
    int64_t now;
    Arrivals all;
    GArray *cohorts; /* Arrivals, as they are met */
} Sample;

static Arrivals *of_cohort(GArray *list, int64_t cohort)
{
    for (guint i = 0; i < list->len; i++)
        if (g_array_index(list, Arrivals, i).cohort == cohort)
            return &g_array_index(list, Arrivals, i);
    Arrivals one = { .cohort = cohort };
    g_array_append_val(list, one);
    return &g_array_index(list, Arrivals, list->len - 1);
}

static void count(Arrivals *a, int64_t now, int64_t at, bool in_time)
{
    if (a->n++ < NEWEST && at > now - DAY) {
        a->recent++;
        a->recent_delivered += in_time;
    } else {
        a->before++;
        a->before_delivered += in_time;
    }
}

static bool add_message(const StoreRow *row, gpointer data)
{
    Sample *sample = data;
    int64_t at = store_int(row, 0), delivered = store_int(row, 1), cohort = store_int(row, 2);
    bool in_time = delivered > 0 && delivered <= at + LATE;
    count(&sample->all, sample->now, at, in_time);
    if (cohort > 0)
        count(of_cohort(sample->cohorts, cohort), sample->now, at, in_time);
    return true;
}

static void take(AlarmFacts *f, const Arrivals *a)
{
    f->recent = a->recent;
    f->recent_delivered = a->recent_delivered;
    f->before = a->before;
    f->before_delivered = a->before_delivered;
}

/* The cohort of which fewest arrive among those whose own habit is broken; if none, all of them together. */
static bool arriving(Store *store, AlarmFacts *f, GError **error)
{
    g_autoptr(GArray) cohorts = g_array_new(FALSE, FALSE, sizeof(Arrivals));
    Sample sample = { .now = f->now, .cohorts = cohorts };
    if (!store_each(store, &alarm_delivery,
            ARGS(ARG_INT("accepted", DONE_ACCEPTED), ARG_INT("until", f->now - LATE), ARG_INT("limit", SAMPLE)),
            add_message, &sample, error))
        return false;
    const Arrivals *worst = NULL;
    int64_t least = 101, n = 0;
    for (guint i = 0; i < cohorts->len; i++) {
        take(f, &g_array_index(cohorts, Arrivals, i));
        if (alarm_rule(ALARM_DELIVERY, f, &n) && n < least) {
            least = n;
            worst = &g_array_index(cohorts, Arrivals, i);
        }
    }
    take(f, worst ? worst : &sample.all);
    *f->delivery_cohort = '\0';
    g_autoptr(Cohort) cohort = worst ? cohort_get(store, worst->cohort, error) : NULL;
    if (cohort)
        g_strlcpy(f->delivery_cohort, cohort->name, sizeof f->delivery_cohort);
    return !worst || cohort;
}

static bool name_template(const StoreRow *row, gpointer data)
{
    AlarmFacts *f = data;
    if (f->templates++ == 0)
        g_strlcpy(f->template_name, store_text(row, 0), sizeof f->template_name);
    return true;
}

static bool add_way(const StoreRow *row, gpointer data)
{
    AlarmFacts *f = data;
    int64_t failing = store_int(row, 1), count = store_int(row, 3);
    if (failing && (!f->lrs_failing || failing < f->lrs_failing))
        f->lrs_failing = failing;
    f->lrs_refused |= failing && xapi_is_refusal(store_int(row, 2));
    if (count && f->parked == 0)
        g_strlcpy(f->parked_cohort, store_text(row, 0), sizeof f->parked_cohort);
    f->parked += count;
    return true;
}

bool alarm_read(Store *store, AlarmFacts *f, bool delivery, GError **error)
{
    f->running_since = 0;
    f->unheard = f->usual = f->templates = f->lrs_failing = f->parked = 0;
    f->lrs_refused = false;
    *f->quiet_cohort = *f->parked_cohort = '\0';
    int64_t since = INT64_MAX;
    if (!store_remembered(store, &alarm_running, &since, 1, error) || !oldest_due(store, &f->oldest_due, error))
        return false;
    f->running_since = since == INT64_MAX ? 0 : since;
    if (f->running_since && !hearing(store, f, error))
        return false;
    if (delivery && !arriving(store, f, error))
        return false;
    if (f->lrs && !store_each(store, &alarm_lrs, ARGS(ARG_TEXT("lrs", f->lrs)), add_way, f, error))
        return false;
    return store_each(store, &alarm_templates, NO_ARGS, name_template, f, error);
}
