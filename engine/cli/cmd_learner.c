/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One learner: taken out, moved, given another number, forgotten. */
#include "workspace.h"

#include <stdio.h>
#include <string.h>

static cJSON *change(Cli *cli, const char *verb, const char *name, const char *value, GError **error)
{
    cJSON *params = json_put(cJSON_CreateObject(), "learner", cli_arg(cli, 0));
    if (name)
        json_put(params, name, value);
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    return workspace_change(cli, verb, params, error);
}

static const char *dry(const Cli *cli)
{
    return cli_switch(cli, "dry-run") ? " (tried only: nothing is changed)" : "";
}

bool cmd_learner_withdraw(Cli *cli, GError **error)
{
    const char *why = cli_option(cli, "reason");
    if (!why) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--reason is needed; it goes to the journal");
        return false;
    }
    g_autoptr(cJSON) result = change(cli, "learner.withdraw", "reason", why, error);
    if (result && !cli_said_json(cli, result))
        printf("%s: withdrawn; %s%s\n", json_string(result, "learner"),
            json_bool(result, "told", false) ? "she is told so, and nothing more is sent" : "nothing is sent",
            dry(cli));
    return result != NULL;
}

bool cmd_learner_move(Cli *cli, GError **error)
{
    g_autoptr(cJSON) result = change(cli, "learner.move", "room", cli_arg(cli, 1), error);
    if (result && !cli_said_json(cli, result))
        printf("%s: from room %s to room %s%s\n", json_string(result, "learner"), json_string(result, "from"),
            json_string(result, "room"), dry(cli));
    return result != NULL;
}

bool cmd_learner_phone(Cli *cli, GError **error)
{
    g_autoptr(cJSON) result = change(cli, "learner.phone", "phone", cli_arg(cli, 1), error);
    if (result && !cli_said_json(cli, result))
        printf("%s: the new number is kept; she is asked back there when something is due%s\n",
            json_string(result, "learner"), dry(cli));
    return result != NULL;
}

bool cmd_learner_name(Cli *cli, GError **error)
{
    g_autoptr(cJSON) result = change(cli, "learner.name", "name", cli_arg(cli, 1), error);
    if (!result || cli_said_json(cli, result))
        return result != NULL;
    printf("%s: %s, before %s%s\n", json_string(result, "learner"), json_string(result, "name"),
        json_string(result, "before"), dry(cli));
    return true;
}

bool cmd_learner_reveal(Cli *cli, GError **error)
{
    const char *why = cli_option(cli, "reason");
    if (!why) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--reason is needed: who has a number shown, when and why, stands in the journal");
        return false;
    }
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "learner", cli_arg(cli, 0)), "reason", why);
    g_autoptr(cJSON) result = workspace_change(cli, "learner.reveal", params, error);
    if (!result || cli_said_json(cli, result))
        return result != NULL;
    printf("%s  %s  %s\n", json_string(result, "learner"), json_string(result, "phone"), json_string(result, "name"));
    return true;
}

static void print_cohorts(const char *what, const cJSON *list)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        printf("  %s: %s\n", one->valuestring, what);
    }
}

bool cmd_learner_merge(Cli *cli, GError **error)
{
    g_autoptr(cJSON) r = change(cli, "learner.merge", "other", cli_arg(cli, 1), error);
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    printf("%s is now also what %s was%s\n", json_string(r, "learner"), json_string(r, "other"), dry(cli));
    print_cohorts("her place goes over with everything in it", json_at(r, "moved"));
    print_cohorts("the second place held nothing and is left behind", json_at(r, "left"));
    puts(g_str_equal(json_string(r, "number"), "kept") ? "  she is written to at her own number; the other one is ended"
                                                       : "  the other number is hers now");
    return true;
}

bool cmd_learner_forget(Cli *cli, GError **error)
{
    bool approve = cli_switch(cli, "approve");
    g_autoptr(cJSON) result = change(cli, approve ? "learner.forget.approve" : "learner.forget", NULL, NULL, error);
    if (!result || cli_said_json(cli, result))
        return result != NULL;
    const char *id = json_string(result, "learner");
    if (approve)
        printf("%s: %s; all is erased from %s on%s\n", id,
            json_bool(result, "told", false) ? "she gets a last confirmation"
                                             : "she cannot be told, her window is closed",
            json_string(result, "at"), dry(cli));
    else
        printf("%s: name, numbers, %" G_GINT64_FORMAT " posts with %" G_GINT64_FORMAT
               " files and the words of %" G_GINT64_FORMAT " messages would go.\n"
               "An admin approves it: baraza learner forget %s --approve%s\n",
            id, json_int(result, "posts", 0), json_int(result, "files", 0), json_int(result, "messages", 0), id,
            dry(cli));
    return true;
}
