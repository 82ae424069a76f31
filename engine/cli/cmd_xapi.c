/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened in a cohort as xAPI statements: into a file, or to the learning record store that the settings name.
 * What it has been told is not told again; what it was told of somebody who does not agree any more is taken back. */
#include "study_key.h"
#include "xapi.h"
#include "xapi_send.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    GHashTable *told;   /* id -> enrolment, of what tells */
    GHashTable *voided; /* id of what was taken back */
} Known;

static bool take(const XapiTold *told, gpointer data)
{
    Known *known = data;
    if (told->voids)
        g_hash_table_add(known->voided, g_strdup(told->voids));
    g_hash_table_insert(known->told, g_strdup(told->id),
        told->voids || told->refused ? NULL : g_memdup2(&told->enrolment, sizeof told->enrolment));
    return true;
}

static int by_id(gconstpointer a, gconstpointer b)
{
    return strcmp((*(XapiStatement *const *)a)->id, (*(XapiStatement *const *)b)->id);
}

/* What takes back all that was told of people who are in no statement now. */
static GPtrArray *taken_back(const Known *known, const GPtrArray *all, const guint8 *key, const char *home)
{
    GPtrArray *out = g_ptr_array_new_with_free_func((GDestroyNotify)xapi_statement_free);
    g_autoptr(GHashTable) in = g_hash_table_new(g_int64_hash, g_int64_equal);
    GHashTableIter iter;
    gpointer id, enrolment;
    for (guint i = 0; i < all->len; i++)
        g_hash_table_add(in, &((XapiStatement *)all->pdata[i])->enrolment);
    g_hash_table_iter_init(&iter, known->told);
    while (g_hash_table_iter_next(&iter, &id, &enrolment))
        if (enrolment && !g_hash_table_contains(in, enrolment) && !g_hash_table_contains(known->voided, id))
            g_ptr_array_add(out, export_xapi_void(key, home, id, *(int64_t *)enrolment));
    g_ptr_array_sort(out, by_id);
    return out;
}

/* Moves what the store has not been told out of `all`. */
static GPtrArray *not_told(const Known *known, GPtrArray *all)
{
    GPtrArray *out = g_ptr_array_new_with_free_func((GDestroyNotify)xapi_statement_free);
    for (guint i = 0; i < all->len; i++) {
        XapiStatement *s = all->pdata[i];
        if (!g_hash_table_contains(known->told, s->id))
            g_ptr_array_add(out, g_steal_pointer(&all->pdata[i]));
    }
    return out;
}

static bool write_file(const char *path, const GPtrArray *all, GError **error)
{
    g_autoptr(GString) text = g_string_new("[");
    for (guint i = 0; i < all->len; i++)
        g_string_append_printf(text, "%s\n%s", i ? "," : "", ((const XapiStatement *)all->pdata[i])->json);
    g_string_append(text, "\n]\n");
    if (strcmp(path, "-") == 0)
        return fputs(text->str, stdout) >= 0;
    g_autoptr(GError) fault = NULL;
    if (g_file_set_contents_full(path, text->str, (gssize)text->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &fault))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s cannot be written: %s", path, fault->message);
    return false;
}

static bool send_new(Cli *cli, const Workspace *w, const Cohort *cohort, GPtrArray *all, const guint8 *key,
    const char *home, GError **error)
{
    g_auto(XapiSend) send = { 0 };
    g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                          voided = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Known known = { told, voided };
    if (!xapi_send_init(&send, cli, w->settings, cohort->name, error) ||
        !xapi_each(w->store, send.endpoint, cohort->id, take, &known, error))
        return false;
    g_autoptr(GPtrArray) back = taken_back(&known, all, key, home);
    g_autoptr(GPtrArray) fresh = not_told(&known, all);
    if (!xapi_send_all(&send, back, error) || !xapi_send_all(&send, fresh, error))
        return false;
    printf("statements told: %d; told before: %u\n", send.sent, g_hash_table_size(told));
    if (back->len)
        printf("%u of them take back what was told of people who do not agree any more\n", back->len);
    if (send.refused)
        printf("refused by the store for good: %d\n", send.refused);
    return true;
}

static bool check_options(const Cli *cli, GError **error)
{
    const char *out = cli_option(cli, "out");
    if (!study_check(cli_option(cli, "study"), error))
        return false;
    if ((out && *out) != cli_switch(cli, "send"))
        return true;
    g_set_error(
        error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "give --out FILE (- is standard output) or --send, one of them");
    return false;
}

bool cmd_xapi(Cli *cli, GError **error)
{
    guint8 key[EXPORT_KEY];
    bool fresh = false;
    if (!check_options(cli, error))
        return false;
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    if (!cohort)
        return false;
    const char *home = settings_text(w->settings, "web", "public_url");
    if (!*home) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "statements need an address at which accounts are at home: set public_url of [web] in baraza.ini");
        return false;
    }
    g_autofree char *bare = g_str_has_suffix(home, "/") ? g_strndup(home, strlen(home) - 1) : g_strdup(home);
    if (!study_take_key(w, cli_option(cli, "study"), false, key, &fresh, error))
        return false;
    ExportPlan plan = { .study = cli_option(cli, "study"), .key = key, .program = BARAZA_VERSION };
    g_autoptr(GPtrArray) all = export_xapi(w->context, cohort->id, &plan, bare, cli->clock.now, NULL, error);
    bool good = all && (cli_switch(cli, "send") ? send_new(cli, w, cohort, all, key, bare, error)
                                                : write_file(cli_option(cli, "out"), all, error));
    memset(key, 0, sizeof key);
    if (good && cli_option(cli, "out"))
        fprintf(stderr, "baraza: statements: %u\n", all->len);
    if (good && all->len == 0)
        fprintf(stderr, "baraza: nobody in %s agrees to research use at this moment\n", cohort->name);
    return good;
}
