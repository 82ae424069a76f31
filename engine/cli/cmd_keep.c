/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping house: the journal, the inbox, backups, accounts. */
#include "inbox.h"
#include "journal.h"
#include "rng.h"
#include "text.h"
#include "workspace.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

bool cmd_journal_verify(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    int64_t entries = 0;
    g_autofree char *head = NULL;
    if (!w || !journal_verify(w->store, &entries, &head, error))
        return false;
    if (cli_switch(cli, "json")) {
        g_autoptr(cJSON) result = json_put(json_put_int(cJSON_CreateObject(), "entries", entries), "head", head);
        cli_print_json(result);
    } else
        printf("the journal is whole: %" G_GINT64_FORMAT
               " entries, head %s\nKeep the head elsewhere: it shows later whether entries were cut off.\n",
            entries, head);
    return true;
}

static bool take_aside(const InboxAside *aside, gpointer data)
{
    g_autofree char *at = civil_utc_text(aside->at);
    cJSON *one = json_put_int(json_put_int(cJSON_CreateObject(), "id", aside->id), "body", aside->raw);
    json_put(json_put(json_put(one, "at", at), "fault", aside->fault), "what",
        aside->event ? "one event" : "the whole body");
    json_put_item(data, NULL, one);
    return true;
}

bool cmd_inbox_aside(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(cJSON) list = cJSON_CreateArray();
    if (!w || !inbox_each_aside(w->store, take_aside, list, error))
        return false;
    if (cli_switch(cli, "json")) {
        cli_print_json(list);
        return true;
    }
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        printf("%" G_GINT64_FORMAT "  %s  %s: %s\n", json_int(one, "id", 0), json_string(one, "at"),
            json_string(one, "what"), json_string(one, "fault"));
    }
    if (cJSON_GetArraySize(list) == 0)
        puts("nothing is set aside");
    return true;
}

bool cmd_inbox_replay(Cli *cli, GError **error)
{
    g_autoptr(cJSON) result = workspace_change(cli, "inbox.replay", cJSON_CreateObject(), error);
    if (result)
        printf("%" G_GINT64_FORMAT " webhook bodies will be read again\n", json_int(result, "replayed", 0));
    return result != NULL;
}

bool cmd_backup(Cli *cli, GError **error)
{
    const char *path = cli_arg(cli, 0);
    g_autoptr(Workspace) w = workspace_open(cli, error);
    if (!w || !store_backup(w->store, path, error))
        return false;
    printf("%s holds the database as it is now. The key (%s) and the media folder are not in it: keep them too.\n",
        path, settings_text(w->settings, "privacy", "key_file"));
    return true;
}

/* One line of standard input, or four words' worth of chance. */
static char *read_password(const Cli *cli, bool *made, GError **error)
{
    *made = !cli_switch(cli, "password-stdin");
    if (*made) {
        guint8 bytes[15];
        rng_secret(bytes, sizeof bytes);
        return text_base32(bytes, sizeof bytes);
    }
    g_autofree char *text = NULL;
    gsize size = 0;
    if (!cli_read("-", 4096, &text, &size, error))
        return NULL;
    text[strcspn(text, "\r\n")] = '\0';
    if (text_is_utf8(text, strlen(text)) && text_length(text) >= 12)
        return g_steal_pointer(&text);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
        "a password needs at least 12 characters; a few words with blanks between them are good");
    return NULL;
}

bool cmd_staff_add(Cli *cli, GError **error)
{
    if (!cli_option(cli, "role")) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--role is needed: admin, coordinator, facilitator, evaluator or auditor");
        return false;
    }
    bool made = false;
    g_autofree char *password = read_password(cli, &made, error);
    char hash[crypto_pwhash_STRBYTES];
    if (!password)
        return false;
    if (sodium_init() < 0 ||
        crypto_pwhash_str(hash, password, strlen(password), crypto_pwhash_OPSLIMIT_MODERATE, 64u << 20) != 0) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_STATE, "hashing the password needs 64 MB of memory that are not free");
        return false;
    }
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "name", cli_arg(cli, 0)), "role", cli_option(cli, "role"));
    g_autoptr(cJSON) result = workspace_change(cli, "staff.add", json_put(params, "password", hash), error);
    if (!result)
        return false;
    printf("%s: %s\n", json_string(result, "name"), json_string(result, "role"));
    if (made)
        printf("password: %s\nIt is shown only now.\n", password);
    return true;
}
