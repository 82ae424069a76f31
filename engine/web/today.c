/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Today: what is coming in the next day, and what a person must look at. Each figure comes from a query whose cost
 * follows what is due or stuck, because the page is asked for every two seconds. */
#include "web_priv.h"

#include "clock.h"
#include "text.h"
#include "web_queries.h"

#define STUCK_LIMIT 50
#define LATE (2 * MINUTE)

typedef struct {
    WebPage *page;
    cJSON *list;
    GPtrArray *cohorts; /* Cohort * */
    int64_t most;       /* learners in an hour */
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
    g_autoptr(GArray) ids = cohort_list(store, error);
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

static bool add_stuck(const StoreRow *row, gpointer data)
{
    Today *today = data;
    const Cohort *cohort = cohort_of(today, store_int(row, 1));
    int64_t enrolment = store_int(row, 2);
    g_autoptr(Enrolment) e = enrolment_get(today->page->web->store, today->page->web->config.vault, enrolment, NULL);
    if (!cohort || !e)
        return true;
    const char *step = store_text(row, 3);
    g_autofree char *reason = stuck_reason(today, row), *who = web_who(today->page, e);
    g_autofree char *since = web_time(cohort->zone, store_int(row, 4));
    g_autofree char *age = web_span(MAX(today->page->now - store_int(row, 4), 0));
    g_autofree char *to =
        *step ? g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%s", cohort->id, enrolment, step)
              : g_strdup_printf("/cohort/%" G_GINT64_FORMAT, cohort->id);
    cJSON *item = cJSON_CreateObject();
    json_put(json_put(json_put(item, "kind", today->kind), "who", who), "cohort", cohort->name);
    json_put(
        json_put(json_put(json_put(item, "step", *step ? step : "–"), "reason", reason), "since", since), "age", age);
    json_put(item, "to", to);
    cJSON_AddItemToArray(today->list, item);
    return true;
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

static bool put_tiles(WebPage *page, cJSON *view, GError **error)
{
    Store *store = page->web->store;
    g_autoptr(cJSON) tiles = cJSON_CreateArray();
    int64_t queued = 0, held = 0, faults = 0, posts[2] = { 0, 0 };
    if (!put_lag(page, tiles, error) ||
        !store_get_int(store, &web_queued, ARGS(ARG_INT("now", page->now)), &queued, NULL, error) ||
        !store_get_int(store, &web_waiting, NO_ARGS, &held, NULL, error) ||
        !store_get_int(store, &web_faults, NO_ARGS, &faults, NULL, error) ||
        !store_each(store, &web_posts_waiting, NO_ARGS, add_posts, posts, error))
        return false;
    put_count(tiles, queued, "to send now", false, NULL);
    put_count(tiles, held, "held back", false, NULL);
    put_count(tiles, faults, "steps with a fault", true, NULL);
    put_count(tiles, posts[0], "posts held", true, page_may(page, WEB_NAMES) ? "/held" : NULL);
    put_count(tiles, posts[1], "private questions", true, page_may(page, WEB_NAMES) ? "/held" : NULL);
    json_put_item(view, "tiles", g_steal_pointer(&tiles));
    return true;
}

bool today_show(WebPage *page, GError **error)
{
    g_autoptr(cJSON) view = cJSON_CreateObject();
    g_autoptr(cJSON) hours = cJSON_CreateArray();
    g_autoptr(cJSON) stuck = cJSON_CreateArray();
    Today today = { .page = page, .list = hours };
    bool ok = load_cohorts(&today, error) &&
              store_each(page->web->store, &web_due_hours,
                  ARGS(ARG_INT("now", page->now), ARG_INT("until", page->now + DAY)), add_hour, &today, error);
    today.list = stuck;
    ok = ok && add_all_stuck(&today, error) && put_tiles(page, view, error);
    const Cohort *first = today.cohorts->len ? today.cohorts->pdata[0] : NULL;
    g_autofree char *clock = web_time(first ? first->zone : "UTC", page->now);
    json_put(json_put(view, "clock", clock), "zone", first ? first->zone : "UTC");
    json_put_bool(view, "none", today.cohorts->len == 0);
    g_ptr_array_unref(today.cohorts);
    if (!ok)
        return false;
    put_number(page, view);
    json_put_int(view, "most", today.most);
    json_put_item(view, "hours", g_steal_pointer(&hours));
    json_put_int(view, "n_stuck", cJSON_GetArraySize(stuck));
    json_put(view, "or_more", cJSON_GetArraySize(stuck) >= STUCK_LIMIT ? "or more" : "");
    json_put_item(view, "stuck", g_steal_pointer(&stuck));
    return page_render(page, 200, "today", "Today", g_steal_pointer(&view), error);
}
