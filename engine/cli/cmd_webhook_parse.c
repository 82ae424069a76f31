/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli_priv.h"
#include "webhook.h"

#include <string.h>

#define BODY_MAX (3u * 1024 * 1024) /* what the receiver of webhooks takes */

static bool parse_one(const char *path, GError **error)
{
    g_autofree char *body = NULL;
    gsize size = 0;
    if (!cli_read(path, BODY_MAX, &body, &size, error))
        return false;
    g_autoptr(GPtrArray) events = webhook_parse(body, size, error);
    if (!events) {
        g_prefix_error(error, "%s: ", strcmp(path, "-") == 0 ? "standard input" : path);
        return false;
    }
    for (guint i = 0; i < events->len; i++) {
        g_autoptr(cJSON) line = event_to_json(events->pdata[i]);
        cli_print_json(line);
    }
    return true;
}

bool cmd_webhook_parse(Cli *cli, GError **error)
{
    for (guint i = 0; i < cli->args->len; i++) {
        g_autoptr(GError) fault = NULL;
        if (!parse_one(cli_arg(cli, i), &fault))
            cli_report(cli, fault);
    }
    return true;
}
