/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a coordinator does with a whole cohort: launch, pause, resume, shift, close. Each is tried first, and what it
 * would do, or what stands against it, is shown; only then it can be done. */
#include "web_priv.h"
#include "retention.h"

#include <string.h>

static const char *const run_fields[] = { "days", NULL };

#define IN(state) (1u << (state))
#define GOING (IN(COHORT_RUNNING) | IN(COHORT_PAUSED))

static const struct {
    const char *word, *verb;
    unsigned states; /* in which it is offered */
    const char *title, *about, *button, *done;
} acts[] = {
    { "launch", "cohort.launch", IN(COHORT_PLANNED), "Launch",
        "Begins the course for everybody who is enrolled. A checklist says first what is missing.", "Launch it now",
        "The cohort is launched." },
    { "pause", "cohort.pause", IN(COHORT_RUNNING), "Pause",
        "Nothing of the course goes out until it is resumed; answers are still taken in. Tests keep their dates.",
        "Pause it now", "The cohort is paused: nothing of the course goes out." },
    { "resume", "cohort.resume", IN(COHORT_PAUSED), "Resume",
        "What was held back goes out now, in order, by each learner's daily limit.", "Resume it now",
        "The cohort runs again; what was held back is on its way." },
    { "shift", "cohort.shift", GOING | IN(COHORT_PLANNED), "Shift",
        "All that is still to come moves by course days: later, or with a minus earlier.", "Shift it",
        "The cohort is shifted." },
    { "close", "cohort.close", GOING, "Close",
        "Ends the cohort for good: what has not gone out will not go. A checklist says first what is still open.",
        "Close it for good", "The cohort is closed." },
};

static int act_of(const char *word)
{
    for (gsize i = 0; i < G_N_ELEMENTS(acts); i++)
        if (strcmp(acts[i].word, word) == 0)
            return (int)i;
    return -1;
}

/* The list of a result under its own name, with the members that the template asks for; empty when there is none. */
static void put_list(cJSON *view, const cJSON *result, const char *name)
{
    const cJSON *list = result ? json_at(result, name) : NULL;
    json_put_item(view, name, list ? cJSON_Duplicate(list, true) : cJSON_CreateArray());
}

static void put_acts(const Cohort *cohort, cJSON *view)
{
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "acts", list);
    for (gsize i = 0; i < G_N_ELEMENTS(acts); i++) {
        if (!(acts[i].states & IN(cohort->state)))
            continue;
        g_autofree char *to = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/run/%s", cohort->id, acts[i].word);
        cJSON *item = json_put(json_put(cJSON_CreateObject(), "title", acts[i].title), "about", acts[i].about);
        json_put_bool(
            json_put(json_put(item, "to", to), "word", acts[i].word), "by_days", strcmp(acts[i].word, "shift") == 0);
        json_put_item(list, NULL, item);
    }
}

static void put_trial(WebPage *page, const Cohort *cohort, int act, const cJSON *result, cJSON *view)
{
    int64_t failed = result ? json_int(result, "failed", 0) : 0;
    bool may = result && failed == 0;
    g_autofree char *ticket = may ? page_ticket(page, run_fields) : g_strdup("");
    json_put(json_put(view, "ticket", ticket), "title", act >= 0 ? acts[act].title : "");
    json_put(json_put(view, "button", act >= 0 ? acts[act].button : ""), "about", act >= 0 ? acts[act].about : "");
    json_put(view, "to", page->request->path);
    json_put_bool(json_put_int(view, "failed", failed), "trial", result != NULL);
    const char *first = result ? json_string(result, "first_day") : NULL;
    json_put(json_put(view, "first_day", first ? first : ""), "days", page_field(page, "days"));
    json_put_item(view, "checks", run_checks(cohort, result));
    put_list(view, result, "moves");
    put_list(view, result, "sits");
    json_put_int(view, "n_moves", cJSON_GetArraySize(json_at(view, "moves")));
}

static bool run_page(WebPage *page, int status, int act, const cJSON *result, const char *sentence, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    if (!cohort)
        return false;
    g_autoptr(cJSON) view = json_put(cJSON_CreateObject(), "sentence", sentence);
    page_tabs(page, cohort, view);
    g_autofree char *next = web_cohort_path(cohort->id, "/next");
    json_put(view, "next", next);
    put_acts(cohort, view);
    put_trial(page, cohort, act, result, view);
    cJSON *kept = retention_json(page->web->store, cohort, error);
    if (!kept)
        return false;
    json_put_item(view, "kept", kept);
    return page_render(page, status, "run", "Run", g_steal_pointer(&view), error);
}

bool run_show(WebPage *page, GError **error)
{
    return run_page(page, 200, -1, NULL, "", error);
}

static cJSON *run(WebPage *page, const Cohort *cohort, int act, bool dry, GError **error)
{
    cJSON *params = json_put(cJSON_CreateObject(), "cohort", cohort->name);
    gint64 days = 0;
    const char *typed = page_field(page, "days");
    if (g_ascii_string_to_signed(*typed == '+' ? typed + 1 : typed, 10, -1000, 1000, &days, NULL))
        json_put_int(params, "days", days);
    else if (strcmp(acts[act].word, "shift") == 0) {
        cJSON_Delete(params);
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "Say by how many course days: 2, or -1 for one earlier.");
        return NULL;
    }
    return page_ask(page, acts[act].verb, json_put_bool(params, "dry_run", dry), error);
}

bool run_do(WebPage *page, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    int act = cohort ? act_of(page->word) : -1;
    if (!cohort)
        return false;
    if (act < 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "Nothing is known under this address.");
        return false;
    }
    g_autofree char *here = web_cohort_path(cohort->id, "/run");
    bool send = strcmp(page_field(page, "go"), "send") == 0;
    Ticket ticket = send ? page_take_ticket(page, run_fields) : TICKET_NONE;
    if (ticket == TICKET_USED)
        return page_redirect(page, here);
    g_autoptr(cJSON) result = run(page, cohort, act, ticket != TICKET_GOOD, &wrong);
    if (!result)
        return run_page(page, wrong->code == BARAZA_ERROR_INPUT ? 422 : 409, -1, NULL, wrong->message, error);
    if (ticket == TICKET_NONE)
        return run_page(page, 200, act, result, send ? "Look at it as it is now, then do it." : "", error);
    page_tell(page, g_strdup(acts[act].done));
    return page_redirect(page, here);
}
