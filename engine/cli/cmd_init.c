/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new workspace: nothing in it may be overwritten, and its secrets are its owner's alone. */
#include "rng.h"
#include "schema.h"
#include "text.h"
#include "volume.h"
#include "workspace.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool make_folder(const char *path, GError **error)
{
    if (g_mkdir_with_parents(path, 0700) == 0)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the folder %s cannot be made: %s", path, g_strerror(errno));
    return false;
}

static bool is_free(const char *dir, GError **error)
{
    static const char *const ours[] = { "baraza.ini", "baraza.db", "secrets/key" };
    if (g_file_test(dir, G_FILE_TEST_EXISTS) && !g_file_test(dir, G_FILE_TEST_IS_DIR)) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s is a file: name a folder that is empty or not there", dir);
        return false;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(ours); i++) {
        g_autofree char *path = g_build_filename(dir, ours[i], NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS)) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
                "%s is there already: this folder is, or was, a workspace", path);
            return false;
        }
    }
    return true;
}

static bool write_file(const char *dir, const char *name, const char *text, GError **error)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    g_autoptr(GError) fault = NULL;
    if (g_file_set_contents_full(
            path, text, -1, G_FILE_SET_CONTENTS_DURABLE | G_FILE_SET_CONTENTS_CONSISTENT, 0600, &fault))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%s cannot be written: %s", path, fault->message);
    return false;
}

static bool write_secrets(const char *dir, GError **error)
{
    guint8 bytes[20];
    rng_secret(bytes, sizeof bytes);
    g_autofree char *word = text_base32(bytes, sizeof bytes);
    g_autofree char *key = vault_new_key();
    return write_file(dir, "secrets/key", key, error) && write_file(dir, "secrets/verify_token", word, error);
}

static bool make_database(const char *dir, GError **error)
{
    g_autofree char *path = g_build_filename(dir, "baraza.db", NULL);
    g_autofree EmbeddedFile *schemas = context_schemas();
    g_autoptr(Store) store = store_open(path, NULL, error);
    return store && store_create(store, schemas, error) && store_schema_set(store, schema_number(), error);
}

bool cmd_init(Cli *cli, GError **error)
{
    const char *dir = cli_arg(cli, 0);
    g_autofree char *secrets = g_build_filename(dir, "secrets", NULL);
    g_autofree char *media = workspace_media(dir);
    g_autofree char *settings = settings_default_text();
    /* The settings file comes last: it is what makes the folder a workspace. */
    if (!is_free(dir, error) || !make_folder(dir, error) || !make_folder(secrets, error) ||
        !make_folder(media, error) || !write_secrets(dir, error) || !make_database(dir, error) ||
        !write_file(dir, "rates.csv", rates_default_text(), error) || !write_file(dir, "baraza.ini", settings, error))
        return false;
    printf("made the workspace %s\n\n", dir);
    puts("What is left to do, in this order:");
    printf("  1. copy %s/secrets/key to a safe place: without it no phone number can be read again\n", dir);
    printf(
        "  2. put the access token into %s/secrets/token and the app secret into %s/secrets/app_secret (chmod 600)\n",
        dir, dir);
    printf("  3. set phone_id, waba_id and display_phone in %s/baraza.ini\n", dir);
    printf("  4. at the platform, give the webhook the word in %s/secrets/verify_token\n", dir);
    printf("  5. baraza doctor --dir %s says what is still missing\n", dir);
    return true;
}
