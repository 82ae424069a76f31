/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The next cohort by the rules of this one. */
#include "deed_priv.h"

static void tell_copy(const cJSON *result, cJSON *sentences)
{
    deed_say(sentences, g_strdup_printf("Its first course day is %s.", json_string(result, "first_day")));
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, json_at(result, "corrections"))
    {
        deed_say(
            sentences, g_strdup_printf("Corrected in this cohort, so mend it in the course's file first: %s %s, “%s”",
                           json_string(one, "kind"), json_string(one, "what"), json_string(one, "text")));
    }
}

static const Deed deeds[] = {
    { "copy", "cohort.copy", WEB_COORDINATOR, "Make the next cohort",
        "It takes the course, the rest days, quiet hours and all other rules of this one; nobody is enrolled in it "
        "yet, and nothing is sent before it is launched. Who looks after this one looks after it too.",
        "Make it", "The next cohort is made: invite its learners, then launch it.",
        { { "name", "Its name, such as harare-2", DEED_LINE, false, NULL },
            { "start", "First day", DEED_DATE, false, NULL },
            { "zone", "Zone, where it is another, such as Africa/Nairobi", DEED_LINE, true, NULL } },
        .tell = tell_copy },
    { NULL },
};

static cJSON *next_params(WebPage *page, gpointer data, GError **error)
{
    return json_put(cJSON_CreateObject(), "cohort", ((const Cohort *)data)->name);
}

static bool next_put(WebPage *page, cJSON *view, gpointer data, GError **error)
{
    json_put(json_put(json_put(view, "title", "Next cohort"), "crumb", ""), "about", "");
    json_put_item(json_put(view, "none", ""), "lines", cJSON_CreateArray());
    page_tabs(page, data, view);
    return true;
}

static bool next_page(WebPage *page, bool (*run)(WebPage *page, const DeedPage *of, GError **error), GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    if (!cohort)
        return false;
    g_autofree char *here = web_cohort_path(cohort->id, "/next");
    const DeedPage of = { deeds, here, "/cohorts", "deeds_page", "Next cohort", next_params, next_put, cohort };
    return run(page, &of, error);
}

bool next_show(WebPage *page, GError **error)
{
    return next_page(page, deed_show, error);
}

bool next_do(WebPage *page, GError **error)
{
    return next_page(page, deed_do, error);
}
