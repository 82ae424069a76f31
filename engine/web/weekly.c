/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts about a cohort's weeks that wait: read, sent as they are or in other words, or dropped. */
#include "deed_priv.h"
#include "upkeep.h"
#include "web_queries.h"

static bool put_choice(const StoreRow *row, gpointer data)
{
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, store_int(row, 0));
    g_autofree char *text = g_strdup_printf("Room %s · draft %s", store_text(row, 1), id);
    deed_choice(data, id, text);
    return true;
}

static bool drafts(WebPage *page, cJSON *list, GError **error)
{
    return store_each(
        page->web->store, &web_weekly_drafts, ARGS(ARG_INT("cohort", page->arg[0])), put_choice, list, error);
}

/* The verb takes a number. */
static void number_draft(cJSON *params)
{
    gint64 id = 0;
    const char *draft = json_string(params, "draft");
    if (draft)
        g_ascii_string_to_signed(draft, 10, 1, G_MAXINT64, &id, NULL);
    cJSON_DeleteItemFromObjectCaseSensitive(params, "draft");
    json_put_int(params, "draft", id);
}

static const Deed deeds[] = {
    { "send", "weekly.send", WEB_NAMES, "Send a draft", "It goes to its room as the facilitator's own words.",
        "Send it", "It goes to its room.",
        { { "draft", "Which", DEED_CHOICE, false, drafts },
            { "text", "In other words, or as it stands", DEED_WORDS, true, NULL } },
        .adapt = number_draft },
    { "drop", "weekly.drop", WEB_NAMES, "Drop a draft", "It is sent to nobody, and waits no longer.", "Drop it",
        "The draft is dropped.", { { "draft", "Which", DEED_CHOICE, false, drafts } }, .adapt = number_draft },
    { NULL },
};

typedef struct {
    cJSON *items;
    const char *here, *zone;
} Found;

static bool put_draft(const StoreRow *row, gpointer data)
{
    const Found *found = data;
    int64_t id = store_int(row, 0);
    g_autofree char *place = g_strdup_printf("d%" G_GINT64_FORMAT, id),
                    *made = web_moment(found->zone, store_int(row, 3));
    g_autofree char *heading = g_strdup_printf("Room %s · draft %" G_GINT64_FORMAT, store_text(row, 1), id);
    g_autofree char *note = g_strdup_printf("Made %s for %s.", made, store_text(row, 4));
    g_autofree char *edit = g_strdup_printf("%s?draft=%" G_GINT64_FORMAT "#send", found->here, id);
    g_autofree char *edit_text = g_strdup_printf("Edit draft %" G_GINT64_FORMAT, id);
    cJSON *item = json_put(json_put(cJSON_CreateObject(), "place", place), "heading", heading);
    json_put(json_put(json_put(item, "words", store_text(row, 2)), "note", note), "edit", edit);
    json_put_item(found->items, NULL, json_put(item, "edit_text", edit_text));
    return true;
}

static bool weekly_put(WebPage *page, cJSON *view, gpointer data, GError **error)
{
    const Cohort *cohort = data;
    g_autofree char *here = web_cohort_path(cohort->id, "/weekly");
    Found found = { cJSON_CreateArray(), here, cohort->zone };
    Upkeep upkeep = { 0 };
    bool read = upkeep_get(page->web->store, cohort->id, &upkeep, error);
    json_put(json_put_item(view, "items", found.items), "title", "Drafts");
    json_put(view, "hint", "About a room's week, made for its facilitator. Nothing goes to a room by itself.");
    g_autofree char *none = upkeep.weekly ? g_strdup("No draft waits. One is made about each week of each room.")
                                          : g_strdup_printf("No draft waits, and none is made. Who looks after the "
                                                            "server switches them on: baraza upkeep set %s weekly 1",
                                                cohort->name);
    page_tabs(page, cohort, json_put(view, "none", none));
    return read && store_each(page->web->store, &web_weekly_drafts, ARGS(ARG_INT("cohort", cohort->id)), put_draft,
                       &found, error);
}

static bool weekly_page(WebPage *page, bool (*run)(WebPage *page, const DeedPage *of, GError **error), GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    if (!cohort)
        return false;
    g_autofree char *here = web_cohort_path(cohort->id, "/weekly");
    const DeedPage of = { deeds, here, here, "group", "Drafts", NULL, weekly_put, cohort };
    return run(page, &of, error);
}

typedef struct {
    WebPage *page;
    int64_t id;
} Wanted;

static bool fill_in(const StoreRow *row, gpointer data)
{
    const Wanted *wanted = data;
    if (store_int(row, 0) != wanted->id)
        return true;
    g_hash_table_insert(wanted->page->form, g_strdup("draft"), g_strdup_printf("%" G_GINT64_FORMAT, wanted->id));
    g_hash_table_insert(wanted->page->form, g_strdup("text"), g_strdup(store_text(row, 2)));
    return true;
}

/* With the words of the draft that its address names in the form, to edit: they stand in no address. */
bool weekly_show(WebPage *page, GError **error)
{
    Wanted wanted = { page, 0 };
    if (g_ascii_string_to_signed(page_query(page, "draft"), 10, 1, G_MAXINT64, &wanted.id, NULL)) {
        page->form = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
        if (!store_each(
                page->web->store, &web_weekly_drafts, ARGS(ARG_INT("cohort", page->arg[0])), fill_in, &wanted, error))
            return false;
    }
    return weekly_page(page, deed_show, error);
}

bool weekly_do(WebPage *page, GError **error)
{
    return weekly_page(page, deed_do, error);
}
