/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One learner: all that passed between us and her, newest first, and what can be done for her. */
#include "thread_priv.h"

#include "clock.h"

#include <string.h>

#define SHOWN 40      /* moments on a page */
#define WORDS_MAX 600 /* characters of each; the whole stands behind its link */

static char *shortened(const char *words)
{
    if (!words || g_utf8_strlen(words, -1) <= WORDS_MAX)
        return g_strdup(words ? words : "");
    g_autofree char *start = g_utf8_substring(words, 0, WORDS_MAX);
    return g_strconcat(start, "…", NULL);
}

static void put_moment(const Cohort *cohort, const Moment *moment, cJSON *list)
{
    g_autofree char *when = web_time(cohort->zone, moment->at), *words = shortened(moment->words);
    cJSON *item = json_put(json_put(cJSON_CreateObject(), "when", when), "what", moment->what);
    json_put(json_put(json_put(item, "mark", moment->mark), "css", moment->css), "words", words);
    json_put(json_put(item, "why", moment->why ? moment->why : ""), "to", moment->to ? moment->to : "");
    json_put_item(list, NULL, json_put_bool(item, "hers", moment->hers));
}

static bool put_moments(WebPage *page, const Cohort *cohort, const Enrolment *e, cJSON *view, GError **error)
{
    g_autoptr(GPtrArray) moments = thread_moments(page, cohort, e, error);
    if (!moments)
        return false;
    gint64 from = CLAMP(g_ascii_strtoll(page_query(page, "from"), NULL, 10), 0, (gint64)moments->len);
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "moments", list);
    for (guint i = (guint)from; i < moments->len && i < from + SHOWN; i++)
        put_moment(cohort, moments->pdata[i], list);
    bool older = from + SHOWN < moments->len;
    g_autofree char *to = g_strdup_printf("?from=%" G_GINT64_FORMAT, from + SHOWN);
    json_put(json_put(view, "older", older ? to : ""), "newer", from ? "?from=0" : "");
    return true;
}

static bool put_person(WebPage *page, const Cohort *cohort, const Enrolment *e, cJSON *view, GError **error)
{
    OutboxThread thread;
    g_autofree char *room = room_name(page->web->store, e->room, error);
    if (!room || !outbox_thread_get(page->web->store, e->learner, &thread, error))
        return false;
    g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    g_autofree char *say =
        g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/say?to=learner-%" G_GINT64_FORMAT, cohort->id, e->id);
    g_autofree char *here =
        g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/learner/%" G_GINT64_FORMAT, cohort->id, e->id);
    g_autofree char *reveal = g_strconcat(here, "/phone", NULL), *until = web_time(cohort->zone, thread.window_until);
    g_autofree char *who = web_who(page, e);
    json_put(json_put(json_put(json_put(view, "who", who), "id", id), "room", room), "say", say);
    json_put(view, "alias", e->alias ? e->alias : "");
    json_put(json_put(view, "state", enrolment_state_name(e->state)), "until", until);
    json_put_bool(json_put_bool(view, "open", thread.window_until > page->now), "joined", thread.window_until > 0);
    json_put(json_put(view, "cadre", e->cadre ? e->cadre : ""), "facility", e->facility ? e->facility : "");
    json_put(json_put(view, "lang", e->lang ? e->lang : ""), "tier", e->tier ? e->tier : "");
    g_autofree char *more = g_strconcat(here, "/do", NULL);
    json_put(json_put(view, "more", more), "reveal", page_may(page, WEB_COORDINATOR) ? reveal : "");
    json_put_bool(view, "posts_kept", e->may_posts);
    return true;
}

static bool thread_page(WebPage *page, int status, const char *phone, const char *sentence, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    g_autoptr(Enrolment) e = cohort ? page_learner(page, cohort, page->arg[1], false, error) : NULL;
    if (!e)
        return false;
    g_autoptr(cJSON) view = json_put(json_put(cJSON_CreateObject(), "sentence", sentence), "phone", phone);
    page_tabs(page, cohort, view);
    g_autofree char *roster = web_cohort_path(cohort->id, "/roster"), *who = web_who(page, e);
    json_put(json_put(view, "roster", roster), "zone", cohort->zone);
    return put_person(page, cohort, e, view, error) && put_moments(page, cohort, e, view, error) &&
           page_render(page, status, "thread", who, g_steal_pointer(&view), error);
}

bool thread_show(WebPage *page, GError **error)
{
    return thread_page(page, 200, "", "", error);
}

bool thread_phone(WebPage *page, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    g_autoptr(Enrolment) e = cohort ? page_learner(page, cohort, page->arg[1], true, error) : NULL;
    if (!e)
        return false;
    g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "learner", id), "reason", page_field(page, "reason"));
    g_autoptr(cJSON) result = page_ask(page, "learner.reveal", params, &wrong);
    if (!result)
        return thread_page(page, 409, "", wrong->message, error);
    const char *phone = json_string(result, "phone");
    return thread_page(page, 200, phone ? phone : "", "", error);
}
