/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list for a council, into a file of one's own or to standard output. */
#include "workspace.h"

#include <stdio.h>
#include <string.h>

static bool write_out(const char *csv, const char *path, GError **error)
{
    if (!path || g_str_equal(path, "-")) {
        fputs(csv, stdout);
        return true;
    }
    return g_file_set_contents_full(path, csv, (gssize)strlen(csv), G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

bool cmd_certificates_csv(Cli *cli, GError **error)
{
    const char *council = cli_option(cli, "council");
    if (!council) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--council is needed: zw or ke");
        return false;
    }
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "council", council);
    g_autoptr(cJSON) result = workspace_change(cli, "certificates.csv", params, error);
    if (!result || !write_out(json_string(result, "csv"), cli_option(cli, "out"), error))
        return false;
    fprintf(stderr, "%" G_GINT64_FORMAT " certificates, %" G_GINT64_FORMAT " of them without a registration number\n",
        json_int(result, "rows", 0), json_int(result, "without_number", 0));
    return true;
}
