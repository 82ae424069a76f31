/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Care of the file: schemas, checkpoints, checks, copies, and what the version of SQLite means. */
#include "store_priv.h"
#include "log.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* A log of 4,000 pages is 16 MB. Beyond 16,000 readers have pinned it, and it is worth waiting for them. */
#define LONG_LOG 4000
#define TOO_LONG_LOG 16000

bool store_create(Store *store, const EmbeddedFile *schemas, GError **error)
{
    g_autoptr(StoreTx) tx = store_begin(store, error);
    if (!tx)
        return false;
    for (const EmbeddedFile *f = schemas; f->name; f++) {
        int code = sqlite3_exec(store->db, f->data, NULL, NULL, NULL);
        if (code != SQLITE_OK)
            return store_fail(store, code, f->name, error);
    }
    return store_commit(g_steal_pointer(&tx), error);
}

static int keep_number(void *data, int columns, char **texts, char **names)
{
    int64_t *number = data;
    *number = columns > 0 && texts[0] ? g_ascii_strtoll(texts[0], NULL, 10) : 0;
    return 0;
}

bool store_data_version(Store *store, int64_t *version, GError **error)
{
    if (!store_usable(store, error))
        return false;
    int code = sqlite3_exec(store->db, "PRAGMA data_version", keep_number, version, NULL);
    return code == SQLITE_OK || store_fail(store, code, "data_version", error);
}

bool store_checkpoint(Store *store, GError **error)
{
    if (!store_usable(store, error))
        return false;
    if (store->in_tx || store->reader)
        store_bug("a checkpoint %s", store->reader ? "on a reader" : "inside a transaction");
    if (store->wal_pages == 0)
        return true;
    int mode = store->wal_pages > TOO_LONG_LOG ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE;
    int pages = 0, moved = 0;
    int code = sqlite3_wal_checkpoint_v2(store->db, NULL, mode, &pages, &moved);
    if (code == SQLITE_BUSY) /* a reader is in the way: the next one will do it */
        return true;
    if (code != SQLITE_OK)
        return store_fail(store, code, "checkpoint", error);
    if (moved >= pages)
        store->wal_pages = 0;
    return true;
}

bool store_forget(Store *store, GError **error)
{
    if (!store_usable(store, error))
        return false;
    if (store->in_tx || store->reader)
        store_bug("erased text is wiped %s", store->reader ? "by a reader" : "inside a transaction");
    if (store->memory)
        return true;
    int code = sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    if (code != SQLITE_OK)
        return store_fail(store, code, "wiping what was erased", error);
    store->wal_pages = 0;
    return true;
}

void store_checkpoint_if_long(Store *store)
{
    g_autoptr(GError) error = NULL;
    if (store->wal_pages >= LONG_LOG && !store_checkpoint(store, &error))
        log_event(LOG_ERROR, "store.checkpoint", "error", error->message, NULL);
}

static int collect(void *data, int n, char **values, char **names)
{
    GString *faults = data;
    for (int i = 0; i < n; i++)
        if (values[i] && strcmp(values[i], "ok") != 0)
            g_string_append_printf(faults, "%s%s", faults->len ? " " : "", values[i]);
    return 0;
}

/* What is in memory no disk can damage: of it the references alone are checked. */
static bool check_connection(Store *store, sqlite3 *db, const char *path, bool memory, GError **error)
{
    static const char *const checks[] = { "PRAGMA integrity_check(20)", "PRAGMA foreign_key_check" };
    for (size_t i = memory ? 1 : 0; i < G_N_ELEMENTS(checks); i++) {
        g_autoptr(GString) faults = g_string_new(NULL);
        int code = sqlite3_exec(db, checks[i], collect, faults, NULL);
        if (code != SQLITE_OK)
            g_string_printf(faults, "%s", sqlite3_errmsg(db));
        if (faults->len == 0)
            continue;
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STORE, "%s is damaged; restore the last backup (%s: %s)", path,
            checks[i] + 7, faults->str);
        return false;
    }
    return true;
}

bool store_integrity(Store *store, GError **error)
{
    return store_usable(store, error) && check_connection(store, store->db, store->path, store->memory, error);
}

static bool copy_into(Store *store, const char *path, sqlite3 *to, GError **error)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", store->db, "main");
    int code = backup ? SQLITE_OK : sqlite3_errcode(to);
    if (backup) {
        sqlite3_backup_step(backup, -1);
        code = sqlite3_backup_finish(backup);
    }
    if (code == SQLITE_OK)
        return check_connection(store, to, path, false, error);
    g_set_error(error, BARAZA_ERROR, (code & 0xff) == SQLITE_FULL ? BARAZA_ERROR_FULL : BARAZA_ERROR_STORE,
        "%s: the copy failed: %s", path, sqlite3_errstr(code));
    return false;
}

/* The copy is whole or absent: it is made and checked beside its name, then moved there. */
bool store_backup(Store *store, const char *path, GError **error)
{
    if (!store_usable(store, error))
        return false;
    if (store->in_tx)
        store_bug("a backup inside a transaction");
    g_autofree char *part = g_strdup_printf("%s.part", path);
    (void)g_unlink(part);
    sqlite3 *to = NULL;
    int code = sqlite3_open_v2(part, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    bool ok = code == SQLITE_OK && copy_into(store, part, to, error);
    if (code != SQLITE_OK)
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "%s: cannot make the copy: %s", part, sqlite3_errstr(code));
    sqlite3_close(to);
    if (ok && g_rename(part, path) != 0) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_STORE, "%s: cannot be moved into place: %s", path, g_strerror(errno));
        ok = false;
    }
    if (!ok)
        (void)g_unlink(part);
    return ok;
}

const char *store_version(void)
{
    return sqlite3_libversion();
}

/* sqlite.org/wal.html#walresetbug: mended in 3.51.3, and in 3.50.7 and 3.44.6 of the older lines. */
const char *store_version_warning(void)
{
    int v = sqlite3_libversion_number();
    bool mended = v >= 3051003 || (v >= 3050007 && v < 3051000) || (v >= 3044006 && v < 3045000);
    return mended ? NULL
                  : "this SQLite is older than the mend of its WAL-reset fault: a commit can be lost when two programs "
                    "write or checkpoint "
                    "at once. Baraza writes from one place only; never open its database with another program while it "
                    "runs, and copy it "
                    "only with 'baraza backup'";
}
