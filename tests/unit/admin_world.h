/* SPDX-License-Identifier: GPL-3.0-or-later */
/* admin_world.h - a workspace of its own for tests of changes: database, media folder, the small course, a cohort "c1".
 */
#pragma once
#include "admin.h"
#include "course_data.h"
#include "discussion.h"
#include "journal.h"
#include "outbox.h"

#include <glib/gstdio.h>

#define NOW (TODAY * (int64_t)DAY + 10 * HOUR)

typedef struct {
    char *dir;
    Store *store;
    Vault *vault;
    Library *library;
    Context *context;
} World;

static inline World *world_new(void)
{
    g_autoptr(GError) error = NULL;
    World *w = g_new0(World, 1);
    w->dir = g_dir_make_tmp("baraza-admin-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(w->dir, "test.db", NULL);
    g_autofree EmbeddedFile *schemas = context_schemas();
    g_autofree char *key = vault_new_key();
    w->store = store_open(path, NULL, &error);
    ck_assert_msg(w->store && store_create(w->store, schemas, &error), "%s", error ? error->message : "");
    w->vault = vault_new(key, &error);
    w->library = library_new(w->store, w->dir);
    w->context = context_new(w->store, w->vault, w->library, &channel_caps_cloud, "N1", &error);
    unit_assert_ok(error);
    return w;
}

static inline void world_free(World *w)
{
    context_free(w->context);
    library_free(w->library);
    vault_free(w->vault);
    store_free(w->store);
    GDir *dir = g_dir_open(w->dir, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(w->dir, name, NULL);
        g_unlink(path);
    }
    g_dir_close(dir);
    g_rmdir(w->dir);
    g_free(w->dir);
    g_free(w);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(World, world_free)

static inline cJSON *try_change(World *w, const char *verb, const char *params, GError **error)
{
    g_autoptr(cJSON) json = json_parse(params, strlen(params), error);
    ck_assert_msg(json != NULL, "%s", params);
    return admin_run(w->context, "S3", verb, json, NOW, error);
}

static inline cJSON *change(World *w, const char *verb, const char *params)
{
    g_autoptr(GError) error = NULL;
    cJSON *result = try_change(w, verb, params, &error);
    ck_assert_msg(result != NULL, "%s: %s", verb, error ? error->message : "");
    return result;
}

static inline void refused(World *w, const char *verb, const char *params, BarazaError code, const char *says)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) result = try_change(w, verb, params, &error);
    ck_assert_msg(result == NULL && error, "%s %s was done", verb, params);
    ck_assert_msg(
        g_error_matches(error, BARAZA_ERROR, (int)code), "%s: code %d: %s", verb, error->code, error->message);
    unit_assert_error(error, says);
}

static inline int64_t entries(World *w)
{
    g_autoptr(GError) error = NULL;
    int64_t n = 0;
    ck_assert_msg(journal_verify(w->store, &n, NULL, &error), "%s", error ? error->message : "");
    return n;
}

/* The small course with files that are as it claims. */
static inline cJSON *add_course(World *w)
{
    static const char *const files[] = { "media/chart.png", "media/chart-low.png", "media/song.ogg" };
    g_autofree char *xml = small_text();
    g_autoptr(cJSON) params = json_put(cJSON_CreateObject(), "xml", xml);
    cJSON *list = cJSON_CreateArray();
    json_put_item(params, "files", list);
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, files[i], -1);
        g_autofree char *path = g_build_filename(w->dir, sha256, NULL);
        ck_assert(g_file_set_contents(path, "x", 1, NULL));
        cJSON *file = json_put(json_put(cJSON_CreateObject(), "path", files[i]), "sha256", sha256);
        json_put(json_put(file, "mime", i == 2 ? "audio/ogg" : "image/png"), "kind", i == 2 ? "audio" : "image");
        json_put_item(list, NULL, json_put_int(file, "bytes", small_file(files[i], NULL, NULL)));
    }
    g_autofree char *text = json_text(params);
    return change(w, "course.add", text);
}

static inline char *cohort_params(World *w, const char *more)
{
    g_autoptr(cJSON) course = add_course(w);
    return g_strdup_printf("{\"name\":\"c1\",\"course\":\"%s\",\"start\":\"2026-12-07\",\"zone\":\"Africa/Harare\"%s}",
        json_string(course, "course"), more);
}

/* Without a launch, as if it had been launched. */
static inline void make_cohort(World *w)
{
    g_autofree char *params = cohort_params(w, ",\"simulated\":true,\"country\":\"ZW\"");
    g_autoptr(cJSON) made = change(w, "cohort.create", params);
    ck_assert_str_eq(json_string(made, "first_day"), "2026-12-07");
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    ck_assert(
        tx && cohort && cohort_launch(w->store, cohort->id, NOW, NULL) && store_commit(g_steal_pointer(&tx), NULL));
}

/* Tendai, who is messaged, Chipo without an opt-in, and a number that is none. */
#define ROWS                                                                                                           \
    "\"rows\":[{\"line\":2,\"phone\":\"+263772123456\",\"name\":\"Tendai\",\"opt_in\":1795000000,\"opt_in_means\":"    \
    "\"form\"},"                                                                                                       \
    "{\"line\":3,\"phone\":\"+263772123457\",\"name\":\"Chipo\"},{\"line\":4,\"phone\":\"0772\",\"name\":\"Rudo\"}]"

static inline int64_t owed(World *w)
{
    OutboxCounts counts;
    int64_t first, last, waiting = 0;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    ck_assert(outbox_counts(w->store, 0, &counts, NULL) &&
              schedule_span(w->store, cohort->id, &first, &last, &waiting, NULL));
    return counts.queued + counts.held + waiting;
}
