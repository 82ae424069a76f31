/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps rooms alive, where a cohort has it on. A cohort that is paused is looked at again in a day; of one that is
 * over, nothing any more. */
#include "drip_priv.h"
#include "asking.h"
#include "ground_rules.h"
#include "host.h"
#include "log.h"

static HostCare *const cares[CARES] = {
    [CARE_SILENCE] = host_silence,
    [CARE_QUESTIONS] = host_questions,
    [CARE_LEADS] = host_leads,
    [CARE_FORMS] = host_forms,
    [CARE_RULES] = host_rules,
    [CARE_CORE] = host_core,
    [CARE_WEEKLY] = host_weekly,
    [CARE_TIES] = host_ties,
    [CARE_SENIORS] = host_seniors,
};

typedef struct {
    Context *context;
    const GArray *due;
    int64_t now;
} Slice;

static bool do_care(gpointer data, guint i, GError **error)
{
    const Slice *slice = data;
    const CareDue *due = &g_array_index(slice->due, CareDue, i);
    Store *store = context_store(slice->context);
    Upkeep upkeep;
    int64_t next = INT64_MAX;
    const Cohort *cohort = context_cohort(slice->context, due->cohort, error);
    if (!cohort || !upkeep_get(store, due->cohort, &upkeep, error))
        return false;
    if (cohort->state == COHORT_PAUSED || cohort->state == COHORT_PLANNED)
        next = slice->now + DAY;
    else if ((cohort->state == COHORT_RUNNING || due->care == CARE_SENIORS) && cares[due->care] &&
             !cares[due->care](slice->context, cohort, &upkeep, slice->now, &next, error))
        return false;
    return care_set(store, due->cohort, due->care, next, error);
}

static bool park_care(gpointer data, guint i, const GError *fault, GError **error)
{
    const Slice *slice = data;
    const CareDue *due = &g_array_index(slice->due, CareDue, i);
    g_autofree char *cohort = g_strdup_printf("C%" G_GINT64_FORMAT, due->cohort);
    log_event(LOG_ERROR, "drip.care_fault", "cohort", cohort, "fault", fault->message, NULL);
    return care_set(context_store(slice->context), due->cohort, due->care, slice->now + DAY, error);
}

bool drip_cares(Context *context, int64_t now, int limit, int *worked, GError **error)
{
    g_autoptr(GArray) due = care_due(context_store(context), now, limit, error);
    if (!due)
        return false;
    static const StoreItems rows = { .item = do_care, .park = park_care };
    Slice slice = { context, due, now };
    if (due->len && !store_items(context_store(context), &rows, due->len, &slice, error))
        return false;
    *worked += (int)due->len;
    return true;
}
