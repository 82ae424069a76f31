/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading goes beside a running engine; a change goes through it, or, when none runs, happens here under the engine's
 * lock. */
#include "workspace.h"
#include "admin.h"
#include "admin_socket.h"
#include "clock.h"
#include "forgotten.h"
#include "schema.h"

#include <stdio.h>
#include <string.h>

#define READ_LIMIT_MS 60000
#define START_WAIT_MS 5000

void workspace_free(Workspace *w)
{
    if (!w)
        return;
    context_free(w->context);
    library_free(w->library);
    vault_free(w->vault);
    store_free(w->store);
    settings_free(w->settings);
    g_free(w->dir);
    g_free(w);
}

char *workspace_dir(const Cli *cli, GError **error)
{
    const char *dir = cli_workspace(cli);
    g_autofree char *settings = g_build_filename(dir, "baraza.ini", NULL);
    if (g_file_test(settings, G_FILE_TEST_EXISTS))
        return g_canonicalize_filename(dir, NULL);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
        "%s is no workspace (it holds no baraza.ini): go into one, name one with --dir, "
        "or make one with baraza init",
        strcmp(dir, ".") == 0 ? "this folder" : dir);
    return NULL;
}

char *workspace_media(const char *dir)
{
    return g_build_filename(dir, "media", NULL);
}

bool workspace_is_local(const Settings *settings)
{
    g_autoptr(GUri) uri = g_uri_parse(settings_text(settings, "whatsapp", "graph_url"), G_URI_FLAGS_NONE, NULL);
    const char *host = uri ? g_uri_get_host(uri) : NULL;
    return host &&
           (g_ascii_strcasecmp(host, "localhost") == 0 || strcmp(host, "::1") == 0 || g_str_has_prefix(host, "127."));
}

GArray *workspace_cohorts(const Workspace *w, const char *name, GError **error)
{
    if (!name)
        return cohort_list(w->store, error);
    g_autoptr(Cohort) one = cohort_find(w->store, name, error);
    if (!one)
        return NULL;
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_array_append_val(ids, one->id);
    return ids;
}

bool workspace_guard_words(const Settings *settings, char **text, GError **error)
{
    const char *path = settings_text(settings, "guard", "words");
    g_autoptr(GError) fault = NULL;
    *text = *path ? cli_read_text(path, 1u << 20, &fault) : NULL;
    if (!fault ||
        (g_error_matches(fault, BARAZA_ERROR, BARAZA_ERROR_MISSING) && !settings_is_set(settings, "guard", "words")))
        return true;
    g_propagate_prefixed_error(error, g_steal_pointer(&fault), "[guard] words, the patient guard's own words: ");
    return false;
}

static bool add_guard_words(const Settings *settings, Context *context, GError **error)
{
    g_autofree char *text = NULL;
    return workspace_guard_words(settings, &text, error) &&
           (!text || context_guard_add(context, settings_text(settings, "guard", "words"), text, error));
}

bool workspace_set_context(const Settings *settings, Context *context, GError **error)
{
    context_set_public_url(context, settings_text(settings, "web", "public_url"));
    for (int i = 0; i < KEEP_CLASSES; i++) {
        g_autofree char *key = g_strconcat(keep_name((KeepClass)i), "_days", NULL);
        context_set_keep_days(context, (KeepClass)i, (int)settings_int(settings, "privacy", key));
    }
    context_set_patients(context, strcmp(settings_text(settings, "modes", "patients"), "yes") == 0,
        (int)settings_int(settings, "privacy", "patients_days"));
    context_set_adverts(
        context, (int)settings_int(settings, "adverts", "a_month"), (int)settings_int(settings, "adverts", "a_day"));
    return add_guard_words(settings, context, error);
}

static bool open_rest(Workspace *w, GError **error)
{
    g_autofree char *key = settings_secret(w->settings, "privacy", "key_file", error);
    w->vault = key ? vault_new(key, error) : NULL;
    if (!w->vault)
        return false;
    g_autofree char *media = workspace_media(w->dir);
    w->library = library_new(w->store, media);
    w->context = context_new(
        w->store, w->vault, w->library, &channel_caps_cloud, settings_text(w->settings, "whatsapp", "number"), error);
    return w->context && workspace_set_context(w->settings, w->context, error);
}

static Workspace *open_with(char *taken, bool writer, GError **error)
{
    g_autoptr(Workspace) w = g_new0(Workspace, 1);
    w->dir = taken;
    w->settings = settings_load(w->dir, error);
    if (!w->settings)
        return NULL;
    if (!writer && !forgotten_gate(w->dir, error))
        return NULL;
    const char *database = settings_text(w->settings, "engine", "database");
    if (!g_file_test(database, G_FILE_TEST_EXISTS)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "%s is not there: the workspace has lost its database; put a backup in its "
            "place, or make a new workspace with baraza init",
            database);
        return NULL;
    }
    w->store = writer ? store_open(database, NULL, error) : store_open_reader(database, READ_LIMIT_MS, error);
    return w->store && schema_check(w->store, w->dir, error) && open_rest(w, error) ? g_steal_pointer(&w) : NULL;
}

Workspace *workspace_open(const Cli *cli, GError **error)
{
    char *dir = workspace_dir(cli, error);
    return dir ? open_with(dir, false, error) : NULL;
}

Workspace *workspace_open_writer(const char *dir, GError **error)
{
    return open_with(g_strdup(dir), true, error);
}

static void print_warnings(const cJSON *result)
{
    const cJSON *one;
    fflush(stdout);
    cJSON_ArrayForEach(one, json_at(result, "warnings"))
    {
        if (cJSON_IsString(one))
            fprintf(stderr, "baraza: warning: %s\n", one->valuestring);
    }
}

/* An engine that starts holds the database before it hears commands, and another command holds it for a moment: both
 * are waited for. False when it is still held after that. */
static bool wait_for_turn(const char *dir, const char *database, GError **error)
{
    int64_t until = clock_monotonic_ms() + START_WAIT_MS;
    while (!admin_running(dir) && store_is_held(database)) {
        if (clock_monotonic_ms() > until) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
                "%s is held by another Baraza that takes no commands yet; try again when it has started, or end it",
                database);
            return false;
        }
        g_usleep(50000);
    }
    return true;
}

cJSON *workspace_change(const Cli *cli, const char *verb, cJSON *params, GError **error)
{
    g_autoptr(cJSON) owned = params;
    g_autofree char *dir = workspace_dir(cli, error);
    g_autoptr(Settings) settings = dir ? settings_load(dir, error) : NULL;
    if (!settings || !wait_for_turn(dir, settings_text(settings, "engine", "database"), error))
        return NULL;
    bool running = false;
    g_autoptr(cJSON) result = admin_call(dir, "cli", verb, owned, &running, error);
    if (!running) {
        g_autoptr(Workspace) w = workspace_open_writer(dir, error);
        result = w ? admin_run(w->context, "cli", verb, owned, cli->clock.now, error) : NULL;
    }
    if (result)
        print_warnings(result);
    return g_steal_pointer(&result);
}
