/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for somebody who works here to write: WhatsApp's 24 hours hold for her phone too. */
#include "web_priv.h"

#include "web_queries.h"

typedef struct {
    WebPage *page;
    cJSON *list;
    GError **error;
    bool bad;
} Waiting;

/* Herself, and for those who coordinate, the people of their cohorts. */
static bool concerns(Waiting *waiting, int64_t staff)
{
    WebPage *page = waiting->page;
    if (staff == page->session->id || !page->own)
        return true;
    if (!page_may(page, WEB_COORDINATOR))
        return false;
    g_autoptr(GArray) theirs = staff_cohorts(page->web->store, staff, waiting->error);
    waiting->bad = !theirs;
    for (guint i = 0; theirs && i < theirs->len; i++)
        if (page_owns(page, g_array_index(theirs, int64_t, i)))
            return true;
    return false;
}

static bool put_person(const StoreRow *row, gpointer data)
{
    Waiting *waiting = data;
    if (!concerns(waiting, store_int(row, 0)))
        return !waiting->bad;
    int64_t n = store_int(row, 2);
    g_autofree char *age = web_span(MAX(waiting->page->now - store_int(row, 3), 0));
    g_autofree char *what = g_strdup_printf("%" G_GINT64_FORMAT " message%s", n, n == 1 ? "" : "s");
    cJSON *item = json_put(json_put(cJSON_CreateObject(), "name", store_text(row, 1)), "what", what);
    json_put_bool(json_put(item, "age", age), "you", store_int(row, 0) == waiting->page->session->id);
    json_put_item(waiting->list, NULL, item);
    return true;
}

bool today_put_staff(WebPage *page, cJSON *view, GError **error)
{
    Waiting waiting = { .page = page, .list = cJSON_CreateArray(), .error = error };
    json_put_item(view, "staff", waiting.list);
    return store_each(page->web->store, &web_staff_waiting, ARGS(ARG_INT("window", HELD_WINDOW)), put_person, &waiting,
               error) &&
           !waiting.bad;
}
