/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways from one page of a cohort to the others that this person may see. */
#include "web_priv.h"
#include "audience.h"

#include <string.h>

static const struct {
    const char *path, *text;
    unsigned roles;
    const char *verb; /* what is done there: a group of patients may refuse all of it; NULL: it never does */
} tabs[] = {
    { "", "Who is where", WEB_ADMIN | WEB_NAMES | WEB_EVALUATOR },
    { "/roster", "Roster", WEB_NAMES },
    { "/invite", "Invite", WEB_NAMES },
    { "/adverts", "Adverts", WEB_COORDINATOR, "advert." },
    { "/say", "Say", WEB_NAMES },
    { "/live", "Live", WEB_NAMES, "live." },
    { "/correct", "Correct", WEB_NAMES },
    { "/run", "Run", WEB_COORDINATOR },
    { "/rules", "Rules", WEB_COORDINATOR },
    { "/ground", "Ground rules", WEB_NAMES, "rules." },
    { "/weekly", "Drafts", WEB_NAMES, "weekly." },
    { "/certificates", "Certificates", WEB_NAMES, "certificate" },
    { "/coding", "Coding", WEB_COORDINATOR | WEB_EVALUATOR },
    { "/report", "Report", WEB_NAMES | WEB_EVALUATOR },
};

char *web_cohort_path(int64_t cohort, const char *path)
{
    return g_strdup_printf("/cohort/%" G_GINT64_FORMAT "%s", cohort, path);
}

/* What a form of the page leads to belongs to it; all pages of a cohort lie below the first. */
static bool is_here(const char *path, const char *to, bool below)
{
    const char *rest = g_str_has_prefix(path, to) ? path + strlen(to) : "-";
    return *rest == '\0' || (below && *rest == '/');
}

void page_tabs(const WebPage *page, const Cohort *cohort, cJSON *view)
{
    cJSON *list = cJSON_CreateArray();
    for (gsize i = 0; i < G_N_ELEMENTS(tabs); i++) {
        if (!page_may(page, tabs[i].roles) || (tabs[i].verb && audience_refuses(cohort->audience, tabs[i].verb)))
            continue;
        g_autofree char *to = web_cohort_path(cohort->id, tabs[i].path);
        cJSON *item = json_put(json_put(cJSON_CreateObject(), "way", to), "tab", tabs[i].text);
        json_put_item(list, NULL, json_put_bool(item, "current", is_here(page->request->path, to, *tabs[i].path)));
    }
    json_put(json_put_item(view, "tabs", list), "cohort_name", cohort->name);
    json_put(view, "cohort_state", cohort_state_name(cohort->state));
}
