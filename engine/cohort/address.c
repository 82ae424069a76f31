/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses hang off a learner with dates; the platform's user id is bound the first time it is seen beside a known
 * phone, because a learner who has been silent may come back without a number (reference: business-scoped user ids). */
#include "cohort.h"
#include "cohort_queries.h"
#include <string.h>

/* "+263 77 100" and "26377100" are one number. Given. */
static char *digits_of(const char *phone)
{
    GString *digits = g_string_new(NULL);
    for (const char *p = phone; *p; p++)
        if (g_ascii_isdigit(*p))
            g_string_append_c(digits, *p);
    return g_string_free(digits, FALSE);
}

static char *lookup_of(const Vault *vault, const char *kind, const char *value)
{
    g_autofree char *plain = g_str_equal(kind, "phone") ? digits_of(value) : g_strdup(value);
    return vault_lookup(vault, kind, plain);
}

static bool find_one(
    Store *store, const Vault *vault, const char *kind, const char *value, int64_t *learner, GError **error)
{
    if (!value || !*value)
        return true;
    g_autofree char *lookup = lookup_of(vault, kind, value);
    return store_get_int(store, &cohort_address_find, ARGS(ARG_TEXT("lookup", lookup)), learner, NULL, error);
}

bool address_find(
    Store *store, const Vault *vault, const char *phone, const char *user_id, int64_t *learner, GError **error)
{
    *learner = 0;
    return find_one(store, vault, "user_id", user_id, learner, error) &&
           (*learner || find_one(store, vault, "phone", phone, learner, error));
}

bool address_bind(
    Store *store, const Vault *vault, int64_t learner, const char *kind, const char *value, int64_t now, GError **error)
{
    g_autofree char *lookup = lookup_of(vault, kind, value);
    int64_t owner = 0, id = 0;
    if (!store_get_int(store, &cohort_address_find, ARGS(ARG_TEXT("lookup", lookup)), &owner, NULL, error))
        return false;
    if (owner == learner)
        return true;
    if (owner) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "this %s already belongs to learner L%" G_GINT64_FORMAT "; a coordinator must decide who it is",
            g_str_equal(kind, "phone") ? "phone number" : "WhatsApp account", owner);
        return false;
    }
    g_autofree char *plain = g_str_equal(kind, "phone") ? digits_of(value) : g_strdup(value);
    g_autoptr(GBytes) sealed = vault_seal(vault, plain);
    gsize size = 0;
    const void *data = g_bytes_get_data(sealed, &size);
    return store_run(store, &cohort_address_end,
               ARGS(ARG_INT("learner", learner), ARG_TEXT("kind", kind), ARG_INT("now", now)), NULL, error) &&
           store_next_id(store, &id, error) &&
           store_run(store, &cohort_address_insert,
               ARGS(ARG_INT("id", id), ARG_INT("learner", learner), ARG_TEXT("kind", kind), ARG_TEXT("lookup", lookup),
                   ARG_BLOB("sealed", data, size), ARG_INT("now", now)),
               NULL, error);
}

typedef struct {
    const Vault *vault;
    char *address;
    bool is_user_id;
} Finding;

static bool read_address(const StoreRow *row, gpointer data)
{
    Finding *finding = data;
    gsize size = 0;
    const void *sealed = store_blob(row, 1, &size);
    g_autofree char *plain = vault_open(finding->vault, sealed, size);
    if (!plain)
        return true;
    finding->is_user_id = g_str_equal(store_text(row, 0), "user_id");
    finding->address = finding->is_user_id ? g_steal_pointer(&plain) : g_strconcat("+", plain, NULL);
    return false; /* "phone" sorts before "user_id" */
}

char *address_of(Store *store, const Vault *vault, int64_t learner, bool *is_user_id, GError **error)
{
    Finding finding = { vault, NULL, false };
    if (!store_each(store, &cohort_address_of, ARGS(ARG_INT("learner", learner)), read_address, &finding, error))
        return NULL;
    *is_user_id = finding.is_user_id;
    return finding.address;
}

static const StoreQuery *purpose_query(const char *purpose)
{
    if (g_str_equal(purpose, "course"))
        return &cohort_consent_course;
    if (g_str_equal(purpose, "posts"))
        return &cohort_consent_posts;
    return g_str_equal(purpose, "research") ? &cohort_consent_research : NULL;
}

bool consent_add(Store *store, int64_t enrolment, const char *purpose, bool given, const char *text_hash,
    const char *wamid, int64_t now, GError **error)
{
    int64_t id = 0;
    const StoreQuery *in_force = purpose_query(purpose);
    return store_next_id(store, &id, error) &&
           store_run(store, &cohort_consent_insert,
               ARGS(ARG_INT("id", id), ARG_INT("enrolment", enrolment), ARG_TEXT("purpose", purpose),
                   ARG_INT("given", given), ARG_TEXT("text_hash", text_hash), ARG_TEXT("wamid", wamid),
                   ARG_INT("now", now)),
               NULL, error) &&
           (!in_force ||
               store_run(store, in_force, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("given", given)), NULL, error));
}
