/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft about the week, sent or dropped from a page or a command instead of the phone it went to. */
#include "admin_priv.h"
#include "facilitate.h"
#include "missing.h"

#include <string.h>

/* A facilitator's draft that has its room already: only the week's has. */
static Post *find_draft(Change *c, cJSON *result, GError **error)
{
    int64_t id = json_int(c->params, "draft", 0);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) post = id ? post_get(c->store, id, &fault) : NULL;
    if (!missing_only(g_steal_pointer(&fault), error))
        return NULL;
    if (!post || !post->staff || !post->room || post->enrolment) {
        change_refuse(error, BARAZA_ERROR_MISSING,
            "there is no draft %" G_GINT64_FORMAT " about a week: baraza weekly COHORT lists them", id);
        return NULL;
    }
    if (post->state != POST_DRAFT) {
        change_refuse(error, BARAZA_ERROR_STATE, "draft %" G_GINT64_FORMAT " is dealt with already: it is %s", id,
            post_state_name(post->state));
        return NULL;
    }
    const Cohort *cohort = context_cohort(c->context, post->cohort, error);
    if (!cohort || !change_thawed(cohort, "nothing is sent to it any more", error))
        return NULL;
    change_subject(c, "P", id);
    json_put(json_put_int(result, "draft", id), "cohort", cohort->name);
    return g_steal_pointer(&post);
}

static bool discard(Change *c, const Post *draft, GError **error)
{
    bool moved = false;
    return post_move(c->store, draft->id, POST_DRAFT, POST_DISCARDED, c->now, NULL, &moved, error);
}

bool change_weekly_send(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Post) draft = find_draft(c, result, error);
    const char *text = json_string(c->params, "text");
    if (!draft || !facilitate_check(text ? text : draft->text, error) || !discard(c, draft, error))
        return false;
    int64_t staff = facilitate_staff(c->actor);
    g_autofree char *looks = NULL;
    Post post = { .cohort = draft->cohort,
        .room = draft->room,
        .basis = BASIS_NONE,
        .text = (char *)(text ? text : draft->text),
        .staff = staff ? staff : draft->staff };
    if (!facilitate_post(c->context, &post, c->now, &looks, error))
        return false;
    json_put(json_put_int(result, "number", post.number), "looks", looks);
    json_put_bool(result, "edited", strcmp(post.text, draft->text) != 0);
    return true;
}

bool change_weekly_drop(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Post) draft = find_draft(c, result, error);
    return draft && discard(c, draft, error);
}
