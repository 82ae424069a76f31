/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A learner's own message enrols her: it proves the number and is the opt-in. */
#include "cohort_priv.h"
#include "cohort_queries.h"
#include "invitation.h"

#define OWN_MESSAGE "own message"

bool cohort_settle(Store *store, const Cohort *cohort, int64_t learner, GError **error)
{
    g_autofree char *seed = g_strdup_printf("L%" G_GINT64_FORMAT, learner);
    g_autofree char *study_id = cohort_new_study_id(cohort, seed);
    return store_run(store, &cohort_first_study_id,
               ARGS(ARG_INT("id", learner), ARG_TEXT("study_id", study_id), ARG_TEXT("guest", "guest%"),
                   ARG_TEXT("staff", "staff%")),
               NULL, error) &&
           store_run(store, &cohort_guest_end, ARGS(ARG_INT("learner", learner)), NULL, error);
}

bool joining_enrol(Store *store, const Cohort *cohort, const Invitation *invitation, int64_t learner, const char *wamid,
    int64_t now, int64_t *enrolment, GError **error)
{
    int64_t room = 0;
    bool late = cohort_day_of(cohort, cohort_today(cohort, now)) > 1;
    int64_t begins = cohort->state == COHORT_PLANNED || audience_rules(cohort->audience)->own_consent ? 0 : now + HOUR;
    return cohort_settle(store, cohort, learner, error) &&
           cohort_find_room(store, cohort, invitation->room, &room, error) && store_next_id(store, enrolment, error) &&
           store_run(store, &cohort_enrolment_insert,
               ARGS(ARG_INT("id", *enrolment), ARG_INT("cohort", cohort->id), ARG_INT("room", room),
                   ARG_INT("learner", learner), ARG_INT("state", ENROLMENT_ACTIVE), ARG_INT("now", now),
                   ARG_INT("opt_in", now), ARG_TEXT("means", OWN_MESSAGE), ARG_INT("late", late), ARG_NULL("source")),
               NULL, error) &&
           store_run(store, &cohort_joining_add,
               ARGS(ARG_INT("enrolment", *enrolment), ARG_INT("invitation", invitation->id), ARG_TEXT("wamid", wamid),
                   ARG_INT("question", JOIN_NAME), ARG_INT("begins", begins)),
               NULL, error);
}

bool joining_opt_in(Store *store, int64_t enrolment, int64_t now, bool *changed, GError **error)
{
    int64_t rows = 0;
    bool good = store_run(store, &cohort_enrolment_opt_in,
        ARGS(ARG_INT("id", enrolment), ARG_INT("opt_in", now), ARG_TEXT("means", OWN_MESSAGE)), &rows, error);
    *changed = rows > 0;
    return good;
}

static bool read_joining(const StoreRow *row, gpointer data)
{
    Joining *joining = data;
    joining->enrolment = store_int(row, 0);
    joining->invitation = store_int(row, 1);
    joining->question = (JoinQuestion)store_int(row, 2);
    joining->begins = store_int(row, 3);
    return false;
}

bool joining_get(Store *store, int64_t enrolment, Joining *joining, bool *found, GError **error)
{
    *joining = (Joining){ .question = JOIN_QUESTIONS };
    bool good =
        store_each(store, &cohort_joining_row, ARGS(ARG_INT("enrolment", enrolment)), read_joining, joining, error);
    *found = joining->enrolment != 0;
    return good;
}

bool joining_set(Store *store, const Joining *joining, GError **error)
{
    return store_run(store, &cohort_joining_set,
        ARGS(ARG_INT("enrolment", joining->enrolment), ARG_INT("question", joining->question),
            ARG_INT("begins", joining->begins)),
        NULL, error);
}

bool joining_next(Store *store, int64_t *at, GError **error)
{
    return store_remembered(store, &cohort_joining_next, at, 1, error);
}

GArray *joining_due(Store *store, int64_t now, int limit, GError **error)
{
    int64_t soonest = 0;
    if (!joining_next(store, &soonest, error))
        return NULL;
    return soonest > now
               ? g_array_new(FALSE, FALSE, sizeof(int64_t))
               : store_ids(store, &cohort_joinings_due, ARGS(ARG_INT("now", now), ARG_INT("limit", limit)), error);
}

/* --- what she answers about herself --- */

bool person_set_name(Store *store, const Vault *vault, int64_t learner, const char *name, GError **error)
{
    g_autoptr(GBytes) sealed = vault_seal(vault, name);
    gsize size = 0;
    const void *data = g_bytes_get_data(sealed, &size);
    return store_run(store, &cohort_person_name,
        ARGS(ARG_INT("id", learner), ARG_BLOB("name", data, size), ARG_TEXT("lang", NULL)), NULL, error);
}

bool person_set_cadre(Store *store, int64_t learner, const char *cadre, GError **error)
{
    return store_run(store, &cohort_person_cadre, ARGS(ARG_INT("id", learner), ARG_TEXT("text", cadre)), NULL, error);
}

bool person_set_facility(Store *store, int64_t learner, const char *facility, GError **error)
{
    return store_run(
        store, &cohort_person_facility, ARGS(ARG_INT("id", learner), ARG_TEXT("text", facility)), NULL, error);
}

bool person_set_registration(
    Store *store, const Vault *vault, int64_t learner, const char *registration, GError **error)
{
    g_autoptr(GBytes) sealed = vault_seal(vault, registration);
    gsize size = 0;
    const void *data = g_bytes_get_data(sealed, &size);
    return store_run(
        store, &cohort_person_registration, ARGS(ARG_INT("id", learner), ARG_BLOB("sealed", data, size)), NULL, error);
}
