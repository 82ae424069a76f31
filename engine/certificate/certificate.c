/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register. A learner's rule is looked at when a step of hers is done and when a time comes that her rule names;
 * both are a row first, so that a certificate that was earned is issued whatever happens in between, and once. */
#include "certificate.h"
#include "certificate_queries.h"

void certificate_free(Certificate *certificate)
{
    if (!certificate)
        return;
    g_free(certificate->code);
    g_free(certificate->reason);
    g_free(certificate->sha256);
    g_clear_pointer(&certificate->printed, g_bytes_unref);
    g_free(certificate);
}

static Certificate *read_certificate(const StoreRow *row)
{
    Certificate *c = g_new0(Certificate, 1);
    c->id = store_int(row, 0);
    c->cohort = store_int(row, 1);
    c->enrolment = store_int(row, 2);
    c->code = store_text_dup(row, 3);
    c->issued = store_int(row, 4);
    c->revoked = store_int(row, 5);
    c->reason = store_text_dup(row, 6);
    c->replaced_by = store_int(row, 7);
    gsize size = 0;
    const void *printed = store_is_null(row, 8) ? NULL : store_blob(row, 8, &size);
    c->printed = printed ? g_bytes_new(printed, size) : NULL;
    c->sha256 = store_text_dup(row, 9);
    return c;
}

static bool read_one(const StoreRow *row, gpointer data)
{
    *(Certificate **)data = read_certificate(row);
    return false;
}

static bool collect(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, read_certificate(row));
    return true;
}

bool certificate_add(Store *store, Certificate *c, int64_t file_until, GError **error)
{
    gsize size = 0;
    const void *printed = g_bytes_get_data(c->printed, &size);
    return store_next_id(store, &c->id, error) &&
           store_run(store, &certificate_insert,
               ARGS(ARG_INT("id", c->id), ARG_INT("cohort", c->cohort), ARG_INT("enrolment", c->enrolment),
                   ARG_TEXT("code", c->code), ARG_INT("now", c->issued), ARG_BLOB("printed", printed, size),
                   ARG_TEXT("sha256", c->sha256), ARG_INT("until", file_until)),
               NULL, error);
}

Certificate *certificate_get(Store *store, int64_t id, GError **error)
{
    Certificate *found = NULL;
    store_each(store, &certificate_row, ARGS(ARG_INT("id", id)), read_one, &found, error);
    return found;
}

Certificate *certificate_find(Store *store, const char *code, GError **error)
{
    Certificate *found = NULL;
    store_each(store, &certificate_by_code, ARGS(ARG_TEXT("code", code)), read_one, &found, error);
    return found;
}

Certificate *certificate_of(Store *store, int64_t enrolment, GError **error)
{
    Certificate *found = NULL;
    store_each(store, &certificate_newest, ARGS(ARG_INT("enrolment", enrolment)), read_one, &found, error);
    return found;
}

static GPtrArray *list(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)certificate_free);
    return store_each(store, query, args, collect, found, error) ? g_steal_pointer(&found) : NULL;
}

bool certificate_each(Store *store, int64_t cohort, CertificateFn *fn, gpointer data, GError **error)
{
    g_autoptr(GPtrArray) all = list(store, &certificate_of_cohort, ARGS(ARG_INT("cohort", cohort)), error);
    for (guint i = 0; all && i < all->len; i++)
        if (!fn(all->pdata[i], data))
            break;
    return all != NULL;
}

bool certificate_count(Store *store, int64_t cohort, int64_t *count, GError **error)
{
    return store_get_int(store, &certificate_issued_in, ARGS(ARG_INT("cohort", cohort)), count, NULL, error);
}

bool certificate_revoke(Store *store, int64_t id, const char *reason, int64_t now, bool *changed, GError **error)
{
    int64_t rows = 0;
    bool ok = store_run(store, &certificate_set_revoked,
        ARGS(ARG_INT("id", id), ARG_INT("now", now), ARG_TEXT("reason", reason)), &rows, error);
    *changed = rows > 0;
    return ok;
}

bool certificate_replace(Store *store, int64_t id, int64_t by, GError **error)
{
    return store_run(store, &certificate_set_replaced, ARGS(ARG_INT("id", id), ARG_INT("by", by)), NULL, error);
}

bool certificate_file(Store *store, int64_t id, const char *sha256, int64_t until, GError **error)
{
    return store_run(store, &certificate_set_file,
        ARGS(ARG_INT("id", id), ARG_TEXT("sha256", sha256), ARG_INT("until", until)), NULL, error);
}

GPtrArray *certificate_files_over(Store *store, int64_t now, int limit, GError **error)
{
    int64_t soonest = 0;
    if (!store_remembered(store, &certificate_soonest_file, &soonest, 1, error))
        return NULL;
    if (soonest > now)
        return g_ptr_array_new_with_free_func((GDestroyNotify)certificate_free);
    return list(store, &certificate_files, ARGS(ARG_INT("now", now), ARG_INT("limit", limit)), error);
}

GPtrArray *certificate_files_kept(Store *store, int64_t enrolment, GError **error)
{
    return list(store, &certificate_files_of, ARGS(ARG_INT("enrolment", enrolment)), error);
}

bool certificate_forget(Store *store, int64_t enrolment, GError **error)
{
    return store_run(store, &certificate_forgotten, ARGS(ARG_INT("enrolment", enrolment)), NULL, error) &&
           store_run(store, &certificate_look_end, ARGS(ARG_INT("enrolment", enrolment)), NULL, error);
}

bool certificate_look(Store *store, int64_t enrolment, int64_t at, GError **error)
{
    return store_run(
        store, &certificate_look_add, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("at", at)), NULL, error);
}

bool certificate_looked(Store *store, int64_t enrolment, int64_t at, GError **error)
{
    if (at == INT64_MAX)
        return store_run(store, &certificate_look_end, ARGS(ARG_INT("enrolment", enrolment)), NULL, error);
    return store_run(
        store, &certificate_look_set, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("at", at)), NULL, error);
}

GArray *certificate_looks_due(Store *store, int64_t now, int limit, GError **error)
{
    int64_t soonest = 0;
    if (!store_remembered(store, &certificate_soonest_look, &soonest, 1, error))
        return NULL;
    return soonest > now
               ? g_array_new(FALSE, FALSE, sizeof(int64_t))
               : store_ids(store, &certificate_looks, ARGS(ARG_INT("now", now), ARG_INT("limit", limit)), error);
}

bool certificate_next(Store *store, int64_t *at, GError **error)
{
    int64_t look = 0, file = 0;
    if (!store_remembered(store, &certificate_soonest_look, &look, 1, error) ||
        !store_remembered(store, &certificate_soonest_file, &file, 1, error))
        return false;
    *at = MIN(look, file);
    return true;
}
