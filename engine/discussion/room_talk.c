/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "room_talk.h"
#include "discussion_queries.h"

bool talk_last_word(Store *store, int64_t room, int64_t *at, GError **error)
{
    *at = 0;
    return store_get_int(store, &discussion_last_word, ARGS(ARG_INT("room", room)), at, NULL, error);
}

bool talk_has_said(Store *store, int64_t enrolment, const char *prompt, bool *said, GError **error)
{
    int64_t n = 0;
    bool ok = store_get_int(store, &discussion_has_said,
        ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("prompt", prompt)), &n, NULL, error);
    *said = n > 0;
    return ok;
}

bool talk_set_told(Store *store, int64_t post, GError **error)
{
    return store_run(store, &discussion_set_told, ARGS(ARG_INT("id", post)), NULL, error);
}
