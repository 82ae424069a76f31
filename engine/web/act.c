/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done for one learner: a step sent again, another room, another number, out of the cohort. Each is tried first
 * and says what it would do; then it is done, once. */
#include "web_priv.h"

#include <string.h>

static const char *const act_fields[] = { "value", NULL };

static const struct {
    const char *word, *verb, *field;
    unsigned roles;
    const char *title, *about, *label, *button, *done;
} acts[] = {
    { "again", "send.again", "step", WEB_NAMES, "Send a step again",
        "For one that did not reach her, or that she has lost. An open question is asked as it stands.",
        "Step, as in the grid, such as m1p1", "Send it again", "The step is on its way to her." },
    { "move", "learner.move", "room", WEB_COORDINATOR, "Move her to another room",
        "She reads and writes there from now on, and is told so. What she wrote before stays where it is.", "Room",
        "Move her", "She is in the other room now." },
    { "phone", "learner.phone", "phone", WEB_COORDINATOR, "Another number",
        "All that comes goes to the new number; there a template asks her to write first.",
        "New number, with + and the country", "Change the number", "The new number is kept." },
    { "withdraw", "learner.withdraw", "reason", WEB_COORDINATOR, "Take her out of the cohort",
        "Nothing more is sent to her but a last message that says so. The reason stands in the journal.",
        "Reason, for the journal", "Take her out", "She is out of the cohort." },
};

static int act_of(const WebPage *page)
{
    for (gsize i = 0; i < G_N_ELEMENTS(acts); i++)
        if (strcmp(acts[i].word, page->word ? page->word : "") == 0 && page_may(page, acts[i].roles))
            return (int)i;
    return -1;
}

static char *path_of(const WebPage *page, const char *rest)
{
    return g_strdup_printf(
        "/cohort/%" G_GINT64_FORMAT "/learner/%" G_GINT64_FORMAT "%s", page->arg[0], page->arg[1], rest);
}

/* What a trial found, in sentences. */
static void put_found(const cJSON *result, cJSON *view)
{
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "found", list);
    const cJSON *before = json_at(result, "before"), *one = NULL;
    cJSON_ArrayForEach(one, before)
    {
        const char *at = json_string(one, "at"), *state = json_string(one, "state");
        g_autofree char *sentence = g_strdup_printf("Sent before: %s, %s.", at ? at : "", state ? state : "");
        json_put_item(list, NULL, json_put(cJSON_CreateObject(), "sentence", sentence));
    }
    if (json_at(result, "window") && !json_bool(result, "window", true))
        json_put_item(list, NULL,
            json_put(cJSON_CreateObject(), "sentence",
                "She has not written for a day: a template asks her back, and her next message brings it."));
    const char *looks = json_string(result, "looks"), *from = json_string(result, "from");
    json_put(json_put(view, "looks", looks ? looks : ""), "from", from ? from : "");
}

static bool act_page(WebPage *page, int status, const cJSON *result, const char *sentence, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    g_autoptr(Enrolment) e = cohort ? page_learner(page, cohort, page->arg[1], false, error) : NULL;
    if (!e)
        return false;
    g_autoptr(cJSON) view = json_put(json_put(cJSON_CreateObject(), "sentence", sentence), "who", e->name);
    cJSON *list = cJSON_CreateArray();
    int current = act_of(page);
    g_autofree char *back = path_of(page, ""), *ticket = result ? page_ticket(page, act_fields) : g_strdup("");
    for (gsize i = 0; i < G_N_ELEMENTS(acts); i++) {
        if (!page_may(page, acts[i].roles) || (current >= 0 && (int)i != current))
            continue;
        g_autofree char *rest = g_strconcat("/do/", acts[i].word, NULL), *to = path_of(page, rest);
        cJSON *item =
            json_put(json_put(json_put(cJSON_CreateObject(), "to", to), "word", acts[i].word), "title", acts[i].title);
        json_put(json_put(item, "about", acts[i].about), "label", acts[i].label);
        json_put(json_put(item, "button", acts[i].button), "value", page_field(page, "value"));
        json_put_item(list, NULL, item);
    }
    json_put(json_put(json_put_item(view, "acts", list), "ticket", ticket), "back", back);
    put_found(result, view);
    page_tabs(page, cohort, view);
    return page_render(page, status, "act", e->name, g_steal_pointer(&view), error);
}

bool act_show(WebPage *page, GError **error)
{
    return act_page(page, 200, NULL, "", error);
}

static cJSON *act(WebPage *page, int i, int64_t learner, bool dry, GError **error)
{
    g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, learner);
    g_autofree char *value = g_strstrip(g_strdup(page_field(page, "value")));
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "learner", id), acts[i].field, value);
    return page_ask(page, acts[i].verb, json_put_bool(params, "dry_run", dry), error);
}

bool act_do(WebPage *page, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    g_autoptr(Enrolment) e = cohort ? page_learner(page, cohort, page->arg[1], true, error) : NULL;
    int i = act_of(page);
    if (!e)
        return false;
    if (i < 0) {
        page_fail_status(page, 403, "Your role does not include this.");
        return true;
    }
    g_autofree char *back = path_of(page, "");
    bool send = strcmp(page_field(page, "go"), "send") == 0;
    Ticket ticket = send ? page_take_ticket(page, act_fields) : TICKET_NONE;
    if (ticket == TICKET_USED)
        return page_redirect(page, back);
    g_autoptr(cJSON) result = act(page, i, e->learner, ticket != TICKET_GOOD, &wrong);
    if (!result)
        return act_page(page, wrong->code == BARAZA_ERROR_INPUT ? 422 : 409, NULL, wrong->message, error);
    if (ticket == TICKET_NONE)
        return act_page(page, 200, result, send ? "This was altered after it was shown: look at it again." : "", error);
    page_tell(page, g_strdup(acts[i].done));
    return page_redirect(page, back);
}
