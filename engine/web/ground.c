/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort's own ground rules: each version with how its vote stands, and a new one. Who said what is shown to nobody,
 * as each was promised when she was asked. */
#include "deed_priv.h"
#include "room_rules.h"

static char *asked(const cJSON *result)
{
    g_autofree char *people = web_learners(json_int(result, "people", 0));
    return g_strdup_printf("%s asked; the vote ends %s.", people, json_string(result, "until"));
}

static void tell_propose(const cJSON *result, cJSON *sentences)
{
    deed_say(sentences, asked(result));
}

static char *after_propose(WebPage *page, const cJSON *result)
{
    g_autofree char *who = asked(result);
    return g_strconcat("The vote has begun: ", who, NULL);
}

static const Deed deeds[] = {
    { "propose", "rules.propose", WEB_NAMES, "Put rules to the vote",
        "They go to everybody who takes part, with two buttons. More yes than no, and they hold from the end of the "
        "vote; otherwise nothing changes. One vote at a time.",
        "Begin the vote", NULL,
        { { "text", "The rules", DEED_WORDS, false, NULL },
            { "hours", "Hours until the vote ends, 48 unless said", DEED_NUMBER, true, NULL } },
        .tell = tell_propose, .after = after_propose },
    { NULL },
};

static char *heading_of(const Rules *r, const char *zone)
{
    g_autofree char *proposed = web_moment(zone, r->proposed), *closes = web_moment(zone, r->closes);
    switch (r->state) {
    case RULES_VOTING:
        return g_strdup_printf("Voted on until %s", closes);
    case RULES_HOLD:
        return g_strdup_printf("These hold since %s", closes);
    case RULES_DROPPED:
        return g_strdup_printf("Proposed %s, no majority", proposed);
    case RULES_REPLACED:
    case RULES_STATES:
        break;
    }
    return g_strdup_printf("Proposed %s, replaced since", proposed);
}

static cJSON *rules_item(const Rules *r, const char *zone)
{
    g_autofree char *heading = heading_of(r, zone), *place = g_strdup_printf("r%" G_GINT64_FORMAT, r->id);
    g_autofree char *note = g_strdup_printf("%" G_GINT64_FORMAT " yes, %" G_GINT64_FORMAT " no%s", r->yes, r->no,
        r->state == RULES_VOTING ? " so far" : ", answers of later joiners included");
    cJSON *item = json_put(json_put(cJSON_CreateObject(), "place", place), "heading", heading);
    return json_put(json_put(json_put(item, "words", r->text), "note", note), "edit", "");
}

static bool ground_put(WebPage *page, cJSON *view, gpointer data, GError **error)
{
    const Cohort *cohort = data;
    g_autoptr(GPtrArray) all = rules_list(page->web->store, cohort->id, error);
    if (!all)
        return false;
    cJSON *items = cJSON_CreateArray();
    for (guint i = all->len; i > 0; i--) /* the newest first */
        json_put_item(items, NULL, rules_item(all->pdata[i - 1], cohort->zone));
    json_put(json_put_item(view, "items", items), "title", "Ground rules");
    json_put(view, "hint", "Each version stays. Answers are counted and never shown with a name.");
    json_put(view, "none", "No rules of its own yet: what the course asks agreement to holds.");
    page_tabs(page, cohort, view);
    return true;
}

static cJSON *ground_params(WebPage *page, gpointer data, GError **error)
{
    return json_put(cJSON_CreateObject(), "cohort", ((const Cohort *)data)->name);
}

static bool ground_page(WebPage *page, bool (*run)(WebPage *page, const DeedPage *of, GError **error), GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    if (!cohort)
        return false;
    g_autofree char *here = web_cohort_path(cohort->id, "/ground");
    const DeedPage of = { deeds, here, here, "group", "Ground rules", ground_params, ground_put, cohort };
    return run(page, &of, error);
}

bool ground_show(WebPage *page, GError **error)
{
    return ground_page(page, deed_show, error);
}

bool ground_do(WebPage *page, GError **error)
{
    return ground_page(page, deed_do, error);
}
