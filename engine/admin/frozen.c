/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data of a closed cohort are the ones that its report and its hash are of: nothing may add to them, take from them
 * or score them anew. What a person may always ask for stays possible: to leave, to be forgotten, her certificate. */
#include "admin_priv.h"
#include "clock.h"

bool change_thawed(const Cohort *cohort, const char *so, GError **error)
{
    if (cohort->state != COHORT_CLOSED)
        return true;
    g_autofree char *since = civil_local_text(cohort_zone(cohort), cohort->closed);
    since[10] = '\0'; /* the date */
    return change_refuse(error, BARAZA_ERROR_STATE, "the cohort %s is closed since %s and its data are frozen: %s",
        cohort->name, since, so);
}
