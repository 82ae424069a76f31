/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_fixture.h - a database in a folder of its own, with one table of things. */
#pragma once
#include "store.h"
#include "unit.h"
#include <glib/gstdio.h>

static const EmbeddedFile schemas[] = {
    { .name = "schema.sql",
        .data = "CREATE TABLE IF NOT EXISTS thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, weight REAL, "
                "data BLOB, "
                "parent INTEGER REFERENCES thing) STRICT;" },
    { .name = NULL },
};

#define QUERY(id, text, n, ...)                                                                                        \
    static const StoreQuery id = { .name = #id, .sql = text, .params = { __VA_ARGS__ }, .n_params = n }
QUERY(thing_add, "INSERT INTO thing (id, name) VALUES (:id, :name)", 2, "id", "name", NULL);
QUERY(thing_count, "SELECT count(*) FROM thing /*scan*/", 0, NULL);
QUERY(thing_name, "SELECT name FROM thing WHERE id = :id", 1, "id", NULL);

typedef struct {
    char *dir, *path;
    Store *store;
} Fixture;

static inline Fixture *fixture_new(void)
{
    g_autoptr(GError) error = NULL;
    Fixture *f = g_new0(Fixture, 1);
    f->dir = g_dir_make_tmp("baraza-store-XXXXXX", NULL);
    f->path = g_build_filename(f->dir, "test.db", NULL);
    f->store = store_open(f->path, NULL, &error);
    ck_assert_msg(f->store != NULL, "%s", error ? error->message : "");
    ck_assert(store_create(f->store, schemas, &error));
    return f;
}

static inline void fixture_free(Fixture *f)
{
    store_free(f->store);
    GDir *dir = g_dir_open(f->dir, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(f->dir, name, NULL);
        g_unlink(path);
    }
    g_dir_close(dir);
    g_rmdir(f->dir);
    g_free(f->dir);
    g_free(f->path);
    g_free(f);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fixture, fixture_free)

static inline int64_t count(Store *store)
{
    g_autoptr(GError) error = NULL;
    int64_t n = -1;
    ck_assert_msg(store_get_int(store, &thing_count, NO_ARGS, &n, NULL, &error), "%s", error ? error->message : "");
    return n;
}

static inline bool add(Store *store, int64_t id, const char *name, GError **error)
{
    return store_run(store, &thing_add, ARGS(ARG_INT("id", id), ARG_TEXT("name", name)), NULL, error);
}

static inline void add_committed(Store *store, int64_t id, const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(tx && add(store, id, name, &error));
    ck_assert_msg(store_commit(g_steal_pointer(&tx), &error), "%s", error ? error->message : "");
}
