/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question put to a senior lies in two chats: hers who asked, and the senior's. Whoever is forgotten takes her words
 * out of the other's. */
#include "forget_priv.h"
#include "host_seniors.h"

bool forget_asked(Context *context, const Cohort *cohort, int64_t enrolment, int64_t now, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GArray) list = asked_of(store, enrolment, error);
    for (guint i = 0; list && i < list->len; i++) {
        Asked *a = &g_array_index(list, Asked, i);
        bool hers = a->enrolment == enrolment, open = a->state == ASKED_OPEN;
        if (!(hers ? forget_sent(store, cohort, a->senior, "SQ", a->post, true, now, error)
                   : forget_sent(store, cohort, a->enrolment, "SA", a->post, false, now, error)))
            return false;
        if (hers)
            a->state = ASKED_BACK; /* and no facilitator gets what has no words any more */
        if (open && !(hers ? asked_put(store, a, error) : host_senior_give_back(context, a, ASKED_LAPSED, now, error)))
            return false;
    }
    return list && senior_set(store, enrolment, false, now, error);
}
