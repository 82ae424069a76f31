/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of those who hear of new courses, as a coordinator changes it: people who agreed elsewhere, with the date
 * and the means of it; and one who asks a person here to take her off. */
#include "admin_priv.h"
#include "advertise.h"
#include "admin_enrol.h"
#include "clock.h"
#include "invitation.h"

typedef struct {
    int64_t added, same, refused;
    cJSON *refusals;
} Imported;

static void refuse_row(Imported *sum, int64_t line, const char *why)
{
    sum->refused++;
    json_put_item(sum->refusals, NULL, json_put(json_put_int(cJSON_CreateObject(), "line", line), "why", why));
}

/* Her no, if it is newer than the paper, holds. */
static bool said_no_since(Change *c, const EnrolRow *row, bool *no, GError **error)
{
    int64_t at = 0;
    bool ok = advert_refused_at(c->store, context_vault(c->context), row->phone, &at, error);
    *no = ok && at >= row->opt_in;
    return ok;
}

static bool put_on(Change *c, const EnrolRow *row, Imported *sum, GError **error)
{
    int64_t learner = 0;
    bool changed = false;
    const Vault *vault = context_vault(c->context);
    g_autofree char *digits = g_strdup(row->phone + (*row->phone == '+'));
    if (!address_find(c->store, vault, digits, NULL, &learner, error))
        return false;
    int64_t enrolled = 0;
    if ((learner && !enrolment_of_learner(c->store, learner, &enrolled, error)) ||
        (!enrolled && !guest_add(c->store, vault, digits, NULL, row->name, row->lang, c->now, &learner, error)))
        return false;
    g_autofree char *date = civil_utc_text(row->opt_in);
    g_autofree char *evidence = g_strdup_printf("%.10s: %s", date, row->opt_in_means);
    AdvertSays says = {
        .learner = learner, .at = c->now, .given = true, .means = ADVERT_BY_LIST, .evidence = evidence
    };
    bool is = false;
    if (!advert_is_member(c->store, learner, &is, error) ||
        (!is && !advertise_says(c->context, &says, NULL, &changed, error)))
        return false;
    sum->added += changed;
    sum->same += !changed;
    return true;
}

static bool take_row(Change *c, const cJSON *json, Imported *sum, GError **error)
{
    bool no = false;
    g_autoptr(GError) fault = NULL;
    EnrolRow *row = admin_row_from_json(json, &fault);
    int64_t line = json_int(json, "line", 0);
    if (!row) {
        refuse_row(sum, line, fault->message);
        return true;
    }
    bool ok = true;
    if (!row->opt_in || !row->opt_in_means)
        refuse_row(sum, line, "there is no date and means of how this person agreed to hear of courses");
    else if (!said_no_since(c, row, &no, error))
        ok = false;
    else if (no)
        refuse_row(sum, line, "this person has said no since: only her own COURSES ON brings her back");
    else
        ok = put_on(c, row, sum, error);
    enrol_row_free(row);
    return ok;
}

bool change_advert_import(Change *c, cJSON *result, GError **error)
{
    const cJSON *rows = json_at(c->params, "rows"), *one;
    Imported sum = { .refusals = cJSON_CreateArray() };
    json_put_item(result, "refusals", sum.refusals);
    if (!cJSON_IsArray(rows) || !rows->child)
        return change_refuse(error, BARAZA_ERROR_INPUT, "there is nobody in the list");
    cJSON_ArrayForEach(one, rows) if (!take_row(c, one, &sum, error)) return false;
    json_put_int(json_put_int(json_put_int(result, "added", sum.added), "same", sum.same), "refused", sum.refused);
    c->same = sum.added == 0;
    c->payload = json_put_int(json_put_int(cJSON_CreateObject(), "added", sum.added), "refused", sum.refused);
    return true;
}

bool change_advert_off(Change *c, cJSON *result, GError **error)
{
    int64_t learner = 0;
    bool is = false;
    if (!change_learner_id(c, &learner, error) || !advert_is_member(c->store, learner, &is, error))
        return false;
    g_autofree char *name = g_strdup_printf("L%" G_GINT64_FORMAT, learner);
    if (!is)
        return change_refuse(
            error, BARAZA_ERROR_MISSING, "%s is not on the list of those who hear of new courses", name);
    change_subject(c, "L", learner);
    json_put(result, "learner", name);
    AdvertSays says = { .learner = learner, .at = c->now, .means = ADVERT_BY_STAFF };
    return advertise_says(c->context, &says, NULL, NULL, error);
}
