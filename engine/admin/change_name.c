/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name with which somebody is enrolled, and which her certificate bears. */
#include "admin_priv.h"
#include "certificate.h"
#include "invitation.h"

#include <string.h>

#define MOST 100

bool change_learner_name(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Enrolment) e = change_learner(c, result, error);
    const char *given = e ? json_need_string(c->params, "name", error) : NULL;
    if (!given)
        return false;
    g_autofree char *name = g_strstrip(g_strdup(given));
    if (!*name || g_utf8_strlen(name, -1) > MOST || strpbrk(name, "\r\n\t"))
        return change_refuse(error, BARAZA_ERROR_INPUT, "a name is one line of at most %d characters", MOST);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Certificate) paper = certificate_of(c->store, e->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    c->same = g_strcmp0(name, e->name) == 0;
    json_put(json_put(result, "name", name), "before", e->name);
    c->payload = json_put(json_put(cJSON_CreateObject(), "name", name), "before", e->name);
    if (paper && !paper->revoked) {
        g_autofree char *code = certificate_code_print(paper->code);
        json_put(result, "certificate", code);
        change_warn(result, g_strdup_printf("her certificate %s bears the name as it was: baraza certificates reissue "
                                            "%s --name \"%s\" makes another",
                                code, code, name));
    }
    return c->same || person_set_name(c->store, context_vault(c->context), e->learner, name, error);
}
