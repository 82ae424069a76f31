/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes to a cohort that runs, to a learner and to what is held. */
#include "admin_priv.h"
#include "advertise.h"
#include "desk.h"
#include "inbox.h"

/* Who may do what to a post is the caller's affair; here, whether it is held at all. */
static Post *held_post(Change *c, GError **error)
{
    int64_t id = 0;
    if (!json_need_int(c->params, "post", &id, error))
        return NULL;
    g_autoptr(Post) post = post_get(c->store, id, error);
    if (!post)
        return NULL;
    if (post->state != POST_HELD) {
        change_refuse(error, BARAZA_ERROR_STATE, "post %" G_GINT64_FORMAT " is not held: it is %s", id,
            post_state_name(post->state));
        return NULL;
    }
    const Cohort *cohort = context_cohort(c->context, post->cohort, error);
    if (!cohort || !change_thawed(cohort, "no post comes into its rooms any more", error))
        return NULL;
    if (!change_moderates(c, cohort, error))
        return NULL;
    change_subject(c, "P", id);
    return g_steal_pointer(&post);
}

bool change_hold_release(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Post) post = held_post(c, error);
    if (!post || !desk_release(c->context, post, c->now, error))
        return false;
    json_put(json_put_int(result, "post", post->id), "state", post_state_name(post->state));
    json_put_int(result, "number", post->number);
    c->payload = json_put(cJSON_CreateObject(), "why_held", post->why_held);
    return true;
}

bool change_hold_reject(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Post) post = held_post(c, error);
    if (!post || !desk_reject(c->context, post, json_string(c->params, "why"), c->now, error))
        return false;
    json_put(json_put_int(result, "post", post->id), "state", post_state_name(post->state));
    c->payload = json_put(cJSON_CreateObject(), "why_held", post->why_held);
    return true;
}

bool change_learner_stop(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Enrolment) e = change_learner(c, result, error);
    if (!e)
        return false;
    int64_t learner = e->learner, id = e->id;
    c->same = e->state == ENROLMENT_STOPPED;
    if (!c->same)
        context_left(c->context, learner);
    return c->same || (advertise_stop(c->context, learner, NULL, c->now, error) &&
                          enrolment_set_state(c->store, id, ENROLMENT_STOPPED, 0, c->now, error) &&
                          outbox_cancel_learner(c->store, learner, DONE_OPTED_OUT, NULL, c->now, error) &&
                          schedule_cancel(c->store, id, "stopped by a coordinator", c->now, error));
}

bool change_unblind(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    if (!cohort || !cohort_set_unblinded(c->store, cohort->id, c->now, error))
        return false;
    json_put_int(json_put(result, "cohort", cohort->name), "at", cohort->unblinded ? cohort->unblinded : c->now);
    /* Each early look is journalled, not only the first. */
    c->payload = json_put(cJSON_CreateObject(), "reason", json_string(c->params, "reason"));
    return true;
}

bool change_inbox_replay(Change *c, cJSON *result, GError **error)
{
    int64_t count = 0;
    if (!inbox_replay(c->store, &count, error))
        return false;
    json_put_int(result, "replayed", count);
    c->same = count == 0;
    c->payload = json_put_int(cJSON_CreateObject(), "bodies", count);
    return true;
}
