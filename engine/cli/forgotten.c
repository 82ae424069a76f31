/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file: a line a person, "L42 2026-12-07T12:30:00Z", in order of the ids. It holds no name and no number. */
#include "forgotten.h"
#include "backup_cli.h"
#include "clock.h"
#include "error.h"
#include "log.h"
#include "person.h"
#include "restore.h"

#include <glib/gstdio.h>
#include <string.h>

#define GATE "forgotten.pending"

static bool write_file(const char *dir, const char *name, const char *text, GError **error)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    g_autoptr(GError) fault = NULL;
    if (g_file_set_contents_full(
            path, text, -1, G_FILE_SET_CONTENTS_DURABLE | G_FILE_SET_CONTENTS_CONSISTENT, 0600, &fault))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STORE, "%s cannot be written: %s", path, fault->message);
    return false;
}

static bool add_line(int64_t learner, int64_t at, gpointer data)
{
    g_autofree char *when = civil_utc_text(at);
    g_tree_insert(data, GINT_TO_POINTER((gint)learner), g_strdup(when));
    return true;
}

static int by_id(gconstpointer a, gconstpointer b, gpointer data)
{
    int x = GPOINTER_TO_INT(a), y = GPOINTER_TO_INT(b);
    return (x > y) - (x < y);
}

static GTree *new_list(void)
{
    return g_tree_new_full(by_id, NULL, NULL, g_free);
}

static gboolean put_line(gpointer key, gpointer value, gpointer data)
{
    g_string_append_printf(data, "L%d %s\n", GPOINTER_TO_INT(key), (const char *)value);
    return FALSE;
}

static bool read_list(const char *path, GTree *list, GError **error)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, error))
        return false;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        g_auto(GStrv) words = g_strsplit(g_strstrip(lines[i]), " ", 2);
        gint64 id = 0;
        if (!words[0])
            continue;
        if (words[0][0] != 'L' || !g_ascii_string_to_signed(words[0] + 1, 10, 1, G_MAXINT32, &id, NULL)) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
                "%s:%u: a line begins with a learner such as L42, not \"%s\"", path, i + 1, words[0]);
            return false;
        }
        g_tree_insert(list, GINT_TO_POINTER((gint)id), g_strdup(words[1] ? words[1] : ""));
    }
    return true;
}

static bool read_own(const char *dir, GTree *list, GError **error)
{
    g_autofree char *path = g_build_filename(dir, FORGOTTEN_LIST, NULL);
    return !g_file_test(path, G_FILE_TEST_EXISTS) || read_list(path, list, error);
}

static bool write_list(const char *dir, GTree *list, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_tree_foreach(list, put_line, text);
    return write_file(dir, FORGOTTEN_LIST, text->str, error);
}

bool forgotten_keep(const char *dir, Store *store, int64_t *known, GError **error)
{
    int64_t n = 0;
    if (!erasures_count(store, &n, error))
        return false;
    if (n == *known)
        return true;
    g_autoptr(GTree) list = new_list();
    if (!read_own(dir, list, error) || !erasures_each(store, add_line, list, error) || !write_list(dir, list, error))
        return false;
    *known = n;
    return true;
}

static gboolean put_id(gpointer key, gpointer value, gpointer data)
{
    int64_t id = GPOINTER_TO_INT(key);
    g_array_append_val(data, id);
    return FALSE;
}

bool forgotten_replay(const char *dir, Context *context, int64_t now, GError **error)
{
    g_autofree char *gate = g_build_filename(dir, GATE, NULL);
    if (!g_file_test(gate, G_FILE_TEST_EXISTS))
        return true;
    g_autoptr(GTree) list = new_list();
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    int64_t forgotten = 0;
    if (!read_own(dir, list, error))
        return false;
    g_tree_foreach(list, put_id, ids);
    if (!restore_forget(context, ids, now, &forgotten, error))
        return false;
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, forgotten);
    log_event(LOG_INFO, "restore.forgotten", "people", text, NULL);
    (void)g_unlink(gate);
    return true;
}

bool forgotten_gate(const char *dir, GError **error)
{
    g_autofree char *gate = g_build_filename(dir, GATE, NULL);
    if (!g_file_test(gate, G_FILE_TEST_EXISTS))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
        "this workspace was restored, and people who were forgotten after the backup are still in it: start the engine "
        "once (baraza run) with its secrets in place; it forgets them before anything is shown, and sends nothing");
    return false;
}

bool forgotten_restore(const char *dir, const char *more, int64_t *named, GError **error)
{
    g_autoptr(GTree) list = new_list();
    if (!read_own(dir, list, error) || (more && !read_list(more, list, error)))
        return false;
    *named = g_tree_nnodes(list);
    return *named == 0 || (write_list(dir, list, error) && write_file(dir, GATE, "", error));
}
