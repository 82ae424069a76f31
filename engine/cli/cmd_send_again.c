/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step once more to one learner, with what became of the earlier try. */
#include "workspace.h"

#include <stdio.h>

static void print_lines(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        printf("    %s\n", *line);
}

static void print_result(const cJSON *r, bool dry)
{
    const char *step = json_string(r, "step"), *id = json_string(r, "learner"), *looks = json_string(r, "looks");
    const cJSON *one;
    puts(cJSON_GetArraySize(json_at(r, "before")) ? "sent before:" : "nothing was sent before");
    cJSON_ArrayForEach(one, json_at(r, "before"))
    {
        printf("  %s  %s\n", json_string(one, "at"), json_string(one, "state"));
    }
    if (!json_bool(r, "sent", false)) {
        printf("%s was sent again to %s today already: nothing is added\n", step, id);
        return;
    }
    printf("%s %s again to %s%s\n", step, dry ? "would go" : "goes", id,
        json_bool(r, "window", false)
            ? ""
            : "; her 24-hour window is closed: a template asks her back, and her next message brings it");
    if (dry && looks) {
        puts("it looks like this:");
        print_lines(looks);
    }
}

bool cmd_send_again(Cli *cli, GError **error)
{
    cJSON *params = json_put(cJSON_CreateObject(), "learner", cli_arg(cli, 0));
    bool dry = cli_switch(cli, "dry-run");
    json_put_bool(json_put(params, "step", cli_arg(cli, 1)), "dry_run", dry);
    g_autoptr(cJSON) result = workspace_change(cli, "send.again", params, error);
    if (result && cli_switch(cli, "json"))
        cli_print_json(result);
    else if (result)
        print_result(result, dry);
    return result != NULL;
}
