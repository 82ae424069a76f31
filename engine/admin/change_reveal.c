/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number is sealed; who has it shown stands in the journal. */
#include "admin_priv.h"
#include "staff.h"

#include <string.h>

/* Whoever owns the machine has every role. */
static bool may_see(const Change *c, GError **error)
{
    gint64 id = 0;
    if (c->actor[0] != 'S' || !g_ascii_string_to_signed(c->actor + 1, 10, 1, G_MAXINT64, &id, NULL))
        return true;
    g_autoptr(Staff) staff = staff_get(c->store, id, error);
    if (!staff)
        return (error && *error) || change_refuse(error, BARAZA_ERROR_DENIED, "there is no such account");
    return strcmp(staff->role, "coordinator") == 0 || strcmp(staff->role, "admin") == 0 ||
           change_refuse(error, BARAZA_ERROR_DENIED, "numbers are shown to coordinators, not to a %s", staff->role);
}

bool change_learner_reveal(Change *c, cJSON *result, GError **error)
{
    bool is_user_id = false;
    g_autoptr(GError) fault = NULL;
    /* A try would show the number and leave no trace. */
    if (c->dry)
        return change_refuse(error, BARAZA_ERROR_USAGE, "a number is shown or not; there is nothing to try");
    const char *reason = json_string(c->params, "reason");
    g_autoptr(Enrolment) e = may_see(c, error) ? change_learner(c, result, error) : NULL;
    if (!e)
        return false;
    if (!reason || !reason[strspn(reason, " \t\r\n")] || g_utf8_strlen(reason, -1) > 500)
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "a reason is needed, at most 500 characters: it goes to the journal");
    g_autofree char *address = address_of(c->store, context_vault(c->context), e->learner, &is_user_id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!address || is_user_id)
        return change_refuse(error, BARAZA_ERROR_STATE,
            address ? "WhatsApp has told us no number of hers, only its own id" : "no number of hers is known");
    json_put(json_put(result, "name", e->name), "phone", address);
    c->payload = json_put(cJSON_CreateObject(), "reason", reason);
    return true;
}
