/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Today: what is coming in the next day, and what a person must look at. Each figure comes from a query whose cost
 * follows what is due or stuck, because the page is asked for every two seconds. */
#include "web_priv.h"

#include "clock.h"
#include "restore.h"
#include "text.h"
#include "web_queries.h"

#define STUCK_LIMIT 500 /* messages looked at, of each kind */
#define NAMED 8         /* learners named for a reason */
#define LATE (2 * MINUTE)

typedef struct {
    WebPage *page;
    cJSON *list;
    GPtrArray *cohorts; /* Cohort * */
    int64_t most;       /* learners in an hour */
    GPtrArray *groups;  /* StuckGroup *, of what is stuck */
    int rows;           /* messages that are stuck */
    const char *kind;
} Today;

static const Cohort *cohort_of(const Today *today, int64_t id)
{
    for (guint i = 0; i < today->cohorts->len; i++)
        if (((Cohort *)today->cohorts->pdata[i])->id == id)
            return today->cohorts->pdata[i];
    return NULL;
}

static bool load_cohorts(Today *today, GError **error)
{
    Store *store = today->page->web->store;
    g_autoptr(GArray) ids = page_cohorts(today->page, error);
    today->cohorts = g_ptr_array_new_with_free_func((GDestroyNotify)cohort_free);
    for (guint i = 0; ids && i < ids->len; i++) {
        Cohort *cohort = cohort_get(store, g_array_index(ids, int64_t, i), error);
        if (!cohort)
            return false;
        g_ptr_array_add(today->cohorts, cohort);
    }
    return ids != NULL;
}

static bool add_hour(const StoreRow *row, gpointer data)
{
    Today *today = data;
    const Cohort *cohort = cohort_of(today, store_int(row, 0));
    if (!cohort)
        return true;
    int64_t hour = store_int(row, 1) * HOUR, learners = store_int(row, 3);
    g_autofree char *when = web_time(cohort->zone, MAX(hour, today->page->now));
    g_autofree char *to = g_strdup_printf("/cohort/%" G_GINT64_FORMAT, cohort->id);
    cJSON *item = cJSON_CreateObject();
    json_put(json_put(json_put(item, "when", when), "cohort", cohort->name), "to", to);
    json_put_int(json_put_int(item, "steps", store_int(row, 2)), "learners", learners);
    json_put(item, "beat", store_text(row, 4));
    json_put_bool(item, "more", store_int(row, 2) > 1);
    json_put_int(item, "others", store_int(row, 2) - 1);
    cJSON_AddItemToArray(today->list, item);
    today->most = MAX(today->most, learners);
    return true;
}

static const char *held_sentence(int64_t reason)
{
    return reason >= 0 && reason < HELD_REASONS ? held_reason_sentence((HeldReason)reason) : "";
}

static char *stuck_reason(const Today *today, const StoreRow *row)
{
    if (g_str_equal(today->kind, "held"))
        return g_strdup(held_sentence(store_int(row, 5)));
    if (g_str_equal(today->kind, "unknown"))
        return g_strdup("It left, and WhatsApp has not said whether it took it; its status is awaited.");
    int64_t code = store_int(row, 5);
    return code ? g_strdup_printf("%s (code %" G_GINT64_FORMAT ")", store_text(row, 7), code)
                : g_strdup(*store_text(row, 7) ? store_text(row, 7) : "WhatsApp refused it.");
}

/* The messages that are stuck for the same reason in a cohort. */
typedef struct {
    char *kind, *reason;
    const Cohort *cohort;
    int64_t messages, oldest;
    GHashTable *who; /* enrolment -> itself: who stands in `people` or beyond it */
    cJSON *people;   /* the first NAMED of them */
} StuckGroup;

static void stuck_group_free(gpointer data)
{
    StuckGroup *group = data;
    g_free(group->kind);
    g_free(group->reason);
    g_hash_table_unref(group->who);
    cJSON_Delete(group->people);
    g_free(group);
}

static StuckGroup *group_of(Today *today, const Cohort *cohort, const char *reason)
{
    for (guint i = 0; i < today->groups->len; i++) {
        StuckGroup *group = today->groups->pdata[i];
        if (group->cohort == cohort && g_str_equal(group->kind, today->kind) && g_str_equal(group->reason, reason))
            return group;
    }
    StuckGroup *group = g_new0(StuckGroup, 1);
    group->kind = g_strdup(today->kind);
    group->reason = g_strdup(reason);
    group->cohort = cohort;
    group->oldest = INT64_MAX;
    group->who = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    group->people = cJSON_CreateArray();
    g_ptr_array_add(today->groups, group);
    return group;
}

static bool name_learner(const Today *today, StuckGroup *group, int64_t enrolment, const char *step)
{
    g_autoptr(Enrolment) e = enrolment_get(today->page->web->store, today->page->web->config.vault, enrolment, NULL);
    if (!e)
        return false;
    g_autofree char *who = web_who(today->page, e);
    g_autofree char *to = *step ? g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%s",
                                      group->cohort->id, enrolment, step)
                                : g_strdup_printf("/cohort/%" G_GINT64_FORMAT, group->cohort->id);
    cJSON *item = json_put(json_put(cJSON_CreateObject(), "who", who), "to", to);
    cJSON_AddItemToArray(group->people, json_put(item, "step", *step ? step : "–"));
    return true;
}

static bool add_stuck(const StoreRow *row, gpointer data)
{
    Today *today = data;
    const Cohort *cohort = cohort_of(today, store_int(row, 1));
    int64_t enrolment = store_int(row, 2);
    if (!cohort)
        return true;
    today->rows++;
    g_autofree char *reason = stuck_reason(today, row);
    StuckGroup *group = group_of(today, cohort, reason);
    group->messages++;
    group->oldest = MIN(group->oldest, store_int(row, 4));
    if (g_hash_table_contains(group->who, &enrolment) ||
        (g_hash_table_size(group->who) < NAMED && !name_learner(today, group, enrolment, store_text(row, 3))))
        return true;
    g_hash_table_add(group->who, g_memdup2(&enrolment, sizeof enrolment));
    return true;
}

static int rank(const StuckGroup *group)
{
    return g_str_equal(group->kind, "failed") ? 0 : g_str_equal(group->kind, "unknown") ? 1 : 2;
}

/* What failed first; then the reason that holds up most learners; of equals as found. */
static int by_learners(gconstpointer a, gconstpointer b)
{
    const StuckGroup *left = *(StuckGroup *const *)a, *right = *(StuckGroup *const *)b;
    if (rank(left) != rank(right))
        return rank(left) - rank(right);
    return (int)g_hash_table_size(right->who) - (int)g_hash_table_size(left->who);
}

static cJSON *stuck_view(Today *today)
{
    cJSON *list = cJSON_CreateArray();
    g_ptr_array_sort(today->groups, by_learners);
    for (guint i = 0; i < today->groups->len; i++) {
        StuckGroup *group = today->groups->pdata[i];
        int64_t learners = g_hash_table_size(group->who), others = MAX(learners - NAMED, 0);
        g_autofree char *since = web_time(group->cohort->zone, group->oldest);
        g_autofree char *age = web_span(MAX(today->page->now - group->oldest, 0));
        g_autofree char *to = g_strdup_printf("/cohort/%" G_GINT64_FORMAT, group->cohort->id);
        cJSON *item = json_put(json_put(cJSON_CreateObject(), "kind", group->kind), "reason", group->reason);
        json_put(json_put(json_put(item, "cohort", group->cohort->name), "since", since), "age", age);
        json_put_int(json_put_int(item, "n", learners), "messages", group->messages);
        json_put(json_put_int(item, "others", others), "to", to);
        json_put_bool(item, "more_messages", group->messages > learners);
        json_put_item(item, "people", g_steal_pointer(&group->people));
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

static bool add_all_stuck(Today *today, GError **error)
{
    Store *store = today->page->web->store;
    int64_t now = today->page->now;
    today->kind = "failed";
    if (!store_each(store, &web_failed,
            ARGS(ARG_INT("since", now - DAY), ARG_INT("failed", DONE_FAILED), ARG_INT("unknown", DONE_UNKNOWN),
                ARG_INT("limit", STUCK_LIMIT)),
            add_stuck, today, error))
        return false;
    today->kind = "unknown";
    if (!store_each(store, &web_unknown, ARGS(ARG_INT("limit", STUCK_LIMIT)), add_stuck, today, error))
        return false;
    today->kind = "held";
    return store_each(store, &web_held_long, ARGS(ARG_INT("before", now - DAY), ARG_INT("limit", STUCK_LIMIT)),
        add_stuck, today, error);
}

static bool add_posts(const StoreRow *row, gpointer data)
{
    int64_t *counts = data;
    counts[store_int(row, 0) == 2 ? 0 : 1] = store_int(row, 1);
    return true;
}

static void put_tile(cJSON *tiles, const char *value, const char *label, const char *tone, const char *to)
{
    cJSON *tile = cJSON_CreateObject();
    json_put(json_put(json_put(tile, "value", value), "label", label), "tone", tone);
    json_put(tile, "to", to ? to : "");
    cJSON_AddItemToArray(tiles, tile);
}

static void put_count(cJSON *tiles, int64_t n, const char *label, bool bad, const char *to)
{
    g_autofree char *text = text_grouped(n);
    put_tile(tiles, text, label, bad && n > 0 ? "look" : "calm", to);
}

static bool put_lag(WebPage *page, cJSON *tiles, GError **error)
{
    int64_t next = 0;
    if (!schedule_next(page->web->store, &next, error))
        return false;
    int64_t lag = next < page->now ? page->now - next : 0;
    g_autofree char *text = web_span(lag);
    put_tile(tiles, text, "scheduler behind", lag > LATE ? "look" : "calm", NULL);
    return true;
}

static void put_number(WebPage *page, cJSON *view)
{
    const WebConfig *config = &page->web->config;
    if (!config->paused) {
        json_put_item(view, "number", cJSON_CreateNull());
        return;
    }
    const char *reason = config->paused(config->data);
    cJSON *number = json_put(json_put(cJSON_CreateObject(), "name", config->number), "reason", reason ? reason : "");
    json_put_item(view, "number", json_put_bool(number, "sending", !reason));
}

static bool take_failing(const StoreRow *row, gpointer data)
{
    int64_t n = store_int(row, 0);
    cJSON *failing = json_put(json_put_int(cJSON_CreateObject(), "n", n), "why", store_text(row, 1));
    if (n > 0)
        cJSON_ReplaceItemInObjectCaseSensitive(data, "uploads", failing);
    else
        cJSON_Delete(failing);
    return true;
}

/* Files that WhatsApp has not taken: what they belong to waits, however well the number sends. */
static bool put_uploads(WebPage *page, cJSON *view, GError **error)
{
    json_put_item(view, "uploads", cJSON_CreateNull());
    return store_each(page->web->store, &web_uploads_failing, NO_ARGS, take_failing, view, error);
}

/* What waits for a facilitator in the cohorts of this person. */
static bool count_posts(WebPage *page, int64_t posts[2], GError **error)
{
    if (!page->own)
        return store_each(page->web->store, &web_posts_waiting, NO_ARGS, add_posts, posts, error);
    for (guint i = 0; i < page->own->len; i++) {
        int64_t of[2] = { 0, 0 };
        if (!store_each(page->web->store, &web_posts_waiting_in,
                ARGS(ARG_INT("cohort", g_array_index(page->own, int64_t, i))), add_posts, of, error))
            return false;
        posts[0] += of[0];
        posts[1] += of[1];
    }
    return true;
}

static bool put_tiles(WebPage *page, cJSON *view, GError **error)
{
    Store *store = page->web->store;
    g_autoptr(cJSON) tiles = cJSON_CreateArray();
    int64_t queued = 0, held = 0, faults = 0, posts[2] = { 0, 0 };
    if (!store_get_int(store, &web_queued, ARGS(ARG_INT("now", page->now)), &queued, NULL, error) ||
        !store_get_int(store, &web_waiting, NO_ARGS, &held, NULL, error) ||
        !store_get_int(store, &web_faults, NO_ARGS, &faults, NULL, error) || !count_posts(page, posts, error))
        return false;
    put_count(tiles, posts[0], "posts held", true, page_may(page, WEB_NAMES) ? "/held" : NULL);
    put_count(tiles, posts[1], "private questions", true, page_may(page, WEB_NAMES) ? "/questions" : NULL);
    if (!page->own) { /* of the whole installation */
        put_count(tiles, queued, "to send now", false, NULL);
        put_count(tiles, held, "held back", false, NULL);
        put_count(tiles, faults, "steps with a fault", true, NULL);
    }
    /* how the machine does is no facilitator's worry */
    if (!page_may(page, WEB_FACILITATOR) && !put_lag(page, tiles, error))
        return false;
    json_put_item(view, "tiles", g_steal_pointer(&tiles));
    return true;
}

bool today_show(WebPage *page, GError **error)
{
    g_autoptr(cJSON) view = cJSON_CreateObject();
    g_autoptr(cJSON) hours = cJSON_CreateArray();
    g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func(stuck_group_free);
    Today today = { .page = page, .list = hours, .groups = groups };
    bool ok = load_cohorts(&today, error) &&
              store_each(page->web->store, &web_due_hours,
                  ARGS(ARG_INT("now", page->now), ARG_INT("until", page->now + DAY)), add_hour, &today, error);
    ok = ok && add_all_stuck(&today, error) && put_tiles(page, view, error) && today_put_staff(page, view, error);
    json_put_item(view, "stuck", stuck_view(&today));
    const Cohort *first = today.cohorts->len ? today.cohorts->pdata[0] : NULL;
    g_autofree char *clock = web_time(first ? first->zone : "UTC", page->now);
    json_put(json_put(view, "clock", clock), "zone", first ? first->zone : "UTC");
    json_put_bool(view, "none", today.cohorts->len == 0);
    g_ptr_array_unref(today.cohorts);
    if (!ok)
        return false;
    int64_t backup = 0;
    if (!restore_pending(page->web->store, &backup, error) || !put_uploads(page, view, error))
        return false;
    g_autofree char *restored = web_moment("UTC", backup);
    json_put_bool(json_put(view, "restored", restored), "decides", page_may(page, WEB_ADMIN));
    put_number(page, view);
    json_put_int(view, "most", today.most);
    json_put_item(view, "hours", g_steal_pointer(&hours));
    json_put_int(view, "n_stuck", today.rows);
    json_put(view, "or_more", today.rows >= STUCK_LIMIT ? "or more" : "");
    return page_render(page, 200, "today", "Today", g_steal_pointer(&view), error);
}
