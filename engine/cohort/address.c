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

/* "phone 26377100" -> the learner whose it is, 0 for a stranger. */
static const StoreCache owner_cache = {
    .hash = g_str_hash, .equal = g_str_equal, .free_key = g_free, .free_value = g_free, .most = 4096
};

/* Every message that comes in and every one that is taken names an address. */
static bool find_owner(
    Store *store, const Vault *vault, const char *kind, const char *value, int64_t *learner, GError **error)
{
    GHashTable *known = NULL;
    g_autofree char *key = g_strconcat(kind, " ", value, NULL);
    *learner = 0;
    if (!store_cache(store, &owner_cache, &cohort_address_find, &known, error))
        return false;
    const int64_t *owner = known ? g_hash_table_lookup(known, key) : NULL;
    if (owner) {
        *learner = *owner;
        return true;
    }
    g_autofree char *lookup = lookup_of(vault, kind, value);
    if (!store_get_int(store, &cohort_address_find, ARGS(ARG_TEXT("lookup", lookup)), learner, NULL, error))
        return false;
    if (known)
        g_hash_table_insert(known, g_steal_pointer(&key), g_memdup2(learner, sizeof *learner));
    return true;
}

static bool find_one(
    Store *store, const Vault *vault, const char *kind, const char *value, int64_t *learner, GError **error)
{
    if (!value || !*value)
        return true;
    return find_owner(store, vault, kind, value, learner, error);
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
    int64_t owner = 0, id = 0;
    if (!find_owner(store, vault, kind, value, &owner, error))
        return false;
    if (owner == learner)
        return true;
    if (owner) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "this %s already belongs to learner L%" G_GINT64_FORMAT "; a coordinator must decide who it is",
            g_str_equal(kind, "phone") ? "phone number" : "WhatsApp account", owner);
        return false;
    }
    g_autofree char *lookup = lookup_of(vault, kind, value);
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

/* Learner -> "+26377100", or the user id. */
static const StoreCache address_cache = {
    .hash = g_int64_hash, .equal = g_int64_equal, .free_key = g_free, .free_value = g_free, .most = 4096
};

char *address_of(Store *store, const Vault *vault, int64_t learner, bool *is_user_id, GError **error)
{
    GHashTable *known = NULL;
    Finding finding = { vault, NULL, false };
    if (!store_cache(store, &address_cache, &cohort_address_of, &known, error))
        return NULL;
    const char *address = known ? g_hash_table_lookup(known, &learner) : NULL;
    if (address) {
        *is_user_id = *address != '+';
        return g_strdup(address);
    }
    if (!store_each(store, &cohort_address_of, ARGS(ARG_INT("learner", learner)), read_address, &finding, error))
        return NULL;
    if (known && finding.address)
        g_hash_table_insert(known, g_memdup2(&learner, sizeof learner), g_strdup(finding.address));
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

typedef struct {
    const Vault *vault;
    bool *fits;
} Trying;

static bool try_open(const StoreRow *row, gpointer data)
{
    const Trying *trying = data;
    gsize size = 0;
    const void *sealed = store_blob(row, 0, &size);
    g_autofree char *plain = vault_open(trying->vault, sealed, size);
    *trying->fits = plain != NULL;
    return false;
}

bool vault_fits(Store *store, const Vault *vault, bool *fits, GError **error)
{
    Trying trying = { vault, fits };
    *fits = true;
    return store_each(store, &cohort_sealed_first, NO_ARGS, try_open, &trying, error);
}
