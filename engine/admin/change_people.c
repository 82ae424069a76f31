/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes to a cohort that runs, to a learner, to what is held, and to those who work here. */
#include "admin_priv.h"
#include "discussion.h"
#include "inbox.h"
#include "phrase.h"
#include "tutor.h"

#include <string.h>

static bool set_state(Change *c, CohortState from, CohortState to, cJSON *result, GError **error)
{
    static const char *const names[COHORT_STATES] = {
        [COHORT_RUNNING] = "running",
        [COHORT_PAUSED] = "paused",
        [COHORT_CLOSED] = "closed",
    };
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    if (!cohort)
        return false;
    if (cohort->state == COHORT_CLOSED)
        return change_refuse(error, BARAZA_ERROR_STATE, "the cohort %s is closed", cohort->name);
    c->same = cohort->state != from;
    json_put(json_put(result, "cohort", cohort->name), "state", names[to]);
    json_put_bool(result, "changed", !c->same);
    return c->same || cohort_set_state(c->store, cohort->id, to, error);
}

bool change_cohort_pause(Change *c, cJSON *result, GError **error)
{
    return set_state(c, COHORT_RUNNING, COHORT_PAUSED, result, error);
}

bool change_cohort_resume(Change *c, cJSON *result, GError **error)
{
    /* What the pause held goes on by itself: dispatch judges it again. */
    return set_state(c, COHORT_PAUSED, COHORT_RUNNING, result, error) &&
           (c->same || outbox_release(c->store, 0, HELD_COHORT, c->now, NULL, error));
}

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
    change_subject(c, "P", id);
    return g_steal_pointer(&post);
}

static bool move_post(Change *c, const Post *post, PostState to, cJSON *result, GError **error)
{
    bool moved = false;
    if (!post_move(c->store, post->id, POST_HELD, to, c->now, post->why_held, &moved, error))
        return false;
    if (!moved)
        return change_refuse(error, BARAZA_ERROR_STATE, "post %" G_GINT64_FORMAT " is no longer held", post->id);
    json_put(json_put_int(result, "post", post->id), "state", post_state_name(to));
    c->payload = json_put(cJSON_CreateObject(), "why_held", post->why_held);
    return true;
}

/* The author is told, whatever becomes of a post: silence would look as if it had been lost. Takes the text. */
static bool tell_author(
    Change *c, const Post *post, const char *what, const char *phrase_key, const char *why, GError **error)
{
    if (!post->enrolment)
        return true;
    g_autoptr(Enrolment) author = enrolment_get(c->store, context_vault(c->context), post->enrolment, error);
    Tutor tutor;
    if (!author || !tutor_init(&tutor, c->context, author, c->now, error))
        return false;
    g_autofree char *key = g_strdup_printf("P%" G_GINT64_FORMAT "/%s", post->id, what);
    return tutor_say(&tutor, key, LANE_REPLY, OWED_NOTICE, phrase(tutor.who.lang, phrase_key, "why", why, NULL), error);
}

bool change_hold_release(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Post) post = held_post(c, error);
    if (!post || !move_post(c, post, POST_SHARED, result, error))
        return false;
    g_autoptr(Post) shared = post_get(c->store, post->id, error);
    if (shared)
        json_put_int(result, "number", shared->number);
    return shared && tell_author(c, post, "released", "held.released", "", error);
}

bool change_hold_reject(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Post) post = held_post(c, error);
    const char *why = json_string(c->params, "why");
    return post && move_post(c, post, POST_WITHDRAWN, result, error) &&
           tell_author(c, post, "rejected", "held.rejected", why ? why : "", error);
}

bool change_learner_stop(Change *c, cJSON *result, GError **error)
{
    const char *name = json_need_string(c->params, "learner", error);
    if (!name)
        return false;
    gint64 learner = 0;
    int64_t id = 0;
    if (!g_ascii_string_to_signed(name + (*name == 'L'), 10, 1, G_MAXINT64, &learner, NULL))
        return change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no learner; ids look like L42", name);
    if (!enrolment_of_learner(c->store, learner, &id, error))
        return false;
    if (!id)
        return change_refuse(error, BARAZA_ERROR_MISSING, "there is no learner L%" G_GINT64_FORMAT, learner);
    g_autoptr(Enrolment) e = enrolment_get(c->store, NULL, id, error);
    if (!e)
        return false;
    json_put(result, "learner", name);
    change_subject(c, "L", learner);
    c->same = e->state == ENROLMENT_STOPPED;
    if (!c->same)
        context_left(c->context, learner);
    return c->same || (enrolment_set_state(c->store, id, ENROLMENT_STOPPED, 0, c->now, error) &&
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

bool change_staff_add(Change *c, cJSON *result, GError **error)
{
    static const char *const roles[] = { "admin", "coordinator", "facilitator", "evaluator", "auditor", NULL };
    const char *name = json_need_string(c->params, "name", error);
    const char *role = name ? json_need_string(c->params, "role", error) : NULL;
    const char *password = role ? json_need_string(c->params, "password", error) : NULL;
    if (!password)
        return false;
    if (!*name || g_utf8_strlen(name, -1) > 60 || strpbrk(name, "\n\r\t"))
        return change_refuse(error, BARAZA_ERROR_INPUT, "an account needs a name of at most 60 characters");
    if (!g_strv_contains(roles, role))
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "\"%s\" is no role; there are admin, coordinator, facilitator, evaluator, auditor", role);
    if (!g_str_has_prefix(password, "$argon2id$"))
        return change_refuse(error, BARAZA_ERROR_INPUT, "a password must come as its Argon2id hash, never in clear");
    if (!staff_add(c->store, name, role, password, c->now, error))
        return false;
    g_autoptr(Staff) staff = staff_find(c->store, name, error);
    if (!staff)
        return false;
    json_put(json_put(result, "name", name), "role", role);
    change_subject(c, "S", staff->id);
    c->payload = json_put(json_put(cJSON_CreateObject(), "name", name), "role", role);
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
