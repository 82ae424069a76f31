/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody asks to join a group of patients, and its doctor says yes or no by a tap. */
#include "admit.h"
#include "error.h"
#include "staff_priv.h"

static bool decide(const Desk *desk, const Guest *guest, const Cohort *cohort, bool yes, GError **error)
{
    g_autoptr(cJSON) json = json_put(cJSON_CreateObject(), "cohort", cohort->name);
    g_autofree char *payload = json_text(json);
    g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, guest->learner);
    if (!(yes ? admit_guest(desk->context, guest, cohort, desk->now, error)
              : admit_decline(desk->context, guest, desk->now, error)))
        return false;
    return desk_note(desk, yes ? "learner.admitted" : "learner.declined", "L", guest->learner, payload, error) &&
           desk_reply(desk, phrase(desk->lang, yes ? "staff.let_in" : "staff.not_let_in", "name", id, NULL), error);
}

bool desk_admit(const Desk *desk, int64_t learner, bool yes, GError **error)
{
    bool may = false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Guest) guest = guest_get(desk->store, context_vault(desk->context), learner, &fault);
    g_autoptr(Invitation) invitation =
        guest && guest->invitation ? invitation_get(desk->store, guest->invitation, &fault) : NULL;
    const Cohort *cohort = invitation ? context_cohort(desk->context, invitation->cohort, &fault) : NULL;
    if (!fault && cohort)
        desk_may(desk, cohort->id, &may, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!cohort)
        return desk_reply(desk, phrase(desk->lang, "staff.gone", NULL), error);
    if (!may)
        return desk_reply(desk, phrase(desk->lang, "staff.not_yours", NULL), error);
    return decide(desk, guest, cohort, yes, &fault) || desk_told_why(desk, g_steal_pointer(&fault), error);
}
