/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A learning record store. That it may have statements is noted before they are sent, so that they can be taken back;
 * that it has them after it has said so, so that a note that is lost sends them once more under the same ids. The
 * journal has counts and the address, never a statement. */
#include "admin_priv.h"
#include "xapi.h"

#include <string.h>

static bool is_uuid(const char *text)
{
    return strlen(text) == 36 && strspn(text, "0123456789abcdef-") == 36;
}

typedef struct {
    int64_t told, refused, doubt;
} Noted;

static bool note(Change *c, const Cohort *cohort, const char *lrs, const cJSON *one, Noted *n, GError **error)
{
    XapiTold told = { .voids = json_string(one, "voids"), .refused = json_string(one, "refused"), .at = c->now };
    told.id = json_need_string(one, "id", error);
    told.words = json_bool(one, "words", false);
    told.doubt = json_bool(one, "doubt", false);
    if (!told.id || !json_need_int(one, "enrolment", &told.enrolment, error))
        return false;
    if (!is_uuid(told.id) || (told.voids && !is_uuid(told.voids)))
        return change_refuse(error, BARAZA_ERROR_INPUT, "id is a UUID in small letters, not %s",
            is_uuid(told.id) ? told.voids : told.id);
    *(told.refused ? &n->refused : told.doubt ? &n->doubt : &n->told) += 1;
    return xapi_tell(c->store, lrs, cohort->id, &told, error);
}

bool change_xapi(Change *c, cJSON *result, GError **error)
{
    Noted n = { 0 };
    const char *lrs = json_need_string(c->params, "lrs", error);
    g_autoptr(Cohort) cohort = lrs ? change_cohort(c, error) : NULL;
    const cJSON *list = json_at(c->params, "statements"), *one;
    if (!cohort)
        return false;
    if (!cJSON_IsArray(list))
        return change_refuse(error, BARAZA_ERROR_USAGE, "the parameter \"statements\" is missing");
    cJSON_ArrayForEach(one, list)
    {
        if (!note(c, cohort, lrs, one, &n, error))
            return false;
    }
    c->payload = json_put(cJSON_CreateObject(), "lrs", lrs);
    json_put(result, "cohort", cohort->name);
    cJSON *const both[] = { c->payload, result };
    for (gsize i = 0; i < G_N_ELEMENTS(both); i++)
        json_put_int(json_put_int(json_put_int(both[i], "statements", n.told), "refused", n.refused), "doubt", n.doubt);
    return true;
}

/* --- what it refuses --- */

typedef bool Decide(Change *c, const char *lrs, int64_t cohort, int64_t *count, GError **error);

static bool decide(Change *c, cJSON *result, Decide *how, GError **error)
{
    int64_t count = 0;
    const char *lrs = json_need_string(c->params, "lrs", error);
    g_autoptr(Cohort) cohort = lrs ? change_cohort(c, error) : NULL;
    if (!cohort || !how(c, lrs, cohort->id, &count, error))
        return false;
    if (count == 0)
        return change_refuse(error, BARAZA_ERROR_STATE, "no statement about %s is set aside", cohort->name);
    c->payload = json_put_int(json_put(cJSON_CreateObject(), "lrs", lrs), "statements", count);
    json_put_int(json_put(result, "cohort", cohort->name), "statements", count);
    return true;
}

static bool again(Change *c, const char *lrs, int64_t cohort, int64_t *count, GError **error)
{
    return xapi_again(c->store, lrs, cohort, count, error);
}

static bool leave(Change *c, const char *lrs, int64_t cohort, int64_t *count, GError **error)
{
    return xapi_leave_parked(c->store, lrs, cohort, c->now, count, error);
}

bool change_xapi_again(Change *c, cJSON *result, GError **error)
{
    return decide(c, result, again, error);
}

bool change_xapi_leave(Change *c, cJSON *result, GError **error)
{
    return decide(c, result, leave, error);
}
