/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever writes JOIN and has no place is kept for a while, so that she can be answered and a flood can be counted. */
#include "cohort_queries.h"
#include "invitation.h"

void guest_free(Guest *guest)
{
    if (!guest)
        return;
    g_free(guest->lang);
    g_free(guest->name);
    g_free(guest->wamid);
    g_free(guest);
}

static bool add_person(
    Store *store, const Vault *vault, const char *name, const char *lang, int64_t *learner, GError **error)
{
    if (!store_next_id(store, learner, error))
        return false;
    g_autofree char *study_id = g_strdup_printf("guest%" G_GINT64_FORMAT, *learner);
    g_autoptr(GBytes) sealed = vault_seal(vault, name ? name : "");
    gsize size = 0;
    const void *data = g_bytes_get_data(sealed, &size);
    return store_run(store, &cohort_learner_insert,
        ARGS(ARG_INT("id", *learner), ARG_TEXT("study_id", study_id), ARG_BLOB("name", data, size),
            ARG_NULL("registration"), ARG_TEXT("lang", lang), ARG_NULL("country"), ARG_TEXT("tier", "low"),
            ARG_NULL("cadre"), ARG_NULL("sex"), ARG_NULL("age_band"), ARG_NULL("facility")),
        NULL, error);
}

bool guest_add(Store *store, const Vault *vault, const char *phone, const char *user_id, const char *name,
    const char *lang, int64_t now, int64_t *learner, GError **error)
{
    if (!*learner && (!add_person(store, vault, name, lang, learner, error) ||
                         (phone && !address_bind(store, vault, *learner, "phone", phone, now, error)) ||
                         (user_id && !address_bind(store, vault, *learner, "user_id", user_id, now, error))))
        return false;
    return store_run(store, &cohort_guest_add, ARGS(ARG_INT("learner", *learner), ARG_INT("now", now)), NULL, error);
}

typedef struct {
    const Vault *vault;
    Guest *guest;
} Reading;

static bool read_guest(const StoreRow *row, gpointer data)
{
    Reading *reading = data;
    Guest *g = reading->guest = g_new0(Guest, 1);
    gsize size = 0;
    g->learner = store_int(row, 0);
    g->first = store_int(row, 1);
    g->day = store_int(row, 2);
    g->tries = store_int(row, 3);
    g->invitation = store_int(row, 4);
    g->since = store_int(row, 5);
    g->lang = store_text_dup(row, 6);
    const void *sealed = store_blob(row, 7, &size);
    g->name = vault_open(reading->vault, sealed, size);
    g->wamid = store_text_dup(row, 8);
    return false;
}

Guest *guest_get(Store *store, const Vault *vault, int64_t learner, GError **error)
{
    Reading reading = { vault, NULL };
    if (!store_each(store, &cohort_guest_row, ARGS(ARG_INT("learner", learner)), read_guest, &reading, error))
        return NULL;
    return reading.guest;
}

bool guest_count_since(Store *store, int64_t since, int64_t *count, GError **error)
{
    *count = 0;
    return store_get_int(store, &cohort_guests_since, ARGS(ARG_INT("since", since)), count, NULL, error);
}

bool guest_tried(Store *store, int64_t learner, int64_t now, GError **error)
{
    return store_run(
        store, &cohort_guest_tried, ARGS(ARG_INT("learner", learner), ARG_INT("day", now / DAY)), NULL, error);
}

bool guest_wait(Store *store, int64_t learner, int64_t invitation, const char *wamid, int64_t now, GError **error)
{
    return store_run(store, &cohort_guest_wait,
        ARGS(ARG_INT("learner", learner), ARG_INT("invitation", invitation), ARG_TEXT("wamid", wamid),
            ARG_INT("now", now)),
        NULL, error);
}

bool guest_place(Store *store, const Guest *guest, int64_t *place, GError **error)
{
    *place = 0;
    return store_get_int(store, &cohort_guest_place,
        ARGS(ARG_INT("invitation", guest->invitation), ARG_INT("since", guest->since),
            ARG_INT("learner", guest->learner)),
        place, NULL, error);
}

GArray *guests_waiting(Store *store, int64_t cohort, GError **error)
{
    return store_ids(store, &cohort_guests_waiting, ARGS(ARG_INT("cohort", cohort)), error);
}

bool guest_keep(Store *store, int64_t learner, bool kept, GError **error)
{
    return store_run(store, &cohort_guest_keep, ARGS(ARG_INT("learner", learner), ARG_INT("kept", kept)), NULL, error);
}

bool guest_end(Store *store, const Vault *vault, int64_t learner, GError **error)
{
    int64_t parts = 0;
    if (!store_run(store, &cohort_guest_end, ARGS(ARG_INT("learner", learner)), NULL, error) ||
        !store_get_int(store, &cohort_person_parts, ARGS(ARG_INT("learner", learner)), &parts, NULL, error))
        return false;
    return parts > 0 ||
           (person_set_name(store, vault, learner, "", error) &&
               store_run(store, &cohort_person_no_address, ARGS(ARG_INT("learner", learner)), NULL, error));
}

bool guest_sweep(Store *store, const Vault *vault, int64_t before, int limit, GError **error)
{
    g_autoptr(GArray) old =
        store_ids(store, &cohort_guests_old, ARGS(ARG_INT("before", before), ARG_INT("limit", limit)), error);
    for (guint i = 0; old && i < old->len; i++)
        if (!guest_end(store, vault, g_array_index(old, int64_t, i), error))
            return false;
    return old != NULL;
}
