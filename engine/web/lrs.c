/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the engine is with telling the learning record store of each cohort, and what becomes of what it refuses. It
 * names nobody: cohorts, counts and the store's status. */
#include "deed_priv.h"

#include "xapi.h"

static bool each_cohort(
    WebPage *page, bool (*fn)(WebPage *, const Cohort *, cJSON *, GError **), cJSON *to, GError **error)
{
    g_autoptr(GArray) ids = cohort_list(page->web->store, error);
    for (guint i = 0; ids && i < ids->len; i++) {
        g_autoptr(Cohort) cohort = cohort_get(page->web->store, g_array_index(ids, int64_t, i), error);
        if (!cohort || !fn(page, cohort, to, error))
            return false;
    }
    return ids != NULL;
}

static bool add_choice(WebPage *page, const Cohort *cohort, cJSON *list, GError **error)
{
    XapiCounts n;
    if (!xapi_count(page->web->store, page->web->config.lrs, cohort->id, &n, error))
        return false;
    g_autofree char *text = g_strdup_printf("%s: %" G_GINT64_FORMAT, cohort->name, n.parked);
    if (n.parked)
        deed_choice(list, cohort->name, text);
    return true;
}

static bool refused(WebPage *page, cJSON *list, GError **error)
{
    return !page->web->config.lrs || each_cohort(page, add_choice, list, error);
}

static void tell_again(const cJSON *result, cJSON *sentences)
{
    deed_say(sentences, g_strdup_printf("To be told once more, with the next pass: %" G_GINT64_FORMAT,
                            json_int(result, "statements", 0)));
}

static void tell_leave(const cJSON *result, cJSON *sentences)
{
    deed_say(
        sentences, g_strdup_printf("To stay untold for good: %" G_GINT64_FORMAT, json_int(result, "statements", 0)));
}

static const Deed deeds[] = {
    { "again", "xapi.again", WEB_ADMIN, "Tell again what is refused",
        "When the store is mended: each statement that it refused is sent once more.", "Tell again",
        "They are told again.", { { "cohort", "Cohort", DEED_CHOICE, false, refused } }, .tell = tell_again },
    { "leave", "xapi.leave", WEB_ADMIN, "Leave untold what is refused",
        "The store never gets these statements, and the alarm about them ends.", "Leave untold", "They stay untold.",
        { { "cohort", "Cohort", DEED_CHOICE, false, refused } }, .tell = tell_leave },
    { NULL },
};

static bool put_state(WebPage *page, const Cohort *cohort, cJSON *lines, GError **error)
{
    XapiWay way;
    XapiCounts n;
    if (!xapi_way(page->web->store, page->web->config.lrs, cohort->id, &way, error) ||
        !xapi_count(page->web->store, page->web->config.lrs, cohort->id, &n, error))
        return false;
    g_autofree char *text = xapi_sentence(&way, &n);
    json_put_item(lines, NULL, json_put(json_put(cJSON_CreateObject(), "what", cohort->name), "text", text));
    return true;
}

static cJSON *params_of(WebPage *page, gpointer data, GError **error)
{
    return json_put(cJSON_CreateObject(), "lrs", page->web->config.lrs ? page->web->config.lrs : "");
}

static bool put(WebPage *page, cJSON *view, gpointer data, GError **error)
{
    const char *lrs = page->web->config.lrs;
    g_autofree char *about = lrs ? g_strdup_printf("What %s has been told, of those who agree to research.", lrs)
                                 : g_strdup("The settings name no learning record store ([xapi] in baraza.ini).");
    json_put(json_put(json_put(view, "title", "Record store"), "about", about), "none",
        lrs ? "Nothing is refused: there is nothing to decide." : "");
    json_put(json_put(view, "crumb", ""), "cohort_name", "");
    json_put_item(view, "tabs", cJSON_CreateArray());
    cJSON *lines = cJSON_CreateArray();
    json_put_item(view, "lines", lines);
    return !lrs || each_cohort(page, put_state, lines, error);
}

static const DeedPage of = { deeds, "/lrs", "/lrs", "deeds_page", "Record store", params_of, put, NULL };

bool lrs_show(WebPage *page, GError **error)
{
    return deed_show(page, &of, error);
}

bool lrs_do(WebPage *page, GError **error)
{
    return deed_do(page, &of, error);
}
