/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort is launched when all that it needs is there. Before, nothing of the course is planned for anybody; the
 * launch plans it for all at once. */
#include "checklist_priv.h"
#include "outbox.h"
#include "tutor.h"

static bool begin_all(Change *c, const Cohort *cohort, int64_t *begun, GError **error)
{
    context_forget(c->context); /* it runs now */
    g_autoptr(GArray) ids = enrolment_list(c->store, cohort->id, error);
    if (!ids)
        return false;
    for (guint i = 0; i < ids->len; i++) {
        int64_t id = g_array_index(ids, int64_t, i);
        g_autoptr(Enrolment) e = enrolment_get(c->store, context_vault(c->context), id, error);
        Tutor tutor;
        if (!e)
            return false;
        if (e->state != ENROLMENT_ACTIVE && e->state != ENROLMENT_PAUSED)
            continue;
        if (audience_rules(cohort->audience)->own_consent && !e->may_course)
            continue; /* her yes begins it */
        if (!tutor_init(&tutor, c->context, e, c->now, error) || !tutor_begin(&tutor, error))
            return false;
        ++*begun;
    }
    return true;
}

static bool check_state(const Cohort *cohort, GError **error)
{
    return cohort->state == COHORT_PLANNED ||
           change_refuse(error, BARAZA_ERROR_STATE, "the cohort %s has been launched: it is %s", cohort->name,
               cohort_state_name(cohort->state));
}

bool change_cohort_launch(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    Checklist list;
    int64_t begun = 0;
    if (!cohort || !check_state(cohort, error) || !checklist_begin(&list, c, cohort, result, error))
        return false;
    json_put(result, "cohort", cohort->name);
    if (!launch_check_content(&list, error) || !launch_check_audience(&list, error) ||
        !launch_check_people(&list, error) || !checklist_end(&list, "be launched", result, error))
        return false;
    if (c->dry)
        return true;
    if (!cohort_launch(c->store, cohort->id, c->now, error) || !begin_all(c, cohort, &begun, error) ||
        !outbox_release(c->store, 0, HELD_COHORT, c->now, NULL, error))
        return false;
    json_put_int(json_put(result, "state", cohort_state_name(COHORT_RUNNING)), "begun", begun);
    c->payload = json_put_int(cJSON_CreateObject(), "begun", begun);
    return true;
}
