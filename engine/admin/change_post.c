/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff do with a post that is in the room, and with a learner's standing there. */
#include "admin_enrol_priv.h"
#include "admin_priv.h"
#include "host.h"
#include "phrase.h"

/* A post that is in its room. */
static Post *shared_post(Change *c, cJSON *result, GError **error)
{
    int64_t id = json_int(c->params, "post", 0);
    if (!id) {
        change_refuse(error, BARAZA_ERROR_USAGE, "the parameter \"post\" is missing");
        return NULL;
    }
    g_autoptr(Post) post = post_get(c->store, id, error);
    if (post && (post->state != POST_SHARED || !post->enrolment)) {
        change_refuse(error, BARAZA_ERROR_STATE, "post %" G_GINT64_FORMAT " is no learner's post in a room: it is %s",
            id, post->enrolment ? post_state_name(post->state) : "the facilitator's");
        return NULL;
    }
    const Cohort *cohort = post ? context_cohort(c->context, post->cohort, error) : NULL;
    if (!cohort || (!cohort->alumni && !change_thawed(cohort, "its posts stay as they were", error)))
        return NULL;
    change_subject(c, "P", id);
    json_put_int(json_put_int(result, "post", id), "number", post->number);
    return g_steal_pointer(&post);
}

bool change_post_aside(Change *c, cJSON *result, GError **error)
{
    bool moved = false;
    g_autoptr(Post) post = shared_post(c, result, error);
    if (!post || !host_set_aside(c->context, post, c->now, &moved, error))
        return false;
    return moved ||
           change_refuse(error, BARAZA_ERROR_STATE, "post %" G_GINT64_FORMAT " is marked so already", post->id);
}

bool change_post_withdraw(Change *c, cJSON *result, GError **error)
{
    Tutor t;
    bool moved = false;
    const char *why = json_string(c->params, "why");
    g_autoptr(Post) post = shared_post(c, result, error);
    if (!post ||
        !post_move(c->store, post->id, POST_SHARED, POST_WITHDRAWN, c->now, "withdrawn by staff", &moved, error))
        return false;
    json_put(result, "state", post_state_name(POST_WITHDRAWN));
    g_autoptr(Enrolment) e = enrolment_get(c->store, context_vault(c->context), post->enrolment, error);
    g_autofree char *key = g_strdup_printf("P%" G_GINT64_FORMAT "/rejected", post->id);
    return e && tutor_init(&t, c->context, e, c->now, error) &&
           tutor_say(&t, key, LANE_RELAY, OWED_NOTICE,
               phrase(t.who.lang, "post.withdrawn", "why", why ? why : "", NULL), error);
}

bool change_learner_role(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Enrolment) e = change_learner(c, result, error);
    const char *role = e ? json_need_string(c->params, "role", error) : NULL;
    const Cohort *cohort = role ? context_cohort(c->context, e->cohort, error) : NULL;
    if (!cohort || !change_thawed(cohort, "who was what in it stays as it was", error))
        return false;
    MemberRole member = MEMBER_LEARNER;
    while (member < MEMBER_ROLES && !g_str_equal(member_role_name(member), role))
        member++;
    if (member == MEMBER_ROLES)
        return change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no role: learner, senior or observer", role);
    json_put(json_put(json_put(result, "name", e->name), "role", role), "before", member_role_name(e->role));
    c->payload = json_put(json_put(cJSON_CreateObject(), "role", role), "before", member_role_name(e->role));
    /* A new senior is invited to let herself be asked; what lies with a former one goes back. */
    return enrolment_set_role(c->store, e->id, member, error) &&
           care_set(c->store, e->cohort, CARE_SENIORS, c->now, error);
}
