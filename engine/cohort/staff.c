/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts. Somebody who was removed keeps her row, so that the journal's ids mean something for ever. */
#include "staff.h"

#include "factor.h"
#include "cohort_queries.h"

void staff_free(Staff *staff)
{
    if (!staff)
        return;
    g_free(staff->name);
    g_free(staff->role);
    g_free(staff->password);
    g_free(staff);
}

bool staff_add(Store *store, const char *name, const char *role, const char *password_hash, int64_t now, GError **error)
{
    int64_t id = 0;
    return store_next_id(store, &id, error) &&
           store_run(store, &cohort_staff_insert,
               ARGS(ARG_INT("id", id), ARG_TEXT("name", name), ARG_TEXT("role", role),
                   ARG_TEXT("password", password_hash), ARG_INT("now", now), ARG_INT("card", STAFF_CARD)),
               NULL, error);
}

static bool read_staff(const StoreRow *row, gpointer data)
{
    Staff *staff = g_new0(Staff, 1);
    staff->id = store_int(row, 0);
    staff->learner = store_int(row, 1);
    staff->name = store_text_dup(row, 2);
    staff->role = store_text_dup(row, 3);
    staff->password = store_text_dup(row, 4);
    staff->card = (int)store_int(row, 5);
    staff->show_name = store_int(row, 6) != 0;
    staff->muted = store_int(row, 7);
    g_ptr_array_add(data, staff);
    return true;
}

static Staff *read_one(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)staff_free);
    if (!store_each(store, query, args, read_staff, found, error) || found->len == 0)
        return NULL;
    return g_ptr_array_steal_index(found, 0);
}

Staff *staff_find(Store *store, const char *name, GError **error)
{
    return read_one(store, &cohort_staff_row, ARGS(ARG_TEXT("name", name)), error);
}

Staff *staff_get(Store *store, int64_t id, GError **error)
{
    return read_one(store, &cohort_staff_by_id, ARGS(ARG_INT("id", id)), error);
}

Staff *staff_of_learner(Store *store, int64_t learner, GError **error)
{
    return read_one(store, &cohort_staff_by_learner, ARGS(ARG_INT("learner", learner)), error);
}

bool staff_count(Store *store, int64_t *count, GError **error)
{
    return store_get_int(store, &cohort_staff_total, NO_ARGS, count, NULL, error);
}

GPtrArray *staff_list(Store *store, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)staff_free);
    return store_each(store, &cohort_staff_all, NO_ARGS, read_staff, list, error) ? g_steal_pointer(&list) : NULL;
}

bool staff_set_role(Store *store, int64_t id, const char *role, GError **error)
{
    return store_run(store, &cohort_staff_role, ARGS(ARG_INT("id", id), ARG_TEXT("role", role)), NULL, error);
}

bool staff_set_password(Store *store, int64_t id, const char *password_hash, GError **error)
{
    return store_run(
        store, &cohort_staff_password, ARGS(ARG_INT("id", id), ARG_TEXT("password", password_hash)), NULL, error);
}

bool staff_set_invite(Store *store, int64_t id, const char *hash, int64_t until, GError **error)
{
    return store_run(store, &cohort_staff_invite,
        ARGS(ARG_INT("id", id), ARG_TEXT("invite", hash), ARG_INT("until", until)), NULL, error);
}

Staff *staff_of_invite(Store *store, const char *hash, int64_t now, GError **error)
{
    return read_one(store, &cohort_staff_by_invite, ARGS(ARG_TEXT("invite", hash), ARG_INT("now", now)), error);
}

bool staff_set_show_name(Store *store, int64_t id, bool show, GError **error)
{
    return store_run(store, &cohort_staff_show_name, ARGS(ARG_INT("id", id), ARG_INT("show", show)), NULL, error);
}

bool staff_set_muted(Store *store, int64_t id, int64_t since, GError **error)
{
    return store_run(store, &cohort_staff_muted, ARGS(ARG_INT("id", id), ARG_INT("since", since)), NULL, error);
}

/* --- phones --- */

/* Who stays enrolled keeps name and address; anybody else is forgotten. */
static bool let_go(Store *store, const Vault *vault, int64_t learner, GError **error)
{
    int64_t enrolments = 0;
    gsize size = 0;
    if (!learner)
        return true;
    if (!store_get_int(store, &cohort_person_enrolments, ARGS(ARG_INT("learner", learner)), &enrolments, NULL, error))
        return false;
    if (enrolments > 0)
        return true;
    g_autoptr(GBytes) nobody = vault_seal(vault, "");
    const void *name = g_bytes_get_data(nobody, &size);
    return store_run(store, &cohort_person_no_address, ARGS(ARG_INT("learner", learner)), NULL, error) &&
           store_run(store, &cohort_person_name,
               ARGS(ARG_INT("id", learner), ARG_BLOB("name", name, size), ARG_TEXT("lang", NULL)), NULL, error);
}

/* A person of no cohort. Her study id is never in an export; it only has to be nobody else's. */
static bool add_person(Store *store, const Vault *vault, const Staff *staff, const char *phone, const char *lang,
    int64_t now, int64_t *learner, GError **error)
{
    g_autoptr(GBytes) sealed = vault_seal(vault, staff->name);
    gsize size = 0;
    const void *name = g_bytes_get_data(sealed, &size);
    if (!store_next_id(store, learner, error))
        return false;
    g_autofree char *study_id = g_strdup_printf("staff%" G_GINT64_FORMAT, *learner);
    return store_run(store, &cohort_learner_insert,
               ARGS(ARG_INT("id", *learner), ARG_TEXT("study_id", study_id), ARG_BLOB("name", name, size),
                   ARG_NULL("registration"), ARG_TEXT("lang", lang), ARG_NULL("country"), ARG_TEXT("tier", "full"),
                   ARG_NULL("cadre"), ARG_NULL("sex"), ARG_NULL("age_band"), ARG_NULL("facility")),
               NULL, error) &&
           address_bind(store, vault, *learner, "phone", phone, now, error);
}

static bool find_person(Store *store, const Vault *vault, const Staff *staff, const char *phone, const char *lang,
    int64_t now, int64_t *learner, GError **error)
{
    if (!address_find(store, vault, phone, NULL, learner, error))
        return false;
    if (!*learner)
        return add_person(store, vault, staff, phone, lang, now, learner, error);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Staff) other = staff_of_learner(store, *learner, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (other && other->id != staff->id) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "that number is already %s's; take it from that account first", other->name);
        return false;
    }
    return !lang ||
           store_run(store, &cohort_person_lang, ARGS(ARG_INT("id", *learner), ARG_TEXT("lang", lang)), NULL, error);
}

bool staff_set_phone(
    Store *store, const Vault *vault, Staff *staff, const char *phone, const char *lang, int64_t now, GError **error)
{
    int64_t learner = 0, before = staff->learner;
    if (phone && !find_person(store, vault, staff, phone, lang, now, &learner, error))
        return false;
    staff->learner = learner;
    if (learner && learner == before)
        return true;
    if (learner ? !store_run(store, &cohort_staff_learner, ARGS(ARG_INT("id", staff->id), ARG_INT("learner", learner)),
                      NULL, error)
                : !store_run(store, &cohort_staff_no_learner, ARGS(ARG_INT("id", staff->id)), NULL, error))
        return false;
    return let_go(store, vault, before, error);
}

bool staff_remove(Store *store, const Vault *vault, Staff *staff, int64_t now, GError **error)
{
    bool had = false;
    return staff_set_phone(store, vault, staff, NULL, NULL, now, error) &&
           factor_clear(store, staff->id, &had, error) &&
           store_run(store, &cohort_unassign_all, ARGS(ARG_INT("staff", staff->id)), NULL, error) &&
           store_run(store, &cohort_staff_removed, ARGS(ARG_INT("id", staff->id), ARG_INT("now", now)), NULL, error);
}
