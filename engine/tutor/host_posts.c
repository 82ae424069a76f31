/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Posts that wait for others, and posts that are about something else. */
#include "host.h"
#include "phrase.h"

#define LOOK_AGAIN (10 * MINUTE)
#define LONGEST DAY

bool host_waits_for_peers(Context *context, int64_t id, int64_t now, bool *waits, GError **error)
{
    Upkeep upkeep;
    int64_t count = 0;
    bool any = false;
    Store *store = context_store(context);
    *waits = false;
    if (!upkeep_seniors_wait(store, &any, error) || !any)
        return !(error && *error);
    g_autoptr(Post) post = post_get(store, id, error);
    if (!post || !post->enrolment || !post->prompt || now >= post->written + LONGEST)
        return post != NULL;
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), post->enrolment, error);
    if (!e || e->role != MEMBER_SENIOR)
        return e != NULL;
    if (!upkeep_get(store, post->cohort, &upkeep, error) ||
        !talk_by_others(store, post->room, post->prompt, post->enrolment, &count, error))
        return false;
    *waits = count < upkeep.seniors_wait;
    return !*waits || post_set_until(store, id, now + LOOK_AGAIN, error);
}

bool host_set_aside(Context *context, const Post *post, int64_t now, bool *moved, GError **error)
{
    Tutor t;
    Store *store = context_store(context);
    *moved = false;
    if (!post->enrolment || !talk_set_aside(store, post->id, moved, error) || !*moved)
        return !(error && *error);
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), post->enrolment, error);
    g_autofree char *key = g_strdup_printf("P%" G_GINT64_FORMAT "/aside", post->id);
    g_autofree char *number = g_strdup_printf("%d", post->number);
    return e && tutor_init(&t, context, e, now, error) &&
           tutor_say(
               &t, key, LANE_RELAY, OWED_NOTICE, phrase(t.who.lang, "social.moved", "number", number, NULL), error);
}
