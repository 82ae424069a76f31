/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export.h"
#include "report.h"
#include "workspace.h"

#include <stdio.h>

static bool unblind(Cli *cli, GError **error)
{
    cJSON *params =
        json_put(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "reason", cli_option(cli, "reason"));
    g_autoptr(cJSON) result = workspace_change(cli, "unblind", params, error);
    return result != NULL;
}

bool cmd_report(Cli *cli, GError **error)
{
    const char *out = cli_option(cli, "out");
    if (!out || !*out) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--out is needed: the folder for the report, such as --out report");
        return false;
    }
    if (cli_switch(cli, "unblind") && !unblind(cli, error))
        return false;
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(ReportData) data =
        cohort ? report_study(w->store, w->library,
                     &(ReportWish){ .cohorts = &cohort->id, .n = 1, .program = BARAZA_VERSION, .now = cli->clock.now },
                     error)
               : NULL;
    ReportPurpose purpose = cli_switch(cli, "assessment") ? REPORT_ASSESSMENT : REPORT_RESEARCH;
    bool hidden = data && export_hide_words(w->context, data, error);
    g_autoptr(GPtrArray) paths = hidden ? report_write(data, out, purpose, error) : NULL;
    if (!paths)
        return false;
    for (guint i = 0; i < paths->len; i++)
        puts(paths->pdata[i]);
    fflush(stdout);
    if (report_is_blind(data))
        fputs("baraza: the post-test is still open, so the report shows counts and delivery only; an early look needs "
              "--unblind and is "
              "journalled\n",
            stderr);
    return true;
}
