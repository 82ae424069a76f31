/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli_priv.h"
#include "serve.h"
#include "workspace.h"

bool cmd_run(Cli *cli, GError **error)
{
    Serve serve = { .progress = cli_switch(cli, "progress") };
    const char *until = cli_option(cli, "until");
    int64_t day = 0;
    if (until && !civil_parse_date(until, &day)) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--until takes a date such as 2027-03-01, not \"%s\"", until);
        return false;
    }
    serve.until = day * DAY;
    g_autofree char *dir = workspace_dir(cli, error);
    bool ok = dir && serve_open(&serve, dir, error) && serve_loop(&serve, error);
    serve_close(&serve);
    return ok;
}
