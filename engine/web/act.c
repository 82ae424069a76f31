/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done for one learner: a step sent again, another room, another number, one record of two, out of the course,
 * forgotten. */
#include "deed_priv.h"

#include <string.h>

typedef struct {
    Cohort *cohort;
    Enrolment *e;
} Act;

static void tell_again(const cJSON *result, cJSON *sentences)
{
    const cJSON *before = json_at(result, "before"), *one = NULL;
    cJSON_ArrayForEach(one, before)
    {
        const char *at = json_string(one, "at"), *state = json_string(one, "state");
        deed_say(sentences, g_strdup_printf("Sent before: %s, %s.", at ? at : "", state ? state : ""));
    }
    if (!json_bool(result, "window", true))
        deed_say(sentences,
            g_strdup("She has not written for a day: a template asks her back, and her next message brings it."));
}

static void tell_move(const cJSON *result, cJSON *sentences)
{
    deed_say(sentences,
        g_strdup_printf("From room %s to room %s.", json_string(result, "from"), json_string(result, "room")));
}

static void tell_withdraw(const cJSON *result, cJSON *sentences)
{
    deed_say(sentences, g_strdup(json_bool(result, "told", false) ? "One last message tells her."
                                                                  : "Nothing is sent to her, not even this."));
}

static void tell_cohorts(const cJSON *list, const char *format, cJSON *sentences)
{
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, list) deed_say(sentences, g_strconcat(one->valuestring, format, NULL));
}

static void tell_merge(const cJSON *result, cJSON *sentences)
{
    tell_cohorts(json_at(result, "moved"), ": her place goes over with everything in it.", sentences);
    tell_cohorts(json_at(result, "left"), ": the second place holds nothing and is left behind.", sentences);
    bool kept = g_strcmp0(json_string(result, "number"), "kept") == 0;
    deed_say(sentences, g_strdup(kept ? "She is written to at her own number; the other one is ended."
                                      : "The other number becomes hers."));
}

static void tell_forget(const cJSON *result, cJSON *sentences)
{
    deed_say(
        sentences, g_strdup_printf("Name, numbers, %" G_GINT64_FORMAT " posts with %" G_GINT64_FORMAT
                                   " files and the words of %" G_GINT64_FORMAT
                                   " messages would go, for good. Marks stay, by nobody's name.",
                       json_int(result, "posts", 0), json_int(result, "files", 0), json_int(result, "messages", 0)));
}

/* The rooms that she is not in. */
static bool other_rooms(WebPage *page, cJSON *list, GError **error)
{
    g_autoptr(Enrolment) e = enrolment_get(page->web->store, page->web->config.vault, page->arg[1], error);
    g_autofree char *own = e ? room_name(page->web->store, e->room, error) : NULL;
    if (!own || !deed_rooms(page, list, error))
        return false;
    for (int i = cJSON_GetArraySize(list) - 1; i >= 0; i--)
        if (strcmp(json_string(cJSON_GetArrayItem(list, i), "value"), own) == 0)
            cJSON_DeleteItemFromArray(list, i);
    return true;
}

static const Deed deeds[] = {
    { "again", "send.again", WEB_NAMES, "Send a step again",
        "For one that did not reach her, or that she has lost. An open question is asked as it stands.",
        "Send it again", "The step is on its way to her.", { { "step", "Step", DEED_CHOICE, false, deed_steps } },
        .tell = tell_again },
    { "move", "learner.move", WEB_COORDINATOR, "Move her to another room",
        "She reads and writes there from now on, and is told so. What she wrote before stays where it is.", "Move her",
        "She is in the other room now.", { { "room", "Room", DEED_CHOICE, false, other_rooms } }, .tell = tell_move },
    { "phone", "learner.phone", WEB_COORDINATOR, "Another number",
        "All that comes goes to the new number; there a template asks her to write first.", "Change the number",
        "The new number is kept.", { { "phone", "New number, with + and the country", DEED_LINE, false, NULL } } },
    { "name", "learner.name", WEB_COORDINATOR, "Correct her name",
        "The name with which she is enrolled, and which her certificate will bear. What her group sees she chooses "
        "herself. A certificate that she holds already bears the old name until it is issued anew.",
        "Correct the name", "The name is corrected.", { { "name", "Name, in full", DEED_LINE, false, NULL } } },
    { "merge", "learner.merge", WEB_COORDINATOR, "She is in the list twice",
        "Two records of one person become this one. It is refused where she has answered under both.", "Make them one",
        "The two records are one now.", { { "other", "The other record, such as L42", DEED_LINE, false, NULL } },
        .tell = tell_merge },
    { "stop", "learner.stop", WEB_COORDINATOR, "Stop for her",
        "As if she had written STOP: nothing more is sent. START, from her own phone, brings her back.", "Stop now",
        "Nothing more is sent to her.", { { NULL } } },
    { "withdraw", "learner.withdraw", WEB_COORDINATOR, "Take her out of the cohort",
        "Nothing more is sent to her but a last message that says so. The reason stands in the journal.",
        "Take her out", "She is out of the cohort.",
        { { "reason", "Reason, for the journal", DEED_LINE, false, NULL } }, .tell = tell_withdraw },
    { "forget", "learner.forget", WEB_COORDINATOR, "Forget her",
        "For one who wishes it. You prepare it here; an administrator approves it, then everything by which she could "
        "be known is erased.",
        "Prepare it", "It is prepared. An administrator approves it on the page Erasures.", { { NULL } },
        .tell = tell_forget },
    { NULL },
};

static cJSON *act_params(WebPage *page, gpointer data, GError **error)
{
    const Act *act = data;
    g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, act->e->learner);
    return json_put(cJSON_CreateObject(), "learner", id);
}

static bool act_put(WebPage *page, cJSON *view, gpointer data, GError **error)
{
    const Act *act = data;
    g_autofree char *who = web_who(page, act->e), *id = g_strdup_printf("L%" G_GINT64_FORMAT, act->e->learner);
    json_put(json_put(view, "who", who), "id", id);
    page_tabs(page, act->cohort, view);
    return true;
}

static bool act_page(
    WebPage *page, bool change, bool (*run)(WebPage *page, const DeedPage *of, GError **error), GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    g_autoptr(Enrolment) e = cohort ? page_learner(page, cohort, page->arg[1], change, error) : NULL;
    if (!e)
        return false;
    Act act = { cohort, e };
    g_autofree char *back =
        g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/learner/%" G_GINT64_FORMAT, page->arg[0], page->arg[1]);
    g_autofree char *here = g_strconcat(back, "/do", NULL);
    g_autofree char *who = web_who(page, e);
    DeedPage of = { deeds, here, back, "act", who, act_params, act_put, &act };
    return run(page, &of, error);
}

bool act_show(WebPage *page, GError **error)
{
    return act_page(page, false, deed_show, error);
}

bool act_do(WebPage *page, GError **error)
{
    return act_page(page, true, deed_do, error);
}
