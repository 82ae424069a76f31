/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention.h"
#include "cohort_queries.h"

#include <string.h>

const int keep_days[KEEP_CLASSES] = { 90, 365, 1095, 2190 };

static const struct {
    const char *name, *about;
} classes[KEEP_CLASSES] = {
    [KEEP_FILES] = { "files", "photos, voice notes and other files that people sent" },
    [KEEP_WORDS] = { "words", "what people wrote and were sent" },
    [KEEP_PEOPLE] = { "people", "names, numbers and registrations" },
    [KEEP_CERTIFICATES] = { "certificates", "what is printed on certificates" },
};

const char *keep_name(KeepClass class)
{
    return classes[class].name;
}

const char *keep_about(KeepClass class)
{
    return classes[class].about;
}

bool keep_from_name(const char *name, KeepClass *class)
{
    for (int i = 0; i < KEEP_CLASSES; i++)
        if (strcmp(classes[i].name, name) == 0) {
            *class = (KeepClass)i;
            return true;
        }
    return false;
}

bool retention_set(Store *store, int64_t cohort, KeepClass class, int64_t until, GError **error)
{
    return store_run(store, &cohort_retention_set,
        ARGS(ARG_INT("cohort", cohort), ARG_INT("class", class), ARG_INT("until", until)), NULL, error);
}

static bool collect(const StoreRow *row, gpointer data)
{
    Retention one = { store_int(row, 0), (KeepClass)store_int(row, 1), store_int(row, 2), store_int(row, 3),
        store_int(row, 4) };
    g_array_append_val((GArray *)data, one);
    return true;
}

GArray *retention_list(Store *store, int64_t cohort, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Retention));
    if (!store_each(store, &cohort_retention_rows, ARGS(ARG_INT("cohort", cohort)), collect, list, error))
        return NULL;
    return g_steal_pointer(&list);
}

cJSON *retention_json(Store *store, const Cohort *cohort, GError **error)
{
    g_autoptr(GArray) list = retention_list(store, cohort->id, error);
    cJSON *kept = list ? cJSON_CreateArray() : NULL;
    for (guint i = 0; list && i < list->len; i++) {
        const Retention *one = &g_array_index(list, Retention, i);
        g_autofree char *until = civil_local_text(cohort_zone(cohort), one->done ? one->done : one->until);
        until[strlen("2026-12-07")] = '\0';
        cJSON *item = json_put(json_put(cJSON_CreateObject(), "class", keep_name(one->class)), "until", until);
        json_put_item(
            kept, NULL, json_put_bool(json_put(item, "what", keep_about(one->class)), "erased", one->done > 0));
    }
    return kept;
}

bool retention_due(Store *store, int64_t now, Retention *one, bool *found, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Retention));
    if (!store_each(store, &cohort_retention_due, ARGS(ARG_INT("now", now)), collect, list, error))
        return false;
    *found = list->len > 0;
    if (*found)
        *one = g_array_index(list, Retention, 0);
    return true;
}

bool retention_done(Store *store, const Retention *one, int64_t count, int64_t now, GError **error)
{
    return store_run(store, &cohort_retention_done,
        ARGS(
            ARG_INT("cohort", one->cohort), ARG_INT("class", one->class), ARG_INT("count", count), ARG_INT("now", now)),
        NULL, error);
}
