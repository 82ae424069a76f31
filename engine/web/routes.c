/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All addresses: who may ask for each, and what answers. */
#include "web_priv.h"

#include <string.h>

#define EVERYONE (WEB_ADMIN | WEB_COORDINATOR | WEB_FACILITATOR | WEB_EVALUATOR | WEB_AUDITOR)
#define RUNNING (WEB_ADMIN | WEB_COORDINATOR | WEB_FACILITATOR)

static const WebRoute routes[] = {
    { "GET", "/", RUNNING, "Today", today_show },
    { "GET", "/cohorts", RUNNING | WEB_EVALUATOR, "Cohorts", cohorts_show },
    { "GET", "/cohort/#", RUNNING | WEB_EVALUATOR, NULL, grid_show },
    { "GET", "/cohort/#/#/*", RUNNING | WEB_EVALUATOR, NULL, cell_show },
    { "GET", "/cohort/#/report", WEB_NAMES | WEB_EVALUATOR, NULL, report_show },
    { "GET", "/cohort/#/say", WEB_NAMES, NULL, say_show },
    { "POST", "/cohort/#/say", WEB_NAMES, NULL, say_send, true },
    { "POST", "/cohort/#/say/#", WEB_NAMES, NULL, say_cancel },
    { "GET", "/cohort/#/roster", WEB_NAMES, NULL, roster_show },
    { "POST", "/cohort/#/roster", WEB_NAMES, NULL, roster_show },
    { "GET", "/cohort/#/learner/#", WEB_NAMES, NULL, thread_show },
    { "GET", "/cohort/#/learner/#/do", WEB_NAMES, NULL, act_show },
    { "POST", "/cohort/#/learner/#/do/*", WEB_NAMES, NULL, act_do },
    { "POST", "/cohort/#/learner/#/phone", WEB_COORDINATOR, NULL, thread_phone },
    { "GET", "/cohort/#/correct", WEB_NAMES, NULL, correct_show },
    { "POST", "/cohort/#/correct/*", WEB_NAMES, NULL, correct_do },
    { "GET", "/cohort/#/run", WEB_COORDINATOR, NULL, run_show },
    { "POST", "/cohort/#/run/*", WEB_COORDINATOR, NULL, run_do },
    { "GET", "/cohort/#/invite", WEB_NAMES, NULL, invite_show },
    { "POST", "/cohort/#/invite/*", WEB_NAMES, NULL, invite_do },
    { "GET", "/cohort/#/invite/#/poster", WEB_NAMES, NULL, invite_poster },
    { "GET", "/cohort/#/certificates", WEB_NAMES, NULL, certificates_show },
    { "POST", "/cohort/#/certificates/csv", WEB_COORDINATOR, NULL, certificates_csv },
    { "GET", "/cohort/#/certificate/#", WEB_COORDINATOR, NULL, certificate_show },
    { "POST", "/cohort/#/certificate/#/*", WEB_COORDINATOR, NULL, certificate_do },
    { "GET", "/cohort/#/next", WEB_COORDINATOR, NULL, next_show },
    { "POST", "/cohort/#/next/*", WEB_COORDINATOR, NULL, next_do },
    { "GET", "/cohort/#/rules", WEB_COORDINATOR, NULL, rules_show },
    { "POST", "/cohort/#/rules/*", WEB_COORDINATOR, NULL, rules_do },
    { "GET", "/cohort/#/ground", WEB_NAMES, NULL, ground_show },
    { "POST", "/cohort/#/ground/*", WEB_NAMES, NULL, ground_do },
    { "GET", "/cohort/#/live", WEB_NAMES, NULL, meeting_show },
    { "POST", "/cohort/#/live/#/*", WEB_NAMES, NULL, meeting_do },
    { "GET", "/cohort/#/adverts", WEB_COORDINATOR, NULL, adverts_show },
    { "POST", "/cohort/#/adverts/*", WEB_COORDINATOR, NULL, adverts_do },
    { "GET", "/cohort/#/weekly", WEB_NAMES, NULL, weekly_show },
    { "POST", "/cohort/#/weekly/*", WEB_NAMES, NULL, weekly_do },
    { "GET", "/cohort/#/coding", WEB_COORDINATOR | WEB_EVALUATOR, NULL, coding_show },
    { "POST", "/cohort/#/coding/#/*", WEB_COORDINATOR | WEB_EVALUATOR, NULL, coding_run },
    { "GET", "/cohort/#/study", WEB_COORDINATOR | WEB_EVALUATOR, NULL, study_show },
    { "POST", "/cohort/#/study/*", WEB_COORDINATOR | WEB_EVALUATOR, NULL, study_do },
    { "GET", "/cohort/#/code/#", WEB_EVALUATOR, NULL, code_show },
    { "POST", "/cohort/#/code/#/*", WEB_EVALUATOR, NULL, code_do },
    { "GET", "/cohort/#/decide/#", WEB_EVALUATOR, NULL, decide_show },
    { "POST", "/cohort/#/decide/#", WEB_EVALUATOR, NULL, decide_do },
    { "GET", "/held", WEB_NAMES, "Held", held_show },
    { "GET", "/held/#/file", WEB_NAMES, NULL, held_file },
    { "POST", "/held/#/release", WEB_NAMES, NULL, held_release },
    { "POST", "/held/#/reject", WEB_NAMES, NULL, held_reject },
    { "GET", "/questions", WEB_NAMES, "Questions", questions_show },
    { "GET", "/question/#", WEB_NAMES, NULL, question_show },
    { "POST", "/question/#", WEB_NAMES, NULL, question_answer },
    { "GET", "/journal", WEB_AUDITOR, "Journal", journal_show },
    { "GET", "/erasures", WEB_ADMIN, "Erasures", erasures_show },
    { "POST", "/erasures/*", WEB_ADMIN, NULL, erasures_do },
    { "GET", "/lrs", WEB_ADMIN, "Record store", lrs_show },
    { "POST", "/lrs/*", WEB_ADMIN, NULL, lrs_do },
    { "GET", "/restore", WEB_ADMIN, NULL, restore_show },
    { "POST", "/restore/*", WEB_ADMIN, NULL, restore_do },
    { "GET", "/staff", WEB_ADMIN, "Accounts", staff_show },
    { "POST", "/staff", WEB_ADMIN, NULL, staff_create },
    { "POST", "/staff/#/*", WEB_ADMIN, NULL, staff_change },
    { "GET", "/password", EVERYONE, NULL, password_show },
    { "POST", "/password", EVERYONE, NULL, password_change },
    { "GET", "/second", EVERYONE, NULL, second_show },
    { "POST", "/second", EVERYONE, NULL, second_set },
    { "GET", "/login/code", 0, NULL, second_ask },
    { "POST", "/login/code", 0, NULL, second_enter },
    { "GET", "/welcome", 0, NULL, welcome_show },
    { "POST", "/welcome", 0, NULL, welcome_enter },
    { "POST", "/logout", EVERYONE, NULL, login_leave },
    { "GET", "/login", 0, NULL, login_show },
    { "POST", "/login", 0, NULL, login_enter },
    { "GET", "/setup", 0, NULL, setup_show },
    { "POST", "/setup", 0, NULL, setup_make },
    { "GET", "/static/*", 0, NULL, static_show },
    { "GET", "/check", 0, NULL, check_show },
    { "GET", "/check/*", 0, NULL, check_code },
    { "GET", "/badge/*", 0, NULL, badge_show },
    { "GET", "/healthz", 0, NULL, health_show },
    { NULL },
};

const WebRoute *web_routes(void)
{
    return routes;
}

static bool match_segment(const char *pattern, const char *text, WebPage *page, int *args)
{
    if (strcmp(pattern, "#") == 0)
        return *args < (int)G_N_ELEMENTS(page->arg) &&
               g_ascii_string_to_signed(text, 10, 1, G_MAXINT64, &page->arg[(*args)++], NULL);
    if (strcmp(pattern, "*") == 0) {
        g_free(page->word);
        page->word = g_strdup(text);
        return *text != '\0';
    }
    return strcmp(pattern, text) == 0;
}

static bool match(const WebRoute *route, char **path, WebPage *page)
{
    g_auto(GStrv) pattern = g_strsplit(route->path, "/", 0);
    if (g_strv_length(pattern) != g_strv_length(path))
        return false;
    int args = 0;
    for (guint i = 0; pattern[i]; i++)
        if (!match_segment(pattern[i], path[i], page, &args))
            return false;
    return true;
}

const WebRoute *web_find_route(WebPage *page, bool *other_method)
{
    g_auto(GStrv) path = g_strsplit(page->request->path, "/", 8);
    for (const WebRoute *route = routes; route->method; route++) {
        if (!match(route, path, page))
            continue;
        if (strcmp(route->method, page->request->method) == 0)
            return route;
        *other_method = true;
    }
    return NULL;
}

/* The first page of the navigation that this person may see. */
const char *web_home(const WebPage *page)
{
    for (const WebRoute *route = routes; route->method; route++)
        if (route->nav && page_may(page, route->roles))
            return route->path;
    return "/login";
}
