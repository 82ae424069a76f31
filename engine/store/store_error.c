/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From SQLite's result codes to errors for the person who must act. After an input or output error, or a damaged file,
 * what is in memory may differ from what is on the disk, and a later sync may lie; so the store refuses everything
 * until the program has been started again. */
#include "store_priv.h"

void store_bug(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_assertion_message(G_LOG_DOMAIN, "store", 0, G_STRFUNC, text);
    abort();
}

static bool is_fatal(int code)
{
    int primary = code & 0xff;
    return primary == SQLITE_IOERR || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

static BarazaError error_code(int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return BARAZA_ERROR_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CONSTRAINT:
        return BARAZA_ERROR_STATE;
    case SQLITE_CANTOPEN:
        return BARAZA_ERROR_MISSING;
    default:
        return BARAZA_ERROR_STORE;
    }
}

static const char *advice(int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return "; free some space on that disk, work goes on by itself";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "; another program has the database: end it";
    case SQLITE_IOERR:
        return "; check the disk, then start Baraza again";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return "; the file is damaged or no database of Baraza: restore the last backup";
    case SQLITE_CANTOPEN:
        return "; check that the folder exists and may be written";
    default:
        return "";
    }
}

bool store_fail(Store *store, int code, const char *what, GError **error)
{
    if ((code & 0xff) == SQLITE_NOMEM)
        g_error("out of memory in the database");
    if (is_fatal(code))
        store->broken = true;
    if (code == SQLITE_INTERRUPT) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STORE,
            "%s: %s: stopped after its limit of %d ms; ask for less at once", store->path, what, store->limit_ms);
        return false;
    }
    const char *text =
        store->db && sqlite3_errcode(store->db) != SQLITE_OK ? sqlite3_errmsg(store->db) : sqlite3_errstr(code);
    g_set_error(
        error, BARAZA_ERROR, error_code(code), "%s: %s: %s (%d)%s", store->path, what, text, code, advice(code));
    if (store->in_tx && sqlite3_get_autocommit(store->db) && store->lost_code < 0)
        store->lost_code = (int)error_code(code);
    return false;
}

bool store_usable(Store *store, GError **error)
{
    if (store->broken) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STORE,
            "%s: the disk failed earlier, so nothing more is read or written; check the disk, then start Baraza again",
            store->path);
        return false;
    }
    if (store->lost_code >= 0) {
        g_set_error(error, BARAZA_ERROR, store->lost_code, "%s: the transaction was taken back by an earlier error",
            store->path);
        return false;
    }
    return true;
}

bool store_broken(const Store *store)
{
    return store->broken;
}
