/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "person.h"
#include "cohort_queries.h"

GArray *enrolments_of(Store *store, int64_t learner, GError **error)
{
    return store_ids(store, &cohort_enrolments_of, ARGS(ARG_INT("learner", learner)), error);
}

bool enrolment_set_room(Store *store, int64_t id, int64_t room, GError **error)
{
    return store_run(store, &cohort_enrolment_room, ARGS(ARG_INT("id", id), ARG_INT("room", room)), NULL, error);
}

bool address_end(Store *store, int64_t learner, const char *kind, int64_t now, GError **error)
{
    return store_run(store, &cohort_address_end,
        ARGS(ARG_INT("learner", learner), ARG_TEXT("kind", kind), ARG_INT("now", now)), NULL, error);
}

typedef struct {
    const Vault *vault;
    GPtrArray *list;
} Opening;

static bool open_address(const StoreRow *row, gpointer data)
{
    const Opening *opening = data;
    gsize size = 0;
    const void *sealed = store_blob(row, 0, &size);
    char *plain = vault_open(opening->vault, sealed, size);
    if (plain)
        g_ptr_array_add(opening->list, plain);
    return true;
}

GPtrArray *addresses_ever(Store *store, const Vault *vault, int64_t learner, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);
    Opening opening = { vault, list };
    if (!store_each(store, &cohort_addresses_ever, ARGS(ARG_INT("learner", learner)), open_address, &opening, error))
        return NULL;
    return g_steal_pointer(&list);
}

/* --- being forgotten --- */

bool person_merge_addresses(Store *store, int64_t keep, int64_t other, bool kept, int64_t now, GError **error)
{
    return kept ? store_run(store, &cohort_merge_addresses_kept, ARGS(ARG_INT("keep", keep), ARG_INT("other", other)),
                      NULL, error)
                : store_run(store, &cohort_merge_addresses,
                      ARGS(ARG_INT("keep", keep), ARG_INT("other", other), ARG_INT("until", now)), NULL, error);
}

bool person_merge_enrolment(Store *store, int64_t keep, int64_t enrolment, GError **error)
{
    return store_run(
        store, &cohort_merge_enrolment, ARGS(ARG_INT("keep", keep), ARG_INT("id", enrolment)), NULL, error);
}

bool person_merge_empty(Store *store, int64_t enrolment, int64_t now, GError **error)
{
    return store_run(store, &cohort_merge_empty, ARGS(ARG_INT("id", enrolment), ARG_INT("now", now)), NULL, error);
}

bool person_merged(Store *store, const Vault *vault, int64_t other, GError **error)
{
    g_autoptr(GBytes) nobody = vault_seal(vault, "");
    gsize size = 0;
    const void *name = g_bytes_get_data(nobody, &size);
    return store_run(
        store, &cohort_merge_person, ARGS(ARG_INT("id", other), ARG_BLOB("name", name, size)), NULL, error);
}

void erasure_free(Erasure *erasure)
{
    if (erasure)
        g_free(erasure->asked_by);
    g_free(erasure);
}

bool erasure_ask(Store *store, int64_t learner, const char *by, int64_t now, GError **error)
{
    return store_run(store, &cohort_erasure_ask,
        ARGS(ARG_INT("learner", learner), ARG_TEXT("by", by), ARG_INT("now", now)), NULL, error);
}

static bool read_erasure(const StoreRow *row, gpointer data)
{
    Erasure *erasure = *(Erasure **)data = g_new0(Erasure, 1);
    erasure->learner = store_int(row, 0);
    erasure->asked = store_int(row, 1);
    erasure->asked_by = store_text_dup(row, 2);
    erasure->approved = store_int(row, 3);
    erasure->done = store_int(row, 4);
    return false;
}

Erasure *erasure_get(Store *store, int64_t learner, GError **error)
{
    Erasure *erasure = NULL;
    store_each(store, &cohort_erasure_row, ARGS(ARG_INT("learner", learner)), read_erasure, &erasure, error);
    return erasure;
}

static bool take_erasure(const StoreRow *row, gpointer data)
{
    Erasure *erasure = NULL;
    read_erasure(row, &erasure);
    g_ptr_array_add(data, erasure);
    return true;
}

GPtrArray *erasures_open(Store *store, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)erasure_free);
    if (!store_each(store, &cohort_erasures_open, NO_ARGS, take_erasure, list, error))
        return NULL;
    return g_steal_pointer(&list);
}

bool erasure_approve(Store *store, int64_t learner, int64_t at, GError **error)
{
    return store_run(store, &cohort_erasure_approve, ARGS(ARG_INT("learner", learner), ARG_INT("at", at)), NULL, error);
}

GArray *erasures_due(Store *store, int64_t now, GError **error)
{
    return store_ids(store, &cohort_erasures_due, ARGS(ARG_INT("now", now)), error);
}

typedef struct {
    ErasedFn *fn;
    gpointer data;
} Erased;

static bool take_erased(const StoreRow *row, gpointer data)
{
    const Erased *erased = data;
    return erased->fn(store_int(row, 0), store_int(row, 1), erased->data);
}

bool erasures_each(Store *store, ErasedFn *fn, gpointer data, GError **error)
{
    Erased erased = { fn, data };
    return store_each(store, &cohort_erasures_done, NO_ARGS, take_erased, &erased, error);
}

bool erasures_count(Store *store, int64_t *n, GError **error)
{
    return store_remembered(store, &cohort_erasures_counted, n, 1, error);
}

/* The platform's ids of her messages hold her number. */
static bool erase_wamids(Store *store, int64_t learner, GError **error)
{
    const StoreArg *of = ARGS(ARG_INT("learner", learner));
    return store_run(store, &cohort_person_consents, of, NULL, error) &&
           store_run(store, &cohort_person_joined, of, NULL, error) &&
           store_run(store, &cohort_person_no_guest, of, NULL, error);
}

bool person_erase(Store *store, const Vault *vault, int64_t learner, int64_t now, GError **error)
{
    g_autoptr(GBytes) nobody = vault_seal(vault, "");
    gsize size = 0;
    const void *name = g_bytes_get_data(nobody, &size);
    g_autofree char *study_id = g_strdup_printf("forgotten%" G_GINT64_FORMAT, learner);
    return store_run(store, &cohort_person_no_address, ARGS(ARG_INT("learner", learner)), NULL, error) &&
           store_run(store, &cohort_person_erase,
               ARGS(ARG_INT("id", learner), ARG_BLOB("name", name, size), ARG_TEXT("study_id", study_id)), NULL,
               error) &&
           erase_wamids(store, learner, error) &&
           store_run(
               store, &cohort_person_removed, ARGS(ARG_INT("learner", learner), ARG_INT("now", now)), NULL, error) &&
           store_run(store, &cohort_erasure_done, ARGS(ARG_INT("learner", learner), ARG_INT("now", now)), NULL, error);
}

GArray *people_to_retire(Store *store, int64_t cohort, int64_t now, GError **error)
{
    return store_ids(store, &cohort_retired_soon, ARGS(ARG_INT("cohort", cohort), ARG_INT("now", now)), error);
}

bool person_retire(Store *store, const Vault *vault, int64_t learner, GError **error)
{
    g_autoptr(GBytes) nobody = vault_seal(vault, "");
    gsize size = 0;
    const void *name = g_bytes_get_data(nobody, &size);
    return store_run(store, &cohort_person_no_address, ARGS(ARG_INT("learner", learner)), NULL, error) &&
           store_run(
               store, &cohort_person_retire, ARGS(ARG_INT("id", learner), ARG_BLOB("name", name, size)), NULL, error) &&
           store_run(store, &cohort_person_retired, ARGS(ARG_INT("learner", learner)), NULL, error) &&
           erase_wamids(store, learner, error);
}

bool consent_given(Store *store, int64_t enrolment, const char *purpose, bool *given, GError **error)
{
    int64_t value = 0;
    bool good = store_get_int(store, &cohort_consent_newest,
        ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("purpose", purpose)), &value, NULL, error);
    *given = value == 1;
    return good;
}
