/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question stands on her name: she takes it, or it goes to the next. */
#include "host.h"
#include "staff_priv.h"
#include "missing.h"

bool desk_given(const Desk *desk, int64_t id, bool take, GError **error)
{
    bool hers = false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) post = post_get(desk->store, id, &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    if (post && !(take ? host_take : host_pass)(desk->context, post, desk->staff, desk->now, &hers, error))
        return false;
    const char *reply = !hers ? "staff.not_given" : take ? "staff.taken" : "staff.passed";
    return (!hers || desk_note(desk, take ? "question.taken" : "question.passed", "P", id, NULL, error)) &&
           desk_reply(desk, phrase(desk->lang, reply, NULL), error);
}
