/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cursor of its own beside that of the work, over the same numbers. */
#include "social.h"
#include "discussion_queries.h"

bool social_is(const char *key)
{
    return key && g_str_has_prefix(key, SOCIAL_KEY);
}

bool social_shared(Store *store, int64_t room, int64_t number, GError **error)
{
    return store_run(
        store, &discussion_social_next, ARGS(ARG_INT("room", room), ARG_INT("number", number)), NULL, error);
}

bool social_waits(const RelayCursor *cursor)
{
    return cursor->social < cursor->social_posts;
}

bool social_move(Store *store, const RelayCursor *cursor, int64_t upto, int64_t next_at, int parts, GError **error)
{
    return store_run(store, &discussion_social_move,
        ARGS(ARG_INT("room", cursor->room), ARG_INT("enrolment", cursor->enrolment), ARG_INT("social", upto),
            ARG_INT("next_at", next_at), ARG_INT("parts", parts)),
        NULL, error);
}

bool social_set_off(Store *store, int64_t enrolment, bool off, int64_t now, GError **error)
{
    if (off)
        return store_run(
            store, &discussion_social_left, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("now", now)), NULL, error);
    const StoreArg *of = ARGS(ARG_INT("enrolment", enrolment));
    return store_run(store, &discussion_social_joined, of, NULL, error) &&
           store_run(store, &discussion_social_passed, of, NULL, error);
}

bool social_is_off(Store *store, int64_t enrolment, bool *off, GError **error)
{
    int64_t n = 0;
    bool ok = store_get_int(store, &discussion_social_is_off, ARGS(ARG_INT("enrolment", enrolment)), &n, NULL, error);
    *off = n > 0;
    return ok;
}

bool social_unread(Store *store, int64_t enrolment, bool *unread, GError **error)
{
    int64_t n = 0;
    bool ok = store_get_int(store, &discussion_social_unread, ARGS(ARG_INT("enrolment", enrolment)), &n, NULL, error);
    *unread = n > 0;
    return ok;
}
