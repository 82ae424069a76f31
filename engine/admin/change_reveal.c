/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number is sealed; who has it shown stands in the journal. */
#include "admin_priv.h"

bool change_learner_reveal(Change *c, cJSON *result, GError **error)
{
    bool is_user_id = false;
    g_autoptr(GError) fault = NULL;
    /* A try would show the number and leave no trace. */
    if (c->dry)
        return change_refuse(error, BARAZA_ERROR_USAGE, "a number is shown or not; there is nothing to try");
    g_autoptr(Enrolment) e = change_learner(c, result, error);
    if (!e)
        return false;
    g_autofree char *address = address_of(c->store, context_vault(c->context), e->learner, &is_user_id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!address || is_user_id)
        return change_refuse(error, BARAZA_ERROR_STATE,
            address ? "WhatsApp has told us no number of hers, only its own id" : "no number of hers is known");
    json_put(result, "phone", address);
    return true;
}
