/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Once a day a facilitator looks through what is held, approves or returns the cases that learners brought, ends those
 * that were talked about for two days, and marks at an event those who said that they would come. All by the verbs that
 * commands and pages use. */
#include "rehearse_priv.h"
#include "admin.h"
#include "brought.h"
#include "quiz.h"
#include "schedule.h"
#include "text.h"

#define TALKED (2 * DAY)
#define MARKED_FOR (2 * DAY) /* an event's book is written up within so long */

/* What a person sees and the guard does not: a number is harmless unless it, or a name, is somebody's. */
static bool tells_of_client(Rehearsal *r, const char *text)
{
    static const char *const words[] = { "mother", "client", "patient", "baby", "her", "she", "his", "he", NULL };
    g_autofree char *why = context_guard(engine_context(r->stage->engine), r->stage->cohort, text);
    if (!why || g_str_has_prefix(why, guard_kind_name(GUARD_NAME)))
        return why != NULL;
    g_autofree char *key = text_key(text);
    g_auto(GStrv) said = g_strsplit_set(key, " .,;:!?'()", -1);
    for (guint i = 0; words[i]; i++)
        if (g_strv_contains((const char *const *)said, words[i]))
            return true;
    return false;
}

/* Takes params. */
static bool run(Rehearsal *r, const char *verb, cJSON *params, GError **error)
{
    g_autoptr(cJSON) owned = params;
    g_autoptr(cJSON) result =
        admin_run(engine_context(r->stage->engine), "cli", verb, owned, r->stage->clock.now, error);
    return result != NULL;
}

/* --- cases --- */

static bool judge_case(Rehearsal *r, const Post *post, GError **error)
{
    bool returns = tells_of_client(r, post->text);
    cJSON *params = json_put_int(cJSON_CreateObject(), "case", post->id);
    *(returns ? &r->care.returned : &r->care.approved) += 1;
    return returns ? run(r, "case.return", json_put(params, "why", "Please write it so that nobody knows whose it is."),
                         error)
                   : run(r, "case.approve", params, error);
}

static bool close_case(Rehearsal *r, const Post *post, GError **error)
{
    cJSON *params = json_put_int(cJSON_CreateObject(), "case", post->id);
    r->care.closed++;
    return run(r, "case.close", json_put(params, "note", "The guideline says what most of you said."), error);
}

static bool look_at_cases(Rehearsal *r, GError **error)
{
    g_autoptr(GPtrArray) cases = brought_list(r->stage->store, r->stage->cohort, error);
    for (guint i = 0; cases && i < cases->len; i++) {
        const Brought *b = cases->pdata[i];
        g_autoptr(Post) post = b->closed ? NULL : post_get(r->stage->store, b->post, error);
        if (!b->closed && !post)
            return false;
        if (post && post->state == POST_HELD && !judge_case(r, post, error))
            return false;
        if (post && post->state == POST_SHARED && r->stage->clock.now >= post->shared + TALKED &&
            !close_case(r, post, error))
            return false;
    }
    return cases != NULL;
}

/* --- events --- */

static bool mark_if_comes(Rehearsal *r, const Step *event, int64_t enrolment, GError **error)
{
    Store *store = r->stage->store;
    bool there = false;
    g_autofree char *answer = NULL;
    if (!poll_choices(store, enrolment, event->id, &answer, error) ||
        !task_is_confirmed(store, enrolment, event->id, &there, error))
        return false;
    if (there || g_strcmp0(answer, "yes") != 0)
        return true;
    g_autoptr(Enrolment) e = enrolment_get(store, r->stage->vault, enrolment, error);
    if (!e)
        return false;
    g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    cJSON *params = json_put(cJSON_CreateObject(), "cohort", r->cohort->name);
    r->care.marked++;
    return run(r, "event.attend", json_put(json_put(params, "event", event->id), "learner", learner), error);
}

static bool mark_event(Rehearsal *r, const Step *event, GError **error)
{
    int64_t now = r->stage->clock.now, start = schedule_event_start(r->cohort, event);
    if (now < start || now > start + MARKED_FOR)
        return true;
    g_autoptr(GArray) ids = enrolment_list(r->stage->store, r->stage->cohort, error);
    for (guint i = 0; ids && i < ids->len; i++)
        if (!mark_if_comes(r, event, g_array_index(ids, int64_t, i), error))
            return false;
    return ids != NULL;
}

static bool mark_events(Rehearsal *r, GError **error)
{
    const GPtrArray *steps = r->package->course->steps;
    for (guint i = 0; i < steps->len; i++) {
        const Step *step = steps->pdata[i];
        if (step->kind == STEP_EVENT && !mark_event(r, step, error))
            return false;
    }
    return true;
}

/* --- what is held --- */

typedef struct {
    Rehearsal *r;
    GArray *share; /* bool, of what is held, in order */
} Wishes;

static bool count_if_held(const Post *post, gpointer data)
{
    Wishes *wishes = data;
    bool share = !tells_of_client(wishes->r, post->text);
    if (post->state == POST_HELD)
        g_array_append_val(wishes->share, share);
    return true;
}

static bool look_at_held(Rehearsal *r, GError **error)
{
    g_autoptr(GArray) share = g_array_new(FALSE, FALSE, sizeof(bool));
    Wishes wishes = { r, share };
    if (!post_each_held(r->stage->store, r->stage->cohort, count_if_held, &wishes, error))
        return false;
    for (guint i = 0; i < share->len; i++) {
        bool one = g_array_index(share, bool, i);
        if (!stage_judge_held(r->stage, 1, one, error))
            return false;
        *(one ? &r->care.released : &r->care.rejected) += 1;
    }
    return true;
}

bool rehearsal_facilitate(Rehearsal *r, GError **error)
{
    return look_at_cases(r, error) && look_at_held(r, error) && mark_events(r, error) && rehearsal_sign(r, error);
}
